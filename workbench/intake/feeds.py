"""Reads feeds, RSS and Atom and JSON Feed: the way in where a live blog has no other that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from workbench.intake.document import Document, refuse_too_many
from workbench.intake.drafts import Draft, posts_from
from workbench.intake.embed_addresses import embed_at
from workbench.intake.feed_elements import Part, feed_of
from workbench.intake.feed_media import KINDS, MOST_MEDIA, media_of
from workbench.intake.json_shapes import language
from workbench.intake.json_values import fields, items, text
from workbench.intake.media_markup import line_of, words_of
from workbench.intake.posts import UNTITLED, CannotRead, ReadEmbed, ReadStory, ReadTime
from workbench.intake.sanitising import from_text
from workbench.intake.times import time_of
from workbench.intake.web_address import http_address

name: Final = "feeds"
source: Final = "feed"

_VERSION: Final = "jsonfeed.org/version/"
# "ann@paper.example (Ann Perch)", as RSS wants its authors.
_MAILED = re.compile(r"\S{1,200}@\S{1,200}\s{1,5}\((?P<name>[^()]{1,200})\)")


def claims(document: Document) -> float:
    """Perhaps: a feed's entries may be a live blog's posts or a site's stories."""
    return 0.3 if document.kind == "feed" or _json_feed(document) else 0.0


def read(document: Document) -> ReadStory:
    """The entries in the order of the feed. Raises `CannotRead` where there are none."""
    document.require(name, "feed", "json")
    story = _of_json(document) if document.kind == "json" else _of_xml(document)
    count = len(story.posts)
    entries = "1 was" if count == 1 else f"{count} were"
    usual = f"A feed usually holds only the newest entries: {entries} read."
    return replace(story, warnings=tuple(dict.fromkeys((usual, *story.warnings))))


def _of_xml(document: Document) -> ReadStory:
    feed = feed_of(document.text)
    if not feed.entries:
        raise CannotRead("The feed holds no entries.")
    url = _address(feed.head, document.base_url)
    warnings: list[str] = []
    if feed.broken is not None:
        warnings.append(f"The feed's XML is broken at line {feed.broken}; only the entries before that were read.")
    drafts = [_draft(one, document.base_url or url) for one in feed.entries]
    posts = posts_from(drafts, name, document.base_url or url, warnings)
    head = feed.head
    return ReadStory(
        title=line_of(head.first("title")) or UNTITLED,
        reader=name,
        posts=posts,
        url=url,
        language=language(head.first("language", "dc:language")) or language(head.attributes.get("xml:lang")),
        warnings=tuple(warnings),
        standfirst=words_of(head.first("subtitle", "description", "tagline")) or None,
        next_pages=tuple(dict.fromkeys(_links(head, "next", document.base_url))),
        removed=tuple(one.attributes["ref"] for one in head.all("at:deleted-entry") if one.attributes.get("ref")),
    )


def _draft(entry: Part, base: str | None) -> Draft:
    permalink = _address(entry, base)
    own = entry.first("guid", "id", "dc:identifier") or entry.attributes.get("rdf:about", "")
    return Draft(
        body=_body(entry),
        native_id=own or permalink or "",
        headline=line_of(entry.first("title", "dc:title")),
        posted=_time(
            entry.first("published", "pubdate", "issued", "dcterms:issued", "dc:date", "dcterms:created", "created")
        ),
        updated=_time(entry.first("updated", "modified", "dcterms:modified")),
        author=_byline(entry),
        permalink=permalink or http_address(own),
        embeds=tuple(media_of(entry, base)),
    )


def _body(entry: Part) -> str:
    """What the entry says: its content rather than its summary; plain text only where Atom says that it is one."""
    for kind in ("content:encoded", "content", "fullitem", "description", "summary", "itunes:summary"):
        for part in entry.all(kind):
            if said := part.text:
                plain = kind in ("content", "summary") and part.attributes.get("type", "text").lower() in (
                    "text",
                    "text/plain",
                )
                return from_text(said) if plain else said
    return next((part.text for part in _within(entry) if part.name == "media:description" and part.text), "")


def _address(part: Part, base: str | None) -> str | None:
    """Where the feed or the entry stands as a page: Atom's alternate link, else RSS's."""
    found = [*_links(part, "alternate", base), *(http_address(one.text, base) for one in part.all("link"))]
    return next(filter(None, found), None)


def _links(part: Part, relation: str, base: str | None) -> Iterator[str]:
    for one in part.all("link", "atom:link"):
        said = one.attributes.get("rel", "alternate").lower()
        if said == relation and (url := http_address(one.attributes.get("href", ""), base)):
            yield url


def _time(raw: str) -> ReadTime | None:
    """A time as RSS writes it, else in one of the ways of JSON; without a zone it is no instant."""
    found = time_of(raw or None)
    if found is None or found.at or not raw[:1].isalnum():
        return found
    try:
        moment: datetime = parsedate_to_datetime(raw[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return found
    if moment.tzinfo is None or not 1970 < moment.year < 2200:
        return found
    return ReadTime(found.raw, moment.isoformat(), "second" if raw.count(":") > 1 else "minute", "offset")


def _byline(entry: Part) -> str | None:
    named = [line_of(one.first("name") or one.text) for one in entry.all("author")]
    named = [found["name"] if (found := _MAILED.fullmatch(one)) else one for one in named]
    creators = [line_of(one.text) for one in entry.all("dc:creator")]
    return ", ".join(dict.fromkeys(one for one in creators or named if one and "@" not in one)) or None


def _within(entry: Part) -> Iterator[Part]:
    for part in entry.parts:
        yield part
        yield from part.parts


def _json_feed(document: Document) -> bool:
    if document.kind != "json" or _VERSION not in document.text.replace("\\/", "/"):
        return False
    try:
        value = fields(document.data)
    except CannotRead:
        return False
    return _VERSION in text(value.get("version")) and isinstance(value.get("items"), list)


def _of_json(document: Document) -> ReadStory:
    if not _json_feed(document):
        raise CannotRead("This is JSON, but no feed.")
    feed = fields(document.data)
    entries = [fields(one) for one in items(feed.get("items")) if fields(one)]
    if not entries:
        raise CannotRead("The feed holds no entries.")
    refuse_too_many(len(entries))
    url = http_address(text(feed.get("home_page_url"))) or document.base_url
    warnings: list[str] = []
    further = http_address(text(feed.get("next_url")), document.base_url)
    return ReadStory(
        title=line_of(text(feed.get("title"))) or UNTITLED,
        reader=name,
        posts=posts_from([_of_item(one, url) for one in entries], name, url, warnings),
        url=url,
        language=language(feed.get("language")),
        warnings=tuple(warnings),
        standfirst=line_of(text(feed.get("description"))) or None,
        next_pages=(further,) if further else (),
    )


def _of_item(item: Any, base: str | None) -> Draft:
    url = http_address(text(item.get("url")), base)
    people = items(item.get("authors")) or [item.get("author")]
    plain = text(item.get("content_text")) or text(item.get("summary"))
    return Draft(
        body=text(item.get("content_html")) or from_text(plain),
        native_id=text(item.get("id")) or url or "",
        headline=line_of(text(item.get("title"))),
        posted=time_of(item.get("date_published")),
        updated=time_of(item.get("date_modified")),
        author=_people(people),
        permalink=url,
        embeds=tuple(_attached(item, base)),
    )


def _people(people: Sequence[Any]) -> str | None:
    return (
        ", ".join(dict.fromkeys(filter(None, (line_of(text(fields(one).get("name"))) for one in people[:50])))) or None
    )


def _attached(item: Any, base: str | None) -> Iterator[ReadEmbed]:
    if picture := http_address(text(item.get("image")), base):
        yield ReadEmbed("photo", url=picture)
    for one in (fields(part) for part in items(item.get("attachments"))[:MOST_MEDIA]):
        if url := http_address(text(one.get("url")), base):
            kind = KINDS.get(text(one.get("mime_type")).partition("/")[0].lower(), "link")
            yield embed_at(url) or ReadEmbed(kind, url=url, title=line_of(text(one.get("title"))) or None)
