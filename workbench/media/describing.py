"""Address in, metadata out: what a platform says of a video or photo, each field with where it came from.

yt-dlp reads the page as a library, in a child process that may be killed; each of its requests goes through
the proxy that the caller names, nothing is downloaded but pages, and it finds no cookies, settings or plug-ins.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from workbench.media.confinement import ChildFailed, Limits, run_confined

Reason = Literal[
    "private",
    "removed",
    "sign_in",
    "blocked",
    "unsupported",
    "time_out",
    "unreachable",
    "too_large",
    "failed",
]

_MEMORY = 2**30
_LARGEST_ANSWER = 4 * 2**20
_LONGEST_TEXT = 20_000
_LONGEST_LINE = 2_000
_ADDRESSES = ("uploader_url", "thumbnail_url", "webpage_url")
_NUMBERS = ("duration", "view_count")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

_SENTENCES: Mapping[Reason, str] = {
    "private": "The video is private: ask the uploader for it, or attach a copy by hand.",
    "removed": "The video is gone from this address (removed or never there): look for an archived copy "
    "and attach it by hand.",
    "sign_in": "The site shows this only to people who are signed in: open it in your own browser, "
    "type what you see and attach a copy by hand.",
    "blocked": "The site refuses us or the country we ask from: open it in your own browser, "
    "type what you see and attach a copy by hand.",
    "unsupported": "No video or photo with metadata was found at this address: open it in your browser, "
    "type what you see and attach a copy by hand.",
    "time_out": "The site did not finish answering in {seconds:g} seconds: try again later, "
    "or open it in your browser and attach a copy by hand.",
    "unreachable": "The site can't be reached from here, or the outbound door refuses its address: "
    "check the address, or attach a copy by hand.",
    "too_large": "The page is larger than we read: open it in your browser, type what you see "
    "and attach a copy by hand.",
    "failed": "The metadata could not be read: open the address in your browser, type what you see "
    "and attach a copy by hand.",
}


class CannotDescribe(Exception):
    """No metadata; the text says in one sentence what happened and what to do by hand."""

    def __init__(self, reason: Reason, seconds: float = 60, detail: str = "") -> None:
        super().__init__(_SENTENCES[reason].format(seconds=seconds))
        self.reason = reason
        self.detail = detail  # what the library said: for the custody log, not for the page


@dataclass(frozen=True)
class Description:
    """What the platform says. `origins` names for each field that is not None where it came from.

    `uploaded_at` is ISO 8601 as precise as the source was: a date; a time with its zone; or, where the page
    leaves its zone out, a time without. `duration` is in seconds. `fetched_at` is UTC.
    """

    tool: str
    tool_version: str
    fetched_at: datetime
    origins: Mapping[str, str]
    platform: str | None = None
    id: str | None = None
    title: str | None = None
    uploader: str | None = None
    uploader_url: str | None = None
    channel: str | None = None
    uploaded_at: str | None = None
    duration: float | None = None
    description: str | None = None
    thumbnail_url: str | None = None
    view_count: int | None = None
    availability: str | None = None
    webpage_url: str | None = None

    def facts(self) -> dict[str, dict[str, Any]]:
        """{field: {"value", "from"}} of the fields that are known: what the desk stores."""
        return {name: {"value": getattr(self, name), "from": self.origins[name]} for name in sorted(self.origins)}


FIELDS = tuple(
    one.name for one in fields(Description) if one.name not in ("tool", "tool_version", "fetched_at", "origins")
)


def describe(address: str, *, proxy: str, seconds: float = 60) -> Description:
    """The metadata of a video or photo at `address`, fetched through the http proxy at `proxy`.

    Raises CannotDescribe, always within about `seconds`.
    """
    if not _is_web_address(address) or not _is_web_address(proxy):
        raise CannotDescribe("unsupported")
    limits = Limits(
        seconds=seconds,
        cpu_seconds=math.ceil(seconds),
        memory=_MEMORY,
        file_size=_LARGEST_ANSWER,
        open_files=128,
    )
    request = {"address": address, "proxy": proxy, "seconds": seconds}
    fetched_at = datetime.now(UTC)
    try:
        said = run_confined("workbench.media.describing_child", request, limits).header
    except ChildFailed as failure:
        reasons: dict[str, Reason] = {"time": "time_out", "memory": "too_large", "crash": "failed"}
        raise CannotDescribe(reasons[failure.how], seconds, str(failure)) from failure
    if "refused" in said:
        reason: Reason = said["refused"] if said["refused"] in _SENTENCES else "failed"
        raise CannotDescribe(reason, seconds, str(said.get("detail", "")))
    return _checked(said, fetched_at)


def _is_web_address(address: str) -> bool:
    if len(address) > _LONGEST_LINE or re.search(r"[\s\x00-\x1f]", address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 80) > 0
    except ValueError:
        return False


def _checked(said: Mapping[str, Any], fetched_at: datetime) -> Description:
    """Only known fields, each of its type and length: the child has seen a stranger's page."""
    found, origins = said.get("fields"), said.get("origins")
    if not isinstance(found, dict) or not isinstance(origins, dict):
        raise CannotDescribe("failed")
    kept = {name: value for name in FIELDS if (value := _clean(name, found.get(name))) is not None}
    return Description(
        tool="yt-dlp",
        tool_version=str(said.get("version", "")),
        fetched_at=fetched_at,
        origins={name: str(origins.get(name, "yt-dlp"))[:_LONGEST_LINE] for name in kept},
        **kept,
    )


def _clean(name: str, value: Any) -> Any:
    if name in _NUMBERS:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not math.isfinite(value) or not 0 <= value < 2**53:
            return None
        return int(value) if name == "view_count" else float(value)
    if not isinstance(value, str):
        return None
    text = _UNPRINTABLE.sub("", value).strip()[: _LONGEST_TEXT if name == "description" else _LONGEST_LINE]
    if name in _ADDRESSES and not _is_web_address(text):
        return None
    return text or None
