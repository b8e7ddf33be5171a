"""JSON-LD of live blogs: what it holds is read, what is known to be wrong in it is left out and said."""

import copy
import json
from typing import Any

import pytest
from harbour_samples import BLOG, UPDATES, page

from workbench.intake.posts import CannotRead, ReadStory
from workbench.intake.reading import read


def story(blog: Any = BLOG, **changed: Any) -> ReadStory:
    return read(page({**blog, **changed}).encode())


def update(body: str = "It rained all night.", **fields: Any) -> dict[str, Any]:
    return {"@type": "BlogPosting", "articleBody": body, **fields}


def test_story_carries_title_address_and_language() -> None:
    found = story()
    assert (found.title, found.url, found.language) == (
        "Kestle Harbour flood",
        "https://ledger.example/kestle",
        "en-GB",
    )
    assert [post.position for post in found.posts] == [0, 1, 2]


def test_ids_and_permalinks_come_from_the_fragments() -> None:
    assert [(post.id, post.permalink) for post in story().posts] == [
        (f"post-{number}", f"https://ledger.example/kestle#post-{number}") for number in (1, 2, 3)
    ]


def test_post_that_the_address_names_in_its_query_is_the_id() -> None:
    found = story(
        liveBlogUpdate=[
            update(url="https://ledger.example/kestle?update=4512107"),
            update("It stopped.", url="https://ledger.example/kestle?update=4512099&x=1"),
        ]
    )
    assert [post.id for post in found.posts] == ["4512107", "4512099"]


def test_bare_at_id_is_the_id_and_no_permalink() -> None:
    found = story(liveBlogUpdate=[update(**{"@id": "64fa"}), update("It stopped.", **{"@id": "64fb"})])
    assert [(post.id, post.permalink) for post in found.posts] == [("64fa", None), ("64fb", None)]


def test_posts_that_share_the_story_address_get_ids_from_their_words() -> None:
    same = "https://ledger.example/kestle"
    found = story(liveBlogUpdate=[update(url=same), update("It stopped.", url=same)])
    assert all(post.id.startswith("t-") for post in found.posts)
    assert len({post.id for post in found.posts}) == 2


def test_post_that_stands_there_twice_is_one_post() -> None:
    found = story(liveBlogUpdate=[UPDATES[0], UPDATES[1], UPDATES[0]])
    assert [post.id for post in found.posts] == ["post-1", "post-2"]
    assert any("twice" in warning for warning in found.warnings)


def test_html_body_becomes_text_in_paragraphs_and_clean_html() -> None:
    post = story().posts[0]
    assert post.text == "Wall gives way\n\nThe wall broke at four.\n\nMill\xa0Street is under water.\n\nMap"
    assert "<b>four</b>" in post.html
    assert 'href="https://ledger.example/map"' in post.html
    assert not any(bad in post.html for bad in ("script", "iframe", "onclick"))


def test_plain_body_keeps_its_paragraphs_and_its_less_than_sign() -> None:
    post = story().posts[1]
    assert post.headline == "Ferries stop & trains run late"
    assert post.text.endswith("No ferry leaves before Thursday.\n\nTrains are < 20 minutes late.")
    assert "&lt; 20" in post.html


def test_entities_inside_the_json_are_resolved() -> None:
    found = story(liveBlogUpdate=update("&lt;p&gt;L&#39;onda &egrave; alta.&lt;/p&gt;"))
    assert found.posts[0].text == "L'onda è alta."


def test_single_update_and_single_type_in_a_list_and_a_graph() -> None:
    blog = {**BLOG, "@type": ["http://schema.org/LiveBlogPosting"], "liveBlogUpdate": UPDATES[0]}
    for data in (blog, [blog], {"@graph": [{"@type": "WebPage"}, blog]}, {"mainEntity": {"about": blog}}):
        assert [post.id for post in read(page(data).encode()).posts] == ["post-1"]


def test_json_alone_is_read_like_a_page() -> None:
    assert read(json.dumps(BLOG).encode()).posts == story().posts


@pytest.mark.parametrize("wrap", ["<!--\n{}\n-->", "//<![CDATA[\n{}\n//]]>", "{};"])
def test_wrapped_json_is_read(wrap: str) -> None:
    data = json.dumps({**BLOG, "liveBlogUpdate": update("It rained.")})
    assert read(page(wrap.replace("{}", data)).encode()).posts[0].text == "It rained."


def test_line_breaks_inside_json_texts_are_taken() -> None:
    data = json.dumps({**BLOG, "liveBlogUpdate": update("It rained.@@It stopped.")}).replace("@@", "\n")
    assert read(page(data).encode()).posts[0].text == "It rained.\nIt stopped."


def test_broken_block_beside_a_whole_one_is_reported() -> None:
    found = read(page('{"@type": ', BLOG).encode())
    assert len(found.posts) == 3
    assert any("broken" in warning for warning in found.warnings)


def test_page_whose_only_live_blog_is_broken_is_refused() -> None:
    with pytest.raises(CannotRead, match="calls itself a live blog"):
        read(page('{"@type": "LiveBlogPosting", ', body="<p>The wall broke.</p>").encode())


def test_live_blog_without_posts_is_refused() -> None:
    for updates in (None, [], ["text"]):
        with pytest.raises(CannotRead, match="holds no posts"):
            story(liveBlogUpdate=updates)


def test_largest_of_several_live_blogs_is_read() -> None:
    found = read(page({**BLOG, "liveBlogUpdate": update()}, BLOG).encode())
    assert len(found.posts) == 3
    assert any("2 live blogs" in warning for warning in found.warnings)


def test_times_keep_their_offsets() -> None:
    posts = story().posts
    assert (posts[0].posted_at, posts[0].updated_at) == (
        "2026-11-03T16:10:00+01:00",
        "2026-11-03T16:25:00+01:00",
    )
    assert posts[1].posted_at == "2026-11-03T17:00:00Z"


def test_time_without_offset_is_left_out_with_a_warning() -> None:
    found = story()
    assert found.posts[2].posted_at is None
    assert any("1 time of publication carries no offset" in warning for warning in found.warnings)


def test_times_that_are_all_one_moment_are_left_out_with_a_warning() -> None:
    moments = ["2026-11-03T16:10:00Z", "2026-11-03T17:10:00+01:00", "2026-11-03T16:10:00.000Z"]
    updates = [update(f"Wave {number}.", datePublished=moment) for number, moment in enumerate(moments)]
    found = story(liveBlogUpdate=updates)
    assert [post.posted_at for post in found.posts] == [None] * 3
    assert any("same time of publication" in warning for warning in found.warnings)


def test_authors_are_an_object_a_list_or_a_text() -> None:
    updates = [*copy.deepcopy(UPDATES[:2]), update(author="Pier Reporter")]
    assert [post.author for post in story(liveBlogUpdate=updates).posts] == [
        "Ines Marlow",
        "Ines Marlow, Jo Abara",
        "Pier Reporter",
    ]


def test_author_list_of_the_story_on_every_post_is_reported() -> None:
    author = [{"name": "Ines Marlow"}]
    found = story(author=author, liveBlogUpdate=[update(author=author), update("It stopped.", author=author)])
    assert any("name the story's author" in warning for warning in found.warnings)


def test_headline_of_the_story_on_every_post_is_no_headline() -> None:
    updates = [update(headline=BLOG["headline"]), update("It stopped.", headline=BLOG["headline"])]
    assert [post.headline for post in story(liveBlogUpdate=updates).posts] == [None, None]


def test_post_without_body_keeps_its_headline_and_post_without_anything_is_counted() -> None:
    found = story(liveBlogUpdate=[update("", headline="Soup at the school"), update("", **{"@id": "7"})])
    assert [post.text for post in found.posts] == ["Soup at the school", ""]
    assert any(warning.startswith("1 post has no text") for warning in found.warnings)


def test_embeds_of_the_body_have_platform_id_and_canonical_address() -> None:
    posts = story().posts
    film, tweet = posts[0].embeds[0], posts[2].embeds[0]
    assert (film.platform, film.id, film.url, film.title) == (
        "youtube",
        "Kest1eWa11x",
        "https://www.youtube.com/watch?v=Kest1eWa11x",
        "The wall",
    )
    assert (tweet.platform, tweet.id, tweet.author) == ("twitter", "1700000000000000001", "@pier")
    photo = posts[2].embeds[1]
    assert (photo.url, photo.caption, photo.credit) == (
        "https://ledger.example/quay.jpg",
        "Boats at the quay",
        "EPA",
    )


def test_video_and_image_beside_the_body_are_embeds_and_their_words_are_in_the_text() -> None:
    video = {
        "@type": "VideoObject",
        "name": "The wall at four",
        "embedUrl": "https://player.vimeo.com/video/7654321",
    }
    image = {"@type": "ImageObject", "url": "/gauge.png", "caption": "The gauge [Coast Survey]"}
    post = story(liveBlogUpdate=[update(video=video, image=image)]).posts[0]
    assert [(one.kind, one.platform, one.url) for one in post.embeds] == [
        ("video", "vimeo", "https://vimeo.com/7654321"),
        ("photo", None, "https://ledger.example/gauge.png"),
    ]
    assert (post.embeds[1].caption, post.embeds[1].credit) == ("The gauge", "Coast Survey")
    assert post.text == "It rained all night.\n\nThe wall at four\nThe gauge [Coast Survey]"


def test_picture_that_several_posts_or_the_story_carry_is_the_storys() -> None:
    lead = "https://ledger.example/lead.jpg"
    updates = [update(image=lead), update("It stopped.", image=lead), update("It froze.", image="/own.jpg")]
    found = story(image="/own.jpg", liveBlogUpdate=updates)
    assert [post.embeds for post in found.posts] == [(), (), ()]


def test_content_shared_from_elsewhere_is_an_embed_or_a_link() -> None:
    shared = [
        {"url": "https://youtu.be/Kest1eWa11x", "headline": "The wall at four"},
        {"url": "https://county.example/ferries", "headline": "Ferries", "description": "Until Thursday"},
    ]
    post = story(liveBlogUpdate=[update(sharedContent=shared)]).posts[0]
    assert [(one.kind, one.platform, one.title) for one in post.embeds] == [
        ("video", "youtube", "The wall at four"),
        ("link", None, "Ferries"),
    ]
    assert post.text.endswith("Ferries\nUntil Thursday")


def test_story_knows_its_coverage_and_standfirst() -> None:
    found = story(coverageStartTime="2026-11-03T15:00:00Z", coverageEndTime="soon", description="It broke at four.")
    assert (found.coverage_start, found.coverage_end, found.standfirst, found.announced) == (
        "2026-11-03T15:00:00Z",
        None,
        "It broke at four.",
        3,
    )


@pytest.mark.parametrize(
    ("start", "end", "is_live"),
    [
        ("2026-11-03T15:00:00Z", "2026-11-03T20:00:00Z", False),
        ("2026-11-03T15:00:00Z", "2026-11-03T15:00:00Z", None),
        ("2026-11-03T15:00:00Z", "2026-11-03T16:00:00Z", None),
        ("2026-11-03T15:00:00Z", "2126-11-03T20:00:00Z", None),
        (None, None, None),
    ],
)
def test_end_of_coverage_is_believed_only_behind_every_post(
    start: str | None, end: str | None, is_live: bool | None
) -> None:
    """The posts run from 15:10 to 17:00 UTC."""
    assert story(coverageStartTime=start, coverageEndTime=end).is_live is is_live


def test_never_a_bare_success() -> None:
    assert any("3 posts were read" in warning for warning in story().warnings)


def test_script_addresses_do_not_come_through() -> None:
    found = story(
        url="javascript:alert(1)",
        liveBlogUpdate=[update('<a href="javascript:alert(1)">x</a><iframe src="data:text/html,x"></iframe>')],
    )
    assert "javascript" not in json.dumps(found.as_json())
    assert "data:" not in json.dumps(found.as_json())


def test_escapes_that_are_no_characters_do_not_come_through() -> None:
    data = page({**BLOG, "liveBlogUpdate": update("wall@@ broke")}).replace("@@", "\\ud800\\u0000\\u0007")
    assert read(data.encode()).posts[0].text == "wall\ufffd broke"


def test_hostile_body_stands_as_text_and_spares_the_others() -> None:
    found = story(liveBlogUpdate=[update("<div>" * 120_000 + "wall"), update("<p>It rained.</p>")])
    assert found.posts[0].text == "wall"
    assert found.posts[1].html == "<p>It rained.</p>"
    assert any("could not be cleaned" in warning for warning in found.warnings)
