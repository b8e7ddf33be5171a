"""The outbound door: one filtering proxy per job, on loopback, at a port and with a secret of its own.

Everything that leaves the machine goes through it (requests, yt-dlp). It vets each request by
`addresses.vet`, dials the very address that was vetted, looks again at whom it reached, keeps count of bytes
and of time, and keeps a log. It takes GET, HEAD and CONNECT.
"""

from __future__ import annotations

import base64
import contextlib
import secrets
import socket
import threading
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from workbench.evidence.addresses import Net, Resolve, permitted
from workbench.evidence.allowance import Allowance, Cut, Ending
from workbench.evidence.forwarding import Rules, serve
from workbench.evidence.passages import Passage, Visit

MIB = 2**20
_MOST_CONNECTIONS = 64
_PATIENCE = 0.5  # seconds that the closing waits for threads
_USER = "job"


class Door:
    """A proxy for one job: `with Door(allow_nets=…, bytes=…, seconds=…) as door: … door.address …`.

    `bytes` is what may pass in both directions together, `seconds` is counted from the opening on. When
    either is used up everything is cut, and `ended` says which it was. `allow_nets` are an administrator's
    exceptions ("10.1.0.0/16"); at those any port may be reached.
    """

    def __init__(
        self,
        *,
        allow_nets: Iterable[str | Net] = (),
        bytes: int = 100 * MIB,
        seconds: float = 60,
        resolve: Resolve = socket.getaddrinfo,
    ) -> None:
        self._secret = secrets.token_urlsafe(24)
        expected = base64.b64encode(f"{_USER}:{self._secret}".encode()).decode()
        self._allowance = Allowance(bytes, seconds)
        self._visits: list[Visit] = []
        self._rules = Rules(
            authorization=f"Basic {expected}",
            nets=permitted(allow_nets),
            resolve=resolve,
            allowance=self._allowance,
            visits=self._visits,
        )
        self._threads: list[threading.Thread] = []
        self._closed = False

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._port = int(self._listener.getsockname()[1])
        self._accepting = threading.Thread(target=self._accept, name="door", daemon=True)
        self._accepting.start()
        self._allowance.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        self._allowance.end("closed")
        # Closing a listener does not wake the thread that waits on it: a last knock does, on every system.
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._port), timeout=1):
            pass
        self._accepting.join(timeout=1)
        self._listener.close()
        latest = time.monotonic() + _PATIENCE
        for thread in self._threads:
            # Only a thread that waits for the system's resolver stays; it dials nothing any more.
            thread.join(timeout=max(0, latest - time.monotonic()))

    @property
    def address(self) -> str:
        """The proxy's address with the job's secret, as requests and yt-dlp take it."""
        return f"http://{_USER}:{self._secret}@127.0.0.1:{self._port}"

    @property
    def log(self) -> tuple[Passage, ...]:
        """What passed or was refused, in order; complete once the door is closed."""
        return tuple(visit.passage() for visit in list(self._visits))

    @property
    def ended(self) -> Ending | None:
        """None while the door is open; then "time" or "bytes" if a limit cut it, else "closed"."""
        return self._allowance.ended

    def _accept(self) -> None:
        while not self._closed:
            try:
                client, _ = self._listener.accept()
            except OSError:  # out of file handles for a moment
                time.sleep(0.05)
                continue
            self._threads = [thread for thread in self._threads if thread.is_alive()]
            if self._allowance.ended is not None or len(self._threads) >= _MOST_CONNECTIONS:
                client.close()
                continue
            thread = threading.Thread(target=self._serve, args=(client,), name="door", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, client: socket.socket) -> None:
        # A cut can come at any step; what it meant for the passage is in the log already.
        with contextlib.suppress(Cut, OSError), self._allowance.holding(client, "near"):
            serve(client, self._rules)
