"""The rules of an item, in the newsroom's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.item import (
    BY_HAND,
    Item,
    WorkState,
    require_current,
    require_move,
    require_open,
    require_reason,
)  # fmt: skip
from workbench.model.refusal import RuleBroken, Stale


def an_item(state: WorkState, verdict: str | None = None, version: int = 1) -> Item:
    return Item(
        story_id=1, post_id=1, post_version_id=1, ref="FLD-001", kind="claim", words="The bridge fell.",
        work_state=state, verdict=verdict, version=version,
    )  # fmt: skip


@given(st.sampled_from(WorkState), st.sampled_from(WorkState))
def test_a_move_by_hand_is_allowed_exactly_where_the_table_has_it(here: WorkState, to: WorkState) -> None:
    item = an_item(here, verdict="verified")
    if to in BY_HAND[here]:
        require_move(item, to)
    else:
        with pytest.raises(RuleBroken, match="FLD-001"):
            require_move(item, to)


def test_nothing_is_signed_off_or_dropped_by_hand() -> None:
    reachable = set().union(*BY_HAND.values())
    assert WorkState.SIGNED_OFF not in reachable
    assert WorkState.DROPPED not in reachable


def test_every_work_state_has_a_way_out() -> None:
    assert set(BY_HAND) == set(WorkState)
    assert all(BY_HAND.values())


def test_an_item_without_a_verdict_does_not_go_to_review() -> None:
    with pytest.raises(RuleBroken, match="no verdict yet"):
        require_move(an_item(WorkState.IN_PROGRESS), WorkState.READY_FOR_REVIEW)


@given(st.integers(1, 50), st.integers(1, 50))
def test_a_form_drawn_from_another_version_is_stale(version: int, drawn: int) -> None:
    item = an_item(WorkState.UNSTARTED, version=version)
    if version == drawn:
        require_current(item, drawn)
    else:
        with pytest.raises(Stale, match="nothing was saved"):
            require_current(item, drawn)


def test_a_dismissed_item_is_not_worked_on() -> None:
    with pytest.raises(RuleBroken, match="reopen it"):
        require_open(an_item(WorkState.DROPPED))


@given(st.text(alphabet=" \t\n\r\u2003", max_size=8))
def test_white_space_is_no_reason(blank: str) -> None:
    with pytest.raises(RuleBroken, match="needs a reason"):
        require_reason(blank, "A verdict")
