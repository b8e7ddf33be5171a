"""The elements of a Guardian block as HTML: one way for each kind, the same for both of the publisher's formats.

The page model says what an element is in `_type` ("…ImageBlockElement") and has its facts in the element itself; the
Content API says it in `type` ("image") and has them in a field of that name ("imageTypeData").
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from workbench.intake.json_values import fields, items, text
from workbench.intake.markup import is_markup
from workbench.intake.media_markup import (
    element,
    escaped,
    line_of,
    media_file,
    picture,
    platform_post,
    player,
    quotation,
)
from workbench.intake.web_address import http_address

Element = Mapping[str, Any]
DEEPEST: Final = 4
_MOST: Final = 500

_KIND = re.compile(r"(?:BlockElement(?:V\d)?)$")
# The picture service signs its addresses: the signature changes, the picture does not.
_SIGNED = re.compile(
    r"https?://(?:i\.guim\.co\.uk/img/(\w{1,20})|(\w{1,20})\.guim\.co\.uk)/([^\s\"'<>?#]{1,500})[^\s\"'<>]*"
)
_FENCED = re.compile(r"<iframe\b[^<>]{0,500}?\bsrcdoc=\"([^\"<>]{1,20000})\"[^<>]{0,500}>", re.IGNORECASE)
_RELATED = re.compile(r"<aside\b[^<>]{0,300}\belement-rich-link\b[^<>]{0,2000}>", re.IGNORECASE)
_RELATED_END = re.compile(r"</aside\s*>", re.IGNORECASE)


def unsigned(markup: str) -> str:
    """HTML or an address in which the picture service's pictures are named without size and signature."""
    return _SIGNED.sub(lambda found: f"https://{found[1] or found[2]}.guim.co.uk/{found[3]}", markup)


def unfenced(markup: str) -> str:
    """HTML in which what the publisher fences off in frames of their own stands as it is."""
    return _FENCED.sub(lambda found: f"<div>{html.unescape(found[1])}</div>", markup)


def without_related(markup: str) -> str:
    """HTML without the boxes that lead to other stories of the publisher."""
    kept, place = [], 0
    while found := _RELATED.search(markup, place):
        end = _RELATED_END.search(markup, found.end())
        if end is None:
            break
        kept.append(markup[place : found.start()])
        place = end.end()
    return "".join((*kept, markup[place:]))


def markup_of(elements: Iterable[Any], depth: int = 0) -> str:
    """A block's elements as one piece of HTML, in their order."""
    written = (_one(fields(one), depth) for one in list(elements)[:_MOST])
    return unsigned("\n".join(filter(None, written)))


def galleries_of(elements: Iterable[Any]) -> Iterator[list[str]]:
    """The addresses of the pictures of each element that shows several, in their order."""
    for one in list(elements)[:_MOST]:
        kind, facts = kind_of(fields(one))
        if kind in ("MultiImage", "Gallery"):
            found = (_address(kind_of(fields(image))[1]) for image in items(facts.get("images")))
            yield [unsigned(address) for address in found if address]


def kind_of(value: Element) -> tuple[str, Element]:
    """What an element is (`Image`, `RichLink`) and where its facts are."""
    own = text(value.get("_type"))
    if own:
        return _KIND.sub("", own.rpartition(".")[2]), value
    kind = "".join(part.capitalize() for part in text(value.get("type")).split("-"))
    facts = next((fields(part) for key, part in value.items() if str(key).endswith("TypeData") and fields(part)), {})
    return kind, {**value, **facts}


def _one(value: Element, depth: int) -> str:
    kind, facts = kind_of(value)
    if kind in _LEFT_OUT or depth > DEEPEST:
        return ""
    write = _WAYS.get(kind)
    return write(facts) if write else _unknown(facts, depth)


def _unknown(facts: Element, depth: int) -> str:
    """What an element of no known kind says: its HTML, and the elements inside it with their headings."""
    parts = [_line(facts, "title") if "html" not in facts else "", text(facts.get("html")) or _written(facts, "body")]
    for key in ("items", "sections", "events", "keyTakeaways", "qAndAExplainers", "miniProfiles", "multiBylines"):
        parts += [_part(fields(part), depth + 1) for part in items(facts.get(key))[:_MOST]]
    parts += [markup_of(items(facts.get(key)), depth + 1) for key in ("elements", "images")]
    return "\n".join(filter(None, parts))


def _part(part: Element, depth: int) -> str:
    """One entry of a list or a timeline: its heading and date, and what stands below."""
    if depth > DEEPEST:
        return ""
    heading = " ".join(filter(None, (line_of(text(part.get(key))) for key in ("date", "title", "label"))))
    inside = [one for key in ("elements", "body") for one in items(part.get(key))]
    main = fields(part.get("main"))
    below = [_written(part, "bio"), _written(part, "body"), markup_of([main] if main else [], depth)]
    events = [_part(fields(one), depth + 1) for one in items(part.get("events"))[:_MOST]]
    return "\n".join(filter(None, (element("h3", escaped(heading)), *below, markup_of(inside, depth), *events)))


def _written(facts: Element, key: str) -> str:
    """A field that is HTML or text, as HTML."""
    value = text(facts.get(key))
    return value if is_markup(value) else element("p", escaped(value))


def _line(facts: Element, key: str) -> str:
    return element("h3", escaped(line_of(text(facts.get(key)))))


def _html(facts: Element) -> str:
    return without_related(text(facts.get("html")))


def _heading(facts: Element) -> str:
    return _html(facts) if is_markup(text(facts.get("html"))) else element("h2", escaped(text(facts.get("html"))))


def _image(facts: Element) -> str:
    data = {**facts, **fields(facts.get("data"))}
    said = {key: line_of(text(data.get(key))) for key in ("alt", "caption", "credit")}
    return picture(_address(facts), **said)


def _address(facts: Element) -> str | None:
    """The address of the widest of a picture's sizes; of equally wide ones, the master."""
    best, most = None, (-1, False)
    sizes = items(fields(facts.get("media")).get("allImages")) or items(facts.get("assets"))
    for size in (fields(one) for one in sizes[:_MOST]):
        about = fields(size.get("fields")) or fields(size.get("typeData"))
        rank = (_width(about.get("width")), str(about.get("isMaster")).casefold() == "true")
        url = http_address(text(size.get("url")) or text(size.get("file")))
        if url and rank > most:
            best, most = url, rank
    return unsigned(best) if best else None


def _width(value: Any) -> int:
    written = str(value) if isinstance(value, int) else text(value).strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 8 else 0


def _youtube(facts: Element) -> str:
    asset = text(facts.get("assetId"))
    url = http_address(f"https://www.youtube.com/embed/{asset}") if asset else None
    title = line_of(text(facts.get("mediaTitle")) or text(facts.get("title")))
    return player(url, title=title, caption=line_of(text(facts.get("caption"))))


def _posted(facts: Element) -> str:
    url = http_address(text(facts.get("url"))) or http_address(text(facts.get("originalUrl")))
    return platform_post(url, text(facts.get("html")))


def _framed(facts: Element) -> str:
    """What stands in a frame: the HTML that draws it, else its address."""
    said = line_of(text(facts.get("caption"))) or line_of(text(facts.get("title")) or text(facts.get("alt")))
    drawn = unfenced(text(facts.get("html")))
    if drawn:
        return f"<div>{drawn}</div>" + picture(None, caption=line_of(text(facts.get("caption"))))
    addresses = (http_address(text(facts.get(key))) for key in ("embedUrl", "originalUrl", "url"))
    url = next(filter(None, addresses), None)
    return player(url, title=said) if url else ""


def _film(facts: Element) -> str:
    """The publisher's own film or sound: its first file."""
    files = (
        http_address(text(fields(one).get("url")) or text(fields(one).get("file")))
        for one in items(facts.get("assets"))
    )
    url = next(filter(None, files), None) or http_address(text(facts.get("trackUrl")))
    title = line_of(text(facts.get("title")) or text(facts.get("caption")) or text(facts.get("kicker")))
    tag = "audio" if facts.get("trackUrl") or "Audio" in text(facts.get("_type")) else "video"
    if url is None and is_markup(text(facts.get("html"))):
        return f"<div>{text(facts.get('html'))}</div>"
    return media_file(tag, url, title=title)


def _pullquote(facts: Element) -> str:
    return quotation(text(facts.get("html")), line_of(text(facts.get("attribution"))))


def _table(facts: Element) -> str:
    return f"<div>{_html(facts)}</div>" if _html(facts) else ""


_LEFT_OUT: Final = frozenset(
    "RichLink Contentatom AdPlaceholder NewsletterSignup Callout Divider InteractiveContents ItemLink Link StarRating ContentAtom".split()
)
_WAYS: Final[Mapping[str, Callable[[Element], str]]] = {
    "Text": _html,
    "Subheading": _heading,
    "NumberedTitle": _heading,
    "Blockquote": lambda facts: quotation(_html(facts)),
    "Pullquote": _pullquote,
    "Table": _table,
    "Image": _image,
    "Youtube": _youtube,
    "Tweet": _posted,
    "Instagram": _posted,
    "Embed": _framed,
    "Video": _framed,
    "VideoYoutube": _framed,
    "VideoVimeo": _framed,
    "VideoFacebook": _framed,
    "Spotify": _framed,
    "Soundcloud": _framed,
    "Map": _framed,
    "Document": _framed,
    "Vine": _framed,
    "Interactive": _framed,
    "InteractiveAtom": _framed,
    "GuVideo": _film,
    "MediaAtom": _film,
    "Audio": _film,
    "AudioAtom": _film,
}
