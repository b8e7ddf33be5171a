"""Where the facts of a post came from, and the story's standfirst

Revision: 0004_where_facts_came_from
After: 0003_following

Columns only, each added where the table stands, as in 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004_where_facts_came_from"
down_revision = "0003_following"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("story", sa.Column("standfirst", sa.String(), nullable=True))
    op.add_column("post", sa.Column("pinned", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("post_version", sa.Column("posted_raw", sa.String(length=100), nullable=True))
    op.add_column("post_version", sa.Column("zone_source", sa.String(length=10), nullable=False, server_default="none"))
    op.add_column("post_version", sa.Column("found_in", sa.JSON(), nullable=False, server_default="{}"))
