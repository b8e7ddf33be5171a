"""The migrations lead to exactly the tables that the models describe."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from workbench.db import Database
from workbench.model.tables import METADATA


@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_the_migrated_schema_equals_the_models(database: Database) -> None:
    engine = create_engine(database.url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [
            one
            for one in compare_metadata(context, METADATA)
            # The words to be searched are no model: their tables are the database's own.
            # An index on an expression is not reflected: tests/test_db.py looks at what it does.
            if "ledger_entry_numbered_once" not in str(one) and "claim_words" not in str(one)
        ]
    engine.dispose()
    assert differences == []
