"""A story's verification log as values: what every format is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.logbook.chain import Entry

# The nearest value of Check and of Live Blog 2, for exchange with desks that use those words.
CHECK = {
    "verified": "verified",
    "partly_verified": "undetermined",
    "misleading": "false",
    "false": "false",
    "disputed": "undetermined",
    "unverified": "undetermined",
    "not_checkable": "not_applicable",
}
LIVE_BLOG = {
    "verified": "verified",
    "partly_verified": "onverification",
    "misleading": "unverified",
    "false": "unverified",
    "disputed": "onverification",
    "unverified": "unverified",
    "not_checkable": "nostatus",
}


@dataclass(frozen=True)
class LoggedPost:
    position: int
    posted_at: str | None
    permalink: str | None


@dataclass(frozen=True)
class LoggedEvidence:
    """A link as attached; `withdrawn` holds the reason where it was taken back."""

    id: int
    url: str
    stance: str
    quote: str | None
    source: str | None
    origin: str | None
    added_by: str
    added_at: str
    captured_at: str | None
    sha256: str | None
    status: int | None
    failure: str | None
    withdrawn: str | None


@dataclass(frozen=True)
class LoggedVerdict:
    """A verdict in its order; `evidence` are the ids of the links it rests on."""

    verdict: str
    reason: str
    by: str
    at: str
    signed_off_by: str | None
    signed_off_at: str | None
    evidence: tuple[int, ...]


@dataclass(frozen=True)
class LoggedRelation:
    """What a person says this claim is to another one, given by its reference."""

    relation: str
    other: str
    note: str


@dataclass(frozen=True)
class LoggedItem:
    """An item with all that is known of it. A dismissed one stays, with the reason in `dismissed`.

    `accepted_by` is who took a suggestion of the rules for a claim, `decided` what a person has decided of it;
    `implied` says that who says it is told from other sentences: a suggestion.
    """

    ref: str
    kind: str
    text: str
    post: LoggedPost
    span: tuple[int, int] | None
    attribution: str | None
    implied: bool
    told: str | None
    credit: str | None
    hedges: tuple[str, ...]
    quantities: tuple[Mapping[str, Any], ...]
    band: str | None
    why: tuple[str, ...]
    found_by: str
    accepted_by: str | None
    decided: tuple[str, ...]
    alert: str | None
    work_state: str
    verdict: str | None
    dismissed: str | None
    merged_into: str | None
    relations: tuple[LoggedRelation, ...]
    verdicts: tuple[LoggedVerdict, ...]
    evidence: tuple[LoggedEvidence, ...]
    media: Mapping[str, Any]

    @property
    def exchange(self) -> Mapping[str, str]:
        """The nearest words of Check and of Live Blog 2."""
        if self.verdict is None:
            idle = self.work_state == "unstarted"
            return {
                "check": "undetermined" if idle else "in_progress",
                "live_blog": "nostatus" if idle else "onverification",
            }
        return {"check": CHECK[self.verdict], "live_blog": LIVE_BLOG[self.verdict]}


@dataclass(frozen=True)
class LoggedStory:
    slug: str
    title: str
    url: str | None
    language: str | None
    timezone: str | None
    reader: str
    source_sha256: str
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Log:
    """The whole log. `ledger` is the story's chain, oldest entry first; `head` its last hash."""

    story: LoggedStory
    ledger: tuple[Entry, ...]
    head: str
    items: tuple[LoggedItem, ...]
