"""People, their roles and their sign-ins."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from workbench.model.columns import UtcDateTime, now, one_of
from workbench.model.refusal import NotAllowed, RuleBroken

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200


class Role(StrEnum):
    VIEWER = "viewer"
    CHECKER = "checker"
    EDITOR = "editor"
    ADMIN = "admin"


RANK = {Role.VIEWER: 0, Role.CHECKER: 1, Role.EDITOR: 2, Role.ADMIN: 3}


class Person(SQLModel, table=True):
    """Somebody who signs in. `name` is what they type, lower case; `display_name` is what the log says."""

    __tablename__ = "person"
    __table_args__ = (one_of("role", Role, "person_role_known"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, max_length=80)
    display_name: str = Field(max_length=200)
    role: str = Field(max_length=20)
    password_hash: str
    password_is_once: bool = False
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignIn(SQLModel, table=True):
    """One signed-in browser. Only the hash of its token is kept; ending the row ends the cookie."""

    __tablename__ = "sign_in"

    id: int | None = Field(default=None, primary_key=True)
    token_sha256: str = Field(unique=True, max_length=64)
    person_id: int = Field(foreign_key="person.id", index=True)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInAttempt(SQLModel, table=True):
    """One wrong password, kept for a while so that guessing can be slowed down."""

    __tablename__ = "sign_in_attempt"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True, max_length=80)
    address: str = Field(index=True, max_length=100)
    at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


def require_role(person: Person, least: Role, act: str) -> None:
    """Refuse unless `person` holds `least` or a higher role; `act` completes "may not …"."""
    if person.disabled_at is not None:
        raise NotAllowed("This account has been closed; ask an admin to open it again.")
    if RANK[Role(person.role)] < RANK[least]:
        raise NotAllowed(f"A {person.role} may not {act}; it takes the role {least.value} or higher.")


def require_good_password(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise RuleBroken(f"A password has at least {SHORTEST_PASSWORD} characters.")
    if len(password) > LONGEST_PASSWORD:
        raise RuleBroken(f"A password has at most {LONGEST_PASSWORD} characters.")
