"""Detection on blogs that were labelled before the rules were run, and on whatever else anybody writes."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.claims.detecting import detect, hedges_for_embed
from workbench.claims.found import EmbedWords, Found
from workbench.claims.segment import segment

LABELLED = Path(__file__).parent / "labelled"
BLOGS = sorted(path.stem for path in LABELLED.glob("*.jsonl"))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300) | st.lists(
    st.sampled_from(
        ["At least 12 people were killed,", " police said. ", "\n\n", "\n", '"We saw it', '," he told Nordwire. ', "Dr. ",
         "[Nordwire]", "via Nordwire", "قالت الشرطة إن 12 شخصا قتلوا. ", "Selon la police, 5 personnes sont mortes. ",
         "This video purports to show ", "by Walker via YouTube", "1 of 3", "…", "”", "3.5", "U.S. "]
    ),
    max_size=25,
).map("".join)  # fmt: skip


def posts_of(blog: str) -> Iterator[dict[str, Any]]:
    for line in (LABELLED / f"{blog}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def found_in(post: dict[str, Any]) -> tuple[Found, ...]:
    return detect(
        post["text"],
        headline=post["headline"],
        embeds=tuple(EmbedWords(**embed) for embed in post["embeds"]),
        credits=tuple(post["credits"]),
    )


def pairs(blog: str) -> list[tuple[dict[str, Any], Found | None]]:
    """Each labelled sentence with what was found at its place."""
    matched = []
    for post in posts_of(blog):
        by_start = {found.start: found for found in found_in(post)}
        matched += [(sentence, by_start.get(sentence["start"])) for sentence in post["sentences"]]
    return matched


@pytest.mark.parametrize("blog", BLOGS)
def test_hardly_any_claim_is_set_aside(blog: str) -> None:
    claims = [found for sentence, found in pairs(blog) if sentence["band"] == "claim"]
    kept = [found for found in claims if found is not None and found.band in {"claim", "maybe"}]
    assert len(kept) >= 0.95 * len(claims)


def test_most_of_what_is_listed_as_a_claim_is_one() -> None:
    listed = [
        sentence["band"]
        for blog in BLOGS
        for sentence, found in pairs(blog)
        if found is not None and found.band == "claim"
    ]
    assert len(listed) > 100
    assert sum(band != "aside" for band in listed) >= 0.85 * len(listed)


def test_sentences_are_cut_where_a_person_cuts_them() -> None:
    cut = [found is not None and found.text == sentence["text"] for blog in BLOGS for sentence, found in pairs(blog)]
    assert sum(cut) >= 0.95 * len(cut)


def test_speakers_are_those_that_a_person_names() -> None:
    right = wanted = given = 0
    for blog in BLOGS:
        for sentence, found in pairs(blog):
            if found is None or sentence["implied"]:
                continue
            wanted += sentence["attribution"] is not None
            given += found.attribution is not None
            right += sentence["attribution"] is not None and sentence["attribution"] == found.attribution
    assert right >= 0.8 * wanted
    assert right >= 0.7 * given


def test_figures_are_those_that_a_person_reads() -> None:
    wanted = given = right = 0
    for blog in BLOGS:
        for sentence, found in pairs(blog):
            if found is None:
                continue
            expected = [tuple(quantity[:3]) for quantity in sentence["quantities"]]
            told = [(one.value, one.low, one.high) for one in found.quantities]
            wanted, given = wanted + len(expected), given + len(told)
            right += sum(one in told for one in expected)
    assert right >= 0.85 * wanted
    assert right >= 0.85 * given


@given(WORDS, st.booleans(), WORDS)
def test_every_offset_indexes_the_post_and_nothing_is_hidden(text: str, headed: bool, title: str) -> None:
    headline = text.split("\n")[0] if headed else None
    embeds = (EmbedWords("video", title=title.strip() or None, author="Walker"),)
    found = detect(text, headline=headline, embeds=embeds, credits=("Nordwire",))
    assert all(text[one.start : one.end] == one.text and one.text.strip() for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    covered = "".join(one.text for one in found)
    assert sorted("".join(covered.split())) == sorted("".join(text.split()))
    assert all(0 <= one.checkworthy <= 1 for one in found)
    assert len(hedges_for_embed(text, headline, embeds)) == 1


@given(WORDS)
def test_the_blocks_of_a_post_hold_every_word_once_and_in_order(text: str) -> None:
    blocks = segment(text, None, ())
    assert all(one.end <= other.start for one, other in pairwise(blocks))
    assert "".join("".join(text[block.start : block.end] for block in blocks).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("At least 44 people died, police said.", 44, None),
        ("Up to 275 soldiers will be sent, the ministry said.", None, 275),
        ("Police said 52 detainees were killed.", 52, 52),
        ("Between 60 and 80 cattle drowned, farmers said.", 60, 80),
        ("More than 5,000 people fled the town, officials said.", 5000, None),
    ],
)
def test_a_figure_is_bounded_as_it_is_worded(text: str, low: float | None, high: float | None) -> None:
    quantity = detect(text)[0].quantities[0]
    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize(
    "text", ["Is this the worst flood of the century?", "You can watch it below.", "More on this story here"]
)
def test_questions_and_promotion_are_no_claims(text: str) -> None:
    assert detect(text)[0].band != "claim"


def test_the_newsroom_s_caveat_hangs_on_its_neighbour_and_is_no_claim_itself() -> None:
    text = "This video purports to show a wave over the quay.\n\nWe could not independently verify it."
    shown, caveat = detect(text)
    assert shown.band == "claim"
    assert any("could not independently verify" in hedge for hedge in shown.hedges)
    assert caveat.band == "aside"


def test_an_arabic_sentence_is_read_and_never_dropped() -> None:
    found = detect("قالت الشرطة إن 12 شخصا قتلوا في الانفجار.")
    assert found[0].language == "ar"
    assert found[0].band in {"claim", "maybe"}


def test_every_claim_says_why_it_is_listed() -> None:
    for blog in BLOGS:
        for post in posts_of(blog):
            for found in found_in(post):
                assert found.band != "claim" or found.why, found
