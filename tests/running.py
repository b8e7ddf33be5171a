"""A running desk and its visitors, and what to do where something outside Python is missing."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import argon2
import pytest
import requests

from workbench.config import Settings
from workbench.db import Database
from workbench.desk.passwords import Passwords
from workbench.evidence.store import Store

IN_CI = os.environ.get("CI") == "true"
SHARED = Path(__file__).parents[1].parent / "shared"
PASSWORD = "a password for a test"
# A blog whose tolls contradict each other, in English and in Arabic.
TOLLS = """Orvik - Live Blogs - Quay Courier

Orvik

Follow it here.

  • Harbour police say 44 prisoners were killed at the Orvik station on Monday.

  • The army says 52 prisoners were killed when rebels shelled the Orvik station.

  • At least 44 prisoners died at the Orvik station, a doctor said.

  • قالت الشرطة إن 30 سجينا قتلوا في سجن كسك يوم الاثنين.

  • قال الجيش إن 35 سجينا قتلوا في سجن كسك يوم الاثنين.
Powered by ScribbleLive Content Marketing Software Platform
"""
# The tests sign in hundreds of times.
CHEAP = Passwords(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def missing(what: str) -> None:
    """Skip for want of something outside Python; in CI nothing may be missing."""
    if IN_CI:
        pytest.fail(f"{what}: in CI this may not be missing")
    pytest.skip(what)


def sample(*parts: str) -> Path:
    """A real sample beside the checkout; skips where there is none."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the outside sample {'/'.join(parts)} is not on this machine")
    return path


@dataclass
class Visitor:
    """Somebody with a browser's habits and no script: follows redirects, keeps cookies, sends tokens back."""

    address: str
    http: requests.Session = field(default_factory=requests.Session)
    token: str = ""

    def __post_init__(self) -> None:
        self.http.trust_env = False
        # One connection for each request: nothing stays open when a test drops its visitors.
        self.http.headers["Connection"] = "close"

    def get(self, path: str, **more: Any) -> requests.Response:
        answer = self.http.get(self.address + path, timeout=30, **more)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.text) if answer.text else None
        self.token = found[1] if found else self.token
        return answer

    def post(self, path: str, form: Any = None, *, htmx: bool = False, **more: Any) -> requests.Response:
        data = {"csrf_token": self.token} | (form or {})
        headers = {"HX-Request": "true"} if htmx else {}
        return self.http.post(self.address + path, data=data, headers=headers, timeout=30, **more)

    def sign_in(self, name: str, password: str = PASSWORD) -> requests.Response:
        self.get("/sign-in")
        answer = self.post("/sign-in", {"name": name, "password": password})
        self.get("/sources")
        return answer


@dataclass
class Site:
    """A running desk."""

    address: str
    database: Database
    store: Store
    settings: Settings

    def visitor(self, name: str | None = None) -> Visitor:
        """A new browser, signed in as `name` if one is given."""
        visitor = Visitor(self.address)
        if name:
            visitor.sign_in(name)
        return visitor
