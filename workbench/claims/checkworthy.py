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

from workbench.claims.found import Band, Role
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
_LONGEST_NOTE: Final = 25


@dataclass(frozen=True)
class Reason:
    """One reason: its name in the weights file, what it adds, and the words that a person sees."""

    name: str
    weight: float
    why: str


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
    for category, name in (("state", "state"), ("plan", "plan")):
        if hit := next(iter(read.hits.get(category, ())), None):
            yield name, f"{name}: {read.words.between(hit.first, hit.last)}"
    if read.speaker:
        by = f" (implied by {_marked(read.speaker.implied_by)})" if read.speaker.implied_by else ""
        yield "speaker", f"attributed: {read.speaker.name}{by}"
    if read.places:
        yield "place", f"place: {read.places[0]}"
    if read.dates:
        yield "date", f"date: {read.dates[0]}"
    if name := _name_in(read):
        yield "name", f"name: {name}"
    note = is_note(read.words, read.lexicon, read.hits, read.hedges, read.figures)
    for hedge in read.hedges:
        kind = "verification" if note else "hedged_media" if hedge.kind == "media" else "hedge"
        yield kind, f"hedge: {hedge.text}"
    if read.role in ("caption", "headline", "embed_title"):
        yield read.role, read.role.replace("_", " ")


def is_note(
    words: Words, lexicon: Lexicon, hits: Hits, hedges: Sequence[Hedge], figures: Sequence[Figure]
) -> bool:
    """Whether a sentence is nothing but a caveat on others: "We cannot independently verify this video." """
    if not any(hedge.kind == "verify" for hedge in hedges) or figures or len(words) > _LONGEST_NOTE:
        return False
    return not any(one.strength == "event" for one in happenings(words, lexicon, hits))


def _marked(words: str) -> str:
    return words if words.endswith("quotation") else f"“{words}”"


def _figures(read: Read) -> Iterator[tuple[str, str]]:
    durations = read.lexicon.set_of("time_words")
    counted = [figure for figure in read.figures if (figure.quantity.unit or "").lower() not in durations]
    for name, figure in zip(("figure", "second_figure"), counted, strict=False):
        yield name, f"figure: {figure.quantity.text}"
    if not counted and read.figures:
        yield "duration", f"figure: {read.figures[0].quantity.text}"


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


def _name_in(read: Read) -> str | None:
    """The first name behind the sentence's first word."""
    words = read.words
    for place in range(1, len(words)):
        if words.is_name(place) and words.lows[place - 1] not in QUOTE_MARKS and words.lows[place - 1] not in ".:":
            return words.between(place, place + 1)
    return None


def _against(read: Read) -> Iterator[tuple[str, str]]:
    words, hits = read.words, read.hits
    if _is_question(read):
        yield "question", "question"
    if read.speaker and read.speaker.act in _ACTS:
        name = _ACTS[read.speaker.act]
        yield name, f"{name}: {read.speaker.cue}"
    for category, label in _AGAINST:
        if hit := next(iter(hits.get(category, ())), None):
            yield category, f"{label}: {words.between(hit.first, hit.last)}"
    opinions: Sequence[Hit] = hits.get("opinion", ())
    for name, hit in zip(("opinion", "more_opinion"), opinions, strict=False):
        yield name, f"opinion: {words.between(hit.first, hit.last)}"
    if len(words) > 1 and words.quoted[0] and all(words.quoted[:-1]):
        yield "quotation", "quotation"
    if words.lows[-1:] == ["!"]:
        yield "exclamation", "exclamation"
    if len(words) <= _FEW_WORDS and not read.figures and read.role == "body":
        yield "fragment", "few words"


def _is_question(read: Read) -> bool:
    lows = read.words.lows
    last = next((low for low in reversed(lows) if low not in QUOTE_MARKS), "")
    return last in ("?", "؟") and (read.role != "embed_title")
