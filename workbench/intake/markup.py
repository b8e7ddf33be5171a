"""HTML as a reader sees it: the words, in paragraphs and lines."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
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

# A tag as the parser writes it: every value in quotation marks. Fails at once on anything else.
_ATTRIBUTES: Final = r"(?:\s[^\s=>\"]++(?:=\"[^\"]*+\")?+)*+\s?/?>"
_RUNS = re.compile(" {2,}")
# Other white space may be all that a line holds, and such a line is blank.
_ODD_SPACE = re.compile("[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_SILENT_TAG = re.compile(rf"<(?:{'|'.join(_SILENT.split())})[\s>/]")
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
# Stands for the edge of a paragraph while a text is taken apart: documents hold no such character.
_APART_HERE: Final = "\x1e"
# Parts a source into text and the names of its tags, those of end tags with their slash.
_TAGS = re.compile(rf"<([/!?]?[a-zA-Z][^\s>\"]*+){_ATTRIBUTES}")
_EDGES: Final = {
    **{edge: _APART_HERE for tag in _PARAGRAPHS for edge in (tag, f"/{tag}")},
    **dict.fromkeys(_LINES, "\n"),
    **dict.fromkeys(("td", "/td", "th", "/th"), " "),
}
_LINED: Final = _LINES | {"td", "/td", "th", "/th"}

Step = Literal["enter", "leave"]


def is_markup(text: str) -> bool:
    """Whether a text holds a tag or a comment, and not only a sign for "less than"."""
    return bool(_TAG.search(text))


def words(root: LexborNode, without: frozenset[str] = NOT_WORDS) -> str:
    """The text below a node: paragraphs parted by a blank line, white space as a browser draws it.

    No-break spaces stay. Elements named in `without` are passed over with everything in them. Linear in the
    size of the tree.
    """
    only = root.first_child
    if only is not None and only.next is None and only.is_text_node:
        return paragraphs(_WHITE.sub(" ", only.text_content or ""))
    if without is NOT_WORDS and (text := words_of_source(root.html or "")) is not None:
        return text
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


def words_of_source(source: str) -> str | None:
    """`words` out of how the parser writes a node: many times as fast as its tree; None where it can't be had so.

    `source` must be the parser's own writing: every attribute in quotation marks, every `<` of a text as `&lt;`,
    but in silent elements, and where those stand in it the tree has to be walked.
    """
    for white in "\n\t\r\f":
        if white in source:
            source = source.replace(white, " ")
    if "<!--" in source:
        if _SILENT_TAG.search(source):
            return None
        source = _COMMENT.sub("", source)
    pieces = _TAGS.split(source)
    tags = pieces[1::2]
    if not NOT_WORDS.isdisjoint(tags):
        return None
    pieces[1::2] = [_EDGES.get(tag, "") for tag in tags]
    lined = not _LINED.isdisjoint(tags)
    text = "".join(pieces)
    if "<" in text:
        return None
    if "&" in text:
        text = text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if lined or (not text.isascii() and _ODD_SPACE.search(text)):
        return paragraphs(text.replace(_APART_HERE, "\n\n"))
    if "  " in text:
        text = _RUNS.sub(" ", text)
    return "\n\n".join([bare for part in text.split(_APART_HERE) if (bare := part.strip(" "))])


def paragraphs(text: str) -> str:
    """Lines without spaces around, runs of spaces as one, and one blank line between paragraphs."""
    if "  " in text:
        text = _RUNS.sub(" ", text)
    if "\n" not in text:
        return bare if (bare := text.strip(" \t\r")).strip() else ""
    kept: list[str] = []
    parted = False
    for line in text.split("\n"):
        bare = line.strip(" \t\r")
        if not bare.strip():
            parted = bool(kept)
            continue
        if kept:
            kept.append("\n\n" if parted else "\n")
        kept.append(bare)
        parted = False
    return "".join(kept)


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
