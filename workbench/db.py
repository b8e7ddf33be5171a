"""The database: one engine that writes, one that only reads, and the only commit in the program."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import alembic.command
import alembic.util
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlmodel import Session

from workbench.migrations.written_once import missing_triggers
from workbench.model import tables

# Whoever opens a database has every table: a mapped class finds its neighbours by name.
METADATA = tables.METADATA
BUSY_MILLISECONDS = 30_000
# Any number will do, as long as every process of a desk takes the same one.
WRITER_LOCK = 0x776F726B


class DatabaseUnusable(Exception):
    """The database can't be worked with as it is; the text says why and what to do."""


def _prepare_sqlite(engine: Engine, *, writes: bool) -> None:
    """WAL, foreign keys, full sync; transactions begin as we say, not as the driver guesses."""

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # IMMEDIATE takes the write lock before the first read: two read-change-writes can't cross.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_postgresql(engine: Engine, *, writes: bool) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if writes:
            # The same order of writers as SQLite's write lock gives; it ends with the transaction.
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
        else:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")


class Database:
    """A desk's database by its SQLAlchemy address (sqlite:///… or postgresql+psycopg://…)."""

    def __init__(self, address: str) -> None:
        url = make_url(address)
        if url.get_backend_name() == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        elif url.get_backend_name() != "sqlite":
            raise DatabaseUnusable(f"{url.get_backend_name()} is not known here: use SQLite or PostgreSQL.")
        elif url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        self.url = url
        # A waiting writer holds a connection; the pool is as deep as the busiest web process.
        self._writing = create_engine(url, pool_size=32, max_overflow=32, pool_timeout=60)
        self._reading = create_engine(url, pool_size=32, max_overflow=32, pool_timeout=60)
        prepare = _prepare_sqlite if url.get_backend_name() == "sqlite" else _prepare_postgresql
        prepare(self._writing, writes=True)
        prepare(self._reading, writes=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database and can't change it."""
        with Session(self._reading, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose changes are all stored when the block ends, or none of them if it raises."""
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        self._writing.dispose()
        self._reading.dispose()

    def upgrade(self) -> None:
        """Bring the tables up to this program's version; refuse a database from a newer one."""
        with self._writing.begin() as connection:
            config = _alembic_config(connection)
            known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
            current = MigrationContext.configure(connection).get_current_revision()
            if current is not None and current not in known:
                raise DatabaseUnusable(
                    "This database was made by a newer version of the workbench. "
                    "Update the program, or restore a backup made with this version."
                )
            alembic.command.upgrade(config, "head")
        self.require_triggers()

    def require_triggers(self) -> None:
        """Refuse to work where the triggers that protect history are not all there."""
        with self._reading.begin() as connection:
            missing = missing_triggers(connection)
        if missing:
            raise DatabaseUnusable(
                f"The database lacks {len(missing)} of the triggers that protect its history "
                f"({', '.join(missing)}). Restore a backup, or have an admin look at who changed it."
            )

    def ping(self) -> None:
        """Raise if the database does not answer."""
        with self._reading.begin() as connection:
            connection.execute(text("SELECT 1"))


def _alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
