"""Reads a page by the marks that a platform puts on its posts: one table a platform, one way to read them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from workbench.intake.counted import counted
from workbench.intake.document import MOST_POSTS, Document, refuse_too_many
from workbench.intake.drafts import Body, Draft, posts_from
from workbench.intake.embeds import embeds_of
from workbench.intake.markup import words, words_of_source
from workbench.intake.page_facts import page_facts
from workbench.intake.posts import UNTITLED, CannotRead, PostKind, ReadEmbed, ReadQuote, ReadStory, ReadTime
from workbench.intake.shares import Shares, matching
from workbench.intake.times import time_of
from workbench.intake.web_address import http_address

HEARD: Final = ".visually-hidden, .visuallyhidden, .sr-only, .screen-reader-text, .gs-u-vh, .u-vh"
"""What a page says only to screen readers: mostly what it shows already."""

HIDDEN: Final = ".u-hidden, .is-hidden, [hidden]"
"""What a page hides until something happens, embeds behind consent among it."""

SHARING: Final = (
    "[class*=share-tools], [class*=sharetools], [class*=social-share], [class*=share-buttons], [class~=share], "
    "[class*=sharing], [class*=share-bar], [aria-label=Share]"
)


_LABELS = frozenset(
    {"key event", "key moment", "breaking", "breaking news", "pinned", "live", "update", "new", "latest"}
)


@dataclass(frozen=True)
class Marks:
    """How a platform marks its posts. All but `signs`, `opening` and `own` are CSS selectors or names of attributes.

    `post` is a post, `signs` are words of which its source holds one, `opening` is its start tag there. `ids`,
    `times` and `updates` are attributes of the post, the first that is there counts; an id of another shape than
    `shape_of_id` is no post's. `time` and `change` are elements below it, with the time in `datetime` or as text.
    `copies` hold posts that stand elsewhere too: they show what is pinned. `gone` are posts that the page declares
    deleted. `body` is where the words are ("" for the whole post); `aside` is no part of the post, `wordless` is,
    but its words are the player's. `own` may add to a draft what no selector can say.
    """

    post: str
    signs: tuple[str, ...]
    opening: re.Pattern[str]
    ids: tuple[str, ...] = ("id",)
    shape_of_id: re.Pattern[str] | None = None
    times: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()
    time: str = "time[datetime]"
    change: str = ""
    headline: str = ""
    author: str = ""
    body: str = ""
    aside: str = ""
    wordless: str = ""
    permalink: str = ""
    copies: str = ""
    pinned: str = ""
    gone: str = ""
    quotes: str = ""
    older: str = "link[rel=next], a[rel=next]"
    kinds: tuple[tuple[str, PostKind], ...] = ()
    own: Callable[[LexborNode, Draft], Draft] | None = None


def marked(document: Document, marks: Marks) -> float:
    """How surely a page carries the marks: by words in its source first, which costs nothing, then by its elements."""
    if document.kind != "html" or not any(sign in document.text for sign in marks.signs):
        return 0.0
    if not marks.opening.search(document.text):
        return 0.0
    try:
        posts = document.sample(marks.opening).css(marks.post)
        return 0.9 if any(_may_be_post(one, marks) for one in posts) else 0.0
    except CannotRead:
        return 0.0


def _may_be_post(node: LexborNode, marks: Marks) -> bool:
    return marks.shape_of_id is None or bool(marks.shape_of_id.fullmatch(native_id(node, marks.ids)))


def read_marked(document: Document, marks: Marks, name: str) -> ReadStory:
    """The posts that carry the marks, in page order, each once. Raises `CannotRead` where there are none."""
    document.require(name, "html")
    # Counted in the source first: two million posts would be read for minutes before they are refused.
    refuse_too_many(sum(1 for _ in islice(marks.opening.finditer(document.text), 2 * MOST_POSTS)))
    facts = page_facts(document)
    drafts: list[Draft] = []
    pinned: set[str] = set()
    removed: list[str] = []
    for tree in document.fresh_trees(marks.opening):
        _take(tree, marks, facts.url, drafts, pinned, removed)
    drafts = [one for one in drafts if says_something(one)]
    if not drafts:
        raise CannotRead("The page is marked as a live blog, but no post stands in it.")
    once = [replace(one, pinned=True) if one.native_id in pinned else one for one in each_once(drafts)]
    warnings: list[str] = []
    if len(once) < len(drafts):
        warnings.append(
            counted(
                len(drafts) - len(once),
                "1 post stood there twice and was taken once.",
                "{} posts stood there twice and were taken once.",
            )
        )
    return ReadStory(
        title=facts.title or UNTITLED,
        reader=name,
        posts=posts_from(once, name, facts.url, warnings),
        url=facts.url,
        language=facts.language,
        standfirst=facts.standfirst,
        next_pages=tuple(next_addresses(document, marks.older, facts.url)),
        removed=tuple(dict.fromkeys(one for one in removed if one)),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def says_something(draft: Draft) -> bool:
    """Whether an element with a post's marks is one: it has words, an embed, or at least a time."""
    body = draft.body
    held = body if isinstance(body, str) else body.text or body.embeds
    return bool(held or draft.headline or draft.posted)


def each_once(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts without later ones of the same id: a pinned post stands at the top and in its place."""
    kept: dict[str, Draft] = {}
    for place, one in enumerate(drafts):
        key = one.native_id or f"\0{place}"
        if key not in kept:
            kept[key] = one
        elif kept[key].pinned and not one.pinned:
            del kept[key]
            kept[key] = replace(one, pinned=True)
    return list(kept.values())


def _take(
    tree: LexborHTMLParser, marks: Marks, base: str | None, drafts: list[Draft], pinned: set[str], removed: list[str]
) -> None:
    copies: set[int] = set()
    if marks.copies:
        for node in tree.css(marks.copies):
            copies.add(node.mem_id)
            pinned.update(_ids_in_links(node))
    root = tree.root
    if root is None:
        return
    found = (node for node in matching(root, marks.post) if node.mem_id not in copies)
    nodes = [node for node in found if _may_be_post(node, marks)]
    shares = Shares(root, nodes)
    outer = [node for node in nodes if shares.stands_alone(node)]
    removed += [native_id(node, marks.ids) for node in outer if shares.matches(node, marks.gone)]
    drafts += drafts_of([node for node in outer if not shares.matches(node, marks.gone)], root, marks, base)


def _ids_in_links(node: LexborNode) -> set[str]:
    links = (one.attributes.get("href") or "" for one in node.css("a[href*='#']")[:20])
    return {link.rpartition("#")[2] for link in links}


def native_id(node: LexborNode, attributes: tuple[str, ...]) -> str:
    found = ((node.attributes.get(name) or "").strip() for name in attributes)
    return next(filter(None, found), "")


def drafts_of(nodes: Sequence[LexborNode], root: LexborNode, marks: Marks, base: str | None) -> list[Draft]:
    """A draft for each post below `root`. The elements that are no words of them are taken out of the tree."""
    shares = Shares(root, nodes)
    heads = [_head(node, shares, marks, base) for node in nodes]
    if marks.own:
        heads = [marks.own(node, draft) for node, draft in zip(nodes, heads, strict=True)]
    bodies = bodies_of(nodes, root, marks, base)
    # What `own` found of the words counts where no element holds any.
    return [
        replace(draft, body=body if body.text or body.embeds or not draft.body else draft.body)
        for draft, body in zip(heads, bodies, strict=True)
    ]


def _head(node: LexborNode, shares: Shares, marks: Marks, base: str | None) -> Draft:
    """All of a post but its body."""
    attributes = node.attributes
    headline = shares.first(node, marks.headline)
    author = shares.first(node, marks.author)
    link = shares.first(node, marks.permalink)
    return Draft(
        native_id=native_id(node, marks.ids),
        headline=one_line(headline) if headline else "",
        posted=_of_attributes(attributes, marks.times) or _of_element(shares.first(node, marks.time)),
        updated=_of_attributes(attributes, marks.updates) or _of_element(shares.first(node, marks.change)),
        author=_byline(author) if author else None,
        permalink=http_address(link.attributes.get("href") or "", base) if link else None,
        pinned=shares.matches(node, marks.pinned),
        quotes=tuple(ReadQuote(text) for one in shares.all(node, marks.quotes) if (text := words(one))),
        kind=next((kind for selector, kind in marks.kinds if shares.matches(node, selector)), "post"),
    )


def bodies_of(nodes: Sequence[LexborNode], root: LexborNode, marks: Marks, base: str | None) -> list[Body]:
    """The words, HTML and embeds of each post, without what stands aside."""
    apart = (marks.headline, marks.author, marks.time, marks.change, marks.aside, SHARING, HEARD)
    shares = Shares(root, nodes)
    shares.take_out(", ".join(filter(None, apart)))
    bodies = [shares.first(node, marks.body) or node for node in nodes]
    sources = [body.inner_html or "" for body in bodies]
    embeds = embeds_of(bodies, root, base, "".join(sources))
    if Shares(root, bodies).take_out(", ".join(filter(None, (marks.wordless, HIDDEN)))):
        sources = [body.inner_html or "" for body in bodies]
    return [_body(*one) for one in zip(bodies, sources, embeds, strict=True)]


def _body(node: LexborNode, source: str, embeds: tuple[ReadEmbed, ...]) -> Body:
    text = words_of_source(source)
    return Body(words(node) if text is None else text, source, embeds)


def take_out(node: LexborNode, selector: str) -> None:
    """Remove what matches from the tree: the last first, so that nothing is reached through what is gone."""
    for one in reversed(matching(node, selector)):
        if one.mem_id != node.mem_id:
            one.decompose()


def _byline(node: LexborNode) -> str | None:
    """Who wrote the post; a label that stands in the byline's place names nobody."""
    said = one_line(node)
    return said.removeprefix("By ").strip() if said and said.casefold() not in _LABELS else None


def one_line(node: LexborNode) -> str:
    """The words of an element as one line."""
    only = node.first_child
    if only is not None and only.next is None and only.is_text_node:
        return " ".join((only.text_content or "").split())
    return " ".join(words(node).split("\n")).strip()


def _of_attributes(attributes: dict[str, str | None], names: tuple[str, ...]) -> ReadTime | None:
    return next((time for name in names if (time := time_of(attributes.get(name) or None))), None)


def _of_element(node: LexborNode | None) -> ReadTime | None:
    """The time that an element names: in `datetime`, else in its own words, which are seldom an instant."""
    if node is None:
        return None
    written = next((node.attributes.get(one) for one in ("datetime", "content", "data-js-timestamp")
                    if node.attributes.get(one)), None)  # fmt: skip
    return time_of(written or one_line(node) or None)


def next_addresses(document: Document, selector: str, base: str | None) -> list[str]:
    """Where the page says that older posts stand."""
    links = (http_address(one.attributes.get("href") or "", base) for one in document.head.css(selector)[:20])
    return [one for one in dict.fromkeys(filter(None, links)) if one != base]
