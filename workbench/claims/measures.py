"""What each figure of a claim measures: killed, injured, detained, …, of whom, and whether it is a part of another."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from typing import Final

from workbench.claims.folded import stem
from workbench.claims.found import Quantity
from workbench.claims.lexicon import FOLDER, lexicon
from workbench.claims.statement import Statement

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[.;]")
_OF_THE = re.compile(r"Of (?:the|those|these)\b")
_RATES: Final = frozenset(
    (("per", "day"), ("a", "day"), ("per", "week"), ("a", "week"), ("per", "month"), ("a", "month"))
)
_CHANGES: Final = frozenset(
    "increase increased rise rose risen jump jumped drop dropped fall fell decrease decreased up down".split()
)
_BARE = re.compile(r"\b(?:number|figure|toll|count|total|tally)\b", re.IGNORECASE)
_REACH_AHEAD: Final = 9
_REACH_BACK: Final = 6
_REACH_BACK_BARE: Final = 14
_LAST_RESORT: Final = 3
_BEFORE_PART: Final = 4
_SHARES: Final = frozenset(("turnout", "inflation", "unemployment", "jobless", "growth"))
_TOLD_BY_UNIT: Final = frozenset(("killed", "injured", "missing", "displaced"))
_ROUNDED: Final = 0.05
"""A round number may stand for what lies this share of it away, as far as its zeros reach."""


@dataclass(frozen=True)
class MeasureWords:
    """The measures file."""

    by_word: Mapping[str, str]
    generic: frozenset[str]
    grows: frozenset[str]
    part_of: frozenset[str]
    on_top: frozenset[str]
    denials: frozenset[str]
    harm: frozenset[str]
    holding: frozenset[str]
    ends: frozenset[str]
    plain: frozenset[str]
    alike: Mapping[str, str]


@dataclass(frozen=True)
class Measured:
    """One figure as it is set against others.

    `low` and `high` bound it, None is open; `head` is the noun that is counted, as a stem, or None where it says
    only that people are. A `part` is of a figure beside it, or on top of an earlier one: never a total.
    """

    statement: Statement
    number: int
    measure: str
    head: str | None
    low: float | None
    high: float | None
    part: bool

    @property
    def quantity(self) -> Quantity:
        return self.statement.quantities[self.number]

    @property
    def label(self) -> str:
        """The measure as a person reads it: its name, or the noun that is counted as it is worded."""
        return self.measure if " of " not in self.measure else self.quantity.unit or self.measure


@cache
def measure_words() -> MeasureWords:
    """The lists, read at first use."""
    data = tomllib.loads((FOLDER / "measures.toml").read_text(encoding="utf-8"))
    by_word = {word: measure for measure, words in data["words"].items() for word in str(words).split()}
    lists = {
        "generic": data["generic"]["nouns"], "grows": data["grows"]["measures"], "part_of": data["parts"]["part_of"],
        "on_top": data["parts"]["on_top"], "denials": data["denial"]["verbs"], "harm": data["harm"]["verbs"],
        "holding": data["holding"]["verbs"], "ends": data["clause"]["ends"], "plain": data["clause"]["plain_units"],
    }  # fmt: skip
    rows = [line.split() for line in str(data["nouns"]["alike"]).splitlines() if line.strip()]
    alike = {stem(word): stem(row[0]) for row in rows for word in row}
    return MeasureWords(by_word, alike=alike, **{name: frozenset(str(text).split()) for name, text in lists.items()})


def measured(statement: Statement) -> list[Measured]:
    """Every figure of the claim that counts something, in order."""
    found = []
    at = 0
    of_the = bool(_OF_THE.match(statement.words))
    for number, quantity in enumerate(statement.quantities):
        if statement.speaker and quantity.text in statement.speaker:
            continue  # `Three US officials have told`: who speaks, not what is told
        place = statement.words.find(quantity.text, at)
        at = place + len(quantity.text) if place >= 0 else at
        before = _clause(_WORD.findall(statement.words[:place].lower())[::-1])[::-1] if place >= 0 else []
        until = _next_told(statement, number, at)
        behind = _clause(_WORD.findall(statement.words[at:until].lower())) if place >= 0 else []
        one = _measured(statement, number, quantity, before, behind)
        if one:
            found.append(replace(one, part=True) if of_the and number else one)
    return found


def _next_told(statement: Statement, number: int, at: int) -> int:
    """Where the next figure begins that says itself what it measures: `four trusts have announced 400 deaths`."""
    for other in statement.quantities[number + 1 :]:
        place = statement.words.find(other.text, at)
        if place >= 0 and any(word in measure_words().by_word for word in (other.unit or "").lower().split()):
            return place
    return len(statement.words)


def _clause(words: Sequence[str]) -> list[str]:
    """The words up to the end of the clause: `toll at 11; dozens missing` counts two things."""
    ends = measure_words().ends
    return list(takewhile(lambda word: word not in (".", ";") and word not in ends, words))


def _measured(
    statement: Statement, number: int, quantity: Quantity, before: Sequence[str], behind: Sequence[str]
) -> Measured | None:
    words = measure_words()
    unit = (quantity.unit or "").lower()
    head = _head(unit)
    measure = _measure(words, unit, before, behind) if head not in words.plain else None
    if measure is None:
        if not head or (head in words.plain and head != "percent"):
            return None
        measure = f"number of {stem(head)}" if head not in ("percent", "%") else _of_percent(statement, before)
        if measure is None:
            return None
    if tuple(behind[:2]) in _RATES:
        measure += " a " + behind[1]
    low, high = bounds_of(quantity)
    part = _is_part(words, quantity, before, behind)
    counted = None if head is None or head in words.generic or head in words.by_word else stem(head)
    counted = words.alike.get(counted, counted) if counted else None
    return Measured(statement, number, measure, counted, low, high, part)


def _measure(words: MeasureWords, unit: str, before: Sequence[str], behind: Sequence[str]) -> str | None:
    """The measure of the nearest word that names one: behind the figure first, then before it, then its own noun."""
    for word in unit.split():
        if words.by_word.get(word) in _TOLD_BY_UNIT:
            return words.by_word[word]
    named = words.by_word
    ahead = next((place for place, word in enumerate(behind[:_REACH_AHEAD]) if word in named), None)
    reach = _REACH_BACK if unit else _REACH_BACK_BARE
    back = next((place for place in range(1, min(reach, len(before)) + 1) if before[-place] in named), None)
    if ahead is not None and (back is None or ahead <= back + _LAST_RESORT):
        return named[behind[ahead]]
    if back is not None:
        return named[before[-back]]
    return next((named[word] for word in reversed(unit.split()) if word in named), None)


def _head(unit: str) -> str | None:
    """The noun that is counted: of `crew members` the crew."""
    words = unit.split()
    if len(words) > 1 and words[-1] in ("members", "member"):
        return words[-2]
    return words[-1] if words else None


def _of_percent(statement: Statement, before: Sequence[str]) -> str | None:
    """A share measures what stands before it: `inflation rose to 3.4 percent`; None where nothing but a speaker does."""
    speaker = (statement.speaker or "").lower().split()
    telling = [word for word in before if len(word) > 4 and word.isalpha() and word not in speaker]
    named = next((measure_words().by_word[word] for word in telling if word in _SHARES), None)
    return named or (f"percent of {stem(telling[0])}" if telling else None)


def _is_part(words: MeasureWords, quantity: Quantity, before: Sequence[str], behind: Sequence[str]) -> bool:
    opening = (
        "among" in behind[:_BEFORE_PART]
        or not words.part_of.isdisjoint(before[-_BEFORE_PART:])
        or not words.on_top.isdisjoint(before[-1:])
    )
    own = quantity.text.lower().split()
    opening = opening or (before[-1:] in (["of"], ["by"]) and not _CHANGES.isdisjoint(before[-2:-1]))
    return opening or _is_more(own) or _of_them(own, behind)


def _is_more(own: Sequence[str]) -> bool:
    """`four more people` are on top of others; `more than 20` are not."""
    return any(word == "more" and behind != "than" for word, behind in zip(own, [*own[1:], ""], strict=True))


def _of_them(own: Sequence[str], behind: Sequence[str]) -> bool:
    """`two of them`, `three of whom`, `two of the five`: the figure is of another beside it."""
    joined = [*own, *behind[:3]]
    for place, word in enumerate(joined):
        after = joined[place + 1 : place + 3]
        if word != "of" or not after or place > len(own) + 1:
            continue
        if after[0] in ("them", "whom", "those"):
            return True
        if after[0] == "the" and len(after) > 1 and (after[1].isdecimal() or after[1] in lexicon("en").numbers):
            return True
    return False


def bounds_of(quantity: Quantity) -> tuple[float | None, float | None]:
    """The bounds as worded; a round number reaches as far as its zeros do, at most a twentieth of it."""
    value = quantity.value
    if value is None or quantity.low is None or quantity.high is None or quantity.low != quantity.high:
        return quantity.low, quantity.high
    if value < 100 or value != int(value):
        return value, value
    zeros = len(str(int(value))) - len(str(int(value)).rstrip("0"))
    slack = min(_ROUNDED * value, 0.5 * 10**zeros) if zeros else 0.0
    return value - slack, value + slack


def apart(one: Measured, other: Measured) -> bool:
    """Whether the two ranges have nothing in common."""
    return _below(one, other) or _below(other, one)


def same_figure(one: Measured, other: Measured) -> bool:
    """Whether both say the same: `44` and `at least 44` do."""
    value = one.quantity.value
    return (one.low, one.high) == (other.low, other.high) or (value is not None and value == other.quantity.value)


def _below(one: Measured, other: Measured) -> bool:
    return one.high is not None and other.low is not None and one.high < other.low


def all_measured(statements: Iterable[Statement]) -> list[Measured]:
    """The figures of many claims. A bare one ("the ministry's figure is 163") measures what its post told before."""
    found: list[Measured] = []
    last: dict[int, str] = {}
    for statement in sorted(statements, key=lambda one: (one.post, one.start)):
        own = measured(statement)
        for number, quantity in enumerate(statement.quantities):
            bare = quantity.unit is None and not any(one.number == number for one in own)
            if bare and statement.post in last and _BARE.search(statement.words):
                own.append(Measured(statement, number, last[statement.post], None, *bounds_of(quantity), part=False))
        named = [one.measure for one in own if not one.part and " of " not in one.measure]
        if named:
            last[statement.post] = named[0]
        found += own
    return found
