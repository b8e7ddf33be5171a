"""A live blog with all its pages: asked politely one by one, read, and joined into one story."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urldefrag

from workbench.desk.coverage import coverage_of
from workbench.desk.gathered import CannotGather, Gathered, KnownPage, Limits
from workbench.desk.joining import joined
from workbench.desk.page_sites import is_platform_page, is_same_site
from workbench.desk.politeness import ASKS_TO_WAIT, LONGEST_WAIT, Turns, asked_wait
from workbench.evidence.fetching import CannotFetch, Fetched, Unless
from workbench.evidence.store import StoreTrouble
from workbench.intake.posts import CannotRead, ReadStory

Fetch = Callable[[str, Unless | None], Fetched]
Read = Callable[[bytes, str | None, str], ReadStory]
"""Content, its media type as declared, and the address that it came from. Raises CannotRead."""
Say = Callable[[int, int], None]
"""Told before each page: which one it is, and of how many that are known."""

# What may look different in a minute; everything else is told to the checker at once.
PASSING = frozenset({"time_out", "unreachable", "broken", "truncated"})
_TRIES = 3
_FAILURES_IN_A_ROW = 3
_MOST_REASONS = 6


@dataclass(frozen=True)
class _Page:
    content: bytes
    media_type: str | None
    place: str
    fetched: Fetched | None


@dataclass
class _Round:
    """One gathering under way."""

    fetch: Fetch
    read: Read
    limits: Limits
    known: Mapping[str, KnownPage]
    turns: Turns
    started: float
    pages: list[Fetched] = field(default_factory=list)
    stories: list[ReadStory] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    holes: bool = False
    asked: int = 0
    bytes: int = 0

    def seconds_left(self) -> float:
        return self.started + self.limits.seconds - self.turns.clock()


def gather(
    address: str,
    fetch: Fetch,
    read: Read,
    *,
    limits: Limits,
    known: Mapping[str, KnownPage] | None = None,
    thorough: bool = False,
    incomplete: bool = False,
    say: Say = lambda _page, _of: None,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Gathered:
    """The live blog at `address`: its page, and those that it and they name as next, each once.

    Pages in `known` are asked for on condition that they changed. Where the first did not, nothing else is
    asked, unless `thorough`: then older pages are, because edits happen there too. What was `incomplete` is
    joined again though no page changed. A later page that fails takes nothing from the others. Raises CannotGather, or CannotRead for a first page that is no live blog.
    """
    turns = Turns(limits.pause, sleep, clock)
    one = _Round(fetch, read, limits, known or {}, turns, clock())
    say(1, 1)
    first = _asked(one, address)
    if first.fetched is None and not thorough:
        return Gathered(None, ())
    _take(one, first)
    _rest(one, address, first.place, say)
    if not one.pages and not incomplete:
        return Gathered(None, ())
    story = joined(one.stories, one.left)
    story = replace(story, url=story.url or first.place)
    missing = " ".join(filter(None, (coverage_of(story), *_few(one.reasons)))) or None
    return Gathered(with_missing(story, missing), tuple(one.pages), missing, one.holes)


def with_missing(story: ReadStory, missing: str | None) -> ReadStory:
    """The story with the sentence that says what is missing first among its warnings."""
    if missing is None:
        return story
    return replace(story, warnings=tuple(dict.fromkeys((missing, *story.warnings))))


def _rest(one: _Round, address: str, place: str, say: Say) -> None:
    """Every page that the first one names, and that those name."""
    queue = deque(_named(one.stories[0], place))
    seen = {urldefrag(address)[0], urldefrag(place)[0]}
    failures = 0
    while queue:
        next_address, named_by, reader = queue.popleft()
        if next_address in seen:
            continue
        seen.add(next_address)
        if why := _stops(one) or (
            failures >= _FAILURES_IN_A_ROW and f"Stopped after {failures} pages in a row that failed."
        ):
            one.reasons.append(why)
            one.left += [next_address, *_unseen(queue, seen)]
            return
        say(one.asked + 1, max(one.stories[0].pages_total or 0, one.asked + 1 + len(_unseen(queue, seen))))
        try:
            page = _next_page(one, next_address, named_by, reader)
            story = _take(one, page)
        except (CannotGather, CannotRead) as problem:
            failures += 1
            one.left.append(next_address)
            one.reasons.append(f"Page {one.asked}: {problem}")
            if isinstance(problem, CannotGather) and problem.stops:
                one.left += _unseen(queue, seen)
                return
            continue
        one.holes = one.holes or bool(one.left)
        failures = 0
        queue.extend(_named(story, page.place))


def _named(story: ReadStory, place: str) -> Iterator[tuple[str, str, str]]:
    for address in story.next_pages:
        yield urldefrag(address)[0], place, story.reader


def _unseen(queue: Sequence[tuple[str, str, str]] | deque[tuple[str, str, str]], seen: set[str]) -> list[str]:
    return list(dict.fromkeys(address for address, _, _ in queue if address not in seen))


def _stops(one: _Round) -> str | None:
    """Why no further page may be asked for."""
    if one.asked >= one.limits.pages:
        return f"Stopped at the limit of {one.limits.pages} {'page' if one.limits.pages == 1 else 'pages'}."
    if one.bytes >= one.limits.bytes:
        return f"Stopped at the limit of {one.limits.bytes / 2**20:.3g} MiB for one blog."
    if one.seconds_left() <= 0:
        return f"Stopped at the limit of {one.limits.seconds:g} seconds for one blog."
    return None


def _next_page(one: _Round, address: str, named_by: str, reader: str) -> _Page:
    if not _belongs(address, named_by, reader):
        one.asked += 1
        raise CannotGather("it stands on another site and was not asked for.")
    page = _asked(one, address)
    if not _belongs(page.place, named_by, reader):
        raise CannotGather("it leads to another site and was not read.")
    return page


def _belongs(address: str, named_by: str, reader: str) -> bool:
    return is_same_site(named_by, address) or is_platform_page(address, reader)


def _asked(one: _Round, address: str) -> _Page:
    """One page, fetched in its turn; a site that asks to wait a little is waited for."""
    one.asked += 1
    known = one.known.get(address)
    for attempt in range(1, _TRIES + 1):
        one.turns.wait_for(address)
        try:
            got = one.fetch(address, known.unless if known else None)
        except CannotFetch as problem:
            raise CannotGather(problem, again=problem.reason in PASSING) from problem
        if got.status in ASKS_TO_WAIT and attempt < _TRIES:
            one.turns.sleep(_wait(one, got))
            continue
        break
    one.bytes += len(got.content)
    return _page(got, known)


def _wait(one: _Round, got: Fetched) -> float:
    """The seconds to wait before the same page is asked for again. Raises CannotGather where they are too many."""
    given = next((value for name, value in got.headers if name.lower() == "retry-after"), None)
    seconds = asked_wait(given, datetime.now(UTC))
    said = f"the site answered {got.status}"
    if seconds is None:
        raise CannotGather(f"{said}: it asks for fewer requests.", again=True, stops=True)
    if seconds > LONGEST_WAIT or seconds > one.seconds_left():
        raise CannotGather(f"{said} and asks to wait {seconds:.0f} seconds.", again=True, wait=seconds, stops=True)
    return seconds


def _page(got: Fetched, known: KnownPage | None) -> _Page:
    if known is not None and (got.status == 304 or _is_same(got, known)):
        return _kept(known)
    if got.status >= 300:
        busy = got.status in ASKS_TO_WAIT
        again = busy or got.status >= 500
        raise CannotGather(
            f"The address answered {got.status}: there is no live blog to read.", again=again, stops=busy
        )
    return _Page(got.content, got.media_type, got.final_address, got)


def _kept(known: KnownPage) -> _Page:
    try:
        return _Page(known.content(), known.media_type, known.final_address, None)
    except StoreTrouble as problem:
        raise CannotGather(f"it did not change, but {problem}") from problem


def _is_same(got: Fetched, known: KnownPage) -> bool:
    unchanged = got.status < 300 and hashlib.sha256(got.content).hexdigest() == known.sha256
    return unchanged and got.final_address == known.final_address


def _take(one: _Round, page: _Page) -> ReadStory:
    """Read a page; only one that can be read counts."""
    story = one.read(page.content, page.media_type, page.place)
    one.stories.append(story)
    if page.fetched is not None:
        one.pages.append(page.fetched)
    return story


def _few(reasons: Sequence[str]) -> list[str]:
    once = list(dict.fromkeys(reasons))
    if len(once) <= _MOST_REASONS:
        return once
    return [*once[:_MOST_REASONS], f"{len(once) - _MOST_REASONS} more pages failed."]
