"""Addresses of platforms: which video or post one leads to, and how that address is written canonically."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qs, urlsplit

from workbench.intake.posts import EmbedKind, ReadEmbed
from workbench.intake.web_address import http_address


@dataclass(frozen=True)
class _Rule:
    """`path` matches path and query; its groups fill `canonical`, and `id` where that is not the first."""

    platform: str
    kind: EmbedKind
    hosts: str
    path: str
    canonical: str
    id: str = "{0}"
    author: str | None = None


# A list of videos and a channel's running broadcast have no id of their own.
_YOUTUBE_ID = r"(?!videoseries|live_stream)([\w-]{11})(?![\w-])"
_NOBODY = frozenset({"i", "i/web", "@_"})
_TABLE: Final = (
    _Rule(
        "youtube",
        "video",
        r"(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com",
        rf"/(?:embed|shorts|live|v)/{_YOUTUBE_ID}|/watch/?\?(?:[^#]{{0,500}}&)?v={_YOUTUBE_ID}",
        "https://www.youtube.com/watch?v={0}",
    ),
    _Rule("youtube", "video", r"youtu\.be", rf"/{_YOUTUBE_ID}", "https://www.youtube.com/watch?v={0}"),
    _Rule(
        "vimeo",
        "video",
        r"(?:www\.|player\.)?vimeo\.com",
        r"/(?:video/|channels/[\w-]{1,50}/|groups/[\w-]{1,50}/videos/|(?:album|showcase)/\d{1,12}/video/)?(\d{4,12})(?!\d)|"
        r"/moogaloop\.swf\?(?:[^#]{0,200}&)?clip_id=(\d{4,12})",
        "https://vimeo.com/{0}",
    ),
    _Rule(
        "dailymotion",
        "video",
        r"(?:www\.|geo\.)?dailymotion\.com",
        r"/(?:embed/)?(?:video|swf)/(\w{5,12})(?!\w)|/player[^?]{0,60}\?(?:[^#]{0,200}&)?video=(\w{5,12})",
        "https://www.dailymotion.com/video/{0}",
    ),
    _Rule("dailymotion", "video", r"dai\.ly", r"/(\w{5,12})(?!\w)", "https://www.dailymotion.com/video/{0}"),
    _Rule(
        "twitter",
        "social",
        r"(?:(?:www|mobile)\.)?(?:twitter|x)\.com",
        r"/(\w{1,30}|i/web)/status(?:es)?/(\d{1,20})(?!\d)",
        "https://twitter.com/{0}/status/{1}",
        id="{1}",
        author="@{0}",
    ),
    _Rule(
        "twitter",
        "social",
        r"platform\.(?:twitter|x)\.com",
        r"/embed/[^?]{0,60}\?(?:[^#]{0,500}&)?id=(\d{1,20})",
        "https://twitter.com/i/status/{0}",
    ),
    _Rule(
        "instagram",
        "social",
        r"(?:www\.)?instagram\.com",
        r"/(?:[\w.]{1,40}/)?(?:p|reel|tv)/([\w-]{5,40})(?![\w-])",
        "https://www.instagram.com/p/{0}/",
    ),
    _Rule(
        "facebook",
        "social",
        r"(?:(?:www|m|web)\.)?facebook\.com",
        r"/(?:groups/)?[\w.%-]{1,100}/(?:posts(?:/[\w.%-]{1,200})?|photos(?:/[\w.-]{1,60})?|"
        r"videos(?:/[\w.-]{1,60})?|permalink)/(\w{5,120})(?![\w.-])|/reel/(\d{5,25})|"
        r"/(?:permalink|story|photo|video)\.php\?(?:[^#]{0,500}&)?(?:story_fbid|fbid|v)=(\w{5,120})|"
        r"/watch/?\?(?:[^#]{0,500}&)?v=(\d{5,25})",
        "",
    ),
    _Rule(
        "tiktok",
        "video",
        r"(?:(?:www|m)\.)?tiktok\.com",
        r"/(@[\w.-]{1,40})/(?:video|photo)/(\d{5,25})",
        "https://www.tiktok.com/{0}/video/{1}",
        id="{1}",
        author="{0}",
    ),
    _Rule(
        "tiktok",
        "video",
        r"(?:www\.)?tiktok\.com",
        r"/(?:embed(?:/v\d)?|player/v1)/(\d{5,25})",
        "https://www.tiktok.com/@_/video/{0}",
    ),
    _Rule(
        "telegram",
        "social",
        r"t\.me|telegram\.me",
        r"/(?:s/)?(\w{4,40})/(\d{1,12})(?!\d)",
        "https://t.me/{0}/{1}",
        id="{0}/{1}",
        author="{0}",
    ),
    _Rule("facebook", "social", r"fb\.watch", r"/([\w-]{5,40})", ""),
    _Rule(
        "bluesky",
        "social",
        r"bsky\.app",
        r"/profile/([\w.:-]{3,100})/post/(\w{5,30})",
        "https://bsky.app/profile/{0}/post/{1}",
        id="{0}/{1}",
        author="{0}",
    ),
    _Rule(
        "bluesky",
        "social",
        r"embed\.bsky\.app",
        r"/embed/([\w.:-]{3,100})/app\.bsky\.feed\.post/(\w{5,30})",
        "https://bsky.app/profile/{0}/post/{1}",
        id="{0}/{1}",
    ),
    _Rule(
        "threads",
        "social",
        r"(?:www\.)?threads\.(?:net|com)",
        r"/(@[\w.]{1,40})/post/([\w-]{5,40})",
        "https://www.threads.net/{0}/post/{1}",
        id="{1}",
        author="{0}",
    ),
    _Rule(
        "reddit",
        "social",
        r"(?:(?:www|old|embed)\.)?reddit(?:media)?\.com",
        r"/r/(\w{2,30})/comments/(\w{4,12})",
        "https://www.reddit.com/r/{0}/comments/{1}/",
        id="{1}",
    ),
    _Rule("twitch", "video", r"(?:www\.)?twitch\.tv", r"/videos/(\d{5,15})", "https://www.twitch.tv/videos/{0}"),
    _Rule(
        "twitch",
        "video",
        r"player\.twitch\.tv",
        r"/\?(?:[^#]{0,300}&)?video=v?(\d{5,15})",
        "https://www.twitch.tv/videos/{0}",
    ),
    _Rule("twitch", "video", r"clips\.twitch\.tv", r"/(?:embed\?(?:[^#]{0,200}&)?clip=)?([\w-]{8,100})", ""),
    _Rule("streamable", "video", r"(?:www\.)?streamable\.com", r"/(?:[eos]/)?(\w{4,10})", "https://streamable.com/{0}"),
    _Rule("rumble", "video", r"(?:www\.)?rumble\.com", r"/embed/(\w{4,14})", "https://rumble.com/embed/{0}/"),
    _Rule(
        "vk",
        "video",
        r"(?:(?:www|m)\.)?(?:vk\.com|vkvideo\.ru)",
        r"/video(-?\d{1,12}_\d{1,12})",
        "https://vk.com/video{0}",
    ),
    _Rule(
        "vk",
        "video",
        r"(?:(?:www|m)\.)?(?:vk\.com|vkvideo\.ru)",
        r"/video_ext\.php\?(?:[^#]{0,200}&)?oid=(-?\d{1,12})&id=(\d{1,12})",
        "https://vk.com/video{0}_{1}",
        id="{0}_{1}",
    ),
    _Rule(
        "brightcove",
        "video",
        r"players\.brightcove\.net",
        r"/(\d{5,20})/[\w-]{1,60}/index\.(?:html|min\.js)\?(?:[^#]{0,500}&)?videoId=(?:ref:)?([\w-]{4,60})",
        "https://players.brightcove.net/{0}/default_default/index.html?videoId={1}",
        id="{1}",
    ),
    _Rule(
        "jwplayer",
        "video",
        r"(?:cdn\.jwplayer|content\.jwplatform)\.com",
        r"/players/(\w{8})-\w{8}\.(?:html|js)|/previews/(\w{8})",
        "https://cdn.jwplayer.com/previews/{0}",
    ),
    _Rule(
        "spotify",
        "audio",
        r"open\.spotify\.com",
        r"/(?:embed(?:-podcast)?/)?(episode|track|show)/(\w{10,40})",
        "https://open.spotify.com/{0}/{1}",
        id="{1}",
    ),
    _Rule(
        "soundcloud",
        "audio",
        r"(?:api\.|www\.|m\.)?soundcloud\.com",
        r"/(tracks/\d{1,15}|[\w-]{1,60}/[\w-]{1,100})(?![\w/-])",
        "",
    ),
)


_RULES: Final = tuple((re.compile(rule.hosts), re.compile(rule.path, re.ASCII), rule) for rule in _TABLE)


def may_be_embed(address: str) -> bool:
    """Whether it is worth asking `embed_at`: false for nearly every ordinary link, in no time."""
    parts = address.split("/", 3)
    host = parts[2] if len(parts) > 2 and not parts[1] else ""
    return bool(_rules_for(host) or host in _WRAPPERS or ":" in host or "@" in host or host != host.lower())


@lru_cache(maxsize=4096)
def _rules_for(host: str) -> tuple[tuple[re.Pattern[str], _Rule], ...]:
    """The rules of the platform that a host belongs to: a blog embeds from few hosts, thousands of times."""
    return tuple((path, rule) for hosts, path, rule in _RULES if hosts.fullmatch(host))


# Players that carry the address of what they play in their query.
_WRAPPERS: Final = {
    "cdn.embedly.com": ("url", "src"),
    "w.soundcloud.com": ("url",),
    "www.facebook.com": ("href",),
    "iframe.ly": ("url",),
    "www.iframe.ly": ("url",),
    "cdn.iframe.ly": ("url",),
    "embedly.com": ("url",),
}
_LIVE_BLOGS: Final = re.compile(
    r"(?:embed\.|live\.)?(?:scribblelive|coveritlive|24liveblog|24liveplus|tickaroo|livecenter\.norkon|liveblog)"
    r"\.(?:com|net|pro)|(?:go|embed)\.arena\.im"
)


def is_live_blog(address: str) -> bool:
    """Whether an address of a frame leads to a platform of live blogs: a blog in the blog, and no video."""
    return bool(_LIVE_BLOGS.fullmatch(urlsplit(address).hostname or ""))


def embed_at(raw: str, base: str | None = None) -> ReadEmbed | None:
    """The video or post of a known platform that an address leads to, with its id and canonical address."""
    address = http_address(raw, base)
    if address is None or not may_be_embed(address):
        return None
    address = _unwrapped(address)
    parts = urlsplit(address)
    rules = _rules_for(parts.hostname or "")
    if not rules:
        return None
    place = f"{parts.path}?{parts.query}" if parts.query else parts.path
    for path, rule in rules:
        if found := path.match(place):
            groups = [group for group in found.groups() if group is not None]
            return ReadEmbed(
                rule.kind,
                platform=rule.platform,
                id=rule.id.format(*groups),
                url=rule.canonical.format(*groups) or f"https://{parts.hostname}{place}",
                author=rule.author.format(*groups) if rule.author and groups[0] not in _NOBODY else None,
            )
    return None


def _unwrapped(address: str) -> str:
    if not any(host in address for host in _WRAPPERS):
        return address
    parts = urlsplit(address)
    for key in _WRAPPERS.get(parts.hostname or "", ()):
        try:
            inside = parse_qs(parts.query, max_num_fields=50).get(key)
        except ValueError:
            return address
        if inside and (whole := http_address(inside[0], address)):
            return whole
    return address
