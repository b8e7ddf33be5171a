"""The one door of the intake: bytes in, a story out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

from workbench.intake import (
    aljazeera,
    amp_live_list,
    arena,
    article,
    bbc_data,
    bbc_page,
    feeds,
    guardian_data,
    guardian_page,
    liveblog24,
    microdata,
    normal_form,
    reach_page,
    repeated_siblings,
    schema_org,
    scribblelive_api,
    scribblelive_page,
    scribblelive_text,
    sourcefabric_api,
    sourcefabric_page,
    tickaroo,
    timed_headings,
    timed_text,
    wordpress_entries,
    wordpress_page,
)
from workbench.intake.document import Document, DocumentKind, Reader, opened
from workbench.intake.merging import Reading, merged
from workbench.intake.posts import CannotRead, ReadStory, TooManyPosts

LIMIT: Final = 20 * 2**20
SURE: Final = 0.8
"""Readers at least this sure of a document believe that it is a live blog: if none of them finds a post, that is
an error and no article."""

KNOWN: Final[tuple[Reader, ...]] = (
    normal_form,
    guardian_page,
    bbc_page,
    scribblelive_page,
    sourcefabric_page,
    wordpress_page,
    reach_page,
    amp_live_list,
    scribblelive_api,
    sourcefabric_api,
    wordpress_entries,
    arena,
    liveblog24,
    tickaroo,
    microdata,
    guardian_data,
    bbc_data,
    aljazeera,
    feeds,
    schema_org,
    scribblelive_text,
)
"""Readers of one format each. Those that are sure of a document read it together."""

GUESSING: Final[tuple[Reader, ...]] = (repeated_siblings, timed_headings, timed_text)
"""Readers of what no format marks: asked where no known one read the page's own elements; the first that can reads."""

READERS: Final[tuple[Reader, ...]] = (*KNOWN, *GUESSING, article)
"""Every reader there is. Among those that are equally sure of a document, the first one reads it."""

_NOBODY_READS: Final[dict[DocumentKind, str]] = {
    "json": "This is JSON, but none of the live blog formats that are known here.",
    "feed": "This is a feed, but no entry stands in it.",
    "xml": "This is XML, but no live blog.",
}


def read(
    content: bytes,
    *,
    declared_type: str | None = None,
    base_url: str | None = None,
    format: str | None = None,
    limit: int = LIMIT,
) -> ReadStory:
    """The live blog that `content` holds.

    `declared_type` is the Content-Type that came with it, `base_url` the address it came from (relative links
    are resolved against it), `format` the name of a reader to use instead of the surest, `limit` the most
    bytes read. Raises `CannotRead`, whose text is one sentence for a journalist.
    """
    if len(content) > limit:
        raise _too_large(limit)
    document = opened(content, declared_type, base_url)
    del content  # a large page is not kept twice while it is read
    story = _reader(format).read(document) if format is not None else _joined(document)
    standing = {post.id for post in story.posts}
    return replace(
        story,
        warnings=(*document.warnings, *story.warnings),
        # A document may say of one id that it is deleted and show it all the same: what it shows stands.
        removed=tuple(one for one in story.removed if one not in standing),
    )


def read_file(
    source: str | os.PathLike[str] | BinaryIO,
    *,
    declared_type: str | None = None,
    base_url: str | None = None,
    format: str | None = None,
    limit: int = LIMIT,
) -> ReadStory:
    """`read` for a path or a binary stream, of which never more than `limit` bytes and one are taken."""
    return read(
        _first_bytes(source, limit + 1), declared_type=declared_type, base_url=base_url, format=format, limit=limit
    )


def readers_for(document: Document) -> tuple[Reader, ...]:
    """The readers that claim the document, surest first."""
    return tuple(reader for reader, _ in _claims(READERS, document))


def _known(document: Document) -> list[tuple[Reader, float]]:
    """The claims of the known readers; once one is sure of the page's own elements, no other is asked about them."""
    claims: list[tuple[Reader, float]] = []
    for reader in KNOWN:
        if reader.source != "page" or not any(one.source == "page" and sure >= SURE for one, sure in claims):
            claims += _claims([reader], document)
    return sorted(claims, key=lambda claim: -claim[1])


def is_poorer(reader: str | None, than: str | None) -> bool:
    """Whether a reader of feeds or of data for search engines stands against one of the blog's own page or data."""
    sources = {one.name: one.source for one in READERS}
    return sources.get(reader or "") in ("feed", "linked_data") and sources.get(than or "") in ("api", "page")


def _claims(readers: Iterable[Reader], document: Document) -> list[tuple[Reader, float]]:
    claims = [(reader, reader.claims(document)) for reader in readers]
    return sorted(((reader, sure) for reader, sure in claims if sure > 0), key=lambda claim: -claim[1])


def _reader(format: str) -> Reader:
    for reader in READERS:
        if reader.name == format:
            return reader
    known = ", ".join(reader.name for reader in READERS)
    raise CannotRead(f"There is no format {format!r}; the formats are {known}.")


def _joined(document: Document) -> ReadStory:
    """What all readers that know the document made of it, joined; else what a guess makes of it; else an article."""
    known = _known(document)
    refusals: list[CannotRead] = []
    readings = _read([reader for reader, sure in known if sure >= SURE], document, refusals)
    if not readings:
        readings = _first([reader for reader, sure in known if sure < SURE], document, [])
    if not any(one.source in ("api", "page", "feed", "text") for one in readings):
        # Data for search engines is rarely the whole page: what the page shows is joined to it.
        readings += _first([reader for reader, _ in _claims(GUESSING, document)], document, [])
    if readings:
        return merged(readings)
    if refusals:
        # It says that it is a live blog: to read it as an article would hide that its posts are missing.
        raise refusals[0]
    if not article.claims(document):
        raise CannotRead(_NOBODY_READS.get(document.kind, "This is no live blog."))
    return article.read(document)


def _read(readers: Iterable[Reader], document: Document, refusals: list[CannotRead]) -> list[Reading]:
    """What each of the readers made of the document; why one could not goes to `refusals`."""
    readings = []
    for reader in readers:
        try:
            readings.append(Reading(reader.source, reader.read(document)))
        except TooManyPosts:
            raise
        except CannotRead as problem:
            refusals.append(problem)
    return readings


def _first(readers: Iterable[Reader], document: Document, refusals: list[CannotRead]) -> list[Reading]:
    """What the first of the readers that can read the document makes of it."""
    for reader in readers:
        if readings := _read([reader], document, refusals):
            return readings
    return []


def _first_bytes(source: str | os.PathLike[str] | BinaryIO, most: int) -> bytes:
    if not isinstance(source, str | os.PathLike):
        return _from_stream(source, most)
    try:
        with Path(source).open("rb") as stream:
            return _from_stream(stream, most)
    except (OSError, ValueError) as problem:  # ValueError: a NUL in the name
        reason = getattr(problem, "strerror", None) or "the name is no file name"
        raise CannotRead(f"{os.fspath(source)} cannot be opened: {reason}.") from problem


def _from_stream(stream: BinaryIO, most: int) -> bytes:
    """At most `most` bytes; asks again where a pipe hands out less than it was asked for."""
    parts: list[bytes] = []
    while most > 0 and (part := stream.read(most)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _too_large(limit: int) -> CannotRead:
    size = f"{limit / 2**20:g} MB" if limit >= 2**20 else f"{limit} bytes"
    return CannotRead(f"The document is larger than {size}, the most that is read.")
