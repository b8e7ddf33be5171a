"""Words as they are compared: lower case, without accents or vowel marks, cut to a stem."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from workbench.claims.lexicon import FILES, lexicon

LONGEST: Final = 30
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*(?:[.,]\d+)*")
_ENDINGS: Final = tuple("ations ation ments ment ings ing edly ies ied ers ed es ly s".split())
_SHORTEST_STEM: Final = 4
_ARABIC_OPENING: Final = ("وال", "بال", "لل", "ال")


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """The stems of the words that say something, in order; short words that every sentence has are left out.

    Kept for as many texts as a large story has: its pages compare the same claims again and again.
    """
    return tuple(map(stem, words_that_tell(text)))


def words_that_tell(text: str) -> list[str]:
    """The words of a text as they are written, in lower case, without those that every sentence has."""
    stopped = _stopped()
    return [word for word in _WORD.findall(text.lower()) if word not in stopped and len(word) < LONGEST]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """One word in lower case as it is compared: "Détenus" and "detained" keep "detenu" and "detain"."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    plain = plain.replace("’", "'").removesuffix("'s").replace("ى", "ي").replace("ة", "ه")
    for opening in _ARABIC_OPENING:
        if plain.startswith(opening) and len(plain) > len(opening) + 2:
            plain = plain[len(opening) :]
            break
    if plain[:1].isdigit() or not plain.isascii():
        return plain.replace(",", "")
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_STEM:
            return plain.removesuffix(ending).removesuffix("e")
    return plain.removesuffix("e") if len(plain) > _SHORTEST_STEM else plain


@cache
def _stopped() -> frozenset[str]:
    english = (lexicon("en").set_of(name) for name in ("auxiliaries", "not_counted", "boundaries"))
    every = (words for known in map(lexicon, FILES) for words in (known.stop_words, known.set_of("determiners")))
    return frozenset[str]().union(*english, *every)
