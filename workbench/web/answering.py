"""The one place that decides whether a page or a part of it is the answer."""

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

VARY = "HX-Request, HX-Boosted, HX-History-Restore-Request"


def wants_part() -> bool:
    """Whether htmx asks for a fragment: not for a boosted page, and not to restore one from history."""
    asked = request.headers.get
    return (
        asked("HX-Request") == "true"
        and asked("HX-Boosted") != "true"
        and asked("HX-History-Restore-Request") != "true"
    )


def answer(noun: str, part: str | None = None, *, status: int = 200, **context: Any) -> Response:
    """The page `noun/page.html`, or its part `noun/_part.html` where htmx asks for one."""
    part_wanted = part is not None and wants_part()
    template = f"{noun}/_{part}.html" if part_wanted else f"{noun}/page.html"
    response = make_response(render_template(template, htmx_request=part_wanted, **context), status)
    response.headers["Vary"] = VARY
    response.headers["Cache-Control"] = "no-store"
    return response


def go(endpoint: str, **values: Any) -> Response:
    """After a POST: on to a fresh read. htmx's fetch follows and gets the part."""
    return redirect(url_for(endpoint, **values), 303)
