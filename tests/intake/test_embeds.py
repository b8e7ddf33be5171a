"""Videos, social posts and pictures in HTML, by platform, id and canonical address."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from workbench.intake.embed_addresses import embed_at
from workbench.intake.embeds import embeds_in
from workbench.intake.posts import ReadEmbed
from workbench.intake.web_address import http_address


def found(html: str, base: str | None = "https://ledger.example/kestle/") -> tuple[ReadEmbed, ...]:
    body = LexborHTMLParser(html).body
    assert body is not None
    return embeds_in(body, base)


@pytest.mark.parametrize(
    ("address", "platform", "id", "canonical"),
    [
        ("https://www.youtube.com/watch?v=Kest1eWa11x&t=5", "youtube", "Kest1eWa11x", "watch?v=Kest1eWa11x"),
        ("https://m.youtube.com/watch?app=x&v=Kest1eWa11x", "youtube", "Kest1eWa11x", "watch?v=Kest1eWa11x"),
        ("//www.youtube-nocookie.com/embed/Kest1eWa11x", "youtube", "Kest1eWa11x", "watch?v=Kest1eWa11x"),
        ("https://youtu.be/Kest1eWa11x?si=x", "youtube", "Kest1eWa11x", "watch?v=Kest1eWa11x"),
        ("https://youtube.com/shorts/Kest1eWa11x", "youtube", "Kest1eWa11x", "watch?v=Kest1eWa11x"),
        ("https://www.youtube.com/live/Kest1eWa11x", "youtube", "Kest1eWa11x", "watch?v=Kest1eWa11x"),
        ("https://player.vimeo.com/video/7654321?h=x", "vimeo", "7654321", "https://vimeo.com/7654321"),
        ("https://dai.ly/x8abcde", "dailymotion", "x8abcde", "video/x8abcde"),
        ("https://www.dailymotion.com/embed/video/x8abcde", "dailymotion", "x8abcde", "video/x8abcde"),
        ("https://x.com/pier/status/17000?s=20", "twitter", "17000", "https://twitter.com/pier/status/17000"),
        ("https://mobile.twitter.com/pier/statuses/17000", "twitter", "17000", "https://twitter.com/pier/status/17000"),
        ("https://platform.twitter.com/embed/Tweet.html?dnt=1&id=17000", "twitter", "17000", "i/status/17000"),
        ("https://www.instagram.com/pier/reel/CabcDEF12-_/", "instagram", "CabcDEF12-_", "/p/CabcDEF12-_/"),
        ("https://www.facebook.com/pier/posts/123456", "facebook", "123456", "/pier/posts/123456"),
        ("https://www.facebook.com/watch/?v=123456", "facebook", "123456", "?v=123456"),
        (
            "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fpier%2Fvideos%2F123456%2F",
            "facebook",
            "123456",
            "/pier/videos/123456/",
        ),
        ("https://www.tiktok.com/@pier/video/7000000001", "tiktok", "7000000001", "@pier/video/7000000001"),
        ("https://www.tiktok.com/embed/v2/7000000001", "tiktok", "7000000001", "@_/video/7000000001"),
        ("https://vimeo.com/moogaloop.swf?clip_id=7654321&x=1", "vimeo", "7654321", "https://vimeo.com/7654321"),
        ("https://vimeo.com/groups/kestle/videos/7654321", "vimeo", "7654321", "https://vimeo.com/7654321"),
        ("https://www.dailymotion.com/swf/x8abcde", "dailymotion", "x8abcde", "video/x8abcde"),
        ("https://www.youtube.com/v/Kest1eWa11x&hl=en", "youtube", "Kest1eWa11x", "watch?v=Kest1eWa11x"),
        ("https://bsky.app/profile/pier.example/post/3kabcdefg", "bluesky", "pier.example/3kabcdefg", "post/3kabcdefg"),
        ("https://www.facebook.com/groups/1234/permalink/987654/", "facebook", "987654", "permalink/987654/"),
        ("https://www.facebook.com/reel/987654321", "facebook", "987654321", "reel/987654321"),
        (
            "https://players.brightcove.net/1234567/x_default/index.html?videoId=7654321",
            "brightcove",
            "7654321",
            "7654321",
        ),
        ("https://t.me/s/pierwatch/42", "telegram", "pierwatch/42", "https://t.me/pierwatch/42"),
        (
            "https://cdn.embedly.com/widgets/media.html?src=x&url=https%3A%2F%2Fyoutu.be%2FKest1eWa11x",
            "youtube",
            "Kest1eWa11x",
            "watch?v=Kest1eWa11x",
        ),
    ],
)
def test_addresses_of_platforms(address: str, platform: str, id: str, canonical: str) -> None:
    embed = embed_at(address)
    assert embed is not None
    assert (embed.platform, embed.id) == (platform, id)
    assert embed.url is not None
    assert embed.url.endswith(canonical)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/embed/videoseries?list=x",
        "https://www.youtube.com/embed/live_stream?channel=x",
        "https://www.youtube.com/@pier",
        "https://youtube.com.evil.example/watch?v=Kest1eWa11x",
        "https://evil.example/youtube.com/embed/Kest1eWa11x",
        "https://x.com/pier",
        "https://vimeo.com/about",
        "javascript:alert('https://youtu.be/Kest1eWa11x')",
        "https://[youtu.be/Kest1eWa11x",
        "",
    ],
)
def test_addresses_that_lead_to_no_post(address: str) -> None:
    assert embed_at(address) is None


@given(st.text(max_size=80))
def test_any_text_is_an_address_of_the_web_or_none(text: str) -> None:
    for one in (text, f"https://youtu.be/{text}", f"//{text}", f"http://{text}:80/"):
        address = http_address(one, None)
        assert address is None or address.startswith(("http://", "https://"))
        embed = embed_at(one)
        assert embed is None or embed.platform


def test_tweet_is_the_last_link_and_not_the_quoted_one() -> None:
    (tweet,) = found(
        '<blockquote class="twitter-tweet"><p>Water <a href="https://twitter.com/a/status/1">q</a></p>'
        '<a href="https://twitter.com/pier/status/2?ref">3 Nov</a><img src="https://x.example/a.png"></blockquote>'
    )
    assert (tweet.kind, tweet.id, tweet.author, tweet.title) == ("social", "2", "@pier", "Water q")


def test_plain_quotation_is_no_embed() -> None:
    assert found("<blockquote><p>Water everywhere</p></blockquote>") == ()


@pytest.mark.parametrize(
    ("html", "platform", "id"),
    [
        ('<div class="tweet" data-url="https://twitter.com/pier/status/2"></div>', "twitter", "2"),
        ('<amp-twitter data-tweetid="2"></amp-twitter>', "twitter", "2"),
        ('<lite-youtube videoid="Kest1eWa11x"></lite-youtube>', "youtube", "Kest1eWa11x"),
        ('<amp-youtube data-videoid="Kest1eWa11x"></amp-youtube>', "youtube", "Kest1eWa11x"),
        ('<iframe data-src="//youtube.com/embed/Kest1eWa11x" src="about:blank"></iframe>', "youtube", "Kest1eWa11x"),
        ('<div class="fb-post" data-href="https://www.facebook.com/p/posts/12345"></div>', "facebook", "12345"),
        (
            '<blockquote data-instgrm-permalink="https://www.instagram.com/p/Cabcde/?x"></blockquote>',
            "instagram",
            "Cabcde",
        ),
        (
            '<blockquote class="instagram-media"><p><a href="https://www.instagram.com/p/Cabcde/">x</a></p></blockquote>',
            "instagram",
            "Cabcde",
        ),
        (
            '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@p/video/70001"></blockquote>',
            "tiktok",
            "70001",
        ),
        ('<p>x</p><script data-telegram-post="pierwatch/42"></script>', "telegram", "pierwatch/42"),
    ],
)
def test_elements_that_name_what_they_embed(html: str, platform: str, id: str) -> None:
    assert [(one.platform, one.id) for one in found(html)] == [(platform, id)]


CONSENT = '<iframe src="https://www.youtube.com/embed/Kest1eWa11x"></iframe>'


@pytest.mark.parametrize(
    "html",
    [
        f"<template>{CONSENT}</template>",
        f"<noscript>{CONSENT}</noscript>",
        f'<script type="text/plain" data-category="media">{CONSENT}</script>',
        f'<script type="text/template">{base64.b64encode(CONSENT.encode()).decode()}</script>',
        '<div data-html="&lt;iframe src=&quot;https://youtu.be/Kest1eWa11x&quot;&gt;&lt;/iframe&gt;"></div>',
        '<iframe data-cmp-src="https://youtu.be/Kest1eWa11x" src="about:blank"></iframe>',
        '<iframe data-something-new="https://youtu.be/Kest1eWa11x"></iframe>',
        '<div class="player" data-video-url="https://youtu.be/Kest1eWa11x"></div>',
        '<div class="video-youtube" data-video-id="Kest1eWa11x"></div>',
        '<img class="raw" data-src="https://www.youtube.com/embed/Kest1eWa11x" alt="Lazy">',
        '<p><a href="https://youtu.be/Kest1eWa11x">https://youtu.be/Kest1e…</a></p>',
        "<p>Here it is: https://youtu.be/Kest1eWa11x.</p>",
        '<object><param name="movie" value="https://www.youtube.com/v/Kest1eWa11x"></object>',
    ],
)
def test_embed_behind_wrappers_loaders_and_bare_addresses(html: str) -> None:
    assert [(one.platform, one.id) for one in found(f"<div>{html}</div>")] == [("youtube", "Kest1eWa11x")]


@pytest.mark.parametrize(
    "html",
    [
        '<p>She <a href="https://twitter.com/pier/status/17000">said so</a> on Monday.</p>',
        '<div class="share-buttons" data-url="https://twitter.com/pier/status/17000"></div>',
        '<button data-url="https://youtu.be/Kest1eWa11x">Play</button>',
        "<script>var film = 'https://youtu.be/Kest1eWa11x'; document.write('<iframe src=\"' + film + '\">')</script>",
        "<style>.twitter-tweet { background: url(https://youtu.be/Kest1eWa11x) }</style>",
        '<iframe src="https://www.googletagmanager.com/ns.html?id=GTM" height="0" width="0"></iframe>',
        '<iframe src="https://ads.example/x" width="1" height="1"></iframe>',
    ],
)
def test_what_only_looks_like_an_embed_is_none(html: str) -> None:
    assert found(f"<div>{html}</div>") == ()


def test_address_in_the_words_of_an_embed_is_no_embed_of_the_blog() -> None:
    (tweet,) = found(
        '<div><blockquote class="twitter-tweet"><p>See https://youtu.be/Kest1eWa11x</p>'
        '<a href="https://twitter.com/pier/status/2">3 Nov</a></blockquote></div>'
    )
    assert (tweet.platform, tweet.id) == ("twitter", "2")


@pytest.mark.parametrize(
    ("figure", "caption", "credit"),
    [
        ("<figcaption>Boats [EPA]</figcaption>", "Boats", "EPA"),
        (
            "<figcaption>Boats at the quay. Photograph: Ana Lima/Reuters</figcaption>",
            "Boats at the quay",
            "Ana Lima/Reuters",
        ),
        ("<figcaption>Boote am Kai. Foto: dpa</figcaption>", "Boote am Kai", "dpa"),
        ('<figcaption>Boats<span class="credit">Photo: EPA</span></figcaption>', "Boats", "EPA"),
        ('<figcaption>Boats</figcaption><small class="copyright">© Ana Lima</small>', "Boats", "Ana Lima"),
        ("<figcaption>قوارب في الميناء (أ ف ب)</figcaption>", "قوارب في الميناء (أ ف ب)", None),
    ],
)
def test_captions_and_credits_are_parted(figure: str, caption: str, credit: str | None) -> None:
    (photo,) = found(f'<figure><img src="/quay.jpg">{figure}</figure>')
    assert (photo.caption, photo.credit) == (caption, credit)


def test_picture_of_sizes_is_its_widest_and_no_second_one_for_another_query() -> None:
    (photo,) = found(
        '<div><img srcset="/quay-1.jpg 300w, /quay-2.jpg 1200w, /quay-3.jpg 600w">'
        '<noscript><img src="/quay-2.jpg?w=20"></noscript></div>'
    )
    assert photo.url == "https://ledger.example/quay-2.jpg"


def test_same_video_twice_is_one_embed() -> None:
    html = '<iframe src="https://youtu.be/Kest1eWa11x"></iframe><lite-youtube videoid="Kest1eWa11x"></lite-youtube>'
    assert len(found(html)) == 1


def test_pictures_have_absolute_addresses_captions_and_credits() -> None:
    (photo,) = found(
        '<figure><div><img src="data:image/gif;base64,R0" data-src="../quay.jpg" alt="Quay"></div>'
        "<figcaption>Boats at the quay [EPA]</figcaption></figure>"
        '<img src="/pixel.gif" width="1" height="1"><img src="data:image/png;base64,R0">'
    )
    assert (photo.kind, photo.url) == ("photo", "https://ledger.example/quay.jpg")
    assert (photo.title, photo.caption, photo.credit) == ("Quay", "Boats at the quay", "EPA")


def test_players_and_unknown_frames() -> None:
    film, sound, frame = found(
        '<video poster="/p.jpg"><source src="/wall.mp4"></video><audio src="/bell.mp3"></audio>'
        '<iframe src="https://maps.example/kestle" title="Map"></iframe><iframe src="javascript:x"></iframe>'
    )
    assert (film.kind, film.url, film.thumbnail_url) == (
        "video",
        "https://ledger.example/wall.mp4",
        "https://ledger.example/p.jpg",
    )
    assert (sound.kind, sound.url) == ("audio", "https://ledger.example/bell.mp3")
    assert (frame.kind, frame.url, frame.title, frame.platform) == ("link", "https://maps.example/kestle", "Map", None)


def test_thousands_of_embeds_are_cut_off() -> None:
    assert len(found("".join(f'<img src="/{number}.jpg">' for number in range(2000)))) == 500


def test_pictures_of_a_gallery_are_numbered_by_their_gallery_with_captions_and_credits() -> None:
    slide = '<li><img src="/{0}.jpg"><span class="caption">Boat {0}</span><span class="credit">EPA</span></li>'
    slides = "".join(slide.format(number) for number in range(3))
    embeds = found(
        f'<div><img src="/alone.jpg"><ul class="lb-slideshow">{slides}</ul><p>x</p><img src="/last.jpg"></div>'
    )
    assert [(one.gallery, one.caption, one.credit) for one in embeds] == [
        (None, None, None),
        *((0, f"Boat {number}", "EPA") for number in range(3)),
        (None, None, None),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "https://youtu.be/Kest1eWa11x",
        "HTTPS://YouTu.be/Kest1eWa11x",
        "https://youtu.be:443/Kest1eWa11x",
        "//youtu.be/Kest1eWa11x",
        "https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fyoutu.be%2FKest1eWa11x",
    ],
)
def test_a_link_that_is_an_embed_is_found_among_links_of_all_hosts(address: str) -> None:
    others = "".join(f'<a href="https://{n}.ledger.example/kestle">pier</a>' for n in range(20))
    platforms = "".join(f'<a href="https://{one}/pier">pier</a>' for one in ("x.com", "vimeo.com", "t.me", "dai.ly"))
    for around in (others, others + platforms):
        embeds = found(f'<p>{around}<span class="embed"><a href="{address}">the wall</a></span></p>')
        assert [one.id for one in embeds] == ["Kest1eWa11x"]
