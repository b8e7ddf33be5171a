"""Signing in and out, and changing one's own password.

A password is looked at between two short looks at the database: `knock` reads what it is compared with, then
it is compared without any transaction, then the result is stored. A wrong one is stored too, which is why the
acts give their refusal back instead of raising it: the door raises it once the try has been committed.
"""

import hashlib
import ipaddress
import math
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, or_, select

from workbench.desk.ledger import record
from workbench.model.columns import known_id, now
from workbench.model.person import Person, SignIn, SignInAttempt
from workbench.model.refusal import Refusal, RuleBroken, TooManyTries

WINDOW = timedelta(minutes=15)
TRIES_BY_NAME = 5
TRIES_BY_ADDRESS = 20
LONGEST_NAME = 80
NOT_TOGETHER = "That name and password do not go together."


@dataclass(frozen=True)
class Knock:
    """Somebody at the door: the name they give, where they come from, the hash that a password must fit.

    `password_hash` is None for a name that nobody has and for a closed account; `refusal` stands if there
    were too many wrong passwords, and then the password is not looked at at all.
    """

    name: str
    address: str
    password_hash: str | None
    refusal: Refusal | None


@dataclass(frozen=True)
class SignedIn:
    """A token for the cookie, or the refusal that the door has to raise."""

    token: str | None
    refusal: Refusal | None = None


def knock(session: Session, name: str, address: str) -> Knock:
    """Read what a password is compared with."""
    name, address = plain_name(name), network_of(address)
    person = _open_account(session, name)
    return Knock(name, address, person.password_hash if person else None, _slowed(session, name, address))


def sign_in(session: Session, knock: Knock, right: bool, renewed: str | None, *, hours: int) -> SignedIn:
    """Store how a try went: a new sign-in if the password was `right`, else one more wrong try.

    `renewed` is the password's new hash where the kept one had outdated parameters.
    """
    refusal = _counted(session, knock, right)
    person = _open_account(session, knock.name)
    if refusal is not None or person is None:
        return SignedIn(None, refusal or RuleBroken(NOT_TOGETHER))
    if renewed is not None:
        person.password_hash = renewed
        session.add(person)
    session.exec(
        delete(SignInAttempt).where(col(SignInAttempt.name) == knock.name, col(SignInAttempt.address) == knock.address)
    )
    token = secrets.token_urlsafe(32)
    ends_at = now() + timedelta(hours=hours)
    session.add(SignIn(token_sha256=_hashed(token), person_id=known_id(person.id), ends_at=ends_at))
    return SignedIn(token)


def change_own_password(session: Session, knock: Knock, right: bool, new_hash: str) -> Refusal | None:
    """Store one's new password if the present one was `right`; every sign-in of that person ends."""
    refusal = _counted(session, knock, right, "The present password is not right.")
    person = _open_account(session, knock.name)
    if refusal is not None or person is None:
        return refusal or RuleBroken(NOT_TOGETHER)
    keep_password(session, person, new_hash, once=False)
    record(session, None, "password_changed", person, person.name, {})
    return None


def keep_password(session: Session, person: Person, password_hash: str, *, once: bool) -> None:
    """Give a person another password; whoever is signed in as them is out."""
    person.password_hash, person.password_is_once = password_hash, once
    session.add(person)
    end_sign_ins(session, person)


def sign_out(session: Session, token: str) -> None:
    """End the sign-in of that token; the cookie is worth nothing from now on, wherever it was copied to."""
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


def end_sign_ins(session: Session, person: Person) -> None:
    """Put out every browser that is signed in as that person."""
    standing = select(SignIn).where(SignIn.person_id == person.id, col(SignIn.ended_at).is_(None))
    for one in session.exec(standing):
        one.ended_at = now()
        session.add(one)


def plain_name(name: str) -> str:
    """The name as it is compared: trimmed, lower case, without characters that no name has."""
    return "".join(letter for letter in name.strip().lower() if letter.isprintable())[:LONGEST_NAME]


def network_of(address: str) -> str:
    """The address that tries are counted by: one machine's IPv4 address, or one household's IPv6 network."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:100]
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((int(parsed), 64), strict=False))
    return str(parsed)


def _open_account(session: Session, name: str) -> Person | None:
    return session.exec(select(Person).where(Person.name == name, col(Person.disabled_at).is_(None))).first()


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _counted(session: Session, knock: Knock, right: bool, wrong: str = NOT_TOGETHER) -> Refusal | None:
    """The refusal of a try, with the try stored; None if it may go on.

    Looked at anew under the write lock: sixteen guesses sent at the same moment are still five.
    """
    session.exec(delete(SignInAttempt).where(col(SignInAttempt.at) < now() - WINDOW))
    if refusal := knock.refusal or _slowed(session, knock.name, knock.address):
        return refusal
    person = _open_account(session, knock.name)
    if right and person is not None and person.password_hash == knock.password_hash:
        return None
    session.add(SignInAttempt(name=knock.name, address=knock.address))
    return RuleBroken(wrong)


def _slowed(session: Session, name: str, address: str) -> TooManyTries | None:
    """The refusal while there are too many wrong passwords for the name or from the address."""
    rows = session.exec(
        select(SignInAttempt)
        .where(or_(col(SignInAttempt.name) == name, col(SignInAttempt.address) == address))
        .where(col(SignInAttempt.at) >= now() - WINDOW)
        .order_by(col(SignInAttempt.at))
    ).all()
    ends = [
        *_until([one.at for one in rows if one.name == name], TRIES_BY_NAME),
        *_until([one.at for one in rows if one.address == address], TRIES_BY_ADDRESS),
    ]
    if not ends:
        return None
    minutes = max(1, math.ceil((max(ends) - now()).total_seconds() / 60))
    return TooManyTries(f"Too many wrong passwords: try again in {minutes} minute{'s' if minutes > 1 else ''}.")


def _until(tries: Sequence[datetime], limit: int) -> list[datetime]:
    """When fewer than `limit` of the tries will lie inside the window; nothing if that is so now."""
    return [tries[-limit] + WINDOW] if len(tries) >= limit else []
