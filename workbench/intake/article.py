"""Reads any other page or text as one post, and says that it is no live blog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

from workbench.intake.credit_lines import ends_sentence
from workbench.intake.document import Document
from workbench.intake.embed_addresses import embed_at, is_live_blog
from workbench.intake.embeds import each_once, embeds_in
from workbench.intake.identity import content_id
from workbench.intake.markup import NOT_WORDS, paragraphs, words
from workbench.intake.page_facts import LONGEST_TITLE, attribute, page_facts
from workbench.intake.posts import CannotRead, ReadEmbed, ReadPost, ReadStory
from workbench.intake.sanitising import from_text
from workbench.intake.times import instant
from workbench.intake.web_address import http_address

name: Final = "article"
source: Final = "page"

_NOT_ARTICLE: Final = NOT_WORDS | {"nav", "header", "footer", "aside", "form", "dialog"}
_PLACES: Final = ("article", "main", "[role=main]", "body")
# An article of fewer characters is a teaser, or a page that gives its text only to a browser.
_TEASER = 200
_ARENA: Final = "https://cached-api.arena.im/v1/liveblog/{}/{}"


@dataclass(frozen=True)
class _Found:
    title: str
    text: str
    url: str | None = None
    language: str | None = None
    posted_at: str | None = None
    embeds: tuple[ReadEmbed, ...] = ()


def claims(document: Document) -> float:
    """The last resort for every page and text."""
    return 0.05 if document.kind in ("html", "text") else 0.0


def framed_blogs(document: Document) -> tuple[str, ...]:
    """The addresses of live blogs that the page shows in a frame, or lets a platform's script draw."""
    if document.kind != "html":
        return ()
    frames = document.tree.css("iframe")[:200]
    sources = (frame.attributes.get(name) or "" for frame in frames for name in ("src", "data-src", "data-lazy-src"))
    addresses = [address for raw in sources if (address := http_address(raw, document.base_url))]
    drawn = document.tree.css("[data-publisher][data-event].arena-liveblog")[:20]
    arena = [_ARENA.format(one.attributes.get("data-publisher"), one.attributes.get("data-event")) for one in drawn]
    every = [*(one for one in addresses if is_live_blog(one)), *filter(None, map(http_address, arena))]
    return tuple(dict.fromkeys(every))


def read(document: Document) -> ReadStory:
    """One post with the readable words of the page or text. Raises `CannotRead` where there are none."""
    document.require(name, "html", "text")
    found = _page(document) if document.kind == "html" else _plain(document)
    if not found.text:
        raise CannotRead("The page holds no readable text.")
    post = ReadPost(
        id=content_id(found.text),
        position=0,
        text=found.text,
        html=from_text(found.text),
        posted_at=found.posted_at,
        embeds=found.embeds,
    )
    return ReadStory(
        title=found.title,
        reader=name,
        posts=(post,),
        url=found.url,
        language=found.language,
        warnings=tuple(_warnings(document)),
    )


def _warnings(document: Document) -> Iterator[str]:
    what = "page" if document.kind == "html" else "text"
    yield f"This {what} is no live blog that can be told apart into posts: it was read as one post."
    for address in framed_blogs(document):
        yield f"The page shows a live blog in a frame: open that by its own address, {address}"


def _plain(document: Document) -> _Found:
    text = paragraphs(document.text.replace("\r\n", "\n").replace("\r", "\n"))
    named = (embed_at(line) for line in text.split("\n"))
    return _Found(_title_of(text), text, document.base_url, embeds=each_once(filter(None, named)))


def _page(document: Document) -> _Found:
    tree = document.tree
    text, place = "", None
    for selector in _PLACES:
        place = _largest(tree.css(selector)) or place
        text = words(place, _NOT_ARTICLE) if place else ""
        if len(text) >= _TEASER:
            break
    # On a whole page, frames of unknown sites and pictures without a caption are mostly furniture.
    embeds = embeds_in(place, document.base_url) if place else ()
    facts = page_facts(document)
    posted = attribute(document, "meta[property='article:published_time']", "content")
    return _Found(
        title=facts.title or _title_of(text),
        text=text,
        url=facts.url,
        language=facts.language,
        posted_at=posted if instant(posted) else None,
        embeds=tuple(one for one in embeds if one.platform or one.caption or one.kind in ("video", "audio")),
    )


def _largest(nodes: list[LexborNode]) -> LexborNode | None:
    """The node with the most words; pages give teasers of other stories the same element.

    None where none of several holds most of their words: then the page is a list, and all of it is meant.
    """
    sizes = [(len(node.text()), place) for place, node in enumerate(nodes[:50])]
    most, place = max(sizes, default=(0, -1))
    if place < 0 or (len(sizes) > 1 and 2 * most < sum(size for size, _ in sizes)):
        return None
    return nodes[place]


def _title_of(text: str) -> str:
    """The first line if it reads as a title, else the text's first words."""
    first = text.split("\n", 1)[0].strip()
    if first and len(first) <= LONGEST_TITLE and not ends_sentence(first):
        return first
    start = first[:80].rsplit(" ", 1)[0] if len(first) > 80 else first
    return f"{start} …" if len(first) > 80 else start or "Untitled"
