"""Which encoding a document stands in, and what is no text at all."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.decoding import decoded
from workbench.intake.posts import CannotRead

WORDS = "Søren says the wall – “old” – broke. المياه"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_byte_order_mark_decides_against_any_declaration(mark: bytes, encoding: str) -> None:
    found = decoded(mark + WORDS.encode(encoding), "text/html; charset=windows-1251")
    assert (found.text, found.warnings) == (WORDS, ())


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("windows-1251", "Стена рухнула"),
        ("iso-8859-1", "mur cassé à quatre heures"),
        ('"shift_jis"', "堤防が決壊した"),
        ("gb2312", "堤坝决口"),
        ("utf-16le", WORDS),
    ],
)
def test_declared_charset_is_used(label: str, words: str) -> None:
    found = decoded(words.encode(label.strip('"')), f"text/html; charset={label}")
    assert (found.text, found.warnings) == (words, ())


def test_utf_8_that_the_server_calls_latin_is_read_as_utf_8_with_a_warning() -> None:
    words = "mur cassé à quatre heures"
    found = decoded(words.encode(), "text/html; charset=ISO-8859-1")
    assert found.text == words
    assert "UTF-8" in found.warnings[0]


@pytest.mark.parametrize("head", ['<meta charset="{}">', '<meta http-equiv=x content="text/html; charset={}">'])
def test_charset_in_the_head_is_used_for_what_is_no_utf_8(head: str) -> None:
    content = head.format("windows-1251") + "Стена рухнула"
    assert decoded(content.encode("cp1251")).text == content
    assert decoded(content.encode()).text == content


@pytest.mark.parametrize("label", ["punycode", "unicode_escape", "utf-7", "zip_codec", "rot13", "idna", "nonsense"])
def test_charsets_that_no_page_stands_in_are_passed_over(label: str) -> None:
    assert decoded(b"Water +AGE- \\u0061 rose", f"text/html; charset={label}").text == "Water +AGE- \\u0061 rose"


def test_last_resort_is_windows_1252_and_warns() -> None:
    found = decoded("mur cassé – à quatre heures".encode("cp1252"))
    assert found.text == "mur cassé – à quatre heures"
    assert "Windows-1252" in found.warnings[0]


def test_damaged_utf_8_stays_utf_8_and_warns() -> None:
    found = decoded(WORDS.encode() + b" \xff " + WORDS.encode())
    assert found.text == f"{WORDS} \ufffd {WORDS}"
    assert "damaged" in found.warnings[0]


def test_encoded_surrogates_do_not_come_through() -> None:
    text = decoded(b"wall \xed\xa0\x80 broke").text
    assert text.encode("utf-8")


@pytest.mark.parametrize("content", [b"", b"  \n\t ", codecs.BOM_UTF8, codecs.BOM_UTF8 + b"  ", b"\x01\x02"])
def test_empty_documents_are_refused(content: bytes) -> None:
    with pytest.raises(CannotRead, match="empty"):
        decoded(content)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xff\xd8\xff\xe0 JFIF", "picture"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"PK\x03\x04 docx", "zip"),
        (b"\x1f\x8b\x08 gz", "compressed"),
        (b"\x00\x00\x00\x20ftypisom", "video"),
        (b"wall\x00broke", "NUL"),
        (bytes(range(1, 32)) * 9, "control"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(content: bytes, name: str) -> None:
    with pytest.raises(CannotRead, match=name) as refusal:
        decoded(content)
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


def test_stray_control_characters_go() -> None:
    assert decoded(b"The wall\x07 broke\x0bat\x7f four").text == "The wall broke\nat four"


@given(st.binary(max_size=200), st.sampled_from([None, "text/html; charset=utf-8", "text/plain; charset=big5"]))
def test_any_bytes_are_text_that_can_be_stored_or_refused(content: bytes, declared: str | None) -> None:
    try:
        text = decoded(content, declared).text
    except CannotRead:
        return
    assert text.strip()
    assert "\x00" not in text
    assert text.encode("utf-8")
