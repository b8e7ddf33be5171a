"""Finding a story's claims again by the rules in force now: suggestions follow the rules, decisions stand."""

from collections import Counter
from collections.abc import Sequence

from sqlmodel import Session, col, select

from workbench.claims.found import Found
from workbench.desk.finding import claim_item, describe_claim, found_at, makes_claim, stand_free, words_of
from workbench.desk.ledger import record
from workbench.desk.posts import standing_posts
from workbench.desk.rules import Rules, rules_in_force
from workbench.model.evidence import Evidence
from workbench.model.item import Item, ItemKind, is_untouched
from workbench.model.person import Person, Role, require_role
from workbench.model.relation import Relation
from workbench.model.story import Post, PostVersion, Story


def found_by_older_rules(session: Session, story: Story) -> bool:
    """Whether some claim of the story was described by other rules than those in force."""
    version = rules_in_force(session).version
    return (
        session.exec(
            select(Item.id)
            .where(Item.story_id == story.id, Item.kind == ItemKind.CLAIM, col(Item.rules).is_distinct_from(version))
            .limit(1)
        ).first()
        is not None
    )


def find_again(session: Session, story: Story, by: Person | None) -> dict[str, int]:
    """Read the standing posts by the rules in force; counts what is "new", "changed", "set_aside" and "kept".

    A suggestion that nobody has touched is described afresh, or set aside where the rules no longer list it. An
    item with any work, verdict, evidence, relation or decided field stays exactly as it is, and so does one that was
    dismissed: its words make no second claim. Nothing is deleted.
    """
    if by is not None:
        require_role(by, Role.CHECKER, "find the claims of a story again")
    rules = rules_in_force(session)
    counts: Counter[str] = Counter(new=0, changed=0, set_aside=0, kept=0)
    bound = _bound(session, story)
    claims: dict[int, list[Item]] = {}
    for item in session.exec(select(Item).where(Item.story_id == story.id, Item.kind == ItemKind.CLAIM)):
        claims.setdefault(item.post_version_id, []).append(item)
    for post, version in list(session.exec(standing_posts(story))):
        _find_in(session, story, post, version, claims.get(version.id or 0, []), bound, rules, counts)
    record(session, story, "found_again", by, story.slug, {"rules": rules.version, **counts})
    return dict(counts)


def _bound(session: Session, story: Story) -> set[int]:
    """The items that evidence or a relation hangs on."""
    own = select(Item.id).where(Item.story_id == story.id)
    bound = set(session.exec(select(Evidence.item_id).where(col(Evidence.item_id).in_(own))))
    for low, high in session.exec(select(Relation.low_item_id, Relation.high_item_id)):
        bound |= {low, high}
    return bound


def _find_in(
    session: Session,
    story: Story,
    post: Post,
    version: PostVersion,
    items: Sequence[Item],
    bound: set[int],
    rules: Rules,
    counts: Counter[str],
) -> None:
    words = words_of(version, story, rules)
    for item in items:
        if is_untouched(item) and item.id not in bound:
            counts[_describe_again(item, found_at(words, item.start_at or 0, item.end_at or 0), rules)] += 1
        else:
            item.rules = rules.version
            counts["kept"] += 1
        session.add(item)
    for found in stand_free(filter(makes_claim, words.found), items):
        session.add(claim_item(story, post, version, found, rules))
        counts["new"] += 1
    session.flush()


def _describe_again(item: Item, found: Found | None, rules: Rules) -> str:
    before = (item.band, item.attribution, item.quantities)
    if found is None or not makes_claim(found):
        if found is not None:
            describe_claim(item, found, rules)
        item.band, item.rules = "aside", rules.version
        return "set_aside" if before[0] != "aside" else "kept"
    describe_claim(item, found, rules)
    return "changed" if before != (item.band, item.attribution, item.quantities) else "kept"
