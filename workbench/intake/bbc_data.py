"""Reads the BBC's own data of a live page: the payloads of its older pages, and the text stream of today's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from workbench.intake import bbc_blocks, bbc_nodes
from workbench.intake.document import Document, refuse_too_many
from workbench.intake.drafts import Draft, posts_from
from workbench.intake.json_shapes import Shape, count, language, page_around, said, shapes
from workbench.intake.json_text import parsed
from workbench.intake.json_values import fields, items, text
from workbench.intake.media_markup import element, escaped, line_of, quotes_in
from workbench.intake.page_facts import attribute
from workbench.intake.posts import UNTITLED, CannotRead, ReadStory
from workbench.intake.times import time_of
from workbench.intake.web_address import http_address

name: Final = "bbc_data"
source: Final = "api"

_MARKS: Final = ("assetId", "liveTextStream", '"asset:', "urn:asset:", '\\"asset:')
_SETTING: Final = ".setPayload("
_PAYLOAD = re.compile(r"\.setPayload\(\s*(['\"])[^'\"]{0,500}commentary-data-paged[^'\"]{0,500}\1\s*,\s*\{")
_BODY = re.compile(r"[\"']?\bbody[\"']?\s*:\s*(?=[\"{])")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_PAGE = re.compile(r"(?:/page/\d{1,4})?/?(?:[?#].*)?$")
_LOOKED_AT: Final = 20
_MOST_PAYLOADS: Final = 20


@dataclass(frozen=True)
class _Stream:
    """One page of a blog's posts. `facts` are the blog's own; `older` is the format of the pages until about 2022."""

    results: Sequence[Shape]
    older: bool
    answer: Shape
    facts: Shape


def claims(document: Document) -> float:
    """Sure of data that holds posts of a live page."""
    return 0.95 if _streams(document) else 0.0


def read(document: Document) -> ReadStory:
    """The posts in the order of the data; nothing but posts. Raises `CannotRead` where there are none."""
    document.require(name, "json", "html")
    streams = _streams(document)
    if not streams:
        raise CannotRead("This holds no posts of a BBC live page.")
    stream = max(streams, key=lambda one: len(one.results))
    results = _each_once([one for one in stream.results if text(one.get("type")) in ("POST", "")])
    if not results:
        raise CannotRead("The data says that it is a BBC live page, but it holds no posts.")
    refuse_too_many(len(results))
    url = _story_address(document)
    drafts = [_older(one, url) if stream.older else _current(one, url) for one in results]
    warnings: list[str] = []
    posts = posts_from(drafts, name, url or document.base_url, warnings)
    facts = stream.facts or next(iter(shapes(document, ("startDateTime",), _is_header)), {})
    page, pages = _pages(stream)
    return ReadStory(
        title=line_of(text(facts.get("title"))) or page_around(document).title or UNTITLED,
        reader=name,
        posts=posts,
        url=url,
        language=language(facts.get("language"))
        or language(results[0].get("language"))
        or page_around(document).language,
        warnings=tuple(dict.fromkeys(warnings)),
        standfirst=_standfirst(facts),
        is_live=_is_live(facts),
        coverage_start=_at(facts.get("startDateTime")),
        coverage_end=_at(facts.get("endDateTime")),
        pages_total=pages,
        next_pages=_further(url, page, pages, stream.older),
    )


def _streams(document: Document) -> list[_Stream]:
    found = [_stream(one) for one in shapes(document, _MARKS, _is_wrapped)]
    if document.kind in ("json", "html") and not any(one.results for one in found) and _SETTING in document.text:
        found += [_stream(one) for one in _payloads(document.text) if _is_wrapped(one)]
    return [one for one in found if one.results or one.facts]


def _is_wrapped(value: Shape) -> bool:
    packed = value.get("body")
    return _is_answer(value) or bool(_of_stream(value)) or (isinstance(packed, str) and '"assetId"' in packed)


def _is_answer(value: Shape) -> bool:
    return any(_is_older(fields(one)) or _is_current(fields(one)) for one in items(value.get("results"))[:_LOOKED_AT])


def _is_older(post: Shape) -> bool:
    return isinstance(post.get("assetId"), str) and isinstance(post.get("body"), list)


def _is_current(post: Shape) -> bool:
    return "asset:" in text(post.get("urn")) and any("model" in fields(post.get(key)) for key in ("content", "header"))


def _of_stream(value: Shape) -> Shape:
    """The answer that a page's text stream holds."""
    answer = fields(fields(fields(value.get("liveTextStream")).get("content")).get("data"))
    return answer if isinstance(answer.get("results"), list) else {}


def _stream(value: Shape) -> _Stream:
    if inside := _of_stream(value):
        return _Stream([fields(one) for one in items(inside.get("results"))], older=False, answer=inside, facts=value)
    answer = value if _is_answer(value) else _unpacked(value.get("body"))
    results = [fields(one) for one in items(answer.get("results")) if fields(one)]
    return _Stream(results, any(map(_is_older, results[:_LOOKED_AT])), answer, {})


def _unpacked(body: Any) -> Shape:
    """A payload's body, which some pages keep as a text that holds JSON."""
    try:
        return fields(parsed(body) if isinstance(body, str) else body)
    except CannotRead:
        return {}


def _payloads(page: str) -> Iterator[Shape]:
    """Payloads that are no JSON as they stand, since their keys are not quoted: the value of `body` is read alone."""
    decoder = json.JSONDecoder(strict=False)
    for place, found in enumerate(_PAYLOAD.finditer(page)):
        body = _BODY.search(page, found.end(), found.end() + 3000)
        if body is None or place >= _MOST_PAYLOADS:
            continue
        try:
            value, _ = decoder.raw_decode(page, body.end())
        except (ValueError, RecursionError):
            continue
        yield _unpacked(value)


def _each_once(results: Sequence[Shape]) -> list[Shape]:
    kept: dict[str, Shape] = {}
    for place, one in enumerate(results):
        kept.setdefault(text(one.get("assetId")) or text(one.get("urn")) or f"without id {place}", one)
    return list(kept.values())


def _older(post: Shape, url: str | None) -> Draft:
    own = text(post.get("assetId"))
    body = bbc_nodes.markup_of(post.get("body"))
    return Draft(
        body=body,
        native_id=own,
        headline=line_of(text(post.get("title"))),
        posted=time_of(post.get("firstPublished")) or time_of(post.get("dateAdded")),
        updated=time_of(post.get("lastUpdated")) or time_of(post.get("lastPublished")),
        author=line_of(text(fields(post.get("contributor")).get("name"))) or None,
        permalink=f"{url}#post_{own}" if url and own else None,
        quotes=tuple(quotes_in(body)),
    )


def _current(post: Shape, url: str | None) -> Draft:
    urn = text(post.get("urn"))
    found = _UUID.search(urn)
    own = found[0] if found else urn
    heads = bbc_blocks.blocks_of(post.get("header"))
    dates = fields(post.get("dates"))
    body = element("h3", escaped(_head(heads, "subheadline"))) + bbc_blocks.markup_of(post.get("content"))
    named = (fields(one.get("model")) for one in heads if one.get("type") == "contributor")
    return Draft(
        body=body,
        native_id=own,
        headline=_head(heads, "headline")
        or line_of(text(fields(next(iter(items(post.get("titles"))), None)).get("title"))),
        posted=time_of(dates.get("firstPublished")) or time_of(dates.get("curated")),
        updated=time_of(dates.get("lastPublished")),
        author=", ".join(dict.fromkeys(filter(None, (line_of(text(one.get("name"))) for one in named)))) or None,
        permalink=f"{url}?post=asset%3A{own}#post" if url and found else None,
        quotes=tuple(quotes_in(body)),
    )


def _head(heads: Sequence[Shape], kind: str) -> str:
    return next((said for one in heads if one.get("type") == kind and (said := bbc_blocks.words_in(one))), "")


def _is_header(value: Shape) -> bool:
    """The heading of an older page: its title, and when its coverage began."""
    return isinstance(value.get("title"), str) and isinstance(value.get("startDateTime"), str)


def _standfirst(facts: Shape) -> str | None:
    said = line_of(text(facts.get("description")) or text(facts.get("summary")))
    points = bbc_blocks.words_in(fields(facts.get("summaryPoints")).get("content"))
    return "\n\n".join(filter(None, (said, points))) or None


def _is_live(facts: Shape) -> bool | None:
    status = text(facts.get("status")).casefold()
    return said(facts.get("isLive")) if "isLive" in facts else status == "live" if status else None


def _at(value: Any) -> str | None:
    moment = time_of(value)
    return moment.at if moment else None


def _story_address(document: Document) -> str | None:
    """The blog's own address, without the number of the page."""
    try:
        named = attribute(document, "link[rel=canonical]", "href") if document.kind == "html" else ""
    except CannotRead:
        named = ""
    found = http_address(named, document.base_url) or document.base_url
    return _PAGE.sub("", found) if found and "/live/" in found else None


def _pages(stream: _Stream) -> tuple[int | None, int | None]:
    page = fields(stream.answer.get("page"))
    if stream.older:
        return count(stream.answer.get("currentPage")), count(stream.answer.get("numberOfPages"))
    return count(page.get("index")), count(page.get("total"))


def _further(url: str | None, page: int | None, pages: int | None, older: bool) -> tuple[str, ...]:
    """The pages behind this one: both generations of the site number them."""
    if not url or page is None or pages is None or pages > 1000:
        return ()
    return tuple(f"{url}/page/{one}" if older else f"{url}?page={one}" for one in range(page + 1, pages + 1))
