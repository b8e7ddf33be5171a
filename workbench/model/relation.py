"""What two claims are to each other: marked by a person, never by a rule."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from workbench.model.columns import UtcDateTime, now, one_of
from workbench.model.item import Item, ItemKind
from workbench.model.refusal import RuleBroken


class RelationWord(StrEnum):
    """`unrelated` says that what the rules suggested is wrong: the pair is not suggested again."""

    REPEATS = "repeats"
    CONTRADICTS = "contradicts"
    SUPERSEDES = "supersedes"
    DIFFERENT_SCOPE = "different_scope"
    UNRELATED = "unrelated"


SUPERSEDED_BY = "superseded_by"
"""`supersedes`, read from the earlier claim's end; never stored."""


class Relation(SQLModel, table=True):
    """One pair of claims, each pair once (`low_item_id` < `high_item_id`), as a person last marked it.

    `later_item_id` is the one that supersedes the other; None for every other word. The ledger keeps what it was
    before. The claims may stand in two stories.
    """

    __tablename__ = "relation"
    __table_args__ = (
        UniqueConstraint("low_item_id", "high_item_id", name="relation_pair_marked_once"),
        one_of("relation", RelationWord, "relation_word_known"),
        CheckConstraint("low_item_id < high_item_id", name="relation_pair_in_order"),
        CheckConstraint("(relation = 'supersedes') = (later_item_id IS NOT NULL)", name="relation_later_if_supersedes"),
    )

    id: int | None = Field(default=None, primary_key=True)
    low_item_id: int = Field(foreign_key="item.id", index=True)
    high_item_id: int = Field(foreign_key="item.id", index=True)
    relation: str = Field(max_length=20)
    later_item_id: int | None = Field(default=None, foreign_key="item.id")
    note: str = ""
    by_id: int = Field(foreign_key="person.id")
    at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


def require_pair_of_claims(item: Item, other: Item) -> None:
    """Refuse a pair that is no pair of claims."""
    if item.id == other.id:
        raise RuleBroken(f"{item.ref} can't be related to itself.")
    for one in (item, other):
        if one.kind != ItemKind.CLAIM:
            raise RuleBroken(f"{one.ref} is a {one.kind}: only claims are related to each other.")
