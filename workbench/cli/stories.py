"""Stories: reading, detecting, opening, and writing the log."""

import hashlib
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.ground import desk, load_settings, print_json, refuse

if TYPE_CHECKING:
    from workbench.config import Settings
    from workbench.intake.posts import ReadStory


def read_source(source: str, settings: "Settings", base_url: str | None, format: str | None) -> tuple["ReadStory", str]:
    """The story behind an address, a file or `-`, and the SHA-256 of its bytes."""
    from workbench.intake.posts import CannotRead
    from workbench.intake.reading import read

    try:
        content, declared, base = _bytes_of(source, settings)
        story = read(
            content,
            declared_type=declared,
            base_url=base_url or base,
            format=format,
            limit=settings.largest_document,
        )
    except CannotRead as problem:
        refuse(problem)
    return story, hashlib.sha256(content).hexdigest()


def _bytes_of(source: str, settings: "Settings") -> tuple[bytes, str | None, str | None]:
    """The bytes of a source, its declared type, its address; never more than one byte over the limit."""
    if source == "-":
        return sys.stdin.buffer.read(settings.largest_document + 1), None, None
    if source.startswith(("http://", "https://")):
        return _fetched(source, settings)
    try:
        with Path(source).open("rb") as file:
            return file.read(settings.largest_document + 1), None, None
    except OSError as problem:
        refuse(f"{source} can't be read: {problem.strerror}.")


def _fetched(address: str, settings: "Settings") -> tuple[bytes, str | None, str | None]:
    from workbench.evidence.fetching import CannotFetch, fetch

    try:
        got = fetch(
            address,
            allow_nets=settings.nets,
            limit_bytes=settings.largest_document,
            seconds=settings.fetch_seconds,
        )
    except CannotFetch as problem:
        refuse(problem)
    if got.status >= 400:
        refuse(f"{address} answered {got.status}: there is no live blog to read.")
    return got.content, got.media_type, got.final_address


READ_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--base-url", help="The address that the document was saved from."),
    click.option("--format", help="The reader to use, instead of finding it by the content."),
)


def read_options(command: Any) -> Any:
    for option in reversed(READ_OPTIONS):
        command = option(command)
    return command


@click.command()
@click.argument("source")
@read_options
def read(source: str, base_url: str | None, format: str | None) -> None:
    """Print a live blog in its normal form as JSON; store nothing.

    SOURCE: an address, a file (html, json, xml, txt) or -.

    Example: workbench read saved-page.html --base-url https://blog.example/live
    """
    story, _ = read_source(source, load_settings(), base_url, format)
    print_json(story.as_json())


@click.command()
@click.argument("file")
def detect(file: str) -> None:
    """Print every sentence considered, with its band, one JSON object a line.

    FILE: a text, the JSON of `workbench read`, or -.

    Example: workbench read blog.txt | workbench detect -
    """
    from workbench.desk.finding import words_read

    story, _ = read_source(file, load_settings(), None, None)
    for post in story.posts:
        for found in words_read(post, story.language).found:
            line = {"post": post.position} | asdict(found)
            line.pop("embed")
            print_json(line)


@click.command("open")
@click.argument("source")
@read_options
def open_command(source: str, base_url: str | None, format: str | None) -> None:
    """Store a story, or bring the stored one up to date; print a JSON summary.

    Example: workbench open https://blog.example/live
    """
    from workbench.desk.story import open_story

    settings = load_settings()
    story, sha256 = read_source(source, settings, base_url, format)
    with desk(settings) as (_, database), database.transaction() as session:
        done = open_story(session, story, sha256, None)
    for warning in done.warnings:
        click.echo(warning, err=True)
    print_json({"story": done.story, "posts": asdict(done.posts), "claims": done.claims, "media": done.media})


@click.command()
@click.argument("story")
@click.option("--format", type=click.Choice(["html", "csv", "json"]), required=True)
@click.option("-o", "--output", default="-", help="The file to write; - prints it.")
def log(story: str, format: str, output: str) -> None:
    """Write a story's verification log.

    Example: workbench log iraq-blog --format csv -o log.csv
    """
    from workbench.config import resource
    from workbench.desk.log import story_log
    from workbench.logbook.formats import write_log

    with desk() as (_, database), database.reading() as session:
        assembled = story_log(session, story)
    content = write_log(assembled, format, resource("templates"))
    try:
        with click.open_file(output, "wb", atomic=output != "-") as file:
            file.write(content)
    except OSError as problem:
        refuse(f"{output} can't be written: {problem.strerror}.")
