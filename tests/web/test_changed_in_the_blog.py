"""What a checker sees and does when the blog changed under a verdict: the pages, with and without htmx."""

import re
from dataclasses import replace

from running import Site, Visitor
from sqlmodel import select

from workbench.desk.story import open_story
from workbench.intake.posts import ReadPost, ReadStory
from workbench.model.item import Item

HTMX = {"HX-Request": "true"}
WORDS = "At least 12 people were killed <b>at</b> the quay, harbour police said."
POST = ReadPost(id="p1", position=0, text=WORDS, html="")
STORY = ReadStory(title="Quay", reader="normal form", posts=(POST,), language="en")
EDITED = replace(STORY, posts=(replace(POST, text=WORDS.replace("12", "17")),), corrections=("It was <i>17</i>.",))


def opened(site: Site, story: ReadStory) -> None:
    with site.database.transaction() as session:
        open_story(session, story, "0" * 64, None)


def item(site: Site) -> Item:
    with site.database.reading() as session:
        return session.exec(select(Item).order_by(Item.id)).first()  # type: ignore[arg-type,return-value]


def changed_under_a_verdict(site: Site) -> tuple[Visitor, str]:
    opened(site, STORY)
    ana = site.visitor("ana")
    path = f"/stories/quay/items/{item(site).ref}"
    ana.get(path)
    ana.post(f"{path}/verdict", {"version": "1", "verdict": "verified", "reason": "Two lists."})
    opened(site, EDITED)
    return ana, path


def test_the_panel_marks_what_differs_and_escapes_every_word(site: Site) -> None:
    ana, path = changed_under_a_verdict(site)
    for page in (ana.get(path).text, ana.get(path, headers=HTMX).text):
        assert "<del>12</del> <ins>17</ins> people" in page
        assert "&lt;b&gt;at&lt;/b&gt;" in page.replace("</ins>", "")
        assert "<b>at</b>" not in page
        assert "to re-check" in page
        assert "Claim text changed" in page


def test_the_verdict_stands_only_with_a_reason_and_works_without_script(site: Site) -> None:
    ana, path = changed_under_a_verdict(site)
    page = ana.get(path).text
    form = re.search(r'<form method="post" action="([^"]+/alert)"', page)
    assert form is not None
    version = str(item(site).version)
    assert ana.post(f"{path}/alert", {"version": version}).status_code == 422
    answer = ana.post(f"{path}/alert", {"version": version, "reason": "Both lists name 12."})
    assert answer.status_code == 200
    assert "to re-check" not in answer.text
    assert "Both lists name 12." in answer.text
    assert item(site).work_state == "ready_for_review"


def test_htmx_gets_the_panel_after_confirming(site: Site) -> None:
    ana, path = changed_under_a_verdict(site)
    form = {"version": str(item(site).version), "reason": "Both lists name 12."}
    answer = ana.post(f"{path}/alert", form, htmx=True)
    assert answer.text.lstrip().startswith('<section id="panel"')
    assert "item-alert" not in answer.text


def test_a_viewer_sees_the_change_and_may_not_settle_it(site: Site) -> None:
    _, path = changed_under_a_verdict(site)
    vic = site.visitor("vic")
    page = vic.get(path).text
    assert "<del>12" in page
    assert f'action="{path}/alert"' not in page
    assert vic.post(f"{path}/alert", {"version": "3", "reason": "x"}).status_code == 403


def test_the_story_filters_by_outcome_and_shows_the_corrections(site: Site) -> None:
    ana, _ = changed_under_a_verdict(site)
    page = ana.get("/stories/quay").text
    assert "It was &lt;i&gt;17&lt;/i&gt;." in page
    assert '<option value="claim_text_changed">claim text changed (1)</option>' in page
    narrowed = ana.get("/stories/quay?alert=claim_text_changed").text
    assert "1 of 2 items match" in narrowed
    assert "0 of 2 items match" in ana.get("/stories/quay?alert=source_withdrawn").text


def test_a_claim_whose_words_are_gone_is_still_reached_from_its_post(site: Site) -> None:
    ana, path = changed_under_a_verdict(site)
    page = ana.get("/stories/quay?alert=claim_text_changed").text
    assert f'href="{path}"' in page
    assert "no longer stands in the post" in page


def test_an_item_to_be_checked_again_does_not_go_to_review_by_hand(site: Site) -> None:
    ana, path = changed_under_a_verdict(site)
    assert "Send to review" not in ana.get(path).text
    form = {"version": str(item(site).version), "work_state": "ready_for_review"}
    answer = ana.post(f"{path}/move", form)
    assert answer.status_code == 422
    assert "say why it stands" in answer.text


def test_the_list_of_stories_counts_what_has_to_be_looked_at(site: Site) -> None:
    ana, _ = changed_under_a_verdict(site)
    assert "1 changed in the blog" in ana.get("/stories").text
