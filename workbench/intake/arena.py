"""Reads Arena's live blog API: `eventInfo` and `posts` that each hold a `message`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from workbench.intake.arena_post import draft_of
from workbench.intake.counted import counted
from workbench.intake.document import Document, refuse_too_many
from workbench.intake.drafts import Draft, posts_from
from workbench.intake.json_shapes import Shape, count, flag, language, page_around, said, shapes
from workbench.intake.json_values import fields, items, text
from workbench.intake.posts import UNTITLED, CannotRead, ReadStory
from workbench.intake.schema_values import line
from workbench.intake.times import time_of
from workbench.intake.web_address import http_address

name: Final = "arena"
source: Final = "api"

_LOOKED_AT: Final = 20
_MARKS: Final = ("eventInfo", "createdAt")
_HIDDEN: Final = frozenset({"draft", "scheduled", "pending"})
_GONE: Final = frozenset({"deleted", "removed", "unpublished", "archived"})


def claims(document: Document) -> float:
    """Sure of data with an `eventInfo` and posts, or with posts that hold messages as Arena's do."""
    return 0.95 if shapes(document, _MARKS, _is_answer) else 0.0


def read(document: Document) -> ReadStory:
    """The posts in the order of the answer. Raises `CannotRead` where there are none."""
    document.require(name, "json", "html")
    answers = shapes(document, _MARKS, _is_answer)
    if not answers:
        raise CannotRead("This holds no answer of Arena's live blog API.")
    answer = max(answers, key=lambda one: len(items(one.get("posts"))))
    warnings: list[str] = []
    drafts, removed = _told(items(answer.get("posts")), warnings)
    if not drafts:
        raise CannotRead("The answer of Arena's live blog API holds no public posts.")
    refuse_too_many(len(drafts))
    event = fields(answer.get("eventInfo")) or fields(answer.get("event"))
    posts = posts_from(drafts, name, document.base_url, warnings)
    page = page_around(document)
    return ReadStory(
        title=line(event.get("name")) or line(event.get("title")) or page.title or UNTITLED,
        reader=name,
        posts=posts,
        url=http_address(text(event.get("url"))) or page.url,
        language=language(event.get("language")) or page.language,
        warnings=tuple(warnings),
        standfirst=line(event.get("description")) or page.standfirst,
        is_live=_is_live(event),
        coverage_start=_at(event.get("startDate")),
        coverage_end=_at(event.get("endDate")),
        announced=count(answer.get("total")) or count(answer.get("totalPosts")) or count(event.get("postsCount")),
        removed=removed,
    )


def _is_answer(value: Shape) -> bool:
    posts = value.get("posts")
    if not isinstance(posts, list):
        return False
    if isinstance(value.get("eventInfo"), dict):
        return not posts or any(_is_post(fields(one)) for one in posts[:_LOOKED_AT])
    head = [fields(one) for one in posts[:_LOOKED_AT]]
    return any(_is_post(one) and "createdAt" in one and ("_id" in one or "key" in one) for one in head)


def _is_post(value: Shape) -> bool:
    message = value.get("message")
    return isinstance(message, dict) and any(one in message for one in ("text", "title", "media", "html"))


def _told(values: Sequence[Any], warnings: list[str]) -> tuple[list[Draft], tuple[str, ...]]:
    """The posts that stand, and the ids of those that were taken back."""
    drafts: dict[str, Draft] = {}
    removed: dict[str, None] = {}
    hidden = repeated = 0
    for place, post in enumerate(fields(one) for one in values):
        draft = draft_of(post)
        status = text(post.get("status")).casefold()
        key = draft.native_id or f"without id {place}"
        if flag(post.get("deleted")) or flag(post.get("isDeleted")) or status in _GONE:
            removed.update({draft.native_id: None} if draft.native_id else {})
        elif status in _HIDDEN:
            hidden += 1
        elif key in drafts:
            repeated += 1
        elif post:
            drafts[key] = draft
    if hidden:
        warnings.append(
            counted(
                hidden,
                "1 post is a draft or scheduled; it was left out.",
                "{} posts are drafts or scheduled; they were left out.",
            )
        )
    if repeated:
        warnings.append(
            counted(
                repeated,
                "1 post stood there twice and was taken once.",
                "{} posts stood there twice and were taken once.",
            )
        )
    return list(drafts.values()), tuple(removed)


def _is_live(event: Shape) -> bool | None:
    status = text(event.get("status")).casefold()
    named = {"live": True, "finished": False, "ended": False, "closed": False}.get(status)
    return named if named is not None else said(event.get("isLive"))


def _at(value: Any) -> str | None:
    # Milliseconds since 1970, or text with its offset.
    moment = time_of(value)
    return moment.at if moment else None
