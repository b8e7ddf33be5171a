"""The body of a post of the BBC's older live pages as HTML: nodes with a name, children, attributes and a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from workbench.intake.json_values import fields, items, text
from workbench.intake.media_markup import element, escaped, line_of, picture, platform_post, player
from workbench.intake.web_address import http_address

Node = Mapping[str, Any]

WIDTH: Final = "624"
"""The width that stands in the addresses of pictures, which the page leaves to the browser."""

_DEEPEST: Final = 40
_MOST: Final = 5000
_TAGS: Final[Mapping[str, str]] = {
    "paragraph": "p",
    "bold": "strong",
    "italic": "em",
    "listItem": "li",
    "heading": "h3",
    "crosshead": "h3",
    "subheading": "h3",
    "quote": "blockquote",
    "blockquote": "blockquote",
    "pullOut": "blockquote",
    "table": "table",
    "row": "tr",
    "cell": "td",
}


def markup_of(nodes: Any, depth: int = 0) -> str:
    """The nodes of a body one after the other."""
    return "".join(_one(fields(one), depth) for one in items(nodes)[:_MOST]) if depth < _DEEPEST else ""


def sized(address: str) -> str:
    """A picture's address with a width where the page leaves a gap for one."""
    return address.replace("{width}", WIDTH).replace("$recipe", f"{WIDTH}xn")


def _one(node: Node, depth: int) -> str:
    kind = text(node.get("name"))
    if kind == "text":
        return escaped(text(node.get("text")))
    if kind == "link":
        return _link(node, depth)
    if kind == "list":
        ordered = _attribute(node, "type").casefold() == "ordered"
        return element("ol" if ordered else "ul", markup_of(node.get("children"), depth + 1))
    if kind == "image":
        return _image(node)
    if kind in ("video", "audio", "media"):
        return _film(node)
    if kind in ("embed", "social"):
        return _embed(node)
    inside = escaped(text(node.get("text"))) + markup_of(node.get("children"), depth + 1)
    tag = _TAGS.get(kind)
    return element(tag, inside) if tag else inside


def _attribute(node: Node, key: str) -> str:
    for one in items(node.get("attributes"))[:50]:
        if fields(one).get("name") == key:
            return text(fields(one).get("value"))
    return ""


def _child(node: Node, kind: str) -> Node:
    return next((fields(one) for one in items(node.get("children"))[:50] if fields(one).get("name") == kind), {})


def _words(node: Node) -> str:
    """The words of a node whose children are texts."""
    said = (text(fields(one).get("text")) for one in items(node.get("children"))[:50])
    return " ".join((text(node.get("text")) or " ".join(said)).split())


def _link(node: Node, depth: int) -> str:
    address = http_address(_attribute(_child(node, "url"), "href") or _attribute(node, "href"))
    shown = markup_of(_child(node, "caption").get("children"), depth + 1) or escaped(_words(node))
    return element("a", shown, href=address) if address else shown


def _image(node: Node) -> str:
    addresses = (text(node.get(key)) for key in ("imageChefHref", "href", "url"))
    url = next((found for one in addresses if (found := http_address(sized(one)))), None)
    alt, caption, credit = (line_of(text(node.get(key))) for key in ("altText", "caption", "copyrightHolder"))
    return picture(url, alt=alt, caption=caption, credit=credit)


def _film(node: Node) -> str:
    """The broadcaster's own film: by the address of its programme, where the data names it."""
    pid = text(node.get("pid")) or _attribute(node, "pid") or text(fields(node.get("identifiers")).get("pid"))
    url = http_address(text(node.get("href")) or (f"https://www.bbc.co.uk/programmes/{pid}" if pid else ""))
    title = line_of(text(node.get("title")) or text(node.get("caption")))
    return player(url, title=title, thumbnail=http_address(sized(text(node.get("coverImage")))) or "")


def _embed(node: Node) -> str:
    """A platform's post; what else is embedded is a frame."""
    raw = _words(_child(node, "href")) or _attribute(node, "href") or _words(_child(node, "url"))
    url = http_address(raw)
    return platform_post(url) or player(url)
