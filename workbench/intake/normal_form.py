"""Reads back the JSON that `workbench read` prints. Strict: what it does not understand it refuses by name.

The file may have been written by anyone, so HTML is cleaned again and addresses must lead to the web. What
our own readers wrote comes back unchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from workbench.intake.document import Document, refuse_too_many
from workbench.intake.identity import content_ids
from workbench.intake.json_fields import Fields
from workbench.intake.posts import (
    CannotRead,
    EmbedKind,
    PostKind,
    Precision,
    ReadEmbed,
    ReadPost,
    ReadQuote,
    ReadStory,
    ZoneSource,
)
from workbench.intake.sanitising import from_text, sanitised

name: Final = "normal_form"
source: Final = "api"

_MOST_WARNINGS: Final = 20

_EMBED_KINDS: Final[tuple[EmbedKind, ...]] = ("video", "photo", "social", "audio", "link")
_POST_KINDS: Final[tuple[PostKind, ...]] = ("post", "comment", "ad", "poll", "summary")
_PRECISIONS: Final[tuple[Precision, ...]] = ("second", "minute", "day", "none")
_ZONES: Final[tuple[ZoneSource, ...]] = ("offset", "epoch", "platform", "page", "none")


def claims(document: Document) -> float:
    """Sure of a JSON object with a title and a list of posts that have a text."""
    data = document.data if document.kind == "json" else None
    if not isinstance(data, dict) or "title" not in data or not isinstance(data.get("posts"), list):
        return 0.0
    return 1.0 if "reader" in data or any("text" in one for one in data["posts"] if isinstance(one, dict)) else 0.0


def read(document: Document) -> ReadStory:
    """The story that the JSON describes. Raises `CannotRead`, which names the post and the field at fault."""
    document.require(name, "json")
    warnings: list[str] = []
    story = Fields(document.data, ReadStory, "The story", warnings)
    title = story.text("title")
    values = story.objects("posts")
    refuse_too_many(len(values))
    posts = tuple(_post(one, place, warnings) for place, one in enumerate(values))
    return ReadStory(
        title=title,
        reader=story.text_or_none("reader") or name,
        posts=_cleaned(_identified(posts), warnings),
        url=story.address("url"),
        language=story.text_or_none("language"),
        timezone=story.text_or_none("timezone"),
        standfirst=story.text_or_none("standfirst"),
        is_live=story.truth_or_none("is_live"),
        coverage_start=story.time("coverage_start"),
        coverage_end=story.time("coverage_end"),
        announced=story.number("announced"),
        pages_read=story.count("pages_read", 1),
        pages_total=story.number("pages_total"),
        next_pages=story.addresses("next_pages"),
        removed=story.texts("removed"),
        corrections=story.texts("corrections"),
        warnings=(*story.texts("warnings"), *_few(warnings)),
    )


def _post(value: Any, position: int, warnings: list[str]) -> ReadPost:
    where = f"The post at position {position}"
    fields = Fields(value, ReadPost, where, warnings)
    if fields.number("position", position) != position:
        raise CannotRead(f"{where}: the field 'position' must count the posts from 0 in their order.")
    text, html = fields.text("text"), fields.text_or_none("html")
    embeds = fields.objects("embeds", [])
    return ReadPost(
        id=fields.text_or_none("id") or "",
        position=position,
        text=text,
        html=from_text(text) if html is None else html,
        headline=fields.text_or_none("headline"),
        posted_at=fields.time("posted_at"),
        updated_at=fields.time("updated_at"),
        author=fields.text_or_none("author"),
        credits=fields.texts("credits"),
        permalink=fields.address("permalink"),
        kind=fields.one_of("kind", _POST_KINDS, "post"),
        embeds=tuple(_embed(one, f"{where}, embed {at}", warnings) for at, one in enumerate(embeds)),
        posted_raw=fields.text_or_none("posted_raw"),
        precision=fields.one_of("precision", _PRECISIONS, "none"),
        zone_source=fields.one_of("zone_source", _ZONES, "none"),
        pinned=fields.truth("pinned"),
        quotes=tuple(
            _quote(one, f"{where}, quote {at}", warnings) for at, one in enumerate(fields.objects("quotes", []))
        ),
        found_in=fields.pairs("found_in"),
    )


def _quote(value: Any, where: str, warnings: list[str]) -> ReadQuote:
    fields = Fields(value, ReadQuote, where, warnings)
    return ReadQuote(text=fields.text("text"), credit=fields.text_or_none("credit"))


def _embed(value: Any, where: str, warnings: list[str]) -> ReadEmbed:
    fields = Fields(value, ReadEmbed, where, warnings)
    return ReadEmbed(
        kind=fields.one_of("kind", _EMBED_KINDS),
        platform=fields.text_or_none("platform"),
        id=fields.text_or_none("id"),
        url=fields.address("url"),
        title=fields.text_or_none("title"),
        author=fields.text_or_none("author"),
        caption=fields.text_or_none("caption"),
        credit=fields.text_or_none("credit"),
        thumbnail_url=fields.address("thumbnail_url"),
        lost=fields.truth("lost"),
        gallery=fields.number("gallery"),
    )


def _identified(posts: Sequence[ReadPost]) -> list[ReadPost]:
    """The posts with an id each: their own, which must differ, else one from their words."""
    derived = content_ids(post.text for post in posts)
    seen: dict[str, int] = {}
    identified = []
    for post, words_id in zip(posts, derived, strict=True):
        one = post.id or words_id
        if one in seen:
            raise CannotRead(
                f"The post at position {post.position}: the field 'id' repeats {one[:80]!r}, "
                f"which the post at position {seen[one]} has."
            )
        seen[one] = post.position
        identified.append(replace(post, id=one))
    return identified


def _cleaned(posts: Sequence[ReadPost], warnings: list[str]) -> tuple[ReadPost, ...]:
    """The posts with HTML that may be shown: as it is where it says what the text says, else cleaned."""
    foreign = [place for place, post in enumerate(posts) if post.html not in ("", from_text(post.text))]
    cleaned = dict(zip(foreign, sanitised([posts[place].html for place in foreign]), strict=True))
    warnings.extend(one.warning for one in cleaned.values() if one.warning)
    return tuple(
        replace(post, html=cleaned[place].html) if place in cleaned else post for place, post in enumerate(posts)
    )


def _few(warnings: Sequence[str]) -> list[str]:
    """Each warning once, and no more than a desk can read."""
    once = list(dict.fromkeys(warnings))
    return once if len(once) <= _MOST_WARNINGS else [*once[:_MOST_WARNINGS], f"{len(once) - _MOST_WARNINGS} more."]
