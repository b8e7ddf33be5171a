"""Whether a reporting verb reports: has somebody who does it, and words that are reported."""

from __future__ import annotations

from typing import Final

from workbench.claims.dates import Span
from workbench.claims.lexicon import Hit, Lexicon
from workbench.claims.noun_phrases import NounPhrases
from workbench.claims.words import QUOTE_MARKS, Words

_NO_ACTIVE_BEFORE: Final = frozenset(
    "to not did does do don't didn't doesn't never nor let been who will won't cannot pas jamais".split()
)
_NO_NOUN_BEFORE: Final = frozenset(
    "of in by from with for at on about amid despite many some several these those no".split()
)
_NO_PAST_BEFORE: Final = frozenset("of by with for from newly new total".split())
_OPENS_CLAUSE: Final = frozenset("that the a an it there he she they his her its their we i this at more no".split())
_PLURAL: Final = frozenset("police they we i you people staff military majority media crew".split())
PLAIN: Final = frozenset("say says said tell tells told".split())
"""Verbs whose subject always speaks."""

_TO_BE_SAID: Final = frozenset("say tell argue warn".split())
HEARING: Final = frozenset("magistrates jurors committee court jury inquest inquiry tribunal hearing trial".split())
_BIDDEN: Final = frozenset("told responded invited urged advised encouraged ordered".split())
_CLAIMED: Final = (["to", "have"], ["to", "be"])
_THREATENED: Final = frozenset(
    "threatened condemned criticised criticized blamed accused denounced slammed praised".split()
)
_DONE_TO: Final = frozenset("with by over for".split())
_ADDING: Final = frozenset("add adds added".split())
_IS_WRITTEN_ON: Final = ("he's", "she's", "it's", "they're", "they've", "he'll", "she'll", "they'll", "it'll")
_CITED: Final = frozenset("citing quoting despite amid following denying rejecting".split())
_PASSIVE_WITHIN: Final = 5
_COUNT_WITHIN: Final = 4
_COUNTS: Final = frozenset("toll total tally count figure number".split())
_ONLY_THAT: Final = frozenset("agree agrees agreed".split())
_DEEDS: Final = frozenset(
    "announce announces announced reject rejects rejected dispute disputes disputed dismiss dismisses dismissed".split()
)
_NO_CLAIM: Final = frozenset("reject rejects rejected dispute disputes disputed dismiss dismisses dismissed".split())
_SAID: Final = frozenset(
    "figures figure claim claims report reports allegation allegations accusation accusations suggestion suggestions "
    "charge charges rumour rumours rumor rumors idea notion results findings".split()
)
_RESULTS: Final = frozenset("profit profits loss losses earnings revenue revenues sales turnover income".split())
_BEHIND_PARTICIPLE: Final = frozenset("dead missing as with over in on at by so after for from during earlier".split())


def is_active(words: Words, lexicon: Lexicon, hit: Hit) -> bool:
    """Whether the verb has somebody who does it: not `was said to`, `to say`, `the reported`, `its claims`."""
    if hit.first and words.is_capital(hit.first) and not _is_titled(words):
        return False
    at = hit.first - 1
    while at >= 0 and words.lows[at] != "not" and _is_adverb(words.lows[at], lexicon):
        at -= 1
    before = words.at(at)
    if hit.form == "ing":
        return before in lexicon.set_of("be")
    if before == "can" and words.lows[hit.first] == "confirm":
        return True  # the trust can confirm
    if before == "will" and words.lows[hit.first] in _TO_BE_SAID:
        return True  # he will tell the court that
    if before == "who" and words.at(at - 1) == "," and words.lows[hit.first] in PLAIN:
        return True  # that contradicts the general, who told us
    if hit.form == "base" and "?" in words.lows[-2:]:
        return False  # what does the constitution say?
    if words.lows[hit.first] in lexicon.set_of("nounlike") and words.at(at - 1) in _CITED:
        return False  # citing Russian reports, it said
    if before == "did" and "?" not in words.lows:
        return True  # the hospital did say
    if words.lows[hit.first] == "told" and before in ("was", "were") and words.at(at - 1) in HEARING:
        return True  # the high court was told
    if words.lows[hit.first] in _BIDDEN and words.at(hit.last) == "to":
        return False  # a bank told to stop charging, nations invited to attend, has responded to accusations
    if before.endswith(("'s", "'re", "'m")) and hit.form == "past" and words.lows[hit.first] not in PLAIN:
        return False  # he's expected to arrive
    if words.lows[hit.first] in ("claims", "claim") and words.lows[hit.last : hit.last + 2] in _CLAIMED:
        return True  # the party claims to have won
    if before in lexicon.set_of("be") or before in lexicon.set_of("modals") or before in _NO_ACTIVE_BEFORE:
        return False
    if before in lexicon.numbers or before.isdecimal():
        return False  # all five states at stake
    if words.lows[hit.first] == "told" and before in HEARING and _closes(words, hit):
        return False  # "…", court told
    if hit.form == "past" and words.at(hit.last) in _DONE_TO and words.lows[hit.first] in _THREATENED:
        return False  # workers threatened with a knife
    nounlike = words.lows[hit.first] in lexicon.set_of("nounlike") and before not in lexicon.set_of("pronouns")
    wired = words.lows[hit.first] == "reports" and hit.last < len(words) and words.is_capital(hit.last)
    if nounlike and not wired and not _opens_clause(words, hit) and not _closes(words, hit):
        return False
    if hit.form == "past" and before == "and" and "been" in words.lows[max(0, at - _PASSIVE_WITHIN) : at]:
        return False  # has been fined and ordered to pay
    if hit.form == "past":
        return not _is_participle(words, lexicon, hit, before)
    if before in lexicon.set_of("determiners") or before in _NO_NOUN_BEFORE:
        return False
    if words.lows[hit.first] == "say":
        return True  # Residents of the left bank say
    if hit.form == "base" and words.at(hit.last) in _OPENS_CLAUSE and words.at(hit.last) not in ("more", "no"):
        return True  # allies of the minister insist he stays
    return hit.form != "base" or before.endswith("s") or before in _PLURAL or (at >= 0 and words.is_name(at))


def _is_adverb(low: str, lexicon: Lexicon) -> bool:
    return low in lexicon.set_of("adverbs") or (low.endswith("ly") and low not in ("family", "italy", "july"))


def _is_participle(words: Words, lexicon: Lexicon, hit: Hit, before: str) -> bool:
    """`the reported move`, `of confirmed cases`, `believed to be`."""
    if words.at(hit.last) == "to" and words.at(hit.last + 1) in ("be", "have"):
        return True
    if before.endswith("'s") and not before.startswith(("he'", "she'", "it'", "who'")):
        return True  # Trump's tweeted threat
    return before in lexicon.set_of("determiners") or before in _NO_PAST_BEFORE


def _opens_clause(words: Words, hit: Hit) -> bool:
    after = words.lows[hit.last] if hit.last < len(words) else ""
    return after in _OPENS_CLAUSE or after in QUOTE_MARKS or after == ":" or after[:1].isdigit()


def _closes(words: Words, hit: Hit) -> bool:
    """Whether the verb closes the sentence: `…, Reuters reports.`"""
    if words.at(hit.last) == "," and words.at(hit.first - 1)[:1].isalpha():
        return True  # …, the institute reports, which …
    return all(low in (".", ",") or low in QUOTE_MARKS for low in words.lows[hit.last : hit.last + 3])


def _is_titled(words: Words) -> bool:
    """Whether most words open with a capital, as in some headlines."""
    letters = [place for place, low in enumerate(words.lows) if len(low) > 3 and low.isalpha()]
    return sum(words.is_capital(place) for place in letters) * 3 > 2 * len(letters)


def is_reduced(words: Words, hit: Hit) -> bool:
    """Whether `announced in Lebanon`, `reported on Monday` may say what was done to the noun before it."""
    return hit.last < len(words) and words.lows[hit.last] in _BEHIND_PARTICIPLE


def takes_words(words: Words, phrases: NounPhrases, hit: Hit, span: Span) -> bool:
    """Whether a verb like "add" or "find" reports here: words follow it, or it closes the sentence."""
    after = words.lows[hit.last : hit.last + 1]
    if words.lows[hit.first] in _ONLY_THAT:
        return after == ["that"]
    if words.lows[hit.first].startswith("order"):
        return after[:1] == ["that"] or (bool(after) and (after[0] in QUOTE_MARKS or after[0] == ":"))
    if words.lows[hit.first] == "read" and not phrases.names_surely(span):
        return False  # Banners read "..."
    if words.lows[hit.first] in _ADDING and after and after[0] in ("a", "an", "more", "another", "at", "no"):
        return False  # the US adds more rigs
    if not after or after[0] in ".,":
        return span[0] > 0 and words.lows[span[0] - 1] in (",", *QUOTE_MARKS)
    if after[0] in QUOTE_MARKS or after[0] == ":" or after[0] in _OPENS_CLAUSE:
        return True
    if words.lows[hit.first] in ("found", "find", "finds", "read", "reads", "rules"):
        return False
    return phrases.names(span)


def counts_people(words: Words, hit: Hit) -> bool:
    """`has revised the toll to 31`, `gave a higher figure of eight`: a count is told by a verb that tells nothing else."""
    return not _COUNTS.isdisjoint(words.lows[hit.last : hit.last + _COUNT_WITHIN])


def has_verb(words: Words, lexicon: Lexicon, first: int) -> bool:
    """Whether a clause goes on behind a name: then `said the minister was` has no name behind the verb."""
    for low in words.lows[first : first + 12]:
        if low in (",", ".", ";"):
            return False
        if low in lexicon.set_of("auxiliaries") or lexicon.forms.get(low) in ("past", "third"):
            return True
        if low.endswith(_IS_WRITTEN_ON):
            return True  # announced he's to stand down
    return False


def is_deed(words: Words, lexicon: Lexicon, hit: Hit) -> bool:
    """Whether the verb is something done, with nothing reported: `announces fuel cheques`, `rejects the levy`."""
    low, after = words.lows[hit.first], words.at(hit.last)
    if low == "read" and (after in lexicon.set_of("determiners") or after.isdecimal()):
        return True
    if low in ("asked", "asks", "ask"):
        return True
    if low in ("reported", "reports", "report"):
        return not _RESULTS.isdisjoint(words.lows[hit.last : hit.last + 5])
    if low in ("declare", "declares", "declared"):
        return after in ("what", "war", "victory")
    if low not in _DEEDS or after in ("that", ":", ".", ",", "", *QUOTE_MARKS):
        return False
    if low in _NO_CLAIM:
        return _SAID.isdisjoint(words.lows[hit.last : hit.last + 5])
    return not has_verb(words, lexicon, hit.last)
