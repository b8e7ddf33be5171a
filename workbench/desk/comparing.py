"""What changed in a post between two readings: its words, its media, its byline, its credits, its time.

A value that one reading lacks is no change: the known one is kept. Markup, order and pinning are no change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from workbench.intake.posts import Precision, ReadPost
from workbench.intake.reading import is_poorer
from workbench.model.story import PostVersion

_INVISIBLE: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")
_COARSENESS: Final = {"second": 0, "minute": 1, "day": 2}

Embed = Mapping[str, Any]


def bare(text: str | None) -> str:
    """The words as they are compared: compatibility forms made one, without white space and invisible breaks."""
    return "".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text or "")).split())


def media_key(embed: Embed) -> str:
    """What an embed is known by: platform and id; else its address without scheme, query and fragment; else words."""
    if embed.get("id"):
        return f"{embed.get('platform') or ''}:{embed['id']}"
    if embed.get("url"):
        parts = urlsplit(embed["url"])
        return f"//{parts.netloc.lower()}{parts.path.rstrip('/')}"
    return f"{embed['kind']}={_named(embed)}"


def _named(embed: Embed) -> str:
    return bare(embed.get("title") or embed.get("caption")).casefold()


@dataclass(frozen=True)
class MediaChange:
    """Embeds taken out of a post and put into it, and those that stayed, as (old place, new place)."""

    gone: tuple[int, ...]
    added: tuple[int, ...]
    stayed: tuple[tuple[int, int], ...]

    def __bool__(self) -> bool:
        return bool(self.gone or self.added)

    def successor(self, old: Sequence[Embed], new: Sequence[Embed], place: int) -> Embed | None:
        """The embed that took the place of a gone one, where only one can have."""
        kind = old[place]["kind"]
        gone = [one for one in self.gone if old[one]["kind"] == kind]
        added = [one for one in self.added if new[one]["kind"] == kind]
        return new[added[0]] if len(gone) == len(added) == 1 else None


def compare_media(old: Sequence[Embed], new: Sequence[Embed]) -> MediaChange:
    """Which embeds stayed, went and came, whatever their order. One without address is known again by its title."""
    places = {media_key(embed): place for place, embed in reversed(list(enumerate(new)))}
    stayed = {place: places[key] for place, embed in enumerate(old) if (key := media_key(embed)) in places}
    taken = {media_key(new[place]) for place in stayed.values()}
    for place, embed in enumerate(old):
        if place not in stayed:
            for other, candidate in enumerate(new):
                if media_key(candidate) not in taken and _found_again(embed, candidate):
                    stayed[place] = other
                    taken.add(media_key(candidate))
                    break
    return MediaChange(
        gone=tuple(place for place in range(len(old)) if place not in stayed),
        added=tuple(place for key, place in places.items() if key not in taken)[::-1],
        stayed=tuple(stayed.items()),
    )


def _found_again(one: Embed, other: Embed) -> bool:
    """Whether both name the same thing and one of them does so without an address."""
    lost = not (one.get("id") or one.get("url")) or not (other.get("id") or other.get("url"))
    return lost and one["kind"] == other["kind"] and bool(_named(one)) and _named(one) == _named(other)


@dataclass(frozen=True)
class Before:
    """One value of a post before and after, in words that a page can show."""

    what: str
    was: str
    now: str


@dataclass(frozen=True)
class Edit:
    """What one reading found changed in one post."""

    words: bool
    media: MediaChange
    attribution: tuple[Before, ...]

    def __bool__(self) -> bool:
        return self.words or bool(self.media) or bool(self.attribution)


def edit_between(old: PostVersion, read: ReadPost) -> Edit:
    """What changed in a post since its stored version `old`.

    Nothing, where the words come from a poorer source now: a post that left the page's first screen stands in
    its data for search engines alone, and what is missing or worded otherwise there is no edit.
    """
    if is_poorer(read.found_in.get("text"), old.found_in.get("text")):
        return Edit(words=False, media=MediaChange((), (), ()), attribution=())
    words = bare(old.text) != bare(read.text)
    pairs = [
        ("byline", _byline(old.author, read.author)),
        ("credits", _credits(old.credits, read.credits, words_changed=words)),
        ("time", _time(old, read)),
    ]
    return Edit(
        words=words,
        media=compare_media(old.embeds, [asdict(embed) for embed in read.embeds]),
        attribution=tuple(Before(what, *pair) for what, pair in pairs if pair),
    )


def _byline(old: str | None, new: str | None) -> tuple[str, str] | None:
    return (old, new) if old and new and bare(old).casefold() != bare(new).casefold() else None


def _credits(old: Iterable[str], new: Iterable[str], *, words_changed: bool) -> tuple[str, str] | None:
    """Credits come from the post's own words: where these are the same, none at all means only that none was read."""
    before, after = {bare(one).casefold() for one in old}, {bare(one).casefold() for one in new}
    if before == after or (not words_changed and not (before and after)):
        return None
    return ", ".join(old) or "none", ", ".join(new) or "none"


def _time(old: PostVersion, read: ReadPost) -> tuple[str, str] | None:
    if not old.posted_at or not read.posted_at:
        return None
    one, other = datetime.fromisoformat(old.posted_at), datetime.fromisoformat(read.posted_at)
    kinds = [_precision(one, old.precision), _precision(other, read.precision)]
    coarser = max(kinds, key=lambda kind: _COARSENESS[kind])
    if coarser == "day" and kinds[0] != "day":
        one, other = other, one
    return (old.posted_at, read.posted_at) if _differ(one, other, coarser) else None


def _precision(moment: datetime, said: str) -> str:
    """How exact a time is; where nothing was said of it, a full minute counts as exact to the minute."""
    if said in _COARSENESS:
        return said
    return "second" if moment.second or moment.microsecond else "minute"


def _differ(one: datetime, other: datetime, precision: str) -> bool:
    """Whether two times name different instants, as far as the coarser of them (`one`, if it is a day) can tell."""
    if one.tzinfo is None or other.tzinfo is None:
        return False
    if precision == "day":
        return one.date() != other.astimezone(one.tzinfo).date()
    if precision == "minute":
        one, other = (moment.replace(second=0, microsecond=0) for moment in (one, other))
    return abs(one - other) >= timedelta(seconds=1)


@dataclass(frozen=True)
class Known:
    """Byline, credits and time as they are kept: what this reading lacks is taken from the one before."""

    author: str | None
    credits: tuple[str, ...]
    posted_at: str | None
    precision: Precision
    updated_at: str | None


def kept(old: PostVersion, read: ReadPost, edit: Edit) -> Known:
    changed = {one.what for one in edit.attribution}
    new_time = "time" in changed or not old.posted_at
    return Known(
        author=read.author if read.author else old.author,
        credits=tuple(read.credits or (() if "credits" in changed else old.credits)),
        posted_at=read.posted_at if new_time else old.posted_at,
        precision=read.precision if new_time else old.precision,  # type: ignore[arg-type]
        updated_at=read.updated_at or old.updated_at,
    )
