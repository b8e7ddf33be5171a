"""Times as documents print them: kept only where they name their offset."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

_SHAPE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.,]{0,14}\s?(Z|[+-]\d\d:?\d\d)", re.ASCII | re.IGNORECASE)


def instant(raw: str) -> datetime | None:
    """The moment that an ISO 8601 time with offset names; None for any other text."""
    if not _SHAPE.fullmatch(raw):
        return None
    try:
        moment = datetime.fromisoformat(raw.upper())
    except ValueError:
        return None
    # Years that no live blog has break arithmetic at the edges of the calendar.
    return moment if moment.tzinfo is not None and 1970 <= moment.year < 2200 else None


def all_one_moment(times: Iterable[str | None]) -> bool:
    """Whether two times or more are given and all name one instant, as a page's own time does."""
    moments = [moment for one in times if one and (moment := instant(one))]
    return len(moments) > 1 and len(set(moments)) == 1
