"""Reads Al Jazeera's GraphQL answers: the story, the list of its updates, and the updates, each an answer of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final
from urllib.parse import quote, urlsplit

from workbench.intake.document import Document, refuse_too_many
from workbench.intake.drafts import Draft, posts_from
from workbench.intake.json_shapes import Shape, page_around, said, shapes
from workbench.intake.json_values import fields, items, text
from workbench.intake.media_markup import line_of, quotes_in, words_of
from workbench.intake.posts import UNTITLED, CannotRead, ReadStory, ReadTime
from workbench.intake.times import time_of
from workbench.intake.web_address import http_address

name: Final = "aljazeera"
source: Final = "api"

SITE: Final = "https://www.aljazeera.com/"
"""What addresses are relative to where the document's own address is not known."""

_MARKS: Final = ("liveblog-update", "childrenMeta", "__typename")
_UPDATE: Final = "liveblog-update"
_LOOKED_AT: Final = 50
_MOST_FURTHER: Final = 2_000
_LONGEST_ID: Final = 20
# What each of the publisher's sites calls itself in its queries.
_SITES: Final[Mapping[str, str]] = {
    "www.aljazeera.com": "aje",
    "www.aljazeera.net": "aja",
    "balkans.aljazeera.net": "ajb",
    "chinese.aljazeera.net": "chinese",
    "mubasher.aljazeera.net": "ajm",
}


@dataclass(frozen=True)
class _Found:
    """The story's own object, empty if there is none; the ids that it names, newest first; the updates by id."""

    story: Shape
    children: Sequence[str]
    updates: Mapping[str, Shape]


def claims(document: Document) -> float:
    """Sure of a story that names its updates, and of an update."""
    found = _found(document)
    return 0.95 if found.updates or found.children else 0.0


def read(document: Document) -> ReadStory:
    """The updates whose words are there, in the story's order. Raises `CannotRead` where there are none."""
    document.require(name, "json", "html")
    found = _found(document)
    if not found.updates:
        raise CannotRead(_nothing(len(found.children)))
    refuse_too_many(len(found.updates))
    named = [one for one in found.children if one in found.updates]
    order = list(dict.fromkeys((*named, *found.updates)))
    url = _story_address(found, document.base_url)
    published = _published(found.story)
    drafts = [_draft(found.updates[one], one, url, published.get(one)) for one in order]
    warnings: list[str] = []
    posts = posts_from(drafts, name, document.base_url or url or SITE, warnings)
    story = found.story
    started = _time(story.get("date"))
    return ReadStory(
        title=line_of(text(story.get("title"))) or page_around(document).title or UNTITLED,
        reader=name,
        posts=posts,
        url=url,
        language=page_around(document).language,
        warnings=tuple(dict.fromkeys(warnings)),
        standfirst=_standfirst(story),
        is_live=said(story.get("isLive")),
        coverage_start=started.at if started else None,
        announced=len(dict.fromkeys((*found.children, *order))) if found.children else None,
        next_pages=update_addresses(document),
        corrections=_corrections([story, *(found.updates[one] for one in order)]),
    )


def update_addresses(document: Document) -> tuple[str, ...]:
    """Where the updates stand that the document names and does not hold; none if the story's address is unknown.

    The publisher answers only requests that name the site in the header `wp-site` too.
    """
    found = _found(document)
    url = _story_address(found, document.base_url)
    if not url or not (document.base_url or text(found.story.get("link"))):
        return ()
    host = urlsplit(url).netloc
    missing = [one for one in found.children if one not in found.updates and one.isascii() and one.isdigit()]
    return tuple(_query(host, one) for one in missing[:_MOST_FURTHER])


def _query(host: str, own: str) -> str:
    asked = {"postID": int(own), "postType": _UPDATE, "preview": "", "isAmp": False}
    variables = quote(json.dumps(asked, separators=(",", ":")), safe="")
    site = _SITES.get(host, "aje")
    return f"https://{host}/graphql?wp-site={site}&operationName=LiveBlogUpdateQuery&variables={variables}&extensions=%7B%7D"


def _nothing(children: int) -> str:
    if not children:
        return "This holds no live blog of Al Jazeera."
    updates = "1 update" if children == 1 else f"{children} updates"
    return f"This names {updates} and holds the text of none; each of them is an answer of its own."


def _found(document: Document) -> _Found:
    """Everything of the document, whichever of the answers it is, several of them in a list, or a page's store."""
    stories: list[Shape] = []
    updates: dict[str, Shape] = {}
    for one in shapes(document, _MARKS, lambda value: _is_update(value) or _is_story(value)):
        if _is_story(one):
            stories.append(one)
        for update in (one, *map(fields, items(one.get("children")))):
            if _is_update(update) or (update is not one and isinstance(update.get("content"), str)):
                own = _id(update.get("id"))
                updates.setdefault(own or f"without id {len(updates)}", update)
    # The list of updates alone knows nothing of the story: the fullest object is taken for it.
    story = max(stories, key=len, default={})
    children = max(map(_children, stories), key=len, default=[])
    return _Found(story, children, updates)


def _is_update(value: Shape) -> bool:
    return value.get("postType") == _UPDATE and isinstance(value.get("content"), str)


def _is_story(value: Shape) -> bool:
    """A story by its type, or the bare list of a story's updates."""
    children = items(value.get("children"))
    if not children or value.get("postType") == _UPDATE:
        return False
    typed = value.get("postType") == "liveblog" or isinstance(value.get("childrenMeta"), list)
    bare = value.get("__typename") == "Post" and len(value) <= 3
    return (typed or bare) and any(_child(one) for one in children[:_LOOKED_AT])


def _children(story: Shape) -> list[str]:
    return list(dict.fromkeys(filter(None, (_child(one) for one in items(story.get("children"))))))


def _child(value: Any) -> str:
    """The id of a child: given bare, in an object, or as a reference into the page's store (`Post:12`)."""
    one = fields(value)
    return _id(one.get("id") or text(one.get("__ref")).rpartition(":")[2] if one else value)


def _id(value: Any) -> str:
    written = str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value)
    return written if 0 < len(written) <= _LONGEST_ID and written.isascii() and written.isdigit() else ""


def _time(value: Any) -> ReadTime | None:
    """A time of the publisher's, which carries no zone and is UTC: it equals the seconds since 1970 beside it."""
    return time_of(value, zone=UTC)


def _published(story: Shape) -> dict[str, ReadTime]:
    """When each child was published, in seconds since 1970, as the story has it."""
    meta = (fields(one) for one in items(story.get("childrenMeta")))
    times = ((_id(one.get("id")), time_of(one.get("publishedTime"))) for one in meta)
    return {own: time for own, time in times if own and time}


def _draft(update: Shape, own: str, url: str | None, published: ReadTime | None) -> Draft:
    native = _id(update.get("id"))
    body = text(update.get("content"))
    link = http_address(text(update.get("link")), url or SITE)
    address = link.partition("?")[0].partition("#")[0] if link else url
    return Draft(
        body=body,
        native_id=native,
        headline="" if update.get("shouldDisplayTitle") is False else line_of(text(update.get("title"))),
        posted=_time(update.get("date")) or published,
        updated=_time(update.get("modified_gmt")),
        author=_byline(update),
        permalink=f"{address}?update={own}" if address and native else None,
        quotes=tuple(quotes_in(body)),
    )


def _byline(update: Shape) -> str | None:
    """Who wrote the update, unless the publisher keeps that from its page."""
    if update.get("showAuthor") is False:
        return None
    named = [line_of(text(fields(one).get("name"))) for one in items(update.get("author"))[:50]]
    written = [
        line_of(text(update.get("writeInAuthor"))),
        line_of(text(fields(update.get("writeInCoAuthor")).get("name"))),
    ]
    return ", ".join(dict.fromkeys(filter(None, (*named, *written)))) or None


def _story_address(found: _Found, base: str | None) -> str | None:
    """The story's page, by the link of the story or of an update."""
    links = (text(one.get("link")) for one in (found.story, *found.updates.values()))
    link = next((url for one in links if one and (url := http_address(one, base or SITE))), None)
    if link:
        return link.partition("?")[0].partition("#")[0]
    return base if base and "/graphql" not in base else None


def _standfirst(story: Shape) -> str | None:
    written = (text(story.get(key)) for key in ("excerpt", "subheading", "content", "summary"))
    return next((words for one in written if (words := words_of(one))), None)


def _corrections(sources: Sequence[Shape]) -> tuple[str, ...]:
    """What the publisher says to have corrected, each with its day where one is given."""
    written = []
    for one in sources:
        words, day = words_of(text(one.get("correctionText"))), line_of(text(one.get("correctionDate")))
        written.append(f"{day}: {words}" if words and day else words)
    return tuple(dict.fromkeys(filter(None, written)))
