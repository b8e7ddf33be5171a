"""JSON of strangers, parsed within bounds."""

from __future__ import annotations

import json
import re
from typing import Any

from workbench.intake.posts import CannotRead

# An empty list costs 56 bytes where its text has two: so the number of parts is bounded too.
_MOST_PARTS = 10**6
_ODD_ESCAPE = re.compile(r"\\u(?:d[89a-f]|00[01]|007f)", re.IGNORECASE)
_NO_CHARACTERS = dict.fromkeys((*range(9), *range(11, 13), *range(14, 32), 127))


def parsed(text: str) -> Any:
    """The value of a JSON text, line breaks inside its strings allowed.

    Escapes may name what is no character: lone surrogates become U+FFFD, control characters go.
    Raises `CannotRead` for broken, very deep or very finely divided JSON.
    """
    if text.count("{") + text.count("[") > _MOST_PARTS:
        raise CannotRead("The JSON has more than a million parts.")
    try:
        value = json.loads(text, strict=False)
    except json.JSONDecodeError as problem:
        raise CannotRead(f"The JSON is broken at line {problem.lineno}: {problem.msg}.") from problem
    except ValueError as problem:  # a number of thousands of digits
        raise CannotRead("The JSON holds a number that is too long.") from problem
    except RecursionError as problem:
        raise CannotRead("The JSON is nested too deep.") from problem
    return _cleaned(value) if _ODD_ESCAPE.search(text) else value


def _cleaned(value: Any) -> Any:
    """The same value with characters only in its strings; without recursion, since it may be deep."""
    whole = [value]
    todo: list[Any] = [whole]
    while todo:
        holder = todo.pop()
        for key, part in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
            if isinstance(part, str):
                holder[key] = _characters(part)
            elif isinstance(part, dict | list):
                todo.append(part)
    return whole[0]


def _characters(text: str) -> str:
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return joined.translate(_NO_CHARACTERS)
