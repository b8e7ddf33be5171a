"""Reads WordPress live blogs (Automattic's Liveblog) from their pages: entries with id and time in attributes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from selectolax.lexbor import LexborNode

from workbench.intake.document import Document
from workbench.intake.drafts import Draft
from workbench.intake.marked_posts import Marks, marked, read_marked
from workbench.intake.posts import ReadStory

name: Final = "wordpress_page"
source: Final = "page"

_PREFIX = "liveblog-entry-"


def _own(_node: LexborNode, draft: Draft) -> Draft:
    """The entry's number, as the site's own data has it."""
    return replace(draft, native_id=draft.native_id.removeprefix(_PREFIX))


MARKS: Final = Marks(
    post="[id^=liveblog-entry-], .liveblog-entry[data-timestamp], article.liveblog-entry, li.liveblog-entry",
    signs=("liveblog-entry",),
    opening=re.compile(
        r"<(?:div|article|li)\b[^>]{0,300}(?:\bid=[\"']?liveblog-entry-\d|\bliveblog-entry\b)", re.IGNORECASE
    ),
    ids=("id", "data-id"),
    times=("data-timestamp",),
    time="time[datetime], .liveblog-entry-time[datetime]",
    headline=".liveblog-entry-header h2, .liveblog-entry-content h2, .liveblog-entry-text h2",
    author=".liveblog-author-name, .liveblog-meta-author-name",
    body=".liveblog-entry-text, .liveblog-entry-content, .liveblog-entry-main",
    aside=".liveblog-meta, .liveblog-entry-actions, .liveblog-entry-edit, .liveblog-entry-share, .liveblog-entry-tools",
    permalink=".liveblog-meta-time, .liveblog-meta a[href*='#'], a.liveblog-time-update",
    own=_own,
)


def claims(document: Document) -> float:
    """Sure of a page with the plugin's entries."""
    return marked(document, MARKS)


def read(document: Document) -> ReadStory:
    """The entries of the page. Raises `CannotRead`."""
    return read_marked(document, MARKS, name)
