"""What people do with items: find, take, hand on, accept, dismiss, reopen."""

from sqlmodel import Session, col, select

from workbench.desk.ledger import record
from workbench.model.columns import now
from workbench.model.item import (
    Dismissal,
    Item,
    WorkState,
    require_current,
    require_move,
    require_open,
    require_reason,
)  # fmt: skip
from workbench.model.person import Person, Role, require_role
from workbench.model.refusal import NotFound, RuleBroken
from workbench.model.story import Story
from workbench.model.verdict import SignOff, Verdict

SIGNED_BEFORE = "The verdict of {ref} was signed off before it was reopened: record it anew, with what was found since."


def find_item(session: Session, slug: str, ref: str) -> Item:
    """The item by its story's address and its reference code."""
    item = session.exec(select(Item).join(Story).where(Story.slug == slug, Item.ref == ref.upper())).first()
    if item is None:
        raise NotFound(f"There is no item {ref} in that story.")
    return item


def story_of(session: Session, item: Item) -> Story:
    return session.get_one(Story, item.story_id)


def newest_verdict(session: Session, item: Item) -> Verdict | None:
    return session.exec(
        select(Verdict).where(Verdict.item_id == item.id).order_by(col(Verdict.id).desc()).limit(1)
    ).first()


def is_signed_off(session: Session, verdict: Verdict) -> bool:
    """Whether a second person has signed this very verdict off; a later one of the same word is another."""
    return session.exec(select(SignOff.id).where(SignOff.verdict_id == verdict.id)).first() is not None


def changed(session: Session, item: Item) -> None:
    """Count a change of the item, so that forms drawn before it are known to be stale."""
    item.version += 1
    item.changed_at = now()
    session.add(item)


def move_item(session: Session, item: Item, to: WorkState, by: Person, version: int) -> None:
    """Move an item along the work axis by hand; taking it up makes `by` its assignee."""
    require_role(by, Role.CHECKER, "work on an item")
    require_current(item, version)
    require_move(item, to)
    standing = newest_verdict(session, item) if to is WorkState.READY_FOR_REVIEW else None
    if standing is not None and is_signed_off(session, standing):
        raise RuleBroken(SIGNED_BEFORE.format(ref=item.ref))
    before, item.work_state = item.work_state, to
    if to is WorkState.IN_PROGRESS:
        item.assignee_id = by.id
        take_for_claim(item, by)
    elif to is WorkState.UNSTARTED:
        item.assignee_id = None
    changed(session, item)
    record(session, story_of(session, item), "moved", by, item.ref, {"from": before, "to": to.value})


def take_for_claim(item: Item, by: Person) -> None:
    """Who works on a suggestion accepts it, and the rules do not take it back."""
    if item.accepted_by_id is None:
        item.accepted_by_id, item.accepted_at = by.id, now()


def accept_item(session: Session, item: Item, by: Person, version: int) -> None:
    """Say that a suggestion is a claim that needs checking."""
    require_role(by, Role.CHECKER, "accept a suggestion")
    require_current(item, version)
    require_open(item)
    if item.accepted_by_id is not None:
        raise RuleBroken(f"{item.ref} has been accepted already.")
    take_for_claim(item, by)
    changed(session, item)
    record(session, story_of(session, item), "accepted", by, item.ref, {"band": item.band})


def dismiss_item(
    session: Session,
    item: Item,
    reason: str,
    by: Person,
    version: int,
    kind: Dismissal = Dismissal.OTHER,
) -> None:
    """Take an item off the desk with a reason; it stays in the story and in the log.

    `kind` says why it is no claim, where it is none: the rules learn from that.
    """
    require_role(by, Role.CHECKER, "dismiss an item")
    require_current(item, version)
    require_open(item)
    if item.work_state == WorkState.SIGNED_OFF:
        raise RuleBroken(f"{item.ref} is signed off: reopen it before dismissing it.")
    drop(session, item, require_reason(reason, "A dismissal"), by, kind)


def drop(session: Session, item: Item, reason: str, by: Person, kind: Dismissal = Dismissal.OTHER) -> None:
    """Dismiss an item without asking whether that is allowed."""
    before, item.work_state, item.dropped_because = item.work_state, WorkState.DROPPED, reason
    changed(session, item)
    story = story_of(session, item)
    record(session, story, "dismissed", by, item.ref, {"from": before, "reason": reason, "kind": kind.value})


def reopen_item(session: Session, item: Item, reason: str, by: Person, version: int) -> None:
    """Take up a dismissed or signed-off item again, with a reason."""
    require_role(by, Role.CHECKER, "reopen an item")
    require_current(item, version)
    require_move(item, WorkState.REOPENED)
    reason = require_reason(reason, "Reopening")
    before, item.work_state, item.dropped_because = item.work_state, WorkState.REOPENED, None
    item.merged_into_id = None
    changed(session, item)
    record(session, story_of(session, item), "reopened", by, item.ref, {"from": before, "reason": reason})
