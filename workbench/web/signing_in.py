"""Signing in and out, and one's own password. Identity is a token whose hash is a row, never the session."""

from urllib.parse import urlsplit

from flask import Blueprint, make_response, redirect, request, session, url_for
from sqlmodel import Field, SQLModel
from werkzeug.exceptions import SecurityError
from werkzeug.wrappers import Response

from workbench.desk.signing_in import Knock, change_own_password, knock, sign_in, sign_out
from workbench.model.person import require_good_password
from workbench.model.refusal import Refusal, RuleBroken
from workbench.web.answering import answer, go, htmx, wants_part
from workbench.web.forms import typed
from workbench.web.grounds import SIGN_IN_COOKIE, database, passwords, person, person_or_none, settings
from workbench.web.refusing import SENTENCES, refuse, status_of

OPEN_TO_ALL = frozenset({"signing_in.form", "signing_in.done", "static", "health"})
OPEN_WITH_ONE_TIME_PASSWORD = frozenset({"signing_in.password", "signing_in.password_changed", "signing_in.out"})

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
def require_sign_in() -> Response | None:
    """Send whoever is not signed in to do so first; a form that they sent is refused with its words kept."""
    if request.endpoint in OPEN_TO_ALL or isinstance(request.routing_exception, SecurityError):
        return None
    me = person_or_none()
    if me is None:
        if request.method == "GET":
            return _elsewhere(url_for("signing_in.form", next=_wanted()))
        return refuse(SENTENCES[401], 401)
    if me.password_is_once and request.endpoint not in OPEN_WITH_ONE_TIME_PASSWORD:
        return _elsewhere(url_for("signing_in.password"))
    return None


def _wanted() -> str:
    """The page to come back to: for htmx the one that the fragment belongs to."""
    page = urlsplit(htmx.current_url or "") if wants_part() else None
    if page is not None and page.netloc == request.host:
        return f"{page.path}?{page.query}" if page.query else page.path
    return request.full_path.rstrip("?")


def _elsewhere(address: str) -> Response:
    """To another page: htmx is told to load it whole instead of swapping it into a panel."""
    if not wants_part():
        return redirect(address, 303)
    response = make_response("", 204)
    response.headers["HX-Redirect"] = address
    return response


@signing_in.get("/sign-in")
def form() -> Response:
    return answer("sign_in", next=local(request.args.get("next", "")), name="", refusal=None)


@signing_in.post("/sign-in")
def done() -> Response:
    given = typed(SignInForm)
    at_door, right = _examined(given.name, given.password)
    kept = at_door.password_hash
    renewed = passwords().renewed(kept, given.password) if right and kept else None
    with database().transaction() as storing:
        result = sign_in(storing, at_door, right, renewed, hours=settings().sign_in_hours)
    if result.token is None:
        refusal = result.refusal or RuleBroken("You are not signed in.")
        page = {"next": local(given.next), "name": given.name, "refusal": str(refusal)}
        return answer("sign_in", status=status_of(refusal), **page)
    session.clear()
    return _with_cookie(redirect(local(given.next) or url_for("stories.listed"), 303), result.token)


def _examined(name: str, password: str) -> tuple[Knock, bool]:
    """Who knocks, and whether the password is theirs: compared while no transaction is open."""
    with database().reading() as reading:
        at_door = knock(reading, name, request.remote_addr or "")
    right = at_door.refusal is None and passwords().right(at_door.password_hash, password)
    return at_door, right


def _with_cookie(response: Response, token: str) -> Response:
    response.set_cookie(
        SIGN_IN_COOKIE,
        token,
        max_age=settings().sign_in_hours * 3600,
        httponly=True,
        secure=settings().cookie_secure,
        samesite="Lax",
    )
    return response


@signing_in.post("/sign-out")
def out() -> Response:
    with database().transaction() as storing:
        sign_out(storing, request.cookies.get(SIGN_IN_COOKIE, ""))
    session.clear()
    response = go("signing_in.form")
    response.delete_cookie(SIGN_IN_COOKIE)
    return response


@signing_in.get("/password")
def password() -> Response:
    return answer("password", refusal=None)


@signing_in.post("/password")
def password_changed() -> Response:
    given = typed(PasswordForm)
    try:
        _require_new_password(given)
    except RuleBroken as problem:
        return _password_refused(problem)
    at_door, right = _examined(person().name, given.old)
    new_hash = passwords().hashed(given.new)
    with database().transaction() as storing:
        refusal = change_own_password(storing, at_door, right, new_hash)
    return _password_refused(refusal) if refusal else go("signing_in.form")


def _require_new_password(given: PasswordForm) -> None:
    if given.new != given.again:
        raise RuleBroken("The new password was not typed the same twice.")
    require_good_password(given.new)
    if given.old == given.new:
        raise RuleBroken("The new password is the old one.")


def _password_refused(refusal: Refusal) -> Response:
    return answer("password", status=status_of(refusal), refusal=str(refusal))


def local(address: str) -> str:
    """The address if it leads to a page of this desk, else nothing."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address or not address.isprintable():
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else address
