"""Values of schema.org as pages really write them: one thing or a list, a text or an object."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Any

from workbench.intake.embed_addresses import embed_at
from workbench.intake.markup import is_markup, without_tags
from workbench.intake.pictures import photo
from workbench.intake.posts import ReadEmbed
from workbench.intake.web_address import http_address

Thing = Mapping[str, Any]
_MOST = 200


def things_of_type(roots: tuple[Any, ...], type_name: str) -> Iterator[Thing]:
    """Every object of a type, wherever it stands (lists, `@graph`, inside others), in document order."""
    todo: list[Any] = list(reversed(roots))
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            if type_name in types(value):
                yield value
            todo.extend(reversed(value.values()))
        elif isinstance(value, list):
            todo.extend(reversed(value))


def types(thing: Thing) -> set[str]:
    """The names of a thing's types, without the vocabulary's address or prefix."""
    return {str(one).rpartition("/")[2].rpartition(":")[2] for one in several(thing.get("@type"))}


def several(value: Any) -> list[Any]:
    """A value that may be absent, single or a list, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def line(value: Any) -> str:
    """A title or name as one line of plain text: entities resolved, tags gone; empty for what is no text."""
    first = next(iter(several(value)), None)
    if not isinstance(first, str):
        return ""
    plain = html.unescape(first)
    return " ".join((without_tags(plain) if is_markup(plain) else plain).split("\n")).strip()


def address(value: Any, base: str | None = None) -> str | None:
    """The web address that a text, or an object by `url` or `@id`, gives."""
    first = next(iter(several(value)), None)
    if isinstance(first, dict):
        return address(first.get("url"), base) or address(first.get("@id"), base)
    return http_address(html.unescape(first), base) if isinstance(first, str) else None


def names(value: Any) -> str | None:
    """Authors as a byline: a text, an object with a name, or a list of them, each once."""
    found = [line(one.get("name") if isinstance(one, dict) else one) for one in several(value)[:_MOST]]
    return ", ".join(dict.fromkeys(filter(None, found))) or None


def pictures(value: Any, base: str | None = None) -> list[ReadEmbed]:
    """The photos that `image` gives, by address or as ImageObject."""
    found = []
    for one in several(value)[:_MOST]:
        if not isinstance(one, dict):
            found.append(photo(address(one, base)))
            continue
        url = address(one.get("contentUrl"), base) or address(one, base)
        found.append(photo(url, caption=line(one.get("caption")) or line(one.get("description"))))
    return [one for one in found if one]


def videos(value: Any, base: str | None = None) -> list[ReadEmbed]:
    """The videos that `video` gives as VideoObject, by platform where the address is a platform's."""
    found = []
    for one in several(value)[:_MOST]:
        if not isinstance(one, dict):
            continue
        addresses = [address(one.get(key), base) for key in ("embedUrl", "contentUrl", "url")]
        known = next(filter(None, (embed_at(url) for url in addresses if url)), None)
        url = next(filter(None, addresses), None)
        if url is None:
            continue
        found.append(
            ReadEmbed(
                "video",
                platform=known.platform if known else None,
                id=known.id if known else None,
                url=known.url if known else url,
                title=line(one.get("name")) or None,
                author=names(one.get("author")) or (known.author if known else None),
                thumbnail_url=address(one.get("thumbnailUrl"), base),
            )
        )
    return found
