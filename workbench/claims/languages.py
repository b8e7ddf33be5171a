"""Which language a block of text is in: by its script, then by its short words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Final

from workbench.claims.lexicon import FILES, FOLDER, lexicon

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_PERSIAN_OR_URDU = re.compile("[پچژگکیٹڈڑںےہ۔]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_SCRIPTS: Final = (
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("el", re.compile("[\u0370-\u03ff]")),
)
_WORD = re.compile(r"[^\W\d_]{1,12}")
_PLAIN_WORD = re.compile("[a-z]{1,12}")
_NOT_PLAIN = re.compile("[^\x00-\x7f\u00a0-\u00a9\u2000-\u206f\u20a0-\u20bf]")
_READ: Final = 400

SUPPORTED: Final = frozenset(FILES)


def language_of(text: str, start: int = 0, end: int | None = None, *, expected: str | None = None) -> str | None:
    """The language of text[start:end] as a short code ("en", "ar", "fr", …), None where nothing tells.

    `expected` is what the document says ("en-GB"); it is believed where the words do not contradict it.
    """
    words = text[start : min(len(text) if end is None else end, start + _READ)]
    told = expected.lower().replace("_", "-").split("-")[0] if expected else None
    if not _NOT_PLAIN.search(words):  # no letters but a to z, as in nearly all English: nothing to count
        return _of_latin_script(words, told, _PLAIN_WORD) if _LATIN.search(words) else told
    latin, arabic = len(_LATIN.findall(words)), len(_ARABIC.findall(words))
    if arabic > latin:
        return _of_arabic_script(words, told)
    for code, script in _SCRIPTS:
        if len(script.findall(words)) > latin:
            code = "uk" if code == "ru" and _UKRAINIAN.search(words) else code
            return told if told and _same_script(told, code) else code
    return _of_latin_script(words, told, _WORD) if latin else told


def _of_arabic_script(words: str, told: str | None) -> str:
    if told in ("fa", "ur", "ps", "ku"):
        return told
    return "fa" if len(_PERSIAN_OR_URDU.findall(words)) > 2 else "ar"


def _same_script(told: str, code: str) -> bool:
    families = ({"ru", "uk", "bg", "sr", "mk", "be"}, {"zh", "ja"}, {"hi", "mr", "ne"}, {"he", "yi"})
    return told == code or any({told, code} <= family for family in families)


def _of_latin_script(words: str, told: str | None, pattern: re.Pattern[str]) -> str | None:
    """The language with most short words; a near tie goes to the one that the document names."""
    counted: dict[str, int] = {}
    known = _stop_words()
    for word in known.keys() & pattern.findall(words.lower()):
        for code in known[word]:
            counted[code] = counted.get(code, 0) + 1
    best = max(sorted(counted), key=counted.__getitem__, default=None)  # a tie ends alike in every process
    if best is None:
        return told
    if told and counted.get(told, 0) * 2 >= counted[best]:
        return told
    return "en" if counted.get("en", 0) == counted[best] else best


@cache
def _stop_words() -> dict[str, tuple[str, ...]]:
    others = tomllib.loads((FOLDER / "stop_words.toml").read_text(encoding="utf-8"))
    lists = {code: frozenset(str(text).split()) for code, text in others.items()}
    lists |= {code: lexicon(code).stop_words for code in FILES}
    every = frozenset[str]().union(*lists.values())
    return {word: tuple(code for code, words in lists.items() if word in words) for word in every}
