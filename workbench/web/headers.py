"""The headers of every answer: what a page may load, and where it may be shown."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, request, url_for
from werkzeug.wrappers import Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # To nobody else; but to ourselves, because on https Flask-WTF compares it with the host.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
YEAR = 31_536_000


def set_headers(app: Flask) -> None:
    """Add the headers to every answer, refusals too; let static files be kept for as long as they are the same."""
    folder = Path(str(app.static_folder))

    @app.after_request
    def harden(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.endpoint == "static" and response.status_code in {200, 304}:
            asked = folder / str((request.view_args or {}).get("filename"))
            same = request.args.get("v") == content_hash(asked)
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if same else "no-cache"
        return response

    @app.template_global()
    def static_file(name: str) -> str:
        """The address of a static file with a hash of its content."""
        return url_for("static", filename=name, v=content_hash(folder / name))


def content_hash(path: Path) -> str:
    """Twelve digits that change with the file."""
    seen = path.stat()
    return _hash(path, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=100)
def _hash(path: Path, _changed: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
