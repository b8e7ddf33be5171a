"""Stories, their posts, and every version of a post's words that was read."""

import re
import unicodedata
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from workbench.model.columns import UtcDateTime, now, one_of


class Story(SQLModel, table=True):
    """One live blog that is being verified.

    `url` is the blog's own address, `address` the one that it was fetched from. `missing` says what the blog
    announces and was not read; `is_live` what it says of itself, if it does. `looked_at` is when somebody
    last asked for it, `read_at` when it last had something to read.
    """

    __tablename__ = "story"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True, max_length=80)
    title: str = Field(max_length=500)
    url: str | None = Field(default=None, max_length=2000)
    language: str | None = Field(default=None, max_length=35)
    timezone: str | None = Field(default=None, max_length=64)
    reader: str = Field(max_length=80)
    ref_prefix: str = Field(max_length=3)
    items_numbered: int = 0
    warnings: list[str] = Field(default_factory=list, sa_type=JSON)
    corrections: list[str] = Field(default_factory=list, sa_type=JSON)
    source_sha256: str = Field(max_length=64)
    created_by_id: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    read_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    address: str | None = Field(default=None, max_length=2000, index=True)
    missing: str | None = None
    is_live: bool | None = None
    looked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    standfirst: str | None = None


class How(StrEnum):
    """How the desk came by the bytes of a story."""

    FETCHED = "fetched"
    UPLOADED = "uploaded"
    PASTED = "pasted"
    FROM_FILE = "read from a file"


class StoryCapture(SQLModel, table=True):
    """The bytes of one page or file of a story as they came, written once. A fetched one has an address.

    `headers` are the answer's as [name, value] pairs in order, `redirects` the way to it. The bytes stand in
    the evidence store under their SHA-256.
    """

    __tablename__ = "story_capture"
    __table_args__ = (one_of("how", How, "story_capture_how_known"),)

    id: int | None = Field(default=None, primary_key=True)
    story_id: int = Field(foreign_key="story.id", index=True)
    how: str = Field(max_length=20)
    name: str | None = Field(default=None, max_length=300)
    address: str | None = Field(default=None, max_length=2000)
    final_address: str | None = Field(default=None, max_length=2000)
    sha256: str = Field(max_length=64, index=True)
    size: int
    media_type: str | None = Field(default=None, max_length=300)
    status: int | None = None
    headers: list[list[str]] = Field(default_factory=list, sa_type=JSON)
    redirects: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    tool: str | None = Field(default=None, max_length=200)
    captured_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class Post(SQLModel, table=True):
    """One entry of a live blog: what stays the same when its words are edited.

    `position` counts the standing posts before it. `updated_at` is when the blog last said that it changed the
    post (ISO 8601 with offset), whether or not anything was found changed.
    """

    __tablename__ = "post"
    __table_args__ = (UniqueConstraint("story_id", "native_id", name="post_known_once"),)

    id: int | None = Field(default=None, primary_key=True)
    story_id: int = Field(foreign_key="story.id", index=True)
    native_id: str = Field(max_length=500)
    position: int
    kind: str = Field(default="post", max_length=20)
    permalink: str | None = Field(default=None, max_length=2000)
    version_number: int = 1
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    updated_at: str | None = Field(default=None, max_length=40)
    pinned: bool = False


class PostVersion(SQLModel, table=True):
    """The words of a post as read once. A later edit adds a version; an item keeps citing its own.

    `html` was cleaned once, by the sanitiser of that name and version.
    `posted_at` and `updated_at` are ISO 8601 with the offset that the blog gave, or None; `precision` says how
    exact `posted_at` is: second, minute, day, or none where nothing is known of that. `posted_raw` is the time as
    the document has it, `zone_source` where its zone came from; raw without `posted_at` is a time that names too
    little for an instant. `found_in` names for each field the reader that it came from.
    """

    __tablename__ = "post_version"
    __table_args__ = (UniqueConstraint("post_id", "number", name="post_version_numbered_once"),)

    id: int | None = Field(default=None, primary_key=True)
    post_id: int = Field(foreign_key="post.id", index=True)
    number: int = 1
    headline: str | None = None
    text: str
    html: str
    sanitiser: str = Field(default="", max_length=60)
    author: str | None = None
    posted_at: str | None = Field(default=None, max_length=40)
    precision: str = Field(default="none", max_length=10)
    posted_raw: str | None = Field(default=None, max_length=100)
    zone_source: str = Field(default="none", max_length=10)
    found_in: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    updated_at: str | None = Field(default=None, max_length=40)
    credits: list[str] = Field(default_factory=list, sa_type=JSON)
    embeds: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    read_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


def slug_for(title: str, taken: set[str]) -> str:
    """A short address made of the title's words, free among `taken`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    base = "-".join(words)[:60].strip("-") or "story"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def ref_prefix_for(title: str) -> str:
    """Three capital letters from the title: "Iraq Blog" gives IRQ (first letter, then consonants)."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().upper()
    letters = re.sub(r"[^A-Z]", "", plain)
    if not letters:
        return "STO"
    consonants = [letter for letter in letters[1:] if letter not in "AEIOUY"]
    squeezed = [a for a, b in zip(consonants, ["", *consonants], strict=False) if a != b]
    return (letters[0] + "".join(squeezed) + letters[1:] + "XX")[:3]
