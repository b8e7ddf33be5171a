"""The board of contradictions, the figures ledger, what is near a claim, and what people say of a pair."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from desk_parts import People, a_post, harbour_story
from sqlmodel import Session, select

from workbench.config import Settings
from workbench.db import Database
from workbench.desk.contradictions_page import contradictions_page, disputes
from workbench.desk.figures_page import figures_page
from workbench.desk.item import dismiss_item
from workbench.desk.item_record import names_in_use
from workbench.desk.related import checked_before, groups, near_claims, sentence_vectors
from workbench.desk.relations import relate, unrelate
from workbench.desk.statements import among_others
from workbench.desk.story import find_story, open_story
from workbench.desk.verdict import record_verdict
from workbench.intake.posts import ReadStory
from workbench.model.item import Item, ItemKind
from workbench.model.ledger import LedgerEntry
from workbench.model.refusal import NotAllowed, NotFound, RuleBroken
from workbench.model.relation import RelationWord
from workbench.model.verdict import VerdictWord

POLICE = "Harbour police say 44 prisoners were killed at the Orvik station on Monday."
ARMY = "The army says 52 prisoners were killed when rebels shelled the Orvik station."
MAYOR = "The mayor of Kesk said the ferry would sail again on Friday."
LATER = "At least 44 prisoners died at the Orvik station, a doctor said."


def station_story(title: str = "Orvik Station") -> ReadStory:
    texts = (POLICE, ARMY, MAYOR, LATER)
    posts = [
        a_post(f"p{number}", number, text, posted_at=f"2026-03-02T1{number}:00:00+00:00")
        for number, text in enumerate(texts)
    ]
    return replace(harbour_story(*posts), title=title)


@pytest.fixture
def orvik(database: Database, people: People) -> str:
    with database.transaction() as session:
        return open_story(session, station_story(), "1" * 64, people.ana).story


def claim(session: Session, words: str, slug: str) -> Item:
    story = find_story(session, slug)
    items = session.exec(select(Item).where(Item.story_id == story.id, Item.kind == ItemKind.CLAIM)).all()
    return next(item for item in items if words in item.words)


def test_two_figures_of_one_event_stand_on_the_board_without_anybody_reading_for_it(
    database: Database, orvik: str
) -> None:
    with database.reading() as session:
        page = contradictions_page(session, find_story(session, orvik))
    assert [(pair.first.figure, pair.second.figure, pair.kind) for pair in page.open] == [
        ("44 prisoners", "52 prisoners", "conflict")
    ]
    assert {(pair.first.figure, pair.second.figure) for pair in page.quiet} == {
        ("52 prisoners", "At least 44 prisoners")
    }
    assert page.marked == ()


def test_a_marked_pair_leaves_the_suggestions_and_comes_back_when_the_mark_is_taken_back(
    database: Database, orvik: str, people: People
) -> None:
    with database.transaction() as session:
        relate(
            session,
            claim(session, "44 prisoners were", orvik),
            claim(session, "52", orvik),
            RelationWord.CONTRADICTS,
            people.ana,
            "two lists",
        )
    with database.reading() as session:
        page = contradictions_page(session, find_story(session, orvik))
        assert page.open == ()
        (pair,) = page.marked
        assert (pair.relation, pair.note, pair.by) == ("contradicts", "two lists", "Ana Lima")
        entry = session.exec(select(LedgerEntry).where(LedgerEntry.act == "related")).one()
        assert entry.detail["to"] == "contradicts"
    with database.transaction() as session:
        unrelate(session, claim(session, "52", orvik), claim(session, "44 prisoners were", orvik), people.ana)
    with database.reading() as session:
        assert len(contradictions_page(session, find_story(session, orvik)).open) == 1


def test_the_one_that_supersedes_is_kept_whichever_way_the_pair_is_given(
    database: Database, orvik: str, people: People
) -> None:
    with database.transaction() as session:
        first, second = claim(session, "44 prisoners were", orvik), claim(session, "52", orvik)
        relation = relate(session, second, first, RelationWord.SUPERSEDES, people.ana)
        assert relation.later_item_id == second.id
        again = relate(session, first, second, RelationWord.SUPERSEDES, people.ana)
        assert (again.id, again.later_item_id) == (relation.id, first.id)


def test_a_pair_that_makes_no_sense_is_refused(database: Database, orvik: str, people: People) -> None:
    with database.transaction() as session:
        item = claim(session, "52", orvik)
        with pytest.raises(RuleBroken, match="related to itself"):
            relate(session, item, item, RelationWord.REPEATS, people.ana)
        with pytest.raises(NotAllowed, match="relate two claims"):
            relate(session, item, claim(session, "ferry", orvik), RelationWord.REPEATS, people.vic)
        with pytest.raises(NotFound, match="Nobody has related"):
            unrelate(session, item, claim(session, "ferry", orvik), people.ana)


def test_an_unresolved_contradiction_offers_disputed_until_a_person_says_otherwise(
    database: Database, orvik: str, people: People
) -> None:
    with database.transaction() as session:
        story = find_story(session, orvik)
        item, other = claim(session, "44 prisoners were", orvik), claim(session, "52", orvik)
        assert [(one.ref, one.marked) for one in disputes(session, among_others(session, story, item))] == [
            (other.ref, False)
        ]
        relate(session, item, other, RelationWord.CONTRADICTS, people.ana)
        assert [(one.ref, one.marked) for one in disputes(session, among_others(session, story, item))] == [
            (other.ref, True)
        ]
        relate(session, item, other, RelationWord.DIFFERENT_SCOPE, people.ana)
        assert disputes(session, among_others(session, story, item)) == ()
        relate(session, item, other, RelationWord.CONTRADICTS, people.ana)
        record_verdict(session, other, VerdictWord.FALSE, "The list has 44 names.", [], people.ana, other.version)
        assert disputes(session, among_others(session, story, item)) == ()
        record_verdict(session, other, VerdictWord.UNVERIFIED, "The list is old.", [], people.ana, other.version)
        assert len(disputes(session, among_others(session, story, item))) == 1
        dismiss_item(session, other, "withdrawn by the army", people.ana, other.version)
        assert disputes(session, among_others(session, story, item)) == ()


def test_what_is_near_a_claim_is_found_and_what_has_nothing_to_do_with_it_is_not(
    database: Database, orvik: str, people: People
) -> None:
    with database.transaction() as session:
        story = find_story(session, orvik)
        item = claim(session, "44 prisoners were", orvik)
        near = near_claims(session, among_others(session, story, item))
        assert "ferry" not in " ".join(one.words for one in near)
        assert {one.words for one in near} == {ARMY, LATER}
        assert all(one.why and one.relation is None for one in near)
        relate(session, item, claim(session, "52", orvik), RelationWord.UNRELATED, people.ana)
        relate(session, item, claim(session, "At least", orvik), RelationWord.REPEATS, people.ana)
        near = near_claims(session, among_others(session, story, item))
        assert [(one.words, one.relation) for one in near] == [(LATER, "repeats")]


def test_claims_of_one_event_stand_together_as_far_as_persons_do_not_say_otherwise(
    database: Database, orvik: str, people: People
) -> None:
    with database.transaction() as session:
        story = find_story(session, orvik)
        first, second, ferry = (claim(session, words, orvik) for words in ("44 prisoners were", "52", "ferry"))
        relate(session, first, second, RelationWord.CONTRADICTS, people.ana)
        (group,) = groups(session, story)
        assert {first.id, second.id} <= {one.key for one in group}
        assert ferry.id not in {one.key for one in group}


def test_a_claim_that_another_story_has_checked_is_shown_with_its_verdict(
    database: Database, orvik: str, people: People
) -> None:
    with database.transaction() as session:
        checked = claim(session, "44 prisoners were", orvik)
        record_verdict(
            session,
            checked,
            VerdictWord.DISPUTED,
            "Two counts stand against each other.",
            [],
            people.ana,
            checked.version,
        )
        again = open_story(session, station_story("Orvik, the day after"), "2" * 64, people.ana).story
        story = find_story(session, again)
        (before,) = checked_before(
            session, among_others(session, story, claim(session, "44 prisoners were", again)), names_in_use(session)
        )
    assert (before.story_slug, before.verdict, before.by, before.likely) == (orvik, "disputed", "Ana Lima", True)


def test_the_index_follows_a_claim_whose_words_a_person_changes(database: Database, orvik: str) -> None:
    with database.transaction() as session:
        story = find_story(session, orvik)
        ferry = claim(session, "ferry", orvik)
        assert near_claims(session, among_others(session, story, ferry)) == ()
        ferry.words = "Prisoners were killed at the Orvik station."
        session.add(ferry)
        session.flush()
        assert ferry.ref in {
            one.ref
            for one in near_claims(session, among_others(session, story, claim(session, "44 prisoners were", orvik)))
        }


def test_the_figures_of_one_event_are_told_by_speaker_and_time_and_drawn(database: Database, orvik: str) -> None:
    with database.reading() as session:
        (group,) = figures_page(session, find_story(session, orvik)).groups
    assert group.measure == "killed"
    assert [(told.value, told.speaker) for told in group.told] == [
        (44, "Harbour police"),
        (52, "The army"),
        (44, "a doctor"),
    ]
    assert group.chart is not None
    assert [point.opens_up for point in group.chart.points] == [False, False, True]
    assert all(0 <= point.x <= 640 and 0 <= point.y <= 200 for point in group.chart.points)


def test_a_sentence_model_brings_up_what_is_said_in_other_words(
    database: Database, people: People, tmp_path: Path
) -> None:
    pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")
    pytest.importorskip("onnx", reason="onnx is not installed")
    sys.path.insert(0, str(Path(__file__).parents[1] / "claims"))
    from sentence_model import make_model

    digest = make_model(tmp_path / "model")
    texts = (
        "Ferry sails Friday at noon from Kesk.",
        "Boat departs Friday at midday, Kesk is told.",
        "Kesk fire burned a mill.",
    )
    posts = [a_post(f"p{number}", number, text) for number, text in enumerate(texts)]
    with database.transaction() as session:
        slug = open_story(session, replace(harbour_story(*posts), title="Ferry"), "6" * 64, people.ana).story
        story = find_story(session, slug)
        asked = among_others(session, story, claim(session, "Ferry sails", slug))
        plain = {one.words: one.score for one in near_claims(session, asked)}
        vectors = sentence_vectors(Settings(match_model=str(tmp_path / "model"), match_sha256=digest))
        sensed = near_claims(session, asked, vectors=vectors)
    assert sentence_vectors(Settings()) is None
    assert sensed[0].words == texts[1]
    assert sensed[0].score > plain.get(texts[1], 0.0)
    assert "sense: 0.9" in sensed[0].why[-1] or "sense: 1.0" in sensed[0].why[-1]
