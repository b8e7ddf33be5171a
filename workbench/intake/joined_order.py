"""The posts of two readings in one order, each known by one id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from workbench.intake.posts import ReadPost, with_changes


def renamed(first: Sequence[ReadPost], other: Sequence[ReadPost], pairs: Mapping[int, int]) -> Callable[[str], str]:
    """How an id of the second reading is written in the first: with the same word before it, if all pairs agree."""
    prefixes = Counter(
        first[a].id.removesuffix(other[b].id) for a, b in pairs.items() if first[a].id.endswith(other[b].id)
    )
    if len(prefixes) != 1 or prefixes.total() < len(pairs):
        return lambda own: own
    (prefix,) = prefixes
    return lambda own: own if own.startswith("t-") else prefix + own


def in_order(
    ours: Sequence[ReadPost], theirs: Sequence[ReadPost], pairs: Mapping[int, int], rename: Callable[[str], str]
) -> list[ReadPost]:
    """Our posts in our order, and between them those that only the others have, each behind the same neighbour."""
    ours_of = {b: a for a, b in pairs.items()}
    steps = [ours_of[b] for b in range(len(theirs)) if b in ours_of]
    falling = sum(after < before for before, after in pairwise(steps)) * 2 > len(steps) - 1
    behind: dict[int, list[ReadPost]] = {}
    taken = {post.id for post in ours}
    last = -1
    for place in reversed(range(len(theirs))) if falling else range(len(theirs)):
        if place in ours_of:
            last = ours_of[place]
            continue
        own = rename(theirs[place].id)
        own = own if own not in taken else f"{own}-2"
        taken.add(own)
        behind.setdefault(last, []).append(with_changes(theirs[place], id=own))
    ordered = list(behind.get(-1, []))
    for place, post in enumerate(ours):
        ordered.append(post)
        ordered += behind.get(place, [])
    return ordered
