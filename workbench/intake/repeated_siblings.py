"""Reads live blogs that no other reader knows: by the element that repeats down the page, each with its time.

A live blog is the one thing on a page that repeats an element with a time and paragraphs of its own. Comments,
teasers and lists of other stories repeat too: they are told by their names, their links and their brevity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from selectolax.lexbor import LexborNode

from workbench.intake.clocks import clock_in, starts_with_clock
from workbench.intake.document import Document, refuse_too_many
from workbench.intake.drafts import Draft, posts_from
from workbench.intake.marked_posts import Marks, drafts_of, each_once, next_addresses, says_something
from workbench.intake.page_facts import page_facts
from workbench.intake.posts import UNTITLED, CannotRead, ReadStory
from workbench.intake.shares import matching
from workbench.intake.times import time_of

name: Final = "repeated_siblings"
source: Final = "page"

_KINDS: Final = "article, section, li, div, blockquote, tr"
_FEWEST = 3
_MOST_NODES = 200_000
_MOST_GROUPS = 25
_LEAST_SHARE = 0.25
_SHORTEST = 40
_MOST_COUNTED = 60_000_000
_LOOKED_AT = 1_000_000
_CALLS_ITSELF_LIVE = re.compile(
    r"live[-_ ]?(?:blog|ticker|event|stream|update|text|coverage|feed|post|entry|report|centre|center)|liveblog|"
    r"minute[-_ ]?by[-_ ]?minute|newsticker|\bticker\b|LiveBlogPosting|en[-_ ](?:direct|vivo)|diretta|ao[-_ ]vivo",
    re.IGNORECASE,
)
_LIVE_ADDRESS = re.compile(
    r"(?:^|[/_.-])(?:live|liveblog|liveticker|ticker|diretta|direct|vivo)(?:[/_.-]|$)", re.IGNORECASE
)
_NO_POSTS = re.compile(
    r"comments?(?!ar)|reply|replies|review|teaser|related|promo|sidebar|recommend|trending|most[-_]?(?:read|viewed)|menu|nav|"
    r"footer|advert|newsletter|breadcrumb|carousel|gallery|slide|tags?(?:$|[\s_-])|author-?bio|key-?(?:event|moment)s?",
    re.IGNORECASE,
)
_TIME_ATTRIBUTE = re.compile(r"time|date|stamp|publish|created|sort", re.IGNORECASE)
_CHANGE_ATTRIBUTE = re.compile(r"update|modif|change|edit", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{3}")
_NOWHERE = re.compile(r"(?!)")
_CLOCKS: Final = (
    "time, [datetime], [class*=time i], [class*=date i], [class*=clock i], [class*=hour i], [class*=meta i]"
)
_HEADLINES: Final = "h2, h3, h4, [class*=headline i], [class*=title i]"


@dataclass(frozen=True)
class _Group:
    """Elements that look alike: same name, same first class, same kind of parent."""

    nodes: tuple[LexborNode, ...]
    text: int


def claims(document: Document) -> float:
    """Likely of a page that calls itself live; whether anything repeats in it as posts do, reading tells."""
    if document.kind != "html":
        return 0.0
    try:
        return 0.5 if _calls_itself_live(document) else 0.0
    except CannotRead:
        return 0.0


def read(document: Document) -> ReadStory:
    """The repeated elements as posts. Raises `CannotRead` where none repeats with times."""
    document.require(name, "html")
    facts = page_facts(document)
    (tree,) = document.fresh_trees(_NOWHERE)
    body = tree.body
    nodes = _posts_of(body, _is_announced(document)) if body else ()
    if not nodes or body is None:
        raise CannotRead("The page calls itself a live blog, but nothing in it repeats as posts do.")
    refuse_too_many(len(nodes))
    warnings: list[str] = []
    drafts = each_once(_drafts(nodes, body, facts.url, dated="LiveBlogPosting" in document.text))
    return ReadStory(
        title=facts.title or UNTITLED,
        reader=name,
        posts=posts_from([one for one in drafts if says_something(one)], name, facts.url, warnings),
        url=facts.url,
        language=facts.language,
        standfirst=facts.standfirst,
        next_pages=tuple(next_addresses(document, "link[rel=next], a[rel=next]", facts.url)),
        warnings=(
            "This page is of no known platform: its posts were told by the element that repeats; compare them with the page.",
            *dict.fromkeys(warnings),
        ),
    )


def _calls_itself_live(document: Document) -> bool:
    """By its address, its title, its data, or the names of its elements; the names alone prove little."""
    return _is_announced(document) or bool(_CALLS_ITSELF_LIVE.search(document.text[:_LOOKED_AT]))


def _is_announced(document: Document) -> bool:
    """Whether the page as a whole says that it is live."""
    facts = page_facts(document)
    live = _LIVE_ADDRESS.search(facts.url or "") or _CALLS_ITSELF_LIVE.search(facts.title)
    return bool(live) or "LiveBlogPosting" in document.text


def _posts_of(body: LexborNode, announced: bool) -> tuple[LexborNode, ...]:
    """The elements of the group that most looks like posts; none where no group does.

    Posts are the greater part of their page. Where the page does not say that it is live, their names have to.
    """
    scripts = sum(len(one.text()) for one in body.css("script, style")[:2000])
    least = _LEAST_SHARE * (len(body.text()) - scripts)
    largest = sorted(_groups(body), key=lambda group: -group.text)[:_MOST_GROUPS]
    named = [group for group in largest if announced or _CALLS_ITSELF_LIVE.search(_names_above(group.nodes[0]))]
    fit = [group for group in named if group.text >= least and _fits(group)]
    if not fit:
        return ()
    best = fit[0]
    for group in fit[1:]:
        # Days or sections repeat too: what repeats more often inside them are the posts.
        if group.text >= 0.6 * best.text and len(group.nodes) >= 1.5 * len(best.nodes):
            best = group
    return best.nodes


def _groups(body: LexborNode) -> Iterator[_Group]:
    found: dict[tuple[str, ...], list[LexborNode]] = {}
    for node in body.css(_KINDS)[:_MOST_NODES]:
        parent = node.parent
        key = (node.tag or "", _name(node), parent.tag or "" if parent else "", _name(parent) if parent else "")
        found.setdefault(key, []).append(node)
    # Elements that stand in each other have the same words again and again: so the counting has an end.
    left = _MOST_COUNTED
    for nodes in found.values():
        if len(nodes) < _FEWEST or _stand_in_each_other(nodes):
            continue
        text = 0
        for node in nodes:
            text += len(node.text())
            if text > left:
                return
        left -= text
        yield _Group(tuple(nodes), text)


def _stand_in_each_other(nodes: Sequence[LexborNode]) -> bool:
    """Whether one of the first few elements of a group holds another of them."""
    own = {node.mem_id for node in nodes}
    return any(own & _above(node) for node in nodes[1:6])


def _above(node: LexborNode) -> set[int]:
    found: set[int] = set()
    above = node.parent
    while above is not None and len(found) < 300:
        found.add(above.mem_id)
        above = above.parent
    return found


def _name(node: LexborNode) -> str:
    """The first of an element's classes: what it is called; later ones say how it looks."""
    classes = (node.attributes.get("class") or "").split()
    return classes[0] if classes else ""


def _fits(group: _Group) -> bool:
    nodes = group.nodes
    if any(_NO_POSTS.search(_names_above(node)) for node in nodes[:1]):
        return False
    sample = nodes[:40]
    timed = sum(_is_timed(node) for node in sample)
    if timed < 0.6 * len(sample):
        return False
    lengths = [len(node.text(deep=True, separator=" ", strip=True)) for node in sample]
    linked = [sum(len(link.text()) for link in node.css("a")) for node in sample]
    mostly_links = median(link / max(length, 1) for link, length in zip(linked, lengths, strict=True)) > 0.6
    return median(lengths) >= _SHORTEST and not mostly_links and _clocks(sample) <= 4


def _names_above(node: LexborNode) -> str:
    """Classes and ids of the element and of what is around it."""
    names = []
    above: LexborNode | None = node
    for _ in range(5):
        if above is None or above.tag in ("body", "html"):
            break
        names += [above.attributes.get("class") or "", above.attributes.get("id") or "" if above is not node else ""]
        above = above.parent
    return " ".join(names)


def _clocks(nodes: Sequence[LexborNode]) -> float:
    return median(len(matching(node, "time, [datetime]")) for node in nodes)


def _is_timed(node: LexborNode) -> bool:
    return bool(_time_attributes(node)) or _clock(node) is not None


def _time_attributes(node: LexborNode) -> dict[str, str]:
    """The element's own attributes that hold an instant."""
    return {
        name: value
        for name, value in node.attributes.items()
        if value and _TIME_ATTRIBUTE.search(name) and (time := time_of(value)) and time.at
    }


def _clock(node: LexborNode) -> str | None:
    """The element's time as text, machine-readable or as a reader sees it."""
    for one in node.css(_CLOCKS)[:6]:
        for attribute in ("datetime", "data-timestamp", "data-time", "content"):
            if (value := one.attributes.get(attribute)) and (time := time_of(value)) and time.at:
                return value
        words = " ".join(one.text().split())
        if len(words) <= 80 and (clock := clock_in(words)):
            return clock
    return starts_with_clock(" ".join(node.text(separator=" ").split())[:40])


def _drafts(nodes: Sequence[LexborNode], body: LexborNode, base: str | None, *, dated: bool) -> list[Draft]:
    """The elements as posts: what they have in common says in which attributes their times stand.

    A time of change stands for that of publication only where the page has none: not where its data are `dated`.
    """
    attributes = list(dict.fromkeys(name for node in nodes[:40] for name in _time_attributes(node)))
    changed = tuple(name for name in attributes if _CHANGE_ATTRIBUTE.search(name))
    posted = tuple(name for name in attributes if name not in changed) or (() if dated else changed)
    clocks = [_clock(node) for node in nodes]
    ids = [_id_of(node) for node in nodes]
    marks = Marks(
        post="*",
        signs=(),
        opening=_NOWHERE,
        ids=(),
        times=posted,
        updates=changed,
        time="time[datetime], [data-timestamp], time",
        headline=_HEADLINES,
        author="[class*=author i], [class*=byline i], [rel=author]",
        aside="footer, button, form, [class*=toolbar i]",
        permalink="a[href*='#']",
    )
    return [
        replace(draft, native_id=own, posted=draft.posted or time_of(clock))
        for draft, own, clock in zip(drafts_of(nodes, body, marks, base), ids, clocks, strict=True)
    ]


def _id_of(node: LexborNode) -> str:
    """The element's own id, or that of the element that it wraps, where it has a number; else its link's fragment."""
    for name in ("id", "data-id", "data-post-id", "data-entry-id", "data-key"):
        if value := (node.attributes.get(name) or "").strip():
            return value
    inner = node.css_first("[id]")
    if inner is not None and _NUMBERED.search(own := inner.attributes.get("id") or ""):
        return own
    link = node.css_first("a[href*='#']")
    fragment = (link.attributes.get("href") or "").rpartition("#")[2] if link else ""
    return fragment if _NUMBERED.search(fragment) else ""
