"""Live pages by their platform's marks: every post once, in order, with the page's ids, times and embeds."""

import gzip
import json
from dataclasses import replace

import page_samples as pages
import pytest
from harbour_samples import PAGES, needs_pages

from workbench.intake.posts import CannotRead, ReadPost, ReadStory
from workbench.intake.reading import read


def opened(page: str, **more: str) -> ReadStory:
    return read(page.encode(), **more)  # type: ignore[arg-type]


def platforms(post: ReadPost) -> list[tuple[str | None, str | None]]:
    return [(one.platform, one.id) for one in post.embeds if one.platform]


def test_guardian_blocks_have_their_ids_times_and_pinned_copy_is_no_post() -> None:
    found = opened(pages.GUARDIAN)
    assert found.reader == "guardian_page"
    assert [post.id for post in found.posts] == [f"block-{own}" for own in pages.BLOCKS]
    assert [post.pinned for post in found.posts] == [False, True, False]
    film, ferries, water = found.posts
    assert (film.posted_at, film.updated_at) == ("2026-11-03T16:40:07.000Z", "2026-11-03T16:45:00.000Z")
    assert (film.headline, film.text) == (
        "Wall film",
        "Wall film\n\nThis film purports to show the wall.\n\nIt fell in one piece.",
    )
    assert [quote.text for quote in film.quotes] == ["It fell in one piece."]
    assert platforms(film) == [("youtube", pages.FILM)]
    assert film.embeds[0].title == "The wall at four"
    assert (ferries.embeds[0].caption, ferries.embeds[0].credit) == ("Boats at the quay", "Ana Lima/Reuters")
    assert platforms(water) == [("twitter", pages.TWEET)]


def test_older_page_of_the_guardian_is_named() -> None:
    link = f'<a href="?page=with:block-{pages.BLOCKS[2]}#liveblog-navigation" data-link-name="pagination : older">Older</a>'
    found = opened(pages.GUARDIAN.replace("</body>", f"{link}</body>"))
    assert found.next_pages == (f"{pages.HOME}?page=with:block-{pages.BLOCKS[2]}#liveblog-navigation",)


def test_old_bbc_posts_have_the_ids_of_its_scripts_and_clocks_without_a_day() -> None:
    found = opened(pages.BBC)
    assert [post.id for post in found.posts] == list(pages.BLOCKS)
    assert {(post.posted_at, post.precision) for post in found.posts} == {(None, "none")}
    assert [post.posted_raw for post in found.posts] == ["16:40", "16:20", "16:00"]
    assert platforms(found.posts[0]) == [("twitter", pages.TWEET)]
    assert found.posts[0].text == "Wall film\n\nA film."
    photo = found.posts[1].embeds[0]
    assert (photo.url, photo.caption, photo.credit) == ("https://i.ledger.example/624/quay.jpg", "Boats", "EPA")
    assert any("3 times of publication carry no offset" in warning for warning in found.warnings)


def test_scribblelive_widget_has_bylines_outlets_polls_and_link_previews() -> None:
    wall, link, poll = opened(pages.SCRIBBLE).posts
    assert (wall.id, wall.author, wall.credits) == ("3675001", "Ines Marlow", ("Reuters",))
    assert (wall.posted_at, wall.posted_raw) == (None, "3/11/2026 at 16.40.28")
    assert platforms(wall) == [("instagram", pages.GRAM)]
    (preview,) = link.embeds
    assert (preview.kind, preview.url, preview.title, preview.author, preview.caption) == (
        "link",
        "https://county.example/ferries",
        "Ferries suspended",
        "County",
        "Until Thursday.",
    )
    assert (poll.kind, poll.text) == ("poll", "Is your street dry?\n\nYes\nNo")


def test_sourcefabric_page_takes_sticky_posts_once_and_looks_behind_consent() -> None:
    found = opened(pages.SOURCEFABRIC)
    assert [(post.id, post.pinned) for post in found.posts] == [("urn:1", False), ("urn:2", True)]
    film = found.posts[0]
    assert (film.author, film.posted_at) == ("Ines Marlow", "2026-11-03T16:40:07+00:00")
    assert platforms(film) == [("youtube", pages.FILM)]
    assert [(quote.text, quote.credit) for quote in film.quotes] == [("It fell in one piece.", "Harbour master")]


def test_wordpress_entries_have_numbers_and_seconds() -> None:
    film, ferries = opened(pages.WORDPRESS).posts
    assert (film.id, film.posted_at, film.author) == ("41", "2026-11-03T16:40:07+00:00", "Ines Marlow")
    assert (film.headline, platforms(film)) == ("Wall film", [("youtube", pages.FILM)])
    assert (ferries.id, ferries.text) == ("40", "No ferry leaves.")


def test_amp_tombstone_is_a_declared_deletion() -> None:
    found = opened(pages.AMP)
    assert [post.id for post in found.posts] == ["k3", "k1"]
    assert found.removed == ("k2",)
    assert platforms(found.posts[0]) == [("youtube", pages.FILM)]
    assert found.posts[1].embeds[0].url == "https://ledger.example/quay.jpg"


def test_reach_page_and_its_json_ld_are_one_story_field_by_field() -> None:
    found = opened(pages.REACH)
    assert found.reader == "reach_page+schema_org"
    assert [post.id for post in found.posts] == ["2259003", "2259002", "2259001", "2259000"]
    film, ferries, water, rain = found.posts
    assert (film.text, film.author, platforms(film)) == ("Wall film\n\nA film.", None, [("twitter", pages.TWEET)])
    assert (ferries.author, platforms(ferries)) == ("Ines Marlow", [("facebook", "2800731780195723")])
    assert film.permalink == f"{pages.HOME}#2259003"
    assert (film.found_in["text"], film.found_in["permalink"], water.found_in["text"]) == (
        "reach_page",
        "schema_org",
        "schema_org",
    )
    assert rain.text == "Rain\n\nIt rained all night."
    assert found.announced == 4
    assert any("2 posts stand only in what schema_org read" in warning for warning in found.warnings)
    assert any("1 shortcode" in warning for warning in found.warnings)


def test_microdata_has_ids_from_elements_and_addresses() -> None:
    film, ferries = opened(pages.MICRODATA).posts
    assert (film.id, film.headline, film.author, film.posted_at) == (
        "u2",
        "Wall film",
        "Ines Marlow",
        "2026-11-03T16:40:07+00:00",
    )
    assert (ferries.id, ferries.text, ferries.permalink) == (
        "u1",
        "Ferries stop\n\nNo ferry leaves.",
        "https://ledger.example/kestle#u1",
    )


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ('data-update-time="{ms}"', ""),
        ("", '<time datetime="2026-11-03T16:40:00Z">16:40</time>'),
        ("", '<span class="meta">Posted at 16:40</span>'),
    ],
)
def test_unknown_publisher_is_read_by_what_repeats(times: str, words: str) -> None:
    found = opened(pages.unknown(times, words))
    assert found.reader == "repeated_siblings"
    assert [post.id for post in found.posts] == [f"post-{number}" for number in range(9, 0, -1)]
    assert found.posts[0].headline == "Hour 9 at the wall"
    assert any("compare them with the page" in warning for warning in found.warnings)


def test_unknown_page_joins_its_json_ld_by_headline_and_prints_no_wrong_zone() -> None:
    """Local time that wears a Z: an hour off against the data of the same page, on every post."""
    times = [f"2026-11-03T{hour:02d}:05:32Z" for hour in range(9, 0, -1)]
    words = [
        f'<div class="eintrag"><time datetime="2026-11-03T{hour + 1:02d}:05Z">x</time><h2><p>Hour {hour} at the long wall</p>'
        f"</h2><p>Water stands {hour} metres deep in the lower town, as was said on the quay.</p></div>"
        for hour in range(9, 0, -1)
    ]
    data = [
        {"@type": "BlogPosting", "headline": f"Hour {9 - place} at the long wall", "datePublished": time,
         "articleBody": f"Water stands {9 - place} metres deep in the lower town, as was said on the quay."}
        for place, time in enumerate(times)
    ]  # fmt: skip
    found = opened(pages.document("".join(words), head=pages.linked_data(data)))
    assert found.reader == "repeated_siblings+schema_org"
    assert [post.posted_at for post in found.posts] == times
    assert {post.found_in["posted_at"] for post in found.posts} == {"schema_org"}
    assert any("60 minutes" in warning for warning in found.warnings)


def test_article_with_timed_headings_is_a_post_for_each() -> None:
    found = opened(pages.TICKER)
    assert found.reader == "timed_headings"
    assert [(post.headline, post.posted_raw) for post in found.posts] == [
        ("Film of the wall", "16.40 Uhr"),
        ("Ferries stop", "16.20 Uhr"),
        ("Water at the door", "16.00 Uhr"),
    ]
    assert found.posts[0].text == "Film of the wall\n\nA film purports to show it.\n\nNobody vouches for it."
    assert (found.posts[1].embeds[0].caption, found.posts[1].embeds[0].credit) == ("Boats", "EPA")
    assert found.posts[2].text == "Water at the door\n\nIt rises."


def test_pasted_ticker_is_a_post_for_each_timed_line() -> None:
    found = opened(pages.PASTED)
    assert (found.reader, found.title) == ("timed_text", "Kestle flood, hour by hour")
    assert [post.posted_raw for post in found.posts] == ["16:40", "16:20", "16:00"]
    assert found.posts[0].text.startswith("A film purports to show the wall. <b>Nobody</b> vouches for it.")
    assert platforms(found.posts[0]) == [("youtube", pages.FILM)]
    assert found.posts[1].text == "Ferries stop\nNone leaves before Thursday."


@pytest.mark.parametrize(
    "body",
    [
        '<div itemscope itemtype="https://schema.org/LiveBlogPosting" itemprop="liveBlogUpdate"></div>',
        '<ul id="RecentPostsWidget0"></ul><li class="scribble-post-item" data-tombstone hidden></li>',
    ],
)
def test_live_page_without_posts_is_refused_and_no_article(body: str) -> None:
    page = pages.document(f"{body}<p>{'The blog is about to begin, and it will be long. ' * 20}</p>",
                          head=pages.linked_data([]))  # fmt: skip
    with pytest.raises(CannotRead, match="live blog"):
        opened(page)


def test_article_about_a_live_stream_is_one_post_and_says_so() -> None:
    story = "<main>" + "<p>The county streams its council live, and few watch it at night.</p>" * 12 + "</main>"
    found = opened(pages.document(story, title="Council goes live"))
    assert (found.reader, len(found.posts)) == ("article", 1)
    assert any("no live blog" in warning for warning in found.warnings)


def test_large_page_is_read_in_slices_like_a_small_one() -> None:
    one = (
        pages.GUARDIAN[pages.GUARDIAN.index('<article id="block-') :]
        .partition("<article id=")[2]
        .split("<article id=")[0]
    )
    own = pages.BLOCKS[0]
    posts = [f"<article id={one}".replace(own, f"7b{number:022x}") for number in range(1700)]
    small = read(pages.document("".join(posts[:3])).encode())
    large = read(pages.document("".join(posts)).encode())
    assert [post.id for post in large.posts] == [f"block-7b{number:022x}" for number in range(1700)]
    strip = {"position": 0, "id": "", "permalink": None}
    assert {post.text for post in large.posts} == {small.posts[0].text}
    assert {repr(replace(post, **strip)) for post in large.posts} == {repr(replace(small.posts[0], **strip))}


@needs_pages
@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("corkbeo-level3", {("facebook", "2800731780195723"), ("facebook", "4731875523504429")}),
        ("guardian-html-ukraine", set()),
        ("bbc-coronavirus", set()),
        ("scribblelive-berlingske", set()),
    ],
)
def test_real_pages_have_the_posts_ids_and_embeds_that_were_counted(name: str, allowed: set[tuple[str, str]]) -> None:
    """`allowed` are bare addresses in the text, which the count by elements left out."""
    folder = PAGES / name
    packed = folder / "page.html.gz"
    content = gzip.decompress(packed.read_bytes()) if packed.is_file() else (folder / "page.html").read_bytes()
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    found = read(content)
    assert [post.id for post in found.posts] == (truth.get("post_ids") or truth["morph_ids"])
    wanted = {(platform.removeprefix("attr:"), own) for platform, own in truth["embed_ids"]}
    assert {pair for post in found.posts for pair in platforms(post)} == wanted | allowed
    for key, place in (("first_post", 0), ("last_post", -1)):
        said = truth.get(key, {}).get("time")
        if said:
            assert (found.posts[place].posted_at or "")[:19] == said[:19]


@needs_pages
def test_real_articles_have_the_embeds_that_were_counted() -> None:
    folder = PAGES / "embed-pages"
    for name, counted in json.loads((folder / "truth.json").read_text(encoding="utf-8")).items():
        found = read((folder / name).read_bytes())
        wanted = {(platform.rstrip("?"), own) for platform, own in counted["ids"]}
        assert {pair for post in found.posts for pair in platforms(post)} == wanted, name


def test_post_that_two_parts_of_a_mark_match_is_one_post_without_a_warning() -> None:
    found = opened(pages.document('<article class="lb-post" data-post-id="urn:1"><p>Water.</p></article>'))
    assert len(found.posts) == 1
    assert not any("twice" in warning for warning in found.warnings)


def test_time_of_change_alone_is_no_time_of_publication_where_the_data_has_one() -> None:
    entries = "".join(
        f'<div class="entry" id="post-{n}00" data-update-time="{1793720000000 + n}"><p>Water stands {n} metres deep in the '
        f"lower town, the harbour master said.</p></div>"
        for n in range(1, 5)
    )
    data = [
        {"@type": "BlogPosting", "url": f"{pages.HOME}#post-{n}00", "datePublished": f"2026-11-03T1{n}:00:00Z",
         "articleBody": f"Water stands {n} metres deep in the lower town, the harbour master said."}
        for n in range(1, 5)
    ]  # fmt: skip
    found = opened(pages.document(entries, head=pages.linked_data(data)))
    assert [post.posted_at for post in found.posts] == [f"2026-11-03T1{n}:00:00Z" for n in range(1, 5)]
    assert all(post.updated_at for post in found.posts)


def test_list_of_other_stories_on_a_page_that_goes_live_is_no_live_blog() -> None:
    words = "<p>The county streams its council live, and few watch it at night, as the county says.</p>" * 30
    teasers = "".join(
        f'<div class="card"><time datetime="2026-11-0{n}T08:00:00Z">x</time><a href="/s{n}">Story {n}</a><p>Of the county and '
        f"what happened in it on the day before yesterday.</p></div>"
        for n in range(1, 8)
    )
    page = pages.document(f"<main>{words}</main><div>{teasers}</div>", title="Council goes live").replace(
        pages.HOME, "https://ledger.example/council-live-tonight"
    )
    assert opened(page).reader == "article"


def test_page_of_several_articles_is_read_as_a_whole() -> None:
    films = "".join(
        f'<article><p>Film {n} of the wall, and what it shows of it.</p><iframe src="https://www.youtube.com/embed/Kest1eWa1{n:02d}">'
        f"</iframe></article>"
        for n in range(12)
    )
    (post,) = opened(pages.document(films, title="All films")).posts
    assert len(platforms(post)) == 12


def test_other_sites_blocks_are_no_posts() -> None:
    """A system for web sites calls every part of a page a block, with an id that begins so."""
    block = (
        '<div id="block-system-main" class="block"><p>The county streams its council live, and few watch it.</p></div>'
    )
    assert opened(pages.document(block * 3, title="Council")).reader == "article"
    assert len(opened(pages.GUARDIAN.replace("</body>", f"{block}</body>")).posts) == 3
