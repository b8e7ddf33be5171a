"""The one normalised shape that every reader produces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

EmbedKind = Literal["video", "photo", "social", "audio", "link"]
PostKind = Literal["post", "comment", "ad", "poll", "summary"]


class CannotRead(ValueError):
    """The input is no live blog that can be read; the text is one sentence for a journalist."""


@dataclass(frozen=True)
class ReadEmbed:
    """One video, photo, social post, audio or link that a post carries.

    `lost` is true where the document names the embed (a title, an uploader) but not its address.
    `gallery` numbers the gallery inside the post from 0; None for an embed that stands alone.
    """

    kind: EmbedKind
    platform: str | None = None
    id: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    caption: str | None = None
    credit: str | None = None
    thumbnail_url: str | None = None
    lost: bool = False
    gallery: int | None = None


@dataclass(frozen=True)
class ReadPost:
    """One entry. `position` counts from 0 in document order; times are ISO 8601 with offset or None.

    `text` is the whole post as plain text: headline first, paragraphs parted by blank lines, then the
    lines that captions, credits and embed titles stand in. Every later offset is an index into it.
    `html` is sanitised. `id` is the document's own where it gives the post one; else it is derived from
    the content, so the same words keep the same id. `credits` are the wires and outlets of the post's own
    words; what a picture is credited to stands with its embed. `headline` is its first line, stripped.
    """

    id: str
    position: int
    text: str
    html: str
    headline: str | None = None
    posted_at: str | None = None
    updated_at: str | None = None
    author: str | None = None
    credits: tuple[str, ...] = ()
    permalink: str | None = None
    kind: PostKind = "post"
    embeds: tuple[ReadEmbed, ...] = ()


@dataclass(frozen=True)
class ReadStory:
    """A live blog as read. `reader` is the name of the reader; `warnings` are sentences for the desk."""

    title: str
    reader: str
    posts: tuple[ReadPost, ...]
    url: str | None = None
    language: str | None = None
    timezone: str | None = None
    warnings: tuple[str, ...] = field(default=())

    def as_json(self) -> Mapping[str, Any]:
        """The JSON of `workbench read`, key for key."""
        return asdict(self)
