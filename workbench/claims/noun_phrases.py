"""Cuts the name of a speaker out of a sentence: the words before or behind a reporting verb that name somebody."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from workbench.claims.dates import Span
from workbench.claims.lexicon import Lexicon
from workbench.claims.names import Names
from workbench.claims.words import DASHES, QUOTE_MARKS, Words

LONGEST_NAME: Final = 24
LONGEST_ASIDE: Final = 24
MOST_LETTERS: Final = 160

_STOPS: Final = frozenset(".;:!?…–—-()[]{}|•،؛؟") | QUOTE_MARKS
_RELATIVE: Final = frozenset("who whom whose which".split())
_PREPOSITIONS: Final = frozenset(
    "in on at from with by for to of during amid inside near through across into over against around under between "
    "about".split()
)
_SHORTEST_PAST: Final = 5
_OPENING: Final = frozenset("but and so yet or for nor".split())
_REDUCED: Final = frozenset(
    "reporting speaking writing talking tweeting posting asked appearing quoting citing".split()
)
_TRAILING: Final = frozenset("and of for from the also on".split())
_BEHIND_NAME: Final = frozenset(
    "in at on to after during before by with as via when while about ahead late early".split()
)


class NounPhrases(Names):
    """The noun phrases of one sentence. `dated` are the words that belong to dates and times."""

    def __init__(self, words: Words, lexicon: Lexicon, dated: Collection[int]) -> None:
        super().__init__(words, lexicon)
        self.dated = dated
        self.adverbs = lexicon.set_of("adverbs")
        self.auxiliaries = lexicon.set_of("auxiliaries")
        self.boundaries = lexicon.set_of("boundaries")
        self.behind_name = lexicon.set_of("behind_name") or _BEHIND_NAME
        self.prepositions = lexicon.set_of("prepositions") or _PREPOSITIONS
        self.trailing = lexicon.set_of("behind_trailing") or _TRAILING

    def subject_before(self, verb: int) -> Span | None:
        """Who speaks, where the verb has its subject before it."""
        last = self._behind_subject(verb)
        if last < 0:
            return None
        if self.words.lows[last] == ",":
            return self._around_aside(last)
        if self.words.lows[last] in DASHES:
            return self._before_dashes(last)
        if self.words.lows[last] in self.lexicon.set_of("pronouns") and self.words.lows[last] != "who":
            return last, last + 1  # a centre which they say is shut
        return self._leading_to(last)

    def _behind_subject(self, verb: int) -> int:
        """The last word of the subject: adverbs, `has`, and `on Monday` between it and the verb are passed over."""
        at, lows = verb - 1, self.words.lows
        have, be = self.lexicon.set_of("have"), self.lexicon.set_of("be")
        while at >= 0:
            low = lows[at]
            passed = low in self.adverbs or low in have or at in self.dated or (low == "on" and at + 1 in self.dated)
            adverb = low.endswith("ly") and not self.words.is_capital(at) and len(low) > 4
            if not (passed or adverb or low in be or low == ")" or (low == "been")):
                break
            at = self._before_bracket(at) if low == ")" else at - 1
        return at

    def _before_bracket(self, at: int) -> int:
        first = max(0, at - LONGEST_ASIDE)
        opening = next((place for place in range(at, first - 1, -1) if self.words.lows[place] == "("), at)
        return opening - 1

    def _before_dashes(self, dash: int) -> Span | None:
        """`Mr Beaud - who found the box - told`: the name before the aside."""
        lows = self.words.lows
        first = next((at for at in range(dash - 1, max(0, dash - LONGEST_ASIDE), -1) if lows[at] in DASHES), 0)
        return self._leading_to(first - 1) if first else None

    def _around_aside(self, comma: int) -> Span | None:
        """`Jon Teller, deputy head of safety, told`: the name before the aside, or the name that it is."""
        lows = self.words.lows
        first = max(1, comma - LONGEST_ASIDE)
        before = next((at for at in range(comma - 1, first - 1, -1) if lows[at] == ","), 0)
        if not before or any(self.words.quoted[before:comma]):
            return None
        outer = self._leading_to(before - 1)
        inner = (before + 1, comma)
        while outer is None or (outer[1] - outer[0] and not self.names(outer) and not self.names(inner)):
            earlier = next((at for at in range(before - 1, max(0, before - LONGEST_ASIDE), -1) if lows[at] == ","), 0)
            if not earlier:
                break
            before = earlier
            outer = self._leading_to(before - 1)
        if outer is None:
            return inner if self.is_pure_name(inner) else None
        if outer[0] > 1 and lows[outer[0] - 1] == "," and lows[outer[0]] in self.determiners:
            named = self._leading_to(outer[0] - 2)
            outer = named if named and self.is_pure_name(named) else outer
        if self.is_pure_name(inner) and (
            not self.is_pure_name(outer) or (self.is_office(outer) and not self.is_office(inner))
        ):
            return inner
        return outer

    def _leading_to(self, last: int) -> Span | None:
        """The noun phrase that ends with a word: from there back to punctuation, a clause or a verb."""
        lows = self.words.lows
        at, joined = last, -1
        while at >= 0 and last - at < LONGEST_NAME:
            low = lows[at]
            if (low in _STOPS and not self._is_possessive(at)) or low == ",":
                break
            if low in ("and", "but"):
                if at == last:
                    return self.subject_of_sentence(at)
                joined = at if joined < 0 else joined
            elif low in self.boundaries:
                return self._at_boundary(at, last)
            elif self._is_verb(at):
                return self._behind_verb(at, last, joined)
            at -= 1
        return self.trimmed(at + 1, last + 1)

    def _is_possessive(self, at: int) -> bool:
        """The mark in `the pilots' union`."""
        return (
            self.words.lows[at] in "'’"
            and at > 0
            and self.words.lows[at - 1].endswith("s")
            and self.words.touches_next(at - 1)
        )

    def subject_of_sentence(self, at: int) -> Span | None:
        """The subject of the sentence, up to its first verb: `The ministry declined to comment but said`."""
        for place in range(1, at):
            low = self.words.lows[place]
            verb = self.lexicon.forms.get(low) in ("past", "third") or (
                low.endswith("ed") and len(low) > _SHORTEST_PAST
            )
            if low in self.auxiliaries or (verb and not self.words.is_capital(place)):
                return self._leading_to(place - 1)
        return None

    def _at_boundary(self, at: int, last: int) -> Span | None:
        """`A passenger who escaped through the door said`: the name before `who`; otherwise what follows."""
        low = self.words.lows[at]
        if low in _RELATIVE or (low == "that" and at and not self._reports(at - 1) and at < last):
            before = at - 1
            if before >= 0 and self.words.lows[before] == ",":
                before -= 1
            if before >= 0 and low != "that":
                return self._leading_to(before)
        return self.trimmed(at + 1, last + 1)

    def _behind_verb(self, at: int, last: int, joined: int) -> Span | None:
        """What stands between a verb and `said`: a new subject behind `and`, or the verb's own subject."""
        who = next((place for place in range(at - 1, max(-1, at - 4), -1) if self.words.lows[place] in _RELATIVE), -1)
        if who > 0:
            return self._at_boundary(who, last)
        if joined > at and joined < last:
            return self.trimmed(joined + 1, last + 1)
        if at == last:
            return self._first_subject(at)
        return self.trimmed(at + 1, last + 1)

    def _first_subject(self, verb: int) -> Span | None:
        at = verb - 1
        while at >= 0 and (self.words.lows[at] in self.auxiliaries or self.words.lows[at] in self.adverbs):
            at -= 1
        return self._leading_to(at) if at >= 0 else None

    def _is_verb(self, at: int) -> bool:
        """Whether a word before the reporting verb is a verb of another clause, not part of a name."""
        low = self.words.lows[at]
        if low in self.auxiliaries:
            return True
        form = self.lexicon.forms.get(low)
        if form not in ("past", "third") or self.words.is_capital(at) or not at:
            return False
        before, behind = self.words.lows[at - 1], self.words.lows[at + 1 : at + 2]
        if before in self.determiners or before in _PREPOSITIONS or before in ("and", ","):
            return False
        if form == "third":
            return behind[:1] != [] and (behind[0] in self.determiners or behind[0] in ("that", "to"))
        return not (behind and (behind[0] in _PREPOSITIONS or self._may_be_noun(at + 1)))

    def _may_be_noun(self, at: int) -> bool:
        low = self.words.lows[at]
        return low[:1].isalpha() and low not in self.determiners and low not in self.lexicon.set_of("not_counted")

    def _reports(self, at: int) -> bool:
        return self.lexicon.can_start(self.words.lows[at], "report.say") or self.lexicon.can_start(
            self.words.lows[at], "report.weak"
        )

    def name_behind(self, first: int) -> Span | None:
        """Who speaks, where the name stands behind the verb or behind `according to`: up to the end of the name."""
        lows, end = self.words.lows, min(len(self.words), first + LONGEST_NAME)
        at = first
        while at < end and lows[at] not in _STOPS and lows[at] != "," and at not in self.dated:
            low = lows[at]
            if low in self.boundaries or low in self.auxiliaries or (at > first and low in self.behind_name):
                break
            if at > first and low in self.determiners and not self._goes_into(at):
                break
            if at > first and low in ("and", "et") and not self._goes_on_with_name(at + 1):
                break
            verb = self.lexicon.forms.get(low) in ("past", "third") and not self.words.is_capital(at)
            if at > first and verb and lows[at + 1 : at + 2] != ["by"]:
                break
            at += 1
        while at > first and lows[at - 1] in self.trailing:
            at -= 1
        return self.trimmed(first, at)

    def _goes_into(self, at: int) -> bool:
        """Whether an article goes on with a name: `the head of the agency`, `le chef de la police des ports`."""
        before = self.words.lows[at - 1]
        contracted = self.words.lows[at] in ("des", "du") and self.lexicon.language == "fr"
        return contracted or before in self.prepositions or before in ("and", "et")

    def _goes_on_with_name(self, at: int) -> bool:
        persons = self.lexicon.set_of("person_nouns")
        beside = at < len(self.words) and self.words.is_name(at)
        return beside or self.words.at(at) in persons or self.words.at(at + 1) in persons

    def trimmed(self, first: int, last: int) -> Span | None:
        """The phrase without what leads into it (`But on Tuesday the`) and what trails (`reporting from Lund`)."""
        lows = self.words.lows
        for at in range(first + 1, last):
            if lows[at] in _REDUCED:
                last = at
                break
        while first < last and (lows[first] in _OPENING or lows[first] in self.adverbs or first in self.dated):
            first += 1
        if first < last and lows[first] in _PREPOSITIONS:
            first = self._behind_preposition(first, last)
        while last > first and (lows[last - 1] in self.adverbs or last - 1 in self.dated):
            last -= 1
        timed = lows[last - 1 : last] and lows[last - 1] in self.lexicon.set_of("time_words")
        if first >= last or timed or self.words.spans[last - 1][1] - self.words.spans[first][0] > MOST_LETTERS:
            return None
        return (first, last) if any(low[:1].isalpha() for low in lows[first:last]) else None

    def _behind_preposition(self, first: int, last: int) -> int:
        """`In Lund the minister`, `On Tuesday Teller`: the phrase that follows; `last` where none does."""
        at = first + 1
        if at in self.dated:
            while at < last and at in self.dated:
                at += 1
            return at
        for place in range(at + 1, last):
            if self.words.lows[place] in self.determiners and self.words.lows[place - 1] not in _PREPOSITIONS:
                return place
        return last
