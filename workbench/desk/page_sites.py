"""Which addresses a live blog's pages may stand at: those of its own site, and its platform's."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

PLATFORM_HOSTS: Mapping[str, tuple[str, ...]] = {
    "scribblelive": ("scribblelive.com",),
    "sourcefabric": ("liveblog.pro", "sourcefabric.org"),
    "guardian": ("theguardian.com", "guardianapis.com"),
    "bbc": ("bbc.co.uk", "bbc.com", "bbci.co.uk"),
    "aljazeera": ("aljazeera.com", "aljazeera.net"),
    "arena": ("arena.im",),
    "24liveblog": ("24liveblog.com",),
    "liveblog24": ("24liveblog.com",),
    "tickaroo": ("tickaroo.com",),
}
"""For each platform, by how the names of its readers begin, the hosts that serve pages of its blogs."""

# Names under which anybody may register below a country's own: example.co.uk and other.co.uk are two sites.
_SECOND_LEVELS = frozenset("ac co com edu gob gouv gov ltd mil ne net or org plc sch".split())
# Under these, each customer has a host of their own.
_SHARED_HOSTS = ("blogspot.com", "github.io", "gitlab.io", "netlify.app", "pages.dev", "tumblr.com", "vercel.app",
                 "web.app", "wordpress.com", "workers.dev")  # fmt: skip


def is_same_site(page: str, other: str) -> bool:
    """Whether two addresses are of one registrable host; two numeric hosts only if they are equal."""
    one, two = site_of(page), site_of(other)
    return one is not None and one == two


def is_platform_page(address: str, reader: str) -> bool:
    """Whether an address is a host of the platform whose reader read the page; `reader` may join several by +."""
    host = _host(address)
    names = reader.lower().split("+")
    return host is not None and any(
        _is_under(host, own)
        for platform, hosts in PLATFORM_HOSTS.items()
        if any(name.startswith(platform) for name in names)
        for own in hosts
    )


def site_of(address: str) -> str | None:
    """The registrable host of a web address: www.news.example.co.uk gives example.co.uk; None without a host."""
    host = _host(address)
    if host is None or _is_number(host):
        return host
    labels = host.split(".")
    own = 2
    if any(host.endswith(f".{shared}") for shared in _SHARED_HOSTS) or (
        len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS
    ):
        own = 3
    return ".".join(labels[-own:])


def _host(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return host.rstrip(".") if host and parts.scheme in ("http", "https") else None


def _is_under(host: str, own: str) -> bool:
    return host == own or host.endswith(f".{own}")


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
