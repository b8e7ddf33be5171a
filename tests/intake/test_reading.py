"""The one door: limits, detection by content, choice of reader."""

import io
import itertools
import json
from pathlib import Path

import pytest
from harbour_samples import ARTICLE, BLOG, TEXT, page

from workbench.intake.posts import CannotRead
from workbench.intake.reading import READERS, read, read_file


class Endless(io.RawIOBase):
    """A stream that never ends and hands out little at a time."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "the reader asked for everything"
        part = min(size, 4096)
        self.taken += part
        return b"x" * part


def test_every_reader_has_a_name_of_its_own() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)


@pytest.mark.parametrize(
    ("content", "reader"),
    [
        (TEXT, "scribblelive_text"),
        (page(BLOG), "schema_org"),
        (json.dumps(BLOG), "schema_org"),
        (ARTICLE, "article"),
        ("The wall broke at four. It rained.", "article"),
        ("[Reuters] The wall broke.", "article"),
        ("{The wall} broke.", "article"),
        ('{"title": "x", "reader": "harbour", "posts": []}', "harbour"),
    ],
)
def test_content_decides_who_reads_whatever_the_server_says(content: str, reader: str) -> None:
    for declared in (None, "text/plain", "text/html; charset=utf-8", "application/octet-stream"):
        assert read(content.encode(), declared_type=declared).reader == reader


def test_format_forces_a_reader() -> None:
    forced = read(TEXT.encode(), format="article")
    assert (forced.reader, len(forced.posts)) == ("article", 1)


def test_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(CannotRead, match=r"no format 'wordpress'.*schema_org"):
        read(TEXT.encode(), format="wordpress")


@pytest.mark.parametrize(
    ("content", "format", "words"),
    [
        (TEXT, "schema_org", "reads html and json, and this is text"),
        (ARTICLE, "scribblelive_text", "reads text, and this is html"),
        (ARTICLE, "normal_form", "reads json"),
        ('{"a": 1}', "article", "reads html and text"),
    ],
)
def test_forced_reader_refuses_what_it_does_not_read(content: str, format: str, words: str) -> None:
    with pytest.raises(CannotRead, match=words):
        read(content.encode(), format=format)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"items": [1, 2]}', "JSON, but none"),
        ('{"title": "x", "posts": [{]}', "broken at line 1"),
        ("<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "feed"),
        ("<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'aa'>]><l>&a;</l>", "XML"),
        ("<html><body><script>1</script></body></html>", "no readable text"),
    ],
)
def test_what_nobody_reads_is_refused_by_what_it_is(content: str, words: str) -> None:
    with pytest.raises(CannotRead, match=words):
        read(content.encode())


def test_too_large_content_is_refused() -> None:
    with pytest.raises(CannotRead, match="larger than 20 MB"):
        read(b"x" * (20 * 2**20 + 1))
    with pytest.raises(CannotRead, match="larger than 10 bytes"):
        read(b"x" * 11, limit=10)
    assert read(b"x" * 10, limit=10).posts[0].text == "x" * 10


def test_endless_stream_is_refused_after_the_limit() -> None:
    stream = Endless()
    with pytest.raises(CannotRead, match="larger than"):
        read_file(stream, limit=50_000)
    assert stream.taken == 50_001


def test_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.html"
    with huge.open("wb") as file:
        file.truncate(2**40)  # a sparse terabyte: reading it would fail this test
    with pytest.raises(CannotRead, match="larger than 20 MB"):
        read_file(huge)


def test_file_and_stream_read_like_their_bytes(tmp_path: Path) -> None:
    file = tmp_path / "kestle.txt"
    file.write_bytes(TEXT.encode())
    assert read_file(file) == read_file(str(file)) == read_file(io.BytesIO(TEXT.encode())) == read(TEXT.encode())


@pytest.mark.parametrize("name", ["absent.txt", ".", "na\0me"])
def test_file_that_cannot_be_opened_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotRead, match="cannot be opened"):
        read_file(str(tmp_path) + "/" + name)


def test_warnings_of_decoding_reach_the_story() -> None:
    found = read(TEXT.replace("county", "comté").encode("cp1252", errors="replace"))
    assert any("Windows-1252" in warning for warning in found.warnings)


def test_base_url_is_the_story_address_only_if_it_leads_to_the_web() -> None:
    for base, url in (
        ("https://ledger.example/kestle", "https://ledger.example/kestle"),
        ("file:///etc/x", None),
    ):
        assert read(TEXT.encode(), base_url=base).url == url


def test_reading_again_gives_the_same_story() -> None:
    for content in (TEXT, page(BLOG), ARTICLE):
        first, again = itertools.repeat(content.encode(), 2)
        assert read(first) == read(again)


def test_post_that_stands_is_not_removed_whatever_the_document_says_besides() -> None:
    data = {"title": "Kestle", "posts": [{"id": "a", "text": "The wall broke."}], "removed": ["a", "b"]}
    assert read(json.dumps(data).encode()).removed == ("b",)
