"""What people type, as plain models that validate: a wrong form is refused in a sentence."""

import types
from math import isfinite
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from flask import request
from pydantic import ValidationError
from sqlmodel import Field, SQLModel

from workbench.model.evidence import Stance
from workbench.model.item import Dismissal, WorkState
from workbench.model.refusal import RuleBroken
from workbench.model.source import SourceKind
from workbench.model.verdict import VerdictWord

LONGEST_TEXT = 20_000
RowId = Annotated[int, Field(ge=1, le=2**31 - 1)]


class OpenForm(SQLModel):
    address: str = Field(default="", max_length=2000)
    text: str = Field(default="", max_length=20 * 2**20)
    title: str = Field(default="", max_length=500)


class FollowForm(SQLModel):
    """The minutes between two readings: one of those that the page offers."""

    minutes: Literal["1", "5", "15"]


class VersionForm(SQLModel):
    version: int


class MoveForm(VersionForm):
    work_state: WorkState


class ReasonForm(VersionForm):
    reason: str = Field(default="", max_length=LONGEST_TEXT)


class DismissForm(ReasonForm):
    kind: Dismissal = Dismissal.OTHER


class BandForm(VersionForm):
    band: Literal["claim", "maybe", "aside"]


class SpeakerForm(VersionForm):
    attribution: str = Field(default="", max_length=300)
    told: str = Field(default="", max_length=300)
    credit: str = Field(default="", max_length=300)


class FiguresForm(VersionForm):
    """Rows of figures: the fields of one row stand at the same place in each list; an empty row is none."""

    text: list[str] = []
    value: list[str] = []
    low: list[str] = []
    high: list[str] = []
    unit: list[str] = []

    def rows(self) -> list[dict[str, Any]]:
        """The rows that hold something. Raises `RuleBroken` where a number is none."""
        columns = zip(self.text, self.value, self.low, self.high, self.unit, strict=False)
        return [
            {"text": text, "value": _number(value), "low": _number(low), "high": _number(high), "unit": unit}
            for text, value, low, high, unit in columns
            if any(one.strip() for one in (text, value, low, high, unit))
        ]


def _number(typed: str) -> float | None:
    bare = typed.strip().replace(",", "").replace("\u202f", "").replace(" ", "")
    if not bare:
        return None
    try:
        number = float(bare)
    except ValueError:
        raise RuleBroken(f"“{typed[:40]}” is no number.") from None
    if not isfinite(number):
        raise RuleBroken(f"“{typed[:40]}” is no number.")
    return number


class SentenceForm(SQLModel):
    words: str = Field(default="", max_length=LONGEST_TEXT)
    start: int = 0
    band: Literal["claim", "maybe"] = "claim"


class VerdictForm(ReasonForm):
    verdict: VerdictWord
    evidence: list[RowId] = []


class WordsForm(SQLModel):
    words: str = Field(default="", max_length=LONGEST_TEXT)
    start: int = 0


class BoundsForm(WordsForm):
    version: int


class SplitForm(VersionForm):
    parts: str = Field(default="", max_length=LONGEST_TEXT)


class MergeForm(VersionForm):
    other: str


class UnrelateForm(SQLModel):
    """A pair of claims by their references; `other_story` is the address of the other's story, "" for the same."""

    item: str = Field(max_length=20)
    other: str = Field(max_length=20)
    other_story: str = Field(default="", max_length=80)


class RelationForm(UnrelateForm):
    relation: Literal["contradicts", "repeats", "supersedes", "superseded_by", "different_scope", "unrelated"]
    note: str = Field(default="", max_length=2000)


class EvidenceForm(SQLModel):
    url: str = Field(default="", max_length=LONGEST_TEXT)
    stance: Stance
    quote: str = Field(default="", max_length=LONGEST_TEXT)
    source_id: RowId | None = None
    source_name: str = Field(default="", max_length=300)
    source_kind: SourceKind = SourceKind.OUTLET
    origin_id: RowId | None = None
    origin_name: str = Field(default="", max_length=300)
    origin_kind: SourceKind = SourceKind.AGENCY


class WithdrawForm(SQLModel):
    reason: str = Field(default="", max_length=LONGEST_TEXT)


class SourceForm(SQLModel):
    name: str = Field(default="", max_length=1000)
    kind: SourceKind
    address: str = Field(default="", max_length=LONGEST_TEXT)
    note: str = Field(default="", max_length=LONGEST_TEXT)
    version: int = 0


class AddressForm(SQLModel):
    url: str = Field(default="", max_length=LONGEST_TEXT)


class FileForm(SQLModel):
    obtained: str = Field(default="", max_length=LONGEST_TEXT)


# What a field is called in a sentence, where its own name would not be understood.
FIELD_WORDS = {
    "verdict": "the verdict: choose one of the seven",
    "stance": "the stance: choose whether the link supports, refutes or gives context",
    "version": "the form's version: open the page again",
    "kind": "the kind of source",
    "minutes": "the interval: choose 1, 5 or 15 minutes",
    "work_state": "the work state",
}

Form = TypeVar("Form", bound=SQLModel)


def typed(form: type[Form]) -> Form:
    """The form that was sent, checked; an empty field counts as left out."""
    given: dict[str, Any] = {}
    for name, field in form.model_fields.items():
        if _takes_list(field.annotation):
            given[name] = request.form.getlist(name)
        elif value := request.form.get(name, "").strip():
            given[name] = value
    try:
        return form.model_validate(given)
    except ValidationError as problem:
        raise RuleBroken(_sentence(problem)) from problem


def _takes_list(annotation: Any) -> bool:
    return get_origin(annotation) is list or (
        isinstance(annotation, types.UnionType) and any(get_origin(one) is list for one in get_args(annotation))
    )


def _sentence(problem: ValidationError) -> str:
    first = problem.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else "form"
    words = FIELD_WORDS.get(name, f"the field {name.replace('_', ' ')}")
    if first["type"] == "string_too_long":
        return f"That is too long for {words.split(':')[0]}: {first['ctx']['max_length']} characters at most."
    return f"Something is missing or wrong in {words}."
