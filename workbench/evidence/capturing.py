"""Address in, capture out: fetched whole through the outbound door and stored, or neither."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from workbench.evidence.addresses import Net, Resolve
from workbench.evidence.door import MIB
from workbench.evidence.fetching import Fetched, Hop, fetch
from workbench.evidence.page_title import page_title
from workbench.evidence.passages import Passage
from workbench.evidence.store import Store

_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True)
class Capture:
    """The stored bytes of an address at a moment.

    `sha256` and `size` are of the stored bytes: the content, free of transfer and content coding.
    `captured_at` is UTC. `status` is the HTTP status: an error page (404, 500) is captured like any other.
    `title` is the page's, where it is HTML and has one. `door_log` is what the outbound door saw.
    """

    address: str
    final_address: str
    captured_at: datetime
    tool: str
    status: int
    headers: tuple[tuple[str, str], ...]
    redirects: tuple[Hop, ...]
    media_type: str | None
    charset: str | None
    sha256: str
    size: int
    title: str | None
    door_log: tuple[Passage, ...]

    def as_json(self) -> dict[str, Any]:
        """The capture as plain values that `json` writes; times in ISO 8601 with offset."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        values["captured_at"] = self.captured_at.isoformat()
        values["headers"] = [list(pair) for pair in self.headers]
        values["redirects"] = [asdict(hop) for hop in self.redirects]
        values["door_log"] = [{**asdict(line), "time": line.time.isoformat()} for line in self.door_log]
        return values


def capture(
    address: str,
    *,
    store: Store,
    allow_nets: Iterable[str | Net] = (),
    limit_bytes: int = 50 * MIB,
    seconds: float = 60,
    redirects: int = 5,
    certificates: Path | None = None,
    resolve: Resolve = socket.getaddrinfo,
) -> Capture:
    """Fetch what is at `address` and keep it in `store`. The limits are those of `fetch`.

    Raises CannotFetch or CannotStore; nothing is stored then.
    """
    fetched = fetch(
        address,
        allow_nets=allow_nets,
        limit_bytes=limit_bytes,
        seconds=seconds,
        redirects=redirects,
        certificates=certificates,
        resolve=resolve,
    )
    return _capture_of(fetched, store)


def _capture_of(fetched: Fetched, store: Store) -> Capture:
    is_page = fetched.media_type in _PAGES
    title = page_title(fetched.content, fetched.charset) if is_page else None
    kept = store.put(fetched.content)
    return Capture(
        address=fetched.address,
        final_address=fetched.final_address,
        captured_at=fetched.fetched_at,
        tool=fetched.tool,
        status=fetched.status,
        headers=fetched.headers,
        redirects=fetched.redirects,
        media_type=fetched.media_type,
        charset=fetched.charset,
        sha256=kept.sha256,
        size=kept.size,
        title=title,
        door_log=fetched.door_log,
    )
