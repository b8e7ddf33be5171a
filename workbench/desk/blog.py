"""A blog's address in, the story brought up to date: what the command line and the workers both do."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlmodel import Session

from workbench.config import Settings
from workbench.db import Database
from workbench.desk.captures import KeptBytes, keep_pages, known_pages
from workbench.desk.gathered import Gathered, Limits
from workbench.desk.gathering import Say, gather
from workbench.desk.story import Opened, looked_in_vain, open_story, story_at
from workbench.evidence.fetching import Fetched, Unless, fetch
from workbench.evidence.store import Store
from workbench.intake.posts import ReadStory
from workbench.intake.reading import read
from workbench.model.person import Person
from workbench.model.story import Story


@dataclass(frozen=True)
class Reach:
    """What gathering may reach, and how far it may go. `allow_nets` and `seconds` are those of `fetch`."""

    allow_nets: tuple[str, ...]
    seconds: float
    largest_document: int
    limits: Limits = field(default_factory=Limits)
    sleep: Callable[[float], None] = time.sleep
    format: str | None = None
    base_url: str | None = None

    @classmethod
    def of(cls, settings: Settings, *, format: str | None = None, base_url: str | None = None) -> Reach:
        """How far the desk's settings let gathering go; `format` and `base_url` are those of `read`."""
        limits = Limits(settings.pages_at_most, settings.gather_bytes, settings.gather_seconds, settings.page_pause)
        return cls(
            settings.nets,
            settings.fetch_seconds,
            settings.largest_document,
            limits,
            format=format,
            base_url=base_url,
        )

    def fetch(self, address: str, unless: Unless | None) -> Fetched:
        return fetch(
            address,
            allow_nets=self.allow_nets,
            limit_bytes=self.largest_document,
            seconds=self.seconds,
            unless=unless,
        )

    def read(self, content: bytes, declared_type: str | None, place: str) -> ReadStory:
        base = self.base_url or place
        return read(
            content, declared_type=declared_type, base_url=base, format=self.format, limit=self.largest_document
        )


@dataclass(frozen=True)
class Fresh:
    """A blog as it was gathered now, its bytes kept. `story_id` is the story that was known of it before."""

    address: str
    gathered: Gathered
    kept: tuple[KeptBytes, ...]
    story_id: int | None


def gather_anew(
    database: Database,
    store: Store,
    reach: Reach,
    address: str,
    *,
    story_id: int | None = None,
    thorough: bool = False,
    say: Say = lambda _page, _of: None,
) -> Fresh:
    """Gather what stands at an address and keep its bytes; no transaction is open meanwhile.

    Raises CannotGather, CannotRead, or CannotStore.
    """
    with database.reading() as session:
        story = session.get(Story, story_id) if story_id else story_at(session, address)
        known = known_pages(session, story, store) if story else {}
        incomplete = bool(story and story.missing)
    gathered = gather(
        address,
        reach.fetch,
        reach.read,
        limits=reach.limits,
        known=known,
        thorough=thorough,
        incomplete=incomplete,
        say=say,
        sleep=reach.sleep,
    )
    if gathered.story is not None:
        gathered.story.settled()
    return Fresh(address, gathered, keep_pages(store, gathered.pages), story.id if story else None)


def bring_up_to_date(session: Session, fresh: Fresh, by: Person | None, *, quiet: bool = False) -> Opened:
    """Store what was gathered: a new story, or the known one brought up to it."""
    story = session.get(Story, fresh.story_id) if fresh.story_id else None
    if fresh.gathered.story is None and story is not None:
        return looked_in_vain(session, story)
    if fresh.gathered.story is None:
        raise RuntimeError("An unknown address can't be unchanged.")
    return open_story(
        session,
        fresh.gathered.story,
        fresh.kept[0].sha256 if fresh.kept or story is None else story.source_sha256,
        by,
        into=story,
        address=fresh.address,
        missing=fresh.gathered.missing,
        holes=fresh.gathered.holes,
        captures=fresh.kept,
        quiet=quiet or not fresh.kept,
    )
