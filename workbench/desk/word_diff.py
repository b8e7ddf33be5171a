"""Old words beside new ones, with what differs marked word by word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Final, Literal

from workbench.desk.resemblance import Bag, likeness

# Longer passages are shown whole, one struck out and one new: nobody reads a diff of that length.
_MOST_WORDS: Final = 400
_NO_RELATION: Final = 0.3
# Letters without case in scripts that put no space between words.
_ALONE: Final = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


@dataclass(frozen=True)
class Run:
    """Words that are the same in both, only in the old ones (`gone`) or only in the new ones (`new`)."""

    kind: Literal["same", "gone", "new"]
    text: str


def word_diff(was: str, now: str) -> tuple[Run, ...]:
    """The runs of both texts in reading order: all but `new` make up `was`, all but `gone` make up `now`.

    White space is no difference: words that are the same stand as they stand in `now`.
    """
    old, new = _words(was), _words(now)
    if len(old) > _MOST_WORDS or len(new) > _MOST_WORDS:
        return _runs(("gone", was), ("new", now))
    runs: tuple[Run, ...] = ()
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    for act, a, b, c, d in matcher.get_opcodes():
        if act == "equal":
            runs += _runs(("same", "".join(new[c:d])))
        else:
            runs += _runs(("gone", "".join(old[a:b])), ("new", "".join(new[c:d])))
    return runs


def _runs(*runs: tuple[Literal["same", "gone", "new"], str]) -> tuple[Run, ...]:
    return tuple(Run(kind, text) for kind, text in runs if text)


def nearest(words: str, sentences: Iterable[str]) -> str | None:
    """The sentence that is most like `words`; None if none has anything to do with them."""
    bag = Bag(words)
    rated = [(likeness(bag, Bag(sentence)), sentence) for sentence in sentences]
    best = max(rated, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] >= _NO_RELATION else None


def _words(text: str) -> Sequence[str]:
    """Words with their accents and vowel signs, and each other character; the white space behind goes with them."""
    words: list[str] = []
    for kind, group in groupby(text.lstrip(), _kind):
        run = "".join(group)
        if kind == "space":
            words[-1] += run
        else:
            words += [run] if kind == "word" else list(run)
    return words


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    if character.isspace():
        return "space"
    if unicodedata.category(character)[0] not in "LNM" and character not in "\u200c\u200d":
        return "sign"
    return "alone" if unicodedata.name(character, "").startswith(_ALONE) else "word"
