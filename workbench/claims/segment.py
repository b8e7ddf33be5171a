"""Cuts a post's text into blocks: headline, body, captions, embed titles, credits and furniture.

The words of an embed are found by the words themselves, blanks aside; what no embed claims is told by its
form. Every character that is not blank falls into exactly one block.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from workbench.claims.credits import bracket_at_end, brackets_within, credit_line, uploaded_by
from workbench.claims.found import Block, EmbedWords, Role
from workbench.claims.lexicon import FILES, lexicon
from workbench.claims.words import words_of

_BRACKET = re.compile(r"[\[(]")
_COUNTER = re.compile(r"\d{1,3} ?(?:of|/|von|de|di|sur|av|af|van|من) ?\d{1,3}")
_ENDS: Final = frozenset(".!?…:;؟۔。")
_CLOSERS: Final = "\"'”’»)] \t\u00a0"
_LONGEST_CAPTION: Final = 300
_LONGEST_FURNITURE: Final = 160
_LONGEST_OPENING: Final = 80
_LONGEST_LABEL: Final = 30
_KEY: Final = 12
_MOST_TRIES: Final = 20
MOST_LINES: Final = 1500
"""What stands behind so many lines of one post is one block of its body."""


@dataclass(slots=True)
class _Line:
    """One line that is not blank, without its outer blanks."""

    start: int
    end: int
    paragraph: int
    bare: str
    role: Role | None = None
    embed: int | None = None


def segment(text: str, headline: str | None, embeds: Sequence[EmbedWords]) -> tuple[Block, ...]:
    """The blocks of a post in order. `embed` of a block is the index of the embed whose words it holds.

    `headline` is marked where it stands at the top of the text; None marks none.
    """
    lines = _lines(text)
    if headline:
        _mark_headline(lines, headline)
    _mark_embeds(lines, embeds)
    for place in range(len(lines)):
        _mark_by_form(text, lines, place)
    return tuple(_blocks(text, lines))


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    paragraph, at, blank = 0, 0, False
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped and len(lines) >= MOST_LINES:
            rest = text[at:].rstrip()
            lines.append(_Line(at + len(line) - len(line.lstrip()), at + len(rest), paragraph + 1, "", "body"))
            break
        if stripped:
            paragraph += blank and bool(lines)
            start = at + len(line) - len(line.lstrip())
            lines.append(_Line(start, start + len(stripped), paragraph, _bare(stripped)))
        blank = not stripped
        at += len(line) + 1
    return lines


def _bare(words: str) -> str:
    return "".join(words.split())


def _mark_headline(lines: list[_Line], headline: str) -> None:
    wanted = _bare(headline)
    for first in range(min(3, len(lines))):
        if (count := _lines_of(lines, first, wanted)) and wanted:
            for line in lines[first : first + count]:
                line.role = "headline"
            return


def _is_credit_tail(tail: str, credit: str) -> bool:
    """Whether what stands behind a caption credits it: in brackets, or as in "Photograph: EPA"."""
    if tail[0] in "[(" and tail[-1] in "])" and len(tail) < 80:
        return True
    return bool(credit) and tail.rstrip(".)").endswith(credit) and len(tail) <= len(credit) + _LONGEST_LABEL


def _lines_of(lines: Sequence[_Line], first: int, wanted: str, credit: str = "") -> int:
    """How many lines from `first` on hold exactly the wanted words, a credit behind them aside; 0 if none do."""
    at = 0
    for place in range(first, len(lines)):
        line, count = lines[place], place - first + 1
        if line.role is not None or line.paragraph != lines[first].paragraph:
            return 0
        rest = wanted[at:]
        if line.bare.startswith(rest):
            tail = line.bare[len(rest) :]
            return count if not tail or _is_credit_tail(tail, credit) else 0
        if not rest.startswith(line.bare):
            return 0
        at += len(line.bare)
    return 0


def _mark_embeds(lines: list[_Line], embeds: Sequence[EmbedWords]) -> None:
    by_key: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if line.role is None:
            by_key[_key(line.bare)].append(place)
    for index, embed in enumerate(embeds):
        for words, role in _parts(embed):
            last = _mark_words(lines, by_key, _bare(words), role, index, _bare(embed.credit or ""))
            if last is not None:
                _mark_credit_below(lines, last, embed, index)


def _key(bare: str) -> str:
    """The first letters of a line, up to a bracket behind its words: what its embed's words begin with."""
    return _BRACKET.split(bare[:_KEY], maxsplit=1)[0] or bare[:_KEY]


def _parts(embed: EmbedWords) -> list[tuple[str, Role]]:
    parts: list[tuple[str, Role]] = []
    if embed.title:
        parts.append((embed.title, "embed_title"))
    if embed.caption and embed.caption != embed.title:
        parts.append((embed.caption, "caption"))
    if embed.author and not parts:
        parts.append((f"by {embed.author}", "credit"))
    return parts


def _mark_words(
    lines: list[_Line], by_key: dict[str, list[int]], wanted: str, role: Role, embed: int, credit: str
) -> int | None:
    """Mark the first unmarked lines that hold the wanted words; gives the place of the last one."""
    if not wanted:
        return None
    for key in dict.fromkeys(wanted[:length] for length in range(_KEY, 0, -1)):
        for place in by_key.get(key, ())[:_MOST_TRIES]:
            if count := _lines_of(lines, place, wanted, credit):
                for line in lines[place : place + count]:
                    line.role, line.embed = role, embed
                by_key[key].remove(place)
                return place + count - 1
    return None


def _mark_credit_below(lines: list[_Line], last: int, embed: EmbedWords, index: int) -> None:
    """The line below an embed's words belongs to it if it is `by AUTHOR …` or its credit."""
    if last + 1 >= len(lines) or lines[last + 1].role is not None:
        return
    below = lines[last + 1]
    bare = below.bare.lower()
    by_author = embed.author and bare.startswith("by" + _bare(embed.author).lower())
    credited = embed.credit and bare.strip("[]()") == _bare(embed.credit).lower()
    if by_author or credited:
        below.role, below.embed = "credit", index


def _mark_by_form(text: str, lines: list[_Line], place: int) -> None:
    line = lines[place]
    if line.role is not None:
        return
    words = text[line.start : min(line.end, line.start + 1000)]
    if _COUNTER.fullmatch(words) or (len(words) <= _LONGEST_FURNITURE and _is_furniture(words)):
        line.role = "furniture"
    elif credit_line(words):
        line.role = "credit"
        if uploaded_by(words):
            _mark_title_above(text, lines, place)
            above = lines[place - 1] if place else None
            line.embed = above.embed if above and above.role == "embed_title" else None
    elif _is_caption(text, lines, place):
        line.role = "caption"
    else:
        line.role = "body"


def _is_furniture(words: str) -> bool:
    """Whether the line opens with a phrase of pure promotion in one of the known languages."""
    if words[:40].split(None, 1)[0].lower() not in _furniture_starts():
        return False
    opening = words_of(words, 0, min(_LONGEST_OPENING, len(words))).lows
    return any(hit.first == 0 for one in map(lexicon, FILES) for hit in one.find(opening).get("furniture", ()))


@cache
def _furniture_starts() -> frozenset[str]:
    """Every word that opens a phrase of promotion in some language."""
    return frozenset[str]().union(*(known.starting.get("furniture", frozenset()) for known in map(lexicon, FILES)))


def _mark_title_above(text: str, lines: list[_Line], place: int) -> None:
    """The line above `by X via Y` is the title of an embed that the reader did not know of."""
    if not place or lines[place - 1].role != "body":
        return
    title = lines[place - 1]
    beside = title.paragraph == lines[place].paragraph
    alone = place == 1 or lines[place - 2].paragraph != title.paragraph
    if beside or (alone and not _ends_sentence(text[title.start : title.end])):
        title.role = "embed_title"


def _is_caption(text: str, lines: list[_Line], place: int) -> bool:
    """A line with a bracket credit that is no sentence, nor goes on with one."""
    line = lines[place]
    bracket = bracket_at_end(text, line.start, line.end)
    if not bracket or line.end - line.start > _LONGEST_CAPTION:
        return False
    words = text[line.start : bracket.start()]
    above = lines[place - 1] if place else None
    flows = (
        above is not None
        and above.paragraph == line.paragraph
        and above.role == "body"
        and not _ends_sentence(text[above.start : above.end])
    )
    return bool(words.strip()) and not flows and not _ends_sentence(words)


def _ends_sentence(words: str) -> bool:
    return words[-40:].rstrip(_CLOSERS)[-1:] in _ENDS


def _blocks(text: str, lines: Sequence[_Line]) -> list[Block]:
    blocks: list[Block] = []
    place = 0
    while place < len(lines):
        first = lines[place]
        place += 1
        end = first.end
        while place < len(lines) and _goes_on(first, lines[place]):
            end = lines[place].end
            place += 1
        role = first.role or "body"
        if role in ("credit", "furniture"):
            blocks.append(Block(first.start, end, role, first.embed))
        else:
            blocks += _without_brackets(text, Block(first.start, end, role, first.embed))
    return blocks


def _goes_on(first: _Line, line: _Line) -> bool:
    """Whether a line belongs to the block that `first` opens."""
    if (line.role, line.embed, line.paragraph) != (first.role, first.embed, first.paragraph):
        return False
    return first.role in ("body", "headline") or first.embed is not None


def _without_brackets(text: str, block: Block) -> list[Block]:
    """The block cut at the brackets that credit its words; each bracket is a credit block of its own."""
    if not _BRACKET.search(text, block.start, block.end):
        return _stripped(text, *block)
    brackets = brackets_within(text, block.start, block.end) if block.role == "body" else []
    last = bracket_at_end(text, block.start, block.end)
    if last and (not brackets or brackets[-1].start() < last.start()):
        brackets.append(last)
    cut: list[Block] = []
    at = block.start
    for bracket in brackets:
        cut += _stripped(text, at, bracket.start(), block.role, block.embed)
        at = bracket.end()
        while at < block.end and text[at] == ".":
            at += 1
        cut.append(Block(bracket.start(), at, "credit", block.embed))
    return cut + _stripped(text, at, block.end, block.role, block.embed)


def _stripped(text: str, start: int, end: int, role: Role, embed: int | None) -> list[Block]:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    bare = words.strip()
    return [Block(start + left, start + left + len(bare), role, embed)] if bare else []
