import itertools
from array import array

from hypothesis import given
from hypothesis import strategies as st

from workbench.media.passages import MOST_BETWEEN, NO_TIME, SPARSE, Walk, planned, spread


@st.composite
def walks(draw):
    """Films of 25 ticks a second, in decoding order: within a group the frames may be shuffled as B-frames are."""
    times: list[int] = []
    keys: list[int] = []
    for size in draw(st.lists(st.integers(1, 200), min_size=1, max_size=12)):
        keys.append(len(times))
        first = len(times)
        rest = list(range(first + 1, first + size))
        for place in range(0, len(rest) - 2, 3):
            rest[place : place + 3] = [rest[place + 2], rest[place], rest[place + 1]]
        times += [first, *rest]
    return Walk(array("q", times), keys)


@given(walks(), st.integers(1, 30))
def test_a_plan_keeps_the_budget_in_order_without_overlap(walk, budget):
    plan = planned(walk, budget, 1 / 25)
    assert 1 <= sum(len(passage.wanted) for passage in plan) <= budget
    assert all(passage.first in walk.keys and passage.first <= passage.last for passage in plan)
    assert all(before.last < after.first for before, after in itertools.pairwise(plan))
    assert sum(passage.last - passage.first for passage in plan) <= MOST_BETWEEN


@given(walks(), st.integers(1, 30))
def test_what_is_wanted_lies_in_its_passage(walk, budget):
    for passage in planned(walk, budget, 1 / 25):
        assert passage.wanted <= set(walk.times[passage.first : passage.last + 1])
        assert walk.times[passage.first] in passage.wanted


@given(walks())
def test_with_room_enough_no_stretch_stays_longer_than_sparse(walk):
    wanted = sorted(time for passage in planned(walk, 1000, 1 / 25) for time in passage.wanted)
    stretches = [after - before for before, after in zip(wanted, [*wanted[1:], walk.end], strict=True)]
    assert max(stretches) / 25 <= SPARSE + 3 / 25


def test_packets_without_times_give_their_key_frames():
    walk = Walk(array("q", [NO_TIME] * 500), [0, 100])
    assert [(passage.first, passage.last, passage.wanted) for passage in planned(walk, 24, 1.0)] == [
        (0, 0, {NO_TIME}),
        (100, 100, {NO_TIME}),
    ]


@given(st.lists(st.integers(), min_size=1, max_size=100, unique=True).map(sorted), st.integers(1, 50))
def test_an_even_choice_keeps_both_ends(positions, budget):
    chosen = spread(positions, budget)
    assert len(set(chosen)) == len(chosen) == min(budget, len(positions))
    assert chosen == sorted(chosen)
    assert chosen[0] == positions[0]
    assert budget == 1 or chosen[-1] == positions[-1]


def test_a_film_of_one_key_frame_and_ten_hours_is_not_decoded_whole():
    walk = Walk(array("q", range(10 * 3600 * 25)), [0])
    [passage] = planned(walk, 24, 1 / 25)
    assert passage.last - passage.first <= MOST_BETWEEN
