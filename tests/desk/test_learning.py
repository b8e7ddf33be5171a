"""What the desk decided as the rules learn from it, and weights put in force, measured, and taken back."""

from __future__ import annotations

import random

import pytest
from desk_parts import People, a_post, harbour_story
from sqlmodel import Session, select

from workbench.claims.weights import shipped
from workbench.db import Database
from workbench.desk.deciding import move_band
from workbench.desk.item import accept_item, dismiss_item
from workbench.desk.learning import adopt_weights, decisions, measured_of, refit_weights, weights_text
from workbench.desk.rules import rules_in_force
from workbench.desk.story import open_story
from workbench.model.item import Dismissal, Item, ItemKind
from workbench.model.ledger import LedgerEntry
from workbench.model.person import Person, Role
from workbench.model.refusal import NotAllowed, RuleBroken


def many_decisions(session: Session, by: Person, count: int) -> None:
    """A story whose claims a person has accepted, dismissed as opinions, set aside, or dismissed for other reasons."""
    dice = random.Random(5)
    texts = [
        f"At least {number} people were killed in {dice.choice(['Orvik', 'Kesk', 'Tarn'])} on Monday, police said."
        if number % 2
        else f"The union says plan {number} for {dice.choice(['Orvik', 'Kesk', 'Tarn'])} should be dropped."
        for number in range(1, count + 1)
    ]
    posts = [a_post(f"p{number}", number, text) for number, text in enumerate(texts)]
    story = harbour_story(*posts)
    open_story(session, story, "5" * 64, by)
    for item in session.exec(select(Item).where(Item.kind == ItemKind.CLAIM)).all():
        if "killed" in item.words:
            accept_item(session, item, by, item.version)
        else:
            dismiss_item(session, item, "says what they think", by, item.version, Dismissal.OPINION)


@pytest.fixture
def admin(database: Database, people: People) -> Person:
    with database.transaction() as session:
        made = Person(name="ada", display_name="Ada Moe", role=Role.ADMIN, password_hash="x")
        session.add(made)
    return made


def test_each_decision_is_told_with_its_reasons_and_what_says_nothing_is_left_out(
    database: Database, slug: str, people: People
) -> None:
    with database.transaction() as session:
        items = list(session.exec(select(Item).where(Item.kind == ItemKind.CLAIM).order_by(Item.ref)))
        assert list(decisions(session)) == []
        accept_item(session, items[0], people.ana, items[0].version)
        move_band(session, items[1], "aside", people.ana, items[1].version)
        dismiss_item(session, items[2], "old", people.ana, items[2].version, Dismissal.OTHER)
        told = list(decisions(session))
        assert [(one["ref"], one["decision"], one["is_claim"]) for one in told] == [
            (items[0].ref, "accepted", True),
            (items[1].ref, "moved to aside", False),
        ]
        assert all(one["reasons"] and one["text"] and one["rules"] for one in told)
        dismiss_item(session, items[1], "an opinion", people.ana, items[1].version, Dismissal.OPINION)
        assert [one["decision"] for one in decisions(session)] == ["accepted", "opinion"]


def test_the_weights_are_fitted_from_three_hundred_decisions_on(database: Database, people: People) -> None:
    with database.transaction() as session:
        many_decisions(session, people.ana, 40)
        with pytest.raises(RuleBroken, match="from 300 on"):
            refit_weights(session)


def test_fitted_weights_are_adopted_measured_and_taken_back(database: Database, people: People, admin: Person) -> None:
    with database.transaction() as session:
        many_decisions(session, people.ana, 340)
        fitted = refit_weights(session)
        assert fitted.after.loss <= fitted.before.loss
        with pytest.raises(NotAllowed):
            adopt_weights(session, weights_text(fitted.weights), {}, "", people.ana)
        before = rules_in_force(session)
        adopt_weights(session, weights_text(fitted.weights), measured_of(fitted), "", admin)
        assert rules_in_force(session).weights == fitted.weights
        assert rules_in_force(session).version != before.version
        told = session.exec(select(LedgerEntry).where(LedgerEntry.act == "weights_adopted")).one()
        assert told.detail["measured"]["after"]["decisions"] == fitted.after.decisions
    with database.transaction() as session:
        assert rules_in_force(session).weights == fitted.weights
        adopt_weights(session, None, {}, "back", admin)
        assert rules_in_force(session).weights == shipped()
        with pytest.raises(RuleBroken, match="can't be used"):
            adopt_weights(session, "nonsense", {}, "", admin)
