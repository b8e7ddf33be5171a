"""Evidence: the links attached to an item, and the captures made of them."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from sqlmodel import Field, SQLModel

from workbench.model.columns import UtcDateTime, now, one_of
from workbench.model.refusal import RuleBroken

LONGEST_ADDRESS = 2000


class Stance(StrEnum):
    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


class Capture(SQLModel, table=True):
    """The stored bytes of an address at a moment, or the sentence that says why there are none."""

    __tablename__ = "capture"

    id: int | None = Field(default=None, primary_key=True)
    address: str = Field(max_length=LONGEST_ADDRESS)
    final_address: str | None = Field(default=None, max_length=LONGEST_ADDRESS)
    sha256: str | None = Field(default=None, max_length=64, index=True)
    size: int | None = None
    media_type: str | None = Field(default=None, max_length=200)
    title: str | None = None
    status: int | None = None
    tool: str | None = Field(default=None, max_length=200)
    captured_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    failure: str | None = None


class Evidence(SQLModel, table=True):
    """A supporting link with its stance, its quote and the source it comes from.

    `origin_id` is where the information first comes from (an agency behind three links). A piece that
    was wrong is withdrawn with a reason; the row stays, because a verdict may cite it.
    """

    __tablename__ = "evidence"
    __table_args__ = (one_of("stance", Stance, "evidence_stance_known"),)

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    url: str = Field(max_length=LONGEST_ADDRESS)
    stance: str = Field(max_length=10)
    quote: str | None = None
    source_id: int | None = Field(default=None, foreign_key="source.id", index=True)
    origin_id: int | None = Field(default=None, foreign_key="source.id")
    capture_id: int | None = Field(default=None, foreign_key="capture.id")
    added_by_id: int = Field(foreign_key="person.id")
    added_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn_because: str | None = None


def require_web_address(address: str) -> str:
    """The address, trimmed; refuse what is no complete http or https address."""
    trimmed = address.strip()
    if len(trimmed) > LONGEST_ADDRESS:
        raise RuleBroken(f"That address is too long: {LONGEST_ADDRESS} characters is the limit.")
    try:
        parts = urlsplit(trimmed)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        whole = False
    if not whole or any(character.isspace() or not character.isprintable() for character in trimmed):
        raise RuleBroken("A link is a complete address that begins with http:// or https://.")
    return trimmed


def independent_origins(pieces: Iterable[Evidence]) -> int:
    """How many different origins the pieces go back to; a piece without origin or source counts as none."""
    origins = {piece.origin_id or piece.source_id for piece in pieces if piece.withdrawn_at is None}
    return len(origins - {None})
