"""The evidence store: whole or absent, found by its hash, and honest about damage."""

import hashlib
import io
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.evidence.store import CannotStore, Damaged, FolderStore, NotStored, Store, open_store

HELLO = hashlib.sha256(b"hello").hexdigest()
AN_HOUR_AGO = 3700


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "evidence"


@pytest.fixture
def store(folder: Path) -> Store:
    return open_store(str(folder))


def make_old(path: Path) -> None:
    then = time.time() - AN_HOUR_AGO
    os.utime(path, (then, then))


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)


def test_bytes_are_kept_under_their_hash(store: Store, folder: Path) -> None:
    kept = store.put(b"hello")
    assert (kept.sha256, kept.size) == (HELLO, 5)
    assert store.read(HELLO) == b"hello"
    with store.open(HELLO) as file:
        assert file.read() == b"hello"
    assert store.has(HELLO)
    assert store.path(HELLO) == folder / HELLO[:2] / HELLO[2:4] / HELLO
    assert [path for path in folder.rglob("*") if path.is_file()] == [store.path(HELLO)]


def test_files_and_streams_are_kept_like_bytes(store: Store, tmp_path: Path) -> None:
    content = random.Random(7).randbytes(3_000_000)
    file = tmp_path / "film.mp4"
    file.write_bytes(content)
    assert store.put(file) == store.put(io.BytesIO(content)) == store.put(content)
    assert store.read(store.put(file).sha256) == content
    with pytest.raises(OSError, match="nowhere"):
        store.put(tmp_path / "nowhere")


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=5000))
def test_whatever_is_put_comes_back(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    store = open_store(str(tmp_path_factory.getbasetemp() / "any"))
    kept = store.put(content)
    assert store.read(kept.sha256) == content
    assert kept.size == len(content)


@pytest.mark.parametrize("flip", [True, False])
def test_damage_is_found_on_reading_and_by_the_check(store: Store, flip: bool) -> None:
    store.put(b"hello")
    path = store.path(HELLO)
    if flip:
        flip_a_bit(path)
    else:
        path.chmod(0o600)
        path.write_bytes(b"hell")
    with pytest.raises(Damaged, match="damaged"):
        store.read(HELLO)
    with pytest.raises(Damaged):
        store.open(HELLO)
    (fault,) = store.check()
    assert (fault.kind, fault.name) == ("damaged", HELLO)
    assert str(fault).endswith(".")


def test_putting_the_same_bytes_again_heals(store: Store) -> None:
    store.put(b"hello")
    flip_a_bit(store.path(HELLO))
    store.put(b"hello")
    assert store.read(HELLO) == b"hello"
    assert list(store.check()) == []


def test_what_was_never_put_is_told_apart_from_damage(store: Store) -> None:
    for ask in (store.read, store.open, store.path):
        with pytest.raises(NotStored):
            ask("0" * 64)
    assert not store.has("0" * 64)


@pytest.mark.parametrize(
    "name", ["", "..", "../../etc/passwd", "/etc/passwd", "A" * 64, "0" * 63, "0" * 65, "0" * 63 + "\n", "\x00" * 64]
)
def test_what_is_no_hash_never_becomes_a_path(store: Store, name: str) -> None:
    for ask in (store.read, store.open, store.path, store.has):
        with pytest.raises(NotStored):
            ask(name)


def test_the_check_names_what_is_missing_orphaned_and_strange(store: Store, folder: Path) -> None:
    known = store.put(b"known").sha256
    orphan = store.put(b"orphan").sha256
    young = store.put(b"young").sha256
    make_old(store.path(orphan))
    (folder / "note.txt").write_text("what is this?")
    (folder / "00").mkdir()
    (folder / "00" / ("ab" * 32)).write_bytes(b"in the wrong place")
    found = {(fault.kind, fault.name) for fault in store.check({known, "f" * 64})}
    assert found == {
        ("orphan", orphan),
        ("missing", "f" * 64),
        ("stray", "note.txt"),
        ("stray", f"00/{'ab' * 32}"),
    }
    assert store.has(young)


def test_left_over_files_are_swept_when_they_are_old(folder: Path) -> None:
    open_store(str(folder)).put(b"hello")
    dead, alive = folder / "incoming" / "1-dead", folder / "incoming" / "2-alive"
    dead.write_bytes(b"half a f")
    alive.write_bytes(b"half a f")
    make_old(dead)
    store = open_store(str(folder))
    assert not dead.exists()
    assert alive.exists()
    assert list(store.check()) == []
    assert isinstance(store, FolderStore)
    assert store.sweep(older_than=0) == 1


def test_a_stream_that_breaks_leaves_nothing(store: Store, folder: Path) -> None:
    class Broken(io.RawIOBase):
        def read(self, _size: int = -1) -> bytes:
            if self.tell_once:
                raise OSError(5, "Input/output error")
            self.tell_once = True
            return b"first piece"

        tell_once = False

    with pytest.raises(CannotStore, match="Input/output error"):
        store.put(Broken())  # type: ignore[arg-type]  # it reads like a file, which is all that matters
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_a_full_disk_is_told_and_leaves_nothing(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("workbench.evidence.store.os.fsync", full)
    with pytest.raises(CannotStore, match="No space left on device"):
        store.put(b"hello")
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_everything_is_settled_on_the_disk_before_put_returns(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: list[str] = []
    sizes: list[int] = []
    real = os.fsync

    def noting(handle: int) -> None:
        settled.append(str(Path(f"/proc/self/fd/{handle}").readlink()) if sys.platform == "linux" else "?")
        sizes.append(os.fstat(handle).st_size)
        real(handle)

    monkeypatch.setattr("workbench.evidence.store.os.fsync", noting)
    store.put(b"hello")
    assert sizes[0] == len(b"hello")
    if sys.platform != "linux":
        assert len(settled) == 4
        return
    place = store.path(HELLO)
    assert settled[0].startswith(str(folder / "incoming"))
    assert settled[1:] == [str(place.parent), str(place.parent.parent), str(folder)]


def test_the_same_bytes_may_be_put_by_many_at_once(store: Store, folder: Path) -> None:
    content = random.Random(3).randbytes(400_000)
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda _: store.put(content), range(24)))
    assert len(set(kept)) == 1
    assert store.read(kept[0].sha256) == content
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


WRITER = """
import random, sys
from workbench.evidence.store import open_store
store, seed = open_store(sys.argv[1]), random.Random(int(sys.argv[2]))
while True:
    kept = store.put(seed.randbytes(seed.randrange(1, 400_000)))
    print(kept.sha256, flush=True)
"""


def test_after_a_kill_at_any_moment_every_file_is_whole_and_none_that_was_acknowledged_is_gone(
    folder: Path,
) -> None:
    acknowledged: set[str] = set()
    chance = random.Random(11)
    for number in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(number)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        with writer.stdout as said:
            acknowledged.add(said.readline().strip())
            time.sleep(chance.uniform(0, 0.25))
            writer.send_signal(signal.SIGKILL)
            writer.wait(timeout=10)
            acknowledged |= {line.strip() for line in said if len(line) == 65}
    store = FolderStore(folder)
    left_over = len(list((folder / "incoming").iterdir()))
    assert list(store.check()) == []
    assert len(acknowledged) > 20
    for sha256 in acknowledged:
        store.read(sha256)
    assert store.sweep(older_than=0) == left_over


@pytest.mark.parametrize("form", ["{}", "file://{}", "file://localhost{}"])
def test_a_store_is_opened_by_path_or_file_address(tmp_path: Path, form: str) -> None:
    place = tmp_path / "some evidence"
    store = open_store(form.format(str(place).replace(" ", "%20" if "file" in form else " ")))
    store.put(b"hello")
    assert (place / HELLO[:2]).is_dir()


@pytest.mark.parametrize(
    "url", ["s3://key:secret@bucket/x", "http://example.org/", "file://elsewhere/x", "", "  ", "file://", "a\x00b"]
)
def test_a_store_that_cannot_be_opened_is_refused_in_a_sentence(url: str) -> None:
    with pytest.raises(CannotStore) as refusal:
        open_store(url)
    assert str(refusal.value).endswith(".")
    assert "secret" not in str(refusal.value)


def test_a_store_stays_where_it_was_when_the_program_changes_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("evidence")
    monkeypatch.chdir("/")
    store.put(b"hello")
    assert (tmp_path / "evidence" / HELLO[:2]).is_dir()


def test_a_file_in_the_way_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("not a folder")
    with pytest.raises(CannotStore, match="can't be used"):
        open_store(str(tmp_path / "evidence"))
