"""Reads the API of Sourcefabric's Live Blog 3: `_items` with `groups`, alone or within the data of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin

from workbench.intake.counted import counted
from workbench.intake.document import Document, refuse_too_many
from workbench.intake.drafts import Draft, posts_from
from workbench.intake.json_shapes import (
    Shape,
    count,
    flag,
    language,
    page_around,
    shapes,
)
from workbench.intake.json_values import fields, items, text
from workbench.intake.posts import UNTITLED, CannotRead, ReadStory
from workbench.intake.schema_values import line
from workbench.intake.sourcefabric_post import draft_of
from workbench.intake.times import time_of
from workbench.intake.web_address import http_address

name: Final = "sourcefabric_api"
source: Final = "api"

_LOOKED_AT: Final = 20
_MOST_PAGES: Final = 5000
_MARKS: Final = ("_items", "post_status", "client_blogs")
_PAGE = re.compile(r"([?&]page=)(\d{1,6})")
_PUBLIC: Final = frozenset({"open", "comment", "ad", ""})


def claims(document: Document) -> float:
    """Sure of data that holds posts with groups, or an empty answer of a `client_blogs` address."""
    return 0.95 if shapes(document, _MARKS, _is_answer) else 0.0


def read(document: Document) -> ReadStory:
    """The public posts, each once, in the order of the answer.

    Raises `CannotRead` where the document is no such answer, or holds no public post.
    """
    document.require(name, "json", "html")
    answers = shapes(document, _MARKS, _is_answer)
    if not answers:
        raise CannotRead("This holds no answer of Sourcefabric's Live Blog API.")
    # A page keeps its sticky posts in a list of their own, and shows it first.
    answers.sort(key=lambda one: not _all_sticky(one))
    told = _told(answers)
    if not told.drafts:
        raise CannotRead(_none(told))
    refuse_too_many(len(told.drafts))
    warnings = _warnings(told)
    main = max(answers, key=lambda one: len(items(one.get("_items"))))
    posts = posts_from(told.drafts, name, document.base_url, warnings)
    next_pages, pages = _pages(main, document.base_url, warnings)
    blog = next(iter(shapes(document, ("blog_status", "blog_preferences"), _is_blog)), {})
    preferences = fields(blog.get("blog_preferences"))
    page = page_around(document)
    return ReadStory(
        title=line(blog.get("title")) or page.title or UNTITLED,
        reader=name,
        posts=posts,
        url=http_address(text(blog.get("public_url"))) or page.url,
        language=language(preferences.get("language")) or page.language,
        warnings=tuple(warnings),
        standfirst=line(blog.get("description")) or page.standfirst,
        is_live={"open": True, "closed": False}.get(text(blog.get("blog_status"))),
        coverage_start=_at(blog.get("start_date")),
        announced=_announced(answers, told.repeated),
        pages_total=pages,
        next_pages=next_pages,
        removed=tuple(told.removed),
    )


def _is_answer(value: Shape) -> bool:
    """A list of posts in the envelope of the API, or one post alone."""
    posts = value.get("_items")
    if isinstance(posts, list):
        head = [fields(one) for one in posts[:_LOOKED_AT]]
        own = fields(fields(value.get("_links")).get("self"))
        return any(_is_post(one) for one in head) or (not posts and "client_blogs" in text(own.get("href")))
    return _is_post(value) and "post_status" in value


def _is_post(value: Shape) -> bool:
    groups = [fields(one) for one in items(value.get("groups"))[:_LOOKED_AT]]
    return any("refs" in one and "id" in one for one in groups) or bool(value.get("deleted") and "post_status" in value)


def _is_blog(value: Shape) -> bool:
    return "title" in value and ("blog_status" in value or "blog_preferences" in value)


def _posts(answer: Shape) -> Sequence[Any]:
    return items(answer.get("_items")) if "_items" in answer else [answer]


def _all_sticky(answer: Shape) -> bool:
    posts = _posts(answer)
    return bool(posts) and all(flag(fields(one).get("sticky")) for one in posts)


@dataclass
class _Told:
    """The public posts, those taken back, and how many were never public or stood there twice."""

    drafts: list[Draft] = field(default_factory=list)
    removed: dict[str, None] = field(default_factory=dict)
    unpublished: int = 0
    repeated: int = 0


def _told(answers: Iterable[Shape]) -> _Told:
    told = _Told()
    seen: set[str] = set()
    for post in (fields(one) for answer in answers for one in _posts(answer)):
        own_id = text(post.get("_id")) or text(post.get("guid"))
        if not post or (own_id and own_id in seen):
            told.repeated += bool(post)
            continue
        seen.add(own_id)
        _sort(post, own_id, told)
    return told


def _sort(post: Shape, own_id: str, told: _Told) -> None:
    """A post to where its status says it belongs."""
    withdrawn = post.get("unpublished_date") is not None and post.get("post_status") == "submitted"
    if flag(post.get("deleted")) or withdrawn:
        if own_id:
            told.removed[own_id] = None
    elif text(post.get("post_status")) in _PUBLIC:
        told.drafts.append(draft_of(post, own_id))
    else:
        told.unpublished += 1


def _none(told: _Told) -> str:
    if told.removed or told.unpublished:
        return "The answer of the Live Blog API holds no public post: all of its posts are deleted or unpublished."
    return "The answer of the Live Blog API holds no posts."


def _warnings(told: _Told) -> list[str]:
    warnings = []
    if told.unpublished:
        warnings.append(
            counted(
                told.unpublished,
                "1 post is a draft or not published; it was left out.",
                "{} posts are drafts or not published; they were left out.",
            )
        )
    if told.repeated:
        warnings.append(
            counted(
                told.repeated,
                "1 post stood there twice and was taken once.",
                "{} posts stood there twice and were taken once.",
            )
        )
    leading = next((place for place, one in enumerate(told.drafts) if not one.pinned), len(told.drafts))
    if leading:
        led = "The first post is" if leading == 1 else f"The first {leading} posts are"
        warnings.append(f"{led} sticky, and out of the order of time.")
    return warnings


def _announced(answers: Sequence[Shape], repeated: int) -> int | None:
    totals = [count(fields(one.get("_meta")).get("total")) for one in answers]
    known = [one for one in totals if one is not None]
    return max(sum(known) - repeated, max(known)) if known else None


def _at(value: Any) -> str | None:
    # The API's times carry their offset; one without is not completed.
    moment = time_of(value)
    return moment.at if moment else None


def _pages(answer: Shape, base: str | None, warnings: list[str]) -> tuple[tuple[str, ...], int | None]:
    """The addresses of the pages behind this one, and how many there are in all."""
    meta = fields(answer.get("_meta"))
    total, size = count(meta.get("total")), count(meta.get("max_results"))
    pages = -(-total // size) if total and size else None
    href = text(fields(fields(answer.get("_links")).get("next")).get("href"))
    if not href:
        return (), pages
    address = _resolved(href, base)
    if address is None:
        warnings.append("The answer names a next page, but not on which host; open it by its address to get the rest.")
        return (), pages
    return _following(address, pages), pages


def _resolved(href: str, base: str | None) -> str | None:
    """An address of the API. It writes them relative to its own root, which is where the base repeats them."""
    first = href.partition("?")[0].strip("/").partition("/")[0]
    if not base or "://" in href or href.startswith("/"):
        return http_address(href, base)
    root, found, _ = base.partition(f"/{first}/") if first else (base, "", "")
    return http_address(urljoin(f"{root}/", href)) if found else http_address(href, base)


def _following(address: str, pages: int | None) -> tuple[str, ...]:
    asked = _PAGE.search(address)
    if not asked or not pages:
        return (address,)
    first = int(asked[2])
    last = min(pages, first + _MOST_PAGES)
    return tuple(_PAGE.sub(rf"\g<1>{number}", address, count=1) for number in range(first, max(last, first) + 1))
