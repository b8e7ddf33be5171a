"""Which of the posts read now is which of the posts stored before.

In this order: the same id; the same id in another spelling; the same words, for posts whose id comes from
their words; and for the rest that has no id of its own, likeness within the order of the blog.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Final

from workbench.desk.placing import chain_of
from workbench.desk.post_identity import Entry, holders, may_be_one, prefixes
from workbench.desk.resemblance import Bag, Likely
from workbench.intake.identity import content_id

ENOUGH: Final = 0.8
WITH_SAME_MINUTE: Final = 0.6
ELSEWHERE_OR_LATER: Final = 0.9
SUPPORT: Final = 0.05

Keys = Callable[[Entry], Iterable[Hashable]]


class _Pairs:
    """Pairs found so far, and who is still alone."""

    def __init__(self, known: Sequence[Entry], read: Sequence[Entry]) -> None:
        self.known, self.read = known, read
        self.found: dict[int, int] = {}
        self.alone_before = dict.fromkeys(range(len(known)))
        self.alone_now = dict.fromkeys(range(len(read)))

    def join(self, now: int, before: int) -> None:
        self.found[now] = before
        del self.alone_now[now], self.alone_before[before]


def paired(known: Sequence[Entry], read: Sequence[Entry]) -> dict[int, int]:
    """The place in `read` to the place in `known`, for each post that is in both; one to one.

    `known` stands in the order of the blog as it was, `read` in the order of the document.
    """
    pairs = _Pairs(known, read)
    _same_id(pairs)
    _other_spelling(pairs)
    _same_words(pairs, another_numbering=not pairs.found)
    _alike(pairs)
    return pairs.found


def _same_id(pairs: _Pairs) -> None:
    before = {entry.id: place for place, entry in enumerate(pairs.known) if not entry.from_words}
    for now in list(pairs.alone_now):
        place = before.get(pairs.read[now].id)
        if place is not None and place in pairs.alone_before:
            pairs.join(now, place)


def _other_spelling(pairs: _Pairs) -> None:
    """Join posts whose ids differ only in a word prefix, where just one post on each side has that core."""
    if not pairs.alone_now or not pairs.alone_before:
        return
    before, now = holders(pairs.known), holders(pairs.read)
    words_before, words_now = prefixes(pairs.known), prefixes(pairs.read)
    for core, places in now.items():
        others = before.get(core, [])
        if len(places) != 1 or len(others) != 1:
            continue
        one, other = places[0], others[0]
        if one not in pairs.alone_now or other not in pairs.alone_before:
            continue
        if may_be_one(pairs.read[one], pairs.known[other], words_before, words_now):
            pairs.join(one, other)


def _same_words(pairs: _Pairs, *, another_numbering: bool) -> None:
    """Join posts by content key where one of the two has no id of its own.

    Where not one id was found again the blog was numbered anew (or is read in another format): then the
    words decide for all posts, if they are the same for three at least and for half of them.
    """
    before = _by_content(pairs.known, pairs.alone_before, pairs.read, pairs.alone_now, another_numbering)
    now = _by_content(pairs.read, pairs.alone_now, pairs.known, pairs.alone_before, another_numbering)
    shared = before.keys() & now.keys()
    anew = another_numbering and len(shared) >= max(3, min(len(before), len(now)) / 2)
    for key in shared:
        if len(now[key]) == len(before[key]) == 1:
            _join_fitting(pairs, now[key], before[key], _in_turn, anew)
            continue
        for fitting in _FITTINGS:
            _join_fitting(pairs, now[key], before[key], fitting, anew)


def _by_content(
    own: Sequence[Entry],
    alone: Iterable[int],
    others: Sequence[Entry],
    others_alone: Iterable[int],
    another_numbering: bool,
) -> dict[str, list[int]]:
    needed = another_numbering or any(others[place].from_words for place in others_alone)
    found: dict[str, list[int]] = defaultdict(list)
    for place in alone:
        entry = own[place]
        # Words alone tell posts apart: one that is nothing but a video is known by the video.
        if (entry.text.strip() or not entry.media) and (
            key := entry.from_words or (content_id(entry.text) if needed else None)
        ):
            found[key].append(place)
    return found


def _in_turn(_entry: Entry) -> Iterable[Hashable]:
    return [()]


# Posts of the same words are told apart by time and media first, and only then by their order.
_FITTINGS: Final[tuple[Keys, ...]] = (
    lambda entry: [(entry.minute, entry.media)] if entry.minute and entry.media else [],
    lambda entry: [entry.minute] if entry.minute else [],
    lambda entry: [entry.media] if entry.media else [],
    _in_turn,
)


def _join_fitting(pairs: _Pairs, now: Sequence[int], before: Sequence[int], keys: Keys, anew: bool) -> None:
    waiting: Mapping[Hashable, list[int]] = defaultdict(list)
    for place in reversed(before):
        for key in keys(pairs.known[place]) if place in pairs.alone_before else ():
            waiting[key].append(place)
    for place in now:
        if place not in pairs.alone_now:
            continue
        for key in keys(pairs.read[place]):
            if queue := waiting[key]:
                if not anew and both_have_ids(pairs.read[place], pairs.known[queue[-1]]):
                    continue
                pairs.join(place, queue.pop())
                break


def both_have_ids(one: Entry, other: Entry) -> bool:
    return one.from_words is None and other.from_words is None


def _alike(pairs: _Pairs) -> None:
    """Join what is left by likeness: enough of it between the same neighbours, more of it anywhere else."""
    chain = chain_of(pairs.found)
    bags = {place: _bag(pairs.known[place]) for place in pairs.alone_before}
    likely = Likely(bags)
    candidates = []
    for now in pairs.alone_now:
        expected = chain.expected(now)
        for before, likeness in likely.of(_bag(pairs.read[now]), expected):
            here = chain.gap_now(now) == chain.gap_before(before)
            one, other = pairs.read[now], pairs.known[before]
            if likeness >= _wanted(one, other, here=here):
                candidates.append((-likeness - _support(one, other, here=here), abs(before - expected), now, before))
    for _, _, now, before in sorted(candidates):
        if now in pairs.alone_now and before in pairs.alone_before:
            pairs.join(now, before)


def _support(one: Entry, other: Entry, *, here: bool) -> float:
    """What speaks for a pair beside its words, where several would do: its place and its media."""
    media = bool(one.media & other.media) - bool(one.media and other.media and not one.media & other.media)
    return SUPPORT * (here + media)


def _bag(entry: Entry) -> Bag:
    return Bag(entry.text, entry.media)


def _wanted(now: Entry, before: Entry, *, here: bool) -> float:
    """How alike two posts have to be to count as one; more than 1 for those that can't be one."""
    if both_have_ids(now, before):
        return 2.0
    timed = now.minute is not None and before.minute is not None
    if timed and now.minute != before.minute:
        return ELSEWHERE_OR_LATER if here else 2.0
    if not here or before.withdrawn:
        return ELSEWHERE_OR_LATER
    return WITH_SAME_MINUTE if timed else ENOUGH


def same_post(known: Sequence[Entry], ids: Iterable[str]) -> set[int]:
    """The places of the known posts that these ids speak of, in whatever spelling."""
    named = [Entry(one, "") for one in dict.fromkeys(ids) if one]
    pairs = _Pairs(known, named)
    _same_id(pairs)
    _other_spelling(pairs)
    return set(pairs.found.values())
