"""The jobs by name. Each does its slow part without a transaction and returns what is then stored."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from workbench.config import Settings
from workbench.db import Database
from workbench.desk.evidence import keep_capture
from workbench.desk.media import (
    FilmFacts,
    TakenFrame,
    find_media,
    keep_description,
    keep_failure,
    keep_frames,
)  # fmt: skip
from workbench.desk.story import open_story
from workbench.evidence.capturing import capture
from workbench.evidence.door import Door
from workbench.evidence.fetching import CannotFetch, fetch
from workbench.evidence.store import Store as FileStore
from workbench.evidence.store import StoreTrouble
from workbench.intake.posts import CannotRead
from workbench.intake.reading import read
from workbench.media.describing import CannotDescribe, describe
from workbench.media.frames import CannotOpenMedia, Film, key_frames
from workbench.model.evidence import Capture, Evidence
from workbench.model.item import Item
from workbench.model.person import Person
from workbench.worker.queue import Result, TakenJob

DESCRIBE_BYTES = 30 * 2**20


@dataclass(frozen=True)
class Outside:
    """All that a job may reach outside the database: the evidence store, and the door's rules."""

    store: FileStore
    allow_nets: tuple[str, ...]
    seconds: float
    largest_document: int

    @classmethod
    def of(cls, settings: Settings, store: FileStore) -> "Outside":
        return cls(store, settings.nets, settings.fetch_seconds, settings.largest_document)


class WorkFailed(Exception):
    """A job that came to no result, with the sentence for the checker.

    `again` says that it may succeed later; `store` writes the failure where people look for the result.
    """

    def __init__(self, why: object, *, again: bool = False, store: "Callable[[Session], Result] | None" = None):
        super().__init__(str(why))
        self.again = again
        self.store = store


Work = Callable[[TakenJob, Database, Outside], Callable[[Session], Result]]
# What may look different in a minute; everything else is told to the checker at once.
PASSING = frozenset({"time_out", "unreachable", "broken", "truncated"})


def open_address(job: TakenJob, _database: Database, outside: Outside) -> Callable[[Session], Result]:
    """Fetch a live blog by its address, read it, and open it as a story."""
    address = str(job.payload["address"])
    try:
        got = fetch(
            address,
            allow_nets=outside.allow_nets,
            limit_bytes=outside.largest_document,
            seconds=outside.seconds,
        )
        if got.status >= 400:
            raise WorkFailed(f"The address answered {got.status}: there is no live blog to read.")
        story = read(
            got.content,
            declared_type=got.media_type,
            base_url=got.final_address,
            limit=outside.largest_document,
        )
    except CannotRead as problem:
        raise WorkFailed(problem) from problem
    except CannotFetch as problem:
        raise WorkFailed(problem, again=problem.reason in PASSING) from problem

    def store(session: Session) -> Result:
        by = session.get(Person, job.person_id) if job.person_id else None
        done = open_story(session, story, hashlib.sha256(got.content).hexdigest(), by)
        return {"story": done.story, "claims": done.claims, "media": done.media}

    return store


def describe_media(job: TakenJob, database: Database, outside: Outside) -> Callable[[Session], Result]:
    """Fetch the metadata of a media item's address."""
    with database.reading() as session:
        address = find_media(session, session.get_one(Item, job.item_id)).url
    if not address:
        raise WorkFailed("The address of this item is lost.")
    try:
        with Door(allow_nets=outside.allow_nets, bytes=DESCRIBE_BYTES, seconds=outside.seconds) as door:
            told = describe(address, proxy=door.address, seconds=outside.seconds)
    except CannotDescribe as problem:
        sentence = str(problem)
        raise WorkFailed(
            sentence, again=problem.reason in PASSING, store=lambda session: _note(session, job, sentence)
        ) from problem

    def store(session: Session) -> Result:
        keep_description(session, session.get_one(Item, job.item_id), told.facts(), f"{told.tool} {told.tool_version}")
        return {}

    return store


def take_frames(job: TakenJob, database: Database, outside: Outside) -> Callable[[Session], Result]:
    """Take frames and hashes from the file of a media item."""
    with database.reading() as session:
        sha256 = find_media(session, session.get_one(Item, job.item_id)).file_sha256
    if sha256 is None:
        raise WorkFailed("This item has no file to take frames from.")
    try:
        film = key_frames(Path(outside.store.path(sha256)))
    except CannotOpenMedia as problem:
        sentence = str(problem)
        raise WorkFailed(sentence, store=lambda session: _note(session, job, sentence)) from problem
    frames = _kept_frames(film, outside.store)

    def store(session: Session) -> Result:
        facts = FilmFacts(film.duration, film.width, film.height)
        keep_frames(session, session.get_one(Item, job.item_id), facts, frames)
        return {"frames": len(frames)}

    return store


def _kept_frames(film: Film, store: FileStore) -> list[TakenFrame]:
    return [
        TakenFrame(
            at=frame.at,
            sha256=store.put(frame.jpeg).sha256,
            width=frame.width,
            height=frame.height,
            algorithm=frame.fingerprint.algorithm,
            phash=frame.fingerprint.phash,
            mirrored=frame.fingerprint.mirrored,
            blank=frame.fingerprint.blank,
        )
        for frame in film.frames
    ]


def _note(session: Session, job: TakenJob, sentence: str) -> Result:
    keep_failure(session, session.get_one(Item, job.item_id), sentence)
    return {}


def capture_evidence(job: TakenJob, database: Database, outside: Outside) -> Callable[[Session], Result]:
    """Capture the address of a link."""
    evidence_id = int(job.payload["evidence_id"])
    with database.reading() as session:
        address = session.get_one(Evidence, evidence_id).url
    try:
        kept = capture(address, store=outside.store, allow_nets=outside.allow_nets, seconds=outside.seconds)
    except (CannotFetch, StoreTrouble) as problem:
        failed = Capture(address=address, failure=str(problem))
        again = isinstance(problem, CannotFetch) and problem.reason in PASSING
        raise WorkFailed(
            problem, again=again, store=lambda session: _keep(session, job, evidence_id, failed)
        ) from problem
    row = Capture(
        address=kept.address,
        final_address=kept.final_address,
        sha256=kept.sha256,
        size=kept.size,
        media_type=kept.media_type,
        title=kept.title,
        status=kept.status,
        tool=kept.tool,
        captured_at=kept.captured_at,
    )
    return lambda session: _keep(session, job, evidence_id, row)


def _keep(session: Session, job: TakenJob, evidence_id: int, row: Capture) -> Result:
    keep_capture(session, session.get_one(Item, job.item_id), evidence_id, row)
    return {"sha256": row.sha256}


JOBS: Mapping[str, Work] = {
    "open_story": open_address,
    "describe_media": describe_media,
    "take_frames": take_frames,
    "capture_evidence": capture_evidence,
}
