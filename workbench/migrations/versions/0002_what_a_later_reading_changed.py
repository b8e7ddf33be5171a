"""What a later reading of a blog changed

Revision: 0002_later_readings
After: 0001_first_tables

Columns only, each added where the table stands. Batch mode would copy the tables: it drops the triggers of
`post_version`, and SQLite would refuse to drop `item`, which other tables refer to.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_later_readings"
down_revision = "0001_first_tables"
branch_labels = None
depends_on = None

OUTCOMES = (
    "outcome IS NULL OR outcome IN ('unchanged', 'context_changed', 'attribution_changed', 'evidence_changed', "
    "'claim_text_changed', 'source_withdrawn')"
)
# The sentences that alerts consisted of until now, and what each is called from now on.
ALERTS_SO_FAR = {
    "The blog changed these words after the item was made.": "claim_text_changed",
    "The blog took this out of the post after the item was made.": "evidence_changed",
    "The blog took the whole post down after the item was made.": "source_withdrawn",
}


def upgrade() -> None:
    op.add_column("story", sa.Column("corrections", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("post", sa.Column("updated_at", sa.String(length=40), nullable=True))
    op.add_column("post_version", sa.Column("precision", sa.String(length=10), nullable=False, server_default="none"))
    op.add_column(
        "item",
        sa.Column("outcome", sa.String(length=20), sa.CheckConstraint(OUTCOMES, name="item_outcome_known")),
    )
    op.add_column("item", sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("item", sa.Column("noted_was", sa.String(), nullable=True))
    op.add_column("item", sa.Column("noted_now", sa.String(), nullable=True))
    op.add_column("item", sa.Column("recheck", sa.Boolean(), nullable=False, server_default=sa.false()))
    item = sa.table(
        "item",
        *(sa.column(name) for name in ("alert", "outcome", "noted_at", "changed_at", "noted_was", "words", "verdict")),
        sa.column("recheck", sa.Boolean()),
    )
    for alert, outcome in ALERTS_SO_FAR.items():
        op.execute(
            item.update()
            .where(item.c.alert == alert)
            .values(
                outcome=outcome,
                noted_at=item.c.changed_at,
                noted_was=item.c.words,
                recheck=item.c.verdict.is_not(None),
            )
        )
