"""Stories: the list, opening one, reading one, adding a claim to a post."""

from flask import Blueprint, request
from sqlmodel import Session
from werkzeug.wrappers import Response

from workbench.desk.captures import capture_rows, find_story_capture, keep_given
from workbench.desk.coverage import coverage_of
from workbench.desk.cutting import add_claim
from workbench.desk.finding_again import find_again, found_by_older_rules
from workbench.desk.following import start_following, stop_following, watch
from workbench.desk.gathering import with_missing
from workbench.desk.job import enqueue
from workbench.desk.set_aside import set_aside_in
from workbench.desk.stories_page import stories_page
from workbench.desk.story import find_story, open_story
from workbench.desk.story_page import Chosen, story_page
from workbench.evidence.store import StoreTrouble
from workbench.intake.posts import CannotRead
from workbench.intake.reading import read
from workbench.model.evidence import require_web_address
from workbench.model.person import Role, require_role
from workbench.model.refusal import NotFound, RuleBroken
from workbench.model.story import How, Post, Story
from workbench.web.answering import answer, go, uncached
from workbench.web.forms import FollowForm, OpenForm, SentenceForm, WordsForm, typed
from workbench.web.grounds import database, person, settings, store

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
        content = file.stream.read(settings().largest_document + 1)
        return _read_now(content, How.UPLOADED, file.filename, file.mimetype)
    if form.text:
        return _read_now(form.text.encode(), How.PASTED)
    raise RuleBroken("Give an address, choose a file, or paste the text of a live blog.")


def _fetched_later(address: str) -> Response:
    """An address takes seconds: a worker fetches it, and the list of stories shows how far it is."""
    with database().transaction() as session:
        enqueue(session, "open_story", person(), address=address)
    return go("stories.listed")


def _read_now(content: bytes, how: How, name: str | None = None, media_type: str | None = None) -> Response:
    try:
        story = read(content, limit=settings().largest_document).settled()
    except CannotRead as problem:
        raise RuleBroken(str(problem)) from problem
    story = with_missing(story, coverage_of(story))
    kept = keep_given(store(), content, how, name=name, media_type=media_type)
    with database().transaction() as session:
        done = open_story(session, story, kept.sha256, person(), captures=[kept])
    return go("stories.shown", slug=done.story)


@stories.get("/stories/<slug>")
def shown(slug: str) -> Response:
    chosen = Chosen.of(request.args)
    number = request.args.get("page", "1")
    with database().reading() as session:
        story = find_story(session, slug)
        page = story_page(session, story, chosen, int(number) if number.isdecimal() else 1)
        watched, captures = watch(session, story), capture_rows(session, story)
        older = found_by_older_rules(session, story)
    return answer("story", "posts", page=page, watch=watched, captures=captures, older=older)


@stories.post("/stories/<slug>/follow")
def followed(slug: str) -> Response:
    minutes = int(typed(FollowForm).minutes)
    with database().transaction() as session:
        start_following(session, find_story(session, slug), minutes * 60, person())
    return go("stories.shown", slug=slug)


@stories.post("/stories/<slug>/unfollow")
def unfollowed(slug: str) -> Response:
    with database().transaction() as session:
        stop_following(session, find_story(session, slug), person())
    return go("stories.shown", slug=slug)


@stories.get("/stories/<slug>/captures/<int:capture_id>")
def capture_downloaded(slug: str, capture_id: int) -> Response:
    """The bytes as they came: to be kept as a file and never shown, whoever wrote them."""
    require_role(person(), Role.CHECKER, "download a capture")
    with database().reading() as session:
        capture = find_story_capture(session, find_story(session, slug), capture_id)
    try:
        content = store().read(capture.sha256)
    except StoreTrouble as problem:
        raise NotFound(str(problem)) from problem
    response = Response(content, mimetype="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-capture-{capture_id}.bin"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return uncached(response)


@stories.post("/stories/<slug>/find")
def found_again(slug: str) -> Response:
    with database().transaction() as session:
        find_again(session, find_story(session, slug), person())
    return go("stories.shown", slug=slug)


@stories.get("/stories/<slug>/posts/<int:post_id>/aside")
def set_aside(slug: str, post_id: int) -> Response:
    with database().reading() as session:
        story = find_story(session, slug)
        page = set_aside_in(session, story, post_id)
    return answer("aside", "sentences", page=page)


@stories.post("/stories/<slug>/posts/<int:post_id>/sentences")
def sentence_raised(slug: str, post_id: int) -> Response:
    form = typed(SentenceForm)
    with database().transaction() as session:
        story = find_story(session, slug)
        item = add_claim(session, story, _post_of(session, story, post_id), form.words, form.start, person(), form.band)
    return go("items.shown", slug=slug, ref=item.ref)


@stories.post("/stories/<slug>/posts/<int:post_id>/claims")
def claim_added(slug: str, post_id: int) -> Response:
    form = typed(WordsForm)
    with database().transaction() as session:
        story = find_story(session, slug)
        item = add_claim(session, story, _post_of(session, story, post_id), form.words, form.start, person())
    return go("items.shown", slug=slug, ref=item.ref)


def _post_of(session: Session, story: Story, post_id: int) -> Post:
    post = session.get(Post, post_id)
    if post is None or post.story_id != story.id:
        raise NotFound("There is no such post in that story.")
    return post
