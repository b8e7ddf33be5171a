"""A claim with what stands around it: what comparing two claims reads of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workbench.claims.found import Quantity


@dataclass(frozen=True)
class Statement:
    """One claim as it is compared. `key` is the caller's own name for it (an item's id); `post` its post's position.

    "The death toll is now 11,922" is lost alone: the headline, the places and the time of its post say of what.
    `opening` is how its post begins, where it has no headline. `posted_at` has a zone, or is None where the blog gives none.
    """

    key: int
    words: str
    post: int = 0
    start: int = 0
    headline: str | None = None
    opening: str | None = None
    posted_at: datetime | None = None
    speaker: str | None = None
    credit: str | None = None
    places: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    language: str | None = None
