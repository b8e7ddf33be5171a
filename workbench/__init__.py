"""The verification workbench: a live blog's claims and media, checked, signed off and logged."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from workbench.config import Settings
    from workbench.db import Database
    from workbench.evidence.store import Store


def create_app(settings: "Settings", database: "Database", store: "Store") -> "Flask":
    """The web application: the one place that knows every other. Imports late, so that commands start fast."""
    from flask import Flask
    from flask_htmx import HTMX
    from flask_wtf.csrf import CSRFProtect
    from jinja2 import StrictUndefined

    from workbench.config import resource, secret_key
    from workbench.web import BLUEPRINTS
    from workbench.web.grounds import Grounds
    from workbench.web.headers import set_headers
    from workbench.web.refusing import handle_refusals
    from workbench.web.showing import teach_templates

    app = Flask(
        __name__, template_folder=str(resource("templates")), static_folder=str(resource("static"))
    )
    app.config.update(
        SECRET_KEY=secret_key(settings),
        SESSION_COOKIE_NAME="workbench_form",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.cookie_secure,
        MAX_CONTENT_LENGTH=settings.largest_upload,
        MAX_FORM_MEMORY_SIZE=settings.largest_document,
        TRUSTED_HOSTS=settings.hosts,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["workbench"] = Grounds(settings, database, store)
    HTMX(app)
    CSRFProtect(app)
    set_headers(app)
    handle_refusals(app)
    teach_templates(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)

    @app.get("/health")
    def health() -> dict[str, str]:
        database.ping()
        return {"status": "ok"}

    return app
