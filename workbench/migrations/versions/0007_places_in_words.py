"""The places of a claim's reasons and spans count from the beginning of its words

Revision: 0007_places_in_words
After: 0006_claim_words

They counted from the beginning of the post's text, and were wrong as soon as the blog moved the words.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007_places_in_words"
down_revision = "0006_claim_words"
branch_labels = None
depends_on = None

ITEM = sa.table(
    "item",
    sa.column("id", sa.Integer),
    sa.column("start_at", sa.Integer),
    sa.column("end_at", sa.Integer),
    sa.column("reasons", sa.JSON),
    sa.column("spans", sa.JSON),
)


def upgrade() -> None:
    connection = op.get_bind()
    columns = ITEM.c
    for identity, start, end, reasons, spans in connection.execute(
        sa.select(columns.id, columns.start_at, columns.end_at, columns.reasons, columns.spans)
    ).all():
        if not reasons and not spans:
            continue
        own = (start or 0, end or 0)
        connection.execute(
            ITEM.update()
            .where(columns.id == identity)
            .values(reasons=[_reason(one, own) for one in reasons], spans=_spans(spans, own))
        )


def _reason(reason: dict[str, Any], own: tuple[int, int]) -> dict[str, Any]:
    inside = [(first, last) for first, last in reason["at"] if own[0] <= first < last <= own[1]]
    return {**reason, "at": [(first - own[0], last - own[0]) for first, last in inside]}


def _spans(spans: list[dict[str, Any]], own: tuple[int, int]) -> list[dict[str, Any]]:
    inside = [one for one in spans if own[0] <= one["start"] < one["end"] <= own[1]]
    return [{**one, "start": one["start"] - own[0], "end": one["end"] - own[0]} for one in inside]
