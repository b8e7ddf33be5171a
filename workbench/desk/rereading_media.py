"""What a second reading of a post does to its media items: stayed, taken out, put back, new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from workbench.desk.alert import Happening
from workbench.desk.comparing import Edit, bare, compare_media, media_key
from workbench.desk.finding import EmbedPlace, words_for
from workbench.intake.posts import ReadPost
from workbench.model.columns import known_id
from workbench.model.item import Item, Outcome
from workbench.model.media import Media
from workbench.model.story import PostVersion

EMBED_GONE = "The blog took this out of the post after the item was made."
EMBED_REPLACED = "The blog took this out of the post and put another in its place."
EMBED_BACK = "The blog had taken this out of the post and has put it back."
AROUND_MEDIA_CHANGED = "The blog changed words of the post that this stands in."
OWN_WORDS_CHANGED = "The blog changed what it says of this."

Embed = Mapping[str, Any]


@dataclass(frozen=True)
class RereadMedia:
    """What happened to the items, the places of the embeds that no item is known for, and the items whose
    address only this reading gave."""

    happened: tuple[tuple[Item, Happening], ...]
    unknown: tuple[int, ...]
    filled: tuple[Item, ...]


def reread_media(
    session: Session,
    old: PostVersion,
    version: PostVersion,
    items: Sequence[Item],
    places: Sequence[EmbedPlace],
    edit: Edit,
    changed: tuple[str, str],
) -> RereadMedia:
    """Compare the media of a post with those of the version before; `changed` are its lines before and after."""
    happened: list[tuple[Item, Happening]] = []
    known: set[int] = set()
    filled: list[Item] = []
    stayed = dict(edit.media.stayed)
    for item in items:
        media = session.get_one(Media, item.id)
        own = _own_embed(session, item, media)
        before = _place_of(own, old.embeds)
        if before is None:
            back = _place_of(own, version.embeds)
            if back is not None and back not in known:
                known.add(back)
                _move_along(session, item, version, places[back])
                happened.append((item, Happening(Outcome.CONTEXT_CHANGED, EMBED_BACK, undone=True)))
            continue
        if before not in stayed:
            happened.append((item, _gone(old, version, edit, before)))
            continue
        after = stayed[before]
        known.add(after)
        filled += [item] if _fill_in(session, media, version.embeds[after]) else []
        happened += [
            (item, one) for one in _stayed(session, item, version, version.embeds[after], places[after], edit, changed)
        ]
    unknown = tuple(place for place in edit.media.added if place not in known)
    return RereadMedia(tuple(happened), unknown, tuple(filled))


def _own_embed(session: Session, item: Item, media: Media) -> Embed | None:
    """The embed that the item was made of, as the version that it cites has it.

    A person may have entered another address since: then it is known by its words.
    """
    embeds = session.get_one(PostVersion, item.post_version_id).embeds
    own = {"kind": item.kind, "platform": media.platform, "id": media.platform_id, "url": media.url}
    key = media_key(own | {"title": media.title, "caption": media.caption})
    by_key = [embed for embed in embeds if media_key(embed) == key]
    by_words = [embed for embed in embeds if embed["kind"] == item.kind and words_for(embed) == item.words]
    return next(iter(by_key or by_words), None)


def _place_of(embed: Embed | None, embeds: Sequence[Embed]) -> int | None:
    """Where an embed stands among others; the one without an address is known by its title."""
    if embed is None:
        return None
    stayed = compare_media([embed], embeds).stayed
    return stayed[0][1] if stayed else None


def _gone(old: PostVersion, version: PostVersion, edit: Edit, place: int) -> Happening:
    successor = edit.media.successor(old.embeds, version.embeds, place)
    was = _told(old.embeds[place])
    if successor is None:
        return Happening(Outcome.EVIDENCE_CHANGED, EMBED_GONE, was)
    return Happening(Outcome.EVIDENCE_CHANGED, EMBED_REPLACED, was, _told(successor))


def _told(embed: Embed) -> str:
    """An embed in words: what it is called, and where it is."""
    words, address = words_for(embed), embed.get("url")
    return words if not address or address == words else f"{words}\n{address}"


def _stayed(
    session: Session,
    item: Item,
    version: PostVersion,
    embed: Embed,
    place: EmbedPlace,
    edit: Edit,
    changed: tuple[str, str],
) -> list[Happening]:
    if bare(words_for(embed)) == bare(item.words):
        _move_along(session, item, version, place)
        return [Happening(Outcome.CONTEXT_CHANGED, AROUND_MEDIA_CHANGED, *changed)] if edit.words else []
    return [Happening(Outcome.CONTEXT_CHANGED, OWN_WORDS_CHANGED, item.words, words_for(embed))] if edit.words else []


def _move_along(session: Session, item: Item, version: PostVersion, place: EmbedPlace) -> None:
    """Let the item cite the version that is now; its words are the same there."""
    item.post_version_id = known_id(version.id)
    item.start_at, item.end_at = place.span or (None, None)
    session.add(item)


def fill_in_lost(
    session: Session, version: PostVersion, items: Sequence[Item], edit: Edit, read: ReadPost
) -> list[Item]:
    """Give media of an unchanged post the addresses that the earlier reading could not see; the items that got one."""
    if all(embed.get("id") or embed.get("url") for embed in version.embeds):
        return []
    stayed, filled = dict(edit.media.stayed), []
    for item in items:
        media = session.get(Media, item.id)
        before = _place_of(_own_embed(session, item, media), version.embeds) if media else None
        if media and before in stayed and _fill_in(session, media, vars(read.embeds[stayed[before]])):
            filled.append(item)
    return filled


def _fill_in(session: Session, media: Media, embed: Embed) -> bool:
    """An address that the first reading could not see is taken from a later one; nothing that is known changes."""
    if media.url or media.platform_id or not (embed.get("url") or embed.get("id")):
        return False
    media.platform = embed.get("platform") or media.platform
    media.platform_id, media.url, media.lost = embed.get("id"), embed.get("url"), False
    media.thumbnail_url = media.thumbnail_url or embed.get("thumbnail_url")
    session.add(media)
    return True
