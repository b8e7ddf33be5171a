"""Post ids that come from the words, for documents that give their posts none."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from itertools import islice

LENGTH = 200
# Compatibility normalisation may make one character out of several (a letter and its accents) and takes more
# than linear time on a long run of accents: so it is given this many characters and no more.
_LOOKED_AT = 5 * LENGTH
_IGNORED = frozenset("ZPC")


def normalised(text: str) -> str:
    """The first 200 characters that count: NFKC, case folded, without white space and punctuation."""
    words = "".join(islice(_counting(text), _LOOKED_AT))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words).casefold())
    return "".join(islice(_counting(folded), LENGTH))


def _counting(text: str) -> Iterable[str]:
    return (one for one in text if unicodedata.category(one)[0] not in _IGNORED)


def content_id(text: str) -> str:
    """`t-` and 16 hexadecimal digits: the same for the same words, however they are spaced."""
    return "t-" + sha256(normalised(text).encode("utf-8")).hexdigest()[:16]


def content_ids(texts: Iterable[str]) -> tuple[str, ...]:
    """One id a text, in order; words that come again get `-2`, `-3`, …"""
    seen: Counter[str] = Counter()
    ids = []
    for text in texts:
        one = content_id(text)
        seen[one] += 1
        ids.append(one if seen[one] == 1 else f"{one}-{seen[one]}")
    return tuple(ids)
