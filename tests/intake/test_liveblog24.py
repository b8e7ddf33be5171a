"""24liveblog's API: entries, titles, edits, the page behind the last entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from platform_samples import LIVEBLOG24, TUBE, Json, answered, changed, news, on_a_page

from workbench.intake.posts import CannotRead
from workbench.intake.reading import read

API = "https://data.example/v1/retrieve_server/x/event/77/news/?inverted_order=1&last_nid=&limit=3"


def answer(*entries: Json, **more: object) -> Json:
    return {"err_code": 100, "data": {"news": list(entries), **more}}


def test_entries_keep_their_ids_and_order() -> None:
    story = answered(LIVEBLOG24)
    assert story.reader == "liveblog24"
    assert [post.id for post in story.posts] == ["2916406705150782110", "2916406618640257128", "2916406618640257100"]


def test_title_of_an_entry_is_its_headline() -> None:
    post = answered(LIVEBLOG24).posts[0]
    assert (post.headline, post.text, post.author) == ("Pass closed", "Pass closed\n\nNo way through.", "ilse")


def test_seconds_are_read_and_a_zero_is_no_edit() -> None:
    first, second, _ = answered(LIVEBLOG24).posts
    assert (first.posted_at, first.updated_at) == ("2024-05-03T10:43:20+00:00", None)
    assert second.updated_at == "2024-05-03T10:27:40+00:00"


def test_video_in_the_contents_is_an_embed() -> None:
    assert [(one.platform, one.id) for one in answered(LIVEBLOG24).posts[1].embeds] == [("youtube", TUBE)]


def test_event_gives_title_state_and_start() -> None:
    story = answered(LIVEBLOG24)
    assert (story.title, story.is_live, story.coverage_start) == (
        "Landslide at Orrin",
        True,
        "2024-05-03T07:06:40+00:00",
    )
    assert (story.announced, story.url) == (7, "https://glen.example/landslide/")


def test_pinned_entry_is_pinned() -> None:
    assert [post.pinned for post in answered(LIVEBLOG24).posts] == [False, False, True]


def test_next_page_begins_behind_the_last_entry() -> None:
    assert answered(LIVEBLOG24, base_url=API).next_pages == (API.replace("last_nid=", "last_nid=2916406618640257100"),)


def test_whole_blog_has_no_next_page() -> None:
    data = changed(LIVEBLOG24["data"], count=3)
    assert answered({"data": data}, base_url=API).next_pages == ()


def test_deleted_entry_is_declared_and_not_read() -> None:
    story = answered(answer(news("1", "A."), news("2", "B.", deleted=1)))
    assert ([post.id for post in story.posts], story.removed) == (["1"], ("2",))


def test_options_make_a_poll() -> None:
    post = answered(answer(news("1", "<p>Move it?</p>", options=[{"title": "Yes", "count": 3}]))).posts[0]
    assert (post.kind, post.text) == ("poll", "Move it?\n\nYes (3 votes)")


def test_data_in_a_pages_script_is_read() -> None:
    assert len(read(on_a_page({"event": LIVEBLOG24})).posts) == 3


def test_answer_without_entries_is_refused() -> None:
    with pytest.raises(CannotRead, match="holds no posts"):
        answered(answer(news("1", "A.", deleted=1)))
    with pytest.raises(CannotRead):
        answered(answer())


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=12))
def test_entry_that_comes_again_is_read_once_where_it_first_stood(ids: list[str]) -> None:
    story = answered(answer(*(news(f"n{one}", f"<p>{one}</p>") for one in ids)))
    assert [post.id for post in story.posts] == [f"n{one}" for one in dict.fromkeys(ids)]
