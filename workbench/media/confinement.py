"""A child process that may be killed: hostile addresses and files are opened there, never in the desk.

The parent calls `run_confined`. The child, `python -m workbench.media.confinement MODULE`, limits itself
before it imports MODULE, calls its `answer(request, file)` and writes what that returns to standard output:
one line of JSON, then the pictures. Nothing is pickled, so a child that was taken over can lie, not act.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Literal

_ROOT = Path(__file__).parents[2]
_KEPT = ("LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE")
_LARGEST_HEADER = 8 * 2**20


class ChildFailed(Exception):
    """The child gave no answer: it ran out of time or of memory, or it crashed."""

    def __init__(self, how: Literal["time", "memory", "crash"], detail: str = "") -> None:
        super().__init__(detail or how)
        self.how = how


@dataclass(frozen=True)
class Limits:
    """What a child may use: wall-clock and processor seconds, bytes of address space and of its answer."""

    seconds: float
    cpu_seconds: int
    memory: int
    file_size: int
    open_files: int = 64


@dataclass(frozen=True)
class Answer:
    """What a child says: a JSON object and byte strings that go with it, in order."""

    header: Mapping[str, Any]
    blobs: Sequence[bytes] = ()


def run_confined(module: str, request: Mapping[str, Any], limits: Limits, file: IO[bytes] | None = None) -> Answer:
    """The answer of `module` to `request`. `file` is handed over open, so the child needs no path.

    Raises ChildFailed. The child's output goes to a file that the kernel bounds; there is no pipe to fill.
    """
    with tempfile.TemporaryDirectory(prefix="workbench-child-") as home, contextlib.ExitStack() as stack:
        said, complaints, asked = (stack.enter_context(tempfile.TemporaryFile(dir=home)) for _ in range(3))
        handed = () if file is None else (file.fileno(),)
        question = {"limits": asdict(limits), "request": request, "file": handed[0] if handed else None}
        asked.write(json.dumps(question).encode())
        asked.seek(0)
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell, no caller's words
            [sys.executable, "-s", "-P", "-m", __name__, module],
            stdin=asked,
            stdout=said,
            stderr=complaints,
            cwd=home,
            env=_environment(home),
            pass_fds=handed,
            start_new_session=True,
        )
        code = _outcome(child, limits.seconds)
        said.seek(0)
        complaints.seek(max(0, complaints.seek(0, os.SEEK_END) - 2000))
        return _understood(code, said, complaints.read().decode(errors="replace"))


def _environment(home: str) -> dict[str, str]:
    """A child finds no other program, no settings of the user's and no plug-ins."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    own = {"PATH": home, "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
    return {**kept, **own, "PYTHONPATH": str(_ROOT), "YTDLP_NO_PLUGINS": "1", "OPENBLAS_NUM_THREADS": "1"}


def _outcome(child: subprocess.Popen[bytes], seconds: float) -> int:
    try:
        return child.wait(timeout=seconds)
    except subprocess.TimeoutExpired as late:
        raise ChildFailed("time") from late
    finally:
        if child.returncode is None:
            # The whole session dies, so that nothing the child started outlives it.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _understood(code: int, said: IO[bytes], complaint: str) -> Answer:
    if code in (-signal.SIGXCPU, -signal.SIGALRM):
        raise ChildFailed("time")
    line = said.readline(_LARGEST_HEADER)
    if code != 0 or not line.endswith(b"\n"):
        out_of_memory = "MemoryError" in complaint or "Cannot allocate memory" in complaint
        raise ChildFailed("memory" if out_of_memory else "crash", f"exit {code}: {complaint[-500:]}")
    try:
        whole = json.loads(line)
        header, sizes = dict(whole["header"]), [int(size) for size in whole["sizes"]]
    except (ValueError, KeyError, TypeError) as problem:
        raise ChildFailed("crash", "The child's answer was no JSON.") from problem
    blobs = [said.read(size) for size in sizes if size >= 0]
    if [len(blob) for blob in blobs] != sizes:
        raise ChildFailed("crash", "The child's answer was cut short.")
    return Answer(header, blobs)


def _confine(limits: Limits) -> None:
    """Limit this process for good."""
    wanted = [
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ]
    if sys.platform == "linux":  # elsewhere address space is no measure of memory
        wanted.append((resource.RLIMIT_AS, limits.memory))
    for kind, most in wanted:
        resource.setrlimit(kind, (most, most))
    # Where both limits are the same Linux sends SIGKILL at once, and a child out of time looks like a crash.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    os.nice(5)  # pages answer first
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + 5)  # the parent may be killed before its child


def main() -> None:
    question = json.load(sys.stdin)
    # Whatever a library prints goes to standard error: standard output is the answer alone.
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        _confine(Limits(**question["limits"]))
        handle = question["file"]
        file = None if handle is None else os.fdopen(handle, "rb")
        answer: Answer = importlib.import_module(sys.argv[1]).answer(question["request"], file)
        sizes = [len(blob) for blob in answer.blobs]
        out.write(json.dumps({"header": answer.header, "sizes": sizes}).encode() + b"\n")
        out.writelines(answer.blobs)


if __name__ == "__main__":
    main()
