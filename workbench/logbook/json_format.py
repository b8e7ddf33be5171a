"""The log as JSON: the promised keys, in a fixed order, the same bytes for the same log."""

import json
from dataclasses import asdict
from typing import Any

from workbench.logbook.document import Log, LoggedItem


def as_json(log: Log) -> bytes:
    """UTF-8, indented, ending with a newline."""
    value = {
        "story": asdict(log.story),
        "ledger": {
            "entries": len(log.ledger),
            "head": log.head,
            "chain": [asdict(entry) for entry in log.ledger],
        },
        "items": [_item(item) for item in log.items],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def _item(item: LoggedItem) -> dict[str, Any]:
    value = asdict(item)
    value["span"] = list(item.span) if item.span else None
    by_id = {piece["id"]: piece for piece in value["evidence"]}
    for verdict in value["verdicts"]:
        verdict["evidence"] = [by_id[identity]["url"] for identity in verdict["evidence"]]
    return value | {"pillars": {}, "exchange": dict(item.exchange)}
