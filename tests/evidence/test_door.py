"""The outbound door, spoken to by several clients and by raw bytes."""

import base64
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from hostile_host import PAGE, Host
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.evidence.door import Door

SITE = ("127.0.0.1/32",)


@pytest.fixture
def door() -> Iterator[Door]:
    with Door(allow_nets=SITE, bytes=2**20, seconds=10) as opened:
        yield opened


def through(door: Door, method: str, address: str, **options: Any) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        session.proxies = {"http": door.address, "https": door.address}
        answer = session.request(method, address, timeout=5, allow_redirects=False, **options)
        assert answer.content is not None
        return answer


def pass_word(door: Door) -> str:
    parts = urlsplit(door.address)
    word = base64.b64encode(f"{parts.username}:{parts.password}".encode()).decode()
    return f"Proxy-Authorization: Basic {word}\r\n"


def say(door: Door, words: bytes) -> bytes:
    """Everything that the door answers to raw words."""
    with socket.create_connection(("127.0.0.1", urlsplit(door.address).port or 0), timeout=5) as client:
        heard = b""
        try:
            client.sendall(words)
            client.shutdown(socket.SHUT_WR)
            while piece := client.recv(2**16):
                heard += piece
        except TimeoutError:
            raise
        except OSError:
            pass  # the door need not listen to the end
        return heard


def test_a_page_passes_and_is_logged(door: Door, host: Host) -> None:
    answer = through(door, "GET", f"{host.root}/good")
    assert answer.content == PAGE
    assert through(door, "HEAD", f"{host.root}/good").headers["Content-Length"] == str(len(PAGE))
    time.sleep(0.05)
    assert [(line.method, line.outcome) for line in door.log] == [("GET", "done"), ("HEAD", "done")]


def test_another_client_takes_the_same_address_and_secret(door: Door, host: Host) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": door.address}))
    with opener.open(f"{host.root}/chunked", timeout=5) as answer:
        assert answer.read() == PAGE
    with pytest.raises(urllib.error.HTTPError) as refusal:
        opener.open("http://10.0.0.1/", timeout=5)
    with refusal.value as told:
        assert told.code == 403
        assert told.read().decode() == str(door.log[-1].why)


def test_without_the_jobs_secret_nobody_passes(door: Door, host: Host) -> None:
    target = f"GET {host.root}/good HTTP/1.1\r\nHost: x\r\n"
    wrong = base64.b64encode(b"job:guessed").decode()
    for line in ("", f"Proxy-Authorization: Basic {wrong}\r\n", "Proxy-Authorization: Basic \r\n"):
        assert say(door, f"{target}{line}\r\n".encode()).startswith(b"HTTP/1.1 407 ")
        tunnel = f"CONNECT 127.0.0.1:{host.port} HTTP/1.1\r\n{line}\r\n"
        assert say(door, tunnel.encode()).startswith(b"HTTP/1.1 407 ")
    assert host.connections == 0
    assert door.log == ()
    assert say(door, f"{target}{pass_word(door)}\r\n".encode()).endswith(PAGE)


def test_two_doors_differ_in_port_and_secret() -> None:
    with Door() as one, Door() as other:
        here, there = urlsplit(one.address), urlsplit(other.address)
        assert here.port != there.port
        assert here.password != there.password
        assert len(here.password or "") >= 32
        assert here.hostname == "127.0.0.1"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get"])
def test_nothing_is_sent_but_get_and_head(door: Door, host: Host, method: str) -> None:
    body = b"x" * 300_000 if method in ("POST", "PUT") else b""
    words = f"{method} {host.root}/good HTTP/1.1\r\nContent-Length: {len(body)}\r\n{pass_word(door)}\r\n"
    assert say(door, words.encode() + body)[:13] in (b"HTTP/1.1 403 ", b"")
    assert host.connections == 0
    assert door.log[-1].outcome == "refused"


def test_the_refusal_of_a_form_reaches_who_sent_it(door: Door, host: Host) -> None:
    answer = through(door, "POST", f"{host.root}/good", data=b"x" * 20_000)
    assert answer.status_code == 403
    assert "only reads" in answer.text


@pytest.mark.parametrize("line", ["Content-Length: 5", "Transfer-Encoding: chunked", "Content-Length: -1"])
def test_a_get_with_content_is_refused(door: Door, host: Host, line: str) -> None:
    words = f"GET {host.root}/good HTTP/1.1\r\n{line}\r\n{pass_word(door)}\r\nhello"
    assert say(door, words.encode()).startswith(b"HTTP/1.1 403 ")
    assert host.connections == 0


@pytest.mark.parametrize(
    "target",
    [
        "https://127.0.0.1:{port}/good",
        "/good",
        "*",
        "ftp://127.0.0.1:{port}/good",
        "http://user:word@127.0.0.1:{port}/good",
        "http://127.0.0.2:{port}/good",
        "http://127.1:{port}/good",
    ],
)
def test_what_is_no_plain_http_address_is_refused(door: Door, host: Host, target: str) -> None:
    words = f"GET {target.format(port=host.port)} HTTP/1.1\r\n{pass_word(door)}\r\n"
    heard = say(door, words.encode())
    assert heard.startswith(b"HTTP/1.1 403 ")
    assert b"Proxy-Status: door; error=destination_ip_prohibited\r\n" in heard
    assert host.connections == 0


@pytest.mark.parametrize("target", ["127.0.0.1:80", "127.0.0.2:443", "[::1]:443", "127.0.0.1", ""])
def test_tunnels_open_only_to_vetted_hosts_and_not_for_plain_http(door: Door, target: str) -> None:
    if target == "127.0.0.1:80":
        heard = say(door, f"CONNECT {target} HTTP/1.1\r\n{pass_word(door)}\r\n".encode())
        assert b"https only" in heard
    heard = say(door, f"CONNECT {target} HTTP/1.1\r\n{pass_word(door)}\r\n".encode())
    assert heard.startswith((b"HTTP/1.1 403 ", b"HTTP/1.1 400 "))
    assert all(line.dialled is None for line in door.log)


def test_what_follows_a_connect_at_once_is_not_lost(door: Door, host: Host) -> None:
    words = f"CONNECT 127.0.0.1:{host.port} HTTP/1.1\r\n{pass_word(door)}\r\nGET /good HTTP/1.1\r\n\r\n"
    with socket.create_connection(("127.0.0.1", urlsplit(door.address).port or 0), timeout=5) as client:
        client.sendall(words.encode())
        heard = b""
        while not heard.endswith(PAGE):
            piece = client.recv(2**16)
            assert piece
            heard += piece
    assert heard.startswith(b"HTTP/1.1 200 ")


def test_a_tunnel_that_the_site_resets_has_ended_like_any_other(door: Door, host: Host) -> None:
    words = f"CONNECT 127.0.0.1:{host.port} HTTP/1.1\r\n{pass_word(door)}\r\nGET /torn HTTP/1.1\r\n\r\n"
    with socket.create_connection(("127.0.0.1", urlsplit(door.address).port or 0), timeout=5) as client:
        client.sendall(words.encode())
        while client.recv(2**16):
            pass
    time.sleep(0.05)
    assert [line.outcome for line in door.log] == ["done"]


def test_a_job_may_not_ask_for_ever(door: Door, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.evidence.forwarding._MOST_PASSAGES", 3)
    assert [through(door, "GET", f"{host.root}/good").status_code for _ in range(5)] == [200, 200, 200, 403, 403]
    assert len(door.log) == len(host.requests) == 3


def test_the_host_header_is_that_of_the_vetted_address(door: Door, host: Host) -> None:
    words = (
        f"GET {host.root}/good HTTP/1.1\r\nHost: inside.example.org\r\nX-Own: 1\r\nConnection: x-own, close\r\n"
        f"Upgrade: h2c\r\nTE: trailers\r\n{pass_word(door)}\r\n"
    )
    assert say(door, words.encode()).endswith(PAGE)
    (asked,) = host.requests
    head, *lines = asked.strip().split("\r\n")
    assert head == "GET /good HTTP/1.1"
    assert lines == [f"Host: 127.0.0.1:{host.port}", "Connection: close"]


def test_a_folded_header_of_the_site_comes_out_on_one_line(door: Door, host: Host) -> None:
    heard = say(door, f"GET {host.root}/folded HTTP/1.1\r\n{pass_word(door)}\r\n".encode())
    head = heard.partition(b"\r\n\r\n")[0]
    assert b"X-Folded: one" in head
    assert not any(line[:1] in (b" ", b"\t") or b"\x07" in line for line in head.split(b"\r\n"))


def test_a_request_with_a_folded_header_is_not_read(door: Door, host: Host) -> None:
    words = f"GET {host.root}/good HTTP/1.1\r\nX: a\r\n Host: y\r\n{pass_word(door)}\r\n"
    assert say(door, words.encode()).startswith(b"HTTP/1.1 400 ")
    assert host.connections == 0


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.binary(max_size=300), authorised=st.booleans())
def test_any_bytes_are_answered_or_hung_up_on(door: Door, words: bytes, authorised: bool) -> None:
    line = pass_word(door).encode() if authorised else b""
    heard = say(door, words + b" HTTP/1.1\r\n" + line + b"\r\n")
    assert heard == b"" or heard.startswith(b"HTTP/1.1 4")
    assert all(line.dialled is None for line in door.log)


def test_bytes_are_counted_together_over_all_requests(host: Host) -> None:
    with Door(allow_nets=SITE, bytes=300_000, seconds=10) as door:
        for _ in range(2):
            assert len(through(door, "GET", f"{host.root}/bytes_of?size=100000").content) == 100_000
        with pytest.raises(requests.RequestException):
            through(door, "GET", f"{host.root}/bytes_of?size=100000")
        assert door.ended == "bytes"
        with pytest.raises(requests.RequestException):
            through(door, "GET", f"{host.root}/good")
    assert [line.outcome for line in door.log] == ["done", "done", "cut"]
    assert sum(line.bytes for line in door.log) < 300_000 + 2**17


def test_a_cut_plain_answer_is_a_reset_and_no_end(host: Host) -> None:
    with Door(allow_nets=SITE, bytes=2**20, seconds=0.3) as door:
        start = time.monotonic()
        with pytest.raises(requests.RequestException):
            through(door, "GET", f"{host.root}/slow_body_without_length")
        assert time.monotonic() - start < 10
        assert door.ended == "time"
    assert door.log[-1].outcome == "cut"


def test_a_job_that_does_not_read_does_not_outlive_its_time(host: Host) -> None:
    with (
        Door(allow_nets=SITE, bytes=2**30, seconds=0.4) as door,
        socket.create_connection(("127.0.0.1", urlsplit(door.address).port or 0), timeout=5) as client,
    ):
        client.sendall(f"GET {host.root}/endless HTTP/1.1\r\n{pass_word(door)}\r\n".encode())
        time.sleep(1)
        assert [line.outcome for line in door.log] == ["cut"]


def is_ended(connection: socket.socket) -> bool:
    """Whether the other side has closed it: in order, or by a reset where it was never taken up."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def test_closing_ends_every_connection_and_every_thread(host: Host) -> None:
    with Door(allow_nets=SITE, seconds=30) as door:
        port = urlsplit(door.address).port or 0
        client = socket.create_connection(("127.0.0.1", port), timeout=5)
        client.sendall(f"GET {host.root}/slow_body HTTP/1.1\r\n{pass_word(door)}\r\n".encode())
        assert client.recv(100).startswith(b"HTTP/1.1 200 ")
        idle = socket.create_connection(("127.0.0.1", port), timeout=5)
        start = time.monotonic()
    assert time.monotonic() - start < 10
    with client, idle:
        assert not [thread for thread in threading.enumerate() if thread.name == "door"]
        assert is_ended(idle)
    assert door.log[-1].outcome == "left"
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_many_requests_at_once_are_kept_apart(door: Door, host: Host) -> None:
    kinds = ["good", "packed", "chunked", "no_length"] * 6
    with ThreadPoolExecutor(12) as pool:
        answers = pool.map(lambda kind: through(door, "GET", f"{host.root}/{kind}").content, kinds)
    assert set(answers) == {PAGE}
    assert len(door.log) == len(kinds)


def test_a_crowd_at_the_door_is_not_let_in(door: Door) -> None:
    port = urlsplit(door.address).port or 0
    crowd = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(64)]
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as late:
            assert late.recv(1) == b""
    finally:
        for one in crowd:
            one.close()
