"""Reads Sourcefabric Live Blog's own pages: the embed page of its themes, with embeds behind consent templates."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from selectolax.lexbor import LexborNode

from workbench.intake.document import Document
from workbench.intake.drafts import Draft
from workbench.intake.marked_posts import Marks, marked, one_line, read_marked
from workbench.intake.markup import words
from workbench.intake.posts import ReadQuote, ReadStory
from workbench.intake.shares import matching

name: Final = "sourcefabric_page"
source: Final = "page"


def _own(node: LexborNode, draft: Draft) -> Draft:
    """The quotations that editors set as such, each with whom it credits."""
    quotes = []
    for one in matching(node, ".item--embed-quote, .item--quote, blockquote.quote"):
        credit = one.css_first(".quote-credit, .quote--credit, cite")
        said = one_line(credit) if credit else ""
        text = words(one).removesuffix(said).strip()
        quotes.append(ReadQuote(text, said or None))
    return replace(draft, quotes=tuple(one for one in quotes if one.text))


MARKS: Final = Marks(
    post="article.lb-post[data-post-id], article.lb-post",
    signs=("lb-post",),
    opening=re.compile(r"<article\b[^>]{0,300}\blb-(?:sticky-top-)?post\b", re.IGNORECASE),
    ids=("data-post-id", "id"),
    times=("data-sort-time", "data-published"),
    updates=("data-update-time",),
    time=".lb-post-date[data-js-timestamp], time[datetime]",
    headline=".lb-post-title, .item--title",
    author=".lb-author__name, .lb-post-author-name",
    body=".items-container, .lb-post__items",
    aside=".lb-post-date, .lb-author, .lb-post__share, .lb_consent--placeholder, [class*=consent__]",
    pinned="[data-post-sticky=true], [data-post-sticky='1'], .lb-sticky-top-post, .lb-post--sticky",
    gone="[data-deleted=true], [data-tombstone]",
    kinds=((".lb-post--comment", "comment"), (".lb-advertisement, .lb-post--ad", "ad")),
    own=_own,
)


def claims(document: Document) -> float:
    """Sure of a page with the themes' posts."""
    return marked(document, MARKS)


def read(document: Document) -> ReadStory:
    """The posts of the page; sticky ones that stand twice are one post. Raises `CannotRead`."""
    return read_marked(document, MARKS, name)
