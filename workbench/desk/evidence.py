"""Attaching links to an item, and withdrawing those that were wrong."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from workbench.desk.item import changed, story_of, take_for_claim
from workbench.desk.job import enqueue
from workbench.desk.ledger import record
from workbench.model.columns import known_id, now
from workbench.model.evidence import Capture, Evidence, Stance, require_web_address
from workbench.model.item import Item, require_open, require_reason
from workbench.model.person import Person, Role, require_role
from workbench.model.refusal import NotFound, RuleBroken
from workbench.model.source import Source


@dataclass(frozen=True)
class Link:
    """What a person says of a link: its address, stance and quote, its source and where that has it from."""

    url: str
    stance: Stance
    quote: str = ""
    source: Source | None = None
    origin: Source | None = None


def add_evidence(session: Session, item: Item, link: Link, by: Person) -> Evidence:
    """Attach a link; a worker captures it. The same link with the same stance and quote is refused."""
    require_role(by, Role.CHECKER, "attach evidence")
    require_open(item)
    url, quote = require_web_address(link.url), link.quote.strip() or None
    if link.source is None:
        raise RuleBroken("Say which source the link comes from: evidence without a source proves little.")
    for twin in evidence_of(session, item):
        if (twin.url, twin.stance, twin.quote) == (url, link.stance, quote) and twin.withdrawn_at is None:
            raise RuleBroken("That link is attached already, with the same stance and quote.")
    piece = Evidence(
        item_id=known_id(item.id),
        url=url,
        stance=link.stance,
        quote=quote,
        source_id=link.source.id,
        origin_id=(link.origin or link.source).id,
        added_by_id=known_id(by.id),
    )
    session.add(piece)
    take_for_claim(item, by)
    changed(session, item)
    session.flush()
    record(
        session,
        story_of(session, item),
        "evidence_added",
        by,
        item.ref,
        {
            "evidence": piece.id,
            "url": url,
            "stance": link.stance.value,
            "quote": quote,
            "source": link.source.name,
            "origin": (link.origin or link.source).name,
        },
    )
    enqueue(session, "capture_evidence", by, story_id=item.story_id, item_id=item.id, evidence_id=piece.id)
    return piece


def withdraw_evidence(session: Session, item: Item, evidence_id: int, reason: str, by: Person) -> None:
    """Take a link back with a reason. It stays readable, because an earlier verdict may cite it."""
    require_role(by, Role.CHECKER, "withdraw evidence")
    require_open(item)
    piece = _piece(session, item, evidence_id)
    if piece.withdrawn_at is not None:
        raise RuleBroken("That link was withdrawn already.")
    piece.withdrawn_at, piece.withdrawn_because = now(), require_reason(reason, "Withdrawing a link")
    session.add(piece)
    changed(session, item)
    detail = {"evidence": piece.id, "url": piece.url, "reason": piece.withdrawn_because}
    record(session, story_of(session, item), "evidence_withdrawn", by, item.ref, detail)


def keep_capture(session: Session, item: Item, evidence_id: int, capture: Capture) -> None:
    """Store what the capture of a link gave, or why there is none."""
    piece = _piece(session, item, evidence_id)
    session.add(capture)
    session.flush()
    piece.capture_id = capture.id
    session.add(piece)
    detail = {
        "evidence": piece.id,
        "url": capture.address,
        "final_url": capture.final_address,
        "status": capture.status,
        "sha256": capture.sha256,
        "size": capture.size,
        "tool": capture.tool,
        "failure": capture.failure,
    }
    act = "collected" if capture.failure is None else "lost"
    record(session, story_of(session, item), act, None, item.ref, detail)


def evidence_of(session: Session, item: Item) -> list[Evidence]:
    """All links of an item, withdrawn ones too, in the order in which they came."""
    return list(session.exec(select(Evidence).where(Evidence.item_id == item.id).order_by(col(Evidence.id))))


def _piece(session: Session, item: Item, evidence_id: int) -> Evidence:
    piece = session.get(Evidence, evidence_id)
    if piece is None or piece.item_id != item.id:
        raise NotFound(f"{item.ref} has no such link.")
    return piece
