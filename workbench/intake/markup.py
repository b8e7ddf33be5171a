"""HTML as a reader sees it: the words, in paragraphs and lines."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final, Literal

from selectolax.lexbor import LexborNode

_SILENT = "script style template noscript iframe object embed svg math head select textarea button audio video canvas"
_APART = (
    "address article aside blockquote body details dialog div dl fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hgroup hr main nav ol p pre section table ul"
)
NOT_WORDS: Final = frozenset(_SILENT.split())
"""Elements whose content no reader of the page sees as its words."""

_PARAGRAPHS = frozenset(_APART.split())
_LINES = frozenset({"br", "caption", "dd", "dt", "li", "tr"})
_WHITE = re.compile(r"[ \t\n\r\f]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--")
_ANY_TAG = re.compile(r"<[^<>]*>")

Step = Literal["enter", "leave"]


def is_markup(text: str) -> bool:
    """Whether a text holds a tag or a comment, and not only a sign for "less than"."""
    return bool(_TAG.search(text))


def words(root: LexborNode, without: frozenset[str] = NOT_WORDS) -> str:
    """The text below a node: paragraphs parted by a blank line, white space as a browser draws it.

    No-break spaces stay. Elements named in `without` are passed over with everything in them. Linear in the
    size of the tree.
    """
    pieces: list[str] = []
    for step, node in _walk(root, without):
        if node.is_text_node:
            pieces.append(_WHITE.sub(" ", node.text_content or ""))
        elif node.tag in _PARAGRAPHS:
            pieces.append("\n\n")
        elif node.tag in _LINES and step == "enter":
            pieces.append("\n")
        elif node.tag in ("td", "th"):
            pieces.append(" ")
    return paragraphs("".join(pieces))


def paragraphs(text: str) -> str:
    """Lines without spaces around, runs of spaces as one, and one blank line between paragraphs."""
    lines = [" ".join(word for word in line.strip(" \t\r").split(" ") if word) for line in text.split("\n")]
    runs = groupby(lines, key=lambda line: bool(line.strip()))
    return "\n\n".join("\n".join(run) for written, run in runs if written)


def without_tags(text: str) -> str:
    """One line of plain text from a title, or from HTML that no parser is let near."""
    return _WHITE.sub(" ", html.unescape(_ANY_TAG.sub(" ", text))).strip()


def _walk(root: LexborNode, without: frozenset[str]) -> Iterator[tuple[Step, LexborNode]]:
    """Every node below `root` in document order, elements also when they end; trees may be deep."""
    node = root.first_child
    while node is not None:
        passed_over = (node.tag or "") in without
        if not passed_over:
            yield "enter", node
        below = None if passed_over else node.first_child
        if below is not None:
            node = below
            continue
        while node is not None and node.next is None:
            node = node.parent
            if node is None or node.mem_id == root.mem_id:
                return
            yield "leave", node
        node = node.next if node is not None else None
