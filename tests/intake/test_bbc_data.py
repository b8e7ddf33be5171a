"""The BBC's data: payloads of older pages, text streams of today's."""

import copy
import gzip
import json
from typing import Any

import pytest
from broken_json import broken, document_of, read_or_refused
from hypothesis import HealthCheck, given, settings
from running import sample

from workbench.intake import bbc_data
from workbench.intake.document import Document, opened
from workbench.intake.posts import CannotRead, ReadStory
from workbench.intake.reading import read

URL = "https://www.bbc.co.uk/news/live/uk-00000001"
PAYLOAD = "/data/bbc-morph-lx-commentary-data-paged/assetUri/%2Fnews%2Flive%2Fuk-00000001/pageNumber/1/version/1.2.23"


def node(kind: str, *children: Any, text: str = "", **attributes: str) -> dict[str, Any]:
    made: dict[str, Any] = {"name": kind, "children": list(children)}
    made["attributes"] = [{"name": key, "value": value} for key, value in attributes.items()]
    return {**made, "text": text} if text else made


def words(said: str) -> dict[str, Any]:
    return node("text", text=said)


def link(said: str, address: str) -> dict[str, Any]:
    caption = node("caption", words(said))
    return node("link", caption, node("altText", words(said)), node("url", platform="highweb", href=address))


OLD_POST: dict[str, Any] = {
    "locator": "urn:asset:11111111-1111-4111-8111-111111111111",
    "assetId": "5e00000000000000000000a1",
    "type": "POST",
    "title": "The wall &amp; the quay",
    "language": "en-gb",
    "firstPublished": "2020-02-09T15:05:07+00:00",
    "lastUpdated": "2020-02-09T15:09:00+00:00",
    "lastPublished": "2020-02-09T15:09:01.441Z",
    "contributor": {"name": "Ann Perch", "role": "Harbour correspondent", "external": "false"},
    "options": {"isBreakingNews": False},
    "body": [
        {
            **node("image", id="1"),
            "href": "http://c.files.example/vivo/wall.png",
            "imageChefHref": "https://ichef.example/live/{width}/wall.png",
            "altText": "A wall",
            "caption": "The wall at nine",
            "copyrightHolder": "Harbour Pictures",
        },
        node(
            "paragraph",
            words("The wall broke. "),
            node("bold", words("Nobody")),
            words(" was "),
            node("italic", words("hurt")),
        ),
        node("paragraph", words("See "), link("the map & list", "https://maps.example/tarn"), words(".")),
        node("list", node("listItem", words("One")), node("listItem", words("Two")), type="unordered"),
        node(
            "embed",
            node("type", words("twitter")),
            node("href", words("https://twitter.com/tarn/status/12345678901?s=20")),
        ),
        node("quote", node("paragraph", words("It went."))),
        node("somethingNew", node("paragraph", words("Still said."))),
    ],
}
OLDER: dict[str, Any] = {
    "results": [
        OLD_POST,
        {
            **OLD_POST,
            "assetId": "5e00000000000000000000a2",
            "title": "Before",
            "body": [],
            "firstPublished": "2020-02-09T14:00:00+00:00",
            "lastUpdated": "2020-02-09T14:00:00+00:00",
        },
        {**OLD_POST, "assetId": "5e00000000000000000000a3", "type": "AD"},
    ],
    "numberOfPages": 3,
    "currentPage": 1,
}


def of(kind: str, *blocks: Any, **model: Any) -> dict[str, Any]:
    return {"id": "f49756d9", "type": kind, "model": {**model, "blocks": list(blocks)}}


def fragment(said: str, *styles: str) -> dict[str, Any]:
    return {"type": "fragment", "model": {"text": said, "attributes": list(styles)}}


def paragraph(*parts: Any) -> dict[str, Any]:
    return of("paragraph", *parts, text="".join(part["model"].get("text", "") for part in parts))


def said(words: str) -> dict[str, Any]:
    return of("text", paragraph(fragment(words)))


VIDEO = of(
    "video",
    of(
        "clipMedia",
        video={"id": "p0000001", "title": "Wall falls"},
        link={"path": "/programmes/p0000001"},
        images=[{"urlTemplate": "https://ichef.example/images/{width}xn/p1.jpg"}],
    ),
    of("caption", said("The moment it fell")),
    locator="urn:bbc:pips:pid:p0000001",
)
NEW_POST: dict[str, Any] = {
    "urn": "asset:2aa3edd0-0000-4000-8000-000000000001",
    "type": "POST",
    "header": {
        "model": {
            "blocks": [
                of("headline", said("Wall at Tarn broken")),
                of("subheadline", said("What we know")),
                {"type": "contributor", "model": {"name": "Ann Perch", "subtitle": "In Tarn", "blocks": []}},
            ]
        }
    },
    "content": {
        "model": {
            "blocks": [
                fragment("\n      "),
                paragraph(fragment("It broke at "), fragment("nine", "bold"), fragment(". "),
                          of("urlLink", fragment("Read on"), text="Read on", locator="/news/uk-2")),
                of("unorderedList", of("listItem", paragraph(fragment("One"))), of("listItem", paragraph(fragment("Two")))),
                of(
                    "image",
                    {"type": "rawImage", "model": {"locator": "ab12/live/wall.jpg", "originCode": "cpsprodpb", "copyrightHolder": "EPA"}},
                    of("altText", said("A wall")),
                    of("caption", said("The wall, broken")),
                ),
                VIDEO,
                of("social", of("aresOEmbed", {"type": "oEmbed", "model": {"oembed": {
                    "provider_name": "Twitter", "url": "https://twitter.com/tarn/status/12345678902",
                    "html": "<blockquote class='twitter-tweet'><p>Gone!</p></blockquote>"}}})),
                of("quote", paragraph(fragment("It just went"))),
            ]
        }
    },
    "dates": {"firstPublished": "2024-03-12T10:47:59.000Z", "lastPublished": "2024-03-12T10:50:00.000Z", "curated": "2024-03-12T10:48:00Z"},
    "options": {"isBreakingNews": False},
}  # fmt: skip
SECOND = {
    **NEW_POST,
    "urn": "asset:2aa3edd0-0000-4000-8000-000000000002",
    "content": {"model": {"blocks": [paragraph(fragment("Rain."))]}},
}
SECOND["dates"] = {"firstPublished": "2024-03-12T10:00:00.000Z", "lastPublished": "2024-03-12T10:00:00.000Z"}
CURRENT: dict[str, Any] = {
    "data": {
        "title": "Tarn Ferry flood",
        "description": "The wall broke",
        "isLive": False,
        "language": "en-gb",
        "startDateTime": "2024-03-12T09:00:00.000Z",
        "endDateTime": "2024-03-12T19:00:00.000Z",
        "summaryPoints": {
            "content": {
                "model": {"blocks": [of("text", of("unorderedList", of("listItem", paragraph(fragment("Point one")))))]}
            }
        },
        "liveTextStream": {
            "id": "8E1A",
            "contributors": "Edited by Olu Reed",
            "content": {"data": {"results": [NEW_POST, SECOND], "page": {"index": 1, "total": 2}}},
        },
    }
}


def story(value: Any, base: str | None = None) -> ReadStory:
    return bbc_data.read(document_of(value, base))


def page(script: str, more: str = "") -> Document:
    text = (
        f"<html lang='en-GB'><head><title>Tarn - BBC</title></head><body><script {more}>{script}</script></body></html>"
    )
    return opened(text.encode(), "text/html", URL)


def test_older_posts_keep_ids_times_and_bylines() -> None:
    found = story(OLDER, URL)
    assert [post.id for post in found.posts] == ["5e00000000000000000000a1", "5e00000000000000000000a2"]
    assert (found.pages_total, found.next_pages) == (3, (f"{URL}/page/2", f"{URL}/page/3"))
    first = found.posts[0]
    assert (first.headline, first.author) == ("The wall & the quay", "Ann Perch")
    assert (first.posted_at, first.updated_at) == ("2020-02-09T15:05:07+00:00", "2020-02-09T15:09:00+00:00")
    assert first.permalink == f"{URL}#post_5e00000000000000000000a1"


def test_older_nodes_become_words_links_and_embeds() -> None:
    post = story(OLDER, URL).posts[0]
    for line in ("The wall broke. Nobody was hurt", "See the map & list.", "One\nTwo", "Still said."):
        assert line in post.text
    assert '<a href="https://maps.example/tarn"' in post.html
    assert "<strong>Nobody</strong>" in post.html
    photo, tweet = post.embeds
    assert (photo.url, photo.caption, photo.credit) == (
        "https://ichef.example/live/624/wall.png",
        "The wall at nine",
        "Harbour Pictures",
    )
    assert (tweet.platform, tweet.id) == ("twitter", "12345678901")
    assert [one.text for one in post.quotes] == ["It went."]


@pytest.mark.parametrize("packed", [False, True], ids=["object", "text"])
@pytest.mark.parametrize("quoted", [False, True], ids=["bare keys", "quoted keys"])
def test_payload_of_an_older_page_is_read_however_it_is_written(packed: bool, quoted: bool) -> None:
    body = json.dumps(json.dumps(OLDER)) if packed else json.dumps(OLDER)
    wrapped = f'{{"meta": {{"responseCode": 200}}, "body": {body}}}' if quoted else f"{{body: {body}}}"
    document = page(f"Morph.toInit.payloads.push(function() {{ Morph.setPayload('{PAYLOAD}', {wrapped}); }});")
    assert bbc_data.claims(document) == 0.95
    found = bbc_data.read(document)
    assert (len(found.posts), found.pages_total, found.title, found.url) == (2, 3, "Tarn - BBC", URL)


def test_current_posts_keep_ids_times_and_bylines() -> None:
    found = story(CURRENT, URL)
    assert [post.id for post in found.posts] == [f"2aa3edd0-0000-4000-8000-00000000000{one}" for one in (1, 2)]
    assert (found.title, found.standfirst) == ("Tarn Ferry flood", "The wall broke\n\nPoint one")
    assert (found.is_live, found.coverage_start) == (False, "2024-03-12T09:00:00.000Z")
    assert (found.pages_total, found.next_pages, found.language) == (2, (f"{URL}?page=2",), "en-gb")
    first = found.posts[0]
    assert (first.headline, first.author) == ("Wall at Tarn broken", "Ann Perch")
    assert (first.posted_at, first.updated_at) == ("2024-03-12T10:47:59.000Z", "2024-03-12T10:50:00.000Z")


def test_current_blocks_become_words_links_and_embeds() -> None:
    post = story(CURRENT, URL).posts[0]
    for line in ("What we know", "It broke at nine. Read on", "One", "Two", "The wall, broken", "The moment it fell"):
        assert line in post.text
    assert 'href="https://www.bbc.co.uk/news/uk-2"' in post.html
    photo, video, tweet = post.embeds
    assert photo.url == "https://ichef.bbci.co.uk/ace/standard/624/cpsprodpb/ab12/live/wall.jpg"
    assert (photo.caption, photo.credit, photo.title) == ("The wall, broken", "EPA", "A wall")
    assert (video.kind, video.platform, video.url, video.title) == (
        "video",
        None,
        "https://www.bbc.co.uk/programmes/p0000001",
        "Wall falls",
    )
    assert (tweet.platform, tweet.id) == ("twitter", "12345678902")
    assert [one.text for one in post.quotes] == ["It just went"]


@pytest.mark.parametrize(
    ("script", "more"),
    [
        (f"window.__INITIAL_DATA__={json.dumps(json.dumps({'data': {'live?a=1': CURRENT}}))};", ""),
        (
            json.dumps({"props": {"pageProps": {"pageData": CURRENT["data"]}}}),
            'id="__NEXT_DATA__" type="application/json"',
        ),
        (
            f"window.__INITIAL_DATA__={json.dumps(json.dumps({'data': {'stream?b=2': CURRENT['data']['liveTextStream']['content']}}))};",
            "",
        ),
    ],
    ids=["initial data", "next data", "the stream alone"],
)
def test_page_of_today_holds_the_stream_in_its_scripts(script: str, more: str) -> None:
    document = page(script, more)
    assert bbc_data.claims(document) == 0.95
    assert len(bbc_data.read(document).posts) == 2


def test_stream_without_posts_is_refused_with_the_reason() -> None:
    empty = copy.deepcopy(CURRENT)
    empty["data"]["liveTextStream"]["content"]["data"]["results"] = []
    with pytest.raises(CannotRead, match="holds no posts"):
        story(empty)


def test_other_results_are_not_claimed() -> None:
    for other in ({"results": [{"assetId": 1}]}, {"results": [{"urn": "asset:1"}]}, {"liveTextStream": None}, []):
        assert bbc_data.claims(document_of(other)) == 0.0


def test_real_page_gives_the_posts_times_and_tweets_that_were_counted() -> None:
    folder = sample("liveblogs", "bbc-coronavirus")
    truth = json.loads((folder / "truth.json").read_text())
    content = gzip.decompress((folder / "page.html.gz").read_bytes())
    found = bbc_data.read(opened(content))
    assert [post.id for post in found.posts] == truth["morph_ids"]
    assert [post.posted_at for post in found.posts] == truth["morph_first_published"]
    platforms = sorted([one.platform, one.id] for post in found.posts for one in post.embeds if one.platform)
    assert platforms == truth["embed_ids"]
    assert sum(one.kind == "photo" for post in found.posts for one in post.embeds) == truth["morph_elements"]["image"]
    assert found.pages_total == truth["morph_pages"]
    joined = read(content)
    assert [post.id for post in joined.posts] == truth["morph_ids"]
    assert [post.posted_at for post in joined.posts] == truth["morph_first_published"]
    assert sorted([one.platform, one.id] for post in joined.posts for one in post.embeds if one.platform) == platforms


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(broken(OLDER) | broken(CURRENT) | broken({"body": json.dumps(OLDER)}))
def test_broken_data_is_read_or_refused(value: Any) -> None:
    read_or_refused(bbc_data, value)
