"""HTML of strangers: only words, structure and links to the web are left, and nothing holds us up."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from workbench.intake.confinement import can_be_parsed
from workbench.intake.sanitising import LARGEST, SANITISER_VERSION, from_text, sanitised

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\n\n<>&\"'\xa0"), max_size=80)
SCRAPS = st.sampled_from(
    [
        *("<p>", "</p>", "<script>", "</script>", "<style>", "<!--", "-->", "<b", "\"'>", "<math><mi>", "wall"),
        *("<a href='javascript:x'>", '<img src=x onerror="y">', "<svg/onload=x>", "<iframe src=//x>", "<a hx-get=/x>"),
        "&lt;script&gt;",
    ]
)


def clean(html: str, base: str | None = None) -> str:
    return sanitised([html], base_url=base)[0].html


def test_words_and_structure_stay() -> None:
    html = (
        '<h2>Wall</h2><p dir="rtl" lang="ar">جدار</p><ul><li><b>one</b></li></ul><blockquote>two<br>lines</blockquote>'
    )
    assert clean(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "<script>x()</script>",
        "<style>p{}</style>",
        "<iframe src='https://x.example'></iframe>",
        "<img src='https://x.example/pixel'>",
        "<video src='https://x.example/v'></video>",
        "<svg><a href='https://x.example'>y</a></svg>",
        "<form action='/x'><input name=y></form>",
        "<!-- x -->",
        "<template><b>x</b></template>",
        "<link rel=stylesheet href=x><meta http-equiv=refresh content=0><base href=x>",
    ],
)
def test_what_runs_loads_or_hides_goes(html: str) -> None:
    assert clean(html + "<b>wall</b>") == "<b>wall</b>"


@pytest.mark.parametrize("name", ["onclick", "style", "class", "id", "hx-get", "data-x", "src"])
def test_attributes_go(name: str) -> None:
    assert clean(f'<p {name}="x">wall</p>') == "<p>wall</p>"


@pytest.mark.parametrize(
    "address",
    ["/x", "//x.example", "x.html", "javascript:x", " java\nscript:x", "data:text/html,x", "mailto:a@x.example"],
)
def test_links_that_are_not_absolute_web_addresses_lose_their_address(address: str) -> None:
    assert "href" not in clean(f'<a href="{address}">x</a>')


def test_web_links_stay_and_relative_ones_are_resolved_where_the_base_is_known() -> None:
    rest = 'rel="noopener noreferrer nofollow">x</a>'
    assert clean('<a href="https://x.example/a">x</a>') == f'<a href="https://x.example/a" {rest}'
    assert clean('<a href="/a">x</a>', "https://x.example/b/") == f'<a href="https://x.example/a" {rest}'
    assert "href" not in clean('<a href="/a">x</a>', "file:///etc/")


@given(TEXTS)
@settings(deadline=None, max_examples=60)
def test_cleaning_what_we_wrote_from_text_changes_nothing(text: str) -> None:
    html = from_text(text)
    assert clean(f"<i></i>{html}") == f"<i></i>{html}"


@given(TEXTS)
def test_plain_text_as_html_says_what_the_text_says(text: str) -> None:
    body = LexborHTMLParser(f"<body>{from_text(text)}").body
    assert body is not None
    assert not body.css("*:not(p):not(br):not(body)")
    assert "".join(body.text().split()) == "".join(text.split())


@given(st.lists(st.lists(SCRAPS, max_size=12).map("".join), min_size=1, max_size=20))
@settings(deadline=None, max_examples=30)
def test_whatever_the_pieces_nothing_active_is_left(fragments: list[str]) -> None:
    for one in sanitised(fragments):
        tree = LexborHTMLParser(f"<body>{one.html}")
        assert not tree.css("script, style, iframe, img, svg, math, template, form, object, [onerror], [hx-get]")
        assert not tree.css("a[href]:not([href^='http'])")


def test_hostile_fragment_stands_as_text_and_spares_the_others() -> None:
    started = time.monotonic()
    before, hostile, after = sanitised(["<b>one</b>", "<div>" * 200_000, "<b>two</b>"])
    assert time.monotonic() - started < 10
    assert (before.html, after.html) == ("<b>one</b>", "<b>two</b>")
    assert hostile.html.startswith("<p>&lt;div&gt;")
    assert not hostile.parsable
    assert "2 s" in (hostile.warning or "")


def test_too_large_fragment_stands_as_text() -> None:
    (large,) = sanitised(["<p>" + "x" * LARGEST])
    assert large.html.startswith("<p>&lt;p&gt;xxx")
    assert not large.parsable
    assert "1 MB" in (large.warning or "")


def test_page_that_holds_the_parser_up_is_found_out_and_a_large_one_is_not() -> None:
    assert can_be_parsed("<p>The wall <b>broke</b> at four.</p>\n" * 100_000)
    assert not can_be_parsed("<div>" * 300_000)


def test_version_is_a_word_that_can_be_stored() -> None:
    assert SANITISER_VERSION
    assert SANITISER_VERSION.isascii()
