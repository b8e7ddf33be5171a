"""The child's side of `describing`: runs yt-dlp and says which field came from where. Runs confined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import IO, Any

from yt_dlp import YoutubeDL
from yt_dlp.globals import plugin_dirs
from yt_dlp.networking.exceptions import HTTPError, TransportError
from yt_dlp.utils import GeoRestrictedError, UnsupportedError, YoutubeDLError
from yt_dlp.version import __version__

from workbench.media.confinement import Answer
from workbench.media.page_witness import GenericIE, Said

# What platforms write when they refuse, in the order in which the words are weighed.
_REFUSALS = (
    ("private", re.compile(r"\bprivate\b", re.I)),
    ("blocked", re.compile(r"\bgeo|your (country|location|region)|captcha|not a bot|\bblocked\b", re.I)),
    ("sign_in", re.compile(r"\b(sign|log)[ -]?in\b|registered users|members[- ]only|\bage\b|cookies", re.I)),
    ("removed", re.compile(r"removed|deleted|no longer|unavailable|not exist|not found|terminated", re.I)),
)
_STATUSES = {401: "sign_in", 403: "blocked", 404: "removed", 410: "removed", 429: "blocked", 451: "blocked"}
_SIGN_IN_PAGE = re.compile(r"/(log|sign)[-_]?in\b|/accounts?/|/consent\b", re.I)
_PAGES = ("Generic", "HTML5MediaEmbed")  # extractors that know no platform: they read a page


class _Listener:
    """Collects what yt-dlp would print."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def debug(self, message: str) -> None:
        """Progress; of no use here."""

    def warning(self, message: str) -> None:
        self.warnings.append(message)

    def error(self, message: str) -> None:
        """The same text comes as an exception."""


def answer(request: Mapping[str, Any], file: IO[bytes] | None) -> Answer:
    """`fields` and `origins`, or `refused` with a reason of `describing` and what the library said."""
    del file
    plugin_dirs.value = []
    listener, witness = _Listener(), GenericIE()
    with YoutubeDL(_settings(request, listener)) as library:
        library.add_info_extractor(witness)
        try:
            info = _first(library.extract_info(str(request["address"]), download=False))
        except YoutubeDLError as error:
            return _refused(error, witness)
    return _understood(info, listener.warnings, witness)


def _understood(info: Mapping[str, Any], warnings: list[str], witness: GenericIE) -> Answer:
    """A platform that refuses gives an empty shell and says why in a warning."""
    told = " ".join(warnings)
    if not info.get("formats") and (reason := _worded(told)):
        return Answer({"refused": reason, "detail": told[:500]})
    if 'obtain "title"' in told:
        info = {name: value for name, value in info.items() if name not in ("title", "fulltitle")}
    is_page = info.get("extractor_key") in _PAGES
    return _said(_of_page(info, witness) if is_page else _of_platform(info))


def _settings(request: Mapping[str, Any], listener: _Listener) -> dict[str, Any]:
    return {
        "proxy": request["proxy"],
        "logger": listener,
        "quiet": True,
        "skip_download": True,
        "simulate": True,
        "noplaylist": True,
        "playlist_items": "1",
        "lazy_playlist": True,
        "cachedir": False,
        "geo_bypass": False,  # it would claim another country in a header
        "js_runtimes": {},  # a page's script is not run
        "socket_timeout": min(20, request["seconds"]),
        "extractor_retries": 1,
        "ignore_no_formats_error": True,
        "format": lambda _: [],  # nothing is downloaded, so nothing is chosen
    }


def _first(info: Any) -> dict[str, Any]:
    while isinstance(info, dict) and info.get("_type") in ("playlist", "multi_video"):
        info = next((entry for entry in info.get("entries") or () if entry), None)
    if not isinstance(info, dict):
        raise UnsupportedError("nothing")
    return info


def _of_page(info: Mapping[str, Any], witness: GenericIE) -> Iterator[Said]:
    """The page's own words first; then what the library made of the address and the player."""
    yield from witness.said
    origin = "yt-dlp generic"
    yield Said("platform", info.get("webpage_url_domain"), f"{origin}: address")
    yield Said("id", info.get("id"), f"{origin}: address")
    yield Said("webpage_url", witness.address or info.get("webpage_url"), f"{origin}: address")
    yield Said("title", info.get("fulltitle") or info.get("title"), f"{origin}: address")
    yield Said("thumbnail_url", info.get("thumbnail"), f"{origin}: player")
    yield Said("duration", info.get("duration"), f"{origin}: player")


def _of_platform(info: Mapping[str, Any]) -> Iterator[Said]:
    origin = f"yt-dlp {info.get('extractor')}"
    yield Said("platform", str(info.get("extractor_key", "")).lower(), origin)
    yield Said("title", info.get("fulltitle") or info.get("title"), origin)
    yield Said("uploaded_at", _uploaded(info), origin)
    yield Said("uploader_url", info.get("uploader_url") or info.get("channel_url"), origin)
    yield Said("thumbnail_url", info.get("thumbnail"), origin)
    same = (
        "id",
        "uploader",
        "channel",
        "duration",
        "description",
        "view_count",
        "availability",
        "webpage_url",
    )
    for name in same:
        yield Said(name, info.get(name), origin)


def _uploaded(info: Mapping[str, Any]) -> str | None:
    """A second with its zone; a date where the platform gives no more (then the time is midnight sharp)."""
    timestamp, day = info.get("timestamp"), info.get("upload_date")
    try:
        if timestamp and timestamp % 86_400:
            return datetime.fromtimestamp(timestamp, UTC).isoformat(timespec="seconds")
        return date.fromisoformat(str(day)).isoformat() if day else None
    except (ValueError, OverflowError, OSError):
        return None


def _said(all_said: Iterator[Said]) -> Answer:
    """The first to name a field is believed."""
    fields: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for name, value, origin in all_said:
        if value not in (None, "") and name not in fields:
            fields[name], origins[name] = value, origin
    return Answer({"fields": fields, "origins": origins, "version": __version__})


def _refused(error: YoutubeDLError, witness: GenericIE) -> Answer:
    causes = list(_chain(error))
    unsupported = any(isinstance(cause, UnsupportedError) for cause in causes)
    if unsupported and _SIGN_IN_PAGE.search(witness.address):
        return Answer({"refused": "sign_in", "detail": witness.address})
    if unsupported and witness.shows_picture:
        return _said(_of_page({"webpage_url_domain": witness.host, "webpage_url": witness.address}, witness))
    return Answer({"refused": _reason(causes, unsupported), "detail": str(error)[:500]})


def _reason(causes: list[BaseException], unsupported: bool) -> str:
    if unsupported:
        return "unsupported"
    for cause in causes:
        if isinstance(cause, MemoryError):
            return "too_large"
        if isinstance(cause, GeoRestrictedError):
            return "blocked"
        if isinstance(cause, TimeoutError):
            return "time_out"
        if isinstance(cause, HTTPError):
            # RFC 9209: the proxy says that it, and not the site, refused.
            by_proxy = "error=" in (cause.response.headers.get("Proxy-Status") or "")
            return "unreachable" if by_proxy else _STATUSES.get(cause.status, "unreachable")
    if any(isinstance(cause, TransportError) for cause in causes):
        return "time_out" if "timed out" in str(causes[0]) else "unreachable"
    return _worded(" ".join(map(str, causes))) or "failed"


def _worded(text: str) -> str | None:
    return next((reason for reason, words in _REFUSALS if words.search(text)), None)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and all that stands behind it: yt-dlp wraps its own up to four deep."""
    waiting, seen = [error], set()
    while waiting:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        behind = (
            one.__cause__,
            one.__context__,
            getattr(one, "cause", None),
            *(getattr(one, "exc_info", None) or ()),
        )
        waiting += [other for other in behind if isinstance(other, BaseException)]
