"""Pictures of frames, out of the store."""

from flask import Blueprint
from werkzeug.wrappers import Response

from workbench.desk.media import frame_is_known
from workbench.evidence.store import StoreTrouble
from workbench.model.refusal import NotFound
from workbench.web.grounds import database, store

frames = Blueprint("frames", __name__, url_prefix="/frames")


@frames.get("/<sha256>.jpg")
def picture(sha256: str) -> Response:
    """A frame as JPEG. Only what the desk made itself is served, never a file as it was uploaded."""
    with database().reading() as session:
        known = frame_is_known(session, sha256)
    if not known:
        raise NotFound("There is no such picture.")
    try:
        content = store().read(sha256)
    except StoreTrouble as problem:
        raise NotFound(str(problem)) from problem
    response = Response(content, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
