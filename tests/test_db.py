"""Two engines, one commit: what many writers do to the database, and what nobody may do to history."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from workbench.db import Database, DatabaseUnusable
from workbench.migrations.written_once import WRITTEN_ONCE, expected_triggers
from workbench.model.columns import now
from workbench.model.ledger import LedgerEntry
from workbench.model.source import Source


def test_sixteen_writers_lose_nothing_and_see_no_error(database: Database) -> None:
    with database.transaction() as session:
        session.add(Source(name="counter", kind="outlet", version=0))
    together = threading.Barrier(16)

    def write() -> None:
        together.wait()
        for _ in range(60):
            with database.transaction() as session:
                source = session.exec(select(Source)).one()
                source.version += 1
                session.add(source)

    with ThreadPoolExecutor(16) as pool:
        for done in [pool.submit(write) for _ in range(16)]:
            done.result()
    with database.reading() as session:
        assert session.exec(select(Source.version)).one() == 16 * 60


def test_a_block_that_raises_stores_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        session.add(Source(name="half", kind="outlet"))
        session.flush()
        _ = 1 / 0
    with database.reading() as session:
        assert session.exec(select(Source)).all() == []


def test_the_reading_engine_can_not_write(database: Database) -> None:
    with pytest.raises(DBAPIError), database.reading() as session:
        session.add(Source(name="sneaky", kind="outlet"))
        session.flush()


def test_an_unknown_word_is_refused_by_the_database_itself(database: Database) -> None:
    with pytest.raises(DBAPIError, match="source_kind_known"), database.transaction() as session:
        session.add(Source(name="odd", kind="rumour"))


def an_entry(sequence: int) -> LedgerEntry:
    return LedgerEntry(
        sequence=sequence,
        at=now(),
        actor="ana",
        act="moved",
        subject="FLD-001",
        previous="0",
        hash=str(sequence),
    )


@pytest.fixture
def with_history(database: Database) -> Database:
    with database.transaction() as session:
        session.add(an_entry(1))
        session.flush()
        session.add(an_entry(2))
    return database


COLUMNS = "(id, sequence, at, actor, act, subject, detail, previous, hash)"
VALUES = "'2026-01-01 00:00:00', 'x', 'x', 'x', '{}', 'x', 'x'"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET actor = 'somebody else'",
        "DELETE FROM ledger_entry WHERE sequence = 2",
        f"INSERT INTO ledger_entry {COLUMNS} VALUES (91, 2, {VALUES})",
        f"INSERT INTO ledger_entry {COLUMNS} VALUES (92, 4, {VALUES})",
        f"INSERT INTO ledger_entry {COLUMNS} VALUES (93, 0, {VALUES})",
    ],
)
def test_history_is_neither_changed_nor_cut_nor_skipped(with_history: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match="written once"), with_history.transaction() as session:
        session.execute(text(statement))
    assert the_actors(with_history) == ["ana", "ana"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sqlite_does_not_replace_history(with_history: Database) -> None:
    for identity in (1, 2):
        statement = f"INSERT OR REPLACE INTO ledger_entry {COLUMNS} VALUES ({identity}, 3, {VALUES})"
        with pytest.raises(DBAPIError, match="written once"), with_history.transaction() as session:
            session.execute(text(statement))
    assert the_actors(with_history) == ["ana", "ana"]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_postgresql_neither_upserts_nor_truncates_history(with_history: Database) -> None:
    upsert = (
        f"INSERT INTO ledger_entry {COLUMNS} VALUES (1, 3, {VALUES}) "
        "ON CONFLICT (id) DO UPDATE SET actor = 'somebody else'"
    )
    for statement in (upsert, "TRUNCATE ledger_entry"):
        with pytest.raises(DBAPIError, match="written once"), with_history.transaction() as session:
            session.execute(text(statement))
    assert the_actors(with_history) == ["ana", "ana"]


def the_actors(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.exec(select(LedgerEntry.actor).order_by(LedgerEntry.sequence)))  # type: ignore[arg-type]


@pytest.mark.parametrize("table", sorted(WRITTEN_ONCE))
def test_a_missing_trigger_is_noticed_at_start(database: Database, table: str) -> None:
    name = f"{table}_no_update"
    on = f" ON {table}" if database.url.get_backend_name() == "postgresql" else ""
    with database.transaction() as session:
        session.execute(text(f"DROP TRIGGER {name}{on}"))
    with pytest.raises(DatabaseUnusable, match=name):
        database.require_triggers()


def test_there_is_a_trigger_for_each_way_of_changing_history() -> None:
    assert len(expected_triggers("sqlite")) == 3 * len(WRITTEN_ONCE)
    assert len(expected_triggers("postgresql")) == 4 * len(WRITTEN_ONCE)


def test_a_database_from_a_newer_version_is_refused_in_a_sentence(database: Database) -> None:
    with database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999_from_the_future'"))
    with pytest.raises(DatabaseUnusable, match="newer version"):
        database.upgrade()


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    database.upgrade()
    database.upgrade()
    database.ping()


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(DatabaseUnusable, match="SQLite or PostgreSQL"):
        Database("mysql://root@127.0.0.1/test")
