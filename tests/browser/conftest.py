"""A real browser in front of a real desk."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from running import PASSWORD, Site

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")

BLOG = """Harbour Flood - Live Blogs - Quay Courier

Harbour Flood

Water has come over the quays of Dorfmoor. Follow it here.

  • Footbridge gives way at Lower Quay

    At least 12 people were killed when the footbridge collapsed on Monday, harbour police said.

    The mayor said 17 people had died after a barge struck the bridge.
    [Nordwire]

  • This video purports to show the wave that came over the quay.

    The Courier could not independently verify this video.

    موجة فوق الرصيف
    by Quay Watcher via YouTube

  • Volunteers fill sandbags at the fish market [Nordwire]
    The old lock keeper's house under water [Nordwire]
    A dinghy tied to a street lamp in Mill Lane [Nordwire]

    1 of 3

  • Five schools were closed on Tuesday, the council said.

    via Nordwire
Powered by ScribbleLive Content Marketing Software Platform
"""


class Tab:
    """One page of somebody's browser that remembers what went wrong in it."""

    def __init__(self, site: Site, context: BrowserContext) -> None:
        self.site = site
        self.page: Page = context.new_page()
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("console", self._listen)

    def _listen(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")

    def go(self, path: str) -> Page:
        self.page.goto(self.site.address + path)
        return self.page

    def sign_in(self, name: str) -> None:
        page = self.go("/sign-in")
        page.fill("#name", name)
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/stories")

    def violations(self) -> list[str]:
        """What axe-core finds on the page as it is."""
        found = self.page.evaluate(AXE + "; axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['id']} ({one['impact']}): {node['html'][:160]} {node['failureSummary'][:300]}"
            for one in found["violations"]
            for node in one["nodes"]
        ]


@pytest.fixture
def open_tab(site: Site, chromium: Browser) -> Iterator[Callable[..., Tab]]:
    """Opens a browser of its own: `open_tab("ana", width=360, dark=True, script=False)`."""
    contexts: list[BrowserContext] = []

    def open_one(name: str | None = None, *, width: int = 1600, dark: bool = False, script: bool = True) -> Tab:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        tab = Tab(site, context)
        if name:
            tab.sign_in(name)
        return tab

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def blog_file(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.txt"
    path.write_text(BLOG, encoding="utf-8")
    return path
