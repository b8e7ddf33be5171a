"""Claims as comparing reads them: an item with its post's headline, time and the places that the rules read in it."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from sqlmodel import Session, col, select

from workbench.claims.found import Quantity
from workbench.claims.statement import Statement
from workbench.model.columns import known_id
from workbench.model.item import Item, ItemKind, WorkState
from workbench.model.story import Post, PostVersion, Story

LONGEST_OPENING = 160
"""So many characters of a post say what its later claims are about."""


def statements(session: Session, story: Story) -> list[Statement]:
    """The claims of a story that are neither dismissed nor set aside, in the order of its posts."""
    rows = session.exec(
        select(Item, Post, PostVersion)
        .where(
            Item.story_id == story.id,
            Item.kind == ItemKind.CLAIM,
            Item.work_state != WorkState.DROPPED,
            col(Item.band).is_distinct_from("aside"),
            Item.post_id == Post.id,
            Item.post_version_id == PostVersion.id,
        )
        .order_by(col(Post.position), col(Item.start_at), col(Item.id))
    )
    return [statement_of(item, post, version) for item, post, version in rows]


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
        places=_texts(item, version, "place"),
        dates=_texts(item, version, "date"),
        quantities=tuple(_quantity(one) for one in item.quantities),
        language=item.language,
    )


def _texts(item: Item, version: PostVersion, kind: str) -> tuple[str, ...]:
    spans = (span for span in item.spans if span["kind"] == kind)
    return tuple(dict.fromkeys(version.text[span["start"] : span["end"]] for span in spans))


_FIELDS: Sequence[str] = tuple(field.name for field in fields(Quantity))


def _quantity(stored: dict[str, object]) -> Quantity:
    return Quantity(**{name: stored.get(name) for name in _FIELDS})  # type: ignore[arg-type]
