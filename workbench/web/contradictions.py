"""Claims set against each other: the board of contradictions, the figures ledger, and what people say of a pair."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from workbench.desk.contradictions_page import contradictions_page, open_contradictions
from workbench.desk.figures_page import figures_page
from workbench.desk.groups_page import groups_page
from workbench.desk.item import find_item
from workbench.desk.relations import relate, unrelate
from workbench.desk.story import find_story
from workbench.model.relation import SUPERSEDED_BY, RelationWord
from workbench.web.answering import answer, go, wants_part
from workbench.web.forms import RelationForm, UnrelateForm, typed
from workbench.web.grounds import database, person

contradictions = Blueprint("contradictions", __name__, url_prefix="/stories/<slug>")


@contradictions.get("/contradictions")
def shown(slug: str) -> Response:
    """The board; its part `count` is how many pairs nobody has judged, which the story's heading asks for by itself."""
    if request.args.get("part") == "count" and wants_part():
        with database().reading() as session:
            count = open_contradictions(session, find_story(session, slug))
        return answer("contradictions", "count", count=count)
    with database().reading() as session:
        page = contradictions_page(session, find_story(session, slug))
    return answer("contradictions", "board", page=page)


@contradictions.get("/figures")
def figures(slug: str) -> Response:
    with database().reading() as session:
        page = figures_page(session, find_story(session, slug))
    return answer("figures", page=page)


@contradictions.get("/groups")
def groups(slug: str) -> Response:
    number = request.args.get("page", "1")
    with database().reading() as session:
        page = groups_page(session, find_story(session, slug), int(number) if number.isdecimal() else 1)
    return answer("groups", page=page)


@contradictions.post("/relations")
def related(slug: str) -> Response:
    form = typed(RelationForm)
    with database().transaction() as session:
        story = find_story(session, slug)
        item = find_item(session, slug, form.item)
        other = find_item(session, form.other_story or story.slug, form.other)
        if form.relation == SUPERSEDED_BY:
            relate(session, other, item, RelationWord.SUPERSEDES, person(), form.note)
        else:
            relate(session, item, other, RelationWord(form.relation), person(), form.note)
    return _back(slug, form.item)


@contradictions.post("/relations/take-back")
def taken_back(slug: str) -> Response:
    form = typed(UnrelateForm)
    with database().transaction() as session:
        item = find_item(session, slug, form.item)
        unrelate(session, item, find_item(session, form.other_story or slug, form.other), person())
    return _back(slug, form.item)


def _back(slug: str, ref: str) -> Response:
    """To where the form stood: the board, or the item's panel."""
    if request.form.get("from") == "item":
        return go("items.shown", slug=slug, ref=ref)
    return go("contradictions.shown", slug=slug)
