"""What happens in a sentence: event verbs by their form and place, other verbs by their auxiliary, event nouns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from workbench.claims.lexicon import Hit, Hits, Lexicon
from workbench.claims.words import Words

Strength = Literal["event", "happened", "noun"]

_BEFORE_NOUN: Final = frozenset("of in by from with for at on about amid despite during under into".split())
_BEFORE_BASE: Final = frozenset("to will won't cannot did do does didn't don't doesn't let help".split())
_PLURAL_PRONOUNS: Final = frozenset("they we you i police".split())
_BEHIND_HEADLINE_VERB: Final = frozenset("to as up down out".split())
_SHORTEST_PAST: Final = 5
_PARTICIPLES: Final = (
    "ert",
    "erte",
    "erts",
    "ertes",
    "é",
    "ée",
    "és",
    "ées",
    "i",
    "is",
    "it",
    "ie",
    "ies",
    "u",
    "us",
    "ue",
    "ues",
)
_SHORTEST_PARTICIPLE: Final = 3


class Happening(NamedTuple):
    """Words first..last that say that something happened, and how surely."""

    strength: Strength
    first: int
    last: int


def happenings(words: Words, lexicon: Lexicon, hits: Hits) -> list[Happening]:
    """Events of a sentence, in the order of its words; no word twice."""
    found: dict[int, Happening] = {}
    for category, listed in hits.items():
        if not category.startswith("event."):
            continue
        for hit in listed:
            strength = _strength(words, lexicon, hit)
            known = found.get(hit.first)
            if strength and (known is None or strength == "event"):
                found[hit.first] = Happening(strength, hit.first, hit.last)
    for one in _other_verbs(words, lexicon):
        found.setdefault(one.first, one)
    return [found[first] for first in sorted(found)]


def _before(words: Words, lexicon: Lexicon, place: int) -> str:
    at = place - 1
    while at >= 0 and words.lows[at] in lexicon.set_of("adverbs"):
        at -= 1
    return words.lows[at] if at >= 0 else ""


def _strength(words: Words, lexicon: Lexicon, hit: Hit) -> Strength | None:
    """How surely something happened: a verb that says so, a noun or an intention, or nothing."""
    if hit.form is None:
        return "event" if hit.category == "event.sure" else "noun"
    before = _before(words, lexicon, hit.first)
    if before in _BEFORE_BASE or before in lexicon.set_of("modals"):
        return "noun" if before in ("to", "will", "won't") else None
    is_noun = before in lexicon.set_of("determiners") or before in _BEFORE_NOUN or before.endswith("'s")
    match hit.form:
        case "past":
            return "noun" if is_noun else "event"
        case "third":
            return None if is_noun or not _has_object(words, lexicon, hit) else "event"
        case "ing":
            if words.lows[hit.first] in lexicon.set_of("no_events"):
                return None
            return "event" if before in lexicon.set_of("be") else "noun"
        case _:
            return "event" if not is_noun and _is_plural_subject(words, lexicon, hit.first - 1, before) else None


def _is_plural_subject(words: Words, lexicon: Lexicon, place: int, before: str) -> bool:
    """Whether a base form has a subject before it: `rebels seize`, `they leave`."""
    if before in lexicon.set_of("plurals") or before in _PLURAL_PRONOUNS:
        return True
    noun = lexicon.forms.get(before) != "third" or before in lexicon.set_of("nounlike")
    return noun and before.endswith("s") and not before.endswith(("ss", "us", "is")) and not words.is_capital(place + 1)


def _has_object(words: Words, lexicon: Lexicon, hit: Hit) -> bool:
    """Whether words follow a form in -s as they follow a verb: `BP cuts jobs`, not `rebel attacks`."""
    if hit.last >= len(words):
        return hit.first > 0 and not lexicon.can_start(words.lows[hit.first], "event.noun")
    low = words.lows[hit.last]
    return (
        low[:1].isalnum()
        and low not in lexicon.set_of("auxiliaries")
        and low not in ("and", "or", "of", "against", "by", "between")
        and lexicon.forms.get(low) != "past"
    )


def _other_verbs(words: Words, lexicon: Lexicon) -> Iterator[Happening]:
    """Verbs of no list: `was relocated`, `has opened`, `drifted`; `est tombé`."""
    if lexicon.language == "fr":
        yield from _french_participles(words, lexicon)
    if lexicon.language != "en":
        return
    for place, low in enumerate(words.lows):
        if (
            not low.endswith(("ed", "en"))
            or len(low) < _SHORTEST_PAST
            or low in lexicon.forms
            or low in lexicon.set_of("no_events")
        ):
            continue
        if place and not words.is_capital(place):
            before = _before(words, lexicon, place)
            if _helps(lexicon, before) or (low.endswith("ed") and _could_be_past(lexicon, before)):
                yield Happening("happened", place, place + 1)


def _helps(lexicon: Lexicon, low: str) -> bool:
    return low in lexicon.set_of("be") or low in lexicon.set_of("have") or low in ("been", "being")


def _french_participles(words: Words, lexicon: Lexicon) -> Iterator[Happening]:
    helping = lexicon.set_of("be") | lexicon.set_of("have")
    for place in range(1, len(words)):
        low = words.lows[place]
        ends = low.endswith(_PARTICIPLES) and len(low) > _SHORTEST_PARTICIPLE and low not in lexicon.forms
        if ends and _before(words, lexicon, place).rpartition("'")[2] in helping:  # s'est écroulée
            yield Happening("happened", place, place + 1)


def headline_verb(words: Words, lexicon: Lexicon) -> int:
    """Where a verb of no list stands in a headline, 0 for none: `Odalys weakens to category 2`."""
    for place in range(1, len(words) - 1):
        low, behind = words.lows[place], words.lows[place + 1]
        ends = low.endswith("s") and not low.endswith(("'s", "ss")) and low not in lexicon.set_of("not_counted")
        if ends and (behind in _BEHIND_HEADLINE_VERB or behind in lexicon.set_of("determiners")):
            return place
    return 0


def _could_be_past(lexicon: Lexicon, before: str) -> bool:
    return before[:1].isalpha() and before not in lexicon.set_of("determiners") and before not in _BEFORE_NOUN
