"""The videos, social posts and pictures that stand in a piece of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from selectolax.lexbor import LexborNode

from workbench.intake.credit_lines import parted_credit
from workbench.intake.embed_addresses import embed_at
from workbench.intake.markup import words
from workbench.intake.posts import ReadEmbed
from workbench.intake.web_address import http_address

# Where an element names what it embeds: an attribute, and the address that its value completes.
_NAMED: Final = (
    ("[data-instgrm-permalink]", "data-instgrm-permalink", "{}"),
    ("blockquote.tiktok-embed", "cite", "{}"),
    (".fb-post, .fb-video", "data-href", "{}"),
    ("div.tweet[data-url]", "data-url", "{}"),
    ("lite-youtube", "videoid", "https://www.youtube.com/watch?v={}"),
    ("amp-youtube", "data-videoid", "https://www.youtube.com/watch?v={}"),
    ("amp-twitter", "data-tweetid", "https://twitter.com/i/status/{}"),
    ("amp-instagram", "data-shortcode", "https://www.instagram.com/p/{}/"),
    ("script[data-telegram-post]", "data-telegram-post", "https://t.me/{}"),
)
_SOURCES: Final = ("src", "data-src", "data-lazy-src")
_TWEETS: Final = "blockquote.twitter-tweet, blockquote.twitter-video, blockquote.nojs-tweet"
_ALL: Final = ", ".join(("iframe, video, audio, img", _TWEETS, *(selector for selector, _, _ in _NAMED)))
_SMALL = re.compile(r"[0-3]?\d(?:px)?", re.ASCII)
# What stands inside these belongs to them: the quoted post's picture, the player's own fallback.
_HOLDERS = ("blockquote", "video", "audio")
_MOST = 500


def embeds_in(root: LexborNode, base: str | None = None) -> tuple[ReadEmbed, ...]:
    """What a piece of HTML embeds, in order and each once: platforms by id, the rest by address.

    Frames of unknown sites are kept as links; pictures of 39 pixels or less are furniture. At most 500.
    """
    found: list[ReadEmbed] = []
    inside: set[int] = set()
    captions = _captions(root)
    for node in root.css(_ALL):
        if node.mem_id in inside or node.mem_id == root.mem_id:
            continue
        if node.tag in _HOLDERS:
            inside.update(one.mem_id for one in node.css(_ALL))
        embed = _picture(node, captions, base) if node.tag == "img" else _embed(node, base)
        if embed is not None:
            found.append(embed)
        if len(found) == _MOST:
            break
    return each_once(found)


def each_once(embeds: Iterable[ReadEmbed]) -> tuple[ReadEmbed, ...]:
    """The embeds without those that lead to the same thing as an earlier one."""
    return tuple({(one.platform, one.id or one.url): one for one in reversed(list(embeds))}.values())[::-1]


def picture(url: str | None, *, title: str | None = None, caption: str | None = None) -> ReadEmbed | None:
    """A photo with its caption, parted from the bracket credit that it ends in."""
    if url is None:
        return None
    text, credit = parted_credit(caption or "") or (caption, None)
    return ReadEmbed("photo", url=url, title=title or None, caption=text or None, credit=credit)


def _embed(node: LexborNode, base: str | None) -> ReadEmbed | None:
    if node.tag in ("iframe", "video", "audio"):
        return _player(node, base)
    if node.css_matches(_TWEETS):
        return _tweet(node, base)
    for selector, attribute, address in _NAMED:
        value = node.attributes.get(attribute) or ""
        if value and node.css_matches(selector):
            return embed_at(address.format(value), base)
    return None


def _tweet(node: LexborNode, base: str | None) -> ReadEmbed | None:
    """The last link to a post is the post itself; earlier ones lead to what it quotes."""
    for link in reversed(node.css("a[href]")):
        embed = embed_at(link.attributes.get("href") or "", base)
        if embed and embed.platform == "twitter":
            text = node.css_first("p")
            return replace(embed, title=words(text)[:_MOST] or None if text else None)
    return None


def _player(node: LexborNode, base: str | None) -> ReadEmbed | None:
    source = next(filter(None, (_source(one, base) for one in (node, *node.css("source")))), "")
    embed = embed_at(source, base)
    title = (node.attributes.get("title") or "").strip() or None
    if embed:
        return replace(embed, title=title if title != "YouTube video player" else None)
    url = http_address(source, base)
    if url is None:
        return None
    if node.tag == "iframe":
        return ReadEmbed("link", url=url, title=title)
    poster = http_address(node.attributes.get("poster") or "", base)
    return ReadEmbed("video" if node.tag == "video" else "audio", url=url, title=title, thumbnail_url=poster)


def _picture(node: LexborNode, captions: dict[int, str], base: str | None) -> ReadEmbed | None:
    if any(_SMALL.fullmatch(node.attributes.get(side) or "") for side in ("width", "height")):
        return None
    url = http_address(_source(node, base), base)
    if url is None:
        return None
    title = (node.attributes.get("alt") or "").strip()
    figure = _figure_of(node)
    return picture(url, title=title, caption=captions.get(figure.mem_id) if figure else None)


def _source(node: LexborNode, base: str | None) -> str:
    """The address of a player or picture; lazy loaders keep it beside a placeholder that is none."""
    values = (node.attributes.get(name) or "" for name in _SOURCES)
    return next((value for value in values if http_address(value, base)), "")


def _captions(root: LexborNode) -> dict[int, str]:
    """The caption of each figure, by the figure's node."""
    captions: dict[int, str] = {}
    for node in root.css("figcaption"):
        if figure := _figure_of(node):
            captions.setdefault(figure.mem_id, " ".join(words(node).split("\n")))
    return captions


def _figure_of(node: LexborNode) -> LexborNode | None:
    above = node.parent
    for _ in range(4):
        if above is None or above.tag == "figure":
            break
        above = above.parent
    return above if above is not None and above.tag == "figure" else None
