"""Claims as comparing reads them: an item with its post's headline, time and the places that the rules read in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from workbench.claims.found import Quantity
from workbench.claims.statement import Statement
from workbench.desk.relations import marked_pairs
from workbench.model.columns import known_id
from workbench.model.item import Item, ItemKind, WorkState
from workbench.model.relation import Relation
from workbench.model.story import Post, PostVersion, Story

_FIELDS = tuple(field.name for field in fields(Quantity))

LONGEST_OPENING = 160
"""So many characters of a post say what its later claims are about."""


Told = tuple[Item, Post, PostVersion]
"""An item, its post, and the version of the post that it cites."""


def told(session: Session, which: ColumnElement[bool]) -> list[Told]:
    """The items that a condition names, each with its post and version, in the order of their posts."""
    rows = session.exec(
        select(Item, Post, PostVersion)
        .where(which, Item.post_id == Post.id, Item.post_version_id == PostVersion.id)
        .order_by(col(Post.position), col(Item.start_at), col(Item.id))
    )
    return [(item, post, version) for item, post, version in rows]


def told_in(session: Session, story: Story) -> list[Told]:
    """Every item of a story."""
    return told(session, col(Item.story_id) == story.id)


def by_id(rows: Iterable[Told]) -> dict[int, Told]:
    return {known_id(row[0].id): row for row in rows}


def statements(session: Session, story: Story) -> list[Statement]:
    """The claims of a story that are compared, in the order of its posts."""
    return statements_among(told_in(session, story))


def statements_among(rows: Iterable[Told]) -> list[Statement]:
    """What is compared: claims that are neither dismissed nor set aside."""
    return [statement_of(*row) for row in rows if _is_compared(row[0])]


def _is_compared(item: Item) -> bool:
    return item.kind == ItemKind.CLAIM and item.work_state != WorkState.DROPPED and item.band != "aside"


@dataclass(frozen=True)
class AmongOthers:
    """One claim, the claims of its story, and what persons marked of their pairs: read once for all that is asked."""

    item: Item
    own: Statement
    listed: Sequence[Statement]
    marks: Mapping[tuple[int, int], Relation]


def among_others(session: Session, story: Story, item: Item) -> AmongOthers:
    """The claim with what it is compared with."""
    own = statement_of(item, session.get_one(Post, item.post_id), session.get_one(PostVersion, item.post_version_id))
    return AmongOthers(item, own, statements(session, story), marked_pairs(session, story))


def statement_of(item: Item, post: Post, version: PostVersion) -> Statement:
    """The item with its surroundings."""
    return Statement(
        key=known_id(item.id),
        words=item.words,
        post=post.position,
        start=item.start_at or 0,
        headline=version.headline,
        opening=version.text[:LONGEST_OPENING],
        posted_at=datetime.fromisoformat(version.posted_at) if version.posted_at else None,
        speaker=item.attribution,
        credit=item.credit,
        places=_texts(item, "place"),
        dates=_texts(item, "date"),
        quantities=tuple(_quantity(one) for one in item.quantities),
        language=item.language,
    )


def _texts(item: Item, kind: str) -> tuple[str, ...]:
    spans = (span for span in item.spans if span["kind"] == kind)
    return tuple(dict.fromkeys(item.words[span["start"] : span["end"]] for span in spans))


def _quantity(stored: dict[str, Any]) -> Quantity:
    known: dict[str, Any] = {name: stored.get(name) for name in _FIELDS}
    return Quantity(**known)
