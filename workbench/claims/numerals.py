"""Reads one number where it stands, in digits or words, and the range or share that it opens."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from workbench.claims.arabic_numbers import joined_digits
from workbench.claims.digits import CURRENCIES, CURRENCY_CODES, Numeral, digits_at, exact, no_figure
from workbench.claims.lexicon import Lexicon
from workbench.claims.number_words import share_at, shared_noun, vague_at, worded_at
from workbench.claims.words import Words

_MINUS = ("-", "−", "–")
_BELOW_ZERO = ("c", "f", "percent")
_BRANDS = frozenset("news network live".split())  # Ten News, Five Live


def numeral_at(words: Words, place: int, lexicon: Lexicon, taken: Collection[int] = ()) -> Numeral | None:
    """The number that begins at a word, with the range that it opens; None where no number begins."""
    one = _one_at(words, place, lexicon)
    if one is None:
        return None
    if not one.counts or one.value is None:
        return one
    return _one_in_many(words, one, lexicon) or _ranged(words, one, lexicon, taken)


def can_start_number(low: str, lexicon: Lexicon) -> bool:
    """Whether a word can begin a number at all; asked of every word, so it asks little."""
    return low in lexicon.number_starts or can_start_unlisted(low)


@lru_cache(maxsize=20_000)
def can_start_unlisted(low: str) -> bool:
    """Whether a word that is in no list can: digits, `forty-four`, `$`."""
    return (
        low[:1].isdigit()
        or low[-1:].isdigit()
        or "-" in low
        or low in CURRENCIES
        or low in CURRENCY_CODES
        or low in _MINUS
    )


def _one_at(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    low = words.lows[place]
    if not can_start_number(low, lexicon):
        return None
    if low in CURRENCIES and place + 1 < len(words) and words.lows[place + 1][:1].isdigit():
        found = digits_at(words, place + 1, lexicon, currency=low)
        return found._replace(first=place) if found else None
    if low in CURRENCY_CODES and words.at(place + 1)[:1].isdigit():
        found = digits_at(words, place + 1, lexicon, currency=CURRENCY_CODES[low])
        return found._replace(first=place) if found else None
    if low[:1].isdigit():
        return digits_at(words, place, lexicon)
    if low in _MINUS and words.touches_next(place) and not words.touches_next(place - 1):
        return _below_zero(words, place, lexicon) if words.at(place + 1)[:1].isdigit() else None
    if not low[:1].isalpha():
        return None
    if words.at(place + 1) in _BRANDS and words.is_capital(place) and words.is_capital(place + 1):
        return no_figure(place, place + 2)
    if lexicon.language == "ar" and low[-1:].isdecimal() and (value := joined_digits(low)):
        return exact(place, place + 1, value)
    return vague_at(words, place, lexicon) or worded_at(words, place, lexicon) or share_at(words, place, lexicon)


def _below_zero(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    """`-6C`: a dash before a temperature or a share is a minus; before anything else it is a dash."""
    found = digits_at(words, place + 1, lexicon)
    if found is None or found.value is None or (found.unit or "").lower() not in _BELOW_ZERO:
        return None
    return exact(place, found.last, -found.value, found.unit)


def _one_in_many(words: Words, one: Numeral, lexicon: Lexicon) -> Numeral | None:
    """`one in five services`, `nine out of ten voters`."""
    between = words.lows[one.last : one.last + 2]
    at = one.last + (2 if between == ["out", "of"] else 1)
    if between[:1] not in (["in"], ["out"]) or at >= len(words) or one.value is None:
        return None
    many = _one_at(words, at, lexicon)
    if many is None or not many.counts or not many.value or many.value <= one.value or many.unit:
        return None
    if not _is_share(one.value, many.value) or words.at(many.last) in lexicon.set_of("months"):
        return None
    return exact(
        one.first, many.last, one.value / many.value, f"share of {shared_noun(words, many.last, lexicon)}".strip()
    )


def _is_share(part: float, whole: float) -> bool:
    """Whether "A in B" reads as a share: one in five, nine in ten; not `killed 20 in 2014`."""
    return part < 10 and whole in (2, 3, 4, 5, 6, 7, 8, 10, 20, 50, 100, 1000)


def _ranged(words: Words, one: Numeral, lexicon: Lexicon, taken: Collection[int]) -> Numeral:
    """`between 5 and 7`, `5 to 7 people`, `40 or 50`: a range if the second number is the greater."""
    joiner = words.at(one.last)
    at = one.last + 1
    opened = words.at(one.first - 1) in lexicon.set_of("range_openers")
    high = joined_digits(joiner) if opened and lexicon.language == "ar" else None
    if high and one.value is not None and high > one.value:
        return _joined_arabic(words, one, high, lexicon)
    joined = joiner in lexicon.set_of("range_joiners") if not opened else joiner in lexicon.set_of("between_joiners")
    if not joined or at >= len(words) or at in taken:
        return one
    other = _one_at(words, at, lexicon)
    if other is None or not other.counts or other.value is None or one.value is None or other.value <= one.value:
        return one
    if not opened and (one.unit or other.unit) and one.unit == other.unit and one.unit not in CURRENCIES:
        return one
    if one.unit and other.unit != one.unit and not opened:
        return one  # dropped 1.1% to 26.84, jumped 75% to £5.9m
    if words.at(one.first - 1) in lexicon.set_of("change_openers"):
        return one
    first = one.first - 1 if opened else one.first
    if low := _shared_multiple(words, one, other, lexicon):
        return Numeral(first, other.last, None, low, other.value, other.unit or one.unit)
    return Numeral(first, other.last, None, one.value, other.value, other.unit or one.unit)


def _shared_multiple(words: Words, one: Numeral, other: Numeral, lexicon: Lexicon) -> float | None:
    """`two to three hundred`, `1.2 to 1.4 million`: the multiple of the second number is the first one's too."""
    times = lexicon.multiples.get(words.lows[other.last - 1], 0.0)
    if one.value is None or other.value is None or words.lows[one.last - 1] in lexicon.multiples:
        return None
    low = one.value * times
    return low if one.value < times and low < other.value else None


def _joined_arabic(words: Words, one: Numeral, high: float, lexicon: Lexicon) -> Numeral:
    """`بين 15 و20 ألف شخص`."""
    times = lexicon.multiples.get(words.at(one.last + 1), 1.0)
    last = one.last + (2 if times > 1 else 1)
    low = one.value if one.value is not None else high
    return Numeral(one.first - 1, last, None, low * times if low < 1000 else low, high * times, one.unit)
