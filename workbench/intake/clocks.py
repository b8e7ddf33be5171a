"""Times of day as tickers print them before an entry: `12:31`, `12.31 Uhr`, `7h05`, `9:02 pm`, `19:02 (IST)`."""

from __future__ import annotations

import re
from typing import Final

_DAY: Final = r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.? \w{3,10}\.? \d{4})"
_CLOCK: Final = (
    r"(?:[01]?\d|2[0-3])(?:[:.][0-5]\d(?:[:.][0-5]\d)?(?: ?[ap]\.?m\.?)?|h[0-5]\d|h| ?[ap]\.?m\b\.?)"
    r"(?: ?(?:uhr|hrs?|h)\b\.?)?"
)
_ZONES = (
    "UTC GMT BST IST WET WEST CET CEST MEZ MESZ EET EEST MSK EST EDT ET CST CDT CT MST MDT MT PST PDT PT AKST HST BRT "
    "ART SAST EAT WAT CAT AST GST PKT NPT WIB WITA WIT SGT HKT JST KST AWST ACST AEST AEDT NZST NZDT"
)
_ZONE: Final = (
    rf"(?-i: ?\((?:[A-Z]{{2,5}})(?:[+-]\d{{1,2}})?\)| (?:{'|'.join(_ZONES.split())})(?:[+-]\d{{1,2}})?(?!\w))?"
)
CLOCK: Final = re.compile(
    rf"\s*[\[(]?(?P<clock>(?:{_DAY},? (?:(?:at|um|à|alle|a las) )?)?{_CLOCK}{_ZONE})[\])]?(?P<mark>\s*[:–—|•·-]+\s*|\s+|$)",
    re.IGNORECASE,
)
"""A clock's time at the start of a line, and the mark or space that parts it from the words."""


def starts_with_clock(line: str) -> str | None:
    """The time of day that a line begins with, as it stands there; None for any other line."""
    found = CLOCK.match(line[:60])
    return found["clock"].strip() if found else None


def clock_in(line: str) -> str | None:
    """The first time of day that a short line holds, with its day if it stands before it: "Posted at 15:01"."""
    return next((found["clock"].strip() for found in _WITHIN.finditer(line[:120])), None)


_WITHIN: Final = re.compile(
    rf"(?<![\w.:])(?P<clock>(?:{_DAY},? (?:(?:at|um|à|alle|a las) )?)?{_CLOCK}{_ZONE})(?![\w])", re.IGNORECASE
)
