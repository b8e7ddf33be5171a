"""Claims set against each other: figures, culprits, holders and denials of one event; never sums and parts."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.claims.contradictions import Conflict, ConflictKind, conflicts
from workbench.claims.detecting import detect
from workbench.claims.statement import Statement

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def told(*texts: str, headline: str | None = None, posts: bool = True, minutes: int = 30) -> list[Statement]:
    """The claims of some texts as the rules read them, each in a post of its own, or all in one."""
    statements: list[Statement] = []
    for number, text in enumerate(texts):
        for found in detect(text, headline=None):
            statements.append(
                Statement(
                    key=len(statements) + 1,
                    words=found.text,
                    post=number if posts else 0,
                    start=found.start + (0 if posts else 1000 * number),
                    headline=headline,
                    posted_at=NOON + timedelta(minutes=minutes * number) if posts else NOON,
                    speaker=found.attribution,
                    places=found.places,
                    dates=found.dates,
                    quantities=found.quantities,
                    language=found.language,
                )
            )
    return statements


def kinds(*texts: str, headline: str | None = None, posts: bool = True) -> list[str]:
    return [one.kind.value for one in conflicts(told(*texts, headline=headline, posts=posts))]


CHANGED = [
    ("Harbour police say 44 prisoners were killed at Orvik station.", "The army says 52 prisoners were killed at Orvik station."),
    ("Two people died in the Lund train crash, the fire service said.", "The mayor said three people died in the Lund train crash."),
    ("The blast at the Kesk mill injured 17 workers, the union says.", "Hospital staff say 31 workers were injured in the Kesk mill blast."),
    ("Police arrested 120 marchers in Dalton on Monday, the ministry said.", "Organisers said 300 marchers were arrested in Dalton on Monday."),
    ("Some 4,000 families fled the town of Berrow, the UN says.", "The governor says 9,000 families fled the town of Berrow."),
    ("The Orvik ferry carried 212 passengers, its owner says.", "The coastguard says the Orvik ferry carried 260 passengers."),
    ("Inflation in Merland rose to 6.1 percent, the bank says.", "Inflation in Merland rose to 7.4 percent, the statistics office says."),
    ("A court in Sabel jailed 11 officers over the Sabel coup.", "State television says 14 officers were jailed by the court in Sabel over the coup."),
    ("The fire in Pinewood destroyed 40 homes, the county says.", "Residents say 75 homes were destroyed by the fire in Pinewood."),
    ("The militia says it holds 90 hostages at the Kesk theatre.", "Negotiators say there are 60 hostages at the Kesk theatre."),
    ("At least 30 soldiers died in the ambush near Tarn, a doctor said.", "The army said 12 soldiers died in the ambush near Tarn."),
    ("Up to 20 miners are missing in the Hollow pit, the firm says.", "The union says 45 miners are missing in the Hollow pit."),
]  # fmt: skip

AGREEING = [
    ("Harbour police say 44 prisoners were killed at Orvik station.", "44 prisoners were killed at Orvik station, police say."),
    ("At least 40 prisoners were killed at Orvik station.", "Police say 44 prisoners were killed at Orvik station."),
    ("About 60 people were abducted near Kesk.", "A union says 57 people were abducted near Kesk."),
    ("Up to 275 troops will be sent to Merland.", "The president said 250 troops will be sent to Merland."),
    ("Dozens of people died in the Lund train crash.", "The fire service says 38 people died in the Lund train crash."),
    ("Nearly 400 homes were destroyed in Pinewood.", "The county says 396 homes were destroyed in Pinewood."),
    ("Hundreds of marchers were arrested in Dalton.", "The ministry said 312 marchers were arrested in Dalton."),
    ("More than 5,000 people fled Berrow.", "The UN says 7,200 people fled Berrow."),
    ("Five miners died in the Hollow pit, two of them brothers.", "The firm says five miners died in the Hollow pit."),
    ("12 people died in the Kesk mill blast, including 3 children.", "12 people died in the Kesk mill blast, the mayor said."),
    ("The quake killed 2,946 people in Santa Rita.", "The quake killed 3,000 people in Santa Rita, the UN says."),
    ("The crash in Lund injured 31 people.", "Between 25 and 35 people were injured in the crash in Lund."),
]  # fmt: skip

UNRELATED = [
    ("The flood in Berrow killed 12 people.", "A bus crash in Dalton killed 9 people."),
    ("The flood in Berrow killed 12 people.", "The flood in Berrow displaced 900 people."),
    ("Rebels seized three villages near Tarn.", "The army retook two bridges near Sabel."),
    ("The 2004 quake killed 300 people in Santa Rita.", "The quake killed 40 people in Santa Rita on Monday."),
    ("The trial in Stowmere heard from 74 witnesses.", "The inquiry in Dalton heard from 20 experts."),
    ("Four children were injured in the Kesk mill blast.", "Nine soldiers were injured in the Kesk mill blast."),
]


@pytest.mark.parametrize(("one", "other"), CHANGED)
def test_a_changed_figure_of_one_event_is_shown(one: str, other: str) -> None:
    assert set(kinds(one, other)) & {"conflict", "supersedes"}
    assert set(kinds(one, other, posts=False)) & {"conflict", "supersedes"}


@pytest.mark.parametrize(("one", "other"), AGREEING)
def test_figures_that_agree_as_worded_are_no_conflict(one: str, other: str) -> None:
    assert "conflict" not in kinds(one, other)
    assert "supersedes" not in kinds(one, other)


@pytest.mark.parametrize(("one", "other"), UNRELATED)
def test_figures_of_other_events_measures_and_years_are_not_set_against_each_other(one: str, other: str) -> None:
    assert kinds(one, other) == []


def test_parts_that_add_up_are_no_conflict() -> None:
    found = conflicts(
        told(
            "15 people died in the first blast in Orvik, police said. Another 5 people died in the second blast in Orvik.",
            "20 people died in the blasts in Orvik, the mayor said.",
        )
    )
    assert [one.kind for one in found] == [ConflictKind.DIFFERS]
    assert any("15 + 5 = 20" in why for why in found[0].why)


def test_a_topic_that_few_claims_share_is_enough_where_many_claims_stand() -> None:
    others = [f"The council of Wick {number} met on day {number}, its clerk said." for number in range(24)]
    found = conflicts(
        told(
            "At least 12 people were killed at the footbridge and 31 injured, a fire officer told Nordwire.",
            "Lena Brodd said 17 people had died when a runaway barge drifted loose and struck the footbridge.",
            "The death toll from the footbridge has risen to 19, the hospital in Stonnet said.",
            *others,
        )
    )
    assert {(one.first.post, one.second.post) for one in found} == {(0, 1), (0, 2), (1, 2)}


def test_a_toll_that_grew_is_offered_as_superseding_the_earlier_one() -> None:
    (found,) = conflicts(
        told(
            "The fire service says 12 people died in the Lund crash.",
            "The fire service says 19 people died in the Lund crash.",
        )
    )
    assert found.kind is ConflictKind.SUPERSEDES
    assert (found.first.post, found.second.post) == (0, 1)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("The clinic in Tarn was shelled by rebels, the army said.", "Doctors say the army shelled the clinic in Tarn.", "culprit"),
        ("Rebels captured the town of Kesk, residents say.", "The army holds the town of Kesk, the ministry says.", "holder"),
        ("The mayor of Kesk denied that the ferry had sunk off Kesk.", "The harbour office said the ferry had sunk off Kesk.", "denial"),
        ("The army denied that it bombed the bridge at Tarn.", "Witnesses say the army bombed the bridge at Tarn.", "denial"),
    ],
)  # fmt: skip
def test_culprits_holders_and_denials_of_one_event_are_suggested(one: str, other: str, kind: str) -> None:
    assert kind in kinds(one, other)


FIGURES = st.integers(1, 9999)
HEADS = st.sampled_from(["soldiers", "people", "miners", "children"])
VERBS = st.sampled_from(["were killed", "were injured", "were arrested", "fled"])
TELLING = st.lists(st.tuples(FIGURES, HEADS, VERBS, st.sampled_from(["Orvik", "Kesk"])), min_size=2, max_size=7)


@settings(max_examples=60, deadline=None)
@given(TELLING, st.randoms(use_true_random=False))
def test_no_claim_conflicts_with_itself_and_the_order_of_asking_does_not_matter(
    figures: list[tuple[int, str, str, str]], dice: random.Random
) -> None:
    statements = told(*(f"{value:,} {head} {verb} in {place}, police say." for value, head, verb, place in figures))
    found = conflicts(statements)
    assert all(one.first.key != one.second.key for one in found)
    shuffled = list(statements)
    dice.shuffle(shuffled)
    assert _pairs(found) == _pairs(conflicts(shuffled))


@settings(max_examples=60, deadline=None)
@given(FIGURES, HEADS, VERBS)
def test_equal_figures_never_conflict(value: int, head: str, verb: str) -> None:
    assert (
        kinds(f"{value:,} {head} {verb} in Orvik, police say.", f"The mayor says {value:,} {head} {verb} in Orvik.")
        == []
    )


def _pairs(found: list[Conflict]) -> set[tuple[str, frozenset[int]]]:
    return {(one.kind.value, frozenset((one.first.key, one.second.key))) for one in found}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Some 310 cases per day are reported in Fenshire.", "In all 3,063 cases were reported in Fenshire last week."),
        ("In Fenshire 1,132 people have died, an increase of 16.", "In Fenshire 1,132 people have died of the fever."),
        ("More than 80,000 people have died of the fever in Merland.", "The fever has killed 447 people in Sabel."),
        ("The hospital counts 27 dead, six of them officers.", "The hospital counts 27 dead, six of them officers."),
    ],
)
def test_rates_changes_other_places_and_figures_that_both_tell_are_no_conflict(one: str, other: str) -> None:
    assert kinds(one, other) == []


def test_a_writer_who_tells_several_figures_in_one_post_contradicts_nobody() -> None:
    post = (
        "Another 350 people have died in hospitals in Fenshire. The total number of deaths has risen to 23,709. "
        "Of the deaths told today, 92 took place in May."
    )
    assert [one.kind for one in conflicts(told(post))] == []
