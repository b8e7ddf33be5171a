"""Reads ScribbleLive's widgets in saved pages: the list of recent posts that its script wrote."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from selectolax.lexbor import LexborNode

from workbench.intake.credit_lines import signed
from workbench.intake.document import Document
from workbench.intake.drafts import Draft
from workbench.intake.embeds import embed_or_link
from workbench.intake.marked_posts import Marks, marked, one_line, read_marked, take_out
from workbench.intake.markup import words
from workbench.intake.pictures import address_of
from workbench.intake.posts import ReadEmbed, ReadStory
from workbench.intake.times import time_of
from workbench.intake.web_address import http_address

name: Final = "scribblelive_page"
source: Final = "page"

PREVIEW: Final = ".scrbbl-sitePreview"
"""What the widget and the API show of a page that a post links to."""

_WHEN = re.compile(r" on (\d[\d./-]{5,9} at \d{1,2}[.:]\d\d(?:[.:]\d\d)?(?: ?[ap]\.?m\.?)?)\s*$", re.IGNORECASE)


def _own(node: LexborNode, draft: Draft) -> Draft:
    """Author, outlet and time out of "by X via Y on DATE at TIME", which names no zone; a poll's question."""
    meta = node.css_first(".Meta, .scribble-post-meta, .post-meta")
    line = one_line(meta) if meta else ""
    said, when = signed(line), _WHEN.search(line)
    poll = node.css_first("dl[id^=Poll] dt")
    previews = [preview(one) for one in node.css(PREVIEW)]
    take_out(node, PREVIEW)
    return replace(
        draft,
        author=said[0] if said else draft.author,
        credits=(said[1],) if said and said[1] else (),
        posted=draft.posted or (time_of(when[1]) if when else None),
        kind="poll" if poll else draft.kind,
        headline=draft.headline or (words(poll) if poll else ""),
        embeds=tuple(one for one in previews if one),
    )


def preview(node: LexborNode) -> ReadEmbed | None:
    """A link that the blog shows with the title, the picture and the first words of the page behind it."""
    link, site, said, picture = (
        node.css_first(one) for one in ("h3 a[href]", ".LinkSiteName", ".LinkDescription", "img")
    )
    url = http_address(link.attributes.get("href") or "") if link else None
    if link is None or url is None:
        return None
    return replace(
        embed_or_link(url, title=one_line(link) or None, caption=one_line(said) if said else None),
        author=one_line(site) if site else None,
        thumbnail_url=address_of(picture, None) if picture else None,
    )


MARKS: Final = Marks(
    post="ul[id^=RecentPostsWidget] > li[id], li.scribble-post-item, .scrbbl-post-item",
    signs=("RecentPostsWidget", "scribble-post-item", "scrbbl-post-item"),
    opening=re.compile(
        r"<li\b[^>]{0,200}(?:\bid=[\"']?\d{6,12}\b|scribble-post-item)|<div\b[^>]{0,200}scrbbl-post-item", re.IGNORECASE
    ),
    ids=("id", "data-post-id", "data-id"),
    time="time[datetime]",
    body=".Content, .post-content",
    aside=".Meta, .scribble-post-meta, .post-meta, dl[id^=Poll] dt, a.Vote",
    pinned=".sticky, .Sticky, .live-item-sticky",
    kinds=((".comment, .live-item-comment", "comment"),),
    own=_own,
)


def claims(document: Document) -> float:
    """Sure of a page in which the widget's list of posts stands."""
    return marked(document, MARKS)


def read(document: Document) -> ReadStory:
    """The posts of the list. Raises `CannotRead`."""
    return read_marked(document, MARKS, name)
