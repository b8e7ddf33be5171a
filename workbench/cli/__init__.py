"""The commands. Libraries are imported inside each one, so that `--help` and small commands start at once."""

import click

from workbench.cli.files import capture, fingerprint, media
from workbench.cli.learning import decisions, weights
from workbench.cli.people import person
from workbench.cli.running import demo, doctor, serve, worker
from workbench.cli.stories import detect, find, log, open_command, read


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="verification-workbench")
def main() -> None:
    """The verification workbench: a live blog's claims and media, checked, signed off and logged."""


for command in (
    demo, serve, worker, read, detect, open_command, find, capture, media, fingerprint, log, person, doctor, decisions,
    weights,
):  # fmt: skip
    main.add_command(command)
