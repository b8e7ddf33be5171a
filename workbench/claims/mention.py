"""A speaker as one sentence words it; who "he" is and who goes on speaking is told in speakers.py."""

from __future__ import annotations

from typing import NamedTuple

from workbench.claims.dates import Span
from workbench.claims.lexicon import Hit
from workbench.claims.words import Words


class Mention(NamedTuple):
    """A speaker as the sentence words it: words first..last, the cue, what the verb does, whom they told.

    `at` is where the cue stands. `rule` names the rule that read it ("report.say before"); `cue_at`, `told_at` and
    `carried_at` are the words of the cue, of whom they told, of the wire. `unnamed`: the verb itself holds the
    pronoun (`وأضاف أن`, `a-t-il dit`), or is one.
    """

    first: int
    last: int
    worded: str
    cue: str
    act: str
    told: str | None = None
    at: int = 0
    carried_by: str | None = None
    rule: str = ""
    cue_at: Span | None = None
    told_at: Span | None = None
    carried_at: Span | None = None
    unnamed: bool = False


def mention_of(words: Words, span: Span, hit: Hit, act: str, rule: str, told: Span | None = None) -> Mention:
    """The mention whose name is the words of a span and whose cue is a hit."""
    cue = words.between(hit.first, hit.last)
    whom = words.between(*told) if told else None
    cue_at = (hit.first, hit.last)
    return Mention(*span, words.between(*span), cue, act, whom, hit.first, rule=rule, cue_at=cue_at, told_at=told)
