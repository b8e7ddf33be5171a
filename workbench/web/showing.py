"""What templates can call: words for stored values, times, who is asking."""

from datetime import datetime
from typing import Any

from flask import Flask

from workbench.model.person import RANK, Role
from workbench.web.grounds import person_or_none
from workbench.web.words import label


def blog_time(moment: str) -> str:
    """A time as the blog gave it, with its own offset: "2 Mar 2026, 18:00 (+01:00)"."""
    try:
        given = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{given.day} {given:%b %Y, %H:%M} ({_offset(given)})"


def _offset(given: datetime) -> str:
    raw = given.strftime("%z")
    return f"{raw[:3]}:{raw[3:5]}" if raw else "no zone"


def clock(seconds: float) -> str:
    """Seconds as a time code: 1:05.3."""
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:04.1f}"


def teach_templates(app: Flask) -> None:
    app.add_template_filter(blog_time)
    app.add_template_filter(clock)
    app.add_template_global(label)

    @app.context_processor
    def asking() -> dict[str, Any]:
        me = person_or_none()

        def may(role: str) -> bool:
            return me is not None and RANK[Role(me.role)] >= RANK[Role(role)]

        return {"me": me, "may": may, "htmx_request": False}
