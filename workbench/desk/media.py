"""What people and workers learn about a media item: its file, its metadata, its frames."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, delete, select

from workbench.desk.finding import EmbedPlace, add_embed
from workbench.desk.item import changed, story_of
from workbench.desk.job import enqueue
from workbench.desk.ledger import record
from workbench.desk.posts import standing_posts
from workbench.desk.story import find_story
from workbench.model.columns import known_id, now
from workbench.model.item import FoundBy, Item, ItemKind, require_open
from workbench.model.media import Frame, Media
from workbench.model.person import Person, Role, require_role
from workbench.model.refusal import NotFound, RuleBroken
from workbench.model.story import Post


@dataclass(frozen=True)
class AttachedFile:
    """A file that lies in the store: its bytes' SHA-256, what it is called, and how it was obtained."""

    sha256: str
    size: int
    media_type: str
    name: str
    obtained: str


@dataclass(frozen=True)
class FilmFacts:
    """What opening the file told: seconds (None for a photo) and the size of its picture in pixels."""

    duration: float | None
    width: int
    height: int


@dataclass(frozen=True)
class TakenFrame:
    """One frame whose picture lies in the store."""

    at: float
    sha256: str
    width: int
    height: int
    algorithm: str
    phash: str
    mirrored: str
    blank: bool


def find_media(session: Session, item: Item) -> Media:
    media = session.get(Media, item.id)
    if media is None:
        raise NotFound(f"{item.ref} is a claim: it has no picture or video.")
    return media


def attach_file(session: Session, item: Item, file: AttachedFile, by: Person) -> None:
    """Give a media item its file by hand; a worker takes frames and hashes from it."""
    require_role(by, Role.CHECKER, "attach a file")
    require_open(item)
    _take_file(session, item, file, by)


def _take_file(session: Session, item: Item, file: AttachedFile, by: Person | None) -> None:
    media = find_media(session, item)
    obtained = file.obtained.strip()
    if not obtained:
        raise RuleBroken("Say where and how the file was obtained: the log has to tell.")
    media.file_sha256, media.file_type, media.file_name = file.sha256, file.media_type, file.name
    media.file_from = obtained
    session.add(media)
    changed(session, item)
    detail = {
        "sha256": file.sha256,
        "size": file.size,
        "media_type": file.media_type,
        "name": file.name,
        "obtained": obtained,
    }
    record(session, story_of(session, item), "file_attached", by, item.ref, detail)
    enqueue(session, "take_frames", by, story_id=item.story_id, item_id=item.id)


def add_files(
    session: Session, slug: str, post_number: int, files: Sequence[AttachedFile], by: Person | None
) -> list[str]:
    """Add each file as a new item of the story's post with that number (from 1); returns the references."""
    story = find_story(session, slug)
    row = session.exec(standing_posts(story).where(Post.position == post_number - 1)).first()
    if row is None:
        raise NotFound(f"The story has no post {post_number}.")
    items = []
    for file in files:
        embed = {"kind": kind_of(file.media_type, file.name), "title": file.name}
        item = add_embed(session, story, *row, embed, EmbedPlace())
        item.found_by = FoundBy.PERSON
        _take_file(session, item, file, by)
        items.append(item.ref)
    return items


def kind_of(media_type: str, name: str) -> ItemKind:
    """Whether a file is a photo or a video, by its type; refuse what is neither."""
    kinds = {"image": ItemKind.PHOTO, "video": ItemKind.VIDEO}
    kind = kinds.get(media_type.split("/")[0])
    if kind is None:
        raise RuleBroken(f"{name} is neither a picture nor a video.")
    return kind


def ask_description(session: Session, item: Item, by: Person) -> None:
    """Ask a worker to fetch the metadata of the item's address (again)."""
    require_role(by, Role.CHECKER, "fetch metadata")
    require_open(item)
    if not find_media(session, item).url:
        raise RuleBroken(f"The address of {item.ref} is lost: attach the file by hand, or enter its address.")
    enqueue(session, "describe_media", by, story_id=item.story_id, item_id=item.id)


def enter_address(session: Session, item: Item, url: str, by: Person) -> None:
    """Enter the address of a media item by hand; it is lost no longer, and its metadata is fetched."""
    require_role(by, Role.CHECKER, "enter an address")
    require_open(item)
    media = find_media(session, item)
    before, media.url, media.lost = media.url, url, False
    session.add(media)
    changed(session, item)
    record(session, story_of(session, item), "address_entered", by, item.ref, {"from": before, "to": url})
    ask_description(session, item, by)


def keep_description(session: Session, item: Item, facts: Mapping[str, Mapping[str, Any]], tool: str) -> None:
    """Store metadata as fetched: {field: {"value", "from"}}."""
    media = find_media(session, item)
    media.facts, media.described_at, media.failure = dict(facts), now(), None
    media.title = media.title or _value(facts, "title")
    media.uploader = media.uploader or _value(facts, "uploader")
    media.thumbnail_url = media.thumbnail_url or _value(facts, "thumbnail_url")
    session.add(media)
    detail = {"url": media.url, "tool": tool, "facts": {name: fact["value"] for name, fact in facts.items()}}
    record(session, story_of(session, item), "described", None, item.ref, detail)


def _value(facts: Mapping[str, Mapping[str, Any]], name: str) -> str | None:
    value = facts.get(name, {}).get("value")
    return value if isinstance(value, str) else None


def keep_failure(session: Session, item: Item, failure: str) -> None:
    """Store why metadata or frames could not be had; the sentence says what to do by hand."""
    media = find_media(session, item)
    media.failure = failure
    session.add(media)
    record(session, story_of(session, item), "not_described", None, item.ref, {"why": failure})


def keep_frames(session: Session, item: Item, film: FilmFacts, frames: Sequence[TakenFrame]) -> None:
    """Store the frames of the item's file in place of those of an earlier run."""
    media = find_media(session, item)
    media.duration, media.width, media.height = film.duration, film.width, film.height
    media.failure = None
    session.add(media)
    session.exec(delete(Frame).where(col(Frame.item_id) == item.id))
    for number, frame in enumerate(frames):
        session.add(
            Frame(
                item_id=known_id(item.id),
                number=number,
                at=frame.at,
                sha256=frame.sha256,
                width=frame.width,
                height=frame.height,
                algorithm=frame.algorithm,
                phash=frame.phash,
                mirrored=frame.mirrored,
                blank=frame.blank,
            )
        )
    detail = {
        "file": media.file_sha256,
        "frames": [{"at": round(frame.at, 3), "sha256": frame.sha256, "phash": frame.phash} for frame in frames],
        "algorithm": frames[0].algorithm if frames else None,
    }
    record(session, story_of(session, item), "hashed", None, item.ref, detail)


def frames_of(session: Session, item_id: int) -> list[Frame]:
    return list(session.exec(select(Frame).where(Frame.item_id == item_id).order_by(col(Frame.number))))


def frame_is_known(session: Session, sha256: str) -> bool:
    """Whether a stored file is a frame's picture: only those are shown to the browser."""
    return session.exec(select(Frame.id).where(Frame.sha256 == sha256).limit(1)).first() is not None
