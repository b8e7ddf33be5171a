"""Claims in nearly the same words with another figure, whatever it counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.claims.contradictions import ConflictKind, conflicts
from workbench.claims.detecting import detect
from workbench.claims.restated import Restated, restated
from workbench.claims.statement import Statement

OTHERS = [
    "The council of Wick met on Tuesday, its clerk said.",
    "Rain fell on the harbour of Orvik all night.",
    "A bus left the road near Dalton, police say.",
]


def told(*texts: str) -> list[Statement]:
    """Each text as a claim in a post of its own."""
    listed = []
    for number, text in enumerate(texts):
        found = max(detect(text), key=lambda one: len(one.text))
        listed.append(
            Statement(
                key=number + 1, words=found.text, post=number, speaker=found.attribution, places=found.places,
                dates=found.dates, quantities=found.quantities, language=found.language,
            )
        )  # fmt: skip
    return listed


def pairs(*texts: str) -> list[tuple[float | None, float | None]]:
    return [(one.first.quantity.value, one.second.quantity.value) for one in restated(told(*texts, *OTHERS))]


@pytest.mark.parametrize(
    ("one", "other", "figures"),
    [
        ("The crew had been on duty for 11 hours when the ferry sailed.", "The crew had been on duty for 17 hours when the ferry sailed.", (11, 17)),
        ("The runway at Wick is 1,799 metres long and was resurfaced in May.", "The runway at Wick is 1,520 metres long and was resurfaced in May.", (1799, 1520)),
        ("Three sources close to the board told us the sale is off.", "Five sources close to the board told us the sale is off.", (3, 5)),
        ("More than 20 lorries waited at the Tarn crossing on Monday.", "On Monday more than 90 lorries waited at the Tarn crossing.", (20, 90)),
    ],
)  # fmt: skip
def test_a_changed_figure_is_found_whatever_it_counts(one: str, other: str, figures: tuple[int, int]) -> None:
    assert pairs(one, other) == [figures]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The crew had been on duty for 11 hours when the ferry sailed.", "The crew had been on duty for 11 hours when the ferry sailed."),
        ("The hospital in Lund has 40 beds for patients with fever.", "The hospital in Wick has 65 beds for patients with fever."),
        ("On Monday the mill made 40 tonnes of fine paper.", "On Friday the mill made 65 tonnes of fine paper."),
        ("Anna Lind scored 12 goals for the harbour club.", "Peter Holm scored 19 goals for the harbour club."),
        ("The mill made 40 tonnes of fine paper, 12 of them white.", "The mill made 40 tonnes of fine paper, 12 of them white."),
        ("The blast at the mill injured 17 workers.", "The blast at the mill killed 9 workers."),
    ],
)  # fmt: skip
def test_what_agrees_or_speaks_of_another_place_day_person_or_measure_is_not(one: str, other: str) -> None:
    assert pairs(one, other) == []


def test_two_sentences_of_one_post_are_not_held_against_each_other() -> None:
    first, second = told("The mill in Wick made 40 tonnes of paper.", "The mill in Wick made 65 tonnes of paper.")
    assert list(restated([first, replace(second, post=0)])) == []


@given(st.integers(3, 10_000), st.integers(3, 10_000))
def test_any_other_number_is_a_conflict_and_the_same_one_is_none(one: int, other: int) -> None:
    words = "The engineers of the Orvik line have laid {} sleepers since the spring thaw."
    found = conflicts(told(words.format(one), words.format(other), *OTHERS))
    if one == other:
        assert found == []
    else:
        assert len(found) == 1
        assert found[0].kind in (ConflictKind.CONFLICT, ConflictKind.DIFFERS)
        assert found[0].kind is ConflictKind.CONFLICT or abs(one - other) <= 0.1 * max(one, other)


@given(st.permutations(range(4)))
def test_the_order_of_the_claims_changes_no_pair(order: list[int]) -> None:
    def both(found: Restated) -> frozenset[float | None]:
        return frozenset((found.first.quantity.value, found.second.quantity.value))

    listed = told(
        "The crew had been on duty for 11 hours when the ferry sailed.",
        "The crew had been on duty for 17 hours when the ferry sailed.",
        *OTHERS[:2],
    )
    assert set(map(both, restated(listed))) == set(map(both, restated([listed[place] for place in order])))
