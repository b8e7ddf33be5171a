"""What a figure counts: the noun behind it, or what stands before it ("the death toll rose to 44")."""

from __future__ import annotations

from typing import Final

from workbench.claims.digits import CURRENCIES, Numeral
from workbench.claims.lexicon import Lexicon
from workbench.claims.words import LONGEST_WORD, QUOTE_MARKS, Words

_LONGEST: Final = 5
_REACH_BACK: Final = 8
_REACH_BACK_NUMBER: Final = 18
_BRINGING: Final = frozenset("bringing brings brought bring taking takes took".split())
_PLAIN_TOLLS: Final = frozenset("rate number figure figures count total tally score".split())
_COUNTED_BY: Final = frozenset("people population residents inhabitants births".split())
_NO_MEN: Final = frozenset("amen omen specimen regimen abdomen acumen semen ramen yemen".split())
_NOT_PLURAL_ENDS: Final = ("ss", "us", "is", "'s")


def unit_of(words: Words, numeral: Numeral, lexicon: Lexicon) -> tuple[str | None, int]:
    """The unit of a number and the place behind it; (None, behind the number) where nothing is counted."""
    if numeral.unit:
        return numeral.unit, numeral.last
    at = numeral.last
    percent = _percent(words, at)
    if percent:
        return percent
    rate = _rate(words, at)
    if rate:
        return rate
    if words.at(numeral.first - 1) == "magnitude":
        return "magnitude", numeral.last
    first = _passed_of(words, at, lexicon)
    if words.at(first) in QUOTE_MARKS and numeral.last == first and not words.touches_next(first - 1):
        first += 1  # three "spies"
    if words.at(first) == "more" and is_plural(words.at(first + 1), lexicon):
        first += 1  # four more people
    last = _noun_end(words, first, numeral, lexicon)
    if last > first:
        if words.at(last) == "/" and words.touches_next(last) and words.at(last + 1).isalpha():
            last += 2  # km/h
        unit = words.between(first, last)
        return (unit[2:] if lexicon.language == "fr" and unit[:2] in ("d'", "d’") else unit), last
    return _group_before(words, numeral, lexicon) or _unit_before(words, numeral, lexicon) or _unit_of_next(
        words, numeral, lexicon
    ), numeral.last


def _percent(words: Words, at: int) -> tuple[str, int] | None:
    low = words.at(at)
    if low in ("percent", "%", "٪", "pc", "percentage"):
        point = low == "percentage" and words.at(at + 1) in ("point", "points")
        return ("percentage points", at + 2) if point else ("percent", at + 1)
    if low in ("per", "pour") and words.at(at + 1) in ("cent", "cents"):
        return "percent", at + 2
    if low in ("بالمئة", "بالمائة"):
        return "percent", at + 1
    return ("percent", at + 2) if low == "في" and words.at(at + 1) in ("المئة", "المائة") else None


def _rate(words: Words, at: int) -> tuple[str, int] | None:
    """`119 per 100,000 people`: the second number belongs to what the first one counts."""
    if words.at(at) != "per" or not words.at(at + 1)[:1].isdigit():
        return None
    last = at + 3 if words.at(at + 2) in _COUNTED_BY else at + 2
    return words.between(at, last), last


def _passed_of(words: Words, at: int, lexicon: Lexicon) -> int:
    """Behind `of the`, `of its`, `of the five`: `two of the five pumping stations` counts stations."""
    if words.at(at) not in ("of", "de", "des", "d'", "من"):
        return at
    at += 1
    if words.at(at) in ("them", "whom"):
        return at + 1  # 132 of them children
    while words.at(at) in lexicon.set_of("determiners"):
        at += 1
    if words.at(at).endswith("'s") and words.at(at + 1) in lexicon.numbers:
        at += 1  # seven of the country's nine brigades
    return at + 1 if words.at(at) in lexicon.numbers or words.at(at).isdecimal() else at


def _noun_end(words: Words, first: int, numeral: Numeral, lexicon: Lexicon) -> int:
    """The place behind the counted noun and the words that describe it; `first` if nothing is counted."""
    at, plural = first, 0
    while at < min(len(words), first + _LONGEST) and _may_describe(words, at, first, lexicon):
        if is_plural(words.lows[at], lexicon):
            plural = at + 1
            if not _goes_on(words, at + 1, lexicon):
                break
        at += 1
    if lexicon.language == "ar":
        return min(plural, first + 1) if plural else first
    if numeral.value == 1:
        done = next((place for place in range(first + 1, at) if lexicon.forms.get(words.lows[place]) == "past"), 0)
        if done:
            return done  # one person confirmed dead
    if plural:
        return plural
    if at > first and words.at(at) in ("and", ","):
        plural = _behind_and(words, at + 1, first, lexicon)
        if plural:
            return plural
    if numeral.value == 1:
        return min(at, first + 3)
    single = at > first and at - first <= 2 and not _is_name_before(words, numeral)
    verb = words.lows[first] in lexicon.forms or words.lows[first].endswith(("ed", "ly")) if single else True
    return first if verb else first + 1


def _behind_and(words: Words, at: int, first: int, lexicon: Lexicon) -> int:
    """`two remote and sparsely populated districts`: what is counted stands behind both words that describe it."""
    if any(words.lows[place] in lexicon.forms for place in range(first, at - 1)):
        return 0
    for place in range(at, min(len(words), at + _LONGEST)):
        if is_plural(words.lows[place], lexicon):
            return place + 1
        if not _may_describe(words, place, at, lexicon):
            return 0
    return 0


def _may_describe(words: Words, at: int, first: int, lexicon: Lexicon) -> bool:
    low = words.lows[at]
    if (
        not low[:1].isalpha()
        or len(low) > LONGEST_WORD
        or low in lexicon.set_of("not_counted")
        or low in lexicon.numbers
    ):
        return False
    if low in lexicon.set_of("weekdays") or low in lexicon.set_of("months"):
        return False
    if low not in lexicon.forms or is_plural(low, lexicon) or lexicon.forms[low] in ("base", "ing"):
        return True
    return at == first or is_plural(words.at(at + 1), lexicon)


def _goes_on(words: Words, at: int, lexicon: Lexicon) -> bool:
    """Whether a plural is followed by another one that it describes: `staff members`, `forces soldiers`."""
    low = words.at(at)
    collective = lexicon.set_of("collective")
    return (
        low not in collective
        and low not in lexicon.set_of("not_counted")
        and is_plural(low, lexicon)
        and lexicon.forms.get(low) != "third"
    )


def is_plural(low: str, lexicon: Lexicon) -> bool:
    """Whether a word looks like the plural of something counted."""
    if low in lexicon.set_of("plurals"):
        return True
    if lexicon.language == "ar":
        return low[:1].isalpha()
    if low.endswith("men") and lexicon.language == "en" and low not in _NO_MEN:
        return len(low) > 3  # gunmen, servicewomen
    ends = ("s", "x") if lexicon.language == "fr" else "s"
    return len(low) > 3 and low.endswith(ends) and not low.endswith(_NOT_PLURAL_ENDS)


def _is_name_before(words: Words, numeral: Numeral) -> bool:
    before = numeral.first - 1
    return before > 0 and words.is_name(before)


def _group_before(words: Words, numeral: Numeral, lexicon: Lexicon) -> str | None:
    """`a crew of two`, `a crowd of 5,000`: what stands before counts as many."""
    group = words.at(numeral.first - 2)
    return group if words.at(numeral.first - 1) == "of" and group in lexicon.set_of("groups") else None


def _unit_before(words: Words, numeral: Numeral, lexicon: Lexicon) -> str | None:
    """`the number of dead climbed to 217`, `the death toll is 44`, `magnitude 6.4`."""
    tolls = lexicon.set_of("toll_words")
    if words.at(numeral.first - 1) == "to" and not _BRINGING.isdisjoint(words.lows[: numeral.first]):
        brought = words.at(numeral.first - 2)
        if is_plural(brought, lexicon):
            return brought  # bringing fatalities to 447
    far = "number" in words.lows[: numeral.first] or "toll" in words.lows[: numeral.first]
    reach = _REACH_BACK_NUMBER if far else _REACH_BACK
    first = max(0, numeral.first - reach)
    for at in range(numeral.first - 1, first - 1, -1):
        low = words.lows[at]
        if low in (";", ".") or low in CURRENCIES:
            return None
        if low not in tolls:
            continue
        if low == "magnitude":
            return low
        if words.at(at + 1) in ("of", "de", "des") and at + 2 < numeral.first:
            start = at + 3 if words.at(at + 2) in lexicon.set_of("determiners") else at + 2
            last = max(_noun_end(words, start, numeral, lexicon), start + 1)
            return words.between(start, last) if last <= numeral.first else None
        if lexicon.language == "ar" and low == "عدد" and at + 1 < numeral.first:
            return words.between(at + 1, at + 2)  # the number of: what is counted is the next word
        if low in _PLAIN_TOLLS and not (at and words.lows[at - 1] in ("death", "casualty")):
            return None
        begins = at - 1 if at and words.lows[at - 1] in ("death", "casualty") else at
        return words.between(begins, at + 1)
    return None


def _unit_of_next(words: Words, numeral: Numeral, lexicon: Lexicon) -> str | None:
    """`52 to 46 percent`, `84 to 108 per 100,000`: the first number shares the unit of the second."""
    joiner = words.at(numeral.last)
    after = words.at(numeral.last + 1)
    if joiner not in lexicon.set_of("range_joiners") | lexicon.set_of("between_joiners") or not after[:1].isdigit():
        return None
    shared = _percent(words, numeral.last + 2) or _rate(words, numeral.last + 2)
    return shared[0] if shared else None
