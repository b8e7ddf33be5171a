"""`workbench open --follow`, with the time turned by hand; on both databases."""

import json
from collections.abc import Callable, Iterator

import pytest
from paged_blog import Answer, GrowingBlog, a_post

from workbench.cli.following import follow_blog
from workbench.config import Settings
from workbench.db import Database
from workbench.desk.blog import Reach
from workbench.model.following import MOST_FAILURES


class Clock:
    """Waits for nothing: does what happens meanwhile, and interrupts when nothing is left to happen."""

    def __init__(self, *happenings: Callable[[], object]) -> None:
        self.happenings = list(happenings)
        self.waits: list[float] = []

    def wait(self, seconds: float) -> bool:
        self.waits.append(seconds)
        if not self.happenings:
            return True
        self.happenings.pop(0)()
        return False


@pytest.fixture
def blog() -> Iterator[GrowingBlog]:
    with GrowingBlog() as blog:
        blog.lay_out(3)
        yield blog


@pytest.fixture
def follow(database: Database, settings: Settings, blog: GrowingBlog) -> Callable[[Clock], None]:
    return lambda clock: follow_blog(database, settings, Reach.of(settings), blog.address, 60, clock)


def nothing() -> None:
    pass


def test_each_reading_that_changed_something_is_one_line(
    follow: Callable[[Clock], None], blog: GrowingBlog, capsys: pytest.CaptureFixture[str]
) -> None:
    def grow() -> None:
        blog.pages["/live"]["posts"].insert(0, a_post(4))

    clock = Clock(nothing, grow, nothing)
    follow(clock)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["posts"]["new"] for line in lines] == [3, 1]
    assert clock.waits == [60, 90, 60, 90]
    assert blog.conditional == ["/live"] * 3


def test_it_ends_when_the_blog_says_that_it_is_over(
    follow: Callable[[Clock], None], blog: GrowingBlog, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock(lambda: blog.lay_out(3, is_live=False), nothing)
    follow(clock)
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 1
    assert printed.err == "The blog says that it is over.\n"
    assert len(clock.waits) == 1


def test_failures_are_said_and_waited_out_and_in_the_end_given_up(
    follow: Callable[[Clock], None], blog: GrowingBlog, capsys: pytest.CaptureFixture[str]
) -> None:
    blog.answers["/live"] = []
    clock = Clock(lambda: blog.answers["/live"].extend([Answer(500)] * MOST_FAILURES), *[nothing] * MOST_FAILURES)
    with pytest.raises(SystemExit) as ended:
        follow(clock)
    assert ended.value.code == 1
    assert clock.waits[:5] == [60, 120, 240, 480, 960]
    assert capsys.readouterr().err.splitlines()[-1].startswith("The blog could not be read 12 times in a row:")
