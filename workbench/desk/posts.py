"""The posts of a story, each with the words that it has now, and what the blog says of changing them."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.sql.expression import Select

from workbench.model.story import Post, PostVersion, Story


def standing_posts(story: Story) -> Select[Post, PostVersion]:
    """The question for each post of the story with its newest version, in the order of the blog."""
    return (
        select(Post, PostVersion)
        .where(Post.story_id == story.id, PostVersion.post_id == Post.id)
        .where(PostVersion.number == Post.version_number)
        .order_by(col(Post.position), col(Post.id))
    )


def updated_later(post: Post, version: PostVersion) -> str | None:
    """When the blog says that it last changed the post, if that is later than its publication."""
    said = post.updated_at or version.updated_at
    if not said or not version.posted_at:
        return said
    return said if _moment(said) > _moment(version.posted_at) else None


def changed_unseen(post: Post, version: PostVersion) -> bool:
    """Whether the blog says that it changed the post since the words that stand here were read, and none differ."""
    if not post.updated_at or not version.updated_at:
        return False
    return _moment(post.updated_at) > _moment(version.updated_at)


def _moment(iso: str) -> float:
    return datetime.fromisoformat(iso).timestamp()
