"""Times as documents print them: an instant only where the document says enough for one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final

from workbench.intake.posts import Precision, ReadTime, ZoneSource

EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
"""Before the web there was no live blog: an earlier time is a default that somebody forgot to fill in."""

AHEAD: Final = timedelta(days=2)
"""How far a time may lie ahead of the clock: zones and wrong clocks, no more."""

_SHAPE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.,]{0,14}\s?(Z|[+-]\d\d:?\d\d)", re.ASCII | re.IGNORECASE)
_WITHOUT_ZONE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SECONDS = re.compile(r"[T ]\d\d:\d\d:\d\d", re.ASCII)
_SPACED = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?) ([+-]\d\d:?\d\d)", re.ASCII)
# Only offsets that are numbers, or Greenwich: other abbreviations mean several zones each.
_MAIL = re.compile(
    r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UTC|UT)", re.ASCII
)
_ASP = re.compile(r"/Date\((-?\d{1,15})([+-]\d{4})?\)/", re.ASCII)
_NUMBER = re.compile(r"\d{9,16}(\.\d{1,9})?", re.ASCII)
# Seconds reach this number in the year 5138, milliseconds did in 1973.
_MILLISECONDS_FROM = 10**11


@lru_cache(maxsize=16_384)
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


def time_of(value: object, zone: tzinfo | None = None, zone_source: ZoneSource = "platform") -> ReadTime | None:
    """A time in any of the spellings of JSON and attributes; None where there is none at all.

    Understood: ISO 8601 with offset; ISO 8601 without one, which becomes an instant only if `zone` is given
    (`zone_source` says who fixed it); a day; seconds or milliseconds since 1970, as number or text;
    `/Date(ms)/`; the date of a mail with its offset. Any other text is kept raw, without an instant.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _counted(value, str(value))
    if not isinstance(value, str) or not (raw := " ".join(value.split())[:100]):
        return None
    if (written := _written_otherwise(raw) or raw) and instant(written):
        return ReadTime(raw, written, "second" if _SECONDS.search(written) else "minute", "offset")
    if asp := _ASP.fullmatch(raw):
        return _counted(int(asp[1]), raw)
    if _NUMBER.fullmatch(raw):
        return _counted(float(raw), raw)
    return _local(raw, zone, zone_source)


def _written_otherwise(raw: str) -> str | None:
    """ISO 8601 for two other spellings that name their offset: with a space before it, and as mails are dated."""
    if spaced := _SPACED.fullmatch(raw):
        return f"{spaced[1]}T{spaced[2]}{spaced[3]}"
    if _MAIL.fullmatch(raw):
        try:
            return parsedate_to_datetime(raw).isoformat()
        except ValueError:
            return None
    return None


def _local(raw: str, zone: tzinfo | None, zone_source: ZoneSource) -> ReadTime:
    if _WITHOUT_ZONE.fullmatch(raw):
        precision: Precision = "second" if _SECONDS.search(raw) else "minute"
        try:
            moment = datetime.fromisoformat(raw.replace(",", "."))
        except ValueError:
            return ReadTime(raw)
        if zone is None or not 1970 <= moment.year < 2200:
            return ReadTime(raw, None, precision)
        return ReadTime(raw, moment.replace(tzinfo=zone).isoformat(), precision, zone_source)
    return ReadTime(raw, None, "day" if _DAY.fullmatch(raw) else "none")


def _counted(number: float, raw: str) -> ReadTime | None:
    """An instant from a count since 1970; the unit is told by the size of the number."""
    try:
        moment = datetime.fromtimestamp(number / 1000 if abs(number) >= _MILLISECONDS_FROM else number, UTC)
    except (OverflowError, ValueError, OSError):
        return ReadTime(raw)
    if moment.year <= 1970:
        return None
    at = moment.isoformat()
    return ReadTime(raw, at, "second", "epoch") if instant(at) else ReadTime(raw)


def impossible(at: str | None, now: datetime) -> bool:
    """Whether an instant lies before live blogs, or ahead of the clock."""
    moment = instant(at) if at else None
    return moment is not None and not EARLIEST <= moment <= now + AHEAD


def all_one_moment(times: Iterable[str | None]) -> bool:
    """Whether two times or more are given and all name one instant, as a page's own time does."""
    moments = [moment for one in times if one and (moment := instant(one))]
    return len(moments) > 1 and len(set(moments)) == 1
