"""What the desk has decided, as the rules can learn from it, and the weights that it puts in force."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from sqlmodel import Session, col, select

from workbench.claims.refitting import FEWEST, Decided, Refit, refit
from workbench.claims.weights import BadWeights, Weights, weights_in
from workbench.desk.ledger import record
from workbench.desk.rules import newest_adopted, rules_in_force
from workbench.model.item import Dismissal, FoundBy, Item, ItemKind, WorkState
from workbench.model.ledger import LedgerEntry
from workbench.model.person import Person, Role, require_role
from workbench.model.refusal import RuleBroken
from workbench.model.rules import AdoptedWeights
from workbench.model.story import Story


def decisions(session: Session, story: Story | None = None) -> Iterator[dict[str, Any]]:
    """Each claim that a person decided about, oldest first, as a JSON object: `is_claim`, and the rules' reasons.

    Accepted, added, worked on or given a verdict: a claim. Dismissed as an opinion and the like, or set aside by
    hand: none. What was dismissed for another reason says nothing about its words and is left out.
    """
    asked = select(Item, Story).where(Item.kind == ItemKind.CLAIM, Item.story_id == Story.id).order_by(col(Item.id))
    if story is not None:
        asked = asked.where(Item.story_id == story.id)
    kinds = _dismissals(session)
    for item, own in session.exec(asked):
        decision = _decision(item, kinds.get((own.id, item.ref)))
        if decision is not None:
            yield {
                "story": own.slug,
                "ref": item.ref,
                "text": item.words,
                "language": item.language,
                "decision": decision[0],
                "is_claim": decision[1],
                "reason": item.dropped_because,
                "band": item.band,
                "reasons": [reason["name"] for reason in item.reasons],
                "rules": item.rules,
                "at": item.changed_at.isoformat(),
            }


def _dismissals(session: Session) -> dict[tuple[int | None, str], str]:
    """What each dismissed item was called when it was last dismissed."""
    told = session.exec(
        select(LedgerEntry.story_id, LedgerEntry.subject, LedgerEntry.detail)
        .where(LedgerEntry.act == "dismissed")
        .order_by(col(LedgerEntry.id))
    )
    return {(story_id, subject): str(detail.get("kind", Dismissal.OTHER)) for story_id, subject, detail in told}


def _decision(item: Item, dismissed_as: str | None) -> tuple[str, bool] | None:
    if item.work_state == WorkState.DROPPED:
        kind = Dismissal(dismissed_as or Dismissal.OTHER)
        return (kind.value, False) if kind.is_no_claim else None
    if "band" in item.decided and item.found_by == FoundBy.RULES:
        return (f"moved to {item.band}", item.band == "claim") if item.band != "maybe" else None
    if item.found_by == FoundBy.PERSON:
        return ("added", True) if item.band == "claim" else None
    if item.accepted_by_id is not None or item.verdict is not None:
        return "accepted", True
    return None


def refit_weights(session: Session) -> Refit:
    """Fit the weights in force to the desk's decisions; nothing is stored. Refused while there are too few."""
    decided = [
        Decided(one["text"], tuple(one["reasons"]), one["is_claim"])
        for one in decisions(session)
        if any(one["reasons"])
    ]
    if len(decided) < FEWEST:
        raise RuleBroken(
            f"The desk has decided about {len(decided)} claims: from {FEWEST} on the weights can be fitted."
        )
    if len({one.is_claim for one in decided}) < 2:
        raise RuleBroken("Every decision says the same: there is nothing to tell claims from others by.")
    return refit(decided, rules_in_force(session).weights)


def adopt_weights(
    session: Session, text: str | None, measured: Mapping[str, Any], reason: str, by: Person | None
) -> AdoptedWeights:
    """Put weights in force, given as the text of their file; None goes back to those of the program."""
    if by is not None:
        require_role(by, Role.ADMIN, "change the weights of the rules")
    if text is not None:
        try:
            weights_in(text)
        except BadWeights as problem:
            raise RuleBroken(f"The weights can't be used. {problem}") from problem
    elif newest_adopted(session) is None:
        raise RuleBroken("The weights of the program are in force already.")
    adopted = AdoptedWeights(weights=text, measured=dict(measured), reason=reason.strip(), by_id=by.id if by else None)
    session.add(adopted)
    session.flush()
    session.info.pop("rules", None)
    detail = {"weights": text, "measured": dict(measured), "reason": adopted.reason}
    record(session, None, "weights_adopted", by, "weights", detail)
    return adopted


def measured_of(fitted: Refit) -> dict[str, Any]:
    """Before and after on the held-out decisions, as the ledger keeps it."""
    return {"before": asdict(fitted.before), "after": asdict(fitted.after), "fitted_to": fitted.fitted_to}


def weights_text(weights: Weights) -> str:
    """The weights as a file: about fifty numbers that can be read."""
    lines = [f"{name} = {value:g}" for name, value in weights.reasons.items()]
    return "\n".join(
        [
            "# What each reason adds to a sentence's score, as fitted to the decisions of this desk.",
            "[bands]",
            f"claim = {weights.claim:g}",
            f"maybe = {weights.maybe:g}",
            "",
            "[weights]",
            *lines,
            "",
        ]
    )
