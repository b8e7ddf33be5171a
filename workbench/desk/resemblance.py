"""How alike two texts are, and which of many texts are worth comparing at all.

Posts without an id of their own are known again by their words after an edit. The measure is Dice's
coefficient over the words as a bag (pairs of characters where the text is short): on word lists it tells edits
from other posts as well as difflib does, and it takes linear time on any input, where difflib's worst case is
cubic and a hostile page could choose it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Final

# Scripts written without spaces: each character stands for itself.
_WORD: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\w+")
_LOOKED_AT: Final = 8_000
_SHORT: Final = 16
_RARE: Final = 40
_KEYS: Final = 16
_CANDIDATES: Final = 6


class Bag:
    """The words of one text, counted once however often it is compared. `media` count where it has no words."""

    def __init__(self, text: str, media: Iterable[str] = ()) -> None:
        folded = unicodedata.normalize("NFKC", text[:_LOOKED_AT]).casefold()
        self.words = _WORD.findall(folded)
        self.media = Counter(media)

    @cached_property
    def counted(self) -> Counter[str]:
        return Counter(self.words)

    @cached_property
    def pairs(self) -> Counter[str]:
        """Pairs of neighbouring characters, white space and punctuation aside."""
        bare = "".join(self.words)
        return Counter(bare[at : at + 2] for at in range(max(1, len(bare) - 1)))

    def keys(self) -> Iterator[str]:
        """What an edited text most probably still shares with its first wording: pairs of words."""
        yield from (f"{one} {other}" for one, other in pairwise(self.words))
        if len(self.words) < _SHORT:
            yield from self.words
        yield from self.media


def likeness(one: Bag, other: Bag) -> float:
    """0 (nothing shared) to 1 (the same words), white space, punctuation and case aside."""
    if not one.words or not other.words:
        return _dice(one.media, other.media) if not one.words and not other.words else 0.0
    if min(len(one.words), len(other.words)) < _SHORT:
        return _dice(one.pairs, other.pairs)
    return _dice(one.counted, other.counted)


def _dice(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


class Likely:
    """An index over many bags that names the few that a given one could be another wording of."""

    def __init__(self, bags: Mapping[int, Bag]) -> None:
        self._bags = bags
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, bag in bags.items():
            for key in dict.fromkeys(bag.keys()):
                self._holding[key].append(number)

    def of(self, bag: Bag, near: int = 0) -> list[tuple[int, float]]:
        """The likeliest bags with their likeness, at most six; of equals, those nearest in number to `near`."""
        known = sorted((key for key in dict.fromkeys(bag.keys()) if key in self._holding), key=self._commonness)
        votes: Counter[int] = Counter()
        for key in known[:_KEYS]:
            holding = self._holding[key]
            if len(holding) > _RARE:
                holding = sorted(holding, key=lambda number: abs(number - near))[:_RARE]
            votes.update(holding)
        best = sorted(votes, key=lambda number: (-votes[number], abs(number - near)))[:_CANDIDATES]
        return [(number, likeness(bag, self._bags[number])) for number in best]

    def _commonness(self, key: str) -> int:
        return len(self._holding[key])
