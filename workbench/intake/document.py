"""A document as every reader gets it, and what a reader is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, Literal, Protocol

from selectolax.lexbor import LexborHTMLParser

from workbench.intake.bullets import Listing, listing
from workbench.intake.confinement import HARMLESS, can_be_parsed, vetted
from workbench.intake.decoding import decoded
from workbench.intake.islands import islands, scripts_in, without_programs
from workbench.intake.json_text import parsed
from workbench.intake.posts import CannotRead, ReadStory, TooManyPosts
from workbench.intake.web_address import http_address

DocumentKind = Literal["json", "html", "feed", "xml", "text"]

MOST_POSTS: Final = 20_000
_HEAD = 4096
_JSON_OBJECT = re.compile(r'\{\s*["}]')
_FEED = re.compile(r"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_TAG = re.compile(r"<[a-z!]", re.IGNORECASE)
_END_TAG = re.compile(r"</(?:a|article|blockquote|div|h[1-6]|li|ol|p|script|section|span|ul)>", re.IGNORECASE)


_TANGLED = "The page is so tangled that it cannot be parsed in reasonable time."
# Characters of a slice of a large page.
_SLICE = 2**17


def sliced(page: str, opening: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where to cut a page into pieces of about 130,000 characters: where `opening` matches."""
    start = 0
    while len(page) - start > _SLICE and (cut := opening.search(page, start + _SLICE)):
        yield start, cut.start()
        start = cut.start()
    yield start, len(page)


@dataclass(frozen=True)
class LinkedData:
    """The JSON-LD of a page: the parsed scripts in page order, and how many could not be parsed."""

    objects: tuple[Any, ...]
    broken: int


@dataclass(frozen=True)
class Document:
    """One decoded document. Its tree, its data and its JSON-LD are parsed once, when first asked for.

    `base_url` is absolute http(s) or None; `warnings` are what decoding has to say.
    """

    text: str
    kind: DocumentKind
    base_url: str | None = None
    warnings: tuple[str, ...] = ()

    @cached_property
    def data(self) -> Any:
        """The value of a JSON document. Raises `CannotRead`."""
        return parsed(self.text)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page. Raises `CannotRead` for a page that the parser can't manage within its limits."""
        self._require_parsable()
        return LexborHTMLParser(self.text)

    @property
    def is_large(self) -> bool:
        """Whether the page is better read in slices than as one tree, which takes five times its size."""
        return len(self.text) > 8 * _SLICE

    @cached_property
    def head(self) -> LexborHTMLParser:
        """The page's beginning as a tree: all of it, or of a large page what stands there beside its programs."""
        if not self.is_large:
            return self.tree
        return LexborHTMLParser(without_programs(self.text[: 8 * _SLICE])[: HARMLESS - 1])

    def sample(self, opening: re.Pattern[str]) -> LexborHTMLParser:
        """A tree to look for a post in: the page's, or of a large page what stands where `opening` first matches."""
        first = opening.search(self.text) if self.is_large else None
        if first is None:
            return self.head
        return LexborHTMLParser(self.text[first.start() : first.start() + HARMLESS - 1])

    def fresh_trees(self, opening: re.Pattern[str]) -> Iterator[LexborHTMLParser]:
        """The page as trees that the caller may change: one, or for a large page one slice after the other.

        Slices are cut where `opening`, a post's start tag, stands in the source, so that every post is whole in
        one of them; memory stays that of a slice. Raises `CannotRead` as `tree` does.
        """
        if not self.is_large:
            self._require_parsable()
            yield LexborHTMLParser(self.text)
            return
        spans = list(sliced(self.text, opening))
        pieces = (self.text[start:end] for start, end in spans)
        for (start, end), can_be in zip(spans, vetted(pieces, len(spans)), strict=False):
            if not can_be:
                raise CannotRead(_TANGLED)
            yield LexborHTMLParser(self.text[start:end])

    def _require_parsable(self) -> None:
        if not self._parsable:
            raise CannotRead(_TANGLED)

    @cached_property
    def _parsable(self) -> bool:
        return can_be_parsed(self.text)

    @cached_property
    def linked_data(self) -> LinkedData:
        """All JSON-LD of a page, or the whole of a JSON document."""
        if self.kind == "json":
            return LinkedData((self.data,), broken=0)
        objects, broken = [], 0
        for script in self._data_scripts():
            try:
                objects.append(parsed(_bare(script)))
            except CannotRead:
                broken += 1
        return LinkedData(tuple(objects), broken)

    def _data_scripts(self) -> list[str]:
        if "ld+json" not in self.text:
            return []
        if self.is_large:
            return [body for attributes, body in scripts_in(self.text) if "ld+json" in attributes.lower()]
        return [script.text() for script in self.tree.css('script[type*="ld+json" i]')]

    @cached_property
    def roots(self) -> tuple[Any, ...]:
        """Where a platform's own data may stand: the JSON document, or each piece of JSON in a page's scripts."""
        if self.kind == "json":
            return (self.data,)
        return islands(self.text) if self.kind == "html" else ()

    @cached_property
    def data_text(self) -> str:
        """The source of all data: a JSON document, or a page's scripts. Looked through for many formats' words."""
        if self.kind == "html":
            return "\n".join(body for _, body in scripts_in(self.text))
        return self.text

    @cached_property
    def listing(self) -> Listing | None:
        """The entries of a bulleted text; None for a text without bullets and for any other document."""
        return listing(self.text) if self.kind == "text" else None

    def require(self, reader: str, *kinds: DocumentKind) -> None:
        """Refuse a document of another kind, in the name of the reader that was asked for."""
        if self.kind not in kinds:
            raise CannotRead(f"The reader {reader} reads {' and '.join(kinds)}, and this is {self.kind}.")


def refuse_too_many(posts: int) -> None:
    """Refuse what has more posts than any live blog: it would cost minutes and gigabytes to say nothing."""
    if posts > MOST_POSTS:
        raise TooManyPosts(
            f"The document has {posts} entries or more, and no live blog has more than {MOST_POSTS} posts."
        )


Source = Literal["api", "page", "linked_data", "feed", "text"]
"""What a reader reads from: a platform's data, the page's elements, data for search engines, a feed, or text."""


class Reader(Protocol):
    """One format. A reader is a module of this package with these four names."""

    @property
    def name(self) -> str:
        """What `--format` and `ReadStory.reader` call it."""

    @property
    def source(self) -> Source:
        """What it reads from; the merger believes some sources more than others, field by field."""

    def claims(self, document: Document) -> float:
        """How sure the reader is that the document is its own, 0 (not at all) to 1. Never raises."""

    def read(self, document: Document) -> ReadStory:
        """The story. Raises `CannotRead`."""


def opened(content: bytes, declared_type: str | None = None, base_url: str | None = None) -> Document:
    """The document that `content` is, told by what it holds. Raises `CannotRead` for what is no text."""
    text = decoded(content, declared_type)
    base = http_address(base_url) if base_url else None
    as_json = Document(text.text, "json", base, text.warnings)
    if _is_json(as_json, declared_type or ""):
        return as_json
    return replace(as_json, kind=_kind(text.text, declared_type or ""))


def _is_json(document: Document, declared_type: str) -> bool:
    """Whether the text parses; a text that clearly means to be JSON and does not is refused."""
    head = document.text[:_HEAD].lstrip()
    if not head.startswith(("{", "[")):
        return False
    try:
        return isinstance(document.data, dict | list)
    except CannotRead:
        if "json" in declared_type.lower() or _JSON_OBJECT.match(head):
            raise
        return False


def _kind(text: str, declared_type: str) -> DocumentKind:
    head = text[:_HEAD].lstrip()
    if head.startswith("<") and _FEED.search(head):
        return "feed"
    if _PAGE.search(head):
        return "html"
    if head.lower().startswith("<?xml"):
        return "xml"
    if _TAG.match(head) or _END_TAG.search(text[:100_000]):
        return "html"
    return "html" if "html" in declared_type.lower() and _TAG.search(text) else "text"


def _bare(script: str) -> str:
    """A script's JSON without what some pages wrap it in: comments, CDATA, a closing semicolon."""
    bare = script.strip()
    for opening, closing in (("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")):
        if bare.startswith(opening):
            bare = bare.removeprefix(opening).removesuffix(closing).strip()
    return bare.removesuffix(";")
