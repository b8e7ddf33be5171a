"""What a second reading of a post does to the items that were made from the first.

Checked words are never rewritten: an item either still stands in the new words, and moves its span there,
or keeps citing the version that it was made from and says what the blog changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlmodel import Session

from workbench.claims.found import Found
from workbench.desk.alert import Happening, note
from workbench.desk.comparing import Edit, bare, kept
from workbench.desk.finding import PostWords, add_embed, claim_item, embed_places, makes_claim, stand_free, words_of
from workbench.desk.rereading_media import reread_media
from workbench.desk.rules import rules_in_force
from workbench.desk.standing_words import still_stands
from workbench.desk.word_diff import nearest
from workbench.intake.posts import ReadPost
from workbench.intake.sanitising import SANITISER_VERSION
from workbench.model.columns import known_id, now
from workbench.model.item import Item, ItemKind, Outcome
from workbench.model.story import Post, PostVersion, Story

WORDS_CHANGED = "The blog changed these words after the item was made."
WORDS_BACK = "The blog changed these words and has put them back."
AROUND_CHANGED = "The blog changed other words of this post; these stand as they were."
ATTRIBUTION_CHANGED = "The blog changed who or what this post is credited to, or its time."
POST_GONE = "The blog took the whole post down: it is missing between posts that are still there."
POST_DECLARED_GONE = "The blog took the whole post down, and says so."
POST_BACK = "The blog had taken the whole post down and has put it back."
LONGEST_EXCERPT = 1000

Happenings = list[tuple[Item, Happening]]


@dataclass(frozen=True)
class Reread:
    """What reading a post again led to: the items that are new in it, what happened to those it had, and which
    media have an address only since then."""

    found: tuple[Item, ...] = ()
    happened: tuple[tuple[Item, Happening], ...] = ()
    filled: tuple[Item, ...] = ()


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
        precision=read.precision,
        posted_raw=read.posted_raw,
        zone_source=read.zone_source,
        found_in=dict(read.found_in),
        updated_at=read.updated_at,
        credits=list(read.credits),
        embeds=[asdict(embed) for embed in read.embeds],
    )


def read_post_again(
    session: Session, story: Story, post: Post, old: PostVersion, read: ReadPost, edit: Edit, items: Sequence[Item]
) -> Reread:
    """Add the new version of a post, move or mark its items, and add what is new in it."""
    post.version_number = old.number + 1
    version = version_of(post, read, post.version_number)
    for field, value in asdict(kept(old, read, edit)).items():
        setattr(version, field, list(value) if field == "credits" else value)
    session.add_all([post, version])
    session.flush()
    words = words_of(version, story, rules_in_force(session))
    changed = _changed_lines(old.text, version.text) if edit.words else ("", "")
    claims = [item for item in items if item.kind == ItemKind.CLAIM]
    media = [item for item in items if item.kind != ItemKind.CLAIM]
    places = embed_places(words)
    reread = reread_media(session, old, version, media, places, edit, changed)
    happened = [*_reread_claims(session, old, version, claims, words.found, edit, changed), *reread.happened]
    _noted(session, story, happened)
    found = [add_embed(session, story, post, version, version.embeds[place], places[place]) for place in reread.unknown]
    return Reread((*found, *_new_claims(session, story, post, version, claims, words)), tuple(happened), reread.filled)


def _changed_lines(old: str, new: str) -> tuple[str, str]:
    """The lines that only the old text has and those that only the new one has, cut to an excerpt."""
    before, after = ({bare(line): line for line in text.splitlines() if line.strip()} for text in (old, new))
    return _excerpt(before, after), _excerpt(after, before)


def _excerpt(lines: Mapping[str, str], others: Mapping[str, str]) -> str:
    return "\n".join(line for key, line in lines.items() if key not in others)[:LONGEST_EXCERPT]


def _reread_claims(
    session: Session,
    old: PostVersion,
    version: PostVersion,
    claims: Sequence[Item],
    considered: Sequence[Found],
    edit: Edit,
    changed: tuple[str, str],
) -> Happenings:
    happened: Happenings = []
    for item in claims:
        stood = item.post_version_id == old.id
        own = old if stood else session.get_one(PostVersion, item.post_version_id)
        place = still_stands(own.text, (item.start_at, item.end_at), item.words, version.text)
        if place is None:
            happened += [*_left_behind(item, considered, stood=stood), *(_attribution(item, edit) if stood else [])]
            continue
        item.start_at, item.end_at = place
        item.post_version_id = known_id(version.id)
        session.add(item)
        if not stood:
            happened.append((item, Happening(Outcome.CONTEXT_CHANGED, WORDS_BACK, undone=True)))
        elif edit.words:
            happened.append((item, Happening(Outcome.CONTEXT_CHANGED, AROUND_CHANGED, *changed)))
        happened += _attribution(item, edit)
    return happened


def _left_behind(item: Item, considered: Sequence[Found], *, stood: bool) -> Happenings:
    """A claim whose words are gone: said once, by the edit that took them; later ones only move what is shown."""
    now_there = nearest(item.words, (found.text for found in considered))
    if stood:
        return [(item, Happening(Outcome.CLAIM_TEXT_CHANGED, WORDS_CHANGED, item.words, now_there))]
    if item.outcome == Outcome.CLAIM_TEXT_CHANGED:
        item.noted_now = now_there
    return []


def _attribution(item: Item, edit: Edit) -> Happenings:
    if not edit.attribution:
        return []
    was = "; ".join(f"{one.what}: {one.was}" for one in edit.attribution)
    after = "; ".join(f"{one.what}: {one.now}" for one in edit.attribution)
    return [(item, Happening(Outcome.ATTRIBUTION_CHANGED, ATTRIBUTION_CHANGED, was, after))]


def _new_claims(
    session: Session, story: Story, post: Post, version: PostVersion, claims: Sequence[Item], words: PostWords
) -> list[Item]:
    standing = [item for item in claims if item.post_version_id == version.id]
    rules = rules_in_force(session)
    added = [
        claim_item(story, post, version, found, rules)
        for found in stand_free(filter(makes_claim, words.found), standing)
    ]
    session.add_all(added)
    session.flush()
    return added


def withdraw(session: Session, story: Story, post: Post, items: Sequence[Item], *, declared: bool) -> Happenings:
    """Mark a post as taken down, and every item of it: its words stay. `declared` if the blog itself says so."""
    post.withdrawn_at = now()
    session.add(post)
    sentence = POST_DECLARED_GONE if declared else POST_GONE
    happened = [(item, Happening(Outcome.SOURCE_WITHDRAWN, sentence, item.words)) for item in items]
    return _noted(session, story, happened)


def stand_again(session: Session, story: Story, post: Post, items: Sequence[Item]) -> Happenings:
    """Mark a post that was taken down as standing, and say so on every item of it."""
    post.withdrawn_at = None
    session.add(post)
    back = Happening(Outcome.CONTEXT_CHANGED, POST_BACK, undone=True)
    return _noted(session, story, [(item, back) for item in items])


def _noted(session: Session, story: Story, happened: Happenings) -> Happenings:
    for item, happening in happened:
        note(session, story, item, happening)
    return happened
