"""One `liveBlogUpdate` of schema.org as the parts of a post."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from workbench.intake.embeds import each_once, embeds_in
from workbench.intake.markup import is_markup, paragraphs, without_tags, words
from workbench.intake.posts import ReadEmbed
from workbench.intake.sanitising import Clean, from_text, sanitised
from workbench.intake.schema_values import Thing, address, line, names, pictures, several, videos
from workbench.intake.times import instant


@dataclass(frozen=True)
class Update:
    """The parts of one post. `addresses` are what may identify it: `url`, then `@id`, as written."""

    headline: str | None
    text: str
    html: str
    posted_at: str | None
    updated_at: str | None
    author: str | None
    permalink: str | None
    addresses: tuple[str, ...]
    embeds: tuple[ReadEmbed, ...]


def updates_of(blog: Thing, things: Sequence[Thing], base: str | None) -> tuple[list[Update], list[str]]:
    """The updates in order, each once, and what is to be said about them. All HTML is cleaned in one go."""
    once = _each_once(things)
    bodies = [_body(one) for one in once]
    cleaned = sanitised([one if is_markup(one) else "" for one in bodies], base_url=base)
    story = _story(blog, once)
    updates = [_update(*parts, story, base) for parts in zip(once, bodies, cleaned, strict=True)]
    warnings = list(dict.fromkeys(one.warning for one in cleaned if one.warning))
    if len(once) < len(things):
        warnings.append(f"{len(things) - len(once)} posts stood there twice and were taken once.")
    naive = sum(bool(line(one.get(key))) for one in once for key in ("datePublished", "dateModified")) - sum(
        bool(time) for one in updates for time in (one.posted_at, one.updated_at)
    )
    if naive:
        warnings.append(f"{naive} times carry no offset or cannot be read; they were left out.")
    return updates, warnings


@dataclass(frozen=True)
class _Story:
    """What belongs to the story and not to an update: its headline, pictures that stand more than once."""

    headline: str
    headlines_differ: bool
    images: frozenset[str]


def _each_once(things: Sequence[Thing]) -> list[Thing]:
    """The updates without those that repeat an earlier one's identity and words, as pinned posts do."""
    kept: dict[tuple[str, ...], Thing] = {}
    for place, one in enumerate(things):
        identity = _addresses(one)
        key = (*identity, line(one.get("headline")), _body(one)) if identity else (str(place),)
        kept.setdefault(key, one)
    return list(kept.values())


def _story(blog: Thing, things: Sequence[Thing]) -> _Story:
    headlines = Counter(line(one.get("headline")) for one in things)
    images = Counter(repr(one.get("image")) for one in things)
    images[repr(blog.get("image"))] += 2
    return _Story(
        headline=line(blog.get("headline")),
        headlines_differ=len(things) == 1 or len(headlines) > 1,
        images=frozenset(image for image, times in images.items() if times > 1),
    )


def _body(thing: Thing) -> str:
    """The words of an update, as HTML or as text; HTML that was escaped once too often is made HTML again."""
    for key in ("articleBody", "text", "description"):
        values = [one for one in several(thing.get(key)) if isinstance(one, str) and one.strip()]
        if values:
            body = "\n\n".join(values)
            twice = not is_markup(body) and is_markup(unescaped := html.unescape(body))
            return unescaped if twice else body
    return ""


def _addresses(thing: Thing) -> tuple[str, ...]:
    found = (thing.get("url"), thing.get("@id"))
    return tuple(one.strip() for one in found if isinstance(one, str) and one.strip())


def _update(thing: Thing, body: str, clean: Clean, story: _Story, base: str | None) -> Update:
    headline = line(thing.get("headline")) or line(thing.get("name"))
    if headline == story.headline or not story.headlines_differ:
        headline = ""
    text, markup, embeds = _content(body, clean, base)
    beside = videos(thing.get("video"), base)
    if repr(thing.get("image")) not in story.images:
        beside += pictures(thing.get("image"), base)
    captions = _lines_of(beside, text)
    begins_with_headline = not headline or text.startswith(headline)
    parts = ["" if begins_with_headline else headline, text, captions]
    return Update(
        headline=headline or None,
        text="\n\n".join(filter(None, parts)),
        html=from_text(parts[0]) + markup + from_text(captions),
        posted_at=_time(thing.get("datePublished")),
        updated_at=_time(thing.get("dateModified")),
        author=names(thing.get("author")),
        permalink=address(thing.get("url"), base),
        addresses=_addresses(thing),
        embeds=each_once((*embeds, *beside)),
    )


def _content(body: str, clean: Clean, base: str | None) -> tuple[str, str, tuple[ReadEmbed, ...]]:
    """Text, HTML and embeds of a body."""
    if not is_markup(body):
        text = paragraphs(html.unescape(body).replace("\r", "\n"))
        return text, from_text(text), ()
    if not clean.parsable:
        return paragraphs(without_tags(body)), clean.html, ()
    root = LexborHTMLParser(body).body
    return (words(root), clean.html, embeds_in(root, base)) if root else ("", "", ())


def _lines_of(embeds: Sequence[ReadEmbed], text: str) -> str:
    """The words of embeds beside the body, as lines of their own, so that the text holds everything."""
    said = [
        one.title if one.kind == "video" else f"{one.caption} [{one.credit}]" if one.credit else one.caption
        for one in embeds
    ]
    return "\n".join(one for one in said if one and one not in text)


def _time(value: Any) -> str | None:
    raw = line(value)
    return raw if instant(raw) else None
