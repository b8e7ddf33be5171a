"""The main job in a real browser: open, verify with evidence, sign off by a second person, take the log."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def open_blog(page: Page, blog_file: Path) -> None:
    page.set_input_files("#file", blog_file)
    page.get_by_role("button", name="Open", exact=True).click()
    page.wait_for_url("**/stories/harbour-flood")


def attach_link(page: Page, url: str, stance: str, source: str) -> None:
    if not page.locator("#evidence-url").is_visible():
        page.get_by_text("Attach a link", exact=True).click()
    page.fill("#evidence-url", url)
    page.locator(f"input[name=stance][value={stance}]").check()
    page.fill("#evidence-quote", "as the list has it")
    page.fill("#source-name", source)
    page.select_option("#source-kind", "official")
    page.get_by_role("button", name="Attach link").click()
    expect(page.locator(".evidence__url a", has_text=url)).to_be_visible()


def conclude(page: Page, verdict: str, reason: str) -> None:
    page.locator(f"input[name=verdict][value={verdict}]").check()
    page.fill("#verdict-reason", reason)
    page.get_by_role("button", name="Record verdict").click()
    expect(page.locator(".verdict__reason", has_text=reason)).to_be_visible()


def test_a_claim_and_a_video_are_verified_signed_off_and_logged(open_tab: Callable, blog_file: Path) -> None:
    ana, ben = open_tab("ana"), open_tab("ben")
    page = ana.page
    open_blog(page, blog_file)
    page.locator("mark.claim a", has_text="At least 12").click()
    expect(page.locator("#panel-title")).to_contain_text("Claim")
    claim_address = page.url
    assert "/items/HRB-" in claim_address
    attach_link(page, "https://harbour-police.example/list", "supports", "Harbour Police")
    conclude(page, "verified", "The police list has twelve names.")
    expect(page.locator("mark.claim.verdict--verified").first).to_contain_text("At least 12")

    page.locator(".mediacard--video a.ref").click()
    expect(page.locator("#panel-title")).to_contain_text("Video")
    video_address = page.url
    attach_link(page, "https://quay-watcher.example/channel", "refutes", "Quay Watcher")
    conclude(page, "misleading", "The same wave was posted last year.")

    expect(page.get_by_text("You wrote this verdict")).to_be_visible()
    expect(page.get_by_role("button", name="Sign off")).to_have_count(0)

    editor = ben.page
    editor.goto(claim_address)
    editor.get_by_role("button", name="Sign off: Verified").click()
    expect(editor.locator(".panel__state")).to_contain_text("Signed off")
    expect(editor.locator(".verdict__signed")).to_contain_text("Ben Osei")

    page.goto(video_address.split("/items/")[0])
    page.get_by_role("link", name="Verification log").click()
    expect(page.get_by_text("checked just now and whole")).to_be_visible()
    names = ("Page that stands alone", "Sheet (CSV)", "Data (JSON)")
    html, sheet, data = (downloaded(page, name) for name in names)
    assert "The police list has twelve names." in html
    rows = {row["words"]: row for row in csv.DictReader(io.StringIO(sheet.lstrip("\ufeff")))}
    claim = next(row for words, row in rows.items() if words.startswith("At least 12"))
    assert (claim["verdict"], claim["work state"], claim["signed off by"]) == ("verified", "signed_off", "Ben Osei")
    items = {item["ref"]: item for item in json.loads(data)["items"]}
    video = items[video_address.rsplit("/", 1)[1]]
    assert (video["kind"], video["verdict"], video["work_state"]) == ("video", "misleading", "ready_for_review")
    assert video["evidence"][0]["source"] == "Quay Watcher"
    assert video["media"]["title"] == "موجة فوق الرصيف"
    assert ana.problems == ben.problems == []


def downloaded(page: Page, name: str) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def test_the_author_is_refused_the_sign_off_even_by_a_form_of_their_own(open_tab: Callable, blog_file: Path) -> None:
    ben = open_tab("ben")
    page = ben.page
    open_blog(page, blog_file)
    page.locator("mark.claim a", has_text="Five schools").click()
    conclude(page, "verified", "The council's notice says so.")
    token = page.locator("input[name=csrf_token]").first.input_value()
    version = page.locator("#panel input[name=version]").first.input_value()
    answer = page.request.post(
        f"{page.url}/sign-off", form={"csrf_token": token, "version": version}, headers={"Referer": page.url}
    )
    assert answer.status == 422
    assert "someone who did not write it" in answer.text()


def test_the_whole_path_works_without_script(open_tab: Callable, blog_file: Path) -> None:
    ana, ben = open_tab("ana", script=False), open_tab("ben", script=False)
    page = ana.page
    open_blog(page, blog_file)
    page.locator("mark.claim a", has_text="At least 12").click()
    page.wait_for_url("**/items/**")
    attach_link(page, "https://harbour-police.example/list", "supports", "Harbour Police")
    conclude(page, "verified", "The police list has twelve names.")
    ben.page.goto(page.url)
    ben.page.get_by_role("button", name="Sign off: Verified").click()
    expect(ben.page.locator(".panel__state")).to_contain_text("Signed off")


def test_a_refusal_leaves_what_was_typed_in_its_form(open_tab: Callable, blog_file: Path) -> None:
    ana, ben = open_tab("ana"), open_tab("ben")
    open_blog(ana.page, blog_file)
    ana.page.locator("mark.claim a", has_text="Five schools").click()
    expect(ana.page.locator("#panel-title")).to_contain_text("Claim")
    ben.page.goto(ana.page.url)
    ben.page.get_by_role("button", name="Take it up").click()
    expect(ben.page.locator(".panel__state")).to_contain_text("In progress")

    ana.page.locator("input[name=verdict][value=verified]").check()
    ana.page.fill("#verdict-reason", "A long thought that must not be lost.")
    ana.page.get_by_role("button", name="Record verdict").click()
    expect(ana.page.locator("#notices")).to_contain_text("was changed while you were writing")
    expect(ana.page.locator("#verdict-reason")).to_have_value("A long thought that must not be lost.")


def test_words_selected_in_a_post_become_a_claim(open_tab: Callable, blog_file: Path) -> None:
    ana = open_tab("ana")
    page = ana.page
    open_blog(page, blog_file)
    post = page.locator("article.post").first
    post.get_by_text("Add a claim from this post").click()
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector(".post__text"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf("a barge struck the bridge");
            if (at >= 0) {
              document.getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + 25);
              return;
            }
          }
        }"""
    )
    expect(post.locator("textarea[name=words]")).to_have_value("a barge struck the bridge")
    post.get_by_role("button", name="Add claim").click()
    page.wait_for_url("**/items/**")
    expect(page.locator(".quotation").first).to_have_text("a barge struck the bridge")
    expect(page.locator("#panel")).to_contain_text("a person")


def test_back_brings_the_story_back_after_items_were_swapped_in(open_tab: Callable, blog_file: Path) -> None:
    ana = open_tab("ana")
    page = ana.page
    open_blog(page, blog_file)
    page.locator("mark.claim a", has_text="Five schools").click()
    page.wait_for_url("**/items/**")
    page.go_back()
    page.wait_for_url("**/stories/harbour-flood")
    expect(page.locator("article.post").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour Flood")
    assert ana.problems == []


def test_on_a_phone_an_item_opens_on_a_page_of_its_own(open_tab: Callable, blog_file: Path) -> None:
    ana = open_tab("ana", width=360, dark=True)
    page = ana.page
    open_blog(page, blog_file)
    page.locator("mark.claim a", has_text="Five schools").click()
    page.wait_for_url("**/items/**")
    expect(page.locator(".itempage #panel-title")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_arabic_title_is_shown_in_its_own_direction(open_tab: Callable, blog_file: Path) -> None:
    page = open_tab("ana").page
    open_blog(page, blog_file)
    title = page.locator(".mediacard--video .mediacard__title")
    expect(title).to_have_text("موجة فوق الرصيف")
    assert title.evaluate("element => getComputedStyle(element).direction") == "rtl"
