"""The log as one HTML file that stands alone: no script, nothing loaded from anywhere."""

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workbench.logbook.document import Log
from workbench.logbook.visible import visible

VERDICTS = {
    "verified": ("Verified", "●"),
    "partly_verified": ("Partly verified", "◐"),
    "misleading": ("Misleading", "▲"),
    "false": ("False", "■"),
    "disputed": ("Disputed", "◆"),
    "unverified": ("Unverified", "○"),
    "not_checkable": ("Not checkable", "▬"),
}
WORK = {
    "unstarted": ("Unstarted", "◌"),
    "in_progress": ("In progress", "◔"),
    "help_needed": ("Help needed", "!"),
    "ready_for_review": ("Ready for review", "◑"),
    "signed_off": ("Signed off", "✓"),
    "reopened": ("Reopened", "↺"),
    "dropped": ("Dropped", "×"),
}


def as_page(log: Log, templates: Path) -> bytes:
    """The page in UTF-8; `templates` is the folder that holds `log/document.html`."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    environment.tests["web_address"] = is_web_address
    standing = [item for item in log.items if item.work_state != "dropped"]
    page = environment.get_template("log/document.html").render(
        log=log,
        standing=standing,
        dismissed=[item for item in log.items if item.work_state == "dropped"],
        by_verdict=Counter(item.verdict for item in standing if item.verdict),
        by_work=Counter(item.work_state for item in log.items),
        verdicts=VERDICTS,
        works=WORK,
    )
    return page.encode("utf-8", "replace")


def is_web_address(text: str | None) -> bool:
    """Whether the text may become a link: a complete http or https address and nothing else."""
    if not text or text != text.strip():
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
