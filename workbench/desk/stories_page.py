"""What the page of all stories shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select as core_select
from sqlmodel import Session, col, func, select

from workbench.model.following import Following, FollowState
from workbench.model.item import Item, ItemKind, WorkState
from workbench.model.job import Job, JobState
from workbench.model.story import Post, Story


@dataclass(frozen=True)
class StoryRow:
    """One story with its progress: how many items stand in each work state and at each verdict."""

    slug: str
    title: str
    url: str | None
    read_at: datetime
    posts: int
    claims: int
    media: int
    by_work: Mapping[str, int]
    by_verdict: Mapping[str, int]
    alerts: int
    looked_at: datetime
    followed: bool
    next_read_at: datetime | None

    @property
    def items(self) -> int:
        """The items to verify; dismissed ones don't count."""
        return self.claims + self.media

    @property
    def signed_off(self) -> int:
        return self.by_work.get(WorkState.SIGNED_OFF, 0)


@dataclass(frozen=True)
class OpeningRow:
    """A live blog that a worker is fetching, or could not open."""

    job: int
    address: str
    state: str
    doing: str | None
    failure: str | None


@dataclass(frozen=True)
class StoriesPage:
    stories: tuple[StoryRow, ...]
    opening: tuple[OpeningRow, ...]

    @property
    def busy(self) -> bool:
        return any(row.state in {JobState.WAITING, JobState.RUNNING} for row in self.opening)


def stories_page(session: Session) -> StoriesPage:
    """All stories, the one read last first, and what is being opened."""
    posts = dict(session.exec(select(Post.story_id, func.count()).group_by(col(Post.story_id))).all())
    # Core's own select: SQLModel's is typed for four columns at most.
    tally: Sequence[Any] = (
        session.connection()
        .execute(
            core_select(
                col(Item.story_id), col(Item.kind), col(Item.work_state), col(Item.verdict), func.count(),
                func.count(col(Item.alert)),
            ).group_by(col(Item.story_id), col(Item.kind), col(Item.work_state), col(Item.verdict))
        )
        .all()
    )  # fmt: skip
    by_story: dict[int | None, list[Any]] = {}
    for row in tally:
        by_story.setdefault(row[0], []).append(row)
    stories = session.exec(select(Story).order_by(col(Story.read_at).desc(), col(Story.id).desc()))
    followed = {
        one.story_id: one for one in session.exec(select(Following).where(Following.state == FollowState.FOLLOWING))
    }
    rows = tuple(
        _row(story, posts.get(story.id or 0, 0), by_story.get(story.id, []), followed.get(story.id or 0))
        for story in stories
    )
    return StoriesPage(rows, _opening(session))


def _row(story: Story, posts: int, tally: Sequence[Any], followed: Following | None) -> StoryRow:
    by_work: dict[str, int] = {}
    by_verdict: dict[str, int] = {}
    claims = media = alerts = 0
    for _, kind, work, verdict, count, alerted in tally:
        by_work[work] = by_work.get(work, 0) + count
        alerts += alerted
        if work == WorkState.DROPPED:
            continue
        by_verdict[verdict or ""] = by_verdict.get(verdict or "", 0) + count
        if kind == ItemKind.CLAIM:
            claims += count
        else:
            media += count
    return StoryRow(
        story.slug,
        story.title,
        story.url,
        story.read_at,
        posts,
        claims,
        media,
        by_work,
        by_verdict,
        alerts,
        story.looked_at or story.read_at,
        followed is not None,
        followed.next_read_at if followed else None,
    )


def _opening(session: Session) -> tuple[OpeningRow, ...]:
    jobs = session.exec(
        select(Job)
        .where(Job.name == "open_story", col(Job.state) != JobState.DONE, col(Job.state) != JobState.CANCELLED)
        .order_by(col(Job.id).desc())
        .limit(10)
    )
    return tuple(
        OpeningRow(job.id or 0, str(job.payload.get("address", "")), job.state, job.doing, job.failure) for job in jobs
    )
