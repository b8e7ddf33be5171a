"""Claims that share words with another, the nearest first: SQLite's FTS5 or PostgreSQL's full text, asked alike."""

from sqlalchemy import text
from sqlmodel import Session

from workbench.claims.folded import words_that_tell
from workbench.claims.statement import Statement

MOST_WORDS = 24
"""So many words of a claim are looked for, the rarest-looking first: the longest."""

_SQLITE = text(
    "SELECT claim_words.rowid FROM claim_words JOIN item ON item.id = claim_words.rowid "
    "WHERE claim_words MATCH :words AND item.id <> :own AND item.work_state <> 'dropped' "
    "AND (item.story_id = :story) = :inside ORDER BY bm25(claim_words), item.id LIMIT :most"
)
_POSTGRESQL = text(
    "SELECT claim_words.item_id FROM claim_words JOIN item ON item.id = claim_words.item_id, "
    "websearch_to_tsquery('english', :words) AS wanted "
    "WHERE claim_words.words @@ wanted AND item.id <> :own AND item.work_state <> 'dropped' "
    "AND (item.story_id = :story) = :inside "
    "ORDER BY ts_rank_cd(claim_words.words, wanted, 1) DESC, item.id LIMIT :most"
)


def candidates(session: Session, statement: Statement, story_id: int, *, inside: bool, most: int = 40) -> list[int]:
    """Ids of claims, `inside` the story or in every other one, that share words with this one; nearest first."""
    asked = f"{statement.words} {statement.headline or ''} {statement.speaker or ''}"
    telling = sorted(set(words_that_tell(asked)), key=lambda word: (-len(word), word))[:MOST_WORDS]
    if not telling:
        return []
    sqlite = session.get_bind().dialect.name == "sqlite"
    wanted = (" OR " if sqlite else " or ").join(f'"{word}"' for word in telling)
    rows = session.connection().execute(
        _SQLITE if sqlite else _POSTGRESQL,
        {"words": wanted, "own": statement.key, "story": story_id, "inside": inside, "most": most},
    )
    return [row[0] for row in rows]
