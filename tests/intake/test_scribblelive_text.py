"""The extracted text of a ScribbleLive page: what it keeps is read, what it lost is not invented."""

import time

import pytest
from harbour_samples import ARABIC, SEED, TEXT, needs_seed

from workbench.intake.posts import CannotRead, ReadStory
from workbench.intake.reading import read, read_file


def story(text: str = TEXT) -> ReadStory:
    return read(text.encode())


def one_post(*lines: str) -> ReadStory:
    body = "\n".join(["Kestle", "", f"• {lines[0]}", *(f"  {line}".rstrip() for line in lines[1:]), "• Another."])
    return read(body.encode())


def test_every_bullet_is_a_post_in_document_order() -> None:
    read_posts = story().posts
    assert len(read_posts) == 8
    assert [post.position for post in read_posts] == list(range(8))
    assert read_posts[-1].text.startswith("Two pumps")


def test_title_and_standfirst_come_from_the_header() -> None:
    found = story()
    assert found.title == "Kestle Harbour flood"
    assert found.standfirst == "A spring tide has broken the sea wall at Kestle. We follow it hour by hour."
    assert not any("hour by hour" in post.text for post in found.posts)


def test_page_title_alone_gives_its_first_part() -> None:
    assert read(b"Kestle flood - Live Blogs - Ledger\n\n\xe2\x80\xa2 One.\n\xe2\x80\xa2 Two.").title == "Kestle flood"


def test_text_without_header_is_untitled_and_says_so() -> None:
    found = story("• One.\n• Two.")
    assert found.title == "Untitled live blog"
    assert "The text names no title." in found.warnings


def test_text_is_dedented_with_one_blank_line_between_paragraphs_and_single_breaks_kept() -> None:
    assert story().posts[0].text == (
        "The sea wall at Kestle gave way shortly after four, the harbour master says.\n\n"
        "Water stands a metre deep in Mill\xa0Street.\nNobody is missing.\n\nvia Reuters"
    )


def test_html_is_the_escaped_text() -> None:
    found = one_post("Water <b>rose</b> & fell.", "", "Then it", "rained.")
    assert found.posts[0].html == "<p>Water &lt;b&gt;rose&lt;/b&gt; &amp; fell.</p><p>Then it<br>rained.</p>"


def test_headline_is_a_first_line_alone_that_is_no_sentence_and_has_a_body() -> None:
    assert [post.headline for post in story().posts] == [
        None,
        "Ferry service suspended until Thursday",
        None,
        None,
        None,
        None,
        "Mayor asks for army's help",
        None,
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Wall gives way",),
        ("Wall gives way.", "", "It broke at four."),
        ("From our archive:", "", "It broke at four."),
        ("Wall gives way", "It broke at four."),
        ("Wall gives way [EPA]", "", "It broke at four."),
        ("Wall gives way", "by Pier via YouTube", "", "It broke at four."),
        ("Wall gives way", "", "Boats at the quay [EPA]"),
        ("Wall gives way", "", "via Reuters"),
    ],
)
def test_what_is_no_headline(lines: tuple[str, ...]) -> None:
    assert one_post(*lines).posts[0].headline is None


@pytest.mark.parametrize("line", ["Wall 'gives way'", 'Mayor speaks of a "lost year"', f"{ARABIC}", "20 boats lost"])
def test_what_is_a_headline(line: str) -> None:
    assert one_post(line, "", "It broke at four.").posts[0].headline == line


def test_embeds_keep_title_and_uploader_and_are_lost() -> None:
    films = [embed for post in story().posts for embed in post.embeds if embed.kind == "video"]
    assert [(film.platform, film.title, film.author) for film in films] == [
        ("youtube", ARABIC, "Kestle Watch"),
        ("vimeo", "A long night (Part 2)", "Tidewatch"),
    ]
    assert all(film.lost and film.url is None and film.id is None for film in films)


def test_embed_title_and_credit_lines_stay_in_the_text() -> None:
    assert story().posts[5].text.startswith("A long night (Part 2)\nby Tidewatch via Vimeo\n\nOur reporter")


@pytest.mark.parametrize(
    ("platform", "kind", "name"),
    [
        ("Twitter", "social", "twitter"),
        ("X", "social", "twitter"),
        ("Facebook", "social", "facebook"),
        ("Vimeo", "video", "vimeo"),
        ("SoundCloud", "audio", "soundcloud"),
        ("Harbourtube", "link", "harbourtube"),
    ],
)
def test_by_line_names_any_platform(platform: str, kind: str, name: str) -> None:
    embed = one_post("It rose.", "", "Water at the door", f"by @pier via {platform}").posts[0].embeds[0]
    assert (embed.kind, embed.platform, embed.title, embed.author) == (
        kind,
        name,
        "Water at the door",
        "@pier",
    )


def test_all_lines_above_a_social_post_are_its_words() -> None:
    embed = one_post("Water at the door.", "It is cold.", "by @pier via Twitter").posts[0].embeds[0]
    assert embed.title == "Water at the door. It is cold."


def test_title_parted_from_its_by_line_by_a_blank_line_is_found() -> None:
    post = one_post("It broke at four.", "", "The wall from the air", "", "by Pier via YouTube").posts[0]
    assert post.embeds[0].title == "The wall from the air"
    assert post.text.endswith("The wall from the air\n\nby Pier via YouTube")


def test_body_that_begins_with_by_is_no_credit_line() -> None:
    post = one_post("They came", "by boat via the northern channel.").posts[0]
    assert post.embeds == ()


def test_signature_with_a_time_gives_the_author_and_no_time() -> None:
    post = one_post("It broke at four.", "by Ines Marlow via Reuters on 3/11/2026 at 16.10.28").posts[0]
    assert (post.author, post.credits, post.posted_at, post.embeds) == ("Ines Marlow", ("Reuters",), None, ())


def test_gallery_captions_are_parted_from_their_credits_and_numbered() -> None:
    gallery = story().posts[3]
    assert [(photo.caption, photo.credit, photo.gallery) for photo in gallery.embeds] == [
        ("Sandbags are filled on the green", "Reuters", 0),
        ("The lifeboat crew rests after the night", "AFP", 0),
    ]
    assert gallery.credits == ()
    assert gallery.text.endswith("1 of 2")


def test_two_galleries_in_a_post_carry_two_numbers() -> None:
    found = one_post("Boats [EPA]", "Nets [EPA]", "", "1 of 2", "", "It rained.", "", "Rain [AP]", "Mud [AP]", "1 of 2")
    assert [photo.gallery for photo in found.posts[0].embeds] == [0, 0, 1, 1]


def test_gallery_caption_may_be_a_sentence_or_lack_a_credit() -> None:
    found = one_post("Boats lie on the quay. [EPA]", "Nets hang in the trees", "", "1 of 2").posts[0]
    assert [(photo.caption, photo.credit) for photo in found.embeds] == [
        ("Boats lie on the quay.", "EPA"),
        ("Nets hang in the trees", None),
    ]


def test_gallery_with_captions_parted_by_blank_lines_is_one_gallery() -> None:
    found = one_post("Boats [EPA]", "", "Nets [EPA]", "", "Mud [EPA]", "", "1 of 3").posts[0]
    assert [(photo.caption, photo.gallery) for photo in found.embeds] == [
        ("Boats", 0),
        ("Nets", 0),
        ("Mud", 0),
    ]


def test_gallery_that_announces_more_than_it_shows_is_reported() -> None:
    assert any("announces 5 pictures, and 2" in one for one in one_post("Boats [EPA]", "Nets [AP]", "1 of 5").warnings)


def test_standing_pictures_are_captions_with_their_credit() -> None:
    posts = story().posts
    assert [(one.caption, one.credit, one.gallery) for one in posts[4].embeds] == [
        ("Height of the tide at the old gauge since Monday", "Coast Survey", None)
    ]
    assert [(one.caption, one.credit) for one in posts[6].embeds] == [
        ("The mayor on the steps of the town hall", "EPA")
    ]
    assert posts[6].credits == ()


def test_credits_of_the_words_belong_to_the_post() -> None:
    assert [post.credits for post in story().posts] == [
        ("Reuters",),
        ("Associated Press",),
        (),
        (),
        (),
        (),
        (),
        ("AFP",),
    ]


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        ("The wall broke. [Kyodo News]", ("Kyodo News",)),
        ("The wall broke. (AFP)", ("AFP",)),
        ("The wall broke [AFP].", ("AFP",)),
        ("The wall broke, he wrote. [sic]", ()),
        ("It will end [...]", ()),
        ("He spoke for the Kestle Harbour Trust (KHT)", ()),
        ("The wall broke. [Updated]", ()),
        ("The wall broke. [2026]", ()),
    ],
)
def test_which_brackets_are_credits(line: str, credits: tuple[str, ...]) -> None:
    post = one_post("It is dark.", "", line).posts[0]
    assert (post.credits, post.embeds) == (credits, ())


def test_line_that_goes_on_with_a_sentence_is_no_caption() -> None:
    post = one_post("It is dark.", "", "The council said that the wall", "would be mended by spring [AFP]").posts[0]
    assert (post.credits, post.embeds) == (("AFP",), ())


def test_address_alone_on_a_line_is_an_embed_that_is_not_lost() -> None:
    embed = one_post("It broke at four.", "", "https://youtu.be/Kest1eWa11x").posts[0].embeds[0]
    assert (embed.platform, embed.id, embed.lost) == ("youtube", "Kest1eWa11x", False)


def test_no_time_is_invented() -> None:
    found = story()
    assert {(post.posted_at, post.updated_at) for post in found.posts} == {(None, None)}
    assert any("time" in warning for warning in found.warnings)


def test_footer_belongs_to_no_post_and_may_be_absent() -> None:
    assert not any("Powered by" in post.text for post in story().posts)
    without = TEXT.rsplit("\n", 1)[0]
    assert story(without).posts == story().posts


@pytest.mark.parametrize("bullet", ["•", "*", "-", "–", "▪"])
@pytest.mark.parametrize("indent", ["", "  ", "\t", "      "])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_bullet_indent_and_line_ending_gives_the_same_posts(bullet: str, indent: str, ending: str) -> None:
    lines = []
    for line in TEXT.split("\n"):
        opens = line.startswith("  • ")
        lines.append(f"{indent}{bullet} {line[4:]}" if opens else line.replace("    ", indent + "  ", 1))
    assert read(ending.join(lines).encode()).posts == story().posts


def test_list_inside_a_post_opens_no_posts() -> None:
    found = story("Kestle\n\n  • Needed are:\n\n      • pumps\n      • boats\n      • soup\n\n  • Pumps came.")
    assert [post.text for post in found.posts] == ["Needed are:\n\n• pumps\n• boats\n• soup", "Pumps came."]


def test_menu_above_the_posts_is_no_post() -> None:
    found = story("- Home\n- News\n\nKestle\n\n  • One.\n  • Two.\n  • Three.")
    assert [post.text for post in found.posts] == ["One.", "Two.", "Three."]


def test_dash_at_the_margin_of_a_post_opens_no_post() -> None:
    found = story("Kestle\n\n  • One.\n- said the mayor\n  • Two.\n  • Three.")
    assert [post.text for post in found.posts] == ["One.\n- said the mayor", "Two.", "Three."]


def test_text_without_bullets_is_refused_by_name() -> None:
    with pytest.raises(CannotRead, match="no bullets"):
        read(b"The wall broke at four.", format="scribblelive_text")


@needs_seed
def test_seed_is_read_as_counted_by_hand() -> None:
    found = read_file(SEED)
    assert (found.title, found.reader, len(found.posts)) == ("Iraq Blog", "scribblelive_text", 41)
    assert sum(post.headline is not None for post in found.posts) == 24
    embeds = [embed for post in found.posts for embed in post.embeds]
    films = [embed for embed in embeds if embed.kind == "video"]
    photos = [embed for embed in embeds if embed.kind == "photo"]
    assert [film.author for film in films] == ["Al Jazeera English", "laith loth", "Iraqi Mod", "VICE News"]
    assert all(film.lost and film.title and film.platform == "youtube" for film in films)
    assert not any(film.url or film.id for film in films)
    assert [photo.credit for photo in photos] == ["Reuters"] * 8
    assert sum(photo.gallery is not None for photo in photos) == 6
    credits = [credit for post in found.posts for credit in post.credits]
    assert {name: credits.count(name) for name in set(credits)} == {
        "Associated Press": 5,
        "AFP": 1,
        "Reuters": 2,
    }
    assert len({post.id for post in found.posts}) == 41


@needs_seed
def test_seed_keeps_every_no_break_space_and_every_arabic_letter() -> None:
    raw = SEED.read_text(encoding="utf-8")
    words = "".join(post.text for post in read_file(SEED).posts)
    assert words.count("\xa0") == raw.count("\xa0") == 46
    arabic = [one for one in raw if "\u0600" <= one <= "\u06ff"]
    assert [one for one in words if "\u0600" <= one <= "\u06ff"] == arabic


@needs_seed
def test_seed_loses_no_word_below_its_header() -> None:
    raw = SEED.read_text(encoding="utf-8")
    body = raw[raw.index("•") :].replace("•", " ").rsplit("\n", 1)[0]
    assert " ".join(post.text for post in read_file(SEED).posts).split() == body.split()


@needs_seed
def test_seed_is_read_well_under_a_tenth_of_a_second() -> None:
    content = SEED.read_bytes()
    started = time.process_time()
    read(content)
    assert time.process_time() - started < 0.1
