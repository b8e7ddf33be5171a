"""A page that the desk has is asked for on condition that it changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paged_blog import GrowingBlog

from workbench.evidence.asking import Unless
from workbench.evidence.fetching import Fetched, fetch


def get(address: str, unless: Unless | None = None) -> Fetched:
    return fetch(address, allow_nets=("127.0.0.1/32",), limit_bytes=2**20, seconds=5, unless=unless)


def test_an_unchanged_page_answers_304_without_content_and_a_changed_one_is_whole() -> None:
    with GrowingBlog() as blog:
        blog.lay_out(3)
        first = get(blog.address)
        unless = Unless.of(first.headers)
        assert unless is not None
        assert unless.etag
        again = get(blog.address, unless)
        assert (again.status, again.content) == (304, b"")
        blog.lay_out(4)
        changed = get(blog.address, unless)
        assert (changed.status, len(changed.content) > len(first.content)) == (200, True)


def test_without_validators_nothing_is_asked() -> None:
    assert Unless.of([("Content-Type", "text/html")]) is None


def test_both_validators_are_sent_as_their_headers() -> None:
    unless = Unless.of([("ETAG", 'W/"a"'), ("last-modified", "Mon, 02 Mar 2026 10:00:00 GMT")])
    assert unless is not None
    assert unless.as_headers() == {"If-None-Match": 'W/"a"', "If-Modified-Since": "Mon, 02 Mar 2026 10:00:00 GMT"}


@pytest.mark.parametrize("etag", ["", " ", '"a\r\nHost: evil.example"', "é", "a" * 501])
def test_a_validator_that_could_break_a_request_is_not_sent(etag: str) -> None:
    assert Unless.of([("ETag", etag)]) is None


@given(st.text(max_size=600))
def test_whatever_a_site_sent_no_line_of_its_own_enters_our_request(etag: str) -> None:
    unless = Unless.of([("ETag", etag)])
    sent = "".join(unless.as_headers().values()) if unless else ""
    assert sent.isascii()
    assert not set(sent) & {"\r", "\n", "\0"}
