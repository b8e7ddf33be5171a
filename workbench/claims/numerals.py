"""Reads one number where it stands: digits of any script, number words, round words, ranges, shares."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from workbench.claims.lexicon import Lexicon
from workbench.claims.words import Words

CURRENCIES: Final = frozenset("$£€¥₹₺₽₪₩")
_GROUP_MARKS: Final = ",٬\u00a0\u202f'’"
_DECIMAL_MARKS: Final = ".٫"
_ORDINAL_ENDS: Final = frozenset("st nd rd th s er ère ème".split())
_MEASURES_TOUCHING: Final = frozenset(
    "km kg mm cm m mph kph kmh ft in lb lbs c f pc p bps mw gw kw hrs hr min mins sq ha tn mn bn k g l t %".split()
)
_LONGEST_DIGITS: Final = 20
_SKIPPED_ONES: Final = frozenset("no any every each this that the only which another".split())
_AFTER_ONE: Final = frozenset(
    "of another day in more thing way side hand point step who that whose which can could is was has and or to for at "
    "from on 's reason example final last time could among".split()
)


@dataclass(frozen=True)
class Numeral:
    """A number read: words first..last. `value` None for a range or a round word; `other` for a two-part range.

    `counts` is false for numbers that are no figures: ordinals, ages, scores, telephone numbers, names.
    """

    first: int
    last: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None = None
    counts: bool = True
    other: bool = False


def numeral_at(words: Words, place: int, lexicon: Lexicon, taken: Collection[int] = ()) -> Numeral | None:
    """The number that begins at a word, with the range that it opens; None where no number begins."""
    one = _one_at(words, place, lexicon)
    if one is None:
        return None
    if not one.counts or one.value is None:
        return one
    if _low(words, one.last) == "in" and one.value and (share := _one_in_many(words, one, lexicon)):
        return share
    return _ranged(words, one, lexicon, taken)


def _one_at(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    low = words.lows[place]
    if low not in lexicon.number_starts and not low[:1].isdigit() and "-" not in low and low not in CURRENCIES:
        return None
    if low in CURRENCIES and place + 1 < len(words) and words.lows[place + 1][:1].isdigit():
        found = _digits_at(words, place + 1, lexicon, currency=low)
        return replace(found, first=place) if found else None
    if low[:1].isdigit():
        return _digits_at(words, place, lexicon)
    if not low[:1].isalpha():
        return None
    return _vague_at(words, place, lexicon) or _worded_at(words, place, lexicon) or _share_at(words, place, lexicon)


def _one_in_many(words: Words, one: Numeral, lexicon: Lexicon) -> Numeral | None:
    """`one in five services`."""
    many = _one_at(words, one.last + 1, lexicon) if one.last + 1 < len(words) else None
    if one.value is None or many is None or not many.counts or not many.value or many.value <= one.value or many.unit:
        return None
    if not is_share(one.value, many.value) or _low(words, many.last) in lexicon.set_of("months"):
        return None
    return _exact(
        one.first, many.last, one.value / many.value, f"share of {_shared(words, many.last, lexicon)}".strip()
    )


def is_share(part: float, whole: float) -> bool:
    """Whether "A in B" reads as a share: one in five, nine in ten; not `killed 20 in 2014`."""
    return part < 10 and whole in (2, 3, 4, 5, 6, 7, 8, 10, 20, 50, 100, 1000)


def _exact(first: int, last: int, value: float, unit: str | None = None) -> Numeral:
    return Numeral(first, last, value, value, value, unit)


def _nothing(first: int, last: int) -> Numeral:
    return Numeral(first, last, None, None, None, counts=False)


def _low(words: Words, place: int) -> str:
    return words.lows[place] if 0 <= place < len(words) else ""


def digits_value(low: str, *, decimal_comma: bool = False) -> float | None:
    """The value of a run of digits with its marks: "5,000", "1.2", "١٬٢٠٠", "1 200"; None for "10:30", "1/2"."""
    if len(low) > _LONGEST_DIGITS or ":" in low or "/" in low:
        return None
    if decimal_comma and low.count(",") == 1 and "." not in low:
        low = low.replace(",", ".")
    whole, mark, rest = low, "", ""
    for decimal in _DECIMAL_MARKS:
        if decimal in low:
            whole, mark, rest = low.partition(decimal)
            break
    groups = whole
    for group in _GROUP_MARKS:
        groups = groups.replace(group, ",")
    parts = groups.split(",")
    if not all(part.isdecimal() for part in parts) or (mark and not rest.isdecimal()):
        return None
    if len(parts) > 1 and any(len(part) not in (2, 3) for part in parts[1:]):
        return None
    return float("".join(parts) + (f".{rest}" if rest else ""))


def _digits_at(words: Words, place: int, lexicon: Lexicon, currency: str | None = None) -> Numeral | None:
    value = digits_value(words.lows[place], decimal_comma=lexicon.language == "fr")
    last = place + 1
    if value is None or (_is_name_or_code(words, place, lexicon) and not currency):
        return _nothing(place, last)
    if words.touches_next(place):
        touching = _touching(words, place, lexicon, value, currency)
        if touching:
            return touching
    if _low(words, last) in lexicon.multiples and _low(words, last) not in ("m", "k"):
        value *= lexicon.multiples[words.lows[last]]
        last += 1
    return _exact(place, last, value, currency)


def _touching(words: Words, place: int, lexicon: Lexicon, value: float, currency: str | None) -> Numeral | None:
    """What is written right behind the digits, without a blank: 5m, 44%, 20th, 19-year-old, 2-1."""
    after = _low(words, place + 1)
    last = place + 2
    if after in ("%", "٪"):
        return _exact(place, last, value, "percent")
    if after == "+":
        return Numeral(place, last, value, value, None, currency)
    if after in lexicon.multiples and (currency or after != "m" or _low(words, last)[-1:] == "s"):
        return _exact(place, last, value * lexicon.multiples[after], currency)
    if after in ("-", "–", "‑") and words.touches_next(place + 1):
        return _hyphenated(words, place, lexicon, value, currency)
    if after in _ORDINAL_ENDS:
        return _nothing(place, last)
    if after in _MEASURES_TOUCHING:
        return _exact(place, last, value, "percent" if after == "pc" else words.between(place + 1, last))
    if after[:1].isalpha():
        return _nothing(place, last)
    return None


def _hyphenated(words: Words, place: int, lexicon: Lexicon, value: float, currency: str | None) -> Numeral:
    """`5-7 people` is a range; `2-1` a score; `19-year-old` an age."""
    other = _low(words, place + 2)
    high = digits_value(other) if other[:1].isdigit() else None
    after = _low(words, place + 3)
    if high is None or high <= value or not (after[:1].isalpha() or after == "%" or currency):
        return _nothing(place, place + 3)
    unit = "percent" if after == "%" else currency
    return Numeral(place, place + (4 if after == "%" else 3), None, value, high, unit)


def _is_name_or_code(words: Words, place: int, lexicon: Lexicon) -> bool:
    low, before = words.lows[place], _low(words, place - 1)
    if low[0] == "0" and len(low) > 1 and low[1].isdigit():
        return True
    neighbours = (before, _low(words, place + 1))
    if any(beside[:1].isdigit() for beside in neighbours) or before in ("#", "+", "aged", "age", "/"):
        return True
    if before in lexicon.set_of("labels") or (before == "." and _low(words, place - 2) in ("no", "nos")):
        return True
    return before == "," and _low(words, place + 1) in (",", ".", ")") and place > 1 and words.is_capital(place - 2)


def _vague_at(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    """`dozens`, `tens of thousands`, `several hundred`."""
    low = words.lows[place]
    pair = f"{low} {_low(words, place + 1)}"
    for written, behind in ((pair, place + 2), (low, place + 1)):
        if written in lexicon.vague_times:
            at = behind + 1 if _low(words, behind) in ("of", "de") else behind
            times, last = _multiple(words, at, lexicon)
            if last > at:
                low_bound, high_bound = lexicon.vague_times[written]
                return Numeral(place, last, None, low_bound * times, high_bound * times)
    if low not in lexicon.vague or (low == "scores" and _low(words, place + 1) != "of"):
        return None
    return Numeral(place, place + 1, None, *lexicon.vague[low])


def _multiple(words: Words, place: int, lexicon: Lexicon) -> tuple[float, int]:
    """The product of the multiples from a place on, plurals too: hundred thousands."""
    times, at = 1.0, place
    while at < place + 3:
        low = _low(words, at)
        known = lexicon.multiples.get(low) or lexicon.multiples.get(low.removesuffix("s"))
        if known is None or len(low) < 3:
            break
        times *= known
        at += 1
        if _low(words, at) in ("of", "de") and _low(words, at + 1).removesuffix("s") in lexicon.multiples:
            at += 1
    return times, at


def _worded_at(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    """`forty-four`, `two hundred and fifty`, `a dozen`, `half a million`."""
    low = words.lows[place]
    if low in ("a", "an", "half", "un", "une") and _times_a(words, place, lexicon):
        return _times_a(words, place, lexicon)
    if low in lexicon.multiples and len(low) > 3 and words.lows[place + 1 : place + 2] != ["of"]:
        return _exact(place, place + 1, lexicon.multiples[low])
    total, at = 0.0, place
    while at < place + 10:
        value = _small(_low(words, at), lexicon)
        if value is not None and (at == place or (total % 100 == 0 and total) or (total % 100 >= 20 and value < 10)):
            total += value
        elif at > place and _low(words, at) in lexicon.multiples and len(_low(words, at)) > 2:
            total = _multiplied(total, lexicon.multiples[words.lows[at]])
        elif at > place and total >= 100 and _low(words, at) in ("and", "et") and _small(_low(words, at + 1), lexicon):
            pass
        else:
            break
        at += 1
    if at == place:
        return None
    return _nothing(place, at) if total == 1 and _is_no_count(words, place, lexicon) else _exact(place, at, total)


def _times_a(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    half = words.lows[place] == "half"
    at = place + 1 + (half and _low(words, place + 1) in ("a", "an"))
    low = _low(words, at)
    if low not in lexicon.multiples or len(low) < 3:
        return None
    return _exact(place, at + 1, lexicon.multiples[low] * (0.5 if half else 1))


def _multiplied(total: float, times: float) -> float:
    """two hundred thousand: 200 × 1000; one thousand two hundred: 1000 + 200."""
    tail = total % 1000 if times == 100 else total
    return total - tail + (tail or 1) * times


def _small(low: str, lexicon: Lexicon) -> float | None:
    if low in lexicon.numbers:
        return lexicon.numbers[low]
    tens, mark, ones = low.partition("-")
    if mark and tens in lexicon.numbers and lexicon.numbers.get(ones, 10) < 10 <= lexicon.numbers[tens]:
        return lexicon.numbers[tens] + lexicon.numbers[ones]
    return None


def _is_no_count(words: Words, place: int, lexicon: Lexicon) -> bool:
    """`one of them`, `no one`, `one day`: not a count of one."""
    after = _low(words, place + 1)
    return (
        _low(words, place - 1) in _SKIPPED_ONES
        or (after in _AFTER_ONE and not (after == "in" and _small(_low(words, place + 2), lexicon)))
        or not after[:1].isalpha()
        or (after in lexicon.set_of("not_counted") and after != "in")
    )


def _share_at(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    """`a third of`, `two-thirds`, `half of`; only with `of` behind it, or "a third" might be the third one."""
    low = words.lows[place]
    times, _, part = low.rpartition("-")
    if part in lexicon.fractions and (not times or times in lexicon.numbers):
        share = lexicon.fractions[part] * lexicon.numbers.get(times, 1.0)
        first = place - 1 if _low(words, place - 1) in ("a", "one") and not times else place
        known = times or part in ("half",) or first < place
        if known and _low(words, place + 1) == "of":
            return _exact(place, place + 1, share, f"share of {_shared(words, place + 2, lexicon)}".strip())
    return None


def _shared(words: Words, place: int, lexicon: Lexicon) -> str:
    while _low(words, place) in lexicon.set_of("determiners"):
        place += 1
    last = place
    while (
        last < min(len(words), place + 3)
        and words.lows[last][:1].isalpha()
        and words.lows[last] not in lexicon.set_of("not_counted")
    ):
        last += 1
    return words.between(place, last) if last > place else ""


def _ranged(words: Words, one: Numeral, lexicon: Lexicon, taken: Collection[int]) -> Numeral:
    """`between 5 and 7`, `5 to 7 people`, `40 or 50`: a range if the second number is the greater."""
    joiner = _low(words, one.last)
    at = one.last + 1
    opened = _low(words, one.first - 1) in lexicon.set_of("range_openers")
    joined = joiner in lexicon.set_of("range_joiners") if not opened else joiner in lexicon.set_of("between_joiners")
    if not joined or at >= len(words) or at in taken:
        return one
    other = _one_at(words, at, lexicon)
    if other is None or not other.counts or other.value is None or one.value is None or other.value <= one.value:
        return one
    if not opened and (one.unit or other.unit) and one.unit == other.unit and one.unit not in CURRENCIES:
        return one
    if _low(words, one.first - 1) in lexicon.set_of("change_openers"):
        return one
    first = one.first - 1 if opened else one.first
    return Numeral(first, other.last, None, one.value, other.value, other.unit or one.unit, other=True)
