"""Fitting the weights anew to what a desk has decided: logistic regression over the named reasons.

The shipped weights are what is believed before: a reason that few decisions speak of stays near them. The same
decisions give the same weights, in whichever order they come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import log
from typing import Final

import numpy as np

from workbench.claims.weights import LARGEST, Weights

FEWEST: Final = 300
"""From so many decisions on the weights can be fitted."""

HELD_OUT: Final = 0.3
_PULL: Final = 4.0
_PULL_PRIOR: Final = 0.5
_ROUNDS: Final = 60
_ENOUGH: Final = 1e-7
_STEPS: Final = tuple(place / 100 for place in range(1, 100))


@dataclass(frozen=True)
class Decided:
    """One sentence that a person decided about: the names of its reasons, and whether it is a claim."""

    text: str
    reasons: tuple[str, ...]
    is_claim: bool


@dataclass(frozen=True)
class Reach:
    """What some weights reach on some decisions. Shares are 0..1; `loss` is the mean log loss, lower is better."""

    decisions: int
    claims: int
    precision: float
    recall: float
    kept: float
    average_precision: float
    loss: float


@dataclass(frozen=True)
class Refit:
    """The fitted weights, with what they and those before reach on decisions that they were not fitted to."""

    weights: Weights
    before: Reach
    after: Reach
    fitted_to: int

    @property
    def is_better(self) -> bool:
        """Whether the held-out decisions speak for the new weights."""
        return (
            self.after.loss < self.before.loss and self.after.average_precision >= self.before.average_precision - 0.005
        )


def refit(decided: Sequence[Decided], standing: Weights) -> Refit:
    """Fit the weights to two thirds of the decisions and measure on the rest; each sentence is on one side only."""
    ordered = sorted(decided, key=lambda one: (one.text, one.reasons, one.is_claim))
    held = [one for one in ordered if _is_held_out(one.text)]
    training = [one for one in ordered if not _is_held_out(one.text)]
    names = [name for name in standing.reasons if name != "prior"]
    fitted = _fit(training, names, standing)
    weights = _with_cuts(fitted, training, standing)
    return Refit(weights, reach(held, standing), reach(held, weights), len(training))


def _is_held_out(text: str) -> bool:
    return sha256(text.encode()).digest()[0] < HELD_OUT * 256


def _fit(training: Sequence[Decided], names: Sequence[str], standing: Weights) -> dict[str, float]:
    """Newton's method on the penalised likelihood; convex, so there is one answer."""
    places = {name: place for place, name in enumerate(names)}
    given = np.zeros((len(training), len(names) + 1))
    for row, one in enumerate(training):
        given[row, -1] = 1.0
        for name in one.reasons:
            if name in places:
                given[row, places[name]] = 1.0
    wanted = np.array([float(one.is_claim) for one in training])
    believed = np.array([standing.reasons[name] for name in names] + [standing.reasons["prior"]])
    pull = np.full(len(believed), _PULL)
    pull[-1] = _PULL_PRIOR
    fitted = believed.copy()
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(given @ fitted, -50, 50)))
        slope = given.T @ (chance - wanted) + pull * (fitted - believed)
        curve = (given * (chance * (1 - chance))[:, None]).T @ given + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        fitted -= step
        if float(np.abs(step).max()) < _ENOUGH:
            break
    rounded = np.clip(np.round(fitted, 2), -LARGEST, LARGEST)
    return dict(zip([*names, "prior"], (float(value) + 0.0 for value in rounded), strict=True))


def _with_cuts(reasons: dict[str, float], training: Sequence[Decided], standing: Weights) -> Weights:
    """The bands cut anew: claims as precise as before or better, and no more claims set aside than before."""
    before = reach(training, standing)
    scores = [(Weights(reasons, 1.0, 0.0).score_of(one.reasons), one.is_claim) for one in training]
    claim = next((cut for cut in _STEPS if _precision(scores, cut) >= before.precision), standing.claim)
    claims = [score for score, is_claim in scores if is_claim]
    kept = [
        cut for cut in _STEPS if cut <= claim and sum(score >= cut for score in claims) >= before.kept * len(claims)
    ]
    return Weights(reasons, claim, max(kept, default=min(standing.maybe, claim)))


def _precision(scores: Sequence[tuple[float, bool]], cut: float) -> float:
    listed = [is_claim for score, is_claim in scores if score >= cut]
    return sum(listed) / len(listed) if listed else 0.0


def reach(decided: Sequence[Decided], weights: Weights) -> Reach:
    """What the weights make of decisions."""
    scored = sorted(((weights.score_of(one.reasons), one.is_claim) for one in decided), key=lambda one: -one[0])
    claims = sum(is_claim for _, is_claim in scored)
    listed = [is_claim for score, is_claim in scored if score >= weights.claim]
    kept = sum(is_claim for score, is_claim in scored if score >= weights.maybe)
    precisions, right = [], 0
    for place, (_, is_claim) in enumerate(scored, start=1):
        right += is_claim
        if is_claim:
            precisions.append(right / place)
    losses = [-log(max(1e-6, score if is_claim else 1 - score)) for score, is_claim in scored]
    return Reach(
        decisions=len(scored),
        claims=claims,
        precision=_share(sum(listed), len(listed)),
        recall=_share(sum(listed), claims),
        kept=_share(kept, claims),
        average_precision=_share(sum(precisions), len(precisions)),
        loss=round(sum(losses) / max(1, len(losses)), 4),
    )


def _share(part: float, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
