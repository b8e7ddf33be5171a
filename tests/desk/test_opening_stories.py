"""Opening a story stores its items; opening it again brings it up to date and undoes nobody's work."""

from dataclasses import replace

import pytest
from desk_parts import BRIDGE, CLIP, RAIN, People, a_post, harbour_story, the_claim, the_video
from sqlmodel import col, select

from workbench.db import Database
from workbench.desk.ledger import entries
from workbench.desk.story import Opened, PostCounts, find_story, open_story
from workbench.desk.verdict import record_verdict, sign_off
from workbench.intake.posts import ReadStory
from workbench.logbook import chain
from workbench.model.item import Item, WorkState
from workbench.model.media import Media
from workbench.model.refusal import NotAllowed, NotFound
from workbench.model.story import PostVersion
from workbench.model.verdict import VerdictWord


def open_again(database: Database, people: People, story: ReadStory) -> Opened:
    with database.transaction() as session:
        return open_story(session, story, "1" * 64, people.ana)


def test_each_claim_and_each_video_becomes_an_item_with_a_reference(database: Database, slug: str) -> None:
    with database.reading() as session:
        items = session.exec(select(Item).order_by(col(Item.id))).all()
        media = session.exec(select(Media)).one()
    assert [item.ref for item in items] == [f"HRB-{number:03d}" for number in range(1, len(items) + 1)]
    assert "video" in {item.kind for item in items}
    assert (media.title, media.uploader, media.lost, media.url) == (
        "Wave over the quay", "Quay Watcher", True, None,
    )  # fmt: skip


def test_the_words_of_an_item_are_exactly_its_span_of_the_post(database: Database, slug: str) -> None:
    with database.reading() as session:
        for item in session.exec(select(Item).where(Item.kind == "claim")):
            text = session.get_one(PostVersion, item.post_version_id).text
            assert text[item.start_at : item.end_at] == item.words


def test_a_claim_knows_who_says_it_and_its_figures(database: Database, slug: str) -> None:
    with database.reading() as session:
        claim = the_claim(session)
    assert claim.attribution is not None
    assert "harbour police" in claim.attribution.lower()
    assert claim.credit == "Nordwire"
    assert [quantity["low"] for quantity in claim.quantities] == [12]


def test_the_newsroom_s_own_caveat_hangs_on_the_video(database: Database, slug: str) -> None:
    with database.reading() as session:
        assert any("purports" in hedge for hedge in the_video(session).hedges)


def test_opening_the_same_story_again_changes_nothing(database: Database, people: People, slug: str) -> None:
    with database.reading() as session:
        before = [(item.ref, item.version) for item in session.exec(select(Item).order_by(col(Item.id)))]
    again = open_again(database, people, harbour_story())
    with database.reading() as session:
        after = [(item.ref, item.version) for item in session.exec(select(Item).order_by(col(Item.id)))]
    assert again.story == slug
    assert again.posts == PostCounts(same=3)
    assert before == after


def test_a_new_post_brings_its_claims(database: Database, people: People, slug: str) -> None:
    posts = (
        *harbour_story().posts,
        a_post("p4", 3, "Five schools were closed on Tuesday, the council said."),
    )
    again = open_again(database, people, harbour_story(*posts))
    assert again.posts == PostCounts(new=1, same=3)
    with database.reading() as session:
        assert the_claim(session, "Five schools").work_state == WorkState.UNSTARTED


def test_white_space_alone_is_no_edit(database: Database, people: People, slug: str) -> None:
    posts = list(harbour_story().posts)
    posts[2] = a_post("p3", 2, RAIN.replace(" ", "\u00a0 "), posted_at="2026-03-02T18:00:00+01:00")
    assert open_again(database, people, harbour_story(*posts)).posts == PostCounts(same=3)


def test_an_edit_elsewhere_in_the_post_moves_the_claim_along(database: Database, people: People, slug: str) -> None:
    posts = list(harbour_story().posts)
    edited = BRIDGE.replace("\n\nAt least", "\n\nDivers are still at work.\n\nAt least")
    posts[0] = a_post("p1", 0, edited, headline="Footbridge gives way at Lower Quay", credits=("Nordwire",))
    assert open_again(database, people, harbour_story(*posts)).posts == PostCounts(changed=1, same=2)
    with database.reading() as session:
        claim = the_claim(session)
        version = session.get_one(PostVersion, claim.post_version_id)
        assert (version.number, claim.alert) == (2, None)
        assert version.text[claim.start_at : claim.end_at] == claim.words


def test_an_edit_of_signed_off_words_reopens_the_claim_and_keeps_its_words(
    database: Database, people: People, slug: str
) -> None:
    with database.transaction() as session:
        claim = the_claim(session)
        record_verdict(session, claim, VerdictWord.VERIFIED, "Two lists agree.", [], people.ana, claim.version)
        sign_off(session, claim, people.ben, claim.version)
    posts = list(harbour_story().posts)
    posts[0] = a_post(
        "p1",
        0,
        BRIDGE.replace("12", "17"),
        headline="Footbridge gives way at Lower Quay",
        credits=("Nordwire",),
    )
    open_again(database, people, harbour_story(*posts))
    with database.reading() as session:
        old, new = the_claim(session, "At least 12"), the_claim(session, "At least 17")
        assert old.alert is not None
        assert (old.work_state, old.verdict) == (WorkState.REOPENED, "verified")
        assert new.work_state == WorkState.UNSTARTED


def test_the_ledger_tells_what_the_blog_changed_and_what_was_opened_again(
    database: Database, people: People, slug: str
) -> None:
    with database.transaction() as session:
        claim = the_claim(session)
        record_verdict(session, claim, VerdictWord.VERIFIED, "Two lists agree.", [], people.ana, claim.version)
        sign_off(session, claim, people.ben, claim.version)
    first, *others = harbour_story().posts
    for figure in ("17", "19"):  # the second edit changes other words: it says nothing new of this claim
        edited = replace(first, text=first.text.replace("12", figure))
        open_again(database, people, harbour_story(edited, *others))
    with database.reading() as session:
        ref = the_claim(session, "At least 12").ref
        written = [entry for entry in entries(session, find_story(session, slug).id) if entry.act == "alert_raised"]
    told = [(entry.detail["from"], entry.detail["to"]) for entry in written if entry.subject == ref]
    assert told == [("signed_off", "reopened")]


def test_a_post_missing_between_others_is_marked_as_taken_down(database: Database, people: People, slug: str) -> None:
    first, _, last = harbour_story().posts
    assert open_again(database, people, harbour_story(first, last)).posts.removed == 1
    with database.reading() as session:
        assert the_video(session).alert is not None


def test_a_post_missing_at_the_end_proves_nothing(database: Database, people: People, slug: str) -> None:
    first, second, _ = harbour_story().posts
    assert open_again(database, people, harbour_story(first, second)).posts.removed == 0
    with database.reading() as session:
        assert the_claim(session, "Rain").alert is None


def test_a_video_taken_out_of_its_post_raises_an_alert(database: Database, people: People, slug: str) -> None:
    first, _, last = harbour_story().posts
    bare = a_post("p2", 1, CLIP.split("\n\n")[1])
    open_again(database, people, harbour_story(first, bare, last))
    with database.reading() as session:
        assert "took this out" in (the_video(session).alert or "")


def test_every_reading_is_in_the_ledger(database: Database, people: People, slug: str) -> None:
    open_again(database, people, harbour_story())
    with database.reading() as session:
        written = list(entries(session, find_story(session, slug).id))
    assert [entry.act for entry in written] == ["story_opened", "story_read_again"]
    assert chain.check(written) is None


def test_a_viewer_may_not_open_a_story(database: Database, people: People) -> None:
    with pytest.raises(NotAllowed, match="viewer"), database.transaction() as session:
        open_story(session, harbour_story(), "0" * 64, people.vic)
    with pytest.raises(NotFound), database.reading() as session:
        find_story(session, "harbour-flood")
