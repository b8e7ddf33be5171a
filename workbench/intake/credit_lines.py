"""The lines in which a live blog's text says where something comes from, and what each of them says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from workbench.intake.posts import EmbedKind

PLATFORMS: Final[dict[str, tuple[str, EmbedKind]]] = {
    "bluesky": ("bluesky", "social"),
    "dailymotion": ("dailymotion", "video"),
    "facebook": ("facebook", "social"),
    "flickr": ("flickr", "photo"),
    "instagram": ("instagram", "social"),
    "livestream": ("livestream", "video"),
    "mastodon": ("mastodon", "social"),
    "periscope": ("periscope", "video"),
    "soundcloud": ("soundcloud", "audio"),
    "spotify": ("spotify", "audio"),
    "storyful": ("storyful", "video"),
    "telegram": ("telegram", "social"),
    "threads": ("threads", "social"),
    "tiktok": ("tiktok", "video"),
    "tumblr": ("tumblr", "social"),
    "twitch": ("twitch", "video"),
    "twitter": ("twitter", "social"),
    "vimeo": ("vimeo", "video"),
    "vine": ("vine", "video"),
    "x": ("twitter", "social"),
    "youtube": ("youtube", "video"),
}
"""How a credit line spells a platform (case folded), what the product calls it, and what one finds there."""

_SHORT_NAMES = (
    "aap afp ansa ap apa apf ani bbc bloomberg cp dpa efe epa ians interfax irna itar-tass kyodo lusa "
    "mena ntb pa petra pti reuters ria ritzau sana spa tass tt upi wafa xinhua yonhap"
)
AGENCIES: Final = frozenset(_SHORT_NAMES.split()) | {
    "agence france-presse",
    "associated press",
    "getty images",
    "press association",
    "the associated press",
}
"""Names that are credits in round brackets and after `via` too, case folded."""

_BY_ON = re.compile(
    r"by (\S.{0,80}?)(?: via (\S.{0,40}?))? on \d{1,4}[-./]\d.{1,12} at \d{1,2}[.:]\d.{0,12}", re.IGNORECASE
)
_COUNTER = re.compile(r"(\d{1,3}) (?:of|von|de|di|sur|av|af|van|/) (\d{1,3})")
# What an editor puts in square brackets that credits nobody.
_ASIDES = (
    "sic video videos photo photos image images picture gallery audio graphic map chart live update updated "
    "breaking file editor's note translation translated inaudible applause laughter edited content more"
)
_NO_CREDITS = frozenset(_ASIDES.split())
_ENDS = frozenset(".!?…:;,。！？؟۔।")
_SPACES = " \t\xa0"
_CLOSING_QUOTES = "\"'”’»›“)]" + _SPACES
_LONGEST = 400


@dataclass(frozen=True)
class ByLine:
    """`by AUTHOR via PLATFORM`, the line below an embed's title."""

    author: str
    platform: str
    kind: EmbedKind


def ends_sentence(text: str) -> bool:
    """Whether the words end as a sentence does, before closing quotation marks and brackets."""
    bare = text[-40:].rstrip(_CLOSING_QUOTES)
    return bare[-1:] in _ENDS if bare else False


def by_line(line: str) -> ByLine | None:
    """The uploader and platform that a line `by X via Y` names; None for other lines, and for agencies."""
    author, via, platform = line.rpartition(" via ")
    if not via or len(line) > _LONGEST or author[:3].casefold() != "by " or not _is_name(platform):
        return None
    word = platform.strip().casefold()
    if word in AGENCIES or len(word.split()) > 3:
        return None
    name, kind = PLATFORMS.get(word, (word, "link"))
    return ByLine(author[3:].strip(), name, kind) if author[3:].strip() else None


def signed(line: str) -> tuple[str, str | None] | None:
    """Author, and outlet after `via`, of a line `by X [via Y] on DATE at TIME` or `by X via AGENCY`."""
    if len(line) > _LONGEST or line[:3].casefold() != "by ":
        return None
    if found := _BY_ON.fullmatch(line.strip()):
        return found[1], found[2]
    author, via, outlet = line[3:].strip().rpartition(" via ")
    return (author, outlet) if via and author and outlet.strip().casefold() in AGENCIES else None


def via_line(line: str) -> str | None:
    """The outlet that a line `via X` names."""
    words = line.strip()
    if words[:4].casefold() != "via " or len(words) > 80 or len(words.split()) > 7:
        return None
    return words[4:].strip() if _is_name(words[4:]) else None


def counter(line: str) -> int | None:
    """How many pictures a gallery's counter (`1 of 3`) announces."""
    found = _COUNTER.fullmatch(line.strip()) if len(line) < 40 else None
    return int(found[2]) if found and int(found[1]) <= int(found[2]) else None


def parted_credit(line: str) -> tuple[str, str] | None:
    """The words and the credit of a line that ends in `[Credit]`.

    Round brackets, and a full stop behind the bracket, are taken only around an agency's name.
    """
    end = line[-_LONGEST:].rstrip(_SPACES)
    bare = end.rstrip(_SPACES + ".")
    opening = bare.rfind({"]": "[", ")": "("}.get(bare[-1:], "\0"))
    if opening < 0:
        return None
    credit = bare[opening + 1 : -1].strip()
    if credit[:4].casefold() == "via ":
        credit = credit[4:].strip()
    if (bare.endswith(")") or bare != end) and credit.casefold() not in AGENCIES:
        return None
    return ((line[:-_LONGEST] + bare[:opening]).strip(), credit) if _is_credit(credit) else None


@lru_cache(maxsize=1024)
def _is_credit(words: str) -> bool:
    return (
        1 < len(words) <= 80
        and _is_name(words)
        and len(words.split()) <= 9
        and ". " not in words
        and not set('[]{}…?!"“”') & set(words)
        and not words.endswith("...")
        and not {word.strip(":,") for word in words.casefold().split()} <= _NO_CREDITS
    )


def _is_name(words: str) -> bool:
    """Whether the words open as a name does: with a capital, a handle, or a script without capitals."""
    first = words.strip()[:1]
    return bool(first) and (first == "@" or (first.isalpha() and not first.islower())) and not ends_sentence(words)
