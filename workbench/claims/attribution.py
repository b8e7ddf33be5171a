"""Who says it: reporting verbs before and behind the name, "according to", statements, quotations of others.

What is found here is who the sentence itself names. Who "he" or "the officers" are, and who goes on speaking
in an open quotation, is told from the sentences before, in speakers.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final

from workbench.claims.credits import is_agency
from workbench.claims.dates import Span
from workbench.claims.found import Role
from workbench.claims.lexicon import Hit, Hits, Lexicon
from workbench.claims.noun_phrases import NounPhrases
from workbench.claims.words import QUOTE_MARKS, Words

_INVERTING: Final = frozenset(
    "said says say added adds reported reports wrote writes asked asks warned warns explained explains tweeted replied "
    "insisted insists argued noted notes claimed claims concluded continued recalled announced posted confirmed".split()
)
_NO_ACTIVE_BEFORE: Final = frozenset("to not did does do don't didn't doesn't never nor let".split())
_NO_NOUN_BEFORE: Final = frozenset(
    "of in by from with for at on about amid despite many some several these those no".split()
)
_NO_PAST_BEFORE: Final = frozenset("of by with for from newly new total".split())
_OPENS_CLAUSE: Final = frozenset("that the a an it there he she they his her its their we i this at more no".split())
_PLURAL: Final = frozenset("police they we i you people staff military majority media crew".split())
_LONGEST_LABEL: Final = 5
_FEW_BEHIND: Final = 4


@dataclass(frozen=True)
class Mention:
    """A speaker as the sentence words it: words first..last, the cue, what the verb does, whom they told."""

    first: int
    last: int
    worded: str
    cue: str
    act: str
    told: str | None = None
    at: int = 0
    carried_by: str | None = None


def mention_in(
    words: Words, lexicon: Lexicon, hits: Hits, dated: Collection[int], role: Role = "body"
) -> Mention | None:
    """The first speaker that a sentence names, or None."""
    if not any(category.startswith(("report.", "cue.")) for category in hits) and role in (
        "body",
        "furniture",
        "credit",
    ):
        return None
    if lexicon.language == "ar":
        return _verb_first(words, lexicon, hits)
    phrases = NounPhrases(words, lexicon, dated)
    found = [
        *_according(words, phrases, hits),
        *_quoted(words, phrases, hits),
        *_reporting(words, lexicon, phrases, hits),
    ]
    if not found:
        found = [*_issued(words, phrases, hits), *_announced_by(words, phrases, hits)]
    if not found and role in ("headline", "caption", "embed_title"):
        found = list(_before_colon(words, phrases))
    first = min(found, key=lambda mention: _rank(words, mention, dated), default=None)
    wire = next((mention.worded for mention in found if is_agency(mention.worded)), None)
    if first and wire:
        others = [mention for mention in found if not is_agency(mention.worded)]
        first = min(others, key=lambda mention: _rank(words, mention, dated), default=first)
        return replace(first, carried_by=wire)
    return first


def _rank(words: Words, mention: Mention, dated: Collection[int]) -> tuple[int, int]:
    """What is said to close the sentence (`…, the union said.`) holds for all of it; else the first one does."""
    if mention.cue.lower() == "according to":
        return 0, mention.at
    behind = [place for place in range(mention.at + 1, len(words)) if place not in dated]
    rest = [words.lows[place] for place in behind if words.lows[place] not in (".", "on", *QUOTE_MARKS)]
    before = words.lows[mention.first - 1] if mention.first else ""
    closes = mention.act in ("say", "warn") and before in (",", *QUOTE_MARKS) and len(rest) < _FEW_BEHIND
    return (0 if closes else 1), mention.at


def _mention(words: Words, span: Span, hit: Hit, act: str, told: str | None = None) -> Mention:
    cue = words.between(hit.first, hit.last)
    return Mention(span[0], span[1], words.between(*span), cue, act, told, hit.first)


def _according(words: Words, phrases: NounPhrases, hits: Hits) -> Iterator[Mention]:
    for hit in hits.get("cue.according", ()):
        if hit.last < len(words) and not words.quoted[hit.first] and (span := phrases.name_behind(hit.last)):
            yield _mention(words, span, hit, "say")


def _issued(words: Words, phrases: NounPhrases, hits: Hits) -> Iterator[Mention]:
    """`in a statement issued by the prime minister's office`."""
    for hit in hits.get("cue.statement", ()):
        if hit.last < len(words) and (span := phrases.name_behind(hit.last)):
            yield _mention(words, span, hit, "say")


def _announced_by(words: Words, phrases: NounPhrases, hits: Hits) -> Iterator[Mention]:
    """`was announced by the ministry`."""
    for hit in hits.get("report.say", ()):
        if hit.form == "past" and words.lows[hit.last : hit.last + 1] == ["by"] and not words.quoted[hit.first]:
            span = phrases.name_behind(hit.last + 1) if hit.last + 1 < len(words) else None
            if span and phrases.names(span):
                yield _mention(words, span, hit, "say")


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
            yield _mention(words, span, hit, "say")


def _reporting(words: Words, lexicon: Lexicon, phrases: NounPhrases, hits: Hits) -> Iterator[Mention]:
    for category, listed in hits.items():
        if not category.startswith("report."):
            continue
        act = category.partition(".")[2]
        for hit in listed:
            if words.quoted[hit.first] or not _is_active(words, lexicon, hit):
                continue
            if mention := _around_verb(words, lexicon, phrases, hit, act):
                yield mention
                break


def _around_verb(words: Words, lexicon: Lexicon, phrases: NounPhrases, hit: Hit, act: str) -> Mention | None:
    behind = _inverted(words, lexicon, phrases, hit)
    if behind:
        return _mention(words, behind, hit, act)
    span = phrases.subject_before(hit.first)
    if span is None or words.quoted[span[1] - 1]:
        return None
    if words.lows[span[0]] in ("there", "this", "that", "what", "which", "nobody", "everything"):
        return None
    if act not in ("say", "warn", "vow", "blame") and not phrases.names(span):
        return None
    if act in ("weak", "predict") and not _takes_words(words, lexicon, phrases, hit, span):
        return None
    told = _told(words, phrases, hit) if words.lows[hit.first] in ("told", "tells", "tell") else None
    return _mention(words, span, hit, act, told)


def _is_active(words: Words, lexicon: Lexicon, hit: Hit) -> bool:
    """Whether the verb has somebody who does it: not `was said to`, `to say`, `the reported`, `its claims`."""
    lows, at = words.lows, hit.first - 1
    if at >= 0 and words.is_capital(hit.first) and not _is_titled(words):
        return False
    while at >= 0 and (lows[at] in lexicon.set_of("adverbs") or (lows[at].endswith("ly") and lows[at] != "family")):
        at -= 1
    before = lows[at] if at >= 0 else ""
    if hit.form == "ing":
        return before in lexicon.set_of("be")
    if before in lexicon.set_of("be") or before == "been" or before in _NO_ACTIVE_BEFORE:
        return False
    if before in lexicon.set_of("modals") or before in ("will", "won't", "cannot"):
        return False
    if hit.form in ("third", "base") and (before in lexicon.set_of("determiners") or before in _NO_NOUN_BEFORE):
        return False
    nounlike = words.lows[hit.first] in lexicon.set_of("nounlike") and before not in lexicon.set_of("pronouns")
    if nounlike and not _opens_clause(words, hit) and not _closes(words, hit):
        return False
    if hit.form == "base" and not (before.endswith("s") or before in _PLURAL or words.is_name(at)):
        return False
    after = words.lows[hit.last : hit.last + 2]
    if hit.form == "past" and after[:1] == ["to"] and after[1:] in (["be"], ["have"]):
        return False
    return not (hit.form == "past" and (before in lexicon.set_of("determiners") or before in _NO_PAST_BEFORE))


def _opens_clause(words: Words, hit: Hit) -> bool:
    after = words.lows[hit.last] if hit.last < len(words) else ""
    return after in _OPENS_CLAUSE or after in QUOTE_MARKS or after == ":" or after[:1].isdigit()


def _closes(words: Words, hit: Hit) -> bool:
    """Whether the verb closes the sentence: `…, Reuters reports.`"""
    return all(low in (".", ",") or low in QUOTE_MARKS for low in words.lows[hit.last : hit.last + 3])


def _is_titled(words: Words) -> bool:
    """Whether most words open with a capital, as in some headlines."""
    letters = [place for place, low in enumerate(words.lows) if len(low) > 3 and low.isalpha()]
    return sum(words.is_capital(place) for place in letters) * 3 > 2 * len(letters)


def _takes_words(words: Words, lexicon: Lexicon, phrases: NounPhrases, hit: Hit, span: Span) -> bool:
    """Whether a verb like "add" or "find" reports here: words follow it, or it closes the sentence."""
    after = words.lows[hit.last : hit.last + 1]
    if not after or after[0] in ".,":
        return span[0] > 0 and words.lows[span[0] - 1] in (",", *QUOTE_MARKS)
    if after[0] in QUOTE_MARKS or after[0] == ":" or after[0] in _OPENS_CLAUSE:
        return True
    if words.lows[hit.first] in ("found", "find", "finds", "order", "orders", "read", "reads", "rules"):
        return False
    return phrases.names(span)


def _inverted(words: Words, lexicon: Lexicon, phrases: NounPhrases, hit: Hit) -> Span | None:
    """The name behind the verb in `…," said X` and `…, said X.`"""
    before = hit.first - 1
    if before < 0 or words.lows[hit.first] not in _INVERTING or hit.last >= len(words):
        return None
    behind_quote = words.lows[before] in QUOTE_MARKS or (words.lows[before] == "," and words.quoted[before])
    if not behind_quote and words.lows[before] != ",":
        return None
    span = phrases.name_behind(hit.last)
    if span is None or span[0] != hit.last or not phrases.names(span):
        return None
    if behind_quote:
        return span
    head = words.lows[span[1] - 1]
    person = head in lexicon.set_of("person_nouns") or words.is_capital(span[1] - 1)
    return span if person and not _has_verb(words, lexicon, span[1]) else None


def _has_verb(words: Words, lexicon: Lexicon, first: int) -> bool:
    """Whether a clause goes on behind a name: then `said the minister was` has no name behind the verb."""
    for low in words.lows[first : first + 12]:
        if low in (",", ".", ";"):
            return False
        if low in lexicon.set_of("auxiliaries") or lexicon.forms.get(low) in ("past", "third"):
            return True
    return False


def _told(words: Words, phrases: NounPhrases, hit: Hit) -> str | None:
    span = phrases.name_behind(hit.last) if hit.last < len(words) else None
    return words.between(*span) if span else None


def _before_colon(words: Words, phrases: NounPhrases) -> Iterator[Mention]:
    """A headline `Maliki: no talks with rebels`."""
    for at in range(1, min(len(words) - 1, _LONGEST_LABEL + 1)):
        if words.lows[at] == ":" and phrases.is_pure_name((0, at)) and not words.touches_next(at):
            if words.lows[0] not in phrases.lexicon.set_of("headline_labels"):
                yield Mention(0, at, words.between(0, at), ":", "say", None, at)
            return


def _verb_first(words: Words, lexicon: Lexicon, hits: Hits) -> Mention | None:
    """Arabic: the verb, then who says it, up to a mark or `that`."""
    stops = lexicon.set_of("boundaries") | set('.،:؛؟"«»,()[]')
    for category in ("report.say", "cue.according"):
        for hit in hits.get(category, ()):
            last = hit.last
            while last < min(len(words), hit.last + 12) and words.lows[last] not in stops:
                last += 1
            if last > hit.last and not words.quoted[hit.first]:
                return _mention(words, (hit.last, last), hit, "say")
    return None
