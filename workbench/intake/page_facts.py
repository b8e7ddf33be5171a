"""What a page says of itself: its title, address, language, standfirst."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.intake.document import Document
from workbench.intake.markup import words
from workbench.intake.web_address import http_address

LONGEST_TITLE: Final = 200


@dataclass(frozen=True)
class PageFacts:
    """`title` may be empty; `url` is the canonical address, else the one that the page came from."""

    title: str
    url: str | None
    language: str | None
    standfirst: str | None


def page_facts(document: Document) -> PageFacts:
    """The facts of an HTML page's head, and its heading if it has exactly one."""
    root = document.head.root
    language = (root.attributes.get("lang") or "").strip() if root else ""
    return PageFacts(
        title=_title(document),
        url=http_address(attribute(document, "link[rel=canonical]", "href"), document.base_url) or document.base_url,
        language=language if 1 < len(language) <= 35 else None,
        standfirst=attribute(document, "meta[property='og:description'], meta[name=description]", "content") or None,
    )


def attribute(document: Document, selector: str, name: str) -> str:
    """The attribute of the first element that matches; "" for none."""
    node = document.head.css_first(selector)
    return ((node.attributes.get(name) if node else None) or "").strip()


def _title(document: Document) -> str:
    headings = document.head.css("h1")
    heading = words(headings[0]) if len(headings) == 1 else ""
    title = document.head.css_first("title")
    said = attribute(document, "meta[property='og:title']", "content")
    return " ".join((heading or said or (title.text() if title else "")).split("\n")).strip()[:LONGEST_TITLE]
