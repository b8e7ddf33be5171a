"""When the next request may go out: a pause between two to one host, and what a site asks for itself."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

LONGEST_WAIT = 120.0
ASKS_TO_WAIT = (429, 503)


def asked_wait(retry_after: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for (a number or an HTTP date); None where it says nothing."""
    given = (retry_after or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", given):
        return float(given)
    try:
        at = parsedate_to_datetime(given)
    except ValueError:
        return None
    return max(0.0, ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds())


@dataclass
class Turns:
    """Who was asked when. `pause` is seconds between two requests to one host; the clock counts seconds."""

    pause: float
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _asked: dict[str, float] = field(default_factory=dict)

    def wait_for(self, address: str) -> None:
        """Wait until the address's host may be asked, and note that it is."""
        host = urlsplit(address).netloc.lower()
        last = self._asked.get(host)
        if last is not None and (left := last + self.pause - self.clock()) > 0:
            self.sleep(left)
        self._asked[host] = self.clock()
