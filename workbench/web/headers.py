"""The headers of every answer: what a page may load, and where it may be shown."""

import hashlib
from functools import cache
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
YEAR = 31_536_000


def set_headers(app: Flask) -> None:
    @app.after_request
    def harden(response: Response) -> Response:
        put = response.headers.setdefault
        put("Content-Security-Policy", POLICY)
        put("X-Content-Type-Options", "nosniff")
        put("X-Frame-Options", "DENY")
        # Flask-WTF compares the referrer with the host on https: it has to be sent to ourselves.
        put("Referrer-Policy", "same-origin")
        put("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        put("Cross-Origin-Opener-Policy", "same-origin")
        put("Cross-Origin-Resource-Policy", "same-origin")
        if request.endpoint == "static" and "v" in request.args:
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        return response

    @app.template_global()
    def static_file(name: str) -> str:
        """The address of a static file with a hash of its content, so that it may be kept for a year."""
        return url_for("static", filename=name, v=_hash(Path(str(app.static_folder)) / name))


@cache
def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
