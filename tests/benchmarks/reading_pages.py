"""How fast a large page is read, side by side with other parsers doing the same job, in one run.

    pip install -e '.[benchmark]'
    python tests/benchmarks/reading_pages.py

A page of live blog posts (heading, time, paragraphs with links, a photo with caption and credit, a tweet) is
written at four sizes. Each contender finds every post with its id, time, headline, words in paragraphs, picture
address and tweet id; "lexbor, bare" only parses. Rounds take turns, so that a noisy machine is noisy for all,
and the quickest round of each counts. Memory is measured in a process of its own for each contender.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable

SIZES = (500, 1000, 2500, 5000)
ROUNDS = 5
_WORDS = (
    "the a harbour flood water minister police said people river bridge night morning hospital reported rescue "
    "crews north east village road closed power train officials statement footage engineers level warned"
).split()


def page(posts: int) -> str:
    """About 2,000 characters a post, as one page; the same for the same number."""
    dice = random.Random(posts)

    def sentence(words: int) -> str:
        return " ".join(dice.choice(_WORDS) for _ in range(words)).capitalize() + "."

    def post(number: int) -> str:
        paragraphs = "".join(
            f'<p class="dcr-{number % 7}">{sentence(22)} <a href="https://harbour.example/{number}/{part}">'
            f"{sentence(3)}</a> <b>{sentence(2)}</b> {sentence(20)}</p>"
            for part in range(4)
        )
        return (
            f'<article class="block" id="block-{number:024x}"><header><time datetime="2026-05-{1 + number % 28:02d}T'
            f'{number // 60 % 24:02d}:{number % 60:02d}:07Z">at {number % 60}</time><h2>{sentence(8)}</h2></header>'
            f'<div class="body">{paragraphs}<figure><img src="https://pictures.example/{number}.jpg" width="600" alt="">'
            f"<figcaption>{sentence(10)} [EPA]</figcaption></figure>"
            f'<blockquote class="twitter-tweet"><p>{sentence(12)}</p>'
            f'<a href="https://twitter.com/harbour/status/{10**15 + number}">May</a></blockquote></div></article>'
        )

    head = '<!doctype html><html lang="en"><head><title>Flood live</title></head><body><main><h1>Flood live</h1>'
    return head + "".join(post(number) for number in range(posts)) + "</main></body></html>"


def with_workbench(content: bytes) -> int:
    from workbench.intake.reading import read

    return len(read(content).posts)


def with_lexbor_bare(content: bytes) -> int:
    from selectolax.lexbor import LexborHTMLParser

    return len(LexborHTMLParser(content.decode("utf-8")).css("article.block"))


def with_lxml(content: bytes) -> int:
    """By hand, for this very page: no embed tables, no hostile input, nothing but these elements."""
    from lxml import html

    posts = []
    for post in html.fromstring(content.decode("utf-8")).iterfind(".//article[@class='block']"):
        body = post.find("./div")
        posts.append(
            (
                post.get("id"),
                post.find("./header/time").get("datetime"),
                post.find("./header/h2").text_content(),
                "\n\n".join(" ".join(one.text_content().split()) for one in body.iter("p", "figcaption")),
                [one.get("src") for one in body.iter("img")],
                [one.findall(".//a")[-1].get("href").rpartition("/")[2] for one in body.iter("blockquote")],
                html.tostring(body, encoding="unicode"),
            )
        )
    return len(posts)


def with_beautiful_soup(content: bytes) -> int:
    from bs4 import BeautifulSoup

    posts = []
    for post in BeautifulSoup(content.decode("utf-8"), "html.parser").find_all("article", class_="block"):
        body = post.find("div")
        posts.append(
            (
                post["id"],
                post.find("time")["datetime"],
                post.find("h2").get_text(),
                "\n\n".join(" ".join(one.get_text().split()) for one in body.find_all(["p", "figcaption"])),
                [one["src"] for one in body.find_all("img")],
                [one.find_all("a")[-1]["href"].rpartition("/")[2] for one in body.find_all("blockquote")],
                body.decode_contents(),
            )
        )
    return len(posts)


CONTENDERS: dict[str, Callable[[bytes], int]] = {
    "workbench": with_workbench,
    "lexbor, bare": with_lexbor_bare,
    "lxml, by hand": with_lxml,
    "BeautifulSoup(html.parser)": with_beautiful_soup,
}


def seconds(content: bytes, posts: int, rounds: int = ROUNDS) -> dict[str, float]:
    """The quickest round of each contender; the slowest of them has only one."""
    best = dict.fromkeys(CONTENDERS, float("inf"))
    for turn in range(rounds):
        for name, read in CONTENDERS.items():
            if turn and name.startswith("Beautiful"):
                continue
            start = time.perf_counter()
            found = read(content)
            best[name] = min(best[name], time.perf_counter() - start)
            assert found == posts, f"{name} found {found} of {posts} posts"
    return best


def memory(name: str, posts: int) -> float:
    """MiB that a process of its own needs over what it needs before it reads, the page's bytes among the latter."""
    program = (
        "import json, resource, sys; sys.path.insert(0, sys.argv[1]); import reading_pages as r; "
        "content = r.page(int(sys.argv[3])).encode(); r.CONTENDERS[sys.argv[2]](r.page(20).encode()); "
        "floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; r.CONTENDERS[sys.argv[2]](content); "
        "print(json.dumps((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - floor) / 1024))"
    )
    here = str(__import__("pathlib").Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", program, here, name, str(posts)], capture_output=True, text=True, check=True
    )
    return float(json.loads(done.stdout))


def main() -> None:
    sizes = {posts: page(posts).encode() for posts in SIZES}
    for posts, content in sizes.items():
        best = seconds(content, posts)
        ours = best["workbench"]
        print(f"{posts} posts, {len(content) / 1e6:.1f} MB: workbench {ours * 1000:.0f} ms", end="")
        print("".join(f"; {ours / took:.2f} times {name}" for name, took in best.items() if name != "workbench"))
    for name in CONTENDERS:
        print(f"memory over the floor, {SIZES[-1]} posts, {name}: {memory(name, SIZES[-1]):.0f} MiB")
    print(f"peak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
