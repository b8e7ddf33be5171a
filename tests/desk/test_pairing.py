"""The posts of two readings are found again in each other: by id, by its spelling, by words, by likeness."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.desk.pairing import paired, same_post
from workbench.desk.placing import Compared, Extent, chain_of, gone, in_order
from workbench.desk.post_identity import Entry, spelling
from workbench.intake.identity import content_id, content_ids

WORDS = "quay ferry mayor storm bridge police school market river engine harvest lantern orchard signal".split()


def said(number: int) -> str:
    """Twenty words that are like no other number's."""
    return " ".join(f"{WORDS[(number * 7 + at * at) % 14]}{number * 31 + at}" for at in range(20))


def keyless(*texts: str, at: str | None = None) -> list[Entry]:
    return [Entry(key, text, posted_at=at) for key, text in zip(content_ids(texts), texts, strict=True)]


def test_equal_ids_are_the_same_post_whatever_the_words() -> None:
    assert paired([Entry("a1", "x"), Entry("a2", "y")], [Entry("a2", "other"), Entry("a3", "x")]) == {0: 1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("block-6462ab8f8f08", "6462ab8f8f08"),
        ("post_123", "123"),
        ("liveblog-entry-123", "post-123"),
        ("123", "entry123"),
        ("https://blog.example/live#block-6462ab", "6462ab"),
        ("block-64F2", "64f2"),
    ],
)
def test_ids_that_differ_in_a_word_in_front_are_the_same_post(one: str, other: str) -> None:
    assert paired([Entry(one, "x")], [Entry(other, "y")]) == {0: 0}
    assert paired([Entry(other, "x")], [Entry(one, "y")]) == {0: 0}


def test_ids_that_differ_in_more_than_a_word_are_two_posts() -> None:
    for one, other in (("post-123", "post-124"), ("123", "1234"), ("comment-a", "post-a"), ("a1", "b2")):
        assert paired([Entry(one, "x")], [Entry(other, "x y")]) == {}, (one, other)


def test_where_the_blog_uses_both_words_they_mean_different_things() -> None:
    known = [Entry("post-1", "one"), Entry("comment-2", "two")]
    assert paired(known, [Entry("post-2", "three"), Entry("comment-9", "four")]) == {}


def test_a_shared_fragment_makes_no_pair_of_two_ids_in_one_spelling() -> None:
    permalink = "https://blog.example/live#comments-77"
    assert paired([Entry("p-1", "x", permalink)], [Entry("p-2", "y", permalink)]) == {}


def test_two_posts_with_one_core_are_not_guessed_between() -> None:
    assert paired([Entry("7", "x")], [Entry("post-7", "y"), Entry("ad-7", "z")]) == {}


@pytest.mark.parametrize(
    "permalink",
    [
        "https://b.example/live#block-64f2",
        "https://b.example/live?update=64f2",
        "https://b.example/l?page=with:block-64f2",
    ],
)
def test_a_permalink_names_the_post_too(permalink: str) -> None:
    assert paired([Entry("64f2", "x")], [Entry("t-0123456789abcdef", "y", permalink)]) == {0: 0}


def test_the_same_words_are_the_same_post_in_any_order() -> None:
    known = keyless(*(said(one) for one in range(5)))
    read = keyless(*(said(one) for one in (4, 2, 0, 9)))
    assert paired(known, read) == {0: 4, 1: 2, 2: 0}


def test_a_post_without_id_is_found_by_its_words_among_posts_with_ids() -> None:
    known = [Entry(f"p{one}", said(one)) for one in range(4)]
    assert paired(known, keyless(said(2), said(3))) == {0: 2, 1: 3}
    assert paired(keyless(said(2), said(3)), known) == {2: 0, 3: 1}


def test_posts_of_the_same_words_are_told_apart_by_their_minute() -> None:
    old = [Entry("t-0123456789abcdef", "Stay with us", posted_at="2026-03-02T10:00:00+01:00")]
    new = [
        Entry("t-0123456789abcdef", "Stay with us", posted_at="2026-03-02T18:00:00+01:00"),
        Entry("t-0123456789abcdef-2", "Stay with us", posted_at="2026-03-02T09:00:30+00:00"),
    ]
    assert paired(old, new) == {1: 0}


def test_edited_words_keep_their_post_between_the_same_neighbours() -> None:
    old = keyless(*(said(one) for one in range(6)))
    edited = said(3).replace(said(3).split()[4], "seventeen")
    read = keyless(said(0), said(1), said(2), edited, said(4), said(5))
    assert paired(old, read)[3] == 3


def test_an_edited_post_is_found_where_the_blog_is_read_the_other_way_round() -> None:
    old = keyless(*(said(one) for one in range(6)))
    edited = said(3).replace(said(3).split()[4], "seventeen")
    read = keyless(said(5), said(4), edited, said(2), said(1), said(0))
    assert paired(old, read) == {0: 5, 1: 4, 2: 3, 3: 2, 4: 1, 5: 0}


def test_posts_with_different_ids_are_never_one_however_alike() -> None:
    known = [Entry("p1", said(1)), Entry("p2", said(2)), Entry("p3", said(3))]
    read = [Entry("p1", said(1)), Entry("p9", said(2)), Entry("p3", said(3))]
    assert paired(known, read) == {0: 0, 2: 2}


def test_a_blog_that_numbers_its_posts_anew_is_found_by_its_words() -> None:
    known = [Entry(f"old:{one}", said(one)) for one in range(6)]
    read = [Entry(f"n{one + 500}", said(one)) for one in range(5)]
    assert paired(known, read) == {one: one for one in range(5)}


def test_two_posts_of_the_same_words_are_no_new_numbering() -> None:
    assert paired([Entry("p1", said(1)), Entry("p2", said(2))], [Entry("q3", said(1)), Entry("q4", said(9))]) == {}


def test_an_equal_minute_supports_and_never_decides() -> None:
    at = "2026-03-02T10:00:00Z"
    assert paired(keyless(said(1), at=at), keyless(said(2), at=at)) == {}


def test_another_minute_speaks_against_formulas_being_one_post() -> None:
    old = keyless("Goal for Lumford, scored by Ilkay Orr after a corner", at="2026-03-02T10:00:00Z")
    new = keyless("Goal for Lumford, scored by Tam Vash after a corner", at="2026-03-02T10:31:00Z")
    assert paired(old, new) == {}


def test_posts_without_words_are_known_by_their_media() -> None:
    old = [
        Entry("t-e3b0c44298fc1c14", "", media=frozenset({"x:1"})),
        Entry("t-e3b0c44298fc1c14-2", "", media=frozenset({"x:2"})),
    ]
    new = [
        Entry("t-e3b0c44298fc1c14", "", media=frozenset({"x:9"})),
        Entry("t-e3b0c44298fc1c14-2", "", media=frozenset({"x:1"})),
    ]
    assert paired(old, new) == {1: 0}


@given(st.lists(st.text(max_size=12), max_size=12), st.lists(st.text(max_size=12), max_size=12))
def test_pairs_are_one_to_one_for_any_texts(before: list[str], now: list[str]) -> None:
    pairs = paired(keyless(*before), keyless(*now))
    assert len(set(pairs.values())) == len(pairs)
    assert all(place < len(now) and other < len(before) for place, other in pairs.items())


@given(st.lists(st.text(max_size=12), max_size=12), st.booleans())
def test_every_post_of_a_blog_is_found_in_itself(texts: list[str], native: bool) -> None:
    posts = [Entry(f"p{place}", text) for place, text in enumerate(texts)] if native else keyless(*texts)
    assert paired(posts, posts) == {place: place for place in range(len(posts))}


@given(st.permutations(range(12)), st.integers(0, 12))
def test_any_order_and_any_part_of_a_blog_is_found_again(order: list[int], shown: int) -> None:
    known = keyless(*(said(one) for one in range(12)))
    read = keyless(*(said(one) for one in order[:shown]))
    assert paired(known, read) == dict(enumerate(order[:shown]))


def test_five_thousand_posts_with_five_hundred_unmatched_take_under_two_seconds() -> None:
    old = [f"{said(one)} {said(one + 9000)}" for one in range(5000)]
    new = [text.replace("ferry", "barge", 2) if place % 10 == 0 else text for place, text in enumerate(old)]
    new = [f"Update. {text}" if place % 10 == 0 else text for place, text in enumerate(new)]
    known, read = keyless(*old), keyless(*new)
    began = time.process_time()
    pairs = paired(known, read)
    assert time.process_time() - began < 2
    assert pairs == {place: place for place in range(5000)}


def test_repeated_words_chosen_to_be_slow_are_not() -> None:
    known = [Entry(f"t-{one:016x}", "a b " * 4000 + str(one)) for one in range(300)]
    read = [Entry(f"t-{one + 900:016x}", "b a " * 4000 + str(one)) for one in range(300)]
    began = time.process_time()
    paired(known, read)
    assert time.process_time() - began < 2


def test_an_id_declared_removed_is_found_in_any_spelling() -> None:
    known = [Entry("block-64f2", "x"), Entry("block-64f3", "y")]
    assert same_post(known, ["64f3", "", "block-77"]) == {1}


def test_the_core_of_an_id_holds_a_figure() -> None:
    assert spelling("liveblog-entry-12") == ("liveblog-entry-", "12")
    assert spelling("comment-abc") is None
    assert spelling("6462abc") == ("", "6462abc")


def test_content_keys_are_the_reader_s_own() -> None:
    assert Entry(content_id("Some words"), "Some words").from_words == content_id("some WORDS!")


WHOLE, DECLARED, PART = Extent(whole=True), Extent(whole=True, longest_hole=None), Extent(whole=False)


Hours = Sequence[int | None]


def missing(
    pairs: dict[int, int],
    extent: Extent,
    *,
    known: int = 0,
    pinned: Sequence[int] = (),
    hours: tuple[Hours, Hours] = ((), ()),
) -> set[int]:
    """What is gone by these pairs; `hours` are those of publication before and now, of day 2, None for no time."""
    before, now = ([datetime(2026, 3, 2, hour, tzinfo=UTC) if hour else None for hour in side] for side in hours)
    before += [None] * (max(known, *pairs.values()) + 1 - len(before))
    now += [None] * (max(pairs) + 1 - len(now))
    return gone(Compared(before, now, pairs, pinned), extent)


def test_what_is_missing_between_neighbours_that_stayed_is_gone() -> None:
    assert missing({0: 0, 1: 2}, WHOLE) == {1}
    assert missing({0: 0, 1: 2}, PART) == {1}


def test_what_is_missing_beside_posts_not_known_is_gone_only_from_a_whole_reading() -> None:
    assert missing({0: 0, 2: 2}, WHOLE) == {1}
    assert missing({0: 0, 2: 2}, PART) == set()


@pytest.mark.parametrize("extent", [WHOLE, DECLARED, PART])
def test_what_is_missing_at_either_end_proves_nothing(extent: Extent) -> None:
    assert missing({0: 3, 1: 4}, extent, known=9) == set()


def test_the_newest_post_is_gone_where_newer_ones_stand_in_its_place() -> None:
    grown = {2: 1, 3: 2, 4: 3}
    assert missing(grown, DECLARED) == {0}
    assert missing(grown, WHOLE, hours=([9, 8, 7, 6], [11, 10, 8, 7, 6])) == {0}


def test_without_times_or_a_declared_end_a_new_post_on_top_proves_nothing() -> None:
    assert missing({1: 2, 2: 3, 3: 4}, WHOLE) == set()
    assert missing({1: 2, 2: 3, 3: 4}, PART) == set()
    too_many = [19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8]
    assert missing({1: 9, 2: 10, 3: 11}, WHOLE, hours=(too_many, [20, 10, 9, 8])) == set()
    summary_on_top = ([5, 6, 7, 8, 9], [20, 7, 8, 9])
    assert missing({1: 2, 2: 3, 3: 4}, WHOLE, hours=summary_on_top) == set()


def test_what_is_dated_outside_of_the_posts_read_is_not_seen() -> None:
    assert missing({0: 0, 1: 2}, DECLARED, hours=([9, 4, 8], [9, 8])) == set()
    assert missing({0: 0, 1: 2}, DECLARED, hours=([9, 8, 7], [9, 7])) == {1}


def test_an_order_that_was_turned_over_proves_nothing() -> None:
    scrambled = dict(enumerate([12, 6, 0, 14, 8, 2, 16, 10, 4]))
    assert missing(scrambled, WHOLE) == set()


def test_an_old_post_pinned_to_the_top_opens_no_gap() -> None:
    newest = {place + 1: place for place in range(10)} | {0: 40}
    assert missing(newest, WHOLE, pinned=[0]) == set()
    assert missing(newest, DECLARED) == set(), "even where nothing says that it is pinned"


def test_a_pinned_post_is_no_neighbour_even_where_it_fits_the_order() -> None:
    assert missing({0: 0, 1: 10, 2: 11, 3: 12}, WHOLE, pinned=[0]) == set()


def test_a_gap_is_seen_where_the_blog_is_read_the_other_way_round() -> None:
    assert missing({0: 4, 1: 3, 2: 1, 3: 0}, PART) == {2}


def test_moved_posts_are_no_gap() -> None:
    assert missing({0: 0, 1: 3, 2: 1, 3: 2, 4: 4}, WHOLE) == set()


def test_a_long_hole_is_a_part_that_the_page_does_not_show() -> None:
    first_and_last = {0: 0, 1: 1, 2: 98, 3: 99}
    assert missing(first_and_last, WHOLE) == set()
    assert len(missing(first_and_last, DECLARED)) == 96


@given(st.permutations(range(9)), st.integers(0, 9))
def test_the_chain_ascends_or_descends_and_holds_only_pairs(order: list[int], size: int) -> None:
    pairs = dict(enumerate(order[:size]))
    chain = chain_of(pairs)
    assert all(pairs[now] == before for now, before in zip(chain.now, chain.before, strict=True))
    assert list(chain.before) == sorted(chain.before, reverse=chain.reversed)


@given(st.permutations(range(9)), st.integers(0, 9), st.integers(0, 4), st.booleans())
def test_every_post_has_one_place_in_the_merged_order(
    order: list[int], size: int, new: int, newest_first: bool
) -> None:
    pairs = {place + new: one for place, one in enumerate(order[:size])}
    merged = in_order(9, size + new, pairs, newest_first=newest_first)
    assert [now for now, _ in merged if now is not None] == list(range(size + new))
    assert sorted(before for _, before in merged if before is not None) == list(range(9))


def test_posts_not_read_stay_behind_their_neighbours() -> None:
    # Two new ones on top of the newest page; what lies beyond it stays beyond it.
    merged = in_order(5, 4, {2: 0, 3: 1}, newest_first=True)
    assert merged == [(0, None), (1, None), (2, 0), (3, 1), (None, 2), (None, 3), (None, 4)]


def test_the_minute_is_an_instant() -> None:
    moment = datetime(2026, 3, 2, 10, 0, 40, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    other = moment.astimezone(timezone(timedelta(hours=-3)))
    assert Entry("a", "", posted_at=moment.isoformat()).minute == Entry("a", "", posted_at=other.isoformat()).minute
