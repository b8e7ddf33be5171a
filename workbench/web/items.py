"""Items: the panel, and every act of a checker or editor on one item."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, request
from sqlmodel import Session
from werkzeug.wrappers import Response

from workbench.desk.alert import clear_alert
from workbench.desk.cutting import change_bounds, merge_claims, split_claim
from workbench.desk.deciding import move_band, name_speaker, set_figures
from workbench.desk.evidence import Link, add_evidence, withdraw_evidence
from workbench.desk.item import accept_item, dismiss_item, find_item, move_item, reopen_item
from workbench.desk.item_page import item_page
from workbench.desk.media import AttachedFile, ask_description, attach_file, enter_address
from workbench.desk.source import find_source, named_source
from workbench.desk.story import find_story
from workbench.desk.story_page import post_view
from workbench.desk.verdict import record_verdict, send_back, sign_off
from workbench.model.evidence import require_web_address
from workbench.model.item import Item
from workbench.model.person import Role, require_role
from workbench.model.refusal import RuleBroken
from workbench.model.source import Source, SourceKind
from workbench.web.answering import answer, go
from workbench.web.forms import (
    AddressForm,
    BandForm,
    BoundsForm,
    DismissForm,
    EvidenceForm,
    FiguresForm,
    FileForm,
    MergeForm,
    MoveForm,
    ReasonForm,
    SpeakerForm,
    SplitForm,
    VerdictForm,
    VersionForm,
    WithdrawForm,
    typed,
)  # fmt: skip
from workbench.web.grounds import database, grounds, person, store

items = Blueprint("items", __name__, url_prefix="/stories/<slug>/items/<ref>")

PARTS = frozenset({"panel", "media", "evidence"})


@items.get("")
def shown(slug: str, ref: str) -> Response:
    """The item's page; `part` names a fragment of it for the parts that refresh themselves."""
    part = request.args.get("part", "panel")
    with database().reading() as session:
        story, item = find_story(session, slug), find_item(session, slug, ref)
        page = item_page(session, story, item, grounds().vectors)
        post = post_view(session, story, item.post_id)
    return answer("item", part if part in PARTS else "panel", page=page, post=post)


@contextmanager
def _acting(slug: str, ref: str) -> Iterator[tuple[Session, Item]]:
    """One transaction with the item in it."""
    with database().transaction() as session:
        yield session, find_item(session, slug, ref)


def _back(slug: str, ref: str) -> Response:
    return go("items.shown", slug=slug, ref=ref)


@items.post("/move")
def moved(slug: str, ref: str) -> Response:
    form = typed(MoveForm)
    with _acting(slug, ref) as (session, item):
        move_item(session, item, form.work_state, person(), form.version)
    return _back(slug, ref)


@items.post("/accept")
def accepted(slug: str, ref: str) -> Response:
    form = typed(VersionForm)
    with _acting(slug, ref) as (session, item):
        accept_item(session, item, person(), form.version)
    return _back(slug, ref)


@items.post("/band")
def band_moved(slug: str, ref: str) -> Response:
    form = typed(BandForm)
    with _acting(slug, ref) as (session, item):
        move_band(session, item, form.band, person(), form.version)
    return _back(slug, ref)


@items.post("/speaker")
def speaker_named(slug: str, ref: str) -> Response:
    form = typed(SpeakerForm)
    with _acting(slug, ref) as (session, item):
        names = {"attribution": form.attribution, "told": form.told, "credit": form.credit}
        name_speaker(session, item, person(), form.version, **names)
    return _back(slug, ref)


@items.post("/figures")
def figures_set(slug: str, ref: str) -> Response:
    form = typed(FiguresForm)
    with _acting(slug, ref) as (session, item):
        set_figures(session, item, form.rows(), person(), form.version)
    return _back(slug, ref)


@items.post("/verdict")
def verdict_recorded(slug: str, ref: str) -> Response:
    form = typed(VerdictForm)
    with _acting(slug, ref) as (session, item):
        record_verdict(session, item, form.verdict, form.reason, form.evidence, person(), form.version)
    return _back(slug, ref)


@items.post("/sign-off")
def signed_off(slug: str, ref: str) -> Response:
    form = typed(VersionForm)
    with _acting(slug, ref) as (session, item):
        sign_off(session, item, person(), form.version)
    return _back(slug, ref)


@items.post("/send-back")
def sent_back(slug: str, ref: str) -> Response:
    form = typed(ReasonForm)
    with _acting(slug, ref) as (session, item):
        send_back(session, item, form.reason, person(), form.version)
    return _back(slug, ref)


@items.post("/dismiss")
def dismissed(slug: str, ref: str) -> Response:
    form = typed(DismissForm)
    with _acting(slug, ref) as (session, item):
        dismiss_item(session, item, form.reason, person(), form.version, form.kind)
    return _back(slug, ref)


@items.post("/reopen")
def reopened(slug: str, ref: str) -> Response:
    form = typed(ReasonForm)
    with _acting(slug, ref) as (session, item):
        reopen_item(session, item, form.reason, person(), form.version)
    return _back(slug, ref)


@items.post("/alert")
def alert_cleared(slug: str, ref: str) -> Response:
    form = typed(ReasonForm)
    with _acting(slug, ref) as (session, item):
        clear_alert(session, item, form.reason, person(), form.version)
    return _back(slug, ref)


@items.post("/bounds")
def bounds_changed(slug: str, ref: str) -> Response:
    form = typed(BoundsForm)
    with _acting(slug, ref) as (session, item):
        change_bounds(session, item, form.words, form.start, person(), form.version)
    return _back(slug, ref)


@items.post("/split")
def split(slug: str, ref: str) -> Response:
    form = typed(SplitForm)
    with _acting(slug, ref) as (session, item):
        split_claim(session, item, form.parts.splitlines(), person(), form.version)
    return _back(slug, ref)


@items.post("/merge")
def merged(slug: str, ref: str) -> Response:
    form = typed(MergeForm)
    with _acting(slug, ref) as (session, item):
        merge_claims(session, item, find_item(session, slug, form.other), person(), form.version)
    return _back(slug, ref)


@items.post("/evidence")
def evidence_added(slug: str, ref: str) -> Response:
    form = typed(EvidenceForm)
    with _acting(slug, ref) as (session, item):
        source = _source(session, form.source_id, form.source_name, form.source_kind)
        origin = _source(session, form.origin_id, form.origin_name, form.origin_kind)
        add_evidence(session, item, Link(form.url, form.stance, form.quote, source, origin), person())
    return _back(slug, ref)


def _source(session: Session, chosen: int | None, name: str, kind: SourceKind) -> Source | None:
    """The source that was chosen from the register, or the one named now; a new name goes before."""
    if name:
        return named_source(session, name, kind, person())
    return find_source(session, chosen) if chosen else None


@items.post("/evidence/<int:evidence_id>/withdraw")
def evidence_withdrawn(slug: str, ref: str, evidence_id: int) -> Response:
    form = typed(WithdrawForm)
    with _acting(slug, ref) as (session, item):
        withdraw_evidence(session, item, evidence_id, form.reason, person())
    return _back(slug, ref)


@items.post("/address")
def address_entered(slug: str, ref: str) -> Response:
    form = typed(AddressForm)
    with _acting(slug, ref) as (session, item):
        enter_address(session, item, require_web_address(form.url), person())
    return _back(slug, ref)


@items.post("/describe")
def description_asked(slug: str, ref: str) -> Response:
    with _acting(slug, ref) as (session, item):
        ask_description(session, item, person())
    return _back(slug, ref)


@items.post("/file")
def file_attached(slug: str, ref: str) -> Response:
    """Stores the bytes first, outside the transaction: a refusal leaves at most an unused file."""
    require_role(person(), Role.CHECKER, "attach a file")
    form, upload = typed(FileForm), request.files.get("file")
    if upload is None or not upload.filename:
        raise RuleBroken("Choose a picture or a video to upload.")
    kept = store().put(upload.stream)
    file = AttachedFile(kept.sha256, kept.size, upload.mimetype, upload.filename[:300], form.obtained)
    with _acting(slug, ref) as (session, item):
        attach_file(session, item, file, person())
    return _back(slug, ref)
