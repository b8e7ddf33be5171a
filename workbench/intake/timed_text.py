"""Reads pasted tickers: plain text in which entries begin with a time of day at the start of a line."""

from __future__ import annotations

from itertools import islice
from typing import Final

from workbench.intake.clocks import CLOCK, starts_with_clock
from workbench.intake.credit_lines import ends_sentence
from workbench.intake.document import Document, refuse_too_many
from workbench.intake.drafts import Body, Draft, posts_from
from workbench.intake.embeds import addresses_in, each_once
from workbench.intake.markup import paragraphs
from workbench.intake.posts import UNTITLED, CannotRead, ReadStory
from workbench.intake.times import time_of

name: Final = "timed_text"
source: Final = "text"

_FEWEST = 3
_LONGEST_TITLE = 200


def claims(document: Document) -> float:
    """Likely of a text without bullets in which three lines or more begin with a time of day."""
    if document.kind != "text" or document.listing is not None:
        return 0.0
    starts = (line for line in document.text.splitlines() if _starts(line))
    return 0.4 if len(list(islice(starts, _FEWEST))) == _FEWEST else 0.0


def read(document: Document) -> ReadStory:
    """A post for each such line and what follows it. The times are the clock's. Raises `CannotRead`."""
    document.require(name, "text")
    head: list[str] = []
    entries: list[list[str]] = []
    for line in document.text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if _starts(line):
            entries.append([line])
            refuse_too_many(len(entries))
        else:
            (entries[-1] if entries else head).append(line)
    if len(entries) < _FEWEST:
        raise CannotRead("No three lines of the text begin with a time.")
    warnings: list[str] = []
    introduction = paragraphs("\n".join(head))
    title = introduction.split("\n", 1)[0]
    is_title = bool(title) and len(title) <= _LONGEST_TITLE and not ends_sentence(title)
    return ReadStory(
        title=title if is_title else UNTITLED,
        reader=name,
        posts=posts_from([_draft(one) for one in entries], name, document.base_url, warnings),
        url=document.base_url,
        standfirst=(introduction[len(title) :].strip() if is_title else introduction) or None,
        warnings=("Pasted text loses links, embeds and bylines.", *warnings),
    )


def _starts(line: str) -> bool:
    """Whether a line begins with a time that is parted from words, or stands alone."""
    if len(line) > 100_000 or not line[:1].strip() or starts_with_clock(line) is None:
        return False
    found = CLOCK.match(line[:60])
    clock = found["clock"] if found else ""
    return any(mark in clock for mark in (":", ".", "h", "H", "m", "M"))


def _draft(lines: list[str]) -> Draft:
    found = CLOCK.match(lines[0][:60])
    rest = lines[0][found.end() :] if found else lines[0]
    body = "\n".join([rest, *lines[1:]]).strip("\n")
    text = paragraphs(body)
    # Already read: a text is no HTML, whatever it says.
    return Draft(body=Body(text, "", each_once(addresses_in(text))), posted=time_of(found["clock"] if found else None))
