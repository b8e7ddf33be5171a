"""Signing in and out, and one's own password. Identity is a token whose hash is a row, never the session."""

from urllib.parse import urlsplit

from flask import Blueprint, g, make_response, redirect, request, session, url_for
from sqlmodel import Field, SQLModel
from werkzeug.wrappers import Response

from workbench.desk.person import change_own_password, find_person, person_for_token, sign_in, sign_out
from workbench.model.refusal import RuleBroken
from workbench.web.answering import answer, go, wants_part
from workbench.web.forms import typed
from workbench.web.grounds import database, person, settings
from workbench.web.refusing import refuse

COOKIE = "workbench_sign_in"
OPEN_TO_ALL = frozenset({"signing_in.form", "signing_in.done", "static", "health"})
OPEN_WITH_ONE_TIME_PASSWORD = frozenset(
    {"signing_in.password", "signing_in.password_changed", "signing_in.out"}
)

signing_in = Blueprint("signing_in", __name__)


class SignInForm(SQLModel):
    name: str = Field(default="", max_length=200)
    password: str = Field(default="", max_length=1000)
    next: str = Field(default="", max_length=2000)


class PasswordForm(SQLModel):
    old: str = Field(default="", max_length=1000)
    new: str = Field(default="", max_length=1000)
    again: str = Field(default="", max_length=1000)


@signing_in.before_app_request
def know_person() -> Response | None:
    """Find out who is asking; send whoever is not signed in to do so first."""
    token = request.cookies.get(COOKIE)
    g.person = None
    if token and request.endpoint != "static":
        with database().reading() as reading:
            g.person = person_for_token(reading, token)
    if request.endpoint in OPEN_TO_ALL:
        return None
    if g.person is None:
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return _elsewhere(url_for("signing_in.form", next=wanted))
    if g.person.password_is_once and request.endpoint not in OPEN_WITH_ONE_TIME_PASSWORD:
        return _elsewhere(url_for("signing_in.password"))
    return None


def _elsewhere(address: str) -> Response:
    """To another page: htmx is told to load it whole instead of swapping it into a panel."""
    if not wants_part():
        return redirect(address, 303)
    response = make_response("", 204)
    response.headers["HX-Redirect"] = address
    return response


@signing_in.get("/sign-in")
def form() -> Response:
    return answer("sign_in", next=_local(request.args.get("next", "")))


@signing_in.post("/sign-in")
def done() -> Response:
    given = typed(SignInForm)
    with database().transaction() as storing:
        result = sign_in(
            storing, given.name, given.password, request.remote_addr or "", hours=settings().sign_in_hours
        )
    if result.token is None:
        return refuse(result.refusal or "", 429 if result.too_many else 422)
    session.clear()
    response = redirect(_local(given.next) or url_for("stories.listed"), 303)
    response.set_cookie(
        COOKIE,
        result.token,
        max_age=settings().sign_in_hours * 3600,
        httponly=True,
        secure=settings().cookie_secure,
        samesite="Lax",
    )
    return response


@signing_in.post("/sign-out")
def out() -> Response:
    with database().transaction() as storing:
        sign_out(storing, request.cookies.get(COOKIE, ""))
    session.clear()
    response = go("signing_in.form")
    response.delete_cookie(COOKIE)
    return response


@signing_in.get("/password")
def password() -> Response:
    return answer("password")


@signing_in.post("/password")
def password_changed() -> Response:
    given = typed(PasswordForm)
    if given.new != given.again:
        raise RuleBroken("The new password was not typed the same twice.")
    with database().transaction() as storing:
        change_own_password(storing, find_person(storing, person().name), given.old, given.new)
    return go("signing_in.form")


def _local(address: str) -> str:
    """The address if it leads to a page of this desk, else nothing."""
    if not address.startswith("/") or address.startswith(("//", "/\\")) or not address.isprintable():
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc or "\\" in address else address
