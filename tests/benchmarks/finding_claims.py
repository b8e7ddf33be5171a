"""What the rules reach on labelled live blogs, beside listing everything, and how fast they are.

    python tests/benchmarks/finding_claims.py [--missed KIND] [BLOG …]

One line a blog: recall of Claims + Maybe; precision and recall of Claims; precision at recall 0.70; average precision;
important claims in Claims; explicit speakers (F1); credit; figures (precision, recall); sentence borders. "all" is the
precision of listing every sentence. Real blogs are measured where they stand beside the checkout. Then posts a second on one core, and the slowest of some hostile posts.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "claims"))

import labelled_blogs as labelled

from workbench.claims.detecting import detect

COLUMNS = "all  C+M.r  C.p  C.r  p@.70  AP  important  speakers  credit  fig.p  fig.r  borders".split()
HOSTILE = {
    "one word of 40,000 letters": "a" * 40_000,
    "20,000 paragraphs of a letter": "a\n\n" * 13_333,
    "500 quotation marks": '" ' * 500 + "said the mayor " * 2_600,
    "10,000 figures": "44 dead, " * 4_444,
    "40,000 full stops": "." * 40_000,
    "said said said": "said " * 8_000,
    "control characters": "\x01\x02 " * 13_333,
    "left and right": "\u202eabc \u2066def " * 4_000,
    "mixed scripts": "قال dit сказал said 說 " * 1_800,
    "sentences of two words": "He said. " * 4_444,
    "capital names": "Al Of The Bank Of " * 2_222,
    "lines": "a\n" * 20_000,
    "brackets": "[Reuters] (AFP) " * 2_500,
}


def table(wanted: list[str]) -> list[labelled.Reached]:
    """Print the table; gives what each blog reached."""
    print(f"{'':12}" + "".join(f"{name:>10}" for name in COLUMNS))
    every = []
    for name in wanted:
        one = labelled.measure(labelled.real_blog(name) if name in labelled.PAGES else labelled.blog(name))
        every.append(one)
        figures = (
            one.everything, one.kept.recall, one.claims.precision, one.claims.recall, one.precision_at(0.7),
            one.average_precision, one.important.recall, one.speakers.f1, one.credits.recall, one.figures.precision,
            one.figures.recall, one.units.recall,
        )  # fmt: skip
        print(f"{name:12}" + "".join(f"{figure:10.3f}" for figure in figures))
    return every


def speed(wanted: list[str], rounds: int = 7) -> None:
    posts = [post for name in wanted for post in labelled.blog(name)]
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        for post in posts:
            assert post.found
        best = min(best, time.perf_counter() - start)
    length = sum(len(post.text) for post in posts) // len(posts)
    print(f"{len(posts) / best:.0f} posts/s on one core, {length} characters a post")


def hostile(rounds: int = 3) -> None:
    took = {}
    for name, text in HOSTILE.items():
        for _ in range(rounds):
            start = time.perf_counter()
            detect(text)
            took[name] = min(took.get(name, 9e9), time.perf_counter() - start)
    for name, seconds in sorted(took.items(), key=lambda one: -one[1])[:4]:
        print(f"hostile, {name}: {seconds * 1000:.0f} ms")


def main(words: list[str]) -> None:
    kind = words[words.index("--missed") + 1] if "--missed" in words else None
    known = [*labelled.names(), *labelled.real_names()]
    wanted = [word for word in words if word in known] or known
    reached = table(wanted)
    if kind is None:
        speed([name for name in wanted if name not in labelled.PAGES] or labelled.names())
        hostile()
        return
    for name, one in zip(wanted, reached, strict=True):
        for what, text, detail in one.missed:
            if what.startswith(kind):
                print(f"{name} {what}: {text}\n      {detail}")


if __name__ == "__main__":
    main(sys.argv[1:])
