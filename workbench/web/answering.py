"""The one place that decides whether a page or a part of it is the answer."""

from typing import Any

from flask import make_response, redirect, render_template, url_for
from flask_htmx import HTMX
from werkzeug.wrappers import Response

VARY = "HX-Request, HX-Boosted, HX-History-Restore-Request"

htmx = HTMX()


def wants_part() -> bool:
    """Whether htmx asks for a fragment: not for a boosted page, and not to restore one from history."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def answer(noun: str, part: str | None = None, *, status: int = 200, **context: Any) -> Response:
    """The page `noun/page.html`, or its part `noun/_part.html` where htmx asks for one."""
    part_wanted = part is not None and wants_part()
    template = f"{noun}/_{part}.html" if part_wanted else f"{noun}/page.html"
    return uncached(make_response(render_template(template, htmx_request=part_wanted, **context), status))


def go(endpoint: str, **values: Any) -> Response:
    """After a POST: on to a fresh read. htmx's fetch follows with its headers and gets the part."""
    return redirect(url_for(endpoint, **values), 303)


def uncached(response: Response) -> Response:
    """Mark an answer as one that depends on htmx's headers and on who asks, to be kept nowhere."""
    response.headers["Vary"] = VARY
    response.headers["Cache-Control"] = "no-store"
    return response
