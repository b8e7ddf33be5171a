"""What every command stands on: settings, the desk's database, and how a refusal ends."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from workbench.config import Settings
    from workbench.db import Database


def refuse(sentence: object) -> NoReturn:
    """End with one sentence on standard error and exit code 1."""
    click.echo(str(sentence), err=True)
    raise SystemExit(1)


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


def load_settings(**given: Any) -> "Settings":
    from workbench.config import BadSetting, load

    try:
        return load(**{name: value for name, value in given.items() if value is not None})
    except BadSetting as problem:
        refuse(problem)


@contextmanager
def desk(settings: "Settings | None" = None) -> Iterator[tuple["Settings", "Database"]]:
    """The desk's settings and its database, brought up to date; refusals end the command in a sentence."""
    from sqlalchemy.exc import OperationalError

    from workbench.db import Database, DatabaseUnusable
    from workbench.model.refusal import Refusal

    settings = settings or load_settings()
    try:
        database = Database(settings.database)
        database.upgrade()
    except DatabaseUnusable as problem:
        refuse(problem)
    except OperationalError as problem:
        refuse(f"The database does not answer: {str(problem.orig).splitlines()[0]}")
    try:
        yield settings, database
    except Refusal as problem:
        refuse(problem)
    finally:
        database.close()
