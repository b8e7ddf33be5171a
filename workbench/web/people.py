"""People: for admins, who may sign in and in which role."""

from flask import Blueprint
from sqlmodel import Field, SQLModel
from werkzeug.wrappers import Response

from workbench.desk.person import (
    add_person,
    change_role,
    disable_person,
    enable_person,
    find_person,
    people_page,
    reset_password,
)  # fmt: skip
from workbench.model.person import Role, require_role
from workbench.web.answering import answer, go
from workbench.web.forms import typed
from workbench.web.grounds import database, passwords, person

people = Blueprint("people", __name__, url_prefix="/people")


class PersonForm(SQLModel):
    name: str = Field(default="", max_length=200)
    display_name: str = Field(default="", max_length=500)
    role: Role = Role.CHECKER


class RoleForm(SQLModel):
    role: Role


@people.before_request
def admins_only() -> None:
    require_role(person(), Role.ADMIN, "manage people")


def _listed(told: tuple[str, str] | None = None) -> Response:
    """The list; `told` is a name with its new one-time password, shown this once."""
    with database().reading() as session:
        page = people_page(session)
    return answer("people", page=page, told=told)


@people.get("")
def listed() -> Response:
    return _listed()


@people.post("")
def added() -> Response:
    form = typed(PersonForm)
    with database().transaction() as session:
        shown = form.display_name or form.name
        done = add_person(session, person(), form.name, shown, form.role, passwords=passwords())
    return _listed((done.person.name, done.one_time_password or ""))


@people.post("/<name>/password")
def password_reset(name: str) -> Response:
    with database().transaction() as session:
        password = reset_password(session, person(), find_person(session, name), passwords=passwords())
    return _listed((name, password))


@people.post("/<name>/role")
def role_changed(name: str) -> Response:
    form = typed(RoleForm)
    with database().transaction() as session:
        change_role(session, person(), find_person(session, name), form.role)
    return go("people.listed")


@people.post("/<name>/disable")
def disabled(name: str) -> Response:
    with database().transaction() as session:
        disable_person(session, person(), find_person(session, name))
    return go("people.listed")


@people.post("/<name>/enable")
def enabled(name: str) -> Response:
    with database().transaction() as session:
        enable_person(session, person(), find_person(session, name))
    return go("people.listed")
