"""Preparing a desk that shows the whole product: the example story, its media, and three people."""

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from workbench.db import Database
from workbench.desk.media import AttachedFile, attach_file
from workbench.desk.person import add_person, set_password
from workbench.desk.story import open_story
from workbench.evidence.store import Store
from workbench.example.footage import make
from workbench.example.story import story_bytes
from workbench.intake.reading import read
from workbench.model.item import Item
from workbench.model.media import Media
from workbench.model.person import Person, Role
from workbench.model.refusal import RuleBroken

OBTAINED = "made by the program for the example story"
PEOPLE = (
    ("ana", "Ana Lima", Role.CHECKER, "takes items and records verdicts"),
    ("ben", "Ben Osei", Role.EDITOR, "signs verdicts off or sends them back"),
    ("cleo", "Cleo Novak", Role.ADMIN, "manages people too"),
)


@dataclass(frozen=True)
class DemoPerson:
    name: str
    password: str
    role: str
    does: str


def prepare_demo(database: Database, store: Store, instance: Path) -> tuple[DemoPerson, ...]:
    """Open the example with its media, once, and give the demo's people new passwords."""
    with database.reading() as session:
        _refuse_real_desk(session)
    footage = make(instance / "example")
    content = story_bytes()
    kept = {key: (store.put(path), path.name) for key, path in footage.items()}
    with database.transaction() as session:
        people = tuple(_person(session, *one) for one in PEOPLE)
        story = read(content)
        open_story(session, story, hashlib.sha256(content).hexdigest(), None, fetch_media=False)
        ana = session.exec(select(Person).where(Person.name == "ana")).one()
        for item, media in session.exec(select(Item, Media).where(Item.id == Media.item_id)).all():
            if media.platform_id in kept and media.file_sha256 is None:
                stored, name = kept[media.platform_id]
                kind = "video/mp4" if name.endswith(".mp4") else "image/jpeg"
                attach_file(session, item, AttachedFile(stored.sha256, stored.size, kind, name, OBTAINED), ana)
    return people


def _refuse_real_desk(session: Session) -> None:
    names = [name for name, *_ in PEOPLE]
    if session.exec(select(Person.id).where(col(Person.name).not_in(names)).limit(1)).first() is not None:
        raise RuleBroken(
            "This instance is a real desk with people of its own: "
            "set WORKBENCH_INSTANCE to another folder for the demo."
        )


def _person(session: Session, name: str, display_name: str, role: Role, does: str) -> DemoPerson:
    password = secrets.token_urlsafe(9)
    person = session.exec(select(Person).where(Person.name == name)).first()
    if person is None:
        add_person(session, None, name, display_name, role, password)
    else:
        set_password(session, person, password)
    return DemoPerson(name, password, role.value, does)
