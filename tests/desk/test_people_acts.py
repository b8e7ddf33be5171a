"""Managing people: only admins, never without an admin, each act in the desk's own ledger."""

from collections.abc import Callable

import pytest
from running import CHEAP, PASSWORD
from sqlmodel import Session, select

from workbench.db import Database
from workbench.desk.ledger import entries
from workbench.desk.person import (
    add_person,
    change_role,
    disable_person,
    enable_person,
    ensure_first_admin,
    find_person,
    people_page,
    reset_password,
    set_password,
)  # fmt: skip
from workbench.logbook import chain
from workbench.model.person import Person, Role
from workbench.model.refusal import NotAllowed, NotFound, RuleBroken

ROLES = {"vic": Role.VIEWER, "ana": Role.CHECKER, "ben": Role.EDITOR, "cleo": Role.ADMIN}


@pytest.fixture
def desk(database: Database) -> Database:
    with database.transaction() as session:
        for name, role in ROLES.items():
            add_person(session, None, name, name.capitalize(), role, PASSWORD, passwords=CHEAP)
    return database


ACTS: dict[str, Callable[[Session, Person], object]] = {
    "person_added": lambda session, by: add_person(session, by, "eve", "Eve", Role.VIEWER, passwords=CHEAP),
    "password_reset": lambda session, by: reset_password(session, by, find_person(session, "vic"), passwords=CHEAP),
    "person_disabled": lambda session, by: disable_person(session, by, find_person(session, "vic")),
    "role_changed": lambda session, by: change_role(session, by, find_person(session, "vic"), Role.EDITOR),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", ["vic", "ana", "ben"])
def test_nobody_below_an_admin_manages_people(desk: Database, act: str, name: str) -> None:
    with pytest.raises(NotAllowed, match="may not manage people"), desk.transaction() as session:
        ACTS[act](session, find_person(session, name))


@pytest.mark.parametrize("act", ACTS)
def test_each_act_on_people_stands_in_the_desk_s_own_ledger(desk: Database, act: str) -> None:
    with desk.transaction() as session:
        ACTS[act](session, find_person(session, "cleo"))
    with desk.reading() as session:
        written = list(entries(session, None))
    assert (written[-1].act, written[-1].actor) == (act, "Cleo")
    assert chain.check(written) is None


def test_a_password_stands_nowhere_in_the_ledger(desk: Database) -> None:
    with desk.transaction() as session:
        once = reset_password(session, None, find_person(session, "ana"), passwords=CHEAP)
        set_password(session, find_person(session, "ben"), "another good password", passwords=CHEAP)
    with desk.reading() as session:
        written = str(list(entries(session, None)))
        kept = find_person(session, "ana").password_hash
    assert once not in written + kept
    assert "another good password" not in written
    assert "argon2" not in written


def test_the_last_admin_is_neither_closed_nor_demoted(desk: Database) -> None:
    for act in (
        lambda session, cleo: disable_person(session, cleo, cleo),
        lambda session, cleo: change_role(session, cleo, cleo, Role.EDITOR),
    ):
        with pytest.raises(RuleBroken, match="last admin"), desk.transaction() as session:
            act(session, find_person(session, "cleo"))


def test_a_closed_admin_does_not_count_as_another_one(desk: Database) -> None:
    with desk.transaction() as session:
        change_role(session, None, find_person(session, "ben"), Role.ADMIN)
        disable_person(session, None, find_person(session, "ben"))
    with pytest.raises(RuleBroken, match="last admin"), desk.transaction() as session:
        disable_person(session, None, find_person(session, "cleo"))
    with desk.transaction() as session:
        change_role(session, None, find_person(session, "ben"), Role.VIEWER)


def test_an_admin_goes_once_there_is_another(desk: Database) -> None:
    with desk.transaction() as session:
        change_role(session, None, find_person(session, "ben"), Role.ADMIN)
        disable_person(session, find_person(session, "ben"), find_person(session, "cleo"))
    with desk.reading() as session:
        assert [one.name for one in people_page(session).people if one.disabled] == ["cleo"]


def test_an_account_is_closed_once_and_opened_again(desk: Database) -> None:
    with desk.transaction() as session:
        disable_person(session, None, find_person(session, "ana"))
    with pytest.raises(RuleBroken, match="closed already"), desk.transaction() as session:
        disable_person(session, None, find_person(session, "ana"))
    with desk.transaction() as session:
        enable_person(session, None, find_person(session, "ana"))
    with pytest.raises(RuleBroken, match="is open"), desk.transaction() as session:
        enable_person(session, None, find_person(session, "ana"))


def test_the_same_role_again_is_refused(desk: Database) -> None:
    with pytest.raises(RuleBroken, match="already"), desk.transaction() as session:
        change_role(session, None, find_person(session, "ana"), Role.CHECKER)


@pytest.mark.parametrize("name", ["", " ", "a b", "-ana", "ana/../x", "<b>", "x" * 80, "ánа", "ana\x00"])
def test_a_name_that_nobody_could_type_is_refused(desk: Database, name: str) -> None:
    with pytest.raises(RuleBroken, match="sign-in name"), desk.transaction() as session:
        add_person(session, None, name, "Somebody", Role.VIEWER, passwords=CHEAP)


def test_a_name_is_given_once_whatever_its_case(desk: Database) -> None:
    with pytest.raises(RuleBroken, match="Somebody is called ana already"), desk.transaction() as session:
        add_person(session, None, " ANA ", "Another Ana", Role.VIEWER, passwords=CHEAP)


@pytest.mark.parametrize("password", ["short", "x" * 201])
def test_a_password_is_neither_too_short_nor_too_long(desk: Database, password: str) -> None:
    with pytest.raises(RuleBroken, match="A password has"), desk.transaction() as session:
        add_person(session, None, "eve", "Eve", Role.VIEWER, password, passwords=CHEAP)


def test_nobody_is_found_under_an_unknown_name(desk: Database) -> None:
    with pytest.raises(NotFound, match="nobody called"), desk.reading() as session:
        find_person(session, "eve")


def test_the_first_start_makes_one_admin_and_no_second(database: Database) -> None:
    with database.transaction() as session:
        password = ensure_first_admin(session, passwords=CHEAP)
    with database.transaction() as session:
        assert ensure_first_admin(session, passwords=CHEAP) is None
    with database.reading() as session:
        admin = session.exec(select(Person)).one()
    assert (admin.name, admin.role, admin.password_is_once) == ("admin", "admin", True)
    assert CHEAP.right(admin.password_hash, password or "")


def test_the_page_shows_open_accounts_first(desk: Database) -> None:
    with desk.transaction() as session:
        disable_person(session, None, find_person(session, "ana"))
    with desk.reading() as session:
        page = people_page(session)
    assert [one.name for one in page.people] == ["ben", "cleo", "vic", "ana"]
    assert {one.last_signed_in for one in page.people} == {None}
