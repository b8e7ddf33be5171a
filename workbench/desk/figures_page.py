"""The figures ledger: every count of one measure and event by speaker and time, as a table and as a drawing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from workbench.claims.contradictions import of_one_event
from workbench.claims.likeness import profiles_of
from workbench.claims.measures import Measured, all_measured
from workbench.desk.statements import statements
from workbench.model.item import Item
from workbench.model.story import Story

WIDE, HIGH, MARGIN = 640, 200, 44
"""The drawing's size and the room for its axis, in its own units."""

SHAPES = 6
"""So many speakers have a shape of their own; further ones share the last."""

MOST_GROUPS = 60


@dataclass(frozen=True)
class Told:
    """One figure: who told it, when, in which claim; `low` and `high` bound it, None is open."""

    ref: str
    text: str
    words: str
    speaker: str | None
    posted_at: datetime | None
    value: float | None
    low: float | None
    high: float | None
    part: bool


@dataclass(frozen=True)
class Point:
    """One figure as drawn: where it stands, its bar from `top` to `bottom`, arrows for open ends, its speaker's shape."""

    told: Told
    x: float
    y: float
    top: float
    bottom: float
    opens_up: bool
    opens_down: bool
    shape: int


@dataclass(frozen=True)
class Chart:
    """A drawing of one group: its points, and the marks of both axes as (place, words)."""

    points: tuple[Point, ...]
    across: tuple[tuple[float, str], ...]
    up: tuple[tuple[float, str], ...]
    speakers: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class FiguresGroup:
    """The figures of one measure and one event, in the order of time. `chart` is None where there is nothing to draw."""

    measure: str
    topic: str
    told: tuple[Told, ...]
    chart: Chart | None


@dataclass(frozen=True)
class FiguresPage:
    slug: str
    title: str
    groups: tuple[FiguresGroup, ...]
    count: int


def figures_page(session: Session, story: Story) -> FiguresPage:
    """Groups of two and more figures, the largest first."""
    listed = statements(session, story)
    profiles = profiles_of(listed)
    by_measure: dict[str, list[Measured]] = defaultdict(list)
    for figure in all_measured(listed):
        by_measure[figure.measure].append(figure)
    refs = dict(session.exec(select(Item.id, Item.ref).where(Item.story_id == story.id)).all())
    found = []
    for figures in by_measure.values():
        groups: list[list[Measured]] = []
        for figure in figures:
            near = [
                group
                for group in groups
                if any(
                    one.statement.key == figure.statement.key or of_one_event(one, figure, profiles) for one in group
                )
            ]
            groups = [group for group in groups if group not in near]
            groups.append([one for group in near for one in group] + [figure])
        found += [_group(group, refs) for group in groups if len({one.statement.key for one in group}) > 1]
    found.sort(key=lambda group: (-len(group.told), group.measure, group.topic))
    return FiguresPage(story.slug, story.title, tuple(found[:MOST_GROUPS]), len(found))


def _group(figures: list[Measured], refs: dict[int | None, str]) -> FiguresGroup:
    figures = sorted(figures, key=lambda one: (_moment(one) or 0.0, one.statement.post, one.statement.start))
    told = tuple(_told(one, refs) for one in figures)
    return FiguresGroup(
        figures[0].label, figures[0].statement.headline or figures[0].statement.words, told, _chart(told)
    )


def _moment(figure: Measured) -> float | None:
    return figure.statement.posted_at.timestamp() if figure.statement.posted_at else None


def _told(figure: Measured, refs: dict[int | None, str]) -> Told:
    quantity, statement = figure.quantity, figure.statement
    return Told(
        ref=refs[statement.key],
        text=quantity.text,
        words=statement.words,
        speaker=statement.speaker,
        posted_at=statement.posted_at,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        part=figure.part,
    )


def _chart(told: tuple[Told, ...]) -> Chart | None:
    """The figures over the day; where the blog gives no times, over their order."""
    drawn = [one for one in told if not one.part]
    if len(drawn) < 2:
        return None
    timed = all(one.posted_at for one in drawn)
    times = [one.posted_at.timestamp() if timed and one.posted_at else float(place) for place, one in enumerate(drawn)]
    first, span = min(times), max(times) - min(times) or 1.0
    most = max(value for one in drawn for value in (one.value, one.low, one.high) if value is not None) or 1.0
    speakers = list(dict.fromkeys(one.speaker or "not named" for one in drawn))

    def up(value: float) -> float:
        return round(HIGH - MARGIN / 2 - (HIGH - MARGIN) * value / most, 1)

    def across(time: float) -> float:
        return round(MARGIN + (WIDE - 2 * MARGIN) * (time - first) / span, 1)

    points = []
    for one, time in zip(drawn, times, strict=True):
        low = one.low if one.low is not None else 0.0
        high = one.high if one.high is not None else most
        middle = one.value if one.value is not None else (low + high) / 2
        shape = min(speakers.index(one.speaker or "not named"), SHAPES - 1)
        points.append(Point(one, across(time), up(middle), up(high), up(low), one.high is None, one.low is None, shape))
    marks = [(across(time), _clock(one, place)) for place, (one, time) in enumerate(zip(drawn, times, strict=True))]
    return Chart(
        tuple(points),
        tuple(_apart(marks)),
        tuple((up(value), f"{value:,.10g}") for value in (0.0, most / 2, most)),
        tuple((min(number, SHAPES - 1), name) for number, name in enumerate(speakers)),
    )


def _clock(one: Told, place: int) -> str:
    return f"{one.posted_at:%H:%M}" if one.posted_at else f"{place + 1}."


def _apart(marks: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """The marks that leave each other room to be read."""
    kept: list[tuple[float, str]] = []
    for mark in sorted(set(marks)):
        if not kept or mark[0] - kept[-1][0] > 42:
            kept.append(mark)
    return kept
