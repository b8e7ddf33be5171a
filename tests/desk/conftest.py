"""A desk with people and one small story."""

import pytest
from desk_parts import People, harbour_story

from workbench.db import Database
from workbench.desk.story import open_story
from workbench.model.person import Person, Role


@pytest.fixture
def people(database: Database) -> People:
    with database.transaction() as session:
        made = [
            Person(name=name, display_name=shown, role=role, password_hash="x")
            for name, shown, role in (
                ("ana", "Ana Lima", Role.CHECKER),
                ("ben", "Ben Osei", Role.EDITOR),
                ("vic", "Vic Roy", Role.VIEWER),
            )
        ]
        session.add_all(made)
    return People(*made)


@pytest.fixture
def slug(database: Database, people: People) -> str:
    with database.transaction() as session:
        return open_story(session, harbour_story(), "0" * 64, people.ana).story
