"""Reads the Guardian's own data: the Content API's blocks, and the page model that its pages are drawn from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urldefrag

from workbench.intake.document import Document, refuse_too_many
from workbench.intake.drafts import Draft, posts_from
from workbench.intake.guardian_elements import galleries_of, markup_of, unfenced, unsigned, without_related
from workbench.intake.json_shapes import Shape, count, flag, language, shapes
from workbench.intake.json_values import fields, items, text
from workbench.intake.media_markup import line_of, quotes_in, words_of
from workbench.intake.posts import UNTITLED, CannotRead, ReadEmbed, ReadStory, ReadTime
from workbench.intake.times import time_of
from workbench.intake.web_address import http_address

name: Final = "guardian_data"
source: Final = "api"

_SITE: Final = "https://www.theguardian.com/"
_MARKS: Final = ("blockFirstPublished", "BlockElement", "bodyHtml")
_IN_PAGES: Final = ('"blocks"', '\\"blocks\\"')
_ID = re.compile(r"[0-9a-f]{24}", re.ASCII)
_LOOKED_AT: Final = 20
_LIVE: Final[Mapping[str, bool]] = {
    "LiveBlogDesign": True,
    "LiveBlog": True,
    "DeadBlogDesign": False,
    "DeadBlog": False,
}


@dataclass(frozen=True)
class _Blog:
    """One live blog as found: its own facts, its blocks in order, how many there are in all."""

    facts: Shape
    blocks: Sequence[Shape]
    announced: int | None = None


def claims(document: Document) -> float:
    """Sure of data that holds blocks of a live blog."""
    return 0.95 if _blogs(document) else 0.0


def read(document: Document) -> ReadStory:
    """The blocks in the order of the data, a pinned one once. Raises `CannotRead` where there are none."""
    document.require(name, "json", "html")
    blogs = _blogs(document)
    if not blogs:
        raise CannotRead("This holds no blocks of a Guardian live blog.")
    blog = max(blogs, key=lambda one: len(one.blocks))
    pinned = fields(blog.facts.get("pinnedPost"))
    blocks = _each_once(blog.blocks, pinned)
    if not blocks:
        raise CannotRead("The data says that it is a Guardian live blog, but it holds no blocks.")
    refuse_too_many(len(blocks))
    url = _story_address(blog.facts, document.base_url)
    names = _profiles(blog.facts)
    drafts = [_draft(one, url, names) for one in blocks]
    if own := text(pinned.get("id")):
        drafts = [replace(one, pinned=True) if one.native_id == _block_id(own) else one for one in drafts]
    warnings = [f"The data holds {len(blogs)} live blogs; the one with the most posts was read."] if blogs[1:] else []
    posts = posts_from(drafts, name, url or _SITE, warnings)
    pages = fields(blog.facts.get("pagination"))
    return ReadStory(
        title=_title(blog.facts) or UNTITLED,
        reader=name,
        posts=posts,
        url=url,
        language=language(blog.facts.get("lang")) or language(fields(blog.facts.get("fields")).get("lang")),
        warnings=tuple(dict.fromkeys(warnings)),
        standfirst=_standfirst(blog.facts),
        is_live=_is_live(blog.facts),
        announced=blog.announced,
        pages_total=count(pages.get("totalPages")),
        next_pages=_older(pages, url),
    )


def _blogs(document: Document) -> list[_Blog]:
    """Every object of the data that holds blocks, in either format; a bare list of blocks too."""
    if document.kind == "html" and not any(mark in document.data_text for mark in _IN_PAGES):
        return []
    found = [_blog(one) for one in shapes(document, _MARKS, _holds_blocks)]
    if found or document.kind != "json":
        return found
    try:
        bare = [fields(one) for one in items(document.data)]
    except CannotRead:
        return []
    return [_Blog({}, bare)] if any(map(_is_block, bare[:_LOOKED_AT])) else []


def _holds_blocks(value: Shape) -> bool:
    blocks = value.get("blocks")
    return any(_is_block(fields(one)) for one in (_of_api(fields(blocks)) or items(blocks))[:_LOOKED_AT])


def _of_api(blocks: Shape) -> list[Any]:
    """The blocks of the Content API's answer: all of them, or only those that were asked for."""
    asked = fields(blocks.get("requestedBodyBlocks")).values()
    return items(blocks.get("body")) or [one for some in asked for one in items(some)]


def _is_block(value: Shape) -> bool:
    """Whether an object has the fields of a block and not only its name."""
    if not _ID.fullmatch(text(value.get("id"))):
        return False
    dated = any(key in value for key in ("blockFirstPublished", "blockCreatedOn", "primaryDateLine"))
    return (dated and isinstance(value.get("elements"), list)) or isinstance(value.get("bodyHtml"), str)


def _blog(value: Shape) -> _Blog:
    blocks = value.get("blocks")
    if isinstance(blocks, dict):
        body = [fields(one) for one in _of_api(blocks) if fields(one)]
        total = count(blocks.get("totalBodyBlocks"))
        return _Blog(value, body, total if total is not None and total >= len(body) else None)
    return _Blog(value, [fields(one) for one in items(blocks) if fields(one)])


def _each_once(blocks: Sequence[Shape], pinned: Shape) -> list[Shape]:
    """The blocks, each once; the pinned post first if it stands on another page of the blog."""
    drafts = [one for one in blocks if one.get("published") is not False]
    known = {text(one.get("id")) for one in drafts}
    if _is_block(pinned) and text(pinned.get("id")) not in known:
        drafts = [pinned, *drafts]
    kept: dict[str, Shape] = {}
    for place, one in enumerate(drafts):
        kept.setdefault(text(one.get("id")) or f"without id {place}", one)
    return list(kept.values())


def _draft(block: Shape, url: str | None, profiles: Mapping[str, str]) -> Draft:
    about = fields(block.get("attributes"))
    elements = items(block.get("elements"))
    written = text(block.get("bodyHtml"))
    body = unsigned(unfenced(without_related(written))) if written.strip() else markup_of(elements)
    own = text(block.get("id"))
    return Draft(
        body=body,
        native_id=_block_id(own),
        headline=line_of(text(block.get("title")) or text(about.get("title"))),
        posted=_first_time(
            block, "blockFirstPublished", "firstPublishedDate", "publishedDate", "blockCreatedOn", "createdDate"
        ),
        updated=_first_time(block, "blockLastUpdated", "lastModifiedDate"),
        author=_byline(block, profiles),
        permalink=f"{url}?page=with:{_block_id(own)}#{_block_id(own)}" if url and own else None,
        kind="summary" if flag(about.get("summary")) else "post",
        pinned=flag(about.get("pinned")),
        embeds=tuple(
            ReadEmbed("photo", url=one, gallery=place)
            for place, gallery in enumerate(galleries_of(elements))
            for one in gallery
        ),
        quotes=tuple(quotes_in(body)),
    )


def _block_id(own: str) -> str:
    """A block's id as the page writes it, so that page and data name the same post."""
    return f"block-{own}" if _ID.fullmatch(own) else own


def _first_time(block: Shape, *keys: str) -> ReadTime | None:
    for key in keys:
        value = block.get(key)
        parts = fields(value)
        if found := time_of(parts.get("iso8601") or parts.get("dateTime") if parts else value):
            return found
    return None


def _profiles(facts: Shape) -> dict[str, str]:
    """The names of the contributors whom the Content API's blocks name only by the id of their profile."""
    tags = (fields(one) for one in items(facts.get("tags"))[:500])
    found = ((text(one.get("id")), line_of(text(one.get("webTitle")) or text(one.get("title")))) for one in tags)
    return {own: said for own, said in found if own and said}


def _byline(block: Shape, profiles: Mapping[str, str]) -> str | None:
    found = []
    for one in items(block.get("contributors"))[:50]:
        named: Any = fields(one).get("name") if isinstance(one, dict) else profiles.get(text(one))
        found.append(line_of(text(named)))
    return ", ".join(dict.fromkeys(filter(None, found))) or None


def _story_address(facts: Shape, base: str | None) -> str | None:
    for key in ("webURL", "webUrl", "canonicalUrl"):
        if found := http_address(text(facts.get(key)), _SITE):
            return urldefrag(found).url.partition("?")[0]
    page = text(facts.get("pageId")) or text(fields(facts.get("config")).get("pageId"))
    if page:
        return http_address(page, _SITE)
    return urldefrag(base).url.partition("?")[0] if base else None


def _title(facts: Shape) -> str:
    inside = fields(facts.get("fields"))
    said = (text(facts.get("headline")), text(facts.get("webTitle")), text(inside.get("headline")))
    return next((found for one in said if (found := line_of(one))), "")


def _standfirst(facts: Shape) -> str | None:
    said = text(facts.get("standfirst")) or text(fields(facts.get("fields")).get("standfirst"))
    return words_of(said) or None


def _is_live(facts: Shape) -> bool | None:
    """Whether the blog is still written, as its design says: the publisher changes it when the blog closes."""
    design = text(fields(facts.get("format")).get("design"))
    said = (facts.get("isLive"), facts.get("liveBloggingNow"), fields(facts.get("fields")).get("liveBloggingNow"))
    for one in said:
        if isinstance(one, bool) or text(one).casefold() in ("true", "false"):
            return flag(one)
    return _LIVE.get(design)


def _older(pages: Shape, url: str | None) -> tuple[str, ...]:
    """The next older page: the publisher writes its address relative to the story's."""
    found = http_address(text(pages.get("older")), url) if url else None
    return (urldefrag(found).url,) if found else ()
