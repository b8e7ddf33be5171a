"""The figures of a real live blog, if it stands beside the checkout: who says how many of what."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from workbench.claims.detecting import detect
from workbench.claims.found import Found

SEED = Path(__file__).parents[2].parent / "shared" / "seeds" / "000_dcd08620f5783731.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the real live blog is not beside this checkout")


@cache
def found_in_seed() -> tuple[Found, ...]:
    entries = re.split(r"^  • ", SEED.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    found: list[Found] = []
    for entry in entries:
        text = re.sub(r"\n{2,}", "\n\n", "\n".join(line.strip() for line in entry.split("\n"))).strip()
        lines = text.split("\n")
        headline = lines[0] if len(lines) > 2 and not lines[1] and lines[0][-1:] not in ".:?]" else None
        found += detect(text, headline=headline)
    return tuple(found)


@pytest.mark.parametrize(
    ("value", "low", "high", "unit", "speaker"),
    [
        (44, 44, None, "detainees", "Iraqi police"),
        (52, 52, 52, "detainees", "Iraq's military"),
        (20, 20, 20, "killed", None),
        (275, None, 275, "troops", None),
        (275, None, 275, "military personnel", "President Barack Obama"),
        (58, 58, None, "staff members", None),
        (5000, 5000, None, "Iranians", "a conservative news website in Iran"),
        (60, 54, 66, "people", None),
    ],
)
def test_a_figure_stands_with_its_bounds_its_unit_and_its_speaker_in_a_claim(
    value: float, low: float | None, high: float | None, unit: str, speaker: str | None
) -> None:
    holding = [
        one
        for one in found_in_seed()
        for figure in one.quantities
        if (figure.value, figure.low, figure.high, figure.unit) == (value, low, high, unit)
    ]
    assert [one.attribution for one in holding] == [speaker]
    assert {one.band for one in holding} == {"claim"}


def test_most_of_the_blog_is_listed_and_nothing_is_lost() -> None:
    bands = [one.band for one in found_in_seed() if one.role not in ("credit", "furniture")]
    assert 0.5 < bands.count("claim") / len(bands) < 0.8
    assert bands.count("aside") < bands.count("claim")


def test_who_says_it_is_not_who_carried_it() -> None:
    carried = {one.credit for one in found_in_seed() if one.credit}
    assert {"Reuters", "Associated Press", "AFP", "YouTube"} <= carried
    assert not {one.attribution for one in found_in_seed()} & {"Reuters", "AFP"}


def test_a_video_of_the_blog_carries_the_caveats_of_its_post() -> None:
    titles = [one for one in found_in_seed() if one.role == "embed_title" and one.language == "ar"]
    assert len(titles) == 2
    assert all(one.hedges and one.band == "claim" for one in titles)
