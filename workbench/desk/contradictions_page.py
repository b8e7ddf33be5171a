"""What the board of contradictions shows: pairs that the rules suggest, and pairs that a person has marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from workbench.claims.contradictions import Conflict, ConflictKind, can_conflict, conflicts
from workbench.claims.statement import Statement
from workbench.desk.item_record import names_in_use
from workbench.desk.relations import marked_pairs
from workbench.desk.statements import AmongOthers, Told, by_id, statements, statements_among, told_in
from workbench.model.columns import known_id
from workbench.model.item import Item, WorkState
from workbench.model.relation import Relation, RelationWord
from workbench.model.story import Story
from workbench.model.verdict import VerdictWord

MOST_SHOWN = 200
"""So many pairs of one list are shown; the page says how many there are."""


@dataclass(frozen=True)
class Side:
    """One claim of a pair; `figure` is the one that is set against the other's, as worded."""

    ref: str
    words: str
    before: str
    figure: str
    behind: str
    attribution: str | None
    implied: bool
    credit: str | None
    posted_at: str | None
    post_id: int
    position: int
    verdict: str | None


@dataclass(frozen=True)
class Pair:
    """Two claims side by side: suggested (`kind`, `why`) or marked (`relation`, by whom, when)."""

    first: Side
    second: Side
    kind: str | None = None
    why: tuple[str, ...] = ()
    relation: str | None = None
    later_ref: str | None = None
    note: str = ""
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class BoardPage:
    """`open` are suggestions that nobody has judged, `quiet` those that differ and are compatible as worded."""

    slug: str
    title: str
    open: tuple[Pair, ...]
    quiet: tuple[Pair, ...]
    marked: tuple[Pair, ...]
    open_count: int
    quiet_count: int


def contradictions_page(session: Session, story: Story) -> BoardPage:
    """The board of one story, read afresh."""
    listed = told_in(session, story)
    rows, marks = by_id(listed), marked_pairs(session, story)
    suggested = _unjudged(statements_among(listed), marks)
    loud = [one for one in suggested if one.kind is not ConflictKind.DIFFERS]
    quiet = [one for one in suggested if one.kind is ConflictKind.DIFFERS]
    people = names_in_use(session).people
    return BoardPage(
        slug=story.slug,
        title=story.title,
        open=tuple(_suggested(rows, one) for one in loud[:MOST_SHOWN]),
        quiet=tuple(_suggested(rows, one) for one in quiet[:MOST_SHOWN]),
        marked=tuple(
            _marked(rows, relation, people)
            for relation in marks.values()
            if relation.low_item_id in rows and relation.high_item_id in rows
        ),
        open_count=len(loud),
        quiet_count=len(quiet),
    )


def open_contradictions(session: Session, story: Story) -> int:
    """How many pairs the rules suggest that nobody has judged, those aside that are compatible as worded."""
    suggested = _unjudged(statements(session, story), marked_pairs(session, story))
    return sum(one.kind is not ConflictKind.DIFFERS for one in suggested)


def _unjudged(listed: Sequence[Statement], marks: Mapping[tuple[int, int], Relation]) -> list[Conflict]:
    """What the rules suggest of these claims, without the pairs that a person has marked."""
    return [one for one in conflicts(listed) if _key(one) not in marks]


@dataclass(frozen=True)
class Dispute:
    """A claim that another one contradicts. `marked` by a person, or only suggested by the rules."""

    ref: str
    words: str
    why: str
    marked: bool


def disputes(session: Session, claim: AmongOthers) -> tuple[Dispute, ...]:
    """What contradicts a claim and is not resolved: the other neither dismissed nor found false, no word of a person
    against the pair."""
    key, marks = claim.own.key, claim.marks
    said = {
        low + high - key: relation.note or "marked as contradicting"
        for (low, high), relation in marks.items()
        if key in (low, high) and relation.relation == RelationWord.CONTRADICTS
    }
    told = conflicts(claim.listed, about=key) if can_conflict(claim.own) else []
    suggested = {
        (one.second if one.first.key == key else one.first).key: one.why[0]
        for one in told
        if _key(one) not in marks and one.kind in (ConflictKind.CONFLICT, ConflictKind.CULPRIT, ConflictKind.HOLDER)
    }
    others = {
        known_id(other.id): other
        for other in session.exec(select(Item).where(col(Item.id).in_([*said, *suggested])))
        if other.work_state != WorkState.DROPPED and other.verdict != VerdictWord.FALSE
    }
    return tuple(
        Dispute(others[other].ref, others[other].words, why, marked)
        for found, marked in ((said, True), (suggested, False))
        for other, why in found.items()
        if other in others
    )


def _key(one: Conflict) -> tuple[int, int]:
    low, high = sorted((one.first.key, one.second.key))
    return low, high


def _suggested(rows: Mapping[int, Told], one: Conflict) -> Pair:
    texts = ["", ""]
    if one.figures:
        texts = [
            side.quantities[number].text for side, number in zip((one.first, one.second), one.figures, strict=True)
        ]
    first, second = (_side(rows[side.key], text) for side, text in zip((one.first, one.second), texts, strict=True))
    return Pair(first, second, kind=one.kind.value, why=one.why)


def _marked(rows: Mapping[int, Told], relation: Relation, people: Mapping[int | None, str]) -> Pair:
    sides = sorted((rows[relation.low_item_id], rows[relation.high_item_id]), key=lambda row: row[1].position)
    later = rows[relation.later_item_id][0].ref if relation.later_item_id else None
    pair = Pair(_side(sides[0], ""), _side(sides[1], ""), relation=relation.relation, later_ref=later)
    return replace(pair, note=relation.note, by=people[relation.by_id], at=relation.at)


def _side(row: Told, figure: str) -> Side:
    item, post, version = row
    before, found, behind = item.words.partition(figure) if figure else (item.words, "", "")
    return Side(
        ref=item.ref,
        words=item.words,
        before=before,
        figure=found,
        behind=behind,
        attribution=item.attribution,
        implied=item.implied,
        credit=item.credit,
        posted_at=version.posted_at,
        post_id=post.id or 0,
        position=post.position,
        verdict=item.verdict,
    )
