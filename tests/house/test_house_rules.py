"""The house rules that a tool can check: the arrows between the rooms, the names, the places."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import sample

ROOT = Path(__file__).parents[2]
FORBIDDEN_NAMES = {"utils", "helpers", "common", "services", "manager", "util", "helper"}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def test_the_import_contract_holds() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("model/item.py", "import workbench.desk.item"),
        ("claims/detecting.py", "import workbench.intake.posts"),
        ("evidence/store.py", "import workbench.media.frames"),
        ("desk/verdict.py", "import workbench.web.answering"),
        ("logbook/chain.py", "import workbench.desk.ledger"),
        ("media/frames.py", "import flask"),
        ("model/story.py", "import requests"),
    ],
)
def test_a_reversed_arrow_breaks_the_import_contract(tmp_path: Path, file: str, line: str) -> None:
    shutil.copytree(ROOT / "workbench", tmp_path / "workbench", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "workbench" / file).open("a", encoding="utf-8") as source:
        source.write(f"\n{line}  # reversed\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout


def test_no_file_has_a_name_that_says_nothing() -> None:
    names = {path.stem for path in (ROOT / "workbench").rglob("*.py")}
    assert not names & FORBIDDEN_NAMES


def test_the_top_level_holds_only_what_it_may() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    tops = {line.split("/")[0] for line in listed.stdout.splitlines()}
    allowed = {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "workbench",
        "templates",
        "static",
        "instance",
        "tests",
    }
    assert {top for top in tops if not top.startswith(".")} <= allowed


def test_only_the_database_file_commits() -> None:
    commits = re.compile(r"\.commit\(|session\.begin\(")
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "workbench").rglob("*.py")
        if commits.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"workbench/db.py"}


def test_every_template_part_says_what_it_needs() -> None:
    parts = list((ROOT / "templates").rglob("_*.html"))
    assert parts
    for part in parts:
        assert part.read_text(encoding="utf-8").startswith("{# needs:"), part


def test_no_template_has_inline_script_or_style() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    for template in (ROOT / "templates").rglob("*.html"):
        if template.name == "document.html":
            continue  # the log's own page is one file that stands alone, outside the desk's policy
        assert not inline.search(template.read_text(encoding="utf-8")), template


def test_no_sentence_of_the_outside_samples_is_in_the_project() -> None:
    seed = sample("seeds", "000_dcd08620f5783731.txt").read_text(encoding="utf-8")
    sentences = {
        part.strip() for part in re.split(r"[.\n]", seed) if len(part.strip()) > 45 and "ScribbleLive" not in part
    }
    assert len(sentences) > 100
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".json", ".jsonl", ".html", ".txt"} and path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not [sentence for sentence in sentences if sentence in text], name
