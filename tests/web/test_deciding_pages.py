"""Deciding about claims in the browser, with plain forms and with htmx: bands, speakers, figures, pairs."""

import re

import pytest
from running import Site, Visitor

BLOG = """Orvik - Live Blogs - Quay Courier

Orvik

Follow it here.

  • Harbour police say 44 prisoners were killed at the Orvik station on Monday.

    We will bring you more. What a shameful, terrible day!

  • The army says 52 prisoners were killed when rebels shelled the Orvik station.

  • According to the army, the station came under attack at night.

    They said many guards had fled.
Powered by ScribbleLive Content Marketing Software Platform
"""


@pytest.fixture
def ana(site: Site) -> Visitor:
    visitor = site.visitor("ana")
    visitor.post("/stories", {"text": BLOG})
    return visitor


def ref_of(visitor: Visitor, words: str) -> str:
    page = visitor.get("/stories/orvik", params={"words": words}).text
    found = re.search(r"/stories/orvik/items/([A-Z]{3}-\d{3})", page)
    assert found, page
    return found[1]


def version_of(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def act(visitor: Visitor, ref: str, deed: str, form: dict[str, object], *, htmx: bool = False) -> object:
    page = visitor.get(f"/stories/orvik/items/{ref}").text
    return visitor.post(f"/stories/orvik/items/{ref}/{deed}", {"version": version_of(page)} | form, htmx=htmx)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_suggestion_looks_like_one_until_it_is_accepted(ana: Visitor, htmx: bool) -> None:
    ref = ref_of(ana, "44 prisoners")
    assert "suggested: claim" in ana.get(f"/stories/orvik/items/{ref}").text
    answer = act(ana, ref, "accept", {}, htmx=htmx)
    assert 'accepted by <bdi dir="auto">Ana Lima</bdi>' in answer.text
    assert answer.text.startswith("<!doctype html>") is not htmx
    again = act(ana, ref, "accept", {})
    assert again.status_code == 422
    assert "has been accepted already" in again.text


def test_a_claim_is_set_aside_and_found_in_its_band(ana: Visitor) -> None:
    ref = ref_of(ana, "52 prisoners")
    assert "Accept as a claim" in act(ana, ref, "band", {"band": "aside"}).text
    assert ref in ana.get("/stories/orvik", params={"band": "aside"}).text
    refused = act(ana, ref, "band", {"band": "bin"})
    assert refused.status_code == 422


def test_names_and_figures_are_corrected_in_rows_without_script(ana: Visitor) -> None:
    ref = ref_of(ana, "44 prisoners")
    page = act(ana, ref, "speaker", {"attribution": "Port police", "told": "Nordwire", "credit": ""}).text
    assert "Port police" in page
    assert "Told to" in page
    rows = {
        "text": ["44 or so", ""],
        "value": ["44", ""],
        "low": ["40", ""],
        "high": ["48", ""],
        "unit": ["guards", ""],
    }
    page = act(ana, ref, "figures", rows).text
    assert "44 or so" in page
    assert "decided: attribution, quantities, told" in page
    refused = act(ana, ref, "figures", rows | {"value": ["many", ""]})
    assert (refused.status_code, "“many” is no number." in refused.text) == (422, True)
    refused = act(ana, ref, "figures", rows | {"low": ["50", ""]})
    assert (refused.status_code, "at least 50 and at most 48" in refused.text) == (422, True)


def test_what_was_set_aside_is_shown_with_reasons_and_taken_up(ana: Visitor) -> None:
    story = ana.get("/stories/orvik").text
    address = re.search(r"/stories/orvik/posts/\d+/aside", story)
    assert address
    page = ana.get(address[0]).text
    assert "What a shameful, terrible day!" in page
    assert "opinion:" in page
    part = ana.get(address[0], headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div class="aside"')
    form = {"words": "What a shameful, terrible day!", "start": "0", "band": "maybe"}
    raised = ana.post(address[0].replace("aside", "sentences"), form)
    assert "What a shameful, terrible day!" in raised.text
    assert "decided: band, words" in raised.text


def test_two_figures_stand_on_the_board_and_a_person_judges_the_pair(ana: Visitor) -> None:
    board = ana.get("/stories/orvik/contradictions").text
    first, second = ref_of(ana, "44 prisoners"), ref_of(ana, "52 prisoners")
    assert f"{first} and {second}" in board
    assert '<mark class="pair__figure">44 prisoners</mark>' in board
    form = {"item": first, "other": second, "relation": "contradicts", "note": "two lists"}
    ana.get("/stories/orvik/contradictions")
    part = ana.post("/stories/orvik/relations", form, htmx=True).text
    assert part.lstrip().startswith('<div id="board"')
    assert f"{first} contradicts {second}" in part
    panel = ana.get(f"/stories/orvik/items/{first}").text
    assert f"{second} contradicts it" in panel
    assert "tile--offered" in panel
    log = ana.get("/stories/orvik/log/html").text if ana.get("/stories/orvik/log/html").ok else ""
    assert "Set in relation to another claim" in ana.get("/stories/orvik/log").text or "contradicts" in log
    board = ana.post("/stories/orvik/relations/take-back", {"item": first, "other": second}).text
    assert "They contradict each other" in board


@pytest.mark.parametrize(
    ("form", "status", "why"),
    [
        ({"relation": "loves"}, 422, "relation"),
        ({"other": "ORV-999", "relation": "repeats"}, 404, "There is no item ORV-999"),
    ],
)
def test_a_pair_that_can_t_be_is_refused_in_a_sentence(
    ana: Visitor, form: dict[str, str], status: int, why: str
) -> None:
    ref = ref_of(ana, "44 prisoners")
    ana.get("/stories/orvik/contradictions")
    answer = ana.post("/stories/orvik/relations", {"item": ref, "other": ref} | form)
    assert answer.status_code == status
    assert why in answer.text


def test_a_viewer_sees_the_board_and_judges_nothing(site: Site, ana: Visitor) -> None:
    vic = site.visitor("vic")
    board = vic.get("/stories/orvik/contradictions").text
    assert "44 prisoners" in board
    assert "They contradict each other" not in board
    refused = vic.post("/stories/orvik/relations", {"item": "ORV-001", "other": "ORV-002", "relation": "repeats"})
    assert refused.status_code == 403


def test_the_figures_and_the_events_have_pages_of_their_own(ana: Visitor) -> None:
    figures = ana.get("/stories/orvik/figures").text
    assert "<title" in figures
    assert 'class="strip"' in figures
    assert "The army" in figures
    events = ana.get("/stories/orvik/groups").text
    assert "Claims of one event" in events
    assert "52 prisoners" in events


def test_a_dismissal_says_what_the_words_are(ana: Visitor) -> None:
    ref = ref_of(ana, "many guards")
    page = act(ana, ref, "dismiss", {"reason": "what they think", "kind": "opinion"}).text
    assert "what they think" in page
    refused = act(ana, ref_of(ana, "52 prisoners"), "dismiss", {"reason": "x", "kind": "nonsense"})
    assert refused.status_code == 422
