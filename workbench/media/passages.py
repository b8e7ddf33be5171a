"""Which packets of a video are worth decoding: pure arithmetic over times, no video library."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

NO_TIME = -(2**62)
SPARSE = 2.0  # seconds without a key frame before a frame is taken by time
MOST_BETWEEN = 3_000  # packets decoded for frames that are no key frames: some 10 s of work at 720p


@dataclass
class Walk:
    """The packets in decoding order: their presentation times (NO_TIME: none) and which are key frames."""

    times: array[int]
    keys: list[int]

    @property
    def start(self) -> int:
        return min((pts for pts in self.times if pts != NO_TIME), default=0)

    @property
    def end(self) -> int:
        return max((pts for pts in self.times if pts != NO_TIME), default=0)


@dataclass
class Passage:
    """Packets `first` (a key frame) to `last`, and the presentation times wanted of them."""

    first: int
    last: int
    wanted: set[int] = field(default_factory=set)


def planned(walk: Walk, budget: int, unit: float) -> list[Passage]:
    """At most `budget` frames in passages that do not overlap, in order; `unit` is seconds a tick.

    Key frames first: all of them, or an even choice. Where they are more than SPARSE seconds apart, frames
    between them by time, as long as the decoding stays under MOST_BETWEEN packets.
    """
    keys = spread(walk.keys, budget)
    passages = [Passage(key, key, {walk.times[key]}) for key in keys]
    if len(keys) < len(walk.keys) or NO_TIME in walk.times:
        return passages
    _fill(walk, passages, budget - len(keys), unit)
    return passages


def spread(positions: Sequence[int], budget: int) -> list[int]:
    """All positions, or `budget` of them evenly, the first and the last included."""
    if len(positions) <= budget:
        return list(positions)
    if budget == 1:
        return [positions[0]]
    return [positions[round(step * (len(positions) - 1) / (budget - 1))] for step in range(budget)]


def _fill(walk: Walk, passages: list[Passage], room: int, unit: float) -> None:
    order = sorted(range(len(walk.times)), key=walk.times.__getitem__)
    shown = [walk.times[index] for index in order]
    firsts = [passage.first for passage in passages]
    left = MOST_BETWEEN
    for time in _gaps([walk.times[first] for first in firsts], walk.end, room, unit):
        index = order[min(bisect_left(shown, time), len(order) - 1)]
        number = bisect_right(firsts, index) - 1
        # A frame shown before its key frame (open group of pictures) needs the group before: left out.
        if number < 0 or index in firsts:
            continue
        passage = passages[number]
        cost = index - passage.last
        if cost > left:
            return
        left -= max(cost, 0)
        passage.last = max(passage.last, index)
        passage.wanted.add(walk.times[index])


def _gaps(keys: Iterable[int], end: int, room: int, unit: float) -> Iterator[int]:
    """Times in ticks that part each stretch without a key frame evenly, at most `room` of them."""
    ends = sorted([*keys, end])
    if room <= 0 or len(ends) < 2:
        return
    step = max(SPARSE, (ends[-1] - ends[0]) * unit / room)
    for before, after in pairwise(ends):
        parts = math.ceil((after - before) * unit / step)
        for part in range(1, parts):
            if room == 0:
                return
            room -= 1
            yield before + (after - before) * part // parts
