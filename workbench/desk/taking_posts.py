"""Taking a reading's posts into a story: what is new, what was edited, what was taken down, what came back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from sqlmodel import Session, col, select

from workbench.desk.comparing import edit_between, media_key
from workbench.desk.finding import add_items
from workbench.desk.pairing import paired, same_post
from workbench.desk.placing import LONGEST_HOLE, Compared, Extent, gone, in_order
from workbench.desk.post_identity import Entry
from workbench.desk.posts import standing_posts
from workbench.desk.rereading import Happenings, read_post_again, stand_again, version_of, withdraw
from workbench.desk.rereading_media import fill_in_lost
from workbench.intake.posts import ReadPost, ReadStory
from workbench.model.columns import known_id
from workbench.model.item import Item, Outcome
from workbench.model.story import Post, PostVersion, Story


@dataclass(frozen=True)
class PostCounts:
    new: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0


@dataclass(frozen=True)
class Taken:
    """What a reading did to a story. `outcomes` counts the items that stood before, by their gravest outcome;
    `found` are new items, `filled` media whose address only this reading gave; `told` is what it declared or
    showed for the first time, for the ledger."""

    posts: PostCounts = PostCounts()
    found: tuple[Item, ...] = ()
    filled: tuple[Item, ...] = ()
    outcomes: Mapping[str, int] = field(default_factory=dict)
    told: Mapping[str, list[str]] = field(default_factory=dict)


def take_posts(session: Session, story: Story, read: ReadStory, *, holes: bool = False) -> Taken:
    """Bring the story's posts up to what was read; nothing is deleted, and no words are overwritten.

    With `holes` a page between others could not be read: that a post is missing there proves nothing.
    """
    return _Taking(session, story, read, holes=holes).take()


class _Taking:
    """One reading on its way into one story."""

    def __init__(self, session: Session, story: Story, read: ReadStory, *, holes: bool) -> None:
        self.session, self.story, self.read, self.holes = session, story, read, holes
        self.posts = _each_once(read.posts)
        self.known: list[tuple[Post, PostVersion]] = list(session.exec(standing_posts(story)))
        self.before = [_stored(*one) for one in self.known]
        self.now = [_just_read(one) for one in self.posts]
        self.pairs = paired(self.before, self.now)
        self.items = _items_by_post(session, story) if self.known else {}
        self.ids = {post.native_id for post, _ in self.known}
        self.counts: Counter[str] = Counter()
        self.found: list[Item] = []
        self.filled: list[Item] = []
        self.happened: Happenings = []
        self.told: dict[str, list[str]] = {}

    def take(self) -> Taken:
        self._withdraw()
        positions = self._positions()
        for place, read in enumerate(self.posts):
            if place in self.pairs:
                self._take_again(*self.known[self.pairs[place]], read, positions[place])
            else:
                self._add(read, positions[place])
        self._note_corrections()
        return Taken(
            posts=PostCounts(**self.counts),
            found=tuple(self.found),
            filled=tuple(self.filled),
            outcomes=self._outcomes() if self.known else _none(),
            told=self.told,
        )

    def _positions(self) -> dict[int, int]:
        """Move the known posts to where they stand now; the position of each post read, by its place."""
        order = in_order(len(self.known), len(self.posts), self.pairs, newest_first=self._newest_first())
        positions: dict[int, int] = {}
        standing = 0
        for now, before in order:
            if now is not None:
                positions[now] = standing
            if before is not None and self.known[before][0].position != standing:
                self.known[before][0].position = standing
                self.session.add(self.known[before][0])
            standing += now is not None or self.known[before or 0][0].withdrawn_at is None
        return positions

    def _newest_first(self) -> bool:
        times = [one.minute for one in self.now if one.minute]
        return len(times) > 1 and times[0] > times[-1]

    def _take_again(self, post: Post, version: PostVersion, read: ReadPost, position: int) -> None:
        post.position = position
        post.updated_at = read.updated_at or post.updated_at
        post.permalink = post.permalink or read.permalink
        post.pinned = read.pinned
        self._rename(post, read)
        self.session.add(post)
        items = self.items.get(known_id(post.id), [])
        if post.withdrawn_at is not None:
            self.told.setdefault("standing_again", []).append(post.native_id)
            self.happened += stand_again(self.session, self.story, post, items)
        edit = edit_between(version, read)
        if not edit:
            self.filled += fill_in_lost(self.session, version, items, edit, read)
            self.counts["same"] += 1
            return
        reread = read_post_again(self.session, self.story, post, version, read, edit, items)
        self.counts["changed"] += 1
        self.found += reread.found
        self.filled += reread.filled
        self.happened += reread.happened

    def _rename(self, post: Post, read: ReadPost) -> None:
        """A post known by its words alone takes the id that the blog gives it now, or that of its new words."""
        before, now = Entry(post.native_id, ""), Entry(read.id, "")
        if before.from_words and (before.from_words != now.from_words):
            post.native_id = self._free_id(read.id)

    def _free_id(self, wanted: str) -> str:
        """`wanted`, or with the first number behind it that no post of the story has or had in this reading."""
        free = next(one for one in _numbered(wanted) if one not in self.ids)
        self.ids.add(free)
        return free

    def _add(self, read: ReadPost, position: int) -> None:
        post = Post(
            story_id=known_id(self.story.id),
            native_id=self._free_id(read.id),
            position=position,
            kind=read.kind,
            permalink=read.permalink,
            updated_at=read.updated_at,
            pinned=read.pinned,
        )
        self.session.add(post)
        self.session.flush()
        version = version_of(post, read, number=1)
        self.session.add(version)
        self.session.flush()
        self.found += add_items(self.session, self.story, post, version)
        self.counts["new"] += 1

    def _withdraw(self) -> None:
        still_there = set(self.pairs.values())
        declared = {place for place in same_post(self.before, self.read.removed) if place not in still_there}
        pinned = [place for place, post in enumerate(self.posts) if post.pinned]
        minutes = [[one.minute for one in side] for side in (self.before, self.now)]
        compared = Compared(minutes[0], minutes[1], self.pairs, pinned)
        missing = set() if self.holes else gone(compared, _extent(self.read, len(self.posts)))
        for place in sorted(declared | missing):
            post = self.known[place][0]
            if post.withdrawn_at is None:
                items = self.items.get(known_id(post.id), [])
                self.told.setdefault("withdrawn", []).append(post.native_id)
                self.happened += withdraw(self.session, self.story, post, items, declared=place in declared)
                self.counts["removed"] += 1

    def _note_corrections(self) -> None:
        new = [one for one in dict.fromkeys(self.read.corrections) if one not in self.story.corrections]
        if new:
            self.told["corrections"] = new
            self.story.corrections = [*self.story.corrections, *new]

    def _outcomes(self) -> dict[str, int]:
        """Every item of a post that was read or is proven gone, counted once, by the gravest that happened to it."""
        seen = {self.known[place][0].id for place in self.pairs.values()}
        gravest = {item.id: Outcome.UNCHANGED for post_id in seen for item in self.items.get(post_id or 0, [])}
        for item, happening in self.happened:
            gravest[item.id] = max(
                gravest.get(item.id, Outcome.UNCHANGED), happening.outcome, key=lambda outcome: outcome.gravity
            )
        return _none() | Counter(outcome.value for outcome in gravest.values())


def _none() -> dict[str, int]:
    return {outcome.value: 0 for outcome in Outcome}


def _each_once(posts: Sequence[ReadPost]) -> list[ReadPost]:
    """The posts without those whose id came before: a pinned post that is shown twice is one."""
    return list({post.id: post for post in reversed(posts)}.values())[::-1]


def _numbered(wanted: str) -> Iterable[str]:
    yield wanted
    yield from (f"{wanted}-{number}" for number in count(2))


def _stored(post: Post, version: PostVersion) -> Entry:
    media = frozenset(media_key(embed) for embed in version.embeds)
    withdrawn = post.withdrawn_at is not None
    return Entry(post.native_id, version.text, post.permalink, version.posted_at, media, withdrawn)


def _just_read(post: ReadPost) -> Entry:
    media = frozenset(media_key(vars(embed)) for embed in post.embeds)
    return Entry(post.id, post.text, post.permalink, post.posted_at, media)


def _items_by_post(session: Session, story: Story) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = defaultdict(list)
    for item in session.exec(select(Item).where(Item.story_id == story.id).order_by(col(Item.id))):
        found[item.post_id].append(item)
    return found


def _extent(read: ReadStory, posts: int) -> Extent:
    """How much of the blog this reading saw, as far as the document says."""
    if read.pages_total is not None:
        if read.pages_total <= read.pages_read and not read.next_pages:
            return Extent(whole=True, longest_hole=None)
        # A hole as long as a page is an unread page.
        return Extent(whole=False, longest_hole=max(1, posts // max(1, read.pages_read) - 1))
    some_left = bool(read.next_pages) or (read.announced or 0) > posts + len(read.removed)
    return Extent(whole=not some_left, longest_hole=LONGEST_HOLE)
