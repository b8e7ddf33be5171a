"""The bytes that a story was read from, kept as they came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial

from sqlmodel import Session, col, select

from workbench.desk.gathered import KnownPage
from workbench.evidence.asking import Unless
from workbench.evidence.fetching import Fetched, Hop
from workbench.evidence.store import Store
from workbench.model.columns import known_id, now
from workbench.model.refusal import NotFound
from workbench.model.story import How, Story, StoryCapture

CAPTURES_SHOWN = 100


@dataclass(frozen=True)
class KeptBytes:
    """Bytes that stand in the store and belong to no story yet; the fields are those of StoryCapture."""

    how: How
    sha256: str
    size: int
    media_type: str | None
    captured_at: datetime
    name: str | None = None
    address: str | None = None
    final_address: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    redirects: tuple[Hop, ...] = ()
    tool: str | None = None

    def row(self, story: Story) -> StoryCapture:
        return StoryCapture(
            story_id=known_id(story.id),
            how=self.how,
            sha256=self.sha256,
            size=self.size,
            media_type=self.media_type,
            captured_at=self.captured_at,
            name=self.name,
            address=self.address,
            final_address=self.final_address,
            status=self.status,
            headers=[[name, value] for name, value in self.headers],
            redirects=[asdict(hop) for hop in self.redirects],
            tool=self.tool,
        )


@dataclass(frozen=True)
class CaptureRow:
    """A capture as the story's page lists it."""

    id: int
    how: str
    name: str | None
    address: str | None
    final_address: str | None
    status: int | None
    media_type: str | None
    size: int
    sha256: str
    captured_at: datetime


def keep_pages(store: Store, pages: Iterable[Fetched]) -> tuple[KeptBytes, ...]:
    """Put the bytes of fetched pages into the store. Raises CannotStore."""
    return tuple(_of_page(store, page) for page in pages)


def _of_page(store: Store, page: Fetched) -> KeptBytes:
    kept = store.put(page.content)
    return KeptBytes(
        how=How.FETCHED,
        address=page.address[:2000],
        final_address=page.final_address[:2000],
        sha256=kept.sha256,
        size=kept.size,
        media_type=page.media_type,
        status=page.status,
        headers=page.headers,
        redirects=page.redirects,
        tool=page.tool,
        captured_at=page.fetched_at,
    )


def keep_given(
    store: Store, content: bytes, how: How, *, name: str | None = None, media_type: str | None = None
) -> KeptBytes:
    """Put bytes that a person gave into the store; `name` is the file's own. Raises CannotStore."""
    kept = store.put(content)
    return KeptBytes(
        how=how,
        name=name[:300] if name else None,
        sha256=kept.sha256,
        size=kept.size,
        media_type=media_type[:300] if media_type else None,
        captured_at=now(),
    )


def add_captures(session: Session, story: Story, captures: Iterable[KeptBytes]) -> list[dict[str, object]]:
    """Add the captures whose bytes the story does not already have as the last ones of their address or name.

    Returns what the ledger says of each that was added.
    """
    added: list[dict[str, object]] = []
    for capture in captures:
        last = _last(session, story, capture)
        if last is not None and last.sha256 == capture.sha256:
            continue
        session.add(capture.row(story))
        added.append({key: getattr(capture, key) for key in ("how", "name", "address", "status", "sha256", "size")})
    session.flush()
    return added


def _last(session: Session, story: Story, capture: KeptBytes) -> StoryCapture | None:
    same = (
        StoryCapture.story_id == story.id,
        StoryCapture.how == capture.how,
        col(StoryCapture.address).is_not_distinct_from(capture.address),
        col(StoryCapture.name).is_not_distinct_from(capture.name),
    )
    return session.exec(select(StoryCapture).where(*same).order_by(col(StoryCapture.id).desc()).limit(1)).first()


def known_pages(session: Session, story: Story, store: Store) -> Mapping[str, KnownPage]:
    """The last capture of each of the story's addresses, as far as its bytes are still there."""
    fetched = session.exec(
        select(StoryCapture)
        .where(StoryCapture.story_id == story.id, StoryCapture.how == How.FETCHED)
        .order_by(col(StoryCapture.id))
    )
    last = {capture.address: capture for capture in fetched if capture.address}
    return {address: _known(capture, store) for address, capture in last.items() if store.has(capture.sha256)}


def _known(capture: StoryCapture, store: Store) -> KnownPage:
    content: Callable[[], bytes] = partial(store.read, capture.sha256)
    return KnownPage(
        sha256=capture.sha256,
        unless=Unless.of((name, value) for name, value in capture.headers),
        media_type=capture.media_type,
        final_address=capture.final_address or capture.address or "",
        content=content,
    )


def capture_rows(session: Session, story: Story) -> Sequence[CaptureRow]:
    """The story's captures, the newest first."""
    found = session.exec(
        select(StoryCapture)
        .where(StoryCapture.story_id == story.id)
        .order_by(col(StoryCapture.id).desc())
        .limit(CAPTURES_SHOWN)
    )
    names = CaptureRow.__dataclass_fields__
    return [CaptureRow(**{name: getattr(one, name) for name in names}) for one in found]


def find_story_capture(session: Session, story: Story, capture_id: int) -> StoryCapture:
    capture = session.get(StoryCapture, capture_id)
    if capture is None or capture.story_id != story.id:
        raise NotFound("This story has no such capture.")
    return capture
