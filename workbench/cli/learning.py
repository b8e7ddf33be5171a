"""Learning from decisions: exporting them, fitting the weights anew, putting weights in force."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from workbench.cli.ground import desk, print_json, refuse


@click.group()
def decisions() -> None:
    """What persons decided about the suggestions of the rules."""


@decisions.command("export")
@click.option("--story", help="Only the decisions of this story.")
def export(story: str | None) -> None:
    """Print each decision as a JSON object, one a line.

    Example: workbench decisions export > decisions.jsonl
    """
    from workbench.desk.learning import decisions as decided
    from workbench.desk.story import find_story

    with desk() as (_, database), database.reading() as session:
        for one in decided(session, find_story(session, story) if story else None):
            print_json(one)


@click.group()
def weights() -> None:
    """The weights of the rules that find claims."""


@weights.command()
def show() -> None:
    """Print the weights in force as a file; on standard error what differs from those of the program.

    Example: workbench weights show > weights.toml
    """
    from workbench.claims.weights import shipped
    from workbench.desk.learning import weights_text
    from workbench.desk.rules import rules_in_force

    with desk() as (_, database), database.reading() as session:
        known = rules_in_force(session).weights
    click.echo(weights_text(known), nl=False)
    for name, value in known.reasons.items():
        if value != shipped().reasons[name]:
            click.echo(f"{name}: {shipped().reasons[name]:g} -> {value:g}", err=True)


@weights.command()
@click.option("--adopt", is_flag=True, help="Put the fitted weights in force.")
@click.option("--anyway", metavar="REASON", help="Adopt them although the held-out decisions speak against it.")
def refit(adopt: bool, anyway: str | None) -> None:
    """Fit the weights to the desk's decisions and print before and after on decisions held out.

    Example: workbench weights refit --adopt
    """
    from workbench.desk.learning import adopt_weights, measured_of, refit_weights, weights_text

    with desk() as (_, database), database.transaction() as session:
        fitted = refit_weights(session)
        if adopt:
            if not fitted.is_better and not anyway:
                refuse(
                    "The held-out decisions speak against these weights; --anyway with a reason adopts them all the same."
                )
            adopt_weights(session, weights_text(fitted.weights), measured_of(fitted), anyway or "", None)
    print_json(measured_of(fitted) | {"better": fitted.is_better, "adopted": adopt})
    for name, value in asdict(fitted.before).items():
        click.echo(f"{name:18} {value:>10} -> {getattr(fitted.after, name):>10}", err=True)


@weights.command("adopt")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--reason", required=True, help="Why these weights.")
def adopt_file(file: Path, reason: str) -> None:
    """Put the weights of a file in force.

    Example: workbench weights adopt weights.toml --reason "by hand, for sports"
    """
    from workbench.desk.learning import adopt_weights

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        refuse(f"{file} can't be read as text.")
    with desk() as (_, database), database.transaction() as session:
        adopt_weights(session, text, {}, reason, None)
    sys.stderr.write("The weights are in force. Find the claims of each story again: workbench find STORY\n")


@weights.command()
def reset() -> None:
    """Go back to the weights that come with the program.

    Example: workbench weights reset
    """
    from workbench.desk.learning import adopt_weights

    with desk() as (_, database), database.transaction() as session:
        adopt_weights(session, None, {}, "back to the program's own", None)
