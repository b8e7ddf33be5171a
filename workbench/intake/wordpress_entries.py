"""Reads the entries of WordPress's liveblog plugin (Automattic/liveblog) as its REST API gives them."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from workbench.intake.composing import plain
from workbench.intake.document import Document, refuse_too_many
from workbench.intake.drafts import Draft, posts_from
from workbench.intake.json_shapes import Shape, count, flag, page_around, shapes
from workbench.intake.json_values import fields, items, text
from workbench.intake.markup import is_markup, without_tags
from workbench.intake.posts import UNTITLED, CannotRead, ReadStory
from workbench.intake.schema_values import names
from workbench.intake.times import time_of
from workbench.intake.web_address import http_address

name: Final = "wordpress_entries"
source: Final = "api"

_LOOKED_AT: Final = 20
_MOST_PAGES: Final = 5000
_MARKS: Final = ("latest_timestamp", "share_link", "css_classes", "entry_time")
# What an editor types to mark an entry; the plugin leaves it in the HTML and hides it.
_COMMAND = re.compile(r'<span[^<>]{0,100}class="liveblog-command[^<>]{0,200}>[^<>]{0,100}</span>', re.IGNORECASE)
_PIN = re.compile(r'class="liveblog-command [^"<>]{0,80}\bpin"', re.IGNORECASE)
_HEADING = re.compile(
    r"\s*(?:<(?:div|section|p)\b[^<>]{0,300}>\s*){0,5}<h([1-6])\b[^<>]{0,300}>(.{1,1000}?)</h\1>", re.DOTALL
)
_MEDIA = re.compile(r"<(?:img|iframe|video|audio|blockquote|embed|amp-|figure)", re.IGNORECASE)
_OWN_PART = re.compile(r"[?&]lbup=\d{1,20}|#.*", re.DOTALL)
_PAGE = re.compile(r"(/get-entries/)(\d{1,6})(/|$)")


def claims(document: Document) -> float:
    """Sure of an answer with `entries` that have the plugin's fields."""
    return 0.95 if shapes(document, _MARKS, _is_answer) else 0.0


def read(document: Document) -> ReadStory:
    """The entries in the order of the answer; an edit takes the place of what it edits.

    Raises `CannotRead` where the document is no such answer, or holds no entry that stands.
    """
    document.require(name, "json", "html")
    answers = shapes(document, _MARKS, _is_answer)
    if not answers:
        raise CannotRead("This holds no entries of WordPress's liveblog plugin.")
    answer = max(answers, key=lambda one: len(items(one.get("entries"))))
    versions, removed = _told(items(answer.get("entries")))
    if not versions:
        raise CannotRead("The answer of the liveblog plugin holds no entries that are not deleted.")
    refuse_too_many(len(versions))
    warnings: list[str] = []
    posts = posts_from([_draft(one, document.base_url) for one in versions], name, document.base_url, warnings)
    pages = count(answer.get("pages"))
    page = page_around(document)
    return ReadStory(
        title=page.title or UNTITLED,
        reader=name,
        posts=posts,
        url=_story(versions) or page.url,
        language=page.language,
        warnings=tuple(warnings),
        standfirst=page.standfirst,
        announced=count(answer.get("total")),
        pages_total=pages,
        next_pages=_next_pages(document.base_url, pages),
        removed=removed,
    )


def _is_answer(value: Shape) -> bool:
    entries = value.get("entries")
    if not isinstance(entries, list):
        return False
    head = [fields(one) for one in entries[:_LOOKED_AT]]
    return any(_is_entry(one) for one in head) or (not entries and "latest_timestamp" in value)


def _is_entry(value: Shape) -> bool:
    told = text(value.get("type")) in ("new", "update", "delete")
    return (
        "id" in value and "timestamp" in value and told and any(one in value for one in ("render", "content", "html"))
    )


@dataclass(frozen=True)
class _Versions:
    """An entry as it was first, and its last version; one and the same where it was not edited here."""

    first: Shape
    last: Shape


def _told(entries: Sequence[Any]) -> tuple[list[_Versions], tuple[str, ...]]:
    """The entries that stand, each where it first stood, and the ids of those that were deleted."""
    by_id: dict[str, list[Shape]] = {}
    for place, one in enumerate(fields(one) for one in entries):
        if one:
            by_id.setdefault(text(one.get("id")) or f"without id {place}", []).append(one)
    standing, removed = [], []
    for own_id, versions in by_id.items():
        if any(_is_deletion(one) for one in versions):
            removed.append(own_id)
        else:
            ordered = sorted(versions, key=_age)
            standing.append(_Versions(ordered[0], ordered[-1]))
    return standing, tuple(removed)


def _age(version: Shape) -> tuple[bool, int]:
    """Sorts the versions of one entry, oldest first: what was new, then its edits by time."""
    return text(version.get("type")) != "new", count(version.get("timestamp")) or 0


def _is_deletion(entry: Shape) -> bool:
    kind = text(entry.get("type"))
    if kind == "delete":
        return True
    replaces = kind == "update" or flag(entry.get("replaces")) or bool(count(entry.get("replaces")))
    return replaces and not _body(entry).strip() and not plain(entry.get("headline"))


def _body(entry: Shape) -> str:
    """The HTML that readers see; where it is missing, what the editor wrote."""
    bodies = (text(entry.get(key)) for key in ("render", "content", "html"))
    return next((clean for one in bodies if _says_something(clean := _COMMAND.sub("", one))), "")


def _says_something(markup: str) -> bool:
    return bool(without_tags(markup) if is_markup(markup) else markup.strip()) or bool(_MEDIA.search(markup))


def _draft(entry: _Versions, base: str | None) -> Draft:
    last = entry.last
    body = _body(last)
    edited = text(last.get("type")) == "update"
    pinned = flag(last.get("pinned")) or bool(_PIN.search(text(last.get("render")) or text(last.get("content"))))
    return Draft(
        body=body,
        native_id=text(last.get("id")),
        headline=plain(last.get("headline")) or _heading(body),
        # Seconds since 1970; an edit carries its own in `timestamp`, and that of the entry in `entry_time`.
        posted=time_of(entry.first.get("entry_time") or entry.first.get("timestamp")),
        updated=time_of(last.get("timestamp")) if edited else None,
        author=names([one for one in items(last.get("authors")) if isinstance(one, dict)]),
        permalink=http_address(html.unescape(text(last.get("share_link"))), base),
        pinned=pinned,
    )


def _heading(body: str) -> str:
    """The heading that an entry opens with."""
    found = _HEADING.match(body)
    return plain(found[2]) if found else ""


def _story(entries: Sequence[_Versions]) -> str | None:
    """The address of the story: that of its entries, without what tells them apart."""
    shared = {_OWN_PART.sub("", html.unescape(text(one.last.get("share_link")))) for one in entries}
    return http_address(shared.pop()) if len(shared) == 1 else None


def _next_pages(base: str | None, pages: int | None) -> tuple[str, ...]:
    """The pages behind the one that was asked for by number."""
    asked = _PAGE.search(base or "")
    if not base or not asked or not pages:
        return ()
    current = int(asked[2])
    numbers = range(current + 1, min(pages, current + _MOST_PAGES) + 1)
    return tuple(_PAGE.sub(rf"\g<1>{number}\g<3>", base) for number in numbers)
