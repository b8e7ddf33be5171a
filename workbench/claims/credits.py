"""Which wire or outlet carried the words: lines `via X`, `[X]`, `by A via B`, and brackets behind a sentence.

Whom a speaker told ("told the Associated Press news agency") is no credit; attribution finds that.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from workbench.claims.found import Block
from workbench.claims.lexicon import FOLDER

LONGEST_LINE: Final = 400
LONGEST_NAME: Final = 80

_BRACKET = re.compile(r"[\[(]([^\[\]()\n]{2,80})[\])]")
_MEDIUM = re.compile(
    r"(?:photo(?:graph)?|picture|image|video|handout|graphic)s?(?: credit)?: ?([^\n:]{2,80})", re.IGNORECASE
)
_INITIAL = re.compile(r"\b[A-Z]\. ?")  # R. Lamb
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


def is_agency(name: str) -> bool:
    """Whether a speaker is a wire: "Reuters", "the Associated Press news agency"."""
    names = credit_names()
    words = [word for word in name.lower().split() if word not in names.agency_words]
    bare = " ".join(words[1:] if words[:1] == ["the"] else words)
    return bare in names.agencies or (bool(bare) and name.lower().endswith(" news agency"))


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
    medium = _MEDIUM.fullmatch(words)
    if medium:
        return medium[1].strip() if _is_name(medium[1].strip()) else None
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


def marked_in(line: str) -> list[tuple[Literal["speaker", "credit"], int, int, str]]:
    """Where a credit line names who uploaded and who carried it: kind, start, end in the line, the rule's name."""
    uploaded = uploaded_by(line)
    if uploaded:
        author, platform = uploaded
        by, via = line.index(author, line.lower().index("by ") + 3), line.rindex(platform)
        return [("speaker", by, by + len(author), "by via"), ("credit", via, via + len(platform), "by via")]
    name = credit_line(line.rstrip(" ."))
    if not name:
        return []
    at, rule = line.rindex(name), "via" if line.strip()[:4].lower() == "via " else "bracket"
    return [("credit", at, at + len(name), rule)]


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
        and ". " not in _INITIAL.sub("", words)
        and not set('[]{}…?!"“”') & set(words)
        and not words.endswith(".")
    )


def credits_by_block(text: str, blocks: Sequence[Block], credits: Sequence[str]) -> list[str | None]:
    """For each block the credit that covers it.

    A bracket behind a run of words in one line covers that run; a credit line and the post's own `credits`
    cover the post's body and headline; a credit behind a caption or an embed's title covers that alone, and so
    does `Photograph: X`.
    """
    named = [_named(text, block) if block.role == "credit" else None for block in blocks]
    of_media = {
        part.strip()
        for block in blocks
        if block.role == "credit" and (medium := _MEDIUM.fullmatch(text[block.start : block.end].strip(" .")))
        for part in (medium[1], *medium[1].split("/"))
    }
    of_post = dict.fromkeys(name for name in credits if name not in of_media)
    for place, name in enumerate(named):
        if name and name not in of_media and not (place and blocks[place - 1].role in ("caption", "embed_title")):
            of_post[name] = None
    whole = ", ".join(of_post) or None
    return [_covering(text, blocks, named, place, whole) for place in range(len(blocks))]


def _covering(
    text: str, blocks: Sequence[Block], named: Sequence[str | None], place: int, whole: str | None
) -> str | None:
    block = blocks[place]
    following = named[place + 1] if place + 1 < len(blocks) else None
    if block.role == "credit":
        return named[place]
    if block.role in ("caption", "embed_title"):
        return following
    if following and "\n" not in text[block.end : blocks[place + 1].start]:
        return following
    return whole if block.role in ("body", "headline") else None


def _named(text: str, block: Block) -> str | None:
    words = text[block.start : block.end]
    return credit_line(words.rstrip(" .")) or words.strip("[](). ") or None
