"""Reads AMP pages: the items of an `amp-live-list`, with stable ids, sort and update times, and tombstones."""

from __future__ import annotations

import re
from typing import Final

from workbench.intake.document import Document
from workbench.intake.marked_posts import Marks, marked, read_marked
from workbench.intake.posts import ReadStory

name: Final = "amp_live_list"
source: Final = "page"

MARKS: Final = Marks(
    post="amp-live-list > [items] > [id]",
    signs=("amp-live-list",),
    opening=re.compile(r"<[a-z-]{1,20}\b[^>]{0,300}\bdata-sort-time=", re.IGNORECASE),
    times=("data-sort-time",),
    updates=("data-update-time",),
    headline="h2, h3",
    author="[class*=author i], [class*=byline i]",
    aside="[class*=share i], amp-social-share, footer",
    permalink="a[href*='#']",
    gone="[data-tombstone]",
)


def claims(document: Document) -> float:
    """Sure of a page with a live list."""
    return marked(document, MARKS)


def read(document: Document) -> ReadStory:
    """The items of the list; those with a tombstone are declared deleted. Raises `CannotRead`."""
    return read_marked(document, MARKS, name)
