"""One post of Arena's live blog as the parts of a post; what a message holds beside its text differs by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from workbench.intake.composing import joined, plain, poll
from workbench.intake.drafts import Draft
from workbench.intake.embed_addresses import embed_at
from workbench.intake.json_shapes import Shape, flag
from workbench.intake.json_values import fields, items, text
from workbench.intake.markup import is_markup
from workbench.intake.posts import PostKind, ReadEmbed
from workbench.intake.schema_values import line
from workbench.intake.times import time_of
from workbench.intake.web_address import http_address

_BODIES: Final = ("text", "html", "description")
_PEOPLE: Final = ("sender", "createdBy", "author", "user", "publisher")
_MEDIA: Final = (
    "media",
    "medias",
    "embed",
    "embeds",
    "attachment",
    "attachments",
    "image",
    "images",
    "video",
    "social",
)
_ADDRESSES: Final = ("url", "src", "originalUrl", "original_url", "embedUrl", "link", "permalink", "href")
_PHOTOS: Final = frozenset({"photo", "image", "picture", "gif"})
_MOST: Final = 200
_DEEPEST: Final = 3


def draft_of(post: Shape) -> Draft:
    """A post. Its times count milliseconds since 1970."""
    message = fields(post.get("message"))
    media = [*_media(message, 0), *_media(post, 0)][:_MOST]
    asked = fields(message.get("poll")) or fields(post.get("poll"))
    choices = [fields(one) for one in items(asked.get("options")) or items(asked.get("answers"))]
    votes = [(one.get("name") or one.get("text"), one.get("total") or one.get("votes")) for one in choices]
    question = poll(asked.get("question"), votes) if asked else ""
    found = [_embed(one) for one in media]
    photos = sum(one is not None and one.kind == "photo" for one in found)
    return Draft(
        body=joined(
            [_body(message), question, *(text(one.get("html")) for one in media if is_markup(text(one.get("html"))))]
        ),
        native_id=text(post.get("_id")) or text(post.get("key")) or text(post.get("id")),
        headline=plain(message.get("title")),
        posted=time_of(post.get("createdAt") or post.get("publishedAt")),
        updated=time_of(post.get("updatedAt") or post.get("modifiedAt")),
        author=_author(post),
        permalink=http_address(text(post.get("permalink")) or text(post.get("shareUrl"))),
        kind=_kind(post, bool(question)),
        pinned=any(flag(post.get(one)) for one in ("pinned", "isPinned", "fixed")),
        embeds=tuple(_numbered(one, photos) for one in found if one),
    )


def _body(message: Shape) -> str:
    return next((one for key in _BODIES if (one := text(message.get(key))).strip()), "")


def _kind(post: Shape, asks: bool) -> PostKind:
    kind = text(post.get("type") or post.get("postType")).casefold()
    if flag(post.get("isSummary")) or flag(post.get("summary")):
        return "summary"
    if kind in ("ad", "ads", "advertisement"):
        return "ad"
    return "poll" if asks else "post"


def _author(post: Shape) -> str | None:
    """Who sent the post: of the people it names, the first with a name."""
    people = (fields(post.get(key)) for key in _PEOPLE)
    return next((who for one in people if (who := line(one.get("displayName")) or line(one.get("name")))), None)


def _media(holder: Shape, depth: int) -> Iterator[Mapping[str, Any]]:
    """What a message shows beside its text, wherever it is kept: one object, a list, or an object in an object."""
    for key in _MEDIA:
        value = holder.get(key)
        for one in [value] if isinstance(value, dict) else items(value)[:_MOST]:
            if isinstance(one, dict):
                yield {"type": key, **one}
                if depth < _DEEPEST:
                    yield from _media(one, depth + 1)


def _embed(medium: Mapping[str, Any]) -> ReadEmbed | None:
    """The platform's video or post that an object leads to; else a picture, a file or a link."""
    written = [text(medium.get(key)).strip() for key in _ADDRESSES]
    known = next(filter(None, (embed_at(one) for one in written if one)), None)
    if known:
        return known
    url = next(filter(None, (http_address(one) for one in written)), None)
    if url is None or is_markup(text(medium.get("html"))):
        return None
    kind = text(medium.get("type")).casefold().rstrip("s").partition("/")[0]
    title, described = plain(medium.get("title")) or None, plain(medium.get("caption") or medium.get("description"))
    if kind in _PHOTOS or (kind == "media" and text(medium.get("mimeType")).startswith("image/")):
        return ReadEmbed("photo", url=url, title=title, caption=described or None, credit=_credit(medium))
    if kind in ("video", "audio"):
        return ReadEmbed("video" if kind == "video" else "audio", url=url, title=title)
    return ReadEmbed("link", url=url, title=title, caption=described or None)


def _credit(medium: Mapping[str, Any]) -> str | None:
    return plain(medium.get("credit") or medium.get("credits") or medium.get("copyright")) or None


def _numbered(embed: ReadEmbed, photos: int) -> ReadEmbed:
    """Several pictures of one message are one gallery."""
    if embed.kind != "photo" or photos < 2:
        return embed
    return ReadEmbed("photo", url=embed.url, title=embed.title, caption=embed.caption, credit=embed.credit, gallery=0)
