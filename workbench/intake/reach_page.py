"""Reads the live pages of Reach's titles (regional "Live" sites, Mirror, Express): entries with times in attributes."""

from __future__ import annotations

import re
from typing import Final

from workbench.intake.document import Document
from workbench.intake.marked_posts import Marks, marked, read_marked
from workbench.intake.posts import ReadStory

name: Final = "reach_page"
source: Final = "page"

MARKS: Final = Marks(
    post="div.live-event-entry[id], .live-events__entry",
    signs=("live-event-entry", "live-events__entry"),
    opening=re.compile(r"<(?:div|li|article|section)\b[^>]{0,300}\blive-events?(?:__|-)entry\b", re.IGNORECASE),
    ids=("id", "data-id", "data-entry-id"),
    times=("data-post-time", "data-sort-time"),
    updates=("data-last-modified-time", "data-update-time"),
    headline=".entry-content > h3, .live-events__entry-title, h2, h3",
    author=".entry-info mark, .live-events__entry-author, [class*=author]",
    body=".entry-content, .live-events__entry-content, .live-events__entry-body",
    aside=".entry-info, time, [class*=share]",
    pinned="[data-type=pinned], .pinned",
    kinds=(("[data-type=advert], [data-type=ad]", "ad"), ("[data-type=summary]", "summary")),
)


def claims(document: Document) -> float:
    """Sure of a page with such entries."""
    return marked(document, MARKS)


def read(document: Document) -> ReadStory:
    """The entries of the page; the rest may stand in its JSON-LD alone. Raises `CannotRead`."""
    return read_marked(document, MARKS, name)
