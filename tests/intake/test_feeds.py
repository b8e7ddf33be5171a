"""Feeds of every kind, whole, broken and hostile."""

import json
import time
from typing import Any

import pytest
from broken_json import broken, document_of, one_sentence, read_or_refused
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.intake import feeds
from workbench.intake.document import Document, opened
from workbench.intake.posts import CannotRead, ReadStory
from workbench.intake.reading import read

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:m="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
 <title>Tarn Ferry &amp;amp; storm live</title>
 <link>https://paper.example/tarn</link>
 <atom:link href="https://paper.example/tarn/feed" rel="self"/>
 <atom:link href="/tarn/feed?page=2" rel="next"/>
 <description>All from the quay</description>
 <language>en-GB</language>
 <item>
  <title>The wall broke</title>
  <link>https://paper.example/tarn#p2</link>
  <guid isPermaLink="false">p2</guid>
  <pubDate>Mon, 03 Jul 2023 10:00:05 +0100</pubDate>
  <dc:creator><![CDATA[Ann Perch]]></dc:creator>
  <description>A short form</description>
  <content:encoded><![CDATA[<p>The wall broke at nine.</p><p>See
   <iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></p>]]></content:encoded>
  <m:content url="https://img.example/wall.jpg" medium="image">
   <m:title>Wall</m:title><m:description>The wall, broken [EPA]</m:description><m:credit>Olu Reed</m:credit>
  </m:content>
 </item>
 <item>
  <title>Rain</title>
  <guid>https://paper.example/tarn#p1</guid>
  <pubDate>Mon, 03 Jul 2023 08:00:00 GMT</pubDate>
  <author>olu@paper.example (Olu Reed)</author>
  <description>&lt;p&gt;It &lt;b&gt;rains&lt;/b&gt;.&lt;/p&gt;</description>
  <enclosure url="https://img.example/rain.mp3" type="audio/mpeg" length="1"/>
 </item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="en">
 <title type="text">Tarn</title><subtitle>Live</subtitle>
 <link rel="self" href="https://paper.example/tarn.atom"/><link rel="alternate" href="https://paper.example/tarn"/>
 <at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="tag:paper.example,2023:9" when="2023-07-03T10:00:00Z"/>
 <entry>
  <id>tag:paper.example,2023:2</id><title type="html">The &lt;b&gt;wall&lt;/b&gt;</title>
  <link href="https://paper.example/tarn?post=2"/>
  <published>2023-07-03T10:00:00+01:00</published><updated>2023-07-03T10:05:00+01:00</updated>
  <author><name>Ann Perch</name><uri>https://paper.example/ann</uri></author><author><name>Olu Reed</name></author>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <em>broke</em> &amp; fell.</p><br/></div></content>
 </entry>
 <entry>
  <id>tag:paper.example,2023:1</id><title>2 &lt; 3</title><updated>2023-07-03T09:00:00Z</updated>
  <content type="text">Water &lt;b&gt; high</content>
  <media:group><media:content url="https://img.example/1.mp4" type="video/mp4"/>
   <media:content url="https://img.example/1-small.mp4" type="video/mp4"/><media:title>Quay</media:title>
   <media:thumbnail url="https://img.example/1.jpg"/></media:group>
 </entry>
</feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
 <channel rdf:about="https://paper.example/"><title>Tarn</title><link>https://paper.example/tarn</link></channel>
 <item rdf:about="https://paper.example/tarn/1"><title>One</title><link>https://paper.example/tarn/1</link>
  <description>First.</description><dc:date>2023-07-03T09:00:00Z</dc:date><dc:creator>Ann Perch</dc:creator></item>
</rdf:RDF>"""
JSON_FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Tarn",
    "home_page_url": "https://paper.example/tarn",
    "items": [
        {
            "id": 7,
            "url": "https://paper.example/tarn#7",
            "title": "Wall",
            "content_html": "<p>It broke.</p>",
            "date_published": "2023-07-03T09:00:00Z",
            "date_modified": "2023-07-03T09:10:00Z",
            "authors": [{"name": "Ann Perch"}],
            "attachments": [{"url": "https://img.example/a.mp4", "mime_type": "video/mp4", "title": "Quay"}],
        },
        {
            "id": "6",
            "content_text": "Rain < snow",
            "date_published": "2023-07-03T08:00:00Z",
            "image": "https://img.example/r.jpg",
        },
    ],
}


def story(text: str, base: str | None = "https://paper.example/tarn/feed") -> ReadStory:
    document = opened(text.encode(), "application/xml", base)
    assert document.kind == "feed"
    assert feeds.claims(document) == 0.3
    return feeds.read(document)


def test_rss_gives_its_items_with_ids_times_and_bylines() -> None:
    found = story(RSS)
    assert (found.title, found.url, found.language) == (
        "Tarn Ferry & storm live",
        "https://paper.example/tarn",
        "en-GB",
    )
    assert found.next_pages == ("https://paper.example/tarn/feed?page=2",)
    assert found.warnings[0] == "A feed usually holds only the newest entries: 2 were read."
    first, second = found.posts
    assert (first.id, first.permalink) == ("p2", "https://paper.example/tarn#p2")
    assert (second.id, second.permalink) == ("https://paper.example/tarn#p1",) * 2
    assert [post.posted_at for post in found.posts] == ["2023-07-03T10:00:05+01:00", "2023-07-03T08:00:00+00:00"]
    assert [post.author for post in found.posts] == ["Ann Perch", "Olu Reed"]
    assert [post.headline for post in found.posts] == ["The wall broke", "Rain"]
    assert "short form" not in first.text
    assert second.text == "Rain\n\nIt rains."


def test_media_beside_the_words_are_embeds_with_captions_and_credits() -> None:
    first, second = story(RSS).posts
    assert [(one.platform, one.id) for one in first.embeds][:1] == [("youtube", "dQw4w9WgXcQ")]
    photo = first.embeds[1]
    assert (photo.kind, photo.url, photo.caption, photo.credit) == (
        "photo",
        "https://img.example/wall.jpg",
        "The wall, broken",
        "Olu Reed",
    )
    assert [(one.kind, one.url) for one in second.embeds] == [("audio", "https://img.example/rain.mp3")]


def test_atom_gives_its_entries_its_deletions_and_xhtml() -> None:
    found = story(ATOM)
    first, second = found.posts
    assert [post.id for post in found.posts] == ["tag:paper.example,2023:2", "tag:paper.example,2023:1"]
    assert (first.posted_at, first.updated_at) == ("2023-07-03T10:00:00+01:00", "2023-07-03T10:05:00+01:00")
    assert (first.author, first.headline) == ("Ann Perch, Olu Reed", "The wall")
    assert first.text == "The wall\n\nIt broke & fell."
    assert "<em>broke</em>" in first.html
    assert (second.posted_at, second.updated_at) == (None, "2023-07-03T09:00:00Z")
    assert "Water <b> high" in second.text
    assert [(one.kind, one.url, one.title) for one in second.embeds] == [("video", "https://img.example/1.mp4", "Quay")]
    assert (found.removed, found.url, found.standfirst) == (
        ("tag:paper.example,2023:9",),
        "https://paper.example/tarn",
        "Live",
    )


def test_rdf_and_json_feeds_are_feeds_too() -> None:
    (one,) = story(RDF).posts
    assert (one.id, one.author, one.posted_at) == ("https://paper.example/tarn/1", "Ann Perch", "2023-07-03T09:00:00Z")
    first, second = feeds.read(document_of(JSON_FEED)).posts
    assert (first.headline, first.author, first.updated_at) == ("Wall", "Ann Perch", "2023-07-03T09:10:00Z")
    assert [(e.kind, e.url, e.title) for e in first.embeds] == [("video", "https://img.example/a.mp4", "Quay")]
    assert second.text == "Rain < snow"
    assert [one.url for one in second.embeds] == ["https://img.example/r.jpg"]


def test_time_without_zone_is_kept_raw_and_no_instant() -> None:
    feed = RSS.replace("Mon, 03 Jul 2023 10:00:05 +0100", "Mon, 03 Jul 2023 10:00:05").replace("08:00:00 GMT", "soon")
    assert [(post.posted_at, post.posted_raw) for post in story(feed).posts] == [
        (None, "Mon, 03 Jul 2023 10:00:05"),
        (None, "Mon, 03 Jul 2023 soon"),
    ]


def test_feed_with_html_s_characters_and_bare_ampersands_is_mended() -> None:
    found = story(RSS.replace("<title>Rain", "<title>Rain &mdash; fish & chips&nbsp;\x0b").replace("quay<", "q&uay;<"))
    assert found.posts[1].headline == "Rain — fish & chips"
    assert len(found.posts) == 2


def test_feed_that_breaks_off_gives_what_is_whole_and_says_so() -> None:
    found = story(RSS[: RSS.index("&lt;p&gt;It")])
    assert [post.id for post in found.posts] == ["p2"]
    assert any("broken at line" in line for line in found.warnings)


def test_door_of_the_intake_reads_a_feed() -> None:
    assert read(RSS.encode()).reader == "feeds"


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        ('<!DOCTYPE r [<!ENTITY a "b">]>' + RSS.partition("?>")[2], "declares entities"),
        ('<!DOCTYPE r [<!ENTITY % a SYSTEM "file:///etc/hostname"> %a;]>' + RSS.partition("?>")[2], "declares entities"),
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><item><title>&x;</title></item></channel></rss>',
         "declares entities"),
        ("<rss><channel><title>x</title></channel></rss>", "no entries"),
        ("<rss><channel><item>" + "<a>" * 300, "nested too deep"),
        ("<rss><channel>" + "<item/>" * 60_000 + "</channel></rss>", "no live blog has more"),
    ],
)  # fmt: skip
def test_feed_that_no_desk_needs_is_refused_in_one_sentence(feed: str, reason: str) -> None:
    with pytest.raises(CannotRead, match=reason) as refusal:
        feeds.read(Document(feed, "feed"))
    one_sentence(refusal.value)


@pytest.mark.parametrize(
    "feed",
    [
        "<rss><channel><item>" + "<a>" * 3_300_000,
        "<rss><channel><item " + " ".join(f'a{one}="1"' for one in range(900_000)) + "/></channel></rss>",
        "<rss><channel><item><description>" + "&amp;" * 2_000_000 + "</description></item></channel></rss>",
        "<rss><channel><item><description>" + "&a" * 4_500_000,
        "<rss><channel><item>" + "<a/>" * 2_500_000 + "</item></channel></rss>",
        '<feed><entry><content type="xhtml">' + "<b></b>" * 1_400_000 + "</content></entry></feed>",
    ],
    ids=["open tags", "attributes", "ampersands", "bare ampersands", "elements", "xhtml"],
)
def test_ten_hostile_megabytes_take_no_five_seconds(feed: str) -> None:
    started = time.process_time()
    try:
        feeds.read(Document(feed, "feed"))
    except CannotRead as refusal:
        one_sentence(refusal)
    assert time.process_time() - started < 5


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from([RSS, ATOM, RDF]),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 40), st.text(max_size=9))),
)
def test_broken_feeds_are_read_or_refused(feed: str, cuts: list[tuple[int, int, str]]) -> None:
    for at, length, put in cuts:
        feed = feed[:at] + put + feed[at + length :]
    try:
        found = feeds.read(Document(feed, "feed"))
    except CannotRead as refusal:
        one_sentence(refusal)
    else:
        assert len({post.id for post in found.posts}) == len(found.posts) > 0


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(broken(JSON_FEED))
def test_broken_json_feeds_are_read_or_refused(value: Any) -> None:
    read_or_refused(feeds, json.loads(json.dumps(value)))
