"""Labelled live blogs, and what the rules reach on them: shared by the tests and by tests/benchmarks/finding_claims.py.

Each line of labelled/*.jsonl is a post; `sentences` holds what a person would list, labelled before any rule was run.
A "maybe" counts neither way. labelled/real/*.jsonl says the same of real live blogs by places in their posts' texts,
and can be read only where their pages stand beside the checkout.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from workbench.claims.detecting import detect
from workbench.claims.found import EmbedWords, Found
from workbench.desk.finding import words_read
from workbench.intake.reading import read_file

FOLDER = Path(__file__).parent / "labelled"
REAL = FOLDER / "real"
SHARED = Path(__file__).parents[2].parent / "shared"
PAGES = {
    "seed": SHARED / "seeds" / "000_dcd08620f5783731.txt",
    "guardian": SHARED / "liveblogs" / "guardian-html-ukraine" / "page.html",
    "corkbeo": SHARED / "liveblogs" / "corkbeo-level3" / "page.html",
    "bbc": SHARED / "liveblogs" / "bbc-coronavirus" / "page.html.gz",
}
SIGNS = {"%": "percent", "£": "pounds", "$": "dollars", "€": "euros", "us$": "dollars"}


@dataclass(frozen=True)
class LabelledPost:
    """One post as the rules get it, and its sentences as a person labelled them."""

    text: str
    headline: str | None
    embeds: tuple[EmbedWords, ...]
    credits: tuple[str, ...]
    sentences: tuple[dict[str, Any], ...]

    @property
    def found(self) -> tuple[Found, ...]:
        return detect(self.text, headline=self.headline, embeds=self.embeds, credits=self.credits)


@cache
def blog(name: str) -> tuple[LabelledPost, ...]:
    """The posts of one invented blog."""
    return tuple(_posts((FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()))


def names() -> list[str]:
    """The invented blogs: every file that holds posts."""
    found = sorted(FOLDER.glob("*.jsonl"))
    return [path.stem for path in found if '"sentences"' in path.read_text(encoding="utf-8")[:20_000]]


def real_names() -> list[str]:
    """The real blogs that are labelled and stand beside the checkout."""
    return [name for name, page in PAGES.items() if page.exists()]


@cache
def real_blog(name: str) -> tuple[LabelledPost, ...]:
    """The posts of a real blog as the program reads them. A post that reads otherwise than when it was labelled is an
    error: its places would mean other words."""
    content = PAGES[name].read_bytes()
    content = gzip.decompress(content) if PAGES[name].suffix == ".gz" else content
    lines = (REAL / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    told = {one["post"]: one["sentences"] for one in map(json.loads, lines)}
    posts = []
    read = read_file(io.BytesIO(content))
    for post in read.posts:
        words = words_read(post, read.language)
        labels = told.pop(hashlib.sha256(words.text.encode()).hexdigest()[:16])
        sentences = tuple(_placed(words.text, label) for label in labels)
        posts.append(LabelledPost(words.text, words.headline, words.embeds, words.credits, sentences))
    assert not told, f"{len(told)} labelled posts of {name} are not read"
    return tuple(posts)


def _placed(text: str, label: dict[str, Any]) -> dict[str, Any]:
    start, end = label["span"]
    speaker = label.get("speaker")
    return {
        "text": text[start:end],
        "start": start,
        "band": label["band"],
        "important": label.get("important", False),
        "attribution": text[slice(*speaker)] if speaker else None,
        "implied": label.get("implied", False),
        "credit": label.get("credit"),
        "quantities": label.get("figures", []),
    }


def _posts(lines: Sequence[str]) -> Iterator[LabelledPost]:
    for line in lines:
        post = json.loads(line)
        yield LabelledPost(
            post["text"],
            post["headline"],
            tuple(EmbedWords(**embed) for embed in post["embeds"]),
            tuple(post["credits"]),
            tuple(post["sentences"]),
        )


@dataclass
class Counts:
    """What was labelled, found, and found right."""

    labelled: int = 0
    found: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Reached:
    """What the rules reach on some posts. `scored` are (checkworthy, is a claim) of every sentence that counts."""

    units: Counts = field(default_factory=Counts)
    kept: Counts = field(default_factory=Counts)
    claims: Counts = field(default_factory=Counts)
    important: Counts = field(default_factory=Counts)
    speakers: Counts = field(default_factory=Counts)
    credits: Counts = field(default_factory=Counts)
    figures: Counts = field(default_factory=Counts)
    scored: list[tuple[float, bool]] = field(default_factory=list)
    missed: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def everything(self) -> float:
        """The precision of listing every sentence."""
        return sum(is_claim for _, is_claim in self.scored) / max(1, len(self.scored))

    @property
    def average_precision(self) -> float:
        """The mean of the precision at each claim, ranked by score; equal scores count as one step."""
        return sum(precision for precision, _ in self._steps()) / max(1, sum(one for _, one in self.scored))

    def precision_at(self, recall: float) -> float:
        """The precision where the ranking first reaches that recall."""
        claims = sum(is_claim for _, is_claim in self.scored)
        steps = list(self._steps())
        return next((precision for precision, got in steps if got >= recall * claims), 0.0)

    def _steps(self) -> Iterator[tuple[float, int]]:
        ranked = sorted(self.scored, key=lambda one: -one[0])
        listed = right = 0
        while listed < len(ranked):
            score = ranked[listed][0]
            equal = [one for one in ranked[listed:] if one[0] == score]
            listed += len(equal)
            new = sum(is_claim for _, is_claim in equal)
            right += new
            yield from ((right / listed, right) for _ in range(new))


def measure(posts: Sequence[LabelledPost]) -> Reached:
    """What the rules reach on these posts."""
    reached = Reached()
    for post in posts:
        found = {one.start: one for one in post.found}
        for sentence in post.sentences:
            _count(sentence, found.get(sentence["start"]), reached)
    return reached


def _count(sentence: dict[str, Any], found: Found | None, reached: Reached) -> None:
    reached.units.labelled += 1
    if found is None or not sentence["text"].startswith(found.text):
        reached.missed.append(("unit", sentence["text"], found.text if found else ""))
    else:
        reached.units.right += 1
    if found is None:
        return
    _count_band(sentence, found, reached)
    reached.credits.labelled += 1
    same = bare(sentence["credit"]) == bare(found.credit) or found.role == "credit"
    reached.credits.right += same
    if not same:
        reached.missed.append(("credit", sentence["text"], f"{sentence['credit']} / {found.credit}"))
    _count_speaker(sentence, found, reached)
    _count_figures(sentence, found, reached)


def _count_band(sentence: dict[str, Any], found: Found, reached: Reached) -> None:
    if sentence["band"] == "maybe":
        return
    is_claim = sentence["band"] == "claim"
    listed = found.band == "claim"
    reached.scored.append((found.checkworthy, is_claim))
    reached.kept.labelled += is_claim
    reached.kept.right += is_claim and found.band != "aside"
    reached.claims.labelled += is_claim
    reached.claims.found += listed
    reached.claims.right += is_claim and listed
    if is_claim and sentence.get("important"):
        reached.important.labelled += 1
        reached.important.right += listed
    if is_claim != listed:
        kind = "lost" if is_claim and found.band == "aside" else "below" if is_claim else "wrong"
        kind += "!" if is_claim and sentence.get("important") else ""
        why = "; ".join(f"{reason.name} {reason.weight}" for reason in found.reasons)
        reached.missed.append((kind, sentence["text"], f"{found.checkworthy:.2f} {why}"))


def _count_speaker(sentence: dict[str, Any], found: Found, reached: Reached) -> None:
    """Explicit speakers of the body and headlines; an implied one that is found for it is neither right nor wrong."""
    if found.role not in ("body", "headline"):
        return
    labelled = sentence["attribution"] if not sentence["implied"] else None
    named = found.attribution if not found.implied else None
    right = bool(labelled) and bool(named) and _same_name(labelled, named)
    reached.speakers.labelled += bool(labelled)
    reached.speakers.found += bool(named) and not sentence["implied"]
    reached.speakers.right += right
    if not right and (labelled or (named and not sentence["implied"])):
        reached.missed.append(("speaker", sentence["text"], f"{labelled} / {named}"))


def _same_name(labelled: str, named: str) -> bool:
    """Whether they name the same: one may say more of them ("Pavel Strom", "Pavel Strom, a currency strategist")."""
    short, long = sorted((bare(labelled).split(), bare(named).split()), key=len)
    short_words, long_words = " ".join(short), " ".join(long)
    return long_words.startswith(short_words) or long_words.endswith(short_words)


def _count_figures(sentence: dict[str, Any], found: Found, reached: Reached) -> None:
    taken: set[int] = set()
    wanted = sentence["quantities"]
    right = [figure for figure in wanted if _same_figure(figure, found, taken)]
    reached.figures.labelled += len(wanted)
    reached.figures.found += len(found.quantities)
    reached.figures.right += len(right)
    if len(right) < len(wanted) or len(found.quantities) > len(right):
        ours = [(one.value, one.low, one.high, one.unit) for one in found.quantities]
        reached.missed.append(("figure", sentence["text"], f"{wanted} / {ours}"))


def bare(name: str | None) -> str:
    """A name without its article, case and what stands around it."""
    low = (name or "").lower().strip(" ,.")
    return next((low.removeprefix(article) for article in ("the ", "a ", "an ") if low.startswith(article)), low)


def _same_figure(labelled: list[Any], found: Found, taken: set[int]) -> bool:
    """The value and the bounds as worded, and the head noun of what is counted where the label names it."""
    value, low, _, unit = labelled
    for number, figure in enumerate(found.quantities):
        ours = figure.value, figure.low, figure.high
        equal = ours[:2] == (value, low) if value is None else figure.value == value
        if number not in taken and equal and (unit is None or _head(figure.unit) == _head(unit)):
            taken.add(number)
            return True
    return False


def _head(unit: str | None) -> str:
    last = (unit or "").lower().split()[-1:]
    word = SIGNS.get(last[0], last[0]) if last else ""
    return word.removesuffix("s")
