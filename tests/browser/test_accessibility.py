"""axe-core finds nothing on any page, wide or narrow, light or dark."""

from collections.abc import Callable
from pathlib import Path

import pytest
from running import TOLLS
from test_whole_path import attach_link, conclude, open_blog

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.mark.parametrize("width", [360, 1600])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_has_a_violation(open_tab: Callable, blog_file: Path, width: int, dark: bool) -> None:
    cleo = open_tab(None, width=width, dark=dark)
    found = {}

    def look(name: str) -> None:
        if bad := cleo.violations():
            found[name] = bad
        wide = cleo.page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found[f"{name}: width"] = [f"{wide} of {width} pixels"]

    cleo.go("/sign-in")
    look("sign-in")
    cleo.sign_in("cleo")
    look("stories, empty")
    open_blog(cleo.page, blog_file)
    look("story")
    story = cleo.page.url
    cleo.page.locator("mark.claim a", has_text="At least 12").click()
    cleo.page.wait_for_url("**/items/**")
    cleo.page.locator("#panel-title").wait_for()
    look("panel")
    item = cleo.page.url
    attach_link(cleo.page, "https://harbour-police.example/list", "supports", "Harbour Police")
    conclude(cleo.page, "disputed", "Two officials differ.")
    for name, address in (
        ("item", item),
        ("story with filters", f"{story}?verdict=disputed"),
        ("story without a match", f"{story}?words=nothing-like-this"),
        ("video", f"{story}/items/{video_ref(cleo.page, story)}"),
        ("log", f"{story}/log"),
        ("contradictions", f"{story}/contradictions"),
        ("figures", f"{story}/figures"),
        ("events", f"{story}/groups"),
        ("set aside", f"{story}/posts/1/aside"),
        ("sources", f"{cleo.site.address}/sources"),
        ("source", f"{cleo.site.address}/sources/1"),
        ("people", f"{cleo.site.address}/people"),
        ("password", f"{cleo.site.address}/password"),
        ("stories", f"{cleo.site.address}/stories"),
        ("no such page", f"{cleo.site.address}/nothing"),
    ):
        cleo.page.goto(address)
        for summary in cleo.page.locator("details:not([open]) > summary").all():
            summary.click(timeout=2000) if summary.is_visible() else None
        look(name)
    assert found == {}


def video_ref(page: object, story: str) -> str:
    page.goto(story)  # type: ignore[attr-defined]
    return page.locator(".mediacard--video a.ref").inner_text()  # type: ignore[attr-defined]


def test_the_log_s_own_page_has_no_violation_and_loads_nothing(
    open_tab: Callable, blog_file: Path, tmp_path: Path
) -> None:
    ana = open_tab("ana")
    open_blog(ana.page, blog_file)
    ana.page.locator("mark.claim a", has_text="At least 12").click()
    ana.page.locator("#panel-title").wait_for()
    conclude(ana.page, "disputed", "Two officials differ.")
    ana.go("/stories/harbour-flood/log")
    with ana.page.expect_download() as waiting:
        ana.page.get_by_role("link", name="Page that stands alone").click()
    path = tmp_path / "log.html"
    waiting.value.save_as(path)
    asked: list[str] = []
    ana.page.on("request", lambda request: asked.append(request.url))
    ana.page.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert ana.violations() == []


@pytest.mark.parametrize("width", [390, 1500])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_that_set_claims_side_by_side_have_no_violation_when_they_are_full(
    open_tab: Callable, tmp_path: Path, width: int, dark: bool
) -> None:
    blog = tmp_path / "orvik.txt"
    blog.write_text(TOLLS, encoding="utf-8")
    ana = open_tab("ana", width=width, dark=dark)
    page = ana.page
    page.set_input_files("#file", blog)
    page.get_by_role("button", name="Open", exact=True).click()
    page.wait_for_url("**/stories/orvik")
    ana.go("/stories/orvik/contradictions")
    page.locator(".pair--suggested button[value=superseded_by]").first.click()
    page.locator(".pair--marked").wait_for()
    page.locator(".board__quiet > summary").click()
    page.locator(".board__quiet article summary").first.click()
    assert page.locator(".pair--suggested mark.pair__figure").count() > 2
    assert ana.violations() == []
    ana.go("/stories/orvik/figures")
    assert page.locator("svg.strip a").count() == 5
    assert ana.violations() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("svg.strip a").first.click()
    page.locator("#panel-title").wait_for()
    assert page.get_by_text("Of the same event").is_visible()
    assert ana.violations() == []
    assert ana.problems == []
