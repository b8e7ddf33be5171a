"""Following a live blog while it grows: what the desk keeps about it, and when it looks again."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, SQLModel

from workbench.model.columns import UtcDateTime, now, one_of
from workbench.model.refusal import RuleBroken

SHORTEST = 10
LONGEST = 24 * 3600
SLOWEST_QUIET = 15 * 60
SLOWEST_FAILING = 3600
MOST_FAILURES = 12
_SECONDS_OF = {"s": 1, "m": 60, "h": 3600}


class FollowState(StrEnum):
    FOLLOWING = "following"
    STOPPED = "stopped"
    OVER = "over"
    FAILED = "failed"


class Following(SQLModel, table=True):
    """How a story's blog is being followed, or was last. `every` is the seconds that a person chose.

    `unchanged` and `failures` count the readings in a row that brought nothing, or failed; `over` those in
    a row in which the blog says that it is over. `why` says why following ended, or what the last failure was.
    """

    __tablename__ = "following"
    __table_args__ = (one_of("state", FollowState, "following_state_known"),)

    story_id: int = Field(primary_key=True, foreign_key="story.id", sa_column_kwargs={"autoincrement": False})
    every: int
    state: str = Field(default=FollowState.FOLLOWING, max_length=10)
    started_by_id: int | None = Field(default=None, foreign_key="person.id")
    started_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    next_read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    unchanged: int = 0
    failures: int = 0
    over: int = 0
    why: str | None = None


def require_interval(words: str) -> int:
    """The seconds of "30s", "5m" or "1h"; refuses what is shorter than ten seconds or longer than a day."""
    found = re.fullmatch(r"([0-9]{1,6})([smh])", words.strip().lower())
    seconds = int(found[1]) * _SECONDS_OF[found[2]] if found else 0
    if not SHORTEST <= seconds <= LONGEST:
        raise RuleBroken("An interval is a number with s, m or h, from 10s to 24h: 60s, 5m, 1h.")
    return seconds


def wait_when_quiet(every: int, unchanged: int) -> timedelta:
    """How long to wait after `unchanged` readings in a row that brought nothing: longer each time."""
    return timedelta(seconds=min(every * 1.5 ** min(unchanged, 40), max(every, SLOWEST_QUIET)))


def wait_when_failing(every: int, failures: int, asked: float | None = None) -> timedelta:
    """How long to wait after `failures` in a row; never shorter than the site asked for, if that is within an hour."""
    own = min(every * 2.0 ** min(failures, 40), max(every, SLOWEST_FAILING))
    return timedelta(seconds=max(own, min(asked or 0.0, SLOWEST_FAILING)))
