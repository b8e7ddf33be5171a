"""Opening a story, and opening it again after the blog grew or was edited."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from sqlmodel import Session, col, func, select

from workbench.desk.job import enqueue
from workbench.desk.ledger import record
from workbench.desk.taking_posts import PostCounts, take_posts
from workbench.intake.posts import ReadStory
from workbench.model.columns import now
from workbench.model.item import Item, ItemKind, WorkState
from workbench.model.media import Media
from workbench.model.person import Person, Role, require_role
from workbench.model.refusal import NotFound
from workbench.model.story import Story, ref_prefix_for, slug_for


@dataclass(frozen=True)
class Opened:
    """What opening a story did: the JSON of `workbench open`. `claims` and `media` count what now stands.

    `outcomes` counts, for each word of `Outcome`, the items that stood before and were read again.
    """

    story: str
    posts: PostCounts
    claims: int
    media: int
    warnings: tuple[str, ...] = ()
    outcomes: Mapping[str, int] = field(default_factory=dict)


def find_story(session: Session, slug: str) -> Story:
    """The story of that address; NotFound if there is none."""
    story = session.exec(select(Story).where(Story.slug == slug)).first()
    if story is None:
        raise NotFound(f"There is no story {slug!r}.")
    return story


def open_story(
    session: Session, read: ReadStory, source_sha256: str, by: Person | None, *, fetch_media: bool = True
) -> Opened:
    """Store a story with its items, or bring the stored one up to what was read now.

    It is the same story if the address is the same, or without an address the title. What people did
    stays: checked words are never rewritten, and nothing is deleted. `fetch_media` asks workers for the
    metadata of new media items.
    """
    if by is not None:
        require_role(by, Role.CHECKER, "open a story")
    story = _same_story(session, read)
    if story is None:
        story = _new_story(session, read, source_sha256, by)
        act = "story_opened"
    else:
        story.warnings, story.read_at, story.source_sha256 = list(read.warnings), now(), source_sha256
        act = "story_read_again"
    taken = take_posts(session, story, read)
    session.add(story)
    record(
        session,
        story,
        act,
        by,
        story.slug,
        {
            "url": story.url,
            "reader": read.reader,
            "source_sha256": source_sha256,
            "posts": asdict(taken.posts),
            "outcomes": dict(taken.outcomes),
            "items": {item.ref: hashlib.sha256(item.words.encode()).hexdigest() for item in taken.found},
            **taken.told,
        },
    )
    if fetch_media:
        _fetch_media(session, story, [*taken.found, *taken.filled], by)
    claims, media = _count(session, story, claims=True), _count(session, story, claims=False)
    return Opened(story.slug, taken.posts, claims, media, read.warnings, taken.outcomes)


def _same_story(session: Session, read: ReadStory) -> Story | None:
    if read.url:
        return session.exec(select(Story).where(Story.url == read.url)).first()
    return session.exec(select(Story).where(Story.title == read.title, col(Story.url).is_(None))).first()


def _new_story(session: Session, read: ReadStory, source_sha256: str, by: Person | None) -> Story:
    taken = set(session.exec(select(Story.slug)))
    story = Story(
        slug=slug_for(read.title, taken),
        title=read.title,
        url=read.url,
        language=read.language,
        timezone=read.timezone,
        reader=read.reader,
        ref_prefix=ref_prefix_for(read.title),
        warnings=list(read.warnings),
        source_sha256=source_sha256,
        created_by_id=by.id if by else None,
    )
    session.add(story)
    session.flush()
    return story


def _fetch_media(session: Session, story: Story, found: Sequence[Item], by: Person | None) -> None:
    """Ask for the metadata of every new media item that has an address."""
    for item in found:
        media = session.get(Media, item.id) if item.kind != ItemKind.CLAIM else None
        if media is not None and media.url:
            enqueue(session, "describe_media", by, story_id=story.id, item_id=item.id)


def _count(session: Session, story: Story, *, claims: bool) -> int:
    kind = Item.kind == ItemKind.CLAIM if claims else Item.kind != ItemKind.CLAIM
    standing = Item.work_state != WorkState.DROPPED
    return session.exec(select(func.count()).select_from(Item).where(Item.story_id == story.id, kind, standing)).one()
