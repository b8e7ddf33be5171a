"""Fetching: whole answers, and hostile ones that must end as failures within their limits."""

import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hostile_host import BOMB, PAGE, PAGES, Host
from hypothesis import given
from hypothesis import strategies as st

from workbench.evidence.fetching import CannotFetch, Fetched, fetch, stated_type

SITE = ("127.0.0.1/32",)
LIMIT = 2**20


def get(address: str, **options: Any) -> Fetched:
    return fetch(address, **{"allow_nets": SITE, "limit_bytes": LIMIT, "seconds": 5, **options})


def failure(address: str, **options: Any) -> CannotFetch:
    with pytest.raises(CannotFetch) as problem:
        get(address, **options)
    sentence = str(problem.value)
    assert sentence[0].isupper() or sentence[0].isdigit()
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return problem.value


def leading_to(*answers: str) -> Any:
    """A resolver that gives one answer after the other, and the last one ever after."""
    left = list(answers)

    def resolve(_host: str, port: int, **_options: object) -> list[tuple[Any, ...]]:
        answer = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answer, port))]

    return resolve


def test_a_page_is_fetched_with_all_that_a_capture_needs(host: Host) -> None:
    got = get(f"{host.root}/good")
    assert got.content == PAGE
    assert (got.status, got.media_type, got.charset) == (200, "text/html", "utf-8")
    assert got.final_address == got.address == f"{host.root}/good"
    assert [value for name, value in got.headers if name == "X-Twice"] == ["a", "b"]
    assert got.tool.startswith("requests ")
    assert abs(datetime.now(UTC) - got.fetched_at) < timedelta(seconds=5)
    (line,) = got.door_log
    assert (line.method, line.host, line.port) == ("GET", "127.0.0.1", host.port)
    assert (line.dialled, line.outcome, line.why) == ("127.0.0.1", "done", None)
    assert line.bytes > len(PAGE)


@pytest.mark.parametrize("kind", ["good", "packed", "chunked", "no_length", "continued"])
def test_every_honest_framing_gives_the_same_bytes(host: Host, kind: str) -> None:
    assert get(f"{host.root}/{kind}").content == PAGE


@pytest.mark.parametrize("kind", ["good", "packed", "chunked", "no_length", "continued"])
def test_and_over_https_too(safe_host: Host, certificate: Path, kind: str) -> None:
    got = get(f"{safe_host.root}/{kind}", certificates=certificate)
    assert got.content == PAGE
    (line,) = got.door_log
    assert (line.method, line.dialled, line.outcome) == ("CONNECT", "127.0.0.1", "done")
    assert line.bytes > 500  # the handshake counts too


def test_a_certificate_that_nobody_vouches_for_is_a_failure(safe_host: Host) -> None:
    assert failure(f"{safe_host.root}/good").reason == "certificate"
    assert safe_host.requests == []


def test_a_certificate_for_another_name_is_a_failure(safe_host: Host, certificate: Path) -> None:
    resolve = leading_to("127.0.0.1")
    other = f"https://other.example.org:{safe_host.port}/good"
    assert failure(other, certificates=certificate, resolve=resolve).reason == "certificate"
    named = f"https://site.example.org:{safe_host.port}/good"
    assert get(named, certificates=certificate, resolve=resolve).content == PAGE


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "500 Internal Server Error", "403 Forbidden"])
def test_an_error_page_is_an_answer(host: Host, status: str) -> None:
    got = get(f"{host.root}/error?status={status.replace(' ', '%20')}")
    assert got.status == int(status[:3])
    assert b"Not here" in got.content


def test_an_answer_may_be_empty_if_it_says_so(host: Host) -> None:
    assert get(f"{host.root}/empty").content == b""
    assert get(f"{host.root}/nothing").status == 204


def test_a_folded_header_does_not_become_a_header_of_its_own(host: Host) -> None:
    got = get(f"{host.root}/folded")
    assert got.content == PAGE
    assert "set-cookie" not in {name.lower() for name, _ in got.headers}


@pytest.mark.parametrize("kind", ["slow_head", "slow_body", "slow_body_without_length", "slow_chunks", "silent"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_slow_answer_ends_in_time(scheme: str, kind: str, request: pytest.FixtureRequest) -> None:
    site: Host = request.getfixturevalue("host" if scheme == "http" else "safe_host")
    trusted = request.getfixturevalue("certificate") if scheme == "https" else None
    start = time.monotonic()
    problem = failure(f"{site.root}/{kind}", seconds=0.4, certificates=trusted)
    assert time.monotonic() - start < 10
    assert problem.reason == "time_out"
    assert problem.door_log[-1].outcome == "cut"


ENDLESS = ["endless", "endless_chunks", "endless_headers", "endless_line", "endless_continue"]


@pytest.mark.parametrize("kind", [*ENDLESS, "endless_trailers", "large_headers"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_endless_answer_ends_at_the_limit(scheme: str, kind: str, request: pytest.FixtureRequest) -> None:
    site: Host = request.getfixturevalue("host" if scheme == "http" else "safe_host")
    trusted = request.getfixturevalue("certificate") if scheme == "https" else None
    start = time.monotonic()
    problem = failure(f"{site.root}/{kind}", certificates=trusted)
    assert time.monotonic() - start < 10
    assert problem.reason in ("too_large", "broken", "truncated")
    assert problem.door_log[-1].bytes < 4 * LIMIT


def test_a_bomb_is_ended_at_the_limit_of_what_it_unpacks_to(host: Host) -> None:
    assert len(BOMB) * 900 < 20 * 2**20
    assert failure(f"{host.root}/bomb").reason == "too_large"
    assert len(get(f"{host.root}/bomb", limit_bytes=20 * 2**20).content) == 20 * 2**20


@pytest.mark.parametrize("kind", ["double_bomb", "bad_packing", "short_packing", "foreign_packing"])
def test_content_that_cannot_be_unpacked_is_a_failure(host: Host, kind: str) -> None:
    assert failure(f"{host.root}/{kind}").reason == "packing"


def test_the_limit_holds_for_what_is_packed_too(host: Host) -> None:
    assert failure(f"{host.root}/long_name").reason == "too_large"
    assert get(f"{host.root}/long_name", limit_bytes=2 * LIMIT).content == PAGE


def test_a_stated_length_over_the_limit_is_refused_before_it_is_read(host: Host) -> None:
    problem = failure(f"{host.root}/bytes_of?size={8 * LIMIT}")
    assert problem.reason == "too_large"
    assert problem.door_log[-1].bytes < 8 * LIMIT
    assert len(get(f"{host.root}/bytes_of?size={LIMIT}").content) == LIMIT
    assert failure(f"{host.root}/bytes_of?size={LIMIT + 1}").reason == "too_large"


CUT_SHORT = {
    "too_short": "truncated",
    "short_chunks": "truncated",
    "half_a_chunk": "truncated",
    "wrong_chunks": "truncated",
    "torn": "truncated",
    "empty_without_length": "truncated",
    "two_lengths": "broken",
    "early_hints": "broken",
    "hang_up": "broken",
    "no_http": "broken",
}


@pytest.mark.parametrize("kind", CUT_SHORT)
def test_an_answer_that_is_not_whole_is_a_failure(host: Host, kind: str) -> None:
    problem = failure(f"{host.root}/{kind}")
    assert problem.reason == CUT_SHORT[kind]
    if kind not in ("early_hints", "empty_without_length"):  # to the door those are whole
        assert problem.door_log[-1].outcome == CUT_SHORT[kind]


@pytest.mark.parametrize("kind", CUT_SHORT)
def test_and_so_it_is_over_https(safe_host: Host, certificate: Path, kind: str) -> None:
    problem = failure(f"{safe_host.root}/{kind}", certificates=certificate)
    assert problem.reason in ("truncated", "broken")


def test_an_end_without_a_word_of_tls_is_no_end(host: Host, safe_host: Host, certificate: Path) -> None:
    assert get(f"{host.root}/ragged").content == PAGE
    assert failure(f"{safe_host.root}/ragged", certificates=certificate).reason == "truncated"


def test_every_hostile_page_has_a_test() -> None:
    tried = {*CUT_SHORT, *ENDLESS, "endless_trailers", "large_headers", "bomb", "double_bomb"}
    tried |= {"bad_packing", "short_packing", "foreign_packing", "silent", "slow_head", "slow_body"}
    tried |= {"slow_body_without_length", "slow_chunks", "endless_redirect", "ragged", "long_name"}
    assert set(list(PAGES)[list(PAGES).index("silent") :]) == tried


def test_redirects_are_followed_and_told(host: Host) -> None:
    got = get(f"{host.root}/redirect?left=2&to=/good")
    assert got.content == PAGE
    assert got.final_address == f"{host.root}/good"
    assert [hop.status for hop in got.redirects] == [302, 302, 302]
    assert got.redirects[0].address == got.address
    assert got.redirects[-1].location == "/good"
    assert len(got.door_log) == 4


def test_a_redirect_with_a_space_and_one_that_wants_its_cookie_are_followed(host: Host) -> None:
    assert get(f"{host.root}/spaced_redirect").status == 404
    assert get(f"{host.root}/cookie_redirect").content == PAGE


def test_what_a_redirect_holds_besides_its_location_is_not_read(host: Host) -> None:
    start = time.monotonic()
    got = get(f"{host.root}/endless_redirect", limit_bytes=64 * LIMIT)
    assert got.content == PAGE
    assert time.monotonic() - start < 10
    assert got.door_log[0].bytes < 8 * LIMIT  # what the sockets between hold


def test_more_redirects_than_allowed_are_a_failure(host: Host) -> None:
    assert get(f"{host.root}/redirect?left=4&to=/good").content == PAGE
    assert failure(f"{host.root}/redirect?left=5&to=/good").reason == "redirects"
    assert failure(f"{host.root}/redirect?left=0&to=/good", redirects=0).reason == "redirects"


@pytest.mark.parametrize("position", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found", "303 See Other", "307 x", "308 x"])
def test_no_redirect_reaches_the_canary(host: Host, canary: Host, position: int, status: str) -> None:
    inside = f"http://127.0.0.2:{canary.port}/good"
    code = status.replace(" ", "%20")
    problem = failure(f"{host.root}/redirect?left={position - 1}&status={code}&to={inside}")
    assert problem.reason == "refused"
    assert len(host.requests) == 1 + (position - 1)


@pytest.mark.parametrize(
    "way",
    [
        "//127.0.0.2:{port}/good",
        "https://127.0.0.2:{port}/good",
        "http://127.0.0.2.:{port}/good",
        "http://2130706434:{port}/good",
        "http://0x7f000002:{port}/good",
        "http://0177.0.0.2:{port}/good",
        "http://127.2:{port}/good",
        "http://[::ffff:127.0.0.2]:{port}/good",
        "http://127。0。0。2:{port}/good",
        "http://①②⑦.⓪.⓪.②:{port}/good",
        "http://127.0.0.1@127.0.0.2:{port}/good",
        "http://127.0.0.2:{port}\\@127.0.0.1/good",
        "http://inside.example.org:{port}/good",
        "ftp://127.0.0.2:{port}/good",
        "file:///etc/passwd",
        "data:text/html,hello",
        "gopher://127.0.0.2:{port}/_x",
        "http://[::1]:{port}/",
        "http://[",
        "http://:{port}/",
        "",
    ],
)
def test_no_way_of_writing_an_address_reaches_the_canary(host: Host, canary: Host, way: str) -> None:
    address = way.format(port=canary.port)
    resolve = leading_to("127.0.0.2")
    assert failure(address, resolve=resolve).reason == "refused"
    if address:
        quoted = "".join(f"%{byte:02X}" for byte in address.encode())
        assert failure(f"{host.root}/redirect?to={quoted}", resolve=resolve).reason == "refused"


def test_a_name_that_leads_elsewhere_the_second_time_is_dialled_where_it_was_vetted(host: Host, canary: Host) -> None:
    resolve = leading_to("127.0.0.1", "127.0.0.2")
    got = get(f"http://site.example.org:{host.port}/good", resolve=resolve)
    assert got.content == PAGE
    assert [line.dialled for line in got.door_log] == ["127.0.0.1"]


def test_a_redirect_to_the_same_name_is_vetted_again(host: Host, canary: Host) -> None:
    resolve = leading_to("127.0.0.1", "127.0.0.2")
    problem = failure(f"http://site.example.org:{host.port}/redirect?to=/good", resolve=resolve)
    assert problem.reason == "refused"
    assert [line.outcome for line in problem.door_log][1:] == ["refused"]


def test_a_connection_that_comes_out_elsewhere_is_hung_up_before_a_word_is_said(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Host("127.0.0.3") as elsewhere:

        class Diverted(socket.socket):
            """A network that leads what goes to the site to another machine."""

            def connect(self, address: Any) -> None:
                to_site = address == ("127.0.0.1", host.port)
                super().connect(("127.0.0.3", elsewhere.port) if to_site else address)

        monkeypatch.setattr("workbench.evidence.forwarding.socket.socket", Diverted)
        problem = failure(f"{host.root}/good", allow_nets=("127.0.0.0/8",))
    assert problem.reason == "refused"
    assert "another address" in str(problem)
    assert elsewhere.connections == 1
    assert elsewhere.requests == []


def test_a_name_that_nobody_knows_and_a_host_that_does_not_answer_are_told_apart() -> None:
    def unknown(*_args: object, **_options: object) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    assert failure("http://nowhere.example.org/", resolve=unknown).reason == "unknown_host"
    assert failure("https://nowhere.example.org/", resolve=unknown).reason == "unknown_host"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert failure(f"http://127.0.0.1:{port}/").reason == "unreachable"
    assert failure(f"https://127.0.0.1:{port}/").reason == "unreachable"


def test_a_resolver_that_takes_for_ever_does_not_hold_the_fetch_and_what_it_says_is_not_dialled(
    host: Host,
) -> None:
    answered = threading.Event()

    def stuck(_host: str, port: int, **_options: object) -> list[tuple[Any, ...]]:
        time.sleep(1)
        answered.set()
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    start = time.monotonic()
    address = f"https://slow.example.org:{host.port}/"
    assert failure(address, resolve=stuck, seconds=0.2).reason == "time_out"
    assert time.monotonic() - start < 10
    assert answered.wait(timeout=3)
    time.sleep(0.1)
    assert host.connections == 0


def test_a_user_name_and_a_password_are_never_sent(host: Host) -> None:
    with_password = host.root.replace("://", "://desk:secret@") + "/good"
    assert failure(with_password).reason == "refused"
    assert host.connections == 0
    assert failure(f"{host.root}/redirect?to={with_password}").reason == "refused"
    assert len(host.requests) == 1


def test_the_environments_proxy_and_password_file_are_not_taken(
    host: Host, canary: Host, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.2:{canary.port}")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login desk password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    got = get(f"{host.root}/good")
    assert got.content == PAGE
    assert len(got.door_log) == 1
    assert "authorization" not in host.requests[-1].lower()


def test_the_site_sees_nothing_of_the_door(host: Host) -> None:
    get(f"{host.root}/good")
    (asked,) = host.requests
    assert asked.startswith("GET /good HTTP/1.1\r\n")
    assert asked.lower().count("host: ") == 1
    assert "proxy" not in asked.lower()


@given(st.text(max_size=400))
def test_any_content_type_is_read_as_something_or_nothing(header: str) -> None:
    media_type, charset = stated_type(header)
    assert media_type is None or (media_type == media_type.lower() and media_type.count("/") == 1)
    assert charset is None or charset == charset.lower()


def test_the_content_types_of_real_sites_are_read() -> None:
    assert stated_type("text/html; charset=UTF-8") == ("text/html", "utf-8")
    assert stated_type('Text/HTML;charset="windows-1256"') == ("text/html", "windows-1256")
    assert stated_type("image/jpeg") == ("image/jpeg", None)
    assert stated_type("") == (None, None)
    assert stated_type("nonsense") == (None, None)


@pytest.mark.parametrize("address", ["http://exa mple.org/", "http://[::1", "http://ex\u0300\u0301..org/", "http://*/"])
def test_an_address_that_cannot_be_asked_for_is_refused(address: str) -> None:
    assert failure(address).reason in ("refused", "unknown_host")
