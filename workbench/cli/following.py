"""Following a blog from the command line, for as long as the command runs."""

import signal
import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

import click

from workbench.cli.ground import print_json, refuse
from workbench.cli.telling import page_bar, tell

if TYPE_CHECKING:
    from workbench.config import Settings
    from workbench.db import Database
    from workbench.desk.blog import Reach
    from workbench.desk.story import Opened


def interval_of(words: str) -> int:
    """The seconds of --follow; a wrong one is wrong usage."""
    from workbench.model.following import require_interval
    from workbench.model.refusal import RuleBroken

    try:
        return require_interval(words)
    except RuleBroken as problem:
        raise click.BadParameter(str(problem), param_hint="--follow") from problem


def open_address(database: "Database", settings: "Settings", reach: "Reach", address: str) -> "Opened":
    """Open what stands at an address, with all its pages, or end with a sentence."""
    from workbench.desk.blog import bring_up_to_date, gather_anew
    from workbench.desk.gathered import CannotGather
    from workbench.evidence.store import StoreTrouble, open_store
    from workbench.intake.posts import CannotRead

    try:
        with page_bar() as say:
            fresh = gather_anew(database, open_store(settings.store), reach, address, thorough=True, say=say)
    except (CannotGather, CannotRead, StoreTrouble) as problem:
        refuse(problem)
    with database.transaction() as session:
        return bring_up_to_date(session, fresh, None)


class Interruption(Protocol):
    """What ends following: `wait` waits so many seconds for it, and says whether it came."""

    def wait(self, seconds: float) -> bool: ...


def follow_blog(
    database: "Database",
    settings: "Settings",
    reach: "Reach",
    address: str,
    every: int,
    interruption: Interruption | None = None,
) -> None:
    """Open a blog and read it again and again, until it is interrupted or until the blog says that it is over."""
    from workbench.desk.following import OVER
    from workbench.desk.story import find_story

    interruption = interruption or control_c()
    done = open_address(database, settings, reach, address)
    tell(done)
    pace = _Pace(every)
    while True:
        with database.reading() as session:
            over = find_story(session, done.story).is_live is False
        if over:
            click.echo(OVER, err=True)
            return
        if interruption.wait(pace.wait.total_seconds()):
            return
        pace.read(database, settings, reach, address)


def control_c() -> Interruption:
    """Set by the first Ctrl-C, so that a reading under way ends whole; the second one ends the command."""
    interrupted = threading.Event()

    def note(_signal: int, _frame: object) -> None:
        interrupted.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    signal.signal(signal.SIGINT, note)
    return _Set(interrupted)


class _Set:
    def __init__(self, event: threading.Event) -> None:
        self._event = event

    def wait(self, seconds: float) -> bool:
        return self._event.wait(seconds)


class _Pace:
    """How often the blog is asked: less often while it is quiet or does not answer."""

    def __init__(self, every: int) -> None:
        self.every = every
        self.unchanged = self.failures = 0
        self.wait = timedelta(seconds=every)

    def read(self, database: "Database", settings: "Settings", reach: "Reach", address: str) -> None:
        """One reading; prints what it changed."""
        from workbench.desk.blog import bring_up_to_date, gather_anew
        from workbench.desk.following import is_thorough
        from workbench.desk.gathered import CannotGather
        from workbench.evidence.store import StoreTrouble, open_store
        from workbench.intake.posts import CannotRead
        from workbench.model.following import wait_when_quiet

        thorough = is_thorough(self.unchanged)
        try:
            fresh = gather_anew(database, open_store(settings.store), reach, address, thorough=thorough)
        except (CannotGather, CannotRead, StoreTrouble) as problem:
            self._failed(problem)
            return
        with database.transaction() as session:
            done = bring_up_to_date(session, fresh, None, quiet=True)
        self.failures, self.unchanged = 0, 0 if done.brought_something else self.unchanged + 1
        self.wait = wait_when_quiet(self.every, self.unchanged)
        if done.brought_something:
            print_json(done.as_json())

    def _failed(self, problem: Exception) -> None:
        from workbench.model.following import MOST_FAILURES, wait_when_failing

        self.failures += 1
        if self.failures >= MOST_FAILURES:
            refuse(f"The blog could not be read {MOST_FAILURES} times in a row: {problem}")
        click.echo(str(problem), err=True)
        self.wait = wait_when_failing(self.every, self.failures, getattr(problem, "wait", None))
