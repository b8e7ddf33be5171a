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
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SECONDS = 2
SECONDS_IN_ALL = 10
MEMORY = 2**30
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
    return len(html) < HARMLESS or confined([Job(html, parse=True, clean=False)], {})[0].done


def _run(jobs: Sequence[Job], rules: Mapping[str, Any]) -> tuple[list[Outcome], int]:
    """The outcomes of the jobs that one child finished, and the signal that ended it (0: none)."""
    limits = {"seconds": SECONDS, "memory": MEMORY}
    lines = [json.dumps({**limits, **rules}), *(json.dumps(asdict(job)) for job in jobs)]
    child = subprocess.Popen(  # noqa: S603 - our own program; the document goes to its standard input
        [sys.executable, "-P", str(_PROGRAM)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with child:
        try:
            output, _ = child.communicate("\n".join(lines).encode("ascii"), timeout=6 * SECONDS_IN_ALL)
        except subprocess.TimeoutExpired:
            child.kill()
            output, _ = child.communicate()
    whole = output[: output.rfind(b"\n") + 1].splitlines()
    return [Outcome(True, json.loads(line)) for line in whole], -child.returncode
