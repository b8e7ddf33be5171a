"""What a person decides about a suggestion, and that no re-import and no newer rules undo it."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from desk_parts import People, a_post, harbour_story, the_claim
from growing_blog import Blog
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from workbench.claims.weights import shipped
from workbench.db import Database
from workbench.desk.cutting import add_claim
from workbench.desk.deciding import move_band, name_speaker, set_figures
from workbench.desk.finding_again import find_again, found_by_older_rules
from workbench.desk.item import accept_item, dismiss_item, move_item
from workbench.desk.learning import adopt_weights, weights_text
from workbench.desk.set_aside import set_aside_in
from workbench.desk.story import find_story, open_story
from workbench.model.item import Dismissal, Item, ItemKind, WorkState
from workbench.model.ledger import LedgerEntry
from workbench.model.person import Person, Role
from workbench.model.refusal import NotAllowed, RuleBroken, Stale
from workbench.model.rules import AdoptedWeights
from workbench.model.story import Post


def harsh() -> str:
    """Weights by which hardly anything is a claim."""
    known = shipped()
    return weights_text(type(known)(dict(known.reasons) | {"prior": -8.0}, known.claim, known.maybe))


def mild() -> str:
    """Weights by which nearly everything is one."""
    known = shipped()
    return weights_text(type(known)(dict(known.reasons) | {"prior": 8.0}, known.claim, known.maybe))


def adopt(database: Database, text: str) -> None:
    with database.transaction() as session:
        session.add(AdoptedWeights(weights=text))


def test_a_suggestion_is_accepted_once(database: Database, slug: str, people: People) -> None:
    with database.transaction() as session:
        item = the_claim(session)
        assert item.accepted_by_id is None
        accept_item(session, item, people.ana, item.version)
        assert item.accepted_by_id == people.ana.id
        with pytest.raises(RuleBroken, match="accepted already"):
            accept_item(session, item, people.ana, item.version)
        with pytest.raises(NotAllowed, match="A viewer may not accept"):
            accept_item(session, item, people.vic, item.version)
        with pytest.raises(Stale):
            accept_item(session, item, people.ana, item.version - 1)


def test_taking_up_work_accepts_a_suggestion(database: Database, slug: str, people: People) -> None:
    with database.transaction() as session:
        item = the_claim(session)
        move_item(session, item, WorkState.IN_PROGRESS, people.ana, item.version)
        assert item.accepted_by_id == people.ana.id


def test_a_claim_moves_between_the_bands_and_the_ledger_says_so(database: Database, slug: str, people: People) -> None:
    with database.transaction() as session:
        item = the_claim(session)
        move_band(session, item, "aside", people.ana, item.version)
        assert (item.band, item.decided) == ("aside", ["band"])
        move_band(session, item, "claim", people.ana, item.version)
        assert item.accepted_by_id == people.ana.id
        told = session.exec(select(LedgerEntry.detail).where(LedgerEntry.act == "band_moved")).all()
        assert [one["to"] for one in told] == ["aside", "claim"]
        with pytest.raises(RuleBroken, match="among the claims"):
            move_band(session, item, "elsewhere", people.ana, item.version)


def test_a_person_names_who_says_it_and_only_what_changed_is_decided(
    database: Database, slug: str, people: People
) -> None:
    with database.transaction() as session:
        item = the_claim(session)
        names = {"attribution": "Port police", "told": "Nordwire", "credit": item.credit or ""}
        name_speaker(session, item, people.ana, item.version, **names)
        assert (item.attribution, item.told, item.implied) == ("Port police", "Nordwire", False)
        assert item.decided == ["attribution", "told"]
        with pytest.raises(RuleBroken, match="Nothing was changed"):
            name_speaker(session, item, people.ana, item.version, **names)


@pytest.mark.parametrize(
    ("figure", "kept"),
    [
        ({"value": 12.0, "unit": "people"}, {"value": 12.0, "low": 12.0, "high": 12.0, "unit": "people", "text": "12"}),
        ({"low": 12.0, "text": "a dozen"}, {"value": None, "low": 12.0, "high": None, "unit": None, "text": "a dozen"}),
    ],
)
def test_a_person_sets_the_figures(
    database: Database, slug: str, people: People, figure: dict[str, Any], kept: dict[str, Any]
) -> None:
    with database.transaction() as session:
        item = the_claim(session)
        set_figures(session, item, [figure], people.ana, item.version)
        assert item.quantities == [kept]
        assert item.decided == ["quantities"]


@pytest.mark.parametrize(
    ("figure", "why"),
    [({"text": "many"}, "a value, or a bound"), ({"low": 9.0, "high": 2.0}, "at least 9 and at most 2")],
)
def test_a_figure_that_says_nothing_or_contradicts_itself_is_refused(
    database: Database, slug: str, people: People, figure: dict[str, Any], why: str
) -> None:
    with database.transaction() as session:
        item = the_claim(session)
        before = list(item.quantities)
        with pytest.raises(RuleBroken, match=why):
            set_figures(session, item, [figure], people.ana, item.version)
        assert item.quantities == before


def test_what_was_set_aside_is_shown_with_its_reasons_and_may_be_taken_up(database: Database, people: People) -> None:
    with database.transaction() as session:
        story = harbour_story(
            a_post("p1", 0, "The dam broke on Monday. What a terrible, shameful day! Should we trust them?")
        )
        slug = open_story(session, story, "3" * 64, people.ana).story
    with database.transaction() as session:
        story_row = find_story(session, slug)
        post = session.exec(select(Post).where(Post.story_id == story_row.id)).one()
        aside = set_aside_in(session, story_row, post.id or 0).sentences
        assert aside
        assert all(one.why for one in aside)
        item = add_claim(session, story_row, post, aside[0].words, aside[0].start, people.ana, "maybe")
        assert (item.band, item.words, "band" in item.decided) == ("maybe", aside[0].words, True)
        assert aside[0].words not in {one.words for one in set_aside_in(session, story_row, post.id or 0).sentences}


def test_newer_rules_set_untouched_suggestions_aside_and_leave_decisions_standing(
    database: Database, slug: str, people: People
) -> None:
    with database.transaction() as session:
        accepted = the_claim(session)
        accept_item(session, accepted, people.ana, accepted.version)
        untouched = the_claim(session, "inspected in March")
        kept = (accepted.band, accepted.attribution, accepted.words)
        assert not found_by_older_rules(session, find_story(session, slug))
    adopt(database, harsh())
    with database.transaction() as session:
        story = find_story(session, slug)
        assert found_by_older_rules(session, story)
        counts = find_again(session, story, people.ana)
        assert counts["set_aside"] >= 1
        assert session.get_one(Item, untouched.id).band == "aside"
        again = session.get_one(Item, accepted.id)
        assert (again.band, again.attribution, again.words) == kept
        assert not found_by_older_rules(session, story)
        assert session.exec(select(LedgerEntry).where(LedgerEntry.act == "found_again")).one().detail["new"] == 0
    adopt(database, mild())
    with database.transaction() as session:
        find_again(session, find_story(session, slug), people.ana)
        assert session.get_one(Item, untouched.id).band == "claim"


def test_a_dismissed_claim_is_never_found_again(database: Database, slug: str, people: People) -> None:
    with database.transaction() as session:
        item = the_claim(session)
        dismiss_item(session, item, "old news", people.ana, item.version, Dismissal.OPINION)
        words = item.words
    adopt(database, mild())
    with database.transaction() as session:
        find_again(session, find_story(session, slug), people.ana)
        twins = session.exec(select(Item).where(Item.words == words)).all()
        assert [one.work_state for one in twins] == ["dropped"]


ACTS = ("accept", "aside", "maybe", "dismiss", "speaker", "figures", "work")
DECIDED = (
    "words",
    "band",
    "attribution",
    "told",
    "credit",
    "quantities",
    "work_state",
    "dropped_because",
    "accepted_by_id",
    "found_by",
)


def _act(session: Session, item: Item, act: str, by: Person) -> None:
    version = item.version
    match act:
        case "accept":
            accept_item(session, item, by, version)
        case "aside" | "maybe":
            move_band(session, item, act, by, version)
        case "dismiss":
            dismiss_item(session, item, "not for us", by, version, Dismissal.OPINION)
        case "speaker":
            name_speaker(session, item, by, version, attribution="somebody else", told="", credit="")
        case "figures":
            set_figures(session, item, [{"value": 3.0, "unit": "boats"}], by, version)
        case "work":
            move_item(session, item, WorkState.IN_PROGRESS, by, version)


def _decisions(session: Session, refs: set[str]) -> dict[str, tuple[Any, ...]]:
    """What stands of each decided item, the fields apart that its act left to the rules."""
    items = session.exec(select(Item).where(col(Item.ref).in_(refs)))
    return {item.ref: tuple(getattr(item, name) for name in DECIDED) for item in items}


@settings(max_examples=25, deadline=None)
@given(
    acts=st.lists(st.tuples(st.integers(0, 11), st.sampled_from(ACTS)), min_size=1, max_size=8),
    after=st.lists(st.sampled_from(["harsh", "mild", "grow", "edit", "same"]), min_size=1, max_size=5),
    seed=st.integers(0, 2**32),
)
def test_no_reimport_and_no_new_rules_undo_a_decision(
    sqlite_template: Path, acts: list[tuple[int, str]], after: list[str], seed: int
) -> None:
    blog = Blog(native=True, timed=True, dice=random.Random(seed))
    for _ in range(12):
        blog.write()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        path.write_bytes(sqlite_template.read_bytes())
        database = Database(f"sqlite:///{path}")
        with database.transaction() as session:
            ana = Person(name="ana", display_name="Ana", role=Role.CHECKER, password_hash="x")
            session.add(ana)
            session.flush()
            slug = open_story(session, blog.read(), "0" * 64, ana, fetch_media=False).story
            claims = session.exec(select(Item).where(Item.kind == ItemKind.CLAIM).order_by(col(Item.id))).all()
            touched = set()
            for place, act in acts:
                item = claims[place % len(claims)]
                try:
                    _act(session, item, act, ana)
                except RuleBroken:
                    continue
                touched.add(item.ref)
            before = _decisions(session, touched)
        for step in after:
            _step(database, blog, slug, step)
        with database.reading() as session:
            assert _decisions(session, touched) == before
        database.close()


def _step(database: Database, blog: Blog, slug: str, step: str) -> None:
    if step in ("harsh", "mild"):
        adopt(database, harsh() if step == "harsh" else mild())
        with database.transaction() as session:
            find_again(session, find_story(session, slug), None)
        return
    if step == "grow":
        blog.write()
    if step == "edit":
        blog.change(0, office="the palace guard")
    with database.transaction() as session:
        open_story(session, blog.read(), "0" * 64, None, fetch_media=False)


def test_adopting_weights_takes_an_admin_and_reads_the_file_strictly(database: Database, people: People) -> None:
    with database.transaction() as session, pytest.raises(NotAllowed):
        adopt_weights(session, mild(), {}, "", people.ana)
