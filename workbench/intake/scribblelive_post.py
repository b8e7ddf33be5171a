"""One post of ScribbleLive's APIs as the parts of a post."""

from __future__ import annotations

from datetime import UTC
from typing import Any, Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from workbench.intake.composing import joined, plain, poll
from workbench.intake.confinement import HARMLESS
from workbench.intake.credit_lines import PLATFORMS, parted_credit
from workbench.intake.drafts import Draft
from workbench.intake.embed_addresses import embed_at
from workbench.intake.json_shapes import Shape, flag
from workbench.intake.json_values import fields, items, text
from workbench.intake.marked_posts import take_out
from workbench.intake.markup import is_markup
from workbench.intake.posts import EmbedKind, PostKind, ReadEmbed
from workbench.intake.schema_values import line
from workbench.intake.scribblelive_page import PREVIEW, preview
from workbench.intake.times import time_of
from workbench.intake.web_address import http_address

_KINDS: Final[dict[str, EmbedKind]] = {"IMAGE": "photo", "VIDEO": "video", "AUDIO": "audio"}
# How a post reached the desk, and nobody whom it credits.
_DEVICES: Final = frozenset({"mobile", "sms", "web", "email", "phone", "api", "iphone", "android", "ipad"})
_MOST_MEDIA: Final = 200


def draft_of(post: Shape) -> Draft:
    """A post of the old API or of v1. In both, the words of a picture's post are its caption."""
    content, previews = _without_previews(text(post.get("Content")))
    origin = text(post.get("Source")).strip()
    polls = [_poll(one, content) for one in _several(post.get("Entities"))]
    embeds = (*_media(post, content), *previews)
    from_origin = embed_at(origin) if origin else None
    return Draft(
        body=joined([content, _tweet(post, origin), *polls]),
        native_id=text(post.get("Id")),
        # ScribbleLive's servers write UTC: the old API even spells the offset out (`+0000`).
        posted=time_of(post.get("Created") or post.get("CreationDate"), zone=UTC),
        updated=time_of(post.get("LastModified") or post.get("LastModifiedDate"), zone=UTC),
        author=line(fields(post.get("Creator")).get("Name")) or None,
        credits=() if from_origin else _credits(origin),
        kind=_kind(post),
        pinned=flag(post.get("IsStuck")) or (text(post.get("Rank")) == "0"),
        embeds=(*embeds, from_origin) if from_origin else embeds,
    )


def _kind(post: Shape) -> PostKind:
    if flag(post.get("IsComment")):
        return "comment"
    asks = any(text(fields(one).get("Question")) for one in _several(post.get("Entities")))
    return "poll" if asks or text(post.get("Type")).upper() == "POLL" else "post"


def _tweet(post: Shape, origin: str) -> str:
    """The quotation of a post that v1 marks as a tweet: its source is then what stands inside the quotation."""
    kind = text(fields(post.get("PostMeta")).get("Type"))
    if kind != "twitter:tweet" or not is_markup(origin) or "<blockquote" in text(post.get("Content")):
        return origin if kind and is_markup(origin) else ""
    return origin if "<blockquote" in origin else f'<blockquote class="twitter-tweet">{origin}</blockquote>'


def _media(post: Shape, content: str) -> tuple[ReadEmbed, ...]:
    """Pictures, videos and sounds: a list in the old API, one object in v1. Several pictures are one gallery."""
    found = [(fields(one), http_address(text(fields(one).get("Url")))) for one in _several(post.get("Media"))]
    addressed = [(one, url) for one, url in found if url]
    kinds = [_KINDS.get(text(one.get("Type") or post.get("Type")).upper()) for one, _ in addressed]
    alone = len(addressed) == 1
    gallery = 0 if kinds.count("photo") > 1 else None
    return tuple(
        _embed(one, url, kind, content if alone else "", gallery)
        for (one, url), kind in zip(addressed, kinds, strict=True)
        if kind
    )


def _embed(medium: Shape, url: str, kind: EmbedKind, content: str, gallery: int | None) -> ReadEmbed:
    known = embed_at(url)
    if known:
        return known
    if kind != "photo":
        return ReadEmbed(kind, url=url)
    own = plain(medium.get("Caption")) or plain(content)
    caption, credit = parted_credit(own) or (own, plain(medium.get("Credit")) or None)
    return ReadEmbed("photo", url=url, caption=caption or None, credit=credit, gallery=gallery)


def _without_previews(content: str) -> tuple[str, tuple[ReadEmbed, ...]]:
    """The content without the previews of pages that it links to, and those pages."""
    if PREVIEW[1:] not in content or len(content) >= HARMLESS:
        return content, ()
    root = LexborHTMLParser(content).body
    if root is None:
        return content, ()
    found = tuple(one for node in root.css(PREVIEW) if (one := preview(node)))
    take_out(root, PREVIEW)
    return root.inner_html or "", found


def _poll(entity: Any, content: str) -> str:
    """A poll's question and answers, unless the content holds them already."""
    asked = fields(entity)
    answers = [fields(one) for one in items(asked.get("Answers"))]
    if not text(asked.get("Question")) or plain(asked["Question"]) in plain(content):
        return ""
    return poll(asked["Question"], [(one.get("Text"), one.get("Votes")) for one in answers])


def _credits(origin: str) -> tuple[str, ...]:
    """Whom a post's source names: an outlet by name, a site by its host; a device names nobody."""
    if is_markup(origin) or not origin:
        return ()
    host = urlsplit(origin).hostname if http_address(origin) else None
    named = (host or "").removeprefix("www.") or line(origin)
    own = host is None and (named.casefold() in _DEVICES or "scribble" in named.casefold())
    if own or "scribblelive" in named or named.partition(".")[0] in PLATFORMS:
        return ()
    return (named[:200],)


def _several(value: Any) -> list[Any]:
    """A value that is a list in one API and a single object in the other."""
    return [value] if isinstance(value, dict) else items(value)[:_MOST_MEDIA]
