"""What a person decides about a suggestion: its band, who says it, its figures. No rule takes that back."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from workbench.desk.item import changed, story_of, take_for_claim
from workbench.desk.ledger import record
from workbench.model.item import Item, decide, require_claim, require_current, require_open
from workbench.model.person import Person, Role, require_role
from workbench.model.refusal import RuleBroken

BANDS = ("claim", "maybe", "aside")
LONGEST_NAME = 300


def move_band(session: Session, item: Item, band: str, by: Person, version: int) -> None:
    """Put a claim among the claims, the maybes, or what is set aside."""
    require_role(by, Role.CHECKER, "move a claim to another band")
    require_current(item, version)
    require_open(item)
    require_claim(item, "moved to another band")
    if band not in BANDS:
        raise RuleBroken("A claim stands among the claims, the maybes, or what is set aside.")
    if band == "aside" and item.verdict is not None:
        raise RuleBroken(f"{item.ref} has a verdict: dismiss it with a reason, rather than setting it aside.")
    before, item.band = item.band, band
    decide(item, "band")
    if band == "claim":
        take_for_claim(item, by)
    changed(session, item)
    record(session, story_of(session, item), "band_moved", by, item.ref, {"from": before, "to": band})


def name_speaker(
    session: Session, item: Item, by: Person, version: int, *, attribution: str, told: str, credit: str
) -> None:
    """Say who says it, whom they told, and what carried it; "" for nobody. Only what changes is decided."""
    require_role(by, Role.CHECKER, "name who says it")
    require_current(item, version)
    require_open(item)
    wanted = {"attribution": attribution, "told": told, "credit": credit}
    before, after = {}, {}
    for name, words in wanted.items():
        value = words.strip()[:LONGEST_NAME] or None
        if value != getattr(item, name) or (name == "attribution" and item.implied):
            before[name], after[name] = getattr(item, name), value
            setattr(item, name, value)
            decide(item, name)
    if not after:
        raise RuleBroken("Nothing was changed: the names are as they were.")
    if "attribution" in after:
        item.implied, item.attribution_scope = False, "sentence" if item.attribution else None
    changed(session, item)
    record(session, story_of(session, item), "speaker_named", by, item.ref, {"from": before, "to": after})


def set_figures(session: Session, item: Item, figures: Sequence[dict[str, Any]], by: Person, version: int) -> None:
    """Replace the figures of a claim. Each has `text` and `unit`, and at least one of `value`, `low`, `high`."""
    require_role(by, Role.CHECKER, "change the figures of a claim")
    require_current(item, version)
    require_open(item)
    require_claim(item, "given figures")
    given = [_figure(figure) for figure in figures]
    before, item.quantities = item.quantities, given
    decide(item, "quantities")
    changed(session, item)
    record(session, story_of(session, item), "figures_set", by, item.ref, {"from": before, "to": given})


def _figure(given: dict[str, Any]) -> dict[str, Any]:
    value, low, high = (given.get(name) for name in ("value", "low", "high"))
    if value is None and low is None and high is None:
        raise RuleBroken("A figure needs a value, or a bound.")
    if value is not None and low is None and high is None:
        low = high = value
    if low is not None and high is not None and low > high:
        raise RuleBroken(f"A figure can't be at least {low:g} and at most {high:g}.")
    unit = str(given.get("unit") or "").strip()[:LONGEST_NAME] or None
    text = str(given.get("text") or "").strip()[:LONGEST_NAME] or f"{value if value is not None else low or high:g}"
    return {"value": value, "low": low, "high": high, "unit": unit, "text": text}
