"""Figures as worded: numbers, ranges, round words and shares, each with what is counted.

Not figures: dates, times, years, ordinals, ages, scores, telephone numbers, and numbers that are names
("flight 218", "Level 3").
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from workbench.claims.counted import is_plural, unit_of
from workbench.claims.digits import ABOUT, Numeral
from workbench.claims.found import Quantity
from workbench.claims.lexicon import Hits, Lexicon
from workbench.claims.numerals import can_start_unlisted, numeral_at
from workbench.claims.words import QUOTE_MARKS, Words

_LARGE: Final = 1000
_OLDEST: Final = 120
_RISING: Final = frozenset("edged rose went climbed crept moved ticked jumped picked".split())
_LISTING: Final = frozenset(("", ",", ";", ":", "and", "with", "including", "plus"))
_COUNTING: Final = frozenset(
    "kill kills arrest arrests arresting killing injure injures injured injuring wounding detain detains detained detaining rescue rescued evacuated "
    "counted lost killed wounded freed found saw seen took captured arrested missed added sold hired".split()
)
_LONE_AFTER: Final = frozenset(
    "from cost all further additional with against whom to at by is was were are reached reaches of now than totalled another all makes made costs leaving sees seeing "
    "just only dont à إلى".split()
)
_PLACED: Final = frozenset("in at from near within among on by".split())
_BEFORE_ELLIPSIS: Final = ("", ",", "that", ";", "and", "whom", "which", "with", "dont", "said", "says")
_OF_TIME: Final = frozenset("previous next coming following within these those".split())
_SIDES: Final = frozenset(
    "countries groups leaders nations campaigns camps teams governments presidents ministers".split()
)
_KEPT_IN: Final = frozenset("hospital custody critical intensive detention".split())
_OF_THEM: Final = frozenset("them whom those these which".split())
_Phrased = dict[int, tuple[int, str]]
_MORE: Final = frozenset(("more", "above", "plus", "greater"))


class Figure(NamedTuple):
    """A quantity, the words that it was read from (first..last, last not included), the name of the rule."""

    quantity: Quantity
    first: int
    last: int
    rule: str = "figure"


class _Bounds(NamedTuple):
    value: float | None
    low: float | None
    high: float | None


def figures(words: Words, lexicon: Lexicon, hits: Hits, taken: Collection[int] = ()) -> list[Figure]:
    """The figures of a sentence in order. `taken` are the words that belong to dates and times."""
    found: list[Figure] = []
    known = lexicon.number_starts
    starts = [place for place, low in enumerate(words.lows) if low in known or can_start_unlisted(low)]
    if not starts:
        return found
    modifiers, behind = _modifiers(hits), _behind(hits)
    read = 0
    for place in starts:
        numeral = numeral_at(words, place, lexicon, taken) if place >= read and place not in taken else None
        if numeral is None:
            continue
        figure = _figure(words, lexicon, numeral, modifiers, behind) if numeral.counts else None
        if figure:
            found.append(_with_unit_of_last(words, lexicon, figure, found))
        read = numeral.last
    return found


def _with_unit_of_last(words: Words, lexicon: Lexicon, figure: Figure, found: Sequence[Figure]) -> Figure:
    """`34 deaths in September compared to four in August`: four deaths."""
    units = [one.quantity.unit for one in found if one.quantity.unit not in (None, "percent")]
    unit = units[-1] if units else None
    if figure.quantity.unit or not unit or not is_plural(unit.lower().split()[-1], lexicon):
        return figure
    before, behind = words.at(figure.first - 1), words.at(figure.last)
    listed = before in _LISTING or words.at(figure.first - 2) == "compared"
    grown = before == "from" and words.at(figure.first - 2) in ("up", "down")
    more = behind in ("more", "fewer") and words.at(figure.last + 1) == "than"
    does = before in _BEFORE_ELLIPSIS and (
        behind in lexicon.set_of("auxiliaries") or lexicon.forms.get(behind) == "past"
    )
    bracketed = before == "(" and behind == ")"
    of_them = behind == "of" and words.at(figure.last + 1) in ("them", "whom")
    if not ((listed and behind in _PLACED) or grown or more or does or bracketed or of_them):
        return figure
    return figure._replace(quantity=replace(figure.quantity, unit=unit))


def _behind(hits: Hits) -> _Phrased:
    """Where "at least" begins -> where it ends, and what it is."""
    return {hit.first: (hit.last, "least") for hit in hits.get("figure.least", ())}


def _modifiers(hits: Hits) -> _Phrased:
    """Where a bounding phrase ends -> where it begins, and what it is."""
    found: _Phrased = {}
    for category, listed in hits.items():
        if category.startswith("figure."):
            for hit in listed:
                longer = hit.first < found.get(hit.last, (hit.last, ""))[0]  # no fewer than, not fewer than
                found[hit.last] = (hit.first, category.partition(".")[2]) if longer else found[hit.last]
    return found


def _figure(words: Words, lexicon: Lexicon, numeral: Numeral, modifiers: _Phrased, behind: _Phrased) -> Figure | None:
    first, kind = modifiers.get(numeral.first, (numeral.first, ""))
    if not kind and lexicon.language == "fr" and "'" in words.lows[numeral.first]:
        first, kind = modifiers.get(numeral.first + 1, (first, ""))  # plus d'une centaine
    if not kind and numeral.first and words.lows[numeral.first - 1] in ("a", "an", "the", "another", "its"):
        first, kind = modifiers.get(numeral.first - 1, (numeral.first, ""))
    bounds = _bounds(numeral, kind)
    if _goes_up(words, numeral.last):
        bounds, kind = _Bounds(bounds.value, bounds.low, None), "least"
        numeral = numeral._replace(last=numeral.last + 2)
    if words.lows[numeral.last : numeral.last + 2] == ["or", "so"]:
        bounds, kind = _bounds(numeral, "about"), "about"
        numeral = numeral._replace(last=numeral.last + 2)
    unit, last = unit_of(words, numeral, lexicon)
    if kind and _is_no_bound(words, lexicon, first, unit):
        bounds, kind = _bounds(numeral, ""), ""
    if _is_period(words, lexicon, first, unit) or _is_definite(words, numeral, unit):
        return None
    if _is_comparison(words, unit, last):
        return None
    if words.at(last) == "old" or (unit is None and _is_age(words, numeral)):
        return None
    if not kind and last in behind and behind[last][1] == "least":  # 25 homes at least
        last, kind = behind[last]
        bounds = _bounds(numeral, kind)
    if unit is None and not kind and not _stands_alone(words, lexicon, numeral, first):
        return None
    text = words.between(first, last)
    return Figure(
        Quantity(bounds.value, bounds.low, bounds.high, unit, text), first, last, _rule(numeral, kind, lexicon)
    )


def _is_period(words: Words, lexicon: Lexicon, first: int, unit: str | None) -> bool:
    """`the previous 12 months`, `the next three weeks`: a time, not a count."""
    return bool(unit) and words.at(first - 1) in _OF_TIME and str(unit).lower() in lexicon.set_of("time_words")


def _is_comparison(words: Words, unit: str | None, last: int) -> bool:
    """`three times higher than expected` counts nothing."""
    return unit == "times" and (words.at(last).endswith("er") or words.at(last) in ("more", "less"))


def _is_definite(words: Words, numeral: Numeral, unit: str | None) -> bool:
    """`between the two countries`, `both of the two groups`: two that everybody knows of, not counted anew."""
    known = words.at(numeral.first - 1) in ("the", "these", "those") and numeral.value == 2
    return known and (unit or "").lower() in _SIDES


def _rule(numeral: Numeral, kind: str, lexicon: Lexicon) -> str:
    """The name of what read the figure: how it is bounded, or how it is written."""
    if kind:
        return f"figure.{kind}"
    if numeral.value is None:
        return "round words" if numeral.worded else "range"
    return "share" if (numeral.unit or "").startswith("share") else "number"


def _bounds(numeral: Numeral, kind: str) -> _Bounds:
    value, low, high = numeral.value, numeral.low, numeral.high
    if value is None:
        return _Bounds(None, low, None if kind in ("least", "over") else high)
    match kind:
        case "least" | "over":
            return _Bounds(value, value, None)
        case "most" | "under":
            return _Bounds(value, None, value)
        case "near":
            return _Bounds(value, round(value * (1 - ABOUT), 6), value)
        case "about":
            return _Bounds(value, round(value * (1 - ABOUT), 6), round(value * (1 + ABOUT), 6))
        case _:
            return _Bounds(value, low, high)


def _goes_up(words: Words, last: int) -> bool:
    """`50 or more`."""
    return words.lows[last : last + 1] == ["or"] and last + 1 < len(words) and words.lows[last + 1] in _MORE


def _stands_alone(words: Words, lexicon: Lexicon, numeral: Numeral, first: int) -> bool:
    """Whether a number that counts nothing named is a figure all the same: `the toll rose to 44`, `dozens`."""
    if numeral.value is None or (words.at(numeral.last) == "of" and words.at(numeral.last + 1) in _OF_THEM):
        return numeral.value != 1
    before = words.lows[first - 1] if first else ""
    if _is_elliptic(words, lexicon, numeral, before):
        return True
    if not words.lows[numeral.first][:1].isdigit() or (
        first and words.is_name(first - 1) and before not in _LONE_AFTER
    ):
        return False
    after = words.lows[numeral.last] if numeral.last < len(words) else ""
    does = after in lexicon.set_of("auxiliaries") or lexicon.forms.get(after) == "past" or after == "("
    large = numeral.value >= _LARGE and words.lows[numeral.first][:4] != words.lows[numeral.first]
    return before in _LONE_AFTER or does or large or numeral.last - numeral.first > 1


def _is_age(words: Words, numeral: Numeral) -> bool:
    """`She is 34`, `who was just 19`."""
    at = numeral.first - 1
    while words.at(at) in ("just", "only", "now", "about", "nearly"):
        at -= 1
    return words.at(at) in ("is", "was") and words.at(at - 1) in ("he", "she", "who") and (numeral.value or 120) < 120


def _is_elliptic(words: Words, lexicon: Lexicon, numeral: Numeral, before: str) -> bool:
    """A number whose noun was said before: `…, five refused`, `17 in all`, `five more than allowed`, `5.75`."""
    behind = words.lows[numeral.last : numeral.last + 2]
    if behind == ["in", "all"] or behind in (["more", "than"], ["fewer", "than"]):
        return True
    if "." in words.lows[numeral.first] and words.lows[numeral.first][0].isdigit():
        return True
    if _in_a_list(words, numeral, before) or (before == "+" and words.at(numeral.first - 2) == "("):
        return True
    if before == "(" and words.at(numeral.last) == ")":
        return (numeral.value or 0) > _OLDEST and not _is_year_like(words, numeral)
    if before == "as" and not lexicon.set_of("toll_words").isdisjoint(words.lows[: numeral.first]):
        return True  # put the number of dead at the market as 11
    closed = words.at(numeral.last) in ("", "in", "at", "on", *".;!?,", *QUOTE_MARKS)
    if _is_there(words, lexicon, numeral) or (before in ("to", "with") and words.at(numeral.first - 2) == "compared"):
        return (numeral.value or 0) > 1
    if closed and before in _COUNTING and words.at(numeral.first - 2) not in ("he", "she"):
        return True
    if closed and before == "," and words.lows[numeral.first][:1].isdigit() and (numeral.value or 0) > _OLDEST:
        return True  # organisers claimed 5,000; the ministry, 800
    if behind[:1] and behind[0].endswith("ly") and before in _BEFORE_ELLIPSIS:
        behind = words.lows[numeral.last + 1 : numeral.last + 3]  # four reportedly died
    if before.startswith("عدد") or (before == "أصل" and words.at(numeral.first - 2) == "من"):
        return True  # their number is 19; of 31
    if before == "of" and words.at(numeral.first - 2) in lexicon.set_of("toll_words"):
        return (numeral.value or 0) > 1  # gave a higher figure of eight
    does = behind[:1] and (
        behind[0] in lexicon.set_of("auxiliaries")
        or lexicon.forms.get(behind[0]) == "past"
        or behind[0] in lexicon.set_of("collective")
    )
    return bool(does) and before in _BEFORE_ELLIPSIS and (numeral.value or 0) > 1


def _is_year_like(words: Words, numeral: Numeral) -> bool:
    """`(1914)` is a year as likely as a count."""
    low = words.lows[numeral.first]
    return len(low) == 4 and low.isdecimal() and low[:2] in ("18", "19", "20")


def _is_there(words: Words, lexicon: Lexicon, numeral: Numeral) -> bool:
    """`There are currently 22 in critical care`."""
    if words.at(numeral.last) not in ("in", "at", "on", "under", "."):
        return False
    at = numeral.first - 1
    while words.at(at) in lexicon.set_of("adverbs"):
        at -= 1
    return words.at(at) in lexicon.set_of("be") and words.at(at - 1) == "there"


def _in_a_list(words: Words, numeral: Numeral, before: str) -> bool:
    """`12 in Lund and four in Kelsby`; `Lund 412, Kelsby 88`: two names with numbers, which no score and no model is."""
    behind = words.at(numeral.last)
    if before in _LISTING and behind in ("in", "at", "from", "near") and (numeral.value or 0) > 1:
        following = numeral.last + 1 + (words.at(numeral.last + 1) == "the")
        return following < len(words) and (words.is_name(following) or words.lows[following] in _KEPT_IN)
    if not _named(words, numeral.first):
        return False
    return any(at != numeral.first and _named(words, at) for at in range(1, len(words)))


def _named(words: Words, at: int) -> bool:
    """Whether a number of two digits and more stands between a name and a mark."""
    low = words.lows[at]
    closed = words.at(at + 1) in (",", ";", ".", "(", "and", "")
    return low[:1].isdigit() and len(low) > 1 and at > 0 and words.is_name(at - 1) and closed


def _is_no_bound(words: Words, lexicon: Lexicon, first: int, unit: str | None) -> bool:
    """`7 percent over two years`, `edged up to 6.2%`: the phrase belongs to the clause, not to the figure."""
    if words.at(first) == "over" and first and words.lows[first - 1] not in ("for", "of"):
        return bool(unit) and str(unit).split()[-1].lower() in lexicon.set_of("time_words")
    return words.lows[first : first + 2] == ["up", "to"] and words.at(first - 1) in _RISING
