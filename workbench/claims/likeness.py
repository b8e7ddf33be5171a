"""How likely two claims speak of the same event: rare words, names, places and figures that they share.

A cheap score with reasons that can be read; nothing is merged by it. It reads more than the sentence, because
"the death toll is now 11,922" is lost alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.claims.folded import stems
from workbench.claims.measures import measured
from workbench.claims.statement import Statement

LIKELY_THE_SAME: Final = 0.5
"""From here on two claims are shown as likely the same."""

SEE_ALSO: Final = 0.22
"""From here on two claims are shown as related."""

_HEADLINE: Final = 0.45
_SPEAKER: Final = 0.3
_NAME: Final = 1.3
_SAME_MEASURE: Final = 0.16
_ENOUGH: Final = 12
_RARE: Final = 0.15
_SAME_POST: Final = 0.04
_SAME_PLACE: Final = 0.07
_SAME_FIGURE: Final = 0.12
_SAME_DAY: Final = 0.02
_MOST_NAMED: Final = 5


@dataclass(frozen=True)
class Profile:
    """A claim as it is compared: the weight of each stem, as a vector of length one; `rare` are those stems of its own
    words and of its headline that few claims have, with their weight before that."""

    statement: Statement
    weights: Mapping[str, float]
    places: frozenset[str]
    figures: frozenset[tuple[float, str]]
    measures: frozenset[str]
    rare: Mapping[str, float]


@dataclass(frozen=True)
class Likeness:
    """0..1, and why in plain words."""

    score: float
    why: tuple[str, ...] = ()


class Rarity:
    """How rare each stem is among some claims: a word that all of them share says little."""

    def __init__(self, counts: Mapping[str, int], claims: int) -> None:
        self._counts, self._claims = counts, max(1, claims)

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> Rarity:
        """Counted over these claims."""
        return cls.over({*stems(one.words), *stems(one.headline or one.opening or "")} for one in statements)

    @classmethod
    def over(cls, told: Iterable[Collection[str]]) -> Rarity:
        """Counted over the stems of these claims."""
        counts: Counter[str] = Counter()
        claims = 0
        for one in told:
            claims += 1
            counts.update(one)
        return cls(counts, claims)

    def is_rare(self, stem: str) -> bool:
        """Whether few enough of many claims have a stem for it to say what a claim is about."""
        return self._claims >= _ENOUGH and self._counts.get(stem, 0) <= _RARE * self._claims

    def of_stem(self, stem: str) -> float:
        """1 for a stem of every claim, more the rarer it is."""
        return 1 + math.log((self._claims + 1) / (self._counts.get(stem, 0) + 1))


def profile(statement: Statement, rarity: Rarity) -> Profile:
    """The claim made ready for comparing, once for as many comparisons as there are."""
    weights: dict[str, float] = {}
    words, around = statement.words, statement.headline or statement.opening or ""
    named = set(stems(" ".join(word for word in words.split()[1:] if word[:1].isupper())))
    for text, share in (
        (statement.speaker or "", _SPEAKER),
        (around, _HEADLINE),
        (words, 1.0),
    ):
        for stem in stems(text):
            weights[stem] = max(
                weights.get(stem, 0.0), share * rarity.of_stem(stem) * (_NAME if stem in named else 1.0)
            )
    topics = {*stems(words), *stems(around)}
    rare = {stem: weights[stem] for stem in topics if stem.isalpha() and rarity.is_rare(stem)}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    figures = frozenset(
        (one.value, (one.unit or "").split(" ")[-1]) for one in statement.quantities if one.value is not None
    )
    measures = frozenset(figure.measure for figure in measured(statement))
    places = frozenset(stem for place in statement.places for stem in stems(place))
    return Profile(
        statement, {stem: weight / length for stem, weight in weights.items()}, places, figures, measures, rare
    )


def profiles_of(statements: Sequence[Statement]) -> dict[int, Profile]:
    """Every claim of a story made ready, by its key."""
    rarity = Rarity.of(statements)
    return {statement.key: profile(statement, rarity) for statement in statements}


def compared(one: Profile, other: Profile, *, measures: bool = True) -> Likeness:
    """The likeness of two claims; the same whichever comes first.

    Without `measures` it counts for nothing that both tell how many were killed: that is what is being compared.
    """
    small, large = sorted((one.weights, other.weights), key=len)
    shared = {stem: weight * large[stem] for stem, weight in small.items() if stem in large}
    score = sum(shared.values())
    why: list[str] = []
    if shared:
        telling = sorted(shared, key=lambda stem: (-shared[stem], stem))[:_MOST_NAMED]
        why.append("share: " + ", ".join(telling))
    if places := one.places & other.places:
        score += _SAME_PLACE
        why.append("place: " + ", ".join(sorted(places)))
    if measures and (same := one.measures & other.measures):
        score += _SAME_MEASURE
        why.append("measure: " + ", ".join(sorted(same)))
    if figures := one.figures & other.figures:
        score += _SAME_FIGURE
        value, unit = min(figures)
        why.append(f"figure: {value:g} {unit}".rstrip())
    first, second = one.statement, other.statement
    if first.post == second.post:
        score += _SAME_POST
        why.append("same post")
    elif first.posted_at and second.posted_at and abs((first.posted_at - second.posted_at).total_seconds()) < 86_400:
        score += _SAME_DAY
    return Likeness(round(min(1.0, score), 4), tuple(why))


def topic_shared(one: Profile, other: Profile, *, without: Collection[str] = ()) -> float:
    """How much of what they are about two claims share: the weights of the rare stems of both, the lesser of each two.

    Unlike the score it does not shrink where a claim goes on about other things. `without` are stems that tell
    nothing here.
    """
    return sum(
        min(weight, other.rare[stem]) for stem, weight in one.rare.items() if stem in other.rare and stem not in without
    )
