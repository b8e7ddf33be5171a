"""Addresses and reference prefixes of stories."""

import re

from hypothesis import given
from hypothesis import strategies as st

from workbench.model.story import ref_prefix_for, slug_for


@given(st.text(max_size=200), st.sets(st.text(max_size=20), max_size=5))
def test_a_slug_is_short_plain_and_free(title: str, taken: set[str]) -> None:
    slug = slug_for(title, taken)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 80
    assert slug not in taken


def test_the_same_title_twice_gets_a_number() -> None:
    assert slug_for("Flood in the Vale", {"flood-in-the-vale", "flood-in-the-vale-2"}) == "flood-in-the-vale-3"


@given(st.text(max_size=200))
def test_a_prefix_is_three_capital_letters(title: str) -> None:
    assert re.fullmatch(r"[A-Z]{3}", ref_prefix_for(title))


def test_a_prefix_reminds_of_its_title() -> None:
    assert ref_prefix_for("Iraq Blog") == "IRQ"
    assert ref_prefix_for("Überschwemmung") == "UBR"
    assert ref_prefix_for("الفيضان") == "STO"
