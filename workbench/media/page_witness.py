"""What a page says of its own video, beside what yt-dlp's generic extractor makes of it.

That extractor takes the first thing it finds and drops the rest: beside a bare `<video>` it never looks at
the page's JSON-LD, where the date and the duration stand. So the page is read once more as it passes, by the
same library's own functions, and each value keeps the name of the place it stood in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from yt_dlp.extractor.generic import GenericIE as _GenericIE
from yt_dlp.utils import unified_strdate

_JSON_LD = "yt-dlp generic: JSON-LD"
_OPEN_GRAPH = "yt-dlp generic: OpenGraph"


class Said(NamedTuple):
    """A value of one field of `Description`, and the place where it stood."""

    field: str
    value: Any
    origin: str


class GenericIE(_GenericIE):  # type: ignore[misc] # yt-dlp is untyped; it finds the generic extractor by this name
    """The generic extractor, with a memory of the last page it read."""

    def __init__(self) -> None:
        super().__init__()
        self.address = ""
        self.said: list[Said] = []
        self.shows_picture = False

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    def _extract_embeds(self, url: str, webpage: str, **given: Any) -> Any:
        response = given.get("urlh")
        self.address = response.url if response is not None else url
        self.said = [one for one in self._testimony(webpage) if one.value not in (None, "", [])]
        self.shows_picture = any(one.field == "thumbnail_url" or one.origin == _JSON_LD for one in self.said)
        return super()._extract_embeds(url, webpage, **given)

    def _testimony(self, page: str) -> Iterator[Said]:
        """Best first: JSON-LD speaks of the video, OpenGraph of the page, the title of the window."""
        found = self._search_json_ld(page, None, expected_type="VideoObject", default={})
        raw = self._video_object(page)
        for field in ("title", "description", "duration", "uploader", "view_count"):
            yield Said(field, found.get(field), _JSON_LD)
        thumbnails = found.get("thumbnails") or [{}]
        yield Said("thumbnail_url", thumbnails[0].get("url"), _JSON_LD)
        yield Said("uploaded_at", _as_precise_as_written(raw.get("uploadDate")), _JSON_LD)
        author = raw.get("author")
        yield Said("uploader_url", author.get("url") if isinstance(author, dict) else None, _JSON_LD)
        yield Said("title", self._og_search_title(page, default=None), _OPEN_GRAPH)
        yield Said("description", self._og_search_description(page, default=None), _OPEN_GRAPH)
        yield Said("thumbnail_url", self._og_search_thumbnail(page, default=None), _OPEN_GRAPH)
        yield Said("title", self._html_extract_title(page, default=None), "yt-dlp generic: page title")

    def _video_object(self, page: str) -> dict[str, Any]:
        """The first VideoObject as written: yt-dlp's reading turns a bare date into midnight UTC."""
        waiting = list(self._yield_json_ld(page, None, fatal=False, default=[]))
        while waiting:
            one = waiting.pop(0)
            if isinstance(one, dict) and "VideoObject" in _types(one):
                return one
            waiting += one if isinstance(one, list) else one.get("@graph", []) if isinstance(one, dict) else []
        return {}


def _types(thing: dict[str, Any]) -> list[Any]:
    kind = thing.get("@type")
    return kind if isinstance(kind, list) else [kind]


def _as_precise_as_written(written: Any) -> str | None:
    """ISO 8601 with the precision and the zone of the page; of other spellings the day alone."""
    if not isinstance(written, str):
        return None
    text = written.strip()[:80]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    try:
        return datetime.fromisoformat(text).isoformat(timespec="seconds")
    except ValueError:
        day = unified_strdate(text)
        return f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else None
