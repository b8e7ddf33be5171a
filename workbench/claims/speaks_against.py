"""What speaks against a claim: opinion, appeal, vow, warning, prediction, blame, questions, promotion, sourcing notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.claims.lexicon import Hit
from workbench.claims.signs import Read, Sign
from workbench.claims.verbs import headline_verb
from workbench.claims.words import QUOTE_MARKS, Words

_AGAINST: Final = (
    ("appeal", "appeal"),
    ("vow", "vow"),
    ("warning", "warning"),
    ("prediction", "prediction"),
    ("blame", "blame"),
    ("reaction", "reaction"),
    ("praise", "praise"),
    ("belief", "belief"),
    ("promotion", "promotion"),
    ("sourcing", "sourcing note"),
    ("correction", "correction"),
    ("asks", "asks"),
    ("stance", "stance"),
    ("colour", "colour"),
    ("abstract", "abstract"),
    ("judging", "judges"),
    ("leaning", "leans"),
    ("possible", "possibility"),
    ("able", "ability"),
    ("condition", "condition"),
    ("self", "first person"),
    ("we", "first person"),
    ("you", "addresses the reader"),
)
_ACTS: Final = {
    "warn": "warning",
    "vow": "vow",
    "appeal": "appeal",
    "blame": "blame",
    "praise": "praise",
    "think": "belief",
    "predict": "prediction",
}
_OWN_PEOPLE: Final = frozenset("reporter reporters correspondent team colleague colleagues editor producer".split())
_TOLD: Final = frozenset("told tells tell telling".split())
_POINTING: Final = frozenset("it this that these those there what which".split())
_POINTING_ALREADY: Final = frozenset("it's that's there's what's this's".split())
_PERCEIVED: Final = frozenset("see hear confirm reveal".split())
_FEW_WORDS: Final = 5
_TOPIC: Final = 8


def speaks_against(read: Read) -> Iterator[Sign]:
    """The signs that no evidence could settle the sentence, or that it settles nothing."""
    words, hits = read.words, read.hits
    if _is_question(read):
        yield Sign("question", "question")
    if read.speaker and read.speaker.act in _ACTS:
        name = _ACTS[read.speaker.act]
        yield Sign(name, f"{name}: {read.speaker.cue}")
    for category, label in _AGAINST if hits else ():
        if category not in hits:
            continue
        hit = next((one for one in hits[category] if _counts(read, category, one)), None)
        if hit and not (category == "sourcing" and "but" in words.lows[hit.last :]):
            yield Sign(category, f"{label}: {words.between(hit.first, hit.last)}", hit.first, hit.last)
    opinions = [hit for hit in hits.get("opinion", ()) if not _is_name(words, hit)]
    if opinions and words.quoted[opinions[0].first] and not words.quoted[0]:
        hit, opinions = opinions[0], opinions[1:]
        yield Sign("quoted_opinion", f"opinion: {words.between(hit.first, hit.last)}", hit.first, hit.last)
    for name, hit in zip(("opinion", "more_opinion"), opinions, strict=False):
        yield Sign(name, f"opinion: {words.between(hit.first, hit.last)}", hit.first, hit.last)
    if _is_order(read):
        yield Sign("appeal", f"appeal: {words.between(0, 1)}", 0, 1)
    yield from _by_form(read)


def _counts(read: Read, category: str, hit: Hit) -> bool:
    """`our reporter has seen`, `can see`, `he told us`: the newsroom's own eyes and ears speak against nothing."""
    words = read.words
    if category == "belief":
        return not _in_hedge(read, hit)
    if category == "possible":
        if words.at(hit.first) == "possible" and "as" in words.lows[max(0, hit.first - 2) : hit.first]:
            return False  # as soon as possible
        return words.at(hit.first) != "may" or not hit.first or not words.is_capital(hit.first)  # May 2014
    if category == "prediction":
        return words.at(hit.first - 1) != "weather"
    if category == "able":
        return words.at(hit.last) not in _PERCEIVED
    if category == "we":
        return words.at(hit.last) not in _OWN_PEOPLE and words.at(hit.first - 1) not in _TOLD
    return True


def _is_name(words: Words, hit: Hit) -> bool:
    """`Great Yarmouth`: a word that stands in a name judges nothing."""
    named = hit.first > 0 and hit.last < len(words) and words.is_capital(hit.first) and words.is_capital(hit.last)
    return named and words.lows[hit.first - 1] not in QUOTE_MARKS


def _by_form(read: Read) -> Iterator[Sign]:
    words, lows = read.words, read.words.lows
    if len(lows) > 1 and words.quoted[0] and all(words.quoted[:-1]):
        yield Sign("quotation", "quotation")
    elif True in words.quoted and sum(words.quoted) * 2 > len(lows):
        yield Sign("half_quoted", "mostly quoted")
    if _points_back(read):
        yield Sign("points_back", f"points back: {words.between(0, 1)}", 0, 1)
    if lows[-1:] == [":"]:
        yield Sign("lead_in", "leads in what follows")
    if lows[-1:] == ["!"]:
        yield Sign("exclamation", "exclamation")
    if lows and all(low[:1] in "#@" for low in lows):
        yield Sign("promotion", "tags alone", 0, len(lows))
    if read.role == "headline" and len(lows) <= _TOPIC and not read.figures and not _says_something(read):
        yield Sign("topic", "names a topic", 0, len(lows))
    if len(lows) <= _FEW_WORDS and not read.figures and read.role == "body" and "state" not in read.hits:
        yield Sign("fragment", "few words")


def _points_back(read: Read) -> bool:
    """`It is about trust`, `That's how it works`: what is spoken of stands elsewhere."""
    words, lexicon = read.words, read.lexicon
    opening = next((at for at, low in enumerate(words.lows) if low not in QUOTE_MARKS), 0)
    low = words.at(opening)
    if low not in _POINTING:
        return low in _POINTING_ALREADY
    behind = words.at(opening + 1)
    return behind in lexicon.set_of("be") or behind in lexicon.set_of("modals")


def _says_something(read: Read) -> bool:
    """Whether a headline holds a verb: `Cases by region` names what follows, `Bridge falls` says something."""
    if "event.noun" in read.hits or "event.sure" in read.hits:
        return True
    forms, lows = read.lexicon.forms, read.words.lows
    if any(low in forms or low in read.lexicon.set_of("auxiliaries") or low.endswith("ed") for low in lows[1:]):
        return True
    return headline_verb(read.words, read.lexicon) > 0


def _is_order(read: Read) -> bool:
    """`Turn around, don't drown`, `Avoid the coast road.`: a sentence that opens with a bare verb."""
    words, lexicon = read.words, read.lexicon
    if read.role == "headline" or len(words) < 2 or lexicon.language != "en":
        return False
    first = words.lows[0]
    if first in ("don't", "do") or first in lexicon.set_of("orders"):
        return words.lows[1] not in ("you", "they", "we", "i", "the", "not")
    return False


def _in_hedge(read: Read, hit: Hit) -> bool:
    """`believed to have left` is a caveat, nobody's belief."""
    return any(hedge.first <= hit.first < hedge.last for hedge in read.hedges)


def _is_question(read: Read) -> bool:
    lows = read.words.lows
    last = next((low for low in reversed(lows) if low not in QUOTE_MARKS), "")
    return last in ("?", "؟") and (read.role != "embed_title")
