"""English verb forms from their base, so that a lexicon lists each verb once."""

from __future__ import annotations

from typing import Final, Literal

VerbForm = Literal["base", "third", "past", "ing"]

_VOWELS: Final = frozenset("aeiou")
_DOUBLED_LAST_SYLLABLE: Final = frozenset(
    "admit commit permit submit omit transmit occur incur refer transfer prefer regret control patrol expel propel "
    "compel repel cancel travel signal fuel label equip kidnap worship overlap rebut deter quit".split()
)
_KEPT_LAST_LETTER: Final = frozenset("w x y".split())


def verb_forms(base: str, irregular: str | None = None) -> dict[str, VerbForm]:
    """Every written form of a verb and what it is.

    `base` may hold more words ("shut_down"): the first is inflected. `irregular` is "past participle" or "past".
    """
    verb, *rest = base.split("_")
    forms: dict[str, VerbForm] = {verb: "base", _third(verb): "third"}
    forms |= dict.fromkeys((_stem(verb) + "ing",), "ing")
    forms |= dict.fromkeys(_british_and_american(verb, "ing"), "ing")
    pasts = irregular.split() if irregular else [_past(verb), *_british_and_american(verb, "ed")]
    forms |= dict.fromkeys(pasts, "past")
    return {" ".join((form, *rest)): kind for form, kind in forms.items()}


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + "d" if verb.endswith("e") else _stem(verb) + "ed"


def _stem(verb: str) -> str:
    """What stands before -ing and -ed: hop -> hopp, arrive -> arriv, flee -> flee, die -> dy (lying, dying)."""
    if verb.endswith("ie"):
        return verb[:-2] + "y"
    if verb.endswith("e"):
        return verb if verb.endswith(("ee", "oe", "ye")) else verb[:-1]
    if verb in _DOUBLED_LAST_SYLLABLE or (_is_short(verb) and _ends_consonant_vowel_consonant(verb)):
        return verb + verb[-1]
    return verb


def _british_and_american(verb: str, ending: str) -> tuple[str, ...]:
    """cancelled and canceled, kidnapped and kidnaped: both are written."""
    if verb in _DOUBLED_LAST_SYLLABLE and verb[-1] in "lp":
        return (verb + ending, verb + verb[-1] + ending)
    return ()


def _is_short(verb: str) -> bool:
    return sum(letter in _VOWELS for letter in verb) == 1


def _ends_consonant_vowel_consonant(verb: str) -> bool:
    return (
        len(verb) > 2
        and verb[-1] not in _VOWELS
        and verb[-1] not in _KEPT_LAST_LETTER
        and verb[-2] in _VOWELS
        and verb[-3] not in _VOWELS
    )
