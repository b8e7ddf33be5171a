"""What each reason adds to a sentence's score, and where the bands are cut: some fifty numbers in a file."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from workbench.claims.found import Band, Reason
from workbench.claims.lexicon import FOLDER

LARGEST: Final = 20.0
"""No reason weighs more, for or against: the score is as good as 0 or 1 there."""


class BadWeights(ValueError):
    """A weights file that can't be used; the text says why in one sentence."""


@dataclass(frozen=True)
class Weights:
    """The weights in force: `reasons` by name, `prior` among them; a score from `claim` on is a claim, from `maybe`
    on a maybe."""

    reasons: Mapping[str, float]
    claim: float
    maybe: float

    def score(self, reasons: Iterable[Reason]) -> float:
        """0..1 from the sum of the reasons and the prior."""
        return _score(self.reasons["prior"] + sum(reason.weight for reason in reasons))

    def score_of(self, names: Iterable[str]) -> float:
        """The score of reasons given by their names; a name that these weights do not know adds nothing."""
        return _score(self.reasons["prior"] + sum(self.reasons.get(name, 0.0) for name in names))

    def band(self, checkworthy: float) -> Band:
        """The band of a score."""
        if checkworthy >= self.claim:
            return "claim"
        return "maybe" if checkworthy >= self.maybe else "aside"


@lru_cache(maxsize=10_000)
def _score(total: float) -> float:
    return round(1 / (1 + math.exp(-max(-50.0, min(50.0, total)))), 4)


@cache
def shipped() -> Weights:
    """The weights that come with the program, read at first use."""
    data = tomllib.loads((FOLDER / "weights.toml").read_text(encoding="utf-8"))
    reasons = {name: float(value) for name, value in data["weights"].items()}
    return Weights(reasons, float(data["bands"]["claim"]), float(data["bands"]["maybe"]))


def weights_in(text: str) -> Weights:
    """The weights of a file in the form of the shipped one. Every reason has to be there, and no other.

    Raises `BadWeights`.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadWeights(f"It is no TOML: {problem}.") from problem
    bands, given = data.get("bands"), data.get("weights")
    if not isinstance(bands, dict) or not isinstance(given, dict):
        raise BadWeights("It needs the tables [bands] and [weights].")
    known = shipped()
    _require_names("weights", given, known.reasons)
    _require_names("bands", bands, ("claim", "maybe"))
    reasons = {name: _number(name, value, LARGEST) for name, value in given.items()}
    claim, maybe = (_number(name, bands[name], 1.0) for name in ("claim", "maybe"))
    if not 0 <= maybe <= claim:
        raise BadWeights("The cut of the band maybe has to lie between 0 and the cut of the band claim.")
    return Weights(reasons, claim, maybe)


def weights_adopted(text: str) -> Weights:
    """The weights that a desk adopted, perhaps from an older program: a reason that they lack weighs as shipped, one
    that is no more is left out. A newer program never stops a desk for that."""
    data = tomllib.loads(text)
    given, known = data["weights"], shipped()
    reasons = {name: float(given.get(name, weight)) for name, weight in known.reasons.items()}
    return Weights(reasons, float(data["bands"]["claim"]), float(data["bands"]["maybe"]))


def _require_names(table: str, given: Iterable[str], known: Iterable[str]) -> None:
    missing, unknown = sorted(set(known) - set(given)), sorted(set(given) - set(known))
    if missing:
        raise BadWeights(f"[{table}] lacks {missing[0]}.")
    if unknown:
        raise BadWeights(f"[{table}] names {unknown[0]}, which is no reason of these rules.")


def _number(name: str, value: object, largest: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadWeights(f"{name} is {value!r}: it takes a number.")
    if abs(value) > largest:
        raise BadWeights(f"{name} is {value}: it lies beyond {largest:g}.")
    return float(value)
