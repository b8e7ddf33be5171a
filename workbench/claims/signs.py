"""The shapes between reading a sentence and weighing it: what was read, and a reason before it is weighed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.claims.dates import Span
from workbench.claims.found import Role
from workbench.claims.hedges import Hedge
from workbench.claims.lexicon import Hits, Lexicon
from workbench.claims.mention import Mention
from workbench.claims.quantities import Figure
from workbench.claims.speakers import Speaker
from workbench.claims.words import Words


class Sign(NamedTuple):
    """A reason before it is weighed: its name, its plain words, and the words first..last that it comes from."""

    name: str
    why: str
    first: int = 0
    last: int = 0


class Read(NamedTuple):
    """A sentence with everything that the rules found in it; places and dates are spans of words."""

    words: Words
    lexicon: Lexicon
    hits: Hits
    role: Role
    figures: Sequence[Figure]
    places: Sequence[Span]
    dates: Sequence[Span]
    hedges: Sequence[Hedge]
    mention: Mention | None
    speaker: Speaker | None
