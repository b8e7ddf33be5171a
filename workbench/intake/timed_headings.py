"""Reads articles that are kept as tickers: a heading with a time of day, and below it what was said then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from workbench.intake.clocks import CLOCK, starts_with_clock
from workbench.intake.document import MOST_POSTS, Document, refuse_too_many
from workbench.intake.drafts import Body, Draft, posts_from
from workbench.intake.embeds import embeds_in
from workbench.intake.marked_posts import HEARD, SHARING, one_line, take_out
from workbench.intake.markup import words
from workbench.intake.page_facts import page_facts
from workbench.intake.posts import UNTITLED, CannotRead, ReadStory
from workbench.intake.shares import matching
from workbench.intake.times import time_of

name: Final = "timed_headings"
source: Final = "page"

_FEWEST = 3
_LEVELS: Final = ("h2", "h3", "h4", "p > strong:first-child, p > b:first-child")
_NO_ENTRY = frozenset({"nav", "footer", "aside", "form"})
_DAY_HEADING = re.compile(
    r"\W*(?:\w{2,12},? )?(?:den |le |the )?\d{1,2}(?:\.|st|nd|rd|th)? ?(?:de )?(?:\w{3,10}|\d{1,2}\.?)(?: de)? ?(?:\d{4})?:?\W*",
    re.IGNORECASE,
)


def claims(document: Document) -> float:
    """Likely of a page in which three headings or more, of one level, begin with a time of day."""
    if document.kind != "html":
        return 0.0
    try:
        return 0.4 if _headings(document.tree) else 0.0
    except CannotRead:
        return 0.0


def read(document: Document) -> ReadStory:
    """A post for each timed heading. The times are the clock's, without day or zone. Raises `CannotRead`."""
    document.require(name, "html")
    facts = page_facts(document)
    (tree,) = document.fresh_trees(re.compile(r"(?!)"))
    headings = _headings(tree)
    if not headings:
        raise CannotRead("No three headings of the page begin with a time.")
    refuse_too_many(len(headings))
    starts = {_entry(one).mem_id for one in headings}
    warnings: list[str] = []
    drafts = [_draft(one, starts, facts.url) for one in headings]
    return ReadStory(
        title=facts.title or UNTITLED,
        reader=name,
        posts=posts_from(drafts, name, facts.url, warnings),
        url=facts.url,
        language=facts.language,
        standfirst=facts.standfirst,
        warnings=(
            "The page is an article with timed headings: each of them was read as a post.",
            *dict.fromkeys(warnings),
        ),
    )


def _headings(tree: LexborHTMLParser) -> list[LexborNode]:
    """The headings of the first level on which three or more begin with a time; they must be most of that level."""
    root = tree.root
    for selector in _LEVELS:
        nodes = (matching(root, selector) if root else [])[: 2 * MOST_POSTS]
        timed = [node for node in nodes if starts_with_clock(one_line(node)[:80]) and not _is_furniture(node)]
        if len(timed) >= _FEWEST and (selector[0] != "h" or len(timed) * 3 >= len(nodes)):
            return timed
    return []


def _is_furniture(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(6):
        if above is None:
            break
        if above.tag in _NO_ENTRY:
            return True
        above = above.parent
    return False


def _entry(heading: LexborNode) -> LexborNode:
    """The element that begins an entry: the heading, or the paragraph or header that holds nothing else before it."""
    entry = heading
    while entry.parent is not None and entry.parent.tag in ("p", "header", "hgroup", "a"):
        entry = entry.parent
    return entry


def _draft(heading: LexborNode, starts: set[int], base: str | None) -> Draft:
    line = one_line(heading)
    found = CLOCK.match(line)
    clock = found["clock"].strip() if found else ""
    title = line[found.end() :].strip() if found else line
    entry = _entry(heading)
    pieces = [piece.html or "" for piece in _following(entry, starts)]
    own = entry.html or "" if entry.tag == "p" else ""
    body = LexborHTMLParser(f"<div>{own}{''.join(pieces)}</div>").css_first("div")
    draft = Draft(
        native_id=(entry.attributes.get("id") or heading.attributes.get("id") or "").strip(),
        headline="" if own else title,
        posted=time_of(clock or None),
    )
    if body is None:
        return draft
    take_out(body, f"{SHARING}, {HEARD}")
    embeds = embeds_in(body, base)
    text = words(body)
    if own and (again := CLOCK.match(text)):
        text = text[again.end() :]
    return replace(draft, body=Body(text, body.inner_html or "", embeds))


def _following(entry: LexborNode, starts: set[int]) -> Iterator[LexborNode]:
    """What stands between an entry's start and the next one, but for the day that a heading there may name."""
    node = entry.next
    while node is not None and node.mem_id not in starts:
        if node.is_element_node:
            if any(below.mem_id in starts for below in node.css("h2, h3, h4, p")):
                return
            heading = node.tag in ("h1", "h2", "h3")
            if heading and _DAY_HEADING.fullmatch(one_line(node)):
                return
            if node.tag not in _NO_ENTRY:
                yield node
        node = node.next
