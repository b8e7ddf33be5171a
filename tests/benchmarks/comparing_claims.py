"""How well claims are compared: the related claim in the first three, and conflicts that are none.

    python tests/benchmarks/comparing_claims.py [BLOG …]

The first table: of the labelled claims whose event another post tells too, how many have one of that event among the
three that are most alike, by the full-text index and then the second score, as the desk asks. The second: conflicts
suggested in those blogs, each to be read by a person. The third: every claim with a figure told again in a later post,
once as it is and once with the figure changed, and what is suggested of the pair. Then how long a story of 1,500 claims
takes.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import select

sys.path.insert(0, str(Path(__file__).parents[1] / "claims"))

import tempfile

import labelled_blogs as labelled

from workbench.claims.contradictions import ConflictKind, conflicts
from workbench.claims.detecting import detect
from workbench.claims.found import Found
from workbench.claims.likeness import Rarity, compared, profile
from workbench.claims.statement import Statement
from workbench.db import Database
from workbench.desk.contradictions_page import contradictions_page
from workbench.desk.related import groups, near_claims
from workbench.desk.statements import among_others, statements
from workbench.desk.story import find_story, open_story
from workbench.intake.posts import ReadPost, ReadStory
from workbench.model.item import Item

SMALL = "one two three four five six seven eight nine ten twelve twenty thirty forty"
LARGE = "four five seven nine eight eleven twelve fifteen sixteen seventeen nineteen forty fifty sixty"


def told(name: str) -> list[tuple[Statement, str]]:
    """The labelled claims of a blog, each with the event that a person named."""
    listed = []
    for number, post in enumerate(labelled.blog(name)):
        found = {one.start: one for one in post.found}
        for sentence in post.sentences:
            one = found.get(sentence["start"])
            if one and sentence["band"] == "claim" and sentence.get("event"):
                statement = replace(statement_of(one, post, number, 1), key=len(listed) + 1, posted_at=None)
                listed.append((statement, sentence["event"]))
    return listed


def related_in_first_three(name: str) -> tuple[int, int]:
    """How many claims of another post's event there are, and how many of them find it among the first three."""
    listed = told(name)
    rarity = Rarity.of([statement for statement, _ in listed])
    profiles = {statement.key: profile(statement, rarity) for statement, _ in listed}
    asked = right = 0
    for statement, event in listed:
        others = [(one, slug) for one, slug in listed if one.post != statement.post]
        if not any(slug == event for _, slug in others):
            continue
        asked += 1
        own = profiles[statement.key]
        ranked = sorted(others, key=lambda one: -compared(own, profiles[one[0].key]).score)
        right += any(slug == event for _, slug in ranked[:3])
    return asked, right


def pair_of(line: str) -> tuple[list[Statement], str]:
    """Two claims as a line of pairs.jsonl tells them, read by the rules, and what a person says they are."""
    told = json.loads(line)
    listed = []
    for number, side in enumerate((told["first"], told["second"])):
        found = max(detect(side["text"]), key=lambda one: (len(one.quantities), one.checkworthy))
        listed.append(
            Statement(
                key=number + 1,
                words=found.text,
                post=number,
                headline=side["headline"],
                opening=side["text"][:160],
                posted_at=datetime.fromisoformat(side["posted_at"]),
                speaker=side["attribution"] or found.attribution,
                places=found.places,
                dates=found.dates,
                quantities=found.quantities,
                language=found.language,
            )
        )
    return listed, told["relation"]


def pairs(show: bool) -> None:
    """What is suggested of the labelled pairs, by what a person says of them."""
    lines = (labelled.FOLDER / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        listed, relation = pair_of(line)
        found = conflicts(listed)
        kind = found[0].kind.value if found else "nothing"
        counted[relation][kind] += 1
        wrong = (relation in ("conflict", "supersedes") and kind == "nothing") or (
            relation in ("agree", "unrelated") and kind not in ("nothing", "differs")
        )
        if show and wrong:
            print(f"{relation}, suggested as {kind}\n    {listed[0].words}\n    {listed[1].words}")
    for relation, kinds in counted.items():
        print(f"pairs that {relation}: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))


def told_again(name: str) -> tuple[Counter[str], Counter[str]]:
    """What is suggested of each claim of a blog and the same words in a later post: as they are, and with a figure
    that is changed."""
    blog = labelled.real_blog(name) if name in labelled.PAGES else labelled.blog(name)
    listed = [
        statement_of(one, post, number, len(blog))
        for number, post in enumerate(blog)
        for one in post.found
        if one.band != "aside" and one.embed is None and one.same_as is None
    ]
    listed = [replace(one, key=number) for number, one in enumerate(listed)]
    same, changed = Counter[str](), Counter[str]()
    for one in listed:
        worded = next(((figure.text, changed_figure(figure.text)) for figure in one.quantities if figure.value), None)
        if worded is None or worded[1] is None:
            continue
        words = one.words.replace(worded[0], worded[1], 1)
        again = max(detect(words), key=lambda found: len(found.text))
        if again.text == words:
            same[_suggested(listed, one, replace(one, key=len(listed), post=len(blog)))] += 1
            twin = Statement(
                key=len(listed), words=words, post=len(blog), speaker=again.attribution, places=again.places,
                dates=again.dates, quantities=again.quantities, language=again.language,
                posted_at=one.posted_at and one.posted_at + timedelta(hours=1),
            )  # fmt: skip
            changed[_suggested(listed, one, twin)] += 1
    return same, changed


def statement_of(one: Found, post: labelled.LabelledPost, number: int, posts: int) -> Statement:
    """A found claim as it is compared, its post as late as it stands in the blog."""
    return Statement(
        key=0, words=one.text, post=number, start=one.start, headline=post.headline, opening=post.text[:160],
        speaker=one.attribution, places=one.places, dates=one.dates, quantities=one.quantities, language=one.language,
        posted_at=datetime(2026, 3, 2, 6, tzinfo=UTC) + timedelta(minutes=720 * number / posts),
    )  # fmt: skip


def _suggested(listed: list[Statement], one: Statement, twin: Statement) -> str:
    found = conflicts([*listed, twin], about=twin.key)
    return next((pair.kind.value for pair in found if one.key in (pair.first.key, pair.second.key)), "nothing")


def changed_figure(text: str) -> str | None:
    """The words of a figure with another number in them, about a half more; None for what is not in digits or small."""
    if number := re.search(r"\d[\d,]*(?:\.\d+)?", text):
        raw = number[0].rstrip(",")
        more = float(raw.replace(",", "")) * 1.4 + 2
        new = f"{more:.1f}" if "." in raw else f"{int(more):,}" if "," in raw else str(int(more))
        return text.replace(raw, new, 1)
    for small, large in zip(SMALL.split(), LARGE.split(), strict=True):
        if re.search(rf"\b{small}\b", text, re.IGNORECASE):
            return re.sub(rf"\b{small}\b", large, text, count=1, flags=re.IGNORECASE)
    return None


def large_story(database: Database, posts: int) -> None:
    """How long a story of some 1,500 claims takes to open, and its board, its groups and one claim's panel to be made."""
    texts = [post.text for name in labelled.names() for post in labelled.blog(name)]
    read = tuple(
        ReadPost(id=f"p{number}", position=number, text=f"{texts[number % len(texts)]} ({number})", html="")
        for number in range(posts)
    )
    start = time.perf_counter()
    with database.transaction() as session:
        slug = open_story(session, ReadStory("Large", "normal form", posts=read, language="en"), "0" * 64, None).story
    print(f"{posts} posts opened in {time.perf_counter() - start:.2f} s", end="")
    with database.reading() as session:
        story = find_story(session, slug)
        print(f", {len(statements(session, story))} claims", end="")
        item = session.exec(select(Item).where(Item.story_id == story.id)).first()
        for name, ask in (
            ("board", lambda: contradictions_page(session, story)),
            ("groups", lambda: groups(session, story)),
            ("near one claim", lambda: near_claims(session, among_others(session, story, item))),
        ):
            start = time.perf_counter()
            ask()
            print(f"; {name} {time.perf_counter() - start:.2f} s", end="")
    print()


def main(words: list[str]) -> None:
    wanted = [word for word in words if word in labelled.names()] or labelled.names()
    every = [0, 0]
    for name in wanted:
        asked, right = related_in_first_three(name)
        if asked:
            print(f"{name:12} related claim in the first three: {right / asked:.3f} ({right} of {asked})")
        every = [every[0] + asked, every[1] + right]
    print(f"{'all':12} related claim in the first three: {every[1] / max(1, every[0]):.3f}")
    for name in wanted:
        for one in conflicts([statement for statement, _ in told(name)]):
            if one.kind is not ConflictKind.DIFFERS:
                print(f"{name} {one.kind.value} {one.why[0]}\n    {one.first.words}\n    {one.second.words}")
    pairs("--wrong" in words)
    same, changed = Counter[str](), Counter[str]()
    for name in [*wanted, *labelled.real_names()]:
        for counted, more in zip((same, changed), told_again(name), strict=True):
            counted.update(more)
    for kind, counted in (("as it is", same), ("with a changed figure", changed)):
        print(f"claims told again {kind}: " + ", ".join(f"{word} {count}" for word, count in counted.most_common()))
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/workbench.db")
        database.upgrade()
        large_story(database, 700)
        database.close()


if __name__ == "__main__":
    main(sys.argv[1:])
