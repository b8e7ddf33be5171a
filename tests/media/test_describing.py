import time
from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.media import describing_child
from workbench.media.describing import CannotDescribe, Description, Reason, _checked, describe
from workbench.media.page_witness import _as_precise_as_written


def seen(proxy: str, path: str) -> Description:
    """As `describe`, in this process: what the child says of a page, without a second to start it."""
    request = {"address": f"http://video.example{path}", "proxy": proxy, "seconds": 30}
    return _checked(describing_child.answer(request, None).header, datetime.now(UTC))


def refusal(proxy: str, address: str, seconds: float = 30) -> CannotDescribe:
    with pytest.raises(CannotDescribe) as refused:
        describe(address, proxy=proxy, seconds=seconds)
    return refused.value


def test_a_player_page_gives_every_field_that_its_json_ld_names(proxy):
    found = describe("http://video.example/watch", proxy=proxy)
    assert (found.title, found.uploader) == ("Water over the weir", "Weir Watcher")
    assert found.uploaded_at == "2031-04-02T18:05:09+03:00"
    assert (found.duration, found.view_count) == (92.0, 1204)
    assert found.description == "Seen from the east bank."
    assert found.thumbnail_url == "http://video.example/still.jpg"
    assert found.uploader_url == "http://video.example/people/ww"
    assert (found.platform, found.webpage_url) == ("video.example", "http://video.example/watch")


def test_each_field_says_where_it_stood(proxy):
    found = seen(proxy, "/watch")
    json_ld = {"title", "uploader", "uploader_url", "uploaded_at", "duration", "description", "thumbnail_url"}
    assert {name for name, origin in found.origins.items() if origin == "yt-dlp generic: JSON-LD"} >= json_ld
    assert found.origins["platform"] == "yt-dlp generic: address"
    assert set(found.origins) == {name for name in Description.__dataclass_fields__ if known(found, name)}
    assert found.facts()["title"] == {"value": "Water over the weir", "from": "yt-dlp generic: JSON-LD"}


def known(found: Description, name: str) -> bool:
    return name not in ("tool", "tool_version", "fetched_at", "origins") and getattr(found, name) is not None


def test_tool_version_and_time_of_fetching_are_told(proxy):
    before = datetime.now(UTC)
    found = describe("http://video.example/bare", proxy=proxy)
    assert found.tool == "yt-dlp"
    assert found.tool_version >= "2026"
    assert before <= found.fetched_at <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("path", "uploaded_at"),
    [("/day", "2031-04-02"), ("/no-zone", "2031-04-02T18:05:09"), ("/odd-date", "2031-04-02")],
)
def test_an_upload_time_is_no_more_precise_than_the_page_was(proxy, path, uploaded_at):
    assert seen(proxy, path).uploaded_at == uploaded_at


@pytest.mark.parametrize("path", ["/with-address", "/graph", "/moved"])
def test_json_ld_is_found_with_an_address_in_a_graph_and_behind_a_redirect(proxy, path):
    found = seen(proxy, path)
    assert (found.title, found.uploaded_at) == ("Water over the weir", "2031-04-02T18:05:09+03:00")
    assert found.webpage_url == f"http://video.example{'/watch' if path == '/moved' else path}"


def test_opengraph_fills_in_where_there_is_no_json_ld(proxy):
    found = seen(proxy, "/og")
    assert (found.title, found.description) == ("OG title", "OG words")
    assert found.origins["title"] == "yt-dlp generic: OpenGraph"
    assert found.uploaded_at is None
    assert found.uploader is None


def test_a_bare_player_has_a_title_and_a_poster_and_no_date(proxy):
    found = seen(proxy, "/bare")
    assert (found.title, found.uploaded_at, found.duration) == ("Only a window title", None, None)
    assert found.origins["title"] == "yt-dlp generic: page title"
    assert found.thumbnail_url == "http://video.example/poster.jpg"
    assert found.origins["thumbnail_url"] == "yt-dlp generic: player"


def test_of_two_players_the_first_is_described(proxy):
    assert seen(proxy, "/two").thumbnail_url == "http://video.example/poster.jpg"


def test_a_photo_page_is_described_by_its_opengraph(proxy):
    found = seen(proxy, "/photo")
    assert (found.title, found.thumbnail_url) == ("OG title", "http://video.example/og.jpg")


def test_a_direct_address_of_a_file_gives_its_name_and_no_date(proxy):
    found = seen(proxy, "/clip.mp4")
    assert (found.title, found.uploaded_at) == ("clip", None)


def test_hostile_words_arrive_clean_short_and_of_the_right_type(proxy):
    found = seen(proxy, "/hostile")
    assert found.title is not None
    assert found.title.startswith("Weir\u202e ")
    assert len(found.title) <= 2000
    assert (found.uploader_url, found.uploader) == (None, None)
    assert found.thumbnail_url == "http://video.example/poster.jpg"


def test_a_refusal_says_in_one_sentence_what_happened_and_what_to_do_by_hand(proxy):
    refused = refusal(proxy, "http://video.example/gone")
    assert refused.reason == "removed"
    assert "archived copy" in str(refused)
    assert "404" in refused.detail
    for reason in get_args(Reason):
        said = str(CannotDescribe(reason))
        assert "by hand" in said
        assert (said[-1], said.count(".")) == (".", 1)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/taken-down", "removed"),
        ("/forbidden", "blocked"),
        ("/law", "blocked"),
        ("/members", "sign_in"),
        ("/wall", "sign_in"),
        ("/broken", "unreachable"),
        ("/words", "unsupported"),
    ],
)
def test_refusals_are_told_apart(proxy, path, reason):
    request = {"address": f"http://video.example{path}", "proxy": proxy, "seconds": 30}
    assert describing_child.answer(request, None).header["refused"] == reason


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Private video. Sign in if you've been granted access to this video", "private"),
        ("Sign in to confirm your age. This video may be inappropriate for some users.", "sign_in"),
        ("Sign in to confirm you're not a bot.", "blocked"),
        ("The uploader has not made this video available in your country", "blocked"),
        ("This video has been removed by the uploader", "removed"),
        ("Video unavailable", "removed"),
        ("An extractor error has occurred", None),
    ],
)
def test_the_words_of_a_platform_are_understood(words, reason):
    assert describing_child._worded(words) == reason


PLATFORM = {
    "extractor": "clips",
    "extractor_key": "Clips",
    "id": "a1",
    "title": "Flood 2031-04-02 10:00",
    "fulltitle": "Flood",
    "channel_url": "https://clips.example/@ww",
    "timestamp": 1_932_905_109,
    "upload_date": "20310402",
    "availability": "unlisted",
    "formats": [{"url": "https://clips.example/a1.mp4"}],
}


def of_platform(warnings: list[str], **changes: object) -> dict[str, object]:
    answer = describing_child._understood(PLATFORM | changes, warnings, describing_child.GenericIE())
    return dict(answer.header)


def test_a_platform_is_quoted_by_the_name_of_its_extractor():
    said = of_platform([])
    assert set(said["origins"].values()) == {"yt-dlp clips"}
    assert said["fields"]["platform"] == "clips"
    assert said["fields"]["title"] == "Flood"
    assert said["fields"]["uploader_url"] == "https://clips.example/@ww"
    assert said["fields"]["uploaded_at"] == "2031-04-02T14:05:09+00:00"


def test_midnight_sharp_is_a_date():
    assert of_platform([], timestamp=1_932_854_400)["fields"]["uploaded_at"] == "2031-04-02"
    assert of_platform([], timestamp=None)["fields"]["uploaded_at"] == "2031-04-02"
    assert "uploaded_at" not in of_platform([], timestamp=None, upload_date="soon")["fields"]


def test_an_empty_shell_with_a_refusal_is_a_refusal():
    assert of_platform(["[clips] a1: Private video"], formats=[])["refused"] == "private"
    assert "refused" not in of_platform(["[clips] a1: Private video"])


def test_a_title_that_the_library_made_up_is_no_title():
    made_up = 'Extractor failed to obtain "title". Creating a generic title instead'
    assert "title" not in of_platform([made_up])["fields"]


@pytest.mark.parametrize(("path", "reasons"), [("/drip", {"time_out"}), ("/flood", {"time_out", "too_large"})])
def test_a_page_without_end_is_cut_at_the_limits(proxy, path, reasons):
    started = time.monotonic()
    assert refusal(proxy, f"http://video.example{path}", seconds=2.5).reason in reasons
    assert time.monotonic() - started < 10


def test_everything_goes_through_the_door_and_what_it_refuses_is_not_reached(proxy, door):
    door.asked.clear()
    refused = refusal(proxy, "http://inside.example/secret")
    assert refused.reason == "unreachable"
    assert "outbound door" in str(refused)
    request = {"address": "https://inside.example/secret", "proxy": proxy, "seconds": 30}
    assert describing_child.answer(request, None).header["refused"] == "unreachable"
    assert door.asked[0] == "http://inside.example/secret"
    assert door.asked[-1] == "inside.example:443"


def test_a_frame_that_points_inside_is_asked_of_the_door_only(proxy, door):
    door.asked.clear()
    assert seen(proxy, "/inside").title == "Window title"
    assert all(asked.startswith(("http://video.example/", "http://inside.example/")) for asked in door.asked)


def test_a_door_that_is_shut_is_no_way_around():
    assert refusal("http://127.0.0.1:9", "http://video.example/watch").reason == "unreachable"


@pytest.mark.parametrize(
    "address",
    ["", "clip", "file:///etc/passwd", "ytsearch:weir", "http://", "http://a b/", "http://a:99999/", "x" * 3000],
)
def test_what_is_no_web_address_is_refused_before_any_child_runs(address):
    started = time.monotonic()
    assert refusal("http://127.0.0.1:9", address).reason == "unsupported"
    assert time.monotonic() - started < 10


def test_settings_and_plug_ins_of_the_user_are_not_read(proxy, tmp_path, monkeypatch):
    plugin = tmp_path / "yt-dlp" / "plugins" / "own" / "yt_dlp_plugins" / "extractor"
    plugin.mkdir(parents=True)
    trace = tmp_path / "trace"
    (plugin / "own.py").write_text(f"open({str(trace)!r}, 'w').write('ran')")
    (tmp_path / "yt-dlp" / "config").write_text("--proxy http://127.0.0.1:1/")
    for name in ("XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(plugin.parents[1]))
    monkeypatch.setenv("no_proxy", "*")
    assert describe("http://video.example/bare", proxy=proxy).title == "Only a window title"
    assert not trace.exists()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(sorted(Description.__dataclass_fields__)), json_values))
def test_whatever_a_child_says_becomes_a_description_of_the_right_types(fields):
    found = _checked({"fields": fields, "origins": {}}, datetime.now(UTC))
    assert found.duration is None or isinstance(found.duration, float)
    assert found.view_count is None or isinstance(found.view_count, int)
    for name in ("title", "uploader", "uploaded_at", "description"):
        value = getattr(found, name)
        assert value is None or (isinstance(value, str) and value.strip() == value != "")
        assert value is None or value.encode()
    assert found.thumbnail_url is None or found.thumbnail_url.startswith(("http://", "https://"))


@given(st.datetimes(timezones=st.none() | st.just(UTC)))
def test_a_time_keeps_the_zone_it_had_and_gains_none(moment):
    written = moment.isoformat(timespec="seconds")
    assert _as_precise_as_written(written) == written


@given(st.text(max_size=200) | st.integers() | st.none())
def test_a_date_in_any_spelling_gives_a_date_or_nothing(written):
    found = _as_precise_as_written(written)
    assert found is None or datetime.fromisoformat(found)
