"""The frame in a real browser: redirects that htmx follows, history, focus, notices, and a policy never broken."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request
from running import PASSWORD, Site

from workbench.desk.person import disable_person, find_person

# The browser sees no difference between the databases.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

BLOG = (
    "Harbour Flood\n\n  • At least 12 people were killed in the harbour, police said.\n\n"
    "  • Five schools were closed on Monday, the council said.\n"
)


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    """A page of somebody who is signed in, at a story; whatever the console complains of fails the test."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900}, base_url=site.address)
    page = context.new_page()
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/sign-in")
    page.get_by_label("Name").fill("ana")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("or its text, pasted").fill(BLOG)
    page.get_by_role("button", name="Open").click()
    page.wait_for_url("**/stories/harbour-flood")
    yield page
    context.close()
    assert complaints == []


def open_claim(page: Page, ref: str = "HRB-001") -> None:
    page.locator(f"a[data-panel-link][href$={ref}]").first.click()
    page.get_by_role("heading", name=ref).wait_for()


def test_an_item_opens_beside_its_story_with_an_address_and_a_way_back(page: Page) -> None:
    open_claim(page)
    assert page.url.endswith("/items/HRB-001")
    assert page.locator(".claim[aria-current=true]").count() == 1
    assert page.evaluate("document.activeElement.id") == "panel"
    page.go_back()
    page.wait_for_url("**/stories/harbour-flood")
    page.locator(".panel--empty").wait_for()
    assert page.locator("html").count() == 1


def test_after_a_post_htmx_follows_the_redirect_and_gets_the_part(page: Page) -> None:
    open_claim(page)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.get_by_role("button", name="Take it up").click()
    page.locator(".panel .work--in_progress").wait_for()
    posted, followed = (one for one in asked if "/items/" in one.url)
    assert (posted.method, followed.method) == ("POST", "GET")
    assert followed.all_headers()["hx-request"] == "true"
    answer = followed.response()
    assert answer is not None
    assert "<html" not in answer.text()
    assert page.locator(".masthead").count() == 1


def test_a_refusal_is_a_notice_and_the_form_keeps_its_words(page: Page) -> None:
    open_claim(page)
    page.get_by_label("Link", exact=True).fill("https://harbour.example/list")
    page.get_by_label("Quote: the words that matter").fill("twelve dead")
    page.get_by_role("button", name="Attach link").click()
    notice = page.locator("#notices")
    notice.get_by_text("Say which source").wait_for()
    assert page.get_by_label("Quote: the words that matter").input_value() == "twelve dead"
    assert page.url.endswith("/items/HRB-001")
    notice.get_by_role("button", name="Close").click()
    assert notice.inner_text().strip() == ""


def test_a_form_whose_token_grew_old_can_be_sent_again(page: Page) -> None:
    open_claim(page)
    page.evaluate("document.querySelectorAll('[name=csrf_token]').forEach(field => { field.value = 'old' })")
    page.get_by_role("button", name="Take it up").click()
    page.get_by_text("too old").wait_for()
    page.get_by_role("button", name="Take it up").click()
    page.locator(".panel .work--in_progress").wait_for()
    assert page.locator("#notices").inner_text().strip() == ""


def test_who_was_put_out_meanwhile_is_told_so_beside_the_form(page: Page, site: Site) -> None:
    open_claim(page)
    page.get_by_label("Why? How do you know?").fill("A long reason")
    with site.database.transaction() as session:
        disable_person(session, None, find_person(session, "ana"))
    page.get_by_label("Unverified").check()
    page.get_by_role("button", name="Record verdict").click()
    page.locator("#notices").get_by_text("signed out").wait_for()
    assert page.get_by_label("Why? How do you know?").input_value() == "A long reason"


def test_words_that_were_not_sent_are_not_left_behind_without_asking(page: Page) -> None:
    open_claim(page)
    page.get_by_label("Why? How do you know?").fill("Half a reason")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator("a[data-panel-link][href$=HRB-002]").first.click()
    page.wait_for_timeout(200)
    assert len(asked) == 1
    assert page.get_by_label("Why? How do you know?").input_value() == "Half a reason"


def test_selected_words_fill_the_form_that_makes_a_claim_of_them(page: Page) -> None:
    page.locator(".addclaim summary").nth(1).click()
    page.evaluate(
        """() => {
          const post = document.querySelectorAll("[data-post-text]")[1];
          const walker = document.createTreeWalker(post, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf("schools were closed");
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + "schools were closed".length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
          }
        }"""
    )
    form = page.locator("form[data-add-claim]").nth(1)
    form.locator("[name=words]").wait_for()
    page.wait_for_function("document.querySelectorAll('form[data-add-claim]')[1].elements.words.value")
    assert form.locator("[name=words]").input_value() == "schools were closed"
    assert form.locator("[name=start]").input_value() == str("Five schools".index("schools"))


def test_on_a_narrow_screen_an_item_has_a_page_of_its_own(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator("a[data-panel-link][href$=HRB-001]").first.click()
    page.wait_for_url("**/items/HRB-001")
    page.locator(".itempage #panel").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_chosen_colours_stay(page: Page) -> None:
    switch = page.locator("[data-theme-switch]")
    assert switch.inner_text() == "Colours: as the system"
    switch.click()
    switch.click()
    assert switch.inner_text() == "Colours: dark"
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 27)"
