"""What one job may use of the network, in bytes and in seconds of the clock, and the knife that ends it.

A read time-out starts again with every byte, so it ends nothing; shutting the sockets from outside does.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from typing import Literal

Ending = Literal["time", "bytes", "closed"]
Side = Literal["near", "far"]
"""Near: the job's own connection to the door. Far: the connection to the site."""

_GRACE = 0.2  # seconds that the near side gets to hear of a cut as a reset, which no one takes for an end
_RESET_WHEN_CLOSED = struct.pack("ii", 1, 0)


class Cut(Exception):
    """The job may use no more of the network."""


class Allowance:
    """Bytes in both directions and seconds since `start()`. Safe to use from many threads."""

    def __init__(self, size: int, seconds: float) -> None:
        self._left = size
        self._deadline = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._sockets: dict[socket.socket, Side] = {}
        self._watch = threading.Timer(seconds, self.end, ("time",))
        self._watch.daemon = True
        self.ended: Ending | None = None

    def start(self) -> None:
        self._watch.start()

    def patience(self) -> float:
        """A time-out for a socket, in seconds: a little more than is left, so that the knife comes first."""
        return max(0, self._deadline - time.monotonic()) + _GRACE + 1

    def take(self, count: int) -> None:
        """Use up `count` bytes. Raises Cut when that was too much, or when the job was ended already."""
        with self._lock:
            self._left -= count
            over = self._left < 0 and self.ended is None
        if over:
            self.end("bytes")
        if self.ended is not None:
            raise Cut(self.ended)

    @contextlib.contextmanager
    def holding(self, connection: socket.socket, side: Side) -> Iterator[None]:
        """Keep a connection within reach of the knife; it is closed at the end, by a reset if it was cut."""
        with self._lock:
            self._sockets[connection] = side
        try:
            if self.ended is not None:
                raise Cut(self.ended)
            yield
        finally:
            with self._lock:
                del self._sockets[connection]
            if self.cut:
                with contextlib.suppress(OSError):
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_WHEN_CLOSED)
            connection.close()

    @property
    def cut(self) -> bool:
        """Whether the job was ended by its limits, not by its own end."""
        return self.ended in ("time", "bytes")

    def end(self, how: Ending) -> None:
        """Shut every connection, the far side at once, the near side after a moment. The first end counts."""
        self._watch.cancel()
        with self._lock:
            self.ended = self.ended or how
        self._shut("far")
        if how == "closed":
            self._shut("near")
        else:
            late = threading.Timer(_GRACE, self._shut, ("near",))
            late.daemon = True
            late.start()

    def _shut(self, side: Side) -> None:
        with self._lock:
            for connection, its_side in self._sockets.items():
                if its_side == side:
                    with contextlib.suppress(OSError):
                        connection.shutdown(socket.SHUT_RDWR)
