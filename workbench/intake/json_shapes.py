"""Where a platform's own object stands in JSON that may wrap it, and the small values it is made of."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from workbench.intake.document import Document
from workbench.intake.json_values import text
from workbench.intake.page_facts import PageFacts, page_facts
from workbench.intake.posts import CannotRead

Shape = Mapping[str, Any]
DEEPEST: Final = 6
"""How many levels below the outermost value a platform's object is looked for."""

_MOST_OBJECTS: Final = 4000
_MOST_FIELDS: Final = 1000
_MOST_MEMBERS: Final = 50
_MOST_DIGITS: Final = 10


def shapes(document: Document, marks: Sequence[str], is_one: Callable[[Shape], bool]) -> list[Shape]:
    """The objects in a document's data that `is_one` accepts, outermost first; none inside another.

    At least one of `marks` stands in the text of a document that holds such an object: all others are passed
    over without a look at their data. Never raises.
    """
    if document.kind not in ("json", "html") or not any(mark in document.data_text for mark in marks):
        return []
    try:
        return list(_accepted(document.roots, is_one))
    except CannotRead:
        return []


def _accepted(roots: tuple[Any, ...], is_one: Callable[[Shape], bool]) -> Iterator[Shape]:
    """Breadth first, of long lists only the first members: data may be large, and what wraps a blog is small."""
    todo: deque[tuple[Any, int]] = deque((root, 0) for root in roots)
    seen = 0
    while todo and seen < _MOST_OBJECTS:
        value, depth = todo.popleft()
        seen += 1
        if isinstance(value, dict) and is_one(value):
            yield value
        elif depth < DEEPEST and isinstance(value, dict | list):
            members = islice(value.values(), _MOST_FIELDS) if isinstance(value, dict) else value[:_MOST_MEMBERS]
            todo.extend((one, depth + 1) for one in members if isinstance(one, dict | list))


def count(value: Any) -> int | None:
    """A whole number from 0, written as number or text; None for anything else."""
    written = text(value).strip()
    if not written.isascii() or not written.isdigit() or len(written) > _MOST_DIGITS:
        return None
    return int(written)


def flag(value: Any) -> bool:
    """Whether a value says yes: true, 1 or their spelling as text."""
    return value is True or text(value).strip().casefold() in ("1", "true")


def said(value: Any) -> bool | None:
    """Yes or no as a value says it; None where it says neither."""
    if flag(value):
        return True
    return False if value is False or text(value).strip().casefold() in ("0", "false") else None


def page_around(document: Document) -> PageFacts:
    """What the page says of itself that the data stands in; of a document that is no page, its address alone."""
    unknown = PageFacts("", document.base_url, None, None)
    if document.kind != "html":
        return unknown
    try:
        return page_facts(document)
    except CannotRead:
        return unknown


def language(value: Any) -> str | None:
    """A language code such as `en` or `pt-BR`; None for anything else."""
    code = text(value).strip().replace("_", "-")
    return code if 1 < len(code) <= 35 and code.replace("-", "").isalnum() and code.isascii() else None
