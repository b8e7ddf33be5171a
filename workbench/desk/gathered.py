"""What the gathering of a blog's pages starts from, and what it ends with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.evidence.fetching import Fetched, Unless
from workbench.intake.posts import ReadStory


class CannotGather(Exception):
    """The blog's first page is not to be had; the text is one sentence.

    `again` says that it may succeed later, `wait` how many seconds the site asks for.
    """

    def __init__(self, why: object, *, again: bool = False, wait: float | None = None, stops: bool = False) -> None:
        super().__init__(str(why))
        self.again, self.wait, self.stops = again, wait, stops


@dataclass(frozen=True)
class Limits:
    """How far one gathering goes: pages, bytes of them all, seconds in all, and seconds between two requests."""

    pages: int = 50
    bytes: int = 100 * 2**20
    seconds: float = 600
    pause: float = 1


@dataclass(frozen=True)
class KnownPage:
    """A page as the desk kept it last. `content` gives its bytes."""

    sha256: str
    unless: Unless | None
    media_type: str | None
    final_address: str
    content: Callable[[], bytes]


@dataclass(frozen=True)
class Gathered:
    """`story` is None where every page is as the desk has it. `pages` are those whose bytes are new.

    `missing` says what was announced and not read, and why; None where nothing is known to be missing.
    With `holes` a page between others failed: a post that is not there proves nothing then.
    """

    story: ReadStory | None
    pages: tuple[Fetched, ...]
    missing: str | None = None
    holes: bool = False
