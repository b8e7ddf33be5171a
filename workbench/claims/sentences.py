"""Cuts a block of text into sentences by rules that know quotation marks, abbreviations and line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Stops with what closes behind them. Where blanks part words, one has to follow; Chinese stops need none.
_STOP = re.compile(r"""(?:[.!?…؟۔।]+|[。！？])["'”’»)\]]*(?=\s|$)|[。！？]["'”’»)\]]*|\n""")
_NEXT_WORD = re.compile(r"""\s*(["'“‘«(\[]*)(\S[\w’'-]{0,40})""")
_WORDED = re.compile(r"\w")
_LAST_WORD = re.compile(r"[\w.’'-]+\Z")
_TAG_WORD = re.compile(r"[\w’'-]{1,40}[,.]?")
_REACH = 60

_TITLES: Final = frozenset(
    "mr mrs ms dr prof gen col maj capt lt cmdr cdr sgt cpl adm brig rev fr hon sen rep gov pres st sr sra messrs mme mlle "
    "supt insp det ft mt vs eg ie cf al approx est fig vol pp ed eds dept univ assn bros ave blvd rd nos art".split()
)
"""Abbreviations that another word always follows."""

_MAY_END: Final = frozenset(
    "u.s u.n u.k u.a.e e.u d.c a.m p.m inc corp ltd co plc jr etc llc l.a n.y u.s.a ph.d b.c a.d no".split()
)
"""Abbreviations that may stand at the end of a sentence too."""

_MONTHS: Final = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())

_OPENERS: Final = frozenset(
    "the a an this that these those he she it they we i you his her its their our my there but and or in on at for from by as "
    "after before when while if although however meanwhile earlier later then now what who why how where according some many "
    "more most all no not one two three police officials".split()
)
"""Words that, capitalised, open a sentence rather than go on with a name."""

_SAYING: Final = frozenset(
    "said says say asked asks told replied adds added wrote tweeted shouted cried wondered continued".split()
)
_HANGING: Final = frozenset(
    "a an the of to in on at by for from with and or but as that which who is are was were be been has have had will would "
    "his her its their our my your not no than into over under near after before between against about".split()
)
"""A line that breaks off with one of these goes on in the next line."""


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
    if not before or before[-1] in ",;:–—-(":
        return False
    found = _NEXT_WORD.match(text, at, end)
    if wrapped or not found or found[2][0].islower():
        return False
    last = _LAST_WORD.search(before)
    return not (last and last[0].lower() in _HANGING)


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
    last = before[0]
    low = last.lower().lstrip("'’")
    opens = word.lower() in _OPENERS or quoted
    if low in _TITLES:
        return True
    if low in _MAY_END or (low in _MONTHS and last[0].isupper()):
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
        if found[0].rstrip(",.").lower() in _SAYING:
            return True
        if found[0][-1] in ",.":
            return False
        at = found.end() + 1
    return False
