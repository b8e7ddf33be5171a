"""Stories: reading, detecting, opening, and writing the log."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.ground import desk, load_settings, print_json, refuse
from workbench.cli.telling import page_bar, tell

if TYPE_CHECKING:
    from workbench.config import Settings
    from workbench.desk.story import Opened
    from workbench.intake.posts import ReadStory


ADDRESS = ("http://", "https://")


@dataclass(frozen=True)
class Source:
    """A source as it was read: the story, and for a file or a paste its bytes and its name."""

    story: "ReadStory"
    content: bytes = b""
    name: str | None = None


def read_source(source: str, settings: "Settings", base_url: str | None, format: str | None) -> Source:
    """The story behind an address (with all its pages), a file or `-`."""
    from workbench.desk.coverage import coverage_of
    from workbench.desk.gathering import with_missing
    from workbench.intake.posts import CannotRead
    from workbench.intake.reading import read

    if source.startswith(ADDRESS):
        return Source(_gathered(source, settings, base_url, format))
    try:
        content = _bytes_of(source, settings)
        story = read(content, base_url=base_url, format=format, limit=settings.largest_document).settled()
    except CannotRead as problem:
        refuse(problem)
    return Source(with_missing(story, coverage_of(story)), content, None if source == "-" else Path(source).name)


def _bytes_of(source: str, settings: "Settings") -> bytes:
    """The bytes of a file or of what is piped in; never more than one byte over the limit."""
    if source == "-":
        return sys.stdin.buffer.read(settings.largest_document + 1)
    try:
        with Path(source).open("rb") as file:
            return file.read(settings.largest_document + 1)
    except OSError as problem:
        refuse(f"{source} can't be read: {problem.strerror}.")


def _gathered(address: str, settings: "Settings", base_url: str | None, format: str | None) -> "ReadStory":
    from workbench.desk.blog import Reach
    from workbench.desk.gathered import CannotGather
    from workbench.desk.gathering import gather
    from workbench.intake.posts import CannotRead

    reach = Reach.of(settings, format=format, base_url=base_url)
    try:
        with page_bar() as say:
            gathered = gather(address, reach.fetch, reach.read, limits=reach.limits, say=say)
    except (CannotGather, CannotRead) as problem:
        refuse(problem)
    assert gathered.story is not None, "nothing was known before, so something is new"  # noqa: S101
    return gathered.story


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
    print_json(read_source(source, load_settings(), base_url, format).story.as_json())


@click.command()
@click.argument("file")
def detect(file: str) -> None:
    """Print every sentence considered, with its band, one JSON object a line.

    FILE: a text, the JSON of `workbench read`, or -.

    Example: workbench read blog.txt | workbench detect -
    """
    from workbench.desk.finding import words_read

    story = read_source(file, load_settings(), None, None).story
    for post in story.posts:
        for found in words_read(post, story.language).found:
            line = {"post": post.position} | found.as_dict() | {"why": found.why}
            line.pop("embed")
            print_json(line)


@click.command("open")
@click.argument("source")
@read_options
@click.option("--follow", metavar="INTERVAL", help="Then read it again on that schedule (30s, 5m, 1h) until Ctrl-C.")
def open_command(source: str, base_url: str | None, format: str | None, follow: str | None) -> None:
    """Store a story, or bring the stored one up to date; print a JSON summary.

    With --follow a JSON line is printed for each reading that changed something, until the blog says that it
    is over.

    Example: workbench open https://blog.example/live --follow 60s
    """
    from workbench.cli.following import follow_blog, interval_of, open_address
    from workbench.desk.blog import Reach

    every = interval_of(follow) if follow is not None else None
    settings = load_settings()
    if source.startswith(ADDRESS):
        reach = Reach.of(settings, format=format, base_url=base_url)
        with desk(settings) as (_, database):
            if every is None:
                tell(open_address(database, settings, reach, source))
            else:
                follow_blog(database, settings, reach, source, every)
        return
    if every is not None:
        raise click.UsageError("Only an address can be followed.")
    tell(_open_given(source, settings, base_url, format))


def _open_given(source: str, settings: "Settings", base_url: str | None, format: str | None) -> "Opened":
    from workbench.desk.captures import keep_given
    from workbench.desk.story import open_story
    from workbench.evidence.store import StoreTrouble, open_store
    from workbench.model.story import How

    given = read_source(source, settings, base_url, format)
    how = How.PASTED if source == "-" else How.FROM_FILE
    with desk(settings) as (_, database):
        try:
            kept = keep_given(open_store(settings.store), given.content, how, name=given.name)
        except StoreTrouble as problem:
            refuse(problem)
        with database.transaction() as session:
            return open_story(session, given.story, kept.sha256, None, captures=[kept])


@click.command()
@click.argument("story")
def find(story: str) -> None:
    """Find a story's claims again by the rules in force; print a JSON summary. What a person decided stands.

    Example: workbench find iraq-blog
    """
    from workbench.desk.finding_again import find_again
    from workbench.desk.story import find_story

    with desk() as (_, database), database.transaction() as session:
        counts = find_again(session, find_story(session, story), None)
    print_json({"story": story, "claims": counts})


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
