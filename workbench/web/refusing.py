"""The one place that turns a refusal into an answer: a page, or for htmx a notice beside the form."""

import logging
from typing import Any

from flask import Flask, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from workbench.model.refusal import NotAllowed, NotFound, Refusal, RuleBroken, Stale, TooManyTries
from workbench.web.answering import VARY, wants_part

log = logging.getLogger("workbench.web")

STATUS: dict[type[Refusal], int] = {
    RuleBroken: 422,
    NotAllowed: 403,
    NotFound: 404,
    Stale: 409,
    TooManyTries: 429,
}
SENTENCES = {
    400: "That request could not be understood.",
    403: "You may not do that.",
    404: "There is no such page.",
    405: "That page can't be used in this way.",
    413: "That is too large to be sent.",
    500: "Something went wrong inside the workbench; nothing was saved. Its log says what.",
}
NEVER_SHOWN = frozenset({"csrf_token", "password", "old", "new", "again", "version"})


def refuse(sentence: str, status: int) -> Response:
    """The answer to a refused request. What was typed stays: in the form, or copied onto the page."""
    if wants_part():
        response = make_response(render_template("refusal/_notice.html", sentence=sentence), status)
        response.headers["HX-Retarget"] = "#notices"
        response.headers["HX-Reswap"] = "innerHTML"
        response.headers["HX-Push-Url"] = "false"
    else:
        typed = [
            (name, value)
            for name, values in request.form.lists()
            for value in values
            if name not in NEVER_SHOWN and value.strip()
        ]
        page = render_template(
            "refusal/page.html", sentence=sentence, status=status, typed=typed, back=request.referrer
        )
        response = make_response(page, status)
    response.headers["Vary"] = VARY
    response.headers["Cache-Control"] = "no-store"
    return response


def handle_refusals(app: Flask) -> None:
    """Let every refusal of the desk, of the forms and of the server itself be answered here."""

    @app.errorhandler(Refusal)
    def refused(problem: Refusal) -> Response:
        return refuse(str(problem), STATUS[type(problem)])

    @app.errorhandler(CSRFError)
    def forged(_problem: CSRFError) -> Response:
        return refuse(
            "This form is too old or was not made here: open the page again and send it from there.", 400
        )

    @app.errorhandler(HTTPException)
    def failed(problem: HTTPException) -> Any:
        if problem.code is None or problem.code < 400:
            return problem
        if problem.code == 500:
            log.error("a page broke", exc_info=getattr(problem, "original_exception", None))
        return refuse(SENTENCES.get(problem.code, problem.description or problem.name), problem.code)
