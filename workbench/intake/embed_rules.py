"""The table of platforms: the hosts and paths of their videos and posts, and how each is written canonically."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.intake.posts import EmbedKind


@dataclass(frozen=True)
class Rule:
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
RULES: Final = (
    Rule(
        "youtube",
        "video",
        r"(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com",
        rf"/(?:embed|shorts|live|v)/{_YOUTUBE_ID}|/watch/?\?(?:[^#]{{0,500}}&)?v={_YOUTUBE_ID}",
        "https://www.youtube.com/watch?v={0}",
    ),
    Rule("youtube", "video", r"youtu\.be", rf"/{_YOUTUBE_ID}", "https://www.youtube.com/watch?v={0}"),
    Rule(
        "vimeo",
        "video",
        r"(?:www\.|player\.)?vimeo\.com",
        r"/(?:video/|channels/[\w-]{1,50}/|groups/[\w-]{1,50}/videos/|(?:album|showcase)/\d{1,12}/video/)?(\d{4,12})(?!\d)|"
        r"/moogaloop\.swf\?(?:[^#]{0,200}&)?clip_id=(\d{4,12})",
        "https://vimeo.com/{0}",
    ),
    Rule(
        "dailymotion",
        "video",
        r"(?:www\.|geo\.)?dailymotion\.com",
        r"/(?:embed/)?(?:video|swf)/(\w{5,12})(?!\w)|/player[^?]{0,60}\?(?:[^#]{0,200}&)?video=(\w{5,12})",
        "https://www.dailymotion.com/video/{0}",
    ),
    Rule("dailymotion", "video", r"dai\.ly", r"/(\w{5,12})(?!\w)", "https://www.dailymotion.com/video/{0}"),
    Rule(
        "twitter",
        "social",
        r"(?:(?:www|mobile)\.)?(?:twitter|x)\.com",
        r"/(\w{1,30}|i/web)/status(?:es)?/(\d{1,20})(?!\d)",
        "https://twitter.com/{0}/status/{1}",
        id="{1}",
        author="@{0}",
    ),
    Rule(
        "twitter",
        "social",
        r"platform\.(?:twitter|x)\.com",
        r"/embed/[^?]{0,60}\?(?:[^#]{0,500}&)?id=(\d{1,20})",
        "https://twitter.com/i/status/{0}",
    ),
    Rule(
        "instagram",
        "social",
        r"(?:www\.)?instagram\.com",
        r"/(?:[\w.]{1,40}/)?(?:p|reel|tv)/([\w-]{5,40})(?![\w-])",
        "https://www.instagram.com/p/{0}/",
    ),
    Rule(
        "facebook",
        "social",
        r"(?:(?:www|m|web)\.)?facebook\.com",
        r"/(?:groups/)?[\w.%-]{1,100}/(?:posts(?:/[\w.%-]{1,200})?|photos(?:/[\w.-]{1,60})?|"
        r"videos(?:/[\w.-]{1,60})?|permalink)/(\w{5,120})(?![\w.-])|/reel/(\d{5,25})|"
        r"/(?:permalink|story|photo|video)\.php\?(?:[^#]{0,500}&)?(?:story_fbid|fbid|v)=(\w{5,120})|"
        r"/watch/?\?(?:[^#]{0,500}&)?v=(\d{5,25})",
        "",
    ),
    Rule(
        "tiktok",
        "video",
        r"(?:(?:www|m)\.)?tiktok\.com",
        r"/(@[\w.-]{1,40})/(?:video|photo)/(\d{5,25})",
        "https://www.tiktok.com/{0}/video/{1}",
        id="{1}",
        author="{0}",
    ),
    Rule(
        "tiktok",
        "video",
        r"(?:www\.)?tiktok\.com",
        r"/(?:embed(?:/v\d)?|player/v1)/(\d{5,25})",
        "https://www.tiktok.com/@_/video/{0}",
    ),
    Rule(
        "telegram",
        "social",
        r"t\.me|telegram\.me",
        r"/(?:s/)?(\w{4,40})/(\d{1,12})(?!\d)",
        "https://t.me/{0}/{1}",
        id="{0}/{1}",
        author="{0}",
    ),
    Rule("facebook", "social", r"fb\.watch", r"/([\w-]{5,40})", ""),
    Rule(
        "bluesky",
        "social",
        r"bsky\.app",
        r"/profile/([\w.:-]{3,100})/post/(\w{5,30})",
        "https://bsky.app/profile/{0}/post/{1}",
        id="{0}/{1}",
        author="{0}",
    ),
    Rule(
        "bluesky",
        "social",
        r"embed\.bsky\.app",
        r"/embed/([\w.:-]{3,100})/app\.bsky\.feed\.post/(\w{5,30})",
        "https://bsky.app/profile/{0}/post/{1}",
        id="{0}/{1}",
    ),
    Rule(
        "threads",
        "social",
        r"(?:www\.)?threads\.(?:net|com)",
        r"/(@[\w.]{1,40})/post/([\w-]{5,40})",
        "https://www.threads.net/{0}/post/{1}",
        id="{1}",
        author="{0}",
    ),
    Rule(
        "reddit",
        "social",
        r"(?:(?:www|old|embed)\.)?reddit(?:media)?\.com",
        r"/r/(\w{2,30})/comments/(\w{4,12})",
        "https://www.reddit.com/r/{0}/comments/{1}/",
        id="{1}",
    ),
    Rule("twitch", "video", r"(?:www\.)?twitch\.tv", r"/videos/(\d{5,15})", "https://www.twitch.tv/videos/{0}"),
    Rule(
        "twitch",
        "video",
        r"player\.twitch\.tv",
        r"/\?(?:[^#]{0,300}&)?video=v?(\d{5,15})",
        "https://www.twitch.tv/videos/{0}",
    ),
    Rule("twitch", "video", r"clips\.twitch\.tv", r"/(?:embed\?(?:[^#]{0,200}&)?clip=)?([\w-]{8,100})", ""),
    Rule("streamable", "video", r"(?:www\.)?streamable\.com", r"/(?:[eos]/)?(\w{4,10})", "https://streamable.com/{0}"),
    Rule("rumble", "video", r"(?:www\.)?rumble\.com", r"/embed/(\w{4,14})", "https://rumble.com/embed/{0}/"),
    Rule(
        "vk",
        "video",
        r"(?:(?:www|m)\.)?(?:vk\.com|vkvideo\.ru)",
        r"/video(-?\d{1,12}_\d{1,12})",
        "https://vk.com/video{0}",
    ),
    Rule(
        "vk",
        "video",
        r"(?:(?:www|m)\.)?(?:vk\.com|vkvideo\.ru)",
        r"/video_ext\.php\?(?:[^#]{0,200}&)?oid=(-?\d{1,12})&id=(\d{1,12})",
        "https://vk.com/video{0}_{1}",
        id="{0}_{1}",
    ),
    Rule(
        "brightcove",
        "video",
        r"players\.brightcove\.net",
        r"/(\d{5,20})/[\w-]{1,60}/index\.(?:html|min\.js)\?(?:[^#]{0,500}&)?videoId=(?:ref:)?([\w-]{4,60})",
        "https://players.brightcove.net/{0}/default_default/index.html?videoId={1}",
        id="{1}",
    ),
    Rule(
        "jwplayer",
        "video",
        r"(?:cdn\.jwplayer|content\.jwplatform)\.com",
        r"/players/(\w{8})-\w{8}\.(?:html|js)|/previews/(\w{8})",
        "https://cdn.jwplayer.com/previews/{0}",
    ),
    Rule(
        "spotify",
        "audio",
        r"open\.spotify\.com",
        r"/(?:embed(?:-podcast)?/)?(episode|track|show)/(\w{10,40})",
        "https://open.spotify.com/{0}/{1}",
        id="{1}",
    ),
    Rule(
        "soundcloud",
        "audio",
        r"(?:api\.|www\.|m\.)?soundcloud\.com",
        r"/(tracks/\d{1,15}|[\w-]{1,60}/[\w-]{1,100})(?![\w/-])",
        "",
    ),
)
