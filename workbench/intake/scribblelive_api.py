"""Reads the answers of ScribbleLive's two APIs: the old one (`Posts`) and v1 (`posts`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final

from workbench.intake.document import Document, refuse_too_many
from workbench.intake.drafts import posts_from
from workbench.intake.json_shapes import (
    Shape,
    count,
    flag,
    language,
    page_around,
    said,
    shapes,
)
from workbench.intake.json_values import fields, items, text
from workbench.intake.posts import UNTITLED, CannotRead, ReadStory
from workbench.intake.schema_values import line
from workbench.intake.scribblelive_post import draft_of
from workbench.intake.times import time_of

name: Final = "scribblelive_api"
source: Final = "api"

_LOOKED_AT: Final = 20
_OF_A_POST: Final = "Content Creator Media PostMeta IsDeleted IsComment IsStuck Created CreationDate LastModified LastModifiedDate".split()
_MARKS: Final = ("Creator", "CreationDate", "PostMeta", "IsDeleted", "IsComment", "LastModified", "Deletes")
_PAGE_NUMBER = re.compile(r"([?&]PageNumber=)(\d{1,6})", re.IGNORECASE)
_MOST_PAGES: Final = 5000


def claims(document: Document) -> float:
    """Sure of an answer with `Posts` or `posts` that have ScribbleLive's fields."""
    return 0.95 if shapes(document, _MARKS, _is_answer) else 0.0


def read(document: Document) -> ReadStory:
    """The posts in the order of the answer; edits take the place of what they replace.

    Raises `CannotRead` where the document is no such answer, or holds no post.
    """
    document.require(name, "json", "html")
    answers = shapes(document, _MARKS, _is_answer)
    if not answers:
        raise CannotRead("This holds no answer of ScribbleLive's API.")
    answer = max(answers, key=lambda one: len(_listed(one)))
    told = _told(answer)
    if not told.posts:
        raise CannotRead("The answer of ScribbleLive's API holds no posts.")
    refuse_too_many(len(told.posts))
    warnings = _warnings(answers, told)
    event = _event(document, answer)
    posts = posts_from([draft_of(one) for one in told.posts], name, document.base_url, warnings)
    pages = count(answer.get("Pages")) or count(fields(answer.get("pagination")).get("TotalPages"))
    page = page_around(document)
    return ReadStory(
        title=line(event.get("Title")) or page.title or UNTITLED,
        reader=name,
        posts=posts,
        url=page.url,
        language=language(event.get("Language")) or page.language,
        warnings=tuple(warnings),
        standfirst=line(event.get("Description")) or page.standfirst,
        is_live=said(event.get("IsLive")),
        coverage_start=_at(event.get("Start")),
        coverage_end=_at(event.get("End")),
        announced=count(event.get("NumPosts")),
        pages_total=pages,
        next_pages=_next_pages(document.base_url, pages),
        removed=told.removed,
    )


def _is_answer(value: Shape) -> bool:
    posts = _listed(value)
    if posts:
        known = [one for one in posts[:_LOOKED_AT] if isinstance(one, dict) and "Id" in one]
        return any(sum(key in one for key in _OF_A_POST) > 1 for one in known)
    return isinstance(value.get("Posts"), list) and "Deletes" in value and "Edits" in value


def _listed(answer: Shape) -> list[Any]:
    """The posts and edits of an answer."""
    return [*items(answer.get("Posts")), *items(answer.get("posts")), *items(answer.get("Edits"))]


@dataclass(frozen=True)
class _Told:
    """The posts that stand, the ids of those that do not, and how many await a moderator."""

    posts: Sequence[Shape]
    removed: tuple[str, ...]
    unapproved: int


def _told(answer: Shape) -> _Told:
    """What an answer says of its posts: the last word on each id, in the place where it first stands."""
    latest: dict[str, Shape] = {}
    for place, one in enumerate(fields(one) for one in _listed(answer)):
        if one:
            latest[text(one.get("Id")) or f"without id {place}"] = one
    gone = dict.fromkeys(text(fields(one).get("Id")) or text(one) for one in items(answer.get("Deletes")))
    gone.update(dict.fromkeys(post_id for post_id, one in latest.items() if flag(one.get("IsDeleted"))))
    standing = [one for post_id, one in latest.items() if post_id not in gone]
    public = [one for one in standing if not _awaits_moderator(one)]
    return _Told(public, tuple(one for one in gone if one), len(standing) - len(public))


def _awaits_moderator(post: Shape) -> bool:
    """Whether a post is a reader's comment that nobody has let through."""
    return flag(post.get("IsComment")) and said(post.get("IsApproved")) is False


def _warnings(answers: Sequence[Shape], told: _Told) -> list[str]:
    warnings = []
    if len(answers) > 1:
        warnings.append(f"The document holds {len(answers)} answers; the one with the most posts was read.")
    if told.unapproved:
        warnings.append(f"{told.unapproved} comments of readers were never approved and were left out.")
    return warnings


def _event(document: Document, answer: Shape) -> Shape:
    """The event's own data: the answer itself in the old API, else what stands beside it."""
    if "Title" in answer:
        return answer
    return next(iter(shapes(document, ("NumPosts", "IsLive", "IsSyndicated"), _is_event)), answer)


def _is_event(value: Shape) -> bool:
    return "Title" in value and any(key in value for key in ("NumPosts", "IsLive", "IsSyndicated"))


def _at(value: Any) -> str | None:
    # ScribbleLive's servers write UTC: the old API even spells the offset out (`+0000`).
    moment = time_of(value, zone=UTC)
    return moment.at if moment else None


def _next_pages(base: str | None, pages: int | None) -> tuple[str, ...]:
    """The pages of v1 behind the one that was asked for by number."""
    asked = _PAGE_NUMBER.search(base or "")
    if not base or not asked or not pages:
        return ()
    current = int(asked[2])
    last = min(pages, current + _MOST_PAGES)
    numbers: Iterable[int] = range(current + 1, last + 1 if current else last)
    return tuple(_PAGE_NUMBER.sub(rf"\g<1>{number}", base) for number in numbers)
