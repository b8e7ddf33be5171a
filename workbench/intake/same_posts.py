"""Which post of one reading is which of another: by id, address, time and words, and by what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from workbench.intake.identity import normalised
from workbench.intake.posts import ReadPost
from workbench.intake.times import instant

_WORD_PREFIX = re.compile(r"^(?:[a-z]+[-_:])+(?=[0-9a-f]*\d)", re.IGNORECASE)


def bare_id(own: str) -> str:
    """An id without the word that formats put before it: `block-64…` and `64…` are one post; "" for derived ids."""
    return "" if own.startswith("t-") else _WORD_PREFIX.sub("", own)


def body_of(post: ReadPost) -> str:
    """The text without the headline that it begins with."""
    return post.text.removeprefix(post.headline).strip() if post.headline else post.text


def pairs_of(first: Sequence[ReadPost], other: Sequence[ReadPost]) -> dict[int, int]:
    """Which post of `other` is which of `first`: by id, by the address's fragment, by minute and headline, by
    headline alone, by how the words begin; then by their place between neighbours. Only what is unambiguous pairs."""
    pairs: dict[int, int] = {}
    for key in (_by_id, _by_fragment, _by_minute_and_headline, _by_headline, _by_beginning):
        _pair(first, other, key, pairs)
    _pair_between(len(first), len(other), pairs)
    return pairs


def _pair_between(first: int, other: int, pairs: dict[int, int]) -> None:
    """Pair what stands between two neighbours that are paired, where both readings have as many there: the headline
    of an entry may be too short, or said too often, to tell it by."""
    known = sorted(pairs.items())
    if len(known) < 2 or any(after[1] < before[1] for before, after in pairwise(known)):
        return
    for (a, b), (next_a, next_b) in pairwise([(-1, -1), *known, (first, other)]):
        if next_a - a == next_b - b:
            pairs.update(zip(range(a + 1, next_a), range(b + 1, next_b), strict=True))


def _pair(
    first: Sequence[ReadPost], other: Sequence[ReadPost], key: Callable[[ReadPost], str], pairs: dict[int, int]
) -> None:
    taken = set(pairs.values())
    ours, theirs = _unique(first, key, set(pairs)), _unique(other, key, taken)
    for value, place in theirs.items():
        if value in ours:
            pairs[ours[value]] = place


def _unique(posts: Sequence[ReadPost], key: Callable[[ReadPost], str], taken: set[int]) -> dict[str, int]:
    """Where each value stands that only one of the posts has, leaving out the posts that are paired already."""
    values = [(key(post), place) for place, post in enumerate(posts) if place not in taken]
    times = Counter(value for value, _ in values)
    return {value: place for value, place in values if value and times[value] == 1}


def _by_id(post: ReadPost) -> str:
    return bare_id(post.id)


def _by_fragment(post: ReadPost) -> str:
    return bare_id((post.permalink or "").partition("#")[2])


def _by_minute_and_headline(post: ReadPost) -> str:
    moment = instant(post.posted_at) if post.posted_at else None
    headline = _by_headline(post)
    return f"{moment.timestamp() // 60}|{headline}" if moment and headline else ""


def _by_headline(post: ReadPost) -> str:
    words = normalised(post.headline or "")
    return words if len(words) >= 12 else ""


def _by_beginning(post: ReadPost) -> str:
    words = normalised(body_of(post))[:60]
    return words if len(words) >= 30 else ""
