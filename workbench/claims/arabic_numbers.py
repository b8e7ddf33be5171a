"""Arabic numbers in words: `خمسة وعشرون`, `ثلاثة آلاف`, `مئتان وخمسون ألفا`, `مليون ونصف`."""

from __future__ import annotations

from typing import Final

from workbench.claims.digits import Numeral, digits_value, exact
from workbench.claims.lexicon import Lexicon
from workbench.claims.words import Words

_AND: Final = "و"
_HALF: Final = frozenset(("ونصف", "ونصفا"))
_TEENS: Final = frozenset(("عشر", "عشرة"))
_MOST_WORDS: Final = 10


def arabic_at(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    """The number whose words begin at a place: ones before tens, parts joined by `و`, a multiple behind its count."""
    total = part = 0.0
    at = place
    while at < place + _MOST_WORDS:
        low = words.at(at)
        joined = at > place and low.startswith(_AND)
        bare = low.removeprefix(_AND) if at > place or low not in _known(lexicon) else low
        if at > place and low in _HALF and part >= 1000:
            part, at = part * 1.5, at + 1
            continue
        if low in _TEENS and 0 < part % 100 < 10:
            part += 10
        elif bare in lexicon.multiples and lexicon.multiples[bare] >= 1000 and not joined and part:
            total, part = total + part * lexicon.multiples[bare], 0.0
        elif (at == place or joined) and bare in _known(lexicon):
            part += lexicon.numbers.get(bare) or lexicon.multiples[bare]
        elif at > place and bare in ("مئة", "مائة") and 2 < part < 10:
            part *= 100
        else:
            break
        at += 1
    if at == place:
        return None
    value = total + part
    return exact(place, at, value) if value > 1 else None


def _known(lexicon: Lexicon) -> set[str]:
    return lexicon.numbers.keys() | lexicon.multiples.keys()


def joined_digits(low: str) -> float | None:
    """The value of `و20`, the second bound of `بين 15 و20`, which is written as one word."""
    return digits_value(low[1:]) if low.startswith(_AND) and low[1:2].isdecimal() else None
