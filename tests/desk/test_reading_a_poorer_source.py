"""A post that left the page's first screen stands in its data for search engines alone: that is no edit."""

import json

from desk_parts import a_post, harbour_story
from sqlmodel import col, select

from workbench.db import Database
from workbench.desk.story import Opened, open_story
from workbench.intake.posts import ReadPost
from workbench.intake.reading import is_poorer, read
from workbench.model.story import Post

WORDS = "At least 44 people were killed, police in Kestle said.\n\nBoats at the quay [EPA]"
POORER = "At least 44 people were killed, police in Kestle said. Boats"


def opened(database: Database, post: ReadPost) -> Opened:
    with database.transaction() as session:
        return open_story(session, harbour_story(post), "0" * 64, None, fetch_media=False)


def test_data_for_search_engines_and_feeds_are_poorer_than_the_page_and_nothing_else_is() -> None:
    assert is_poorer("schema_org", "reach_page")
    assert is_poorer("feeds", "guardian_data")
    assert not is_poorer("guardian_page", "guardian_data")
    assert not is_poorer("schema_org", "schema_org")
    assert not is_poorer("schema_org", None)
    assert not is_poorer("nobody", "reach_page")


def test_words_from_a_poorer_source_are_no_edit_and_those_from_the_same_source_are(database: Database) -> None:
    opened(database, a_post("a1", 0, WORDS, found_in={"text": "reach_page"}))
    done = opened(database, a_post("a1", 0, POORER, author="Desk", found_in={"text": "schema_org"}))
    assert (done.posts.changed, done.posts.same) == (0, 1)
    done = opened(database, a_post("a1", 0, WORDS.replace("44", "52"), found_in={"text": "reach_page"}))
    assert (done.posts.changed, done.outcomes["claim_text_changed"]) == (1, 1)


def page_of(posts: int, shown: int = 5) -> bytes:
    """A growing page: its elements show the newest posts, with a film each; its JSON-LD holds all, without films."""
    numbers = range(posts, 0, -1)
    words = {
        number: f"At least {number + 20} people were killed in street {number}, police in Kestle said."
        for number in numbers
    }
    updates = [
        {"@type": "BlogPosting", "headline": f"Street {number}", "url": f"https://ledger.example/kestle#{2259000 + number}",
         "datePublished": f"2026-11-03T10:{number:02d}:07Z", "articleBody": words[number].replace(",", " "),
         "author": [{"name": "Desk"}]}
        for number in numbers
    ]  # fmt: skip
    blog = {
        "@type": "LiveBlogPosting",
        "headline": "Kestle flood",
        "url": "https://ledger.example/kestle",
        "liveBlogUpdate": updates,
    }
    entries = "".join(
        f'<div class="live-event-entry" id="{2259000 + number}" data-post-time="{1793700000000 + number * 60_000}">'
        f'<div class="entry-info"><mark>Ines Marlow</mark></div><div class="entry-content"><h3>Street {number}</h3>'
        f'<p>{words[number]}</p><iframe src="https://www.youtube.com/embed/Kest1eWa1{number:02d}"></iframe></div></div>'
        for number in list(numbers)[:shown]
    )
    return (
        f'<!doctype html><html lang="en"><head><title>Kestle flood</title><script type="application/ld+json">{json.dumps(blog)}'
        f"</script></head><body>{entries}</body></html>"
    ).encode()


def test_blog_that_grows_past_its_first_screen_has_new_posts_and_no_edits(database: Database) -> None:
    for posts in (8, 9, 14, 30):
        with database.transaction() as session:
            before = len(session.exec(select(Post)).all())
            done = open_story(session, read(page_of(posts)).settled(), "0" * 64, None, fetch_media=False)
        assert (done.posts.new, done.posts.changed, done.posts.removed) == (posts - before, 0, 0)
    with database.reading() as session:
        stand = session.exec(select(Post).order_by(col(Post.position))).all()
        assert [post.native_id for post in stand] == [f"{2259000 + number}" for number in range(30, 0, -1)]
