"""Alembic's entry: runs the migrations on the connection that `Database.upgrade` opened."""

from alembic import context

from workbench.model.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # SQLite can't alter most things in place; batch mode copies the table. It drops the triggers of
    # that table silently, so every migration that uses it calls `written_once.protect` again.
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
