"""Claims cut by hand: added from selected words, given other bounds, split and joined."""

from collections.abc import Sequence

from sqlmodel import Session, select

from workbench.desk.finding import describe_claim, found_at, next_ref, words_of
from workbench.desk.item import changed, drop, story_of, take_for_claim
from workbench.desk.ledger import record
from workbench.desk.rules import rules_in_force
from workbench.desk.standing_words import find_words
from workbench.model.columns import known_id
from workbench.model.item import (
    FoundBy,
    Item,
    ItemKind,
    WorkState,
    decide,
    require_claim,
    require_current,
    require_open,
)  # fmt: skip
from workbench.model.person import Person, Role, require_role
from workbench.model.refusal import RuleBroken
from workbench.model.story import Post, PostVersion, Story


def add_claim(
    session: Session, story: Story, post: Post, words: str, near: int, by: Person, band: str = "claim"
) -> Item:
    """Make a claim of words that a person selected in a post; `near` is about where they stand."""
    require_role(by, Role.CHECKER, "add a claim")
    version = _current_version(session, post)
    start, end = _place(version, words, near)
    _refuse_twin(session, post, version, start, end)
    item = _claim_at(session, story, version, start, end, by)
    item.band = band
    record(session, story, "claim_added", by, item.ref, {"words": item.words, "span": [start, end], "band": band})
    return item


def change_bounds(session: Session, item: Item, words: str, near: int, by: Person, version: int) -> None:
    """Let the claim hold other words of its post; speaker, figures and hedges are read afresh."""
    require_role(by, Role.CHECKER, "change a claim's bounds")
    require_current(item, version)
    require_open(item)
    require_claim(item, "cut")
    text = session.get_one(PostVersion, item.post_version_id)
    before = [item.start_at, item.end_at]
    start, end = _place(text, words, near)
    _set_span(session, item, text, start, end)
    take_for_claim(item, by)
    changed(session, item)
    detail = {"from": before, "to": [start, end], "words": item.words}
    record(session, story_of(session, item), "bounds_changed", by, item.ref, detail)


def split_claim(session: Session, item: Item, parts: Sequence[str], by: Person, version: int) -> list[Item]:
    """Cut a claim into two or more, each given by its words in order; the first keeps the reference."""
    require_role(by, Role.CHECKER, "split a claim")
    require_current(item, version)
    require_open(item)
    require_claim(item, "split")
    wanted = [part.strip() for part in parts if part.strip()]
    if len(wanted) < 2:
        raise RuleBroken("To split a claim, put each part on a line of its own: two lines at least.")
    text = session.get_one(PostVersion, item.post_version_id)
    spans = _spans_inside(item, text, wanted)
    story = story_of(session, item)
    _set_span(session, item, text, *spans[0])
    take_for_claim(item, by)
    changed(session, item)
    new = [_claim_at(session, story, text, start, end, by, split_from=item) for start, end in spans[1:]]
    record(session, story, "split", by, item.ref, {"into": [item.ref, *(one.ref for one in new)]})
    return [item, *new]


def merge_claims(session: Session, item: Item, other: Item, by: Person, version: int) -> None:
    """Let `item` hold the words from its own to `other`'s; `other` is dismissed as merged."""
    require_role(by, Role.CHECKER, "merge claims")
    require_current(item, version)
    for one in (item, other):
        require_open(one)
        require_claim(one, "merged")
    if item.id == other.id:
        raise RuleBroken("A claim can't be merged with itself.")
    if item.post_version_id != other.post_version_id:
        raise RuleBroken("Only claims of the same post can be merged.")
    if WorkState.SIGNED_OFF in {item.work_state, other.work_state}:
        raise RuleBroken("A signed-off claim is reopened before it is merged.")
    text = session.get_one(PostVersion, item.post_version_id)
    start, end = min(_span(item)[0], _span(other)[0]), max(_span(item)[1], _span(other)[1])
    _set_span(session, item, text, start, end)
    take_for_claim(item, by)
    changed(session, item)
    other.merged_into_id = item.id
    drop(session, other, f"Merged into {item.ref}.", by)
    record(session, story_of(session, item), "merged", by, item.ref, {"with": other.ref, "span": [start, end]})


def _current_version(session: Session, post: Post) -> PostVersion:
    return session.exec(
        select(PostVersion).where(PostVersion.post_id == post.id, PostVersion.number == post.version_number)
    ).one()


def _place(version: PostVersion, words: str, near: int) -> tuple[int, int]:
    place = find_words(version.text, words, near)
    if place is None:
        raise RuleBroken("Those words don't stand in this post: copy them exactly as the post has them.")
    return place


def _refuse_twin(session: Session, post: Post, version: PostVersion, start: int, end: int) -> None:
    twin = session.exec(
        select(Item).where(
            Item.post_id == post.id,
            Item.post_version_id == version.id,
            Item.start_at == start,
            Item.end_at == end,
            Item.kind == ItemKind.CLAIM,
        )
    ).first()
    if twin is not None:
        state = "was dismissed; reopen it instead" if twin.work_state == WorkState.DROPPED else "stands already"
        raise RuleBroken(f"{twin.ref} holds exactly these words and {state}.")


def _claim_at(
    session: Session,
    story: Story,
    version: PostVersion,
    start: int,
    end: int,
    by: Person,
    split_from: Item | None = None,
) -> Item:
    item = Item(
        story_id=known_id(story.id),
        post_id=version.post_id,
        post_version_id=known_id(version.id),
        ref=next_ref(story),
        kind=ItemKind.CLAIM,
        words="",
        found_by=FoundBy.PERSON,
        assignee_id=by.id,
        split_from_id=split_from.id if split_from else None,
    )
    session.add(story)
    take_for_claim(item, by)
    _set_span(session, item, version, start, end)
    session.flush()
    return item


def _set_span(session: Session, item: Item, version: PostVersion, start: int, end: int) -> None:
    """Give the item these words; what the rules say of them is kept, their band is not: a person chose."""
    item.words, item.start_at, item.end_at = version.text[start:end], start, end
    rules = rules_in_force(session)
    found = found_at(words_of(version, story_of(session, item), rules), start, end)
    if found is not None:
        describe_claim(item, found, rules)
    item.band = "claim" if "band" not in item.decided else item.band
    decide(item, "words", "band")
    session.add(item)


def _span(item: Item) -> tuple[int, int]:
    if item.start_at is None or item.end_at is None:
        raise RuleBroken(f"{item.ref} has no words in the post's text.")
    return item.start_at, item.end_at


def _spans_inside(item: Item, version: PostVersion, parts: Sequence[str]) -> list[tuple[int, int]]:
    """Each part's place inside the claim, in order and without overlap."""
    position, end = _span(item)
    spans = []
    for part in parts:
        place = find_words(version.text[position:end], part)
        if place is None:
            raise RuleBroken(f"“{part[:80]}” doesn't stand in {item.ref}, or not in this order.")
        spans.append((position + place[0], position + place[1]))
        position += place[1]
    return spans
