"""Who says it: reporting verbs before and behind the name, "according to", statements, quotations of others.

What is found here is who the sentence itself names. Who "he" or "the officers" are, and who goes on speaking
in an open quotation, is told from the sentences before, in speakers.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from workbench.claims.credits import is_agency
from workbench.claims.dates import Span
from workbench.claims.found import Role
from workbench.claims.french_speakers import french_inverted, has_pronoun_verb, told_in_french
from workbench.claims.lexicon import Hit, Hits, Lexicon
from workbench.claims.mention import Mention, mention_of
from workbench.claims.noun_phrases import NounPhrases
from workbench.claims.reporting_verbs import (
    HEARING,
    PLAIN,
    counts_people,
    has_verb,
    is_active,
    is_deed,
    is_reduced,
    takes_words,
)
from workbench.claims.verb_first import arabic_mention
from workbench.claims.words import DASHES, QUOTE_MARKS, Words

_INVERTING: Final = frozenset(
    "said says say added adds reported reports wrote writes asked asks warned warns explained explains tweeted replied "
    "insisted insists admits admitted argued noted notes claimed claims concluded continued recalled announced posted confirmed".split()
)
_AS_NOUN: Final = frozenset("after before without as despite".split())
_PARTICIPLES: Final = frozenset("saying adding insisting claiming arguing".split())
_BEGINNING: Final = frozenset("starts started begins began opens opened ends ended closes closed concludes".split())
_CARRIES: Final = frozenset("according reports reported".split())
_WRITTEN: Final = frozenset("emails emailed texts texted tweets tweeted writes posts posted".split())
_LABELLED: Final = ("headline", "caption", "embed_title")
_LONGEST_LABEL: Final = 5
_FEW_BEHIND: Final = 4
_MOST_VERBS: Final = 8
_TOLD_WITHIN: Final = 24
_TOLD_IN: Final = frozenset((("interview", "with"), ("interview", "to"), ("speaking", "to"), ("remarks", "to")))


def mention_in(
    words: Words, lexicon: Lexicon, hits: Hits, dated: Collection[int], role: Role = "body"
) -> Mention | None:
    """The first speaker that a sentence names, or None."""
    cued = any(category.startswith(("report.", "cue.")) for category in hits)
    cued = cued or (lexicon.language == "fr" and has_pronoun_verb(words))
    opening = words.lows[: _LONGEST_LABEL + 2]
    if not cued and role not in _LABELLED and ":" not in words.lows and "(" not in opening:
        return None
    if lexicon.language == "ar":
        return arabic_mention(words, lexicon, hits, dated)
    phrases = NounPhrases(words, lexicon, dated)
    french = lexicon.language == "fr"
    found = [
        *_according(words, phrases, hits),
        *(french_inverted(words, lexicon, phrases, hits) if french else ()),
        *_quoted(words, phrases, hits),
        *_reporting(words, lexicon, phrases, hits),
    ]
    issued = list(_issued(words, phrases, hits))
    found = [one for one in found if not any(one.first <= other.at < one.last for other in issued)]
    if not found:
        found = [*issued, *_announced_by(words, phrases, hits), *_saying(words, phrases, hits)]
    if not found:
        marked = (_before_handle, _before_colon, _leading_in, *((_behind_dash,) if role == "headline" else ()))
        found = next(filter(None, (list(rule(words, phrases)) for rule in marked)), [])
    outlet = _carrier(words, found)
    if outlet is not None:
        found.remove(outlet)
    first: Mention | None = min(found, key=lambda mention: _rank(words, mention, dated), default=None)
    wire = outlet or next((mention for mention in found if is_agency(mention.worded)), None)
    if first is None or wire is None:
        return first
    before = [mention for mention in found if mention is not wire and mention.at < wire.at]
    first = min(before, key=lambda mention: _rank(words, mention, dated), default=first)
    return first._replace(carried_by=wire.worded, carried_at=(wire.first, wire.last))


def _carrier(words: Words, found: Sequence[Mention]) -> Mention | None:
    """The outlet in `…, the regulator said, RIA Novosti reports.` and in `…, he said at the rally, according to Haaretz.`:
    it closes the sentence, and somebody else has said it before."""
    last = max(found, key=lambda mention: mention.at, default=None)
    if last is None or len(found) < 2 or words.lows[last.at] not in _CARRIES:
        return None
    rest = words.lows[max(last.last, (last.cue_at or (0, 0))[1]) :]
    closes = all(low in (".", *QUOTE_MARKS) for low in rest) and words.is_capital(last.last - 1)
    said = any(one is not last and words.lows[one.at] in PLAIN for one in found)
    return last if closes and said else None


def _rank(words: Words, mention: Mention, dated: Collection[int]) -> tuple[int, int]:
    """What is said to close the sentence (`…, the union said.`) holds for all of it; else the first one does."""
    if mention.cue.lower() == "according to":
        return 0, mention.at
    before = words.lows[mention.first - 1] if mention.first else ""
    if mention.act not in ("say", "warn") or (before != "," and before not in QUOTE_MARKS):
        return 1, mention.at
    behind = [words.lows[place] for place in range(mention.at + 1, len(words)) if place not in dated]
    rest = [low for low in behind if low not in (".", "on") and low not in QUOTE_MARKS]
    return (0 if len(rest) < _FEW_BEHIND else 1), mention.at


def _according(words: Words, phrases: NounPhrases, hits: Hits) -> Iterator[Mention]:
    for hit in hits.get("cue.according", ()):
        if hit.last < len(words) and not words.quoted[hit.first] and (span := phrases.name_behind(hit.last)):
            yield mention_of(words, _compiler(words, phrases, span), hit, "say", "according to")


def _compiler(words: Words, phrases: NounPhrases, span: Span) -> Span:
    """`according to data compiled by Our World`: who compiled them; else the words themselves."""
    data = not phrases.lexicon.set_of("data_nouns").isdisjoint(words.lows[span[0] : span[1]])
    if not data or words.at(span[1]) not in ("by", "from") or span[1] + 1 >= len(words):
        return span
    by = phrases.name_behind(span[1] + 1)
    return by if by and phrases.names_surely(by) else span


def _issued(words: Words, phrases: NounPhrases, hits: Hits) -> Iterator[Mention]:
    """`in a statement issued by the prime minister's office`."""
    for hit in hits.get("cue.statement", ()):
        if hit.last < len(words) and (span := phrases.name_behind(hit.last)):
            yield mention_of(words, span, hit, "say", "statement by")


def _announced_by(words: Words, phrases: NounPhrases, hits: Hits) -> Iterator[Mention]:
    """`was announced by the ministry`."""
    for hit in hits.get("report.say", ()):
        told = hit.form == "past" and words.lows[hit.first] != "declared"  # a state of emergency was declared by him
        if told and words.lows[hit.last : hit.last + 1] == ["by"] and not words.quoted[hit.first]:
            span = phrases.name_behind(hit.last + 1) if hit.last + 1 < len(words) else None
            if span and phrases.names(span):
                yield mention_of(words, span, hit, "say", "announced by")


def _saying(words: Words, phrases: NounPhrases, hits: Hits) -> Iterator[Mention]:
    """`Teller dismissed the plan, saying it was late`: the subject of the sentence says it."""
    for hit in hits.get("report.say", ()):
        before = words.at(hit.first - 1)
        begins = before == "by" and words.at(hit.first - 2) in _BEGINNING
        deed = (before in phrases.prepositions or before in _AS_NOUN) and not begins
        if hit.form == "ing" and words.lows[hit.first] in _PARTICIPLES and not words.quoted[hit.first] and not deed:
            span = phrases.subject_before(hit.first - 2) if begins else phrases.subject_of_sentence(hit.first)
            if span and (phrases.names_surely(span) or phrases.is_acronym(span)):
                yield mention_of(words, span, hit, "say", "participle")
                return


def _quoted(words: Words, phrases: NounPhrases, hits: Hits) -> Iterator[Mention]:
    """`cited Minister X as saying`, `X was quoted as saying`."""
    for hit in hits.get("cue.quoted", ()):
        behind = range(hit.last, min(len(words) - 1, hit.last + 16))
        saying = next((at for at in behind if words.lows[at] == "as" and words.lows[at + 1] == "saying"), 0)
        if not saying or words.quoted[hit.first]:
            continue
        passive = saying == hit.last
        span = phrases.subject_before(hit.first) if passive else phrases.trimmed(hit.last, saying)
        if span:
            yield mention_of(words, span, hit, "say", "quoted as saying")


def _reporting(words: Words, lexicon: Lexicon, phrases: NounPhrases, hits: Hits) -> Iterator[Mention]:
    for category, listed in hits.items():
        if not category.startswith("report."):
            continue
        act = category.partition(".")[2]
        for hit in listed[:_MOST_VERBS]:
            if words.quoted[hit.first] or not is_active(words, lexicon, hit):
                continue
            if mention := _around_verb(words, lexicon, phrases, hit, act):
                yield mention


def _around_verb(words: Words, lexicon: Lexicon, phrases: NounPhrases, hit: Hit, act: str) -> Mention | None:
    behind = _inverted(words, lexicon, phrases, hit)
    if behind:
        return mention_of(words, behind, hit, act, f"report.{act} inverted")
    span = phrases.subject_before(hit.first)
    if span is None or words.quoted[span[1] - 1]:
        return None
    if words.lows[span[0]] in ("there", "this", "that", "what", "which", "nobody", "everything", "no", "none"):
        return None
    if act == "ask" or is_deed(words, lexicon, hit):
        return None
    if act == "count" and not (counts_people(words, hit) and phrases.names(span)):
        return None
    if act == "hear" and words.lows[span[1] - 1] not in HEARING:
        return None
    if act == "show" and words.lows[span[1] - 1] not in lexicon.set_of("showing"):
        return None
    plain = words.lows[hit.first] in PLAIN
    if not plain and not phrases.names(span):
        return None
    if not plain and hit.form == "past" and is_reduced(words, hit) and not phrases.names_surely(span):
        return None
    if act in ("weak", "predict") and not takes_words(words, phrases, hit, span):
        return None
    french = lexicon.language == "fr"
    told = told_in_french(words, lexicon, hit.last) if french else _told(words, phrases, hit)
    act = "say" if act in ("hear", "count") else act
    return mention_of(words, span, hit, act, f"report.{act} before", told)


def _inverted(words: Words, lexicon: Lexicon, phrases: NounPhrases, hit: Hit) -> Span | None:
    """The name behind the verb in `…," said X` and `…, said X.`"""
    before = hit.first - 1
    if before < 0 or words.lows[hit.first] not in _INVERTING or hit.last >= len(words):
        return None
    behind_quote = words.lows[before] in QUOTE_MARKS or (words.lows[before] == "," and words.quoted[before])
    if not behind_quote and words.lows[before] != ",":
        return None
    span = phrases.name_behind(hit.last)
    if span is None or span[0] != hit.last:
        return None
    if behind_quote and (phrases.names(span) or words.lows[hit.first] in ("says", "said", "asks")):
        return span
    if not phrases.names(span):
        return None
    head = words.lows[span[1] - 1]
    speaks = head in lexicon.set_of("person_nouns") or head in lexicon.set_of("org_nouns")
    person = speaks or words.is_capital(span[1] - 1)
    return span if person and not has_verb(words, lexicon, span[1]) else None


def _told(words: Words, phrases: NounPhrases, hit: Hit) -> Span | None:
    """Whom they told: behind `told`, behind `in an interview with`."""
    first = hit.last if words.lows[hit.first] in ("told", "tells", "tell") else 0
    if not first:
        behind = (at for at in range(hit.last, min(len(words) - 2, hit.last + _TOLD_WITHIN)) if not words.quoted[at])
        first = next((at + 2 for at in behind if (words.lows[at], words.lows[at + 1]) in _TOLD_IN), 0)
    return phrases.name_behind(first) if 0 < first < len(words) else None


def _before_handle(words: Words, phrases: NounPhrases) -> Iterator[Mention]:
    """`Anna Lind (@alind) The bridge is shut`: a post that is quoted with its author before it."""
    for at in range(1, min(len(words) - 2, _LONGEST_LABEL + 2)):
        if words.lows[at] == "(" and words.lows[at + 1][:1] == "@" and words.at(at + 2) == ")":
            if phrases.is_pure_name((0, at)):
                yield Mention(0, at, words.between(0, at), "@", "say", None, at, rule="handle", cue_at=(at + 1, at + 2))
            return


def _leading_in(words: Words, phrases: NounPhrases) -> Iterator[Mention]:
    """`Orlan calls it a rumour: "Nobody has left."`: who is spoken of before a quotation speaks in it."""
    for at in range(2, len(words) - 2):
        if words.lows[at] == ":" and words.lows[at + 1] in QUOTE_MARKS and not words.quoted[at]:
            span = _spoken_of(words, phrases, at)
            if span:
                yield Mention(*span, words.between(*span), ":", "say", None, at, rule="leads in", cue_at=(at, at + 1))
            return


def _spoken_of(words: Words, phrases: NounPhrases, colon: int) -> Span | None:
    """Who is spoken of before a colon: the subject, the name before an aside, or the name with what they did to write."""
    written = words.lows[colon - 1] in _WRITTEN
    comma = next((at for at in range(1, colon) if words.lows[at] == ","), 0)
    spans = [(0, colon - 1) if written else phrases.subject_of_sentence(colon), (0, comma) if comma else None]
    for span in spans:
        if span and (phrases.names_surely(span) or phrases.is_pure_name(span)):
            return span
    return None


def _behind_dash(words: Words, phrases: NounPhrases) -> Iterator[Mention]:
    """A headline `Wreckage found on slope — aviation authority`."""
    for at in range(max(2, len(words) - _LONGEST_LABEL), len(words) - 1):
        if words.lows[at] in DASHES and not words.touches_next(at):
            span = (at + 1, len(words))
            if {"v", "vs"} & set(words.lows[at:]):
                return
            if words.lows[-1] in phrases.persons or words.lows[-1] in phrases.lexicon.set_of("org_nouns"):
                yield Mention(*span, words.between(*span), "-", "say", None, at, rule="dash", cue_at=(at, at + 1))
            return


def _before_colon(words: Words, phrases: NounPhrases) -> Iterator[Mention]:
    """A headline `Ilves: no talks with rebels`."""
    for at in range(1, min(len(words) - 1, _LONGEST_LABEL + 1)):
        if words.lows[at] != ":" or words.touches_next(at):
            continue
        named = phrases.is_pure_name((0, at)) or (phrases.lexicon.language == "fr" and phrases.names((0, at)))
        named = named or (words.lows[at - 1] in phrases.speaking and phrases.names((0, at)))  # Pakistan army: …
        if named:
            if words.lows[0] not in phrases.lexicon.set_of("headline_labels"):
                yield Mention(0, at, words.between(0, at), ":", "say", None, at, rule="colon", cue_at=(at, at + 1))
            return
