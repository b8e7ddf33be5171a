"""The evidence store: bytes kept under their SHA-256, whole or not at all, hashed again when read."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, Protocol
from urllib.parse import unquote, urlsplit

_PIECE = 2**20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_INCOMING = "incoming"
_LEFT_OVER_SECONDS = 3600.0
_UNSETTLED_SECONDS = 3600.0  # the desk stores first and notes second: a young file is no orphan yet
_READ_ONLY = 0o440


class StoreTrouble(Exception):
    """What a store says instead of an answer; the text is one sentence."""


class CannotStore(StoreTrouble):
    """Nothing was stored; the text says why."""


class NotStored(StoreTrouble):
    """The store holds no such bytes."""


class Damaged(StoreTrouble):
    """The stored bytes are no longer those that were put in."""


@dataclass(frozen=True)
class Stored:
    """What was put in: lower-case hexadecimal SHA-256 and size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a store.

    damaged: the bytes are not those of the name; missing: known to the desk and not there; orphan: there for
    an hour and not known to the desk; stray: no file of the store's. `name` is the hash, or a stray's path.
    """

    kind: Literal["damaged", "missing", "orphan", "stray"]
    name: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence


class Store(Protocol):
    """Where evidence is kept. Hashes are lower-case hexadecimal SHA-256."""

    def put(self, content: bytes | Path | IO[bytes]) -> Stored:
        """Keep the bytes; once this returns they survive a power cut. Raises CannotStore, and OSError where
        `content` itself can't be read."""

    def open(self, sha256: str) -> IO[bytes]:
        """The bytes as a file at its beginning, checked. Raises NotStored, Damaged."""

    def read(self, sha256: str) -> bytes:
        """The bytes, checked. Raises NotStored, Damaged."""

    def path(self, sha256: str) -> Path:
        """A file with the bytes, for programs that need one; unchecked, only to be read. Raises NotStored."""

    def has(self, sha256: str) -> bool:
        """Whether the bytes are there, damaged or not."""

    def check(self, known: Collection[str] | None = None) -> Iterator[Fault]:
        """Hash everything again and yield what is wrong; against the hashes that the desk knows, if given."""


def open_store(url: str) -> Store:
    """The store at a folder or a file:// address; the folder is made if it is missing. Raises CannotStore."""
    scheme = _SCHEME.match(url)
    if scheme is None:
        folder = url
    else:
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
            raise CannotStore(
                f"Evidence is kept in a folder (a path, or file:///path); {scheme[1]}: can't be used here."
            )
        folder = unquote(parts.path)
    if not folder.strip():
        raise CannotStore("The address of the evidence store names no folder.")
    return FolderStore(Path(folder))


class FolderStore:
    """A store in a folder: `ab/cd/abcd…`, where ab and cd begin the hash. Many processes may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()
        self._incoming = self._folder / _INCOMING
        try:
            self._incoming.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as problem:
            raise CannotStore(f"The evidence store {folder} can't be used: {problem}.") from problem
        self.sweep()

    def put(self, content: bytes | Path | IO[bytes]) -> Stored:
        if isinstance(content, bytes):
            return self._keep([content])
        if isinstance(content, Path):
            with content.open("rb") as file:
                return self._keep(_pieces(file))
        return self._keep(_pieces(content))

    def open(self, sha256: str) -> IO[bytes]:
        file = self._open(sha256)
        try:
            _require_whole(file, sha256)
            file.seek(0)
        except BaseException:
            file.close()
            raise
        return file

    def read(self, sha256: str) -> bytes:
        with self._open(sha256) as file:
            content = file.read()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise _damaged(sha256)
        return content

    def path(self, sha256: str) -> Path:
        place = self._place(sha256)
        if not place.is_file():
            raise _not_stored(sha256)
        return place

    def has(self, sha256: str) -> bool:
        return self._place(sha256).is_file()

    def check(self, known: Collection[str] | None = None) -> Iterator[Fault]:
        self.sweep()
        seen = set()
        for path in self._files():
            name = path.name
            if not _SHA256.fullmatch(name) or path != self._place(name):
                name = str(path.relative_to(self._folder))
                yield Fault("stray", name, f"The file {name} does not belong to the evidence store.")
                continue
            seen.add(name)
            fault = _damage(path)
            if fault is not None:
                yield fault
            if known is not None and name not in known and _age(path) >= _UNSETTLED_SECONDS:
                yield Fault("orphan", name, f"The stored file {name} belongs to nothing that the desk knows.")
        for name in sorted(set(known or ()) - seen):
            yield Fault("missing", name, f"The stored file {name} is missing.")

    def sweep(self, older_than: float = _LEFT_OVER_SECONDS) -> int:
        """Remove what writers that died left unfinished, unless it grew within `older_than` seconds.

        Returns how many files went.
        """
        swept = 0
        for path in self._incoming.iterdir():
            # Another process may sweep, or finish its file, at the same moment.
            with contextlib.suppress(FileNotFoundError):
                if _age(path) >= older_than:
                    path.unlink()
                    swept += 1
        return swept

    def _place(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise NotStored("That is not the hash of a stored file.")
        return self._folder / sha256[:2] / sha256[2:4] / sha256

    def _files(self) -> Iterator[Path]:
        for folder, inner, names in os.walk(self._folder):
            inner.sort()
            if Path(folder) != self._incoming:
                yield from (Path(folder, name) for name in sorted(names))

    def _open(self, sha256: str) -> IO[bytes]:
        try:
            return self._place(sha256).open("rb")
        except FileNotFoundError as problem:
            raise _not_stored(sha256) from problem

    def _keep(self, pieces: Iterable[bytes]) -> Stored:
        """Write beside the store, settle, and give it its name last: a name always stands for whole bytes."""
        partial = self._incoming / f"{os.getpid()}-{secrets.token_hex(8)}"
        digest, size = hashlib.sha256(), 0
        try:
            with partial.open("xb") as file:
                for piece in pieces:
                    file.write(piece)
                    digest.update(piece)
                    size += len(piece)
                file.flush()
                os.fsync(file.fileno())
            partial.chmod(_READ_ONLY)
            self._name(partial, digest.hexdigest())
        except OSError as problem:
            raise CannotStore(f"The evidence store can't take the file: {problem.strerror}.") from problem
        finally:
            partial.unlink(missing_ok=True)
        return Stored(digest.hexdigest(), size)

    def _name(self, partial: Path, sha256: str) -> None:
        place = self._place(sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        # The same bytes may be there already; taking their place also heals them if they were damaged.
        partial.replace(place)
        for folder in (place.parent, place.parent.parent, self._folder):
            _settle(folder)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def _settle(folder: Path) -> None:
    """Make names in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _damage(path: Path) -> Fault | None:
    try:
        with path.open("rb") as file:
            _require_whole(file, path.name)
    except Damaged as problem:
        return Fault("damaged", path.name, str(problem))
    except OSError as problem:
        return Fault("damaged", path.name, f"The stored file {path.name} can't be read: {problem.strerror}.")
    return None


def _require_whole(file: IO[bytes], sha256: str) -> None:
    digest = hashlib.sha256()
    for piece in _pieces(file):
        digest.update(piece)
    if digest.hexdigest() != sha256:
        raise _damaged(sha256)


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime


def _damaged(sha256: str) -> Damaged:
    return Damaged(f"The stored file {sha256} is damaged: its bytes are not those that were captured.")


def _not_stored(sha256: str) -> NotStored:
    return NotStored(f"There is no stored file {sha256}.")
