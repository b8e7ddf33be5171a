"""A refusal is a page or a notice, keeps what was typed, and never shows what it must not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from running import CHEAP, PASSWORD, Site, Visitor
from sqlalchemy.exc import OperationalError

from workbench import create_app
from workbench.config import Settings
from workbench.db import Database
from workbench.desk.person import add_person, disable_person, find_person
from workbench.evidence.store import Store
from workbench.model.person import Role
from workbench.model.refusal import NotAllowed, NotFound, Refusal, RuleBroken, Stale, TooManyTries
from workbench.web.refusing import LONGEST_SHOWN, status_of

HTMX = {"HX-Request": "true"}


class RoomsOwn(RuleBroken):
    """A refusal that a room made of its own."""


class Unheard(Refusal):
    """One that the table does not know."""


@pytest.mark.parametrize(
    ("kind", "status"),
    [(RuleBroken, 422), (NotAllowed, 403), (NotFound, 404), (Stale, 409), (TooManyTries, 429), (RoomsOwn, 422),
     (Unheard, 422)],
)  # fmt: skip
def test_each_refusal_has_its_status(kind: type[Refusal], status: int) -> None:
    assert status_of(kind("No.")) == status


# The next tests need pages that fail in every way: an application of its own, with such pages added.
@pytest.fixture
def one_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """How a failure is answered does not depend on the kind of database: one kind is enough."""
    path = tmp_path / "workbench.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture
def app(settings: Settings, one_database: Database, store: Store) -> Flask:
    with one_database.transaction() as session:
        add_person(session, None, "ana", "Ana", Role.CHECKER, PASSWORD, passwords=CHEAP)
    app = create_app(settings, one_database, store, passwords=CHEAP)
    failures = {
        "broken": ZeroDivisionError("secret detail"),
        "stale": Stale("FLD-001 was changed while you were writing; nothing was saved."),
        "slow": TooManyTries("Wait."),
        "silent": OperationalError("SELECT secret", None, Exception("gone")),
    }

    @app.route("/failing/<how>", methods=["GET", "POST"])
    def failing(how: str) -> str:
        raise failures[how]

    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.post("/sign-in", data={"csrf_token": token_in(client), "name": "ana", "password": PASSWORD})
    return client


def token_in(client: FlaskClient) -> str:
    page = client.get("/sign-in").text
    return page.split('name="csrf_token" value="')[1].split('"')[0]


@pytest.mark.parametrize(("how", "status"), [("broken", 500), ("stale", 409), ("slow", 429), ("silent", 503)])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_failure_is_told_without_its_inside(
    client: FlaskClient, how: str, status: int, headers: dict[str, str]
) -> None:
    form = {"csrf_token": token_in(client), "reason": "Words that I need", "password": "a secret"}
    answer = client.post(f"/failing/{how}", data=form, headers=headers)
    assert answer.status_code == status
    for secret in ("Traceback", "secret", "ZeroDivision", "SELECT"):
        assert secret not in answer.text
    assert ("Words that I need" in answer.text) == (not headers)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    if headers:
        assert answer.headers["HX-Retarget"] == "#notices"
        assert answer.headers["HX-Push-Url"] == "false"


def test_a_stale_form_leads_to_the_thing_as_it_stands_now(client: FlaskClient) -> None:
    came = {"Referer": "http://localhost/stories/flood/items/FLD-001?part=x"}
    page = client.post("/failing/stale", data={"csrf_token": token_in(client)}, headers=came).text
    assert 'href="/stories/flood/items/FLD-001?part=x"' in page


@pytest.mark.parametrize("came", ["https://evil.example/x", "http://localhost//evil.example", "javascript:alert(1)"])
def test_the_way_back_never_leads_to_another_site(client: FlaskClient, came: str) -> None:
    page = client.get("/failing/broken", headers={"Referer": came}).text
    assert "evil" not in page
    assert "javascript:" not in page


def test_a_very_long_text_is_shown_up_to_a_bound(client: FlaskClient) -> None:
    form = {"csrf_token": token_in(client), "text": "x" * (2 * LONGEST_SHOWN)}
    page = client.post("/failing/broken", data=form).text
    assert "x" * LONGEST_SHOWN in page
    assert len(page) < LONGEST_SHOWN + 20_000


def test_an_unknown_method_is_refused_in_a_sentence(client: FlaskClient) -> None:
    answer = client.delete("/stories", headers={"X-CSRFToken": token_in(client)})
    assert answer.status_code == 405
    assert "can&#39;t be used in this way" in answer.text


def test_what_is_too_large_is_refused_before_it_is_read(app: Flask, client: FlaskClient) -> None:
    token = token_in(client)
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = client.post("/stories", data={"csrf_token": token, "text": "x" * 5000})
    assert answer.status_code == 413
    assert "too large" in answer.text


def test_a_host_name_that_is_not_ours_is_refused(settings: Settings, one_database: Database, store: Store) -> None:
    app = create_app(replace(settings, trusted_hosts="desk.example"), one_database, store)
    good = app.test_client().get("/sign-in", headers={"Host": "desk.example"})
    bad = app.test_client().get("/sign-in", headers={"Host": "evil.example"})
    assert (good.status_code, bad.status_code) == (200, 400)
    assert "evil" not in bad.text
    assert "default-src 'none'" in bad.headers["Content-Security-Policy"]


# From here on the real server.
def test_who_was_signed_out_meanwhile_loses_no_words(site: Site) -> None:
    visitor = site.visitor("ana")
    with site.database.transaction() as session:
        disable_person(session, None, find_person(session, "ana"))
    page = visitor.post("/sources", {"name": "Harbour Police", "note": "A long note of mine"})
    assert page.status_code == 401
    assert "A long note of mine" in page.text
    assert 'href="/sign-in' in page.text
    notice = visitor.post("/sources", {"name": "Harbour Police"}, htmx=True)
    assert (notice.status_code, notice.headers["HX-Retarget"]) == (401, "#notices")


def test_a_form_that_is_too_old_comes_back_with_a_token_that_works(site: Site) -> None:
    visitor = site.visitor("ana")
    visitor.token = "of another day"
    refused = visitor.post("/sources", {"name": "Harbour Police", "kind": "official"}, htmx=True)
    assert refused.status_code == 400
    visitor.token = refused.text.split('data-fresh-token="')[1].split('"')[0]
    assert visitor.post("/sources", {"name": "Harbour Police", "kind": "official"}).status_code == 200


def test_another_visitor_s_form_token_is_refused(site: Site) -> None:
    ana, ben = site.visitor("ana"), site.visitor("ben")
    ben.token = ana.token
    assert ben.post("/sources", {"name": "x", "kind": "outlet"}).status_code == 400


def test_a_form_token_from_before_the_sign_in_is_worth_nothing_after_it(site: Site) -> None:
    visitor = Visitor(site.address)
    visitor.get("/sign-in")
    before = visitor.token
    visitor.post("/sign-in", {"name": "ana", "password": PASSWORD})
    visitor.token = before
    assert visitor.post("/sources", {"name": "x", "kind": "outlet"}).status_code == 400


def test_a_wrong_password_keeps_the_name_and_nothing_else(site: Site) -> None:
    visitor = Visitor(site.address)
    visitor.get("/sign-in")
    page = visitor.post("/sign-in", {"name": "ana", "password": "Guess-42", "next": "/sources"})
    assert page.status_code == 422
    assert 'value="ana"' in page.text
    assert 'value="/sources"' in page.text
    assert "Guess-42" not in page.text


@pytest.mark.parametrize(
    "path", ["/sources?words=%00", "/stories/a%00b", "/stories/a/items/%00", "/people/%00/disable"]
)
def test_a_zero_character_breaks_no_page(site: Site, path: str) -> None:
    assert site.visitor("cleo").get(path).status_code in {200, 404, 405, 422}


def test_a_zero_character_in_a_form_breaks_nothing(site: Site) -> None:
    visitor = site.visitor("ana")
    assert visitor.post("/sources", {"name": "a\x00b", "kind": "outlet"}).status_code in {200, 422}


@pytest.mark.parametrize("path", ["/sources/{}", "/jobs/{}/stop"])
def test_a_number_that_no_row_has_is_not_found(site: Site, path: str) -> None:
    visitor = site.visitor("ana")
    for number in (2**31 - 1, 2**31, 2**64, 10**40):
        address = path.format(number)
        answer = visitor.post(address) if "jobs" in path else visitor.get(address)
        assert answer.status_code == 404, number
