"""The words of every claim, to be searched: FTS5 on SQLite, full text with a GIN index on PostgreSQL

Revision: 0006_claim_words
After: 0005_decisions_and_relations

The index is kept by triggers on `item`: whatever changes a claim's words, its speaker or its post's version changes
the index in the same transaction, and no code can forget it.
"""

from alembic import op

revision = "0006_claim_words"
down_revision = "0005_decisions_and_relations"
branch_labels = None
depends_on = None

# One by one: SQLite takes no more at once.
SQLITE = (
    'CREATE VIRTUAL TABLE claim_words USING fts5(words, tokenize = "porter unicode61 remove_diacritics 2")',
    """
CREATE TRIGGER claim_words_added AFTER INSERT ON item WHEN NEW.kind = 'claim' BEGIN
  INSERT INTO claim_words (rowid, words) SELECT NEW.id, NEW.words || ' ' || coalesce(headline, '') || ' ' ||
    coalesce(NEW.attribution, '') FROM post_version WHERE id = NEW.post_version_id;
END
""",
    """
CREATE TRIGGER claim_words_changed AFTER UPDATE OF words, attribution, post_version_id ON item
  WHEN NEW.kind = 'claim' BEGIN
  DELETE FROM claim_words WHERE rowid = NEW.id;
  INSERT INTO claim_words (rowid, words) SELECT NEW.id, NEW.words || ' ' || coalesce(headline, '') || ' ' ||
    coalesce(NEW.attribution, '') FROM post_version WHERE id = NEW.post_version_id;
END
""",
    """
INSERT INTO claim_words (rowid, words) SELECT item.id, item.words || ' ' || coalesce(headline, '') || ' ' ||
  coalesce(item.attribution, '') FROM item JOIN post_version ON post_version.id = item.post_version_id
  WHERE item.kind = 'claim'
""",
)

POSTGRESQL = """
CREATE TABLE claim_words (item_id integer PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE, words tsvector NOT NULL);
CREATE INDEX ix_claim_words ON claim_words USING gin (words);
CREATE FUNCTION claim_words_of(item) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT to_tsvector('english', $1.words || ' ' || coalesce(headline, '') || ' ' || coalesce($1.attribution, ''))
  FROM post_version WHERE id = $1.post_version_id $$;
CREATE FUNCTION claim_words_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.kind = 'claim' THEN
    INSERT INTO claim_words (item_id, words) VALUES (NEW.id, claim_words_of(NEW))
    ON CONFLICT (item_id) DO UPDATE SET words = excluded.words;
  END IF;
  RETURN NEW; END $$;
CREATE TRIGGER claim_words_kept AFTER INSERT OR UPDATE OF words, attribution, post_version_id ON item
  FOR EACH ROW EXECUTE FUNCTION claim_words_kept();
INSERT INTO claim_words (item_id, words) SELECT item.id, claim_words_of(item) FROM item WHERE item.kind = 'claim'
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE:
            op.execute(statement)
    else:
        op.get_bind().exec_driver_sql(POSTGRESQL)
