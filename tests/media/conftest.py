"""A video site and an outbound door on loopback."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

VIDEO = {
    "@context": "https://schema.org",
    "@type": "VideoObject",
    "name": "Water over the weir",
    "description": "Seen from the east bank.",
    "uploadDate": "2031-04-02T18:05:09+03:00",
    "duration": "PT1M32S",
    "thumbnailUrl": "http://video.example/still.jpg",
    "author": {"@type": "Person", "name": "Weir Watcher", "url": "http://video.example/people/ww"},
    "interactionStatistic": {
        "@type": "InteractionCounter",
        "interactionType": "https://schema.org/WatchAction",
        "userInteractionCount": 1204,
    },
}
PLAYER = '<video src="/clip.mp4" poster="/poster.jpg"></video>'
OPEN_GRAPH = (
    '<meta property="og:title" content="OG title"><meta property="og:description" content="OG words">'
    '<meta property="og:image" content="http://video.example/og.jpg">'
)


def page(head: str = "", body: str = "", title: str = "Window title") -> str:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def json_ld(**changes: object) -> str:
    kept = {name: value for name, value in {**VIDEO, **changes}.items() if value is not None}
    return f'<script type="application/ld+json">{json.dumps(kept)}</script>'


PAGES = {
    "/watch": page(json_ld() + OPEN_GRAPH, PLAYER),
    "/day": page(json_ld(uploadDate="2031-04-02"), PLAYER),
    "/no-zone": page(json_ld(uploadDate="2031-04-02T18:05:09"), PLAYER),
    "/odd-date": page(json_ld(uploadDate="2 April 2031"), PLAYER),
    "/with-address": page(json_ld(contentUrl="http://video.example/clip.mp4"), ""),
    "/graph": page(
        '<script type="application/ld+json">'
        + json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, VIDEO]})
        + "</script>",
        PLAYER,
    ),
    "/og": page(OPEN_GRAPH + '<meta property="og:video" content="http://video.example/clip.mp4">'),
    "/bare": page("", PLAYER, title="Only a window title"),
    "/two": page("", PLAYER + '<video src="/other.mp4"></video>', title="Two players"),
    "/photo": page(OPEN_GRAPH, '<img src="/og.jpg">'),
    "/words": page("", "<p>No picture here.</p>"),
    "/login": page("", "<form>Sign in to go on</form>"),
    "/inside": page("", '<iframe src="http://inside.example/secret"></iframe>' + PLAYER),
    "/hostile": page(
        json_ld(
            name="Weir\u202e\x07 \ud800" + "x" * 5000,
            thumbnailUrl="javascript:alert(1)",
            author={"@type": "Person", "name": ["no", "string"], "url": "file:///etc/passwd"},
            duration="P99999999999999999999D",
            interactionStatistic=None,
        ),
        PLAYER,
    ),
}
STATUSES = {"/gone": 404, "/taken-down": 410, "/forbidden": 403, "/law": 451, "/members": 401, "/broken": 500}


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if "X-Door" not in self.headers:
            return self._say(418, b"not through the door")
        if path == "/moved":
            return self._say(302, b"", Location="http://video.example/watch")
        if path == "/wall":
            return self._say(302, b"", Location="http://video.example/login?next=/wall")
        if path in ("/drip", "/flood"):
            return self._never_end(path)
        if path in STATUSES:
            return self._say(STATUSES[path], b"no")
        if path.endswith(".mp4"):
            return self._say(200, b"\0\0\0\x18ftypmp42" + b"\0" * 400, **{"Content-Type": "video/mp4"})
        if path == "/private-feed":
            return self._say(200, b"private", **{"Content-Type": "text/plain"})
        if path in PAGES:
            return self._say(200, PAGES[path].encode("utf-8", "surrogatepass"))
        return self._say(404, b"no")

    def do_HEAD(self) -> None:
        self.do_GET()

    def _say(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def _never_end(self, path: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        piece, pause = (b"<p>more</p>" * 20_000, 0.0) if path == "/flood" else (b"<p>more</p>", 0.02)
        with suppress(OSError):
            self.wfile.write(b"<!doctype html><html><body>")
            while not self.server.closing:  # type: ignore[attr-defined] # set by `serving`
                self.wfile.write(piece)
                time.sleep(pause)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Door(BaseHTTPRequestHandler):
    """A forwarding proxy that knows one host, and says of every other that it refuses."""

    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.server.asked.append(self.path)  # type: ignore[attr-defined] # set by `serving`
        if parts.hostname != "video.example":
            self.send_response(403)
            self.send_header("Proxy-Status", "door; error=destination_ip_prohibited")
            self.end_headers()
            return
        onward = http.client.HTTPConnection("127.0.0.1", self.server.site_port, timeout=30)  # type: ignore[attr-defined]
        try:
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            onward.request(self.command, path, headers={"Host": "video.example", "X-Door": "1"})
            answer = onward.getresponse()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):
                while piece := answer.read1(65_536):
                    self.wfile.write(piece)
        finally:
            onward.close()

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_CONNECT(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(403)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    closing = False
    site_port = 0

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.asked: list[str] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed leaves broken pipes behind; the tests look at what was asked."""


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[Server]:
    server = Server(handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.closing = True
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def door() -> Iterator[Server]:
    with serving(Site) as site, serving(Door) as proxy:
        proxy.site_port = site.server_port
        yield proxy


@pytest.fixture(scope="module")
def proxy(door: Server) -> str:
    return f"http://127.0.0.1:{door.server_port}"
