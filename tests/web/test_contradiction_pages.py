"""The board of contradictions, the figures and the marks in the log, through forms with and without htmx."""

import re

import pytest
from running import TOLLS, Site, Visitor

BOARD = "/stories/orvik/contradictions"
RELATE = "/stories/orvik/relations"
TAKE_BACK = f"{RELATE}/take-back"


@pytest.fixture
def ana(site: Site) -> Visitor:
    visitor = site.visitor("ana")
    visitor.post("/stories", {"text": TOLLS})
    return visitor


def refs(visitor: Visitor) -> tuple[str, str]:
    """The claims of the police and of the army, which are apart."""
    found = []
    for words in ("44 prisoners were", "52 prisoners"):
        page = visitor.get("/stories/orvik", params={"words": words}).text
        match = re.search(r"/stories/orvik/items/([A-Z]{3}-\d{3})", page)
        assert match, page
        found.append(match[1])
    visitor.get(BOARD)
    return found[0], found[1]


def marked(first: str, second: str, relation: str) -> dict[str, str]:
    return {"item": first, "other": second, "relation": relation, "note": "two lists"}


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    ("word", "head"),
    [
        ("contradicts", "{0} contradicts {1}"),
        ("repeats", "{0} repeats {1}"),
        ("supersedes", "{0} supersedes {1}"),
        ("superseded_by", "{1} supersedes {0}"),
        ("different_scope", "{0} is of different scope {1}"),
        ("unrelated", "{0} has nothing to do with {1}"),
    ],
)
def test_each_word_of_the_board_marks_the_pair_and_can_be_taken_back(
    ana: Visitor, word: str, head: str, htmx: bool
) -> None:
    first, second = refs(ana)
    suggested = f'aria-label="What {first} is to {second}"'
    assert suggested in ana.get(BOARD).text
    answer = ana.post(RELATE, marked(first, second, word), htmx=htmx)
    assert answer.status_code == 200
    told = f"<strong>{head.format(first, second)}</strong>"
    assert told in answer.text
    assert "two lists" in answer.text
    assert suggested not in answer.text
    assert answer.text.lstrip().startswith('<div id="board"') is htmx
    back = ana.post(TAKE_BACK, {"item": first, "other": second}, htmx=htmx)
    assert suggested in back.text
    assert told not in back.text


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_the_panel_s_own_forms_answer_with_the_panel(ana: Visitor, htmx: bool) -> None:
    first, second = refs(ana)
    answer = ana.post(RELATE, {"from": "item", "item": first, "other": second, "relation": "repeats"}, htmx=htmx)
    assert 'id="panel"' in answer.text
    assert answer.text.startswith("<!doctype html>") is not htmx
    assert "near--marked" in answer.text
    back = ana.post(TAKE_BACK, {"from": "item", "item": first, "other": second}, htmx=htmx)
    assert "near--marked" not in back.text


def test_each_panel_says_which_of_two_claims_is_the_later_one(ana: Visitor) -> None:
    first, second = refs(ana)
    ana.post(RELATE, marked(first, second, "superseded_by"))
    earlier = ana.get(f"/stories/orvik/items/{first}").text
    later = ana.get(f"/stories/orvik/items/{second}").text
    assert "is superseded by" in earlier
    assert "is superseded by" not in later
    assert "supersedes" in later


@pytest.mark.parametrize(
    ("path", "form", "status", "why"),
    [
        (RELATE, {"relation": "loves"}, 422, "relation"),
        (RELATE, {}, 422, "relation"),
        (RELATE, {"relation": "repeats", "note": "x" * 2001}, 422, "note"),
        (RELATE, {"relation": "repeats", "other": "ORV-999"}, 404, "There is no item ORV-999"),
        (RELATE, {"relation": "repeats", "other_story": "nowhere"}, 404, "There is no item "),
        (TAKE_BACK, {}, 404, "Nobody has related"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_what_can_not_be_is_refused_in_a_sentence(
    ana: Visitor, path: str, form: dict[str, str], status: int, why: str, htmx: bool
) -> None:
    first, second = refs(ana)
    answer = ana.post(path, {"item": first, "other": second} | form, htmx=htmx)
    assert answer.status_code == status
    assert why in answer.text
    assert "Judged by a person" not in ana.get(BOARD).text


def test_a_claim_is_not_related_to_itself(ana: Visitor) -> None:
    first, _ = refs(ana)
    answer = ana.post(RELATE, marked(first, first, "repeats"))
    assert (answer.status_code, f"{first} can&#39;t be related to itself." in answer.text) == (422, True)


def test_a_viewer_is_offered_no_form_and_refused_both(site: Site, ana: Visitor) -> None:
    first, second = refs(ana)
    vic = site.visitor("vic")
    assert "pair__form" not in vic.get(BOARD).text
    assert vic.post(RELATE, marked(first, second, "repeats")).status_code == 403
    ana.post(RELATE, marked(first, second, "repeats"))
    assert vic.post(TAKE_BACK, {"item": first, "other": second}).status_code == 403
    assert f"{first} repeats {second}" in vic.get(BOARD).text


@pytest.mark.parametrize("page", ["contradictions", "figures", "groups"])
def test_a_story_that_is_not_there_has_no_such_page(ana: Visitor, page: str) -> None:
    assert ana.get(f"/stories/nowhere/{page}").status_code == 404


def test_return_in_the_note_chooses_no_word(ana: Visitor) -> None:
    form = ana.get(BOARD).text.split('class="pair__form"')[1].split("</form>")[0]
    assert re.findall(r"<button[^>]*>", form)[0] == "<button disabled hidden>"


def test_arabic_counts_of_the_dead_are_on_the_board_and_in_the_ledger(ana: Visitor) -> None:
    board = ana.get(BOARD).text
    assert '<mark class="pair__figure">30 سجينا</mark>' in board
    assert "killed: 30 سجينا against 35 سجينا" in board
    assert 'aria-label="Killed, group 2"' in ana.get("/stories/orvik/figures").text


def test_a_mark_is_in_the_log_of_both_claims_with_its_direction(ana: Visitor) -> None:
    first, second = refs(ana)
    ana.post(RELATE, marked(first, second, "superseded_by"))
    items = {item["ref"]: item for item in ana.get("/stories/orvik/log.json").json()["items"]}
    assert items[first]["relations"] == [{"relation": "superseded_by", "other": second, "note": "two lists"}]
    assert items[second]["relations"] == [{"relation": "supersedes", "other": first, "note": "two lists"}]
    assert all(item["relations"] == [] for ref, item in items.items() if ref not in (first, second))
    page = ana.get("/stories/orvik/log").text.split("Set in relation to another claim")[1].split("</li>")[0]
    assert "<p>supersedes <a" in page
    assert (first in page, "two lists" in page) == (True, True)


def test_the_story_s_heading_asks_for_the_number_of_pairs_that_nobody_has_judged(ana: Visitor) -> None:
    def count() -> str:
        return re.sub(r"<[^>]+>", "", ana.get(f"{BOARD}?part=count", headers={"HX-Request": "true"}).text).strip()

    assert f'hx-get="{BOARD}?part=count"' in ana.get("/stories/orvik").text
    number = re.fullmatch(r"\((\d+)\)", count())
    assert number
    ana.post(RELATE, marked(*refs(ana), "contradicts"))
    left = int(number[1]) - 1
    assert count() == (f"({left})" if left else "")
    assert "<h1" in ana.get(f"{BOARD}?part=count").text, "a person who opens the address gets the board"
