"""A desk that was set up with the first tables is brought up to date and keeps everything."""

import json

import alembic.command
import pytest
from sqlalchemy import create_engine, text
from sqlmodel import col, select

from workbench.db import Database, _alembic_config
from workbench.migrations.written_once import missing_triggers
from workbench.model.item import Item

AT = "2026-03-02 18:00:00+00:00"
ROWS = f"""
INSERT INTO person (id, name, display_name, role, password_hash, password_is_once, created_at)
VALUES (1, 'ana', 'Ana Lima', 'checker', 'x', false, '{AT}');
INSERT INTO story (id, slug, title, reader, ref_prefix, items_numbered, warnings, source_sha256, created_at, read_at)
VALUES (1, 'quay', 'Quay', 'normal form', 'QUA', 2, '[]', '{"0" * 64}', '{AT}', '{AT}');
INSERT INTO post (id, story_id, native_id, position, kind, version_number) VALUES (1, 1, 'p1', 0, 'post', 1);
INSERT INTO post_version (id, post_id, number, text, html, sanitiser, posted_at, credits, embeds, read_at)
VALUES (1, 1, 1, 'Twelve were killed. The bridge fell.', '', '', '2026-03-02T18:00:00+01:00', '[]', '[]', '{AT}');
INSERT INTO item (id, story_id, post_id, post_version_id, ref, kind, words, start_at, end_at, hedges, quantities, why,
                  found_by, work_state, verdict, alert, version, created_at, changed_at)
VALUES (1, 1, 1, 1, 'QUA-001', 'claim', 'Twelve were killed.', 0, 19, '[]', '[]', '["figure: Twelve"]', 'rules', 'reopened', 'verified',
        'The blog changed these words after the item was made.', 7, '{AT}', '{AT}');
INSERT INTO item (id, story_id, post_id, post_version_id, ref, kind, words, start_at, end_at, hedges, quantities, why,
                  found_by, work_state, version, created_at, changed_at)
VALUES (2, 1, 1, 1, 'QUA-002', 'claim', 'The bridge fell.', 20, 36, '[]', '[]', '[]', 'rules', 'unstarted', 1, '{AT}', '{AT}');
INSERT INTO verdict (id, item_id, verdict, reason, author_id, at) VALUES (1, 1, 'verified', 'Two lists.', 1, '{AT}');
"""


@pytest.fixture
def old_database(database: Database) -> Database:
    """A database with the first tables only, and a verdict in them."""
    engine = create_engine(database.url)
    with engine.begin() as connection:
        if database.url.get_backend_name() == "sqlite":
            tables = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'claim_words_%'"
            ).all()
            for (name,) in tables:
                connection.exec_driver_sql(f'DROP TABLE "{name}"')
        else:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
        alembic.command.upgrade(_alembic_config(connection), "0001_first_tables")
        for statement in ROWS.split(";\n"):
            if statement.strip():
                connection.execute(text(statement.replace(":00", "\\:00")))
    engine.dispose()
    return database


def test_an_upgrade_keeps_every_row_and_names_the_alerts_so_far(old_database: Database) -> None:
    old_database.upgrade()
    with old_database.reading() as session:
        items = (
            session.connection()
            .execute(text("SELECT ref, words, verdict, version, outcome, recheck, noted_was FROM item ORDER BY id"))
            .all()
        )
        verdict = session.connection().execute(text("SELECT verdict, reason FROM verdict")).one()
        version = session.connection().execute(text("SELECT text, precision FROM post_version")).one()
        corrections = session.connection().execute(text("SELECT corrections FROM story")).scalar_one()
    assert [tuple(item) for item in items] == [
        ("QUA-001", "Twelve were killed.", "verified", 7, "claim_text_changed", True, "Twelve were killed."),
        ("QUA-002", "The bridge fell.", None, 1, None, False, None),
    ]
    assert tuple(verdict) == ("verified", "Two lists.")
    assert tuple(version) == ("Twelve were killed. The bridge fell.", "none")
    assert corrections in ("[]", [])


def test_an_upgrade_leaves_the_triggers_standing(old_database: Database) -> None:
    old_database.upgrade()
    with old_database.transaction() as session:
        assert missing_triggers(session.connection()) == []


def test_an_upgraded_database_refuses_an_outcome_that_no_word_stands_for(old_database: Database) -> None:
    old_database.upgrade()
    with pytest.raises(Exception, match="item_outcome_known"), old_database.transaction() as session:
        session.connection().execute(text("UPDATE item SET outcome = 'vanished' WHERE id = 1"))


def test_an_upgrade_keeps_the_reasons_of_every_claim_and_calls_none_of_them_decided(old_database: Database) -> None:
    old_database.upgrade()
    with old_database.reading() as session:
        first, second = session.exec(select(Item).order_by(col(Item.id))).all()
    assert [reason["why"] for reason in first.reasons] == ["figure: Twelve"]
    assert (second.reasons, second.decided, second.accepted_by_id, second.implied) == ([], [], None, False)


def test_an_upgrade_counts_the_places_of_a_claim_from_the_beginning_of_its_words(old_database: Database) -> None:
    engine = create_engine(old_database.url)
    bridge = {"kind": "place", "start": 24, "end": 30, "rule": "place"}
    outside = {"kind": "figure", "start": 0, "end": 6, "rule": "word"}
    reason = {"name": "event", "weight": 1.0, "why": "event: fell", "at": [[31, 35], [0, 6]]}
    with engine.begin() as connection:
        alembic.command.upgrade(_alembic_config(connection), "0006_claim_words")
        connection.execute(
            text("UPDATE item SET spans = :spans, reasons = :reasons WHERE id = 2"),
            {"spans": json.dumps([bridge, outside]), "reasons": json.dumps([reason])},
        )
    engine.dispose()
    old_database.upgrade()
    with old_database.reading() as session:
        item = session.get_one(Item, 2)
    assert item.spans == [{**bridge, "start": 4, "end": 10}]
    assert item.reasons == [{**reason, "at": [[11, 15]]}]
    assert [item.words[slice(*place)] for place in item.reasons[0]["at"]] == ["fell"]
