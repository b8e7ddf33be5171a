"""A post's words with the claims marked in them, as a story's page and an item's panel show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.claims.found import Block
from workbench.model.item import Item


@dataclass(frozen=True)
class Mark:
    """An item as it is marked in the text or listed: what a reader of the story needs of it."""

    ref: str
    kind: str
    words: str
    work_state: str
    verdict: str | None
    band: str | None
    attribution: str | None
    credit: str | None
    hedges: tuple[str, ...]
    alert: str | None
    outcome: str | None
    recheck: bool
    start: int | None
    end: int | None
    matches: bool


@dataclass(frozen=True)
class Piece:
    """A run of the post's text: inside the words of `mark`, or free; `start` indexes the post's text."""

    text: str
    start: int
    mark: Mark | None


@dataclass(frozen=True)
class Line:
    role: str
    pieces: tuple[Piece, ...]


def mark_of(item: Item, matches: bool = True) -> Mark:
    return Mark(
        ref=item.ref,
        kind=item.kind,
        words=item.words,
        work_state=item.work_state,
        verdict=item.verdict,
        band=item.band,
        attribution=item.attribution,
        credit=item.credit,
        hedges=tuple(item.hedges),
        alert=item.alert,
        outcome=item.outcome,
        recheck=item.recheck,
        start=item.start_at,
        end=item.end_at,
        matches=matches,
    )


def lines_of(text: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> tuple[Line, ...]:
    """The text's blocks, cut into pieces where the marked words begin and end.

    Where two marks overlap, the one that begins later is shown: it is the more exact one.
    """
    return tuple(Line(block.role, _pieces(text, block.start, block.end, marks)) for block in blocks)


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    inside = [
        (max(start, mark.start), min(end, mark.end), mark)
        for mark in marks
        if mark.start is not None and mark.end is not None and mark.start < end and start < mark.end
    ]
    cuts = sorted({start, end, *(cut for a, b, _ in inside for cut in (a, b))})
    pieces: list[Piece] = []
    for a, b in pairwise(cuts):
        over = [(mark.start or 0, -(mark.end or 0), mark) for s, e, mark in inside if s <= a and b <= e]
        mark = max(over, key=lambda entry: entry[:2])[2] if over else None
        pieces.append(Piece(text[a:b], a, mark))
    return tuple(pieces)
