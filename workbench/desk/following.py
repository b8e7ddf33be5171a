"""Following a story's blog: starting, stopping, and what each reading on the schedule leads to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from workbench.desk.job import cancel_job, enqueue
from workbench.desk.ledger import record
from workbench.desk.story import Opened
from workbench.model.columns import known_id, now
from workbench.model.following import (
    LONGEST,
    MOST_FAILURES,
    SHORTEST,
    Following,
    FollowState,
    wait_when_failing,
    wait_when_quiet,
)
from workbench.model.job import Job, JobState
from workbench.model.person import Person, Role, require_role
from workbench.model.refusal import RuleBroken
from workbench.model.story import Story

OVER = "The blog says that it is over."
READINGS_OVER = 2
THOROUGH_EVERY = 5
"""Of so many quiet readings, one asks for the older pages too: edits happen there."""


@dataclass(frozen=True)
class Watch:
    """How the story's blog is followed, as pages show it. Without `state` it never was."""

    state: str | None
    every: int | None
    looked_at: datetime | None
    next_read_at: datetime | None
    why: str | None
    failures: int
    can_be_followed: bool
    missing: str | None
    is_live: bool | None
    doing: str | None


def start_following(session: Session, story: Story, every: int, by: Person) -> Following:
    """Have the workers read the blog again every `every` seconds, beginning now."""
    require_role(by, Role.CHECKER, "follow a blog")
    if not SHORTEST <= every <= LONGEST:
        raise RuleBroken("A blog is followed at intervals from ten seconds to a day.")
    if address_of(story) is None:
        raise RuleBroken("This story was not opened from an address, so there is nothing to follow.")
    _end_job(session, story)
    following = session.get(Following, story.id) or Following(story_id=known_id(story.id), every=every)
    following.every, following.state, following.why = every, FollowState.FOLLOWING, None
    following.unchanged = following.failures = following.over = 0
    following.started_by_id, following.started_at, following.next_read_at = by.id, now(), now()
    session.add(following)
    enqueue(session, "follow_story", by, story_id=story.id)
    record(session, story, "follow_started", by, story.slug, {"every": every, "address": address_of(story)})
    return following


def stop_following(session: Session, story: Story, by: Person) -> None:
    """Stop at a person's word; a reading that is under way stores nothing any more."""
    require_role(by, Role.CHECKER, "stop following a blog")
    following = session.get(Following, story.id)
    if following is None or following.state != FollowState.FOLLOWING:
        raise RuleBroken("This blog is not being followed.")
    _end_job(session, story)
    _end(session, story, following, FollowState.STOPPED, f"{by.display_name} stopped it.", by)


def address_of(story: Story) -> str | None:
    """Where the story's blog is fetched from."""
    return story.address or story.url


def wants_thorough(story: Story, following: Following | None) -> bool:
    """Whether the next reading asks for the older pages though the first did not change."""
    quiet = following.unchanged if following else 0
    return is_thorough(quiet) or (quiet == 0 and bool(story.missing))


def is_thorough(unchanged: int) -> bool:
    """Whether it is the older pages' turn, after `unchanged` quiet readings in a row."""
    return unchanged % THOROUGH_EVERY == THOROUGH_EVERY - 1


def note_reading(session: Session, story: Story, done: Opened) -> datetime | None:
    """Note a reading that went well; when to read again, or None where following has ended."""
    following = _running(session, story)
    if following is None:
        return None
    following.failures, following.why, following.last_read_at = 0, None, now()
    following.unchanged = 0 if done.brought_something else following.unchanged + 1
    following.over = following.over + 1 if story.is_live is False else 0
    if following.over >= READINGS_OVER:
        _end(session, story, following, FollowState.OVER, OVER, None)
        return None
    return _next(session, following, wait_when_quiet(following.every, following.unchanged))


def note_failure(session: Session, story: Story, why: str, asked: float | None = None) -> datetime | None:
    """Note a reading that failed (`asked`: seconds that the site asks to wait); when to try again, or None."""
    following = _running(session, story)
    if following is None:
        return None
    following.failures, following.why, following.last_read_at = following.failures + 1, why, now()
    if following.failures >= MOST_FAILURES:
        sentence = f"The blog could not be read {MOST_FAILURES} times in a row: {why}"
        _end(session, story, following, FollowState.FAILED, sentence, None)
        return None
    return _next(session, following, wait_when_failing(following.every, following.failures, asked))


def watch(session: Session, story: Story) -> Watch:
    """What the story's header says of following."""
    following = session.get(Following, story.id)
    job = _job(session, story)
    state, why = (following.state, following.why) if following else (None, None)
    if state == FollowState.FOLLOWING and job is None:
        state, why = FollowState.FAILED, _last_failure(session, story) or "The work was stopped."
    return Watch(
        state=state,
        every=following.every if following else None,
        looked_at=story.looked_at or story.read_at,
        next_read_at=following.next_read_at if following and state == FollowState.FOLLOWING else None,
        why=why,
        failures=following.failures if following else 0,
        can_be_followed=address_of(story) is not None,
        missing=story.missing,
        is_live=story.is_live,
        doing=job.doing if job else None,
    )


def _running(session: Session, story: Story) -> Following | None:
    following = session.get(Following, story.id)
    return following if following is not None and following.state == FollowState.FOLLOWING else None


def _next(session: Session, following: Following, wait: timedelta) -> datetime:
    at = now() + wait
    following.next_read_at = at
    session.add(following)
    return at


def _end(session: Session, story: Story, following: Following, state: FollowState, why: str, by: Person | None) -> None:
    following.state, following.why, following.next_read_at = state, why, None
    session.add(following)
    record(session, story, "follow_stopped", by, story.slug, {"state": state.value, "why": why})


def _job(session: Session, story: Story) -> Job | None:
    return session.exec(
        select(Job).where(
            Job.name == "follow_story",
            Job.story_id == story.id,
            col(Job.state).in_([JobState.WAITING, JobState.RUNNING]),
        )
    ).first()


def _last_failure(session: Session, story: Story) -> str | None:
    job = session.exec(
        select(Job)
        .where(Job.name == "follow_story", Job.story_id == story.id, Job.state == JobState.FAILED)
        .order_by(col(Job.id).desc())
    ).first()
    return job.failure if job else None


def _end_job(session: Session, story: Story) -> None:
    if (job := _job(session, story)) is not None:
        cancel_job(session, job)
        session.flush()
