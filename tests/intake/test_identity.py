"""Ids from words: the same words keep the same id."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.identity import content_id, content_ids, normalised

PRINTABLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
SPACES = st.sampled_from([" ", "\n", "\t", "\xa0", "  \n\n ", "\u2009", "\u200b"])
WORDS = st.lists(st.text("abcäßéЖم水9", min_size=1, max_size=30), min_size=1, max_size=60)


@given(WORDS, st.lists(SPACES, min_size=60, max_size=60), st.lists(SPACES, min_size=60, max_size=60))
def test_same_words_with_other_white_space_have_the_same_id(
    words: list[str], some: list[str], others: list[str]
) -> None:
    one = "".join(word + space for word, space in zip(words, some, strict=False))
    other = "".join(space + word for word, space in zip(words, others, strict=False))
    assert content_id(one) == content_id(other)


@given(WORDS, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_how_accents_are_encoded_does_not_matter(words: list[str], form: str) -> None:
    text = " ".join(words)
    assert content_id(text) == content_id(unicodedata.normalize(form, text))  # type: ignore[arg-type] # sampled


@given(PRINTABLE)
def test_id_has_its_shape_and_only_the_first_two_hundred_characters_count(text: str) -> None:
    assert content_id(text).startswith("t-")
    assert len(content_id(text)) == 18
    assert len(normalised(text)) <= 200
    start = "x" * 200
    assert content_id(start) == content_id(start + text.replace("\u0338", ""))


@given(st.lists(st.sampled_from(["The wall broke.", "the wall broke", "It rained.", ""]), max_size=12))
def test_ids_are_unique_and_the_same_at_every_reading(texts: list[str]) -> None:
    ids = content_ids(texts)
    assert len(set(ids)) == len(texts)
    assert ids == content_ids(texts)
    assert ids[: len(texts) // 2] == content_ids(texts[: len(texts) // 2])


def test_repeats_are_numbered_from_two() -> None:
    first, second, third = content_ids(["The wall broke.", "THE WALL — broke!", "the wall\nbroke"])
    assert (second, third) == (f"{first}-2", f"{first}-3")


def test_other_words_have_another_id() -> None:
    assert content_id("44 boats were lost") != content_id("52 boats were lost")


def test_a_long_run_of_accents_takes_no_time() -> None:
    assert content_id("a" + "\u0301\u0323" * 500_000).startswith("t-")
