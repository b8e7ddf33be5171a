"""What people say of two claims: one repeats, contradicts or supersedes the other, or they are of different scope."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from workbench.desk.ledger import record
from workbench.model.columns import known_id, now
from workbench.model.item import Item
from workbench.model.person import Person, Role, require_role
from workbench.model.refusal import NotFound
from workbench.model.relation import SUPERSEDED_BY, Relation, RelationWord, require_pair_of_claims
from workbench.model.story import Story


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
        turned = {name: SUPERSEDED_BY if word == RelationWord.SUPERSEDES else word for name, word in detail.items()}
        record(session, theirs, "related", by, other.ref, turned | {"other": item.ref, "story": story.slug})


def marked_pairs(session: Session, story: Story) -> dict[tuple[int, int], Relation]:
    """Every pair of the story's claims that a person has marked, by its ids in order; the newest mark first."""
    own = select(Item.id).where(Item.story_id == story.id)
    found = session.exec(
        select(Relation)
        .where(col(Relation.low_item_id).in_(own) | col(Relation.high_item_id).in_(own))
        .order_by(col(Relation.at).desc(), col(Relation.id).desc())
    )
    return {(relation.low_item_id, relation.high_item_id): relation for relation in found}


def relations_of(session: Session, items: Sequence[Item]) -> dict[int, list[tuple[str, str, str]]]:
    """For each item by its id: (relation, reference of the other, note), as persons have marked them."""
    refs = {known_id(item.id): item.ref for item in items}
    found: dict[int, list[tuple[str, str, str]]] = {}
    stories = {item.story_id for item in items}
    theirs = select(Item.id).where(col(Item.story_id).in_(stories))
    touching = col(Relation.low_item_id).in_(theirs) | col(Relation.high_item_id).in_(theirs)
    for relation in session.exec(select(Relation).where(touching).order_by(col(Relation.id))):
        for own, other in (
            (relation.low_item_id, relation.high_item_id),
            (relation.high_item_id, relation.low_item_id),
        ):
            if own in refs:
                told = word_from(relation, own), _ref_of(session, refs, other), relation.note
                found.setdefault(own, []).append(told)
    return found


def word_from(relation: Relation, item_id: int) -> str:
    """What the item is to the other one of its pair: the mark's word, or `superseded_by` where the other is later."""
    if relation.relation == RelationWord.SUPERSEDES and relation.later_item_id != item_id:
        return SUPERSEDED_BY
    return relation.relation


def _ref_of(session: Session, refs: Mapping[int, str], item_id: int) -> str:
    return refs.get(item_id) or session.get_one(Item, item_id).ref
