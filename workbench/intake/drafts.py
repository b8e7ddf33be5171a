"""From what a reader found to posts: cleaned, numbered, identified, with times that can be trusted.

A reader fills one `Draft` a post with whatever its format gives, and `posts_from` does the rest, so that a
post looks the same whatever it was read from.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count

from selectolax.lexbor import LexborHTMLParser, LexborNode

from workbench.intake.counted import counted
from workbench.intake.embeds import addresses_in, each_once, embeds_in
from workbench.intake.identity import content_ids
from workbench.intake.markup import is_markup, paragraphs, without_tags, words
from workbench.intake.posts import LaterHtml, PostKind, ReadEmbed, ReadPost, ReadQuote, ReadTime
from workbench.intake.sanitising import Clean, Cleaning, Pending, from_text, sanitised
from workbench.intake.times import all_one_moment, impossible

LONGEST_ID = 300


@dataclass(frozen=True, slots=True)
class Body:
    """A body that was read where it stands in its page: its words, its HTML not yet cleaned, its embeds."""

    text: str
    markup: str
    embeds: tuple[ReadEmbed, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One post as its format gives it.

    `body` is HTML or plain text, as in the document, or already read; `embeds` are those that stand beside the
    body and not in it. `native_id` is the document's own id, "" for none. `permalink` is an absolute http(s) address.
    """

    body: str | Body = ""
    native_id: str = ""
    headline: str = ""
    posted: ReadTime | None = None
    updated: ReadTime | None = None
    author: str | None = None
    credits: tuple[str, ...] = ()
    permalink: str | None = None
    kind: PostKind = "post"
    pinned: bool = False
    embeds: tuple[ReadEmbed, ...] = ()
    quotes: tuple[ReadQuote, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a body, its HTML fit to be shown (perhaps only when asked for), what it embeds."""

    text: str
    html: str | Pending
    embeds: tuple[ReadEmbed, ...] = ()


def posts_from(drafts: Sequence[Draft], reader: str, base: str | None, warnings: list[str]) -> tuple[ReadPost, ...]:
    """The posts in the order of the drafts. What had to be left out or mended goes to `warnings`, once each."""
    contents = contents_of([one.body for one in drafts], base, warnings)
    posted = trusted([one.posted for one in drafts], "publication", warnings)
    updated = trusted([one.updated for one in drafts], "change", warnings)
    whole = [_with_lines(draft, content) for draft, content in zip(drafts, contents, strict=True)]
    ids = identified([one.native_id for one in drafts], [content.text for content in whole])
    return tuple(
        _post(place, reader, draft, content, ids[place], posted[place], updated[place])
        for place, (draft, content) in enumerate(zip(drafts, whole, strict=True))
    )


def contents_of(bodies: Sequence[str | Body], base: str | None, warnings: list[str]) -> list[Content]:
    """Text, HTML and embeds of each body. HTML of a data format is cleaned before it is parsed here, in one go."""
    read = [one for one in bodies if isinstance(one, Body)]
    later = Cleaning([one.markup for one in read], [one.text for one in read], base)
    if len(read) == len(bodies):
        return [Content(body.text, Pending(later, place), body.embeds) for place, body in enumerate(read)]
    raw = [_unescaped(one) if isinstance(one, str) else "" for one in bodies]
    cleaned = sanitised([one if is_markup(one) else "" for one in raw], base_url=base)
    warnings.extend(dict.fromkeys(one.warning for one in cleaned if one.warning))
    places = count()
    return [
        Content(body.text, Pending(later, next(places)), body.embeds)
        if isinstance(body, Body)
        else _content(markup, clean, base)
        for body, markup, clean in zip(bodies, raw, cleaned, strict=True)
    ]


def _unescaped(body: str) -> str:
    """HTML that was escaped once too often is made HTML again."""
    return again if not is_markup(body) and "&lt;" in body and is_markup(again := html.unescape(body)) else body


def _content(markup: str, clean: Clean, base: str | None) -> Content:
    if not is_markup(markup):
        text = paragraphs(html.unescape(markup).replace("\r", "\n"))
        return Content(text, from_text(text), _bare_addresses(text))
    if not clean.parsable:
        return Content(paragraphs(without_tags(markup)), clean.html)
    root: LexborNode | None = LexborHTMLParser(markup).body
    if root is None:
        return Content("", "")
    text = words(root)
    return Content(text, clean.html if "<" in clean.html else from_text(text), embeds_in(root, base))


def _bare_addresses(text: str) -> tuple[ReadEmbed, ...]:
    """The platform's videos and posts whose address stands bare in a plain text."""
    return each_once(addresses_in(text)) if "://" in text else ()


def _with_lines(draft: Draft, content: Content) -> Content:
    """The content with the headline before it, and with the words of the embeds beside it as lines after it."""
    headline = "" if not draft.headline or content.text.startswith(draft.headline) else draft.headline
    captions = lines_of(draft.embeds, content.text) if draft.embeds else ""
    if not headline and not captions:
        return replace(content, embeds=each_once((*content.embeds, *draft.embeds))) if draft.embeds else content
    return Content(
        "\n\n".join(filter(None, (headline, content.text, captions))),
        around(content.html, from_text(headline), from_text(captions)),
        each_once((*content.embeds, *draft.embeds)) if draft.embeds else content.embeds,
    )


def around(html: str | LaterHtml, before: str, behind: str) -> str | Pending:
    """HTML with more of it before and behind, without asking for what is not clean yet."""
    if isinstance(html, Pending):
        return Pending(html.cleaning, html.place, before + html.before, html.behind + behind)
    return f"{before}{html}{behind}"


def lines_of(embeds: Sequence[ReadEmbed], text: str) -> str:
    """The words of embeds beside the body, as lines of their own, so that the text holds everything."""
    said: list[str | None] = []
    for one in embeds:
        if one.kind in ("video", "link", "social"):
            said.append(one.title)
        said.append(f"{one.caption} [{one.credit}]" if one.caption and one.credit else one.caption)
    return "\n".join(one for one in dict.fromkeys(said) if one and one not in text)


def _post(
    position: int,
    reader: str,
    draft: Draft,
    content: Content,
    own_id: str,
    posted: ReadTime | None,
    updated: ReadTime | None,
) -> ReadPost:
    found = {
        "text": content.text,
        "headline": draft.headline,
        "posted_at": posted and posted.at,
        "updated_at": updated and updated.at,
        "author": draft.author,
        "credits": draft.credits,
        "permalink": draft.permalink,
        "embeds": content.embeds,
        "quotes": draft.quotes,
    }
    return ReadPost(
        id=own_id,
        position=position,
        text=content.text,
        html=content.html,
        headline=draft.headline or None,
        posted_at=posted.at if posted else None,
        updated_at=updated.at if updated else None,
        author=draft.author,
        credits=draft.credits,
        permalink=draft.permalink,
        kind=draft.kind,
        embeds=content.embeds,
        posted_raw=posted.raw if posted else None,
        precision=posted.precision if posted else "none",
        zone_source=posted.zone if posted else "none",
        pinned=draft.pinned,
        quotes=draft.quotes,
        found_in=_found_in(tuple(field for field, value in found.items() if value), reader),
    )


@lru_cache(maxsize=1024)
def _found_in(fields: tuple[str, ...], reader: str) -> Mapping[str, str]:
    """One mapping for all posts that have the same fields from the same reader: thousands are alike."""
    return dict.fromkeys(fields, reader)


def without_instants(number: int, of_what: str) -> str:
    """The sentence for times that name no instant."""
    return counted(
        number,
        f"1 time of {of_what} carries no offset or cannot be read; it is kept as text only.",
        f"{{}} times of {of_what} carry no offset or cannot be read; they are kept as text only.",
    )


def trusted(times: Sequence[ReadTime | None], of_what: str, warnings: list[str]) -> list[ReadTime | None]:
    """The times without those that can't be: all one moment (the page's own), before the web, or to come."""
    now = datetime.now(UTC)
    kept = [None if one and impossible(one.at, now) else one for one in times]
    if lost := sum(one is None for one in kept) - sum(one is None for one in times):
        warnings.append(
            counted(
                lost,
                f"1 time of {of_what} is impossible (before 1990, or in the future); it was left out.",
                f"{{}} times of {of_what} are impossible (before 1990, or in the future); they were left out.",
            )
        )
    if all_one_moment(one.at if one else None for one in kept):
        warnings.append(f"All posts carry the same time of {of_what}, which is the page's own; it was left out.")
        return [None] * len(kept)
    if unzoned := sum(one is not None and one.at is None for one in kept):
        warnings.append(without_instants(unzoned, of_what))
    return kept


def identified(native: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The document's own ids where it gives each post one of its own, else ids from the words."""
    times = Counter(native)
    own = [bool(one) and len(one) <= LONGEST_ID and times[one] == 1 and not one.startswith("t-") for one in native]
    if all(own):
        return list(native)
    # Ids from the words are counted through the whole document: repeated words differ in a number at the end.
    derived = content_ids(texts)
    return [one if is_own else derived[place] for place, (one, is_own) in enumerate(zip(native, own, strict=True))]
