"""The log as a sheet: one row an item, and no cell that a spreadsheet would run as a formula."""

import csv
import io
from collections.abc import Mapping

from workbench.logbook.document import Log, LoggedItem

# A spreadsheet takes a cell that begins like this for a formula; the full-width ones are folded by some.
DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠")


def safe_cell(text: str) -> str:
    """The text as a cell: with a leading apostrophe where it would otherwise run, unchanged elsewhere."""
    bare = text.lstrip(" \u00a0\u3000\"'")
    return f"'{text}" if text[:1] in DANGEROUS or bare[:1] in DANGEROUS else text


def as_csv(log: Log) -> bytes:
    """UTF-8 with a byte order mark, so that Excel and LibreOffice open it right; CRLF between rows."""
    rows = [_row(log, item) for item in log.items]
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([safe_cell(row[column]) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig", "replace")


COLUMNS = (
    "reference", "kind", "words", "post", "posted at", "permalink", "said by", "credit", "caveats", "figures",
    "found as", "changed in the blog", "work state", "verdict", "reason", "verdict by", "verdict at",
    "signed off by", "signed off at", "rests on", "earlier verdicts", "evidence", "dismissed because",
    "video or photo", "story", "ledger entries", "ledger head",
)  # fmt: skip


def _row(log: Log, item: LoggedItem) -> Mapping[str, str]:
    last = item.verdicts[-1] if item.verdicts else None
    links = {piece.id: piece.url for piece in item.evidence}
    return {
        "reference": item.ref,
        "kind": item.kind,
        "words": item.text,
        "post": str(item.post.position + 1),
        "posted at": item.post.posted_at or "",
        "permalink": item.post.permalink or "",
        "said by": item.attribution or "",
        "credit": item.credit or "",
        "caveats": "; ".join(item.hedges),
        "figures": "; ".join(str(quantity.get("text", "")) for quantity in item.quantities),
        "found as": item.band or "",
        "changed in the blog": item.alert or "",
        "work state": item.work_state,
        "verdict": item.verdict or "",
        "reason": last.reason if last else "",
        "verdict by": last.by if last else "",
        "verdict at": last.at if last else "",
        "signed off by": (last.signed_off_by or "") if last else "",
        "signed off at": (last.signed_off_at or "") if last else "",
        "rests on": " | ".join(links[identity] for identity in last.evidence) if last else "",
        "earlier verdicts": " | ".join(
            f"{one.verdict} by {one.by} at {one.at}: {one.reason}" for one in item.verdicts[:-1]
        ),
        "evidence": " | ".join(_link(item, number) for number in range(len(item.evidence))),
        "dismissed because": item.dismissed or "",
        "video or photo": _media(item),
        "story": log.story.title,
        "ledger entries": str(len(log.ledger)),
        "ledger head": log.head,
    }


def _link(item: LoggedItem, number: int) -> str:
    piece = item.evidence[number]
    origin = f", from {piece.origin}" if piece.origin and piece.origin != piece.source else ""
    withdrawn = f" (withdrawn: {piece.withdrawn})" if piece.withdrawn else ""
    return f"{piece.stance}: {piece.url} ({piece.source or 'no source'}{origin}){withdrawn}"


def _media(item: LoggedItem) -> str:
    parts = [item.media.get(name) for name in ("title", "caption", "uploader", "url")]
    return " | ".join(str(part) for part in parts if part)
