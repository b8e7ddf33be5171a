"""The other side of `confinement.py`: a program that parses or cleans HTML and may be killed for it.

It is started by its path, so it imports nothing of the project. Standard input: a line of JSON with the
limits and the rules, then one job a line. Standard output: one line of JSON a job, in order, each written
before the next job begins.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from typing import Any


def _limit(rules: dict[str, Any]) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (rules["seconds_in_all"], rules["seconds_in_all"] + 1))
    if sys.platform == "linux":  # elsewhere address space is no measure of memory
        resource.setrlimit(resource.RLIMIT_AS, (rules["memory"], rules["memory"]))


def _done(job: dict[str, Any], rules: dict[str, Any]) -> str | None:
    # Imported late and only as needed: the limits hold for the libraries too.
    if job["parse"]:
        from selectolax.lexbor import LexborHTMLParser

        LexborHTMLParser(job["html"])
    if not job["clean"]:
        return None
    import nh3

    return nh3.clean(
        job["html"],
        tags=set(rules["tags"]),
        clean_content_tags=set(rules["dropped"]),
        attributes={tag: set(names) for tag, names in rules["attributes"].items()},
        url_schemes={"http", "https"},
        url_relative=("rewrite_with_base", job["base"]) if job["base"] else "deny",
        link_rel="noopener noreferrer nofollow",
    )


def main() -> None:
    rules = json.loads(sys.stdin.readline())
    _limit(rules)
    for line in sys.stdin:
        job = json.loads(line)
        # The default answer to this signal is death, even in the middle of native code.
        signal.setitimer(signal.ITIMER_PROF, rules["seconds"])
        sys.stdout.write(json.dumps(_done(job, rules)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
