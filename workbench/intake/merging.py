"""Joins what several readers found in one document: one story, post by post, field by field.

No single place in a page holds everything. A page's elements have the embeds and the bylines, but only the posts
of its first screen; its data for search engines has all posts, but the page's own time and authors on each. So
posts are joined by identity, and each field is taken from where it is most to be believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from workbench.intake.counted import counted
from workbench.intake.document import Source
from workbench.intake.drafts import around, lines_of, without_instants
from workbench.intake.embeds import each_once
from workbench.intake.identity import normalised
from workbench.intake.joined_order import in_order, renamed
from workbench.intake.posts import UNTITLED, ReadEmbed, ReadPost, ReadStory, unasked_html, with_changes
from workbench.intake.same_posts import bare_id, body_of, pairs_of
from workbench.intake.sanitising import from_text
from workbench.intake.schema_org import ALONE, story_author
from workbench.intake.times import instant

RANK: Final[Mapping[Source, int]] = {"api": 0, "page": 1, "feed": 2, "linked_data": 3, "text": 4}
"""Whom the merger believes first. The exceptions (times, authors) are in `_joined`."""

# What a reading says of its own times holds no longer once the other's were taken.
_OF_TIMES = re.compile(r"\btimes? of (?:publication|change)\b")
_QUARTER = 15 * 60
_LEAST_JOINED = 0.5


@dataclass(frozen=True)
class Reading:
    """What one reader made of the document."""

    source: Source
    story: ReadStory


def merged(readings: Sequence[Reading]) -> ReadStory:
    """One story of all readings, the most believed first. A reading that describes other posts is left out."""
    ordered = sorted(readings, key=lambda one: RANK[one.source])
    whole = ordered[0]
    for other in ordered[1:]:
        whole = _with(whole, other)
    return whole.story


def _with(first: Reading, other: Reading) -> Reading:
    pairs = pairs_of(first.story.posts, other.story.posts)
    smaller = min(len(first.story.posts), len(other.story.posts))
    if len(pairs) < _LEAST_JOINED * smaller:
        more = max(first, other, key=lambda one: len(one.story.posts))
        kept = first if first.source in ("api", "page") and len(first.story.posts) > 2 else more
        gone = other if kept is first else first
        warning = (
            f"The document also holds {len(gone.story.posts)} entries that are not these posts "
            f"({gone.story.reader}); they were left out."
        )
        return replace(kept, story=replace(kept.story, warnings=(*kept.story.warnings, warning)))
    return Reading(first.source, _story(first, other, pairs))


def _story(first: Reading, other: Reading, pairs: Mapping[int, int]) -> ReadStory:
    one, two = first.story, other.story
    offset = _wrong_zone([(one.posts[a], two.posts[b]) for a, b in pairs.items()])
    byline = not (other.source in ("linked_data", "feed") and story_author(two.posts))
    warnings = [*one.warnings, *(line for line in two.warnings if not line.endswith(ALONE))]
    warnings = [line for line in warnings if not _OF_TIMES.search(line) and "name the story's author" not in line]
    if offset:
        warnings.append(
            f"The page's times are {round(offset.total_seconds() / 60)} minutes from those in its data: it prints local "
            "time with a wrong zone; the data's times were taken."
        )
    joined = {
        a: _joined(one.posts[a], two.posts[b], _Doubts(first.source, other.source, byline, offset))
        for a, b in pairs.items()
    }
    ours = [joined.get(place) or _shifted(post, offset) for place, post in enumerate(one.posts)]
    added = [place for place in range(len(two.posts)) if place not in set(pairs.values())]
    posts = in_order(ours, two.posts, pairs, renamed(one.posts, two.posts, pairs))
    warnings += _counts(one, two, len(added), len(ours) - len(pairs))
    if untimed := sum(post.posted_raw is not None and post.posted_at is None for post in posts):
        warnings.append(without_instants(untimed, "publication"))
    whole = replace(
        one,
        reader=f"{one.reader}+{two.reader}",
        posts=tuple(with_changes(post, position=place) for place, post in enumerate(posts)),
        warnings=tuple(dict.fromkeys(warnings)),
        announced=max(filter(None, (one.announced, two.announced)), default=None),
        next_pages=tuple(dict.fromkeys((*one.next_pages, *two.next_pages))),
        removed=tuple(dict.fromkeys((*one.removed, *two.removed))),
        corrections=tuple(dict.fromkeys((*one.corrections, *two.corrections))),
    )
    return _filled(whole, one, two)


def _filled(whole: ReadStory, one: ReadStory, two: ReadStory) -> ReadStory:
    """The story with what only the other reading knows of it."""
    return replace(
        whole,
        title=one.title if one.title != UNTITLED else two.title,
        url=one.url or two.url,
        language=one.language or two.language,
        timezone=one.timezone or two.timezone,
        standfirst=one.standfirst or two.standfirst,
        is_live=two.is_live if one.is_live is None else one.is_live,
        coverage_start=one.coverage_start or two.coverage_start,
        coverage_end=one.coverage_end or two.coverage_end,
        pages_total=one.pages_total or two.pages_total,
    )


def _counts(one: ReadStory, two: ReadStory, added: int, alone: int) -> list[str]:
    """Which posts stand in one place only, where that is not all of them."""
    said = []
    if added:
        said.append(
            counted(
                added,
                f"1 post stands only in what {two.reader} read; what it embeds may be missing.",
                f"{{}} posts stand only in what {two.reader} read; what they embed may be missing.",
            )
        )
    if alone:
        said.append(
            counted(
                alone,
                f"1 post stands only in what {one.reader} read.",
                f"{{}} posts stand only in what {one.reader} read.",
            )
        )
    return said


def _wrong_zone(pairs: Sequence[tuple[ReadPost, ReadPost]]) -> timedelta | None:
    """By how much the first reading's times are off, where all pairs agree on quarters of an hour: local time that
    wears the sign of another zone."""
    moments = [(instant(a.posted_at), instant(b.posted_at)) for a, b in pairs if a.posted_at and b.posted_at]
    gaps = [(a - b).total_seconds() for a, b in moments if a and b]
    if len(gaps) < 3:
        return None
    quarters = round(gaps[0] / _QUARTER)
    agreed = sum(abs(gap - quarters * _QUARTER) <= 61 for gap in gaps)
    return timedelta(seconds=quarters * _QUARTER) if quarters and agreed >= 0.9 * len(gaps) else None


@dataclass(frozen=True)
class _Doubts:
    """What is known of the two readings as wholes: their sources, whether the second's bylines are the posts' own,
    by how much the first's times are off."""

    first: Source
    second: Source
    byline: bool
    offset: timedelta | None


def _shifted(post: ReadPost, offset: timedelta | None) -> ReadPost:
    """A post that only the first reading has, its time put right by what the others showed."""
    moment = instant(post.posted_at) if post.posted_at else None
    if offset is None or moment is None:
        return post
    return with_changes(post, posted_at=(moment - offset).isoformat(), zone_source="page")


def _joined(one: ReadPost, two: ReadPost, doubts: _Doubts) -> ReadPost:
    """One post of both: each field from where it is believed first, else from where it is."""
    found_in = dict(one.found_in)

    def taken(field: str, condition: bool) -> bool:
        if condition and two.found_in.get(field):
            found_in[field] = two.found_in[field]
        return condition

    post = one
    if taken("posted_at", _better_time(one, two, doubts)):
        post = with_changes(
            post,
            posted_at=two.posted_at,
            posted_raw=two.posted_raw,
            precision=two.precision,
            zone_source=two.zone_source,
        )
    if taken("updated_at", not one.updated_at and bool(two.updated_at)):
        post = with_changes(post, updated_at=two.updated_at)
    if taken("author", not one.author and bool(two.author) and doubts.byline):
        post = with_changes(post, author=two.author)
    for field in ("credits", "permalink", "quotes"):
        if taken(field, not getattr(post, field) and bool(getattr(two, field))):
            post = with_changes(post, **{field: getattr(two, field)})
    post = _with_words(post, two, taken)
    embeds = each_once((*post.embeds, *_further(post, two, doubts)))
    if taken("embeds", len(embeds) > len(post.embeds)):
        post = _with_embeds(post, embeds)
    return with_changes(
        post,
        id=one.id if bare_id(one.id) else two.id,
        pinned=one.pinned or two.pinned,
        kind=one.kind if one.kind != "post" else two.kind,
        found_in=found_in,
    )


def _with_words(post: ReadPost, two: ReadPost, taken: Callable[[str, bool], bool]) -> ReadPost:
    """The words of the other reading where this one has none; its headline where this one lacks it."""
    wordless = not normalised(body_of(post))
    if taken("text", wordless and bool(normalised(body_of(two)))):
        return with_changes(post, text=two.text, html=unasked_html(two), headline=two.headline or post.headline)
    headline = two.headline
    begins = normalised(post.text).startswith(normalised(headline or "")[:60])
    if taken("headline", not post.headline and bool(headline)) and headline:
        if begins:
            return with_changes(post, headline=headline) if post.text.startswith(headline) else post
        return with_changes(
            post,
            headline=headline,
            text=f"{headline}\n\n{post.text}".strip(),
            html=around(unasked_html(post), from_text(headline), ""),
        )
    return post


def _further(post: ReadPost, two: ReadPost, doubts: _Doubts) -> list[ReadEmbed]:
    """What only the other reading has: always a platform's video or post; a picture only where there is none, and
    not the one that search engines are to show."""
    pictured = any(one.kind == "photo" for one in post.embeds)
    return [
        one
        for one in two.embeds
        if one.platform or (one.kind in ("video", "audio") and not post.embeds)
        or (one.kind == "photo" and not pictured and doubts.second not in ("linked_data", "feed"))
    ]  # fmt: skip


def _with_embeds(post: ReadPost, embeds: tuple[ReadEmbed, ...]) -> ReadPost:
    """The post with further embeds, their words as lines at its end."""
    lines = lines_of(embeds[len(post.embeds) :], post.text)
    text = "\n\n".join(filter(None, (post.text, lines)))
    return with_changes(post, embeds=embeds, text=text, html=around(unasked_html(post), "", from_text(lines)))


def _better_time(one: ReadPost, two: ReadPost, doubts: _Doubts) -> bool:
    """Whether the other reading's time of publication is to be taken: where this one names no instant, wears a
    wrong zone, or only the minute of the same moment."""
    if not two.posted_at:
        return False
    ours, theirs = instant(one.posted_at or ""), instant(two.posted_at)
    if ours is None or theirs is None or doubts.offset:
        return True
    finer = one.precision == "minute" and two.precision == "second"
    return finer and abs((ours - theirs).total_seconds()) < 61
