"""Numbers in words: "forty-four", "two hundred and fifty", "dozens", "tens of thousands", "a third of"."""

from __future__ import annotations

from typing import Final

from workbench.claims.arabic_numbers import arabic_at
from workbench.claims.counted import is_plural
from workbench.claims.digits import Numeral, exact, no_figure
from workbench.claims.french_numbers import french_at
from workbench.claims.lexicon import Lexicon
from workbench.claims.words import QUOTE_MARKS, Words

_LONGEST_SHARED: Final = 4
_SKIPPED_ONES: Final = frozenset("no not any every each this that the only which another".split())
_AFTER_ONE: Final = frozenset(
    "of another day in more piece thing way side hand point step end part place moment corner who that whose which can could is was has and or to for at "
    "from on 's reason example final last time among".split()
)


def vague_at(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    """`dozens`, `tens of thousands`, `several hundred`."""
    low = words.lows[place]
    pair = f"{low} {words.at(place + 1)}"
    for written, behind in ((pair, place + 2), (low, place + 1)):
        if written in lexicon.vague_times:
            at = behind + 1 if words.at(behind) in ("of", "de") else behind
            times, last = _multiple(words, at, lexicon)
            if last > at:
                low_bound, high_bound = lexicon.vague_times[written]
                return Numeral(place, last, None, low_bound * times, high_bound * times, worded=True)
    if pair in lexicon.vague:
        return Numeral(place, place + 2, None, *lexicon.vague[pair], worded=True)
    if low not in lexicon.vague or (low == "scores" and _is_result(words, place)):
        return None
    return Numeral(place, place + 1, None, *lexicon.vague[low], worded=True)


def _is_result(words: Words, place: int) -> bool:
    """`the scores of matches`, `scores rose`: no round number of anything."""
    games = ("matches", "games", "tests", "exams", "the")
    return words.at(place + 1) != "of" or words.at(place + 2) in games or words.at(place - 1) in ("the", "credit")


def _multiple(words: Words, place: int, lexicon: Lexicon) -> tuple[float, int]:
    """The product of the multiples from a place on, plurals too: hundred thousands."""
    times, at = 1.0, place
    while at < place + 3:
        low = words.at(at)
        known = lexicon.multiples.get(low) or lexicon.multiples.get(low.removesuffix("s"))
        if known is None or len(low) < 3:
            break
        times *= known
        at += 1
        if words.at(at) in ("of", "de") and words.at(at + 1).removesuffix("s") in lexicon.multiples:
            at += 1
    return times, at


def worded_at(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    """`forty-four`, `two hundred and fifty`, `a dozen`, `half a million`."""
    low = words.lows[place]
    if words.at(place - 1) in lexicon.set_of("labels") and low in lexicon.numbers:
        return no_figure(place, place + 1)
    if lexicon.language == "fr":
        return french_at(words, place, lexicon)
    if lexicon.language == "ar":
        return arabic_at(words, place, lexicon)
    if low in ("a", "an", "half", "un", "une") and _times_a(words, place, lexicon):
        return _times_a(words, place, lexicon)
    if low in lexicon.multiples and len(low) > 3 and words.lows[place + 1 : place + 2] != ["of"]:
        return exact(place, place + 1, lexicon.multiples[low])
    if low in lexicon.numbers and words.lows[place + 1 : place + 4] == ["and", "a", "half"]:
        return exact(place, place + 4, lexicon.numbers[low] + 0.5)
    parts = _parts_at(words, place, lexicon)
    if parts:
        return parts
    total, at = 0.0, place
    while at < place + 10:
        value = small_number(words.at(at), lexicon)
        if value is not None and (at == place or _takes(total, value)):
            total += value
        elif at > place and words.at(at) in lexicon.multiples and len(words.at(at)) > 2:
            total = _multiplied(total, lexicon.multiples[words.lows[at]])
        elif at > place and total >= 100 and words.at(at) in ("and", "et") and small_number(words.at(at + 1), lexicon):
            pass
        else:
            break
        at += 1
    if at == place:
        return None
    return no_figure(place, at) if total == 1 and _is_no_count(words, place, lexicon) else exact(place, at, total)


def _parts_at(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    """`two thirds of the crew` is a share; `by three quarters` counts nothing."""
    part = words.at(place + 1)
    if part not in lexicon.fractions or not part.endswith("s") or words.lows[place] not in lexicon.numbers:
        return None
    if words.at(place + 2) != "of":
        return no_figure(place, place + 2)
    noun = shared_noun(words, place + 3, lexicon)
    if not noun or noun in ("point", "hour"):
        return no_figure(place, place + 2)
    return exact(place, place + 2, lexicon.numbers[words.lows[place]] * lexicon.fractions[part], f"share of {noun}")


def _takes(total: float, value: float) -> bool:
    """Whether a number word goes on with a number: twenty + one, two hundred + fifty."""
    return bool(total) and (total % 100 == 0 or (total % 100 >= 20 and value < 10))


def _times_a(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    half = words.lows[place] == "half"
    at = place + 1 + (half and words.at(place + 1) in ("a", "an"))
    low = words.at(at)
    if low not in lexicon.multiples or len(low) < 3:
        return None
    return exact(place, at + 1, lexicon.multiples[low] * (0.5 if half else 1))


def _multiplied(total: float, times: float) -> float:
    """two hundred thousand: 200 × 1000; one thousand two hundred: 1000 + 200."""
    tail = total % 1000 if times == 100 else total
    return total - tail + (tail or 1) * times


def small_number(low: str, lexicon: Lexicon) -> float | None:
    if low in lexicon.numbers:
        return lexicon.numbers[low]
    tens, mark, ones = low.partition("-")
    if mark and tens in lexicon.numbers and lexicon.numbers.get(ones, 10) < 10 <= lexicon.numbers[tens]:
        return lexicon.numbers[tens] + lexicon.numbers[ones]
    return None


def _is_no_count(words: Words, place: int, lexicon: Lexicon) -> bool:
    """`one of them`, `no one`, `one day`: not a count of one."""
    after = words.at(place + 1)
    return (
        (words.at(place - 1) in _SKIPPED_ONES and not _opens_clause(words, place, lexicon))
        or words.at(place - 1).endswith("est")  # the strongest one
        or after.endswith("'s")  # one man's whereabouts
        or words.at(place - 1) == "as"  # as one voter put it
        or (words.at(place - 1) in ("says", "said") and words.at(place - 2) in (",", *QUOTE_MARKS))
        or (after in _AFTER_ONE and not (after == "in" and small_number(words.at(place + 2), lexicon)))
        or not after[:1].isalpha()
        or (after in lexicon.set_of("not_counted") and after != "in")
    )


def _opens_clause(words: Words, place: int, lexicon: Lexicon) -> bool:
    """`confirmed that one person had died`: the word before opens what was said, and points at nobody."""
    return words.at(place - 1) == "that" and lexicon.forms.get(words.at(place - 2)) in ("past", "third")


def share_at(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    """`a third of`, `two-thirds`, `half of`; only with `of` behind it, or "a third" might be the third one."""
    low = words.lows[place]
    times, _, part = low.rpartition("-")
    if part in lexicon.fractions and (not times or times in lexicon.numbers):
        share = lexicon.fractions[part] * lexicon.numbers.get(times, 1.0)
        first = place - 1 if words.at(place - 1) in ("a", "one") and not times else place
        ordered = words.at(place - 1) in ("first", "second", "other", "latter", "top", "bottom")
        known = (times or part == "half" or first < place) and not ordered
        noun = shared_noun(words, place + 2, lexicon) if known and words.at(place + 1) == "of" else ""
        if noun:
            return exact(place, place + 1, share, f"share of {noun}")
    return None


def shared_noun(words: Words, place: int, lexicon: Lexicon) -> str:
    """What a share is of: the noun at a place, up to its plural."""
    while words.at(place) in lexicon.set_of("determiners"):
        place += 1
    last = place
    while last < place + _LONGEST_SHARED and words.at(last)[:1].isalpha():
        if words.at(last) in lexicon.set_of("not_counted"):
            break
        last += 1
        if is_plural(words.at(last - 1), lexicon):
            break
    return words.between(place, last) if last > place else ""
