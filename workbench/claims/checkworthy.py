"""Why a sentence is listed: named reasons with weights, each with the words that it comes from.

A claim is a statement about the world that evidence could settle. Every reason can be read: its name and
weight stand in lexicon/weights.toml, its words in what a person sees.
"""

from __future__ import annotations

from workbench.claims.found import Reason
from workbench.claims.signs import Read
from workbench.claims.speaks_against import speaks_against
from workbench.claims.speaks_for import speaks_for
from workbench.claims.weights import Weights


def reasons(read: Read, weights: Weights) -> list[Reason]:
    """Everything that speaks for and against a sentence being a claim; of each name the first."""
    known, words = weights.reasons, read.words
    seen: set[str] = set()
    found = []
    for name, why, first, last in (*speaks_for(read), *speaks_against(read)):
        if name not in seen:
            seen.add(name)
            found.append(Reason(name, known[name], why, (words.span(first, last),) if last > first else ()))
    return found
