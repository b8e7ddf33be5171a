"""The blocks of the BBC's live pages of today as HTML: objects with a type and a model, whose model holds blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from workbench.intake.bbc_nodes import WIDTH, sized
from workbench.intake.embed_addresses import embed_at
from workbench.intake.json_values import fields, items, text
from workbench.intake.markup import is_markup
from workbench.intake.media_markup import element, escaped, line_of, picture, platform_post, player
from workbench.intake.web_address import http_address

Block = Mapping[str, Any]

_DEEPEST: Final = 40
_MOST: Final = 5000
_MOST_LOOKED_AT: Final = 200
_SITE: Final = "https://www.bbc.co.uk/"
_TAGS: Final[Mapping[str, str]] = {
    "paragraph": "p",
    "unorderedList": "ul",
    "orderedList": "ol",
    "listItem": "li",
    "heading": "h3",
    "subheading": "h3",
    "subheadline": "h3",
    "crosshead": "h3",
    "quote": "blockquote",
    "blockquote": "blockquote",
    "pullQuote": "blockquote",
    "attribution": "p",
}
_STYLES: Final[Mapping[str, str]] = {"bold": "strong", "italic": "em"}
_EMBEDS: Final = frozenset(
    "embed oEmbed aresOEmbed social socialEmbed include idt2 twitter tweet youtube instagram facebook tiktok".split()
)
_FILMS: Final = frozenset("video audio media clipMedia aresMedia liveMedia legacyMedia".split())


def blocks_of(value: Any) -> list[Block]:
    """The blocks that an object's model holds."""
    return [fields(one) for one in items(fields(fields(value).get("model")).get("blocks"))[:_MOST] if fields(one)]


def markup_of(value: Any, depth: int = 0) -> str:
    """What the blocks of an object's model say, as HTML."""
    return "".join(_one(one, depth) for one in blocks_of(value)) if depth < _DEEPEST else ""


def words_in(value: Any) -> str:
    """The words of a block as one line."""
    return line_of(markup_of(value).replace("</p>", "</p> ")) or line_of(_text(fields(value)))


def _text(block: Block) -> str:
    return text(fields(block.get("model")).get("text"))


def _one(block: Block, depth: int) -> str:
    kind = text(block.get("type"))
    if kind == "fragment":
        return _fragment(block)
    if kind == "urlLink":
        address = http_address(text(fields(block.get("model")).get("locator")), _SITE)
        return element("a", _inside(block, depth), href=address) if address else _inside(block, depth)
    if kind == "image":
        return _image(block)
    if kind in _FILMS:
        return _film(block)
    if kind in _EMBEDS:
        return _embed(block)
    tag = _TAGS.get(kind)
    inside = _inside(block, depth)
    return element(tag, inside) if tag else inside


def _inside(block: Block, depth: int) -> str:
    """What a block's own blocks say, else its own text: it mostly repeats them."""
    return markup_of(block, depth + 1) or escaped(_text(block))


def _fragment(block: Block) -> str:
    said = escaped(_text(block))
    for style in items(fields(block.get("model")).get("attributes"))[:5]:
        if (tag := _STYLES.get(text(style))) and said.strip():
            said = f"<{tag}>{said}</{tag}>"
    return said


def _part(block: Block, kind: str) -> Block:
    return next((one for one in blocks_of(block) if one.get("type") == kind), {})


def _image(block: Block) -> str:
    raw = fields(_part(block, "rawImage").get("model")) or fields(block.get("model"))
    return picture(
        _address(raw),
        alt=words_in(_part(block, "altText")) or line_of(text(raw.get("altText"))),
        caption=words_in(_part(block, "caption")),
        credit=line_of(text(raw.get("copyrightHolder")) or text(raw.get("copyright"))),
    )


def _address(raw: Block) -> str | None:
    """A picture's own address; else the one at which the picture service keeps what is named by origin and place."""
    for key in ("urlTemplate", "url", "originalUrl", "src", "locator"):
        if url := http_address(sized(text(raw.get(key)))):
            return url
    place, origin = text(raw.get("locator")), text(raw.get("originCode"))
    return http_address(f"https://ichef.bbci.co.uk/ace/standard/{WIDTH}/{origin}/{place}") if place and origin else None


def _film(block: Block) -> str:
    """The broadcaster's own film: the address of its programme, else its name alone."""
    inner = [one for one in blocks_of(block) if text(one.get("type")) in _FILMS]
    model = fields(inner[0].get("model")) if inner else fields(block.get("model"))
    video = fields(model.get("video")) or fields(model.get("audio"))
    pid = text(video.get("id")) or text(fields(block.get("model")).get("locator")).rpartition("pid:")[2]
    link = text(fields(model.get("link")).get("path")) or (f"/programmes/{pid}" if pid else "")
    title = line_of(text(video.get("title")) or text(model.get("title")))
    still = next((fields(one) for one in items(model.get("images"))[:1]), {})
    holding = text(fields(video.get("holdingImage")).get("id"))
    return player(
        http_address(link, _SITE) if link else None,
        title=title or words_in(_part(block, "caption")),
        caption=words_in(_part(block, "caption")),
        thumbnail=http_address(sized(text(still.get("urlTemplate")) or holding)) or "",
    )


def _embed(block: Block) -> str:
    """What is embedded: a platform's post by its address, else the HTML that draws it, else a frame."""
    said = list(_strings(block))
    markup = next((one for key, one in said if key == "html" and is_markup(one)), "")
    addresses = [url for key, one in said if key in _ADDRESSES and (url := http_address(one))]
    known = next(filter(embed_at, addresses), None)
    return platform_post(known, markup) or (player(addresses[0]) if addresses else "")


_ADDRESSES: Final = frozenset("href url source src locator originalUrl canonicalUrl embedUrl link".split())


def _strings(block: Block) -> Iterator[tuple[str, str]]:
    """The texts inside a block with their keys, outermost first."""
    todo: list[Any] = [block]
    for seen, value in enumerate(todo):
        if seen > _MOST_LOOKED_AT:
            return
        for key, one in value.items():
            if isinstance(one, str):
                yield key, one
            elif isinstance(one, dict):
                todo.append(one)
            else:
                todo.extend(part for part in items(one)[:_MOST_LOOKED_AT] if isinstance(part, dict))
