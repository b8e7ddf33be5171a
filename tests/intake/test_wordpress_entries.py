"""The entries of WordPress's liveblog plugin: new ones, edits, deletions, key events, pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from platform_samples import TUBE, WORDPRESS, Json, answered, changed, entry, on_a_page

from workbench.intake.posts import CannotRead
from workbench.intake.reading import read


def entries(*values: Json) -> Json:
    return {"entries": list(values), "latest_timestamp": 1714739999}


def test_entries_that_stand_are_read_in_order() -> None:
    story = answered(WORDPRESS)
    assert story.reader == "wordpress_entries"
    assert [post.id for post in story.posts] == ["905", "904", "903", "900"]


def test_edit_takes_the_place_of_its_entry_and_keeps_the_entrys_time() -> None:
    post = answered(WORDPRESS).posts[1]
    assert post.text == "Ninety-one people have left."
    assert (post.posted_at, post.updated_at) == ("2024-05-03T10:08:24+00:00", "2024-05-03T12:39:59+00:00")
    assert (post.precision, post.zone_source) == ("second", "epoch")


def test_deleted_and_emptied_entries_are_declared_removed() -> None:
    assert answered(WORDPRESS).removed == ("902", "901")


def test_entry_that_holds_only_a_picture_is_no_deletion() -> None:
    story = answered(entries(entry(1, '<img src="https://img.example/a.jpg" width="600">', type="update")))
    assert [one.url for one in story.posts[0].embeds] == ["https://img.example/a.jpg"]


def test_heading_is_the_headline_and_stands_once() -> None:
    post = answered(WORDPRESS).posts[0]
    assert (post.headline, post.text) == ("Pass closed", "Pass closed\n\nNo way through.")


def test_editors_commands_are_no_words_of_the_entry() -> None:
    pinned = '<p><span class="liveblog-command type-pin">pin</span> Read this first.</p>'
    post = answered(entries(entry(1, pinned))).posts[0]
    assert (post.text, post.pinned) == ("Read this first.", True)


def test_byline_permalink_and_pin_are_kept() -> None:
    first, *_, last = answered(WORDPRESS).posts
    assert first.author == "Ilse Marrow"
    assert first.permalink == "https://glen.example/2024/05/landslide/?lbup=905"
    assert (first.pinned, last.pinned) == (False, True)


def test_several_authors_are_one_byline() -> None:
    people = [{"name": "Ilse Marrow"}, False, {"name": "Tam Obadiah"}]
    assert answered(entries(entry(1, "<p>A.</p>", authors=people))).posts[0].author == "Ilse Marrow, Tam Obadiah"


def test_storys_address_is_that_of_its_entries() -> None:
    assert answered(WORDPRESS).url == "https://glen.example/2024/05/landslide/"
    plain = [entry(n, f"<p>{n}</p>", share_link=f"https://glen.example/?p=7&lbup={n}") for n in (1, 2)]
    assert answered(entries(*plain)).url == "https://glen.example/?p=7"


def test_embed_in_the_rendered_html_is_known() -> None:
    assert [(one.platform, one.id) for one in answered(WORDPRESS).posts[2].embeds] == [("youtube", TUBE)]


def test_answer_says_how_many_entries_and_pages_there_are_and_where() -> None:
    base = "https://glen.example/wp-json/liveblog/v1/7/get-entries/1/905-1714730905"
    story = answered(WORDPRESS, base_url=base)
    assert (story.announced, story.pages_total) == (15, 3)
    assert story.next_pages == tuple(base.replace("/1/905", f"/{number}/905") for number in (2, 3))


def test_entries_in_a_pages_script_take_the_pages_title() -> None:
    story = read(on_a_page({"settings": {"state": WORDPRESS}}))
    assert (story.title, story.language, len(story.posts)) == ("Landslide - Glen Gazette", "en-GB", 4)


def test_answer_without_entries_is_refused_with_the_reason() -> None:
    for nothing in ([], [entry(1, "", type="delete")]):
        with pytest.raises(CannotRead, match="holds no entries that are not deleted"):
            answered(changed(WORDPRESS, entries=nothing))


@given(st.permutations([("new", 10, "First."), ("update", 20, "Second."), ("update", 30, "Third.")]))
def test_newest_edit_wins_in_whatever_order_the_versions_come(versions: list[tuple[str, int, str]]) -> None:
    found = [
        entry(7, f"<p>{words}</p>", type=kind, timestamp=1714730000 + at, entry_time="1714730010")
        for kind, at, words in versions
    ]
    (post,) = answered(entries(*found)).posts
    assert (post.text, post.updated_at) == ("Third.", "2024-05-03T09:53:50+00:00")
    assert post.posted_at == "2024-05-03T09:53:30+00:00"
