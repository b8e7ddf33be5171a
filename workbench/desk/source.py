"""The register of sources: adding, finding and describing them."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from workbench.desk.ledger import record
from workbench.model.evidence import require_web_address
from workbench.model.person import Person, Role, require_role
from workbench.model.refusal import NotFound, RuleBroken, Stale
from workbench.model.source import Source, SourceKind


@dataclass(frozen=True)
class SourceChoice:
    """A source as a form offers it."""

    id: int
    name: str
    kind: str


def source_choices(session: Session) -> tuple[SourceChoice, ...]:
    """All sources by name."""
    rows = session.exec(select(Source.id, Source.name, Source.kind).order_by(func.lower(Source.name)))
    return tuple(SourceChoice(identity or 0, name, kind) for identity, name, kind in rows)


def find_source(session: Session, source_id: int) -> Source:
    source = session.get(Source, source_id)
    if source is None:
        raise NotFound(f"There is no source {source_id} in the register.")
    return source


def add_source(
    session: Session, name: str, kind: SourceKind, by: Person, *, address: str = "", note: str = ""
) -> Source:
    """Enter a source in the register; its name is free there, whatever its capitals."""
    require_role(by, Role.CHECKER, "add a source")
    source = Source(name=_free_name(session, name), kind=kind, created_by_id=by.id)
    _describe(source, address, note)
    session.add(source)
    session.flush()
    record(session, None, "source_added", by, source.name, {"kind": source.kind, "address": source.address})
    return source


def named_source(session: Session, name: str, kind: SourceKind, by: Person) -> Source:
    """The source of that name, entered now if the register does not have it."""
    known = session.exec(select(Source).where(func.lower(Source.name) == _trimmed(name).lower())).first()
    return known or add_source(session, name, kind, by)


def change_source(
    session: Session,
    source: Source,
    by: Person,
    version: int,
    *,
    name: str,
    kind: SourceKind,
    address: str = "",
    note: str = "",
) -> None:
    """Describe a source anew; the ledger keeps what it was called before."""
    require_role(by, Role.CHECKER, "change a source")
    if source.version != version:
        raise Stale(f"{source.name} was changed while you were writing; nothing was saved.")
    before = {"name": source.name, "kind": source.kind, "address": source.address, "note": source.note}
    if _trimmed(name).lower() != source.name.lower():
        source.name = _free_name(session, name)
    source.kind, source.version = kind, source.version + 1
    _describe(source, address, note)
    session.add(source)
    after = {"name": source.name, "kind": source.kind, "address": source.address, "note": source.note}
    record(session, None, "source_changed", by, source.name, {"from": before, "to": after})


def _trimmed(name: str) -> str:
    trimmed = " ".join(name.split())
    if not trimmed:
        raise RuleBroken("A source needs a name.")
    if len(trimmed) > 300:
        raise RuleBroken("A source's name has at most 300 characters.")
    return trimmed


def _free_name(session: Session, name: str) -> str:
    trimmed = _trimmed(name)
    taken = session.exec(select(col(Source.name)).where(func.lower(Source.name) == trimmed.lower())).first()
    if taken:
        raise RuleBroken(f"The register has {taken} already.")
    return trimmed


def _describe(source: Source, address: str, note: str) -> None:
    source.address = require_web_address(address) if address.strip() else None
    source.note = note.strip() or None
