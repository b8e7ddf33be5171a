"""French numbers in words: "quatre-vingt-dix-sept", "deux cent vingt et un", "trois mille", "une dizaine"."""

from __future__ import annotations

from typing import Final

from workbench.claims.digits import ABOUT, Numeral, exact
from workbench.claims.lexicon import Lexicon
from workbench.claims.words import Words

_MOST_WORDS: Final = 10
_OF: Final = frozenset("de des du".split())


def french_at(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    """The number whose words begin at a place. "Un" and "une" are articles, unless they count dead or hurt."""
    round_word = _about_at(words, place, lexicon) or _part_at(words, place, lexicon)
    if round_word:
        return round_word
    total = part = 0.0
    at = place
    while at < place + _MOST_WORDS:
        low = _unelided(words.at(at)) if at == place else words.at(at)
        value = _hyphenated(low, lexicon)
        times = lexicon.multiples.get(low, 0.0) if len(low) > 2 else 0.0
        if at > place and low == "et" and words.at(at + 1) in ("un", "une", "onze") and part >= 20:
            part, at = part + lexicon.numbers[words.at(at + 1)], at + 2
            continue
        if times == 100:
            part = part * 100 if 1 < part < 10 else part + 100
        elif times and (part or at == place):
            total, part = total + (part or 1) * times, 0.0
        elif value is not None and _goes_on(part, value, at == place, total):
            part += value
        else:
            break
        at += 1
    value = total + part
    if at == place or (value == 1 and words.at(at) not in lexicon.set_of("collective")):
        return None
    return exact(place, at, value)


def _goes_on(part: float, value: float, opens: bool, total: float) -> bool:
    """Whether a number word adds to what was read: vingt + deux, cent + vingt, mille + vingt."""
    if opens or (total and not part):
        return True
    return bool(part) and (part % 100 == 0 or (part % 100 >= 20 and value < 20))


def _hyphenated(low: str, lexicon: Lexicon) -> float | None:
    """`quatre-vingt-dix-sept` is 4 × 20 + 10 + 7; `vingt-et-un` 21; None where a part is no number."""
    if low in lexicon.numbers:
        return lexicon.numbers[low]
    if "-" not in low:
        return None
    rest = low.replace("quatre-vingts", "quatre-vingt")
    value = 0.0
    if rest == "quatre-vingt" or rest.startswith("quatre-vingt-"):
        value, rest = 80.0, rest.removeprefix("quatre-vingt").removeprefix("-")
    parts = [part for part in rest.split("-") if part and part != "et"]
    if not all(part in lexicon.numbers for part in parts):
        return None
    return value + sum(lexicon.numbers[part] for part in parts)


def _about_at(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    """`une dizaine de blessés`: about ten; `une dizaine de milliers`, about ten thousand."""
    low = words.at(place + 1)
    name = f"{_unelided(words.lows[place])} {low}"
    if name not in lexicon.about:
        return None
    value, last = lexicon.about[name], place + 2
    if words.at(last) in _OF and words.at(last + 1) in ("milliers", "millions", "milliards"):
        value *= {"milliers": 1e3, "millions": 1e6, "milliards": 1e9}[words.at(last + 1)]
        last += 2
    return Numeral(place, last, value, value * (1 - ABOUT), value * (1 + ABOUT))


def _part_at(words: Words, place: int, lexicon: Lexicon) -> Numeral | None:
    """`un tiers des maisons`, `la moitié de la ville`, `deux tiers des électeurs`."""
    low, part = _unelided(words.lows[place]), words.at(place + 1)
    times = 1.0 if low in ("un", "la") else lexicon.numbers.get(low, 0.0)
    if (
        part not in lexicon.fractions
        or not times
        or not (words.at(place + 2) in _OF or _is_elided(words.at(place + 2)))
    ):
        return None
    at = place + 3 if words.at(place + 2) in _OF else place + 2
    while words.at(at) in lexicon.set_of("determiners"):
        at += 1
    noun = words.between(at, at + 1) if words.at(at)[:1].isalpha() else ""
    return exact(place, place + 2, times * lexicon.fractions[part], f"share of {noun}") if noun else None


def _unelided(low: str) -> str:
    """`d'une`, `qu'une`: une."""
    return low.rpartition("'")[2] if low.startswith(("d'", "qu'")) else low


def _is_elided(low: str) -> bool:
    return low.startswith("d'")
