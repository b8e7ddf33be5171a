"""Addresses from documents: kept only where they lead to the web."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

_LONGEST = 4000
# What nearly every address looks like; it needs no closer look.
_PLAIN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[\w/.~%+,;=&?@!$*'():-]*)?", re.ASCII)
_IN_NO_ADDRESS = re.compile(r"[\x00-\x20<>\"\\^`{|}\x7f]")


def http_address(raw: str, base: str | None = None) -> str | None:
    """`raw` as an absolute http(s) address, resolved against `base`; None for anything else.

    An address that leaves the scheme to the page (`//host/…`) is taken as https where there is no `base`.
    """
    if len(raw) <= _LONGEST and _PLAIN.fullmatch(raw):
        return raw
    raw = raw.strip()
    if not raw or len(raw) > _LONGEST or _IN_NO_ADDRESS.search(raw):
        return None
    try:
        relative = not raw.startswith(("https://", "http://"))
        whole = urljoin(base or "https:", raw) if relative and (base or raw.startswith("//")) else raw
        parts = urlsplit(whole)
        named = parts.hostname and parts.port != 0
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and named else None
