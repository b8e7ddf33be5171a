"""HTML of strangers is parsed and cleaned in a child process that dies of too much work instead of us.

Both parsers have inputs that cost the square of their size: a hundred thousand nested elements (0.5 MB) held
Lexbor 24 s and 79 KB of crossed `<b><i>` held nh3 32 s. Neither can be interrupted from Python, so the work
is done, or for a parse first tried, where the system can end it.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

SECONDS = 2
SECONDS_IN_ALL = 10
MEMORY = 2**30
# What is parsed for a trial is parsed here again, beside its source and what is made of it.
MEMORY_OF_A_TREE = 2**29
_PROGRAM = Path(__file__).with_name("confined_child.py")
# Below this size the worst that we found costs a tenth of a second: not worth a process.
HARMLESS = 32 * 2**10


@dataclass(frozen=True)
class Job:
    """One piece of HTML: to be parsed for a trial, cleaned, or both. `base` makes its links whole."""

    html: str
    parse: bool
    clean: bool
    base: str | None = None


@dataclass(frozen=True)
class Outcome:
    """`done`: the work ended within its limits. `html`: the cleaned HTML where cleaning was asked for."""

    done: bool
    html: str | None = None


def confined(jobs: Sequence[Job], rules: Mapping[str, Any]) -> tuple[Outcome, ...]:
    """One outcome a job, in order. A job over 2 s or 1 GB is not done; after 10 s none of the rest is."""
    outcomes: list[Outcome] = []
    left = SECONDS_IN_ALL
    while len(outcomes) < len(jobs) and left > 0:
        answers, ended_by = _run(jobs[len(outcomes) :], {**rules, "seconds_in_all": left})
        outcomes += answers
        if ended_by == signal.SIGXCPU:
            break
        if len(outcomes) < len(jobs):
            outcomes.append(Outcome(done=False))
            left -= SECONDS
    return tuple(outcomes) + (Outcome(done=False),) * (len(jobs) - len(outcomes))


def can_be_parsed(html: str) -> bool:
    """Whether the parser is done with `html` within its limits, so that it may be parsed here too."""
    return len(html) < HARMLESS or all(vetted([html]))


def vetted(pieces: Sequence[str]) -> Iterator[bool]:
    """For each piece, as soon as it is known, whether it can be parsed; ends after the first that can't.

    The child is a piece or more ahead of us, so that waiting for it costs little more than its start.
    """
    jobs = [Job(one, parse=True, clean=False) for one in pieces]
    done = 0
    with _child(jobs, {"seconds_in_all": SECONDS_IN_ALL, "memory": MEMORY_OF_A_TREE}) as child:
        for _ in _answers(child):
            done += 1
            yield True
    if done < len(pieces):
        yield False


def _run(jobs: Sequence[Job], rules: Mapping[str, Any]) -> tuple[list[Outcome], int]:
    """The outcomes of the jobs that one child finished, and the signal that ended it (0: none)."""
    with _child(jobs, rules) as child:
        outcomes = [Outcome(True, answer) for answer in _answers(child)]
    return outcomes, -(child.returncode or 0)


@contextmanager
def _child(jobs: Sequence[Job], rules: Mapping[str, Any]) -> Iterator[subprocess.Popen[bytes]]:
    """A child at work on the jobs; killed if it is left before it is done, or takes far longer than its limits."""
    limits = {"seconds": SECONDS, "memory": MEMORY, **rules}
    with subprocess.Popen(  # noqa: S603 - our own program; the document goes to its standard input
        [sys.executable, "-P", str(_PROGRAM)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        patience = threading.Timer(6 * SECONDS_IN_ALL, child.kill)
        writer = threading.Thread(target=_write, args=(child, limits, jobs), daemon=True)
        patience.start()
        writer.start()
        try:
            yield child
        except BaseException:
            child.kill()
            raise
        finally:
            patience.cancel()
            writer.join()


def _write(child: subprocess.Popen[bytes], rules: Mapping[str, Any], jobs: Sequence[Job]) -> None:
    """The rules as a line of JSON, then each job as a line of JSON and the bytes that it counts."""
    try:
        with _pipe(child.stdin) as pipe:
            pipe.write(json.dumps(dict(rules)).encode("ascii") + b"\n")
            for job in jobs:
                content = job.html.encode("utf-8", "replace")
                head = {"size": len(content), "parse": job.parse, "clean": job.clean, "base": job.base}
                pipe.write(json.dumps(head).encode("ascii") + b"\n")
                pipe.write(content)
    except BrokenPipeError:
        return  # the child died of a job: its answers so far say of which


def _answers(child: subprocess.Popen[bytes]) -> Iterator[str | None]:
    """For each job that was done, in order, its clean HTML; None where none was asked for."""
    answers = _pipe(child.stdout)
    while line := answers.readline():
        if not line.endswith(b"\n"):
            return
        size = int(line)
        if size < 0:
            yield None
            continue
        content = answers.read(size)
        if len(content) < size:
            return
        yield content.decode("utf-8")


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("The child was started without pipes.")
    return pipe
