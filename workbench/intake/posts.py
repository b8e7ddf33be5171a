"""The one normalised shape that every reader produces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal, Protocol

EmbedKind = Literal["video", "photo", "social", "audio", "link"]
PostKind = Literal["post", "comment", "ad", "poll", "summary"]
Precision = Literal["second", "minute", "day", "none"]
ZoneSource = Literal["offset", "epoch", "platform", "page", "none"]
"""Where a time's zone came from: written beside it, counted from 1970, fixed by the platform's own rules, said by
the page elsewhere, or nowhere (then there is no instant, only the raw text)."""


UNTITLED: Final = "Untitled live blog"
"""The title of a story whose document gives none."""


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


@dataclass(frozen=True, slots=True)
class ReadTime:
    """A time as a document has it: `raw` is its text, `at` the instant in ISO 8601 with offset, if it names one."""

    raw: str
    at: str | None = None
    precision: Precision = "none"
    zone: ZoneSource = "none"


@dataclass(frozen=True)
class ReadQuote:
    """A quotation that the post sets apart, and whom it credits."""

    text: str
    credit: str | None = None


class TooManyPosts(CannotRead):
    """The input has more posts than any live blog: no other way of reading it makes it one."""


class LaterHtml(Protocol):
    """HTML that is made fit to be shown when somebody asks for it."""

    def __str__(self) -> str:
        """The clean HTML."""


class _Html:
    """The field `html` of a post: text, or something that becomes text when it is first asked for.

    A blog that is read again every minute is cleaned only where it changed: most HTML is never asked for.
    """

    def __get__(self, post: ReadPost | None, _owner: type[ReadPost]) -> str:
        if post is None:
            raise AttributeError("html")  # it has no default
        value = unasked_html(post)
        if not isinstance(value, str):
            value = str(value)
            self.__set__(post, value)
        return value

    def __set__(self, post: ReadPost, value: str | LaterHtml) -> None:
        # Not by way of `__dict__`: asking for that makes one, and a thousand bytes a post.
        object.__setattr__(post, "_html", value)


def unasked_html(post: ReadPost) -> str | LaterHtml:
    """A post's HTML as it is kept: perhaps not made yet."""
    value: str | LaterHtml = object.__getattribute__(post, "_html")
    return value


@dataclass(frozen=True)
class ReadPost:
    """One entry. `position` counts from 0 in document order; times are ISO 8601 with offset or None.

    `text` is the whole post as plain text: headline first, paragraphs parted by blank lines, then the
    lines that captions, credits and embed titles stand in. Every later offset is an index into it.
    `html` is sanitised. `id` is the document's own where it gives the post one; else it is derived from
    the content, so the same words keep the same id. `credits` are the wires and outlets of the post's own
    words; what a picture is credited to stands with its embed. `headline` is its first line, stripped.
    `posted_raw`, `precision` and `zone_source` say what `posted_at` was made of; a raw text without an instant
    means that the document does not say enough. `found_in` names the reader that each field came from.
    """

    id: str
    position: int
    text: str
    html: _Html = _Html()
    headline: str | None = None
    posted_at: str | None = None
    updated_at: str | None = None
    author: str | None = None
    credits: tuple[str, ...] = ()
    permalink: str | None = None
    kind: PostKind = "post"
    embeds: tuple[ReadEmbed, ...] = ()
    posted_raw: str | None = None
    precision: Precision = "none"
    zone_source: ZoneSource = "none"
    pinned: bool = False
    quotes: tuple[ReadQuote, ...] = ()
    found_in: Mapping[str, str] = field(default_factory=dict)


def with_changes(post: ReadPost, **fields: Any) -> ReadPost:
    """The post with other values in some fields; its HTML is not asked for."""
    return replace(post, **{"html": unasked_html(post), **fields})


@dataclass(frozen=True)
class ReadStory:
    """A live blog as read. `reader` names the readers, joined by +; `warnings` are sentences for the desk.

    `is_live` is None where the document does not say. `announced` is how many posts the document says there
    are in all, `pages_total` how many pages; `next_pages` are the addresses where the rest is known to stand,
    in order. `removed` are the ids of posts that the document itself declares deleted or withdrawn.
    `corrections` are what the publisher declares to have corrected, in its own words.
    """

    title: str
    reader: str
    posts: tuple[ReadPost, ...]
    url: str | None = None
    language: str | None = None
    timezone: str | None = None
    warnings: tuple[str, ...] = field(default=())
    standfirst: str | None = None
    is_live: bool | None = None
    coverage_start: str | None = None
    coverage_end: str | None = None
    announced: int | None = None
    pages_read: int = 1
    pages_total: int | None = None
    next_pages: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()

    def settled(self) -> ReadStory:
        """The story with all its HTML clean. Cleaning takes a process of its own: so before a transaction, not in one."""
        for post in self.posts:
            _ = post.html
        return self

    def as_json(self) -> Mapping[str, Any]:
        """The JSON of `workbench read`, key for key."""
        return asdict(self)
