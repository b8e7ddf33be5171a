"""Reads 24liveblog's API: `data.news`, entries with `nid`, `newstitle` and `contents`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

from workbench.intake.composing import joined, plain, poll
from workbench.intake.document import Document, refuse_too_many
from workbench.intake.drafts import Draft, posts_from
from workbench.intake.json_shapes import Shape, count, flag, page_around, said, shapes
from workbench.intake.json_values import fields, items, text
from workbench.intake.posts import UNTITLED, CannotRead, ReadStory
from workbench.intake.schema_values import line
from workbench.intake.times import time_of
from workbench.intake.web_address import http_address

name: Final = "liveblog24"
source: Final = "api"

_LOOKED_AT: Final = 20
_MARKS: Final = ("newstitle", 'nid"', 'nid\\"')
_LAST = re.compile(r"([?&]last_nid=)[^&#]*")
_PINNED: Final = ("pinned", "is_pinned", "top", "is_top", "sticky")
_GONE: Final = ("deleted", "is_deleted", "removed", "is_removed")


def claims(document: Document) -> float:
    """Sure of data with `news` that have 24liveblog's fields."""
    return 0.95 if shapes(document, _MARKS, _is_answer) else 0.0


def read(document: Document) -> ReadStory:
    """The entries in the order of the answer. Raises `CannotRead` where there are none."""
    document.require(name, "json", "html")
    answers = shapes(document, _MARKS, _is_answer)
    if not answers:
        raise CannotRead("This holds no answer of 24liveblog's API.")
    answer = max(answers, key=lambda one: len(items(one.get("news"))))
    news = [fields(one) for one in items(answer.get("news")) if fields(one)]
    standing, removed = _told(news)
    if not standing:
        raise CannotRead("The answer of 24liveblog's API holds no posts.")
    refuse_too_many(len(standing))
    warnings: list[str] = []
    posts = posts_from([_draft(one) for one in standing], name, document.base_url, warnings)
    event = _event(document, answer)
    closed = said(event.get("closed"))
    announced = count(answer.get("count"))
    page = page_around(document)
    return ReadStory(
        title=_title(event) or page.title or UNTITLED,
        reader=name,
        posts=posts,
        url=_story(standing) or page.url,
        language=page.language,
        warnings=tuple(warnings),
        standfirst=page.standfirst,
        is_live=None if closed is None else not closed,
        coverage_start=_at(event.get("start_time")),
        coverage_end=_at(event.get("last_updated")) if closed else None,
        # A count below what stands here counts something else.
        announced=announced if announced is not None and announced >= len(standing) else None,
        next_pages=_next_page(document.base_url, news, announced),
        removed=removed,
    )


def _is_answer(value: Shape) -> bool:
    news = value.get("news")
    if not isinstance(news, list):
        return False
    head = [fields(one) for one in news[:_LOOKED_AT]]
    return any("nid" in one and ("contents" in one or "newstitle" in one) for one in head)


def _is_event(value: Shape) -> bool:
    return "eid" in value and any(key in value for key in ("closed", "start_time", "last_updated", "title"))


def _event(document: Document, answer: Shape) -> Shape:
    return fields(answer.get("event")) or next(iter(shapes(document, ('eid"', 'eid\\"'), _is_event)), {})


def _title(event: Shape) -> str:
    return next((one for key in ("title", "name", "event_name") if (one := line(event.get(key)))), "")


def _told(news: Sequence[Shape]) -> tuple[list[Shape], tuple[str, ...]]:
    """The entries that stand, each once, and the ids of those that were deleted."""
    standing: dict[str, Shape] = {}
    removed: dict[str, None] = {}
    for place, one in enumerate(news):
        own_id = text(one.get("nid"))
        if any(flag(one.get(key)) for key in _GONE) or text(one.get("status")).casefold() == "deleted":
            removed[own_id] = None
        else:
            standing.setdefault(own_id or f"without id {place}", one)
    return list(standing.values()), tuple(one for one in removed if one)


def _draft(entry: Shape) -> Draft:
    options = [fields(one) for one in items(entry.get("options"))]
    choices = [(one.get("title") or one.get("option") or one.get("text"), one.get("count")) for one in options]
    asked = poll("", choices)
    return Draft(
        body=joined([text(entry.get("contents")), asked]),
        native_id=text(entry.get("nid")),
        headline=plain(entry.get("newstitle")),
        # Seconds since 1970; 0 for an entry that was never edited.
        posted=time_of(entry.get("created")),
        updated=time_of(entry.get("lastupdate")),
        author=line(entry.get("uname")) or None,
        kind="poll" if asked else "post",
        pinned=any(flag(entry.get(one)) for one in _PINNED),
    )


def _story(entries: Sequence[Shape]) -> str | None:
    """The page that the entries are shared from, where they name one and the same."""
    shared = {text(one.get("share")).partition("#")[0] for one in entries}
    return http_address(shared.pop()) if len(shared) == 1 else None


def _at(value: Any) -> str | None:
    # Seconds since 1970.
    moment = time_of(value)
    return moment.at if moment else None


def _next_page(base: str | None, news: Sequence[Shape], announced: int | None) -> tuple[str, ...]:
    """The page that begins behind the last entry of this one, unless all that are announced stand here."""
    last = text(news[-1].get("nid"))
    if not base or not last or not _LAST.search(base) or (announced is not None and announced <= len(news)):
        return ()
    return (_LAST.sub(lambda found: found[1] + quote(last, safe=""), base, count=1),)
