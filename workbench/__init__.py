"""The verification workbench: a live blog's claims and media, checked, signed off and logged."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from workbench.config import Settings
    from workbench.db import Database
    from workbench.desk.passwords import Passwords
    from workbench.evidence.store import Store

# Room for the other fields of a form beside the one large file or text that it carries.
REST_OF_FORM = 2**20


def create_app(
    settings: "Settings", database: "Database", store: "Store", *, passwords: "Passwords | None" = None
) -> "Flask":
    """The web application: the one place that knows every other. Imports late, so that commands start fast."""
    from flask import Flask
    from flask_wtf.csrf import CSRFProtect
    from jinja2 import StrictUndefined

    from workbench.config import resource, secret_key
    from workbench.desk.passwords import STRONG
    from workbench.desk.related import sentence_vectors
    from workbench.web import BLUEPRINTS
    from workbench.web.answering import htmx
    from workbench.web.grounds import Grounds, RowNumber, health
    from workbench.web.headers import set_headers
    from workbench.web.refusing import handle_refusals
    from workbench.web.showing import teach_templates

    app = Flask(__name__, template_folder=str(resource("templates")), static_folder=str(resource("static")))
    app.config.update(
        SECRET_KEY=secret_key(settings),
        SESSION_COOKIE_NAME="workbench_form",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.cookie_secure,
        MAX_CONTENT_LENGTH=settings.largest_upload + REST_OF_FORM,
        MAX_FORM_MEMORY_SIZE=settings.largest_document + REST_OF_FORM,
        TRUSTED_HOSTS=settings.hosts,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["workbench"] = Grounds(settings, database, store, passwords or STRONG, sentence_vectors(settings))
    htmx.init_app(app)
    set_headers(app)
    handle_refusals(app)
    teach_templates(app)
    app.url_map.converters["int"] = RowNumber
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.add_url_rule("/health", view_func=health)
    # After the blueprints: who was signed out meanwhile is told so, and not that the form is too old.
    CSRFProtect(app)
    return app
