"""An invented live blog that grows and is edited, with or without ids of its own."""

import random
from dataclasses import dataclass, field, replace

from workbench.intake.identity import content_ids
from workbench.intake.posts import ReadEmbed, ReadPost, ReadStory

PLACES = [
    first + second
    for first in ("Kest", "Lum", "Orr", "Vash", "Tel", "Brin")
    for second in ("wick", "aro", "mouth", "ford", "ister")
]
OFFICES = ["harbour police", "the fire service", "the district council", "the water board", "the coast guard"]
DEEDS = ["were killed in the flood", "were taken to hospital", "were arrested after the march", "lost their homes"]
ASIDES = ["More soon.", "Stay with us.", "Thank you for reading.", "Here is what we know."]


@dataclass(frozen=True)
class Kept:
    """One post as its author has it: `number` is what it stays known by here, whatever the blog says."""

    number: int
    figure: int
    place: str
    deed: str
    office: str
    aside: str
    author: str = "Ana Lima"
    video: str | None = None
    pinned: bool = False

    @property
    def text(self) -> str:
        says = f"At least {self.figure} people from {self.place} {self.deed}, {self.office} said on day {self.number}."
        return f"{says}\n\n{self.aside}"


@dataclass
class Blog:
    """The blog as it is now, newest first. `native` says whether its posts carry ids of their own, `timed` times."""

    native: bool
    timed: bool
    dice: random.Random
    posts: list[Kept] = field(default_factory=list)
    written: int = 0

    def write(self) -> Kept:
        self.written += 1
        post = Kept(
            number=self.written,
            figure=self.dice.randint(20, 80),
            place=f"{self.dice.choice(PLACES)} {self.dice.choice(PLACES)}",
            deed=self.dice.choice(DEEDS),
            office=self.dice.choice(OFFICES),
            aside=self.dice.choice(ASIDES),
            video=f"Clip{self.written:07d}" if self.written % 3 == 0 else None,
        )
        self.posts.insert(0, post)
        return post

    def change(self, place: int, **values: object) -> Kept:
        self.posts[place] = replace(self.posts[place], **values)  # type: ignore[arg-type]
        return self.posts[place]

    def read(self, **more: object) -> ReadStory:
        derived = content_ids(post.text for post in self.posts)
        posts = tuple(
            _read(post, place, f"block-{post.number:08d}" if self.native else derived[place], timed=self.timed)
            for place, post in enumerate(self.posts)
        )
        return ReadStory(title="Flood at Kestwick", reader="normal form", posts=posts, language="en", **more)  # type: ignore[arg-type]


def _read(post: Kept, place: int, post_id: str, *, timed: bool) -> ReadPost:
    video = ReadEmbed(kind="video", platform="youtube", id=post.video) if post.video else None
    return ReadPost(
        id=post_id,
        position=place,
        text=post.text,
        html="",
        author=post.author,
        posted_at=f"2026-03-02T{8 + post.number // 6:02d}:{post.number % 6}0:00+01:00" if timed else None,
        embeds=(video,) if video else (),
        pinned=post.pinned,
    )
