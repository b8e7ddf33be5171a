"""A followed blog is read again on its schedule, once, politely, and until it is over; on both databases."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paged_blog import Answer, GrowingBlog, a_post
from running import CHEAP, PASSWORD
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, col, select

from workbench.config import Settings, load
from workbench.db import Database
from workbench.desk.following import Watch, start_following, stop_following, watch
from workbench.desk.job import enqueue
from workbench.desk.ledger import entries
from workbench.desk.person import add_person
from workbench.desk.story import story_at
from workbench.evidence.store import Store
from workbench.logbook import chain
from workbench.model.columns import now
from workbench.model.following import MOST_FAILURES, Following, require_interval, wait_when_failing, wait_when_quiet
from workbench.model.job import Job, JobState
from workbench.model.person import Person, Role
from workbench.model.refusal import NotAllowed, RuleBroken
from workbench.model.story import Post, PostVersion, Story, StoryCapture
from workbench.worker.jobs import Outside
from workbench.worker.loop import Worker


class Desk:
    """A desk with one followed blog, whose clock is turned by hand."""

    def __init__(self, database: Database, outside: Outside, blog: GrowingBlog) -> None:
        self.database, self.worker, self.blog = database, Worker(database, outside), blog
        with database.transaction() as session:
            self.ana = add_person(session, None, "ana", "Ana Lima", Role.CHECKER, PASSWORD, passwords=CHEAP).person
            enqueue(session, "open_story", self.ana, address=blog.address)
        self.worker.run_all()

    def story(self, session: Session) -> Story:
        story = story_at(session, self.blog.address)
        assert story is not None
        return story

    def follow(self, every: int = 60) -> None:
        with self.database.transaction() as session:
            start_following(session, self.story(session), every, session.get_one(Person, self.ana.id))

    def stop(self) -> None:
        with self.database.transaction() as session:
            stop_following(session, self.story(session), session.get_one(Person, self.ana.id))

    def read(self) -> timedelta:
        """One reading, whenever it is due; how long until the next one."""
        with self.database.transaction() as session:
            for job in session.exec(select(Job).where(Job.name == "follow_story", Job.state == JobState.WAITING)):
                job.run_after = now() - timedelta(seconds=1)
                session.add(job)
        before = now()
        self.worker.run_all()
        at = self.watch().next_read_at
        return at - before if at else timedelta(0)

    def watch(self) -> Watch:
        with self.database.reading() as session:
            return watch(session, self.story(session))

    def jobs(self) -> list[Job]:
        with self.database.reading() as session:
            return list(session.exec(select(Job).where(Job.name == "follow_story").order_by(col(Job.id))))

    def acts(self) -> list[str]:
        with self.database.reading() as session:
            story = self.story(session)
            assert chain.check(entries(session, story.id)) is None
            return [entry.act for entry in entries(session, story.id)]

    def captures(self) -> list[StoryCapture]:
        with self.database.reading() as session:
            return list(session.exec(select(StoryCapture).order_by(col(StoryCapture.id))))

    def posts(self) -> int:
        with self.database.reading() as session:
            return len(session.exec(select(Post)).all())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load({}, instance=tmp_path / "instance", allow_nets="127.0.0.0/8", page_pause=0)


@pytest.fixture
def outside(settings: Settings, store: Store) -> Outside:
    found = Outside.of(settings, store)
    return replace(found, reach=replace(found.reach, sleep=lambda _seconds: None))


@pytest.fixture
def blog() -> Iterator[GrowingBlog]:
    with GrowingBlog() as blog:
        blog.lay_out(25)
        yield blog


@pytest.fixture
def desk(database: Database, outside: Outside, blog: GrowingBlog) -> Desk:
    return Desk(database, outside, blog)


def about(wait: timedelta, seconds: float) -> bool:
    return abs(wait.total_seconds() - seconds) < 5


def test_opening_an_address_keeps_every_page_as_it_came(desk: Desk, store: Store) -> None:
    captures = desk.captures()
    assert [one.address for one in captures] == [f"{desk.blog.root}{desk.blog.path(n)}" for n in (1, 2, 3)]
    assert all(len(store.read(one.sha256)) == one.size for one in captures)
    assert {(one.how, one.status, one.media_type) for one in captures} == {("fetched", 200, "application/json")}
    assert any(name == "ETag" for name, _ in captures[0].headers)
    assert (desk.posts(), desk.watch().missing) == (25, None)


def test_captures_are_written_once(desk: Desk) -> None:
    for statement in ("UPDATE story_capture SET size = 1", "DELETE FROM story_capture"):
        with pytest.raises(DBAPIError), desk.database.transaction() as session:
            session.connection().exec_driver_sql(statement)


def test_a_post_that_appears_is_there_after_the_next_reading(desk: Desk) -> None:
    desk.follow()
    desk.read()
    desk.blog.pages[desk.blog.path(1)]["posts"].insert(0, a_post(26))
    assert about(desk.read(), 60)
    assert desk.posts() == 26
    assert desk.acts() == ["story_opened", "follow_started", "story_read_again"]
    assert len(desk.captures()) == 4
    assert len(desk.jobs()) == 1


def test_a_page_that_fails_in_the_middle_withdraws_no_post(desk: Desk) -> None:
    desk.blog.lay_out(25, next_pages=[f"{desk.blog.root}{desk.blog.path(number)}" for number in (2, 3)])
    desk.follow()
    desk.read()
    desk.blog.pages[desk.blog.path(1)]["posts"].insert(0, a_post(26))
    desk.blog.answers[desk.blog.path(2)] = [Answer(500)]
    desk.read()
    with desk.database.reading() as session:
        assert session.exec(select(Post).where(col(Post.withdrawn_at).is_not(None))).all() == []
    assert "1 page not fetched. Page 2: The address answered 500" in (desk.watch().missing or "")
    desk.read()
    assert desk.watch().missing is None


def test_an_unchanged_blog_costs_one_question_and_leaves_no_trace_but_the_time(desk: Desk) -> None:
    desk.follow()
    before = desk.watch().looked_at
    desk.blog.asked.clear()
    waits = [desk.read().total_seconds() for _ in range(4)]
    assert waits == pytest.approx([90, 135, 202.5, 303.75], abs=5)
    assert desk.blog.asked == [desk.blog.path(1)] * 4 == desk.blog.conditional
    assert (desk.acts(), len(desk.captures())) == (["story_opened", "follow_started"], 3)
    assert desk.watch().looked_at > before  # type: ignore[operator]


def test_after_a_change_the_chosen_interval_holds_again(desk: Desk) -> None:
    desk.follow()
    for _ in range(3):
        desk.read()
    desk.blog.pages[desk.blog.path(1)]["posts"].insert(0, a_post(26))
    assert about(desk.read(), 60)


def test_an_edit_on_an_older_page_is_found_after_a_few_quiet_readings(desk: Desk) -> None:
    desk.follow()
    desk.blog.pages[desk.blog.path(3)]["posts"][0]["text"] = "Nobody was hurt, the harbour police said on Tuesday."
    for _ in range(5):
        desk.read()
    with desk.database.reading() as session:
        assert session.exec(select(PostVersion).where(PostVersion.number == 2)).one().text.startswith("Nobody")


def test_failures_wait_longer_and_longer_and_then_end_it(desk: Desk) -> None:
    desk.follow()
    desk.blog.answers["/live"] = [Answer(500)] * 20
    waits = [desk.read().total_seconds() for _ in range(7)]
    assert waits == pytest.approx([120, 240, 480, 960, 1920, 3600, 3600], abs=5)
    assert "answered 500" in (desk.watch().why or "")
    for _ in range(MOST_FAILURES - 7):
        desk.read()
    watched = desk.watch()
    assert (watched.state, watched.next_read_at) == ("failed", None)
    assert "12 times in a row: The address answered 500" in (watched.why or "")
    assert desk.acts()[-1] == "follow_stopped"
    asked = len(desk.blog.asked)
    desk.read()
    assert len(desk.blog.asked) == asked
    assert desk.posts() == 25


def test_one_failure_is_forgotten_after_a_good_reading(desk: Desk) -> None:
    desk.follow()
    desk.blog.answers["/live"] = [Answer(503, {"Retry-After": "1800"})]
    assert about(desk.read(), 1800)
    desk.read()
    assert (desk.watch().failures, desk.watch().why, desk.watch().state) == (0, None, "following")


def test_it_stops_when_the_blog_says_twice_that_it_is_over(desk: Desk) -> None:
    desk.follow()
    desk.blog.lay_out(25, is_live=False)
    desk.read()
    assert desk.watch().state == "following"
    desk.read()
    assert (desk.watch().state, desk.watch().why) == ("over", "The blog says that it is over.")
    assert desk.jobs()[0].state == JobState.DONE


def test_a_blog_that_goes_on_after_all_is_still_followed(desk: Desk) -> None:
    desk.follow()
    for live in (False, True, False):
        desk.blog.lay_out(25, is_live=live)
        desk.read()
    assert desk.watch().state == "following"


def test_a_person_stops_it_at_any_time_and_starts_it_again(desk: Desk) -> None:
    desk.follow()
    desk.stop()
    desk.blog.asked.clear()
    desk.read()
    assert (desk.watch().state, desk.blog.asked) == ("stopped", [])
    assert desk.watch().why == "Ana Lima stopped it."
    with pytest.raises(RuleBroken):
        desk.stop()
    desk.follow(300)
    desk.follow(900)
    assert [job.state for job in desk.jobs()].count(JobState.WAITING) == 1
    assert desk.acts() == ["story_opened", "follow_started", "follow_stopped", "follow_started", "follow_started"]


def test_a_story_that_came_from_no_address_cannot_be_followed(desk: Desk) -> None:
    with desk.database.transaction() as session:
        story = desk.story(session)
        story.address = story.url = None
        with pytest.raises(RuleBroken, match="not opened from an address"):
            start_following(session, story, 60, session.get_one(Person, desk.ana.id))


def test_a_viewer_may_not_follow(desk: Desk) -> None:
    with desk.database.transaction() as session:
        vic = add_person(session, None, "vic", "Vic Roy", Role.VIEWER, PASSWORD, passwords=CHEAP).person
        with pytest.raises(NotAllowed):
            start_following(session, desk.story(session), 60, vic)


def test_there_is_never_a_second_job_for_one_story(desk: Desk) -> None:
    desk.follow()
    with pytest.raises(IntegrityError), desk.database.transaction() as session:
        enqueue(session, "follow_story", None, story_id=desk.story(session).id)


def test_opening_again_by_hand_changes_nothing_where_nothing_changed(desk: Desk) -> None:
    with desk.database.transaction() as session:
        enqueue(session, "open_story", session.get_one(Person, desk.ana.id), address=desk.blog.address)
    desk.worker.run_all()
    assert (desk.acts(), len(desk.captures()), desk.posts()) == (["story_opened"], 3, 25)


def test_the_job_says_which_page_it_is_fetching(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import workbench.worker.jobs as jobs

    said: list[str | None] = []
    keep = jobs.keep_lease
    monkeypatch.setattr(jobs, "keep_lease", lambda *given: (said.append(given[2]), keep(*given))[1])
    desk.follow()
    desk.blog.pages[desk.blog.path(1)]["posts"].insert(0, a_post(26))
    desk.read()
    assert said == ["Fetching page 1 of 1", "Fetching page 2 of 3", "Fetching page 3 of 3"]


WORKER = """
import sys
from dataclasses import replace
from workbench.config import load
from workbench.db import Database
from workbench.evidence.store import open_store
from workbench.worker.jobs import Outside
from workbench.worker.loop import Worker
settings = load({}, instance=sys.argv[2], allow_nets="127.0.0.0/8", page_pause=0)
Worker(Database(sys.argv[1]), Outside.of(settings, open_store(settings.store))).run()
"""


def test_two_workers_that_are_killed_read_every_growth_once(desk: Desk, settings: Settings) -> None:
    address = desk.database.url.render_as_string(hide_password=False)
    desk.follow(10)
    workers = [started(address, settings), started(address, settings)]
    try:
        for number in range(26, 32):
            desk.blog.pages[desk.blog.path(1)]["posts"].insert(0, a_post(number))
            deadline = time.monotonic() + 20
            while desk.posts() < number and time.monotonic() < deadline:
                hasten(desk.database)
                time.sleep(0.02)
            victim = workers.pop(0)
            os.kill(victim.pid, signal.SIGKILL)
            victim.wait()
            workers.append(started(address, settings))
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    assert desk.posts() == 31
    assert desk.acts().count("story_read_again") == 6
    assert len(desk.jobs()) == 1
    assert desk.watch().state == "following"


def started(address: str, settings: Settings) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WORKER, address, str(settings.instance)])


def hasten(database: Database) -> None:
    """As if the time had come for whatever waits, and a minute had passed since a worker died."""
    past = now() - timedelta(seconds=1)
    with database.transaction() as session:
        for job in session.exec(select(Job).where(Job.name == "follow_story")):
            alive = job.lease_until is not None and job.lease_until > now() + timedelta(seconds=58)
            if job.state == JobState.RUNNING and not alive:
                job.lease_until = past
            job.run_after = past
            session.add(job)


@given(st.integers(10, 86_400), st.integers(0, 10_000))
def test_waiting_grows_with_silence_and_stays_bounded(every: int, unchanged: int) -> None:
    wait, longer = (wait_when_quiet(every, n).total_seconds() for n in (unchanged, unchanged + 1))
    assert every <= wait <= longer <= max(every, 900)
    failing = wait_when_failing(every, unchanged).total_seconds()
    assert every <= failing <= max(every, 3600)


@pytest.mark.parametrize(("words", "seconds"), [("10s", 10), ("60s", 60), ("5m", 300), (" 1H ", 3600), ("24h", 86400)])
def test_an_interval_is_read(words: str, seconds: int) -> None:
    assert require_interval(words) == seconds


@pytest.mark.parametrize("words", ["9s", "25h", "5", "m", "-5m", "1.5h", "", "5 m", "٣m", "999999999h"])
def test_other_intervals_are_refused_in_a_sentence(words: str) -> None:
    with pytest.raises(RuleBroken, match="60s, 5m, 1h"):
        require_interval(words)


def test_following_is_remembered_by_the_database_alone(desk: Desk, outside: Outside) -> None:
    desk.follow()
    desk.worker = Worker(desk.database, outside)
    desk.blog.pages[desk.blog.path(1)]["posts"].insert(0, a_post(26))
    desk.read()
    with desk.database.reading() as session:
        following = session.exec(select(Following)).one()
    assert (following.state, following.every, desk.posts()) == ("following", 60, 26)
