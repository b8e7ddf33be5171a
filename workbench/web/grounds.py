"""What every view stands on: the settings, the database, the store, and who is asking."""

from dataclasses import dataclass

from flask import current_app, g

from workbench.config import Settings
from workbench.db import Database
from workbench.evidence.store import Store
from workbench.model.person import Person


@dataclass(frozen=True)
class Grounds:
    settings: Settings
    database: Database
    store: Store


def grounds() -> Grounds:
    found: Grounds = current_app.extensions["workbench"]
    return found


def settings() -> Settings:
    return grounds().settings


def database() -> Database:
    return grounds().database


def store() -> Store:
    return grounds().store


def person() -> Person:
    """Who is signed in. Views that need nobody do not ask."""
    found: Person = g.person
    return found


def person_or_none() -> Person | None:
    found: Person | None = g.get("person")
    return found
