"""Reads every sentence of a post with every rule once; what is made of it is decided in detecting.py."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from workbench.claims.attribution import mention_in
from workbench.claims.dates import Span, dates
from workbench.claims.found import Block
from workbench.claims.hedges import Hedge, hedges
from workbench.claims.languages import SUPPORTED, language_of
from workbench.claims.lexicon import Hits, Lexicon, lexicon
from workbench.claims.mention import Mention
from workbench.claims.places import places
from workbench.claims.quantities import Figure, figures
from workbench.claims.sentences import sentences
from workbench.claims.words import Words, words_of

MOST_SENTENCES: Final = 500
"""What stands behind so many sentences of one post is listed block by block, unread."""

OPEN_FOR: Final = 3
"""A quotation that is not closed within so many further sentences was never one."""

_FEW: Final = 2
_MARK: Final = re.compile(r"""["“”«»]|''""")


class Sentence(NamedTuple):
    """A sentence, or a credit or furniture block left whole, with what each rule found in it.

    `block` is the number of its block. `dates` and `places` are spans of words. `unread` says why the rules
    did not read it.
    """

    start: int
    end: int
    block: int
    language: str | None
    words: Words
    lexicon: Lexicon
    hits: Hits
    dates: Sequence[Span]
    places: Sequence[Span]
    figures: Sequence[Figure]
    hedges: Sequence[Hedge]
    mention: Mention | None
    unread: str | None = None

    def texts(self, spans: Sequence[Span]) -> tuple[str, ...]:
        """The words of some spans."""
        return tuple(self.words.between(*span) for span in spans)


def read_post(text: str, blocks: Sequence[Block], expected: str | None) -> list[Sentence]:
    """Every sentence of the post in order; `expected` is the language that the document gives itself."""
    whole = language_of(text, expected=expected)
    read: list[Sentence] = []
    for number, block in enumerate(blocks):
        if block.role in ("credit", "furniture") or len(read) >= MOST_SENTENCES:
            read.append(_whole(text, number, block, whole))
            continue
        language = language_of(text, block.start, block.end, expected=whole)
        spans = sentences(text, block.start, block.end)
        known = lexicon(language if language in SUPPORTED else "en")
        cut = spans[:MOST_SENTENCES]
        for span, words in zip(cut, _cut(text, cut), strict=True):
            read.append(_read(span, number, block, language, words, known))
        if len(cut) < len(spans):
            rest = block._replace(start=spans[len(cut)][0])
            read.append(_whole(text, number, rest, language))
    return read


def _whole(text: str, number: int, block: Block, language: str | None) -> Sentence:
    """A block left whole: a credit, furniture, or what stands behind more sentences than are read."""
    unread = None if block.role in ("credit", "furniture") else f"behind the first {MOST_SENTENCES} sentences: not read"
    return Sentence(
        block.start, block.end, number, language, Words(text), lexicon("en"), {}, (), (), (), (), None, unread
    )  # fmt: skip


def _read(span: Span, number: int, block: Block, language: str | None, words: Words, known: Lexicon) -> Sentence:
    hits = known.find(words.lows)
    if len(words) < _FEW:
        return Sentence(*span, number, language, words, known, hits, (), (), (), (), None)
    dated = dates(words, known)
    taken = frozenset(place for first, last in dated for place in range(first, last))
    return Sentence(
        start=span[0],
        end=span[1],
        block=number,
        language=language,
        words=words,
        lexicon=known,
        hits=hits,
        dates=dated,
        places=places(words, known, taken),
        figures=figures(words, known, hits, taken),
        hedges=hedges(words, hits),
        mention=None if block.role == "embed_title" else mention_in(words, known, hits, taken, block.role),
    )


def _cut(text: str, spans: Sequence[Span]) -> list[Words]:
    """The words of each sentence of a block, quotations carried over from one to the next."""
    cut: list[Words] = []
    is_open = False
    for number, span in enumerate(spans):
        words = words_of(text, *span, in_quote=is_open)
        cut.append(words)
        was_open, is_open = is_open, words.open_after
        if is_open and not was_open and not _closes(text, spans[number + 1 : number + 1 + OPEN_FOR]):
            is_open = False
    return cut


def _closes(text: str, spans: Sequence[Span]) -> bool:
    """Whether the next mark closes; one that opens anew says that the quotation before it was never closed."""
    for start, end in spans:
        mark = _MARK.search(text, start, end)
        if mark:
            at = mark.start()
            behind = text[at + 1 : at + 2]
            return mark[0] not in "“«" and not (mark[0] == '"' and text[at - 1].isspace() and behind.isalnum())
    return False
