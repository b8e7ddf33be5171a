"""A web server on loopback that plays the site, the friendly one and the hostile one."""

import contextlib
import gzip
import itertools
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

PAGE = b"<!DOCTYPE html><html><head><title>Harbour reopens</title></head><body>Ships sail.</body></html>"
BOMB = gzip.compress(bytes(20 * 2**20), 9)  # 1 : 1000
Send = Callable[[bytes], None]


class Host:
    """Listens on `ip`; `requests` holds the first line and the headers of everything that was asked."""

    def __init__(self, ip: str = "127.0.0.1", certificate: Path | None = None) -> None:
        family = socket.AF_INET6 if ":" in ip else socket.AF_INET
        self._listener = socket.create_server((ip, 0), family=family)
        self._tls = None
        if certificate is not None:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(certificate)
        self.port = int(self._listener.getsockname()[1])
        self.root = f"{'https' if certificate else 'http'}://{ip}:{self.port}"
        self.requests: list[str] = []
        self.connections = 0
        self._open = True
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open = False
        with contextlib.suppress(OSError):
            socket.create_connection(self._listener.getsockname()[:2], timeout=1).close()
        self._accepting.join(timeout=2)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=2)

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            if not self._open:
                client.close()
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(client,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, client: socket.socket) -> None:
        client.settimeout(5)
        with client, contextlib.suppress(OSError):
            if self._tls is None:
                self._answer(client)
                return
            with self._tls.wrap_socket(client, server_side=True) as safe:
                self._answer(safe)

    def _answer(self, client: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = client.recv(4096)
            if not piece:
                return
            head += piece
        self.requests.append(head.decode("latin-1"))
        target = urlsplit(head.split(b" ")[1].decode())
        query = {name: values[0] for name, values in parse_qs(target.query).items()}
        PAGES[target.path.strip("/")](client, query, self)
        if isinstance(client, ssl.SSLSocket) and client.fileno() != -1:
            client.unwrap()


Page = Callable[[socket.socket, dict[str, str], Host], None]
PAGES: dict[str, Page] = {}


def page(play: Page) -> Page:
    PAGES[play.__name__] = play
    return play


def whole(client: socket.socket, body: bytes, *headers: str, status: str = "200 OK") -> None:
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    client.sendall("\r\n".join(lines).encode() + body)


def trickle(client: socket.socket, host: Host, words: Iterable[bytes]) -> None:
    for word in words:
        client.sendall(word)
        time.sleep(0.03)
        if not host._open:
            return


def pour(client: socket.socket, host: Host, word: bytes) -> None:
    while host._open:
        client.sendall(word)


HTML = "Content-Type: text/html; charset=utf-8"


@page
def good(client: socket.socket, query: dict[str, str], host: Host) -> None:
    whole(client, PAGE, HTML, "X-Twice: a", "X-Twice: b")


@page
def packed(client: socket.socket, query: dict[str, str], host: Host) -> None:
    whole(client, gzip.compress(PAGE), HTML, "Content-Encoding: gzip")


@page
def chunked(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(f"HTTP/1.1 200 OK\r\n{HTML}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
    for start in range(0, len(PAGE), 10):
        piece = PAGE[start : start + 10]
        client.sendall(b"%x;note=1\r\n%b\r\n" % (len(piece), piece))
    client.sendall(b"0\r\nX-Trailer: 1\r\n\r\n")


@page
def no_length(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(f"HTTP/1.1 200 OK\r\n{HTML}\r\n\r\n".encode() + PAGE)


@page
def continued(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    whole(client, PAGE, HTML)


@page
def error(client: socket.socket, query: dict[str, str], host: Host) -> None:
    whole(client, b"<title>Not here</title>", HTML, status=query["status"])


@page
def empty(client: socket.socket, query: dict[str, str], host: Host) -> None:
    whole(client, b"")


@page
def nothing(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")


@page
def bytes_of(client: socket.socket, query: dict[str, str], host: Host) -> None:
    whole(client, bytes(int(query["size"])), "Content-Type: image/jpeg")


@page
def folded(client: socket.socket, query: dict[str, str], host: Host) -> None:
    whole(client, PAGE, "X-Folded: one\r\n two\r\n\tSet-Cookie: three", "X-Bell: a\rb\x07c")


@page
def redirect(client: socket.socket, query: dict[str, str], host: Host) -> None:
    """Redirects to itself `left` more times, then to `to`."""
    left = int(query.get("left", "0"))
    to = query["to"] if left == 0 else f"/redirect?left={left - 1}&to={query['to']}"
    whole(client, b"moved", f"Location: {to}", status=query.get("status", "302 Found"))


@page
def spaced_redirect(client: socket.socket, query: dict[str, str], host: Host) -> None:
    whole(client, b"", "Location: /error?status=404 Not Found", status="301 Moved")


@page
def cookie_redirect(client: socket.socket, query: dict[str, str], host: Host) -> None:
    if "cookie: seen=1" in host.requests[-1].lower():
        whole(client, PAGE, HTML)
    else:
        whole(client, b"", "Location: /cookie_redirect", "Set-Cookie: seen=1", status="302 Found")


# Hostile from here on.


@page
def silent(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.recv(1)


@page
def slow_head(client: socket.socket, query: dict[str, str], host: Host) -> None:
    trickle(client, host, itertools.chain([b"HTTP/1.1 200 OK\r\nX: "], itertools.repeat(b"a")))


@page
def slow_body(client: socket.socket, query: dict[str, str], host: Host) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    trickle(client, host, itertools.chain([head], itertools.repeat(b"a")))


@page
def slow_body_without_length(client: socket.socket, query: dict[str, str], host: Host) -> None:
    trickle(client, host, itertools.chain([b"HTTP/1.1 200 OK\r\n\r\n"], itertools.repeat(b"a")))


@page
def slow_chunks(client: socket.socket, query: dict[str, str], host: Host) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    trickle(client, host, itertools.chain([head], itertools.repeat(b"1\r\na\r\n")))


@page
def endless(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    pour(client, host, bytes(2**16))


@page
def endless_chunks(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    pour(client, host, b"10000\r\n" + bytes(2**16) + b"\r\n")


@page
def endless_trailers(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")
    pour(client, host, b"X-T: 1\r\n" * 1000)


@page
def endless_headers(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\n")
    pour(client, host, b"X-H: 1\r\n" * 1000)


@page
def endless_line(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nX-H: ")
    pour(client, host, b"a" * 2**16)


@page
def endless_continue(client: socket.socket, query: dict[str, str], host: Host) -> None:
    pour(client, host, b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


@page
def large_headers(client: socket.socket, query: dict[str, str], host: Host) -> None:
    whole(client, PAGE, *(f"X-{number}: {'a' * 60_000}" for number in range(20)))


@page
def early_hints(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
    whole(client, PAGE, HTML)


@page
def bomb(client: socket.socket, query: dict[str, str], host: Host) -> None:
    whole(client, BOMB, HTML, "Content-Encoding: gzip")


@page
def long_name(client: socket.socket, query: dict[str, str], host: Host) -> None:
    """Packed content that says nothing at great length: the name in its header."""
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x08" + bytes(6))
    client.sendall(b"n" * 1_200_000 + b"\0" + gzip.compress(PAGE)[10:])


@page
def endless_redirect(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 302 Found\r\nLocation: /good\r\n\r\n")
    pour(client, host, bytes(2**16))


@page
def double_bomb(client: socket.socket, query: dict[str, str], host: Host) -> None:
    whole(client, gzip.compress(BOMB), HTML, "Content-Encoding: gzip, gzip")


@page
def bad_packing(client: socket.socket, query: dict[str, str], host: Host) -> None:
    whole(client, PAGE, HTML, "Content-Encoding: gzip")


@page
def short_packing(client: socket.socket, query: dict[str, str], host: Host) -> None:
    whole(client, gzip.compress(PAGE)[:-12], HTML, "Content-Encoding: gzip")


@page
def foreign_packing(client: socket.socket, query: dict[str, str], host: Host) -> None:
    whole(client, PAGE, HTML, "Content-Encoding: br")


@page
def too_short(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + PAGE)


@page
def short_chunks(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")


@page
def half_a_chunk(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhello")


@page
def wrong_chunks(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n")


@page
def torn(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + PAGE)
    time.sleep(0.1)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    socket.socket.close(client)


@page
def ragged(client: socket.socket, query: dict[str, str], host: Host) -> None:
    """A whole answer over http; over https its end is torn off, and nobody can tell where."""
    client.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + PAGE)
    client.shutdown(socket.SHUT_WR)  # of the connection, without a word of TLS
    client.close()


@page
def two_lengths(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello, you")


@page
def empty_without_length(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")


@page
def hang_up(client: socket.socket, query: dict[str, str], host: Host) -> None:
    pass


@page
def no_http(client: socket.socket, query: dict[str, str], host: Host) -> None:
    client.sendall(b"SSH-2.0-OpenSSH_9.9\r\n")
