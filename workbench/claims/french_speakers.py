"""Who says it in French, where it differs from English: `a déclaré le maire`, `dit-elle`, `à l'AFP`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.claims.credits import is_agency
from workbench.claims.dates import Span
from workbench.claims.lexicon import Hit, Hits, Lexicon
from workbench.claims.mention import Mention, mention_of
from workbench.claims.noun_phrases import NounPhrases
from workbench.claims.words import QUOTE_MARKS, Words

_PRONOUN_ENDS: Final = ("-il", "-elle", "-ils", "-elles", "-on")
_MOST_VERBS: Final = 8
_LONGEST_TOLD: Final = 6


def french_inverted(words: Words, lexicon: Lexicon, phrases: NounPhrases, hits: Hits) -> Iterator[Mention]:
    """`« … », a déclaré le maire`, `…, affirment des témoins`, `…, a-t-il dit`."""
    for category, listed in hits.items():
        if category.startswith("report."):
            act = category.partition(".")[2]
            for hit in listed[:_MOST_VERBS]:
                if not words.quoted[hit.first] and words.lows[hit.first] in lexicon.set_of("inverting"):
                    yield from _behind_verb(words, lexicon, phrases, hit, act)
    yield from _with_pronoun(words, lexicon, hits)


def _behind_verb(words: Words, lexicon: Lexicon, phrases: NounPhrases, hit: Hit, act: str) -> Iterator[Mention]:
    at = hit.first - 1
    while at >= 0 and (words.lows[at] in lexicon.set_of("have") or words.lows[at] in lexicon.set_of("adverbs")):
        at -= 1
    if at < 0 or words.lows[at] not in (",", *QUOTE_MARKS):
        return
    first = hit.last
    while words.at(first) in lexicon.set_of("adverbs") or first in phrases.dated:
        first += 1
    told = told_in_french(words, lexicon, first)
    first = told[1] if told else first
    span = phrases.name_behind(first) if first < len(words) else None
    if span and span[0] == first and (phrases.names(span) or _is_somebody(words, lexicon, hit, first)):
        behind = told or told_in_french(words, lexicon, span[1]) or _told_behind_aside(words, lexicon, span[1])
        yield mention_of(words, span, hit, act, f"report.{act} inverted", behind)


def _is_somebody(words: Words, lexicon: Lexicon, hit: Hit, first: int) -> bool:
    """`précise l'inspection académique`: what an article opens behind the verb speaks, whatever its noun."""
    low = words.at(first)
    article = low in lexicon.set_of("determiners") or low.startswith(("l'", "d'"))
    return article and words.lows[hit.first] not in ("fait", "dit", "disent")


def _told_behind_aside(words: Words, lexicon: Lexicon, comma: int) -> Span | None:
    """`le maire, Paul Ferrand, à l'AFP`."""
    if words.at(comma) != ",":
        return None
    behind = next((at for at in range(comma + 1, min(len(words), comma + 6)) if words.lows[at] == ","), 0)
    return told_in_french(words, lexicon, behind + 1) if behind else None


def has_pronoun_verb(words: Words) -> bool:
    """Whether a word may be a verb with its pronoun behind: `dit-elle`."""
    return any("-" in low and low.endswith(_PRONOUN_ENDS) for low in words.lows)


def _with_pronoun(words: Words, lexicon: Lexicon, hits: Hits) -> Iterator[Mention]:
    """`dit-elle`, `a-t-il ajouté`: the verb holds the pronoun."""
    verbs = {hit.first: hit for category, listed in hits.items() if category.startswith("report.") for hit in listed}
    for at, low in enumerate(words.lows):
        if "-" not in low or not low.endswith(_PRONOUN_ENDS) or words.quoted[at]:
            continue
        stem = low.split("-")[0]
        hit = verbs.get(at + 1) if stem in lexicon.set_of("have") else None
        if hit is None and not lexicon.can_start(stem, "report.say"):
            continue
        cue = hit or Hit("report.say", at, at + 1, "third")
        mention = mention_of(
            words, (at, at + 1), cue, "say", "report.say pronoun", told_in_french(words, lexicon, cue.last)
        )
        yield mention._replace(unnamed=True)


def told_in_french(words: Words, lexicon: Lexicon, at: int) -> Span | None:
    """`à l'AFP`, `aux journalistes`, `au Monde`, `à la chaîne LCR`: whom they told, from `à` on."""
    if words.at(at) not in lexicon.set_of("told_openers"):
        return None
    at += 1 + (words.at(at) == "auprès" and words.at(at + 1) in ("de", "du", "des"))
    last, known = at, lexicon.set_of("told_nouns")
    names = False
    while last < min(len(words), at + _LONGEST_TOLD):
        low = words.lows[last]
        bare = low[2:] if low[:2] in ("l'", "d'") else low
        name = words.is_name(last) or words.text[words.spans[last][1] - len(bare)].isupper()
        if not (name or bare in known or bare in ("la", "le", "l'", "de", "des", "d'information")):
            break
        names = names or bare in known or (name and (is_agency(bare) or words.lows[at - 1] in ("au", "auprès")))
        last += 1
    return (at, last) if names and last > at else None
