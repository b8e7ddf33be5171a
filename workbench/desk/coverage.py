"""How much of a live blog was read, against what it announces: never a bare success."""

from __future__ import annotations

from workbench.intake.posts import ReadStory


def coverage_of(story: ReadStory) -> str | None:
    """What is missing: "428 announced, 30 read; 13 pages not fetched." None where nothing is known to be."""
    read = len(story.posts)
    short = story.announced is not None and story.announced > read
    left = pages_left(story)
    if not short and not left:
        return None
    posts = f"{story.announced} announced, {read} read" if short else f"{read} {'post' if read == 1 else 'posts'} read"
    if not left:
        return f"{posts}."
    least = "" if _total_is_known(story) else "at least "
    return f"{posts}; {least}{left} {'page' if left == 1 else 'pages'} not fetched."


def pages_left(story: ReadStory) -> int:
    """How many pages are known to stand beyond those that were read."""
    if _total_is_known(story):
        return (story.pages_total or 0) - story.pages_read
    return len(story.next_pages)


def _total_is_known(story: ReadStory) -> bool:
    """A stated total that the pages named by address exceed is none."""
    return story.pages_total is not None and story.pages_total - story.pages_read >= len(story.next_pages)
