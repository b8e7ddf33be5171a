"""Reads JSON-LD: a `LiveBlogPosting` of schema.org in a saved page, or alone in a JSON file.

Publishers put this data there for search engines, and it shows: bodies lack embeds, times and authors may be
the story's and not the post's. What is measurably so is left out here with a warning.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from workbench.intake.counted import counted
from workbench.intake.document import Document, refuse_too_many
from workbench.intake.drafts import Draft, posts_from
from workbench.intake.posts import UNTITLED, CannotRead, ReadPost, ReadStory
from workbench.intake.schema_update import drafts_of
from workbench.intake.schema_values import Thing, address, line, names, several, things_of_type
from workbench.intake.times import instant, time_of

name: Final = "schema_org"
source: Final = "linked_data"

_TYPE = "LiveBlogPosting"
_GRACE = timedelta(hours=1)
ALONE: Final = "read from the page's JSON-LD; the page itself may show more posts, embeds and bylines."
"""How the warning ends that holds only where nothing but JSON-LD was read."""


def claims(document: Document) -> float:
    """Sure of a document that holds a LiveBlogPosting, or announces one in broken data."""
    if document.kind not in ("html", "json") or _TYPE not in document.text:
        return 0.0
    try:
        return 0.9 if _blogs(document) or _is_broken(document) else 0.0
    except CannotRead:
        return 0.0


def _is_broken(document: Document) -> bool:
    """Whether a page announces a live blog in JSON-LD that can't be parsed."""
    return document.kind == "html" and document.linked_data.broken > 0 and _TYPE in document.text


def read(document: Document) -> ReadStory:
    """The posts of the largest LiveBlogPosting, in document order.

    Raises `CannotRead` where there is none, or where it announces a live blog and holds no post.
    """
    document.require(name, "html", "json")
    blogs = _blogs(document)
    if not blogs and _is_broken(document):
        raise CannotRead("The page calls itself a live blog, but the JSON-LD that should hold its posts is broken.")
    if not blogs:
        raise CannotRead("The page holds no LiveBlogPosting in its JSON-LD.")
    blog = max(blogs, key=lambda one: len(_updates(one)))
    things = [one for one in _updates(blog) if isinstance(one, dict)]
    if not things:
        raise CannotRead("The page says that it is a live blog, but its JSON-LD holds no posts.")
    refuse_too_many(len(things))
    url = _story_address(blog, document)
    drafts, warnings = drafts_of(blog, things, url)
    of_page = _of_page(document, blogs, blog, drafts)
    posts = posts_from(drafts, name, url, warnings)
    start, end = _instant(blog.get("coverageStartTime")), _instant(blog.get("coverageEndTime"))
    return ReadStory(
        title=line(blog.get("headline")) or line(blog.get("name")) or _page_title(document) or UNTITLED,
        reader=name,
        posts=posts,
        url=url,
        language=_language(blog, document),
        standfirst=line(blog.get("description")) or None,
        coverage_start=start,
        coverage_end=end,
        is_live=False if is_over(start, end, posts, datetime.now(UTC)) else None,
        announced=len(drafts),
        warnings=(*of_page, *dict.fromkeys(warnings)),
    )


def is_over(start: str | None, end: str | None, posts: Sequence[ReadPost], now: datetime) -> bool:
    """Whether a declared end of coverage can be believed: it lies an hour back, behind the start and behind every post.

    Some publishers give the start as the end, others an end that is only planned.
    """
    ended, began = instant(end or ""), instant(start or "")
    if ended is None or ended > now - _GRACE or (began is not None and ended <= began):
        return False
    moments = (instant(one) for post in posts for one in (post.posted_at, post.updated_at) if one)
    return all(moment <= ended for moment in moments if moment)


def _instant(value: object) -> str | None:
    time = time_of(line(value))
    return time.at if time else None


def _blogs(document: Document) -> list[Thing]:
    return list(things_of_type(document.linked_data.objects, _TYPE))


def _updates(blog: Thing) -> list[object]:
    return several(blog.get("liveBlogUpdate"))


def _story_address(blog: Thing, document: Document) -> str | None:
    found = (address(blog.get(key), document.base_url) for key in ("url", "mainEntityOfPage", "@id"))
    return next(filter(None, found), document.base_url)


def _language(blog: Thing, document: Document) -> str | None:
    said = line(blog.get("inLanguage"))
    if not said and document.kind == "html" and (root := document.tree.root):
        said = (root.attributes.get("lang") or "").strip()
    return said if 1 < len(said) <= 35 else None


def _page_title(document: Document) -> str:
    title = document.tree.css_first("title") if document.kind == "html" else None
    return line(title.text()) if title else ""


def _of_page(document: Document, blogs: Sequence[Thing], blog: Thing, drafts: Sequence[Draft]) -> list[str]:
    """What the desk should know of any story that was read from JSON-LD alone, and of this one."""
    posts = counted(len(drafts), "1 post was", "{} posts were")
    warnings = [f"{posts} {ALONE}"]
    if document.linked_data.broken:
        warnings.append(
            counted(
                document.linked_data.broken,
                "1 JSON-LD block of the page is broken and was left out.",
                "{} JSON-LD blocks of the page are broken and were left out.",
            )
        )
    if len(blogs) > 1:
        warnings.append(f"The page holds {len(blogs)} live blogs; the one with the most posts was read.")
    if story_author(drafts) and {draft.author for draft in drafts} == {names(blog.get("author"))}:
        warnings.append("All posts name the story's author; who wrote each of them may be another.")
    empty = sum(not draft.body and not draft.headline for draft in drafts)
    if empty:
        warnings.append(counted(empty, "1 post has no text in the JSON-LD.", "{} posts have no text in the JSON-LD."))
    return warnings


def story_author(posts: Sequence[Draft] | Sequence[ReadPost]) -> bool:
    """Whether two posts or more all name one author: then it may be the story's, and no post's."""
    return len(posts) > 1 and len({one.author for one in posts}) == 1 and posts[0].author is not None
