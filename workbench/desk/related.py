"""Claims that stand near one another: in the story, and in others that the desk has checked before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col

from workbench.claims.likeness import (
    LIKELY_THE_SAME,
    SEE_ALSO,
    Likeness,
    Profile,
    Rarity,
    compared,
    profile,
    profiles_of,
)  # fmt: skip
from workbench.claims.sentence_vectors import SentenceVectors
from workbench.claims.statement import Statement
from workbench.config import Settings
from workbench.desk.claim_search import candidates
from workbench.desk.evidence import evidence_of
from workbench.desk.item_record import Names, verdict_views
from workbench.desk.relations import marked_pairs, word_from
from workbench.desk.statements import AmongOthers, by_id, statement_of, statements, told
from workbench.model.item import Item
from workbench.model.relation import RelationWord
from workbench.model.story import Story

MOST_SHOWN = 5
MOST_IN_A_GROUP = 40


@dataclass(frozen=True)
class Near:
    """A claim near another one. `relation` is what a person marked, None for a suggestion; `likely` is its level."""

    ref: str
    words: str
    attribution: str | None
    posted_at: str | None
    likely: bool
    score: float
    why: tuple[str, ...]
    relation: str | None = None


@dataclass(frozen=True)
class CheckedBefore:
    """A claim of another story that is likely the same and has a verdict: by whom, when, resting on which links."""

    story_slug: str
    story_title: str
    ref: str
    words: str
    verdict: str
    reason: str
    by: str
    at: datetime
    signed_off_by: str | None
    links: tuple[str, ...]
    likely: bool
    why: tuple[str, ...]


def sentence_vectors(settings: Settings) -> SentenceVectors | None:
    """The desk's sentence model, None where it has none. Raises `NoModel`."""
    return SentenceVectors(Path(settings.match_model), settings.match_sha256) if settings.match_model else None


def near_claims(
    session: Session, claim: AmongOthers, most: int = MOST_SHOWN, vectors: SentenceVectors | None = None
) -> tuple[Near, ...]:
    """The claims of the story that are likely the same or related, the nearest first; marked ones before suggested."""
    key = claim.own.key
    said = {low + high - key: word_from(mark, key) for (low, high), mark in claim.marks.items() if key in (low, high)}
    asked = candidates(session, claim.own, claim.item.story_id, inside=True)
    rows = by_id(told(session, col(Item.id).in_([*asked, *said])))
    ranked = _ranked(claim, [statement_of(*row) for row in rows.values()], vectors)
    found = []
    for statement, alike in ranked:
        mark = said.get(statement.key)
        if mark == RelationWord.UNRELATED or (mark is None and alike.score < SEE_ALSO):
            continue
        other, _, version = rows[statement.key]
        near = Near(
            other.ref, other.words, other.attribution, version.posted_at, alike.score >= LIKELY_THE_SAME, alike.score,
            alike.why, mark,
        )  # fmt: skip
        found.append(near)
    found.sort(key=lambda near: (near.relation is None, -near.score))
    return tuple(found[: most + sum(near.relation is not None for near in found)])


def checked_before(
    session: Session, claim: AmongOthers, names: Names, most: int = 3, vectors: SentenceVectors | None = None
) -> tuple[CheckedBefore, ...]:
    """Claims of other stories that are near this one and have a verdict, the nearest first."""
    asked = candidates(session, claim.own, claim.item.story_id, inside=False)
    rows = by_id(told(session, col(Item.id).in_(asked) & col(Item.verdict).is_not(None)))
    ranked = _ranked(claim, [statement_of(*row) for row in rows.values()], vectors)
    near = [(statement.key, alike) for statement, alike in ranked if alike.score >= SEE_ALSO]
    return tuple(_checked(session, rows[key][0], alike, names) for key, alike in near[:most])


def groups(session: Session, story: Story) -> tuple[tuple[Statement, ...], ...]:
    """Claims of one event, as far as the rules can tell: groups of two and more, in the order of the story.

    What a person marked as unrelated or of different scope never joins two claims; what was marked as repeating,
    contradicting or superseding always does.
    """
    listed = statements(session, story)
    profiles = profiles_of(listed)
    marks = {pair: mark.relation for pair, mark in marked_pairs(session, story).items()}
    group_of = {one.key: [one] for one in listed}
    for pair in _pairs_to_join(profiles, marks):
        first, second = (group_of[key] for key in pair)
        if first is second or len(first) + len(second) > MOST_IN_A_GROUP:
            continue
        first += second
        for one in second:
            group_of[one.key] = first
    unique = {id(group): group for group in group_of.values() if len(group) > 1}
    ordered = [tuple(sorted(group, key=lambda one: (one.post, one.start))) for group in unique.values()]
    return tuple(sorted(ordered, key=lambda group: (group[0].post, group[0].start)))


def _pairs_to_join(profiles: dict[int, Profile], marks: dict[tuple[int, int], str]) -> list[tuple[int, int]]:
    """The pairs of one event, the surest first: marked ones, then by likeness; only claims that share a rare word."""
    by_stem: dict[str, list[int]] = {}
    for key, one in profiles.items():
        for stem in sorted(one.weights, key=lambda stem: -one.weights[stem])[:6]:
            by_stem.setdefault(stem, []).append(key)
    asked = {
        (min(one, other), max(one, other))
        for keys in by_stem.values()
        if len(keys) <= MOST_IN_A_GROUP
        for place, one in enumerate(keys)
        for other in keys[place + 1 :]
    }
    apart = {RelationWord.UNRELATED, RelationWord.DIFFERENT_SCOPE}
    joined = [pair for pair, word in marks.items() if word not in apart and all(key in profiles for key in pair)]
    scored = [(compared(profiles[one], profiles[other]).score, (one, other)) for one, other in asked]
    likely = [(score, pair) for score, pair in scored if score >= LIKELY_THE_SAME and pair not in marks]
    return joined + [pair for _, pair in sorted(likely, key=lambda one: (-one[0], one[1]))]


def _ranked(
    claim: AmongOthers, others: Sequence[Statement], vectors: SentenceVectors | None
) -> list[tuple[Statement, Likeness]]:
    """The others, the nearest first: by their words, and half by their sense where the desk has a model for it."""
    rarity = Rarity.of([*claim.listed, *others])
    mine = profile(claim.own, rarity)
    scored = [(other, compared(mine, profile(other, rarity))) for other in others if other.key != claim.own.key]
    if vectors is not None:
        senses = vectors.likeness(claim.own.words, [other.words for other, _ in scored])
        scored = [(other, _with_sense(alike, sense)) for (other, alike), sense in zip(scored, senses, strict=True)]
    return sorted(scored, key=lambda one: (-one[1].score, one[0].key))


def _with_sense(alike: Likeness, sense: float) -> Likeness:
    return Likeness(round((alike.score + max(0.0, sense)) / 2, 4), (*alike.why, f"sense: {sense:.2f}"))


def _checked(session: Session, item: Item, alike: Likeness, names: Names) -> CheckedBefore:
    story = session.get_one(Story, item.story_id)
    standing = verdict_views(session, item, names)[-1]
    links = (piece.url for piece in evidence_of(session, item) if piece.withdrawn_because is None)
    return CheckedBefore(
        story.slug, story.title, item.ref, item.words, standing.verdict, standing.reason, standing.by, standing.at,
        standing.signed_off_by, tuple(links), alike.score >= LIKELY_THE_SAME, alike.why,
    )  # fmt: skip
