"""What people say of two claims: one repeats, contradicts or supersedes the other, or they are of different scope."""

from sqlmodel import Session, select

from workbench.desk.ledger import record
from workbench.model.columns import known_id, now
from workbench.model.item import Item
from workbench.model.person import Person, Role, require_role
from workbench.model.refusal import NotFound
from workbench.model.relation import Relation, RelationWord, require_pair_of_claims
from workbench.model.story import Story

_TURNED = {"supersedes": "superseded_by"}
"""What a word is when the pair is read from its other end."""


def relation_of(session: Session, item: Item, other: Item) -> Relation | None:
    """How a person marked the pair, in whichever order it is given."""
    low, high = sorted((known_id(item.id), known_id(other.id)))
    return session.exec(select(Relation).where(Relation.low_item_id == low, Relation.high_item_id == high)).first()


def relate(session: Session, item: Item, other: Item, word: RelationWord, by: Person, note: str = "") -> Relation:
    """Mark what `item` is to `other`; a mark that stood before is replaced, and the ledger keeps both.

    `supersedes` is read as "`item` supersedes `other`". A pair over two stories is told in both ledgers.
    """
    require_role(by, Role.CHECKER, "relate two claims")
    require_pair_of_claims(item, other)
    low, high = sorted((known_id(item.id), known_id(other.id)))
    relation = relation_of(session, item, other)
    before = relation.relation if relation else None
    if relation is None:
        relation = Relation(low_item_id=low, high_item_id=high, relation=word, by_id=known_id(by.id))
    relation.relation, relation.note = word.value, note.strip()
    relation.later_item_id = item.id if word is RelationWord.SUPERSEDES else None
    relation.by_id, relation.at = known_id(by.id), now()
    session.add(relation)
    session.flush()
    _record(session, item, other, by, {"from": before, "to": word.value, "note": relation.note})
    return relation


def unrelate(session: Session, item: Item, other: Item, by: Person) -> None:
    """Take back what a person marked; what the rules suggest is shown again."""
    require_role(by, Role.CHECKER, "take back a relation")
    relation = relation_of(session, item, other)
    if relation is None:
        raise NotFound(f"Nobody has related {item.ref} to {other.ref}.")
    session.delete(relation)
    session.flush()
    _record(session, item, other, by, {"from": relation.relation, "to": None, "note": ""})


def _record(session: Session, item: Item, other: Item, by: Person, detail: dict[str, str | None]) -> None:
    story = session.get_one(Story, item.story_id)
    theirs = story if other.story_id == item.story_id else session.get_one(Story, other.story_id)
    record(session, story, "related", by, item.ref, detail | {"other": other.ref, "story": theirs.slug})
    if theirs is not story:
        turned = {name: _TURNED.get(word or "", word) for name, word in detail.items()}
        record(session, theirs, "related", by, other.ref, turned | {"other": item.ref, "story": story.slug})
