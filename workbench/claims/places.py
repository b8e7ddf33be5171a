"""Places by rule, without a gazetteer: names behind "in", "near", "northeast of", and names beside "province"."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Final

from workbench.claims.dates import Span
from workbench.claims.lexicon import Lexicon, lexicon
from workbench.claims.words import Words

_LONGEST: Final = 6
_INSIDE_A_NAME: Final = frozenset("of the al de la le el du des and & da do upon".split())
_SKIPPED: Final = frozenset("the its their his her our this that a an".split())
_REACH_BACK: Final = 7
_HELD: Final = frozenset("control capture seizure outskirts centre center parts north south east west".split())
_LISTED: Final = frozenset(", and or".split())


def places(words: Words, lexicon: Lexicon, taken: Collection[int] = ()) -> list[Span]:
    """Where places stand, as first..last over the words; `taken` are words that belong to dates."""
    if lexicon.language == "ar":
        return _behind_place_nouns(words, lexicon)
    found: list[Span] = []
    locative, nouns, pointing = lexicon.set_of("locative"), lexicon.set_of("place_nouns"), _pointing(lexicon.language)
    for place, low in enumerate(words.lows):
        if low not in pointing or (found and place < found[-1][1]):
            continue
        spans: list[Span] = []
        if low in locative or (low in ("of", "to") and place and _points(words, place, lexicon)):
            spans = _listed(words, place + 1, lexicon, taken)
        elif low in nouns and place and words.is_name(place - 1) and place - 1 not in taken:
            spans = _named_kind(words, place, lexicon, taken)
        found += [span for span in spans if not found or span[0] >= found[-1][1]]
    return found


@cache
def _pointing(language: str) -> frozenset[str]:
    """Every word beside which a place may stand, put together once."""
    known = lexicon(language)
    return known.set_of("locative") | known.set_of("place_nouns") | {"of", "to"}


def _points(words: Words, place: int, lexicon: Lexicon) -> bool:
    """`northeast of`, `the city of`, `control of`, `deployed … to`: a name behind them is a place."""
    before = words.lows[place - 1]
    if words.lows[place] == "to":
        return not lexicon.set_of("movement").isdisjoint(words.lows[max(0, place - _REACH_BACK) : place])
    return before in lexicon.set_of("compass") or before in lexicon.set_of("place_nouns") or before in _HELD


def _listed(words: Words, place: int, lexicon: Lexicon, taken: Collection[int]) -> list[Span]:
    """The name at a place, and those listed behind it: `Kelsby, Lund and Harrow`.

    A comma alone lists nothing: "in Lund, Teller said" names one place.
    """
    spans: list[Span] = []
    sure = 1
    while span := _name_at(words, place, lexicon, taken):
        spans.append(span)
        place = span[1]
        joint = words.lows[place] if place < len(words) else ""
        if joint == "," and words.lows[place + 1 : place + 2] in (["and"], ["or"]):
            joint, place = "and", place + 1
        if joint not in _LISTED or place + 1 >= len(words) or not words.is_name(place + 1):
            break
        place += 1
        if joint != ",":
            sure = len(spans) + 1
    return spans[:sure]


def _name_at(words: Words, place: int, lexicon: Lexicon, taken: Collection[int]) -> Span | None:
    """The name that opens at a place; articles and `northern` before it are passed over."""
    passed = lexicon.set_of("region_words")
    end = len(words)
    for _ in range(3):
        if place < end and (
            words.lows[place] in _SKIPPED or (words.lows[place] in passed and not words.is_capital(place))
        ):
            place += 1
    if place >= end or place in taken or not words.is_name(place) or words.lows[place] in lexicon.set_of("not_places"):
        return None
    last = _name_end(words, place, taken)
    if words.lows[place] in lexicon.set_of("titles") and last - place > 1:
        return None
    return _with_kind(words, (place, last), lexicon, taken)


def _with_kind(words: Words, name: Span, lexicon: Lexicon, taken: Collection[int]) -> Span | None:
    """`Kelsby area` with its kind; nothing where the name describes something else: `in Danish schools`."""
    first, last = name
    low, behind = words.at(last), words.at(last + 1)
    kind = low in lexicon.set_of("place_nouns")
    describes = (
        low[:1].isalpha()
        and low not in lexicon.set_of("not_counted")
        and low not in lexicon.set_of("boundaries")
        and low not in lexicon.set_of("auxiliaries")
        and low not in lexicon.set_of("adverbs")
        and low not in lexicon.set_of("locative")
        and lexicon.forms.get(low) not in ("past", "third", "ing")
        and not words.is_capital(last)
    )
    if kind and behind and last + 1 not in taken and words.is_name(last + 1):
        return last + 1, _name_end(words, last + 1, taken)  # the Fenshire capital Kelsby
    if kind and behind != "of" and behind not in lexicon.set_of("place_nouns"):
        return first, last + 1
    if (describes and low not in lexicon.set_of("day_parts")) or low[:1].isdigit() or _is_people(words, first, last):
        return None
    return None if words.lows[last - 1].endswith("'s") else (first, last)


def _is_people(words: Words, first: int, last: int) -> bool:
    """`from Ukrainians`."""
    return last - first == 1 and words.lows[first].endswith(("ians", "eans", "icans"))


def _name_end(words: Words, place: int, taken: Collection[int]) -> int:
    end = min(len(words), place + _LONGEST)
    last = place + 1
    while last < end and last not in taken and not words.lows[last - 1].endswith("'s"):
        if words.is_name(last):
            last += 1
        elif words.lows[last] in _INSIDE_A_NAME - {"and"} and last + 1 < end and words.is_name(last + 1):
            last += 2
        else:
            break
    return last


def _named_kind(words: Words, place: int, lexicon: Lexicon, taken: Collection[int]) -> list[Span]:
    """`Haarland province`: the name before a kind of place."""
    behind = place + 1
    if behind < len(words) and (words.lows[behind] == "of" or words.is_name(behind)):
        return []  # the Danish city of Aarhus: the name follows
    first = place - 1
    while first and place - first < _LONGEST and words.is_name(first - 1) and first - 1 not in taken:
        first -= 1
    if first == 0 and words.lows[0] in lexicon.set_of("determiners") | lexicon.set_of("locative"):
        first = 1
    if first >= place or words.lows[place - 1].endswith("'s"):
        return []
    return [(first, place + 1)]


def _behind_place_nouns(words: Words, lexicon: Lexicon) -> list[Span]:
    nouns = lexicon.set_of("place_nouns")
    return [
        (place, place + 2)
        for place in range(len(words) - 1)
        if words.lows[place] in nouns and words.lows[place + 1][:1].isalpha()
    ]
