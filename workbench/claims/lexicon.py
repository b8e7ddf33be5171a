"""The word lists of a language: readable TOML files, compiled once into one table of words that can start a term.

A sentence is walked once. At each word the table says which terms could start there; no term is tried
anywhere else, and none is longer than a few words, so the walk is linear in the sentence.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

from workbench.claims.inflection import VerbForm, verb_forms

FOLDER: Final = Path(__file__).parent / "lexicon"
FILES: Final = {"en": "english.toml", "ar": "arabic.toml", "fr": "french.toml"}
GAP: Final = frozenset({"..."})
ANY: Final = frozenset({"_"})
NUMBER: Final = frozenset({"<number>"})
LONGEST_GAP: Final = 4
_ARTICLES: Final = frozenset("a an half un une d'un d'une qu'un qu'une la".split())
_DATE_LISTS: Final = ("weekdays", "months", "relative_days", "day_parts", "time_units", "middays")

Slot = frozenset[str]


class Term(NamedTuple):
    """A term without its first word: what has to follow, and the form if it is a verb."""

    category: str
    rest: tuple[Slot, ...]
    form: VerbForm | None


class Starting(NamedTuple):
    """What a word can start: terms by the word that follows, terms open to any next word, terms of one word."""

    by_next: Mapping[str, tuple[Term, ...]]
    open: tuple[Term, ...]
    alone: tuple[Term, ...]


class Hit(NamedTuple):
    """A term found: words first..last, last not included."""

    category: str
    first: int
    last: int
    form: VerbForm | None


Hits = Mapping[str, Sequence[Hit]]


@dataclass(frozen=True)
class Lexicon:
    """One language's lists. `starts` maps a word to what it can start, each list with the longest terms first.

    `set_of` gives the plain list of a name, an empty one where the language has none.
    """

    language: str
    starts: Mapping[str, Starting]
    set_of: Callable[[str], frozenset[str]]
    forms: Mapping[str, VerbForm]
    numbers: Mapping[str, float]
    multiples: Mapping[str, float]
    vague: Mapping[str, tuple[float, float]]
    vague_times: Mapping[str, tuple[float, float]]
    fractions: Mapping[str, float]
    about: Mapping[str, float]
    stop_words: frozenset[str] = field(default=frozenset())
    number_starts: frozenset[str] = field(default=frozenset())
    date_starts: frozenset[str] = field(default=frozenset())
    starting: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def find(self, lows: Sequence[str]) -> dict[str, list[Hit]]:
        """Every term in a sentence by category, in order; of terms of one category at one word the longest."""
        found: dict[str, list[Hit]] = {}
        starts = self.starts
        for place, low in enumerate(lows):
            starting = starts.get(low)
            if starting is None:
                continue
            by_next, longer, alone = starting
            if by_next and place + 1 < len(lows):
                longer = by_next.get(lows[place + 1], longer)
            if longer:
                self._find_at(lows, place, longer, found)
            if alone:
                self._find_at(lows, place, alone, found)
        return found

    def _find_at(self, lows: Sequence[str], place: int, terms: Iterable[Term], found: dict[str, list[Hit]]) -> None:
        for category, rest, form in terms:
            before = found.get(category)
            if before and before[-1].last > place:
                continue
            last = _after(rest, lows, place + 1) if rest else place + 1
            if last:
                found.setdefault(category, []).append(Hit(category, place, last, form))

    def can_start(self, low: str, category: str) -> bool:
        """Whether a term of the category starts with the word."""
        return low in self.starting.get(category, ())


def _after(rest: Sequence[Slot], lows: Sequence[str], at: int) -> int:
    """The place behind the words that fill every slot, or 0."""
    for number, slot in enumerate(rest):
        if slot is GAP:
            ends = (_after(rest[number + 1 :], lows, at + skipped) for skipped in range(LONGEST_GAP + 1))
            return next((end for end in ends if end), 0)
        if at >= len(lows) or not _fills(slot, lows[at]):
            return 0
        at += 1
    return at


def _fills(slot: Slot, low: str) -> bool:
    if slot is ANY:
        return bool(low) and low[0].isalnum()
    return low[:1].isdigit() if slot is NUMBER else low in slot


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of "en", "ar" or "fr", read at first use. Raises `KeyError` for another language."""
    return _compiled(tomllib.loads((FOLDER / FILES[language]).read_text(encoding="utf-8")))


def _compiled(data: Mapping[str, dict[str, object]]) -> Lexicon:
    inflected = bool(data.get("inflected"))
    terms: dict[str, list[Term]] = {}
    forms: dict[str, VerbForm] = {}
    irregular = _texts(data.get("irregular", {}))
    suffixes = str(data.get("suffixes", "")).split()
    for category, verbs in _texts(data.get("verbs", {})).items():
        for base in verbs.split():
            known = (
                verb_forms(base, irregular.get(base.split("_")[0]))
                if inflected
                else _as_listed(base, suffixes if category.startswith("event.") else ())
            )
            forms |= known
            for written, form in known.items():
                first, *others = written.split()
                terms.setdefault(first, []).append(Term(category, tuple(map(_one, others)), form))
    for category, lines in _texts(data.get("phrases", {})).items():
        for line in filter(None, map(str.strip, lines.splitlines())):
            for first, rest in _expanded(line):
                terms.setdefault(first, []).append(Term(category, rest, None))
    prefixes = str(data.get("prefixes", "")).split()
    for first in list(terms):
        for prefix in prefixes:  # and said, so said: written as one word
            terms.setdefault(prefix + first, terms[first])
    starting: dict[str, set[str]] = {}
    for first, known_terms in terms.items():
        for term in known_terms:
            starting.setdefault(term.category, set()).add(first)
    sets = {name: frozenset(text.split()) for name, text in _texts(data.get("words", {})).items()}
    numbers = {name: _numbers(data, name) for name in ("numbers", "multiples", "fractions", "about")}
    bounds = {name: _bounds(data, name) for name in ("vague", "vague_times")}
    return Lexicon(
        language=str(data["language"]),
        starts={first: _starting(known_terms) for first, known_terms in terms.items()},
        starting={category: frozenset(words) for category, words in starting.items()},
        set_of=defaultdict(frozenset[str], sets).__getitem__,  # asked 40 times a sentence: no call of our own
        forms=forms,
        numbers=numbers["numbers"],
        multiples=numbers["multiples"],
        vague=bounds["vague"],
        vague_times=bounds["vague_times"],
        fractions=numbers["fractions"],
        about=numbers["about"],
        stop_words=frozenset(str(data["stop_words"]).split()),
        number_starts=_ARTICLES.union(
            *(
                [prefix + name.split()[0] for prefix in ("", *prefixes)]
                for part in (numbers, bounds)
                for table in part.values()
                for name in table
            )
        ),
        date_starts=frozenset[str]().union(numbers["numbers"], *(sets.get(name, frozenset()) for name in _DATE_LISTS)),
    )


def _starting(terms: Iterable[Term]) -> Starting:
    ordered = sorted(dict.fromkeys(terms), key=_length, reverse=True)
    longer = [term for term in ordered if term.rest]
    free = tuple(term for term in longer if term.rest[0] in (GAP, ANY, NUMBER))
    nexts = dict.fromkeys(word for term in longer if term not in free for word in term.rest[0])
    by_next = {
        word: tuple(term for term in longer if word in term.rest[0] or term in free) for word in nexts
    }  # fmt: skip
    return Starting(by_next, free, tuple(term for term in ordered if not term.rest))


def _texts(table: Mapping[str, object]) -> dict[str, str]:
    return {name: str(text) for name, text in table.items()}


def _numbers(data: Mapping[str, Mapping[str, object]], name: str) -> dict[str, float]:
    return {word: float(str(value)) for word, value in data.get(name, {}).items()}


def _bounds(data: Mapping[str, Mapping[str, object]], name: str) -> dict[str, tuple[float, float]]:
    bounds: dict[str, tuple[float, float]] = {}
    for word, pair in data.get(name, {}).items():
        if not isinstance(pair, list):
            raise TypeError(f"{word} in {name} needs two bounds.")
        bounds[word] = float(pair[0]), float(pair[1])
    return bounds


def _as_listed(word: str, suffixes: Iterable[str]) -> dict[str, VerbForm]:
    """A verb form of a language that is not inflected here: as the file lists it, and with what is written onto it."""
    written = word.replace("_", " ")
    return dict.fromkeys((written, *(written + suffix for suffix in suffixes)), "past")


def _one(word: str) -> Slot:
    return frozenset({word})


def _length(term: Term) -> int:
    return len(term.rest)


def _expanded(line: str) -> Iterable[tuple[str, tuple[Slot, ...]]]:
    """A phrase without its optional words, as pairs of a first word and the slots behind it."""
    choices = [_choices(part) for part in line.split()]
    for chosen in product(*choices):
        slots = [slot for slot in chosen if slot is not None]
        if slots:
            for first in slots[0]:
                yield first, tuple(slots[1:])


def _choices(part: str) -> tuple[Slot | None, ...]:
    optional = part.startswith("(") and part.endswith(")")
    bare = part[1:-1] if optional else part
    slot = {"...": GAP, "_": ANY, "<number>": NUMBER}.get(bare) or frozenset(bare.split("/"))
    return (slot, None) if optional else (slot,)
