"""A story's verification log: gathered from the database, for the desk's page and for every format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from workbench.desk.evidence import evidence_of
from workbench.desk.item_record import (
    EvidenceView,
    Names,
    VerdictView,
    evidence_views,
    names_in_use,
    verdict_views,
)  # fmt: skip
from workbench.desk.ledger import entries
from workbench.desk.media import frames_of
from workbench.desk.relations import relations_of
from workbench.desk.story import find_story
from workbench.logbook import chain
from workbench.logbook.document import (
    Log,
    LoggedEvidence,
    LoggedItem,
    LoggedPost,
    LoggedRelation,
    LoggedStory,
    LoggedVerdict,
)  # fmt: skip
from workbench.model.item import Item, WorkState
from workbench.model.ledger import LedgerEntry
from workbench.model.media import Media
from workbench.model.person import Person
from workbench.model.story import Post, PostVersion, Story
from workbench.model.verdict import SignOff, Verdict


@dataclass(frozen=True)
class Concluded:
    """An item with a verdict, as the log's page in the desk lists it."""

    ref: str
    words: str
    verdict: str
    work_state: str
    by: str
    signed_off_by: str | None


@dataclass(frozen=True)
class LogPage:
    """The log as the desk shows it. `broken` says what is wrong with the ledger, if anything is."""

    slug: str
    title: str
    items: int
    signed_off: int
    concluded: tuple[Concluded, ...]
    entries: tuple[LedgerEntry, ...]
    head: str
    broken: str | None


def log_page(session: Session, story: Story) -> LogPage:
    """What the log's page shows; the whole chain is checked each time."""
    states = session.exec(select(Item.work_state).where(Item.story_id == story.id)).all()
    rows = session.exec(
        select(LedgerEntry).where(LedgerEntry.story_id == story.id).order_by(col(LedgerEntry.sequence))
    ).all()
    broken = chain.check(entries(session, story.id))
    return LogPage(
        slug=story.slug,
        title=story.title,
        items=sum(state != WorkState.DROPPED for state in states),
        signed_off=sum(state == WorkState.SIGNED_OFF for state in states),
        concluded=_concluded(session, story),
        entries=tuple(rows),
        head=rows[-1].hash if rows else chain.GENESIS,
        broken=str(broken) if broken else None,
    )


def _concluded(session: Session, story: Story) -> tuple[Concluded, ...]:
    people = dict(session.exec(select(Person.id, Person.display_name)).all())
    rows = session.exec(
        select(Item, Verdict, SignOff)
        .join(Verdict, col(Verdict.item_id) == col(Item.id))
        .outerjoin(SignOff, col(SignOff.verdict_id) == col(Verdict.id))
        .where(Item.story_id == story.id)
        .order_by(col(Item.id), col(Verdict.id))
    )
    newest = {item.ref: (item, verdict, signature) for item, verdict, signature in rows}
    return tuple(
        Concluded(
            ref,
            item.words,
            verdict.verdict,
            item.work_state,
            people[verdict.author_id],
            people[signature.signer_id] if signature else None,
        )
        for ref, (item, verdict, signature) in newest.items()
    )


def story_log(session: Session, slug: str) -> Log:
    """The whole log of a story, drafts and dismissals included."""
    story = find_story(session, slug)
    ledger = tuple(entries(session, story.id))
    rows = session.exec(
        select(Item, Post, PostVersion)
        .where(Item.story_id == story.id, Item.post_id == Post.id, Item.post_version_id == PostVersion.id)
        .order_by(col(Post.position), col(Item.start_at).is_(None), col(Item.start_at), col(Item.id))
    ).all()
    names = names_in_use(session)
    refs = {item.id: item.ref for item, _, _ in rows}
    related = relations_of(session, [item for item, _, _ in rows])
    return Log(
        story=LoggedStory(
            slug=story.slug,
            title=story.title,
            url=story.url,
            language=story.language,
            timezone=story.timezone,
            reader=story.reader,
            source_sha256=story.source_sha256,
            warnings=tuple(story.warnings),
        ),
        ledger=ledger,
        head=ledger[-1].hash if ledger else chain.GENESIS,
        items=tuple(
            _item(session, item, post, version, names, refs.get(item.merged_into_id), related.get(item.id or 0, ()))
            for item, post, version in rows
        ),
    )


def _item(
    session: Session,
    item: Item,
    post: Post,
    version: PostVersion,
    names: Names,
    merged_into: str | None,
    related: Sequence[tuple[str, str, str]],
) -> LoggedItem:
    return LoggedItem(
        ref=item.ref,
        kind=item.kind,
        text=item.words,
        post=LoggedPost(post.position, version.posted_at, post.permalink),
        span=(item.start_at, item.end_at) if item.start_at is not None and item.end_at is not None else None,
        attribution=item.attribution,
        implied=item.implied,
        told=item.told,
        credit=item.credit,
        hedges=tuple(item.hedges),
        quantities=tuple(item.quantities),
        band=item.band,
        why=tuple(reason["why"] for reason in item.reasons),
        found_by=item.found_by,
        accepted_by=names.people[item.accepted_by_id] if item.accepted_by_id else None,
        decided=tuple(item.decided),
        alert=item.alert,
        relations=tuple(LoggedRelation(*one) for one in related),
        work_state=item.work_state,
        verdict=item.verdict,
        dismissed=item.dropped_because,
        merged_into=merged_into,
        verdicts=_verdicts(verdict_views(session, item, names)),
        evidence=_evidence(evidence_views(session, evidence_of(session, item), names)),
        media=_media(session, item),
    )


def _moment(at: datetime | None) -> str | None:
    return chain.moment(at) if at else None


def _verdicts(views: Sequence[VerdictView]) -> tuple[LoggedVerdict, ...]:
    return tuple(
        LoggedVerdict(
            verdict=view.verdict,
            reason=view.reason,
            by=view.by,
            at=chain.moment(view.at),
            signed_off_by=view.signed_off_by,
            signed_off_at=_moment(view.signed_off_at),
            evidence=view.evidence,
        )
        for view in views
    )


def _evidence(views: Sequence[EvidenceView]) -> tuple[LoggedEvidence, ...]:
    return tuple(
        LoggedEvidence(
            id=view.id,
            url=view.url,
            stance=view.stance,
            quote=view.quote,
            source=view.source,
            origin=view.origin,
            added_by=view.added_by,
            added_at=chain.moment(view.added_at),
            captured_at=_moment(view.captured_at),
            sha256=view.sha256,
            status=view.status,
            failure=view.failure,
            withdrawn=view.withdrawn_because,
        )
        for view in views
    )


def _media(session: Session, item: Item) -> dict[str, Any]:
    media = session.get(Media, item.id)
    if media is None:
        return {}
    return {
        "platform": media.platform,
        "id": media.platform_id,
        "url": media.url,
        "lost": media.lost,
        "title": media.title,
        "caption": media.caption,
        "uploader": media.uploader,
        "metadata": media.facts,
        "fetched_at": _moment(media.described_at),
        "failure": media.failure,
        "file": {
            "name": media.file_name,
            "type": media.file_type,
            "sha256": media.file_sha256,
            "obtained": media.file_from,
        },
        "duration": media.duration,
        "width": media.width,
        "height": media.height,
        "frames": [
            {
                "at": frame.at,
                "sha256": frame.sha256,
                "algorithm": frame.algorithm,
                "phash": frame.phash,
                "mirrored": frame.mirrored,
            }
            for frame in frames_of(session, media.item_id)
        ],
    }
