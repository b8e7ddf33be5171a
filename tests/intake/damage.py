"""Documents that somebody damaged, and what must hold of whatever they are read as."""

import json
import random
import re

from workbench.intake.posts import CannotRead, ReadStory
from workbench.intake.reading import read

NUL_ESCAPE = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
SCRAPS = (
    "• ",
    "\n\n",
    "by X via YouTube",
    "[Reuters]",
    "1 of 3",
    "999 of 999",
    "\x00",
    "\xa0",
    "\u202e",
    "<div>",
    "</script>",
    "<!--",
    '"',
    "{",
    "]",
    "\\ud800",
    "\\u0000",
    "1e999",
    "&#xD800;",
    "&lt;",
    "null",
    "https://youtu.be/",
)


def read_or_refused(content: bytes) -> ReadStory | CannotRead:
    try:
        return read(content)
    except CannotRead as refusal:
        return refusal


def checked(content: bytes) -> ReadStory | None:
    """The story, after all that is promised of one was checked; None for a refusal of one sentence."""
    story = read_or_refused(content)
    if isinstance(story, CannotRead):
        assert re.fullmatch(r"[^\n]{9,400}\.", str(story))
        return None
    dumped = json.dumps(story.as_json(), ensure_ascii=False).encode("utf-8")
    assert not NUL_ESCAPE.search(dumped)
    assert read(dumped) == story
    assert len({post.id for post in story.posts}) == len(story.posts)
    for position, post in enumerate(story.posts):
        assert post.position == position
        assert post.id
        assert "<script" not in post.html
        assert not any(embed.lost and embed.url for embed in post.embeds)
    return story


def has_its_words_in_its_text(story: ReadStory) -> bool:
    """Whether headlines and captions stand in the posts' texts, as every reader but that of the normal form sees to."""
    return all(
        words is None or words in post.text
        for post in story.posts
        for words in (post.headline, *(embed.caption for embed in post.embeds))
    )


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The content with a few bytes changed, cut, doubled, moved or put in."""
    raw = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(raw) + 1), chance.choice((1, 1, 2, 8, 60, 400))
        act = chance.randrange(6)
        if act == 0 and at < len(raw):
            raw[at] = chance.randrange(256)
        elif act == 1:
            del raw[at : at + length]
        elif act == 2:
            raw[at:at] = raw[at : at + length] * chance.randint(1, 5)
        elif act == 3:
            raw[at:at] = chance.choice(SCRAPS).encode() * chance.randint(1, 3)
        elif act == 4:
            raw[at:at] = chance.randbytes(length % 9)
        else:
            other = chance.randrange(len(raw) + 1)
            raw[at:at] = raw[other : other + length]
        raw = raw or bytearray(b" ")
    return bytes(raw)
