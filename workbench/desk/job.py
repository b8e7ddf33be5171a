"""Asking for background work, in the transaction of the act that needs it."""

from typing import Any

from sqlmodel import Session

from workbench.model.columns import now
from workbench.model.job import Job, JobState
from workbench.model.person import Person
from workbench.model.refusal import NotFound, RuleBroken


def enqueue(
    session: Session,
    name: str,
    by: Person | None,
    *,
    story_id: int | None = None,
    item_id: int | None = None,
    **payload: Any,
) -> Job:
    """Add a job that a worker takes up once the transaction is stored. `payload` holds JSON values."""
    job = Job(
        name=name,
        story_id=story_id,
        item_id=item_id,
        person_id=by.id if by else None,
        payload=payload,
    )
    session.add(job)
    session.flush()
    return job


def find_job(session: Session, job_id: int) -> Job:
    job = session.get(Job, job_id)
    if job is None:
        raise NotFound(f"There is no job {job_id}.")
    return job


def cancel_job(session: Session, job: Job) -> None:
    """Stop a job, or put a failed one away; what it already stored stays."""
    if job.state in {JobState.DONE, JobState.CANCELLED}:
        raise RuleBroken("That work has already ended.")
    job.state, job.ended_at, job.lease = JobState.CANCELLED, now(), None
    session.add(job)


def try_again(session: Session, job: Job) -> None:
    """Put a failed or cancelled job back into the queue."""
    if job.state not in {JobState.FAILED, JobState.CANCELLED}:
        raise RuleBroken("Only work that failed or was stopped can be tried again.")
    job.state, job.attempts, job.run_after = JobState.WAITING, 0, now()
    job.failure, job.ended_at, job.doing = None, None, None
    session.add(job)
