"""Reads the microdata twin of JSON-LD: elements marked `itemprop=liveBlogUpdate`, their facts in `itemprop`s."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from selectolax.lexbor import LexborNode

from workbench.intake.document import Document
from workbench.intake.drafts import LONGEST_ID, Draft
from workbench.intake.marked_posts import Marks, marked, one_line, read_marked
from workbench.intake.posts import ReadStory, ReadTime
from workbench.intake.times import time_of
from workbench.intake.web_address import http_address

name: Final = "microdata"
source: Final = "page"


_BLOG = re.compile(r"\bitemtype=[\"']?https?://schema\.org/LiveBlogPosting", re.IGNORECASE)


def _said(node: LexborNode, prop: str) -> str:
    """The value of a property: an attribute where the element keeps it in one, else its words."""
    one = node.css_first(f"[itemprop={prop}]")
    if one is None:
        return ""
    for attribute in ("content", "datetime", "href", "src"):
        if value := (one.attributes.get(attribute) or "").strip():
            return value
    return one_line(one)


def _time(node: LexborNode, prop: str) -> ReadTime | None:
    return time_of(_said(node, prop) or None)


def _own(node: LexborNode, draft: Draft) -> Draft:
    address = _said(node, "url") or _said(node, "mainEntityOfPage") or (node.attributes.get("itemid") or "")
    fragment = address.rpartition("#")[2] if "#" in address else ""
    own = draft.native_id or fragment
    return replace(
        draft,
        body=_said(node, "articleBody"),
        native_id=own if len(own) <= LONGEST_ID else "",
        headline=draft.headline or _said(node, "headline"),
        posted=_time(node, "datePublished") or draft.posted,
        updated=_time(node, "dateModified") or draft.updated,
        permalink=http_address(address) or draft.permalink,
    )


MARKS: Final = Marks(
    post="[itemprop~=liveBlogUpdate][itemscope], [itemprop~=liveBlogUpdate][itemtype]",
    signs=("liveBlogUpdate",),
    opening=re.compile(r"<[a-z]{1,12}\b[^>]{0,500}\bitemprop=[\"']?[^\"'>]{0,60}\bliveBlogUpdate", re.IGNORECASE),
    ids=("id", "data-id", "data-post-id"),
    headline="[itemprop=headline]:not(meta)",
    author="[itemprop=author] [itemprop=name]:not(meta), [itemprop=author]:not(meta):not([itemscope])",
    body="[itemprop=articleBody]:not(meta), [itemprop=text]:not(meta)",
    aside="[itemprop=publisher], [itemprop=datePublished], [itemprop=dateModified]",
    own=_own,
)


def claims(document: Document) -> float:
    """Sure of a page with such elements, or with the mark of a live blog that holds none; less than a platform's own."""
    sure = marked(document, MARKS)
    announced = document.kind == "html" and bool(_BLOG.search(document.text))
    return 0.85 if sure or announced else 0.0


def read(document: Document) -> ReadStory:
    """The elements as posts. Raises `CannotRead`."""
    return read_marked(document, MARKS, name)
