"""The lines of the door's log: what passed, what was refused, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

Outcome = Literal["open", "done", "refused", "unknown_host", "unreachable", "broken", "truncated", "cut", "left"]
"""How a passage ended. broken: the site hung up or spoke no HTTP; truncated: it stopped in the middle of its
answer; cut: by the job's limits; left: the job hung up before the end."""


@dataclass(frozen=True)
class Passage:
    """One line of the door's log: `dialled` is the address that was dialled, `bytes` counts both directions,
    `why` is the sentence that says why nothing, or not all, passed."""

    time: datetime
    method: str
    host: str
    port: int
    dialled: str | None
    bytes: int
    outcome: Outcome
    why: str | None


@dataclass
class Visit:
    """A passage while it goes on."""

    method: str
    host: str
    port: int
    time: datetime = field(default_factory=lambda: datetime.now(UTC))
    dialled: str | None = None
    bytes: int = 0
    outcome: Outcome = "open"
    why: str | None = None
    answered: bool = False

    def passage(self) -> Passage:
        facts = vars(self).copy()
        del facts["answered"]
        return Passage(**facts)
