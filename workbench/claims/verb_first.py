"""Who says it in Arabic: the verb, then who says it, up to `إن`; whom they told has `ل` before it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from workbench.claims.credits import is_agency
from workbench.claims.dates import Span
from workbench.claims.lexicon import Hit, Hits, Lexicon
from workbench.claims.mention import Mention, mention_of
from workbench.claims.words import QUOTE_MARKS, Words

_MARKS: Final = frozenset('.،:؛؟!?,()[]…-–"') | QUOTE_MARKS
_LONGEST: Final = 12
_LONGEST_BEFORE: Final = 6
_LONGEST_LABEL: Final = 5
_MOST_VERBS: Final = 8
_REPORTED: Final = frozenset("قوله قولها قولهم قولهما تأكيده تأكيدها".split())


def arabic_mention(words: Words, lexicon: Lexicon, hits: Hits, dated: Collection[int]) -> Mention | None:
    """The first speaker that an Arabic sentence names, or one that its verb implies; None where nobody speaks."""
    phrases = _Phrases(words, lexicon, dated, hits)
    rules = (phrases.quoted_by_wire, phrases.according, phrases.verb_first, phrases.before_colon)
    named: Iterator[Mention] = (mention for rule in rules for mention in rule())
    found = next(named, None) or next(phrases.implied(), None)
    if found is None or found.told is None:
        return found
    return found._replace(told=without_to(found.told))


class _Phrases:
    """The rules over one sentence."""

    def __init__(self, words: Words, lexicon: Lexicon, dated: Collection[int], hits: Hits) -> None:
        self.words, self.lexicon, self.dated, self.hits = words, lexicon, dated, hits
        self.stops = lexicon.set_of("boundaries")
        self.told_words = lexicon.set_of("told_words")
        self.behind = lexicon.set_of("behind_name")

    def quoted_by_wire(self) -> Iterator[Mention]:
        """`نقلت وكالة رويترز عن مسؤول قوله إن`: the wire carried it, the official says it."""
        for hit in self.hits.get("cue.carried", ()):
            about = self._find(hit.last, "عن")
            if not about or self.words.quoted[hit.first]:
                continue
            last = self._name_end(about + 1)
            if last > about + 1 and about > hit.last:
                wire = (hit.last, about)
                mention = mention_of(self.words, (about + 1, last), hit, "say", "carried from")
                yield mention._replace(carried_by=self.words.between(*wire), carried_at=wire)

    def _find(self, first: int, low: str) -> int:
        return next((at for at in range(first, min(len(self.words), first + 8)) if self.words.lows[at] == low), 0)

    def according(self) -> Iterator[Mention]:
        """`وفقا لوزارة الصحة`, `بحسب الشرطة`."""
        for hit in self.hits.get("cue.according", ()):
            if self.words.quoted[hit.first] or hit.last >= len(self.words):
                continue
            last = self._name_end(hit.last)
            if last > hit.last:
                mention = mention_of(self.words, (hit.last, last), hit, "say", "according to")
                yield mention._replace(worded=without_to(mention.worded))

    def verb_first(self) -> Iterator[Mention]:
        """`قال المتحدث باسم الجيش إن`; `الشرطة قالت إن` where no name stands behind the verb."""
        for hit, act in self._verbs():
            last = self._name_end(hit.last)
            if last == hit.last:
                first = self._name_start(hit)
                if first < hit.first:
                    told = self._told(hit.last)
                    yield mention_of(self.words, (first, hit.first), hit, act, f"report.{act} before", told)
                continue
            span = (hit.last, last)
            mention = mention_of(self.words, span, hit, act, f"report.{act} verb first", self._told(last))
            wire = is_agency(mention.worded)
            yield mention._replace(carried_by=mention.worded, carried_at=span) if wire else mention

    def _verbs(self) -> Iterator[tuple[Hit, str]]:
        for category, listed in self.hits.items():
            if category.startswith("report."):
                act = category.partition(".")[2]
                yield from ((hit, act) for hit in listed[:_MOST_VERBS] if not self.words.quoted[hit.first])

    def _name_end(self, first: int) -> int:
        """The place behind the name that begins at a word.

        Where `that` or a mark closes the name, all of it is the name; else it goes on only through words with an
        article and names behind them, for the object of the verb may follow at once: `أعلنت الشرطة مقتل 44`.
        """
        end = min(len(self.words), first + _LONGEST)
        at = first
        while at < end and not self._ends(at, first):
            at += 1
        if at >= len(self.words) or self.words.lows[at] in _MARKS or self.words.lows[at] in self.stops:
            return at
        if at < len(self.words) and (self._is_told(at) or at in self.dated or self.words.lows[at] in self.behind):
            return at
        if self._is_object(at):
            return at
        return min(at, first + 3)

    def _ends(self, at: int, first: int) -> bool:
        low = self.words.lows[at]
        if low in _MARKS or low in self.stops or at in self.dated or low[:1].isdigit() or low in _REPORTED:
            return True
        if low in self.behind:
            return low != "في" or self.words.at(at + 1) in self.lexicon.set_of("said_in") or at == first
        return self._is_told(at) or (at > first and self._is_object(at))

    def _is_object(self, at: int) -> bool:
        """Whether a word is a deed: what was announced, not who announced it."""
        low = self.words.at(at)
        starting = self.lexicon.starting
        forms = (low, low.removesuffix("ها"), low.removesuffix("ه"), low.removesuffix("هم"))
        return any(form in listed for name, listed in starting.items() if name.startswith("event.") for form in forms)

    def _name_start(self, hit: Hit) -> int:
        """Where the name before a verb begins: `that` or a colon has to follow the verb."""
        behind = self._behind_told(hit.last)
        if self.words.at(behind) not in self.stops and self.words.at(behind) not in (":", *QUOTE_MARKS):
            return hit.first
        at = hit.first
        while at > 0 and hit.first - at < _LONGEST_BEFORE and self.words.lows[at - 1] not in _MARKS:
            if self.words.lows[at - 1] in self.stops or at - 1 in self.dated:
                break
            at -= 1
        return at

    def _is_told(self, at: int) -> bool:
        return self.words.lows[at] in self.told_words

    def _told(self, at: int) -> Span | None:
        """`لوكالة رويترز`, `للصحفيين`: whom they told, right behind the name or the verb."""
        if at >= len(self.words) or not self._is_told(at):
            return None
        last = at + 1
        while last < min(len(self.words), at + 4) and not self._ends(last, last):
            last += 1
        return at, last

    def _behind_told(self, at: int) -> int:
        told = self._told(at)
        at = told[1] if told else at
        if self.words.at(at) == "في" and self.words.at(at + 1) in self.lexicon.set_of("said_in"):
            return next((end for end in range(at + 2, at + 5) if self.words.at(end) in self.stops), at + 2)
        return at

    def before_colon(self) -> Iterator[Mention]:
        """`الدفاع المدني: 44 قتيلا`."""
        lows = self.words.lows
        for at in range(1, min(len(self.words) - 1, _LONGEST_LABEL + 1)):
            if lows[at] == ":":
                speaks = self.lexicon.set_of("person_nouns") | self.lexicon.set_of("org_nouns")
                if lows[0] not in self.lexicon.set_of("headline_labels") and not speaks.isdisjoint(lows[:at]):
                    name = self.words.between(0, at)
                    yield Mention(0, at, name, ":", "say", None, at, rule="colon", cue_at=(at, at + 1))
                return

    def implied(self) -> Iterator[Mention]:
        """`وأضاف أن`: the verb holds the pronoun."""
        for hit, act in self._verbs():
            behind = self._behind_told(hit.last)
            if self.words.at(behind) in self.stops or self.words.at(behind) in (":", *QUOTE_MARKS):
                span = (hit.first, hit.last)
                mention = mention_of(self.words, span, hit, act, f"report.{act} pronoun", self._told(hit.last))
                yield mention._replace(unnamed=True)


def without_to(name: str) -> str:
    """`للشرطة` is the police (`الشرطة`), `لوزارة الصحة` the ministry."""
    if name.startswith("لل"):
        return "ال" + name[2:]
    return name[1:] if name.startswith("ل") and not name.startswith("لجنة") else name
