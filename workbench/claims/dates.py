"""Dates and times as worded: "Monday night", "June 3", "2003", "0100 GMT". Spans of words, left to right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from workbench.claims.lexicon import Lexicon, lexicon
from workbench.claims.words import Words

Span = tuple[int, int]
_Rule = Callable[[Words, int, Lexicon], int]

_RELATIVE: Final = frozenset("last next this past coming previous le la prochain dernier".split())
_HOURS: Final = 24
_BEFORE_CLOCK: Final = ("at", "since", "until", "by")
_MINUTES: Final = 59
_PRICED: Final = frozenset(
    "trading traded stood stands standing put puts closed opened remained unchanged settled".split()
)
_NEEDS_CONTEXT: Final = frozenset("may march mar sun sat".split())
_MONTH_CONTEXT: Final = frozenset(
    "in of last since by until till late early mid next this from during through and".split()
)


def dates(words: Words, lexicon: Lexicon) -> list[Span]:
    """Where dates and times stand, as first..last over the words, last not included."""
    found: list[Span] = []
    starts = lexicon.date_starts
    if not words.has_digits() and starts.isdisjoint(words.lows):
        return found
    read = 0
    for place, low in enumerate(words.lows):
        if place < read or (low not in starts and not low[:1].isdigit()):
            continue
        rule = _rule_for(words, place, _rules(lexicon.language))
        last = rule(words, place, lexicon) if rule else 0
        last = last if last > place else _ago(words, place, lexicon)
        if last > place:
            found.append((_first(words, place, lexicon, found), last))
            read = last
    return found


@cache
def _rules(language: str) -> tuple[tuple[frozenset[str], _Rule], ...]:
    known = lexicon(language)
    return (
        (known.set_of("weekdays"), _weekday),
        (known.set_of("months"), _month),
        (known.set_of("relative_days") | known.set_of("middays"), _plain),
        (known.set_of("day_parts") | known.set_of("time_units"), _relative),
    )


def _rule_for(words: Words, place: int, rules: Sequence[tuple[frozenset[str], _Rule]]) -> _Rule | None:
    low = words.lows[place]
    if low[:1].isdigit():
        return _digits
    return next((rule for listed, rule in rules if low in listed), None)


def _first(words: Words, place: int, lexicon: Lexicon, found: Sequence[Span]) -> int:
    """Take in what stands before: the day before a month, `last` before a weekday."""
    before = place - 1
    if before < 0 or (found and found[-1][1] > before):
        return place
    low = words.lows[before]
    if low in _RELATIVE and not words.lows[place][:1].isdigit():
        return before
    if words.lows[place] in lexicon.set_of("months"):
        if _is_day(low):
            return before
        if before and low in ("of", "th", "st", "nd", "rd", "er") and _is_day(words.lows[before - 1]):
            return before - 1
        if before > 1 and low == "of" and _is_day(words.lows[before - 2]):
            return before - 2
    return place


def _ago(words: Words, place: int, lexicon: Lexicon) -> int:
    """`four years ago`, `two hours later`: a time, not a count."""
    if words.lows[place] not in lexicon.numbers and not words.lows[place].isdecimal():
        return 0
    unit = words.at(place + 1)
    behind = words.at(place + 2)
    if unit not in lexicon.set_of("time_words") or behind not in lexicon.set_of("time_marks"):
        return 0
    return place + 3


def _plain(words: Words, place: int, _: Lexicon) -> int:
    return min(place + 1, len(words))


def _weekday(words: Words, place: int, lexicon: Lexicon) -> int:
    if words.lows[place] in _NEEDS_CONTEXT:
        return 0
    after = place + 1
    return after + 1 if words.at(after) in lexicon.set_of("day_parts") else after


def _relative(words: Words, place: int, _: Lexicon) -> int:
    return place + 1 if words.at(place - 1) in _RELATIVE else 0


def _month(words: Words, place: int, lexicon: Lexicon) -> int:
    after = place + 1
    has_day = False
    if _is_day(words.at(after)) and not _counts(words, after, lexicon):
        has_day, after = True, after + 1
        if words.at(after) in ("st", "nd", "rd", "th"):
            after += 1
    before = words.at(place - 1)
    if words.lows[place] in _NEEDS_CONTEXT and not (
        words.is_capital(place)
        and (has_day or _is_day(before) or before in _MONTH_CONTEXT or _is_year(words.at(after)))
    ):
        return 0
    if lexicon.language == "en" and not words.is_capital(place):
        return 0
    comma = after + 1 if words.at(after) == "," else after
    return comma + 1 if _is_year(words.at(comma)) else after


def _digits(words: Words, place: int, lexicon: Lexicon) -> int:
    low = words.lows[place]
    after = words.at(place + 1)
    clock = lexicon.set_of("clock_words")
    if low.count("/") == 2 or low == "9/11" or low.count(".") == 2:
        return place + 1
    if ":" in low and low.replace(":", "").isdecimal():
        return _behind_clock(words, place + 1, clock)
    openers = lexicon.set_of("clock_openers")  # à 10 heures; but pendant 24 heures
    if after == "heures" and openers and words.at(place - 1) not in openers:
        return 0
    if after in clock and low.replace(".", "").isdecimal() and len(low.replace(".", "")) <= 4:
        return _behind_clock(words, place + 1, clock)
    if _is_year(low):
        return _year(words, place, lexicon)
    return _hour(words, place, lexicon)


def _hour(words: Words, place: int, lexicon: Lexicon) -> int:
    """`about 9 this morning`, `9 in the morning`, `stopped at 7.58`."""
    low = words.lows[place]
    if low.isdecimal() and int(low) <= _HOURS and words.at(place + 1) in ("this", "in", "on", "yesterday", "tomorrow"):
        behind = words.lows[place + 1 : place + 4]
        part = next((at for at, word in enumerate(behind) if word in lexicon.set_of("day_parts")), -1)
        return place + part + 2 if part >= 0 else 0
    hour, mark, minute = low.partition(".")
    clock = mark and hour.isdecimal() and minute.isdecimal() and len(minute) == 2
    if not clock or int(hour[:3]) > _HOURS or int(minute) > _MINUTES or words.at(place - 1) not in _BEFORE_CLOCK:
        return 0
    closed = words.at(place + 1) in ("", "this", "yesterday", "today", *".,;") and words.at(place - 2) not in _PRICED
    return place + 1 if closed else 0


def _behind_clock(words: Words, place: int, clock: frozenset[str]) -> int:
    while words.at(place) in clock and words.at(place) != "local":
        place += 1
    if words.at(place) == "local" and words.at(place + 1) == "time":
        return place + 2
    return place


def _year(words: Words, place: int, lexicon: Lexicon) -> int:
    """A year, with month and day behind it in the ISO form; not a count of people or things."""
    after = place + 1
    if words.at(after) == "-" and words.touches_next(place) and _is_day(words.at(after + 1)):
        third = after + 2
        return third + 2 if words.at(third) == "-" and _is_day(words.at(third + 1)) else 0
    if words.touches_next(place) and words.at(after) not in {
        ".",
        ",",
        ")",
        ";",
        ":",
        "?",
        "!",
        "]",
        "'",
        '"',
        "”",
        "-",
        "–",
    }:
        return after + 1 if words.at(after) == "s" else 0
    before = words.at(place - 1)
    if before in ("and", "between", "of", "the", "for", "around") and _counts(words, place, lexicon):
        return 0
    ranged = words.at(after) in ("and", "to", "-", "–") and words.at(after + 1)[:1].isdigit()
    if ranged and before not in ("the", "in", "since") and _counts(words, after + 1, lexicon):
        return 0  # between 1500 and 1600 homes
    if before in lexicon.set_of("before_year"):
        return after
    if lexicon.language == "ar":
        return after if before in lexicon.set_of("months") else 0
    return 0 if _counts(words, place, lexicon) or before in ("than", "least", "to", "some", "about") else after


def _counts(words: Words, place: int, lexicon: Lexicon) -> bool:
    """Whether what follows the number is something counted, in the plural."""
    after = words.at(place + 1)
    return after in lexicon.set_of("plurals") or after in lexicon.set_of("person_nouns") or (
        after.endswith("s") and len(after) > 3 and after not in lexicon.set_of("not_counted")
        and not words.is_capital(place + 1) and after not in lexicon.forms
    )  # fmt: skip


def _is_day(low: str) -> bool:
    return low.isdecimal() and len(low) <= 2 and 1 <= int(low) <= 31


def _is_year(low: str) -> bool:
    return len(low) == 4 and low.isdecimal() and 1500 <= int(low) <= 2100
