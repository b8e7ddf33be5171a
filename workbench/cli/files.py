"""Files and addresses: captures, fingerprints, media added by hand."""

from pathlib import Path
from typing import Any

import click

from workbench.cli.ground import desk, load_settings, print_json, refuse


@click.command()
@click.argument("address")
def capture(address: str) -> None:
    """Capture an address through the outbound door and print what was kept, or why it was refused.

    Example: workbench capture https://news.example/report
    """
    from workbench.evidence.capturing import capture as capture_address
    from workbench.evidence.fetching import CannotFetch
    from workbench.evidence.store import StoreTrouble, open_store

    settings = load_settings()
    try:
        kept = capture_address(
            address,
            store=open_store(settings.store),
            allow_nets=settings.nets,
            seconds=settings.fetch_seconds,
        )
    except (CannotFetch, StoreTrouble) as problem:
        refuse(problem)
    print_json(kept.as_json())


@click.command()
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


@click.group()
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
