"""Sentences that count: in the singular for one."""

from __future__ import annotations


def counted(number: int, one: str, many: str) -> str:
    """`one` for 1, else `many` with the number in place of `{}`."""
    return one if number == 1 else many.format(number)
