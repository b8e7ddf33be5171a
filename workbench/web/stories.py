"""Stories: the list, opening one, reading one, adding a claim to a post."""

import hashlib

from flask import Blueprint, request
from werkzeug.wrappers import Response

from workbench.desk.item import add_claim
from workbench.desk.job import enqueue
from workbench.desk.stories_page import stories_page
from workbench.desk.story import find_story, open_story
from workbench.desk.story_page import Chosen, story_page
from workbench.intake.posts import CannotRead
from workbench.intake.reading import read
from workbench.model.evidence import require_web_address
from workbench.model.person import Role, require_role
from workbench.model.refusal import NotFound, RuleBroken
from workbench.model.story import Post
from workbench.web.answering import answer, go
from workbench.web.forms import OpenForm, WordsForm, typed
from workbench.web.grounds import database, person, settings

stories = Blueprint("stories", __name__)


@stories.get("/")
def start() -> Response:
    return go("stories.listed")


@stories.get("/stories")
def listed() -> Response:
    with database().reading() as session:
        page = stories_page(session)
    return answer("stories", "opening", page=page)


@stories.post("/stories")
def opened() -> Response:
    require_role(person(), Role.CHECKER, "open a story")
    form = typed(OpenForm)
    file = request.files.get("file")
    if form.address:
        return _fetched_later(require_web_address(form.address))
    if file is not None and file.filename:
        return _read_now(file.stream.read(settings().largest_document + 1))
    if form.text:
        return _read_now(form.text.encode())
    raise RuleBroken("Give an address, choose a file, or paste the text of a live blog.")


def _fetched_later(address: str) -> Response:
    """An address takes seconds: a worker fetches it, and the list of stories shows how far it is."""
    with database().transaction() as session:
        enqueue(session, "open_story", person(), address=address)
    return go("stories.listed")


def _read_now(content: bytes) -> Response:
    try:
        story = read(content, limit=settings().largest_document)
    except CannotRead as problem:
        raise RuleBroken(str(problem)) from problem
    with database().transaction() as session:
        done = open_story(session, story, hashlib.sha256(content).hexdigest(), person())
    return go("stories.shown", slug=done.story)


@stories.get("/stories/<slug>")
def shown(slug: str) -> Response:
    chosen = Chosen.of(request.args)
    number = request.args.get("page", "1")
    with database().reading() as session:
        story = find_story(session, slug)
        page = story_page(session, story, chosen, int(number) if number.isdecimal() else 1)
    return answer("story", "posts", page=page)


@stories.post("/stories/<slug>/posts/<int:post_id>/claims")
def claim_added(slug: str, post_id: int) -> Response:
    form = typed(WordsForm)
    with database().transaction() as session:
        story = find_story(session, slug)
        post = session.get(Post, post_id)
        if post is None or post.story_id != story.id:
            raise NotFound("There is no such post in that story.")
        item = add_claim(session, story, post, form.words, form.start, person())
    return go("items.shown", slug=slug, ref=item.ref)
