"""What a command that opens a blog says while it works, and when it is done."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from workbench.cli.ground import print_json

if TYPE_CHECKING:
    from workbench.desk.story import Opened

_WIDTH = 24


@contextmanager
def page_bar() -> Iterator[Callable[[int, int], None]]:
    """A progress bar over a blog's pages, on standard error and only if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _page, _of: None
        return

    def say(page: int, of: int) -> None:
        done = _WIDTH * (page - 1) // max(of, 1)
        click.echo(f"\r[{'#' * done:<{_WIDTH}}] Fetching page {page} of {of} ", nl=False, err=True)

    try:
        yield say
    finally:
        click.echo("\r" + " " * (_WIDTH + 40) + "\r", nl=False, err=True)


def tell(done: "Opened") -> None:
    """Warnings to the person, the summary to the program that reads it."""
    for warning in done.warnings:
        click.echo(warning, err=True)
    print_json(done.as_json())
