"""Which wire carried it, and which caveat hangs on what."""

from __future__ import annotations

import pytest

from workbench.claims.credits import credit_line, is_agency
from workbench.claims.detecting import detect, hedges_for_embed
from workbench.claims.found import EmbedWords, Found


def by_text(found: tuple[Found, ...]) -> dict[str, Found]:
    return {one.text: one for one in found}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("via Reuters", "Reuters"),
        ("[Associated Press]", "Associated Press"),
        ("(AFP)", "AFP"),
        ("by fenwatcher via YouTube", "YouTube"),
        ("(again)", None),
        ("[sic]", None),
        ("[The mayor] left. He", None),
        ("via the old bridge they left.", None),
        ("by the river", None),
    ],
)
def test_a_credit_line_names_its_wire(line: str, name: str | None) -> None:
    assert credit_line(line) == name


def test_a_wire_is_known_with_and_without_what_it_is() -> None:
    assert is_agency("the Associated Press news agency")
    assert is_agency("Reuters")
    assert not is_agency("the Harbour Press office")


def test_a_credit_line_covers_the_whole_post_and_a_bracket_its_own_line() -> None:
    found = by_text(detect("The dam burst.\n\nFour died. [AFP]\n\nTwo were hurt.\n\nvia Reuters"))
    assert found["Four died."].credit == "AFP"
    assert "Reuters" in (found["The dam burst."].credit or "")
    assert found["via Reuters"].band == "aside"


def test_the_credits_of_the_post_cover_its_sentences() -> None:
    found = detect("The dam burst.\n\nTwo were hurt.", credits=("Reuters",))
    assert [one.credit for one in found] == ["Reuters", "Reuters"]


def test_the_credit_of_a_caption_covers_the_caption_alone() -> None:
    photo = EmbedWords("photo", caption="Divers search the river", credit="AFP")
    found = by_text(detect("The dam burst.\n\nDivers search the river [AFP]", embeds=(photo,)))
    assert found["Divers search the river"].credit == "AFP"
    assert found["The dam burst."].credit is None


def test_the_uploader_says_the_title_and_the_platform_carried_it() -> None:
    video = EmbedWords("video", title="Lorry swept away at Tarn Lock", author="fenwatcher")
    found = detect("Lorry swept away at Tarn Lock\nby fenwatcher via YouTube", embeds=(video,))
    title = next(one for one in found if one.role == "embed_title")
    assert (title.attribution, title.credit, title.embed) == ("fenwatcher", "YouTube", 0)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("This clip purports to show a lorry in the river.", "purports to show"),
        ("The dam has reportedly burst.", "reportedly"),
        ("The crew are believed to have left.", "are believed to have"),
        ("Two alleged looters were held.", "alleged"),
        ("Unconfirmed reports speak of 12 dead.", "Unconfirmed reports"),
        ("The dam appears to have burst.", "appears to have"),
    ],
)
def test_a_caveat_is_found_as_worded_and_the_sentence_stays_a_claim(text: str, hedge: str) -> None:
    found = detect(text)[0]
    assert hedge in found.hedges
    assert found.band == "claim"
    assert f"hedge: {hedge}" in found.why


def test_a_doubt_inside_somebodys_quotation_is_not_the_newsrooms() -> None:
    assert detect('"They have apparently left," said Marta Ilves.')[0].hedges == ()


VIDEO = EmbedWords("video", title="Lorry swept away at Tarn Lock", author="fenwatcher")
POST = (
    "This video purports to show a lorry in the river.\n\nThe mayor has left the town.\n\n"
    "The desk cannot independently verify this video.\n\n"
    "Lorry swept away at Tarn Lock\nby fenwatcher via YouTube"
)


def test_a_note_on_a_video_is_an_aside_and_hangs_on_the_title_and_on_what_speaks_of_the_video() -> None:
    found = by_text(detect(POST, embeds=(VIDEO,)))
    note = found["The desk cannot independently verify this video."]
    assert note.band == "aside"
    hung = "cannot independently verify this video"
    assert note.hedges == (hung,)
    assert found["Lorry swept away at Tarn Lock"].hedges == ("purports to show", hung)
    claim = found["This video purports to show a lorry in the river."]
    assert claim.hedges == ("purports to show", hung)
    assert found["The mayor has left the town."].hedges == ()


def test_a_note_without_media_hangs_on_the_claim_before_it() -> None:
    found = by_text(detect("The army says 40 men fell.\n\nIt was not possible to confirm the report independently."))
    assert found["The army says 40 men fell."].hedges == ()
    text = "The army says 40 men fell.\n\nThe figure could not be independently verified."
    assert detect(text)[0].hedges == ("could not be independently verified",)
    assert detect(text)[1].band == "aside"


def test_a_caveat_with_a_figure_of_its_own_is_no_mere_note() -> None:
    found = detect("The army says 40 men fell, which could not be independently verified.")[0]
    assert found.band == "claim"
    assert found.hedges == ("could not be independently verified",)


def test_the_caveats_of_a_post_hang_on_the_embed_of_their_kind() -> None:
    photo = EmbedWords("photo", caption="The lock at dawn", credit="AFP")
    text = POST + "\n\nThe lock at dawn [AFP]"
    video, picture = hedges_for_embed(text, None, (VIDEO, photo))
    assert video == ("purports to show", "cannot independently verify this video")
    assert picture == ()
    assert hedges_for_embed("", None, ()) == ()


def test_of_two_videos_the_nearer_one_is_meant_by_this_and_both_by_these() -> None:
    other = EmbedWords("video", title="Bridge falls at Lund", author="b")
    lines = "Lorry swept away at Tarn Lock\nby fenwatcher via YouTube\n\n{}\n\nBridge falls at Lund\nby b via YouTube"
    far = "It rained all day.\n\nThe river rose.\n\nThis video purports to show the bridge."
    assert hedges_for_embed(lines.format(far), None, (VIDEO, other)) == ((), ("purports to show",))
    both = hedges_for_embed(lines.format("These videos purport to show the flood."), None, (VIDEO, other))
    assert both == (("purport to show",), ("purport to show",))


def test_a_note_on_them_speaks_of_the_media_named_before() -> None:
    photo = EmbedWords("photo")
    text = "Images shared on Telegram allegedly show looting.\n\nWe are working to verify them."
    assert hedges_for_embed(text, None, (photo,)) == (("allegedly show", "working to verify"),)
    assert detect(text)[1].band == "aside"


def marked(text: str, one: Found) -> set[tuple[str, str, str]]:
    return {(mark.kind, text[mark.start : mark.end], mark.rule) for mark in one.spans}


def test_a_credit_line_marks_who_uploaded_and_who_carried_it() -> None:
    video = EmbedWords("video", title="Lorry swept away at Tarn Lock", author="fenwatcher")
    text = (
        "Lorry swept away at Tarn Lock\nby fenwatcher via YouTube\n\nFour died. [AFP]\n\nTwo were hurt.\n\nvia Reuters"
    )
    found = by_text(detect(text, embeds=(video,)))
    assert marked(text, found["by fenwatcher via YouTube"]) == {
        ("speaker", "fenwatcher", "by via"),
        ("credit", "YouTube", "by via"),
    }
    assert marked(text, found["[AFP]"]) == {("credit", "AFP", "bracket")}
    assert marked(text, found["via Reuters"]) == {("credit", "Reuters", "via")}


def test_a_photographer_with_initials_is_credited_in_brackets() -> None:
    assert credit_line("[R. Lamb]") == "R. Lamb"


def test_what_an_embed_is_credited_with_covers_its_title_and_a_photograph_line_covers_no_text() -> None:
    video = EmbedWords("video", title="Direct hit at Dolna", author="@hills", credit="Hawk Eye Media")
    found = by_text(detect("A clip shows the dam.\n\nDirect hit at Dolna\nVideo: Hawk Eye Media", embeds=(video,)))
    assert found["A clip shows the dam."].credit is None
    assert found["Direct hit at Dolna"].credit == "Hawk Eye Media"
    text = "Here is a picture of the dam.\n\nPhotograph: Fenshire Forces/EPA"
    assert [one.credit for one in detect(text, credits=("EPA",)) if one.role == "body"] == [None]
