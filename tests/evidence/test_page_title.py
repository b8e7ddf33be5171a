"""Titles of pages, in the encodings and disguises of the web."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.evidence.page_title import page_title


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (b"<title>Harbour reopens</title>", "Harbour reopens"),
        (b"<HTML><HEAD><TITLE\n lang=en>Harbour\n\t reopens &amp; sails </TITLE >", "Harbour reopens & sails"),
        (b"<!-- <title>old</title> --><title>new</title>", "new"),
        (b"<script>var a = '<title>no</title>'</script><title>yes</title>", "yes"),
        (b"<style>a{}</style><noscript><title>no</title></noscript><title>yes</title>", "yes"),
        (b"<svg><title>drawing</title></svg><title>page</title>", "page"),
        (b"<titles>no</titles><title>yes</title>", "yes"),
        (b"<title>a <b>bold</b> word</title>", "a <b>bold</b> word"),
        (b"<title>never closed", "never closed"),
        (b"<title></title>", None),
        (b"<title> \x00\x07 </title>", "\ufffd"),
        (b"no title at all", None),
        (b"<!-- <title>only in a comment</title>", None),
        (b"", None),
        (b"<title>" + b"long " * 200 + b"</title>", ("long " * 60).strip()),
    ],
)
def test_the_title_is_the_pages_own_on_one_line(page: bytes, title: str | None) -> None:
    assert page_title(page, None) == title


@pytest.mark.parametrize(
    ("page", "charset", "title"),
    [
        ("<title>الميناء يفتح</title>".encode(), "utf-8", "الميناء يفتح"),
        ("<title>الميناء</title>".encode("cp1256"), "windows-1256", "الميناء"),
        ("<meta charset=windows-1256><title>الميناء</title>".encode("cp1256"), None, "الميناء"),
        ('<meta http-equiv=a content="text/html; charset=koi8-r"><title>Порт</title>'.encode("koi8-r"), None, "Порт"),
        ("<title>“quoted”</title>".encode("cp1252"), "iso-8859-1", "“quoted”"),
        ("\ufeff<title>Порт</title>".encode(), "koi8-r", "Порт"),
        ("<title>Порт</title>".encode("utf-16"), None, "Порт"),
        ("<title>Порт</title>".encode("utf-16-le"), "utf-16", "Порт"),
        ("<meta charset=utf-16><title>Порт</title>".encode(), None, "Порт"),
        ("<title>港口</title>".encode("gb18030"), "gb18030", "港口"),
        ("<title>Порт</title>".encode(), "no-such-charset", "Порт"),
        ("<title>Порт</title>".encode(), "base64", "Порт"),
        (rb"<title>\ud800</title>", "unicode_escape", r"\ud800"),
        (b"<title>a\xffb</title>", "utf-8", "a\ufffdb"),
        (b"<title>a</title>", "nul\x00", "a"),
    ],
)
def test_the_encoding_is_found_as_browsers_find_it(page: bytes, charset: str | None, title: str) -> None:
    assert page_title(page, charset) == title


@pytest.mark.parametrize(
    "word",
    [b"<title", b"<!--", b"<script>", b"<div>", b"<title><", b"<meta charset=", b"<", b"<svg></svg>", b"</title"],
)
def test_a_hostile_page_takes_no_time(word: bytes) -> None:
    page = word * (4 * 2**20 // len(word))
    start = time.perf_counter()
    page_title(page, None)
    assert time.perf_counter() - start < 1


def test_a_title_after_much_script_is_found() -> None:
    page = b"<script>" + b"x" * 900_000 + b"</script><title>A film</title>"
    assert page_title(page, None) == "A film"


@given(st.binary(max_size=300), st.none() | st.text(max_size=20))
def test_any_bytes_have_a_printable_title_or_none(content: bytes, charset: str | None) -> None:
    title = page_title(b"<title>" + content, charset)
    assert title is None or (title.isprintable() and 0 < len(title) <= 300)
