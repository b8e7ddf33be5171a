"""The hash chain of a ledger: each entry carries the hash of itself, which holds the hash of the one before.

A chain alone does not notice a tail that was cut off, or a rewrite of everything: for that the head has to be
known from elsewhere (an exported log, a printed page). `check` takes it as `head`.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import rfc8785

GENESIS = "0" * 64


class CannotSeal(ValueError):
    """The detail of an entry holds something that canonical JSON can't say; the text tells what."""


@dataclass(frozen=True)
class Entry:
    """One act as it is hashed. `at` is ISO 8601 in UTC with microseconds; hashes are hexadecimal SHA-256."""

    sequence: int
    at: str
    actor: str
    act: str
    subject: str
    detail: Mapping[str, Any] = field(default_factory=dict)
    previous: str = GENESIS
    hash: str = ""


@dataclass(frozen=True)
class Broken:
    """The first entry that does not hold, and why, in a sentence."""

    sequence: int
    why: str

    def __str__(self) -> str:
        return self.why


def moment(at: datetime) -> str:
    """A moment as entries write it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def seal(
    *,
    sequence: int,
    at: datetime,
    actor: str,
    act: str,
    subject: str,
    detail: Mapping[str, Any],
    previous: str,
) -> Entry:
    """The entry with its hash. Raises CannotSeal for what canonical JSON (RFC 8785) can't hold."""
    content = {
        "sequence": sequence,
        "at": moment(at),
        "actor": actor,
        "act": act,
        "subject": subject,
        "detail": dict(detail),
        "previous": previous,
    }
    return Entry(**content, hash=_hash(content))  # type: ignore[arg-type]


def _hash(content: Mapping[str, Any]) -> str:
    try:
        return hashlib.sha256(rfc8785.dumps(dict(content))).hexdigest()
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as problem:
        raise CannotSeal(f"An entry of the ledger can't hold this: {problem}") from problem


def hash_of(entry: Entry) -> str:
    """The SHA-256 that the entry ought to carry."""
    return _hash(
        {
            "sequence": entry.sequence,
            "at": entry.at,
            "actor": entry.actor,
            "act": entry.act,
            "subject": entry.subject,
            "detail": dict(entry.detail),
            "previous": entry.previous,
        }
    )


def check(entries: Iterable[Entry], *, head: str | None = None) -> Broken | None:
    """The first broken entry of a chain, or None if it is whole.

    `head` is the last hash as known from elsewhere: with it a cut tail is found too.
    """
    previous, expected = GENESIS, 1
    seen_head = head is None or head == GENESIS
    for entry in entries:
        why = _fault(entry, expected, previous)
        if why is not None:
            return Broken(entry.sequence, why)
        previous, expected = entry.hash, expected + 1
        seen_head = seen_head or previous == head
    if not seen_head:
        return Broken(expected, f"Entry {expected} or a later one is missing: the known head is not in the chain.")
    return None


def _fault(entry: Entry, expected: int, previous: str) -> str | None:
    if entry.sequence != expected:
        return f"Entry {expected} is missing or out of order: entry {entry.sequence} stands in its place."
    if entry.previous != previous:
        return f"Entry {entry.sequence} does not follow the entry before it."
    try:
        if hash_of(entry) != entry.hash:
            return f"Entry {entry.sequence} was changed after it was written."
    except CannotSeal:
        return f"Entry {entry.sequence} was changed after it was written: it holds what no entry can."
    return None
