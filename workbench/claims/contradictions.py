"""Claims set against each other: figures of one event that differ, culprits and holders that do, denials.

Suggestions with reasons, never decisions. Parts are added up before anything is called a conflict, and a toll that
grew is offered as superseding the earlier one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import combinations
from typing import Final

from workbench.claims.denials import Stance, stance_of
from workbench.claims.folded import stem, stems
from workbench.claims.likeness import Likeness, Profile, compared, profiles_of, topic_shared
from workbench.claims.measures import Measured, all_measured, apart, measure_words, same_figure
from workbench.claims.restated import names_in, restated
from workbench.claims.statement import Statement

_NEGATED = re.compile(r"\b(?:no|not|never|none|nobody)\b|n['’]t\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

ONE_EVENT: Final = 0.2
"""Two figures of one named measure are held against each other from this likeness on."""

ONE_TOPIC: Final = 1.3
"""Or from so much of a topic that they share: "the footbridge", which few other claims speak of."""

NAMED_OTHERWISE: Final = 0.15
"""Claims that name nothing alike have to be so much more alike; those that each name more besides, this much:"""

NAMED_BESIDES: Final = 0.08

ONE_EVENT_OF_ONE_VOICE: Final = 0.3
"""The same for two figures of one post that nobody else is named for: a writer tells many things in one post."""

ONE_TOPIC_AT_LEAST: Final = 0.08

ONE_EVENT_SAME_NOUN: Final = 0.12
"""The same where both name the same people: `44 detainees`, `52 inmates`."""

ONE_EVENT_UNNAMED: Final = 0.36
"""The same for figures whose measure is only what they count: "three villages" there are many of."""

ONE_EVENT_WORDS: Final = 0.3
"""The same for culprits, holders and denials."""

DENIED: Final = 0.34
"""From here on a claim seems to be what another one denies."""

ONE_EVENT_WORDS_IN_A_POST: Final = 0.18

MOST_OF_A_MEASURE: Final = 600
"""No more figures of one measure are held against each other, the newest ones; a story that has more is no story."""


Beside = dict[tuple[str, int], list[Measured]]
"""The figures of a measure in a post."""


class ConflictKind(StrEnum):
    """What the rules suggest of a pair, from the gravest."""

    CONFLICT = "conflict"
    SUPERSEDES = "supersedes"
    DIFFERS = "differs"
    CULPRIT = "culprit"
    HOLDER = "holder"
    DENIAL = "denial"


@dataclass(frozen=True)
class Conflict:
    """One suggested pair, `first` the earlier in the story. `figures` are the numbers of their quantities, if any."""

    kind: ConflictKind
    first: Statement
    second: Statement
    why: tuple[str, ...]
    likeness: float
    figures: tuple[int, int] | None = None


def conflicts(statements: Sequence[Statement], *, about: int | None = None) -> list[Conflict]:
    """Every suggestion over these claims, the gravest first, then by likeness; each pair of claims once.

    `about` is the key of one claim: then only pairs with it are looked for.
    """
    profiles = profiles_of(statements)
    figures = all_measured(statements)
    beside = _by_post(figures)
    found = [
        *_of_figures(figures, profiles, beside, about),
        *_of_restated(statements, profiles, beside, about),
        *_of_words(statements, profiles, about),
    ]
    best: dict[tuple[int, int], Conflict] = {}
    for one in found:
        pair = one.first.key, one.second.key
        if pair not in best or _rank(one) < _rank(best[pair]):
            best[pair] = one
    return sorted(best.values(), key=_rank)


def can_conflict(statement: Statement) -> bool:
    """Whether a claim holds anything that another could differ in: a figure, a culprit, a holder, a denial."""
    return bool(statement.quantities) or bool(stance_of(statement))


def _rank(one: Conflict) -> tuple[int, float, int, int]:
    return list(ConflictKind).index(one.kind), -one.likeness, one.first.key, one.second.key


def _by_post(figures: Sequence[Measured]) -> Beside:
    """The figures of each measure that stand in one post."""
    beside: Beside = defaultdict(list)
    for figure in figures:
        beside[figure.measure, figure.statement.post].append(figure)
    return beside


def _of_figures(
    figures: Sequence[Measured], profiles: dict[int, Profile], beside: Beside, about: int | None
) -> Iterator[Conflict]:
    by_measure: dict[str, list[Measured]] = defaultdict(list)
    for figure in figures:
        if not figure.part:
            by_measure[figure.measure].append(figure)
    for listed in by_measure.values():
        for one, other in combinations(listed[-MOST_OF_A_MEASURE:], 2):
            if about not in (None, one.statement.key, other.statement.key):
                continue
            if one.statement.key == other.statement.key or same_figure(one, other) or _told_by_both(one, other):
                continue
            alike = of_one_event(one, other, profiles)
            if alike:
                yield from _judged(one, other, alike, beside)


def _told_by_both(one: Measured, other: Measured) -> bool:
    """Whether either claim tells the other's figure too: `27 dead, of whom six were officers`, twice."""
    return _tells(one.statement, other.quantity.value) or _tells(other.statement, one.quantity.value)


def _tells(statement: Statement, value: float | None) -> bool:
    return value is not None and any(quantity.value == value for quantity in statement.quantities)


def _of_restated(
    statements: Sequence[Statement], profiles: dict[int, Profile], beside: Beside, about: int | None
) -> Iterator[Conflict]:
    """Claims in nearly the same words with another figure: of whatever the figure counts."""
    for pair in restated(statements, about=about):
        first, second = pair.first.statement, pair.second.statement
        if _years(first) == _years(second):
            alike = compared(profiles[first.key], profiles[second.key])
            why = ("nearly the same words", *alike.why)
            yield from _judged(pair.first, pair.second, Likeness(max(alike.score, pair.likeness), why), beside)


def of_one_event(one: Measured, other: Measured, profiles: Mapping[int, Profile]) -> Likeness | None:
    """How alike two figures of one measure are, if they count the same in what seems to be one event; else None."""
    if not _same_noun(one, other):
        return None
    floor = ONE_EVENT if one.head is None or one.head != other.head else ONE_EVENT_SAME_NOUN
    floor = ONE_EVENT_UNNAMED if " of " in one.measure else floor
    alike = compared(profiles[one.statement.key], profiles[other.statement.key], measures=False)
    if alike.score < ONE_EVENT_OF_ONE_VOICE and _one_voice(one.statement, other.statement):
        return None
    apart_by = _elsewhere(one.statement, other.statement) + (0.08 if one.head != other.head else 0.0)
    if alike.score >= floor + apart_by:
        return alike
    if " of " in one.measure or apart_by or alike.score < ONE_TOPIC_AT_LEAST:
        return None
    first, second = profiles[one.statement.key], profiles[other.statement.key]
    return alike if topic_shared(first, second, without=_measuring()) >= ONE_TOPIC else None


def _one_voice(first: Statement, second: Statement) -> bool:
    """Whether both stand in one post, and not two speakers say them."""
    told = {first.speaker, second.speaker}
    return first.post == second.post and (len(told) == 1 or None in told)


@cache
def _measuring() -> frozenset[str]:
    """The stems of the words that measures are told by: that both claims speak of the dead is no topic."""
    return frozenset(map(stem, measure_words().by_word))


def _same_noun(one: Measured, other: Measured) -> bool:
    """Whether both count the same: `detainees` and `people` may, `children` and `soldiers` do not."""
    return one.head == other.head or one.head is None or other.head is None


def _elsewhere(first: Statement, second: Statement) -> float:
    """How much more alike two claims have to be that name different places, days or years."""
    more = 0.0
    if first.places and second.places and not _overlap(first.places, second.places):
        more += 0.25
    more += _named_otherwise(first, second)
    if first.dates and second.dates and not _overlap(first.dates, second.dates):
        more += 0.1
    if _years(first) != _years(second):
        more += 0.6
    return more


def _named_otherwise(first: Statement, second: Statement) -> float:
    """How much that is for claims that each name what the other does not: `in Wales`, `the US alone`; their speakers
    aside. A headline names for the claims below it."""
    one, other = (
        names_in(f"{told.headline or ''}: {told.words}") - frozenset(stems(f"{told.speaker or ''} {told.credit or ''}"))
        for told in (first, second)
    )
    if not one - other or not other - one:
        return 0.0
    return NAMED_OTHERWISE if one.isdisjoint(other) else NAMED_BESIDES


def _overlap(one: Sequence[str], other: Sequence[str]) -> bool:
    return bool(
        {word for text in one for word in text.lower().split()} & {w for text in other for w in text.lower().split()}
    )


def _years(statement: Statement) -> frozenset[str]:
    words = statement.words
    for quantity in statement.quantities:
        words = words.replace(quantity.text, " ", 1)  # `1900 sleepers` are no year
    return frozenset(_YEAR.findall(words))


def _judged(one: Measured, other: Measured, alike: Likeness, beside: Beside) -> Iterator[Conflict]:
    one, other = sorted((one, other), key=lambda figure: (figure.statement.post, figure.statement.start))
    worded = f"{one.quantity.text} against {other.quantity.text}"
    why = [f"{one.label}: {worded}", *alike.why]
    figures = (one.number, other.number)
    pair = one.statement, other.statement
    if not apart(one, other):
        yield Conflict(ConflictKind.DIFFERS, *pair, (*why, "compatible as worded"), alike.score, figures)
    elif sums := _adds_up(one, other, beside):
        yield Conflict(ConflictKind.DIFFERS, *pair, (*why, sums), alike.score, figures)
    elif grown := _grown(one, other):
        yield Conflict(ConflictKind.SUPERSEDES, *pair, (*why, grown), alike.score, figures)
    else:
        yield Conflict(ConflictKind.CONFLICT, *pair, tuple(why), alike.score, figures)


def _adds_up(one: Measured, other: Measured, beside: Beside) -> str | None:
    """`15 + 5 = 20`: the greater figure is the smaller one and others that stand beside it."""
    small, large = sorted((one, other), key=_middle)
    for post in (small.statement.post, large.statement.post):
        others = [figure for figure in beside[small.measure, post] if figure is not small and figure is not large]
        for size in (1, 2):
            for added in combinations(others[:12], size):
                total = _middle(small) + sum(map(_middle, added))
                if abs(total - _middle(large)) < 0.5:
                    parts = " + ".join(f"{_middle(part):g}" for part in (small, *added))
                    return f"adds up: {parts} = {total:g}"
    return None


def _middle(figure: Measured) -> float:
    value = figure.quantity.value
    return value if value is not None else figure.low or figure.high or 0.0


def _grown(one: Measured, other: Measured) -> str | None:
    """Whether a figure that grows as the story runs is told again later, higher, and by nobody else."""
    first, second = one.statement.posted_at, other.statement.posted_at
    if one.measure not in measure_words().grows or first is None or second is None or first == second:
        return None
    earlier, later = (one, other) if first < second else (other, one)
    if _middle(later) <= _middle(earlier):
        return None
    speakers = {figure.statement.speaker for figure in (earlier, later)}
    if len(speakers) > 1 and None not in speakers:
        return None
    return "told later, and higher: it may supersede the earlier one"


def _of_words(statements: Sequence[Statement], profiles: dict[int, Profile], about: int | None) -> Iterator[Conflict]:
    """Culprits, holders and denials: only claims that name one are compared at all."""
    stances = [(statement, stance_of(statement)) for statement in statements]
    yield from _of_denials(stances, profiles, about)
    telling = [(statement, stance) for statement, stance in stances if stance]
    for (first, one), (second, other) in combinations(telling[-MOST_OF_A_MEASURE:], 2):
        clash = _clash(one, other) if about in (None, first.key, second.key) else None
        if clash is None or (first.speaker and first.speaker == second.speaker):
            continue
        alike = compared(profiles[first.key], profiles[second.key])
        floor = ONE_EVENT_WORDS_IN_A_POST if first.post == second.post else ONE_EVENT_WORDS
        if alike.score >= floor + _elsewhere(first, second):
            kind, why = clash
            earlier, later = sorted((first, second), key=lambda told: (told.post, told.start))
            yield Conflict(kind, earlier, later, (why, *alike.why), alike.score)


def _of_denials(
    stances: Sequence[tuple[Statement, Stance]], profiles: dict[int, Profile], about: int | None
) -> Iterator[Conflict]:
    """`The army denied that it bombed the bridge` against whoever says that it did: any claim much like it."""
    for denial, stance in stances:
        if not stance.denies:
            continue
        for other, theirs in stances:
            if about not in (None, denial.key, other.key) or other.key == denial.key or theirs.denies:
                continue
            if (other.speaker and other.speaker == denial.speaker) or _NEGATED.search(other.words):
                continue
            alike = compared(profiles[denial.key], profiles[other.key])
            if alike.score >= DENIED + _elsewhere(denial, other):
                earlier, later = sorted((denial, other), key=lambda told: (told.post, told.start))
                why = (f"denied: {stance.denies}", *alike.why)
                yield Conflict(ConflictKind.DENIAL, earlier, later, why, alike.score)


def _clash(one: Stance, other: Stance) -> tuple[ConflictKind, str] | None:
    if one.culprit and other.culprit and not _one_party(one.culprit, other.culprit):
        return ConflictKind.CULPRIT, f"who did it: {one.culprit} / {other.culprit}"
    if one.holder and other.holder and not _one_party(one.holder, other.holder):
        return ConflictKind.HOLDER, f"who holds it: {one.holder} / {other.holder}"
    return None


def _one_party(one: str, other: str) -> bool:
    """Whether two names may be of one party: they share a word that says something."""
    return bool(set(one.lower().split()) & set(other.lower().split()) - {"the", "a", "of", "forces", "fighters"})
