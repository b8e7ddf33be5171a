"""The newsroom's own caveats: "purports to show", "reportedly", "cannot independently verify this video"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from workbench.claims.lexicon import Hits, Lexicon
from workbench.claims.words import Words

HedgeKind = Literal["media", "verify", "plain"]

_KINDS: Final[tuple[tuple[str, HedgeKind], ...]] = (
    ("hedge.verify", "verify"),
    ("hedge.media", "media"),
    ("hedge", "plain"),
)


@dataclass(frozen=True)
class Hedge:
    """A caveat as worded: words first..last, last not included, and what it speaks of."""

    text: str
    kind: HedgeKind
    first: int
    last: int


def hedges(words: Words, hits: Hits) -> list[Hedge]:
    """The caveats of a sentence in order; of two that overlap the more telling one."""
    found: list[Hedge] = []
    for category, kind in _KINDS:
        for hit in hits.get(category, ()):
            said = kind == "plain" and words.quoted[hit.first]  # somebody else's doubt, not the newsroom's
            if not said and not any(hit.first < other.last and other.first < hit.last for other in found):
                found.append(Hedge(words.between(hit.first, hit.last), kind, hit.first, hit.last))
    return sorted(found, key=lambda hedge: hedge.first)


def media_named(words: Words, lexicon: Lexicon) -> frozenset[str]:
    """Which media a sentence speaks of: "video", "photo", "any", as kinds of embeds; empty for none."""
    lows = set(words.lows)
    kinds = (("video", "media_video"), ("photo", "media_photo"), ("any", "media_any"))
    return frozenset(kind for kind, name in kinds if lows & lexicon.set_of(name))


def is_plural_media(words: Words, lexicon: Lexicon) -> bool:
    """Whether it speaks of several: "these videos"."""
    named = lexicon.set_of("media_video") | lexicon.set_of("media_photo") | lexicon.set_of("media_any")
    return any(low in named and low.endswith("s") for low in words.lows)
