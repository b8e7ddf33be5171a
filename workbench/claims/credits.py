"""Which wire or outlet carried the words: lines `via X`, `[X]`, `by A via B`, and brackets behind a sentence.

Whom a speaker told ("told the Associated Press news agency") is no credit; attribution finds that.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from workbench.claims.found import Block
from workbench.claims.lexicon import FOLDER

LONGEST_LINE: Final = 400
LONGEST_NAME: Final = 80

_BRACKET = re.compile(r"[\[(]([^\[\]()\n]{2,80})[\])]")
_ENDED: Final = frozenset(".!?…؟۔。\"'”’»")


@dataclass(frozen=True)
class CreditNames:
    """Agencies, and what in brackets credits nobody; both case folded."""

    agencies: frozenset[str]
    not_credits: frozenset[str]
    agency_words: frozenset[str]


@cache
def credit_names() -> CreditNames:
    """The names of the credits file, read at first use."""
    data = tomllib.loads((FOLDER / "credits.toml").read_text(encoding="utf-8"))
    return CreditNames(
        frozenset(filter(None, str(data["agencies"]).split("\n"))),
        frozenset(filter(None, str(data["not_credits"]).split("\n"))),
        frozenset(str(data["agency_words"]).split()),
    )


def credit_line(line: str) -> str | None:
    """The name in a line that is nothing but a credit: `via X`, `[X]`, `(Agency)`, `by A via B`; else None."""
    words = line.strip()
    if not words or len(words) > LONGEST_LINE:
        return None
    if words[:4].lower() == "via ":
        return words[4:].strip() if _is_name(words[4:].strip()) else None
    bracket = _BRACKET.fullmatch(words)
    if bracket:
        return bracketed(bracket)
    uploaded = uploaded_by(words)
    return uploaded[1] if uploaded else None


def uploaded_by(line: str) -> tuple[str, str] | None:
    """Uploader and platform of a line `by X via Y`."""
    words = line.strip()
    if words[:3].lower() != "by " or len(words) > LONGEST_LINE:
        return None
    author, via, platform = words[3:].rpartition(" via ")
    author, platform = author.strip(), platform.strip()
    return (author, platform) if via and author and _is_name(platform.split(" on ")[0]) else None


def bracket_at_end(text: str, start: int, end: int) -> re.Match[str] | None:
    """The bracket that credits the words text[start:end] it ends, if it does; a full stop may follow it."""
    tail = text[max(start, end - LONGEST_NAME - 4) : end].rstrip(" \t\u00a0.")
    if tail[-1:] not in ("]", ")"):
        return None
    opening = max(tail.rfind("["), tail.rfind("("))
    at = max(start, end - LONGEST_NAME - 4) + opening
    found = _BRACKET.match(text, at, end) if opening >= 0 else None
    return found if found and bracketed(found) else None


def brackets_within(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The brackets in text[start:end] that credit the sentence which ends right before them."""
    found = []
    for bracket in _BRACKET.finditer(text, start, end):
        before = text[max(start, bracket.start() - 3) : bracket.start()].rstrip()
        after = text[bracket.end() : min(end, bracket.end() + 3)].lstrip(" .\n")[:1]
        if before[-1:] in _ENDED and not after.islower() and bracketed(bracket):
            found.append(bracket)
    return found


def bracketed(bracket: re.Match[str]) -> str | None:
    """The name that a bracket credits; in round brackets only an agency's."""
    name = bracket[1].strip()
    name = name[4:].strip() if name[:4].lower() == "via " else name
    low, names = name.lower(), credit_names()
    if bracket[0][0] == "(":
        return name if low in names.agencies else None
    parts = {part.strip(":,") for part in low.split()}
    if parts <= names.not_credits or low in names.not_credits:
        return None
    return name if low in names.agencies or _is_name(name) else None


def _is_name(words: str) -> bool:
    """Whether the words open as a name does, and are too few to be a sentence."""
    first = words[:1]
    return (
        1 < len(words) <= LONGEST_NAME
        and len(words.split()) <= 9
        and (first == "@" or (first.isalpha() and not first.islower()))
        and ". " not in words
        and not set('[]{}…?!"“”') & set(words)
        and not words.endswith(".")
    )


def credits_by_block(text: str, blocks: Sequence[Block], credits: Sequence[str]) -> list[str | None]:
    """For each block the credit that covers it.

    A bracket right behind a run of words in one line covers that run; a credit line, a bracket at the end
    of the post and the post's own `credits` cover the post's body and headline; those of an embed its words.
    """
    own = [_named(text, block) if block.role == "credit" else None for block in blocks]
    whole = list(dict.fromkeys([*credits, *(name for name, block in zip(own, blocks, strict=True)
                                            if name and block.embed is None and not _is_caption_credit(blocks, block))]))  # fmt: skip
    of_post = ", ".join(whole) or None
    found: list[str | None] = []
    for place, block in enumerate(blocks):
        following = own[place + 1] if place + 1 < len(blocks) else None
        if block.role == "credit":
            found.append(own[place])
        elif block.role in ("caption", "embed_title"):
            found.append(following)
        elif following and _same_line(text, block, blocks[place + 1]):
            found.append(following)
        else:
            found.append(of_post if block.role in ("body", "headline") else None)
    return found


def _named(text: str, block: Block) -> str | None:
    return credit_line(text[block.start : block.end]) or text[block.start : block.end].strip("[]() ") or None


def _same_line(text: str, block: Block, following: Block) -> bool:
    return "\n" not in text[block.end : following.start]


def _is_caption_credit(blocks: Sequence[Block], credit: Block) -> bool:
    """Whether the credit stands right behind a caption or an embed's title that matched no known embed."""
    before = [block for block in blocks if block.end <= credit.start]
    return bool(before) and before[-1].role in ("caption", "embed_title")
