"""What the rules set aside in a post, with their reasons: nothing is hidden, and a person may take it up."""

from dataclasses import dataclass

from sqlmodel import Session, select

from workbench.desk.finding import stand_free, words_of
from workbench.desk.posts import standing_posts
from workbench.desk.rules import rules_in_force
from workbench.model.item import Item, ItemKind
from workbench.model.refusal import NotFound
from workbench.model.story import Post, Story


@dataclass(frozen=True)
class Sentence:
    """A sentence that is no item: where it stands, and why it was set aside."""

    start: int
    words: str
    role: str
    checkworthy: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class SetAside:
    slug: str
    title: str
    post_id: int
    position: int
    sentences: tuple[Sentence, ...]


def set_aside_in(session: Session, story: Story, post_id: int) -> SetAside:
    """The sentences of a post that the rules in force set aside and no item holds, in the order of its text."""
    row = session.exec(standing_posts(story).where(Post.id == post_id)).first()
    if row is None:
        raise NotFound("There is no such post in that story.")
    post, version = row
    items = session.exec(select(Item).where(Item.post_version_id == version.id, Item.kind == ItemKind.CLAIM)).all()
    words = words_of(version, story, rules_in_force(session))
    sentences = tuple(
        Sentence(found.start, found.text, found.role, found.checkworthy, found.why)
        for found in stand_free(words.found, items)
        if (found.band == "aside" or found.same_as is not None) and found.embed is None
    )
    return SetAside(story.slug, story.title, post_id, post.position, sentences)
