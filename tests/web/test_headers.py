"""What every answer's headers say, and how long a static file may be kept."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from running import Site

from workbench.web.headers import HEADERS
from workbench.web.signing_in import local


@pytest.mark.parametrize("htmx", [False, True])
def test_every_kind_of_answer_is_hardened(site: Site, htmx: bool) -> None:
    headers = {"HX-Request": "true"} if htmx else {}
    stranger, ana = site.visitor(), site.visitor("ana")
    answers = [
        stranger.get("/stories", headers=headers, allow_redirects=False),
        stranger.get("/sign-in", headers=headers),
        ana.get("/stories", headers=headers),
        ana.get("/nothing", headers=headers),
        ana.get("/people", headers=headers),
        ana.post("/sources", {}, htmx=htmx),
        ana.http.post(f"{site.address}/sources", headers=headers, timeout=10),
        ana.get("/static/workbench.css", headers=headers),
        ana.get("/static/none.css", headers=headers),
        ana.get("/health", headers=headers),
    ]
    assert {answer.status_code for answer in answers} >= {200, 400, 403, 404, 422}
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (answer.url, name)


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    for directive in HEADERS["Content-Security-Policy"].split("; "):
        _, *sources = directive.split(" ")
        assert sources in (["'self'"], ["'none'"]), directive


def test_pages_name_every_header_that_decides_them(site: Site) -> None:
    vary = site.visitor("ana").get("/stories").headers["Vary"]
    assert {one.strip() for one in vary.split(",")} == {
        "HX-Request", "HX-Boosted", "HX-History-Restore-Request", "Cookie",
    }  # fmt: skip


def test_a_static_file_is_kept_for_a_year_under_the_hash_of_its_content(site: Site) -> None:
    visitor = site.visitor()
    page = visitor.get("/sign-in").text
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert {file.split("?")[0].rsplit(".", 1)[1] for file in files} == {"css", "js", "svg"}
    for file in files:
        answer = visitor.get(file)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", file


@pytest.mark.parametrize("version", ["", "?v=", "?v=000000000000"])
def test_a_static_file_under_another_hash_is_asked_for_again(site: Site, version: str) -> None:
    assert site.visitor().get(f"/static/workbench.css{version}").headers["Cache-Control"] == "no-cache"


def test_whoever_watches_the_desk_needs_no_sign_in(site: Site) -> None:
    answer = site.visitor().get("/health", allow_redirects=False)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_an_htmx_visitor_comes_back_to_the_page_and_not_to_its_fragment(site: Site) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": f"{site.address}/stories/flood?work=unstarted"}
    answer = site.visitor().get("/stories/flood/items/FLD-001?part=media", headers=headers)
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/stories/flood?work%3Dunstarted"
    headers["HX-Current-URL"] = "https://evil.example/stories"
    answer = site.visitor().get("/sources", headers=headers)
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/sources"


def resolved_host(path: str) -> str | None:
    """The host that a browser goes to from desk.example: it drops tabs and line ends, and reads \\ as /."""
    plain = re.sub(r"[\t\r\n]", "", path.strip("".join(map(chr, range(33))))).replace("\\", "/")
    if found := re.match(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//+([^/?#]*)", plain):
        return found[1]
    return None if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", plain) else "desk.example"


@example("/\\evil.example")
@example("/\t/evil.example")
@example("/.\\..//evil.example")
@example("//evil.example")
@given(st.text("/\\:.@?#%\t\r\n\x00 ahtps", max_size=14) | st.text(max_size=40))
def test_no_address_that_is_followed_after_sign_in_leaves_the_desk(address: str) -> None:
    followed = local(address)
    assert followed in {"", address}
    if followed:
        assert resolved_host(followed) == "desk.example"


@pytest.mark.parametrize(
    "address", ["/stories", "/stories/flood?work=unstarted&words=a%20b#post-3", "/stories/تغطية", "/"]
)
def test_a_page_of_the_desk_is_followed(address: str) -> None:
    assert local(address) == address
