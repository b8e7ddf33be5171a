"""The log in each format: whole, safe, and the same bytes for the same log."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logged import a_link, a_log, a_verdict, an_item

from workbench.logbook.csv_format import COLUMNS, DANGEROUS, as_csv, safe_cell
from workbench.logbook.formats import FORMATS, write_log
from workbench.logbook.page_format import as_page, is_web_address
from workbench.logbook.visible import visible

TEMPLATES = Path(__file__).parents[2] / "templates"
NASTY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "'=1", "＝1＋1", '"=1"', "a\r\n=b"]
)


def rows_of(sheet: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_log_gives_the_same_bytes(format: str) -> None:
    assert write_log(a_log(), format, TEMPLATES) == write_log(a_log(), format, TEMPLATES)


@given(NASTY, NASTY, NASTY)
def test_no_cell_of_the_sheet_can_run_and_nothing_else_changes(words: str, reason: str, source: str) -> None:
    item = an_item(text=words, verdicts=(a_verdict(reason=reason),), evidence=(a_link(source=source),))
    row = rows_of(as_csv(a_log(item)))[0]
    assert all(cell[:1] not in DANGEROUS for cell in row.values())
    assert row["words"] in {words, f"'{words}"}
    assert row["reason"] in {reason, f"'{reason}"}


@given(NASTY)
def test_a_cell_is_changed_only_by_an_apostrophe_in_front(text: str) -> None:
    assert safe_cell(text) in {text, f"'{text}"}
    assert safe_cell("plain words, 12 = 12") == "plain words, 12 = 12"


def test_the_sheet_has_a_row_an_item_with_its_history() -> None:
    earlier = a_verdict(verdict="disputed", reason="Two officials differ.", signed_off_by=None, signed_off_at=None)
    dropped = an_item(ref="HRB-002", work_state="dropped", verdict=None, verdicts=(), dismissed="Said twice.")
    log = a_log(an_item(verdicts=(earlier, a_verdict())), dropped)
    first, second = rows_of(as_csv(log))
    assert tuple(first) == COLUMNS
    assert (first["verdict"], first["signed off by"]) == ("verified", "Ben Osei")
    assert "disputed by Ana Lima" in first["earlier verdicts"]
    assert "https://harbour-police.example/list" in first["evidence"]
    assert first["ledger head"] == log.head
    assert (second["work state"], second["dismissed because"]) == ("dropped", "Said twice.")


def test_the_data_has_the_promised_keys() -> None:
    value = json.loads(write_log(a_log(), "json", TEMPLATES))
    assert {"slug", "title", "url"} <= set(value["story"])
    assert {"entries", "head"} <= set(value["ledger"])
    item = value["items"][0]
    promised = {
        "ref", "kind", "text", "post", "span", "attribution", "credit", "hedges", "quantities", "work_state", "verdict",
        "verdicts", "evidence", "pillars", "media", "relations",
    }  # fmt: skip
    assert promised <= set(item)
    assert set(item["post"]) == {"position", "posted_at", "permalink"}
    assert {"verdict", "reason", "by", "at", "signed_off_by", "signed_off_at", "evidence"} == set(item["verdicts"][0])
    assert {"url", "stance", "quote", "source", "origin", "captured_at", "sha256"} <= set(item["evidence"][0])
    assert item["exchange"] == {"check": "verified", "live_blog": "verified"}


def test_unverified_is_exchanged_as_undetermined_and_never_as_false() -> None:
    assert an_item(verdict="unverified").exchange["check"] == "undetermined"


@given(NASTY, NASTY)
def test_nothing_foreign_becomes_markup_on_the_page(words: str, name: str) -> None:
    hostile = f"{words}<script>alert(1)</script><img src=x onerror=y>"
    page = as_page(a_log(an_item(text=hostile, attribution=name + "<b>")), TEMPLATES).decode()
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>alert" not in page


def test_the_page_loads_nothing_and_says_it_all() -> None:
    draft = an_item(
        ref="HRB-002",
        work_state="ready_for_review",
        verdicts=(a_verdict(signed_off_by=None, signed_off_at=None),),
        evidence=(a_link(url="javascript:alert(1)", withdrawn="Wrong bridge."),),
    )
    page = as_page(a_log(an_item(), draft), TEMPLATES).decode()
    for words in (
        "Harbour Flood",
        "HRB-001",
        "The list agrees.",
        "Ben Osei",
        "draft: not signed off",
        "Wrong bridge.",
        "ab" * 32,
    ):
        assert words in page, words
    assert "src=" not in page
    assert 'href="javascript' not in page
    assert "@import" not in page


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//x", "ftp://x", "http://[", "", None, " https://x"]
)
def test_only_web_addresses_become_links(address: str | None) -> None:
    assert not is_web_address(address)


@given(st.text())
def test_no_hidden_character_stays_hidden(text: str) -> None:
    shown = visible(text)
    assert not {"\u202e", "\u200b", "\u2066", "\ufeff", "\x00"} & set(shown)
    assert visible(shown) == shown


def test_a_turned_name_is_shown_as_it_is_written() -> None:
    assert visible("photo\u202egpj.exe") == "photo⟨U+202E⟩gpj.exe"
    assert visible("زلزال") == "زلزال"
