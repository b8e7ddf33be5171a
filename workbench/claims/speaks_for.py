"""What speaks for a claim: figures, events, states, plans, testimony, a named speaker, a place, a date, a caveat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.claims.hedges import Hedge
from workbench.claims.lexicon import Hits, Lexicon
from workbench.claims.quantities import Figure
from workbench.claims.signs import Read, Sign
from workbench.claims.verbs import Happening, happenings, headline_verb
from workbench.claims.words import QUOTE_MARKS, Words

_SMALL: Final = 3
_FIGURE_NAMES: Final = ("figure", "possible_figure", "small_figure", "duration")
_UNSURE: Final = frozenset("could may might would if".split())
_GOVERNS: Final = 7
_LONGEST_NOTE: Final = 25
_SELF: Final = frozenset("i we".split())
_OWN_VERBS: Final = frozenset("was were had did".split())
_FUTURE: Final = ("ra", "ront", "rai", "rons")
_SHORTEST_FUTURE: Final = 4
_DID_NOT: Final = frozenset(("لم", "ولم", "فلم"))
_SHOWN_WITHIN: Final = 5
_SHOWING: Final = frozenset(
    "show shows showed showing shown captured captures depicts filmed taken circulating viral shared went".split()
)
_DETAILED: Final = 18
_SHORTEST_ING: Final = 4
_IS_WRITTEN_ON: Final = ("'re", "'m", "he's", "it's")


def speaks_for(read: Read) -> Iterator[Sign]:
    """The signs that evidence could settle the sentence."""
    yield from _figures(read)
    yield from _events(read)
    for category in ("state", "plan"):
        if category in read.hits:
            hit = read.hits[category][0]
            yield Sign(category, f"{category}: {read.words.between(hit.first, hit.last)}", hit.first, hit.last)
    yield from _would(read)
    yield from _will_on_a_day(read)
    yield from _media_shows(read)
    yield from _testimony(read)
    yield from _spoken(read)
    words = read.words
    for name, spans in (("place", read.places), ("date", read.dates)):
        if spans:
            yield Sign(name, f"{name}: {words.between(*spans[0])}", *spans[0])
    yield from _name(read)
    note = bool(read.hedges) and is_note(words, read.lexicon, read.hits, read.hedges, read.figures)
    for hedge in read.hedges:
        kind = "verification" if note else "hedged_media" if hedge.kind == "media" else "hedge"
        yield Sign(kind, f"hedge: {hedge.text}", hedge.first, hedge.last)
    if read.role in ("caption", "headline", "embed_title"):
        yield Sign(read.role, read.role.replace("_", " "))
    if len(words) >= _DETAILED:
        yield Sign("detailed", "says much")


def is_note(words: Words, lexicon: Lexicon, hits: Hits, hedges: Sequence[Hedge], figures: Sequence[Figure]) -> bool:
    """Whether a sentence is nothing but a caveat on others: "We cannot independently verify this video." """
    if not any(hedge.kind == "verify" for hedge in hedges) or figures or len(words) > _LONGEST_NOTE:
        return False
    hedge = next(hedge for hedge in hedges if hedge.kind == "verify")
    behind = words.lows.index(",", hedge.last) if "," in words.lows[hedge.last :] else len(words)
    return not any(
        one.strength == "event" and not hedge.first <= one.first < behind for one in happenings(words, lexicon, hits)
    )


def _spoken(read: Read) -> Iterator[Sign]:
    speaker, mention = read.speaker, read.mention
    if speaker is None:
        return
    if speaker.act == "upload":
        yield Sign("uploader", f"uploaded by: {speaker.name}")
        return
    by = f" (implied by {_marked(speaker.implied_by)})" if speaker.implied_by else ""
    name = "implied_speaker" if speaker.implied_by else "speaker"
    yield Sign(name, f"attributed: {speaker.name}{by}", *((mention.first, mention.last) if mention else ()))
    if speaker.told:
        yield Sign("told", f"told: {speaker.told}")


def _marked(words: str) -> str:
    return words if words.endswith("quotation") else f"“{words}”"


def _figures(read: Read) -> Iterator[Sign]:
    if not read.figures:
        return
    named = [(_figure_name(read, figure), figure) for figure in read.figures]
    named.sort(key=lambda one: _FIGURE_NAMES.index(one[0]))
    for number, (name, figure) in enumerate(named[:2]):
        why = f"figure: {figure.quantity.text}"
        yield Sign("second_figure" if number else name, why, figure.first, figure.last)


def _figure_name(read: Read, figure: Figure) -> str:
    """A figure in digits or of people says more than "two main points" or "three days"."""
    quantity = figure.quantity
    unit = (quantity.unit or "").lower().split()[-1:]
    if unit and unit[0] in read.lexicon.set_of("time_words"):
        return "duration"
    small = (
        quantity.value is not None and quantity.value <= _SMALL and not any(char.isdigit() for char in quantity.text)
    )
    modal = range(max(0, figure.first - _GOVERNS), figure.first)
    if any(read.words.lows[at] in _UNSURE for at in modal) and not quantity.low == quantity.high == 1:
        return "possible_figure"
    people = unit and (unit[0] in read.lexicon.set_of("plurals") or unit[0] in read.lexicon.set_of("person_nouns"))
    return "small_figure" if small and not people and quantity.low == quantity.high else "figure"


def _events(read: Read) -> Iterator[Sign]:
    found = happenings(read.words, read.lexicon, read.hits)
    strong = [one for one in found if one.strength == "event"]
    for name, one in zip(("event", "second_event"), strong, strict=False):
        yield _sign(read, name, one)
    if strong:
        return
    verb = headline_verb(read.words, read.lexicon) if read.role == "headline" else 0
    if verb and not any(one.strength == "happened" for one in found):
        yield Sign("happened", f"event: {read.words.between(verb, verb + 1)}", verb, verb + 1)
        return
    for strength, name in (("happened", "happened"), ("noun", "event_noun")):
        weaker = next((one for one in found if one.strength == strength), None)
        if weaker:
            yield _sign(read, name, weaker)
    if not any(one.strength == "happened" for one in found):
        yield from _states(read)
        yield from _goes_on(read)


def _sign(read: Read, name: str, one: Happening) -> Sign:
    return Sign(name, f"event: {read.words.between(one.first, one.last)}", one.first, one.last)


def _states(read: Read) -> Iterator[Sign]:
    """No event, but something is said to be or to have been so: `the county was entirely dark`, `he saw the bag`."""
    words, lexicon = read.words, read.lexicon
    speaks = read.mention.at if read.mention else -1
    be, forms = lexicon.set_of("be"), lexicon.forms
    for place, low in enumerate(words.lows):
        if place in (0, speaks):
            continue
        if low in be and not low.startswith(("be", "am")):
            name = "was_so" if low.startswith("w") else "is_so"
            yield Sign(name, f"is so: {low}", place, place + 1)
            return
        if low in _DID_NOT:
            yield Sign("did_so", f"did so: {low}", place, place + 1)
            return
        before = words.lows[place - 1]
        if before in lexicon.set_of("determiners"):
            continue
        if forms.get(low) == "past" or low in _OWN_VERBS:
            yield Sign("did_so", f"did so: {low}", place, place + 1)
            return
        third = forms.get(low) == "third" and low not in lexicon.set_of("nounlike")
        if third and before[:1].isalpha() and not words.is_capital(place):
            yield Sign("does_so", f"does so: {low}", place, place + 1)
            return


def _goes_on(read: Read) -> Iterator[Sign]:
    """`They're also doing takeaways`: what somebody is at, by a verb of no list."""
    words, lexicon = read.words, read.lexicon
    if lexicon.language != "en":
        return
    for place, low in enumerate(words.lows):
        if low.endswith("ing") and place and len(low) > _SHORTEST_ING and low not in lexicon.set_of("no_events"):
            before = words.lows[place - 1]
            if before in lexicon.set_of("adverbs") and place > 1:
                before = words.lows[place - 2]
            if before in lexicon.set_of("be") or before.endswith(_IS_WRITTEN_ON):
                yield Sign("is_doing", f"goes on: {low}", place, place + 1)
                return


def _media_shows(read: Read) -> Iterator[Sign]:
    """`The video shows a patient`, `false claims in a viral video`: what footage is said to be."""
    words, lexicon = read.words, read.lexicon
    if _SHOWING.isdisjoint(words.lows):
        return
    video, photo = lexicon.set_of("media_video"), lexicon.set_of("media_photo")
    for place, low in enumerate(words.lows):
        if (low in video or low in photo) and not _SHOWING.isdisjoint(
            words.lows[max(0, place - 2) : place + _SHOWN_WITHIN]
        ):
            yield Sign("media_shows", f"media: {low}", place, place + 1)
            return


def _would(read: Read) -> Iterator[Sign]:
    """`The minister said troops would follow`: what is to come, as reported."""
    if not read.speaker or read.speaker.act != "say":
        return
    words = read.words
    for place, low in enumerate(words.lows):
        if low == "would" and not words.quoted[place]:
            yield Sign("would", "plan: would", place, place + 1)
            return


def _will_on_a_day(read: Read) -> Iterator[Sign]:
    """`He will issue his conclusions on 15 January`: a plan with its day, by a verb of no list."""
    words, french = read.words, read.lexicon.language == "fr"
    if "plan" in read.hits or not read.dates:
        return
    for place, low in enumerate(words.lows[:-1]):
        if french and place and low.endswith(_FUTURE) and len(low) > _SHORTEST_FUTURE and not words.is_capital(place):
            yield Sign("plan", f"plan: {low}", place, place + 1)
            return
        if low == "will" and words.at(place + 1) not in ("be", "not", "have", "probably", "likely"):
            yield Sign("plan", f"plan: {words.between(place, place + 2)}", place, place + 2)
            return


def _testimony(read: Read) -> Iterator[Sign]:
    """`We hit forty targets`, `I wrote it in the book`: what somebody says to have done or seen."""
    words, lexicon = read.words, read.lexicon
    for place in range(len(words) - 1):
        low, behind = words.lows[place], words.lows[place + 1]
        after = words.at(place + 2) if behind == "have" else behind
        if (
            low in _SELF
            and words.quoted[place]
            and (lexicon.forms.get(after) == "past" or behind in _OWN_VERBS or after == "been")
        ):
            yield Sign("testimony", f"own deed: {words.between(place, place + 2)}", place, place + 2)
            return


def _name(read: Read) -> Iterator[Sign]:
    """The first name that does not merely open the sentence."""
    words, lows = read.words, read.words.lows
    for place in words.names():
        if place and lows[place - 1] not in QUOTE_MARKS and lows[place - 1] not in ".:":
            first, last = place, place + 1
            while first and words.is_name(first - 1) and lows[first - 1] not in read.lexicon.set_of("not_counted"):
                first -= 1
            while last < len(words) and words.is_name(last):
                last += 1
            yield Sign("name", f"name: {words.between(first, last)}", first, last)
            return
