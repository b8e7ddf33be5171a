"""Addresses of platforms: which video or post one leads to, and how that address is written canonically."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qs, urlsplit

from workbench.intake.embed_rules import RULES, Rule
from workbench.intake.posts import ReadEmbed
from workbench.intake.web_address import http_address

_NOBODY = frozenset({"i", "i/web", "@_"})
# What nearly every address looks like: no port, no user, no fragment, and a query that is not empty.
_PLAIN = re.compile(r"https?://([a-z0-9.-]+)(/[^?#]*(?:\?[^#]+)?)", re.ASCII)
_COMPILED: Final = tuple((re.compile(rule.hosts), re.compile(rule.path, re.ASCII), rule) for rule in RULES)


def may_be_embed(address: str) -> bool:
    """Whether it is worth asking `embed_at`: false for nearly every ordinary link, in no time."""
    parts = address.split("/", 3)
    host = parts[2] if len(parts) > 2 and not parts[1] else ""
    return bool(_rules_for(host) or host in _WRAPPERS or ":" in host or "@" in host or host != host.lower())


@lru_cache(maxsize=4096)
def _rules_for(host: str) -> tuple[tuple[re.Pattern[str], Rule], ...]:
    """The rules of the platform that a host belongs to: a blog embeds from few hosts, thousands of times."""
    return tuple((path, rule) for hosts, path, rule in _COMPILED if hosts.fullmatch(host))


# Players that carry the address of what they play in their query.
_WRAPPERS: Final = {
    "cdn.embedly.com": ("url", "src"),
    "w.soundcloud.com": ("url",),
    "www.facebook.com": ("href",),
    "iframe.ly": ("url",),
    "www.iframe.ly": ("url",),
    "cdn.iframe.ly": ("url",),
    "embedly.com": ("url",),
}
_LIVE_BLOGS: Final = re.compile(
    r"(?:embed\.|live\.)?(?:scribblelive|coveritlive|24liveblog|24liveplus|tickaroo|livecenter\.norkon|liveblog)"
    r"\.(?:com|net|pro)|(?:go|embed)\.arena\.im"
)


def is_live_blog(address: str) -> bool:
    """Whether an address of a frame leads to a platform of live blogs: a blog in the blog, and no video."""
    return bool(_LIVE_BLOGS.fullmatch(urlsplit(address).hostname or ""))


def embed_at(raw: str, base: str | None = None) -> ReadEmbed | None:
    """The video or post of a known platform that an address leads to, with its id and canonical address."""
    address = http_address(raw, base)
    if address is None or not may_be_embed(address):
        return None
    host, place = _host_and_place(address)
    if host in _WRAPPERS:
        host, place = _host_and_place(_unwrapped(address))
    rules = _rules_for(host)
    if not rules:
        return None
    for path, rule in rules:
        if found := path.match(place):
            groups = [group for group in found.groups() if group is not None]
            return ReadEmbed(
                rule.kind,
                platform=rule.platform,
                id=rule.id.format(*groups),
                url=rule.canonical.format(*groups) or f"https://{host}{place}",
                author=rule.author.format(*groups) if rule.author and groups[0] not in _NOBODY else None,
            )
    return None


def _host_and_place(address: str) -> tuple[str, str]:
    """The host of a web address in small letters, and its path with its query."""
    if plain := _PLAIN.fullmatch(address):
        return plain[1], plain[2]
    parts = urlsplit(address)
    return parts.hostname or "", f"{parts.path}?{parts.query}" if parts.query else parts.path


def _unwrapped(address: str) -> str:
    parts = urlsplit(address)
    for key in _WRAPPERS.get(parts.hostname or "", ()):
        try:
            inside = parse_qs(parts.query, max_num_fields=50).get(key)
        except ValueError:
            return address
        if inside and (whole := http_address(inside[0], address)):
            return whole
    return address
