"""Reads the extracted text of a ScribbleLive page: bulleted posts without times, ids and addresses.

In such a text a bullet opens a post, a blank line parts paragraphs, an embed is left as its title and
`by X via YouTube`, a picture as its caption and `[Agency]`, a gallery as captions and `1 of 3`. Times and ids
are gone, and so are most addresses: none is ever invented here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from workbench.intake.bullets import CERTAIN, Listing
from workbench.intake.document import Document, refuse_too_many
from workbench.intake.embed_addresses import embed_at
from workbench.intake.identity import content_ids
from workbench.intake.line_roles import Line, roles
from workbench.intake.posts import CannotRead, ReadEmbed, ReadPost, ReadStory
from workbench.intake.sanitising import from_text

name: Final = "scribblelive_text"
source: Final = "text"

UNTITLED: Final = "Untitled live blog"
_PARTS_OF_TITLE = (" - ", " – ", " — ", " | ")
_LONGEST_TITLE = 300


def claims(document: Document) -> float:
    """Sure with the platform's footer, fairly sure of several bullets, less of dashes and single bullets."""
    found = document.listing
    if found is None:
        return 0.0
    if found.has_footer:
        return 0.95
    if len(found.entries) == 1:
        return 0.5 if found.bullet in CERTAIN else 0.0
    return 0.8 if found.bullet in CERTAIN else 0.6


def read(document: Document) -> ReadStory:
    """One post a bullet, in document order. Raises `CannotRead` for a text without bullets."""
    document.require(name, "text")
    found = document.listing
    if found is None:
        raise CannotRead("The text has no bullets, so no posts can be told apart.")
    refuse_too_many(len(found.entries))
    title, standfirst = _title(found)
    bodies = [_paragraphs(entry) for entry in found.entries]
    ids = content_ids(_text(body) for body in bodies)
    lines = [roles(body) for body in bodies]
    posts = tuple(_post(place, one, ids[place], lines[place]) for place, one in enumerate(bodies))
    warnings = (*_missing_words(title), *_lost(posts), *_short_galleries(lines))
    return ReadStory(title or UNTITLED, name, posts, url=document.base_url, warnings=warnings, standfirst=standfirst)


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    return [list(group) for blank, group in groupby(lines, key=lambda line: not line.strip()) if not blank]


def _text(paragraphs: Sequence[Sequence[str]]) -> str:
    return "\n\n".join("\n".join(paragraph) for paragraph in paragraphs)


def _post(position: int, paragraphs: Sequence[Sequence[str]], id: str, lines: Sequence[Line]) -> ReadPost:
    text = _text(paragraphs)
    credits = [line.credit for line in lines if line.credit and line.role not in ("caption", "embed_title")]
    return ReadPost(
        id=id,
        position=position,
        text=text,
        html=from_text(text),
        headline=next((line.words for line in lines if line.role == "headline"), None),
        author=next((line.author for line in lines if line.author), None),
        credits=tuple(dict.fromkeys(credits)),
        embeds=_embeds(lines),
    )


def _embeds(lines: Sequence[Line]) -> tuple[ReadEmbed, ...]:
    """Pictures by their captions, the rest by its `by` line or a bare address, in reading order."""
    embeds: list[ReadEmbed] = []
    title: list[str] = []
    for line in lines:
        if line.role == "caption":
            picture = ReadEmbed("photo", caption=line.words, credit=line.credit, lost=True, gallery=line.gallery)
            embeds.append(picture)
        elif line.uploaded:
            by = line.uploaded
            words = " ".join(title) or None
            embeds.append(ReadEmbed(by.kind, platform=by.platform, title=words, author=by.author, lost=True))
        elif line.role == "body" and (named := embed_at(line.words)):
            embeds.append(named)
        title = [*title, line.text.strip()] if line.role == "embed_title" else []
    return tuple(embeds)


def _title(found: Listing) -> tuple[str | None, str | None]:
    """Title and standfirst from the lines above the first bullet.

    They open with the page's title (`Title - Section - Publisher`), the title again, then the standfirst.
    Where only the page's title stands, its first part is the title.
    """
    header = [line.strip() for line in found.header if line.strip()]
    if not header:
        return None, None
    page = header[0][:_LONGEST_TITLE]
    if len(header) > 1 and header[1] != page and _names(page, header[1]):
        return header[1], " ".join(header[2:]) or None
    rest = header[2:] if len(header) > 1 and header[1] == page else header[1:]
    for mark in _PARTS_OF_TITLE:
        if page.count(mark) > 1:
            page = page.split(mark)[0].strip() or page
    return page, " ".join(rest) or None


def _names(page: str, title: str) -> bool:
    """Whether `title` is one of the parts of the page's title."""
    return any(title in page.split(mark) or page.startswith(title + mark) for mark in _PARTS_OF_TITLE)


def _missing_words(title: str | None) -> list[str]:
    warnings = ["No post carries a time: the text gives none that names its zone."]
    if title is None:
        warnings.append("The text names no title.")
    return warnings


def _lost(posts: Sequence[ReadPost]) -> list[str]:
    lost = [embed for post in posts for embed in post.embeds if embed.lost]
    pictures = sum(embed.kind == "photo" and embed.platform is None for embed in lost)
    if not lost:
        return []
    return [
        f"The text has lost the addresses of {pictures} pictures and {len(lost) - pictures} other embeds: "
        "they are known by their words only."
    ]


def _short_galleries(lines: Sequence[Sequence[Line]]) -> list[str]:
    warnings = []
    for position, post in enumerate(lines):
        announced = sum(line.announced for line in post)
        present = sum(line.gallery is not None for line in post)
        if announced > present:
            warnings.append(f"Post {position + 1} announces {announced} pictures, and {present} are in the text.")
    return warnings
