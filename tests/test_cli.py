"""The commands as a person types them: JSON on standard output, sentences on standard error, exit codes."""

import csv
import io
import json
import os
import pty
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from paged_blog import Answer, GrowingBlog
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
            env=self.environment(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done

    def environment(self) -> dict[str, str]:
        return dict(os.environ) | {"WORKBENCH_INSTANCE": str(self.instance), "WORKBENCH_DATABASE_URL": ""}

    def json(self, *words: str, given: bytes = b"") -> object:
        done = self(*words, given=given)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "instance")


@pytest.fixture
def reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands may reach this machine, and need not wait between pages."""
    monkeypatch.setenv("WORKBENCH_ALLOW_NETS", "127.0.0.0/8")
    monkeypatch.setenv("WORKBENCH_PAGE_PAUSE", "0")


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
        "quantities", "places", "dates", "language", "reasons", "spans", "implied", "told", "attribution_scope",
        "credit_scope", "same_as",
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


def test_a_sentence_model_that_is_not_there_ends_serving_and_is_told_by_the_doctor(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_MATCH_MODEL", str(tmp_path / "nothing"))
    told = "model.onnx can't be read" if find_spec("onnxruntime") else "Sentence vectors need more packages"
    done = desk("serve", "--no-worker", "--port", "0")
    assert done.returncode == 1
    assert told in done.stderr.decode().splitlines()[-1]
    done = desk("doctor")
    assert done.returncode != 0
    assert told in (done.stdout + done.stderr).decode()


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


def test_a_blog_is_read_and_opened_with_all_its_pages(desk: Desk, reachable: None) -> None:
    with GrowingBlog() as blog:
        blog.lay_out(34)
        story = desk.json("read", blog.address)
        assert isinstance(story, dict)
        assert (len(story["posts"]), story["pages_read"], story["warnings"]) == (34, 4, [])
        done = desk.json("open", blog.address)
        assert isinstance(done, dict)
        assert (done["posts"]["new"], done["missing"]) == (34, None)
        blog.answers[blog.path(1)] = [Answer(500)]
        failed = desk("open", blog.address)
        assert (failed.returncode, len(failed.stderr.strip().splitlines()), failed.stdout) == (1, 1, b"")
        again = desk.json("open", blog.address)
        assert isinstance(again, dict)
        assert again["posts"] == {"new": 0, "changed": 0, "removed": 0, "same": 34}
        assert blog.conditional[-4:] == [blog.path(number) for number in range(1, 5)]


def test_what_is_missing_is_said_in_the_json_and_to_the_person(
    desk: Desk, reachable: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_PAGES_AT_MOST", "1")
    with GrowingBlog() as blog:
        blog.lay_out(428, on_a_page=30)
        story = desk.json("read", blog.address)
        opened = desk("open", blog.address)
    sentence = "428 announced, 30 read; 14 pages not fetched. Stopped at the limit of 1 page."
    assert isinstance(story, dict)
    assert story["warnings"][0] == sentence
    assert json.loads(opened.stdout)["missing"] == sentence
    assert sentence in opened.stderr.decode()


def test_control_c_ends_following_well(desk: Desk, reachable: None) -> None:
    with GrowingBlog() as blog:
        blog.lay_out(3)
        following = Following(desk, blog)
        following.process.send_signal(signal.SIGINT)
        done = following.end(seconds=10)
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line)["posts"]["new"] for line in done.stdout.splitlines()] == [3]


@pytest.mark.parametrize("interval", ["9s", "soon", "2d", ""])
def test_an_interval_that_makes_no_sense_is_wrong_usage(desk: Desk, interval: str) -> None:
    done = desk("open", "https://blog.example/live", "--follow", interval)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "60s, 5m, 1h" in done.stderr.decode()


def test_only_an_address_can_be_followed(desk: Desk, blog: str) -> None:
    done = desk("open", blog, "--follow", "60s")
    assert (done.returncode, "Only an address can be followed." in done.stderr.decode()) == (2, True)


def test_no_progress_is_drawn_where_there_is_no_terminal(desk: Desk, reachable: None) -> None:
    with GrowingBlog() as blog:
        blog.lay_out(30)
        assert desk("read", blog.address).stderr == b""


def test_on_a_terminal_the_pages_are_counted(desk: Desk, reachable: None) -> None:
    ours, theirs = pty.openpty()
    with GrowingBlog() as blog:
        blog.lay_out(30)
        done = subprocess.run(
            [WORKBENCH, "read", blog.address], env=desk.environment(), stdout=subprocess.PIPE, stderr=theirs,
            timeout=60, check=False,
        )  # fmt: skip
    os.close(theirs)
    drawn = os.read(ours, 65536).decode()
    os.close(ours)
    assert "Fetching page 3 of 3" in drawn
    assert len(json.loads(done.stdout)["posts"]) == 30


class Following:
    """`workbench open --follow 10s` as its own process, its first line waited for."""

    def __init__(self, desk: Desk, blog: GrowingBlog) -> None:
        self.process = subprocess.Popen(
            [WORKBENCH, "open", blog.address, "--follow", "10s"],
            env=desk.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.lines: list[str] = []
        self.wait_for_lines(1)

    def wait_for_lines(self, count: int) -> None:
        assert self.process.stdout is not None
        while len(self.lines) < count:
            line = self.process.stdout.readline()
            assert line, "the command ended too early"
            self.lines.append(line)

    def end(self, seconds: float) -> "subprocess.CompletedProcess[str]":
        try:
            out, err = self.process.communicate(timeout=seconds)
        finally:
            self.process.kill()
        return subprocess.CompletedProcess([], self.process.returncode, "".join(self.lines) + out, err)
