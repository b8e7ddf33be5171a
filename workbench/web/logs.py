"""The verification log of a story: its page in the desk, and its downloads."""

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from workbench.config import resource
from workbench.desk.log import log_page, story_log
from workbench.desk.story import find_story
from workbench.logbook.formats import FORMATS, write_log
from workbench.web.answering import answer
from workbench.web.grounds import database

logs = Blueprint("logs", __name__, url_prefix="/stories/<slug>")


@logs.get("/log")
def shown(slug: str) -> Response:
    with database().reading() as session:
        page = log_page(session, find_story(session, slug))
    return answer("log", "entries", page=page)


@logs.get("/log.<format>")
def downloaded(slug: str, format: str) -> Response:
    if format not in FORMATS:
        abort(404)
    with database().reading() as session:
        log = story_log(session, slug)
    response = Response(write_log(log, format, resource("templates")), mimetype=FORMATS[format])
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-log.{format}"'
    return response
