"""A time counts only where it names its offset."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.times import all_one_moment, instant, time_of

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2198, 1, 1), timezones=OFFSETS)  # noqa: DTZ001 - bounds are naive by contract


@given(MOMENTS)
def test_iso_time_with_offset_is_the_moment_it_names(moment: datetime) -> None:
    assert instant(moment.isoformat()) == moment


@given(MOMENTS)
def test_time_without_offset_is_no_moment(moment: datetime) -> None:
    assert instant(moment.replace(tzinfo=None).isoformat()) is None


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    assert instant(text) is None or instant(text).tzinfo is not None  # type: ignore[union-attr] # just told apart


@pytest.mark.parametrize("raw", ["2026-11-03T16:10:00Z", "2026-11-03t16:10z", "2026-11-03T17:10:00+0100"])
def test_ways_to_write_the_same_moment(raw: str) -> None:
    assert instant(raw) == datetime(2026, 11, 3, 16, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "2026-11-03",
        "16:10",
        "yesterday",
        "2026-13-03T16:10Z",
        "0001-01-01T00:00:00+14:00",
        "٢٠٢٦-11-03T16:10Z",
    ],
)
def test_what_is_no_moment(raw: str) -> None:
    assert instant(raw) is None


def test_equal_moments_are_compared_as_moments_not_as_text() -> None:
    assert all_one_moment(["2026-11-03T16:10:00Z", None, "2026-11-03T17:10:00+01:00"])
    assert not all_one_moment(["2026-11-03T16:10:00Z", "2026-11-03T16:10:00+01:00"])
    assert not all_one_moment(["2026-11-03T16:10:00Z"])
    assert not all_one_moment([None, None])


@pytest.mark.parametrize(
    ("written", "at", "precision", "zone"),
    [
        ("2026-11-03T16:40:07Z", "2026-11-03T16:40:07Z", "second", "offset"),
        ("2026-11-03T16:40Z", "2026-11-03T16:40Z", "minute", "offset"),
        ("2026-11-03 16:40:07 +0530", "2026-11-03T16:40:07+0530", "second", "offset"),
        ("Tue, 03 Nov 2026 16:40:07 GMT", "2026-11-03T16:40:07+00:00", "second", "offset"),
        ("03 Nov 2026 16:40:07 -0500", "2026-11-03T16:40:07-05:00", "second", "offset"),
        (1793724007, "2026-11-03T16:40:07+00:00", "second", "epoch"),
        ("1793724007000", "2026-11-03T16:40:07+00:00", "second", "epoch"),
        ("/Date(1793724007000+0000)/", "2026-11-03T16:40:07+00:00", "second", "epoch"),
        ("Tue, 03 Nov 2026 16:40:07 IST", None, "none", "none"),
        ("2026-11-03T16:40:07", None, "second", "none"),
        ("2026-11-03", None, "day", "none"),
        ("4m ago", None, "none", "none"),
    ],
)
def test_spellings_of_times(written: object, at: str | None, precision: str, zone: str) -> None:
    time = time_of(written)
    assert time is not None
    assert (time.at, time.precision, time.zone, time.raw) == (at, precision, zone, str(written))


def test_platform_fixes_the_zone_of_a_time_without_one() -> None:
    time = time_of("2026-11-03T16:40:07", UTC)
    assert time is not None
    assert (time.at, time.zone) == ("2026-11-03T16:40:07+00:00", "platform")
