"""An invented flood in an invented harbour, in every form that the intake reads."""

import json
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2].parent / "shared"
SEED = SHARED / "seeds" / "000_dcd08620f5783731.txt"
PAGES = SHARED / "liveblogs"

needs_seed = pytest.mark.skipif(not SEED.is_file(), reason="the real sample beside the checkout is absent")
needs_pages = pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages beside the checkout are absent")

ARABIC = "المياه ترتفع في الميناء القديم"

TEXT = f"""Kestle Harbour flood - Live Blogs - The Coast Ledger

Kestle Harbour flood

A spring tide has broken the sea wall at Kestle. We follow it hour by hour.

  • The sea wall at Kestle gave way shortly after four, the harbour master says.

    Water stands a metre deep in Mill\xa0Street.
    Nobody is missing.

    via Reuters
  • Ferry service suspended until Thursday

    The county has suspended all ferries to the islands.

    At least 12 passengers spent the night in the school, a spokeswoman said.
    [Associated Press]
  • This film purports to show the wall at the moment it broke.

    We could not establish who made it.

    {ARABIC}
    by Kestle Watch via YouTube

  • Sandbags are filled on the green [Reuters]
    The lifeboat crew rests after the night [AFP]\x20

    1 of 2

  • Height of the tide at the old gauge since Monday [Coast Survey]

  • A long night (Part 2)
    by Tidewatch via Vimeo

    Our reporter walked the length of the quay after dark.
  • Mayor asks for army's help

    The mayor on the steps of the town hall [EPA]

    The mayor has asked for forty soldiers and two pumps, she told the council.
  • Two pumps arrived at noon, and a third is expected by night. [AFP]
Powered by ScribbleLive Content Marketing Software Platform"""

UPDATES = [
    {
        "@type": "BlogPosting",
        "headline": "Wall gives way",
        "datePublished": "2026-11-03T16:10:00+01:00",
        "dateModified": "2026-11-03T16:25:00+01:00",
        "url": "https://ledger.example/kestle#post-1",
        "author": {"@type": "Person", "name": "Ines Marlow"},
        "articleBody": (
            "<p>The wall broke at <b>four</b>.</p><p>Mill&nbsp;Street is under water.<script>x()</script></p>"
            '<iframe src="https://www.youtube.com/embed/Kest1eWa11x?rel=0" title="The wall"></iframe>'
            '<p><a href="/map" onclick="x()">Map</a></p>'
        ),
    },
    {
        "@type": "BlogPosting",
        "headline": "Ferries stop &amp; trains run late",
        "datePublished": "2026-11-03T17:00:00Z",
        "url": "https://ledger.example/kestle#post-2",
        "author": [{"name": "Ines Marlow"}, {"name": "Jo Abara"}],
        "articleBody": "No ferry leaves before Thursday.\n\nTrains are < 20 minutes late.",
    },
    {
        "@type": "BlogPosting",
        "headline": "The tide in pictures",
        "datePublished": "2026-11-03 18:00",
        "url": "https://ledger.example/kestle#post-3",
        "articleBody": (
            '<blockquote class="twitter-tweet"><p>Water at the door <a href="https://twitter.com/x/status/11">'
            'q</a></p>— Pier (@pier) <a href="https://twitter.com/pier/status/1700000000000000001">3 Nov</a>'
            '</blockquote><figure><img src="/quay.jpg" alt="Quay"><figcaption>Boats at the quay [EPA]'
            "</figcaption></figure>"
        ),
    },
]
BLOG = {
    "@context": "https://schema.org",
    "@type": "LiveBlogPosting",
    "headline": "Kestle Harbour flood",
    "url": "https://ledger.example/kestle",
    "inLanguage": "en-GB",
    "liveBlogUpdate": UPDATES,
}


def page(*linked_data: object, body: str = "<p>See the live blog.</p>", lang: str = "en") -> str:
    """A saved page with JSON-LD in its head."""
    texts = (one if isinstance(one, str) else json.dumps(one).replace("</", "<\\/") for one in linked_data)
    scripts = "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Kestle - Ledger</title>{scripts}'
        f"</head><body>{body}</body></html>"
    )


ARTICLE = """<!doctype html><html lang="en"><head><title>Quay rebuilt | Ledger</title>
<link rel="canonical" href="https://ledger.example/quay">
<meta property="article:published_time" content="2026-11-05T09:00:00+01:00">
<style>p { color: red }</style></head><body><nav>Home News Sport</nav>
<main><h1>Quay rebuilt in a year</h1><p>The quay at Kestle is to be rebuilt within a year, the county said on Thursday,
and the work will be paid for by the harbour trust and by the county in equal parts.</p>
<p>Work starts in spring.<br>It ends in autumn.</p><script>track("reader")</script>
<iframe src="https://player.vimeo.com/video/123456789"></iframe><iframe src="https://ads.example/x"></iframe>
</main><footer>Imprint</footer></body></html>"""
