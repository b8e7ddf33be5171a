"""Claims that tell the same in nearly the same words with another figure, whatever it counts: hours, metres, sources.

Measures know what the figures of differently worded claims have in common; here the words around them do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from workbench.claims.folded import stem, stems
from workbench.claims.found import Quantity
from workbench.claims.likeness import Rarity
from workbench.claims.measures import Measured, bounds_of, measured
from workbench.claims.statement import Statement

RESTATED: Final = 0.62
"""From so much of their words on, the figures aside, two claims tell the same."""

_FEW: Final = 3
_KEYS: Final = 4
_MOST_OF_A_KEY: Final = 60
_NAME = re.compile(r"(?<=[^\s.:!?])[\s(“\"'‘]+([A-Z][\w’'-]+)")
_WORDED: Final = frozenset(map(stem, "one two three four five six seven eight nine ten eleven twelve dozen".split()))


@dataclass(frozen=True)
class Wording:
    """A claim without its figures: the stems of its own words, and the names among them, its speaker's aside."""

    statement: Statement
    stems: frozenset[str]
    names: frozenset[str]
    figures: tuple[Measured, ...]


@dataclass(frozen=True)
class Restated:
    """Two figures of claims that tell the same; `likeness` is what they share of their words, 0..1."""

    first: Measured
    second: Measured
    likeness: float


def restated(statements: Sequence[Statement], *, about: int | None = None) -> Iterator[Restated]:
    """Each pair of claims of two posts that tell the same with another figure; `about` is the key of one of them."""
    wordings = [wording(one) for one in statements if one.quantities]
    rarity = Rarity.over(one.stems for one in wordings)
    for one, other in _candidates(wordings, rarity, about):
        alike = _alike(one.stems, other.stems, rarity)
        if alike < RESTATED or not _of_one_thing(one, other):
            continue
        pair = _differing(one.figures, other.figures)
        if pair:
            yield Restated(*pair, round(alike, 4))


def wording(statement: Statement) -> Wording:
    """The claim made ready for comparing."""
    bare = statement.words
    for quantity in statement.quantities:
        bare = bare.replace(quantity.text, f" {quantity.unit or ''} ", 1)
    spoken = frozenset(stems(statement.speaker or ""))
    told = frozenset(one for one in stems(bare) if not one[:1].isdigit() and one not in _WORDED)
    dated = frozenset(one for text in statement.dates for one in stems(text))
    names = names_in(bare) - spoken - dated
    return Wording(statement, (told - spoken) or told, names, _figures(statement))


@lru_cache(maxsize=20_000)
def names_in(words: str) -> frozenset[str]:
    """The stems of the words that open with a capital, the first of a sentence aside; kept, as stems are."""
    return frozenset(stem(name.lower()) for name in _NAME.findall(words))


def _figures(statement: Statement) -> tuple[Measured, ...]:
    """Every figure, with its measure where it has one."""
    known = {one.number: one for one in measured(statement)}
    return tuple(
        known.get(number) or Measured(statement, number, "", _head(quantity), *bounds_of(quantity), part=False)
        for number, quantity in enumerate(statement.quantities)
    )


def _head(quantity: Quantity) -> str | None:
    words = (quantity.unit or "").lower().split()
    return stem(words[-1]) if words else None


def _candidates(wordings: Sequence[Wording], rarity: Rarity, about: int | None) -> Iterator[tuple[Wording, Wording]]:
    """Pairs that share one of the rarest stems of either: to look at all pairs of a long day would take minutes."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(wordings):
        for key in sorted(one.stems, key=lambda stem_: (-rarity.of_stem(stem_), stem_))[:_KEYS]:
            by_key[key].append(place)
    seen: set[tuple[int, int]] = set()
    for places in by_key.values():
        for number, first in enumerate(places[-_MOST_OF_A_KEY:]):
            for second in places[-_MOST_OF_A_KEY:][number + 1 :]:
                one, other = wordings[first], wordings[second]
                keys = one.statement.key, other.statement.key
                wanted = (about is None or about in keys) and one.statement.post != other.statement.post
                if wanted and (first, second) not in seen:
                    seen.add((first, second))
                    yield one, other


def _alike(one: frozenset[str], other: frozenset[str], rarity: Rarity) -> float:
    """The share of their words that both have, rare words for more."""
    if one == other:
        return 1.0
    if len(one & other) < _FEW:
        return 0.0
    shared = sum(map(rarity.of_stem, one & other))
    return 2 * shared / (sum(map(rarity.of_stem, one)) + sum(map(rarity.of_stem, other)))


def _of_one_thing(one: Wording, other: Wording) -> bool:
    """Whether neither names somebody, some place or some day that the other has otherwise."""
    if one.names - other.names and other.names - one.names:
        return False
    for mine, theirs in (
        (one.statement.places, other.statement.places),
        (one.statement.dates, other.statement.dates),
    ):
        if mine and theirs and _words(mine).isdisjoint(_words(theirs)):
            return False
    return True


def _words(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in stems(text)) or frozenset(texts)


def _differing(one: Sequence[Measured], other: Sequence[Measured]) -> tuple[Measured, Measured] | None:
    """The first two figures that count the same and are not the same; None where each has its like."""
    mine, theirs = _without_likes(one, other), _without_likes(other, one)
    by_head: Mapping[str | None, list[Measured]] = defaultdict(list)
    for figure in theirs:
        by_head[_head(figure.quantity)].append(figure)
    for figure in mine:
        for match in by_head[_head(figure.quantity)]:
            named = figure.measure and match.measure
            if figure.part == match.part and (not named or figure.measure == match.measure):
                return figure, match
    return None


def _without_likes(figures: Sequence[Measured], others: Sequence[Measured]) -> list[Measured]:
    told = {(one.quantity.value, one.quantity.low, one.quantity.high) for one in others}
    values = {one.quantity.value for one in others if one.quantity.value is not None}
    return [
        one
        for one in figures
        if one.quantity.value not in values and (one.quantity.value, one.quantity.low, one.quantity.high) not in told
    ]
