"""What the blog did to an item, as its panel shows it: the sentence, when it was seen, the words side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workbench.desk.rereading import AROUND_CHANGED
from workbench.desk.rereading_media import AROUND_MEDIA_CHANGED
from workbench.desk.word_diff import Run, word_diff
from workbench.model.item import Item, ItemKind, Outcome

# What the words before and after are, by the outcome.
_TITLES: Final[Mapping[str, str]] = {
    Outcome.CLAIM_TEXT_CHANGED: "The nearest sentence of the post as it is now",
    Outcome.CONTEXT_CHANGED: "What changed in the post",
    Outcome.ATTRIBUTION_CHANGED: "Before and now",
    Outcome.EVIDENCE_CHANGED: "What stood here, and what stands here now",
    Outcome.SOURCE_WITHDRAWN: "The words that were withdrawn",
}


@dataclass(frozen=True)
class Notice:
    """A change that nobody has looked at yet. `runs` are its words, old and new marked; empty if it has none.

    `vanished`: nothing in the post is like the old words any more. `recheck`: the verdict is to be checked again.
    """

    outcome: str
    sentence: str
    title: str
    seen_at: datetime | None
    runs: tuple[Run, ...]
    vanished: bool
    alarms: bool
    recheck: bool


def notice_of(item: Item) -> Notice | None:
    """What the item's panel has to tell; None if nothing changed since somebody looked."""
    if item.outcome is None:
        return None
    quiet = AROUND_CHANGED if item.kind == ItemKind.CLAIM else AROUND_MEDIA_CHANGED
    was, after = item.noted_was or "", item.noted_now or ""
    return Notice(
        outcome=item.outcome,
        sentence=item.alert or quiet,
        title=_TITLES.get(item.outcome, ""),
        seen_at=item.noted_at,
        runs=word_diff(was, after),
        vanished=item.outcome == Outcome.CLAIM_TEXT_CHANGED and bool(was) and not after,
        alarms=item.alert is not None,
        recheck=item.recheck,
    )
