"""Opening a story, and opening it again after the blog grew or was edited."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from sqlmodel import Session, col, func, or_, select

from workbench.desk.captures import KeptBytes, add_captures
from workbench.desk.coverage import coverage_of
from workbench.desk.job import enqueue
from workbench.desk.ledger import record
from workbench.desk.taking_posts import PostCounts, take_posts
from workbench.intake.posts import ReadStory
from workbench.model.columns import now
from workbench.model.item import Item, ItemKind, WorkState
from workbench.model.media import Media
from workbench.model.person import Person, Role, require_role
from workbench.model.refusal import NotFound
from workbench.model.story import Post, Story, ref_prefix_for, slug_for


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
    missing: str | None = None
    outcomes: Mapping[str, int] = field(default_factory=dict)
    declared: bool = False

    @property
    def brought_something(self) -> bool:
        return bool(self.posts.new or self.posts.changed or self.posts.removed or self.declared)

    def as_json(self) -> dict[str, object]:
        """The JSON of `workbench open`; `missing` says what the blog announces and was not read."""
        return {
            "story": self.story,
            "posts": asdict(self.posts),
            "claims": self.claims,
            "media": self.media,
            "outcomes": dict(self.outcomes),
            "missing": self.missing,
        }


def find_story(session: Session, slug: str) -> Story:
    """The story of that address; NotFound if there is none."""
    story = session.exec(select(Story).where(Story.slug == slug)).first()
    if story is None:
        raise NotFound(f"There is no story {slug!r}.")
    return story


def story_at(session: Session, address: str) -> Story | None:
    """The story that was fetched from that address, or whose blog stands there."""
    there = or_(Story.address == address, Story.url == address)
    return session.exec(select(Story).where(there).order_by(col(Story.id)).limit(1)).first()


def looked_in_vain(session: Session, story: Story) -> Opened:
    """Note that the story's blog was asked for and had not changed."""
    story.looked_at = now()
    session.add(story)
    standing = session.exec(
        select(func.count()).select_from(Post).where(Post.story_id == story.id, col(Post.withdrawn_at).is_(None))
    ).one()
    claims, media = _count(session, story, claims=True), _count(session, story, claims=False)
    return Opened(story.slug, PostCounts(same=standing), claims, media, (), story.missing)


def open_story(
    session: Session,
    read: ReadStory,
    source_sha256: str,
    by: Person | None,
    *,
    fetch_media: bool = True,
    into: Story | None = None,
    address: str | None = None,
    missing: str | None = None,
    holes: bool = False,
    captures: Sequence[KeptBytes] = (),
    quiet: bool = False,
) -> Opened:
    """Store a story with its items, or bring the stored one up to what was read now.

    It is the same story if the address is the same, or without an address the title. What people did
    stays: checked words are never rewritten, and nothing is deleted. `fetch_media` asks workers for the
    metadata of new media items. `into` names the story where it is known, `address` is where it was fetched,
    `missing` says what was announced and not read (with `holes` in between, so that a missing post proves
    nothing), `captures` are the bytes that were read. A `quiet`
    reading that brought nothing leaves no entry in the ledger.
    """
    if by is not None:
        require_role(by, Role.CHECKER, "open a story")
    story = into or _same_story(session, read, address)
    if story is None:
        story = _new_story(session, read, source_sha256, by)
        act = "story_opened"
    else:
        story.warnings, story.read_at, story.source_sha256 = list(read.warnings), now(), source_sha256
        act = "story_read_again"
    taken = take_posts(session, story, read, holes=holes)
    story.address, story.looked_at = address or story.address, story.read_at
    story.missing, story.is_live = missing or coverage_of(read), read.is_live
    story.standfirst = read.standfirst or story.standfirst
    session.add(story)
    claims, media = _count(session, story, claims=True), _count(session, story, claims=False)
    done = Opened(
        story.slug, taken.posts, claims, media, read.warnings, story.missing, taken.outcomes, bool(taken.told)
    )
    added = add_captures(session, story, captures)
    if not quiet or done.brought_something:
        detail = {
            "url": story.url,
            "reader": read.reader,
            "source_sha256": source_sha256,
            "captures": added,
            "missing": story.missing,
            "posts": asdict(taken.posts),
            "outcomes": dict(taken.outcomes),
            "items": {item.ref: hashlib.sha256(item.words.encode()).hexdigest() for item in taken.found},
            **taken.told,
        }
        record(session, story, act, by, story.slug, detail)
    if fetch_media:
        _fetch_media(session, story, [*taken.found, *taken.filled], by)
    return done


def _same_story(session: Session, read: ReadStory, address: str | None) -> Story | None:
    if address and (known := story_at(session, address)):
        return known
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
