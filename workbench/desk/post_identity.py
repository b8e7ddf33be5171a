"""What a post is known by, and when two ids are one id in two spellings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qsl, urlsplit

_FROM_WORDS: Final = re.compile(r"(t-[0-9a-f]{16})(?:-\d+)?", re.ASCII)
_SPELLING: Final = re.compile(r"((?:[A-Za-z]+[-_:/.]+)*(?:[A-Za-z]{2,}(?=\d+$))?)(.*\d.*)", re.ASCII)
_NAMES_A_POST: Final = frozenset({"update", "post", "entry", "block", "page"})


@dataclass(frozen=True)
class Entry:
    """A post, stored or just read, as far as pairing looks at it.

    `media` are keys of what it embeds; `withdrawn` is a stored post that the blog has taken down.
    """

    id: str
    text: str
    permalink: str | None = None
    posted_at: str | None = None
    media: frozenset[str] = frozenset()
    withdrawn: bool = False

    @property
    def from_words(self) -> str | None:
        """The content key, if the id is one: the same for all posts with these words."""
        found = _FROM_WORDS.fullmatch(self.id)
        return found[1] if found else None

    @property
    def minute(self) -> datetime | None:
        """The minute of publication in UTC; supporting evidence, and never a key."""
        if not self.posted_at:
            return None
        moment = datetime.fromisoformat(self.posted_at)
        return moment.astimezone(UTC).replace(second=0, microsecond=0) if moment.tzinfo else None


def spelling(post_id: str) -> tuple[str, str] | None:
    """The word prefix of an id and its core: "block-64f" gives ("block-", "64f"); None without a figure in it."""
    found = _SPELLING.fullmatch(post_id)
    return (found[1], found[2].casefold()) if found else None


def _cores(entry: Entry) -> set[str]:
    """The core of the id and the core of what the permalink points to within its page."""
    named = [] if entry.from_words else [entry.id.rsplit("#", 1)[-1]]
    if entry.permalink:
        parts = urlsplit(entry.permalink)
        named.append(parts.fragment)
        named += [value for name, value in parse_qsl(parts.query)[:20] if name in _NAMES_A_POST and len(value) > 3]
    return {spelled[1] for one in named if one and (spelled := spelling(one))}


def holders(entries: Sequence[Entry]) -> dict[str, list[int]]:
    """For each core of an id or permalink the places of the posts that have it."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        for core in _cores(entry):
            holders[core].append(place)
    return holders


def prefixes(entries: Sequence[Entry]) -> frozenset[str]:
    """The words that a reading puts in front of its ids; "" among them where it puts none."""
    return frozenset(spelled[0] for entry in entries if (spelled := spelling(entry.id)) and not entry.from_words)


def may_be_one(now: Entry, before: Entry, words_before: frozenset[str], words_now: frozenset[str]) -> bool:
    """Not if both have ids in one spelling, nor if a reading uses both words: then they mean different things."""
    if now.from_words or before.from_words:
        return True
    one, other = spelling(now.id), spelling(before.id)
    if one is None or other is None:
        return True
    if one[0] == other[0]:
        return False
    both = {one[0], other[0]}
    return not (all(both) and (both <= words_before or both <= words_now))
