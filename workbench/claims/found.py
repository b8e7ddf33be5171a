"""What detection finds: the shape of one considered sentence and of the post it stands in."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

Role = Literal["body", "headline", "caption", "credit", "embed_title", "furniture"]
Band = Literal["claim", "maybe", "aside"]
Scope = Literal["sentence", "post", "caption", "embed"]
"""What a speaker or a credit holds for: the words beside it, the whole post, a caption, an embed's own words."""

SpanKind = Literal["speaker", "cue", "told", "credit", "hedge", "figure", "place", "date"]


@dataclass(frozen=True)
class EmbedWords:
    """The words of one embed, in the order of the post's embeds."""

    kind: str
    title: str | None = None
    author: str | None = None
    caption: str | None = None
    credit: str | None = None


class Block(NamedTuple):
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


class Marked(NamedTuple):
    """Words of the post's text, start..end, that a rule of that name read as something of that kind."""

    kind: SpanKind
    start: int
    end: int
    rule: str


class Reason(NamedTuple):
    """Why a sentence is listed or set aside: its name in the weights file, what it adds, the words a person sees.

    `at` are the spans of the post's text that it comes from; empty where it comes from no words of their own.
    """

    name: str
    weight: float
    why: str
    at: tuple[tuple[int, int], ...] = ()


class Found(NamedTuple):
    """One sentence that was considered. Offsets index the post's text.

    `attribution` says it, `told` is whom they told, `credit` the wire or outlet that carried it. An `implied`
    speaker is told from other sentences and is a suggestion. A headline that says nothing but what a sentence of its
    body says has that sentence's start in `same_as`: the two are one claim.
    """

    start: int
    end: int
    text: str
    role: Role
    band: Band
    checkworthy: float
    reasons: tuple[Reason, ...] = ()
    attribution: str | None = None
    attribution_scope: Scope | None = None
    implied: bool = False
    told: str | None = None
    credit: str | None = None
    credit_scope: Scope | None = None
    hedges: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    places: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    language: str | None = None
    embed: int | None = None
    same_as: int | None = None
    spans: tuple[Marked, ...] = ()

    @property
    def why(self) -> tuple[str, ...]:
        """The reasons in plain words."""
        return tuple(reason.why for reason in self.reasons)

    def as_dict(self) -> dict[str, Any]:
        """All of it by name, what it is made of too."""
        return self._asdict() | {
            "reasons": [reason._asdict() for reason in self.reasons],
            "quantities": [asdict(quantity) for quantity in self.quantities],
            "spans": [span._asdict() for span in self.spans],
        }
