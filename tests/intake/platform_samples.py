"""An invented landslide above an invented village, as the platforms' APIs would tell it. All of it is made up."""

import copy
import json
from typing import Any

from workbench.intake.posts import ReadStory
from workbench.intake.reading import read

Json = dict[str, Any]

TUBE = "Zq3_landsl1"
TUBE_PLAYER = f'<iframe src="https://www.youtube.com/embed/{TUBE}?rel=0" width="500" height="300"></iframe>'
TWEET = (
    '<blockquote class="twitter-tweet"><p>The pass is closed.</p>&mdash; Orrin Roads '
    '<a href="https://twitter.com/orrin_roads/status/1700000000000000101">3 May</a></blockquote>'
)

SCRIBBLE_OLD: Json = {
    "Id": 90210,
    "Title": "Landslide at Orrin &amp; Glen Moss",
    "Description": "The slope above Orrin is moving.",
    "IsLive": 1,
    "Start": "/Date(1714730400000+0000)/",
    "NumPosts": 40,
    "Pages": 8,
    "Language": "en",
    "LastModified": "/Date(1714734000000+0000)/",
    "Posts": [
        {
            "Id": 7003,
            "Content": "The road over the pass is closed, the county says.",
            "Creator": {"Id": 5, "Name": "Ilse Marrow", "Avatar": "https://img.example/ilse.png"},
            "Type": "TEXT",
            "Source": "Reuters",
            "IsComment": 0,
            "IsDeleted": 0,
            "IsStuck": 1,
            "IsApproved": 1,
            "Created": "/Date(1714733400000+0000)/",
            "LastModified": "/Date(1714733460000+0000)/",
            "Media": [],
        },
        {
            "Id": 7002,
            "Content": "The upper terrace seen from the church tower [EPA]",
            "Creator": {"Id": 6, "Name": "Tam Obadiah"},
            "Type": "IMAGE",
            "Source": "",
            "IsComment": 0,
            "Created": "/Date(1714732200000+0000)/",
            "LastModified": "/Date(1714732200000+0000)/",
            "Media": [{"Type": "IMAGE", "Url": "https://img.example/terrace.jpg"}],
        },
        {
            "Id": 7001,
            "Content": "Is the school open?",
            "Creator": {"Id": 9, "Name": "Bryn"},
            "Type": "TEXT",
            "Source": "mobile",
            "IsComment": 1,
            "IsApproved": 1,
            "Created": "/Date(1714731000000+0000)/",
            "LastModified": "/Date(1714731000000+0000)/",
        },
        {
            "Id": 7000,
            "Content": "Nobody here posted this.",
            "Creator": {"Id": 5, "Name": "Ilse Marrow"},
            "Type": "TEXT",
            "IsDeleted": 1,
            "Created": "/Date(1714730700000+0000)/",
        },
        {
            "Id": 6999,
            "Content": "",
            "Creator": {"Id": 5, "Name": "Ilse Marrow"},
            "Type": "POLL",
            "Created": "/Date(1714730400000+0000)/",
            "Entities": {
                "Id": 3,
                "Question": "Should the village be moved?",
                "Answers": [{"Id": 1, "Text": "Yes", "Votes": 12}, {"Id": 2, "Text": "No", "Votes": 30}],
            },
        },
    ],
    "Edits": [],
    "Deletes": [{"Id": 6990}],
}

SCRIBBLE_V1: Json = {
    "pagination": {"TotalPages": 3, "PageNumber": 0},
    "posts": [
        {
            "Id": 8104,
            "Content": "<p>Ninety people have left <strong>Orrin</strong>.</p>",
            "Creator": {"Name": "Ilse Marrow"},
            "CreationDate": "2024-05-03T11:05:07Z",
            "LastModifiedDate": "2024-05-03T11:09:00Z",
            "IsDeleted": False,
            "Rank": 0,
            "PostMeta": {"Type": "scribble:post"},
            "Source": None,
            "Type": "TEXT",
        },
        {
            "Id": 8103,
            "Content": "",
            "Creator": {"Name": "orrin_roads"},
            "CreationDate": "2024-05-03T11:01:00Z",
            "LastModifiedDate": "2024-05-03T11:01:00Z",
            "Rank": 1,
            "PostMeta": {"Type": "twitter:tweet"},
            "Source": TWEET.removeprefix('<blockquote class="twitter-tweet">').removesuffix("</blockquote>"),
            "Type": "TEXT",
        },
        {
            "Id": 8102,
            "Content": TUBE_PLAYER,
            "Creator": {"Name": "Tam Obadiah"},
            "CreationDate": "2024-05-03T10:58:00Z",
            "Rank": 1,
            "PostMeta": {"Type": "youtube:post"},
            "Source": None,
            "Type": "TEXT",
        },
        {
            "Id": 8101,
            "Content": "Geologists at the crack",
            "Creator": {"Name": "Tam Obadiah"},
            "CreationDate": "2024-05-03T10:40:00Z",
            "Rank": 1,
            "Type": "IMAGE",
            "Media": {"Type": "IMAGE", "Url": "https://img.example/crack.jpg"},
        },
    ],
}


def sourcefabric_post(own_id: str, *contents: Json, **changed: Any) -> Json:
    """A post of the Live Blog API with the given items in its main group."""
    return {
        "_id": f"urn:newsml:orrin.example:{own_id}",
        "guid": f"urn:newsml:orrin.example:{own_id}",
        "_created": "2024-05-03T10:00:00+00:00",
        "_updated": "2024-05-03T10:30:00+00:00",
        "published_date": "2024-05-03T12:01:09+02:00",
        "content_updated_date": "2024-05-03T10:20:00+00:00",
        "deleted": False,
        "sticky": False,
        "post_status": "open",
        "order": 4.5,
        "publisher": {"display_name": "Ilse Marrow", "byline": "I. M.", "email": "ilse@desk.example"},
        "groups": [
            {"id": "root", "refs": [{"idRef": "main"}], "role": "grpRole:NEP"},
            {
                "id": "main",
                "refs": [{"residRef": f"urn:item:{own_id}:{n}", "item": one} for n, one in enumerate(contents)],
                "role": "grpRole:Main",
            },
        ],
        **changed,
    }


def words_item(markup: str) -> Json:
    return {"item_type": "text", "text": markup}


def image_item(file: str, caption: str = "", credit: str = "") -> Json:
    renditions = {
        "thumbnail": {"href": f"https://img.example/{file}-small.jpg"},
        "viewImage": {"href": f"https://img.example/{file}-view.jpg"},
        "baseImage": {"href": f"https://img.example/{file}.jpg"},
    }
    meta = {"caption": caption, "credit": credit, "media": {"renditions": renditions}}
    return {"item_type": "image", "text": f'<figure><img src="https://img.example/{file}.jpg"></figure>', "meta": meta}


def embed_item(markup: str = "", **meta: str) -> Json:
    return {"item_type": "embed", "text": f"<div>{markup}</div>", "meta": {"html": markup, **meta}}


SOURCEFABRIC: Json = {
    "_items": [
        sourcefabric_post("a1", words_item("The slope moves <b>four centimetres</b> an hour."), sticky=True),
        sourcefabric_post(
            "a2",
            words_item("Pictures from the terrace."),
            image_item("one", "The terrace at dawn", "Tam Obadiah"),
            image_item("two", "The crack in the road", "EPA"),
            published_date="2024-05-03T11:40:00+02:00",
            content_updated_date="2024-05-03T10:02:00+00:00",
        ),
        sourcefabric_post(
            "a3",
            embed_item(TWEET, author_name="Orrin Roads"),
            {"item_type": "quote", "meta": {"quote": "We heard it before we saw it.", "credit": "Ada Finch, farmer"}},
            published_date="2024-05-03T11:20:00+02:00",
        ),
        sourcefabric_post(
            "a4",
            embed_item(
                TUBE_PLAYER,
                original_url=f"https://youtu.be/{TUBE}",
                title="The slope gives way",
                author_name="Orrin Watch",
                thumbnail_url="https://img.example/t.jpg",
            ),
            published_date="2024-05-03T11:10:00+02:00",
        ),
        sourcefabric_post("a5", words_item("Gone."), deleted=True),
        sourcefabric_post(
            "a6", words_item("Taken back."), post_status="submitted", unpublished_date="2024-05-03T09:00:00+00:00"
        ),
        sourcefabric_post("a7", words_item("Not yet."), post_status="draft"),
        sourcefabric_post(
            "a8", {"item_type": "comment", "text": "Is the school open?", "commenter": "Bryn"}, post_status="comment"
        ),
    ],
    "_meta": {"page": 1, "max_results": 8, "total": 20},
    "_links": {
        "self": {"href": "client_blogs/5c1a/posts?max_results=8"},
        "next": {"href": "client_blogs/5c1a/posts?max_results=8&page=2"},
    },
}


def entry(own_id: int, render: str, **changed: Any) -> Json:
    """An entry of the WordPress plugin, with the fields that its API gives."""
    return {
        "id": own_id,
        "type": "new",
        "render": render,
        "content": render,
        "css_classes": "liveblog",
        "timestamp": 1714730000 + own_id,
        "entry_time": str(1714730000 + own_id),
        "authors": [{"id": 4, "key": "ilse", "name": "Ilse Marrow", "avatar": "<img src='https://img.example/i.png'>"}],
        "share_link": f"https://glen.example/2024/05/landslide/?lbup={own_id}",
        "key_event": False,
        **changed,
    }


WORDPRESS: Json = {
    "entries": [
        entry(905, '<h3>Pass closed</h3><p><span class="liveblog-command type-key">key</span>No way through.</p>'),
        entry(904, "<p>Ninety-one people have left.</p>", type="update", timestamp=1714739999, entry_time="1714730904"),
        entry(904, "<p>Ninety people have left.</p>"),
        entry(903, f"<p>A film from the village:</p>{TUBE_PLAYER}"),
        entry(902, "", type="delete"),
        entry(901, "", type="update"),
        entry(900, "<p>We begin.</p>", pinned=True),
    ],
    "latest_timestamp": 1714739999,
    "page": 1,
    "pages": 3,
    "total": 15,
}


def arena_post(own_id: str, text: str, **changed: Any) -> Json:
    return {
        "_id": own_id,
        "createdAt": 1714730400000,
        "updatedAt": 1714730460000,
        "sender": {"displayName": "Ilse Marrow", "photoURL": "https://img.example/i.png"},
        "message": {"title": "", "text": text},
        **changed,
    }


ARENA: Json = {
    "eventInfo": {
        "_id": "ev1",
        "name": "Landslide at Orrin",
        "description": "The slope above Orrin is moving.",
        "createdAt": 1714720000000,
        "modifiedAt": 1714730460000,
        "status": "live",
        "startDate": 1714720000000,
    },
    "posts": [
        arena_post("p3", "<p>No way through.</p>", message={"title": "Pass closed", "text": "<p>No way through.</p>"}),
        arena_post(
            "p2",
            "<p>A film from the village:</p>",
            pinned=True,
            createdAt=1714730000000,
            message={
                "text": "<p>A film from the village:</p>",
                "media": {"type": "video", "url": f"https://www.youtube.com/watch?v={TUBE}", "html": TUBE_PLAYER},
            },
        ),
        arena_post(
            "p1",
            "<p>From the tower:</p>",
            createdAt=1714729000000,
            message={
                "text": "<p>From the tower:</p>",
                "media": {"type": "photo", "src": "https://img.example/tower.jpg", "caption": "Orrin from the tower"},
            },
        ),
        arena_post("p0", "<p>Gone.</p>", deleted=True),
    ],
}


def news(nid: str, contents: str, **changed: Any) -> Json:
    return {
        "nid": nid,
        "newstitle": "",
        "contents": contents,
        "created": 1714730400,
        "lastupdate": 0,
        "uname": "ilse",
        "news_type": 0,
        "share": "https://glen.example/landslide/",
        "options": [],
        **changed,
    }


LIVEBLOG24: Json = {
    "err_code": 100,
    "err_msg": "Success",
    "data": {
        "count": 7,
        "news": [
            news("2916406705150782110", "<p>No way through.</p>", newstitle="Pass closed", created=1714733000),
            news("2916406618640257128", f"<p>A film:</p>{TUBE_PLAYER}", created=1714732000, lastupdate=1714732060),
            news("2916406618640257100", "<p>We begin.</p>", top=1),
        ],
        "event": {"eid": "77", "title": "Landslide at Orrin", "closed": False, "start_time": 1714720000},
    },
}

TICKAROO_BLOG: Json = {
    "@context": "https://schema.org",
    "@type": "LiveBlogPosting",
    "headline": "Landslide at Orrin",
    "url": "https://glen.example/landslide",
    "coverageStartTime": "2024-05-03T08:00:00Z",
    "liveBlogUpdate": [
        {
            "@type": "BlogPosting",
            "headline": "Pass closed",
            "articleBody": "Pass closed No way through, the county's roads office says.",
            "datePublished": "2024-05-03T10:50:00.000Z",
            "dateModified": "2024-05-03T10:55:00.000Z",
            "author": {"@type": "Person", "name": "Ilse Marrow"},
            "sharedContent": [
                {
                    "@type": "WebPage",
                    "url": "https://roads.example/orrin",
                    "headline": "Orrin pass: closed",
                    "description": "All vehicles.",
                },
                {"@type": "WebPage", "url": f"https://www.youtube.com/watch?v={TUBE}", "headline": "The slope"},
            ],
        },
        {
            "@type": "BlogPosting",
            "headline": "Ninety leave",
            "articleBody": "Ninety people have left.",
            "datePublished": "2024-05-03T10:40:00.000Z",
            "author": [{"@type": "Person", "name": "Tam Obadiah"}],
            "sharedContent": [{"@type": "WebPage", "url": TUBE_PLAYER.replace(TUBE, "Aa3_landsl2")}],
        },
    ],
}


def tickaroo(blog: Any = TICKAROO_BLOG) -> Json:
    """The answer that holds a live blog as a text within an attribute within HTML."""
    data = json.dumps({"liveblogId": "64", "schemaOrg": json.dumps(blog)})
    escaped = data.replace("&", "&amp;").replace('"', "&quot;").replace("'", "&#x27;").replace("<", "&lt;")
    return {"html": f'<tickaroo-liveblog liveblogId="64" initialData="{escaped}"></tickaroo-liveblog>', "schema": ""}


SAMPLES: dict[str, Json] = {
    "scribblelive_api": SCRIBBLE_OLD,
    "sourcefabric_api": SOURCEFABRIC,
    "wordpress_entries": WORDPRESS,
    "arena": ARENA,
    "liveblog24": LIVEBLOG24,
    "tickaroo": tickaroo(),
}


def answered(value: Any, **more: Any) -> ReadStory:
    """The story that an answer of an API reads as, through the one door."""
    return read(json.dumps(value).encode(), **more)


def changed(value: Json, **fields: Any) -> Json:
    """A copy of an answer with other fields."""
    return {**copy.deepcopy(value), **fields}


def on_a_page(value: Any) -> bytes:
    """The answer as a page keeps it for its own scripts."""
    data = json.dumps(value).replace("</", "<\\/")
    head = '<html lang="en-GB"><head><title>Landslide - Glen Gazette</title></head>'
    return f"<!doctype html>{head}<body><script>window.LB = {data};</script></body></html>".encode()
