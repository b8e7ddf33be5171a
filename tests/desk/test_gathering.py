"""A blog is gathered whole and politely, and what is missing is said; against a real server on loopback."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paged_blog import Answer, GrowingBlog, a_post

from workbench.desk.blog import Reach
from workbench.desk.coverage import coverage_of
from workbench.desk.gathered import CannotGather, Gathered, KnownPage, Limits
from workbench.desk.gathering import gather
from workbench.desk.joining import joined
from workbench.desk.page_sites import is_platform_page, is_same_site, site_of
from workbench.desk.politeness import Turns, asked_wait
from workbench.evidence.asking import Unless
from workbench.evidence.fetching import Fetched
from workbench.intake.posts import CannotRead, ReadPost, ReadStory

QUICK = Limits(pages=50, bytes=2**20, seconds=60, pause=0)
REACH = Reach(("127.0.0.0/8",), 10, 2**20, QUICK)


@pytest.fixture
def blog() -> Iterator[GrowingBlog]:
    with GrowingBlog() as blog:
        yield blog


def gathered(blog: GrowingBlog, limits: Limits = QUICK, **more: object) -> Gathered:
    return gather(blog.address, REACH.fetch, REACH.read, limits=limits, **more)  # type: ignore[arg-type]


def known(*pages: Fetched) -> dict[str, KnownPage]:
    from hashlib import sha256

    return {
        page.address: KnownPage(
            sha256(page.content).hexdigest(),
            Unless.of(page.headers),
            page.media_type,
            page.final_address,
            lambda content=page.content: content,  # type: ignore[misc]
        )
        for page in pages
    }


def ids(found: Gathered) -> list[str]:
    assert found.story is not None
    return [post.id for post in found.story.posts]


def test_all_pages_are_read_in_order_and_nothing_is_said_to_be_missing(blog: GrowingBlog) -> None:
    blog.lay_out(34)
    said: list[tuple[int, int]] = []
    found = gathered(blog, say=lambda page, of: said.append((page, of)))
    assert ids(found) == [f"p{number}" for number in range(34, 0, -1)]
    assert found.story is not None
    assert [post.position for post in found.story.posts] == list(range(34))
    assert (found.story.pages_read, found.missing, found.story.next_pages) == (4, None, ())
    assert blog.asked == [blog.path(number) for number in range(1, 5)]
    assert said == [(1, 1), (2, 4), (3, 4), (4, 4)]


def test_a_post_that_two_pages_show_is_one_and_no_page_is_asked_for_twice(blog: GrowingBlog) -> None:
    blog.lay_out(20)
    blog.pages[blog.path(2)]["posts"].insert(0, a_post(11))
    blog.pages[blog.path(2)]["next_pages"] = [blog.address, f"{blog.root}/live?page=2#p3"]
    assert ids(gathered(blog)) == [f"p{number}" for number in range(20, 0, -1)]
    assert len(blog.asked) == 2


def test_the_limit_of_pages_ends_it_and_says_what_is_missing(blog: GrowingBlog) -> None:
    blog.lay_out(428, on_a_page=30)
    found = gathered(blog, replace(QUICK, pages=2))
    assert found.missing == "428 announced, 60 read; 13 pages not fetched. Stopped at the limit of 2 pages."
    assert found.story is not None
    assert found.story.warnings[0] == found.missing
    assert len(blog.asked) == 2


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (replace(QUICK, bytes=1500), "MiB for one blog."),
        (replace(QUICK, seconds=0), "Stopped at the limit of 0 seconds for one blog."),
    ],
)
def test_bytes_and_time_have_a_limit_too(blog: GrowingBlog, limits: Limits, words: str) -> None:
    blog.lay_out(40)
    found = gathered(blog, limits)
    assert words in (found.missing or "")
    assert len(blog.asked) == 1


def test_a_page_that_breaks_takes_nothing_from_the_others(blog: GrowingBlog) -> None:
    blog.lay_out(50)
    blog.pages[blog.path(1)]["next_pages"] = [f"{blog.root}{blog.path(number)}" for number in range(2, 6)]
    blog.answers[blog.path(3)] = [Answer(500)]
    blog.raw[blog.path(4)] = b'{"title": "Harbour Flood", "posts": [{"id'
    found = gathered(blog)
    assert ids(found) == [f"p{number}" for number in (*range(50, 30, -1), *range(10, 0, -1))]
    assert "50 announced, 30 read; 2 pages not fetched." in (found.missing or "")
    assert "Page 3: The address answered 500" in (found.missing or "")
    assert "Page 4: " in (found.missing or "")


def test_three_failures_in_a_row_end_it(blog: GrowingBlog) -> None:
    blog.lay_out(90)
    blog.pages[blog.path(1)]["next_pages"] = [f"{blog.root}{blog.path(number)}" for number in range(2, 10)]
    for number in range(2, 10):
        blog.answers[blog.path(number)] = [Answer(500)]
    found = gathered(blog)
    assert len(blog.asked) == 4
    assert "8 pages not fetched." in (found.missing or "")
    assert "Stopped after 3 pages in a row that failed." in (found.missing or "")


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_asks_to_wait_is_waited_for(blog: GrowingBlog, status: int) -> None:
    blog.lay_out(20)
    blog.answers[blog.path(2)] = [Answer(status, {"Retry-After": "7"})]
    slept: list[float] = []
    found = gathered(blog, sleep=slept.append)
    assert (len(ids(found)), slept, found.missing) == (20, [7.0], None)


def test_a_site_that_asks_for_too_long_a_wait_is_left_alone(blog: GrowingBlog) -> None:
    blog.lay_out(30)
    blog.answers[blog.path(2)] = [Answer(429, {"Retry-After": "3600"})]
    slept: list[float] = []
    found = gathered(blog, sleep=slept.append)
    assert (slept, blog.asked) == ([], [blog.path(1), blog.path(2)])
    assert "30 announced, 10 read; 2 pages not fetched." in (found.missing or "")
    assert "asks to wait 3600 seconds" in (found.missing or "")


def test_too_many_requests_without_a_time_end_it_at_once(blog: GrowingBlog) -> None:
    blog.lay_out(30)
    blog.answers[blog.path(2)] = [Answer(429)]
    assert "asks for fewer requests" in (gathered(blog).missing or "")
    assert len(blog.asked) == 2


def test_a_first_page_that_is_not_there_is_one_sentence(blog: GrowingBlog) -> None:
    with pytest.raises(CannotGather, match="answered 404"):
        gathered(blog)
    blog.answers["/live"] = [Answer(429, {"Retry-After": "900"})]
    with pytest.raises(CannotGather) as refusal:
        gathered(blog)
    assert (refusal.value.again, refusal.value.wait) == (True, 900)
    blog.raw["/live"] = b"\x89PNG\r\n\x1a\n" + bytes(500)
    with pytest.raises(CannotRead):
        gathered(blog)


def test_pages_of_another_site_are_not_asked_for(blog: GrowingBlog) -> None:
    with GrowingBlog(host="127.0.0.2") as other:
        other.lay_out(10)
        blog.lay_out(10, next_pages=[other.address])
        found = gathered(blog)
        assert other.asked == []
    assert "it stands on another site and was not asked for." in (found.missing or "")
    assert len(ids(found)) == 10


def test_a_page_that_redirects_to_another_site_is_not_read(blog: GrowingBlog) -> None:
    with GrowingBlog(host="127.0.0.2") as other:
        other.lay_out(10)
        other.pages["/live"]["posts"][0]["id"] = "foreign"
        blog.lay_out(20)
        blog.answers[blog.path(2)] = [Answer(302, {"Location": other.address})]
        found = gathered(blog)
    assert "foreign" not in ids(found)
    assert "it leads to another site and was not read." in (found.missing or "")


def test_an_unchanged_blog_is_asked_for_once_and_not_read(blog: GrowingBlog) -> None:
    blog.lay_out(30)
    pages = known(*gathered(blog).pages)
    blog.asked.clear()
    assert gathered(blog, known=pages) == Gathered(None, ())
    assert (blog.asked, blog.conditional) == ([blog.path(1)], [blog.path(1)])


def test_the_same_bytes_without_a_304_are_unchanged_too(blog: GrowingBlog) -> None:
    blog.validates = False
    blog.lay_out(10)
    pages = known(*gathered(blog).pages)
    assert gathered(blog, known=pages) == Gathered(None, ())


def test_a_grown_blog_is_joined_with_the_pages_that_did_not_change(blog: GrowingBlog) -> None:
    blog.lay_out(30)
    pages = known(*gathered(blog).pages)
    blog.pages[blog.path(1)]["posts"].insert(0, a_post(31))
    found = gathered(blog, known=pages)
    assert ids(found) == [f"p{number}" for number in range(31, 0, -1)]
    assert [page.address for page in found.pages] == [blog.address]
    assert blog.conditional[-3:] == [blog.path(1), blog.path(2), blog.path(3)]


def test_a_thorough_reading_finds_an_edit_on_an_older_page(blog: GrowingBlog) -> None:
    blog.lay_out(30)
    pages = known(*gathered(blog).pages)
    blog.pages[blog.path(3)]["posts"][0]["text"] = "Nobody was hurt, the harbour police said on Tuesday."
    assert gathered(blog, known=pages).story is None
    found = gathered(blog, known=pages, thorough=True)
    assert [page.address for page in found.pages] == [f"{blog.root}{blog.path(3)}"]
    assert len(ids(found)) == 30


def test_two_requests_to_one_host_have_a_pause_between_them() -> None:
    seconds = [0.0]
    slept: list[float] = []

    def sleep(wait: float) -> None:
        slept.append(wait)
        seconds[0] += wait

    turns = Turns(1.0, sleep, lambda: seconds[0])
    turns.wait_for("https://a.example/1")
    turns.wait_for("https://b.example/1")
    seconds[0] += 0.25
    turns.wait_for("https://a.example/2")
    assert slept == [0.75]


@given(st.integers(0, 10**6))
def test_a_wait_is_a_number_of_seconds_or_a_date(seconds: int) -> None:
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert asked_wait(str(seconds), now) == seconds
    assert asked_wait(format_datetime(now + timedelta(seconds=seconds), usegmt=True), now) == seconds
    assert asked_wait(format_datetime(now - timedelta(seconds=seconds), usegmt=True), now) == 0


@given(st.text(max_size=40))
def test_no_header_breaks_the_wait(header: str) -> None:
    wait = asked_wait(header, datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert wait is None or wait >= 0


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.news.example.com/live", "example.com"),
        ("https://live.courier.co.uk/a", "courier.co.uk"),
        ("https://courier.co.uk", "courier.co.uk"),
        ("https://quay.wordpress.com/", "quay.wordpress.com"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://localhost/", "localhost"),
        ("ftp://example.com/", None),
        ("http://[broken", None),
    ],
)
def test_the_site_of_an_address_is_its_registrable_host(address: str, site: str | None) -> None:
    assert site_of(address) == site


def test_a_platform_may_name_its_own_hosts_only() -> None:
    assert is_platform_page("https://api.scribblelive.com/x", "schema_org+scribblelive_page")
    assert not is_platform_page("https://scribblelive.com.evil.example/x", "scribblelive_page")
    assert not is_platform_page("https://api.scribblelive.com/x", "schema_org")
    assert not is_same_site("https://one.co.uk/", "https://two.co.uk/")


POSTS = st.lists(st.sampled_from("abcdefgh"), max_size=6, unique=True)


@given(st.lists(POSTS, min_size=1, max_size=5))
def test_joined_pages_hold_every_post_once_in_the_order_of_the_pages(pages: list[list[str]]) -> None:
    stories = [
        ReadStory("Quay", "r", tuple(ReadPost(one, place, one, "") for place, one in enumerate(page)), warnings=("w",))
        for page in pages
    ]
    found = joined(stories)
    assert [post.id for post in found.posts] == list(dict.fromkeys(one for page in pages for one in page))
    assert [post.position for post in found.posts] == list(range(len(found.posts)))
    assert (found.pages_read, found.warnings, found.reader) == (len(pages), ("w",), "r")


@given(st.none() | st.integers(0, 500), st.integers(0, 40), st.none() | st.integers(0, 20), st.integers(0, 20))
def test_coverage_is_silent_only_where_nothing_is_known_to_be_missing(
    announced: int | None, read: int, total: int | None, pages: int
) -> None:
    posts = tuple(ReadPost(str(one), one, "x", "") for one in range(read))
    story = ReadStory("Quay", "r", posts, announced=announced, pages_total=total, pages_read=pages)
    complete = (announced or 0) <= read and (total or 0) <= pages
    assert (coverage_of(story) is None) == complete


def test_coverage_is_said_in_the_desks_words() -> None:
    posts = tuple(ReadPost(str(one), one, "x", "") for one in range(30))
    story = ReadStory("Quay", "r", posts, announced=428, pages_total=14, pages_read=1)
    assert coverage_of(story) == "428 announced, 30 read; 13 pages not fetched."
    assert coverage_of(replace(story, pages_total=None)) == "428 announced, 30 read."
    story = replace(story, announced=None, pages_total=None, next_pages=("https://a.example/2",))
    assert coverage_of(story) == "30 posts read; at least 1 page not fetched."
