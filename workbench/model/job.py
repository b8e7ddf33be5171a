"""Background work, kept in the desk's own database so that nothing is lost with a process."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel

from workbench.model.columns import UtcDateTime, now, one_of

_FOLLOWS = text("name = 'follow_story' AND state IN ('waiting', 'running')")


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(SQLModel, table=True):
    """One piece of background work.

    A worker holds a running job by a lease: `lease` is its fencing token, `lease_until` when somebody else
    may take it. Results are written in the transaction that checks the token.
    """

    __tablename__ = "job"
    __table_args__ = (
        one_of("state", JobState, "job_state_known"),
        Index("job_waiting", "state", "run_after", "id"),
        Index("job_follows_once", "story_id", unique=True, sqlite_where=_FOLLOWS, postgresql_where=_FOLLOWS),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=40)
    story_id: int | None = Field(default=None, foreign_key="story.id", index=True)
    item_id: int | None = Field(default=None, foreign_key="item.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    state: str = Field(default=JobState.WAITING, max_length=10)
    attempts: int = 0
    run_after: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    lease: str | None = Field(default=None, max_length=40)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    doing: str | None = None
    failure: str | None = None
    result: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
