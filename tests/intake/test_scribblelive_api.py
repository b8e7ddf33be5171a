"""ScribbleLive's two APIs: posts, comments, pictures, polls, tweets, edits, deletions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from platform_samples import SCRIBBLE_OLD, SCRIBBLE_V1, TUBE, Json, answered, changed, on_a_page

from workbench.intake.posts import CannotRead, ReadEmbed
from workbench.intake.reading import read


def old_post(own_id: int, content: str, **more: object) -> Json:
    return {"Id": own_id, "Content": content, "Creator": {"Name": "Ilse Marrow"}, "Type": "TEXT", **more}


def test_event_gives_title_language_state_and_how_many_posts_there_are() -> None:
    story = answered(SCRIBBLE_OLD)
    assert (story.reader, story.title, story.language) == ("scribblelive_api", "Landslide at Orrin & Glen Moss", "en")
    assert (story.is_live, story.announced, story.pages_total) == (True, 40, 8)
    assert (story.standfirst, story.coverage_start) == ("The slope above Orrin is moving.", "2024-05-03T10:00:00+00:00")


def test_posts_keep_their_ids_and_the_order_of_the_answer() -> None:
    assert [post.id for post in answered(SCRIBBLE_OLD).posts] == ["7003", "7002", "7001", "6999"]


def test_times_of_the_old_api_are_read_to_the_second() -> None:
    post = answered(SCRIBBLE_OLD).posts[0]
    assert (post.posted_at, post.updated_at) == ("2024-05-03T10:50:00+00:00", "2024-05-03T10:51:00+00:00")
    assert (post.precision, post.zone_source, post.posted_raw) == ("second", "epoch", "/Date(1714733400000+0000)/")


def test_byline_source_and_pin_of_a_post_are_kept() -> None:
    post = answered(SCRIBBLE_OLD).posts[0]
    assert (post.author, post.credits, post.pinned) == ("Ilse Marrow", ("Reuters",), True)


def test_words_of_a_picture_are_its_caption_and_stand_once_in_the_text() -> None:
    post = answered(SCRIBBLE_OLD).posts[1]
    assert post.embeds == (
        ReadEmbed(
            "photo",
            url="https://img.example/terrace.jpg",
            caption="The upper terrace seen from the church tower",
            credit="EPA",
        ),
    )
    assert post.text == "The upper terrace seen from the church tower [EPA]"


def test_several_pictures_of_a_post_are_one_gallery() -> None:
    media = [{"Type": "IMAGE", "Url": f"https://img.example/{one}.jpg"} for one in "ab"]
    story = answered({"Posts": [old_post(1, "Two views.", Type="IMAGE", Media=media)]})
    assert [(one.url, one.gallery) for one in story.posts[0].embeds] == [
        ("https://img.example/a.jpg", 0),
        ("https://img.example/b.jpg", 0),
    ]


def test_comment_is_a_comment_and_a_device_is_no_credit() -> None:
    post = answered(SCRIBBLE_OLD).posts[2]
    assert (post.kind, post.author, post.credits) == ("comment", "Bryn", ())


def test_comment_that_nobody_approved_is_left_out_and_counted() -> None:
    waiting = old_post(2, "First!", IsComment=1, IsApproved=0)
    story = answered({"Posts": [old_post(1, "We begin."), waiting]})
    assert [post.id for post in story.posts] == ["1"]
    assert any("1 comments of readers were never approved" in one for one in story.warnings)


def test_poll_is_read_with_its_answers_and_votes() -> None:
    post = answered(SCRIBBLE_OLD).posts[3]
    assert post.kind == "poll"
    assert post.text == "Should the village be moved?\n\nYes (12 votes)\nNo (30 votes)"


def test_poll_that_the_content_shows_stands_once() -> None:
    question = "Should the village be moved?"
    entity = {"Question": question, "Answers": [{"Text": "Yes", "Votes": 1}]}
    content = f'<dl id="Poll3"><dt>{question}</dt><dd>Yes</dd></dl>'
    (post,) = answered({"Posts": [old_post(1, content, Type="POLL", Entities=[entity])]}).posts
    assert (post.kind, post.text) == ("poll", f"{question}\nYes")


def test_page_that_a_post_previews_is_a_link_and_its_picture_no_photo() -> None:
    content = (
        '<p>Read this.</p><div class="scrbbl-sitePreview"><img src="https://img.example/thumb.jpg" width="200">'
        '<h3><a href="https://roads.example/orrin">Orrin pass: closed</a></h3>'
        '<span class="LinkSiteName">Orrin Roads</span><p class="LinkDescription">All vehicles.</p></div>'
    )
    (post,) = answered({"Posts": [old_post(1, content)]}).posts
    assert [(one.kind, one.url, one.title, one.author) for one in post.embeds] == [
        ("link", "https://roads.example/orrin", "Orrin pass: closed", "Orrin Roads")
    ]
    assert post.text.startswith("Read this.")


def test_post_that_names_an_embed_in_an_attribute_has_it() -> None:
    content = '<div>Look.</div><div class="scrbbl-post-embed" data-url="https://www.instagram.com/p/Bx_orrin0A/"></div>'
    (post,) = answered({"Posts": [old_post(1, content)]}).posts
    assert [(one.platform, one.id) for one in post.embeds] == [("instagram", "Bx_orrin0A")]


def test_deleted_posts_are_named_and_not_read() -> None:
    assert sorted(answered(SCRIBBLE_OLD).removed) == ["6990", "7000"]


def test_edit_takes_the_place_of_the_post_and_a_deletion_removes_it() -> None:
    answer = {
        "Posts": [old_post(1, "One dead."), old_post(2, "Mistaken.")],
        "Edits": [old_post(1, "Nobody is dead.", LastModified="/Date(1714734000000+0000)/")],
        "Deletes": [{"Id": 2}],
    }
    story = answered(answer)
    assert [(post.id, post.text) for post in story.posts] == [("1", "Nobody is dead.")]
    assert story.removed == ("2",)


IDS = st.lists(st.integers(1, 6), max_size=6)


@given(IDS.filter(bool), IDS, IDS)
def test_each_id_is_a_post_or_removed_whatever_is_edited_and_deleted(
    posted: list[int], edited: list[int], deleted: list[int]
) -> None:
    answer = {
        "Posts": [old_post(one, f"Post {one}.") for one in posted],
        "Edits": [old_post(one, f"Edit {one}.") for one in edited],
        "Deletes": [{"Id": one} for one in deleted],
    }
    known = dict.fromkeys((*posted, *edited))
    standing = [one for one in known if one not in deleted]
    if not standing:
        with pytest.raises(CannotRead, match="holds no posts"):
            answered(answer)
        return
    story = answered(answer)
    assert [(post.id, post.text) for post in story.posts] == [
        (str(one), f"Edit {one}." if one in edited else f"Post {one}.") for one in standing
    ]
    assert set(story.removed) == {str(one) for one in deleted}


def test_v1_is_read_with_iso_times_pins_and_pages() -> None:
    story = answered(SCRIBBLE_V1, base_url="https://api.example/v1/stream/9/posts?PageNumber=0&PageSize=4")
    assert [post.id for post in story.posts] == ["8104", "8103", "8102", "8101"]
    assert [post.pinned for post in story.posts] == [True, False, False, False]
    assert (story.posts[0].posted_at, story.posts[0].zone_source) == ("2024-05-03T11:05:07Z", "offset")
    assert story.pages_total == 3
    assert story.next_pages == tuple(
        f"https://api.example/v1/stream/9/posts?PageNumber={number}&PageSize=4" for number in (1, 2)
    )


def test_tweet_that_v1_keeps_in_the_source_is_one_embed_with_its_words() -> None:
    post = answered(SCRIBBLE_V1).posts[1]
    assert [(one.platform, one.id) for one in post.embeds] == [("twitter", "1700000000000000101")]
    assert "The pass is closed." in post.text
    assert post.credits == ()


def test_tweet_whose_source_is_its_address_is_one_embed() -> None:
    origin = "https://twitter.com/orrin_roads/status/1700000000000000101"
    post = answered({"Posts": [old_post(1, "The pass is closed.", Source=origin)]}).posts[0]
    assert [(one.platform, one.id, one.author) for one in post.embeds] == [
        ("twitter", "1700000000000000101", "@orrin_roads")
    ]
    assert post.credits == ()


def test_video_and_picture_of_v1_are_embeds() -> None:
    posts = answered(SCRIBBLE_V1).posts
    assert [(one.platform, one.id) for one in posts[2].embeds] == [("youtube", TUBE)]
    assert [(one.url, one.caption, one.gallery) for one in posts[3].embeds] == [
        ("https://img.example/crack.jpg", "Geologists at the crack", None)
    ]


def test_post_without_media_has_no_embeds() -> None:
    assert answered(SCRIBBLE_OLD).posts[0].embeds == ()


@pytest.mark.parametrize("wrapped", [{"data": {"stream": SCRIBBLE_V1}}, [[SCRIBBLE_V1]], {"a": {"b": [SCRIBBLE_V1]}}])
def test_answer_is_found_within_what_wraps_it(wrapped: object) -> None:
    assert len(answered(wrapped).posts) == 4


def test_answer_in_a_pages_script_is_read_with_the_pages_title() -> None:
    story = read(on_a_page(SCRIBBLE_V1))
    assert (story.reader, story.title, story.language) == ("scribblelive_api", "Landslide - Glen Gazette", "en-GB")


def test_event_that_holds_no_posts_is_refused_with_the_reason() -> None:
    with pytest.raises(CannotRead, match="holds no posts"):
        answered(changed(SCRIBBLE_OLD, Posts=[]))


def test_other_platforms_posts_are_not_claimed() -> None:
    with pytest.raises(CannotRead):
        answered({"posts": [{"id": 1, "body": "A blog of another kind."}]})
