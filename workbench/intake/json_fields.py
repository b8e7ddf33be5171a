"""The fields of a JSON object, each with the type it must have and a refusal that says where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, TypeVar

from workbench.intake.posts import CannotRead
from workbench.intake.times import instant
from workbench.intake.web_address import http_address

Word = TypeVar("Word", bound=str)
Kind = TypeVar("Kind")


class Fields:
    """One object of a JSON document, to become the dataclass `shape`.

    `where` names it in refusals; what is left out goes to `warnings`.
    """

    def __init__(self, value: Any, shape: type[Any], where: str, warnings: list[str]) -> None:
        if not isinstance(value, dict):
            raise CannotRead(f"{where} must be an object, not {_said(value)}.")
        self._values: dict[str, Any] = value
        self._where = where
        self._warnings = warnings
        unknown = [key for key in value if key not in {one.name for one in fields(shape)}]
        warnings.extend(f"{where}: the field {key[:40]!r} is unknown and was left out." for key in unknown)

    def text(self, key: str) -> str:
        if key not in self._values:
            raise CannotRead(f"{self._where}: the field {key!r} is missing.")
        return self._typed(key, self._values[key], str, "a text")

    def text_or_none(self, key: str) -> str | None:
        value = self._values.get(key)
        return None if value is None else self._typed(key, value, str, "a text or null")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; an absent one is empty."""
        values: list[Any] = self._typed(key, self._values.get(key, []), list, "a list of texts")
        return tuple(self._typed(key, value, str, "a list of texts") for value in values)

    def objects(self, key: str, default: list[Any] | None = None) -> list[Any]:
        """A list, whose members are for `Fields` to judge."""
        if key not in self._values and default is None:
            raise CannotRead(f"{self._where}: the field {key!r} is missing.")
        return self._typed(key, self._values.get(key, default), list, "a list")

    def number(self, key: str, default: int | None = None) -> int | None:
        """A whole number from 0, or None."""
        value = self._values.get(key, default)
        if value is None:
            return None
        number = self._typed(key, value, int, "a whole number or null")
        if number < 0:
            raise CannotRead(f"{self._where}: the field {key!r} must not be negative.")
        return number

    def count(self, key: str, default: int) -> int:
        """A whole number from 0."""
        number = self.number(key, default)
        return default if number is None else number

    def truth_or_none(self, key: str) -> bool | None:
        return None if self._values.get(key) is None else self.truth(key)

    def pairs(self, key: str) -> dict[str, str]:
        """An object whose values are texts; an absent one is empty."""
        values: dict[str, Any] = self._typed(key, self._values.get(key, {}), dict, "an object of texts")
        return {name: self._typed(key, value, str, "an object of texts") for name, value in values.items()}

    def truth(self, key: str) -> bool:
        return self._typed(key, self._values.get(key, False), bool, "true or false")

    def one_of(self, key: str, words: Sequence[Word], default: Word | None = None) -> Word:
        value = self._values.get(key, default)
        for word in words:
            if value == word:
                return word
        raise CannotRead(f"{self._where}: the field {key!r} must be one of {', '.join(words)}, not {_said(value)}.")

    def time(self, key: str) -> str | None:
        """An ISO 8601 time with offset; any other text is left out with a warning."""
        raw = self.text_or_none(key)
        if raw is None or instant(raw):
            return raw
        self._warnings.append(f"{self._where}: the time in {key!r} carries no offset and was left out.")
        return None

    def address(self, key: str) -> str | None:
        """An absolute http(s) address; any other text is left out with a warning."""
        raw = self.text_or_none(key)
        if raw is None or http_address(raw) == raw:
            return raw
        self._warnings.append(f"{self._where}: {key!r} is no web address and was left out.")
        return None

    def addresses(self, key: str) -> tuple[str, ...]:
        """A list of absolute http(s) addresses; any other text is left out with a warning."""
        raw = self.texts(key)
        fit = tuple(one for one in raw if http_address(one) == one)
        if len(fit) < len(raw):
            self._warnings.append(f"{self._where}: {key!r} holds what is no web address; that was left out.")
        return fit

    def _typed(self, key: str, value: Any, kind: type[Kind], wanted: str) -> Kind:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise CannotRead(f"{self._where}: the field {key!r} must be {wanted}, not {_said(value)}.")
        return value


def _said(value: Any) -> str:
    """What a value is, in a journalist's words."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    for kind, words in ((bool, "true or false"), (int | float, "a number"), (list, "a list")):
        if isinstance(value, kind):
            return words
    return "an object"
