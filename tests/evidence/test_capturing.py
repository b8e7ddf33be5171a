"""Captures: stored with all that is known of them, or nothing at all."""

import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest
from hostile_host import PAGE, Host

from workbench.evidence.capturing import Capture, capture
from workbench.evidence.fetching import CannotFetch
from workbench.evidence.store import CannotStore, Store, open_store

SITE = ("127.0.0.1/32",)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "evidence"))


def take(address: str, store: Store, seconds: float = 5) -> Capture:
    return capture(address, store=store, allow_nets=SITE, limit_bytes=2**20, seconds=seconds)


def test_a_page_is_captured_with_what_the_desk_must_know(host: Host, store: Store) -> None:
    kept = take(f"{host.root}/redirect?to=/packed", store)
    assert kept.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert store.read(kept.sha256) == PAGE
    assert (kept.size, kept.media_type, kept.status) == (len(PAGE), "text/html", 200)
    assert kept.title == "Harbour reopens"
    assert kept.address.endswith("/redirect?to=/packed")
    assert kept.final_address == f"{host.root}/packed"
    assert kept.captured_at.utcoffset() is not None
    assert ("Content-Encoding", "gzip") in kept.headers
    assert [line.outcome for line in kept.door_log][-1] == "done"


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops"])
def test_an_error_page_is_captured_and_says_so(host: Host, store: Store, status: str) -> None:
    kept = take(f"{host.root}/error?status={status.replace(' ', '%20')}", store)
    assert kept.status == int(status[:3])
    assert kept.title == "Not here"
    assert store.has(kept.sha256)


def test_a_picture_has_no_title(host: Host, store: Store) -> None:
    kept = take(f"{host.root}/bytes_of?size=70000", store)
    assert (kept.media_type, kept.size, kept.title) == ("image/jpeg", 70_000, None)


def test_its_json_can_be_written_and_read_back(host: Host, store: Store) -> None:
    kept = take(f"{host.root}/redirect?to=/good", store)
    told = json.loads(json.dumps(kept.as_json()))
    assert told["sha256"] == kept.sha256
    assert datetime.fromisoformat(told["captured_at"]) == kept.captured_at
    assert told["headers"] == [list(pair) for pair in kept.headers]
    assert told["redirects"] == [{"address": kept.address, "status": 302, "location": "/good"}]
    assert [line["outcome"] for line in told["door_log"]][-1] == "done"
    assert datetime.fromisoformat(told["door_log"][0]["time"]).utcoffset() is not None


@pytest.mark.parametrize("kind", ["slow_body_without_length", "endless", "bomb", "too_short", "torn", "hang_up"])
def test_a_fetch_that_fails_leaves_nothing_in_the_store(host: Host, store: Store, tmp_path: Path, kind: str) -> None:
    with pytest.raises(CannotFetch) as failure:
        take(f"{host.root}/{kind}", store, seconds=0.5)
    assert failure.value.door_log[0].host == "127.0.0.1"
    assert not [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]


def test_a_refused_address_leaves_nothing_in_the_store(store: Store, tmp_path: Path) -> None:
    with pytest.raises(CannotFetch) as failure:
        take("http://169.254.169.254/latest/meta-data/", store)
    assert failure.value.reason == "refused"
    assert not [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]


def test_a_store_that_takes_nothing_is_told(host: Host, store: Store, tmp_path: Path) -> None:
    (tmp_path / "evidence" / "incoming").rmdir()
    with pytest.raises(CannotStore):
        take(f"{host.root}/good", store)
