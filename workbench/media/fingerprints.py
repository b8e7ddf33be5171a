"""Fingerprints as values: what is stored of a frame's looks, and how far two of them are apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ALGORITHM = "phash-trimmed/64/1"
"""Name, size in bits, version. Only hashes of one algorithm are compared; whatever changes bits is a new one."""

_HASH = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Fingerprint:
    """The looks of one frame: imagehash's `phash` of the luma without its dark bars, 16 hexadecimal digits.

    `mirrored` is the same of the picture as a mirror shows it. `blank` says that there is too little to
    see (black, flat, a bare gradient): such a frame is stored and never matched.
    """

    phash: str
    mirrored: str
    blank: bool = False
    algorithm: str = ALGORITHM

    def as_json(self) -> dict[str, Any]:
        return {"phash": self.phash, "mirrored": self.mirrored, "blank": self.blank}

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Fingerprint:
        """Checked, because it comes out of a child that has seen a stranger's file. Raises ValueError."""
        phash, mirrored = str(written["phash"]), str(written["mirrored"])
        if not all(_HASH.fullmatch(one) for one in (phash, mirrored)):
            raise ValueError("A hash is 16 hexadecimal digits.")
        return cls(phash, mirrored, bool(written["blank"]))


@dataclass(frozen=True)
class SharedFrame:
    """Frame number `here` of one film looks like frame number `there` of another; `distance` in bits."""

    here: int
    there: int
    distance: int
    mirrored: bool


def _apart(a: str, b: str) -> int:
    return (int(a, 16) ^ int(b, 16)).bit_count()


def distance(a: Fingerprint, b: Fingerprint) -> int:
    """Bits that differ, 0 to 64, both as they stand. Raises ValueError where the algorithms differ."""
    if a.algorithm != b.algorithm:
        raise ValueError(f"Hashes of {a.algorithm} and {b.algorithm} can't be compared.")
    return _apart(a.phash, b.phash)


def mirrored_distance(a: Fingerprint, b: Fingerprint) -> int:
    """Bits that differ when one of the two is seen in a mirror. Raises ValueError as `distance` does."""
    if a.algorithm != b.algorithm:
        raise ValueError(f"Hashes of {a.algorithm} and {b.algorithm} can't be compared.")
    return min(_apart(a.phash, b.mirrored), _apart(a.mirrored, b.phash))


def shared_frames(a: Sequence[Fingerprint], b: Sequence[Fingerprint], radius: int = 10) -> list[SharedFrame]:
    """For each frame of `a` its nearest frame of `b` within `radius` bits, plain or mirrored.

    Blank frames take no part. Each frame is compared with every other: meant for two films, not for an index.
    """
    shared = []
    for here, one in enumerate(a):
        if one.blank:
            continue
        near = [
            SharedFrame(here, there, bits, mirrored)
            for there, other in enumerate(b)
            if not other.blank
            for bits, mirrored in ((distance(one, other), False), (mirrored_distance(one, other), True))
            if bits <= radius
        ]
        if near:
            shared.append(min(near, key=lambda pair: (pair.distance, pair.mirrored, pair.there)))
    return shared
