"""The story's page: following with a plain form, what is missing, and its captures as downloads."""

import hashlib
import io
import json

from paged_blog import GrowingBlog, a_post
from running import Site
from sqlmodel import select

from workbench.evidence.store import open_store
from workbench.model.following import Following
from workbench.model.story import Story, StoryCapture
from workbench.worker.jobs import Outside
from workbench.worker.loop import Worker


def work(site: Site) -> None:
    Worker(site.database, Outside.of(site.settings, open_store(site.settings.store))).run_all()


def test_a_checker_follows_a_blog_and_stops_again_without_script(site: Site) -> None:
    ana = site.visitor("ana")
    with GrowingBlog() as blog:
        blog.lay_out(5)
        ana.post("/stories", {"address": blog.address})
        work(site)
        page = ana.get("/stories/harbour-flood").text
        assert "Follow this blog" in page
        assert "Stop following" not in page
        page = ana.post("/stories/harbour-flood/follow", {"minutes": "15"}).text
        assert "Stop following" in page
        assert "Followed every 15 min" in page
        work(site)
        assert "next look" in ana.get("/stories/harbour-flood").text
        assert "followed: looked at" in ana.get("/stories").text
    page = ana.post("/stories/harbour-flood/unfollow").text
    assert "Ana Lima stopped it." in page
    assert "Follow this blog" in page
    log = ana.get("/stories/harbour-flood/log").text
    assert "Following started" in log
    assert "Following stopped" in log


def test_an_interval_that_is_not_offered_is_refused_in_a_sentence(site: Site) -> None:
    ana = site.visitor("ana")
    ana.post("/stories", {"text": normal_form()})
    answer = ana.post("/stories/harbour-flood/follow", {"minutes": "2"})
    assert answer.status_code == 422
    assert "choose 1, 5 or 15 minutes" in answer.text
    answer = ana.post("/stories/harbour-flood/follow", {"minutes": "5"})
    assert answer.status_code == 422
    assert "not opened from an address" in answer.text


def test_a_viewer_neither_follows_nor_downloads(site: Site) -> None:
    site.visitor("ana").post("/stories", {"text": normal_form(url="https://blog.example/live")})
    vic = site.visitor("vic")
    page = vic.get("/stories/harbour-flood").text
    assert "Follow this blog" not in page
    assert "Download" not in page
    assert vic.post("/stories/harbour-flood/follow", {"minutes": "5"}).status_code == 403
    assert vic.post("/stories/harbour-flood/unfollow").status_code == 403
    assert vic.get("/stories/harbour-flood/captures/1").status_code == 403
    with site.database.reading() as session:
        assert session.exec(select(Following)).all() == []


def test_what_was_given_is_kept_and_comes_back_to_the_byte_as_a_download_only(site: Site) -> None:
    ana = site.visitor("ana")
    content = normal_form(standfirst="<script>alert(1)</script>").encode()
    token = {"csrf_token": ana.token}
    upload = {"file": ("blog.html", io.BytesIO(content), "text/html")}
    ana.http.post(f"{ana.address}/stories", data=token, files=upload, timeout=30)
    ana.post("/stories", {"text": content.decode()})
    with site.database.reading() as session:
        captures = session.exec(select(StoryCapture).order_by(StoryCapture.id)).all()
    assert [(one.how, one.name, one.address) for one in captures] == [
        ("uploaded", "blog.html", None),
        ("pasted", None, None),
    ]
    answer = ana.get(f"/stories/harbour-flood/captures/{captures[0].id}")
    assert answer.content == content
    assert hashlib.sha256(content).hexdigest() == captures[0].sha256
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    page = ana.get("/stories/harbour-flood").text
    assert f'title="{captures[0].sha256}"' in page
    assert f"{captures[0].sha256[:12]}…" in page


def test_a_capture_of_another_story_is_not_found(site: Site) -> None:
    ana = site.visitor("ana")
    ana.post("/stories", {"text": normal_form()})
    ana.post("/stories", {"text": normal_form(title="Quay Fire")})
    assert ana.get("/stories/harbour-flood/captures/1").status_code == 200
    assert ana.get("/stories/harbour-flood/captures/2").status_code == 404
    assert ana.get("/stories/harbour-flood/captures/99").status_code == 404


def test_what_is_missing_stands_on_the_page_as_a_line_of_its_own(site: Site) -> None:
    ana = site.visitor("ana")
    ana.post("/stories", {"text": normal_form(announced=428, pages_total=14)})
    page = ana.get("/stories/harbour-flood").text
    notes = page.index("<details")
    assert page.index("428 announced, 2 read; 13 pages not fetched.") < notes
    with site.database.reading() as session:
        assert session.exec(select(Story)).one().missing == "428 announced, 2 read; 13 pages not fetched."


def normal_form(**more: object) -> str:
    return json.dumps({"title": "Harbour Flood", "posts": [a_post(2), a_post(1)]} | more)
