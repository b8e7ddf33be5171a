"""Reads the Guardian's live blogs from their pages: `article.block`, with its components' data in attributes."""

from __future__ import annotations

import re
from typing import Final

from workbench.intake.document import Document
from workbench.intake.marked_posts import Marks, marked, read_marked
from workbench.intake.posts import ReadStory

name: Final = "guardian_page"
source: Final = "page"

MARKS: Final = Marks(
    post="article.block, div.block[id^='block-'][itemprop=liveBlogUpdate], div.block[id^='block-']",
    signs=("block-",),
    opening=re.compile(r"<(?:article|div)\b[^>]{0,300}\bid=[\"']?block-[0-9a-f]{24}", re.IGNORECASE),
    shape_of_id=re.compile(r"block-[0-9a-f]{24}"),
    time="header time[datetime], .block-time time[datetime], time[datetime]",
    change="footer time[datetime], .updated-time time[datetime]",
    headline="header h2, h2.block-title",
    author=".block-byline, [data-component=contributor-byline]",
    aside="header, footer, .block-time, .block-share, .block-sharing, svg, .rich-link, "
    "[data-component=rich-link], figure.element-rich-link, [data-spacefinder-type$=RichLinkBlockElement]",
    permalink="header a[href*='#block-'], a.block-time__link",
    copies="#pinned-post article, .pinned-block article",
    quotes="blockquote:not([class*=tweet]):not([class*=instagram])",
    older="link[rel=next], a[rel=next], a[data-link-name*=older i], a[aria-label*=older i], a[title*=older i]",
    kinds=((".is-summary", "summary"),),
)


def claims(document: Document) -> float:
    """Sure of a page with the Guardian's blocks."""
    return marked(document, MARKS)


def read(document: Document) -> ReadStory:
    """The blocks of the page; the pinned copy at its top is not a second post. Raises `CannotRead`."""
    return read_marked(document, MARKS, name)
