"""The pages of one live blog, joined into one story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from workbench.intake.posts import ReadPost, ReadStory, with_changes

Value = TypeVar("Value")


def joined(pages: Sequence[ReadStory], left: Sequence[str] = ()) -> ReadStory:
    """One story of its pages, the first one first. `left` are the addresses of pages that were not read.

    Posts stand in the order of the pages, each id once, as the page nearest to the front has it. What only a
    later page says (how many posts there are, a standfirst) is taken from there.
    """
    first = pages[0]
    return replace(
        first,
        reader="+".join(dict.fromkeys(chain.from_iterable(page.reader.split("+") for page in pages))),
        posts=_each_once(post for page in pages for post in page.posts),
        language=_first(page.language for page in pages),
        timezone=_first(page.timezone for page in pages),
        standfirst=_first(page.standfirst for page in pages),
        is_live=_first(page.is_live for page in pages),
        coverage_start=_first(page.coverage_start for page in pages),
        coverage_end=_first(page.coverage_end for page in pages),
        announced=_first(page.announced for page in pages),
        pages_total=_first(page.pages_total for page in pages),
        pages_read=sum(page.pages_read for page in pages),
        next_pages=tuple(left),
        warnings=_once(page.warnings for page in pages),
        removed=_once(page.removed for page in pages),
        corrections=_once(page.corrections for page in pages),
    )


def _each_once(posts: Iterable[ReadPost]) -> tuple[ReadPost, ...]:
    by_id: dict[str, ReadPost] = {}
    for post in posts:
        by_id.setdefault(post.id, post)
    return tuple(
        post if post.position == place else with_changes(post, position=place)
        for place, post in enumerate(by_id.values())
    )


def _first(values: Iterable[Value | None]) -> Value | None:
    return next((value for value in values if value is not None), None)


def _once(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(lists)))
