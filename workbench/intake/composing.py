"""A post's body made of several parts, as platforms keep them: texts, quotations, polls, embedded HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import Any

from workbench.intake.json_values import text
from workbench.intake.markup import is_markup, without_tags
from workbench.intake.sanitising import from_text

_BLOCK = re.compile(r"<(?:p|div|ul|ol|dl|blockquote|h[1-6]|table|figure|section|article|pre|hr)\b", re.IGNORECASE)


def joined(parts: Iterable[str]) -> str:
    """The parts one below the other: as they are if there is only one, else as one piece of HTML."""
    written = [one for one in parts if one.strip()]
    if len(written) == 1:
        return written[0]
    return "\n".join(as_markup(one) for one in written)


def as_markup(part: str) -> str:
    """HTML that stands apart from what comes before and after it; plain text as paragraphs."""
    if not is_markup(part):
        return from_text(html.unescape(part))
    return f"<div>{part}</div>" if _BLOCK.search(part) else f"<p>{part}</p>"


def plain(value: Any) -> str:
    """Words that may be marked up, as one line of plain text."""
    words = text(value)
    return " ".join((without_tags(words) if is_markup(words) else html.unescape(words)).split())


def poll(question: Any, answers: Sequence[tuple[Any, Any]]) -> str:
    """A poll as HTML: the question, and each answer with its votes."""
    lines = [
        f"{plain(answer)} ({votes} votes)" if (votes := text(number)) else plain(answer) for answer, number in answers
    ]
    choices = "".join(f"<li>{html.escape(one, quote=False)}</li>" for one in lines if one)
    asked = html.escape(plain(question), quote=False)
    return (f"<p>{asked}</p>" if asked else "") + (f"<ul>{choices}</ul>" if choices else "")


def quotation(words: str, credit: str) -> str:
    """A quotation as HTML, and below it whom it credits."""
    signed = f"<p>{html.escape(credit, quote=False)}</p>" if credit else ""
    return f"<blockquote><p>{html.escape(words, quote=False)}</p></blockquote>{signed}" if words else ""
