"""What every view stands on: the settings, the database, the store, and who is asking."""

from dataclasses import dataclass

from flask import current_app, g, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.routing import IntegerConverter, Map

from workbench.claims.sentence_vectors import SentenceVectors
from workbench.config import Settings
from workbench.db import Database
from workbench.desk.passwords import Passwords
from workbench.desk.signing_in import person_for_token
from workbench.evidence.store import Store
from workbench.model.person import Person
from workbench.model.refusal import NotAllowed

SIGN_IN_COOKIE = "workbench_sign_in"


@dataclass(frozen=True)
class Grounds:
    settings: Settings
    database: Database
    store: Store
    passwords: Passwords
    vectors: SentenceVectors | None = None


class RowNumber(IntegerConverter):
    """A number in an address, as large as a row's number can be; what is beyond is not found."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=2**31 - 1)


def grounds() -> Grounds:
    found: Grounds = current_app.extensions["workbench"]
    return found


def settings() -> Settings:
    return grounds().settings


def database() -> Database:
    return grounds().database


def store() -> Store:
    return grounds().store


def passwords() -> Passwords:
    return grounds().passwords


def person() -> Person:
    """Who is signed in. Every page but the few that need nobody is closed to others before it is asked."""
    found = person_or_none()
    if found is None:
        raise NotAllowed("Sign in first.")
    return found


def person_or_none() -> Person | None:
    """Who is signed in, if anybody: read once per request, and detached from its session."""
    if "person" not in g:
        # Nobody, should the database fail: the page that says so must not fail on the same question.
        g.person = None
        if token := request.cookies.get(SIGN_IN_COOKIE):
            with database().reading() as session:
                g.person = person_for_token(session, token)
    found: Person | None = g.person
    return found


def health() -> tuple[dict[str, str], int]:
    """For whatever watches the desk: whether the database answers."""
    try:
        database().ping()
    except SQLAlchemyError:
        return {"status": "the database does not answer"}, 503
    return {"status": "ok"}, 200
