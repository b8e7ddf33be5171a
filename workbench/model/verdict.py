"""Verdicts and sign-offs: written once, never edited; a change of mind is a new verdict."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from workbench.model.columns import UtcDateTime, now, one_of
from workbench.model.person import Person
from workbench.model.refusal import RuleBroken


class VerdictWord(StrEnum):
    VERIFIED = "verified"
    PARTLY_VERIFIED = "partly_verified"
    MISLEADING = "misleading"
    FALSE = "false"
    DISPUTED = "disputed"
    UNVERIFIED = "unverified"
    NOT_CHECKABLE = "not_checkable"


class Verdict(SQLModel, table=True):
    """What the desk concludes of an item, by whom and why."""

    __tablename__ = "verdict"
    __table_args__ = (one_of("verdict", VerdictWord, "verdict_word_known"),)

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    verdict: str = Field(max_length=20)
    reason: str
    author_id: int = Field(foreign_key="person.id", index=True)
    at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class VerdictEvidence(SQLModel, table=True):
    """One piece of evidence that a verdict cites."""

    __tablename__ = "verdict_evidence"

    verdict_id: int = Field(primary_key=True, foreign_key="verdict.id")
    evidence_id: int = Field(primary_key=True, foreign_key="evidence.id")


class SignOff(SQLModel, table=True):
    """A second person's confirmation of a verdict."""

    __tablename__ = "sign_off"

    id: int | None = Field(default=None, primary_key=True)
    verdict_id: int = Field(foreign_key="verdict.id", unique=True)
    signer_id: int = Field(foreign_key="person.id", index=True)
    at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


def require_second_person(verdict: Verdict, signer: Person) -> None:
    if signer.id == verdict.author_id:
        raise RuleBroken("A verdict is signed off by someone who did not write it.")
