"""Page or part, headers, refusals: what every answer has in common."""

import json

import pytest
from running import Site
from sqlmodel import select

from workbench.model.source import Source
from workbench.web.words import LABELS

BLOG = "Harbour\n\n  • At least 12 people were killed, harbour police said.\n\n  • Five schools were closed, the council said.\n"
HTMX = {"HX-Request": "true"}


def opened(site: Site, name: str = "ana"):  # type: ignore[no-untyped-def]
    visitor = site.visitor(name)
    visitor.get("/stories")
    answer = visitor.post("/stories", {"text": BLOG})
    assert answer.status_code == 200, answer.text
    return visitor, answer.url.removeprefix(site.address)


def test_htmx_gets_the_part_and_a_browser_the_page(site: Site) -> None:
    visitor, story = opened(site)
    item = f"{story}/items/HRB-001"
    page, part = visitor.get(item).text, visitor.get(item, headers=HTMX).text
    assert page.lstrip().startswith("<!doctype html>")
    assert part.lstrip().startswith('<section id="panel"')
    assert "<html" not in part


@pytest.mark.parametrize("more", [{"HX-Boosted": "true"}, {"HX-History-Restore-Request": "true"}])
def test_a_boosted_page_and_one_restored_from_history_are_whole(site: Site, more: dict[str, str]) -> None:
    visitor, story = opened(site)
    assert "<!doctype html>" in visitor.get(f"{story}/items/HRB-001", headers=HTMX | more).text


def test_an_answer_says_by_which_headers_it_varies(site: Site) -> None:
    visitor, story = opened(site)
    for path in ("/stories", story, f"{story}/items/HRB-001", "/sources"):
        vary = visitor.get(path).headers["Vary"]
        assert {"HX-Request", "HX-Boosted", "HX-History-Restore-Request"} <= {one.strip() for one in vary.split(",")}


@pytest.mark.parametrize("path", ["/sign-in", "/stories", "/nothing-here", "/static/workbench.css", "/health"])
def test_every_answer_carries_the_strict_headers(site: Site, path: str) -> None:
    headers = site.visitor("ana").get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Werkzeug" not in headers.get("Server", "")


def test_pages_of_the_desk_are_kept_in_no_cache(site: Site) -> None:
    assert site.visitor("ana").get("/stories").headers["Cache-Control"] == "no-store"


def test_a_refused_form_keeps_what_was_typed_on_the_page(site: Site) -> None:
    visitor, story = opened(site)
    form = {"url": "not an address", "stance": "supports", "quote": "Words I do not want to lose", "source_name": "X"}
    answer = visitor.post(f"{story}/items/HRB-001/evidence", form)
    assert answer.status_code == 422
    assert "begins with http:// or https://" in answer.text
    assert "Words I do not want to lose" in answer.text
    with site.database.reading() as session:
        assert session.exec(select(Source)).all() == []


def test_a_refusal_to_htmx_is_a_notice_beside_the_form(site: Site) -> None:
    visitor, story = opened(site)
    answer = visitor.post(f"{story}/items/HRB-001/dismiss", {"version": "1", "reason": " "}, htmx=True)
    assert answer.status_code == 422
    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("#notices", "innerHTML")
    assert "needs a reason" in answer.text
    assert "<html" not in answer.text


def test_a_stale_form_is_answered_409(site: Site) -> None:
    visitor, story = opened(site)
    visitor.post(f"{story}/items/HRB-001/move", {"version": "1", "work_state": "in_progress"})
    form = {"version": "1", "verdict": "verified", "reason": "A long reason."}
    answer = visitor.post(f"{story}/items/HRB-001/verdict", form)
    assert answer.status_code == 409
    assert "A long reason." in answer.text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "version"),
        ({"version": "1", "reason": "x"}, "verdict"),
        ({"version": "x", "verdict": "verified", "reason": "x"}, "version"),
        ({"version": "1", "verdict": "probably", "reason": "x"}, "verdict"),
        ({"version": "1", "verdict": "verified", "reason": "x" * 30_000}, "too long"),
        ({"version": "1", "verdict": "verified", "reason": "x", "evidence": "DROP"}, "evidence"),
        ({"version": "9" * 30, "verdict": "verified", "reason": "x"}, "nothing was saved"),
    ],
)
def test_a_broken_form_is_refused_in_a_sentence(site: Site, form: dict[str, str], words: str) -> None:
    visitor, story = opened(site)
    answer = visitor.post(f"{story}/items/HRB-001/verdict", form)
    assert answer.status_code in {409, 422}
    assert words in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/stories/none",
        "/stories/none/items/X-1",
        "/sources/77",
        "/frames/abc.jpg",
        "/stories/none/log.csv",
        "/stories/none/log.exe",
    ],
)
def test_what_is_not_there_is_not_found(site: Site, path: str) -> None:
    assert site.visitor("ana").get(path).status_code == 404


def test_a_viewer_reads_and_changes_nothing(site: Site) -> None:
    _, story = opened(site)
    visitor = site.visitor("vic")
    page = visitor.get(f"{story}/items/HRB-001")
    assert page.status_code == 200
    assert "Record verdict" not in page.text
    for act, form in (
        ("verdict", {"version": "1", "verdict": "false", "reason": "x"}),
        ("move", {"version": "1", "work_state": "in_progress"}),
        ("evidence", {"url": "https://a.example", "stance": "supports", "source_name": "x"}),
        ("dismiss", {"version": "1", "reason": "x"}),
    ):
        assert visitor.post(f"{story}/items/HRB-001/{act}", form).status_code == 403, act
    assert visitor.post("/stories", {"text": BLOG}).status_code == 403
    assert visitor.post("/sources", {"name": "x", "kind": "outlet"}).status_code == 403


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff" * 100, b"   \n\n"])
def test_what_can_not_be_read_is_refused_and_nothing_is_stored(site: Site, content: bytes) -> None:
    visitor = site.visitor("ana")
    visitor.get("/stories")
    answer = visitor.post("/stories", files={"file": ("blog.txt", content)})
    assert answer.status_code == 422
    assert "No story is open yet" in visitor.get("/stories").text


def test_hostile_words_are_shown_and_never_run(site: Site) -> None:
    visitor = site.visitor("ana")
    visitor.get("/stories")
    words = 'The minister <script>alert(1)</script> said 12 " onmouseover=x people died on Monday.'
    post = {"id": "p1", "position": 0, "text": words, "html": words}
    blog = {"title": "<img src=x onerror=alert(2)>", "reader": "normal form", "posts": [post]}
    page = visitor.post("/stories", files={"file": ("blog.json", json.dumps(blog))}).text
    assert "onerror=" not in page.replace("&lt;img src=x onerror=alert(2)&gt;", "")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_every_stored_word_has_a_label() -> None:
    from workbench.model.evidence import Stance
    from workbench.model.item import ItemKind, Outcome, WorkState
    from workbench.model.person import Role
    from workbench.model.source import SourceKind
    from workbench.model.verdict import VerdictWord

    for words, values in (
        ("verdict", VerdictWord), ("work", WorkState), ("kind", ItemKind), ("stance", Stance),
        ("source", SourceKind), ("role", Role), ("outcome", Outcome),
    ):  # fmt: skip
        assert {value.value for value in values} <= set(LABELS[words]), words
