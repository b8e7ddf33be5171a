"""What is configured, reachable, out of date or damaged."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from importlib.metadata import version

from sqlmodel import select

from workbench.claims.sentence_vectors import NoModel
from workbench.config import Settings
from workbench.db import Database, DatabaseUnusable
from workbench.desk.ledger import entries
from workbench.desk.related import sentence_vectors
from workbench.evidence.store import Store
from workbench.logbook import chain
from workbench.model.evidence import Capture
from workbench.model.media import Frame, Media
from workbench.model.story import Story, StoryCapture

YT_DLP_DAYS = 60
SECRET_SETTINGS = frozenset({"secret_key", "database_url"})


@dataclass(frozen=True)
class Finding:
    well: bool
    words: str


def settings_in_force(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Each setting's environment name, its value (secrets covered) and what it means."""
    for one in fields(Settings):
        value = getattr(settings, one.name)
        shown = "(set)" if one.name in SECRET_SETTINGS and value else repr(value)
        yield f"WORKBENCH_{one.name.upper()}", shown, one.metadata["meaning"]


def examine(settings: Settings, database: Database, store: Store) -> list[Finding]:
    """Look at database, history, evidence files and tools; never raises for what it finds."""
    return [
        _database(settings, database),
        *_ledgers(database),
        *_files(database, store),
        _yt_dlp(),
        *_sentence_model(settings),
    ]


def _database(settings: Settings, database: Database) -> Finding:
    kind = database.url.get_backend_name()
    try:
        database.require_triggers()
    except DatabaseUnusable as problem:
        return Finding(False, str(problem))
    where = database.url.database if kind == "sqlite" else database.url.host
    return Finding(True, f"{kind} database at {where}; history is protected; instance {settings.instance}")


def _ledgers(database: Database) -> Iterator[Finding]:
    with database.reading() as session:
        stories = session.exec(select(Story.id, Story.slug)).all()
        for story_id, slug in [(None, "the desk itself"), *stories]:
            broken = chain.check(entries(session, story_id))
            if broken is not None:
                yield Finding(False, f"ledger of {slug}: {broken}")
        yield Finding(True, f"{len(stories) + 1} ledgers looked at")


def _files(database: Database, store: Store) -> Iterator[Finding]:
    with database.reading() as session:
        known = {
            sha256
            for question in (
                select(Capture.sha256),
                select(Media.file_sha256),
                select(Frame.sha256),
                select(StoryCapture.sha256),
            )
            for sha256 in session.exec(question.distinct())
            if sha256
        }
    faults = list(store.check(known))
    for fault in faults:
        yield Finding(False, f"evidence store: {fault}")
    missing = sum(fault.kind == "missing" for fault in faults)
    yield Finding(True, f"{len(known) - missing} evidence files are where they should be")


def _sentence_model(settings: Settings) -> Iterator[Finding]:
    try:
        if sentence_vectors(settings) is not None:
            yield Finding(True, f"sentence model at {settings.match_model}: it re-ranks near claims")
    except NoModel as problem:
        yield Finding(False, str(problem))


def _yt_dlp() -> Finding:
    released = version("yt-dlp")
    year, month, day = (int(part) for part in released.split(".")[:3])
    age = (datetime.now().astimezone().date() - date(year, month, day)).days
    if age > YT_DLP_DAYS:
        return Finding(False, f"yt-dlp {released} is {age} days old: platforms change, update it")
    return Finding(True, f"yt-dlp {released}, {age} days old")
