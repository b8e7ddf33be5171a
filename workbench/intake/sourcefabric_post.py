"""One post of Sourcefabric's Live Blog as the parts of a post: its items, in the order of its main group."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from workbench.intake.composing import joined, plain, poll, quotation
from workbench.intake.confinement import HARMLESS
from workbench.intake.drafts import Draft
from workbench.intake.embed_addresses import embed_at
from workbench.intake.embeds import embeds_in
from workbench.intake.json_shapes import Shape, flag
from workbench.intake.json_text import parsed
from workbench.intake.json_values import fields, items, text
from workbench.intake.markup import is_markup
from workbench.intake.posts import CannotRead, PostKind, ReadEmbed, ReadQuote
from workbench.intake.schema_values import line
from workbench.intake.times import time_of
from workbench.intake.web_address import http_address

Item = Mapping[str, Any]

_RENDITIONS: Final = ("baseImage", "viewImage", "original", "thumbnail")
_MOST_ITEMS: Final = 500
_PLAYERS: Final = ("video", "audio")
_LINK = re.compile(r"""<a\b[^<>]{0,1000}?\bhref=["']([^"'<>]{10,500})["']""", re.IGNORECASE)


@dataclass
class _Parts:
    """What the items of a post add up to."""

    body: list[str] = field(default_factory=list)
    embeds: list[ReadEmbed] = field(default_factory=list)
    quotes: list[ReadQuote] = field(default_factory=list)
    galleries: int = 0


def draft_of(post: Shape, own_id: str) -> Draft:
    """A post whose status is public."""
    parts = _Parts()
    contents = list(_items_of(post))
    for kind, run in groupby(contents, key=_type):
        _add(kind, list(run), parts)
    types = {_type(one) for one in contents}
    return Draft(
        body=joined(parts.body),
        native_id=own_id,
        # The API's times carry their offset; one without is not completed.
        posted=time_of(post.get("published_date") or post.get("firstcreated") or post.get("_created")),
        updated=time_of(post.get("content_updated_date") or post.get("_updated")),
        author=_author(post, contents),
        kind=_kind(post, types),
        pinned=flag(post.get("sticky")),
        embeds=tuple(parts.embeds),
        quotes=tuple(parts.quotes),
    )


def _items_of(post: Shape) -> Iterator[Item]:
    """The items that the main group refers to; any group but the root where none is called so."""
    groups = [fields(one) for one in items(post.get("groups"))]
    main = [one for one in groups if one.get("id") == "main"] or [one for one in groups if one.get("id") != "root"]
    refs = [fields(ref) for group in main for ref in items(group.get("refs"))]
    for ref in refs[:_MOST_ITEMS]:
        if isinstance(item := ref.get("item"), dict) and not flag(item.get("deleted")):
            yield item


def _meta(item: Item) -> Mapping[str, Any]:
    """An item's data, kept as an object, as a text, or as both."""
    if found := fields(item.get("meta")):
        return found
    try:
        return fields(parsed(text(item.get("filemeta_json"))))
    except CannotRead:
        return {}


def _type(item: Item) -> str:
    kind = text(item.get("item_type") or item.get("type")).strip().casefold()
    return "ad" if kind.startswith("advertisement") else kind


def _kind(post: Shape, types: set[str]) -> PostKind:
    status = text(post.get("post_status"))
    if status == "comment" or types == {"comment"}:
        return "comment"
    if status == "ad" or "ad" in types:
        return "ad"
    return "poll" if types == {"poll"} else "post"


def _author(post: Shape, contents: list[Item]) -> str | None:
    """The byline; the reader's own name where a post is a comment."""
    commenters = [line(one.get("commenter")) or line(one.get("name")) for one in contents if _type(one) == "comment"]
    who = (fields(post.get(key)) for key in ("publisher", "syndicated_creator", "original_creator"))
    names = (line(one.get("display_name")) or line(one.get("byline")) for one in who)
    return next(filter(None, (*commenters, *names, line(post.get("byline")))), None)


def _add(kind: str, run: list[Item], parts: _Parts) -> None:
    """A run of items of one type. Pictures one after the other are a gallery."""
    if kind == "image":
        gallery = parts.galleries if len(run) > 1 else None
        parts.galleries += gallery is not None
        for item in run:
            _add_image(item, gallery, parts)
        return
    for item in run:
        if kind == "embed":
            _add_embed(item, parts)
        elif kind == "quote":
            _add_quote(item, parts)
        else:
            parts.body.append(text(item.get("text")))
            if kind == "poll":
                parts.body.append(_poll(item))


def _add_image(item: Item, gallery: int | None, parts: _Parts) -> None:
    meta = _meta(item)
    media = fields(meta.get("media"))
    renditions = fields(media.get("renditions"))
    hrefs = (text(fields(renditions.get(one)).get("href")) for one in _RENDITIONS)
    url = next(filter(None, (http_address(one) for one in (*hrefs, text(media.get("_url"))))), None)
    if url is None:
        # Without its data, the picture is still there in the item's own HTML.
        parts.body.append(text(item.get("text")))
        return
    caption, credit = plain(meta.get("caption")), plain(meta.get("credit"))
    parts.embeds.append(ReadEmbed("photo", url=url, caption=caption or None, credit=credit or None, gallery=gallery))


def _add_embed(item: Item, parts: _Parts) -> None:
    """An embed: its HTML where it has words of its own, and what its data says beside it."""
    meta = _meta(item)
    addresses = [text(meta.get(key)).strip() for key in ("original_url", "url")]
    # The item's text is the preview that the editor saw: its picture is a thumbnail. It serves where all else lacks.
    markups = (text(meta.get("html")), "" if any(addresses) else text(item.get("text")))
    markup = next(filter(is_markup, markups), "")
    known = next(filter(None, (embed_at(one) for one in addresses if one)), None)
    if known and known.kind in _PLAYERS:
        parts.embeds.append(_told_more(known, meta))
        return
    parts.body.append(markup)
    held = _held(markup)
    url = next(filter(None, (http_address(one) for one in addresses)), None)
    # One item is one embed: a platform's own code may name the same post by another of its ids.
    if known and known.platform not in {one.platform for one in held}:
        parts.embeds.append(_told_more(known, meta))
    elif not known and not held and (quoted := _quoted(markup)):
        parts.embeds.append(quoted)
    elif not known and not held and url:
        parts.embeds.append(_told_more(ReadEmbed("link", url=url), meta))
        parts.body.append(html.escape(plain(meta.get("title")), quote=False))


def _held(markup: str) -> tuple[ReadEmbed, ...]:
    """What an item's own HTML embeds; nothing of one that is too large to be parsed untried."""
    body = LexborHTMLParser(markup).body if markup and len(markup) < HARMLESS else None
    return embeds_in(body) if body else ()


def _quoted(markup: str) -> ReadEmbed | None:
    """The post that an older Instagram code quotes: it names it by a link alone."""
    if "instagram-media" not in markup:
        return None
    found = [embed_at(html.unescape(one)) for one in _LINK.findall(markup)]
    return next((one for one in reversed(found) if one and one.platform == "instagram"), None)


def _told_more(embed: ReadEmbed, meta: Item) -> ReadEmbed:
    """The embed with what the provider says of it."""
    described = plain(meta.get("description"))
    return replace(
        embed,
        title=plain(meta.get("title")) or None,
        author=plain(meta.get("author_name")) or embed.author,
        caption=(described or None) if embed.kind == "link" else None,
        credit=(plain(meta.get("credit")) or None) if embed.kind == "link" else None,
        thumbnail_url=http_address(text(meta.get("thumbnail_url"))),
    )


def _add_quote(item: Item, parts: _Parts) -> None:
    meta = _meta(item)
    said, credit = plain(meta.get("quote")), plain(meta.get("credit"))
    if not said:
        parts.body.append(text(item.get("text")))
        return
    parts.quotes.append(ReadQuote(said, credit or None))
    parts.body.append(quotation(said, credit))


def _poll(item: Item) -> str:
    asked = fields(item.get("poll_body"))
    answers = [fields(one) for one in items(asked.get("answers"))]
    return poll(asked.get("question"), [(one.get("option") or one.get("text"), one.get("votes")) for one in answers])
