"""Photos in HTML: the best address that an element gives, the words below them, whom they are credited to."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborNode

from workbench.intake.credit_lines import parted_credit
from workbench.intake.markup import words
from workbench.intake.posts import ReadEmbed
from workbench.intake.web_address import http_address

SOURCES: Final = ("src", "data-src", "data-lazy-src", "data-original", "data-lazy", "data-url", "content")
_SETS: Final = ("srcset", "data-srcset", "data-lazy-srcset")
_CREDITS: Final = (
    "[class*=credit i], [class*=copyright i], [itemprop=copyrightHolder], [itemprop=creditText], "
    "[class*=photographer i], [class*=agency i], cite"
)
_MAY_CREDIT: Final = ("redit", "opyright", "hotographer", "gency", "<cite", "CREDIT", "COPYRIGHT")
_BOXED: Final = f"[class*=caption i], {_CREDITS}"
_LABEL = re.compile(
    r"(?:image |picture |photo )?(?:copyright|source|credit)s?\s?:\s?|(?:photograph|photo|picture|image|foto|bild|video"
    r"|fotograf|fotografia|fotografía|crédit photo|crédits?|quelle)(?: credit| by)?\s?:\s?|©\s?|\(c\) ",
    re.IGNORECASE,
)
_AT_END = re.compile(
    r"(?P<words>.*?)[\s.|(–-]*(?:\b(?:photograph|photo|picture|image|foto|bild|fotografía|crédit photo)(?: credit| by)?"
    r"\s?:\s?|©\s?)(?P<credit>[^:|]{2,120}?)\)?",
    re.IGNORECASE | re.DOTALL,
)
_CAPTION_LABEL = re.compile(r"(?:image|photo|picture)?\s?caption\s?:\s?", re.IGNORECASE)
_SMALL = re.compile(r"[0-3]?\d(?:px)?", re.ASCII)
_WIDTH = re.compile(r"\{width\}|%7Bwidth%7D", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{2,4}", re.ASCII)
_LONGEST_SET = 20_000


def photo(url: str | None, *, title: str | None = None, caption: str | None = None) -> ReadEmbed | None:
    """A photo with its caption, parted from the credit that it ends in."""
    if url is None:
        return None
    text, credit = credited(caption or "")
    return ReadEmbed("photo", url=url, title=title or None, caption=text or None, credit=credit)


def credited(caption: str) -> tuple[str, str | None]:
    """A caption's words, and the credit that it ends in: `[EPA]`, `Photograph: EPA`, `© EPA`."""
    if parted := parted_credit(caption):
        return parted
    found = _AT_END.fullmatch(caption[-400:]) if ":" in caption or "©" in caption else None
    if found is None:
        return caption, None
    return (caption[:-400] + found["words"]).strip(), found["credit"].strip(" .") or None


def picture_at(node: LexborNode, base: str | None) -> ReadEmbed | None:
    """The photo that an `img` or `amp-img` shows; None for pixels, icons and players' placeholders."""
    attributes = node.attributes
    if any((size := attributes.get(side)) and _SMALL.fullmatch(size.strip()) for side in ("width", "height")):
        return None
    url = address_of(node, base)
    if url is None:
        return None
    figure = figure_of(node)
    caption, credit = words_of_figure(figure) if figure else ("", None)
    title = (attributes.get("alt") or "").strip()
    found = photo(url, title=title, caption=caption)
    if found is None or credit is None or found.credit:
        return found
    return ReadEmbed("photo", url=url, title=found.title, caption=found.caption, credit=credit)


def address_of(node: LexborNode, base: str | None) -> str | None:
    """The address of a picture; lazy loaders keep it beside a placeholder, or only in a set of sizes."""
    attributes = node.attributes
    for name in SOURCES:
        raw = attributes.get(name) or ""
        if "{width}" in raw or "%7Bwidth" in raw:
            widths = [int(one) for one in _NUMBERS.findall(attributes.get("data-widths") or "")[:20]]
            raw = _WIDTH.sub(str(max(widths, default=640)), raw)
        if url := http_address(raw, base):
            return url
    return next((url for name in _SETS if (url := _widest(attributes.get(name) or "", base))), None)


def _widest(srcset: str, base: str | None) -> str | None:
    best, most = None, -1.0
    for candidate in srcset[:_LONGEST_SET].split(", "):
        raw, _, size = candidate.strip().rstrip(",").partition(" ")
        number = size.strip()[:-1]
        width = float(number) if number.replace(".", "", 1).isdecimal() else 0.0
        if width > most and (url := http_address(raw, base)):
            best, most = url, width
    return best


def figure_of(node: LexborNode) -> LexborNode | None:
    """The figure around a picture, at most six elements up; else the box with a caption that holds it alone."""
    above = node.parent
    passed: list[LexborNode] = []
    for _ in range(6):
        if above is None or above.tag == "body":
            break
        if above.tag == "figure":
            return above
        passed.append(above)
        above = above.parent
    boxed = next((box for box in passed[:4] if box.css_first(_BOXED)), None)
    return boxed if boxed is not None and len(boxed.css("img, amp-img")) == 1 else None


def words_of_figure(figure: LexborNode) -> tuple[str, str | None]:
    """A figure's caption and credit, each as one line; the credit's own element is no part of the caption."""
    source = figure.html or ""
    marked = figure.css(_CREDITS)[:10] if any(name in source for name in _MAY_CREDIT) else []
    credits = [(one, line) for one in marked if (line := _line(one)) and len(line) <= 200]
    innermost = [line for one, line in credits if not any(one.mem_id == _parent(other) for other, _ in credits)]
    credit = _LABEL.sub("", innermost[-1], count=1).strip(" .()[]") if innermost else ""
    caption = _only_child(figure, source) or figure.css_first("figcaption") or figure.css_first("[class*=caption i]")
    said = _line(caption) if caption else ""
    if "aption" in said:
        said = _CAPTION_LABEL.sub("", said)
    for line in innermost:
        said = said.replace(line, " ")
    return said.strip(" |·"), credit or None


def _only_child(figure: LexborNode, source: str) -> LexborNode | None:
    """The one caption that a figure has, if it is its last element: no selector is compiled for what is at hand."""
    last = figure.last_child
    return last if last is not None and last.tag == "figcaption" and source.count("<figcaption") == 1 else None


def _parent(node: LexborNode) -> int:
    return node.parent.mem_id if node.parent else 0


def _line(node: LexborNode) -> str:
    """The words of an element as one line; what is said twice for screen readers, once."""
    said = words(node)
    if "\n" not in said:
        return said
    lines = said.split("\n")
    once = list(dict.fromkeys(line for line in lines if line))
    return " ".join(once)


def looks_like_player(node: LexborNode) -> bool:
    """Whether an image element stands for a player, as lazy loaders write them: its address is a player's."""
    attributes = node.attributes
    return any((value := attributes.get(name)) and "/embed/" in value for name in SOURCES)
