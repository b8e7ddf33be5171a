"""Finds the claims of a post by rules that can be read: every sentence is considered, and none is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.claims.checkworthy import reasons
from workbench.claims.credits import credits_by_block, marked_in
from workbench.claims.dates import Span
from workbench.claims.embed_hedges import Caveat, hang, of_embeds
from workbench.claims.found import Band, Block, EmbedWords, Found, Marked, Reason, Scope, SpanKind
from workbench.claims.hedges import is_plural_media, media_named
from workbench.claims.languages import SUPPORTED
from workbench.claims.reading import Sentence, read_post
from workbench.claims.segment import segment
from workbench.claims.signs import Read
from workbench.claims.speakers import Speaker, Spoken, speakers
from workbench.claims.speaks_for import is_note
from workbench.claims.weights import Weights, shipped
from workbench.claims.words import MOST_WORDS

NO_REASON: Final = Reason("none", 0.0, "nothing that speaks for or against a claim")

_MEDIA_ROLES: Final = ("caption", "embed_title")
_REPEATED: Final = 0.75
_STEM: Final = 5
_REFERRING: Final = frozenset("it them this these they".split())


def detect(
    text: str,
    *,
    headline: str | None = None,
    embeds: Sequence[EmbedWords] = (),
    credits: Sequence[str] = (),
    language: str | None = None,
    weights: Weights | None = None,
) -> tuple[Found, ...]:
    """Every sentence of a post in text order, with its band and the reasons for it.

    `language` is what the document says of itself ("en-GB"); the words decide where they say otherwise. The
    spans of what is found hold every character of the text that is not blank. `weights` are the desk's own, in
    place of those that come with the program.
    """
    blocks = segment(text, headline, embeds)
    read = read_post(text, blocks, language)
    credited = [
        (_of_embed(block, embeds) or credit) if block.role in _MEDIA_ROLES else credit
        for block, credit in zip(blocks, credits_by_block(text, blocks, credits), strict=True)
    ]
    said_by = _speakers(read, blocks, embeds)
    found = [
        _found(text, sentence, blocks[sentence.block], credited[sentence.block], speaker, weights or shipped())
        for sentence, speaker in zip(read, said_by, strict=True)
    ]
    found = _repeated(found, read)
    caveats = _caveats(read)
    if not caveats:
        return tuple(found)
    media = [bool(media_named(sentence.words, sentence.lexicon)) for sentence in read]
    return tuple(hang(found, caveats, blocks, media))


def _repeated(found: list[Found], read: Sequence[Sentence]) -> list[Found]:
    """The sentences with each headline that says nothing but what a sentence of the body says marked as its repetition.

    A figure that the body bounds otherwise ("44" above, "at least 44" below) keeps the headline a claim of its own.
    """
    if not found or found[0].role != "headline":
        return found
    for place, head in enumerate(found):
        if head.role != "headline" or head.band == "aside":
            continue
        wanted, bounds = _telling(read[place]), _bounds(head)
        for other, body in zip(found, read, strict=True):
            if other.role != "body" or other.band == "aside" or not wanted:
                continue
            if bounds <= _bounds(other) and len(wanted & _telling(body)) >= _REPEATED * len(wanted):
                reason = Reason("repeats", 0.0, "repeated in the body", ((other.start, other.end),))
                found[place] = head._replace(same_as=other.start, reasons=(*head.reasons, reason))
                break
    return found


def _bounds(found: Found) -> set[tuple[float | None, float | None, float | None]]:
    return {(one.value, one.low, one.high) for one in found.quantities}


def _telling(sentence: Sentence) -> frozenset[str]:
    return frozenset(low[:_STEM] for low in sentence.words.lows if len(low) >= _STEM - 1)


def hedges_for_embed(text: str, headline: str | None, embeds: Sequence[EmbedWords]) -> tuple[tuple[str, ...], ...]:
    """For each embed the caveats in the same post that hang on it, in text order."""
    if not embeds:
        return ()
    blocks = segment(text, headline, embeds)
    return of_embeds(_caveats(read_post(text, blocks, None)), blocks, embeds)


def _speakers(read: Sequence[Sentence], blocks: Sequence[Block], embeds: Sequence[EmbedWords]) -> list[Speaker | None]:
    """Who says each sentence; an embed's title is said by its uploader."""
    found = speakers([Spoken(one.words, one.mention, one.block, one.lexicon) for one in read])
    for place, one in enumerate(read):
        block = blocks[one.block]
        author = embeds[block.embed].author if block.embed is not None else None
        if block.role == "embed_title":
            found[place] = Speaker(author, "by", "upload") if author else None
        elif block.role in ("credit", "furniture"):
            found[place] = None
    return found


def _found(
    text: str, sentence: Sentence, block: Block, credit: str | None, speaker: Speaker | None, weights: Weights
) -> Found:
    if block.role in ("credit", "furniture") or sentence.unread:
        return _left_whole(text, sentence, block, credit)
    places, dates = sentence.texts(sentence.places), sentence.texts(sentence.dates)
    read = Read(
        sentence.words, sentence.lexicon, sentence.hits, block.role, sentence.figures,
        sentence.places, sentence.dates, sentence.hedges, sentence.mention, speaker,
    )  # fmt: skip
    listed = reasons(read, weights)
    carried = credit or (sentence.mention.carried_by if sentence.mention else None)
    checkworthy = weights.score(listed)
    banded, floor = _banded(sentence, block, weights.band(checkworthy))
    return Found(
        start=sentence.start,
        end=sentence.end,
        text=text[sentence.start : sentence.end],
        role=block.role,
        band=banded,
        checkworthy=checkworthy,
        reasons=(*listed, *floor) or (NO_REASON,),
        attribution=speaker.name if speaker else None,
        attribution_scope=_speaker_scope(speaker, block),
        implied=bool(speaker and speaker.implied_by),
        told=speaker.told if speaker else None,
        credit=carried,
        credit_scope=_credit_scope(credit, carried, block),
        hedges=tuple(hedge.text for hedge in sentence.hedges),
        quantities=tuple(figure.quantity for figure in sentence.figures),
        places=places,
        dates=dates,
        language=sentence.language,
        embed=block.embed,
        spans=_spans(sentence),
    )


def _speaker_scope(speaker: Speaker | None, block: Block) -> Scope | None:
    """An implied speaker comes from the post; an embed's words are its uploader's."""
    if speaker is None:
        return None
    if block.embed is not None or block.role in _MEDIA_ROLES:
        return "caption" if block.role == "caption" else "embed"
    return "post" if speaker.implied_by else "sentence"


def _credit_scope(covering: str | None, carried: str | None, block: Block) -> Scope | None:
    if carried is None:
        return None
    if block.role in _MEDIA_ROLES:
        return "caption" if block.role == "caption" else "embed"
    return "post" if covering else "sentence"


def _spans(sentence: Sentence) -> tuple[Marked, ...]:
    """Where in the post's text the rules read a speaker, a caveat, a figure, a place, a date; in text order."""
    words, mention = sentence.words, sentence.mention
    found = [Marked("hedge", *words.span(one.first, one.last), f"hedge.{one.kind}") for one in sentence.hedges]
    found += [Marked("figure", *words.span(one.first, one.last), one.rule) for one in sentence.figures]
    found += [Marked("place", *words.span(*one), "place") for one in sentence.places]
    found += [Marked("date", *words.span(*one), "date") for one in sentence.dates]
    if mention is not None:
        found.append(Marked("speaker", *words.span(mention.first, mention.last), mention.rule))
        marks: tuple[tuple[SpanKind, Span | None], ...] = (
            ("cue", mention.cue_at),
            ("told", mention.told_at),
            ("credit", mention.carried_at),
        )
        found += [Marked(kind, *words.span(*at), mention.rule) for kind, at in marks if at]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _left_whole(text: str, sentence: Sentence, block: Block, credit: str | None) -> Found:
    """Credits and furniture are asides; what was too much to read may be a claim."""
    why = sentence.unread or (f"credit: {credit}" if block.role == "credit" else "furniture of the page")
    reason = Reason("unread" if sentence.unread else block.role, 0.0, why)
    banded: Band = "maybe" if sentence.unread else "aside"
    words = text[sentence.start : sentence.end]
    return Found(
        sentence.start, sentence.end, words, block.role, banded, 0.5 if sentence.unread else 0.0, (reason,),
        credit=credit, language=sentence.language, embed=block.embed, spans=_credited(sentence.start, words, block),
    )  # fmt: skip


def _of_embed(block: Block, embeds: Sequence[EmbedWords]) -> str | None:
    """The credit that the embed itself gives."""
    return embeds[block.embed].credit if block.embed is not None else None


def _credited(start: int, words: str, block: Block) -> tuple[Marked, ...]:
    """Where a credit line names its wire, and who uploaded."""
    named = marked_in(words) if block.role == "credit" else ()
    return tuple(Marked(kind, start + first, start + last, rule) for kind, first, last, rule in named)


def _banded(sentence: Sentence, block: Block, banded: Band) -> tuple[Band, tuple[Reason, ...]]:
    """The band, raised to maybe where the rules could not read the words or a picture hangs on them."""
    if sentence.language is not None and sentence.language not in SUPPORTED:
        return "maybe", (Reason("language", 0.0, f"language not read: {sentence.language}"),)
    if len(sentence.words) >= MOST_WORDS:
        return "maybe", (Reason("long", 0.0, "too long to be read whole"),)
    if banded != "aside":
        return banded, ()
    if sentence.language is None:
        return "maybe", (Reason("language", 0.0, "language unknown"),)
    return ("maybe", (Reason("embed", 0.0, "words of an embed"),)) if block.role in _MEDIA_ROLES else (banded, ())


def _caveats(read: Sequence[Sentence]) -> list[Caveat]:
    """The sentences that hold a caveat; one that says "them" speaks of the media of the sentence before."""
    found = []
    for place, one in enumerate(read):
        if not one.hedges:
            continue
        media = media_named(one.words, one.lexicon)
        plural = is_plural_media(one.words, one.lexicon)
        before = read[place - 1] if place else None
        if not media and before and not _REFERRING.isdisjoint(one.words.lows):
            media = media_named(before.words, before.lexicon)
            plural = is_plural_media(before.words, before.lexicon)
        texts = tuple(hedge.text for hedge in one.hedges)
        note = is_note(one.words, one.lexicon, one.hits, one.hedges, one.figures)
        found.append(Caveat(place, one.block, texts, media, note, plural))
    return found
