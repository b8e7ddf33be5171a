"""The register of sources."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from workbench.desk.source import add_source, change_source, find_source
from workbench.desk.sources_page import source_page, sources_page
from workbench.web.answering import answer, go
from workbench.web.forms import SourceForm, typed
from workbench.web.grounds import database, person

sources = Blueprint("sources", __name__, url_prefix="/sources")


@sources.get("")
def listed() -> Response:
    words = request.args.get("words", "")
    with database().reading() as session:
        rows = sources_page(session, words)
    return answer("sources", "rows", rows=rows, words=words)


@sources.post("")
def added() -> Response:
    form = typed(SourceForm)
    with database().transaction() as session:
        source = add_source(session, form.name, form.kind, person(), address=form.address, note=form.note)
    return go("sources.shown", source_id=source.id)


@sources.get("/<int:source_id>")
def shown(source_id: int) -> Response:
    with database().reading() as session:
        page = source_page(session, find_source(session, source_id))
    return answer("source", "panel", page=page)


@sources.post("/<int:source_id>")
def changed(source_id: int) -> Response:
    form = typed(SourceForm)
    with database().transaction() as session:
        source = find_source(session, source_id)
        change_source(
            session, source, person(), form.version, name=form.name, kind=form.kind, address=form.address,
            note=form.note,
        )  # fmt: skip
    return go("sources.shown", source_id=source_id)
