"""Signing in: wrong passwords are counted even though they are refused, and guessing at once gains nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import argon2
import pytest
from running import CHEAP, PASSWORD
from sqlalchemy import update
from sqlmodel import func, select

from workbench.db import Database
from workbench.desk.passwords import Passwords
from workbench.desk.person import add_person, disable_person, find_person, reset_password
from workbench.desk.signing_in import (
    TRIES_BY_ADDRESS,
    TRIES_BY_NAME,
    WINDOW,
    SignedIn,
    change_own_password,
    knock,
    network_of,
    person_for_token,
    sign_in,
    sign_out,
)  # fmt: skip
from workbench.model.columns import now
from workbench.model.person import Person, Role, SignIn, SignInAttempt
from workbench.model.refusal import RuleBroken, TooManyTries

HERE = "192.0.2.7"


@pytest.fixture
def desk(database: Database) -> Database:
    with database.transaction() as session:
        for name, role in (("ana", Role.CHECKER), ("cleo", Role.ADMIN)):
            add_person(session, None, name, name.capitalize(), role, PASSWORD, passwords=CHEAP)
    return database


def tried(
    desk: Database, name: str, password: str, address: str = HERE, passwords: Passwords = CHEAP, hours: int = 12
) -> SignedIn:
    """A whole try, as the door makes it."""
    with desk.reading() as session:
        at_door = knock(session, name, address)
    right = at_door.refusal is None and passwords.right(at_door.password_hash, password)
    renewed = passwords.renewed(at_door.password_hash, password) if right and at_door.password_hash else None
    with desk.transaction() as session:
        return sign_in(session, at_door, right, renewed, hours=hours)


def who(desk: Database, token: str | None) -> str | None:
    with desk.reading() as session:
        person = person_for_token(session, token or "")
    return person.name if person else None


def tries_kept(desk: Database) -> int:
    with desk.reading() as session:
        return session.exec(select(func.count()).select_from(SignInAttempt)).one()


def let_pass(desk: Database, time: timedelta) -> None:
    """As if the tries so far had been made that much earlier."""
    with desk.transaction() as session:
        for one in session.exec(select(SignInAttempt)):
            one.at -= time
            session.add(one)


@pytest.mark.parametrize("name", ["ana", " Ana ", "ANA", "a\x00na\u200b"])
def test_the_right_password_signs_in_however_the_name_is_typed(desk: Database, name: str) -> None:
    assert who(desk, tried(desk, name, PASSWORD).token) == "ana"


@pytest.mark.parametrize(("name", "password"), [("ana", "wrong"), ("nobody", PASSWORD), ("", ""), ("\x00", "\x00")])
def test_a_wrong_try_is_refused_and_counted(desk: Database, name: str, password: str) -> None:
    done = tried(desk, name, password)
    assert done.token is None
    assert isinstance(done.refusal, RuleBroken)
    assert tries_kept(desk) == 1


def test_a_name_is_slowed_after_five_wrong_passwords_wherever_they_come_from(desk: Database) -> None:
    for number in range(TRIES_BY_NAME):
        assert isinstance(tried(desk, "ana", "wrong", f"192.0.2.{number}").refusal, RuleBroken)
    refusal = tried(desk, "ana", PASSWORD, "198.51.100.1").refusal
    assert isinstance(refusal, TooManyTries)
    assert str(refusal) == "Too many wrong passwords: try again in 15 minutes."
    assert tried(desk, "cleo", PASSWORD).token


def test_an_address_is_slowed_after_twenty_wrong_passwords_for_any_names(desk: Database) -> None:
    for number in range(TRIES_BY_ADDRESS):
        assert isinstance(tried(desk, f"guess{number}", "wrong").refusal, RuleBroken)
    assert isinstance(tried(desk, "ana", PASSWORD).refusal, TooManyTries)
    assert tried(desk, "ana", PASSWORD, "198.51.100.1").token


def test_trying_while_slowed_does_not_make_it_longer(desk: Database) -> None:
    for _ in range(TRIES_BY_NAME):
        tried(desk, "ana", "wrong")
    let_pass(desk, timedelta(minutes=10))
    for _ in range(3):
        assert "in 5 minutes" in str(tried(desk, "ana", "wrong").refusal)
    assert tries_kept(desk) == TRIES_BY_NAME
    let_pass(desk, WINDOW - timedelta(minutes=9))
    assert tried(desk, "ana", PASSWORD).token
    assert tries_kept(desk) == 0


def test_four_slips_are_forgotten_after_the_right_password(desk: Database) -> None:
    for _ in range(TRIES_BY_NAME - 1):
        tried(desk, "ana", "wrong")
    assert tried(desk, "ana", PASSWORD).token
    assert tries_kept(desk) == 0


def test_guesses_sent_at_the_same_moment_are_five_all_the_same(desk: Database) -> None:
    together = threading.Barrier(12)

    def guess(number: int) -> SignedIn:
        with desk.reading() as session:
            at_door = knock(session, "ana", HERE)
        together.wait()
        right = CHEAP.right(at_door.password_hash, f"guess {number}")
        with desk.transaction() as session:
            return sign_in(session, at_door, right, None, hours=1)

    with ThreadPoolExecutor(12) as pool:
        refusals = [done.refusal for done in pool.map(guess, range(12))]
    assert sum(isinstance(one, RuleBroken) for one in refusals) == TRIES_BY_NAME
    assert sum(isinstance(one, TooManyTries) for one in refusals) == 12 - TRIES_BY_NAME


def test_a_password_that_changed_while_it_was_compared_does_not_fit(desk: Database) -> None:
    with desk.reading() as session:
        at_door = knock(session, "ana", HERE)
    with desk.transaction() as session:
        reset_password(session, None, find_person(session, "ana"), passwords=CHEAP)
    with desk.transaction() as session:
        assert sign_in(session, at_door, True, None, hours=1).token is None


def test_an_outdated_hash_is_renewed_at_the_next_sign_in(desk: Database) -> None:
    stronger = Passwords(argon2.PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    assert tried(desk, "ana", PASSWORD, passwords=stronger).token
    with desk.reading() as session:
        assert ",t=2," in find_person(session, "ana").password_hash
    assert tried(desk, "ana", PASSWORD, passwords=stronger).token


def test_a_sign_in_ends_by_itself(desk: Database) -> None:
    token = tried(desk, "ana", PASSWORD, hours=1).token
    assert who(desk, token) == "ana"
    with desk.transaction() as session:
        session.execute(update(SignIn).values(ends_at=now() - timedelta(seconds=1)))
    assert who(desk, token) is None


def test_signing_out_ends_that_browser_and_no_other(desk: Database) -> None:
    first, second = tried(desk, "ana", PASSWORD).token, tried(desk, "ana", PASSWORD).token
    with desk.transaction() as session:
        sign_out(session, first or "")
        sign_out(session, "a token that never was")
    assert (who(desk, first), who(desk, second)) == (None, "ana")


def test_a_closed_account_is_out_and_stays_out(desk: Database) -> None:
    token = tried(desk, "ana", PASSWORD).token
    with desk.transaction() as session:
        disable_person(session, None, find_person(session, "ana"))
    assert who(desk, token) is None
    assert str(tried(desk, "ana", PASSWORD).refusal) == str(tried(desk, "nobody", PASSWORD).refusal)


@pytest.mark.parametrize("right", [True, False])
def test_changing_one_s_password_takes_the_present_one_and_ends_every_sign_in(desk: Database, right: bool) -> None:
    token = tried(desk, "ana", PASSWORD).token
    with desk.reading() as session:
        at_door = knock(session, "ana", HERE)
    with desk.transaction() as session:
        refusal = change_own_password(session, at_door, right, CHEAP.hashed("another password"))
    assert (refusal is None) == right
    assert who(desk, token) == (None if right else "ana")
    assert tries_kept(desk) == (0 if right else 1)
    assert bool(tried(desk, "ana", "another password").token) == right


def test_a_one_time_password_signs_in_and_says_that_it_is_one(desk: Database) -> None:
    with desk.transaction() as session:
        once = add_person(session, None, "dora", "Dora", Role.VIEWER, passwords=CHEAP).one_time_password or ""
    token = tried(desk, "dora", once).token
    with desk.reading() as session:
        person: Person | None = person_for_token(session, token or "")
    assert person is not None
    assert person.password_is_once


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
        ("", ""),
        ("unix:" + "x" * 200, ("unix:" + "x" * 200)[:100]),
    ],
)
def test_tries_are_counted_by_household(address: str, counted_as: str) -> None:
    assert network_of(address) == counted_as
