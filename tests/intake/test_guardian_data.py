"""The Guardian's data: both formats, and one finished blog fetched again and again."""

import copy
import json
from typing import Any

import pytest
from broken_json import broken, document_of, read_or_refused
from hypothesis import HealthCheck, given, settings
from running import sample

from workbench.intake import guardian_data
from workbench.intake.document import opened
from workbench.intake.posts import CannotRead, ReadStory
from workbench.intake.reading import read

KIND = "model.dotcomrendering.pageElements."
IDS = ["64a1f0c08f08aa11bb22cc33", "64a1eeb28f08aa11bb22cc2f", "64a1ec908f08aa11bb22cc2a"]
MEDIA = "https://media.guim.co.uk/0f1e2d3c4b5a69788796a5b4c3d2e1f001020304/0_10_3000_1800/"


def of_kind(kind: str, **facts: Any) -> dict[str, Any]:
    return {"_type": f"{KIND}{kind}BlockElement", "elementId": "b80562ef-0000-4000-8000-000000000001", **facts}


def size(width: int, name: str, **more: str) -> dict[str, Any]:
    return {
        "index": 0,
        "fields": {"width": str(width), "height": str(width // 2), **more},
        "mediaType": "Image",
        "url": f"{MEDIA}{name}",
    }


def block(own: str, title: str, first: int, *elements: dict[str, Any], **attributes: bool) -> dict[str, Any]:
    return {
        "id": own,
        "title": title,
        "contributors": [{"name": "Ann Perch", "imageUrl": "https://img.example/ann.png"}],
        "attributes": {"pinned": False, "keyEvent": False, "summary": False, **attributes},
        "primaryDateLine": "Mon 3 Jul 2023 10.00 BST",
        "blockCreatedOn": first - 60_000,
        "blockFirstPublished": first,
        "blockLastUpdated": first + 90_000,
        "elements": list(elements),
    }


PICTURE = of_kind(
    "Image",
    data={
        "alt": "A wall",
        "caption": "The wall at <i>Tarn</i> Ferry.",
        "credit": "Photograph: Olu Reed/Harbour Pictures",
    },
    media={"allImages": [size(500, "500.jpg"), size(3000, "3000.jpg"), size(3000, "master/3000.jpg", isMaster="true")]},
)
TWEET = of_kind(
    "Tweet",
    id="1700000000000000001",
    url="https://twitter.com/tarnferry/statuses/1700000000000000001",
    html='<blockquote class="nojs-tweet"><p>Boats are off.</p>&mdash; Tarn Ferry (@tarnferry) '
    '<a href="https://twitter.com/tarnferry/statuses/1700000000000000001">July 3</a></blockquote>',
)
MODEL: dict[str, Any] = {
    "version": 3,
    "webTitle": "Tarn Ferry flood &amp; storm – live",
    "webURL": "https://www.theguardian.com/uk-news/live/2023/jul/03/tarn-ferry",
    "standfirst": "<p>The wall broke.</p><ul><li>What we know</li></ul>",
    "format": {"design": "LiveBlogDesign"},
    "lang": "en",
    "pagination": {
        "currentPage": 1,
        "totalPages": 4,
        "older": "?page=with:block-64a1e0008f08aa11bb22cc00#liveblog-navigation",
    },
    "blocks": [
        block(
            IDS[0],
            "Wall  broken",
            1_688_374_800_000,
            of_kind("Text", html="<p>The wall broke at <strong>nine</strong>.</p>"),
            PICTURE,
            of_kind("Text", html="<p>Nobody was hurt.</p>"),
        ),
        block(
            IDS[1],
            "",
            1_688_374_200_000,
            of_kind("Subheading", html="<h2>At the quay</h2>"),
            of_kind("Blockquote", html="<blockquote><p>We saw it <em>go</em>.</p><p>All of it.</p></blockquote>"),
            of_kind("Youtube", assetId="dQw4w9WgXcQ", mediaTitle="Wall falls at Tarn Ferry – video", channelId="x"),
            TWEET,
            of_kind(
                "RichLink", url="https://www.theguardian.com/other", text="Read this other story", prefix="Related: "
            ),
            of_kind("Pullquote", html="<p>Never again</p>", attribution="Mayor of Tarn"),
            of_kind(
                "VideoVimeo", url="https://vimeo.com/76979871", originalUrl="https://vimeo.com/76979871", title="Quay"
            ),
            of_kind("Instagram", url="https://www.instagram.com/p/CuAbCdEfGhI/", html=""),
        ),
        block(
            IDS[2],
            "Summary",
            1_688_373_600_000,
            of_kind("Text", html="<p>What we know so far:</p>"),
            of_kind("Embed", html='<iframe src="https://maps.example/tarn"></iframe>', caption="A map"),
            of_kind("List", items=[{"title": "The wall", "elements": [of_kind("Text", html="<p>It is down.</p>")]}]),
            of_kind(
                "Timeline", sections=[{"title": "July", "events": [{"date": "3 July", "title": "Rain", "body": []}]}]
            ),
            of_kind("Table", html="<table><tr><td>Tarn</td><td>9</td></tr></table>"),
            of_kind("Unheard", html="<p>Of a new kind.</p>"),
            summary=True,
        ),
    ],
    "keyEvents": [],
}
MODEL["pinnedPost"] = copy.deepcopy(MODEL["blocks"][1])
API: dict[str, Any] = {
    "response": {
        "status": "ok",
        "content": {
            "id": "uk-news/live/2023/jul/03/tarn-ferry",
            "webTitle": "Tarn Ferry flood – live",
            "webUrl": "https://www.theguardian.com/uk-news/live/2023/jul/03/tarn-ferry",
            "fields": {"standfirst": "<p>The wall broke.</p>", "liveBloggingNow": "false"},
            "tags": [{"id": "profile/annperch", "webTitle": "Ann Perch", "type": "contributor"}],
            "blocks": {
                "totalBodyBlocks": 7,
                "body": [
                    {
                        "id": IDS[0],
                        "bodyHtml": '<p>The wall broke.</p> <figure class="element element-image"> <img src="'
                        f'{MEDIA}1000.jpg" alt="A wall" width="1000" height="600" class="gu-image"> <figcaption> '
                        '<span class="element-image__caption">The wall.</span> <span class="element-image__credit">'
                        'Photograph: Olu Reed</span> </figcaption> </figure> <aside class="element element-rich-link '
                        'element--thumbnail"> <p> <span>Related: </span><a href="https://www.theguardian.com/other">'
                        "Read this other story</a> </p> </aside> <p>More soon.</p>",
                        "attributes": {"pinned": True, "title": "Wall broken"},
                        "published": True,
                        "createdDate": "2023-07-03T08:58:00Z",
                        "firstPublishedDate": "2023-07-03T09:00:00Z",
                        "lastModifiedDate": "2023-07-03T09:05:30Z",
                        "contributors": ["profile/annperch", "profile/unknown"],
                        "elements": [],
                    },
                    {
                        "id": IDS[1],
                        "bodyHtml": "",
                        "attributes": {"summary": True},
                        "createdDate": "2023-07-03T08:50:00Z",
                        "contributors": [],
                        "elements": [
                            {"type": "text", "assets": [], "textTypeData": {"html": "<p>All is calm.</p>"}},
                            {
                                "type": "image",
                                "assets": [{"file": f"{MEDIA}500.jpg", "typeData": {"width": 500}}],
                                "imageTypeData": {
                                    "caption": "Calm sea",
                                    "credit": "Photograph: Olu Reed",
                                    "alt": "Sea",
                                },
                            },
                        ],
                    },
                ],
            },
        },
    }
}


def story(value: Any, base: str | None = None) -> ReadStory:
    return guardian_data.read(document_of(value, base))


def embeds(found: ReadStory, place: int) -> list[tuple[str | None, str | None]]:
    return [(one.platform, one.id) for one in found.posts[place].embeds if one.platform]


def test_page_model_gives_blocks_with_the_ids_of_the_page() -> None:
    found = story(MODEL)
    assert [post.id for post in found.posts] == [f"block-{own}" for own in IDS]
    assert found.title == "Tarn Ferry flood & storm – live"
    assert found.standfirst == "The wall broke.\n\nWhat we know"
    assert (found.is_live, found.language, found.pages_total) == (True, "en", 4)
    assert found.next_pages == (f"{MODEL['webURL']}?page=with:block-64a1e0008f08aa11bb22cc00",)
    first = found.posts[0]
    assert (first.headline, first.author, first.kind) == ("Wall broken", "Ann Perch", "post")
    assert first.posted_at == "2023-07-03T09:00:00+00:00"
    assert first.updated_at == "2023-07-03T09:01:30+00:00"
    assert first.permalink == f"{MODEL['webURL']}?page=with:block-{IDS[0]}#block-{IDS[0]}"


def test_picture_is_the_widest_with_caption_and_credit_in_its_place() -> None:
    post = story(MODEL).posts[0]
    (photo,) = post.embeds
    assert photo.url == f"{MEDIA}master/3000.jpg"
    assert (photo.caption, photo.credit, photo.title) == (
        "The wall at Tarn Ferry.",
        "Olu Reed/Harbour Pictures",
        "A wall",
    )
    assert post.text.index("nine") < post.text.index("Tarn Ferry.") < post.text.index("Nobody")


def test_embeds_of_every_kind_are_named_by_platform_and_id() -> None:
    assert embeds(story(MODEL), 1) == [
        ("youtube", "dQw4w9WgXcQ"),
        ("twitter", "1700000000000000001"),
        ("vimeo", "76979871"),
        ("instagram", "CuAbCdEfGhI"),
    ]
    youtube = story(MODEL).posts[1].embeds[0]
    assert youtube.title == "Wall falls at Tarn Ferry – video"
    assert [one.url for one in story(MODEL).posts[2].embeds] == ["https://maps.example/tarn"]


def test_link_to_an_own_story_is_neither_embed_nor_text() -> None:
    for found in (story(MODEL).posts[1], story(API).posts[0]):
        assert "other story" not in found.text
        assert not any("theguardian.com/other" in (one.url or "") for one in found.embeds)


def test_quotations_are_kept_and_a_tweet_is_none() -> None:
    assert [one.text for one in story(MODEL).posts[1].quotes] == ["We saw it go.\n\nAll of it.", "Never again"]


def test_lists_timelines_tables_and_kinds_of_tomorrow_give_their_words() -> None:
    post = story(MODEL).posts[2]
    assert post.kind == "summary"
    for words in ("The wall", "It is down.", "3 July Rain", "July", "Tarn 9", "Of a new kind.", "A map"):
        assert words in post.text


def test_pinned_post_is_the_same_post_once() -> None:
    assert [post.pinned for post in story(MODEL).posts] == [False, True, False]


def test_pinned_post_of_another_page_is_read_too() -> None:
    moved = copy.deepcopy(MODEL)
    del moved["blocks"][1]
    assert [(post.id, post.pinned) for post in story(moved).posts] == [
        (f"block-{IDS[1]}", True),
        (f"block-{IDS[0]}", False),
        (f"block-{IDS[2]}", False),
    ]


@pytest.mark.parametrize("several", [False, True], ids=["content", "results"])
def test_content_api_gives_the_same_blocks(several: bool) -> None:
    answer = {"response": {"results": [API["response"]["content"]]}} if several else API
    found = story(answer)
    assert [post.id for post in found.posts] == [f"block-{IDS[0]}", f"block-{IDS[1]}"]
    assert (found.announced, found.is_live) == (7, False)
    first, second = found.posts
    assert (first.headline, first.author, first.pinned) == ("Wall broken", "Ann Perch", True)
    assert (first.posted_at, first.updated_at) == ("2023-07-03T09:00:00Z", "2023-07-03T09:05:30Z")
    assert [(one.caption, one.credit) for one in first.embeds] == [("The wall.", "Olu Reed")]
    assert (second.posted_at, second.kind) == ("2023-07-03T08:50:00Z", "summary")
    assert [(one.url, one.caption) for one in second.embeds] == [(f"{MEDIA}500.jpg", "Calm sea")]


def test_embed_in_a_fenced_frame_and_blocks_asked_for_by_name_are_found() -> None:
    fenced = copy.deepcopy(API)
    blocks = fenced["response"]["content"]["blocks"]
    blocks["body"][0]["bodyHtml"] = (
        '<p>Seen:</p><figure class="element element-embed"><iframe class="fenced" srcdoc="&lt;blockquote '
        "class=&quot;tiktok-embed&quot; cite=&quot;https://www.tiktok.com/@tarn/video/7000000000000000001&quot;&gt;"
        '&lt;/blockquote&gt;"></iframe></figure>'
    )
    blocks["requestedBodyBlocks"] = {"body:latest:2": blocks.pop("body")}
    found = story(fenced)
    assert embeds(found, 0) == [("tiktok", "7000000000000000001")]
    assert len(found.posts) == 2


def test_answer_with_several_blogs_says_that_one_was_read() -> None:
    other = {**API["response"]["content"], "webTitle": "Another"}
    other["blocks"] = {"body": other["blocks"]["body"][:1]}
    found = story({"response": {"results": [other, API["response"]["content"]]}})
    assert len(found.posts) == 2
    assert found.warnings[0].startswith("The data holds 2 live blogs")


def test_several_pictures_of_one_element_are_a_gallery() -> None:
    other = copy.deepcopy(PICTURE)
    other["media"]["allImages"] = [size(900, "900.jpg")]
    several = copy.deepcopy(MODEL)
    several["blocks"][0]["elements"] = [of_kind("MultiImage", images=[PICTURE, other], caption="Two views")]
    assert [(one.url, one.gallery) for one in story(several).posts[0].embeds] == [
        (f"{MEDIA}master/3000.jpg", 0),
        (f"{MEDIA}900.jpg", 0),
    ]


def years_later(value: Any, year: int) -> Any:
    """The same blog as it is served later: ids of elements minted anew, HTML written otherwise, pictures signed."""
    if isinstance(value, list):
        return [years_later(one, year) for one in value]
    if not isinstance(value, dict):
        if isinstance(value, str) and "<p" in value:
            value = value.replace("<p>", f'<p data-year="{year}">').replace("</p><", "</p>\n <")
            return (
                value.replace("<strong>", '<strong class="a">')
                .replace(" go", "  go")
                .replace('.jpg"', f'.jpg?s={year}"')
            )
        if isinstance(value, str) and value.startswith("https://media."):
            name = value.removeprefix("https://media.guim.co.uk/")
            return f"https://i.guim.co.uk/img/media/{name}?width=620&s={year}"
        return value
    new = {key: years_later(one, year) for key, one in value.items()}
    if "elementId" in new:
        new["elementId"] = f"00000000-0000-4000-8000-00000000{year}"
        new["isThirdPartyTracking"] = bool(year % 2)
    return new


@pytest.mark.parametrize("value", [MODEL, API], ids=["page model", "content api"])
def test_finished_blog_reads_the_same_however_often_it_is_fetched(value: Any) -> None:
    first = story(value)
    for year in range(2021, 2027):
        again = story(years_later(copy.deepcopy(value), year))
        for one, two in zip(first.posts, again.posts, strict=True):
            assert (one.id, one.posted_at, one.updated_at, one.author) == (
                two.id,
                two.posted_at,
                two.updated_at,
                two.author,
            )
            assert "".join(one.text.split()) == "".join(two.text.split())
            assert [(e.platform, e.id, e.url, e.caption, e.credit) for e in one.embeds] == [
                (e.platform, e.id, e.url, e.caption, e.credit) for e in two.embeds
            ]


def test_blocks_in_a_page_s_script_are_read_and_a_bare_list_too() -> None:
    page = (
        f"<html><head><title>x</title></head><body><script>window.model = {json.dumps(MODEL)};</script></body></html>"
    )
    document = opened(page.encode())
    assert guardian_data.claims(document) == 0.95
    assert len(guardian_data.read(document).posts) == 3
    assert len(story(MODEL["blocks"]).posts) == 3


def test_door_of_the_intake_knows_the_data() -> None:
    assert "guardian_data" in read(json.dumps(MODEL).encode()).reader


def test_other_data_with_blocks_is_not_claimed() -> None:
    for other in ({"blocks": [{"id": "1", "elements": []}]}, {"blocks": {"body": []}}, {"bodyHtml": "x"}, []):
        assert guardian_data.claims(document_of(other)) == 0.0
        with pytest.raises(CannotRead, match="no blocks"):
            story(other)


def test_real_page_whose_scripts_hold_no_blocks_is_left_to_the_page_reader() -> None:
    content = sample("liveblogs", "guardian-html-ukraine", "page.html").read_bytes()
    assert guardian_data.claims(opened(content)) == 0.0


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(broken(MODEL) | broken(API))
def test_broken_data_is_read_or_refused(value: Any) -> None:
    read_or_refused(guardian_data, value)
