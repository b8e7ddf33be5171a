"""The commands as a person types them: JSON on standard output, sentences on standard error, exit codes."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import sample

from workbench.cli import main

WORKBENCH = str(Path(sys.executable).with_name("workbench"))
BLOG = """Harbour Flood - Live Blogs - Quay Courier

Harbour Flood

  • Footbridge gives way at Lower Quay

    At least 12 people were killed when the footbridge collapsed on Monday, harbour police said.
    [Nordwire]

  • This video purports to show the wave.

    موجة فوق الرصيف
    by Quay Watcher via YouTube

  • Five schools were closed on Tuesday, the council said.
"""


class Desk:
    """The command line with an instance of its own."""

    def __init__(self, instance: Path) -> None:
        self.instance = instance

    def __call__(self, *words: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        done = subprocess.run(
            [WORKBENCH, *words],
            input=given,
            env=os.environ | {"WORKBENCH_INSTANCE": str(self.instance), "WORKBENCH_DATABASE_URL": ""},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done

    def json(self, *words: str, given: bytes = b"") -> object:
        done = self(*words, given=given)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "instance")


@pytest.fixture
def blog(tmp_path: Path) -> str:
    path = tmp_path / "harbour.txt"
    path.write_text(BLOG, encoding="utf-8")
    return str(path)


def all_commands() -> list[list[str]]:
    commands: list[list[str]] = []
    for name, command in main.commands.items():
        subcommands = getattr(command, "commands", None)
        commands += [[name, sub] for sub in subcommands] if subcommands else [[name]]
    return commands


@pytest.mark.parametrize("command", all_commands(), ids=" ".join)
def test_every_command_has_help_with_an_example(desk: Desk, command: list[str]) -> None:
    done = desk(*command, "--help")
    assert done.returncode == 0
    assert b"Example: " in done.stdout


def test_reading_prints_the_normal_form_and_stores_nothing(desk: Desk, blog: str) -> None:
    story = desk.json("read", blog)
    assert isinstance(story, dict)
    assert set(story) >= {"title", "url", "language", "timezone", "reader", "posts", "warnings"}
    assert [post["position"] for post in story["posts"]] == [0, 1, 2]
    assert story["posts"][1]["embeds"][0]["title"] == "موجة فوق الرصيف"
    assert not (desk.instance / "workbench.db").exists()


def test_reading_from_standard_input_gives_the_same(desk: Desk, blog: str) -> None:
    assert desk.json("read", "-", given=BLOG.encode()) == desk.json("read", blog)


def test_detecting_takes_a_text_or_the_json_of_read_and_hides_nothing(desk: Desk, blog: str) -> None:
    lines = desk("detect", blog).stdout.splitlines()
    assert lines == desk("detect", "-", given=desk("read", blog).stdout).stdout.splitlines()
    found = [json.loads(line) for line in lines]
    keys = {
        "post", "start", "end", "text", "role", "band", "checkworthy", "why", "attribution", "credit", "hedges",
        "quantities", "places", "dates", "language",
    }  # fmt: skip
    assert all(set(one) == keys for one in found)
    posts = desk.json("read", blog)["posts"]  # type: ignore[index]
    assert all(posts[one["post"]]["text"][one["start"] : one["end"]] == one["text"] for one in found)
    assert any("At least 12" in one["text"] and one["band"] == "claim" for one in found)


def test_opening_twice_stores_once(desk: Desk, blog: str) -> None:
    first, second = desk.json("open", blog), desk.json("open", blog)
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert first["posts"] == {"new": 3, "changed": 0, "removed": 0, "same": 0}
    assert second["posts"] == {"new": 0, "changed": 0, "removed": 0, "same": 3}
    assert first["story"] == second["story"] == "harbour-flood"
    assert (first["claims"], first["media"]) == (second["claims"], second["media"])
    assert first["media"] == 1


@pytest.mark.parametrize("format", ["html", "csv", "json"])
def test_the_log_is_written_in_each_format(desk: Desk, blog: str, tmp_path: Path, format: str) -> None:
    desk.json("open", blog)
    target = tmp_path / f"log.{format}"
    assert desk("log", "harbour-flood", "--format", format, "-o", str(target)).returncode == 0
    content = target.read_text(encoding="utf-8-sig")
    assert "At least 12 people were killed" in content
    if format == "csv":
        assert len(list(csv.DictReader(io.StringIO(content)))) >= 3
    if format == "json":
        assert json.loads(content)["ledger"]["entries"] == 1


@pytest.mark.parametrize(
    ("words", "given", "code"),
    [
        (["read", "/nowhere/blog.txt"], b"", 1),
        (["read", "-"], b"", 1),
        (["read", "-"], b"\x89PNG\r\n\x1a\n" + b"\x00\xff" * 500, 1),
        (["open", "-"], b"", 1),
        (["open", "http://127.0.0.1:9/"], b"", 1),
        (["open", "http://169.254.169.254/latest"], b"", 1),
        (["capture", "http://[::1]/"], b"", 1),
        (["log", "no-such-story", "--format", "json"], b"", 1),
        (["log", "x", "--format", "doc"], b"", 2),
        (["read"], b"", 2),
        (["nonsense"], b"", 2),
        (["fingerprint", "/nowhere.mp4"], b"", 1),
        (["person", "add", "UPPER CASE"], b"", 1),
        (["person", "disable", "nobody"], b"", 1),
    ],
)
def test_a_refusal_is_one_sentence_and_the_right_exit_code(
    desk: Desk, words: list[str], given: bytes, code: int
) -> None:
    done = desk(*words, given=given)
    assert done.returncode == code
    assert done.stdout == b""
    assert done.stderr.strip()
    if code == 1:
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_a_file_that_is_too_large_is_refused_and_nothing_is_stored(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    done = desk("open", str(path))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (desk.instance / "workbench.db").exists()


def test_people_are_added_listed_and_closed(desk: Desk) -> None:
    added = desk.json("person", "add", "ana", "--role", "editor", "--display-name", "Ana Lima")
    assert isinstance(added, dict)
    assert len(added["one_time_password"]) >= 12
    desk.json("person", "add", "cleo", "--role", "admin")
    desk.json("person", "disable", "ana")
    listed = [json.loads(line) for line in desk("person", "list").stdout.splitlines()]
    assert {row["name"]: row["disabled"] for row in listed} == {"ana": True, "cleo": False}


def test_the_doctor_finds_a_new_desk_well_and_a_tampered_ledger_broken(desk: Desk, blog: str) -> None:
    import sqlite3

    desk.json("open", blog)
    assert desk("doctor").returncode == 0
    with sqlite3.connect(desk.instance / "workbench.db") as connection:
        connection.execute("DROP TRIGGER ledger_entry_no_update")
        connection.execute("UPDATE ledger_entry SET actor = 'somebody else' WHERE story_id IS NOT NULL")
        connection.execute(
            "CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    connection.close()
    done = desk("doctor")
    assert done.returncode == 1
    assert "Entry 1 was changed" in done.stdout.decode()


def test_the_settings_are_all_listed_and_secrets_are_covered(desk: Desk) -> None:
    os.environ["WORKBENCH_SECRET_KEY"] = "very secret indeed"
    try:
        listed = desk("doctor", "--settings").stdout.decode()
    finally:
        del os.environ["WORKBENCH_SECRET_KEY"]
    for name in ("INSTANCE", "DATABASE_URL", "STORE_URL", "SECRET_KEY", "HOST", "PORT", "ALLOW_NETS"):
        assert f"WORKBENCH_{name} = " in listed
    assert "very secret indeed" not in listed


def test_a_database_without_its_triggers_is_not_worked_with(desk: Desk, blog: str) -> None:
    import sqlite3

    desk.json("open", blog)
    with sqlite3.connect(desk.instance / "workbench.db") as connection:
        connection.execute("DROP TRIGGER verdict_no_delete")
    connection.close()
    done = desk("open", blog)
    assert done.returncode == 1
    assert "verdict_no_delete" in done.stderr.decode()


def test_a_setting_that_makes_no_sense_is_named(desk: Desk) -> None:
    desk.instance.mkdir()
    (desk.instance / "settings.toml").write_text('port = "soon"\n')
    done = desk("person", "list")
    assert (done.returncode, b"port" in done.stderr) == (1, True)


def test_the_iraq_blog_is_read_and_opened_whole(desk: Desk) -> None:
    path = str(sample("seeds", "000_dcd08620f5783731.txt"))
    story = desk.json("read", path)
    assert isinstance(story, dict)
    posts = story["posts"]
    embeds = [embed for post in posts for embed in post["embeds"]]
    assert len(posts) == 41
    assert sum(post["headline"] is not None for post in posts) == 24
    assert sum(embed["kind"] == "video" and embed["lost"] for embed in embeds) == 4
    assert sum(embed["credit"] == "Reuters" for embed in embeds) == 8
    assert sum("Associated Press" in post["credits"] for post in posts) == 5
    assert sum("AFP" in post["credits"] for post in posts) == 1
    assert sum("Reuters" in post["credits"] for post in posts) == 2
    assert not any(post["posted_at"] or post["updated_at"] for post in posts)
    done = desk.json("open", path)
    assert isinstance(done, dict)
    assert (done["story"], done["posts"]["new"], done["media"]) == ("iraq-blog", 41, 12)
