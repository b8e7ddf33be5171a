"""Taking jobs from the database's own table, by lease and fencing token.

A job is enqueued in the transaction of the act that wants it, and its results are stored in the
transaction that checks the token: a worker that was killed, or lost its lease, stores nothing twice.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, and_, col, or_, select

from workbench.db import Database
from workbench.model.columns import now
from workbench.model.job import Job, JobState

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 4
STOPPED = "The worker was stopped in the middle of this several times; try it again by hand."

Result = dict[str, Any]


@dataclass(frozen=True)
class Again:
    """The result of a job that goes on: the same job is due once more at that moment."""

    at: datetime


Outcome = Result | Again
Store = Callable[[Session], Outcome]


class LeaseLost(Exception):
    """Somebody else holds the job by now, or a person stopped it: nothing may be stored."""


@dataclass(frozen=True)
class TakenJob:
    """A job that this worker holds: values only, so that no session stays open meanwhile."""

    id: int
    name: str
    token: str
    attempts: int
    story_id: int | None
    item_id: int | None
    person_id: int | None
    payload: dict[str, Any]


def take(database: Database) -> TakenJob | None:
    """Take the oldest job that is due, or whose worker let its lease run out; None if there is none."""
    with database.reading() as session:
        if session.exec(_due(now()).limit(1)).first() is None:
            return None
    with database.transaction() as session:
        job = session.exec(_due(now()).with_for_update(skip_locked=True).limit(1)).first()
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            _end(session, job, JobState.FAILED, failure=STOPPED)
            return None
        job.state, job.attempts = JobState.RUNNING, job.attempts + 1
        job.lease, job.lease_until = secrets.token_hex(16), now() + LEASE
        session.add(job)
        return TakenJob(
            job.id or 0, job.name, job.lease, job.attempts, job.story_id, job.item_id, job.person_id,
            dict(job.payload),
        )  # fmt: skip


def _due(moment: datetime) -> Any:
    waiting = and_(col(Job.state) == JobState.WAITING, col(Job.run_after) <= moment)
    left = and_(col(Job.state) == JobState.RUNNING, col(Job.lease_until) < moment)
    return select(Job).where(or_(waiting, left)).order_by(col(Job.id))


def keep_lease(database: Database, taken: TakenJob, doing: str | None = None) -> None:
    """Say that the worker is alive, and what it is doing; LeaseLost if the job is no longer its own."""
    with database.transaction() as session:
        job = _held(session, taken)
        job.lease_until = now() + LEASE
        job.doing = doing or job.doing
        session.add(job)


def finish(database: Database, taken: TakenJob, store: Store) -> None:
    """Store the results and end the job (or put it back, where it says so), both or neither; LeaseLost if the job is no longer its own."""
    with database.transaction() as session:
        job = _held(session, taken)
        outcome = store(session)
        if isinstance(outcome, Again):
            _put_back(session, job, outcome.at)
            return
        job.result = outcome
        _end(session, job, JobState.DONE)


def fail(database: Database, taken: TakenJob, why: str, *, again: bool, store: Store | None = None) -> None:
    """End the job as failed with a sentence, or put it back for later where `again` and tries are left."""
    with database.transaction() as session:
        job = _held(session, taken)
        if again and taken.attempts < MOST_ATTEMPTS:
            job.state, job.lease, job.lease_until = JobState.WAITING, None, None
            job.run_after = now() + timedelta(seconds=5 * 4 ** (taken.attempts - 1))
            job.failure = why
            session.add(job)
            return
        if store is not None:
            store(session)
        _end(session, job, JobState.FAILED, failure=why)


def _held(session: Session, taken: TakenJob) -> Job:
    job = session.exec(select(Job).where(Job.id == taken.id).with_for_update()).one()
    if job.state != JobState.RUNNING or job.lease != taken.token:
        raise LeaseLost(f"Job {taken.id} is no longer held by this worker.")
    return job


def _put_back(session: Session, job: Job, at: datetime) -> None:
    job.state, job.attempts, job.run_after = JobState.WAITING, 0, at
    job.lease, job.lease_until, job.doing, job.failure = None, None, None, None
    session.add(job)


def _end(session: Session, job: Job, state: JobState, failure: str | None = None) -> None:
    job.state, job.failure, job.ended_at = state, failure, now()
    job.lease, job.lease_until, job.doing = None, None, None
    session.add(job)
