"""Where words stand in a text, however it is spaced."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from workbench.desk.comparing import bare


def find_words(text: str, words: str, near: int = 0) -> tuple[int, int] | None:
    """Where the words stand in the text, white space aside: the place nearest to `near`, or None."""
    return _nearest(_places(text, words), near)


def still_stands(old: str, span: tuple[int | None, int | None], words: str, new: str) -> tuple[int, int] | None:
    """Where words that stood at `span` of the old text stand in the new one, or None.

    Words that began and ended as whole words still have to: "12 killed" does not stand in "112 killed".
    """
    start, end = span[0] or 0, span[1] or 0
    needed = [cut for cut, place in enumerate((start, end)) if not _inside_word(old, place)]
    places = [
        place
        for place in _places(new, words) or _places_without_space(new, words)
        if not any(_inside_word(new, place[cut]) for cut in needed)
    ]
    return _nearest(places, start)


def _nearest(places: list[tuple[int, int]], near: int) -> tuple[int, int] | None:
    return min(places, key=lambda place: abs(place[0] - near)) if places else None


def _places(text: str, words: str) -> list[tuple[int, int]]:
    parts = [re.escape(part) for part in words.split()]
    return [match.span() for match in re.finditer(r"\s+".join(parts), text)] if parts else []


def _places_without_space(text: str, words: str) -> list[tuple[int, int]]:
    """Where the words stand once all white space is taken out and compatibility forms are made one."""
    wanted = bare(words)
    if not wanted:
        return []
    origins = [(sign, place) for place, one in enumerate(text) for sign in _plain(one)]
    flat = "".join(sign for sign, _ in origins)
    places = []
    at = flat.find(wanted)
    while at >= 0:
        places.append((origins[at][1], origins[at + len(wanted) - 1][1] + 1))
        at = flat.find(wanted, at + 1)
    return places


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    return bare(character)


def _inside_word(text: str, cut: int) -> bool:
    """Whether a cut falls inside a word or a figure: between letters or digits, or at a figure's comma, as in 1,|012."""
    if not 0 < cut < len(text):
        return False
    left, right = text[cut - 1], text[cut]
    if right.isdigit() and left in ".," and cut > 1 and text[cut - 2].isdigit():
        return True
    if left.isdigit() and right in ".," and text[cut + 1 : cut + 2].isdigit():
        return True
    return _letter(left) and _letter(right)


def _letter(character: str) -> bool:
    """Whether it belongs to a word that spaces set apart: so not for scripts that are written without them."""
    if unicodedata.category(character)[0] not in "LMN":
        return False
    return (
        not "\u0e00" <= character <= "\u109f"
        and not "\u1780" <= character <= "\u17ff"
        and not ("\u3040" <= character <= "\u9fff")
    )
