"""The posts of a story, each with the words that it has now."""

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
