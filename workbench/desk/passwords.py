"""Passwords as argon2id hashes: slow and hungry on purpose, so never looked at while a transaction is open."""

import secrets
import threading
from dataclasses import dataclass, field
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# One hash takes 64 MiB and four threads: many visitors at once wait here and not for memory.
AT_ONCE = threading.BoundedSemaphore(4)


@dataclass(frozen=True)
class Passwords:
    """How passwords are hashed and looked at. Tests give a hasher with cheap parameters."""

    hasher: PasswordHasher = field(default_factory=PasswordHasher)

    def hashed(self, password: str) -> str:
        with AT_ONCE:
            return self.hasher.hash(password)

    def right(self, kept: str | None, password: str) -> bool:
        """Whether the password is the one behind the hash; without a hash the same work is done, in vain."""
        try:
            with AT_ONCE:
                return self.hasher.verify(kept or self._nobody_s, password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False

    def renewed(self, kept: str, password: str) -> str | None:
        """A new hash where the kept one was made with other parameters than today's; else None."""
        return self.hashed(password) if self.hasher.check_needs_rehash(kept) else None

    @cached_property
    def _nobody_s(self) -> str:
        return self.hasher.hash(secrets.token_hex(16))


STRONG = Passwords()


def one_time_password() -> str:
    """Sixteen random letters and digits that are easily read out: no 0, O, 1, l or I."""
    letters = "abcdefghijkmnpqrstuvwxyz23456789"
    groups = ("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
    return "-".join(groups)
