"""The videos, social posts and pictures that stand in a piece of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from workbench.intake.embed_addresses import embed_at, may_be_embed
from workbench.intake.embed_elements import SIGNS, folded_markup, named_embed
from workbench.intake.markup import words
from workbench.intake.pictures import looks_like_player, picture_at
from workbench.intake.posts import ReadEmbed
from workbench.intake.shares import Shares, matching
from workbench.intake.web_address import http_address

_COMMON: Final = "iframe, video, audio, embed, object, img, blockquote"
_PLAYERS = frozenset(
    "iframe video audio embed object img amp-iframe amp-video amp-audio amp-brightcove video-js".split()
)
_SIGNS: Final = (
    ("<amp-", "amp-iframe, amp-video, amp-audio, amp-brightcove, amp-img"),
    ("<video-js", "video-js"),
    *SIGNS,
)
# What links to a host have where `may_be_embed` looks for it: behind the first slashes, up to the next one.
_HOSTS = re.compile('href="[^"/]*//([^"/]*)')
_PLAIN_HOST = re.compile(r"[a-z0-9.-]+", re.ASCII)
_MOST_HOSTS = 6
_DATA_ATTRIBUTE = re.compile('(data-[a-z-]+)="')
_ELEMENT = re.compile("<(?:amp-|lite-|gu-island|template|script|video-js|youtube-video|vimeo-video)")
_SOURCES: Final = ("src", "data-src", "data-lazy-src")
_ADDRESS = re.compile(r"https?://[^\s<>\"'\u00a0]{8,1000}")
# An address as a link's own text, perhaps cut short as pages do with long ones.
_SHOWN_ADDRESS = re.compile(r"\s*(?:https?://|www\.|[\w-]+\.(?:com|be|me|ly|tv)/)\S+\s*")
_EMBED_LINK = re.compile(r"(?:^|[\s_-])embed", re.IGNORECASE)
# Frames that measure readers, sell to them or ask for their consent: nobody's footage.
_FURNITURE = re.compile(
    r"(?:[\w.-]*\.)?(?:googletagmanager|doubleclick|googlesyndication|google-analytics|adservice\.google|taboola|"
    r"outbrain|criteo|amazon-adsystem|facebook\.com/tr|scorecardresearch|chartbeat|recaptcha|disqus|quantserve|"
    r"sp-prod|consensu|privacy-mgmt|onetrust|cookiebot|hotjar)[\w.-]*"
)
_NO_TITLES = frozenset({"youtube video player", "vimeo video player", "embedded content", "iframe", "video player"})
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$", re.IGNORECASE)
_GALLERY = re.compile(r"galler|galeri|slideshow|carousel|slider|swiper|lightbox", re.IGNORECASE)
_MOST = 500
_DEEPEST_FOLD = 3


def embeds_in(root: LexborNode, base: str | None = None) -> tuple[ReadEmbed, ...]:
    """What a piece of HTML embeds, in order and each once: platforms by id, the rest by address.

    Looked for in players, quotations, lazy and consent wrappers, folded markup, data of components, links that
    show their own address, and bare addresses in the text. Frames of unknown sites are kept as links; pictures
    of 39 pixels or less are furniture. At most 500.
    """
    return each_once(_found(root, base, 0))


def embeds_of(
    bodies: Sequence[LexborNode], root: LexborNode, base: str | None, source: str
) -> list[tuple[ReadEmbed, ...]]:
    """`embeds_in` for many pieces below one root; `source` is all that the parser writes of what stands in them."""
    shares, selector = Shares(root, bodies), _selector(source)
    addressed = "://" in (root.text() or "")
    return [each_once(_among(shares.all(body, selector), body, base, 0, addressed)) for body in bodies]


def _found(root: LexborNode, base: str | None, depth: int) -> list[ReadEmbed]:
    source = root.html or ""
    nodes = [node for node in matching(root, _selector(source)) if node.mem_id != root.mem_id]
    return _among(nodes, root, base, depth)


def _selector(source: str) -> str:
    """What to ask for: of the many elements that may stand for an embed only those whose signs are in the source."""
    present = {*_DATA_ATTRIBUTE.findall(source), *_ELEMENT.findall(source)}
    signed = (selector for sign, selector in _SIGNS if sign in present)
    return ", ".join(dict.fromkeys((_COMMON, *_links(source), *signed)))


def _links(source: str) -> list[str]:
    """The links that may lead to an embed: of a blog's many links hardly any do, and their hosts tell."""
    hosts = [host for host in set(_HOSTS.findall(source)) if may_be_embed(f"//{host}")]
    if len(hosts) > _MOST_HOSTS or not all(_PLAIN_HOST.fullmatch(host) for host in hosts):
        return ["a[href]"]
    return [f"a[href*='//{host}']" for host in hosts]


def _among(
    nodes: Sequence[LexborNode], root: LexborNode, base: str | None, depth: int, addressed: bool = True
) -> list[ReadEmbed]:
    """The embeds among the elements that may stand for one, and, where they may hold an address, in the words."""
    found: list[ReadEmbed] = []
    inside: set[int] = set()
    holders: list[LexborNode] = []
    galleries: dict[int, int] = {}
    tags = [node.tag for node in nodes]
    may_show = tags.count("img") + tags.count("amp-img") > 1 and bool(_GALLERY.search(root.html or ""))
    for place, node in enumerate(nodes):
        if node.mem_id in inside:
            continue
        held = _embeds_of(node, base, depth if place < _MOST else _DEEPEST_FOLD)
        if node.tag in ("video", "audio", "template") or (held and node.tag not in ("a", "img", "iframe")):
            if place + 1 < len(nodes):
                inside.update(one.mem_id for one in node.css("*"))
            holders.append(node)
        if may_show and held and held[0].kind == "photo" and (gallery := _gallery_of(node)):
            held = [replace(held[0], gallery=galleries.setdefault(gallery, len(galleries)))]
        found += held
        if len(found) >= _MOST:
            return found[:_MOST]
    return found + _in_words(root, holders) if addressed else found


def _gallery_of(node: LexborNode) -> int | None:
    """The gallery that a picture stands in, at most eight elements up: it has a gallery's name and more pictures."""
    above, found = node.parent, None
    for _ in range(8):
        if above is None or above.tag in ("body", "article"):
            break
        names = f"{above.attributes.get('class') or ''} {above.attributes.get('id') or ''}"
        if _GALLERY.search(names) and len(above.css("img")) > 1:
            found = above.mem_id
        above = above.parent
    return found


def _embeds_of(node: LexborNode, base: str | None, depth: int) -> list[ReadEmbed]:
    if node.tag == "img" and not looks_like_player(node):
        return [one for one in (picture_at(node, base),) if one]
    if node.tag == "amp-img":
        return [one for one in (picture_at(node, base),) if one]
    if node.tag == "a":
        return [one for one in (_bare_link(node, base),) if one]
    if one := named_embed(node, base) or (_player(node, base) if node.tag in _PLAYERS else None):
        return [one]
    if depth >= _DEEPEST_FOLD:
        return []
    bodies = (LexborHTMLParser(markup).body for markup in folded_markup(node) if markup)
    return [one for body in bodies if body for one in _found(body, base, depth + 1)]


def embed_or_link(url: str, *, title: str | None = None, caption: str | None = None) -> ReadEmbed:
    """What an address leads to: a platform's video or post, or a link; with the words that announce it."""
    return replace(embed_at(url) or ReadEmbed("link", url=url), title=title, caption=caption)


def each_once(embeds: Iterable[ReadEmbed]) -> tuple[ReadEmbed, ...]:
    """The embeds, each where it stands first; what a later mention of it knows more is added to it."""
    kept: dict[tuple[str | None, str | None], ReadEmbed] = {}
    for one in embeds:
        key = (one.platform, one.id or _identity(one))
        kept[key] = _joined(kept[key], one) if key in kept else one
    return tuple(kept.values())


def _identity(embed: ReadEmbed) -> str | None:
    """An address without what only asks for another size of the same picture."""
    if embed.kind != "photo" or not embed.url:
        return embed.url or embed.title or embed.caption
    bare = embed.url.partition("?")[0]
    return bare if _PICTURE_FILE.search(bare) else embed.url


def _joined(first: ReadEmbed, again: ReadEmbed) -> ReadEmbed:
    missing = {
        one.name: getattr(again, one.name)
        for one in fields(ReadEmbed)
        if getattr(first, one.name) is None and getattr(again, one.name) is not None
    }
    return replace(first, **missing) if missing else first


def _player(node: LexborNode, base: str | None) -> ReadEmbed | None:
    sources = [_source(one, base) for one in (node, *node.css("source, param[name=src], param[name=movie]"))]
    source = next(filter(None, sources), "")
    title = (node.attributes.get("title") or "").strip()
    shown = title if title and title.casefold() not in _NO_TITLES else None
    if embed := _brightcove(node) or embed_at(source, base):
        return replace(embed, title=shown)
    url = http_address(source, base)
    if url is None or node.tag == "img":
        return None
    if node.tag in ("iframe", "amp-iframe", "embed", "object"):
        hidden = any((node.attributes.get(side) or "").strip() in ("0", "1", "0px") for side in ("width", "height"))
        return None if hidden or _FURNITURE.fullmatch(_host(url)) else ReadEmbed("link", url=url, title=shown)
    if node.tag not in ("video", "audio", "amp-video", "amp-audio", "video-js"):
        return None
    poster = http_address(node.attributes.get("poster") or "", base)
    return ReadEmbed("audio" if "audio" in node.tag else "video", url=url, title=shown, thumbnail_url=poster)


def _brightcove(node: LexborNode) -> ReadEmbed | None:
    """A Brightcove player names an account and a video in two attributes."""
    account = node.attributes.get("data-account") or ""
    video = node.attributes.get("data-video-id") or ""
    if not (account and video):
        return None
    return embed_at(f"https://players.brightcove.net/{account}/default_default/index.html?videoId={video}")


def _source(node: LexborNode, base: str | None) -> str:
    """The address of a player: the usual attributes first, then any other that keeps a platform's address."""
    attributes = node.attributes
    values = [attributes.get(name) or "" for name in (*_SOURCES, "data", "value")]
    first = next((value for value in values if http_address(value, base)), "")
    if embed_at(first, base):
        return first
    others = (value for name, value in attributes.items() if value and name.startswith("data-"))
    return next((value for value in others if embed_at(value, base)), first)


def _bare_link(node: LexborNode, base: str | None) -> ReadEmbed | None:
    """A link stands for an embed where it shows nothing but an address, or stands in an embed's own box."""
    address = node.attributes.get("href") or ""
    embed = embed_at(address, base) if may_be_embed(address) else None
    if embed is None:
        return None
    box = node.parent.attributes.get("class") if node.parent else None
    shown = node.text() or ""
    return embed if _SHOWN_ADDRESS.fullmatch(shown) or (box and _EMBED_LINK.search(box)) else None


def _in_words(root: LexborNode, holders: list[LexborNode]) -> list[ReadEmbed]:
    """Embeds that stand in the text as a bare address, unless in the words of another embed."""
    if "://" not in (root.text() or ""):
        return []
    text = words(root)
    held = " ".join(one.text() or "" for one in holders)
    return addresses_in(text, held)


def addresses_in(text: str, held: str = "") -> list[ReadEmbed]:
    """The platforms' videos and posts whose addresses stand bare in a text, but for those that `held` has too."""
    addresses = (one.rstrip(".,;:!?)]}…") for one in _ADDRESS.findall(text)[:_MOST])
    return [embed for one in addresses if one not in held and (embed := embed_at(one))]


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
