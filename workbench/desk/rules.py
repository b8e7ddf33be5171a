"""The rules in force at this desk: the program's, with the weights that the desk has adopted, and their version."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from sqlmodel import Session, col, select

from workbench.claims.lexicon import FOLDER
from workbench.claims.weights import Weights, shipped, weights_adopted
from workbench.model.rules import AdoptedWeights

NUMBER = 3
"""Counts the changes of the rules that are no change of a word list."""


@dataclass(frozen=True)
class Rules:
    """The weights, and a name for them together with the word lists: what was found by others is known by it."""

    weights: Weights
    version: str


def rules_in_force(session: Session) -> Rules:
    """The newest adopted weights, or those that come with the program; asked once for a session."""
    known: Rules | None = session.info.get("rules")
    if known is None:
        adopted = newest_adopted(session)
        known = session.info["rules"] = rules_of(adopted.weights if adopted else None)
    return known


def newest_adopted(session: Session) -> AdoptedWeights | None:
    return session.exec(select(AdoptedWeights).order_by(col(AdoptedWeights.id).desc()).limit(1)).first()


@lru_cache(maxsize=8)
def rules_of(weights: str | None) -> Rules:
    """The rules with these weights, given as the text of their file; None for the program's own."""
    own = shipped() if weights is None else weights_adopted(weights)
    return Rules(own, f"{NUMBER}-{_digest(own.reasons, own.claim, own.maybe)}")


def _digest(reasons: Mapping[str, float], *cuts: float) -> str:
    digest = sha256()
    for path in sorted(FOLDER.glob("*.toml")):
        if path.name != "weights.toml":
            digest.update(path.read_bytes())
    digest.update(repr((sorted(reasons.items()), cuts)).encode())
    return digest.hexdigest()[:12]
