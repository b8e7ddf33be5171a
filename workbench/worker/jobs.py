"""The jobs by name. Each does its slow part without a transaction and returns what is then stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from workbench.config import Settings
from workbench.db import Database
from workbench.desk.blog import Reach, bring_up_to_date, gather_anew
from workbench.desk.evidence import keep_capture
from workbench.desk.following import address_of, note_failure, note_reading, wants_thorough
from workbench.desk.gathered import CannotGather
from workbench.desk.gathering import PASSING, Say
from workbench.desk.media import (
    FilmFacts,
    TakenFrame,
    find_media,
    keep_description,
    keep_failure,
    keep_frames,
)  # fmt: skip
from workbench.evidence.capturing import capture
from workbench.evidence.door import Door
from workbench.evidence.fetching import CannotFetch
from workbench.evidence.store import Store as FileStore
from workbench.evidence.store import StoreTrouble
from workbench.intake.posts import CannotRead
from workbench.media.describing import CannotDescribe, describe
from workbench.media.frames import CannotOpenMedia, Film, key_frames
from workbench.model.evidence import Capture, Evidence
from workbench.model.following import Following
from workbench.model.item import Item
from workbench.model.person import Person
from workbench.model.story import Story
from workbench.worker.queue import Again, Outcome, Result, TakenJob, keep_lease

DESCRIBE_BYTES = 30 * 2**20


@dataclass(frozen=True)
class Outside:
    """All that a job may reach outside the database: the evidence store, and the door's rules."""

    store: FileStore
    allow_nets: tuple[str, ...]
    seconds: float
    reach: Reach

    @classmethod
    def of(cls, settings: Settings, store: FileStore) -> "Outside":
        return cls(store, settings.nets, settings.fetch_seconds, Reach.of(settings))


class WorkFailed(Exception):
    """A job that came to no result, with the sentence for the checker.

    `again` says that it may succeed later; `store` writes the failure where people look for the result.
    """

    def __init__(self, why: object, *, again: bool = False, store: "Callable[[Session], Outcome] | None" = None):
        super().__init__(str(why))
        self.again = again
        self.store = store


Work = Callable[[TakenJob, Database, Outside], Callable[[Session], Outcome]]


def open_address(job: TakenJob, database: Database, outside: Outside) -> Callable[[Session], Outcome]:
    """Fetch a live blog with its pages by its address, read it, and open it as a story."""
    address = str(job.payload["address"])
    try:
        fresh = gather_anew(database, outside.store, outside.reach, address, thorough=True, say=_telling(job, database))
    except CannotGather as problem:
        raise WorkFailed(problem, again=problem.again) from problem
    except (CannotRead, StoreTrouble) as problem:
        raise WorkFailed(problem) from problem

    def store(session: Session) -> Outcome:
        by = session.get(Person, job.person_id) if job.person_id else None
        return bring_up_to_date(session, fresh, by).as_json()

    return store


def follow_story(job: TakenJob, database: Database, outside: Outside) -> Callable[[Session], Outcome]:
    """Read a followed blog again, and say when the same job is due once more."""
    with database.reading() as session:
        story = session.get_one(Story, job.story_id)
        address = address_of(story) or ""
        thorough = wants_thorough(story, session.get(Following, story.id))
    try:
        fresh = gather_anew(
            database, outside.store, outside.reach, address,
            story_id=job.story_id, thorough=thorough, say=_telling(job, database),
        )  # fmt: skip
    except (CannotGather, CannotRead, StoreTrouble) as problem:
        why, asked = str(problem), getattr(problem, "wait", None)
        return lambda session: _due(note_failure(session, session.get_one(Story, job.story_id), why, asked), {})

    def store(session: Session) -> Outcome:
        done = bring_up_to_date(session, fresh, None, quiet=True)
        return _due(note_reading(session, session.get_one(Story, job.story_id), done), done.as_json())

    return store


def _due(at: datetime | None, result: Result) -> Outcome:
    return result if at is None else Again(at)


def _telling(job: TakenJob, database: Database) -> Say:
    """Say in the job's row which page is being fetched; LeaseLost where a person stopped the job."""
    return lambda page, of: keep_lease(database, job, f"Fetching page {page} of {of}")


def describe_media(job: TakenJob, database: Database, outside: Outside) -> Callable[[Session], Outcome]:
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


def take_frames(job: TakenJob, database: Database, outside: Outside) -> Callable[[Session], Outcome]:
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


def capture_evidence(job: TakenJob, database: Database, outside: Outside) -> Callable[[Session], Outcome]:
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
    "follow_story": follow_story,
    "describe_media": describe_media,
    "take_frames": take_frames,
    "capture_evidence": capture_evidence,
}
