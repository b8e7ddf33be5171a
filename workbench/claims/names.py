"""Whether words name somebody who can speak: a person, an office, an outlet."""

from __future__ import annotations

from functools import cache
from typing import Final

from workbench.claims.dates import Span
from workbench.claims.lexicon import Lexicon, lexicon
from workbench.claims.words import Words

_INSIDE_A_NAME: Final = frozenset("al of de bin van von and . ( )".split())
_NOBODY: Final = frozenset("there what nothing something nobody everyone".split())


@cache
def _speaking(language: str) -> frozenset[str]:
    """Every noun for somebody or something that speaks, put together once."""
    known = lexicon(language)
    return known.set_of("person_nouns") | known.set_of("org_nouns") | known.set_of("data_nouns")


class Names:
    """What is asked of the phrases of one sentence."""

    def __init__(self, words: Words, known: Lexicon) -> None:
        self.words, self.lexicon = words, known
        self.determiners = known.set_of("determiners")
        self.persons = known.set_of("person_nouns")
        self.speaking = _speaking(known.language)

    def names(self, span: Span) -> bool:
        """Whether a phrase can be somebody who speaks: a name, a person, an office, a pronoun."""
        lows, first, last = self.words.lows, *span
        if lows[first] in self.lexicon.set_of("pronouns") and last - first == 1:
            return True
        return any(
            self.bare(at) in self.speaking or (self.words.is_capital(at) and (at > 0 or self._is_uncommon(at)))
            for at in range(first, last)
            if lows[at] not in self.determiners
        )

    def bare(self, at: int) -> str:
        """The word without a French article or `de` that is written as one with it: `l'armée`."""
        low = self.words.lows[at]
        return low[2:] if self.lexicon.language == "fr" and low[:2] in ("l'", "d'") else low

    def _is_uncommon(self, at: int) -> bool:
        """Whether a word that opens the sentence is none that would be written small elsewhere."""
        low = self.words.lows[at]
        return (
            low not in self.lexicon.set_of("not_counted")
            and low not in self.lexicon.forms
            and not self.lexicon.can_start(low, "event.noun")
            and low not in _NOBODY
        )

    def names_surely(self, span: Span) -> bool:
        """Whether a phrase names a person or an office by more than the capital that opens a sentence."""
        known = self.speaking | self.lexicon.set_of("pronouns")
        return any(self.bare(at) in known or (at > 0 and self.words.is_capital(at)) for at in range(*span))

    def is_acronym(self, span: Span) -> bool:
        """Whether a phrase is one word in capitals: `AGL`."""
        written = self.words.between(*span)
        return span[1] - span[0] == 1 and written.isupper() and len(written) > 1

    def is_office(self, span: Span) -> bool:
        """Whether a phrase holds a word for a person: `the chief executive`."""
        return not self.persons.isdisjoint(map(self.bare, range(*span)))

    def is_pure_name(self, span: Span) -> bool:
        """Whether a phrase is a name and nothing else: `Anna Lindqvist`, not `a deputy head of Norrair`."""
        first, last = span
        if self.words.lows[first] == "the" and last - first > 2:
            first += 1
        if not self.words.is_name(first) or self.words.lows[first] in self.determiners:
            return False
        return all(
            self.words.is_capital(at) or self.words.is_name(at) or self.words.lows[at] in _INSIDE_A_NAME
            for at in range(first, last)
        )
