"""What every test stands on: a real database of each kind, a real server on loopback, and people."""

import os
import secrets
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Playwright
from running import CHEAP, PASSWORD, Site, missing
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from waitress import wasyncore
from waitress.server import create_server

from workbench import create_app
from workbench.config import Settings, load
from workbench.db import Database
from workbench.desk.person import add_person
from workbench.evidence.store import Store, open_store
from workbench.model.person import Role

POSTGRESQL = os.environ.get("WORKBENCH_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1/postgres")

hypothesis_settings.register_profile(
    "desk", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("desk")


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches anything but this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_loopback(address[0]):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _is_loopback(host: str) -> bool:
    return host in {"localhost", "::1"} or host.startswith("127.")


@pytest.fixture(scope="session")
def postgresql_template() -> Iterator[str]:
    """The name of a migrated database that each test copies."""
    engine = create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    name = f"workbench_test_{secrets.token_hex(4)}"
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError as problem:
        missing(f"PostgreSQL does not answer ({str(problem.orig).splitlines()[0]})")
    database = Database(make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False))
    database.upgrade()
    database.close()
    yield name
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "workbench.db"
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    with database.transaction() as session:
        session.connection()
    database.close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated database: a SQLite file, and one on PostgreSQL."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        path = tmp_path / "workbench.db"
        path.write_bytes(template.read_bytes())
        database = Database(f"sqlite:///{path}")
        yield database
        database.close()
        return
    source: str = request.getfixturevalue("postgresql_template")
    name = f"{source}_{secrets.token_hex(4)}"
    engine = create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {source}"))
    database = Database(make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False))
    yield database
    database.close()
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load({}, instance=tmp_path / "instance", allow_nets="127.0.0.0/8")


@pytest.fixture
def store(settings: Settings) -> Store:
    return open_store(settings.store)


@pytest.fixture
def site(settings: Settings, database: Database, store: Store) -> Iterator[Site]:
    """The real application behind a real server, with four people who may sign in."""
    with database.transaction() as session:
        for name, shown, role in (
            ("ana", "Ana Lima", Role.CHECKER),
            ("ben", "Ben Osei", Role.EDITOR),
            ("cleo", "Cleo Novak", Role.ADMIN),
            ("vic", "Vic Roy", Role.VIEWER),
        ):
            add_person(session, None, name, shown, role, PASSWORD, passwords=CHEAP)
    app = create_app(settings, database, store, passwords=CHEAP)
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    ending = threading.Event()
    thread = threading.Thread(target=_serve, args=(server, ending), daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.effective_port}", database, store, settings)
    ending.set()
    thread.join(timeout=10)


def _serve(server: Any, ending: threading.Event) -> None:
    """Serve until told to end; the sockets are closed by the thread that waits on them."""
    while not ending.is_set():
        wasyncore.loop(timeout=0.02, map=server._map, count=1)
    server.task_dispatcher.shutdown()
    wasyncore.close_all(server._map)


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, one for all browser tests; nothing is downloaded for them."""
    program = os.environ.get("WORKBENCH_TEST_CHROMIUM") or shutil.which("chromium")
    if program is None:
        missing("Chromium is not installed")
    browser = playwright.chromium.launch(
        executable_path=program,
        # Root has no sandbox of its own; the other two keep the browser from calling home.
        args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
    )
    yield browser
    browser.close()
