"""Who gets in, who stays in, and who is thrown out."""

import re

import pytest
from running import PASSWORD, Site, Visitor
from sqlmodel import select

from workbench.desk.person import add_person, disable_person, find_person, people_page
from workbench.model.person import Person, Role, SignIn

INSIDE = ("/stories", "/sources", "/people", "/stories/x", "/stories/x/items/Y-001", "/stories/x/log.json")


@pytest.mark.parametrize("path", INSIDE)
def test_nobody_sees_a_page_without_signing_in(site: Site, path: str) -> None:
    answer = site.visitor().get(path, allow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/sign-in?next={path}"


def test_htmx_is_told_to_load_the_sign_in_page_whole(site: Site) -> None:
    answer = site.visitor().get("/stories", headers={"HX-Request": "true"}, allow_redirects=False)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/sign-in?next=/stories")


def test_signing_in_leads_to_the_page_that_was_wanted(site: Site) -> None:
    visitor = site.visitor()
    visitor.get("/sign-in?next=/sources")
    answer = visitor.post("/sign-in", {"name": "Ana", "password": PASSWORD, "next": "/sources"})
    assert answer.status_code == 200
    assert answer.url == f"{site.address}/sources"


@pytest.mark.parametrize(
    "next",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
     "/\t/evil.example", "http:evil.example", "///evil.example", "/%0d%0aX: y\r\nX: y"],
)  # fmt: skip
def test_signing_in_never_leads_to_another_site(site: Site, next: str) -> None:
    visitor = site.visitor()
    visitor.get("/sign-in")
    answer = visitor.post("/sign-in", {"name": "ana", "password": PASSWORD, "next": next}, allow_redirects=False)
    assert answer.status_code == 303
    assert re.fullmatch(r"/(?![/\\])[^\\]*", answer.headers["Location"]), answer.headers["Location"]


def test_a_wrong_password_and_an_unknown_name_are_told_alike(site: Site) -> None:
    answers = []
    for name in ("ana", "nobody"):
        visitor = site.visitor()
        visitor.get("/sign-in")
        answers.append(visitor.post("/sign-in", {"name": name, "password": "wrong"}))
    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("do not go together" in answer.text for answer in answers)
    assert "wrong" not in answers[0].text.split("What you wrote")[-1]


def test_guessing_is_stopped_after_five_wrong_passwords(site: Site) -> None:
    visitor = site.visitor()
    visitor.get("/sign-in")
    codes = [visitor.post("/sign-in", {"name": "ana", "password": f"guess {n}"}).status_code for n in range(6)]
    assert codes == [422] * 5 + [429]
    assert visitor.post("/sign-in", {"name": "ana", "password": PASSWORD}).status_code == 429
    assert site.visitor("ben").get("/stories").status_code == 200


def test_a_cookie_replayed_after_sign_out_is_refused(site: Site) -> None:
    visitor = site.visitor("ana")
    stolen = dict(visitor.http.cookies)
    assert visitor.post("/sign-out").status_code == 200
    thief = Visitor(site.address)
    thief.http.cookies.update(stolen)
    assert thief.get("/stories", allow_redirects=False).status_code == 303


def test_each_sign_in_has_a_new_token_and_a_new_form_token(site: Site) -> None:
    visitor = site.visitor("ana")
    first, form_token = visitor.http.cookies["workbench_sign_in"], visitor.token
    visitor.post("/sign-out")
    visitor.sign_in("ana")
    assert visitor.http.cookies["workbench_sign_in"] != first
    assert visitor.token != form_token


def test_the_token_itself_is_stored_nowhere(site: Site) -> None:
    token = site.visitor("ana").http.cookies["workbench_sign_in"]
    with site.database.reading() as session:
        assert token not in {row.token_sha256 for row in session.exec(select(SignIn))}


def test_the_session_cookie_holds_no_identity(site: Site) -> None:
    visitor = site.visitor("ana")
    thief = Visitor(site.address)
    thief.http.cookies.set("workbench_form", visitor.http.cookies["workbench_form"])
    assert thief.get("/stories", allow_redirects=False).status_code == 303


def test_cookies_are_kept_from_scripts_and_from_other_sites(site: Site) -> None:
    visitor = site.visitor()
    visitor.get("/sign-in")
    answer = visitor.post("/sign-in", {"name": "ana", "password": PASSWORD}, allow_redirects=False)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_closed_account_is_out_at_once(site: Site) -> None:
    visitor = site.visitor("ana")
    with site.database.transaction() as session:
        disable_person(session, None, find_person(session, "ana"))
    assert visitor.get("/stories", allow_redirects=False).status_code == 303
    visitor.get("/sign-in")
    assert visitor.post("/sign-in", {"name": "ana", "password": PASSWORD}).status_code == 422


def test_a_one_time_password_lets_one_do_nothing_but_choose_another(site: Site) -> None:
    with site.database.transaction() as session:
        once = add_person(session, None, "dora", "Dora", Role.EDITOR).one_time_password or ""
    visitor = site.visitor()
    visitor.sign_in("dora", once)
    assert visitor.get("/stories").url.endswith("/password")
    refused = visitor.post("/password", {"old": once, "new": "short", "again": "short"})
    assert refused.status_code == 422
    done = visitor.post("/password", {"old": once, "new": "a much longer one", "again": "a much longer one"})
    assert done.url.endswith("/sign-in")
    visitor.sign_in("dora", "a much longer one")
    assert visitor.get("/stories").url.endswith("/stories")


@pytest.mark.parametrize("path", ["/sign-in", "/stories", "/sources", "/sign-out", "/people"])
@pytest.mark.parametrize("htmx", [False, True])
def test_a_form_without_its_token_is_refused(site: Site, path: str, htmx: bool) -> None:
    visitor = site.visitor("cleo")
    for token in ("", "forged"):
        visitor.token = token
        assert visitor.post(path, {"name": "x", "kind": "outlet"}, htmx=htmx).status_code == 400


def test_only_admins_manage_people(site: Site) -> None:
    for name in ("vic", "ana", "ben"):
        visitor = site.visitor(name)
        assert visitor.get("/people").status_code == 403
        assert visitor.post("/people", {"name": "eve", "role": "admin"}).status_code == 403
    cleo = site.visitor("cleo")
    cleo.get("/people")
    added = cleo.post("/people", {"name": "eve", "role": "checker"})
    assert added.status_code == 200
    assert re.search(r"eve signs in with <code>[^<]{12,}</code>", added.text)


def test_the_last_admin_is_neither_closed_nor_demoted(site: Site) -> None:
    cleo = site.visitor("cleo")
    cleo.get("/people")
    assert cleo.post("/people/cleo/disable").status_code == 422
    assert cleo.post("/people/cleo/role", {"role": "viewer"}).status_code == 422
    with site.database.reading() as session:
        assert session.exec(select(Person.role).where(Person.name == "cleo")).one() == "admin"
        assert not any(row.disabled for row in people_page(session).people)


def test_acts_on_people_stand_in_the_desk_s_own_ledger(site: Site) -> None:
    from workbench.desk.ledger import entries
    from workbench.logbook import chain

    with site.database.reading() as session:
        written = list(entries(session, None))
    assert [entry.act for entry in written] == ["person_added"] * 4
    assert chain.check(written) is None
    assert PASSWORD not in str(written)
