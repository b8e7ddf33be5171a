"""However a blog grows and is edited, every change is reported once and nothing else is."""

import random
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from growing_blog import Blog
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from workbench.db import Database
from workbench.desk.story import Opened, open_story
from workbench.intake.posts import ReadStory
from workbench.model.ledger import LedgerEntry
from workbench.model.story import Post

CHANGES = ["figure", "aside", "author", "video", "delete", "move", "pin", "grow", "nothing"]


@dataclass
class Expected:
    changed: int = 0
    removed: int = 0
    new: int = 0
    moved: bool = False
    owed: int = 0
    touched: set[int] = field(default_factory=set)
    grown: set[int] = field(default_factory=set)
    items: Counter[int] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)


def happen(blog: Blog, change: str, expected: Expected) -> None:
    """Make one change in the blog, to a post that this round has not touched yet, and expect what it means."""
    if change == "grow":
        number = blog.write().number
        expected.touched.add(number)
        expected.grown.add(number)
        expected.new += 1
        return
    # The first and the last post stay: what is missing at an end proves nothing, and a pinned one is no end.
    ends = [place for place, post in enumerate(blog.posts) if not post.pinned]
    if not blog.timed:
        ends = [place for place in ends if blog.posts[place].number not in expected.grown]
    inner = [place for place in ends[1:-1] if blog.posts[place].number not in expected.touched]
    if change == "nothing" or not inner:
        return
    place = blog.dice.choice(inner)
    expected.touched.add(blog.posts[place].number)
    if change in {"move", "pin"}:
        expected.moved = True
        post = blog.posts.pop(place)
        blog.posts.insert(0 if change == "pin" else blog.dice.randrange(len(blog.posts) + 1), post)
        if change == "pin":
            blog.change(0, pinned=True)
        return
    _edit(blog, place, change, expected)


def _edit(blog: Blog, place: int, change: str, expected: Expected) -> None:
    post = blog.posts[place]
    media = 1 if post.video else 0
    if change == "delete":
        blog.posts.pop(place)
        expected.removed += 1
        expected.outcomes["source_withdrawn"] += 1 + media + expected.items[post.number]
        return
    if change == "video" and not post.video:
        return
    expected.changed += 1
    if change == "figure":
        blog.change(place, figure=post.figure + 100)
        expected.items[post.number] += 1
        expected.outcomes["claim_text_changed"] += 1
        expected.outcomes["context_changed"] += media
    elif change == "aside":
        blog.change(place, aside=f"{post.aside} Good night.")
        expected.outcomes["context_changed"] += 1 + media
    elif change == "author":
        blog.change(place, author="Ben Osei" if post.author == "Ana Lima" else "Ana Lima")
        expected.outcomes["attribution_changed"] += 1
    else:
        blog.change(place, video=f"{post.video}x")
        expected.items[post.number] += 1
        expected.outcomes["evidence_changed"] += 1


def opened(database: Database, story: ReadStory) -> Opened:
    with database.transaction() as session:
        return open_story(session, story, "0" * 64, None, fetch_media=False)


@given(
    native=st.booleans(),
    timed=st.booleans(),
    pages=st.sampled_from([None, 1]),
    seed=st.integers(0, 2**32),
    rounds=st.lists(st.lists(st.sampled_from(CHANGES), max_size=6), min_size=1, max_size=4),
)
@settings(max_examples=60, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_every_change_is_reported_once_with_its_outcome(
    sqlite_template: Path, native: bool, timed: bool, pages: int | None, seed: int, rounds: list[list[str]]
) -> None:
    blog = Blog(native, timed, random.Random(seed))
    for _ in range(12):
        blog.write()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        path.write_bytes(sqlite_template.read_bytes())
        database = Database(f"sqlite:///{path}")
        assert opened(database, blog.read()).claims == 12
        round_before = Expected()
        for changes in rounds:
            expected = Expected(moved=round_before.moved, items=round_before.items, owed=round_before.owed)
            for change in changes:
                happen(blog, change, expected)
            done = opened(database, blog.read(pages_total=pages))
            _looks_as_expected(database, blog, done, expected)
            again = opened(database, blog.read(pages_total=pages))
            expected.owed += expected.removed - done.posts.removed - again.posts.removed
            assert expected.owed >= 0
            assert (again.posts.new, again.posts.changed) == (0, 0)
            assert again.posts.removed == 0 or expected.moved
            assert {word for word, count in again.outcomes.items() if count} <= {"unchanged", "source_withdrawn"}
            round_before = expected
        _nothing_is_told_twice(database)
        database.close()


def _looks_as_expected(database: Database, blog: Blog, done: Opened, expected: Expected) -> None:
    assert (done.posts.new, done.posts.changed) == (expected.new, expected.changed)
    told = {word: count for word, count in done.outcomes.items() if count and word != "unchanged"}
    if expected.moved:
        # Where the posts at an end were moved, a missing one may lie at the end now: it is told later, or not.
        assert done.posts.removed <= expected.removed + expected.owed
        told.pop("source_withdrawn", None)
        expected.outcomes.pop("source_withdrawn", None)
    else:
        assert done.posts.removed == expected.removed
        assert _standing(database) == list(range(len(blog.posts)))
    assert told == {word: count for word, count in expected.outcomes.items() if count}


def _standing(database: Database) -> list[int]:
    with database.reading() as session:
        return list(
            session.exec(
                select(Post.position).where(col(Post.withdrawn_at).is_(None)).order_by(col(Post.position), col(Post.id))
            )
        )


def _nothing_is_told_twice(database: Database) -> None:
    with database.reading() as session:
        told = session.exec(select(LedgerEntry).where(LedgerEntry.act == "alert_raised")).all()
    once = [
        (entry.subject, entry.detail["outcome"])
        for entry in told
        if entry.detail["outcome"] in {"source_withdrawn", "evidence_changed", "claim_text_changed"}
    ]
    assert len(once) == len(set(once))
