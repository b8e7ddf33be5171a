"""Which caveat hangs on what: a note such as "cannot verify this video" is no claim, but a hedge on its neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.claims.found import Block, EmbedWords, Found, Reason

_FITTING: Final = {
    "video": frozenset({"video", "any"}),
    "photo": frozenset({"photo", "any"}),
    "audio": frozenset({"video", "any"}),
    "social": frozenset({"video", "photo", "any"}),
    "link": frozenset({"video", "photo", "any"}),
}


@dataclass(frozen=True)
class Caveat:
    """The caveats of one considered sentence.

    `media` are the kinds of media that it speaks of; `note` says that the sentence is nothing but a caveat
    on others; `plural` that it speaks of several pictures or videos.
    """

    sentence: int
    block: int
    texts: tuple[str, ...]
    media: frozenset[str]
    note: bool
    plural: bool


def hang(
    found: Sequence[Found], caveats: Sequence[Caveat], blocks: Sequence[Block], media: Sequence[bool]
) -> list[Found]:
    """The sentences with the caveats of their neighbours. `media` says of each whether it speaks of media."""
    hung = list(found)
    for caveat in caveats:
        for target in _targets(hung, caveat, blocks, media):
            hung[target] = _with(hung[target], caveat.texts)
    return hung


def _with(found: Found, texts: Sequence[str]) -> Found:
    more = tuple(text for text in texts if text not in found.hedges)
    if not more:
        return found
    reasons = found.reasons + tuple(Reason("neighbour_hedge", 0.0, f"hedge: {text}") for text in more)
    return found._replace(hedges=found.hedges + more, reasons=reasons)


def _targets(found: Sequence[Found], caveat: Caveat, blocks: Sequence[Block], media: Sequence[bool]) -> list[int]:
    """The sentences that a caveat speaks of, its own aside."""
    if caveat.media:
        titles = _nearest_words(found, caveat, blocks)
        if not caveat.note:
            return titles
        spoken = [
            place for place, one in enumerate(found) if media[place] and one.role == "body" and one.band != "aside"
        ]
        if titles or spoken:
            return [place for place in (*titles, *spoken) if place != caveat.sentence]
    return _neighbour(found, caveat.sentence) if caveat.note else []


def _nearest_words(found: Sequence[Found], caveat: Caveat, blocks: Sequence[Block]) -> list[int]:
    """Titles and captions of the post: all of them for `these videos`, else those of the nearest embed."""
    if blocks[caveat.block].role in ("caption", "embed_title"):
        return []
    titled = [place for place, one in enumerate(found) if one.role == "embed_title"]
    words = titled or [place for place, one in enumerate(found) if one.role == "caption"]
    if caveat.plural or len(words) < 2:
        return words
    return [min(words, key=lambda place: abs(place - caveat.sentence))]


def _neighbour(found: Sequence[Found], sentence: int) -> list[int]:
    """The sentence before that is no aside, or else the next."""
    before = (place for place in range(sentence - 1, -1, -1) if found[place].band != "aside")
    after = (place for place in range(sentence + 1, len(found)) if found[place].band != "aside")
    nearest = next(before, None)
    nearest = next(after, None) if nearest is None else nearest
    return [] if nearest is None else [nearest]


def of_embeds(
    caveats: Sequence[Caveat], blocks: Sequence[Block], embeds: Sequence[EmbedWords]
) -> tuple[tuple[str, ...], ...]:
    """For each embed the caveats that hang on it: its own words', and those of sentences that speak of its kind."""
    hung: list[list[str]] = [[] for _ in embeds]
    for caveat in caveats:
        own = blocks[caveat.block].embed
        targets = [own] if own is not None else _fitting(caveat, blocks, embeds)
        for index in targets:
            hung[index] += [text for text in caveat.texts if text not in hung[index]]
    return tuple(map(tuple, hung))


def _fitting(caveat: Caveat, blocks: Sequence[Block], embeds: Sequence[EmbedWords]) -> list[int]:
    """All embeds of the kind for `these videos`; for `this video` the nearest one."""
    fitting = [index for index, embed in enumerate(embeds) if caveat.media & _FITTING.get(embed.kind, frozenset())]
    if caveat.plural or len(fitting) < 2:
        return fitting
    places = {block.embed: number for number, block in reversed(list(enumerate(blocks))) if block.embed is not None}
    return [min(fitting, key=lambda index: abs(places.get(index, len(blocks)) - caveat.block))]
