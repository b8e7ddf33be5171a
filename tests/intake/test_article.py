"""Any other page or text: one post, and the warning that it is no live blog."""

import pytest
from harbour_samples import ARTICLE, PAGES, needs_pages

from workbench.intake.reading import read


def test_page_becomes_one_post_of_its_readable_words() -> None:
    found = read(ARTICLE.encode())
    assert (found.title, found.url, found.language) == (
        "Quay rebuilt in a year",
        "https://ledger.example/quay",
        "en",
    )
    (post,) = found.posts
    assert post.text.startswith("Quay rebuilt in a year\n\nThe quay at Kestle")
    assert post.text.endswith("Work starts in spring.\nIt ends in autumn.")
    assert not any(word in post.text for word in ("Sport", "Imprint", "track", "color"))
    assert post.posted_at == "2026-11-05T09:00:00+01:00"


def test_page_says_that_it_is_no_live_blog() -> None:
    assert any("no live blog" in warning for warning in read(ARTICLE.encode()).warnings)


def test_videos_of_the_page_are_embeds_and_foreign_frames_are_not() -> None:
    assert [(one.platform, one.id) for one in read(ARTICLE.encode()).posts[0].embeds] == [("vimeo", "123456789")]


def test_text_without_bullets_is_one_post_with_a_warning() -> None:
    found = read(b"Kestle after the flood\r\n\r\nThe wall broke at four.\r\nIt rained & blew.\r\n")
    assert found.title == "Kestle after the flood"
    assert found.posts[0].text == "Kestle after the flood\n\nThe wall broke at four.\nIt rained & blew."
    assert found.posts[0].html.endswith("<p>The wall broke at four.<br>It rained &amp; blew.</p>")
    assert any("no live blog" in warning for warning in found.warnings)


def test_title_of_a_text_that_opens_with_a_sentence_is_its_first_words() -> None:
    sentence = "The wall broke at four in the morning while the harbour master was still on the telephone to us."
    assert (
        read(sentence.encode()).title
        == "The wall broke at four in the morning while the harbour master was still on the …"
    )


def test_address_alone_on_a_line_of_text_is_an_embed() -> None:
    found = read(b"The wall broke.\nhttps://vimeo.com/123456789\n")
    assert [(one.platform, one.id) for one in found.posts[0].embeds] == [("vimeo", "123456789")]


@needs_pages
@pytest.mark.parametrize(
    ("name", "embeds"),
    [
        ("amazedmag.html", {("youtube", "VgrlUXaNdgc"), ("youtube", "trwq3CNCMkU")}),
        ("todamax-vimeo.html", {("vimeo", "130513216"), ("vimeo", "130456106")}),
        ("fr-nordkorea.html", {("youtube", "gDeCrdzK-gs"), ("twitter", "1256696015702425601")}),
        ("breakingnews-false-positive.html", set()),
    ],
)
def test_embeds_of_real_pages_are_found_in_the_tree_only(name: str, embeds: set[tuple[str, str]]) -> None:
    found = read((PAGES / "embed-pages" / name).read_bytes())
    videos = {(one.platform, one.id) for post in found.posts for one in post.embeds if one.platform}
    assert embeds <= videos
    assert bool(embeds) == bool(videos)


def test_live_blog_in_a_frame_is_named_by_its_address() -> None:
    frame = '<iframe src="https://embed.scribblelive.com/Embed/v7.aspx?Id=2300001&ThemeId=1"></iframe>'
    drawn = '<div class="arena-liveblog" data-publisher="ledger" data-event="kestle"></div>'
    found = read(ARTICLE.replace("</main>", f"{frame}{drawn}</main>").encode())
    said = " ".join(found.warnings)
    assert "https://embed.scribblelive.com/Embed/v7.aspx?Id=2300001&ThemeId=1" in said
    assert "https://cached-api.arena.im/v1/liveblog/ledger/kestle" in said
