"""Writing the ledger: one entry for each act, in the act's own transaction."""

from collections.abc import Iterator, Mapping

from sqlmodel import Session, col, select

from workbench.logbook import chain
from workbench.model.columns import now
from workbench.model.ledger import LedgerEntry
from workbench.model.person import Person
from workbench.model.story import Story

DESK_ITSELF = "workbench"


def record(
    session: Session,
    story: Story | None,
    act: str,
    by: Person | None,
    subject: str,
    detail: Mapping[str, object],
) -> LedgerEntry:
    """Add the entry that follows the story's last one (the desk's own where `story` is None).

    `by` None stands for the program itself. `detail` holds JSON values only.
    """
    session.flush()
    story_id = story.id if story else None
    last = session.exec(
        select(LedgerEntry.sequence, LedgerEntry.hash)
        .where(col(LedgerEntry.story_id) == story_id if story_id else col(LedgerEntry.story_id).is_(None))
        .order_by(col(LedgerEntry.sequence).desc())
        .limit(1)
    ).first()
    at = now()
    sealed = chain.seal(
        sequence=last[0] + 1 if last else 1,
        at=at,
        actor=by.display_name if by else DESK_ITSELF,
        act=act,
        subject=subject,
        detail=detail,
        previous=last[1] if last else chain.GENESIS,
    )
    entry = LedgerEntry(
        story_id=story_id,
        sequence=sealed.sequence,
        at=at,
        actor=sealed.actor,
        act=sealed.act,
        subject=sealed.subject,
        detail=dict(sealed.detail),
        previous=sealed.previous,
        hash=sealed.hash,
    )
    session.add(entry)
    session.flush()
    return entry


def entries(session: Session, story_id: int | None) -> Iterator[chain.Entry]:
    """The entries of a story (of the desk itself where None), oldest first, as the chain checks them."""
    chosen = col(LedgerEntry.story_id) == story_id if story_id else col(LedgerEntry.story_id).is_(None)
    rows = session.exec(select(LedgerEntry).where(chosen).order_by(col(LedgerEntry.sequence)))
    for row in rows:
        yield chain.Entry(
            sequence=row.sequence,
            at=chain.moment(row.at),
            actor=row.actor,
            act=row.act,
            subject=row.subject,
            detail=row.detail,
            previous=row.previous,
            hash=row.hash,
        )
