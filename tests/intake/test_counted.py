"""Sentences that count."""

from workbench.intake.counted import counted


def test_one_is_said_in_the_singular_and_more_by_their_number() -> None:
    assert counted(1, "1 post was", "{} posts were") == "1 post was"
    assert counted(428, "1 post was", "{} posts were") == "428 posts were"
