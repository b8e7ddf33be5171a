"""Captures of a story's pages, and following its blog

Revision: 0003_following
After: 0002_later_readings
"""

import sqlalchemy as sa
from alembic import op

from workbench.migrations.written_once import protect

revision = "0003_following"
down_revision = "0002_later_readings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In place, not in batch mode: copying `story` would drop it under the rows that point to it.
    op.add_column("story", sa.Column("address", sa.String(length=2000), nullable=True))
    op.add_column("story", sa.Column("missing", sa.String(), nullable=True))
    op.add_column("story", sa.Column("is_live", sa.Boolean(), nullable=True))
    op.add_column("story", sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_story_address"), "story", ["address"], unique=False)
    op.create_table(
        "story_capture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=True),
        sa.Column("address", sa.String(length=2000), nullable=True),
        sa.Column("final_address", sa.String(length=2000), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=300), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("redirects", sa.JSON(), nullable=False),
        sa.Column("tool", sa.String(length=200), nullable=True),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "how IN ('fetched', 'uploaded', 'pasted', 'read from a file')", name="story_capture_how_known"
        ),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_story_capture_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_capture")),
    )
    op.create_index(op.f("ix_story_capture_story_id"), "story_capture", ["story_id"], unique=False)
    op.create_index(op.f("ix_story_capture_sha256"), "story_capture", ["sha256"], unique=False)
    op.create_table(
        "following",
        sa.Column("story_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("over", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.CheckConstraint("state IN ('following', 'stopped', 'over', 'failed')", name="following_state_known"),
        sa.ForeignKeyConstraint(["started_by_id"], ["person.id"], name=op.f("fk_following_started_by_id")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_following_story_id")),
        sa.PrimaryKeyConstraint("story_id", name=op.f("pk_following")),
    )
    follows = sa.text("name = 'follow_story' AND state IN ('waiting', 'running')")
    op.create_index(
        "job_follows_once", "job", ["story_id"], unique=True, sqlite_where=follows, postgresql_where=follows
    )
    protect(op.get_bind(), ("story_capture",))
