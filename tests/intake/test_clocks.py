"""Times of day as tickers print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.clocks import clock_in, starts_with_clock


@pytest.mark.parametrize(
    ("line", "clock"),
    [
        ("16:40 A film", "16:40"),
        ("16.40 Uhr: Ein Film", "16.40 Uhr"),
        ("[16:40] A film", "16:40"),
        ("7h05 – Le mur", "7h05"),
        ("9:02 pm: The wall", "9:02 pm"),
        ("19:02 (IST) The wall", "19:02 (IST)"),
        ("16:40 BST A film", "16:40 BST"),
        ("3.11.2026, 16:40 Ein Film", "3.11.2026, 16:40"),
        ("16:40 US officials say", "16:40"),
        ("16:40:31 A film", "16:40:31"),
    ],
)
def test_time_at_the_start_of_a_line(line: str, clock: str) -> None:
    assert starts_with_clock(line) == clock


@pytest.mark.parametrize("line", ["A film at 16:40", "25:40 x", "1640 people", "16:400 x", "", "3:1 for Kestle"])
def test_lines_that_begin_with_no_time(line: str) -> None:
    assert starts_with_clock(line) is None


def test_time_inside_a_short_line() -> None:
    assert clock_in("Posted at 15:01") == "15:01"
    assert clock_in("by Ines on 3/11/2026 at 16.40.28") == "3/11/2026 at 16.40.28"
    assert clock_in("no time at all") is None


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from([":", ".", "h"]))
def test_every_minute_of_the_day_is_a_time(hour: int, minute: int, mark: str) -> None:
    clock = f"{hour}{mark}{minute:02d}"
    assert starts_with_clock(f"{clock} Water at the door") == clock


@given(st.text(max_size=200))
def test_any_line_is_looked_at_without_harm(line: str) -> None:
    for found in (starts_with_clock(line), clock_in(line)):
        assert found is None or found in line
