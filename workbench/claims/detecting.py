"""Finds the claims of a post by rules that can be read: every sentence is considered, and none is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.claims.checkworthy import Read, band, is_note, reasons, score
from workbench.claims.credits import credits_by_block
from workbench.claims.embed_hedges import Caveat, hang, of_embeds
from workbench.claims.found import Band, Block, EmbedWords, Found
from workbench.claims.hedges import is_plural_media, media_named
from workbench.claims.languages import SUPPORTED
from workbench.claims.reading import Sentence, read_post
from workbench.claims.segment import segment
from workbench.claims.speakers import Speaker, Spoken, speakers
from workbench.claims.words import MOST_WORDS

NO_REASON: Final = "nothing that speaks for or against a claim"

_MEDIA_ROLES: Final = ("caption", "embed_title")
_REFERRING: Final = frozenset("it them this these they".split())


def detect(
    text: str,
    *,
    headline: str | None = None,
    embeds: Sequence[EmbedWords] = (),
    credits: Sequence[str] = (),
    language: str | None = None,
) -> tuple[Found, ...]:
    """Every sentence of a post in text order, with its band and the reasons for it.

    `language` is what the document says of itself ("en-GB"); the words decide where they say otherwise. The
    spans of what is found hold every character of the text that is not blank.
    """
    blocks = segment(text, headline, embeds)
    read = read_post(text, blocks, language)
    credited = credits_by_block(text, blocks, credits)
    said_by = _speakers(read, blocks, embeds)
    found = [
        _found(text, sentence, blocks[sentence.block], credited[sentence.block], speaker)
        for sentence, speaker in zip(read, said_by, strict=True)
    ]
    media = [bool(media_named(sentence.words, sentence.lexicon)) for sentence in read]
    return tuple(hang(found, _caveats(read), blocks, media))


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


def _found(text: str, sentence: Sentence, block: Block, credit: str | None, speaker: Speaker | None) -> Found:
    if block.role in ("credit", "furniture") or sentence.unread:
        return _left_whole(text, sentence, block, credit)
    places, dates = sentence.texts(sentence.places), sentence.texts(sentence.dates)
    read = Read(
        sentence.words, sentence.lexicon, sentence.hits, block.role, sentence.figures,
        places, dates, sentence.hedges, speaker,
    )  # fmt: skip
    listed = reasons(read)
    checkworthy = score(listed)
    banded, floor = _banded(sentence, block, band(checkworthy))
    return Found(
        start=sentence.start,
        end=sentence.end,
        text=text[sentence.start : sentence.end],
        role=block.role,
        band=banded,
        checkworthy=checkworthy,
        why=tuple(reason.why for reason in listed) + floor or (NO_REASON,),
        attribution=speaker.name if speaker else None,
        credit=credit or (sentence.mention.carried_by if sentence.mention else None),
        hedges=tuple(hedge.text for hedge in sentence.hedges),
        quantities=tuple(figure.quantity for figure in sentence.figures),
        places=places,
        dates=dates,
        language=sentence.language,
        embed=block.embed,
    )


def _left_whole(text: str, sentence: Sentence, block: Block, credit: str | None) -> Found:
    """Credits and furniture are asides; what was too much to read may be a claim."""
    why = sentence.unread or (f"credit: {credit}" if block.role == "credit" else "furniture of the page")
    banded: Band = "maybe" if sentence.unread else "aside"
    words = text[sentence.start : sentence.end]
    return Found(
        sentence.start, sentence.end, words, block.role, banded, 0.5 if sentence.unread else 0.0, (why,),
        credit=credit, language=sentence.language, embed=block.embed,
    )  # fmt: skip


def _banded(sentence: Sentence, block: Block, banded: Band) -> tuple[Band, tuple[str, ...]]:
    """The band, raised to maybe where the rules could not read the words or a picture hangs on them."""
    if sentence.language is not None and sentence.language not in SUPPORTED:
        return "maybe", (f"language not read: {sentence.language}",)
    if banded != "aside":
        return banded, ()
    if sentence.language is None:
        return "maybe", ("language unknown",)
    if len(sentence.words) >= MOST_WORDS:
        return "maybe", ("too long to be read whole",)
    return ("maybe", ("words of an embed",)) if block.role in _MEDIA_ROLES else (banded, ())


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
