"""The formats that a log can be written in, by name."""

from pathlib import Path

from workbench.logbook.csv_format import as_csv
from workbench.logbook.document import Log
from workbench.logbook.json_format import as_json
from workbench.logbook.page_format import as_page

FORMATS = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def write_log(log: Log, format: str, templates: Path) -> bytes:
    """The bytes of the log in one of FORMATS; the same log gives the same bytes."""
    if format == "html":
        return as_page(log, templates)
    return as_csv(log) if format == "csv" else as_json(log)
