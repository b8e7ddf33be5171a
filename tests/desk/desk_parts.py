"""One small story and the people who work on it, for the tests of the desk's acts."""

from dataclasses import dataclass

from sqlmodel import Session, select

from workbench.intake.posts import ReadEmbed, ReadPost, ReadStory
from workbench.model.item import Item, ItemKind
from workbench.model.person import Person

BRIDGE = (
    "Footbridge gives way at Lower Quay\n\n"
    "At least 12 people were killed when the footbridge collapsed on Monday, harbour police said.\n\n"
    "The mayor said the bridge had been inspected in March."
)
CLIP = (
    "Wave over the quay\nby Quay Watcher via YouTube\n\nThis video purports to show the wave. We could not verify it."
)
RAIN = "Rain is expected to go on until Thursday, the weather office said."


def a_post(id: str, position: int, text: str, **more: object) -> ReadPost:
    return ReadPost(id=id, position=position, text=text, html="", **more)  # type: ignore[arg-type]


def harbour_story(*posts: ReadPost) -> ReadStory:
    """The small story that the desk's tests work on; other posts may be given in place of its own."""
    own = (
        a_post("p1", 0, BRIDGE, headline="Footbridge gives way at Lower Quay", credits=("Nordwire",)),
        a_post(
            "p2",
            1,
            CLIP,
            embeds=(
                ReadEmbed(
                    kind="video",
                    platform="youtube",
                    title="Wave over the quay",
                    author="Quay Watcher",
                    lost=True,
                ),
            ),
        ),
        a_post("p3", 2, RAIN, posted_at="2026-03-02T18:00:00+01:00"),
    )
    return ReadStory(title="Harbour Flood", reader="normal form", posts=posts or own, language="en")


@dataclass(frozen=True)
class People:
    ana: Person
    ben: Person
    vic: Person


def the_claim(session: Session, containing: str = "At least 12") -> Item:
    """The claim whose words hold that text."""
    items = session.exec(select(Item).where(Item.kind == ItemKind.CLAIM)).all()
    return next(item for item in items if containing in item.words)


def the_video(session: Session) -> Item:
    return session.exec(select(Item).where(Item.kind == ItemKind.VIDEO)).one()
