"""Items: the claims and media that a checker verifies, and where the work on each stands."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from workbench.model.columns import UtcDateTime, now, one_of
from workbench.model.refusal import RuleBroken, Stale


class ItemKind(StrEnum):
    CLAIM = "claim"
    VIDEO = "video"
    PHOTO = "photo"
    SOCIAL = "social"
    AUDIO = "audio"
    LINK = "link"


class WorkState(StrEnum):
    UNSTARTED = "unstarted"
    IN_PROGRESS = "in_progress"
    HELP_NEEDED = "help_needed"
    READY_FOR_REVIEW = "ready_for_review"
    SIGNED_OFF = "signed_off"
    REOPENED = "reopened"
    DROPPED = "dropped"


class FoundBy(StrEnum):
    RULES = "rules"
    PERSON = "person"


class Dismissal(StrEnum):
    """Why an item needs no check: what makes it no claim, or a reason that says nothing about the words."""

    OPINION = "opinion"
    APPEAL = "appeal"
    PREDICTION = "prediction"
    QUESTION = "question"
    NOT_OF_THE_WORLD = "not_of_the_world"
    REPEATS = "repeats"
    OTHER = "other"

    @property
    def is_no_claim(self) -> bool:
        return self not in (Dismissal.REPEATS, Dismissal.OTHER)


class Outcome(StrEnum):
    """What a later reading of the blog did to an item, from nothing to the gravest."""

    UNCHANGED = "unchanged"
    CONTEXT_CHANGED = "context_changed"
    ATTRIBUTION_CHANGED = "attribution_changed"
    EVIDENCE_CHANGED = "evidence_changed"
    CLAIM_TEXT_CHANGED = "claim_text_changed"
    SOURCE_WITHDRAWN = "source_withdrawn"

    @property
    def gravity(self) -> int:
        return list(Outcome).index(self)

    @property
    def alarms(self) -> bool:
        """Whether somebody has to look; a change around the words is a quiet note."""
        return self.gravity > Outcome.CONTEXT_CHANGED.gravity


# Where a checker may move an item by hand. `signed_off` is reached only by a sign-off, `dropped` only by a
# dismissal with its reason; both are left only by reopening.
BY_HAND: dict[WorkState, frozenset[WorkState]] = {
    WorkState.UNSTARTED: frozenset({WorkState.IN_PROGRESS, WorkState.HELP_NEEDED}),
    WorkState.IN_PROGRESS: frozenset({WorkState.UNSTARTED, WorkState.HELP_NEEDED, WorkState.READY_FOR_REVIEW}),
    WorkState.HELP_NEEDED: frozenset({WorkState.IN_PROGRESS, WorkState.READY_FOR_REVIEW}),
    WorkState.READY_FOR_REVIEW: frozenset({WorkState.IN_PROGRESS, WorkState.HELP_NEEDED}),
    WorkState.SIGNED_OFF: frozenset({WorkState.REOPENED}),
    WorkState.REOPENED: frozenset({WorkState.IN_PROGRESS, WorkState.HELP_NEEDED, WorkState.READY_FOR_REVIEW}),
    WorkState.DROPPED: frozenset({WorkState.REOPENED}),
}


OUTCOMES = ", ".join(f"'{word}'" for word in Outcome)


class Item(SQLModel, table=True):
    """A claim or a media item of a story.

    `words` is the exact span `start`..`end` of its post version's text; a media item without words in the
    text has no span. `work_state` and `verdict` are the two axes; `verdict` repeats the newest verdict
    row so that lists need no join. `version` counts the changes, for forms drawn from an older one.

    What the rules said of it (`band`, `attribution`, `quantities`, …, and their `reasons` and `spans`) is a
    suggestion by the rules of version `rules`; their places count from the beginning of `words`, so that they hold
    wherever the blog moves these. `decided` names the fields that a person has decided, which no rule
    and no later reading changes. `accepted_by_id` is who took the suggestion for a claim.

    `outcome` is the gravest thing that the blog did to the item since a person last looked, None for nothing;
    `alert` says it in a sentence where it is an alarm; `noted_at` is when it was seen, `noted_was` and `noted_now`
    what stood there before and after. `recheck`: the verdict was reached on what the blog has changed since.
    """

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("story_id", "ref", name="item_ref_used_once"),
        one_of("kind", ItemKind, "item_kind_known"),
        one_of("work_state", WorkState, "item_work_state_known"),
        one_of("found_by", FoundBy, "item_found_by_known"),
        CheckConstraint(
            "verdict IS NULL OR verdict IN ('verified','partly_verified','misleading','false','disputed',"
            "'unverified','not_checkable')",
            name="item_verdict_known",
        ),
        CheckConstraint(f"outcome IS NULL OR outcome IN ({OUTCOMES})", name="item_outcome_known"),
        CheckConstraint("start_at IS NULL OR start_at < end_at", name="item_span_holds_words"),
    )

    id: int | None = Field(default=None, primary_key=True)
    story_id: int = Field(foreign_key="story.id", index=True)
    post_id: int = Field(foreign_key="post.id", index=True)
    post_version_id: int = Field(foreign_key="post_version.id")
    ref: str = Field(max_length=20)
    kind: str = Field(max_length=10)
    words: str
    start_at: int | None = None
    end_at: int | None = None
    attribution: str | None = None
    attribution_scope: str | None = Field(default=None, max_length=10)
    implied: bool = False
    told: str | None = None
    credit: str | None = None
    credit_scope: str | None = Field(default=None, max_length=10)
    hedges: list[str] = Field(default_factory=list, sa_type=JSON)
    quantities: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    reasons: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    spans: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    band: str | None = Field(default=None, max_length=10)
    language: str | None = Field(default=None, max_length=35)
    found_by: str = Field(default=FoundBy.RULES, max_length=10)
    rules: str | None = Field(default=None, max_length=40)
    accepted_by_id: int | None = Field(default=None, foreign_key="person.id")
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided: list[str] = Field(default_factory=list, sa_type=JSON)
    work_state: str = Field(default=WorkState.UNSTARTED, max_length=20, index=True)
    verdict: str | None = Field(default=None, max_length=20)
    assignee_id: int | None = Field(default=None, foreign_key="person.id")
    dropped_because: str | None = None
    merged_into_id: int | None = Field(default=None, foreign_key="item.id")
    split_from_id: int | None = Field(default=None, foreign_key="item.id")
    alert: str | None = None
    outcome: str | None = Field(default=None, max_length=20)
    noted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    noted_was: str | None = None
    noted_now: str | None = None
    recheck: bool = False
    version: int = 1
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    changed_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


def settle(item: Item) -> None:
    """Take away what the blog did: a person has looked at it, or has reached a new verdict since."""
    item.alert = item.outcome = item.noted_at = item.noted_was = item.noted_now = None
    item.recheck = False


def decide(item: Item, *names: str) -> None:
    """Note that a person has decided these fields: no rule and no later reading changes them."""
    item.decided = sorted({*item.decided, *names})


def is_untouched(item: Item) -> bool:
    """Whether an item is nothing but a suggestion of the rules: nobody has accepted, worked on or decided anything."""
    return (
        item.found_by == FoundBy.RULES
        and item.accepted_by_id is None
        and not item.decided
        and item.work_state == WorkState.UNSTARTED
        and item.verdict is None
        and item.alert is None
    )


def in_words(state: WorkState) -> str:
    """The state as it stands in a sentence: "ready for review"."""
    return state.value.replace("_", " ")


def require_current(item: Item, version: int) -> None:
    """Refuse a form that was drawn from an older state of the item."""
    if item.version != version:
        raise Stale(f"{item.ref} was changed while you were writing; nothing was saved.")


def require_move(item: Item, to: WorkState) -> None:
    """Refuse a move by hand that the table above does not know."""
    here = WorkState(item.work_state)
    if to not in BY_HAND[here]:
        raise RuleBroken(f"{item.ref} is {in_words(here)}: it can't go to {in_words(to)} by hand.")
    if to is WorkState.READY_FOR_REVIEW and item.verdict is None:
        raise RuleBroken(f"{item.ref} has no verdict yet: record one before it goes to review.")
    if to is WorkState.READY_FOR_REVIEW and item.recheck:
        raise RuleBroken(f"The blog changed {item.ref} after its verdict: say why it stands, or record another.")


def require_open(item: Item) -> None:
    """Refuse work on an item that was dropped."""
    if item.work_state == WorkState.DROPPED:
        raise RuleBroken(f"{item.ref} was dismissed: reopen it before working on it.")


def require_claim(item: Item, act: str) -> None:
    if item.kind != ItemKind.CLAIM:
        raise RuleBroken(f"{item.ref} is a {item.kind}: only a claim can be {act}.")


def require_reason(reason: str, what: str) -> str:
    """The reason, trimmed; refuse an empty one."""
    trimmed = reason.strip()
    if not trimmed:
        raise RuleBroken(f"{what} needs a reason in words.")
    return trimmed
