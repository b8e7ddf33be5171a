"""Address in, bytes out, through an outbound door of its own: whole, or not at all."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from urllib.parse import urljoin

import requests
from urllib3.exceptions import HTTPError

from workbench.evidence.addresses import Net, Refused, Resolve, web_address
from workbench.evidence.asking import Unless, session_through
from workbench.evidence.door import MIB, Door
from workbench.evidence.failures import CannotFetch, explained, stopped
from workbench.evidence.passages import Passage
from workbench.evidence.unpacking import CannotUnpack, TooLarge, unpacked

__all__ = ["CannotFetch", "Fetched", "Hop", "Unless", "fetch"]

_TOOL = f"requests {requests.__version__}"
_PIECE = 2**16
_LARGEST_HEADERS = 2**18
_SECONDS_TO_THE_DOOR = 5
_BODILESS = (204, 205, 304)
_LONGEST_TYPE = 300
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}")


@dataclass(frozen=True)
class Hop:
    """One redirect: the address that answered, its HTTP status, and the Location that it gave."""

    address: str
    status: int
    location: str


@dataclass(frozen=True)
class Fetched:
    """A whole answer.

    `content` is free of transfer and content coding, `headers` are in the order in which they came (over
    plain http the door writes Content-Length, Transfer-Encoding and Connection itself, at the end),
    `media_type` and `charset` (lower case) are as the site states them, else None; `fetched_at` is UTC.
    """

    address: str
    final_address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    media_type: str | None
    charset: str | None
    fetched_at: datetime
    redirects: tuple[Hop, ...]
    tool: str
    door_log: tuple[Passage, ...]


def fetch(
    address: str,
    *,
    allow_nets: Iterable[str | Net] = (),
    limit_bytes: int = 50 * MIB,
    seconds: float = 60,
    redirects: int = 5,
    certificates: Path | None = None,
    resolve: Resolve = socket.getaddrinfo,
    unless: Unless | None = None,
) -> Fetched:
    """Fetch what is at `address`, following up to `redirects` redirects, each vetted like the first address.

    `limit_bytes` holds for the packed and for the unpacked content, `seconds` for everything together.
    `certificates` is a PEM file of authorities to trust instead of the usual ones. An HTTP error status (404,
    500) is an answer like any other; so is 304, which a site may give where `unless` says what we have. Raises CannotFetch, and nothing else, for whatever the address does.
    """
    door = Door(allow_nets=allow_nets, bytes=limit_bytes + limit_bytes // 8 + MIB, seconds=seconds, resolve=resolve)
    try:
        with door, session_through(door, certificates) as session:
            answer, hops, place = _follow(session, door, address, redirects, seconds, unless)
            content = _content(answer, limit_bytes)
            fetched_at = datetime.now(UTC)
    except (CannotFetch, Refused, requests.RequestException, HTTPError, OSError, ValueError) as problem:
        raise explained(problem, door.ended, door.log) from problem
    _require_undisturbed(door)
    media_type, charset = stated_type(answer.headers.get("content-type", ""))
    return Fetched(
        address=address,
        final_address=place,
        status=answer.status_code,
        headers=tuple(answer.raw.headers.iteritems()),
        content=content,
        media_type=media_type,
        charset=charset,
        fetched_at=fetched_at,
        redirects=hops,
        tool=_TOOL,
        door_log=door.log,
    )


def _follow(
    session: requests.Session, door: Door, address: str, redirects: int, seconds: float, unless: Unless | None
) -> tuple[requests.Response, tuple[Hop, ...], str]:
    """The first answer that is no redirect, its content unread, the way to it, and where it is."""
    hops: list[Hop] = []
    place = address
    patience = (_SECONDS_TO_THE_DOOR, seconds + 2)
    asked = unless.as_headers() if unless else {}
    while True:
        web_address(place)
        answer = session.get(place, headers=asked, stream=True, allow_redirects=False, timeout=patience)
        _require_from_site(answer, door)
        location = _location(answer)
        if location is None:
            return answer, tuple(hops), place
        answer.close()
        hops.append(Hop(place, answer.status_code, location))
        if len(hops) > redirects:
            raise CannotFetch(f"The address redirects more than {redirects} times.", "redirects")
        place = _resolved(place, location)


def _resolved(place: str, location: str) -> str:
    try:
        return urljoin(place, location)
    except ValueError as problem:
        raise Refused("The site redirects to something that is no address.") from problem


def _require_from_site(answer: requests.Response, door: Door) -> None:
    """The door's own answers look like a site's: only the log tells them apart."""
    last = door.log[-1]
    if last.outcome not in ("open", "done"):
        raise stopped(last)
    if sum(len(name) + len(value) for name, value in answer.raw.headers.iteritems()) > _LARGEST_HEADERS:
        raise CannotFetch("The site sends more headers than the desk reads.", "too_large")
    if answer.status_code < 200:
        raise CannotFetch("The site answered without an answer.", "broken")


def _location(answer: requests.Response) -> str | None:
    if not answer.is_redirect:
        return None
    sent = answer.headers["location"].encode("latin-1")
    try:
        location = sent.decode("utf-8")
    except UnicodeDecodeError:
        location = sent.decode("latin-1")
    return location.strip().replace(" ", "%20")


def _content(answer: requests.Response, limit: int) -> bytes:
    """The whole content, unpacked. Raises CannotFetch."""
    headers = answer.headers
    too_large = CannotFetch(f"The answer is larger than the limit of {_megabytes(limit)}.", "too_large")
    stated = headers.get("content-length", "")
    if stated.isdecimal() and int(stated[:19]) > limit:
        raise too_large
    try:
        content = unpacked(_pieces(answer, limit), headers.get("content-encoding", ""), limit)
    except TooLarge as problem:
        raise too_large from problem
    except CannotUnpack as problem:
        raise CannotFetch(f"The content can't be unpacked: {problem}.", "packing") from problem
    except (HTTPError, OSError) as problem:
        raise CannotFetch("The site broke off in the middle of its answer.", "truncated") from problem
    framed = stated or "transfer-encoding" in headers or answer.status_code in _BODILESS
    if not content and not framed:
        raise CannotFetch("The site hung up without sending anything.", "truncated")
    return content


def _megabytes(size: int) -> str:
    return f"{size / MIB:.3g} MiB"


def _pieces(answer: requests.Response, limit: int) -> Iterator[bytes]:
    """The content as it is packed; Content-Length is held against it (by urllib3, on by default)."""
    room = limit
    for piece in answer.raw.stream(_PIECE, decode_content=False):
        room -= len(piece)
        if room < 0:
            raise TooLarge
        yield piece


def _require_undisturbed(door: Door) -> None:
    """An answer that ends with its connection looks whole when it was cut: the door knows better."""
    last = door.log[-1]
    if door.ended != "closed" or last.outcome in ("cut", "broken", "truncated"):
        raise explained(None, door.ended, door.log)


def stated_type(header: str) -> tuple[str | None, str | None]:
    """Media type and charset of a Content-Type header, each only where it is well formed."""
    message = Message()
    message["Content-Type"] = header[:_LONGEST_TYPE]
    essence = header[:_LONGEST_TYPE].partition(";")[0].strip().lower()
    charset = message.get_content_charset()
    return essence if _MEDIA_TYPE.fullmatch(essence) else None, charset
