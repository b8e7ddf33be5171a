"""What an item's panel and page show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from workbench.claims.sentence_vectors import SentenceVectors
from workbench.desk.contradictions_page import Dispute, disputes
from workbench.desk.evidence import evidence_of
from workbench.desk.finding import words_of
from workbench.desk.item_record import EvidenceView, VerdictView, evidence_views, names_in_use, verdict_views
from workbench.desk.marked_words import Line, Mark, lines_of, mark_of
from workbench.desk.media import frames_of
from workbench.desk.noted import Notice, notice_of
from workbench.desk.related import CheckedBefore, Near, checked_before, near_claims
from workbench.desk.source import SourceChoice, source_choices
from workbench.desk.statements import among_others
from workbench.model.evidence import independent_origins
from workbench.model.item import BY_HAND, Item, ItemKind, WorkState
from workbench.model.job import Job, JobState
from workbench.model.ledger import LedgerEntry
from workbench.model.media import Media
from workbench.model.story import Post, PostVersion, Story

AROUND = 400


@dataclass(frozen=True)
class ReasonView:
    """A reason in plain words; `at` are the places in the item's own words that it comes from."""

    name: str
    why: str
    at: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class HistoryEntry:
    sequence: int
    at: datetime
    actor: str
    act: str
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class FrameView:
    at: float
    sha256: str
    width: int
    height: int
    phash: str
    blank: bool


@dataclass(frozen=True)
class MediaView:
    platform: str | None
    url: str | None
    title: str | None
    uploader: str | None
    caption: str | None
    lost: bool
    facts: tuple[tuple[str, str, str], ...]
    described_at: datetime | None
    failure: str | None
    file_name: str | None
    file_type: str | None
    file_sha256: str | None
    file_from: str | None
    duration: float | None
    width: int | None
    height: int | None
    frames: tuple[FrameView, ...]


@dataclass(frozen=True)
class ItemPage:
    """Everything of one item. `may_move` are the work states it can go to by hand."""

    story_slug: str
    story_title: str
    story_language: str | None
    mark: Mark
    notice: Notice | None
    version: int
    reasons: tuple[ReasonView, ...]
    told: str | None
    implied: bool
    accepted_by: str | None
    decided: tuple[str, ...]
    quantities: tuple[Mapping[str, Any], ...]
    found_by: str
    dropped_because: str | None
    merged_into: str | None
    split_from: str | None
    assignee: str | None
    post_id: int
    position: int
    posted_at: str | None
    permalink: str | None
    headline: str | None
    context: tuple[Line, ...]
    earlier_words: bool
    verdicts: tuple[VerdictView, ...]
    evidence: tuple[EvidenceView, ...]
    origins: int
    history: tuple[HistoryEntry, ...]
    media: MediaView | None
    doing: tuple[str, ...]
    may_move: tuple[str, ...]
    sources: tuple[SourceChoice, ...]
    mergeable: tuple[tuple[str, str], ...]
    disputes: tuple[Dispute, ...]
    near: tuple[Near, ...]
    checked_before: tuple[CheckedBefore, ...]
    previous_ref: str | None
    next_ref: str | None

    @property
    def standing(self) -> VerdictView | None:
        return self.verdicts[-1] if self.verdicts else None

    @property
    def is_claim(self) -> bool:
        return self.mark.kind == ItemKind.CLAIM


def item_page(session: Session, story: Story, item: Item, vectors: SentenceVectors | None = None) -> ItemPage:
    """The page of one item, read afresh; `vectors` re-rank what is near it."""
    post = session.get_one(Post, item.post_id)
    version = session.get_one(PostVersion, item.post_version_id)
    names, busy, pieces = names_in_use(session), _busy_jobs(session, item), evidence_of(session, item)
    verdicts = verdict_views(session, item, names)
    waiting = {job.payload.get("evidence_id") for job in busy if job.name == "capture_evidence"}
    refs = _refs_in_order(session, story)
    here = refs.index(item.ref)
    claim = among_others(session, story, item) if item.kind == ItemKind.CLAIM else None
    return ItemPage(
        story_slug=story.slug,
        story_title=story.title,
        story_language=story.language,
        mark=mark_of(item),
        notice=notice_of(item),
        version=item.version,
        reasons=_reasons(item),
        told=item.told,
        implied=item.implied,
        accepted_by=names.people.get(item.accepted_by_id) if item.accepted_by_id else None,
        decided=tuple(item.decided),
        quantities=tuple(item.quantities),
        found_by=item.found_by,
        dropped_because=item.dropped_because,
        merged_into=_ref(session, item.merged_into_id),
        split_from=_ref(session, item.split_from_id),
        assignee=names.people.get(item.assignee_id) if item.assignee_id else None,
        post_id=item.post_id,
        position=post.position,
        posted_at=version.posted_at,
        permalink=post.permalink,
        headline=version.headline,
        context=_context(item, version, story),
        earlier_words=version.number != post.version_number,
        verdicts=verdicts,
        evidence=evidence_views(session, pieces, names, waiting),
        origins=independent_origins(pieces),
        history=_history(session, story, item),
        media=_media(session, item),
        doing=_doing(busy),
        may_move=tuple(state for state in BY_HAND[WorkState(item.work_state)] if _offered(item, state, verdicts)),
        sources=source_choices(session),
        mergeable=_mergeable(session, item),
        disputes=disputes(session, claim) if claim else (),
        near=near_claims(session, claim, vectors=vectors) if claim else (),
        checked_before=checked_before(session, claim, names, vectors=vectors) if claim else (),
        previous_ref=refs[here - 1] if here else None,
        next_ref=refs[here + 1] if here + 1 < len(refs) else None,
    )


def _reasons(item: Item) -> tuple[ReasonView, ...]:
    return tuple(
        ReasonView(reason["name"], reason["why"], tuple((first, last) for first, last in reason["at"]))
        for reason in item.reasons
    )


def _offered(item: Item, state: WorkState, verdicts: Sequence[VerdictView]) -> bool:
    """Reopening asks for a reason and has a form of its own; review needs a verdict that stands and is not signed off."""
    if state is WorkState.REOPENED:
        return False
    reviewed = bool(verdicts) and verdicts[-1].signed_off_by is not None
    return state is not WorkState.READY_FOR_REVIEW or (item.verdict is not None and not item.recheck and not reviewed)


def _refs_in_order(session: Session, story: Story) -> list[str]:
    """The story's references in the order of its text."""
    rows = session.exec(
        select(Item.ref, Post.position, Item.start_at, Item.id).join(Post).where(Item.story_id == story.id)
    ).all()
    ordered = sorted(rows, key=lambda row: (row[1], row[2] if row[2] is not None else 2**31, row[3]))
    return [row[0] for row in ordered]


def _ref(session: Session, item_id: int | None) -> str | None:
    return session.get_one(Item, item_id).ref if item_id else None


def _context(item: Item, version: PostVersion, story: Story) -> tuple[Line, ...]:
    """The item's words with the lines of its post around them, about 400 characters each way."""
    if item.start_at is None or item.end_at is None:
        return ()
    start, end = item.start_at - AROUND, item.end_at + AROUND
    near = [block for block in words_of(version, story).blocks if block.end > start and block.start < end]
    return lines_of(version.text, near, [mark_of(item)])


def _history(session: Session, story: Story, item: Item) -> tuple[HistoryEntry, ...]:
    rows = session.exec(
        select(LedgerEntry)
        .where(LedgerEntry.story_id == story.id, LedgerEntry.subject == item.ref)
        .order_by(col(LedgerEntry.sequence).desc())
    )
    return tuple(HistoryEntry(row.sequence, row.at, row.actor, row.act, row.detail) for row in rows)


def _media(session: Session, item: Item) -> MediaView | None:
    media = session.get(Media, item.id)
    if media is None:
        return None
    frames = tuple(
        FrameView(frame.at, frame.sha256, frame.width, frame.height, frame.phash, frame.blank)
        for frame in frames_of(session, media.item_id)
    )
    facts = tuple(
        (name, str(fact["value"]), str(fact["from"]))
        for name, fact in media.facts.items()
        if fact.get("value") is not None
    )
    return MediaView(
        platform=media.platform,
        url=media.url,
        title=media.title,
        uploader=media.uploader,
        caption=media.caption,
        lost=media.lost,
        facts=facts,
        described_at=media.described_at,
        failure=media.failure,
        file_name=media.file_name,
        file_type=media.file_type,
        file_sha256=media.file_sha256,
        file_from=media.file_from,
        duration=media.duration,
        width=media.width,
        height=media.height,
        frames=frames,
    )


def _busy_jobs(session: Session, item: Item) -> list[Job]:
    busy = [JobState.WAITING, JobState.RUNNING]
    return list(session.exec(select(Job).where(Job.item_id == item.id, col(Job.state).in_(busy))))


def _doing(busy: Sequence[Job]) -> tuple[str, ...]:
    """What the worker does for this item at the moment, in words."""
    names = {
        "describe_media": "Fetching metadata",
        "take_frames": "Taking frames and hashes",
        "capture_evidence": "Capturing a link",
    }
    return tuple(job.doing or names.get(job.name, job.name) for job in busy)


def _mergeable(session: Session, item: Item) -> tuple[tuple[str, str], ...]:
    """The other claims of the same post that this one could be merged with: reference and first words."""
    if item.kind != ItemKind.CLAIM:
        return ()
    rows = session.exec(
        select(Item.ref, Item.words)
        .where(Item.post_version_id == item.post_version_id, Item.kind == ItemKind.CLAIM)
        .where(Item.id != item.id, Item.work_state != WorkState.DROPPED)
        .order_by(col(Item.start_at))
    )
    return tuple((ref, words[:70]) for ref, words in rows)
