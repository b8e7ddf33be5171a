"""Twenty thousand damaged documents of every format: each a story or a refusal of one sentence, none a traceback.

The real pages beside the checkout are damaged too, where they are there; pages large enough to be tried in a
child process first get fewer turns, because each turn starts one.
"""

import gzip
import json
import random
from collections.abc import Iterator

import page_samples as pages
import pytest
from damage import checked, damaged, read_or_refused
from harbour_samples import ARTICLE, BLOG, PAGES, SEED, TEXT, page

from workbench.intake.posts import CannotRead
from workbench.intake.reading import read

ALL_TURNS = 20_000
TURNS_OF_LARGE = 25
LARGE = 30_000


def samples() -> Iterator[tuple[str, bytes]]:
    written = {
        "guardian page": pages.GUARDIAN,
        "bbc page": pages.BBC,
        "scribblelive page": pages.SCRIBBLE,
        "sourcefabric page": pages.SOURCEFABRIC,
        "wordpress page": pages.WORDPRESS,
        "amp live list": pages.AMP,
        "reach page": pages.REACH,
        "microdata": pages.MICRODATA,
        "unknown page": pages.unknown(),
        "timed headings": pages.TICKER,
        "timed text": pages.PASTED,
        "scribblelive text": TEXT,
        "json-ld": page(BLOG),
        "article": ARTICLE,
        "normal form": json.dumps(read(TEXT.encode()).as_json(), ensure_ascii=False),
    }
    for name, text in written.items():
        yield name, text.encode()
    if SEED.is_file():
        yield "seed", SEED.read_bytes()
    for path in sorted(PAGES.rglob("*")) if PAGES.is_dir() else ():
        if path.suffix in (".html", ".json", ".gz") and path.name != "truth.json":
            content = path.read_bytes()
            yield f"{path.parent.name}/{path.name}", gzip.decompress(content) if path.suffix == ".gz" else content


SAMPLES = dict(samples())
SMALL = [name for name, content in SAMPLES.items() if len(content) < LARGE]
TURNS = {
    name: (ALL_TURNS - TURNS_OF_LARGE * (len(SAMPLES) - len(SMALL))) // len(SMALL) + 1
    if name in SMALL
    else TURNS_OF_LARGE
    for name in SAMPLES
}


@pytest.mark.parametrize("name", SAMPLES)
def test_damaged_sample_is_read_or_refused(name: str) -> None:
    chance = random.Random(f"20261123 {name}")
    read_well = 0
    for turn in range(TURNS[name]):
        content = damaged(SAMPLES[name], chance)
        outcome = read_or_refused(content)
        if isinstance(outcome, CannotRead):
            continue
        read_well += 1
        if turn % 25 == 0:
            assert checked(content) is not None
    assert read_well, "everything was refused: the damage tests nothing"
