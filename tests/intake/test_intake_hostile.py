"""Hostile input: a refusal of one sentence or a valid story, in linear time. No third outcome."""

import json
import random
import time
from collections.abc import Callable

import pytest
from damage import checked, damaged, has_its_words_in_its_text, read_or_refused
from harbour_samples import ARTICLE, BLOG, TEXT, UPDATES, page

from workbench.intake.posts import CannotRead
from workbench.intake.reading import read

NORMAL = json.dumps(read(TEXT.encode()).as_json(), ensure_ascii=False)
PLAIN_BLOG = page({**BLOG, "liveBlogUpdate": UPDATES[1:2]})
# How often each is damaged. Every reading of the one with HTML inside starts a child process: so fewer of those.
SAMPLES = ((TEXT, 1500), (NORMAL, 200), (PLAIN_BLOG, 500), (ARTICLE, 500), (page(BLOG), 40))


@pytest.mark.parametrize(("sample", "times"), SAMPLES, ids=["text", "normal form", "json-ld", "article", "with html"])
def test_damaged_documents_are_read_or_refused(sample: str, times: int) -> None:
    chance = random.Random(20261123)
    outcomes = [checked(damaged(sample.encode(), chance)) for _ in range(times)]
    stories = [one for one in outcomes if one]
    assert stories, "everything was refused: the damage tests nothing"
    assert sample == NORMAL or all(map(has_its_words_in_its_text, stories))


SHAPES: dict[str, Callable[[int], str]] = {
    "bullets": lambda size: "• It rose.\n" * (size // 11),
    "bullets alone": lambda size: "•\n" * (size // 2),
    "one bullet and one line": lambda size: "• One.\n• " + "x " * (size // 2),
    "brackets": lambda size: "• One.\n• " + "[" * size,
    "captions": lambda size: "• One.\n• " + "Quay [EPA]\n" * (size // 11),
    "counters": lambda size: "• One.\n• " + "Quay\n\n" * (size // 12) + "999 of 999\n" * (size // 22),
    "credit lines": lambda size: "• One.\n• " + "by X via YouTube\n" * (size // 17),
    "blank lines": lambda size: "• One." + "\n" * size + "• Two.",
    "spaces": lambda size: "• One." + " " * size + "\n• Two.",
    "accents": lambda size: "• a" + "\u0301\u0323" * (size // 4) + "\n• Two.",
    "one line": lambda size: "x" * size,
    "angle brackets": lambda size: "<html><body>x" + "<" * size,
    "open comment": lambda size: "<html><body>x<!--" + "-" * size,
    "paragraphs": lambda size: "<html><body>" + "<p>It <b>rose</b>.</p>" * (size // 22),
    "lists of json": lambda size: "[" + "[]," * (size // 3) + "[]]",
    "deep json": lambda size: '{"a":' * (size // 5),
    "entities": lambda size: "<!DOCTYPE l [" + "<!ENTITY b '&a;&a;'>" * (size // 20) + "]><html><body>&b;x",
}


@pytest.mark.parametrize("name", SHAPES)
def test_no_shape_of_text_holds_a_reader_up(name: str) -> None:
    content = SHAPES[name](600_000).encode()
    started = time.process_time()
    read_or_refused(content)
    # No measure of speed: work that grows with the square of the size would take minutes here.
    assert time.process_time() - started < 20


def test_hundred_thousand_bullets_are_refused_and_ten_thousand_read() -> None:
    with pytest.raises(CannotRead, match="100000 entries"):
        read(b"\xe2\x80\xa2 It rose.\n" * 100_000)
    assert len(read(b"\xe2\x80\xa2 It rose.\n" * 10_000).posts) == 10_000


@pytest.mark.parametrize(
    "html", ["<div>" * 100_000, "<a><div>" * 100_000, "<p " + " ".join(f"a{n}=1" for n in range(99_999))]
)
def test_page_that_would_hold_the_parser_is_refused_in_seconds(html: str) -> None:
    started = time.monotonic()
    assert isinstance(read_or_refused(f"<html><body>{html}".encode()), CannotRead)
    assert time.monotonic() - started < 10


def test_line_of_twenty_megabytes_is_read() -> None:
    found = read(b"The wall broke. " * (20 * 2**20 // 16))
    assert (len(found.posts), len(found.title) < 100) == (1, True)


def test_bomb_of_entities_stays_small() -> None:
    bomb = "<!DOCTYPE l [<!ENTITY a 'wall'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]><html><body>&c;</body>"
    found = checked(bomb.encode())
    assert found is not None
    assert len(found.posts[0].text) < 200


@pytest.mark.parametrize("escape", ["\\ud83d", "\\udc00\\ud83d", "\\u0000", "\\u001b[31m"])
def test_escapes_of_no_characters_never_reach_a_story(escape: str) -> None:
    data = f'{{"title": "a{escape}b", "posts": [{{"text": "wall {escape} broke", "id": "x{escape}"}}]}}'
    assert checked(data.encode()) is not None


def test_number_of_ten_thousand_digits_is_refused() -> None:
    assert checked(b'{"title": "x", "posts": [{"text": "y", "position": ' + b"9" * 10_000 + b"}]}") is None
