"""What the entries of a feed bring beside their words: enclosures, and the elements of Media RSS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.intake.embed_addresses import embed_at
from workbench.intake.feed_elements import Part
from workbench.intake.media_markup import line_of
from workbench.intake.pictures import credited
from workbench.intake.posts import EmbedKind, ReadEmbed
from workbench.intake.web_address import http_address

MOST_MEDIA: Final = 100
KINDS: Final[dict[str, EmbedKind]] = {"image": "photo", "video": "video", "audio": "audio"}
"""What the first half of a media type calls it here."""


def media_of(entry: Part, base: str | None) -> Iterator[ReadEmbed]:
    """What the entry brings beside its words: of a group, which is one thing in several sizes, the first."""
    found = [one for part in entry.parts[:MOST_MEDIA] if (one := _carried(part, base, entry))]
    yield from found
    if not found and (thumbnail := _thumbnail(entry, base)):
        yield ReadEmbed("photo", url=thumbnail)


def _carried(part: Part, base: str | None, entry: Part) -> ReadEmbed | None:
    if part.name == "media:group":
        found = next((one for one in part.all("media:content") if one.attributes.get("url")), None)
        return _embed(found, base, part, entry) if found else None
    linked = part.name == "link" and part.attributes.get("rel", "").lower() == "enclosure"
    return _embed(part, base, part, entry) if linked or part.name in ("media:content", "enclosure") else None


def _embed(part: Part, base: str | None, around: Part, entry: Part) -> ReadEmbed | None:
    address = part.attributes.get("url") or part.attributes.get("href") or ""
    player = next((one.attributes.get("url", "") for one in around.all("media:player")), "")
    url = http_address(address or player, base)
    if url is None:
        return None
    known = embed_at(url, base) or embed_at(player, base)
    said = part.attributes.get("medium") or part.attributes.get("type", "").partition("/")[0]
    kind: EmbedKind = known.kind if known else KINDS.get(said.lower(), "link")
    caption, credit = credited(_near(part, around, "media:description"))
    return ReadEmbed(
        kind,
        platform=known.platform if known else None,
        id=known.id if known else None,
        url=known.url if known else url,
        title=_near(part, around, "media:title") or None,
        author=known.author if known else None,
        caption=caption or None,
        credit=_near(part, around, "media:credit") or line_of(entry.first("media:credit")) or credit,
        thumbnail_url=_thumbnail(part, base) or _thumbnail(around, base),
    )


def _near(part: Part, around: Part, kind: str) -> str:
    return line_of(part.first(kind) or around.first(kind))


def _thumbnail(part: Part, base: str | None) -> str | None:
    return next((http_address(one.attributes.get("url", ""), base) for one in part.all("media:thumbnail")), None)
