"""People and their roles."""

import click

from workbench.cli.ground import desk, print_json


@click.group()
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
