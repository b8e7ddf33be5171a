"""Several readings of one document as one story."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.document import Source
from workbench.intake.merging import Reading, merged
from workbench.intake.posts import ReadEmbed, ReadPost, ReadStory
from workbench.intake.same_posts import bare_id, pairs_of
from workbench.intake.sanitising import from_text

FILM = ReadEmbed("video", platform="youtube", id="Kest1eWa11x", url="https://www.youtube.com/watch?v=Kest1eWa11x")
PHOTO = ReadEmbed("photo", url="https://ledger.example/quay.jpg")


def post(own: str, text: str = "", place: int = 0, reader: str = "page", **more: object) -> ReadPost:
    text = text or f"Water stood {own} metres deep in the town, the harbour master said."
    fields = {"text": text, **more}
    return ReadPost(
        id=own,
        position=place,
        text=text,
        html=from_text(text),  # type: ignore[arg-type]
        found_in={one: reader for one, value in fields.items() if value},
        **more,  # type: ignore[arg-type]
    )


def reading(source: Source, *posts: ReadPost, **more: object) -> Reading:
    placed = tuple(replace(one, position=place) for place, one in enumerate(posts))
    return Reading(source, ReadStory("Kestle", source, placed, **more))  # type: ignore[arg-type]


def test_ids_that_differ_in_the_word_before_them_are_one() -> None:
    assert bare_id("block-6462a0b1") == bare_id("6462a0b1") == bare_id("post_6462a0b1")
    assert bare_id("liveblog-entry-41") == "41"
    assert bare_id("t-0123456789abcdef") == ""


def test_page_gives_embeds_and_byline_and_data_gives_what_the_page_lacks() -> None:
    story = merged(
        [
            reading(
                "linked_data", post("1", author="Desk", permalink="https://ledger.example/#1"), post("2", author="Jo")
            ),
            reading("page", post("1", author="Ines", embeds=(FILM,)), post("2")),
        ]
    )
    assert story.reader == "page+linked_data"
    assert [(one.author, one.permalink, one.embeds) for one in story.posts] == [
        ("Ines", "https://ledger.example/#1", (FILM,)),
        ("Jo", None, ()),
    ]
    assert story.posts[0].found_in["author"] == "page"


def test_author_of_the_story_on_every_post_is_not_taken_for_a_byline() -> None:
    data = reading("linked_data", *(post(str(number), author="Desk") for number in range(3)))
    story = merged([data, reading("page", *(post(str(number)) for number in range(3)))])
    assert {one.author for one in story.posts} == {None}


def test_picture_for_search_engines_is_no_picture_of_the_post_but_a_film_is() -> None:
    story = merged([reading("page", post("1")), reading("linked_data", post("1", embeds=(PHOTO, FILM)))])
    assert story.posts[0].embeds == (FILM,)


def test_post_without_words_on_the_page_takes_those_of_the_data() -> None:
    story = merged(
        [reading("page", post("1", " ", headline=None)), reading("linked_data", post("1", "The wall broke."))]
    )
    assert story.posts[0].text == "The wall broke."
    assert story.posts[0].html == "<p>The wall broke.</p>"


def test_second_of_the_minute_that_the_page_prints_is_taken_from_the_data() -> None:
    page = post("1", posted_at="2026-11-03T16:40:00Z", posted_raw="16:40", precision="minute")
    data = post("1", posted_at="2026-11-03T16:40:31Z", posted_raw="x", precision="second")
    other = post("2", posted_at="2026-11-03T16:50:00Z", precision="second")
    story = merged([reading("page", page, other), reading("linked_data", data, other)])
    assert (story.posts[0].posted_at, story.posts[0].precision) == ("2026-11-03T16:40:31Z", "second")


def test_readings_of_different_posts_are_not_mixed() -> None:
    teasers = [post(f"9{number}", f"Another story, number {number}, from the county.") for number in range(5)]
    story = merged([reading("page", *(post(str(n)) for n in range(5))), reading("linked_data", *teasers)])
    assert len(story.posts) == 5
    assert any("are not these posts" in warning for warning in story.warnings)


def test_posts_are_joined_by_headline_and_minute_where_no_id_is() -> None:
    page = [
        post(f"t-{n:016x}", headline=f"Hour {n} at the wall", posted_at=f"2026-11-03T1{n}:00:00Z") for n in range(4)
    ]
    data = [post(f"{n}00", headline=f"Hour {n} at the wall", posted_at=f"2026-11-03T1{n}:00:07Z") for n in range(4)]
    assert pairs_of(page, data) == {number: number for number in range(4)}


def test_entry_that_nothing_tells_is_paired_by_its_neighbours() -> None:
    page = [post(f"t-{n:016x}", "Goal!" if n == 1 else f"Long words of hour {n} in the lower town.") for n in range(3)]
    data = [post(f"{n}00", "GOAL" if n == 1 else f"Long words of hour {n} in the lower town.") for n in range(3)]
    story = merged([reading("page", *page), reading("linked_data", *data)])
    assert [one.id for one in story.posts] == ["000", "100", "200"]
    assert story.posts[1].text == "Goal!"


@given(st.integers(1, 12), st.data())
def test_no_post_is_lost_doubled_or_moved(count: int, data: st.DataObject) -> None:
    """The page shows some of the posts, the data all of them: the story has each once, in the data's order."""
    shown = data.draw(st.lists(st.booleans(), min_size=count, max_size=count).filter(any))
    every = [post(str(100 + number)) for number in range(count)]
    page = [post(f"block-{100 + number}") for number in range(count) if shown[number]]
    falling = data.draw(st.booleans())
    story = merged([reading("linked_data", *(reversed(every) if falling else every)), reading("page", *page)])
    ids = [bare_id(one.id) for one in story.posts]
    assert ids == [str(100 + number) for number in range(count)] or (len(page) == 1 and falling)
    assert sorted(ids) == [str(100 + number) for number in range(count)]
    assert [one.position for one in story.posts] == list(range(count))
    assert {one.id.startswith("block-") for one in story.posts} == {True}
