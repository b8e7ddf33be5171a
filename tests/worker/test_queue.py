"""Jobs are done once, whatever happens to the workers."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from workbench.db import Database
from workbench.desk.job import cancel_job, enqueue, try_again
from workbench.model.columns import now
from workbench.model.job import Job, JobState
from workbench.model.refusal import RuleBroken
from workbench.model.source import Source
from workbench.worker.queue import MOST_ATTEMPTS, LeaseLost, TakenJob, fail, finish, take


def the_job(database: Database) -> Job:
    with database.reading() as session:
        return session.exec(select(Job)).one()


def asked(database: Database) -> None:
    with database.transaction() as session:
        enqueue(session, "count", None, number=1)


def taken(database: Database) -> TakenJob:
    job = take(database)
    assert job is not None
    return job


def run_out(database: Database) -> None:
    with database.transaction() as session:
        job = session.exec(select(Job)).one()
        job.lease_until = now() - timedelta(seconds=1)
        session.add(job)


def test_a_job_of_a_refused_act_does_not_exist(database: Database) -> None:
    with pytest.raises(RuleBroken), database.transaction() as session:
        enqueue(session, "count", None)
        raise RuleBroken("No.")
    assert take(database) is None


def test_a_job_is_taken_by_one_worker_only(database: Database) -> None:
    asked(database)
    taken(database)
    assert take(database) is None


def test_results_and_the_end_of_the_job_are_stored_together(database: Database) -> None:
    asked(database)
    job = taken(database)

    def store(session) -> dict[str, int]:  # type: ignore[no-untyped-def]
        session.add(Source(name="result", kind="outlet"))
        return {"rows": 1}

    finish(database, job, store)
    assert (the_job(database).state, the_job(database).result) == (JobState.DONE, {"rows": 1})


def test_a_worker_that_lost_its_lease_stores_nothing(database: Database) -> None:
    asked(database)
    slow = taken(database)
    run_out(database)
    fast = taken(database)
    assert fast.attempts == 2
    with pytest.raises(LeaseLost):
        finish(database, slow, lambda session: session.add(Source(name="twice", kind="outlet")) or {})
    finish(database, fast, lambda _session: {})
    with database.reading() as session:
        assert session.exec(select(Source)).all() == []


def test_a_job_that_kills_its_workers_is_given_up(database: Database) -> None:
    asked(database)
    for _ in range(MOST_ATTEMPTS):
        taken(database)
        run_out(database)
    assert take(database) is None
    assert the_job(database).state == JobState.FAILED
    assert "stopped" in (the_job(database).failure or "")


def test_a_passing_failure_is_tried_again_later_and_then_given_up(database: Database) -> None:
    asked(database)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        job = taken(database)
        fail(database, job, "The site does not answer.", again=True)
        state = JobState.WAITING if attempt < MOST_ATTEMPTS else JobState.FAILED
        assert the_job(database).state == state
        assert take(database) is None
        with database.transaction() as session:
            row = session.exec(select(Job)).one()
            row.run_after = now()
            session.add(row)


def test_a_stopped_job_stores_nothing_any_more(database: Database) -> None:
    asked(database)
    job = taken(database)
    with database.transaction() as session:
        cancel_job(session, session.exec(select(Job)).one())
    with pytest.raises(LeaseLost):
        finish(database, job, lambda _session: {})
    with database.transaction() as session:
        try_again(session, session.exec(select(Job)).one())
    assert take(database) is not None


WORKER = """
import sys
from workbench.db import Database
from workbench.model.source import Source
from workbench.worker.queue import take, finish
import time
database = Database(sys.argv[1])
while True:
    job = take(database)
    if job is None:
        time.sleep(0.005)
        continue
    time.sleep(0.002)
    def store(session):
        session.add(Source(name=f"job {job.payload['number']}", kind="outlet"))
        return {}
    finish(database, job, store)
"""


def test_sixty_jobs_are_done_once_each_though_workers_are_killed(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        for number in range(60):
            enqueue(session, "count", None, number=number)
    address = database.url.render_as_string(hide_password=False)
    deadline = time.monotonic() + 60
    kills = 0
    while time.monotonic() < deadline:
        worker = subprocess.Popen([sys.executable, "-c", WORKER, address])
        before = done(database)
        while done(database) < min(before + 8, 60) and time.monotonic() < deadline:
            time.sleep(0.005)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        kills += 1
        free_leases(database)
        if done(database) == 60:
            break
    assert done(database) == 60
    assert kills >= 7
    with database.reading() as session:
        assert session.exec(select(func.count()).select_from(Source)).one() == 60


def done(database: Database) -> int:
    with database.reading() as session:
        return session.exec(select(func.count()).select_from(Job).where(Job.state == JobState.DONE)).one()


def free_leases(database: Database) -> None:
    """As if a minute had passed since the worker died."""
    with database.transaction() as session:
        for job in session.exec(select(Job).where(col(Job.state) == JobState.RUNNING)):
            job.lease_until = now() - timedelta(seconds=1)
            session.add(job)
