"""The commands. Libraries are imported inside each one, so that `--help` and small commands start at once."""

import hashlib
import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from workbench.config import Settings
    from workbench.db import Database
    from workbench.intake.posts import ReadStory


def refuse(sentence: object) -> NoReturn:
    """End with one sentence on standard error and exit code 1."""
    click.echo(str(sentence), err=True)
    raise SystemExit(1)


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


def load_settings(**given: Any) -> "Settings":
    from workbench.config import BadSetting, load

    try:
        return load(**{name: value for name, value in given.items() if value is not None})
    except BadSetting as problem:
        refuse(problem)


@contextmanager
def desk(settings: "Settings | None" = None) -> Iterator[tuple["Settings", "Database"]]:
    """The desk's settings and its database, brought up to date; refusals end the command in a sentence."""
    from sqlalchemy.exc import OperationalError

    from workbench.db import Database, DatabaseUnusable
    from workbench.model.refusal import Refusal

    settings = settings or load_settings()
    try:
        database = Database(settings.database)
        database.upgrade()
    except DatabaseUnusable as problem:
        refuse(problem)
    except OperationalError as problem:
        refuse(f"The database does not answer: {str(problem.orig).splitlines()[0]}")
    try:
        yield settings, database
    except Refusal as problem:
        refuse(problem)
    finally:
        database.close()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="verification-workbench")
def main() -> None:
    """The verification workbench: a live blog's claims and media, checked, signed off and logged."""


def read_source(
    source: str, settings: "Settings", base_url: str | None, format: str | None
) -> tuple["ReadStory", str]:
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


@main.command()
@click.argument("source")
@read_options
def read(source: str, base_url: str | None, format: str | None) -> None:
    """Print a live blog in its normal form as JSON; store nothing.

    SOURCE: an address, a file (html, json, xml, txt) or -.

    Example: workbench read saved-page.html --base-url https://blog.example/live
    """
    story, _ = read_source(source, load_settings(), base_url, format)
    print_json(story.as_json())


@main.command()
@click.argument("file")
def detect(file: str) -> None:
    """Print every sentence considered, with its band, one JSON object a line.

    FILE: a text, the JSON of `workbench read`, or -.

    Example: workbench read blog.txt | workbench detect -
    """
    from workbench.desk.finding import words_read

    story, _ = read_source(file, load_settings(), None, None)
    for post in story.posts:
        for found in words_read(post, story.language).found():
            line = {"post": post.position} | asdict(found)
            line.pop("embed")
            print_json(line)


@main.command("open")
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


@main.command()
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


@main.command()
@click.argument("address")
def capture(address: str) -> None:
    """Capture an address through the outbound door and print what was kept, or why it was refused.

    Example: workbench capture https://news.example/report
    """
    from workbench.evidence.addresses import Refused
    from workbench.evidence.capturing import capture as capture_address
    from workbench.evidence.fetching import CannotFetch
    from workbench.evidence.store import open_store

    settings = load_settings()
    try:
        kept = capture_address(
            address,
            store=open_store(settings.store),
            allow_nets=settings.nets,
            seconds=settings.fetch_seconds,
        )
    except (Refused, CannotFetch) as problem:
        refuse(problem)
    print_json(kept.as_json())


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def fingerprint(files: tuple[Path, ...]) -> None:
    """Print the perceptual hashes of photos and videos, one JSON object a line.

    Example: workbench fingerprint clip.mp4 photo.jpg
    """
    from workbench.media.frames import CannotOpenMedia, fingerprint_file

    broken = False
    for file in files:
        try:
            print_json(fingerprint_file(file))
        except CannotOpenMedia as problem:
            click.echo(f"{file}: {problem}", err=True)
            broken = True
    raise SystemExit(1 if broken else 0)


@main.group()
def media() -> None:
    """Photos and videos of a story."""


@media.command("add")
@click.argument("story")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--post", type=int, default=1, show_default=True, help="The number of the post they belong to.")
@click.option("--obtained", required=True, help="Where and how the files were obtained.")
def media_add(story: str, files: tuple[Path, ...], post: int, obtained: str) -> None:
    """Add photos and videos by hand, as items of the story.

    Example: workbench media add iraq-blog clip.mp4 --post 4 --obtained "sent by the uploader by e-mail"
    """
    from workbench.desk.media import add_files
    from workbench.evidence.store import open_store

    with desk() as (settings, database):
        store = open_store(settings.store)
        try:
            kept = [_kept_file(store, file, obtained) for file in files]
        except OSError as problem:
            refuse(f"{problem.filename} can't be read: {problem.strerror}.")
        with database.transaction() as session:
            refs = add_files(session, story, post, kept, None)
    print_json({"story": story, "items": refs})


def _kept_file(store: Any, file: Path, obtained: str) -> Any:
    from mimetypes import guess_type

    from workbench.desk.media import AttachedFile

    kept = store.put(file)
    media_type = guess_type(file.name)[0] or "application/octet-stream"
    return AttachedFile(kept.sha256, kept.size, media_type, file.name, obtained)


@main.group()
def person() -> None:
    """People and their roles."""


ROLES = click.Choice(["viewer", "checker", "editor", "admin"])


@person.command("add")
@click.argument("name")
@click.option("--role", type=ROLES, default="checker", show_default=True)
@click.option("--display-name", help="The name that the log shows; else NAME.")
def person_add(name: str, role: str, display_name: str | None) -> None:
    """Add a person and print their one-time password.

    Example: workbench person add ana --role editor --display-name "Ana Lima"
    """
    from workbench.desk.person import add_person
    from workbench.model.person import Role

    with desk() as (_, database), database.transaction() as session:
        added = add_person(session, None, name, display_name or name, Role(role))
    click.echo(f"{added.person.name} may sign in as {role}.", err=True)
    print_json({"name": added.person.name, "role": role, "one_time_password": added.one_time_password})


@person.command("list")
def person_list() -> None:
    """Print the people of the desk, one JSON object a line.

    Example: workbench person list
    """
    from workbench.desk.person import people_page

    with desk() as (_, database), database.reading() as session:
        for row in people_page(session).people:
            print_json({"name": row.name, "display_name": row.display_name, "role": row.role,
                        "disabled": row.disabled})  # fmt: skip


@person.command("password")
@click.argument("name")
def person_password(name: str) -> None:
    """Give a person a new one-time password and print it.

    Example: workbench person password ana
    """
    from workbench.desk.person import find_person, reset_password

    with desk() as (_, database), database.transaction() as session:
        password = reset_password(session, None, find_person(session, name))
    print_json({"name": name, "one_time_password": password})


@person.command("disable")
@click.argument("name")
def person_disable(name: str) -> None:
    """Close a person's account; what they did stays in the log.

    Example: workbench person disable ana
    """
    from workbench.desk.person import disable_person, find_person

    with desk() as (_, database), database.transaction() as session:
        disable_person(session, None, find_person(session, name))
    print_json({"name": name, "disabled": True})


@main.command()
@click.option("--host", help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on; 0 takes a free one.")
@click.option("--no-worker", is_flag=True, help="Serve the pages only; a worker runs elsewhere.")
def serve(host: str | None, port: int | None, no_worker: bool) -> None:
    """Serve the pages, with a worker in the same process.

    Example: workbench serve --port 8600
    """
    from workbench.desk.person import ensure_first_admin

    with desk(load_settings(host=host, port=port)) as (settings, database):
        with database.transaction() as session:
            password = ensure_first_admin(session)
        if password:
            click.echo(f"First start: sign in as admin with the one-time password {password}", err=True)
        run_server(settings, database, with_worker=not no_worker)


def run_server(settings: "Settings", database: "Database", *, with_worker: bool) -> None:
    """Serve until the process is told to end; prints the address once it answers."""
    import logging
    import signal

    from waitress.server import create_server

    from workbench import create_app
    from workbench.evidence.store import open_store

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    store = open_store(settings.store)
    app = create_app(settings, database, store)
    try:
        server: Any = create_server(app, host=settings.host, port=settings.port, threads=settings.threads)
    except OSError as problem:
        refuse(f"{settings.host}:{settings.port} can't be listened on: {problem.strerror}.")
    signal.signal(signal.SIGTERM, _end_quietly)
    worker = _start_worker(settings, database, store) if with_worker else None
    click.echo(f"Verification Workbench answers on http://{settings.host}:{server.effective_port}/")
    try:
        server.run()
    finally:
        server.close()
        if worker is not None:
            worker.stop()


def _end_quietly(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(0)


def _start_worker(settings: "Settings", database: "Database", store: Any) -> Any:
    from workbench.worker.jobs import Outside
    from workbench.worker.loop import Worker

    worker = Worker(database, Outside.of(settings, store))
    threading.Thread(target=worker.run, name="worker", daemon=True).start()
    return worker


@main.command()
def worker() -> None:
    """Do the background work, for a desk on several machines.

    Example: WORKBENCH_DATABASE_URL=postgresql://db.example/desk workbench worker
    """
    import logging
    import signal

    from workbench.evidence.store import open_store
    from workbench.worker.jobs import Outside
    from workbench.worker.loop import Worker

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    with desk() as (settings, database):
        one = Worker(database, Outside.of(settings, open_store(settings.store)))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: one.stop())
        click.echo("The worker is waiting for work; stop it with Ctrl-C.", err=True)
        one.run()


@main.command()
@click.option("--host", help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on; 0 takes a free one.")
def demo(host: str | None, port: int | None) -> None:
    """Show the whole product: the example story with its media, web and worker, and who may sign in.

    Example: workbench demo
    """
    from workbench.evidence.store import open_store
    from workbench.example.demo import prepare_demo

    with desk(load_settings(host=host, port=port)) as (settings, database):
        click.echo("Preparing the example story with its pictures and clips…", err=True)
        people = prepare_demo(database, open_store(settings.store), settings.instance)
        click.echo("Sign in as one of these; the passwords are new at each start:")
        for one in people:
            click.echo(f"  {one.name:<8} {one.password}   ({one.role}: {one.does})")
        run_server(settings, database, with_worker=True)


@main.command()
@click.option("--settings", "show_settings", is_flag=True, help="List every setting with its value.")
def doctor(show_settings: bool) -> None:
    """Say what is configured, reachable, out of date or damaged; exit 1 if something is wrong.

    Example: workbench doctor
    """
    from workbench.desk.doctor import examine, settings_in_force
    from workbench.evidence.store import open_store

    if show_settings:
        for name, value, meaning in settings_in_force(load_settings()):
            click.echo(f"{name} = {value}\n    {meaning}")
        return
    with desk() as (settings, database):
        findings = examine(settings, database, open_store(settings.store))
    for finding in findings:
        click.echo(f"{'ok   ' if finding.well else 'WRONG'} {finding.words}")
    raise SystemExit(0 if all(finding.well for finding in findings) else 1)
