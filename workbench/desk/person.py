"""People of the desk: adding them, their roles, closing accounts, new passwords. For admins."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from workbench.desk.ledger import record
from workbench.desk.passwords import STRONG, Passwords, one_time_password
from workbench.desk.signing_in import end_sign_ins, keep_password, plain_name
from workbench.model.columns import now
from workbench.model.person import Person, Role, SignIn, require_good_password, require_role
from workbench.model.refusal import NotFound, RuleBroken

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,78}")


@dataclass(frozen=True)
class Added:
    person: Person
    one_time_password: str | None


@dataclass(frozen=True)
class PersonRow:
    """One person as the list of people shows them. `once` while their password is a one-time one."""

    name: str
    display_name: str
    role: str
    disabled: bool
    once: bool
    created_at: datetime
    last_signed_in: datetime | None


@dataclass(frozen=True)
class PeoplePage:
    people: tuple[PersonRow, ...]


def find_person(session: Session, name: str) -> Person:
    person = session.exec(select(Person).where(Person.name == plain_name(name))).first()
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
    *,
    passwords: Passwords = STRONG,
) -> Added:
    """Add a person. Without a password they get one that is good for their first sign-in only.

    `by` None is the command line, here and below: whoever may run it holds the database anyway.
    """
    _require_admin(by)
    name = name.strip().lower()
    if not NAME.fullmatch(name):
        raise RuleBroken("A sign-in name has letters a to z, digits, dots, dashes; it begins with a letter or digit.")
    if session.exec(select(Person.id).where(Person.name == name)).first() is not None:
        raise RuleBroken(f"Somebody is called {name} already.")
    shown = " ".join(display_name.split())[:200] or name
    once = None if password else one_time_password()
    chosen = password or once or ""
    require_good_password(chosen)
    person = Person(
        name=name,
        display_name=shown,
        role=role,
        password_hash=passwords.hashed(chosen),
        password_is_once=once is not None,
    )
    session.add(person)
    record(session, None, "person_added", by, name, {"role": role.value, "display_name": shown})
    return Added(person, once)


def ensure_first_admin(session: Session, *, passwords: Passwords = STRONG) -> str | None:
    """On an empty desk, make the admin and return the one-time password; else None."""
    if session.exec(select(Person.id).limit(1)).first() is not None:
        return None
    return add_person(session, None, "admin", "Admin", Role.ADMIN, passwords=passwords).one_time_password


def reset_password(session: Session, by: Person | None, person: Person, *, passwords: Passwords = STRONG) -> str:
    """Give a person a new one-time password; whoever is signed in as them is out."""
    _require_admin(by)
    password = one_time_password()
    keep_password(session, person, passwords.hashed(password), once=True)
    record(session, None, "password_reset", by, person.name, {})
    return password


def set_password(session: Session, person: Person, password: str, *, passwords: Passwords = STRONG) -> None:
    """Give a person a password that stays, for the program's own use; whoever is signed in as them is out."""
    require_good_password(password)
    keep_password(session, person, passwords.hashed(password), once=False)
    record(session, None, "password_set", None, person.name, {})


def disable_person(session: Session, by: Person | None, person: Person) -> None:
    """Close an account at once; what the person did stays."""
    _require_admin(by)
    if person.disabled_at is not None:
        raise RuleBroken(f"The account of {person.name} is closed already.")
    _require_another_admin(session, person)
    person.disabled_at = now()
    session.add(person)
    end_sign_ins(session, person)
    record(session, None, "person_disabled", by, person.name, {})


def enable_person(session: Session, by: Person | None, person: Person) -> None:
    """Open a closed account again, with the password that it had."""
    _require_admin(by)
    if person.disabled_at is None:
        raise RuleBroken(f"The account of {person.name} is open.")
    person.disabled_at = None
    session.add(person)
    record(session, None, "person_enabled", by, person.name, {})


def change_role(session: Session, by: Person | None, person: Person, role: Role) -> None:
    """Give a person another role, from their next click on."""
    _require_admin(by)
    if person.role == role:
        raise RuleBroken(f"{person.name} has the role {role.value} already.")
    if role != Role.ADMIN:
        _require_another_admin(session, person)
    before, person.role = person.role, role
    session.add(person)
    record(session, None, "role_changed", by, person.name, {"from": before, "to": role.value})


def people_page(session: Session) -> PeoplePage:
    """Everybody, open accounts first, by name."""
    rows = session.exec(
        select(Person, func.max(SignIn.created_at))
        .outerjoin(SignIn)
        .group_by(col(Person.id))
        .order_by(col(Person.disabled_at).is_not(None), col(Person.name))
    ).all()
    return PeoplePage(
        tuple(
            PersonRow(
                name=person.name,
                display_name=person.display_name,
                role=person.role,
                disabled=person.disabled_at is not None,
                once=person.password_is_once,
                created_at=person.created_at,
                last_signed_in=last,
            )
            for person, last in rows
        )
    )


def _require_admin(by: Person | None) -> None:
    if by is not None:
        require_role(by, Role.ADMIN, "manage people")


def _require_another_admin(session: Session, person: Person) -> None:
    """Refuse to take the last open admin away."""
    if person.role != Role.ADMIN:
        return
    others = session.exec(
        select(func.count())
        .select_from(Person)
        .where(Person.role == Role.ADMIN, col(Person.disabled_at).is_(None), Person.id != person.id)
    ).one()
    if others == 0:
        raise RuleBroken(f"{person.name} is the last admin: make somebody else one first.")
