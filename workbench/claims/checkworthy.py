"""Why a sentence is listed: named reasons with weights, added up to a score, cut into bands.

A claim is a statement about the world that evidence could settle. Every reason can be read: its name and
weight stand in lexicon/weights.toml, its words in what a person sees.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from workbench.claims.found import Band, Reason, Role
from workbench.claims.hedges import Hedge
from workbench.claims.lexicon import FOLDER, Hit, Hits, Lexicon
from workbench.claims.quantities import Figure
from workbench.claims.speakers import Speaker
from workbench.claims.verbs import Happening, happenings
from workbench.claims.words import QUOTE_MARKS, Words

_AGAINST: Final = (
    ("appeal", "appeal"),
    ("vow", "vow"),
    ("warning", "warning"),
    ("prediction", "prediction"),
    ("blame", "blame"),
    ("praise", "praise"),
    ("belief", "belief"),
    ("promotion", "promotion"),
    ("sourcing", "sourcing note"),
    ("abstract", "abstract"),
    ("possible", "possibility"),
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
_FEW_WORDS: Final = 5
_SMALL: Final = 3
_FIGURE_NAMES: Final = ("figure", "small_figure", "duration")
_LONGEST_NOTE: Final = 25


@dataclass(frozen=True)
class Read:
    """A sentence with everything that the rules found in it."""

    words: Words
    lexicon: Lexicon
    hits: Hits
    role: Role
    figures: Sequence[Figure]
    places: Sequence[str]
    dates: Sequence[str]
    hedges: Sequence[Hedge]
    speaker: Speaker | None


@dataclass(frozen=True)
class Weights:
    """The weights file: what each reason adds, and where the bands are cut."""

    reasons: Mapping[str, float]
    claim: float
    maybe: float


@cache
def weights() -> Weights:
    """The weights, read at first use."""
    data = tomllib.loads((FOLDER / "weights.toml").read_text(encoding="utf-8"))
    reasons = {name: float(value) for name, value in data["weights"].items()}
    return Weights(reasons, float(data["bands"]["claim"]), float(data["bands"]["maybe"]))


def score(reasons: Sequence[Reason]) -> float:
    """0..1 from the sum of the reasons and the prior."""
    total = weights().reasons["prior"] + sum(reason.weight for reason in reasons)
    return round(1 / (1 + math.exp(-total)), 4)


def band(checkworthy: float) -> Band:
    """The band of a score."""
    cuts = weights()
    if checkworthy >= cuts.claim:
        return "claim"
    return "maybe" if checkworthy >= cuts.maybe else "aside"


def reasons(read: Read) -> list[Reason]:
    """Everything that speaks for and against a sentence being a claim, in the order of the weights file."""
    known = weights().reasons
    seen: set[str] = set()
    found = []
    for name, why in (*_for(read), *_against(read)):
        if name not in seen:
            seen.add(name)
            found.append(Reason(name, known[name], why))
    return found


def _for(read: Read) -> Iterator[tuple[str, str]]:
    yield from _figures(read)
    yield from _events(read)
    for category in ("state", "plan"):
        if category in read.hits:
            hit = read.hits[category][0]
            yield category, f"{category}: {read.words.between(hit.first, hit.last)}"
    if read.speaker and read.speaker.act == "say" and _would(read):
        yield "plan", "plan: would"
    if read.speaker and read.speaker.act == "upload":
        yield "uploader", f"uploaded by: {read.speaker.name}"
    elif read.speaker:
        by = f" (implied by {_marked(read.speaker.implied_by)})" if read.speaker.implied_by else ""
        yield "speaker", f"attributed: {read.speaker.name}{by}"
        if read.speaker.told:
            yield "told", f"told: {read.speaker.told}"
    if read.places:
        yield "place", f"place: {read.places[0]}"
    if read.dates:
        yield "date", f"date: {read.dates[0]}"
    if name := _name_in(read):
        yield "name", f"name: {name}"
    note = bool(read.hedges) and is_note(read.words, read.lexicon, read.hits, read.hedges, read.figures)
    for hedge in read.hedges:
        kind = "verification" if note else "hedged_media" if hedge.kind == "media" else "hedge"
        yield kind, f"hedge: {hedge.text}"
    if read.role in ("caption", "headline", "embed_title"):
        yield read.role, read.role.replace("_", " ")


def is_note(words: Words, lexicon: Lexicon, hits: Hits, hedges: Sequence[Hedge], figures: Sequence[Figure]) -> bool:
    """Whether a sentence is nothing but a caveat on others: "We cannot independently verify this video." """
    if not any(hedge.kind == "verify" for hedge in hedges) or figures or len(words) > _LONGEST_NOTE:
        return False
    hedge = next(hedge for hedge in hedges if hedge.kind == "verify")
    behind = words.lows.index(",", hedge.last) if "," in words.lows[hedge.last :] else len(words)
    return not any(
        one.strength == "event" and not hedge.first <= one.first < behind for one in happenings(words, lexicon, hits)
    )


def _marked(words: str) -> str:
    return words if words.endswith("quotation") else f"“{words}”"


def _figures(read: Read) -> Iterator[tuple[str, str]]:
    if not read.figures:
        return
    ranked = sorted(read.figures, key=lambda figure: _FIGURE_NAMES.index(_figure_name(read, figure)))
    for number, figure in enumerate(ranked[:2]):
        name = _figure_name(read, figure)
        yield (name if not number else "second_figure"), f"figure: {figure.quantity.text}"


def _figure_name(read: Read, figure: Figure) -> str:
    """A figure in digits or of people says more than "two main points" or "three days"."""
    quantity = figure.quantity
    unit = (quantity.unit or "").lower().split()[-1:]
    if unit and unit[0] in read.lexicon.set_of("time_words"):
        return "duration"
    small = (
        quantity.value is not None and quantity.value <= _SMALL and not any(char.isdigit() for char in quantity.text)
    )
    people = unit and (unit[0] in read.lexicon.set_of("plurals") or unit[0] in read.lexicon.set_of("person_nouns"))
    return "small_figure" if small and not people and quantity.low == quantity.high else "figure"


def _events(read: Read) -> Iterator[tuple[str, str]]:
    found = happenings(read.words, read.lexicon, read.hits)
    strong = [one for one in found if one.strength == "event"]
    for name, one in zip(("event", "second_event"), strong, strict=False):
        yield name, f"event: {_worded(read, one)}"
    if strong:
        return
    if done := next((one for one in found if one.strength == "happened"), None):
        yield "happened", f"event: {_worded(read, done)}"
    if noun := next((one for one in found if one.strength == "noun"), None):
        yield "event_noun", f"event: {_worded(read, noun)}"


def _worded(read: Read, one: Happening) -> str:
    return read.words.between(one.first, one.last)


def _would(read: Read) -> bool:
    """`The minister said troops would follow`: what is to come, as reported."""
    words = read.words
    return any(low == "would" and not words.quoted[place] for place, low in enumerate(words.lows))


def _name_in(read: Read) -> str | None:
    """The first name that does not merely open the sentence."""
    words = read.words
    for place in range(1, len(words)):
        if words.is_name(place) and words.lows[place - 1] not in QUOTE_MARKS and words.lows[place - 1] not in ".:":
            first, last = place, place + 1
            while (
                first and words.is_name(first - 1) and words.lows[first - 1] not in read.lexicon.set_of("not_counted")
            ):
                first -= 1
            while last < len(words) and words.is_name(last):
                last += 1
            return words.between(first, last)
    return None


def _against(read: Read) -> Iterator[tuple[str, str]]:
    words, hits = read.words, read.hits
    if _is_question(read):
        yield "question", "question"
    if read.speaker and read.speaker.act in _ACTS:
        name = _ACTS[read.speaker.act]
        yield name, f"{name}: {read.speaker.cue}"
    for category, label in _AGAINST if hits else ():
        if category not in hits:
            continue
        hit = next((one for one in hits[category] if category != "belief" or not _in_hedge(read, one)), None)
        if hit and not (category == "sourcing" and "but" in words.lows[hit.last :]):
            yield category, f"{label}: {words.between(hit.first, hit.last)}"
    opinions: Sequence[Hit] = hits.get("opinion", ())
    for name, hit in zip(("opinion", "more_opinion"), opinions, strict=False):
        yield name, f"opinion: {words.between(hit.first, hit.last)}"
    if len(words) > 1 and words.quoted[0] and all(words.quoted[:-1]):
        yield "quotation", "quotation"
    if words.lows[-1:] == [":"]:
        yield "lead_in", "leads in what follows"
    if words.lows[-1:] == ["!"]:
        yield "exclamation", "exclamation"
    if len(words) <= _FEW_WORDS and not read.figures and read.role == "body":
        yield "fragment", "few words"


def _in_hedge(read: Read, hit: Hit) -> bool:
    """`believed to have left` is a caveat, nobody's belief."""
    return any(hedge.first <= hit.first < hedge.last for hedge in read.hedges)


def _is_question(read: Read) -> bool:
    lows = read.words.lows
    last = next((low for low in reversed(lows) if low not in QUOTE_MARKS), "")
    return last in ("?", "؟") and (read.role != "embed_title")
