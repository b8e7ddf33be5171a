"""Who goes on speaking: pronouns, "the officers", and open quotations, told from the post's earlier sentences.

A speaker found so is marked as implied: it is a suggestion, and the reasons say from which words it was taken.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from workbench.claims.lexicon import Lexicon
from workbench.claims.mention import Mention
from workbench.claims.words import QUOTE_MARKS, Words

_DEFINITE: Final = frozenset("the these those both les le la".split())


class Speaker(NamedTuple):
    """Who says a sentence. `implied_by` holds the words, or "open quotation", that an implied speaker is told from."""

    name: str
    cue: str
    act: str
    told: str | None = None
    implied_by: str | None = None


class Spoken(NamedTuple):
    """One sentence as this file reads it: its words, the speaker it names, its paragraph (a block's number)."""

    words: Words
    mention: Mention | None
    paragraph: int
    lexicon: Lexicon


def speakers(post: Sequence[Spoken]) -> list[Speaker | None]:
    """The speaker of each sentence of a post, in order; None where nobody is named or implied."""
    found: list[Speaker | None] = []
    last: Speaker | None = None
    named = {word for one in post if one.mention and one.mention.cue != ":" for word in one.mention.worded.split()}
    for place, spoken in enumerate(post):
        if spoken.mention and not (spoken.mention.cue == ":" and _is_topic(spoken, named)):
            speaker = _resolved(spoken, last)
            if speaker and speaker.implied_by is None:
                last = speaker
        else:
            speaker = _carried(post, place, found, last)
        found.append(speaker)
    found = _filled_back(post, found)
    return [None if _only_leads_in(spoken) else speaker for spoken, speaker in zip(post, found, strict=True)]


def _only_leads_in(spoken: Spoken) -> bool:
    """Whether a sentence says nothing but who speaks next: `Sunak said:`."""
    mention, lows = spoken.mention, spoken.words.lows
    if mention is None:
        return False
    if mention.rule == "handle":
        return mention.cue_at is not None and mention.cue_at[1] + 1 >= len(lows)
    last = mention.told_at[1] if mention.told_at else mention.at + 1
    return lows[-1:] == [":"] and last == len(lows) - 1


def _is_topic(spoken: Spoken, named: Collection[str]) -> bool:
    """`Flooding: two dead` names a topic; `Ilves: no deal` somebody who speaks in the post, or is quoted here."""
    mention, words = spoken.mention, spoken.words
    if mention is None or words.at(mention.at + 1) in QUOTE_MARKS:
        return False
    last = mention.worded.split()[-1]
    speaks = spoken.lexicon.set_of("person_nouns") | spoken.lexicon.set_of("org_nouns")
    name = words.lows[mention.first : mention.last] if spoken.lexicon.language == "ar" else [last.lower()]
    return last not in named and speaks.isdisjoint(name)


def _resolved(spoken: Spoken, last: Speaker | None) -> Speaker | None:
    mention = spoken.mention
    if mention is None:
        return None
    lows = spoken.words.lows[mention.first : mention.last]
    if last and _named_before(lows, last):
        return Speaker(last.name, mention.cue, mention.act, mention.told)
    refers = mention.unnamed or _refers_back(lows, spoken.lexicon, last)
    if refers and last:
        return Speaker(last.name, mention.cue, mention.act, mention.told, mention.worded)
    if mention.unnamed or (len(lows) == 1 and lows[0] in spoken.lexicon.set_of("pronouns")):
        return None
    return Speaker(mention.worded, mention.cue, mention.act, mention.told)


def _named_before(lows: Sequence[str], last: Speaker) -> bool:
    """Whether `the ministry` takes up the noun of who spoke last: the interior ministry, said in fewer words."""
    name = [word.removesuffix("s") for word in last.name.lower().split()]
    return len(lows) == 2 and lows[0] in _DEFINITE and lows[1].removesuffix("s") in name


def _refers_back(lows: Sequence[str], lexicon: Lexicon, last: Speaker | None) -> bool:
    """Whether the words name nobody new: a pronoun, `the officers` behind the police, `the spokesman` behind a name."""
    if len(lows) == 1:
        return lows[0] in lexicon.set_of("pronouns")
    if len(lows) != 2 or lows[0] not in _DEFINITE or lows[1] not in lexicon.set_of("bare_persons"):
        return False
    belong_to = lexicon.set_of(f"{lows[1]}_of")
    return not last or not belong_to or not belong_to.isdisjoint(last.name.lower().split())


def _carried(
    post: Sequence[Spoken], place: int, found: Sequence[Speaker | None], last: Speaker | None
) -> Speaker | None:
    """The speaker of a sentence that names none: who spoke before, if the sentence is a quotation."""
    words = post[place].words
    if len(words) < 3 or not place:
        return None
    before = found[place - 1]
    if before and _leads_in(post, place):
        return _implied(before, "what leads in")
    if words.quoted[0] and words.lows[0] not in QUOTE_MARKS:
        return _implied(before, "open quotation") if post[place - 1].paragraph == post[place].paragraph else None
    if _is_quotation(words) and (before or (last and post[place - 1].paragraph == post[place].paragraph)):
        return _implied(before or last, "quotation")
    return None


def _leads_in(post: Sequence[Spoken], place: int) -> bool:
    """Whether the sentence stands in the block right behind `Sunak said:`, `Anna Lind (@alind)`."""
    number = post[place].paragraph
    above = [one for one in post[max(0, place - 12) : place] if one.paragraph == number - 1]
    here = all(one.mention is None for one in post[max(0, place - 12) : place] if one.paragraph == number)
    return bool(above) and above[-1].mention is not None and _ends_leading(above[-1]) and here


def _ends_leading(spoken: Spoken) -> bool:
    return spoken.words.lows[-1:] == [":"] or _only_leads_in(spoken)


def _implied(speaker: Speaker | None, by: str) -> Speaker | None:
    return Speaker(speaker.name, speaker.cue, "say", None, by) if speaker else None


def _is_quotation(words: Words) -> bool:
    """Whether a sentence is nothing but a quotation."""
    return words.lows[0] in QUOTE_MARKS and all(
        quoted or low in (".", ",") for quoted, low in zip(words.quoted, words.lows, strict=True)
    )


def _filled_back(post: Sequence[Spoken], found: list[Speaker | None]) -> list[Speaker | None]:
    """`"One. Two," said X.`: the first sentence of the quotation is X's too."""
    for place in range(len(post) - 2, -1, -1):
        later = found[place + 1]
        if (
            found[place] is None
            and later
            and post[place].words.open_after
            and post[place].paragraph == post[place + 1].paragraph
            and post[place + 1].words.quoted[:1] == [True]
        ):
            found[place] = _implied(later, "open quotation")
    return found
