"""Verdicts rest on evidence, are written once, and are signed off by somebody else."""

import pytest
from desk_parts import People, the_claim, the_video
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from workbench.db import Database
from workbench.desk.evidence import Link, add_evidence, withdraw_evidence
from workbench.desk.item import move_item, reopen_item
from workbench.desk.item_page import item_page
from workbench.desk.source import add_source, change_source, named_source
from workbench.desk.story import find_story
from workbench.desk.verdict import record_verdict, send_back, sign_off
from workbench.model.evidence import Evidence, Stance
from workbench.model.item import WorkState
from workbench.model.job import Job
from workbench.model.person import Person, Role
from workbench.model.refusal import NotAllowed, RuleBroken, Stale
from workbench.model.source import Source, SourceKind
from workbench.model.verdict import SignOff, Verdict, VerdictWord

LIST = "https://harbour-police.example/statement/12"


def attach(database: Database, by: Person, url: str = LIST) -> int:
    with database.transaction() as session:
        source = named_source(session, "Harbour Police", SourceKind.OFFICIAL, by)
        link = Link(url, Stance.SUPPORTS, "twelve dead", source)
        return add_evidence(session, the_claim(session), link, by).id or 0


def conclude(database: Database, by: Person, cited: list[int], word: VerdictWord = VerdictWord.VERIFIED) -> None:
    with database.transaction() as session:
        claim = the_claim(session)
        record_verdict(session, claim, word, "The police list agrees.", cited, by, claim.version)


def test_a_verdict_cites_its_evidence_and_waits_for_a_second_person(
    database: Database, people: People, slug: str
) -> None:
    conclude(database, people.ana, [attach(database, people.ana)])
    with database.reading() as session:
        claim = the_claim(session)
        assert (claim.work_state, claim.verdict) == (WorkState.READY_FOR_REVIEW, "verified")


def test_the_author_does_not_sign_off_their_own_verdict(database: Database, people: People, slug: str) -> None:
    conclude(database, people.ben, [])
    with pytest.raises(RuleBroken, match="someone who did not write it"), database.transaction() as session:
        claim = the_claim(session)
        sign_off(session, claim, people.ben, claim.version)
    with database.reading() as session:
        assert session.exec(select(SignOff)).all() == []


def test_an_editor_signs_off_what_a_checker_wrote(database: Database, people: People, slug: str) -> None:
    conclude(database, people.ana, [])
    with database.transaction() as session:
        claim = the_claim(session)
        sign_off(session, claim, people.ben, claim.version)
    with database.reading() as session:
        assert the_claim(session).work_state == WorkState.SIGNED_OFF
        assert session.exec(select(SignOff.signer_id)).one() == people.ben.id


def test_a_checker_does_not_sign_off(database: Database, people: People, slug: str) -> None:
    conclude(database, people.ben, [])
    with pytest.raises(NotAllowed, match="editor"), database.transaction() as session:
        claim = the_claim(session)
        sign_off(session, claim, people.ana, claim.version)


def test_a_verdict_that_was_sent_back_is_not_signed_off_until_there_is_a_new_one(
    database: Database, people: People, slug: str
) -> None:
    conclude(database, people.ana, [])
    with database.transaction() as session:
        claim = the_claim(session)
        send_back(session, claim, "Who counted?", people.ben, claim.version)
    with pytest.raises(RuleBroken, match="no verdict waiting"), database.transaction() as session:
        claim = the_claim(session)
        sign_off(session, claim, people.ben, claim.version)
    conclude(database, people.ana, [], VerdictWord.DISPUTED)
    with database.transaction() as session:
        claim = the_claim(session)
        sign_off(session, claim, people.ben, claim.version)
    with database.reading() as session:
        assert [row.verdict for row in session.exec(select(Verdict))] == ["verified", "disputed"]


def test_a_verdict_that_was_signed_off_before_reopening_is_recorded_anew_before_it_is_reviewed(
    database: Database, people: People, slug: str
) -> None:
    conclude(database, people.ana, [])
    with database.transaction() as session:
        claim = the_claim(session)
        sign_off(session, claim, people.ben, claim.version)
        reopen_item(session, claim, "A new list came in.", people.ana, claim.version)
        assert "ready_for_review" not in item_page(session, find_story(session, slug), claim).may_move
    with pytest.raises(RuleBroken, match="record it anew"), database.transaction() as session:
        claim = the_claim(session)
        move_item(session, claim, WorkState.READY_FOR_REVIEW, people.ana, claim.version)
    conclude(database, people.ana, [])
    with database.transaction() as session:
        claim = the_claim(session)
        assert claim.work_state == WorkState.READY_FOR_REVIEW
        sign_off(session, claim, people.ben, claim.version)
    with database.reading() as session:
        assert [row.verdict for row in session.exec(select(Verdict))] == ["verified", "verified"]
        assert len(session.exec(select(SignOff)).all()) == 2


def test_a_verdict_without_a_reason_is_refused(database: Database, people: People, slug: str) -> None:
    with pytest.raises(RuleBroken, match="needs a reason"), database.transaction() as session:
        record_verdict(session, the_claim(session), VerdictWord.FALSE, " ", [], people.ana, 1)


def test_a_verdict_does_not_cite_what_is_not_attached(database: Database, people: People, slug: str) -> None:
    with pytest.raises(RuleBroken, match="attached"), database.transaction() as session:
        record_verdict(session, the_claim(session), VerdictWord.FALSE, "Because.", [77], people.ana, 1)


def test_two_verdicts_from_the_same_form_are_one(database: Database, people: People, slug: str) -> None:
    with database.transaction() as session:
        record_verdict(session, the_claim(session), VerdictWord.FALSE, "Once.", [], people.ana, 1)
    with pytest.raises(Stale), database.transaction() as session:
        record_verdict(session, the_claim(session), VerdictWord.FALSE, "Once.", [], people.ana, 1)


def test_not_even_the_program_changes_a_stored_verdict(database: Database, people: People, slug: str) -> None:
    conclude(database, people.ana, [])
    with pytest.raises(DBAPIError, match="written once"), database.transaction() as session:
        verdict = session.exec(select(Verdict)).one()
        verdict.reason = "A better one."
        session.add(verdict)


def test_a_link_is_attached_with_its_source_and_a_capture_is_asked_for(
    database: Database, people: People, slug: str
) -> None:
    evidence_id = attach(database, people.ana)
    with database.reading() as session:
        piece = session.get_one(Evidence, evidence_id)
        assert session.get_one(Source, piece.source_id).name == "Harbour Police"
        assert piece.origin_id == piece.source_id
        job = session.exec(select(Job).where(Job.name == "capture_evidence")).one()
        assert job.payload == {"evidence_id": evidence_id}


def test_the_same_link_twice_is_refused(database: Database, people: People, slug: str) -> None:
    attach(database, people.ana)
    with pytest.raises(RuleBroken, match="attached already"):
        attach(database, people.ana)


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "file:///etc/passwd", "harbour-police.example"])
def test_what_is_no_web_address_is_not_attached(database: Database, people: People, slug: str, url: str) -> None:
    with pytest.raises(RuleBroken, match="http"):
        attach(database, people.ana, url)
    with database.reading() as session:
        assert session.exec(select(Evidence)).all() == []


def test_a_link_needs_a_source(database: Database, people: People, slug: str) -> None:
    with pytest.raises(RuleBroken, match="which source"), database.transaction() as session:
        add_evidence(session, the_video(session), Link(LIST, Stance.CONTEXT), people.ana)


def test_a_withdrawn_link_stays_but_is_cited_no_more(database: Database, people: People, slug: str) -> None:
    evidence_id = attach(database, people.ana)
    conclude(database, people.ana, [evidence_id])
    with database.transaction() as session:
        withdraw_evidence(session, the_claim(session), evidence_id, "It is about another bridge.", people.ana)
    with pytest.raises(RuleBroken, match="not withdrawn"):
        conclude(database, people.ana, [evidence_id])
    with database.reading() as session:
        assert session.get_one(Evidence, evidence_id).withdrawn_because == "It is about another bridge."


def test_the_register_has_each_name_once_whatever_its_capitals(database: Database, people: People) -> None:
    with database.transaction() as session:
        first = add_source(session, "Harbour  Police", SourceKind.OFFICIAL, people.ana)
        assert named_source(session, "HARBOUR POLICE", SourceKind.OUTLET, people.ana).id == first.id
    with pytest.raises(RuleBroken, match="already"), database.transaction() as session:
        add_source(session, "harbour police", SourceKind.OFFICIAL, people.ana)


def test_a_stale_change_of_a_source_is_refused(database: Database, people: People) -> None:
    with database.transaction() as session:
        source = add_source(session, "Nordwire", SourceKind.AGENCY, people.ana)
        change_source(session, source, people.ana, 1, name="Nordwire", kind=SourceKind.AGENCY, note="wire")
    with pytest.raises(Stale), database.transaction() as session:
        source = session.exec(select(Source)).one()
        change_source(session, source, people.ana, 1, name="Other", kind=SourceKind.AGENCY)


def test_a_closed_account_can_do_nothing(database: Database, people: People, slug: str) -> None:
    gone = Person(name="gus", display_name="Gus", role=Role.EDITOR, password_hash="x")
    gone.disabled_at = gone.created_at
    with pytest.raises(NotAllowed, match="closed"), database.transaction() as session:
        record_verdict(session, the_claim(session), VerdictWord.FALSE, "No.", [], gone, 1)
