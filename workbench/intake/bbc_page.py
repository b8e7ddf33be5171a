"""Reads the BBC's older live pages: the list of `lx-stream` posts, whose ids stand in attributes of its scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from selectolax.lexbor import LexborNode

from workbench.intake.document import Document
from workbench.intake.drafts import Draft
from workbench.intake.marked_posts import Marks, marked, read_marked
from workbench.intake.posts import ReadStory
from workbench.intake.times import time_of

name: Final = "bbc_page"
source: Final = "page"

_ASSET = re.compile(r"\$?post[-_]([0-9a-f]{24}|[0-9a-f-]{36})", re.ASCII)


def _own(node: LexborNode, draft: Draft) -> Draft:
    """The post's id out of the scripts' attributes; its time is the clock's alone, said twice."""
    article = node.css_first("article[id]")
    places = (node.attributes.get("data-reactid"), article.attributes.get("id") if article else None, draft.native_id)
    ids = (found[1] for place in places if place and (found := _ASSET.search(place)))
    clock = node.css_first(".qa-post-auto-meta") or node.css_first("time")
    return replace(
        draft,
        native_id=next(ids, draft.native_id),
        posted=time_of(clock.text().strip() if clock else None),
    )


MARKS: Final = Marks(
    post="li.lx-stream__post-container, article[data-testid=content-post]",
    signs=("lx-stream__post-container", "content-post"),
    opening=re.compile(
        r"<(?:li\b[^>]{0,200}lx-stream__post-container|article\b[^>]{0,200}data-testid=\"content-post\")", re.IGNORECASE
    ),
    headline=".lx-stream-post__header-text, h3",
    author=".lx-stream-post__contributor-name, .qa-contributor-name, [class*=ContributorName]",
    aside="header, footer, time, noscript, [class*=Timestamp], .lx-stream-post__contributor",
    wordless=".lx-stream__cta, .lx-media-asset__copyright",
    permalink="a[href*='#post_'], a[href*='?pinned_post'], a.qa-post-anchor",
    own=_own,
)


def claims(document: Document) -> float:
    """Sure of a page with the BBC's posts."""
    return marked(document, MARKS)


def read(document: Document) -> ReadStory:
    """The posts of the page. Their times are the clock's, without day or zone. Raises `CannotRead`."""
    return read_marked(document, MARKS, name)
