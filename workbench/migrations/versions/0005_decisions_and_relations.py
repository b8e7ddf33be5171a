"""What the rules say of a claim and what a person decided, and what two claims are to each other

Revision: 0005_decisions_and_relations
After: 0004_where_facts_came_from
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0005_decisions_and_relations"
down_revision = "0004_where_facts_came_from"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In place, not in batch mode: other tables point to `item`.
    op.add_column("item", sa.Column("attribution_scope", sa.String(length=10), nullable=True))
    op.add_column("item", sa.Column("implied", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("item", sa.Column("told", sa.String(), nullable=True))
    op.add_column("item", sa.Column("credit_scope", sa.String(length=10), nullable=True))
    op.add_column("item", sa.Column("reasons", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("item", sa.Column("spans", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("item", sa.Column("rules", sa.String(length=40), nullable=True))
    op.add_column("item", sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("item", sa.Column("decided", sa.JSON(), nullable=False, server_default="[]"))
    # As SQL, which both databases read alike: Alembic adds no reference to a table of SQLite in place.
    op.execute(
        "ALTER TABLE item ADD COLUMN accepted_by_id INTEGER CONSTRAINT fk_item_accepted_by_id REFERENCES person (id)"
    )
    _name_the_reasons()
    op.drop_column("item", "why")
    op.create_table(
        "adopted_weights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("weights", sa.String(), nullable=True),
        sa.Column("measured", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_adopted_weights_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adopted_weights")),
    )
    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("low_item_id", sa.Integer(), nullable=False),
        sa.Column("high_item_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("later_item_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("low_item_id < high_item_id", name="relation_pair_in_order"),
        sa.CheckConstraint(
            "(relation = 'supersedes') = (later_item_id IS NOT NULL)", name="relation_later_if_supersedes"
        ),
        sa.CheckConstraint(
            "relation IN ('repeats', 'contradicts', 'supersedes', 'different_scope', 'unrelated')",
            name="relation_word_known",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_relation_by_id")),
        sa.ForeignKeyConstraint(["high_item_id"], ["item.id"], name=op.f("fk_relation_high_item_id")),
        sa.ForeignKeyConstraint(["later_item_id"], ["item.id"], name=op.f("fk_relation_later_item_id")),
        sa.ForeignKeyConstraint(["low_item_id"], ["item.id"], name=op.f("fk_relation_low_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
        sa.UniqueConstraint("low_item_id", "high_item_id", name="relation_pair_marked_once"),
    )
    op.create_index(op.f("ix_relation_low_item_id"), "relation", ["low_item_id"], unique=False)
    op.create_index(op.f("ix_relation_high_item_id"), "relation", ["high_item_id"], unique=False)


def _name_the_reasons() -> None:
    """The plain words so far become reasons; which rule they came from is not known."""
    item = sa.table("item", sa.column("id", sa.Integer), sa.column("why", sa.JSON), sa.column("reasons", sa.JSON))
    connection = op.get_bind()
    for identity, why in connection.execute(sa.select(item.c.id, item.c.why)).all():
        words = json.loads(why) if isinstance(why, str) else why
        reasons = [{"name": "", "weight": 0.0, "why": word, "at": []} for word in words or []]
        if reasons:
            connection.execute(item.update().where(item.c.id == identity).values(reasons=reasons))
