"""The flood at Kestle as each platform marks up its live pages: written by ourselves, after each format."""

import json

HOME = "https://ledger.example/kestle"
FILM, TWEET, GRAM = "Kest1eWa11x", "1700000000000000001", "CkestleWall"
BLOCKS = tuple(f"6a0b{number:020x}" for number in range(3))


def document(body: str, *, head: str = "", title: str = "Kestle flood live") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Ledger</title>'
        f'<link rel="canonical" href="{HOME}"><meta property="og:description" content="The wall broke at four.">{head}'
        f"</head><body><h1>{title}</h1>{body}</body></html>"
    )


def linked_data(updates: list[dict[str, object]], **more: object) -> str:
    blog = {"@type": "LiveBlogPosting", "headline": "Kestle flood live", "url": HOME, "liveBlogUpdate": updates, **more}
    return f'<script type="application/ld+json">{json.dumps(blog)}</script>'


def _island(name: str, props: object) -> str:
    data = json.dumps(props).replace("&", "&amp;").replace('"', "&quot;")
    return f'<gu-island name="{name}" props="{data}"></gu-island>'


GUARDIAN = document(
    f"""<div id="pinned-post"><article class="block"><header><a href="{HOME}?page=with:block-{BLOCKS[1]}#block-{BLOCKS[1]}">
<span>16.20 GMT</span></a><h2>Ferries stop</h2></header><p>No ferry leaves.</p></article></div>
<article id="block-{BLOCKS[0]}" class="block dcr-1"><header><a href="{HOME}?page=with:block-{BLOCKS[0]}#block-{BLOCKS[0]}">
<time datetime="2026-11-03T16:40:07.000Z">4m ago</time></a><h2>Wall film</h2></header>
<p>This film purports to show the wall.</p><blockquote><p>It fell in one piece.</p></blockquote>
<figure>{_island("YoutubeBlockComponent", {"assetId": FILM, "mediaTitle": "The wall at four"})}</figure>
<footer><ul><li><a href="https://twitter.com/intent/tweet?x">Share</a></li></ul>
<time datetime="2026-11-03T16:45:00.000Z">Updated</time></footer></article>
<article id="block-{BLOCKS[1]}" class="block dcr-1"><header><time datetime="2026-11-03T16:20:31.000Z">24m ago</time>
<h2>Ferries stop</h2></header><p>No ferry leaves.</p><figure><img src="https://i.ledger.example/quay.jpg?width=465&s=none">
<figcaption><svg></svg><span>Boats at the quay.</span> Photograph: Ana Lima/Reuters</figcaption></figure></article>
<article id="block-{BLOCKS[2]}" class="block dcr-1"><header><time datetime="2026-11-03T16:00:00.000Z">1h</time></header>
<p>Water at the door.</p>{_island("TweetBlockComponent", {"element": {"html": f'<blockquote class="nojs-tweet"><p>Help</p><a href="https://twitter.com/pier/status/{TWEET}">3 Nov</a></blockquote>'}})}
</article>"""
)

BBC = document(
    "".join(
        f'<li class="lx-stream__post-container" data-reactid=".a.0:$post-{own}"><article id="post_{own}"><time>'
        f'<span class="gs-u-vh">Posted at {clock}</span><span class="qa-post-auto-meta">{clock}</span></time>'
        f'<header><h3><span class="lx-stream-post__header-text">{headline}</span></h3></header>'
        f'<div class="lx-stream-post-body">{body}</div><footer><ul><li>Share</li></ul></footer></article></li>'
        for own, clock, headline, body in (
            (
                BLOCKS[0],
                "16:40",
                "Wall film",
                f'<p>A film.</p><div class="lx-stream-post-body--embed"><a class="lx-stream__cta" '
                f'href="https://twitter.com/pier/status/{TWEET}?s=20">View more on twitter</a></div>',
            ),
            (
                BLOCKS[1],
                "16:20",
                "Ferries stop",
                '<p>None leaves.</p><figure><div><img src="data:image/gif;base64,R0" data-src="https://i.ledger.example/'
                '{width}/quay.jpg" data-widths="[240,624]" alt="Quay"></div><div class="lx-media-asset__copyright">'
                '<span aria-hidden="true">EPA</span><span class="gs-u-vh">Copyright: EPA</span></div><figcaption>'
                '<span aria-hidden="true">Boats</span><span class="gs-u-vh">Image caption: Boats</span></figcaption></figure>',
            ),
            (BLOCKS[2], "16:00", "Water", "<p>Water at the door.</p>"),
        )
    )
)

SCRIBBLE = document(
    f"""<ul id="RecentPostsWidget0">
<li id="3675001"><img src="https://avatars.example/a.png"><div class="Content"><div>The wall broke.</div>
<div class="scrbbl-post-embed" data-url="https://www.instagram.com/p/{GRAM}/"></div></div>
<div class="Meta">by Ines Marlow via Reuters on 3/11/2026 at 16.40.28</div></li>
<li id="3675002"><div class="Content"><div class="scrbbl-sitePreview"><div class="Media"><img src="https://i.example/p.jpg">
</div><h3><a href="https://county.example/ferries">Ferries suspended</a></h3><span class="LinkSiteName">County</span>
<span class="LinkDescription">Until Thursday.</span></div></div><div class="Meta">by Jo Abara on 3/11/2026 at 16.20.07</div></li>
<li id="3675003"><div class="Content"><dl id="Poll12"><dt>Is your street dry?</dt><dd><a class="Vote">o</a><span>Yes</span></dd>
<dd><span>No</span></dd></dl></div><div class="Meta">by Jo Abara on 3/11/2026 at 16.00.00</div></li></ul>"""
)

SOURCEFABRIC = document(
    f"""<article class="lb-post lb-sticky-top-post" data-post-id="urn:2" data-post-sticky="true"><div class="lb-post-date"
data-js-timestamp="2026-11-03T16:20:31+00:00"></div><div class="items-container"><p>No ferry leaves.</p></div></article>
<article class="lb-post" data-post-id="urn:1"><div class="lb-post-date" data-js-timestamp="2026-11-03T16:40:07+00:00"></div>
<span class="lb-author__name">Ines Marlow</span><div class="items-container"><p>A film.</p>
<template class="lb_consent--awaiting" data-provider-url="youtube.com"><iframe src="https://www.youtube.com/embed/{FILM}"></iframe></template>
<div class="item--embed-quote"><p>It fell in one piece.</p><span class="quote-credit">Harbour master</span></div></div></article>
<article class="lb-post" data-post-id="urn:2"><div class="lb-post-date" data-js-timestamp="2026-11-03T16:20:31+00:00"></div>
<div class="items-container"><p>No ferry leaves.</p></div></article>"""
)

WORDPRESS = document(
    f"""<ul><li id="liveblog-entry-41" class="liveblog-entry" data-timestamp="1793724007"><span class="liveblog-author-name">Ines
Marlow</span><div class="liveblog-entry-text"><h2>Wall film</h2><p>A film.</p>
<iframe data-src="https://www.youtube-nocookie.com/embed/{FILM}"></iframe></div></li>
<li id="liveblog-entry-40" class="liveblog-entry" data-timestamp="1793722831"><div class="liveblog-entry-text"><p>No ferry
leaves.</p></div></li></ul>"""
)

AMP = document(
    f"""<amp-live-list id="l" data-poll-interval="15000" data-max-items-per-page="20"><div items>
<div id="k3" data-sort-time="1793724007" data-update-time="1793724300"><h2>Wall film</h2><p>A film.</p>
<amp-youtube data-videoid="{FILM}"></amp-youtube></div>
<div id="k2" data-sort-time="1793722831" data-tombstone></div>
<div id="k1" data-sort-time="1793721600"><p>Water at the door.</p><amp-img src="/quay.jpg" width="600" height="300"></amp-img>
</div></div></amp-live-list>"""
)

REACH = document(
    f"""<div class="live-event-entries"><div class="live-event-entry" id="2259003" data-type="key-event"
data-post-time="1793724007212" data-last-modified-time="1793724300000"><div class="entry-info"><time>16:40</time><mark>KEY EVENT
</mark></div><div class="entry-content"><h3>Wall film</h3><p>A film.</p><div class="tweet" data-url="https://twitter.com/pier/status/{TWEET}">
</div></div></div>
<div class="live-event-entry" id="2259002" data-post-time="1793722831000" data-last-modified-time="1793722831000">
<div class="entry-info"><time>16:20</time><mark>Ines Marlow</mark></div><div class="entry-content"><h3>Ferries stop</h3>
https://www.facebook.com/kestleferries/posts/2800731780195723</div></div></div>""",
    head=linked_data(
        [
            {
                "@type": "BlogPosting",
                "headline": headline,
                "url": f"{HOME}#{own}",
                "datePublished": posted,
                "articleBody": body,
                "author": [{"name": "Desk"}],
            }
            for own, headline, posted, body in (
                ("2259003", "Wall film", "2026-11-03T17:40:07.212+01:00", ""),
                ("2259002", "Ferries stop", "2026-11-03T17:20:31.000+01:00", ""),
                ("2259001", "Water", "2026-11-03T17:00:00.000+01:00", "Water at the door."),
                ("2259000", "Rain", "2026-11-03T16:00:00.000+01:00", "It rained [[image 4]] all night."),
            )
        ],
        author=[{"name": "Desk"}],
    ),
)

MICRODATA = document(
    """<div itemscope itemtype="https://schema.org/LiveBlogPosting"><div itemprop="liveBlogUpdate" itemscope
itemtype="https://schema.org/BlogPosting" id="u2"><meta itemprop="datePublished" content="2026-11-03T16:40:07+00:00">
<h2 itemprop="headline">Wall film</h2><span itemprop="author">Ines Marlow</span><div itemprop="articleBody"><p>A film.</p></div></div>
<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting"><meta itemprop="datePublished"
content="2026-11-03T16:20:31+00:00"><meta itemprop="url" content="https://ledger.example/kestle#u1"><h2 itemprop="headline">Ferries
stop</h2><div itemprop="articleBody"><p>No ferry leaves.</p></div></div></div>"""
)


def unknown(times: str = 'data-update-time="{ms}"', words: str = "") -> str:
    """A page of a publisher that nobody knows, among teasers, comments and days that repeat as well."""
    posts = "".join(
        f'<div class="box entry" id="post-{number}" {times.format(ms=1793720000000 + number * 60_000)}>'
        f"<h3>Hour {number} at the wall</h3><p>Water stands {number} metres deep in the lower town, the harbour master "
        f"said on the quay in hour {number}.</p>{words}</div>"
        for number in range(9, 0, -1)
    )
    teasers = "".join(
        f'<div class="teaser"><time datetime="2026-11-0{n}T08:00:00Z">x</time><a href="/s{n}">Another story of the county, '
        f"number {n}, with a long and winding title</a></div>"
        for n in range(1, 8)
    )
    comments = "".join(
        f'<div class="comment-body"><time datetime="2026-11-0{n}T08:00:00Z">x</time><p>I think that reader number {n} has '
        f"something to say about it, and at length, as readers have.</p></div>"
        for n in range(1, 9)
    )
    return document(f'<main class="liveticker">{posts}</main><aside>{teasers}</aside><section>{comments}</section>')


TICKER = document(
    """<article><p>The wall broke at four.</p>
<h2>Dienstag, 3. November</h2><h2>16.40 Uhr: Film of the wall</h2><p>A film purports to show it.</p><p>Nobody vouches for it.</p>
<h2>16.20 Uhr: Ferries stop</h2><p>None leaves.</p><figure><img src="/quay.jpg"><figcaption>Boats [EPA]</figcaption></figure>
<h2>16.00 Uhr: Water at the door</h2><p>It rises.</p><h2>Montag, 2. November</h2><p>It rained.</p></article>""",
    title="Kestle in the evening",
)

PASTED = """Kestle flood, hour by hour

16:40 A film purports to show the wall. <b>Nobody</b> vouches for it.
https://youtu.be/Kest1eWa11x

16:20 – Ferries stop
None leaves before Thursday.

16:00 Water at the door."""
