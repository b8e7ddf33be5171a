"""Recording verdicts, signing them off by a second person, sending them back."""

from collections.abc import Sequence

from sqlmodel import Session

from workbench.desk.evidence import evidence_of
from workbench.desk.item import changed, newest_verdict, story_of, take_for_claim
from workbench.desk.ledger import record
from workbench.model.columns import known_id
from workbench.model.item import Item, WorkState, require_current, require_open, require_reason, settle
from workbench.model.person import Person, Role, require_role
from workbench.model.refusal import RuleBroken
from workbench.model.verdict import SignOff, Verdict, VerdictEvidence, VerdictWord, require_second_person


def record_verdict(
    session: Session,
    item: Item,
    word: VerdictWord,
    reason: str,
    cited: Sequence[int],
    by: Person,
    version: int,
) -> Verdict:
    """Write down what the desk concludes, citing evidence by its ids; the item goes to review."""
    require_role(by, Role.CHECKER, "record a verdict")
    require_current(item, version)
    require_open(item)
    reason = require_reason(reason, "A verdict")
    standing = {piece.id for piece in evidence_of(session, item) if piece.withdrawn_at is None}
    if not set(cited) <= standing:
        raise RuleBroken("A verdict cites only links that are attached to the item and not withdrawn.")
    verdict = Verdict(item_id=known_id(item.id), verdict=word, reason=reason, author_id=known_id(by.id))
    session.add(verdict)
    session.flush()
    for evidence_id in sorted(set(cited)):
        session.add(VerdictEvidence(verdict_id=known_id(verdict.id), evidence_id=evidence_id))
    before, item.work_state, item.verdict = item.work_state, WorkState.READY_FOR_REVIEW, word
    item.assignee_id = item.assignee_id or by.id
    take_for_claim(item, by)
    settle(item)
    changed(session, item)
    detail = {"verdict": word.value, "reason": reason, "evidence": sorted(set(cited)), "from": before}
    record(session, story_of(session, item), "verdict_recorded", by, item.ref, detail)
    return verdict


def sign_off(session: Session, item: Item, signer: Person, version: int) -> SignOff:
    """Confirm the newest verdict of an item; never by its own author."""
    verdict = _under_review(session, item, version)
    require_second_person(verdict, signer)
    require_role(signer, Role.EDITOR, "sign off a verdict")
    signature = SignOff(verdict_id=known_id(verdict.id), signer_id=known_id(signer.id))
    session.add(signature)
    item.work_state = WorkState.SIGNED_OFF
    changed(session, item)
    detail = {"verdict": verdict.verdict, "verdict_id": verdict.id}
    record(session, story_of(session, item), "signed_off", signer, item.ref, detail)
    return signature


def send_back(session: Session, item: Item, reason: str, by: Person, version: int) -> None:
    """Give an item under review back to the checkers, with a reason."""
    verdict = _under_review(session, item, version)
    require_role(by, Role.EDITOR, "send a verdict back")
    reason = require_reason(reason, "Sending back")
    item.work_state = WorkState.REOPENED
    changed(session, item)
    detail = {"verdict": verdict.verdict, "verdict_id": verdict.id, "reason": reason}
    record(session, story_of(session, item), "sent_back", by, item.ref, detail)


def _under_review(session: Session, item: Item, version: int) -> Verdict:
    """The verdict that waits for a second person; refuse where none does."""
    require_current(item, version)
    verdict = newest_verdict(session, item)
    if verdict is None or item.work_state != WorkState.READY_FOR_REVIEW:
        raise RuleBroken(f"{item.ref} has no verdict waiting for a second person.")
    return verdict
