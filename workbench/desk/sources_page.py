"""What the register of sources shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from workbench.model.evidence import Evidence
from workbench.model.item import Item, WorkState
from workbench.model.source import Source
from workbench.model.story import Story


@dataclass(frozen=True)
class SourceRow:
    id: int
    name: str
    kind: str
    address: str | None
    links: int
    items: int


@dataclass(frozen=True)
class SourceUse:
    """One link that comes from the source, with the item it is attached to."""

    story_slug: str
    story_title: str
    ref: str
    words: str
    work_state: str
    verdict: str | None
    stance: str
    url: str


@dataclass(frozen=True)
class SourcePage:
    """One source. `record` counts how its signed-off items ended, by verdict."""

    id: int
    name: str
    kind: str
    address: str | None
    note: str | None
    version: int
    uses: tuple[SourceUse, ...]
    record: Mapping[str, int]


def sources_page(session: Session, words: str = "") -> tuple[SourceRow, ...]:
    """All sources whose name holds `words`, by name."""
    question = (
        select(Source, func.count(col(Evidence.id)), func.count(func.distinct(Evidence.item_id)))
        .outerjoin(Evidence, col(Evidence.source_id) == col(Source.id))
        .group_by(col(Source.id))
        .order_by(func.lower(Source.name))
    )
    if words.strip():
        question = question.where(func.lower(Source.name).contains(words.strip().lower(), autoescape=True))
    return tuple(
        SourceRow(source.id or 0, source.name, source.kind, source.address, links, items)
        for source, links, items in session.exec(question)
    )


def source_page(session: Session, source: Source) -> SourcePage:
    rows = session.exec(
        select(Story.slug, Story.title, Item, Evidence)
        .where(Evidence.source_id == source.id, Evidence.item_id == Item.id, Item.story_id == Story.id)
        .order_by(col(Evidence.id).desc())
    ).all()
    uses = tuple(
        SourceUse(slug, title, item.ref, item.words, item.work_state, item.verdict, piece.stance, piece.url)
        for slug, title, item, piece in rows
    )
    ended = {item.id: item.verdict for _, _, item, _ in rows if item.work_state == WorkState.SIGNED_OFF}
    record: dict[str, int] = {}
    for verdict in ended.values():
        record[verdict or ""] = record.get(verdict or "", 0) + 1
    return SourcePage(
        source.id or 0, source.name, source.kind, source.address, source.note, source.version, uses, record
    )
