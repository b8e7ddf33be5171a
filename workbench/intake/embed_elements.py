"""Elements that stand for a platform's video or post, and where each of them names it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from selectolax.lexbor import LexborNode

from workbench.intake.embed_addresses import embed_at
from workbench.intake.json_text import parsed
from workbench.intake.markup import words
from workbench.intake.posts import CannotRead, ReadEmbed

# Where an element names what it embeds: selector, attribute, and the address that its value completes.
_YOUTUBE = "https://www.youtube.com/watch?v={}"
_NAMED: Final = (
    ("[data-instgrm-permalink]", "data-instgrm-permalink", "{}"),
    ("blockquote.tiktok-embed", "cite", "{}"),
    ("blockquote.tiktok-embed", "data-video-id", "https://www.tiktok.com/@_/video/{}"),
    ("blockquote[data-bluesky-uri]", "data-bluesky-uri", "{}"),
    (".fb-post, .fb-video", "data-href", "{}"),
    ("lite-youtube", "videoid", _YOUTUBE),
    ("lite-vimeo", "videoid", "https://vimeo.com/{}"),
    ("youtube-video", "src", "{}"),
    ("vimeo-video", "src", "{}"),
    ("amp-youtube", "data-videoid", _YOUTUBE),
    ("amp-vimeo", "data-videoid", "https://vimeo.com/{}"),
    ("amp-dailymotion", "data-videoid", "https://www.dailymotion.com/video/{}"),
    ("amp-twitter", "data-tweetid", "https://twitter.com/i/status/{}"),
    ("amp-instagram", "data-shortcode", "https://www.instagram.com/p/{}/"),
    ("amp-facebook", "data-href", "{}"),
    ("amp-tiktok", "data-src", "{}"),
    ("amp-reddit", "data-src", "{}"),
    ("amp-jwplayer", "data-media-id", "https://cdn.jwplayer.com/previews/{}"),
    ("script[data-telegram-post]", "data-telegram-post", "https://t.me/{}"),
    ("[data-youtube-id]", "data-youtube-id", _YOUTUBE),
    ("[data-youtubeid]", "data-youtubeid", _YOUTUBE),
    ("[data-ytid]", "data-ytid", _YOUTUBE),
    ("[data-tweet-id]", "data-tweet-id", "https://twitter.com/i/status/{}"),
    ("[data-tweetid]", "data-tweetid", "https://twitter.com/i/status/{}"),
    ("[data-video-id][class*=youtube i]", "data-video-id", _YOUTUBE),
    ("[data-id][class~=youtube]", "data-id", _YOUTUBE),
)
_BLUESKY_URI = re.compile(r"at://([\w.:-]{3,100})/app\.bsky\.feed\.post/(\w{5,30})", re.ASCII)


def _sign(selector: str, attribute: str) -> str:
    """A word without which no source matches the selector: how its element begins, else the attribute."""
    for element in ("<lite-", "<amp-", "<youtube-video", "<vimeo-video"):
        if f"<{selector}".startswith(element):
            return element
    return attribute


# Attributes in which consent managers and lazy loaders keep a whole address; taken only if it is a platform's.
_KEPT_IN: Final = (
    "data-url data-href data-src data-lazy-src data-embed-url data-embed-src data-oembed-url data-oembed "
    "data-permalink data-video-url data-tweet-url data-consent-src data-cmp-src data-original-src "
    "data-litespeed-src data-cookieblock-src data-src-cmplz data-service-url"
).split()
# Where a page keeps markup that it only unfolds later: the HTML of what is embedded.
_MARKUP_IN: Final = (
    "data-html",
    "data-embed-code",
    "data-embed-html",
    "data-consent-html",
    "data-content",
    "data-embed",
)
QUOTED: Final = (
    "blockquote.instagram-media:not([data-instgrm-permalink]), blockquote.bluesky-embed:not([data-bluesky-uri]), "
    "blockquote.text-post-media, blockquote.reddit-embed-bq, blockquote.reddit-card"
)
_SCRIPTS: Final = ", ".join(f'script[type^="text/{one}" i]' for one in ("plain", "template", "html", "x-"))
SIGNS: Final[tuple[tuple[str, str], ...]] = (
    ("<template", "template"),
    ("<script", _SCRIPTS),
    ("<gu-island", "gu-island"),
    *((one, f"[{one}]") for one in (*_MARKUP_IN, *_KEPT_IN)),
    *((_sign(selector, attribute), selector) for selector, attribute, _ in _NAMED if "blockquote" not in selector),
)
"""For each selector of elements that stand for something, but for quotations: how their element begins in the source,
or the attribute that it has to have."""

_NO_EMBED = frozenset({"a", "button", "img", "link", "meta", "source", "input"})
_TWEET = re.compile(r"twitter-tweet|(?:^|\s)(?:twitter-video|nojs-tweet)(?:\s|$)")
_SHARING = re.compile(r"(?:^|[\s_-])(?:share|sharing|social-links|follow|comments?)(?:$|[\s_-])", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{40,}={0,2}\s*")
_BLOCK_COMPONENT = "BlockComponent"
_DEEPEST = 6


def named_embed(node: LexborNode, base: str | None) -> ReadEmbed | None:
    """The platform's video or post that an element names in an attribute, or a tweet's quotation links to."""
    if node.tag in _NO_EMBED or _SHARING.search(node.attributes.get("class") or ""):
        return None
    if node.tag == "blockquote" and _TWEET.search(node.attributes.get("class") or ""):
        return _tweet(node, base)
    if node.tag == "blockquote" and node.css_matches(QUOTED):
        return _linked(node, base)
    if not any(name.startswith("data-") or name in ("cite", "videoid", "src") for name in node.attributes):
        return None
    for selector, attribute, address in _NAMED:
        value = (node.attributes.get(attribute) or "").strip()
        if value and node.css_matches(selector) and (found := embed_at(_address(address, value), base)):
            return _titled(found, node)
    for attribute in _KEPT_IN:
        value = (node.attributes.get(attribute) or "").strip()
        if value and (found := embed_at(value, base)):
            return _titled(found, node)
    return None


def _address(pattern: str, value: str) -> str:
    if found := _BLUESKY_URI.fullmatch(value):
        return f"https://bsky.app/profile/{found[1]}/post/{found[2]}"
    return pattern.format(value)


def _titled(embed: ReadEmbed, node: LexborNode) -> ReadEmbed:
    """The embed with the words that stand in its quotation, or that its element is titled with."""
    said = words(node)[:500] if node.tag == "blockquote" else (node.attributes.get("data-title") or "").strip()
    return replace(embed, title=said or None)


def _tweet(node: LexborNode, base: str | None) -> ReadEmbed | None:
    """The last link to a post is the post itself; earlier ones lead to what it quotes."""
    for link in reversed(node.css("a[href]")):
        embed = embed_at(link.attributes.get("href") or "", base)
        if embed and embed.platform == "twitter":
            text = _child(node, "p") or node.css_first("p")
            title = words(text)[:500] or None if text else None
            return ReadEmbed("social", embed.platform, embed.id, embed.url, title, embed.author)
    return None


def _child(node: LexborNode, tag: str) -> LexborNode | None:
    """The first child of a name: no selector has to be compiled for what stands at hand."""
    child = node.first_child
    while child is not None and child.tag != tag:
        child = child.next
    return child


def _linked(node: LexborNode, base: str | None) -> ReadEmbed | None:
    """The platform's post that a quotation links to, its words as title."""
    links = (embed_at(link.attributes.get("href") or "", base) for link in node.css("a[href]")[:50])
    embed = next(filter(None, links), None)
    return _titled(embed, node) if embed else None


def folded_markup(node: LexborNode) -> Iterator[str]:
    """The HTML that an element keeps folded away: in a template, a plain-text script, an attribute, its data."""
    if node.tag == "template":
        # A template's own children are none of the tree's: they are only to be had in its writing.
        yield (node.html or "").replace("<template", "<div", 1).removesuffix("</template>")
    elif node.tag == "script":
        yield _unpacked(node.text() or "")
    elif node.tag == "gu-island" and (node.attributes.get("name") or "").endswith(_BLOCK_COMPONENT):
        yield from _of_props(node.attributes.get("props") or "")
    for attribute in _MARKUP_IN:
        value = node.attributes.get(attribute) or ""
        if value:
            yield _unpacked(value)


def _unpacked(text: str) -> str:
    """Markup as it is, or out of base64, which one consent manager wraps it in; "" for what is none."""
    if "<" in text:
        return text
    if not _BASE64.fullmatch(text):
        return ""
    try:
        inside = base64.b64decode(text, validate=False).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return inside if "<" in inside else ""


def _of_props(props: str) -> Iterator[str]:
    """The markup that stands for the data of a page's component: a player for an asset, a post for its address."""
    try:
        value = parsed(props)
    except CannotRead:
        return
    if isinstance(value, dict) and _is_youtube(value.get("assetId")):
        title = value.get("mediaTitle")
        shown = title.replace('"', "&quot;") if isinstance(title, str) else ""
        yield f'<iframe src="https://www.youtube.com/embed/{value["assetId"]}" title="{shown}"></iframe>'
        return
    element = value.get("element") if isinstance(value, dict) else None
    yield from _of_element(element, 0)


def _is_youtube(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[\w-]{11}", value, re.ASCII))


def _of_element(element: Any, depth: int) -> Iterator[str]:
    if not isinstance(element, dict) or depth > _DEEPEST:
        return
    html = element.get("html")
    if isinstance(html, str) and "<" in html:
        yield html
    for key in ("url", "originalUrl", "embedUrl"):
        address = element.get(key)
        if isinstance(address, str) and embed_at(address):
            yield f'<div data-url="{address.replace(chr(34), "%22")}"></div>'
