"""What people do with items, what is refused, and what the ledger says of it."""

import pytest
from desk_parts import BRIDGE, People, the_claim, the_video
from sqlmodel import select

from workbench.db import Database
from workbench.desk.cutting import add_claim, change_bounds, merge_claims, split_claim
from workbench.desk.item import dismiss_item, find_item, move_item, reopen_item
from workbench.desk.ledger import entries
from workbench.desk.story import find_story
from workbench.model.item import Item, WorkState
from workbench.model.ledger import LedgerEntry
from workbench.model.refusal import NotAllowed, NotFound, RuleBroken, Stale
from workbench.model.story import Post


def the_post(session, slug: str, position: int = 0) -> Post:  # type: ignore[no-untyped-def]
    story = find_story(session, slug)
    return session.exec(select(Post).where(Post.story_id == story.id, Post.position == position)).one()


def test_taking_an_item_up_makes_the_checker_its_assignee(database: Database, people: People, slug: str) -> None:
    with database.transaction() as session:
        claim = the_claim(session)
        move_item(session, claim, WorkState.IN_PROGRESS, people.ana, claim.version)
    with database.reading() as session:
        claim = the_claim(session)
        assert (claim.work_state, claim.assignee_id, claim.version) == (
            WorkState.IN_PROGRESS,
            people.ana.id,
            2,
        )


def test_a_form_drawn_before_somebody_else_s_change_is_refused(database: Database, people: People, slug: str) -> None:
    with database.transaction() as session:
        claim = the_claim(session)
        drawn = claim.version
        move_item(session, claim, WorkState.IN_PROGRESS, people.ana, drawn)
    with pytest.raises(Stale, match="nothing was saved"), database.transaction() as session:
        move_item(session, the_claim(session), WorkState.HELP_NEEDED, people.ben, drawn)
    with database.reading() as session:
        assert the_claim(session).work_state == WorkState.IN_PROGRESS


def test_words_that_a_person_selects_become_a_claim(database: Database, people: People, slug: str) -> None:
    words = "the bridge had been inspected"
    with database.transaction() as session:
        story = find_story(session, slug)
        item = add_claim(session, story, the_post(session, slug), words, 0, people.ana)
    assert (item.words, BRIDGE[item.start_at : item.end_at]) == (words, words)
    assert (item.found_by, item.band) == ("person", "claim")


def test_words_that_the_post_does_not_have_are_refused(database: Database, people: People, slug: str) -> None:
    with pytest.raises(RuleBroken, match="don't stand in this post"), database.transaction() as session:
        post = the_post(session, slug)
        add_claim(session, find_story(session, slug), post, "the bridge was new", 0, people.ana)


def test_the_same_words_are_no_second_claim(database: Database, people: People, slug: str) -> None:
    with pytest.raises(RuleBroken, match="stands already"), database.transaction() as session:
        story, words = find_story(session, slug), the_claim(session).words
        add_claim(session, story, the_post(session, slug), words, 0, people.ana)


def test_the_bounds_of_a_claim_can_be_changed(database: Database, people: People, slug: str) -> None:
    shorter = "At least 12 people were killed"
    with database.transaction() as session:
        claim = the_claim(session)
        change_bounds(session, claim, shorter, claim.start_at or 0, people.ana, claim.version)
    with database.reading() as session:
        claim = the_claim(session)
        assert (claim.words, BRIDGE[claim.start_at : claim.end_at]) == (shorter, shorter)


def test_a_claim_is_split_where_the_checker_cuts(database: Database, people: People, slug: str) -> None:
    with database.transaction() as session:
        claim = the_claim(session)
        parts = ["At least 12 people were killed", "the footbridge collapsed on Monday"]
        made = split_claim(session, claim, parts, people.ana, claim.version)
        assert [item.words for item in made] == parts
        assert made[1].split_from_id == made[0].id


def test_a_split_into_words_of_another_order_is_refused_whole(database: Database, people: People, slug: str) -> None:
    with pytest.raises(RuleBroken, match="not in this order"), database.transaction() as session:
        claim = the_claim(session)
        parts = ["the footbridge collapsed", "At least 12 people"]
        split_claim(session, claim, parts, people.ana, claim.version)
    with database.reading() as session:
        assert "harbour police" in the_claim(session).words


def test_two_claims_of_a_post_are_merged_and_the_other_is_kept_as_dismissed(
    database: Database, people: People, slug: str
) -> None:
    with database.transaction() as session:
        claim, other = the_claim(session), the_claim(session, "inspected")
        merge_claims(session, claim, other, people.ana, claim.version)
        assert claim.words.startswith("At least 12")
        assert claim.words.endswith("March.")
        assert (other.work_state, other.merged_into_id) == (WorkState.DROPPED, claim.id)


def test_claims_of_different_posts_are_not_merged(database: Database, people: People, slug: str) -> None:
    with pytest.raises(RuleBroken, match="same post"), database.transaction() as session:
        claim = the_claim(session)
        merge_claims(session, claim, the_claim(session, "Rain"), people.ana, claim.version)


def test_a_video_is_not_split(database: Database, people: People, slug: str) -> None:
    with pytest.raises(RuleBroken, match="only a claim"), database.transaction() as session:
        video = the_video(session)
        split_claim(session, video, ["Wave", "quay"], people.ana, video.version)


def test_a_dismissal_needs_a_reason_and_can_be_taken_back(database: Database, people: People, slug: str) -> None:
    with pytest.raises(RuleBroken, match="needs a reason"), database.transaction() as session:
        dismiss_item(session, the_claim(session), "  ", people.ana, 1)
    with database.transaction() as session:
        dismiss_item(session, the_claim(session), "Same as the headline.", people.ana, 1)
    with pytest.raises(RuleBroken, match="can't go to"), database.transaction() as session:
        move_item(session, the_claim(session), WorkState.IN_PROGRESS, people.ana, 2)
    with database.transaction() as session:
        reopen_item(session, the_claim(session), "It is not the same.", people.ana, 2)
    with database.reading() as session:
        claim = the_claim(session)
        assert (claim.work_state, claim.dropped_because) == (WorkState.REOPENED, None)


def test_a_viewer_may_not_touch_an_item(database: Database, people: People, slug: str) -> None:
    for act in (
        lambda session: move_item(session, the_claim(session), WorkState.IN_PROGRESS, people.vic, 1),
        lambda session: dismiss_item(session, the_claim(session), "No.", people.vic, 1),
        lambda session: add_claim(
            session, find_story(session, slug), the_post(session, slug), "the bridge", 0, people.vic
        ),
    ):
        with pytest.raises(NotAllowed), database.transaction() as session:
            act(session)


def test_an_unknown_reference_is_not_found(database: Database, slug: str) -> None:
    with pytest.raises(NotFound, match="HRB-999"), database.reading() as session:
        find_item(session, slug, "HRB-999")


def test_an_act_that_is_refused_writes_no_ledger_entry(database: Database, people: People, slug: str) -> None:
    with pytest.raises(RuleBroken), database.transaction() as session:
        dismiss_item(session, the_claim(session), "", people.ana, 1)
    with database.reading() as session:
        acts = session.exec(select(LedgerEntry.act)).all()
        assert list(acts) == ["story_opened"]
        assert session.exec(select(Item).where(Item.work_state == "dropped")).all() == []


def test_the_ledger_names_who_did_what_to_which_item(database: Database, people: People, slug: str) -> None:
    with database.transaction() as session:
        claim = the_claim(session)
        move_item(session, claim, WorkState.IN_PROGRESS, people.ana, 1)
    with database.reading() as session:
        last = list(entries(session, find_story(session, slug).id))[-1]
    assert (last.actor, last.act, last.subject) == ("Ana Lima", "moved", claim.ref)
    assert last.detail == {"from": "unstarted", "to": "in_progress"}
