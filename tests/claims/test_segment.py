"""Blocks: what each run of a post's text is."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.claims.found import Block, EmbedWords
from workbench.claims.segment import segment


def roles(text: str, blocks: Sequence[Block]) -> list[tuple[str, str, int | None]]:
    return [(block.role, text[block.start : block.end], block.embed) for block in blocks]


def test_headline_body_and_credit_line_are_told_apart() -> None:
    text = "Bridge closed\n\nThe bridge at Lund is closed.\nIt reopens on Friday.\n\nvia Reuters"
    assert roles(text, segment(text, "Bridge  closed", ())) == [
        ("headline", "Bridge closed", None),
        ("body", "The bridge at Lund is closed.\nIt reopens on Friday.", None),
        ("credit", "via Reuters", None),
    ]


def test_captions_and_their_credits_carry_the_index_of_their_photo() -> None:
    text = "Divers search the river [AFP]\nThe river at dawn [Reuters]\n\n1 of 2"
    photos = (
        EmbedWords("photo", caption="Divers search  the river", credit="AFP"),
        EmbedWords("photo", caption="The river at dawn", credit="Reuters"),
    )
    assert roles(text, segment(text, None, photos)) == [
        ("caption", "Divers search the river", 0),
        ("credit", "[AFP]", 0),
        ("caption", "The river at dawn", 1),
        ("credit", "[Reuters]", 1),
        ("furniture", "1 of 2", None),
    ]


def test_caption_whose_credit_stands_behind_a_label_is_a_caption_to_its_end() -> None:
    text = "Boats at the quay. Photograph: Ana Lima/Reuters"
    photo = EmbedWords("photo", caption="Boats at the quay", credit="Ana Lima/Reuters")
    assert roles(text, segment(text, None, (photo,))) == [("caption", text, 0)]
    other = EmbedWords("photo", caption="Boats at the quay", credit="EPA")
    assert roles(text, segment(text, None, (other,)))[0][0] == "body"


def test_equal_captions_go_to_their_photos_in_order() -> None:
    text = "The river [AFP]\n\nSomething else happened.\n\nThe river [AFP]"
    photo = EmbedWords("photo", caption="The river", credit="AFP")
    found = [(block.role, block.embed) for block in segment(text, None, (photo, photo)) if block.role == "caption"]
    assert found == [("caption", 0), ("caption", 1)]


def test_a_video_is_two_lines_before_or_after_the_body() -> None:
    video = EmbedWords("video", title="Flood at Tarn Lock", author="fenwatcher")
    lines = "Flood at Tarn Lock\nby fenwatcher via YouTube"
    for text in (f"{lines}\n\nThe lock broke.", f"The lock broke.\n\n{lines}"):
        found = roles(text, segment(text, None, (video,)))
        assert ("embed_title", "Flood at Tarn Lock", 0) in found
        assert ("credit", "by fenwatcher via YouTube", 0) in found
        assert ("body", "The lock broke.", None) in found


def test_a_title_over_a_by_line_is_an_embed_title_though_no_embed_is_known() -> None:
    text = "The lock broke.\n\nFlood at Tarn Lock\nby fenwatcher via YouTube"
    assert [role for role, _, _ in roles(text, segment(text, None, ()))] == ["body", "embed_title", "credit"]


def test_the_words_of_a_social_post_may_take_several_lines() -> None:
    text = "Water everywhere.\nStay away!\nby fenpolice via Twitter"
    social = EmbedWords("social", title="Water everywhere. Stay away!", author="fenpolice")
    assert roles(text, segment(text, None, (social,))) == [
        ("embed_title", "Water everywhere.\nStay away!", 0),
        ("credit", "by fenpolice via Twitter", 0),
    ]


def test_a_bracket_behind_a_sentence_is_a_credit_of_its_own() -> None:
    text = "The general was dismissed for desertion. [AFP]\n\nA second fell. (Reuters) Nobody knows why."
    assert [(role, words) for role, words, _ in roles(text, segment(text, None, ()))] == [
        ("body", "The general was dismissed for desertion."),
        ("credit", "[AFP]"),
        ("body", "A second fell."),
        ("credit", "(Reuters)"),
        ("body", "Nobody knows why."),
    ]


def test_brackets_that_credit_nobody_stay_in_the_sentence() -> None:
    text = "He said [the mayor] had left. [sic] They went (again). The bill [sic] passed."
    assert [role for role, _, _ in roles(text, segment(text, None, ()))] == ["body"]


def test_pure_promotion_is_furniture_and_a_sentence_that_only_sounds_so_is_not() -> None:
    text = "More on this story here\n\nThe minister will read more reports before she decides."
    assert [role for role, _, _ in roles(text, segment(text, None, ()))] == ["furniture", "body"]


def test_a_headline_that_is_not_in_the_text_marks_nothing() -> None:
    assert [block.role for block in segment("The bridge is closed.", "Another headline", ())] == ["body"]


layouts = st.text(alphabet=st.sampled_from("ab C1.\n\n \t[]()\"'؟قviaby of\r\u2028"), max_size=200)
words = st.none() | st.text(alphabet="abC 1\n[]", max_size=12)
embeds = st.lists(
    st.builds(EmbedWords, kind=st.sampled_from(["photo", "video", "link"]), title=words, author=words, caption=words,
              credit=words),
    max_size=3,
)  # fmt: skip


@settings(deadline=None)
@given(layouts, words, embeds)
def test_every_character_that_is_not_blank_stands_in_exactly_one_block(
    text: str, headline: str | None, known: list[EmbedWords]
) -> None:
    blocks = segment(text, headline, known)
    covered = [0] * len(text)
    for before, after in pairwise(blocks):
        assert before.end <= after.start
    for block in blocks:
        assert text[block.start : block.end].strip() == text[block.start : block.end] != ""
        assert block.embed is None or 0 <= block.embed < len(known)
        for at in range(block.start, block.end):
            covered[at] += 1
    assert all(covered[at] == 1 for at, letter in enumerate(text) if not letter.isspace())


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["The lock broke.", "Divers search", "by a via B", "via AFP", "1 of 2"]), max_size=12),
    embeds,
)
def test_the_words_of_an_embed_are_given_to_it_at_most_once(lines: list[str], known: list[EmbedWords]) -> None:
    text = "\n".join(lines)
    photos = [EmbedWords("photo", caption="Divers search"), *known]
    captions = [block for block in segment(text, None, photos) if block.role == "caption" and block.embed == 0]
    assert len(captions) == (1 if "Divers search" in lines else 0)
