"""Content as it arrives, unpacked piece by piece: nothing grows past its limit, packed or unpacked."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

_MAGIC = b"\x1f\x8b"
_GZIP_ONLY = 16 + zlib.MAX_WBITS
_PIECE = 2**18
_MOST_MEMBERS = 1000


class TooLarge(Exception):
    """More than the limit has come."""


class CannotUnpack(Exception):
    """The content is packed in a way that was not asked for, or is damaged; the text says which."""


def unpacked(pieces: Iterable[bytes], coding: str, limit: int) -> bytes:
    """The content, at most `limit` bytes of it. `coding` is the answer's Content-Encoding ("" for none).

    Raises TooLarge, CannotUnpack, and whatever `pieces` raises.
    """
    coding = coding.strip().lower()
    if coding in ("gzip", "x-gzip"):
        pieces = _without_gzip(pieces)
    elif coding not in ("", "identity"):
        raise CannotUnpack(f"it is packed as {coding[:40]!r}, which was not asked for")
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) > limit:
            raise TooLarge
    return bytes(content)


def _without_gzip(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The content of one gzip member after the other, never more than `_PIECE` bytes at a time."""
    inflate, held, members = None, b"", 0
    for piece in pieces:
        packed = held + piece
        held = b""
        while packed:
            if inflate is None:
                if len(packed) < len(_MAGIC):
                    held = packed
                    break
                members += 1
                if not packed.startswith(_MAGIC) or members > _MOST_MEMBERS:
                    raise CannotUnpack("it is not packed as its header says")
                inflate = zlib.decompressobj(_GZIP_ONLY)
            try:
                yield inflate.decompress(packed, _PIECE)
            except zlib.error as problem:
                raise CannotUnpack("its packing is damaged") from problem
            packed = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
            inflate = None if inflate.eof else inflate
    if inflate is not None or held:
        raise CannotUnpack("its packing ends too early")
