"""Six invented blogs, labelled before the rules were run: what the rules reach on them, as floors.

Each line of labelled/*.jsonl is a post; `sentences` holds what a person would list. "maybe" counts neither way.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from workbench.claims.detecting import detect
from workbench.claims.found import EmbedWords, Found

BLOGS = sorted((Path(__file__).parent / "labelled").glob("*.jsonl"))


@dataclass
class Counts:
    """What was labelled, found, and found right."""

    labelled: int = 0
    found: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        return self.right / max(1, self.labelled)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.found)


@dataclass
class Measured:
    """One blog, or all of them together."""

    units: Counts = field(default_factory=Counts)
    kept: Counts = field(default_factory=Counts)
    claims: Counts = field(default_factory=Counts)
    speakers: Counts = field(default_factory=Counts)
    figures: Counts = field(default_factory=Counts)
    everything: Counts = field(default_factory=Counts)


def found_in(post: dict[str, Any]) -> dict[int, Found]:
    embeds = [EmbedWords(**embed) for embed in post["embeds"]]
    found = detect(post["text"], headline=post["headline"], embeds=embeds, credits=post["credits"])
    return {one.start: one for one in found}


def bare(name: str | None) -> str:
    low = (name or "").lower()
    return next((low.removeprefix(article) for article in ("the ", "a ", "an ") if low.startswith(article)), low)


def same_figure(labelled: list[Any], found: Found, taken: set[int]) -> bool:
    value, low, _, unit = labelled
    for number, figure in enumerate(found.quantities):
        counted = (figure.unit or "").lower().replace("%", "percent").split()[-1:]
        wanted = (unit or "").lower().replace("%", "percent").split()[-1:]
        equal = figure.value == value if value is not None else figure.low == low
        if number not in taken and equal and counted == wanted:
            taken.add(number)
            return True
    return False


def count(sentence: dict[str, Any], found: Found | None, into: Measured) -> None:
    into.units.labelled += 1
    if found is None:
        return
    into.units.right += sentence["text"].startswith(found.text)
    if sentence["band"] != "maybe":
        is_claim = sentence["band"] == "claim"
        into.everything.found += 1
        into.everything.right += is_claim
        into.kept.labelled += is_claim
        into.kept.right += is_claim and found.band != "aside"
        into.claims.labelled += is_claim
        into.claims.found += found.band == "claim"
        into.claims.right += is_claim and found.band == "claim"
    if found.role in ("body", "headline"):
        into.speakers.labelled += bool(sentence["attribution"])
        into.speakers.found += bool(found.attribution)
        named = bool(sentence["attribution"]) and bare(sentence["attribution"]) == bare(found.attribution)
        into.speakers.right += named
    taken: set[int] = set()
    into.figures.labelled += len(sentence["quantities"])
    into.figures.found += len(found.quantities)
    into.figures.right += sum(same_figure(figure, found, taken) for figure in sentence["quantities"])


@cache
def measured(name: str | None = None) -> Measured:
    total = Measured()
    for path in BLOGS:
        if name in (None, path.stem):
            for line in path.read_text(encoding="utf-8").splitlines():
                post = json.loads(line)
                found = found_in(post)
                for sentence in post["sentences"]:
                    count(sentence, found.get(sentence["start"]), total)
    return total


@pytest.mark.parametrize("name", [path.stem for path in BLOGS])
def test_no_blog_of_any_subject_loses_its_claims(name: str) -> None:
    reached = measured(name)
    assert reached.kept.recall >= 0.98
    assert reached.claims.precision >= 0.9
    assert reached.claims.recall >= 0.8


def test_the_claims_of_all_blogs_are_kept_and_listed_far_better_than_by_listing_everything() -> None:
    reached = measured()
    assert reached.units.recall == 1
    assert reached.kept.recall >= 0.99
    assert reached.claims.precision >= 0.95
    assert reached.claims.recall >= 0.9
    assert reached.claims.precision - reached.everything.precision >= 0.3


def test_speakers_and_figures_are_found_as_labelled() -> None:
    reached = measured()
    assert reached.speakers.precision >= 0.95
    assert reached.speakers.recall >= 0.95
    assert reached.figures.precision >= 0.9
    assert reached.figures.recall >= 0.95


def test_the_labelled_blogs_hold_what_they_say() -> None:
    posts = [json.loads(line) for path in BLOGS for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(BLOGS) >= 4
    for post in posts:
        for sentence in post["sentences"]:
            assert post["text"][sentence["start"] :].startswith(sentence["text"])
