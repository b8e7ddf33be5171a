"""What is installed from a built wheel works without the checkout."""

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    # The test extra brings hatchling, so the build needs no environment of its own and no network.
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with nothing but the wheel and what it depends on.

    The dependencies come from the environment that runs the tests (they were installed from the same
    list a moment ago): a path file lends them, while `workbench` itself is found only in the wheel.
    """
    folder = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    site = next((folder / "lib").glob("python*/site-packages"))
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(site),
         str(wheel)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    lent = next(path for path in sys.path if path.endswith("site-packages"))
    (site / "lent.pth").write_text(f"import sys; sys.path.append({lent!r})\n", encoding="utf-8")
    return folder / "bin" / "python"


def run(python: Path, code: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)} | more
    return subprocess.run(
        [str(python), "-c", code], cwd=folder, env=environment, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip


def test_the_installed_program_is_the_wheel_s_and_carries_pages_and_styles(installed: Path, tmp_path: Path) -> None:
    code = (
        "import workbench; from workbench.config import resource;"
        "print(workbench.__file__); print(resource('templates') / 'base.html'); print(resource('static'))"
    )
    done = run(installed, code, tmp_path)
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        assert line.startswith(str(installed.parents[1])), line
        assert Path(line).exists(), line


def test_the_start_page_is_served_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "WORKBENCH_PORT": "0"}
    command = [str(installed), "-c", "from workbench.cli import main; main(['serve', '--no-worker'])"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found is not None
            session = requests.Session()
            session.trust_env = False
            page = session.get(found[0], timeout=20)
            assert page.status_code == 200
            assert "Verification Workbench" in page.text
            for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text):
                assert session.get(found[0].rstrip("/") + address, timeout=20).status_code == 200, address
            assert (tmp_path / "instance" / "workbench.db").exists()
        finally:
            server.terminate()
            server.communicate(timeout=20)
