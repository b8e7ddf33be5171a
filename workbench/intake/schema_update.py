"""One `liveBlogUpdate` of schema.org as a draft of a post."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from workbench.intake.counted import counted
from workbench.intake.drafts import LONGEST_ID, Draft
from workbench.intake.embeds import embed_or_link
from workbench.intake.markup import is_markup
from workbench.intake.posts import ReadEmbed
from workbench.intake.schema_values import Thing, address, line, names, pictures, several, videos
from workbench.intake.times import time_of

# What a publisher's own system would have put an element for: `[[image 12]]`.
_NAMES_OF_POSTS = ("update", "post", "postid", "post_id", "entry", "entryid", "liveblogpost", "pinned_post")
_SHORTCODE = re.compile(r"\[\[[^\[\]]{1,300}\]\]")


def drafts_of(blog: Thing, things: Sequence[Thing], base: str | None) -> tuple[list[Draft], list[str]]:
    """The updates as drafts, in order, each once, and what is to be said about them."""
    once = _each_once(things)
    story = _story(blog, once)
    drafts = [_draft(one, story, base) for one in once]
    warnings = []
    if len(once) < len(things):
        warnings.append(
            counted(
                len(things) - len(once),
                "1 post stood there twice and was taken once.",
                "{} posts stood there twice and were taken once.",
            )
        )
    if codes := sum(len(_SHORTCODE.findall(body_of(one))) for one in once):
        warnings.append(
            counted(
                codes,
                "1 shortcode of the publisher's system stood in the texts and was left out.",
                "{} shortcodes of the publisher's system stood in the texts and were left out.",
            )
        )
    return drafts, warnings


@dataclass(frozen=True)
class _Story:
    """What belongs to the story and not to an update: its address, its headline, pictures that stand twice."""

    url: str
    headline: str
    headlines_differ: bool
    images: frozenset[str]


def _each_once(things: Sequence[Thing]) -> list[Thing]:
    """The updates without those that repeat an earlier one's identity and words, as pinned posts do."""
    kept: dict[tuple[str, ...], Thing] = {}
    for place, one in enumerate(things):
        identity = _addresses(one)
        key = (*identity, line(one.get("headline")), body_of(one)) if identity else (str(place),)
        kept.setdefault(key, one)
    return list(kept.values())


def _story(blog: Thing, things: Sequence[Thing]) -> _Story:
    headlines = Counter(line(one.get("headline")) for one in things)
    images = Counter(repr(one.get("image")) for one in things)
    images[repr(blog.get("image"))] += 2
    url = next((one for one in (address(blog.get(key)) for key in ("url", "mainEntityOfPage", "@id")) if one), "")
    return _Story(
        url=url,
        headline=line(blog.get("headline")),
        headlines_differ=len(things) == 1 or len(headlines) > 1,
        images=frozenset(image for image, times in images.items() if times > 1),
    )


def body_of(thing: Thing) -> str:
    """The words of an update, as HTML or as text; HTML that was escaped once too often is made HTML again."""
    for key in ("articleBody", "text", "description"):
        values = [one for one in several(thing.get(key)) if isinstance(one, str) and one.strip()]
        if values:
            body = "\n\n".join(values)
            twice = not is_markup(body) and is_markup(unescaped := html.unescape(body))
            return unescaped if twice else body
    return ""


def _addresses(thing: Thing) -> tuple[str, ...]:
    found = (thing.get("url"), thing.get("@id"))
    return tuple(one.strip() for one in found if isinstance(one, str) and one.strip())


def _native_id(thing: Thing, story: str) -> str:
    """The fragment of the post's address, or the post that its query names; else its `@id` or address, where that is
    not the story's."""
    for one in _addresses(thing):
        bare, _, fragment = one.partition("#")
        own = fragment or _named_in_query(bare) or (bare if bare != story.partition("#")[0] else "")
        if own and len(own) <= LONGEST_ID:
            return own
    return ""


def _named_in_query(address: str) -> str:
    try:
        named = parse_qs(urlsplit(address).query, max_num_fields=30)
    except ValueError:
        return ""
    return next((named[name][0].strip() for name in _NAMES_OF_POSTS if name in named), "")


def _draft(thing: Thing, story: _Story, base: str | None) -> Draft:
    headline = line(thing.get("headline")) or line(thing.get("name"))
    if headline == story.headline or not story.headlines_differ:
        headline = ""
    beside = videos(thing.get("video"), base) + _shared(thing, base)
    if repr(thing.get("image")) not in story.images:
        beside += pictures(thing.get("image"), base)
    return Draft(
        body=_SHORTCODE.sub("", body_of(thing)),
        native_id=_native_id(thing, story.url or (base or "")),
        headline=headline,
        posted=time_of(line(thing.get("datePublished"))),
        updated=time_of(line(thing.get("dateModified"))),
        author=names(thing.get("author")),
        permalink=address(thing.get("url"), base),
        embeds=tuple(beside),
    )


def _shared(thing: Thing, base: str | None) -> list[ReadEmbed]:
    """What the post shares from elsewhere: a platform's post or video, or a link with its title."""
    found = []
    for one in several(thing.get("sharedContent"))[:50]:
        if isinstance(one, dict) and (url := address(one.get("url"), base)):
            title, caption = line(one.get("headline")) or line(one.get("name")), line(one.get("description"))
            found.append(embed_or_link(url, title=title or None, caption=caption or None))
    return found
