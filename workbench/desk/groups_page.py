"""What the page of groups shows: claims of one event side by side, as far as the rules can tell."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from workbench.desk.related import groups
from workbench.model.columns import known_id
from workbench.model.item import Item
from workbench.model.story import Story

GROUPS_ON_A_PAGE = 40


@dataclass(frozen=True)
class Member:
    """One claim of a group."""

    ref: str
    words: str
    attribution: str | None
    implied: bool
    credit: str | None
    posted_at: str | None
    position: int
    figures: tuple[str, ...]
    work_state: str
    verdict: str | None


@dataclass(frozen=True)
class GroupsPage:
    slug: str
    title: str
    groups: tuple[tuple[Member, ...], ...]
    count: int
    page: int
    pages: int


def groups_page(session: Session, story: Story, page: int = 1) -> GroupsPage:
    """One page of the story's groups, in the order of the blog."""
    found = groups(session, story)
    pages = max(1, -(-len(found) // GROUPS_ON_A_PAGE))
    page = min(max(1, page), pages)
    items = {known_id(item.id): item for item in session.exec(select(Item).where(Item.story_id == story.id))}
    shown = found[(page - 1) * GROUPS_ON_A_PAGE : page * GROUPS_ON_A_PAGE]
    return GroupsPage(
        slug=story.slug,
        title=story.title,
        groups=tuple(tuple(_member(items[one.key], one.post, one.posted_at) for one in group) for group in shown),
        count=len(found),
        page=page,
        pages=pages,
    )


def _member(item: Item, position: int, posted_at: datetime | None) -> Member:
    return Member(
        ref=item.ref,
        words=item.words,
        attribution=item.attribution,
        implied=item.implied,
        credit=item.credit,
        posted_at=str(posted_at) if posted_at else None,
        position=position,
        figures=tuple(quantity["text"] for quantity in item.quantities),
        work_state=item.work_state,
        verdict=item.verdict,
    )
