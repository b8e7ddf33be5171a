"""People: adding them, their passwords and roles, signing in and out."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import Session, col, delete, func, select

from workbench.desk.finding import known_id
from workbench.desk.ledger import record
from workbench.model.columns import now
from workbench.model.person import (
    Person,
    Role,
    SignIn,
    SignInAttempt,
    require_good_password,
    require_role,
)  # fmt: skip
from workbench.model.refusal import NotFound, RuleBroken

WINDOW = timedelta(minutes=15)
TRIES_BY_NAME = 5
TRIES_BY_ADDRESS = 20
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,78}")

HASHER = PasswordHasher()


@dataclass(frozen=True)
class Added:
    person: Person
    one_time_password: str | None


@dataclass(frozen=True)
class PersonRow:
    name: str
    display_name: str
    role: str
    disabled: bool
    created_at: datetime


@dataclass(frozen=True)
class PeoplePage:
    people: tuple[PersonRow, ...]


@dataclass(frozen=True)
class SigningIn:
    """What came of a try to sign in: a token for the cookie, or the sentence of the refusal.

    A result and no exception, because the try itself has to be stored.
    """

    token: str | None
    refusal: str | None = None
    too_many: bool = False


def find_person(session: Session, name: str) -> Person:
    person = session.exec(select(Person).where(Person.name == name.strip().lower())).first()
    if person is None:
        raise NotFound(f"There is nobody called {name!r} here.")
    return person


def add_person(
    session: Session,
    by: Person | None,
    name: str,
    display_name: str,
    role: Role,
    password: str | None = None,
) -> Added:
    """Add a person. Without a password they get one that is good for their first sign-in only."""
    _require_admin(by)
    name = name.strip().lower()
    if not NAME.fullmatch(name):
        raise RuleBroken(
            "A sign-in name has letters a to z, digits, dots, dashes; it begins with a letter or digit."
        )
    if session.exec(select(Person.id).where(Person.name == name)).first() is not None:
        raise RuleBroken(f"There is a {name} already.")
    shown = " ".join(display_name.split())[:200] or name
    once = None if password else new_password()
    require_good_password(password or once or "")
    person = Person(
        name=name,
        display_name=shown,
        role=role,
        password_hash=HASHER.hash(password or once or ""),
        password_is_once=once is not None,
    )
    session.add(person)
    record(session, None, "person_added", by, name, {"role": role.value, "display_name": shown})
    return Added(person, once)


def ensure_first_admin(session: Session) -> str | None:
    """On an empty desk, make the admin and return the one-time password; else None."""
    if session.exec(select(Person.id).limit(1)).first() is not None:
        return None
    return add_person(session, None, "admin", "Admin", Role.ADMIN).one_time_password


def new_password() -> str:
    return secrets.token_urlsafe(12)


def reset_password(session: Session, by: Person | None, person: Person) -> str:
    """Give a person a new one-time password; whoever is signed in as them is out."""
    _require_admin(by)
    password = new_password()
    _take_password(session, person, password, once=True)
    record(session, None, "password_reset", by, person.name, {})
    return password


def set_password(session: Session, person: Person, password: str) -> None:
    """Give a person a password that stays; whoever is signed in as them is out."""
    require_good_password(password)
    _take_password(session, person, password, once=False)
    record(session, None, "password_set", None, person.name, {})


def change_own_password(session: Session, person: Person, old: str, new: str) -> None:
    """Change one's own password; every sign-in of that person ends."""
    if not _right(person, old):
        raise RuleBroken("The present password is not right.")
    require_good_password(new)
    if old == new:
        raise RuleBroken("The new password is the old one.")
    _take_password(session, person, new, once=False)
    record(session, None, "password_changed", person, person.name, {})


def _take_password(session: Session, person: Person, password: str, *, once: bool) -> None:
    person.password_hash, person.password_is_once = HASHER.hash(password), once
    session.add(person)
    _end_sign_ins(session, person)


def disable_person(session: Session, by: Person | None, person: Person) -> None:
    """Close an account at once; what the person did stays."""
    _require_admin(by)
    if person.disabled_at is not None:
        raise RuleBroken(f"The account of {person.name} is closed already.")
    _require_another_admin(session, person)
    person.disabled_at = now()
    session.add(person)
    _end_sign_ins(session, person)
    record(session, None, "person_disabled", by, person.name, {})


def enable_person(session: Session, by: Person | None, person: Person) -> None:
    _require_admin(by)
    if person.disabled_at is None:
        raise RuleBroken(f"The account of {person.name} is open.")
    person.disabled_at = None
    session.add(person)
    record(session, None, "person_enabled", by, person.name, {})


def change_role(session: Session, by: Person | None, person: Person, role: Role) -> None:
    _require_admin(by)
    if role != Role.ADMIN:
        _require_another_admin(session, person)
    before, person.role = person.role, role
    session.add(person)
    record(session, None, "role_changed", by, person.name, {"from": before, "to": role.value})


def people_page(session: Session) -> PeoplePage:
    """Everybody, open accounts first, by name."""
    people = session.exec(select(Person).order_by(col(Person.disabled_at).is_not(None), col(Person.name)))
    return PeoplePage(
        tuple(
            PersonRow(one.name, one.display_name, one.role, one.disabled_at is not None, one.created_at)
            for one in people
        )
    )


def sign_in(session: Session, name: str, password: str, address: str, *, hours: int = 12) -> SigningIn:
    """Try to sign in; wrong passwords are counted by name and by address."""
    name = name.strip().lower()[:80]
    session.exec(delete(SignInAttempt).where(col(SignInAttempt.at) < now() - WINDOW))
    if _too_many(session, name, address):
        minutes = int(WINDOW.total_seconds() // 60)
        return SigningIn(
            None, f"Too many wrong passwords: wait {minutes} minutes and try again.", too_many=True
        )
    person = session.exec(
        select(Person).where(Person.name == name, col(Person.disabled_at).is_(None))
    ).first()
    if not _right(person, password) or person is None:
        session.add(SignInAttempt(name=name, address=address[:100]))
        return SigningIn(None, "That name and password do not go together.")
    if HASHER.check_needs_rehash(person.password_hash):
        person.password_hash = HASHER.hash(password)
        session.add(person)
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            token_sha256=_hashed(token), person_id=known_id(person.id), ends_at=now() + timedelta(hours=hours)
        )
    )
    return SigningIn(token)


def sign_out(session: Session, token: str) -> None:
    """End the sign-in of that token; the cookie is worth nothing from now on."""
    found = session.exec(select(SignIn).where(SignIn.token_sha256 == _hashed(token))).first()
    if found is not None and found.ended_at is None:
        found.ended_at = now()
        session.add(found)


def person_for_token(session: Session, token: str) -> Person | None:
    """Who is signed in with that token; None for one that ended, is too old, or never was."""
    return session.exec(
        select(Person)
        .join(SignIn)
        .where(SignIn.token_sha256 == _hashed(token), col(SignIn.ended_at).is_(None))
        .where(col(SignIn.ends_at) > now(), col(Person.disabled_at).is_(None))
    ).first()


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _right(person: Person | None, password: str) -> bool:
    """Whether the password is the person's. An unknown name costs as much as a wrong password."""
    try:
        return HASHER.verify(person.password_hash if person else _nobody(), password) and person is not None
    except (VerificationError, InvalidHashError):
        return False


_NOBODY: list[str] = []


def _nobody() -> str:
    if not _NOBODY:
        _NOBODY.append(HASHER.hash(secrets.token_hex(16)))
    return _NOBODY[0]


def _too_many(session: Session, name: str, address: str) -> bool:
    def tries(column: object, value: str) -> int:
        return session.exec(select(func.count()).select_from(SignInAttempt).where(column == value)).one()

    return (
        tries(SignInAttempt.name, name) >= TRIES_BY_NAME
        or tries(SignInAttempt.address, address[:100]) >= TRIES_BY_ADDRESS
    )


def _end_sign_ins(session: Session, person: Person) -> None:
    for one in session.exec(
        select(SignIn).where(SignIn.person_id == person.id, col(SignIn.ended_at).is_(None))
    ):
        one.ended_at = now()
        session.add(one)


def _require_admin(by: Person | None) -> None:
    """`by` None is the command line: whoever may run it holds the database anyway."""
    if by is not None:
        require_role(by, Role.ADMIN, "manage people")


def _require_another_admin(session: Session, person: Person) -> None:
    if person.role != Role.ADMIN:
        return
    others = session.exec(
        select(func.count())
        .select_from(Person)
        .where(Person.role == Role.ADMIN, col(Person.disabled_at).is_(None), Person.id != person.id)
    ).one()
    if others == 0:
        raise RuleBroken(f"{person.name} is the last admin: make somebody else one first.")
