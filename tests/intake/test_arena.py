"""Arena's API: event, messages with titles, media of several shapes, deleted and hidden posts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from platform_samples import ARENA, TUBE, TUBE_PLAYER, answered, arena_post, changed, on_a_page

from workbench.intake.posts import CannotRead, ReadPost
from workbench.intake.reading import read


def post_of(**message: Any) -> ReadPost:
    return answered({"eventInfo": {}, "posts": [arena_post("p", "", message=message)]}).posts[0]


def test_event_gives_title_standfirst_and_state() -> None:
    story = answered(ARENA)
    assert (story.reader, story.title) == ("arena", "Landslide at Orrin")
    assert (story.standfirst, story.is_live) == ("The slope above Orrin is moving.", True)
    assert story.coverage_start == "2024-05-03T07:06:40+00:00"


def test_posts_keep_their_ids_order_and_bylines() -> None:
    story = answered(ARENA)
    assert [post.id for post in story.posts] == ["p3", "p2", "p1"]
    assert {post.author for post in story.posts} == {"Ilse Marrow"}


def test_title_is_the_headline_before_the_text() -> None:
    post = answered(ARENA).posts[0]
    assert (post.headline, post.text) == ("Pass closed", "Pass closed\n\nNo way through.")


def test_milliseconds_are_read_to_the_second() -> None:
    post = answered(ARENA).posts[0]
    assert (post.posted_at, post.zone_source) == ("2024-05-03T10:00:00+00:00", "epoch")


def test_video_that_is_named_by_address_and_by_player_is_one_embed() -> None:
    post = answered(ARENA).posts[1]
    assert ([(one.platform, one.id) for one in post.embeds], post.pinned) == ([("youtube", TUBE)], True)


def test_photo_carries_its_caption() -> None:
    post = answered(ARENA).posts[2]
    assert [(one.kind, one.url, one.caption) for one in post.embeds] == [
        ("photo", "https://img.example/tower.jpg", "Orrin from the tower")
    ]
    assert post.text == "From the tower:\n\nOrrin from the tower"


def test_several_photos_are_a_gallery() -> None:
    media = [{"type": "image", "url": f"https://img.example/{one}.jpg", "credit": "EPA"} for one in "ab"]
    assert [(one.gallery, one.credit) for one in post_of(text="Two.", medias=media).embeds] == [(0, "EPA"), (0, "EPA")]


@pytest.mark.parametrize(
    "message",
    [
        {"text": "A film.", "media": {"url": f"https://youtu.be/{TUBE}"}},
        {"text": "A film.", "media": {"type": "oembed", "html": TUBE_PLAYER}},
        {"text": "A film.", "embed": {"html": TUBE_PLAYER, "url": "https://www.youtube.com/watch?v=" + TUBE}},
        {"text": "A film.", "attachments": [{"media": {"embedUrl": "https://www.youtube.com/embed/" + TUBE}}]},
        {"text": f"<p>A film.</p>{TUBE_PLAYER}"},
        {"html": f"<p>A film.</p>{TUBE_PLAYER}"},
    ],
)
def test_video_is_found_wherever_a_message_keeps_it(message: Any) -> None:
    post = post_of(**message)
    assert [(one.platform, one.id) for one in post.embeds] == [("youtube", TUBE)]
    assert post.text.startswith("A film.")


def test_shared_page_is_a_link_and_a_senders_picture_is_none() -> None:
    post = post_of(
        text="Read this.", media={"type": "link", "url": "https://roads.example/orrin", "title": "Orrin pass"}
    )
    assert [(one.kind, one.url, one.title) for one in post.embeds] == [
        ("link", "https://roads.example/orrin", "Orrin pass")
    ]
    assert post_of(text="Words alone.").embeds == ()


def test_poll_and_summary_are_named_as_such() -> None:
    options = [{"name": "Yes", "total": 4}, {"name": "No", "total": 1}]
    poll = post_of(text="Vote.", poll={"question": "Move the village?", "options": options})
    assert (poll.kind, poll.text) == ("poll", "Vote.\n\nMove the village?\n\nYes (4 votes)\nNo (1 votes)")
    summary = answered({"eventInfo": {}, "posts": [arena_post("p", "So far.", isSummary=True)]})
    assert summary.posts[0].kind == "summary"


def test_deleted_posts_are_declared_and_scheduled_ones_left_out() -> None:
    posts = [*ARENA["posts"], arena_post("p9", "Later.", status="scheduled"), arena_post("p8", "No.", status="deleted")]
    story = answered(changed(ARENA, posts=posts))
    assert story.removed == ("p0", "p8")
    assert [post.id for post in story.posts] == ["p3", "p2", "p1"]
    assert any("1 post is a draft or scheduled" in one for one in story.warnings)


def test_pinned_post_that_stands_twice_is_read_once() -> None:
    story = answered(changed(ARENA, posts=[ARENA["posts"][1], *ARENA["posts"]]))
    assert [post.id for post in story.posts] == ["p2", "p3", "p1"]


def test_data_in_a_pages_script_is_read() -> None:
    assert len(read(on_a_page({"props": {"liveblog": ARENA}})).posts) == 3


def test_event_without_posts_is_refused_with_the_reason() -> None:
    with pytest.raises(CannotRead, match="holds no public posts"):
        answered(changed(ARENA, posts=[]))


def test_posts_of_another_kind_are_not_claimed() -> None:
    with pytest.raises(CannotRead):
        answered({"posts": [{"message": "Hello", "createdAt": 1}]})


@given(st.integers(min_value=10**12, max_value=17 * 10**11))
def test_any_millisecond_is_the_instant_that_it_counts(milliseconds: int) -> None:
    posts = [arena_post("p", "A.", createdAt=milliseconds, updatedAt=None)]
    (post,) = answered({"eventInfo": {}, "posts": posts}).posts
    from datetime import datetime

    assert post.posted_at is not None
    assert round(datetime.fromisoformat(post.posted_at).timestamp() * 1000) == milliseconds
