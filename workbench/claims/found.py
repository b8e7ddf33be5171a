"""What detection finds: the shape of one considered sentence and of the post it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["body", "headline", "caption", "credit", "embed_title", "furniture"]
Band = Literal["claim", "maybe", "aside"]


@dataclass(frozen=True)
class EmbedWords:
    """The words of one embed, in the order of the post's embeds."""

    kind: str
    title: str | None = None
    author: str | None = None
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True)
class Block:
    """A run of the post's text with one role; `embed` is the index of the embed whose words it holds."""

    start: int
    end: int
    role: Role
    embed: int | None = None


@dataclass(frozen=True)
class Quantity:
    """A figure as worded: `low` and `high` bound it ("at least 44": low 44, high None); `unit` is what is counted."""

    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    text: str


@dataclass(frozen=True)
class Found:
    """One sentence that was considered. Offsets index the post's text; `why` holds plain-word reasons."""

    start: int
    end: int
    text: str
    role: Role
    band: Band
    checkworthy: float
    why: tuple[str, ...] = ()
    attribution: str | None = None
    credit: str | None = None
    hedges: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    places: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    language: str | None = None
    embed: int | None = None
