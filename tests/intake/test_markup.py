"""HTML as a reader sees it, and JSON within bounds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from workbench.intake.json_text import parsed
from workbench.intake.markup import is_markup, paragraphs, without_tags, words
from workbench.intake.posts import CannotRead


def seen(html: str) -> str:
    body = LexborHTMLParser(f"<body>{html}").body
    assert body is not None
    return words(body)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two", "one\ntwo"),
        ("<div>one<p>two</p>three</div>", "one\n\ntwo\n\nthree"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<table><tr><td>1<td>2<tr><td>3</table>", "1 2\n3"),
        ("a <b> b </b>\n\n c", "a b c"),
        ("a\xa0 b", "a\xa0 b"),
        ("a&nbsp;b &amp; c", "a\xa0b & c"),
        ("a<script>x</script><style>y</style><template>z</template><!-- w -->b", "ab"),
        ("<h2><p>Wall</p></h2><p>It broke.", "Wall\n\nIt broke."),
        ('<p x"y>one<b a<b>two</b></p><script x"y>z</script>', "onetwo"),
        ("<p title='<!--'>one</p><script>x</script><p title='-->'>two</p>", "one\n\ntwo"),
        ("<p title='<p>a</p>'>one</p><hr>two<td>three", "one\n\ntwothree"),
        ("", ""),
    ],
)
def test_words_of_html(html: str, text: str) -> None:
    assert seen(html) == text


@given(st.lists(st.sampled_from(["<p>", "</p>", "<br>", "wall", " ", "\n", "<b>", "</b>", "<li>", "<div>", "</div>"])))
def test_words_are_paragraphs_that_stay_as_they_are(pieces: list[str]) -> None:
    text = seen("".join(pieces))
    assert paragraphs(text) == text
    assert text.count("wall") == pieces.count("wall")


def test_deep_trees_need_no_recursion() -> None:
    assert seen("<b>" * 20_000 + "wall") == "wall"


def test_markup_is_told_from_a_less_than_sign() -> None:
    assert is_markup("a <b>wall</b>")
    assert not is_markup("fewer than < 5 or > 3 boats, <3")


def test_tags_can_be_taken_off_without_a_parser() -> None:
    assert without_tags("<p class='x'>a &lt; b</p> <<c>") == "a < b <"


@given(st.recursive(st.none() | st.text() | st.integers(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)))
def test_json_values_hold_characters_only(value: object) -> None:
    text = json.dumps(value)
    found = parsed(text)
    assert json.dumps(found, ensure_ascii=False).encode("utf-8")
    if "\\u" not in text:
        assert found == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "broken at line 1"),
        ("[" * 100_000, "nested too deep|more than a million"),
        ("[" + "[]," * 10**6 + "[]]", "more than a million parts"),
        ("9" * 5000, "too long"),
    ],
)
def test_json_beyond_bounds_is_refused(text: str, words: str) -> None:
    with pytest.raises(CannotRead, match=words):
        parsed(text)
