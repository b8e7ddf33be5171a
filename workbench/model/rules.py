"""The desk's own weights for the rules that find claims: each adoption is a row, the newest is in force."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from workbench.model.columns import UtcDateTime, now


class AdoptedWeights(SQLModel, table=True):
    """Weights that an admin has put in force, with what they reached on held-out decisions before and after.

    `weights` is the file in TOML; None goes back to those that come with the program.
    """

    __tablename__ = "adopted_weights"

    id: int | None = Field(default=None, primary_key=True)
    weights: str | None = None
    measured: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    reason: str = ""
    by_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
