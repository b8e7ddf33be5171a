"""A text cut at its bullets: the lines before the first one, and the lines of each entry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_BULLET = re.compile(r"([ \t\xa0]{0,24})([•‣▪●◦⁃·*–-])(?:[ \t\xa0]{1,24}|$)")
_FOOTER = "powered by scribblelive"
# A dash or a star opens lines of ordinary text too.
CERTAIN = frozenset("•‣▪●◦⁃")

Mark = tuple[str, int]
Lines = tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """`header`: the lines before the first bullet. `entries`: the lines of each entry, without the bullet."""

    header: Lines
    entries: tuple[Lines, ...]
    bullet: str
    has_footer: bool


def lines_of(text: str) -> list[str]:
    """The lines of a text, whatever ends them, without spaces and tabs around; no-break spaces stay."""
    return [line.strip(" \t") for line in _parted(text)]


def _parted(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def is_footer(line: str) -> bool:
    """Whether the line is the platform's own, below the last post."""
    return line[:80].strip().casefold().startswith(_FOOTER)


def listing(text: str) -> Listing | None:
    """The entries of a bulleted text; None for a text without bullets.

    An entry opens where the text's own bullet stands at the text's own indent; other bullets, as of a list
    inside an entry, stay in the entry's lines. Nothing after the platform's footer belongs to an entry.
    """
    raw = _parted(text)
    mark = _entry_mark(raw)
    if mark is None:
        return None
    header: list[str] = []
    entries: list[list[str]] = []
    current: list[str] = header
    has_footer = False
    for line in raw:
        found = _BULLET.match(line)
        if found and _mark(found) == mark:
            current = [line[found.end() :].strip(" \t")]
            entries.append(current)
        elif is_footer(line):
            has_footer = True
            current = []
        else:
            current.append(line.strip(" \t"))
    written = tuple(tuple(entry) for entry in entries if any(line.strip("*-– \t\xa0") for line in entry))
    return Listing(tuple(header), written, mark[0], has_footer) if written else None


def _entry_mark(lines: Iterable[str]) -> Mark | None:
    """The bullet and indent that open an entry: the outermost that comes twice or more, else the first.

    One that is over before a more frequent one begins is no entry's: a menu above the posts has bullets too.
    """
    places: dict[Mark, list[int]] = {}
    for place, line in enumerate(lines):
        if found := _BULLET.match(line):
            places.setdefault(_mark(found), []).append(place)
    repeated = sorted((mark for mark in places if len(places[mark]) > 1), key=lambda mark: mark[1])
    for mark in repeated:
        here = places[mark]
        if not any(len(places[one]) > len(here) and places[one][0] > here[-1] for one in repeated):
            return mark
    return next(iter(places), None)


def _mark(found: re.Match[str]) -> Mark:
    return found[2], len(found[1].expandtabs(4))
