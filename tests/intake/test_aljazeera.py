"""Al Jazeera's answers: the story, its updates, and both together."""

import copy
import json
from typing import Any

import pytest
from broken_json import broken, document_of, one_sentence, read_or_refused
from hypothesis import HealthCheck, given, settings
from running import sample

from workbench.intake import aljazeera
from workbench.intake.document import opened
from workbench.intake.posts import CannotRead, ReadStory

LINK = "/news/liveblog/2026/4/22/tarn-ferry-live"
PAGE = f"https://www.aljazeera.com{LINK}"
STORY: dict[str, Any] = {
    "id": "900",
    "title": "Tarn Ferry live: The wall &amp; the quay",
    "date": "2026-04-22T00:00:00",
    "modified_gmt": "2026-04-22T04:00:00",
    "link": LINK,
    "isLive": True,
    "postType": "liveblog",
    "content": "<p>The wall broke.</p><p>Nobody is hurt.</p>",
    "children": [903, 901, 902],
    "childrenMeta": [
        {"id": "903", "publishedTime": "1776830400", "embeds": []},
        {"id": "901", "publishedTime": "1776829500", "embeds": []},
        {"id": "902", "publishedTime": "1776828600", "embeds": []},
    ],
    "correctionText": "<p>The wall is of stone.</p>",
    "correctionDate": "22 Apr 2026",
    "__typename": "Post",
}


def update(own: int, hour: int, **more: Any) -> dict[str, Any]:
    return {
        "id": str(own),
        "link": LINK,
        "postType": "liveblog-update",
        "content": f'<p>Update {own}. See <a href="/news/2026/4/22/rain">rain</a>.</p><figure class="wp-caption">'
        f'<img src="/wp-content/uploads/{own}.jpg?resize=770%2C513" alt="A wall" width="770" height="513" />'
        "<figcaption>The wall [Olu Reed/Harbour Pictures]</figcaption></figure>",
        "author": [{"id": "1", "name": "Ann Perch"}],
        "showAuthor": True,
        "writeInAuthor": "",
        "writeInCoAuthor": {"name": "", "order": "1"},
        "authorTagline": "Reporting from Tarn",
        "date": f"2026-04-22T{hour:02}:45:00",
        "modified_gmt": f"2026-04-22T{hour:02}:50:00",
        "title": f"The wall &#8217;{own}&#8217;",
        "shouldDisplayTitle": True,
        "__typename": "Post",
        **more,
    }


ONE = {"data": {"posts": update(901, 3)}}
TWO = {"data": {"posts": update(903, 4, shouldDisplayTitle=False, showAuthor=False, date=None)}}
WHOLE = [{"data": {"article": STORY}}, ONE, TWO]


def story(value: Any, base: str | None = None) -> ReadStory:
    document = document_of(value, base)
    assert aljazeera.claims(document) == 0.95
    return aljazeera.read(document)


def test_update_alone_is_one_post_with_its_time_in_utc() -> None:
    found = story(ONE)
    (post,) = found.posts
    assert (post.id, post.headline, post.author) == ("901", "The wall ’901’", "Ann Perch")
    assert (post.posted_at, post.updated_at) == ("2026-04-22T03:45:00+00:00", "2026-04-22T03:50:00+00:00")
    assert (post.zone_source, post.permalink) == ("platform", f"{PAGE}?update=901")
    assert (found.url, found.announced) == (PAGE, None)


def test_paths_are_resolved_against_the_site_and_captions_parted_from_credits() -> None:
    (post,) = story(ONE).posts
    (photo,) = post.embeds
    assert photo.url == "https://www.aljazeera.com/wp-content/uploads/901.jpg?resize=770%2C513"
    assert (photo.caption, photo.credit) == ("The wall", "Olu Reed/Harbour Pictures")
    assert 'href="https://www.aljazeera.com/news/2026/4/22/rain"' in post.html


def test_story_with_some_updates_reads_these_and_says_where_the_others_are() -> None:
    found = story(WHOLE)
    assert [post.id for post in found.posts] == ["903", "901"]
    assert (found.announced, found.title, found.is_live) == (3, "Tarn Ferry live: The wall & the quay", True)
    assert found.standfirst == "The wall broke.\n\nNobody is hurt."
    assert found.corrections == ("22 Apr 2026: The wall is of stone.",)
    (further,) = found.next_pages
    assert further.startswith(
        "https://www.aljazeera.com/graphql?wp-site=aje&operationName=LiveBlogUpdateQuery&variables="
    )
    assert "902" in further


def test_title_and_byline_that_the_page_hides_are_hidden_and_the_story_s_time_steps_in() -> None:
    post = story(WHOLE).posts[0]
    assert (post.headline, post.author) == (None, None)
    assert (post.posted_at, post.zone_source) == ("2026-04-22T04:00:00+00:00", "epoch")


@pytest.mark.parametrize(
    "value",
    [{"data": {"article": STORY}}, {"data": {"article": {"children": [903, 901, 902], "__typename": "Post"}}}],
    ids=["story", "list of updates"],
)
def test_story_without_any_update_s_words_is_refused_and_counts_them(value: Any) -> None:
    with pytest.raises(CannotRead, match="names 3 updates and holds the text of none") as refusal:
        story(value)
    one_sentence(refusal.value)


def test_addresses_of_updates_are_known_even_where_no_word_of_them_is() -> None:
    assert len(aljazeera.update_addresses(document_of({"data": {"article": STORY}}))) == 3
    assert aljazeera.update_addresses(document_of({"data": {"article": {**STORY, "link": None}}})) == ()


def test_store_of_a_page_is_read_by_type_and_reference() -> None:
    state: dict[str, Any] = {"ROOT_QUERY": {"__typename": "Query", 'article({"name":"x"})': {"__ref": "Post:900"}}}
    state["Post:900"] = {**STORY, "children": [{"__ref": "Post:903"}, {"__ref": "Post:901"}]}
    state["Post:901"], state["Post:903"] = update(901, 3), update(903, 4)
    page = f"<html lang='en'><body><script>window.__APOLLO_STATE__ = {json.dumps(state)};</script></body></html>"
    document = opened(page.encode(), "text/html", PAGE)
    assert aljazeera.claims(document) == 0.95
    found = aljazeera.read(document)
    assert ([post.id for post in found.posts], found.announced, found.language) == (["903", "901"], 2, "en")


def test_children_that_carry_their_words_are_posts() -> None:
    whole = {**STORY, "children": [update(903, 4), update(901, 3)]}
    assert [post.id for post in story({"data": {"article": whole}}).posts] == ["903", "901"]


def test_other_data_is_not_claimed() -> None:
    for other in (
        {"children": [1, 2]},
        {"postType": "post", "content": "x"},
        {"__typename": "Post", "children": ["x"]},
        [],
    ):
        assert aljazeera.claims(document_of(other)) == 0.0


def test_real_answers_give_what_was_counted() -> None:
    folder = sample("liveblogs", "aljazeera-graphql")
    parts = [json.loads(one.read_text()) for one in sorted(folder.glob("*Query*.json"))]
    truth = json.loads((folder / "truth.json").read_text())
    found = story(parts)
    assert (len(found.posts), found.announced) == (truth["updates_saved"], truth["children"] + 1)
    assert sum(one.kind == "photo" for post in found.posts for one in post.embeds) == truth["figures"]
    assert {post.id: post.posted_at for post in found.posts}["4512107"] == "2026-04-22T03:45:00+00:00"
    assert str(truth["first_child"]) in found.next_pages[0]


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(broken(WHOLE) | broken(copy.deepcopy(ONE)))
def test_broken_answers_are_read_or_refused(value: Any) -> None:
    read_or_refused(aljazeera, value)
