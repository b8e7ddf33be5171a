"""The other side of `confinement.py`: a program that parses or cleans HTML and may be killed for it.

It is started by its path, so it imports nothing of the project. Standard input: a line of JSON with the
limits and the rules, then for each job a line of JSON and as many bytes of HTML as its `size` says. Standard
output: for each job, in order and before the next one begins, the size of its clean HTML on a line (-1: none
was asked for) and those bytes.
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


def _done(job: dict[str, Any], html: bytes, rules: dict[str, Any]) -> bytes | None:
    # Imported late and only as needed: the limits hold for the libraries too.
    if job["parse"]:
        from selectolax.lexbor import LexborHTMLParser

        tree = LexborHTMLParser(html)
        if b"<template" in html.lower():
            # Written too: templates nested deep overflow the stack of the parser's writer, not of its reader.
            _ = tree.html
    if not job["clean"]:
        return None
    import nh3

    clean = nh3.clean(
        html.decode("utf-8"),
        tags=set(rules["tags"]),
        clean_content_tags=set(rules["dropped"]),
        attributes={tag: set(names) for tag, names in rules["attributes"].items()},
        url_schemes={"http", "https"},
        url_relative=("rewrite_with_base", job["base"]) if job["base"] else "deny",
        link_rel="noopener noreferrer nofollow",
    )
    return clean.encode("utf-8")


def main() -> None:
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    rules = json.loads(source.readline())
    _limit(rules)
    while line := source.readline():
        job = json.loads(line)
        html = source.read(job["size"])
        # The default answer to this signal is death, even in the middle of native code.
        signal.setitimer(signal.ITIMER_PROF, rules["seconds"])
        clean = _done(job, html, rules)
        answers.write(b"-1\n" if clean is None else b"%d\n" % len(clean) + clean)
        answers.flush()


if __name__ == "__main__":
    main()
