"""From a post's words to its items: every claim that the rules find, and every embed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from sqlmodel import Session

from workbench.claims.detecting import detect, hedges_for_embed
from workbench.claims.found import Block, EmbedWords, Found, Reason
from workbench.claims.segment import segment
from workbench.desk.rules import Rules, rules_in_force
from workbench.intake.posts import ReadPost
from workbench.model.columns import known_id
from workbench.model.item import Item, ItemKind
from workbench.model.media import Media
from workbench.model.story import Post, PostVersion, Story

BAND_OF_ITEMS = frozenset({"claim", "maybe"})
ROLES_OF_WORDS = frozenset({"embed_title", "caption"})


def makes_claim(found: Found) -> bool:
    """Whether a found sentence becomes a claim: not the words of an embed, which are verified with it, and not a
    headline that its own body repeats."""
    return found.band in BAND_OF_ITEMS and found.embed is None and found.same_as is None


@dataclass(frozen=True)
class PostWords:
    """A post version as the rules read it: segmented and searched once, however often it is asked."""

    text: str
    headline: str | None
    credits: tuple[str, ...]
    embeds: tuple[EmbedWords, ...]
    language: str | None
    rules: Rules | None = None

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return segment(self.text, self.headline, self.embeds)

    @cached_property
    def found(self) -> tuple[Found, ...]:
        return detect(
            self.text,
            headline=self.headline,
            embeds=self.embeds,
            credits=self.credits,
            language=self.language,
            weights=self.rules.weights if self.rules else None,
        )


def words_of(version: PostVersion, story: Story, rules: Rules | None = None) -> PostWords:
    """The words of a stored version, ready for the rules; without `rules` for those that come with the program."""
    return PostWords(
        text=version.text,
        headline=version.headline,
        credits=tuple(version.credits),
        embeds=tuple(_embed_words(embed) for embed in version.embeds),
        language=story.language,
        rules=rules,
    )


def words_read(post: ReadPost, language: str | None) -> PostWords:
    """The words of a post as read, ready for the rules; nothing needs to be stored."""
    embeds = tuple(_embed_words(asdict(embed)) for embed in post.embeds)
    return PostWords(post.text, post.headline, post.credits, embeds, language)


def _embed_words(embed: Mapping[str, Any]) -> EmbedWords:
    return EmbedWords(
        kind=embed["kind"],
        title=embed.get("title"),
        author=embed.get("author"),
        caption=embed.get("caption"),
        credit=embed.get("credit"),
    )


def next_ref(story: Story) -> str:
    """The next reference code of the story: IRQ-014."""
    story.items_numbered += 1
    return f"{story.ref_prefix}-{story.items_numbered:03d}"


def claim_item(story: Story, post: Post, version: PostVersion, found: Found, rules: Rules) -> Item:
    """A new claim, not yet added to a session, from one found sentence."""
    item = Item(
        story_id=known_id(story.id),
        post_id=known_id(post.id),
        post_version_id=known_id(version.id),
        ref=next_ref(story),
        kind=ItemKind.CLAIM,
        words=found.text,
        start_at=found.start,
        end_at=found.end,
    )
    describe_claim(item, found, rules)
    return item


def describe_claim(item: Item, found: Found, rules: Rules) -> None:
    """Put what the rules say of `found` onto the item; its words, its span and what a person decided are not touched."""
    said: dict[str, Any] = {
        "attribution": found.attribution,
        "told": found.told,
        "credit": found.credit,
        "quantities": [asdict(quantity) for quantity in found.quantities],
        "band": found.band,
    }
    for field, value in said.items():
        if field not in item.decided:
            setattr(item, field, value)
    if "attribution" not in item.decided:
        item.attribution_scope, item.implied = found.attribution_scope, found.implied
    if "credit" not in item.decided:
        item.credit_scope = found.credit_scope
    item.hedges = list(found.hedges)
    item.reasons = [_reason_in(reason, _span_of(item)) for reason in found.reasons]
    item.spans = [
        span._replace(start=at[0], end=at[1])._asdict()
        for span in found.spans
        for at in _counted_from(_span_of(item), [(span.start, span.end)])
    ]
    item.language = found.language
    item.rules = rules.version


def _span_of(item: Item) -> tuple[int, int]:
    return item.start_at or 0, item.end_at or 0


def _counted_from(own: tuple[int, int], places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places that lie in an item's own span, counted from its beginning: they move with it when the post does."""
    return [(first - own[0], last - own[0]) for first, last in places if own[0] <= first < last <= own[1]]


def _reason_in(reason: Reason, own: tuple[int, int]) -> dict[str, Any]:
    return reason._replace(at=tuple(_counted_from(own, reason.at)))._asdict()


def found_at(words: PostWords, start: int, end: int) -> Found | None:
    """The considered sentence that shares most characters with the span, if any does."""
    best, most = None, 0
    for found in words.found:
        shared = min(end, found.end) - max(start, found.start)
        if shared > most:
            best, most = found, shared
    return best


def stand_free(found: Iterable[Found], items: Iterable[Item]) -> list[Found]:
    """The sentences whose words no item of the same version holds any part of."""
    taken = [(item.start_at or 0, item.end_at or 0) for item in items]
    return [one for one in found if not any(start < one.end and one.start < end for start, end in taken)]


@dataclass(frozen=True)
class EmbedPlace:
    """What a post says of one of its embeds: where its words stand, its caveats, what was found in them."""

    span: tuple[int, int] | None = None
    hedges: tuple[str, ...] = ()
    told: tuple[Found, ...] = ()


def embed_places(words: PostWords) -> tuple[EmbedPlace, ...]:
    """One place for each embed of the post, in their order."""
    blocks, found = words.blocks, words.found
    hedges = hedges_for_embed(words.text, words.headline, words.embeds)
    return tuple(
        EmbedPlace(
            _span(blocks, index),
            hedges[index],
            tuple(one for one in found if one.embed == index and one.role in ROLES_OF_WORDS),
        )
        for index in range(len(words.embeds))
    )


def _span(blocks: Sequence[Block], embed: int) -> tuple[int, int] | None:
    own = [block for block in blocks if block.embed == embed and block.role in ROLES_OF_WORDS]
    return (own[0].start, own[-1].end) if own else None


def add_items(session: Session, story: Story, post: Post, version: PostVersion) -> list[Item]:
    """Add an item for each claim and each embed of a post that is new, in the order of its text."""
    rules = rules_in_force(session)
    words = words_of(version, story, rules)
    claims = [found for found in words.found if makes_claim(found)]
    embeds = list(zip(version.embeds, embed_places(words), strict=True))
    items: list[Item] = []
    while claims or embeds:
        if claims and (not embeds or claims[0].start < _start(embeds[0][1])):
            item = claim_item(story, post, version, claims.pop(0), rules)
            session.add(item)
        else:
            item = add_embed(session, story, post, version, *embeds.pop(0))
        items.append(item)
    session.flush()
    return items


def _start(place: EmbedPlace) -> int:
    """Where an embed comes in the order of the text: last, if none of its words stand there."""
    return place.span[0] if place.span else 2**31


def add_embed(
    session: Session, story: Story, post: Post, version: PostVersion, embed: Mapping[str, Any], place: EmbedPlace
) -> Item:
    """Add the item and the media row of one embed."""
    words = words_for(embed)
    item = Item(
        story_id=known_id(story.id),
        post_id=known_id(post.id),
        post_version_id=known_id(version.id),
        ref=next_ref(story),
        kind=embed["kind"],
        words=words,
        start_at=place.span[0] if place.span else None,
        end_at=place.span[1] if place.span else None,
        attribution=embed.get("author"),
        credit=embed.get("credit"),
        hedges=list(place.hedges),
        quantities=[asdict(quantity) for one in place.told for quantity in one.quantities],
        reasons=[
            _reason_in(reason, _words_at(version.text, words, one)) for one in place.told for reason in one.reasons
        ],
        language=place.told[0].language if place.told else None,
    )
    session.add(item)
    session.flush()
    session.add(
        Media(
            item_id=known_id(item.id),
            platform=embed.get("platform"),
            platform_id=embed.get("id"),
            url=embed.get("url"),
            thumbnail_url=embed.get("thumbnail_url"),
            title=embed.get("title"),
            uploader=embed.get("author"),
            caption=embed.get("caption"),
            gallery=embed.get("gallery"),
            lost=bool(embed.get("lost")),
        )
    )
    return item


def _words_at(text: str, words: str, told: Found) -> tuple[int, int]:
    """Where an embed's words stand around what was found in them: nowhere, if its title is not what is read there."""
    at = text.find(words, max(0, told.start - len(words)), told.end + len(words))
    return (at, at + len(words)) if at >= 0 else (0, 0)


def words_for(embed: Mapping[str, Any]) -> str:
    """What an embed is called: the words of its item."""
    return embed.get("title") or embed.get("caption") or embed.get("url") or f"{embed['kind']} without words"
