"""Carrying a request on to the site and its answer back, or the bytes of a tunnel both ways, all counted."""

from __future__ import annotations

import contextlib
import http.client
import io
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from workbench.evidence.allowance import Cut
from workbench.evidence.passages import Visit

_PIECE = 2**16
_FOR_ONE_HOP = {"connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"} | {
    f"proxy-{what}" for what in ("authenticate", "authorization", "connection", "status")
}


@dataclass(frozen=True)
class Request:
    """What the job asks of the door."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    reader: io.BufferedReader  # may hold what the job sent after its request

    def header(self, name: str) -> str:
        return next((value for own, value in self.headers if own.lower() == name), "")


class Left(Exception):
    """The job hung up."""


def send_on(far: socket.socket, request: Request, path: str, visit: Visit, count: Callable[[int], None]) -> None:
    """Send the request in the site's form, without what is meant for the door alone."""
    dropped = _FOR_ONE_HOP | _names(request.header("connection")) | {"host"}
    host = f"[{visit.host}]" if ":" in visit.host else visit.host
    lines = [
        f"{request.method} {path} HTTP/1.1",
        f"Host: {host}" if visit.port == 80 else f"Host: {host}:{visit.port}",
        *(f"{name}: {value}" for name, value in request.headers if name.lower() not in dropped),
        "Connection: close",
    ]
    words = head(lines)
    count(len(words))
    far.sendall(words)


def carry_back(
    client: socket.socket, far: socket.socket, method: str, visit: Visit, count: Callable[[int], None]
) -> None:
    """Carry the answer to the job as it comes. Raises HTTPException, OSError, Cut and Left."""
    # HTTPResponse asks of its socket nothing but makefile.
    metered = cast(socket.socket, _Metered(far, count))
    with contextlib.closing(http.client.HTTPResponse(metered, method=method)) as answer:
        answer.begin()
        if len(set(answer.headers.get_all("content-length", []))) > 1:
            raise http.client.HTTPException("The site states two lengths.")
        bodyless = method == "HEAD" or answer.status in (204, 304)
        visit.answered = True
        _say(client, head(_answer_lines(answer, bodyless=bodyless)))
        if bodyless:
            return
        for piece in _pieces(answer):
            _say(client, b"%x\r\n%b\r\n" % (len(piece), piece) if answer.chunked else piece)
        if answer.chunked:
            _say(client, b"0\r\n\r\n")


def _answer_lines(answer: http.client.HTTPResponse, *, bodyless: bool) -> Iterator[str]:
    """The head of the answer, with a framing of our own: what the site sent twice or wrongly ends here."""
    yield f"HTTP/1.1 {answer.status} {answer.reason}"
    dropped = _FOR_ONE_HOP | _names(answer.headers.get("connection", ""))
    dropped |= set() if bodyless else {"content-length"}
    for name, value in answer.headers.items():
        if name.lower() not in dropped:
            yield f"{name}: {value}"
    if answer.chunked and not bodyless:
        yield "Transfer-Encoding: chunked"
    elif answer.length is not None and not bodyless:
        yield f"Content-Length: {answer.length}"
    yield "Connection: close"


def _pieces(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """The content as it comes. Raises IncompleteRead where the site stops short of the length it stated."""
    missing = answer.length
    while piece := answer.read1(_PIECE):
        missing = None if missing is None else missing - len(piece)
        yield piece
    if missing:
        raise http.client.IncompleteRead(b"", missing)


class _Metered(io.RawIOBase):
    """What comes from the site, counted as it is read."""

    def __init__(self, far: socket.socket, count: Callable[[int], None]) -> None:
        self._far, self._count = far, count

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = self._far.recv_into(buffer)
        self._count(size)
        return size

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self, _PIECE)


def tunnel(client: socket.socket, reader: io.BufferedReader, far: socket.socket, count: Callable[[int], None]) -> None:
    """Carry bytes both ways until one side ends. Whether they were whole is for the two ends' TLS to say."""
    _say(client, b"HTTP/1.1 200 Connection established\r\n\r\n")
    upwards = threading.Thread(target=_carry_up, args=(reader, far, count), daemon=True)
    upwards.start()
    try:
        while piece := _heard(far):
            count(len(piece))
            _say(client, piece)
    finally:
        _hang_up(client)
        _hang_up(far)
        upwards.join()


def _heard(far: socket.socket) -> bytes:
    try:
        return far.recv(_PIECE)
    except OSError:  # many a site resets a connection that was told to end
        return b""


def _carry_up(reader: io.BufferedReader, far: socket.socket, count: Callable[[int], None]) -> None:
    # Whatever ends this direction ends the other one, which tells the story.
    with contextlib.suppress(OSError, ValueError, Cut):
        while piece := reader.read1(_PIECE):
            count(len(piece))
            far.sendall(piece)
    _hang_up(far)


def _hang_up(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _names(header: str) -> set[str]:
    return {name.strip().lower() for name in header.split(",")}


def head(lines: Iterable[str]) -> bytes:
    """The head of a request or an answer. No line can break into two."""
    one_line = ("".join(character if character >= " " else " " for character in line) for line in lines)
    return "\r\n".join([*one_line, "", ""]).encode("latin-1", "replace")


def _say(client: socket.socket, words: bytes) -> None:
    try:
        client.sendall(words)
    except OSError as problem:
        raise Left from problem
