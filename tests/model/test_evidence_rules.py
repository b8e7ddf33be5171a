"""What counts as a link, and how origins are counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.columns import now
from workbench.model.evidence import Evidence, independent_origins, require_web_address
from workbench.model.refusal import RuleBroken


@pytest.mark.parametrize(
    "address",
    ["", "news.example/x", "ftp://news.example", "javascript:alert(1)", "http://", "https:///path",
     "https://news.example/a b", "https://news.example/\x00", "data:text/html,x", "http://[::1",
     "https://news.example/" + "x" * 2001],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(RuleBroken):
        require_web_address(address)


@given(st.text(max_size=300))
def test_no_text_breaks_the_check_of_an_address(text: str) -> None:
    try:
        address = require_web_address(text)
    except RuleBroken:
        return
    assert address.startswith(("http://", "https://", "HTTP", "Http")) or address.lower().startswith("http")


def a_piece(source: int | None, origin: int | None, withdrawn: bool = False) -> Evidence:
    return Evidence(
        item_id=1, url="https://news.example", stance="supports", source_id=source, origin_id=origin,
        added_by_id=1, withdrawn_at=now() if withdrawn else None,
    )  # fmt: skip


def test_three_links_that_go_back_to_one_agency_are_one_origin() -> None:
    assert independent_origins([a_piece(1, 9), a_piece(2, 9), a_piece(9, 9)]) == 1


def test_a_withdrawn_link_is_no_origin() -> None:
    assert independent_origins([a_piece(1, 1), a_piece(2, 2, withdrawn=True)]) == 1


@given(st.lists(st.tuples(st.none() | st.integers(1, 5), st.none() | st.integers(1, 5))))
def test_there_are_never_more_origins_than_links(pairs: list[tuple[int | None, int | None]]) -> None:
    pieces = [a_piece(source, origin) for source, origin in pairs]
    assert 0 <= independent_origins(pieces) <= len(pieces)
