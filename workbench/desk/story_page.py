"""What a story's page shows: its posts as they ran, the claims marked in their words, media as cards."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from sqlmodel import Session, col, select

from workbench.claims.found import Block, EmbedWords
from workbench.desk.finding import words_of
from workbench.desk.marked_words import Line, Mark, lines_of, mark_of
from workbench.desk.posts import changed_unseen, standing_posts, updated_later
from workbench.model.item import Item, ItemKind, WorkState
from workbench.model.media import Frame, Media
from workbench.model.refusal import NotFound
from workbench.model.story import Post, PostVersion, Story

POSTS_ON_A_PAGE = 60


@dataclass(frozen=True)
class Chosen:
    """The filters in force; "" leaves one open. `hedge` is "yes", "no" or a hedge's own words.

    `alert` is "yes" for every item that the blog changed and somebody has to look at, or one of the outcomes.
    """

    kind: str = ""
    work: str = ""
    verdict: str = ""
    attribution: str = ""
    credit: str = ""
    hedge: str = ""
    band: str = ""
    alert: str = ""
    words: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Chosen":
        return cls(**{one.name: given.get(one.name, "").strip()[:300] for one in fields(cls)})

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))

    def as_query(self) -> dict[str, str]:
        return {one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name)}


@dataclass(frozen=True)
class Card:
    """A media item: its words with the claims in them, what is known of it, its first frames."""

    mark: Mark
    platform: str | None
    url: str | None
    title: str | None
    uploader: str | None
    caption: str | None
    lost: bool
    gallery: int | None
    failure: str | None
    duration: float | None
    frames: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class PostView:
    """One post. `left_behind` are claims whose words the blog has changed: they stand nowhere in its lines."""

    id: int
    position: int
    posted_at: str | None
    posted_raw: str | None
    pinned: bool
    updated_at: str | None
    updated_unseen: bool
    author: str | None
    permalink: str | None
    kind: str
    credits: tuple[str, ...]
    withdrawn: bool
    edited: bool
    lines: tuple[Line, ...]
    cards: tuple[Card, ...]
    left_behind: tuple[Mark, ...]


@dataclass(frozen=True)
class Choices:
    """For each filter the values that occur in the story, with how many items have them."""

    kind: tuple[tuple[str, int], ...]
    work: tuple[tuple[str, int], ...]
    verdict: tuple[tuple[str, int], ...]
    attribution: tuple[tuple[str, int], ...]
    credit: tuple[tuple[str, int], ...]
    hedge: tuple[tuple[str, int], ...]
    band: tuple[tuple[str, int], ...]
    outcome: tuple[tuple[str, int], ...]
    alerts: int


@dataclass(frozen=True)
class StoryPage:
    slug: str
    title: str
    url: str | None
    language: str | None
    standfirst: str | None
    warnings: tuple[str, ...]
    corrections: tuple[str, ...]
    posts: tuple[PostView, ...]
    items: int
    matching: int
    posts_matching: int
    chosen: Chosen
    choices: Choices
    page: int
    pages: int


def story_page(session: Session, story: Story, chosen: Chosen, page: int = 1) -> StoryPage:
    """One page of the story's posts; with a filter only the posts that hold a matching item."""
    items = _items(session, story)
    matching = {item.id for item in items if _matches(item, chosen)}
    posts = list(session.exec(standing_posts(story)))
    if chosen:
        with_match = {item.post_id for item in items if item.id in matching}
        posts = [(post, version) for post, version in posts if post.id in with_match]
    pages = max(1, -(-len(posts) // POSTS_ON_A_PAGE))
    page = min(max(1, page), pages)
    shown = posts[(page - 1) * POSTS_ON_A_PAGE : page * POSTS_ON_A_PAGE]
    views = _views(session, story, shown, items, matching)
    return StoryPage(
        slug=story.slug,
        title=story.title,
        url=story.url,
        language=story.language,
        standfirst=story.standfirst,
        warnings=tuple(story.warnings),
        corrections=tuple(story.corrections),
        posts=views,
        items=len(items),
        matching=len(matching),
        posts_matching=len(posts),
        chosen=chosen,
        choices=_choices(items),
        page=page,
        pages=pages,
    )


def post_view(session: Session, story: Story, post_id: int) -> PostView:
    """One post as the story's page shows it, without filters."""
    row = session.exec(standing_posts(story).where(Post.id == post_id)).first()
    if row is None:
        raise NotFound("There is no such post in that story.")
    items = list(session.exec(select(Item).where(Item.post_id == post_id).order_by(col(Item.id))))
    return _views(session, story, [row], items, {item.id for item in items})[0]


def _items(session: Session, story: Story) -> list[Item]:
    return list(session.exec(select(Item).where(Item.story_id == story.id).order_by(col(Item.id))))


def _matches(item: Item, chosen: Chosen) -> bool:
    wanted = (
        (chosen.kind, item.kind if item.kind == ItemKind.CLAIM or chosen.kind != "media" else "media"),
        (chosen.work, item.work_state),
        (chosen.verdict, item.verdict or "none"),
        (chosen.attribution, item.attribution or "none"),
        (chosen.credit, item.credit or "none"),
        (chosen.band, item.band or "none"),
    )
    if chosen.alert and chosen.alert not in {"yes" if item.alert else "no", item.outcome}:
        return False
    if any(want and want != have for want, have in wanted):
        return False
    if chosen.hedge and chosen.hedge not in {"yes" if item.hedges else "no", *item.hedges}:
        return False
    return chosen.words.casefold() in f"{item.ref} {item.words}".casefold()


def _choices(items: Sequence[Item]) -> Choices:
    def counted(values: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
        tally = Counter(value or "none" for value in values)
        return tuple(sorted(tally.items(), key=lambda pair: (pair[0] == "none", -pair[1], pair[0])))

    return Choices(
        kind=counted(item.kind for item in items),
        work=counted(item.work_state for item in items),
        verdict=counted(item.verdict for item in items),
        attribution=counted(item.attribution for item in items),
        credit=counted(item.credit for item in items),
        hedge=counted(hedge for item in items for hedge in item.hedges),
        band=counted(item.band for item in items),
        outcome=counted(item.outcome for item in items if item.outcome),
        alerts=sum(item.alert is not None for item in items),
    )


def _views(
    session: Session,
    story: Story,
    posts: Sequence[tuple[Post, PostVersion]],
    items: Sequence[Item],
    matching: set[int | None],
) -> tuple[PostView, ...]:
    shown = {post.id for post, _ in posts}
    by_post: dict[int, list[Item]] = {}
    for item in items:
        if item.post_id in shown:
            by_post.setdefault(item.post_id, []).append(item)
    media, frames = _media(session, story)
    return tuple(
        _view(story, post, version, by_post.get(post.id or 0, []), matching, media, frames) for post, version in posts
    )


def _media(session: Session, story: Story) -> tuple[dict[int, Media], dict[int, list[str]]]:
    media = {one.item_id: one for one in session.exec(select(Media).join(Item).where(Item.story_id == story.id))}
    frames: dict[int, list[str]] = {}
    for item_id, sha256 in session.exec(
        select(Frame.item_id, Frame.sha256)
        .join(Item)
        .where(Item.story_id == story.id, Frame.number < 5)
        .order_by(col(Frame.number))
    ):
        frames.setdefault(item_id, []).append(sha256)
    return media, frames


def _view(
    story: Story,
    post: Post,
    version: PostVersion,
    items: Sequence[Item],
    matching: set[int | None],
    media: Mapping[int, Media],
    frames: Mapping[int, list[str]],
) -> PostView:
    words = words_of(version, story)
    blocks = words.blocks
    marks = [
        mark_of(item, item.id in matching)
        for item in items
        if item.kind == ItemKind.CLAIM and item.post_version_id == version.id
    ]
    cards = []
    for item in items:
        if item.kind == ItemKind.CLAIM:
            continue
        one = media[item.id or 0]
        own = _embed_blocks(blocks, words.embeds, one)
        lines = lines_of(version.text, own, marks)
        cards.append(_card(mark_of(item, item.id in matching), one, frames.get(item.id or 0, []), lines))
    return PostView(
        id=post.id or 0,
        position=post.position,
        posted_at=version.posted_at,
        posted_raw=version.posted_raw,
        pinned=post.pinned,
        updated_at=updated_later(post, version),
        updated_unseen=changed_unseen(post, version),
        author=version.author,
        permalink=post.permalink,
        kind=post.kind,
        credits=tuple(version.credits),
        withdrawn=post.withdrawn_at is not None,
        edited=version.number > 1,
        lines=lines_of(version.text, [block for block in blocks if block.embed is None], marks),
        cards=tuple(cards),
        left_behind=tuple(
            mark_of(item, item.id in matching)
            for item in items
            if item.kind == ItemKind.CLAIM
            and item.post_version_id != version.id
            and item.work_state != WorkState.DROPPED
        ),
    )


def _embed_blocks(blocks: Sequence[Block], embeds: Sequence[EmbedWords], media: Media) -> list[Block]:
    """The blocks that hold this media item's own words, without its bare credit line."""
    for index, embed in enumerate(embeds):
        if (embed.title, embed.caption) == (media.title, media.caption):
            return [block for block in blocks if block.embed == index and block.role != "credit"]
    return []


def _card(mark: Mark, media: Media, frames: Sequence[str], lines: tuple[Line, ...]) -> Card:
    return Card(
        mark=mark,
        platform=media.platform,
        url=media.url,
        title=media.title,
        uploader=media.uploader,
        caption=media.caption,
        lost=media.lost,
        gallery=media.gallery,
        failure=media.failure,
        duration=media.duration,
        frames=tuple(frames),
        lines=lines,
    )
