"""The JSON of `workbench read` comes back as it was, and what it should not hold is refused by name."""

import json
from dataclasses import asdict, replace
from typing import Any

import pytest
from harbour_samples import ARTICLE, BLOG, TEXT, page
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.intake.posts import CannotRead, ReadEmbed, ReadPost, ReadQuote, ReadStory
from workbench.intake.reading import read
from workbench.intake.sanitising import from_text

# What a decoded document can hold: any character, and no control but tab and line feed.
TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs", "Cc"]),
        st.sampled_from(["\n", "\t", "\xa0", "<", "&", "ا", "\u202e"]),
    ),
    max_size=60,
)
MAYBE = st.none() | TEXTS
ADDRESSES = st.none() | st.sampled_from(["https://ledger.example/kestle#1", "http://x.example/?a=b&c=%20d"])
TIMES = st.none() | st.sampled_from(["2026-11-03T16:10:00+01:00", "2026-11-03T16:10Z", "2020-02-29T00:00:00.5-03:30"])
EMBEDS = st.builds(
    ReadEmbed,
    kind=st.sampled_from(["video", "photo", "social", "audio", "link"]),
    platform=MAYBE,
    id=MAYBE,
    url=ADDRESSES,
    title=MAYBE,
    author=MAYBE,
    caption=MAYBE,
    credit=MAYBE,
    thumbnail_url=ADDRESSES,
    lost=st.booleans(),
    gallery=st.none() | st.integers(0, 9),
)
POSTS = st.builds(
    ReadPost,
    id=st.text("abc-0123456789", min_size=1, max_size=12),
    position=st.just(0),
    text=TEXTS,
    html=st.just(""),
    headline=MAYBE,
    posted_at=TIMES,
    updated_at=TIMES,
    author=MAYBE,
    credits=st.lists(TEXTS, max_size=3).map(tuple),
    permalink=ADDRESSES,
    kind=st.sampled_from(["post", "comment", "ad", "poll", "summary"]),
    embeds=st.lists(EMBEDS, max_size=3).map(tuple),
    posted_raw=MAYBE,
    precision=st.sampled_from(["second", "minute", "day", "none"]),
    zone_source=st.sampled_from(["offset", "epoch", "platform", "page", "none"]),
    pinned=st.booleans(),
    quotes=st.lists(st.builds(ReadQuote, text=TEXTS, credit=MAYBE), max_size=2).map(tuple),
    found_in=st.dictionaries(TEXTS, TEXTS, max_size=2),
)


@st.composite
def stories(draw: st.DrawFn) -> ReadStory:
    posts = draw(st.lists(POSTS, max_size=5, unique_by=lambda post: post.id))
    placed = tuple(replace(post, position=place, html=from_text(post.text)) for place, post in enumerate(posts))
    return ReadStory(
        title=draw(TEXTS),
        reader=draw(st.text("abc_", min_size=1, max_size=9)),
        posts=placed,
        url=draw(ADDRESSES),
        language=draw(MAYBE),
        timezone=draw(MAYBE),
        warnings=draw(st.lists(TEXTS, max_size=3).map(tuple)),
        standfirst=draw(MAYBE),
        is_live=draw(st.none() | st.booleans()),
        coverage_start=draw(TIMES),
        coverage_end=draw(TIMES),
        announced=draw(st.none() | st.integers(0, 9999)),
        pages_read=draw(st.integers(0, 99)),
        pages_total=draw(st.none() | st.integers(0, 99)),
        next_pages=draw(st.lists(ADDRESSES.filter(bool), max_size=3).map(tuple)),
        removed=draw(st.lists(TEXTS, max_size=2).map(tuple)),
        corrections=draw(st.lists(TEXTS, max_size=2).map(tuple)),
    )


def dump(story: ReadStory) -> bytes:
    return json.dumps(story.as_json(), ensure_ascii=False).encode()


def normal(**changed: Any) -> bytes:
    post = {"id": "a", "text": "The wall broke.", **changed}
    return json.dumps({"title": "Kestle", "posts": [post]}).encode()


@settings(max_examples=300, deadline=None)
@given(stories())
def test_what_was_dumped_is_read_back_to_the_letter(story: ReadStory) -> None:
    assert read(dump(story)) == story


@pytest.mark.parametrize("content", [TEXT, page(BLOG), ARTICLE])
def test_what_every_reader_made_is_read_back_to_the_letter(content: str) -> None:
    story = read(content.encode(), base_url="https://ledger.example/")
    assert read(dump(story)) == story


def test_keys_that_may_be_absent_have_their_defaults() -> None:
    found = read(normal())
    assert (found.reader, found.warnings) == ("normal_form", ())
    assert found.posts[0] == ReadPost(id="a", position=0, text="The wall broke.", html="<p>The wall broke.</p>")


def test_post_without_id_gets_one_from_its_words() -> None:
    assert read(normal(id=None)).posts[0].id.startswith("t-")


def test_html_of_strangers_is_cleaned_again() -> None:
    html = '<p onclick="x()">The <b>wall</b><script>x()</script></p><img src="https://x.example/pixel">'
    assert read(normal(html=html)).posts[0].html == "<p>The <b>wall</b></p>"


@pytest.mark.parametrize("raw", ["2026-11-03T16:10:00", "yesterday", "2026-11-03"])
def test_time_without_offset_is_left_out_with_a_warning_that_names_it(raw: str) -> None:
    found = read(normal(posted_at=raw))
    assert found.posts[0].posted_at is None
    assert found.warnings == ("The post at position 0: the time in 'posted_at' carries no offset and was left out.",)


def test_addresses_that_lead_elsewhere_are_left_out_with_a_warning() -> None:
    found = read(normal(permalink="javascript:alert(1)", embeds=[{"kind": "video", "url": "/film"}]))
    assert (found.posts[0].permalink, found.posts[0].embeds[0].url) == (None, None)
    assert len(found.warnings) == 2


def test_next_pages_that_lead_elsewhere_are_left_out_with_a_warning() -> None:
    pages = ["https://ledger.example/2", "file:///etc/hosts"]
    found = read(json.dumps({"title": "Kestle", "posts": [{"text": "x"}], "next_pages": pages}).encode())
    assert found.next_pages == ("https://ledger.example/2",)
    assert "'next_pages'" in found.warnings[0]


def test_unknown_fields_are_left_out_with_a_warning() -> None:
    assert "'headlin'" in read(normal(headlin="Wall")).warnings[0]


def test_many_warnings_are_cut_short() -> None:
    posts = [{"text": f"Wave {number}.", "posted_at": "noon"} for number in range(500)]
    warnings = read(json.dumps({"title": "x", "posts": posts}).encode()).warnings
    assert (len(warnings), warnings[-1]) == (21, "480 more.")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": None}, "position 0: the field 'text' must be a text, not null"),
        ({"text": 7}, "'text' must be a text, not a number"),
        ({"precision": "century"}, "'precision' must be one of second, minute, day, none"),
        ({"pinned": "yes"}, "'pinned' must be true or false, not the text 'yes'"),
        ({"found_in": ["page"]}, "'found_in' must be an object of texts, not a list"),
        ({"quotes": [{"text": 4}]}, "position 0, quote 0: the field 'text' must be a text"),
        ({"headline": ["x"]}, "'headline' must be a text or null, not a list"),
        ({"author": {"name": "x"}}, "'author' must be a text or null, not an object"),
        ({"credits": "Reuters"}, "'credits' must be a list of texts, not the text 'Reuters'"),
        ({"credits": [1]}, "'credits' must be a list of texts, not a number"),
        ({"kind": "note"}, "'kind' must be one of post, comment"),
        ({"position": True}, "'position' must be a whole number or null, not true or false"),
        ({"position": 3}, "'position' must count the posts from 0"),
        ({"embeds": {}}, "'embeds' must be a list, not an object"),
        ({"embeds": ["film"]}, "position 0, embed 0 must be an object, not the text 'film'"),
        ({"embeds": [{"kind": "film"}]}, "embed 0: the field 'kind' must be one of video"),
        ({"embeds": [{}]}, "embed 0: the field 'kind' must be one of video"),
        ({"embeds": [{"kind": "video", "lost": 1}]}, "'lost' must be true or false, not a number"),
        ({"embeds": [{"kind": "photo", "gallery": -1}]}, "'gallery' must not be negative"),
        ({"embeds": [{"kind": "photo", "gallery": 1.5}]}, "'gallery' must be a whole number"),
    ],
)
def test_wrong_field_is_refused_with_the_post_and_the_field_named(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(CannotRead, match=words):
        read(normal(**changed))


def test_id_that_comes_twice_is_refused() -> None:
    posts = [{"id": "a", "text": "One."}, {"id": "b", "text": "Two."}, {"id": "a", "text": "Three."}]
    with pytest.raises(CannotRead, match="position 2: the field 'id' repeats 'a', which the post at position 0 has"):
        read(json.dumps({"title": "x", "posts": posts}).encode())


@pytest.mark.parametrize(
    "data", [{"title": 1, "posts": []}, {"posts": []}, {"title": "x"}, {"title": "x", "posts": {}}]
)
def test_story_without_title_or_posts_is_refused(data: Any) -> None:
    with pytest.raises(CannotRead):
        read(json.dumps(data).encode(), format="normal_form")


@given(st.recursive(st.none() | st.booleans() | st.integers() | TEXTS, lambda inner: st.lists(inner, max_size=3)))
def test_any_value_in_any_field_is_refused_or_read_to_the_letter(value: Any) -> None:
    for field in (*asdict(ReadPost("", 0, "", "")), "embeds"):
        try:
            story = read(normal(**{field: value}), format="normal_form")
        except CannotRead:
            continue
        assert read(dump(story)) == story
