"""What a second reading of a post does to the items that were made from the first.

Checked words are never rewritten: an item either still stands in the new words, and moves its span there,
or keeps citing the version that it was made from and carries an alert.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict

from sqlmodel import Session, col, select

from workbench.claims.found import Found
from workbench.desk.finding import EmbedPlace, add_embed, claim_item, embed_places, makes_claim, words_of
from workbench.desk.ledger import record
from workbench.intake.posts import ReadPost
from workbench.intake.sanitising import SANITISER_VERSION
from workbench.model.columns import known_id, now
from workbench.model.item import Item, ItemKind, WorkState
from workbench.model.media import Media
from workbench.model.story import Post, PostVersion, Story

WORDS_CHANGED = "The blog changed these words after the item was made."
EMBED_GONE = "The blog took this out of the post after the item was made."
POST_GONE = "The blog took the whole post down after the item was made."


def version_of(post: Post, read: ReadPost, number: int) -> PostVersion:
    """The words of a post as read now, as a row."""
    return PostVersion(
        post_id=known_id(post.id),
        number=number,
        headline=read.headline,
        text=read.text,
        html=read.html,
        sanitiser=f"workbench {SANITISER_VERSION}",
        author=read.author,
        posted_at=read.posted_at,
        updated_at=read.updated_at,
        credits=list(read.credits),
        embeds=[asdict(embed) for embed in read.embeds],
    )


def same_words(version: PostVersion, read: ReadPost) -> bool:
    """Whether nothing that counts as an edit changed: words (without white space), media, byline, time."""
    return (
        _bare(version.text) == _bare(read.text)
        and version.author == read.author
        and version.posted_at == read.posted_at
        and list(version.credits) == list(read.credits)
        and [_identity(**embed) for embed in version.embeds] == [_identity(**asdict(e)) for e in read.embeds]
    )


def _bare(text: str) -> str:
    return "".join(text.split())


def _identity(**embed: object) -> tuple[object, ...]:
    parsed = {name: embed.get(name) for name in ("kind", "platform", "id", "url", "title", "caption")}
    if parsed["id"] or parsed["url"]:
        return parsed["kind"], parsed["platform"], parsed["id"] or parsed["url"]
    return parsed["kind"], parsed["title"] or parsed["caption"]


def read_post_again(session: Session, story: Story, post: Post, old: PostVersion, read: ReadPost) -> list[Item]:
    """Add the new version of a post, move or alert its items, and add what is new in it."""
    post.version_number = old.number + 1
    version = version_of(post, read, post.version_number)
    session.add(version)
    session.flush()
    items = list(session.exec(select(Item).where(Item.post_id == post.id).order_by(col(Item.id))))
    _reread_claims(session, old, version, [item for item in items if item.kind == ItemKind.CLAIM])
    words = words_of(version, story)
    embeds = _reread_embeds(session, story, post, version, items, embed_places(words))
    return embeds + _new_claims(session, story, post, version, items, words.found)


def _reread_claims(session: Session, old: PostVersion, version: PostVersion, claims: Sequence[Item]) -> None:
    """Move each claim to its place in the new words; alert those that this very edit left behind."""
    for item in claims:
        place = find_words(version.text, item.words, item.start_at or 0)
        if place is None and item.post_version_id == old.id:
            raise_alert(session, item, WORDS_CHANGED)
        elif place is not None:
            item.start_at, item.end_at = place
            item.post_version_id = known_id(version.id)
            session.add(item)


def find_words(text: str, words: str, near: int = 0) -> tuple[int, int] | None:
    """Where the words stand in the text, white space aside: the place nearest to `near`, or None."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return None
    places = [match.span() for match in re.finditer(r"\s+".join(parts), text)]
    return min(places, key=lambda place: abs(place[0] - near)) if places else None


def raise_alert(session: Session, item: Item, alert: str) -> None:
    """Mark the item, and open it again if the desk had already concluded on it; the ledger tells both."""
    before, item.alert = item.work_state, alert
    item.version += 1
    item.changed_at = now()
    if item.work_state in {WorkState.SIGNED_OFF, WorkState.READY_FOR_REVIEW}:
        item.work_state = WorkState.REOPENED
    session.add(item)
    story = session.get_one(Story, item.story_id)
    detail = {"alert": alert, "from": before, "to": item.work_state}
    record(session, story, "alert_raised", None, item.ref, detail)


def _reread_embeds(
    session: Session,
    story: Story,
    post: Post,
    new: PostVersion,
    items: Sequence[Item],
    places: Sequence[EmbedPlace],
) -> list[Item]:
    """Alert the items whose embed is gone; add an item for each embed that is new in the post."""
    known = {
        _identity(kind=item.kind, platform=media.platform, id=media.platform_id, url=media.url,
                  title=media.title, caption=media.caption): item
        for item in items
        if (media := session.get(Media, item.id)) is not None
    }  # fmt: skip
    after = [_identity(**embed) for embed in new.embeds]
    for identity, item in known.items():
        if identity not in after and item.alert != EMBED_GONE:
            raise_alert(session, item, EMBED_GONE)
    return [
        add_embed(session, story, post, new, embed, places[index])
        for index, embed in enumerate(new.embeds)
        if after[index] not in known
    ]


def _new_claims(
    session: Session,
    story: Story,
    post: Post,
    version: PostVersion,
    items: Sequence[Item],
    considered: Sequence[Found],
) -> list[Item]:
    standing = [
        (item.start_at or 0, item.end_at or 0)
        for item in items
        if item.post_version_id == version.id and item.kind == ItemKind.CLAIM
    ]
    added = []
    for found in considered:
        taken = any(start < found.end and found.start < end for start, end in standing)
        if makes_claim(found) and not taken:
            item = claim_item(story, post, version, found)
            session.add(item)
            added.append(item)
    session.flush()
    return added


def withdraw_missing(session: Session, old: Sequence[Post], read: set[str]) -> int:
    """Mark posts as withdrawn that are missing *between* posts that are still there; returns how many.

    A post missing at either end may merely lie beyond the page that was read: that proves nothing.
    """
    ordered = sorted(old, key=lambda post: post.position)
    present = [index for index, post in enumerate(ordered) if post.native_id in read]
    if not present:
        return 0
    gone = [
        post for post in ordered[present[0] : present[-1]] if post.native_id not in read and post.withdrawn_at is None
    ]
    for post in gone:
        post.withdrawn_at = now()
        session.add(post)
        for item in session.exec(select(Item).where(Item.post_id == post.id)):
            raise_alert(session, item, POST_GONE)
    return len(gone)
