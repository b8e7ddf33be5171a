"""Sourcefabric's Live Blog API: groups, items, statuses, pages; and the real answers beside the checkout."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from platform_samples import (
    SOURCEFABRIC,
    TUBE,
    TWEET,
    answered,
    changed,
    embed_item,
    image_item,
    on_a_page,
    sourcefabric_post,
    words_item,
)
from running import sample

from workbench.intake.posts import CannotRead, ReadEmbed, ReadPost, ReadQuote
from workbench.intake.reading import read

API = "https://lb.example/api/client_blogs/5c1a/posts?max_results=8"


def post_of(*contents: Any, **fields: Any) -> ReadPost:
    return answered({"_items": [sourcefabric_post("x", *contents, **fields)]}).posts[0]


def test_public_posts_are_read_in_the_order_of_the_answer() -> None:
    story = answered(SOURCEFABRIC)
    assert story.reader == "sourcefabric_api"
    assert [post.id.rpartition(":")[2] for post in story.posts] == ["a1", "a2", "a3", "a4", "a8"]
    assert [post.kind for post in story.posts] == ["post"] * 4 + ["comment"]


def test_deleted_and_unpublished_posts_are_declared_removed() -> None:
    assert [one.rpartition(":")[2] for one in answered(SOURCEFABRIC).removed] == ["a5", "a6"]


def test_drafts_are_left_out_and_counted() -> None:
    assert "1 post is a draft or not published; it was left out." in answered(SOURCEFABRIC).warnings


def test_submitted_post_that_was_never_published_is_a_draft() -> None:
    posts = [
        sourcefabric_post("x", words_item("A.")),
        sourcefabric_post("y", words_item("B."), post_status="submitted"),
    ]
    story = answered({"_items": posts})
    assert (len(story.posts), story.removed) == (1, ())
    assert any("not published" in one for one in story.warnings)


def test_time_byline_and_change_come_from_the_post() -> None:
    post = answered(SOURCEFABRIC).posts[0]
    assert (post.posted_at, post.zone_source) == ("2024-05-03T12:01:09+02:00", "offset")
    assert (post.updated_at, post.author) == ("2024-05-03T10:20:00+00:00", "Ilse Marrow")


def test_time_without_offset_is_kept_as_text_only() -> None:
    post = post_of(words_item("A."), published_date="2024-05-03T12:01:09")
    assert (post.posted_at, post.posted_raw) == (None, "2024-05-03T12:01:09")


def test_sticky_posts_are_pinned_and_their_lead_is_said() -> None:
    story = answered(SOURCEFABRIC)
    assert [post.pinned for post in story.posts] == [True, False, False, False, False]
    assert "The first post is sticky, and out of the order of time." in story.warnings


def test_answer_says_how_many_posts_and_pages_there_are_and_where() -> None:
    story = answered(SOURCEFABRIC, base_url=API)
    assert (story.announced, story.pages_total) == (20, 3)
    assert story.next_pages == tuple(
        f"https://lb.example/api/client_blogs/5c1a/posts?max_results=8&page={number}" for number in (2, 3)
    )


def test_next_page_without_a_host_is_said_and_not_guessed() -> None:
    story = answered(SOURCEFABRIC)
    assert story.next_pages == ()
    assert any("not on which host" in one for one in story.warnings)


def test_last_page_has_no_next_one() -> None:
    links = {"self": SOURCEFABRIC["_links"]["self"]}
    assert answered(changed(SOURCEFABRIC, _links=links), base_url=API).next_pages == ()


def test_pictures_in_a_row_are_a_gallery_with_captions_and_credits() -> None:
    post = answered(SOURCEFABRIC).posts[1]
    assert post.embeds == (
        ReadEmbed(
            "photo", url="https://img.example/one.jpg", caption="The terrace at dawn", credit="Tam Obadiah", gallery=0
        ),
        ReadEmbed("photo", url="https://img.example/two.jpg", caption="The crack in the road", credit="EPA", gallery=0),
    )
    assert post.text.endswith("The terrace at dawn [Tam Obadiah]\nThe crack in the road [EPA]")


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_each_run_of_two_or_more_pictures_is_one_gallery(pictures: list[bool]) -> None:
    contents = [image_item(f"f{n}") if one else words_item(f"Word {n}.") for n, one in enumerate(pictures)]
    runs = [len(run) for run in "".join("p" if one else " " for one in pictures).split()]
    expected, number = [], 0
    for run in runs:
        expected += [number] * run if run > 1 else [None]
        number += run > 1
    assert [one.gallery for one in post_of(*contents).embeds] == expected


def test_smaller_picture_serves_where_the_base_is_missing() -> None:
    item = image_item("one")
    del item["meta"]["media"]["renditions"]["baseImage"]
    assert [one.url for one in post_of(item).embeds] == ["https://img.example/one-view.jpg"]


def test_items_data_that_is_kept_as_a_text_is_read_through() -> None:
    item = image_item("one", "The terrace", "EPA")
    kept = {"item_type": "image", "filemeta_json": json.dumps(item["meta"])}
    assert post_of(kept).embeds == post_of(item).embeds


def test_picture_without_data_is_taken_from_its_html() -> None:
    item = {**image_item("one"), "meta": None}
    assert [one.url for one in post_of(item).embeds] == ["https://img.example/one.jpg"]


def test_quotation_is_a_quote_and_lines_of_the_text() -> None:
    post = answered(SOURCEFABRIC).posts[2]
    assert post.quotes == (ReadQuote("We heard it before we saw it.", "Ada Finch, farmer"),)
    assert "We heard it before we saw it.\n\nAda Finch, farmer" in post.text


def test_embeds_html_gives_the_platforms_id() -> None:
    post = answered(SOURCEFABRIC).posts[2]
    assert [(one.platform, one.id) for one in post.embeds] == [("twitter", "1700000000000000101")]


def test_video_is_known_by_its_address_with_the_title_that_its_provider_gives() -> None:
    post = answered(SOURCEFABRIC).posts[3]
    assert [(one.platform, one.id, one.title, one.author) for one in post.embeds] == [
        ("youtube", TUBE, "The slope gives way", "Orrin Watch")
    ]
    assert post.text == "The slope gives way"


def test_older_instagram_code_is_known_by_its_link() -> None:
    markup = (
        '<blockquote class="instagram-media" data-instgrm-version="6"><p>A picture posted by Orrin Watch'
        ' <a href="https://www.instagram.com/p/Bx_orrin0A/" target="_blank">on 3 May</a></p></blockquote>'
    )
    assert [(one.platform, one.id) for one in post_of(embed_item(markup)).embeds] == [("instagram", "Bx_orrin0A")]


def test_post_that_its_code_and_its_address_name_differently_is_one_embed() -> None:
    markup = '<div class="fb-post" data-href="https://www.facebook.com/orrin/posts/1234567890"></div>'
    item = embed_item(markup, original_url="https://www.facebook.com/photo.php?fbid=99887766")
    assert len(post_of(item).embeds) == 1


def test_embed_without_html_is_known_by_its_address() -> None:
    item = embed_item("", original_url="https://twitter.com/orrin_roads/status/1700000000000000101")
    assert [(one.platform, one.id) for one in post_of(item).embeds] == [("twitter", "1700000000000000101")]


def test_page_of_an_unknown_provider_is_a_link_with_its_words() -> None:
    item = embed_item("", url="https://roads.example/orrin", title="Orrin pass", description="Closed to all vehicles.")
    item["text"] = (
        '<div class="liveblog--card"><img src="https://roads.example/thumb.jpg"><a href="#">Orrin pass</a></div>'
    )
    post = post_of(item)
    assert [(one.kind, one.url, one.title) for one in post.embeds] == [
        ("link", "https://roads.example/orrin", "Orrin pass")
    ]
    assert post.text == "Orrin pass\n\nClosed to all vehicles."


def test_poll_and_advertisement_are_named_as_such() -> None:
    answers = [{"option": "Yes", "votes": 3}, {"option": "No", "votes": 0}]
    poll = post_of({"item_type": "poll", "poll_body": {"question": "Move the village?", "answers": answers}})
    advert = post_of({"item_type": "Advertisement Local", "text": "<p>Boots for sale</p>"})
    assert (poll.kind, poll.text) == ("poll", "Move the village?\n\nYes (3 votes)\nNo (0 votes)")
    assert advert.kind == "ad"


def test_comments_reader_is_its_author() -> None:
    assert answered(SOURCEFABRIC).posts[4].author == "Bryn"


def test_pages_data_gives_title_state_and_leading_sticky_posts() -> None:
    sticky = {"_items": [sourcefabric_post("s", words_item("Pinned."), sticky=True)], "_meta": {"total": 1}}
    blog = {"title": "Landslide at Orrin", "blog_status": "closed", "description": "<p>Hour by hour.</p>"}
    posts = changed(SOURCEFABRIC, _items=SOURCEFABRIC["_items"][1:3], _meta={"total": 2}, _links={})
    story = read(on_a_page({"blog": blog, "api_response": {"posts": posts, "stickyPosts": sticky}}))
    assert (story.title, story.is_live, story.standfirst) == ("Landslide at Orrin", False, "Hour by hour.")
    assert [post.id.rpartition(":")[2] for post in story.posts] == ["s", "a2", "a3"]
    assert story.announced == 3


def test_post_that_stands_twice_is_taken_once() -> None:
    again = {"_items": [SOURCEFABRIC["_items"][0]], "_meta": {"total": 1}}
    story = answered({"posts": SOURCEFABRIC, "stickyPosts": again})
    assert [post.id.rpartition(":")[2] for post in story.posts] == ["a1", "a2", "a3", "a4", "a8"]
    assert any("stood there twice" in one for one in story.warnings)
    assert story.announced == 20


def test_single_post_is_read() -> None:
    assert [post.text for post in answered(sourcefabric_post("x", words_item("Alone."))).posts] == ["Alone."]


def test_answer_without_public_posts_is_refused_with_the_reason() -> None:
    with pytest.raises(CannotRead, match="all of its posts are deleted or unpublished"):
        answered({"_items": [sourcefabric_post("x", words_item("Gone."), deleted=True)]})
    with pytest.raises(CannotRead, match="holds no posts"):
        answered(changed(SOURCEFABRIC, _items=[]))


def test_plain_words_beside_html_keep_their_signs() -> None:
    post = post_of(words_item("A &lt; B &amp; C"), words_item("<b>Bold</b>"), embed_item(TWEET))
    assert post.text.startswith("A < B & C\n\nBold\n\nThe pass is closed.")


def test_real_answer_reads_as_it_was_counted() -> None:
    folder = sample("liveblogs", "sourcefabric-livebridge")
    truth = json.loads((folder / "truth.json").read_text())
    story = read((folder / "posts.json").read_bytes(), base_url=API)
    assert len(story.posts) == truth["posts_public_open"]
    assert [post.id for post in story.posts] == truth["post_ids"][1:]
    assert story.announced == truth["meta"]["total"]
    embeds = [one.platform for post in story.posts for one in post.embeds if one.kind != "photo"]
    assert embeds == [one for providers in truth["embed_items_providers"] for one in providers]
    assert sum(one.kind == "photo" for post in story.posts for one in post.embeds) == truth["items"]["image"]
    assert sum(len(post.quotes) for post in story.posts) == truth["items"]["quote"]
    assert all(post.posted_at and post.precision == "second" for post in story.posts)


def test_real_single_post_has_its_picture_quote_and_tweet() -> None:
    path = sample("liveblogs", "sourcefabric-livebridge", "post_to_convert.json")
    (post,) = read(path.read_bytes()).posts
    assert sorted(one.platform or one.kind for one in post.embeds) == ["photo", "twitter"]
    assert len(post.quotes) == 1
