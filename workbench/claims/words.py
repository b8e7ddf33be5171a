"""The words of one sentence, cut once and read by every rule: no rule runs a pattern over raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

MOST_WORDS = 300
"""A sentence is read up to this many words; the rest of a longer one still belongs to it, unread."""

LONGEST_WORD = 40
"""A longer unbroken run of letters or digits is no word of any lexicon and no figure."""

MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
_LETTERS = rf"[\w{MARKS}]"
_JOINED = rf"(?:['’‑-]{_LETTERS}+)*"
_WORD = re.compile(
    rf"""
    (?!https?://|www\.)[^\W\d_]{_LETTERS}+{_JOINED}  # al-Maliki's, Covid-19, week-long: nearly every word, so tried first
  | (?:https?://|www\.)\S+                        # an address is one word
  | [@\#]\w+                                      # a handle, a tag
  | (?:[^\W\d_]\.){{2,}}                          # U.S., a.m.
  | [^\W\d_]{_LETTERS}*{_JOINED}                  # a, I'm, X-ray
  | \d+(?:[.,:/٫٬\u00a0\u202f'’]\d+)*             # 5,000  10:30  9/11  3.5  ١٬٢٠٠  5 000
  | \.{{2,}}                                      # an ellipsis
  | \S
    """,
    re.VERBOSE,
)
_DIGIT = re.compile(r"\d")
_CURLY = str.maketrans("’‑", "'-")
# Else they would read as us, who, it.
_CAPITAL_NAMES = {"us": ("US", "u.s."), "who": ("WHO", "w.h.o."), "it": ("IT", "i.t.")}
_OPENING = frozenset("“«„")
_CLOSING = frozenset("”»")
_SINGLE = frozenset("'‘’")
DASHES = frozenset("-–—")
QUOTE_MARKS = frozenset("\"'“”«»„‘’")


@dataclass(slots=True)
class Words:
    """Parallel lists over the words of text[start:end]: where each stands, folded to lower case, in quotes or not.

    `quoted` is true for a word inside quotation marks, the marks included. `open_after` says whether a
    quotation is still open behind the last word.
    """

    text: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    lows: list[str] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    open_after: bool = False

    def __len__(self) -> int:
        return len(self.lows)

    def at(self, place: int) -> str:
        """The folded word at a place; "" outside the sentence."""
        return self.lows[place] if 0 <= place < len(self.lows) else ""

    def between(self, first: int, last: int) -> str:
        """The text of the words first..last, last not included."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the words first..last, last not included, stand in the text."""
        return self.spans[first][0], self.spans[last - 1][1]

    def is_capital(self, place: int) -> bool:
        """Whether the word opens with a capital letter."""
        return self.text[self.spans[place][0]].isupper()

    def is_name(self, place: int) -> bool:
        """Whether the word is more than one letter long and opens with a capital, or has one behind its hyphen."""
        start, end = self.spans[place]
        if self.text[start].isupper():
            return end - start > 1
        hyphen = self.lows[place].find("-")
        return hyphen > 0 and self.text[start + hyphen + 1].isupper()

    def names(self) -> Iterator[int]:
        """The places of the words that `is_name` tells."""
        text, lows = self.text, self.lows
        for place, (start, _) in enumerate(self.spans):
            if (text[start].isupper() or "-" in lows[place]) and self.is_name(place):
                yield place

    def has_digits(self) -> bool:
        """Whether any digit stands between the first word and the last."""
        return bool(self.spans) and _DIGIT.search(self.text, self.spans[0][0], self.spans[-1][1]) is not None

    def touches_next(self, place: int) -> bool:
        """Whether nothing, not even a blank, stands between the word and the next."""
        return place + 1 < len(self.spans) and self.spans[place][1] == self.spans[place + 1][0]


def words_of(text: str, start: int, end: int, *, in_quote: bool = False) -> Words:
    """Cut text[start:end] into words; `in_quote` says that a quotation was open before it."""
    spans = [match.span() for match in islice(_WORD.finditer(text, start, end), MOST_WORDS)]
    sentence = text[start:end]
    low = sentence.lower()
    if len(low) == end - start:  # folding keeps every place, as it nearly always does: one call for all words
        low = low.replace("’", "'").replace("‑", "-")
        lows = [low[first - start : last - start] if last - first <= LONGEST_WORD else "" for first, last in spans]
    else:
        lows = [
            text[first:last].lower().translate(_CURLY) if last - first <= LONGEST_WORD else "" for first, last in spans
        ]
    for folded, (written, name) in _CAPITAL_NAMES.items():
        if written in sentence:
            for place, (first, last) in enumerate(spans):
                if lows[place] == folded and text[first:last] == written:
                    lows[place] = name
    words = Words(text, spans, lows)
    _mark_quoted(words, in_quote)
    return words


def _mark_quoted(words: Words, is_open: bool) -> None:
    if not is_open and QUOTE_MARKS.isdisjoint(words.lows):
        words.quoted = [False] * len(words.lows)
        return
    single = False
    for place, low in enumerate(words.lows):
        was = is_open
        if low in _OPENING:
            is_open, single = True, False
        elif low in _CLOSING:
            is_open = False
        elif low == '"':
            is_open, single = _opens(words, place, is_open), False
        elif low in _SINGLE:
            if not is_open:
                is_open = single = _opens(words, place, True)
            elif single or (words.touches_next(place) and words.lows[place + 1] in _SINGLE):
                is_open = single = False
        words.quoted.append(is_open or was)
    words.open_after = is_open and not single


def _opens(words: Words, place: int, is_open: bool) -> bool:
    """Whether a mark opens a quotation: by the blanks around it; where they do not tell, by what was open."""
    start, end = words.spans[place]
    before = words.text[start - 1] if start else " "
    after = words.text[end] if end < len(words.text) else " "
    if before.isspace() or before in "([—–-":
        return not is_open if after.isspace() else True
    return False if after.isspace() or not after.isalnum() else not is_open
