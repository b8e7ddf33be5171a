"""Reads JSON-LD: a `LiveBlogPosting` of schema.org in a saved page, or alone in a JSON file.

Publishers put this data there for search engines, and it shows: bodies lack embeds, times and authors may be
the story's and not the post's. What is measurably so is left out here with a warning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from workbench.intake.document import Document, refuse_too_many
from workbench.intake.identity import content_ids
from workbench.intake.posts import CannotRead, ReadPost, ReadStory
from workbench.intake.schema_update import Update, updates_of
from workbench.intake.schema_values import Thing, address, line, names, several, things_of_type
from workbench.intake.times import all_one_moment

name: Final = "schema_org"
source: Final = "linked_data"

_TYPE = "LiveBlogPosting"
_LONGEST_ID = 300


def claims(document: Document) -> float:
    """Sure of a document that holds a LiveBlogPosting with posts."""
    if document.kind not in ("html", "json") or _TYPE not in document.text:
        return 0.0
    try:
        return 0.9 if _blogs(document) else 0.0
    except CannotRead:
        return 0.0


def read(document: Document) -> ReadStory:
    """The posts of the largest LiveBlogPosting, in document order.

    Raises `CannotRead` where there is none, or where it announces a live blog and holds no post.
    """
    document.require(name, "html", "json")
    blogs = _blogs(document)
    if not blogs:
        raise CannotRead("The page holds no LiveBlogPosting in its JSON-LD.")
    blog = max(blogs, key=lambda one: len(_updates(one)))
    things = [one for one in _updates(blog) if isinstance(one, dict)]
    if not things:
        raise CannotRead("The page says that it is a live blog, but its JSON-LD holds no posts.")
    refuse_too_many(len(things))
    url = _story_address(blog, document)
    updates, warnings = updates_of(blog, things, url)
    posts, of_times = _posts(updates, url)
    return ReadStory(
        title=line(blog.get("headline")) or line(blog.get("name")) or _page_title(document) or "Untitled live blog",
        reader=name,
        posts=posts,
        url=url,
        language=_language(blog, document),
        warnings=(*_of_page(document, blogs, blog, updates), *warnings, *of_times),
    )


def _blogs(document: Document) -> list[Thing]:
    return list(things_of_type(document.linked_data.objects, _TYPE))


def _updates(blog: Thing) -> list[object]:
    return several(blog.get("liveBlogUpdate"))


def _story_address(blog: Thing, document: Document) -> str | None:
    found = (address(blog.get(key), document.base_url) for key in ("url", "mainEntityOfPage", "@id"))
    return next(filter(None, found), document.base_url)


def _posts(updates: Sequence[Update], story: str | None) -> tuple[tuple[ReadPost, ...], list[str]]:
    warnings: list[str] = []
    posted = _trusted([one.posted_at for one in updates], "publication", warnings)
    changed = _trusted([one.updated_at for one in updates], "change", warnings)
    ids = _ids(updates, story)
    posts = tuple(
        ReadPost(
            id=ids[place],
            position=place,
            text=one.text,
            html=one.html,
            headline=one.headline,
            posted_at=posted[place],
            updated_at=changed[place],
            author=one.author,
            permalink=one.permalink,
            embeds=one.embeds,
        )
        for place, one in enumerate(updates)
    )
    return posts, warnings


def _trusted(times: Sequence[str | None], of_what: str, warnings: list[str]) -> Sequence[str | None]:
    """The times, unless all are one: then they are the page's, and no post's."""
    if not all_one_moment(times):
        return times
    warnings.append(f"All posts carry the same time of {of_what}, which is the page's own; it was left out.")
    return [None] * len(times)


def _ids(updates: Sequence[Update], story: str | None) -> list[str]:
    """The document's own ids where it gives each post one of its own, else ids from the words."""
    native = [_native_id(one, story) for one in updates]
    times = Counter(native)
    derived = content_ids(one.text for one in updates)
    own = {one for one in native if one and times[one] == 1 and not one.startswith("t-")}
    return [one if one in own else derived[place] for place, one in enumerate(native)]


def _native_id(update: Update, story: str | None) -> str:
    """The fragment of the post's address; else its `@id` or address, where that is not the story's."""
    for one in update.addresses:
        bare, _, fragment = one.partition("#")
        own = fragment or (bare if bare != (story or "").partition("#")[0] else "")
        if own and len(own) <= _LONGEST_ID:
            return own
    return ""


def _language(blog: Thing, document: Document) -> str | None:
    said = line(blog.get("inLanguage"))
    if not said and document.kind == "html" and (root := document.tree.root):
        said = (root.attributes.get("lang") or "").strip()
    return said if 1 < len(said) <= 35 else None


def _page_title(document: Document) -> str:
    title = document.tree.css_first("title") if document.kind == "html" else None
    return line(title.text()) if title else ""


def _of_page(document: Document, blogs: Sequence[Thing], blog: Thing, updates: Sequence[Update]) -> list[str]:
    """What the desk should know of any story that was read from JSON-LD alone, and of this one."""
    posts = "1 post was" if len(updates) == 1 else f"{len(updates)} posts were"
    warnings = [f"{posts} read from the page's JSON-LD; the page itself may show more posts, embeds and bylines."]
    if document.linked_data.broken:
        warnings.append(f"{document.linked_data.broken} JSON-LD blocks of the page are broken and were left out.")
    if len(blogs) > 1:
        warnings.append(f"The page holds {len(blogs)} live blogs; the one with the most posts was read.")
    authors = {one.author for one in updates}
    if len(updates) > 1 and len(authors) == 1 and authors != {None} and authors == {names(blog.get("author"))}:
        warnings.append("All posts name the story's author; who wrote each of them may be another.")
    empty = sum(not one.text for one in updates)
    if empty:
        warnings.append(f"{empty} posts have no text in the JSON-LD.")
    return warnings
