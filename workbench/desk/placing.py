"""The order of a blog over two readings: what stayed in place, what is proven to be gone, what comes after what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Final

LONGEST_HOLE: Final = 20
"""How many posts in a row may be missing on a page that does not say that it is whole: more is a part not shown."""

SHORT_HOLE: Final = 3
"""The same at the end where the blog grows."""


@dataclass(frozen=True)
class Chain:
    """The pairs that stand in one order in both readings: whoever is not among them was moved (or pinned).

    `now` ascends; `before` ascends, or descends where the blog is read the other way round.
    """

    now: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    reversed: bool = False

    def gap_now(self, place: int) -> int:
        """Between which links a place of this reading lies: 0 before the first."""
        return bisect_left(self.now, place)

    def gap_before(self, place: int) -> int:
        return bisect_left(self._rising, -place if self.reversed else place)

    @cached_property
    def _rising(self) -> tuple[int, ...]:
        return tuple(-one for one in self.before) if self.reversed else self.before

    def expected(self, place: int) -> int:
        """About where a post read at `place` stood before."""
        if not self.now:
            return place
        link = max(0, bisect_left(self.now, place) - 1)
        step = place - self.now[link]
        return self.before[link] + (-step if self.reversed else step)


def chain_of(pairs: Mapping[int, int], without: Collection[int] = ()) -> Chain:
    """The longest chain of pairs (place now to place before) in one order; `without` leaves out places now."""
    now = [place for place in sorted(pairs) if place not in without]
    forward = _ascending([pairs[place] for place in now])
    backward = _ascending([-pairs[place] for place in now])
    turned = len(backward) > len(forward)
    kept = [now[index] for index in (backward if turned else forward)]
    return Chain(tuple(kept), tuple(pairs[place] for place in kept), turned)


def _ascending(values: Sequence[int]) -> list[int]:
    """The indices of a longest ascending subsequence."""
    ends: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for index, value in enumerate(values):
        length = bisect_left(ends, value)
        previous.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(value)
            last.append(index)
        else:
            ends[length], last[length] = value, index
    chosen = []
    index = last[-1] if last else -1
    while index >= 0:
        chosen.append(index)
        index = previous[index]
    return chosen[::-1]


@dataclass(frozen=True)
class Extent:
    """How much of the blog was read: all of it or not, and how many missing in a row still are no unread page.

    `longest_hole` is None where the document declares that it is whole.
    """

    whole: bool
    longest_hole: int | None = LONGEST_HOLE

    def allows(self, missing: Sequence[int], most: int = LONGEST_HOLE) -> bool:
        return self.longest_hole is None or len(missing) <= min(most, self.longest_hole)


@dataclass(frozen=True)
class Compared:
    """Two readings side by side: which posts are the same, which are pinned now, and when each is dated.

    `before` and `now` have one entry a post: the minute of its publication, or None.
    """

    before: Sequence[datetime | None]
    now: Sequence[datetime | None]
    pairs: Mapping[int, int]
    pinned: Collection[int] = ()

    @cached_property
    def still_there(self) -> frozenset[int]:
        return frozenset(self.pairs.values())

    @cached_property
    def _dates_read(self) -> tuple[datetime, datetime] | None:
        dates = [one for place, one in enumerate(self.now) if one is not None and place not in self.pinned]
        return (min(dates), max(dates)) if dates else None

    def beyond(self, place: int) -> bool:
        """Whether a stored post is dated before the oldest that was read, or after the newest."""
        own, read = self.before[place], self._dates_read
        return own is not None and read is not None and not read[0] <= own <= read[1]

    def between(self, now: int, place: int) -> bool:
        """Whether a stored post is dated between the one read at `now` and the one behind that."""
        one, other, own = self.now[now], self.now[now + 1], self.before[place]
        if one is None or other is None or own is None:
            return False
        return min(one, other) <= own <= max(one, other)


def gone(compared: Compared, extent: Extent) -> set[int]:
    """The places before of posts that are proven to have been taken out.

    That is: missing between two posts that are both still there and in their old order. Where the blog was
    not read as a whole, the two have to stand side by side now. What is missing at either end, or dated
    outside of what was read, proves nothing; nor does an order that was turned over.
    """
    chain = chain_of(compared.pairs, without=compared.pinned)
    if 2 * len(chain.now) < len(compared.pairs) and extent.longest_hole is not None:
        return set()
    found: set[int] = set()
    for (now, before), (next_now, next_before) in pairwise(zip(chain.now, chain.before, strict=True)):
        if not extent.whole and next_now != now + 1:
            continue
        low, high = sorted((before, next_before))
        missing = [place for place in range(low + 1, high) if place not in compared.still_there]
        if extent.allows(missing):
            found.update(missing)
    if extent.whole and len(chain.now) > 1:
        found |= _under_newcomers(compared, chain, extent)
    return {place for place in found if not compared.beyond(place)}


def _under_newcomers(compared: Compared, chain: Chain, extent: Extent) -> set[int]:
    """The posts that were the first (or last) and are missing between a new post and the next that stayed.

    The document has to declare that it is whole, or the times have to say so: otherwise the new post may be a
    summary on top, and the missing ones may lie on another page.
    """
    found: set[int] = set()
    for end, step in ((0, -1), (-1, 1)):
        now, before = chain.now[end], chain.before[end]
        newcomer = now + step
        if not 0 <= newcomer < len(compared.now) or newcomer in compared.pairs or newcomer in compared.pinned:
            continue
        outward = -step if chain.reversed else step
        outside = range(before + outward, len(compared.before) if outward > 0 else -1, outward)
        missing = [place for place in outside if place not in compared.still_there]
        dated = all(compared.between(min(now, newcomer), place) for place in missing)
        if extent.longest_hole is None or (dated and extent.allows(missing, SHORT_HOLE)):
            found.update(missing)
    return found


def in_order(
    known: int, read: int, pairs: Mapping[int, int], *, newest_first: bool
) -> list[tuple[int | None, int | None]]:
    """All posts in the order of the blog as it is now: (place now, place before), None where it has none.

    A post that was not read stays behind the neighbour that it stood behind; without any neighbour that was
    read it goes to the end, or to the front where `newest_first` is false.
    """
    chain = chain_of(pairs)
    link = dict(zip(chain.before, chain.now, strict=True))
    still_there = set(pairs.values())
    behind: dict[int, list[int]] = {}
    ahead: list[int] = []
    current: int | None = None
    for place in range(known - 1, -1, -1) if chain.reversed else range(known):
        if place in link:
            current = link[place]
        elif place not in still_there:
            (ahead if current is None else behind.setdefault(current, [])).append(place)
    first = chain.now[0] if chain.now else (read if newest_first else 0)
    ordered: list[tuple[int | None, int | None]] = []
    for place in range(read + 1):
        if place == first:
            ordered += [(None, one) for one in ahead]
        if place < read:
            ordered.append((place, pairs.get(place)))
            ordered += [(None, one) for one in behind.get(place, ())]
    return ordered
