"""What was found out about an item: its verdicts and its evidence, as the item's page and the log show them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from workbench.model.evidence import Capture, Evidence
from workbench.model.item import Item
from workbench.model.person import Person
from workbench.model.source import Source
from workbench.model.verdict import SignOff, Verdict, VerdictEvidence


@dataclass(frozen=True)
class Names:
    """What people and sources are called, by their ids: read once for a page or a whole log."""

    people: Mapping[int | None, str]
    sources: Mapping[int | None, str]


def names_in_use(session: Session) -> Names:
    people = session.exec(select(Person.id, Person.display_name)).all()
    sources = session.exec(select(Source.id, Source.name)).all()
    return Names(dict(people), dict(sources))


@dataclass(frozen=True)
class EvidenceView:
    id: int
    url: str
    stance: str
    quote: str | None
    source: str | None
    origin: str | None
    added_by: str
    added_at: datetime
    withdrawn_because: str | None
    captured_at: datetime | None
    sha256: str | None
    status: int | None
    title: str | None
    failure: str | None
    waiting: bool


@dataclass(frozen=True)
class VerdictView:
    """A verdict in its place in the history; `standing` is the newest one."""

    id: int
    verdict: str
    reason: str
    by: str
    author_id: int
    at: datetime
    signed_off_by: str | None
    signed_off_at: datetime | None
    evidence: tuple[int, ...]
    standing: bool


def verdict_views(session: Session, item: Item, names: Names) -> tuple[VerdictView, ...]:
    """The item's verdicts, oldest first, each with its sign-off and the evidence it rests on."""
    rows = session.exec(
        select(Verdict, SignOff)
        .outerjoin(SignOff, col(SignOff.verdict_id) == col(Verdict.id))
        .where(Verdict.item_id == item.id)
        .order_by(col(Verdict.id))
    ).all()
    cited: dict[int, list[int]] = {}
    for verdict_id, evidence_id in session.exec(
        select(VerdictEvidence.verdict_id, VerdictEvidence.evidence_id)
        .join(Verdict)
        .where(Verdict.item_id == item.id)
        .order_by(col(VerdictEvidence.evidence_id))
    ):
        cited.setdefault(verdict_id, []).append(evidence_id)
    return tuple(
        VerdictView(
            id=verdict.id or 0,
            verdict=verdict.verdict,
            reason=verdict.reason,
            by=names.people[verdict.author_id],
            author_id=verdict.author_id,
            at=verdict.at,
            signed_off_by=names.people[signature.signer_id] if signature else None,
            signed_off_at=signature.at if signature else None,
            evidence=tuple(cited.get(verdict.id or 0, ())),
            standing=number == len(rows),
        )
        for number, (verdict, signature) in enumerate(rows, start=1)
    )


def evidence_views(
    session: Session, pieces: Sequence[Evidence], names: Names, waiting: Collection[int | None] = ()
) -> tuple[EvidenceView, ...]:
    """The links, each with its capture; `waiting` are the ids of those that are being captured."""
    captures = {
        capture.id: capture
        for capture in session.exec(select(Capture).where(col(Capture.id).in_([piece.capture_id for piece in pieces])))
    }
    return tuple(_piece(piece, names, captures.get(piece.capture_id), piece.id in waiting) for piece in pieces)


def _piece(piece: Evidence, names: Names, capture: Capture | None, waiting: bool) -> EvidenceView:
    return EvidenceView(
        id=piece.id or 0,
        url=piece.url,
        stance=piece.stance,
        quote=piece.quote,
        source=names.sources.get(piece.source_id),
        origin=names.sources.get(piece.origin_id),
        added_by=names.people[piece.added_by_id],
        added_at=piece.added_at,
        withdrawn_because=piece.withdrawn_because,
        captured_at=capture.captured_at if capture and capture.sha256 else None,
        sha256=capture.sha256 if capture else None,
        status=capture.status if capture else None,
        title=capture.title if capture else None,
        failure=capture.failure if capture else None,
        waiting=waiting,
    )
