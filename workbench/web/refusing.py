"""The one place that turns a refusal into an answer: a page, or for htmx a notice beside the untouched form."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from workbench.model.refusal import NotAllowed, NotFound, Refusal, RuleBroken, Stale, TooManyTries
from workbench.web.answering import uncached, wants_part

STATUS: dict[type[Refusal], int] = {
    RuleBroken: 422,
    NotAllowed: 403,
    NotFound: 404,
    Stale: 409,
    TooManyTries: 429,
}
SENTENCES = {
    400: "That request could not be understood.",
    401: "You are signed out, so nothing was saved.",
    403: "You may not do that.",
    404: "There is no such page.",
    405: "That page can't be used in this way.",
    413: "That is too large to be sent.",
    500: "Something went wrong inside the workbench.",
    503: "The database does not answer.",
}
NEXT_STEPS = {
    400: "Open the page again and send it from there.",
    401: "Sign in again, then send it once more.",
    403: "If it has to be done, ask somebody with that role.",
    404: "It may have been moved, or its address was not typed quite right.",
    409: "Look at it as it stands now, and send yours again if it still holds.",
    413: "Send less at once, or have an admin raise the limit.",
    422: "Change what the sentence names, and send it again.",
    500: "Look whether your last step was saved before you repeat it. The workbench's own log says what happened.",
    503: "Wait a moment and try again. If it stays so, tell whoever runs the workbench.",
}
FORM_TOO_OLD = "This form is too old or was not made here, so nothing was saved."
NOT_STORABLE = "That holds a character or a number that can't be stored, so nothing was saved."
# Secrets, and what nobody typed: tokens, positions, numbers of rows.
NEVER_SHOWN = frozenset(
    {"csrf_token", "password", "old", "new", "again", "version", "start", "next", "evidence", "source_id", "origin_id"}
)
LONGEST_SHOWN = 200_000


def refuse(sentence: str, status: int, *, fresh_token: bool = False) -> Response:
    """The answer to a refused request. What was typed stays: in its form, or copied onto the page.

    With `fresh_token` a notice brings a new form token along: the form that was too old can be sent again.
    """
    told = {"sentence": sentence, "status": status, "next_step": NEXT_STEPS.get(status), "again": _where_from()}
    if not wants_part():
        page = render_template("refusal/page.html", typed=_typed(status), **told)
        return uncached(make_response(page, status))
    response = make_response(render_template("refusal/_notice.html", fresh_token=fresh_token, **told), status)
    response.headers["HX-Retarget"] = "#notices"
    response.headers["HX-Reswap"] = "innerHTML"
    response.headers["HX-Push-Url"] = "false"
    return uncached(response)


def _where_from() -> str:
    """The page of this desk that the request came from, else the list of stories."""
    came = urlsplit(request.referrer or "")
    if came.netloc != request.host or not came.path.startswith("/") or came.path.startswith("//"):
        return url_for("stories.listed")
    return f"{came.path}?{came.query}" if came.query else came.path


def _typed(status: int) -> list[tuple[str, str]]:
    """What the refused form held, by field; nothing of one that was too large to be read."""
    if status == 413 or request.method == "GET":
        return []
    words = [
        (name, value[:LONGEST_SHOWN])
        for name, values in request.form.lists()
        for value in values
        if name not in NEVER_SHOWN and value.strip()
    ]
    files = [(name, f"{file.filename} (choose it again)") for name, file in request.files.items() if file.filename]
    return words + files


def status_of(problem: Refusal) -> int:
    """The status of a refusal; one that a room made of its own counts as a broken rule."""
    return next((STATUS[kind] for kind in type(problem).mro() if kind in STATUS), 422)


def handle_refusals(app: Flask) -> None:
    """Let every refusal of the desk, of the forms and of the server itself be answered here."""

    @app.errorhandler(Refusal)
    def refused(problem: Refusal) -> Response:
        return refuse(str(problem), status_of(problem))

    @app.errorhandler(CSRFError)
    def forged(_problem: CSRFError) -> Response:
        return refuse(FORM_TOO_OLD, 400, fresh_token=True)

    @app.errorhandler(SecurityError)
    def not_our_name(_problem: SecurityError) -> Response:
        # No page: without a trusted host no address can be built.
        return Response("This desk does not answer to that host name.\n", 400, mimetype="text/plain")

    @app.errorhandler(DataError)
    def not_storable(_problem: DataError) -> Response:
        # PostgreSQL keeps no text with a zero character and no number beyond its column.
        return refuse(NOT_STORABLE, 422)

    @app.errorhandler(OperationalError)
    @app.errorhandler(PoolTimeout)
    def database_silent(problem: OperationalError | PoolTimeout) -> Response:
        app.logger.error("the database does not answer: %s", problem)
        return refuse(SENTENCES[503], 503)

    @app.errorhandler(HTTPException)
    def failed(problem: HTTPException) -> Any:
        if problem.code is None or problem.code < 400:
            return problem
        return refuse(SENTENCES.get(problem.code, problem.description or problem.name), problem.code)
