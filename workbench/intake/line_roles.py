"""What each line of a post's plain text is: body, headline, caption, embed title, credit or furniture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from workbench.intake.credit_lines import (
    ByLine,
    by_line,
    counter,
    ends_sentence,
    parted_credit,
    signed,
    via_line,
)

LineRole = Literal["body", "headline", "caption", "embed_title", "by_line", "credit", "signature", "counter"]

_LONGEST_CAPTION = 300
_LONGEST_HEADLINE = 200


@dataclass
class Line:
    """One line. `words` and `credit`: its text, parted from a bracket credit. `gallery`: its number."""

    text: str
    paragraph: int
    role: LineRole
    words: str
    credit: str | None = None
    uploaded: ByLine | None = None
    author: str | None = None
    announced: int = 0
    gallery: int | None = None


def roles(paragraphs: Sequence[Sequence[str]]) -> list[Line]:
    """Every line of a post with its role, in order."""
    lines = [_alone(text, number) for number, paragraph in enumerate(paragraphs) for text in paragraph]
    _mark_embed_titles(lines)
    _mark_captions(lines)
    _mark_galleries(lines)
    _mark_headline(lines)
    return lines


def _alone(text: str, paragraph: int) -> Line:
    """What a line says by itself, without its neighbours."""
    if announced := counter(text):
        return Line(text, paragraph, "counter", text, announced=announced)
    if by := signed(text):
        return Line(text, paragraph, "signature", text, author=by[0], credit=by[1])
    if uploaded := by_line(text):
        return Line(text, paragraph, "by_line", text, uploaded=uploaded)
    if outlet := via_line(text):
        return Line(text, paragraph, "credit", "", credit=outlet)
    words, credit = parted_credit(text) or (text.strip(), None)
    return Line(text, paragraph, "body" if words else "credit", words, credit)


def _by_paragraph(lines: Iterable[Line]) -> Iterator[list[Line]]:
    return (list(group) for _, group in groupby(lines, key=lambda line: line.paragraph))


def _mark_embed_titles(lines: list[Line]) -> None:
    """The line above `by X via Y` is the embed's title; the words of a social post may take several lines."""
    for place, line in enumerate(lines):
        if not line.uploaded or not place:
            continue
        above = place - 1
        if lines[above].paragraph != line.paragraph:
            _mark_title_apart(lines, above)
            continue
        while above >= 0 and lines[above].paragraph == line.paragraph and lines[above].role == "body":
            lines[above].role = "embed_title"
            above -= 1
            if line.uploaded.kind != "social":
                break


def _mark_title_apart(lines: list[Line], above: int) -> None:
    """A title that a blank line parts from its `by` line: a paragraph of one line that is no sentence."""
    alone = above == 0 or lines[above - 1].paragraph != lines[above].paragraph
    title = lines[above]
    if alone and title.role == "body" and not title.credit and not ends_sentence(title.words):
        title.role = "embed_title"


def _mark_captions(lines: list[Line]) -> None:
    """A line with a bracket credit is a caption unless it is, or goes on with, a sentence of the body."""
    for paragraph in _by_paragraph(lines):
        body = [line for line in paragraph if line.role == "body"]
        if len(body) > 1 and all(line.credit for line in body):
            for line in body:
                line.role = "caption"
            continue
        before: Line | None = None
        for line in paragraph:
            begins = before is None or before.role != "body" or ends_sentence(before.words)
            if line.role == "body" and line.credit and begins and _could_be_caption(line):
                line.role = "caption"
            before = line


def _could_be_caption(line: Line) -> bool:
    # A full stop before the bracket or behind it makes the line a sentence of the body.
    is_sentence = ends_sentence(line.words) or ends_sentence(line.text)
    return len(line.words) <= _LONGEST_CAPTION and not is_sentence


def _mark_galleries(lines: list[Line]) -> None:
    """Captions above a counter, or in one paragraph, are a gallery; numbered in reading order."""
    galleries: list[list[Line]] = []
    for place, line in enumerate(lines):
        if line.announced:
            galleries.append(_above_counter(lines, place))
    claimed = {id(line) for gallery in galleries for line in gallery}
    for paragraph in _by_paragraph(lines):
        captions = [line for line in paragraph if line.role == "caption" and id(line) not in claimed]
        if len(captions) > 1:
            galleries.append(captions)
    order = {id(line): place for place, line in enumerate(lines)}
    found = sorted((gallery for gallery in galleries if gallery), key=lambda gallery: order[id(gallery[0])])
    for number, gallery in enumerate(found):
        for line in gallery:
            line.role, line.gallery = "caption", number


def _above_counter(lines: list[Line], place: int) -> list[Line]:
    """The captions that a counter counts, at most as many as it announces, in order."""
    most = lines[place].announced
    found: list[Line] = []
    while place and len(found) < most:
        end, paragraph = place, lines[place - 1].paragraph
        while place and lines[place - 1].paragraph == paragraph and lines[place - 1].role in ("body", "caption"):
            place -= 1
        run = lines[place:end]
        if not run or not _counts_as_captions(run, most, adjacent=not found):
            break
        found = run[-(most - len(found)) :] + found
    return found


def _counts_as_captions(run: list[Line], announced: int, *, adjacent: bool) -> bool:
    """Next to the counter one credit is enough, or as many lines as announced; farther up all need one."""
    if all(line.role == "caption" or line.credit for line in run):
        return adjacent or all(line.role == "caption" for line in run)
    if not adjacent:
        return False
    as_announced = len(run) == announced > 1 and not any(ends_sentence(line.words) for line in run)
    return as_announced or (len(run) <= announced and any(line.credit for line in run))


def _mark_headline(lines: list[Line]) -> None:
    """The first line, if it is alone in its paragraph, is no sentence, and body follows."""
    first, rest = lines[0], lines[1:]
    if (
        first.role == "body"
        and not first.credit
        and len(first.words) <= _LONGEST_HEADLINE
        and not ends_sentence(first.words)
        and all(line.paragraph != first.paragraph for line in rest)
        and any(line.role == "body" for line in rest)
    ):
        first.role = "headline"
