"""Sentences: where one ends and the next begins."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.claims.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "parts",
    [
        ["Gen. Poole met Mr. and Mrs. Strand.", "They left."],
        ["J. K. Marsh and Maria J. Lopez spoke.", "Nobody else did."],
        ["The U.S. President left for the U.S. The talks went on."],
        ["Inflation fell to 6.8% from 7.9%.", "Rates rose by 0.25 points."],
        ["She came at 5 a.m. on Monday.", "It rained."],
        ["It happened on Sept. 5 at No. 10.", "He said no.", "The door stayed shut."],
        ['"It is over," he said.', '"We go home."', "They went."],
        ['"Is it safe?" Maria Lopez asked.', "Nobody answered."],
        ['"Is it safe?" he asked.', "It was not."],
        ["“We won’t go.”", "They stayed."],
        ["I... do not know.", "Wait … there is more."],
        ["What is left of the town?", "Nothing!", "Not a house."],
        ["ماذا حدث؟", "لا أحد يعرف."],
        ["یہ ہوا۔", "پھر بارش ہوئی۔"],
        ["A headline without a stop"],
        ["The company (Acme Inc.) fell.", "Shares dropped 3.5 percent."],
        ["He died in 2003.", "She died in 2004."],
    ],
)
def test_a_text_is_cut_where_its_sentences_end(parts: list[str]) -> None:
    if parts[0].startswith("The U.S. President"):
        assert cut(parts[0]) == ["The U.S. President left for the U.S.", "The talks went on."]
        return
    assert cut(" ".join(parts)) == parts


def test_a_wrapped_line_goes_on_and_a_list_is_cut_at_its_lines() -> None:
    assert cut("The mayor has called on people to\nleave the town. Nobody\nleft.") == [
        "The mayor has called on people to\nleave the town.",
        "Nobody\nleft.",
    ]
    assert cut("Trains cancelled\nBuses delayed\nRoads closed") == ["Trains cancelled", "Buses delayed", "Roads closed"]
    assert cut("They spoke to\nMarta Ilves.") == ["They spoke to\nMarta Ilves."]


def test_marks_without_a_word_belong_to_what_stands_before_them() -> None:
    assert cut("Nobody came. ... !") == ["Nobody came. ... !"]


@settings(deadline=None)
@given(st.text(alphabet="aB1.?!… \n\"'“”()[],;:؟ق。-", max_size=120), st.integers(0, 5))
def test_sentences_hold_every_character_that_is_not_blank_in_order(text: str, start: int) -> None:
    start = min(start, len(text))
    spans = sentences(text, start, len(text))
    at = start
    for first, last in spans:
        assert not text[at:first].strip()
        assert text[first:last].strip() == text[first:last] != ""
        at = last
    assert not text[at:].strip()
