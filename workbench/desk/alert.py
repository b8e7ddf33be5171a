"""What the blog did to an item after it was made: noted once, shown until a person has looked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from workbench.desk.item import changed, newest_verdict, story_of
from workbench.desk.ledger import record
from workbench.desk.verdict import record_verdict
from workbench.model.columns import known_id, now
from workbench.model.evidence import Evidence
from workbench.model.item import Item, Outcome, WorkState, require_current, require_reason, settle
from workbench.model.person import Person, Role, require_role
from workbench.model.refusal import RuleBroken
from workbench.model.story import Story
from workbench.model.verdict import VerdictEvidence, VerdictWord

STANDS_AFTER_ALL = "The words changed; my verdict stands"


@dataclass(frozen=True)
class Happening:
    """One thing that the blog did to an item. `was` and `now` are the words before and after, if it has any.

    `undone` marks the taking back of an earlier change: it takes the place of what was noted then.
    """

    outcome: Outcome
    sentence: str
    was: str | None = None
    now: str | None = None
    undone: bool = False


def note(session: Session, story: Story, item: Item, happening: Happening) -> None:
    """Write it down; the gravest that nobody has looked at yet leads. An alarm opens finished work again."""
    before = item.work_state
    if happening.undone or happening.outcome.gravity >= Outcome(item.outcome or Outcome.UNCHANGED).gravity:
        item.outcome, item.noted_at = happening.outcome, now()
        item.noted_was, item.noted_now = happening.was, happening.now
        item.alert = happening.sentence if happening.outcome.alarms or happening.undone else None
    if happening.outcome.alarms:
        _alarm(item)
    session.add(item)
    detail = {
        "outcome": happening.outcome.value,
        "alert": happening.sentence,
        "was": happening.was,
        "now": happening.now,
        "from": before,
        "to": item.work_state,
    }
    record(session, story, "alert_raised" if happening.outcome.alarms else "change_noted", None, item.ref, detail)


def _alarm(item: Item) -> None:
    item.version += 1
    item.changed_at = now()
    item.recheck = item.recheck or (item.verdict is not None and item.work_state != WorkState.DROPPED)
    if item.work_state in {WorkState.SIGNED_OFF, WorkState.READY_FOR_REVIEW}:
        item.work_state = WorkState.REOPENED


def clear_alert(session: Session, item: Item, reason: str, by: Person, version: int) -> None:
    """Say that a person has looked at what the blog changed.

    Where a verdict is to be checked again, its standing needs a reason: it is recorded anew for the changed
    blog, with the same word and the same links, and goes to a second person as every verdict does.
    """
    require_role(by, Role.CHECKER, "clear an alert")
    require_current(item, version)
    if item.outcome is None:
        raise RuleBroken(f"{item.ref} has no alert to clear.")
    detail = {"alert": item.alert, "outcome": item.outcome}
    verdict = newest_verdict(session, item)
    if item.recheck and verdict is not None and item.work_state != WorkState.DROPPED:
        detail["reason"] = require_reason(reason, "That the verdict stands after the blog changed the post")
        cited = _still_cited(session, known_id(verdict.id))
        words = f"{STANDS_AFTER_ALL}: {detail['reason']}"
        record_verdict(session, item, VerdictWord(verdict.verdict), words, cited, by, version)
    else:
        changed(session, item)
    settle(item)
    record(session, story_of(session, item), "alert_cleared", by, item.ref, detail)


def _still_cited(session: Session, verdict_id: int) -> list[int]:
    """The evidence that the verdict cites and that was not withdrawn since."""
    return list(
        session.exec(
            select(VerdictEvidence.evidence_id)
            .join(Evidence)
            .where(VerdictEvidence.verdict_id == verdict_id, col(Evidence.withdrawn_at).is_(None))
        )
    )
