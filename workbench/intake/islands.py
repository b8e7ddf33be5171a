"""JSON that stands inside a page: the data that its own scripts draw it from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from workbench.intake.json_text import parsed
from workbench.intake.posts import CannotRead

_SMALLEST: Final = 100
_MOST: Final = 200
_TAG = re.compile(r"<script\b([^<>]{0,2000})>|</script\b", re.IGNORECASE)
_PROGRAM = re.compile(r"<(script|style)\b[^<>]{0,2000}>|</(script|style)\b", re.IGNORECASE)
_JSON_TYPE = re.compile(r"\btype\s*=\s*[\"']?application/json", re.IGNORECASE)
# An assignment or a call whose argument is an object, a list, or a text that holds one of them.
_VALUE = re.compile(r"""(?:[\w\]"']\s*=|[(,])\s*(?:JSON\.parse\(\s*)?(?=[{\["'])""")
_FIRST_LOOKED_AT: Final = 60


def islands(page: str) -> tuple[Any, ...]:
    """The JSON values in a page's scripts, in page order; texts that hold JSON are read through.

    Read are `<script type="application/json">`, `name = {…}`, `name = "{…}"`, `JSON.parse("…")` and calls
    with such arguments. What does not parse is no JSON and is passed over. JSON-LD is not among them.
    """
    found: list[Any] = []
    for attributes, body in scripts_in(page):
        if len(body) < _SMALLEST or "ld+json" in attributes.lower():
            continue
        found += _whole(body) if _JSON_TYPE.search(attributes) else _assigned(body)
        if len(found) >= _MOST:
            break
    return tuple(found[:_MOST])


def scripts_in(page: str) -> Iterator[tuple[str, str]]:
    """Attributes and content of each script. One pass over the tags, so that tags without end cost no more."""
    opened: re.Match[str] | None = None
    for tag in _TAG.finditer(page):
        if tag[1] is not None:
            opened = opened or tag
        elif opened:
            yield opened[1], page[opened.end() : tag.start()]
            opened = None


def without_programs(page: str) -> str:
    """A page's source without what stands in its scripts and style sheets; one that never ends takes the rest along."""
    kept: list[str] = []
    place, inside = 0, ""
    for tag in _PROGRAM.finditer(page):
        name = (tag[1] or tag[2]).lower()
        if tag[1] and not inside:
            kept.append(page[place : tag.start()])
            inside = name
        elif tag[2] and inside == name:
            place, inside = tag.start(), ""
    return "".join(kept) if inside else "".join((*kept, page[place:]))


def _whole(body: str) -> list[Any]:
    try:
        return [parsed(body.strip())]
    except CannotRead:
        return []


def _assigned(body: str) -> list[Any]:
    """The values that a program's text assigns or passes on; only the outermost of each."""
    decoder = json.JSONDecoder(strict=False)
    found: list[Any] = []
    place, tried = 0, 0
    while tried < _FIRST_LOOKED_AT and (match := _VALUE.search(body, place)):
        tried += 1
        try:
            _, place = decoder.raw_decode(body, match.end())
        except (ValueError, RecursionError):
            place = match.end()
            continue
        if place - match.end() >= _SMALLEST:
            found += _values(body[match.end() : place])
    return found


def _values(text: str) -> list[Any]:
    """The list or object that a JSON text is, or holds as a text; nothing for any other value."""
    try:
        value = parsed(text)
        if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
            value = parsed(value)
    except CannotRead:
        return []
    return [value] if isinstance(value, dict | list) else []
