"""What a reader found becomes posts: identified, dated with care, with every word in the text."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.drafts import Draft, identified, posts_from, trusted
from workbench.intake.posts import ReadEmbed, ReadTime
from workbench.intake.times import time_of


def test_ids_of_the_document_stay_and_doubled_or_missing_ones_come_from_the_words() -> None:
    ids = identified(["a", "b", "b", ""], ["One", "Two", "Three", "Four"])
    assert ids[0] == "a"
    assert all(one.startswith("t-") for one in ids[1:])
    assert len(set(ids)) == 4


def test_impossible_times_are_left_out_with_a_warning() -> None:
    warnings: list[str] = []
    far = (datetime.now(UTC) + timedelta(days=40)).isoformat()
    kept = trusted(
        [time_of("1980-01-01T00:00:00Z"), time_of(far), time_of("2026-11-03T16:40:07Z")], "publication", warnings
    )
    assert [one.at if one else None for one in kept] == [None, None, "2026-11-03T16:40:07Z"]
    assert any("2 times of publication are impossible" in warning for warning in warnings)


def test_one_moment_on_all_posts_is_the_pages_own() -> None:
    warnings: list[str] = []
    assert trusted([time_of("2026-11-03T16:40:07Z"), time_of(1793724007)], "publication", warnings) == [None, None]
    assert any("the page's own" in warning for warning in warnings)


def test_time_without_zone_is_kept_as_text_and_never_guessed() -> None:
    (post,) = posts_from([Draft("x", posted=time_of("2026-11-03T16:40:07"))], "r", None, [])
    assert (post.posted_at, post.posted_raw, post.precision, post.zone_source) == (
        None,
        "2026-11-03T16:40:07",
        "second",
        "none",
    )


def test_words_of_embeds_beside_the_body_stand_in_the_text_once() -> None:
    film = ReadEmbed("video", platform="youtube", id="a", title="The wall at four")
    photo = ReadEmbed("photo", url="https://x.example/a.jpg", caption="Boats", credit="EPA")
    (post,) = posts_from([Draft("<p>The wall at four</p>", headline="Wall", embeds=(film, photo))], "r", None, [])
    assert post.text == "Wall\n\nThe wall at four\n\nBoats [EPA]"
    assert post.html == "<p>Wall</p><p>The wall at four</p><p>Boats [EPA]</p>"


@given(st.lists(st.tuples(st.sampled_from(["", "a", "b", "c1", "t-1"]), st.text(max_size=30)), max_size=8))
def test_ids_are_always_different(posts: list[tuple[str, str]]) -> None:
    ids = identified([own for own, _ in posts], [text for _, text in posts])
    assert len(set(ids)) == len(posts)


@given(st.one_of(st.integers(), st.floats(), st.text(max_size=40), st.none(), st.booleans(), st.lists(st.integers())))
def test_any_value_is_a_time_or_none(value: object) -> None:
    time = time_of(value)
    assert time is None or isinstance(time, ReadTime)
    if time and time.at:
        assert datetime.fromisoformat(time.at.upper()).tzinfo is not None
