"""Who a claim says did it, who it says holds a place, and whether it denies something: what figures do not tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from workbench.claims.lexicon import lexicon
from workbench.claims.measures import measure_words
from workbench.claims.noun_phrases import NounPhrases
from workbench.claims.statement import Statement
from workbench.claims.words import Words, words_of

_CONTROL: Final = frozenset(("control", "hands"))
_REPORTED = re.compile(r"\b(?:says?|said|claims?|claimed|that|told)\b")
_NOT_BEFORE: Final = frozenset("was were been being is are be get got left".split())
_NO_OBJECT: Final = frozenset("in on at by near from of and or as when after before during hostage".split())
_NO_PARTY: Final = frozenset(
    "those these they he she it who which that this there we i you people video footage attack attacks blast bomb bombing explosion strike fire quake storm shell".split()
)


@dataclass(frozen=True)
class Stance:
    """The culprit, the holder and the word that denies; None for each that the claim does not tell."""

    culprit: str | None = None
    holder: str | None = None
    denies: str | None = None

    def __bool__(self) -> bool:
        return any((self.culprit, self.holder, self.denies))


def stance_of(statement: Statement) -> Stance:
    """What an English claim tells of that; another language tells nothing here."""
    if statement.language not in (None, "en"):
        return Stance()
    words = words_of(statement.words, 0, len(statement.words))
    known = measure_words()
    lows = set(words.lows)
    denies = next((low for low in words.lows if low in known.denials), None)
    if not denies and lows.isdisjoint(known.harm) and lows.isdisjoint(known.holding | _CONTROL):
        return Stance()
    phrases = NounPhrases(words, lexicon("en"), ())
    holder = _party(words, phrases, known.holding) or _in_control(words, phrases)
    return Stance(_party(words, phrases, known.harm), holder, denies)


def _party(words: Words, phrases: NounPhrases, verbs: frozenset[str]) -> str | None:
    """`shelled by rebels`, `rebels shelled`: who does what one of the verbs says."""
    for place, low in enumerate(words.lows):
        if low not in verbs:
            continue
        span = None
        if words.at(place + 1) == "by" and place + 2 < len(words):
            span = phrases.name_behind(place + 2)
        elif words.at(place - 1) not in _NOT_BEFORE and place and _has_object(words, place + 1):
            span = phrases.subject_before(place)
        if span is None or not (phrases.names(span) or words.is_name(span[0])):
            continue
        name = _REPORTED.split(words.between(*span))[-1].strip()
        lows = set(name.lower().split())
        if lows.isdisjoint(_NO_PARTY) and not name[:1].isdigit() and len(name) < 80:
            return name
    return None


def _has_object(words: Words, place: int) -> bool:
    """Whether something is done to somebody behind the verb: `rebels attacked a station`, not `refinery attacked`."""
    low = words.at(place)
    return low[:1].isalnum() and low not in _NO_OBJECT


def _in_control(words: Words, phrases: NounPhrases) -> str | None:
    """`the army is in full control of Lisk`, `the bridge remains in army hands`: who holds it."""
    lows = words.lows
    for place, low in enumerate(lows):
        if low == "control" and words.at(place + 1) == "of" and "in" in lows[max(0, place - 2) : place]:
            verb = place - 2 if lows[place - 1] == "in" else place - 3
            span = phrases.subject_before(verb) if verb > 0 else None
            return _REPORTED.split(words.between(*span))[-1].strip() if span else None
        if low == "hands" and place > 1 and "in" in lows[max(0, place - 3) : place]:
            first = next(at for at in range(place - 1, -1, -1) if lows[at] == "in") + 1
            return words.between(first, place) if first < place else None
    return None
