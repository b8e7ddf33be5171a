"""The elements of a feed: RSS 0.9 to 2.0, RDF and Atom, read by expat within bounds.

The well-known library for feeds takes 5 s for a megabyte of open tags and 86 s for one tag with a hundred thousand
attributes (measured), so it is not let near a stranger's file; expat takes tenths of a second, and fetches nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from workbench.intake.document import MOST_POSTS, refuse_too_many
from workbench.intake.media_markup import escaped
from workbench.intake.posts import CannotRead

ENTRIES: Final = frozenset({"item", "entry"})

_DEEPEST: Final = 200
_MOST_ELEMENTS: Final = 500_000
_MOST_OF_ENTRY: Final = 2_000
_MOST_ATTRIBUTES: Final = 1_000
# What expat calls a namespace is told by its address: the prefix before a name is the author's own choice.
_SPACES: Final = {
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/atompub/tombstones/1.0": "at",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
}
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(\w{1,30};)?", re.ASCII)
_VOID: Final = frozenset({"br", "hr", "img"})


@dataclass
class Part:
    """An element: its name with the usual prefix (`media:content`), attributes, text, and what stands inside."""

    name: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces).strip()

    def all(self, *names: str) -> Iterator[Part]:
        """The elements inside of these names, in document order, but for those inside others of them."""
        return (one for one in self.parts if one.name in names)

    def first(self, *names: str) -> str:
        """The text of the first element inside that has one: in the order of the names, then of the document."""
        return next((one.text for name in names for one in self.all(name) if one.text), "")


@dataclass
class Feed:
    """`head` holds what is said of the feed itself; `broken` is the line at which the XML breaks off, if it does."""

    head: Part
    entries: list[Part]
    broken: int | None = None


def feed_of(text: str) -> Feed:
    """The feed that an XML text is, as far as it can be read.

    Raises `CannotRead` for a text that declares entities, is nested deep, or has too many parts.
    """
    first = _Handler()
    feed = first.read(text)
    if feed.broken is None:
        return feed
    mended = _Handler().read(_mended(text))
    return mended if mended.broken is None or len(mended.entries) >= len(feed.entries) else feed


def _mended(text: str) -> str:
    """The text without what XML forbids and feeds often have: HTML's named characters, bare ampersands, controls."""
    return _AMPERSAND.sub(_character, _NO_CHARACTER.sub("", text))


def _character(found: re.Match[str]) -> str:
    named = html.unescape(found[0]) if found[1] else ""
    return escaped(named) if named and named != found[0] else f"&amp;{found[1] or ''}"


class _Handler:
    """What expat tells, made into parts. Elements below the bounds of an entry are passed over."""

    def __init__(self) -> None:
        self._head = Part("feed", {})
        self._entries: list[Part] = []
        self._open: list[Part] = []
        self._prefixes: dict[str, str] = {}
        self._depth = 0
        self._seen = 0
        self._of_entry = 0
        self._verbatim: int | None = None

    def read(self, text: str) -> Feed:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.EntityDeclHandler = _refuse_entities
        broken = None
        try:
            # In one piece: expat reads an unfinished tag again with every further piece.
            parser.Parse(text, True)
        except expat.ExpatError as problem:
            broken = problem.lineno
            self._finish()
        refuse_too_many(len(self._entries))
        return Feed(self._head, self._entries, broken)

    def _finish(self) -> None:
        """An entry that is open where the XML breaks off is not whole: it is left out."""
        if self._entries and self._open and self._entries[-1] is self._open[0]:
            self._entries.pop()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._seen += 1
        if self._depth > _DEEPEST:
            raise CannotRead("The feed is nested too deep.")
        if self._seen > _MOST_ELEMENTS:
            raise CannotRead(f"The feed has more than {_MOST_ELEMENTS} elements.")
        if len(attributes) > _MOST_ATTRIBUTES:
            raise CannotRead(f"An element of the feed has more than {_MOST_ATTRIBUTES} attributes.")
        self._declare(attributes)
        if self._verbatim is not None:
            self._open[-1].pieces.append(_tag(name, attributes))
            return
        part = Part(self._named(name), {key.lower(): value for key, value in attributes.items()})
        if not self._open and part.name in ENTRIES:
            self._of_entry = 0
            if len(self._entries) <= MOST_POSTS:
                self._entries.append(part)
        else:
            self._of_entry += 1
            above = self._open[-1] if self._open else self._head
            if self._of_entry <= _MOST_OF_ENTRY and part.name not in ("rss", "feed", "rdf:rdf", "channel"):
                above.parts.append(part)
        if self._open or part.name not in ("rss", "feed", "rdf:rdf", "channel"):
            self._open.append(part)
            if part.attributes.get("type", "").lower() == "xhtml":
                self._verbatim = self._depth

    def _end(self, name: str) -> None:
        if self._verbatim is not None and self._depth > self._verbatim:
            if name.rpartition(":")[2].lower() not in _VOID:
                self._open[-1].pieces.append(f"</{name.rpartition(':')[2]}>")
        elif self._open:
            self._open.pop()
            self._verbatim = None
        self._depth -= 1

    def _words(self, text: str) -> None:
        if self._open:
            self._open[-1].pieces.append(text if self._verbatim is None else escaped(text))

    def _declare(self, attributes: dict[str, str]) -> None:
        for key, address in attributes.items():
            if key.startswith("xmlns:") and len(self._prefixes) < 100:
                known = _SPACES.get(address.strip().lower())
                if known is not None:
                    self._prefixes.setdefault(key[6:].lower(), known)

    def _named(self, name: str) -> str:
        prefix, colon, own = name.lower().rpartition(":")
        known = self._prefixes.get(prefix, prefix) if colon else ""
        return f"{known}:{own}" if known else own


def _tag(name: str, attributes: dict[str, str]) -> str:
    written = "".join(f' {key}="{escaped(value)}"' for key, value in attributes.items() if not key.startswith("xmlns"))
    return f"<{name.rpartition(':')[2]}{written}>"


def _refuse_entities(*_declaration: object) -> None:
    raise CannotRead("The feed declares entities of its own, which no feed needs and some use to do harm.")
