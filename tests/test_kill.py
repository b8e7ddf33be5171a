"""A server that is killed in the middle of its work loses nothing that it had acknowledged."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import requests
from sqlmodel import select

from workbench.db import Database
from workbench.desk.ledger import entries
from workbench.desk.person import add_person
from workbench.desk.story import find_story, open_story
from workbench.intake.posts import ReadPost, ReadStory
from workbench.logbook import chain
from workbench.model.item import Item
from workbench.model.person import Role
from workbench.model.verdict import Verdict

PASSWORD = "a password for a test"
VERDICTS = 200


def a_story_of(count: int) -> ReadStory:
    posts = tuple(
        ReadPost(
            id=f"p{n}",
            position=n,
            html="",
            text=f"Exactly {n + 2} houses in Dorfmoor were flooded on Monday.",
        )
        for n in range(count)
    )
    return ReadStory(title="Killed", reader="normal form", posts=posts, language="en")


class Server:
    """`workbench serve` as its own process."""

    def __init__(self, instance: Path, database: Database) -> None:
        environment = os.environ | {
            "WORKBENCH_INSTANCE": str(instance),
            "WORKBENCH_DATABASE_URL": database.url.render_as_string(hide_password=False),
            "WORKBENCH_PORT": "0",
        }
        command = [str(Path(sys.executable).with_name("workbench")), "serve", "--no-worker"]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, f"the server did not say where it answers: {line!r}"
        self.address = found[0].rstrip("/")

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)
        assert self.process.stdout is not None
        self.process.stdout.close()


def signed_in(address: str) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    page = session.get(f"{address}/sign-in", timeout=10).text
    form = {"csrf_token": token_in(page), "name": "ana", "password": PASSWORD}
    answer = session.post(f"{address}/sign-in", data=form, timeout=20)
    assert answer.status_code == 200, answer.text
    return session


def token_in(page: str) -> str:
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]  # type: ignore[index]


def test_no_acknowledged_verdict_is_lost_when_the_server_is_killed(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        add_person(session, None, "ana", "Ana Lima", Role.CHECKER, PASSWORD)
        open_story(session, a_story_of(VERDICTS), "0" * 64, None)
    with database.reading() as session:
        refs = list(session.exec(select(Item.ref).where(Item.kind == "claim")))
    assert len(refs) >= VERDICTS
    acknowledged: list[str] = []
    server = Server(tmp_path / "instance", database)
    killer = threading.Thread(target=lambda: (wait_for(acknowledged, VERDICTS // 2), server.kill()))
    killer.start()
    record_until_it_breaks(server.address, refs, acknowledged)
    killer.join()
    assert VERDICTS // 2 <= len(acknowledged) < len(refs)

    again = Server(tmp_path / "instance", database)
    try:
        with database.reading() as session:
            kept = set(session.exec(select(Item.ref).join(Verdict).where(Verdict.reason == "Counted.")))
            story = find_story(session, "killed")
            assert chain.check(entries(session, story.id)) is None
        assert set(acknowledged) <= kept
        assert len(kept) <= len(acknowledged) + 1
        page = signed_in(again.address).get(f"{again.address}/stories/killed", timeout=20)
        assert page.status_code == 200
    finally:
        again.kill()


def wait_for(acknowledged: list[str], count: int) -> None:
    deadline = time.monotonic() + 90
    while len(acknowledged) < count and time.monotonic() < deadline:
        time.sleep(0.002)


def record_until_it_breaks(address: str, refs: list[str], acknowledged: list[str]) -> None:
    """Record a verdict on each item; a reference is noted only once the server has answered."""
    session = signed_in(address)
    page = session.get(f"{address}/stories/killed/items/{refs[0]}", timeout=20).text
    token = token_in(page)
    for ref in refs:
        form = {"csrf_token": token, "version": "1", "verdict": "verified", "reason": "Counted."}
        try:
            answer = session.post(
                f"{address}/stories/killed/items/{ref}/verdict", data=form, timeout=20, allow_redirects=False
            )
        except requests.RequestException:
            return
        assert answer.status_code == 303, answer.text
        acknowledged.append(ref)
