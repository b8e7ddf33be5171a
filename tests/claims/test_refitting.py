"""Fitting the weights to decisions: they follow what a desk decided, the same for any order, and stay readable."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.claims.refitting import Decided, reach, refit
from workbench.claims.weights import BadWeights, Weights, shipped, weights_adopted, weights_in
from workbench.desk.learning import weights_text

FOR = ("figure", "event", "place", "date")
AGAINST = ("opinion", "appeal", "question", "belief")


def decided(count: int, seed: int = 1, twisted: str | None = None) -> list[Decided]:
    """Decisions that agree with the shipped weights; every sentence with the reason `twisted` is a claim."""
    dice = random.Random(seed)
    made = []
    for number in range(count):
        reasons = tuple(sorted({*dice.sample(FOR, dice.randint(0, 2)), *dice.sample(AGAINST, dice.randint(0, 2))}))
        total = sum(shipped().reasons[name] for name in reasons)
        is_claim = twisted in reasons or total > 0
        made.append(Decided(f"sentence {number}", reasons, is_claim))
    return made


def test_decisions_that_agree_with_the_weights_leave_the_ranking_as_good() -> None:
    fitted = refit(decided(600), shipped())
    assert fitted.after.average_precision >= fitted.before.average_precision - 0.005
    assert fitted.after.loss <= fitted.before.loss
    assert 0.2 < fitted.before.decisions / 600 < 0.4


def test_a_reason_that_the_decisions_contradict_moves_and_the_held_out_ones_say_better() -> None:
    fitted = refit(decided(800, twisted="opinion"), shipped())
    assert fitted.weights.reasons["opinion"] > shipped().reasons["opinion"] + 0.5
    assert fitted.is_better


def test_a_reason_that_no_decision_speaks_of_stays_as_it_was() -> None:
    fitted = refit(decided(400), shipped())
    assert fitted.weights.reasons["hedged_media"] == shipped().reasons["hedged_media"]


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_decisions_does_not_matter(dice: random.Random) -> None:
    given_so = decided(350, twisted="belief")
    shuffled = list(given_so)
    dice.shuffle(shuffled)
    assert refit(given_so, shipped()).weights == refit(shuffled, shipped()).weights


def test_no_more_claims_are_set_aside_than_before_on_what_it_was_fitted_to() -> None:
    made = decided(500, twisted="appeal")
    fitted = refit(made, shipped())
    assert reach(made, fitted.weights).kept >= reach(made, shipped()).kept - 0.02


def test_fitted_weights_are_written_and_read_back_as_they_are() -> None:
    fitted = refit(decided(400), shipped()).weights
    assert weights_in(weights_text(fitted)) == Weights(fitted.reasons, fitted.claim, fitted.maybe)
    assert weights_in(weights_text(shipped())) == shipped()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("figure = ", "figurine = "), "lacks figure"),
        (("[weights]", "[weights]\nsurprise = 1"), "names surprise"),
        (("opinion = ", "opinion = nan # "), "takes a number"),
        (("opinion = ", "opinion = 900 # "), "lies beyond 20"),
        (("opinion = ", 'opinion = "much" # '), "takes a number"),
        (("[bands]", "[bands"), "no TOML"),
        (("[bands]", "[strands]"), "needs the tables"),
        (("maybe = ", "maybe = 0.99 # "), "has to lie between"),
    ],
)
def test_a_weights_file_that_is_wrong_is_refused_in_a_sentence(change: tuple[str, str], why: str) -> None:
    with pytest.raises(BadWeights, match=why):
        weights_in(weights_text(shipped()).replace(*change, 1))


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_read_as_weights_or_refused(text: str) -> None:
    with pytest.raises(BadWeights):
        weights_in(text)


def test_weights_that_were_adopted_under_an_older_program_go_on_and_lack_nothing() -> None:
    older = weights_text(shipped()).replace("figure = ", "figurine = ", 1).replace("claim = ", "claim = 0.8 # ", 1)
    adopted = weights_adopted(older)
    assert adopted.claim == 0.8
    assert adopted.reasons == shipped().reasons
    assert weights_adopted(weights_text(shipped())) == shipped()
