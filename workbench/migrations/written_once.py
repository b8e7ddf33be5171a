"""The triggers that let history be added to and never edited, on SQLite and PostgreSQL.

A bulk UPDATE walks past any guard in the program, and `INSERT OR REPLACE` deletes without firing SQLite's
delete triggers: so inserts are guarded too, and on PostgreSQL TRUNCATE.
"""

from sqlalchemy import Connection, text

# Table, and the columns besides `id` by which a row is known: a REPLACE would go by one of these.
WRITTEN_ONCE: dict[str, tuple[str, ...]] = {
    "post_version": ("id", "post_id, number"),
    "verdict": ("id",),
    "verdict_evidence": ("verdict_id, evidence_id",),
    "sign_off": ("id", "verdict_id"),
    "ledger_entry": ("id",),
    "story_capture": ("id",),
}

_NEXT_IN_LINE = (
    "NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM ledger_entry "
    "WHERE coalesce(story_id, 0) = coalesce(NEW.story_id, 0))"
)


def _row_exists(table: str, key: str) -> str:
    same = " AND ".join(f"{column} = NEW.{column}" for column in key.split(", "))
    return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - names from the table above


def _refused_insert(table: str) -> str:
    conditions = [_row_exists(table, key) for key in WRITTEN_ONCE[table]]
    if table == "ledger_entry":
        conditions.append(_NEXT_IN_LINE)
    return " OR ".join(conditions)


def _sqlite(table: str) -> list[str]:
    refuse = "SELECT RAISE(ABORT, '{} is written once: {} refused');"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse.format(table, 'update')} END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse.format(table, 'delete')} END",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {_refused_insert(table)} "
        f"BEGIN {refuse.format(table, 'replacing or skipping')} END",
    ]


def _postgresql(table: str) -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION {table}_written_once() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{table} is written once: % refused', TG_OP; END $$",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_written_once()",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_written_once()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_written_once()",
        f"CREATE OR REPLACE FUNCTION {table}_in_line() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {_refused_insert(table)} THEN RAISE EXCEPTION "
        f"'{table} is written once: replacing or skipping refused'; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_in_line()",
    ]


def expected_triggers(dialect: str) -> set[str]:
    """The names of all triggers that must stand."""
    acts = ["update", "delete", "replace"] + (["truncate"] if dialect == "postgresql" else [])
    return {f"{table}_no_{act}" for table in WRITTEN_ONCE for act in acts}


def missing_triggers(connection: Connection) -> list[str]:
    """The triggers that should protect this database and are not there or are switched off, by name."""
    dialect = connection.dialect.name
    question = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        if dialect == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    standing = {str(name) for (name,) in connection.execute(text(question))}
    return sorted(expected_triggers(dialect) - standing)


def protect(connection: Connection, tables: tuple[str, ...] = tuple(WRITTEN_ONCE)) -> None:
    """Create the triggers of `tables`, in place of those that stand."""
    dialect = connection.dialect.name
    for table in tables:
        for trigger in sorted(expected_triggers(dialect)):
            if trigger.rsplit("_no_", 1)[0] == table:
                on = f" ON {table}" if dialect == "postgresql" else ""
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}{on}")
        for statement in _postgresql(table) if dialect == "postgresql" else _sqlite(table):
            connection.exec_driver_sql(statement.replace("%", "%%") if dialect == "postgresql" else statement)
