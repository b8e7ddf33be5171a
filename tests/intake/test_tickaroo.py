"""Tickaroo: a live blog as a text within an attribute within HTML, alone or on a page."""

import html
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from platform_samples import TICKAROO_BLOG, TUBE, answered, changed, tickaroo

from workbench.intake.posts import CannotRead
from workbench.intake.reading import read


def page(attribute: str) -> bytes:
    head = '<html lang="de"><head><title>Hangrutsch - Talbote</title></head>'
    return f"<!doctype html>{head}<body><tickaroo-liveblog {attribute}></tickaroo-liveblog></body></html>".encode()


def test_answer_gives_title_address_and_posts_in_order() -> None:
    story = answered(tickaroo())
    assert (story.reader, story.title, story.url) == (
        "tickaroo",
        "Landslide at Orrin",
        "https://glen.example/landslide",
    )
    assert [post.headline for post in story.posts] == ["Pass closed", "Ninety leave"]
    assert story.coverage_start == "2024-05-03T08:00:00Z"


def test_headline_that_the_body_repeats_stands_once() -> None:
    assert answered(tickaroo()).posts[0].text.startswith("Pass closed No way through, the county's roads office says.")


def test_times_and_bylines_are_read() -> None:
    first, second = answered(tickaroo()).posts
    assert (first.posted_at, first.updated_at) == ("2024-05-03T10:50:00.000Z", "2024-05-03T10:55:00.000Z")
    assert (first.author, second.author) == ("Ilse Marrow", "Tam Obadiah")


def test_shared_pages_are_links_and_shared_videos_are_videos() -> None:
    first, second = answered(tickaroo()).posts
    assert [(one.kind, one.platform, one.id or one.url) for one in first.embeds] == [
        ("link", None, "https://roads.example/orrin"),
        ("video", "youtube", TUBE),
    ]
    assert [(one.platform, one.id) for one in second.embeds] == [("youtube", "Aa3_landsl2")]


def test_posts_without_ids_are_known_by_their_words() -> None:
    once, again = answered(tickaroo()), answered(tickaroo())
    assert all(post.id.startswith("t-") for post in once.posts)
    assert [post.id for post in once.posts] == [post.id for post in again.posts]


def test_fragment_of_a_posts_address_is_its_id() -> None:
    updates = [
        {**one, "url": f"https://glen.example/landslide#e{n}"} for n, one in enumerate(TICKAROO_BLOG["liveBlogUpdate"])
    ]
    posts = answered(tickaroo(changed(TICKAROO_BLOG, liveBlogUpdate=updates))).posts
    assert [(post.id, post.permalink) for post in posts] == [
        (f"e{n}", f"https://glen.example/landslide#e{n}") for n in (0, 1)
    ]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_page_that_holds_the_attribute_itself_is_read(quote: str) -> None:
    data = html.escape(json.dumps({"state": {"schemaOrg": json.dumps(TICKAROO_BLOG)}}), quote=True)
    story = read(page(f"initialData={quote}{data}{quote}"))
    assert (story.reader, len(story.posts), story.language) == ("tickaroo", 2, "de")


def test_schema_beside_the_html_serves_where_the_attribute_is_missing() -> None:
    schema = f'<script type="application/ld+json">{json.dumps(TICKAROO_BLOG)}</script>'
    for beside in (schema, json.dumps(TICKAROO_BLOG)):
        story = answered({"html": "<tickaroo-liveblog></tickaroo-liveblog>", "schema": beside})
        assert (story.reader, len(story.posts)) == ("tickaroo", 2)


@pytest.mark.parametrize("attribute", ["", 'data-initial="1"', 'initialData="{}"', "initialData='[1]'"])
def test_page_with_a_live_blog_of_its_own_is_left_to_other_readers(attribute: str) -> None:
    schema = f'<script type="application/ld+json">{json.dumps(TICKAROO_BLOG)}</script>'
    assert read(page(attribute).replace(b"<body>", f"<body>{schema}".encode())).reader == "schema_org"


def test_live_blog_without_posts_is_refused_with_the_reason() -> None:
    with pytest.raises(CannotRead, match="holds no posts"):
        answered(tickaroo(changed(TICKAROO_BLOG, liveBlogUpdate=[])))


@pytest.mark.parametrize("broken", ["{", "[]", '{"schemaOrg": "{"}', '{"schemaOrg": 4}', "null", '{"schemaOrg": [[]]}'])
def test_attribute_without_a_live_blog_is_not_claimed(broken: str) -> None:
    with pytest.raises(CannotRead):
        answered({"html": f'<p initialData="{html.escape(broken)}"></p>', "schema": ""})


def test_schema_of_endless_script_tags_costs_no_time() -> None:
    with pytest.raises(CannotRead):
        answered({"html": "<p>", "schema": "</script>" + "<script>" * 100_000 + "LiveBlogPosting"})


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z", "C"]), min_size=1, max_size=30)


@given(WORDS.filter(lambda words: not set("<>&[(])") & set(words)))
def test_words_come_through_both_escapings_unchanged(words: str) -> None:
    blog: Any = changed(TICKAROO_BLOG, liveBlogUpdate=[{"articleBody": words, "datePublished": "2024-05-03T10:40:00Z"}])
    assert answered(tickaroo(blog)).posts[0].text == words
