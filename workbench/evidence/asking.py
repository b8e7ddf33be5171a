"""The web client that speaks through the door, and through nothing else."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from workbench.evidence.door import Door

_ASKS = {
    "User-Agent": "Mozilla/5.0 (compatible; VerificationWorkbench/1.0)",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "gzip",
}


_LONGEST_VALIDATOR = 500


@dataclass(frozen=True)
class Unless:
    """What the desk already has of an address: asked with it, a site answers 304 where nothing changed (RFC 9110, 13)."""

    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, headers: Iterable[tuple[str, str]]) -> Unless | None:
        """What an earlier answer's headers give to ask with; None if nothing, or nothing that may be sent again."""
        found = {
            name.lower(): value.strip()
            for name, value in headers
            if name.lower() in ("etag", "last-modified") and _may_be_sent(value.strip())
        }
        return cls(found.get("etag"), found.get("last-modified")) if found else None

    def as_headers(self) -> dict[str, str]:
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


def _may_be_sent(value: str) -> bool:
    return 0 < len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()


class _WholeTls(ssl.SSLContext):
    """TLS in which a connection that is merely torn down is an error, not an end (RFC 9112, 9.8)."""

    def wrap_socket(self, *args: Any, **options: Any) -> ssl.SSLSocket:
        return super().wrap_socket(*args, **{**options, "suppress_ragged_eofs": False})


class _Adapter(HTTPAdapter):
    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        tls = _WholeTls(ssl.PROTOCOL_TLS_CLIENT)
        tls.minimum_version = ssl.TLSVersion.TLSv1_2
        return super().proxy_manager_for(proxy, ssl_context=tls, **options)


class _Session(requests.Session):
    """A session that follows nothing by itself, and that leaves no answer open when it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self._answers: list[requests.Response] = []

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        answer = super().send(request, **options)
        self._answers.append(answer)
        return answer

    def resolve_redirects(self, *_args: Any, **_options: Any) -> Iterator[Any]:
        """None: the library would read a redirect's whole content, unpacked, even where it need not follow."""
        return iter(())

    def close(self) -> None:
        for answer in self._answers:
            answer.close()
        super().close()


def session_through(door: Door, certificates: Path | None) -> requests.Session:
    """A session whose every request goes through the door; `certificates` replace the usual authorities."""
    session = _Session()
    session.trust_env = False  # no proxy, no password and no certificates from the environment
    session.proxies = {"http": door.address, "https": door.address}
    session.verify = True if certificates is None else str(certificates)
    session.headers.clear()
    session.headers.update(_ASKS)
    for scheme in ("http://", "https://"):
        session.mount(scheme, _Adapter())
    return session
