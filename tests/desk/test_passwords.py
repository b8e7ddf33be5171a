"""Passwords are slow to try, cost the same for nobody as for somebody, and get today's parameters."""

import argon2
from running import CHEAP

from workbench.desk.passwords import STRONG, Passwords, one_time_password


def test_a_password_fits_its_own_hash_and_no_other() -> None:
    kept = CHEAP.hashed("correct horse")
    assert CHEAP.right(kept, "correct horse")
    assert not CHEAP.right(kept, "correct Horse")
    assert not CHEAP.right(kept, "")
    assert kept != CHEAP.hashed("correct horse")


def test_nobody_has_no_password_and_a_broken_hash_fits_none() -> None:
    assert not CHEAP.right(None, "anything")
    assert not CHEAP.right("", "anything")
    assert not CHEAP.right("not a hash", "anything")


def test_a_name_that_nobody_has_costs_a_whole_hash() -> None:
    counted: list[str] = []

    class Counting(argon2.PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            counted.append(str(hash))
            return super().verify(hash, password)

    passwords = Passwords(Counting(time_cost=1, memory_cost=8, parallelism=1))
    assert not passwords.right(None, "guess")
    assert not passwords.right(passwords.hashed("secret"), "guess")
    parameters = [one.split("$")[:4] for one in counted]
    assert len(parameters) == 2
    assert parameters[0] == parameters[1]


def test_passwords_are_kept_as_argon2id_with_64_mebibytes() -> None:
    assert STRONG.hashed("a good password").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_only_an_outdated_hash_is_renewed() -> None:
    stronger = Passwords(argon2.PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    kept = CHEAP.hashed("a good password")
    assert CHEAP.renewed(kept, "a good password") is None
    renewed = stronger.renewed(kept, "a good password")
    assert renewed is not None
    assert ",t=2," in renewed
    assert stronger.right(renewed, "a good password")


def test_one_time_passwords_differ_and_can_be_read_out() -> None:
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert all(len(one) == 19 and not set(one) & set("0O1lIo") for one in made)
