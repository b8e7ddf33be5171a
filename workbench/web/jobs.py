"""Background work: stopping it and trying it again."""

from flask import Blueprint
from werkzeug.wrappers import Response

from workbench.desk.job import cancel_job, find_job, try_again
from workbench.model.person import Role, require_role
from workbench.web.answering import go
from workbench.web.grounds import database, person

jobs = Blueprint("jobs", __name__, url_prefix="/jobs/<int:job_id>")


@jobs.post("/stop")
def stopped(job_id: int) -> Response:
    require_role(person(), Role.CHECKER, "stop background work")
    with database().transaction() as session:
        cancel_job(session, find_job(session, job_id))
    return go("stories.listed")


@jobs.post("/again")
def tried_again(job_id: int) -> Response:
    require_role(person(), Role.CHECKER, "start background work")
    with database().transaction() as session:
        try_again(session, find_job(session, job_id))
    return go("stories.listed")
