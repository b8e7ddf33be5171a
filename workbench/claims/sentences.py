"""Cuts a block of text into sentences by rules that know quotation marks, abbreviations and line breaks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from workbench.claims.lexicon import FOLDER

# Stops with what closes behind them. Where blanks part words, one has to follow; Chinese stops need none.
# All of them in one set first: the pattern is tried at these alone, not at every letter.
_STOP = re.compile(
    r"""
    [.!?…؟۔।。！？\n] (?:
      (?<=\n)
    | (?<=[.!?…؟۔।]) [.!?…؟۔।]* ["'”’»)\]]* (?=\s|$)
    | (?<=[。！？]) ["'”’»)\]]*
    )
    """,
    re.VERBOSE,
)
_NEXT_WORD = re.compile(r"""\s*(["'“‘«(\[]*)(\S[\w’'-]{0,40})""")
_WORDED = re.compile(r"\w")
_LAST_WORD = re.compile(r"[\w.’'-]+\Z")
_TAG_WORD = re.compile(r"[\w’'-]{1,40}[,.]?")
_REACH = 60


@dataclass(frozen=True)
class Abbreviations:
    """The lists of abbreviations.toml; each is explained there."""

    titles: frozenset[str]
    may_end: frozenset[str]
    months: frozenset[str]
    openers: frozenset[str]
    saying: frozenset[str]
    hanging: frozenset[str]


@cache
def abbreviations() -> Abbreviations:
    """The lists, read at first use."""
    data = tomllib.loads((FOLDER / "abbreviations.toml").read_text(encoding="utf-8"))
    return Abbreviations(**{name: frozenset(str(words).split()) for name, words in data.items()})


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of text[start:end] as spans without outer blanks; together they hold every non-blank character."""
    spans: list[tuple[int, int]] = []
    begin = start
    for cut in (*_cuts(text, start, end, _is_wrapped(text, start, end)), end):
        trimmed = _trimmed(text, begin, cut)
        begin = cut
        if trimmed and spans and not _WORDED.search(text, *trimmed):
            spans[-1] = spans[-1][0], trimmed[1]  # marks without a word belong to what stands before them
        elif trimmed:
            spans.append(trimmed)
    return spans


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    bare = words.strip()
    return (start + left, start + left + len(bare)) if bare else None


def _cuts(text: str, start: int, end: int, wrapped: bool) -> Iterator[int]:
    begin = start
    for match in _STOP.finditer(text, start, end):
        at = match.end()
        if at >= end:
            return
        is_cut = _ends_line(text, begin, match.start(), end, wrapped) if match[0] == "\n" else _ends(
            text, begin, match.start(), at, end
        )  # fmt: skip
        if is_cut:
            yield at
            begin = at


def _is_wrapped(text: str, start: int, end: int) -> bool:
    """Whether some line goes on in lower case: then the lines of the block are one flowing text."""
    at = text.find("\n", start, end)
    while at >= 0:
        found = _NEXT_WORD.match(text, at + 1, end)
        if found and found[2][0].islower():
            return True
        at = text.find("\n", at + 1, end)
    return False


def _ends_line(text: str, begin: int, at: int, end: int, wrapped: bool) -> bool:
    """Whether a line break parts two units: a list, a headline above its text; not a line that was wrapped."""
    before = text[max(begin, at - _REACH) : at].rstrip()
    if not before or before[-1] in ",;–—-(":
        return False
    found = _NEXT_WORD.match(text, at, end)
    if wrapped or not found or found[2][0].islower():
        return False
    last = _LAST_WORD.search(before)
    return not (last and last[0].lower() in abbreviations().hanging)


def _ends(text: str, begin: int, stop: int, at: int, end: int) -> bool:
    """Whether the stop at text[stop:at] ends a sentence that began at `begin`."""
    if text[stop] in "。！？":
        return True
    found = _NEXT_WORD.match(text, at, end)
    if not found:
        return False
    quote, word = found[1], found[2]
    if word[0].islower():
        return bool(quote) and text[stop] in "!?؟"
    marks = text[stop:at]
    if marks.startswith(".") and not marks.startswith(".."):
        return not _abbreviates(text, begin, stop, marks, word, quoted=bool(quote))
    if marks[0] in "!?" and marks[-1] in "\"'”’»":
        return not _is_tag(text, found.start(2), end)
    return True


def _abbreviates(text: str, begin: int, stop: int, marks: str, word: str, *, quoted: bool) -> bool:
    """Whether the full stop belongs to the word before it."""
    before = _LAST_WORD.search(text, max(begin, stop - _REACH), stop)
    if not before or len(marks) > 1:
        return False
    last, known = before[0], abbreviations()
    low = last.lower().lstrip("'’")
    opens = word.lower() in known.openers or quoted
    if low in known.titles:
        return True
    if low in known.may_end or (low in known.months and last[0].isupper()):
        return word[0].isdigit() or (low != "no" and not opens)
    if len(last) == 1 and last.isalpha():
        return last.isupper() and last != "I" and not opens
    if last.isdecimal():
        return before.start() == begin or not text[begin : before.start()].strip()
    return _is_dotted(last) and not opens


def _is_dotted(word: str) -> bool:
    """J.K, U.S.S.R: single letters with stops between."""
    parts = word.split(".")
    return len(parts) > 1 and all(len(part) == 1 and part.isalpha() for part in parts)


def _is_tag(text: str, at: int, end: int) -> bool:
    """Whether what follows a quoted question is who asked it: `Maria Lopez asked.`"""
    for _ in range(5):
        found = _TAG_WORD.match(text, at, end)
        if not found:
            return False
        if found[0].rstrip(",.").lower() in abbreviations().saying:
            return True
        if found[0][-1] in ",.":
            return False
        at = found.end() + 1
    return False
