"""A log made by hand, for the tests of its formats."""

from datetime import UTC, datetime

from workbench.logbook.chain import GENESIS, seal
from workbench.logbook.document import (
    Log,
    LoggedEvidence,
    LoggedItem,
    LoggedPost,
    LoggedRelation,
    LoggedStory,
    LoggedVerdict,
)

AT = "2026-03-02T18:00:00.000000Z"


def a_link(**more: object) -> LoggedEvidence:
    values = {
        "id": 1, "url": "https://harbour-police.example/list", "stance": "supports", "quote": "twelve names",
        "source": "Harbour Police", "origin": "Harbour Police", "added_by": "Ana Lima", "added_at": AT,
        "captured_at": AT, "sha256": "ab" * 32, "status": 200, "failure": None, "withdrawn": None,
    }  # fmt: skip
    return LoggedEvidence(**(values | more))  # type: ignore[arg-type]


def a_verdict(**more: object) -> LoggedVerdict:
    values = {
        "verdict": "verified", "reason": "The list agrees.", "by": "Ana Lima", "at": AT, "signed_off_by": "Ben Osei",
        "signed_off_at": AT, "evidence": (1,),
    }  # fmt: skip
    return LoggedVerdict(**(values | more))  # type: ignore[arg-type]


def an_item(**more: object) -> LoggedItem:
    values = {
        "ref": "HRB-001", "kind": "claim", "text": "At least 12 people were killed.",
        "post": LoggedPost(0, "2026-03-02T18:00:00+01:00", "https://blog.example/#p1"), "span": (0, 31),
        "attribution": "harbour police", "implied": False, "told": None, "credit": "Nordwire", "hedges": (), "quantities": ({"text": "At least 12"},),
        "band": "claim", "why": ("figure: 12 people",), "found_by": "rules", "accepted_by": "Ana Lima", "decided": (), "alert": None, "work_state": "signed_off",
        "verdict": "verified", "dismissed": None, "merged_into": None, "verdicts": (a_verdict(),),
        "evidence": (a_link(),), "media": {}, "relations": (LoggedRelation("contradicts", "HRB-002", "two lists"),),
    }  # fmt: skip
    return LoggedItem(**(values | more))  # type: ignore[arg-type]


def a_log(*items: LoggedItem) -> Log:
    entry = seal(
        sequence=1, at=datetime(2026, 3, 2, tzinfo=UTC), actor="Ana Lima", act="story_opened",
        subject="harbour-flood", detail={}, previous=GENESIS,
    )  # fmt: skip
    story = LoggedStory("harbour-flood", "Harbour Flood", None, "en", None, "normal form", "00" * 32, ())
    return Log(story, (entry,), entry.hash, items or (an_item(),))
