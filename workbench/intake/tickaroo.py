"""Reads Tickaroo's embed: a `LiveBlogPosting` as a text within the `initialData` of its HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

from workbench.intake.composing import joined, plain
from workbench.intake.document import Document, refuse_too_many
from workbench.intake.drafts import LONGEST_ID, Draft, posts_from
from workbench.intake.embed_addresses import embed_at
from workbench.intake.islands import scripts_in
from workbench.intake.json_shapes import DEEPEST, language, page_around, shapes
from workbench.intake.json_text import parsed
from workbench.intake.json_values import fields, text
from workbench.intake.markup import is_markup
from workbench.intake.posts import UNTITLED, CannotRead, ReadEmbed, ReadStory
from workbench.intake.schema_values import Thing, address, line, names, pictures, several, things_of_type, videos
from workbench.intake.times import time_of
from workbench.intake.web_address import http_address

name: Final = "tickaroo"
source: Final = "api"

_TYPE: Final = "LiveBlogPosting"
_ATTRIBUTE = re.compile(r"""\binitial-?data\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_MARKS: Final = ("initialData", "initialdata", "initial-data")
_MOST: Final = 20


def claims(document: Document) -> float:
    """Sure of an answer or a page whose `initialData` holds a live blog."""
    return 0.95 if _blogs(document) else 0.0


def read(document: Document) -> ReadStory:
    """The posts of the largest live blog that is held, in its order. Raises `CannotRead` where there are none."""
    document.require(name, "json", "html")
    blogs = _blogs(document)
    if not blogs:
        raise CannotRead("This holds no live blog of Tickaroo.")
    blog = max(blogs, key=lambda one: len(_updates(one)))
    updates = _updates(blog)
    if not updates:
        raise CannotRead("Tickaroo's data announces a live blog and holds no posts.")
    refuse_too_many(len(updates))
    story = address(blog.get("url"), document.base_url) or address(blog.get("mainEntityOfPage"), document.base_url)
    warnings: list[str] = []
    posts = posts_from([_draft(one, story, document.base_url) for one in updates], name, document.base_url, warnings)
    page = page_around(document)
    return ReadStory(
        title=line(blog.get("headline")) or line(blog.get("name")) or page.title or UNTITLED,
        reader=name,
        posts=posts,
        url=story or page.url,
        language=language(blog.get("inLanguage")) or page.language,
        warnings=tuple(warnings),
        standfirst=line(blog.get("description")) or page.standfirst,
        coverage_start=_at(blog.get("coverageStartTime")),
        coverage_end=_at(blog.get("coverageEndTime")),
    )


def _updates(blog: Thing) -> list[Thing]:
    return [one for one in several(blog.get("liveBlogUpdate")) if isinstance(one, dict)]


def _blogs(document: Document) -> list[Thing]:
    """The live blogs that a document holds. Never raises."""
    if document.kind == "html":
        marked = any(mark in document.text for mark in _MARKS)
        return list(_in_attributes(document.text)) if marked else []
    # Only an answer that keeps HTML and schema side by side is Tickaroo's.
    answers = shapes(document, ("schema",), _is_answer)
    found = [blog for one in answers[:_MOST] for blog in _in_attributes(text(one.get("html")))]
    return found or [blog for one in answers[:_MOST] for blog in _in_schema(one.get("schema"))]


def _is_answer(value: Thing) -> bool:
    return isinstance(value.get("html"), str) and "schema" in value


def _in_attributes(markup: str) -> Iterator[Thing]:
    for found in islice(_ATTRIBUTE.finditer(markup), _MOST):
        yield from _of_data(_value(html.unescape(found[1] or found[2] or "")), 0)


def _in_schema(schema: Any) -> Iterator[Thing]:
    """The live blogs of a schema that is kept as an object, as its text, or as the script for the page's head."""
    written = text(schema)
    scripts = [body for _, body in islice(scripts_in(written), _MOST)] or [written]
    yield from things_of_type((schema, *(_value(one) for one in scripts)), _TYPE)


def _of_data(value: Any, depth: int) -> Iterator[Thing]:
    """The live blogs of data whose schema is kept as a text, or as it is."""
    if isinstance(value, list):
        for one in value[:_MOST]:
            yield from _of_data(one, depth)
    for key, one in list(fields(value).items()):
        if key == "schemaOrg":
            yield from things_of_type((_value(one) if isinstance(one, str) else one,), _TYPE)
        elif depth < DEEPEST and isinstance(one, dict | list):
            yield from _of_data(one, depth + 1)


def _value(written: str) -> Any:
    try:
        return parsed(written)
    except CannotRead:
        return None


def _draft(update: Thing, story: str | None, base: str | None) -> Draft:
    shared = [fields(one) for one in several(update.get("sharedContent"))[:_MOST]]
    bodies = [text(one) for one in several(update.get("articleBody"))[:_MOST]]
    # An embed whose provider gave no address is kept as HTML in its place.
    markup = [text(one.get("url")) for one in shared if is_markup(text(one.get("url")))]
    return Draft(
        body=joined([*bodies, *markup]),
        native_id=_native_id(update, story),
        headline=line(update.get("headline")),
        posted=time_of(line(update.get("datePublished"))),
        updated=time_of(line(update.get("dateModified"))),
        author=names(update.get("author")),
        permalink=address(update.get("url"), base),
        embeds=tuple(_embeds(update, shared, base)),
    )


def _native_id(update: Thing, story: str | None) -> str:
    """The fragment or the query of the post's address; else its `@id`, where it is not the story's."""
    for value in (update.get("url"), update.get("@id"), update.get("identifier")):
        written = value.strip() if isinstance(value, str) else ""
        bare, _, fragment = written.partition("#")
        own = fragment or (bare if bare != (story or "").partition("#")[0] else "")
        if own and len(own) <= LONGEST_ID:
            return own
    return ""


def _embeds(update: Thing, shared: Sequence[Thing], base: str | None) -> Iterator[ReadEmbed]:
    yield from videos(update.get("video"), base)
    yield from pictures(update.get("image"), base)
    for one in shared:
        written = text(one.get("url")).strip()
        url = http_address(html.unescape(written), base)
        if known := embed_at(html.unescape(written), base):
            yield known
        elif url:
            title, said = plain(one.get("headline")) or None, plain(one.get("description")) or None
            yield ReadEmbed("link", url=url, title=title, caption=said)


def _at(value: Any) -> str | None:
    moment = time_of(line(value))
    return moment.at if moment else None
