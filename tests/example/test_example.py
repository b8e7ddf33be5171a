"""The example shows the whole product: a story with everything in it, its media, and people who may sign in."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from sqlmodel import select

from workbench.config import Settings
from workbench.db import Database
from workbench.desk.person import add_person
from workbench.desk.story_page import Chosen, story_page
from workbench.evidence.store import Store
from workbench.example.demo import prepare_demo
from workbench.example.footage import make
from workbench.example.story import story_bytes
from workbench.intake.reading import read
from workbench.media.fingerprints import shared_frames
from workbench.media.frames import Film, key_frames
from workbench.model.item import Item
from workbench.model.media import Frame, Media
from workbench.model.person import Role
from workbench.model.refusal import RuleBroken
from workbench.model.story import Story
from workbench.worker.jobs import Outside
from workbench.worker.loop import Worker


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return dict(make(tmp_path_factory.mktemp("footage")))


def test_the_story_has_all_that_a_newcomer_should_see() -> None:
    story = read(story_bytes())
    embeds = [embed for post in story.posts for embed in post.embeds]
    galleries = [post for post in story.posts if sum(embed.gallery is not None for embed in post.embeds) == 3]
    credits = {credit for post in story.posts for credit in post.credits}
    assert len(story.posts) >= 25
    assert len(credits) >= 2
    assert galleries
    assert any(embed.lost for embed in embeds)
    assert any("\u0600" <= letter <= "\u06ff" for embed in embeds for letter in embed.title or "")
    assert all(post.posted_at for post in story.posts)
    assert story.warnings == ()


def test_every_picture_and_clip_belongs_to_an_embed(footage: dict[str, Path]) -> None:
    story = read(story_bytes())
    known = {embed.id for post in story.posts for embed in post.embeds}
    assert set(footage) <= known
    assert {path.suffix for path in footage.values()} == {".jpg", ".mp4"}
    assert sum(path.stat().st_size for path in footage.values()) < 6 * 2**20


def test_the_footage_is_drawn_once_and_found_again(footage: dict[str, Path]) -> None:
    before = {key: path.stat().st_mtime_ns for key, path in footage.items()}
    again = make(next(iter(footage.values())).parent)
    assert {key: path.stat().st_mtime_ns for key, path in again.items()} == before


def test_one_clip_is_a_re_cut_of_another_and_no_other_pair_shares_frames(footage: dict[str, Path]) -> None:
    films: dict[str, Film] = {key: key_frames(path) for key, path in footage.items() if path.suffix == ".mp4"}
    sharing = set()
    for one, other in combinations(films, 2):
        prints = [[frame.fingerprint for frame in films[key].frames] for key in (one, other)]
        if len(shared_frames(*prints)) >= 2:
            sharing.add(frozenset({one, other}))
    assert len(sharing) == 1


def test_the_demo_opens_the_story_with_its_media_once(
    database: Database, store: Store, settings: Settings, footage: dict[str, Path]
) -> None:
    folder = settings.instance / "example"
    folder.mkdir(parents=True)
    for path in footage.values():
        (folder / path.name).write_bytes(path.read_bytes())
    first = prepare_demo(database, store, settings.instance)
    Worker(database, Outside.of(settings, store)).run_all()
    second = prepare_demo(database, store, settings.instance)
    assert [one.name for one in first] == [one.name for one in second]
    assert {one.password for one in first}.isdisjoint(one.password for one in second)
    with database.reading() as session:
        story = session.exec(select(Story)).one()
        page = story_page(session, story, Chosen())
        pictured = set(session.exec(select(Frame.item_id)))
        attached = {media.item_id for media in session.exec(select(Media)) if media.file_sha256}
        hedged = [item for item in session.exec(select(Item).where(Item.kind == "video")) if item.hedges]
    assert len(page.posts) == len(json.loads(story_bytes())["posts"])
    assert pictured == attached
    assert len(attached) == len(footage)
    assert hedged


def test_the_demo_does_not_touch_a_real_desk(database: Database, store: Store, settings: Settings) -> None:
    with database.transaction() as session:
        add_person(session, None, "real", "Real Person", Role.ADMIN)
    with pytest.raises(RuleBroken, match="real desk"):
        prepare_demo(database, store, settings.instance)
    with database.reading() as session:
        assert session.exec(select(Story)).all() == []
