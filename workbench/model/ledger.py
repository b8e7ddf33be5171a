"""The ledger: the append-only, hash-chained list of everything that was done to a story."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel

from workbench.model.columns import UtcDateTime


class LedgerEntry(SQLModel, table=True):
    """One act. Entries of a story are numbered from 1; those of the desk itself have no story.

    `hash` is the SHA-256 of the entry's canonical JSON, which holds the hash of the entry before.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (Index("ledger_entry_numbered_once", text("coalesce(story_id, 0)"), "sequence", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    story_id: int | None = Field(default=None, foreign_key="story.id", index=True)
    sequence: int
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str = Field(max_length=200)
    act: str = Field(max_length=40)
    subject: str = Field(max_length=200)
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    previous: str = Field(max_length=64)
    hash: str = Field(max_length=64)
