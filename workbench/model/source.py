"""The register of sources that attributions, credits and evidence point to."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from workbench.model.columns import UtcDateTime, now, one_of


class SourceKind(StrEnum):
    PERSON = "person"
    OFFICIAL = "official"
    AGENCY = "agency"
    OUTLET = "outlet"
    EYEWITNESS = "eyewitness"
    ACCOUNT = "account"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed_group"
    OWN_REPORTER = "own_reporter"


class Source(SQLModel, table=True):
    """One entry of the register."""

    __tablename__ = "source"
    __table_args__ = (one_of("kind", SourceKind, "source_kind_known"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, max_length=300)
    kind: str = Field(max_length=20)
    address: str | None = Field(default=None, max_length=2000)
    note: str | None = None
    version: int = 1
    created_by_id: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
