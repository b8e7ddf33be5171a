import contextlib
import os
import sys
import textwrap
import time
from pathlib import Path

import pytest

from workbench.media import confinement
from workbench.media.confinement import ChildFailed, Limits, run_confined

LIMITS = Limits(seconds=5, cpu_seconds=5, memory=512 * 2**20, file_size=2**20)


@pytest.fixture
def behave(tmp_path, monkeypatch):
    """A child of the test's own making: `behave("body of answer(request, file)")`."""

    def run(body: str, limits: Limits = LIMITS, request=None, file=None):
        source = f"import os, sys, time\nfrom workbench.media.confinement import Answer\n\ndef answer(request, file):\n{textwrap.indent(textwrap.dedent(body), '    ')}\n"
        (tmp_path / "misbehaving.py").write_text(source)
        plain = confinement._environment
        found = f"{confinement._ROOT}{os.pathsep}{tmp_path}"
        monkeypatch.setattr(confinement, "_environment", lambda home: {**plain(home), "PYTHONPATH": found})
        return run_confined("misbehaving", request or {}, limits, file)

    return run


def test_an_answer_comes_back_with_its_pictures_in_order(behave):
    answer = behave("return Answer({'got': request['word']}, [b'one', b'', b'three'])", request={"word": "نهر"})
    assert answer.header == {"got": "نهر"}
    assert answer.blobs == [b"one", b"", b"three"]


def test_a_file_is_handed_over_open(behave, tmp_path):
    (tmp_path / "film").write_bytes(b"12345")
    with (tmp_path / "film").open("rb") as file:
        assert behave("return Answer({'read': file.read().decode()})", file=file).header == {"read": "12345"}


def test_what_the_child_prints_is_no_part_of_the_answer(behave):
    assert behave("print('noise'); os.write(1, b'{}'); return Answer({'a': 1})").header == {"a": 1}


@pytest.mark.parametrize("body", ["time.sleep(60)", "while True: pass", "os.kill(os.getpid(), 19)"])
def test_a_child_that_sleeps_spins_or_stops_is_killed_in_time(behave, body):
    started = time.monotonic()
    with pytest.raises(ChildFailed) as failure:
        behave(body, Limits(seconds=1, cpu_seconds=1, memory=512 * 2**20, file_size=2**20))
    assert failure.value.how == "time"
    assert time.monotonic() - started < 10


def test_a_child_that_used_up_its_processor_time_ran_out_of_time_and_did_not_crash(behave):
    with pytest.raises(ChildFailed) as failure:
        behave("while True: pass", Limits(seconds=30, cpu_seconds=1, memory=512 * 2**20, file_size=2**20))
    assert failure.value.how == "time"


@pytest.mark.parametrize(
    ("body", "how"),
    [
        ("return Answer({}, [bytes(2**30)])", "memory"),
        ("return Answer({}, [bytes(2**21)])", "crash"),
        ("os.abort()", "crash"),
        ("os._exit(0)", "crash"),
        ("raise ValueError('odd')", "crash"),
        ("return Answer({'a': b'bytes'})", "crash"),
        ("[open('/dev/null') for _ in range(100)]", "crash"),
    ],
)
def test_a_child_that_takes_too_much_or_breaks_gives_a_failure(behave, body, how):
    with pytest.raises(ChildFailed) as failure:
        behave(f"things = []\n{body}")
    assert failure.value.how == how


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_what_a_killed_child_had_started_dies_with_it(behave, tmp_path):
    body = f"""
        import subprocess
        other = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])
        open({str(tmp_path / "pid")!r}, 'w').write(str(other.pid))
        time.sleep(60)
    """
    with contextlib.suppress(ChildFailed):
        behave(body, Limits(seconds=1, cpu_seconds=5, memory=512 * 2**20, file_size=2**20))
    pid = int((tmp_path / "pid").read_text())
    until = time.monotonic() + 3
    while _runs(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_the_child_finds_none_of_our_settings_and_leaves_nothing_behind(behave, monkeypatch):
    monkeypatch.setenv("WORKBENCH_SECRET_KEY", "secret")
    monkeypatch.setenv("http_proxy", "http://elsewhere.example/")
    answer = behave("open('left', 'w').close(); return Answer({'env': dict(os.environ), 'at': os.getcwd()})")
    assert not {"WORKBENCH_SECRET_KEY", "http_proxy"} & set(answer.header["env"])
    assert answer.header["env"]["HOME"] == answer.header["at"]
    assert not Path(answer.header["at"]).exists()
