"""A live blog on loopback that grows, is cut into pages, and answers as real sites do."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass
class Answer:
    """What the site says at one path, instead of a page."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"no"


@dataclass
class GrowingBlog:
    """Pages of posts by path; `answers` come first, each as often as it stands in the list."""

    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    raw: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    conditional: list[str] = field(default_factory=list)
    validates: bool = True
    host: str = "127.0.0.1"

    def __enter__(self) -> Self:
        blog = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                blog._answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer((self.host, 0), Handler)
        self.root = f"http://{self.host}:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, _kind: type[BaseException] | None, _one: object, _trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    @property
    def address(self) -> str:
        return f"{self.root}/live"

    def lay_out(self, posts: int, on_a_page: int = 10, **more: Any) -> None:
        """A blog of so many posts, the newest first, each page naming the next one."""
        count = max(1, -(-posts // on_a_page))
        for number in range(1, count + 1):
            newest = posts - (number - 1) * on_a_page
            own = [a_post(one) for one in range(newest, max(0, newest - on_a_page), -1)]
            following = [f"{self.root}/live?page={number + 1}"] if number < count else []
            self.pages[self.path(number)] = {
                "title": "Harbour Flood", "url": self.address, "reader": "normal_form", "posts": own, "language": "en",
                "announced": posts, "pages_total": count, "next_pages": following, **more,
            }  # fmt: skip

    def path(self, number: int) -> str:
        return "/live" if number == 1 else f"/live?page={number}"

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        self.asked.append(path)
        etag = handler.headers.get("If-None-Match")
        if etag:
            self.conditional.append(path)
        if self.answers.get(path):
            one = self.answers[path].pop(0)
            _send(handler, one.status, one.body, one.headers)
            return
        body = self.raw.get(path) or (json.dumps(self.pages[path]).encode() if path in self.pages else None)
        if body is None:
            _send(handler, 404, b"not here", {})
            return
        own = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.validates and etag == own:
            handler.send_response(304)
            handler.send_header("ETag", own)
            handler.end_headers()
            return
        _send(handler, 200, body, {"Content-Type": "application/json"} | ({"ETag": own} if self.validates else {}))


def a_post(number: int, words: str = "") -> dict[str, Any]:
    text = words or f"Exactly {number + 2} houses in Dorfmoor were flooded on Monday, the harbour police said."
    return {"id": f"p{number}", "text": text, "posted_at": f"2026-03-02T10:{number % 60:02}:00+01:00"}


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
