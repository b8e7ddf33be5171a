"""What a second reading does to each item: the outcome, its words before and after, and what the desk is owed."""

from dataclasses import replace

import pytest
from desk_parts import BRIDGE, CLIP, RAIN, People, a_post, harbour_story, the_claim, the_video
from sqlmodel import col, select

from workbench.db import Database
from workbench.desk.alert import clear_alert
from workbench.desk.item import dismiss_item
from workbench.desk.item_page import item_page
from workbench.desk.ledger import entries
from workbench.desk.media import enter_address
from workbench.desk.story import Opened, find_story, open_story
from workbench.desk.story_page import Chosen, story_page
from workbench.desk.verdict import record_verdict, sign_off
from workbench.intake.posts import ReadEmbed, ReadPost, ReadStory
from workbench.logbook import chain
from workbench.model.item import Item, Outcome, WorkState
from workbench.model.job import Job
from workbench.model.media import Media
from workbench.model.refusal import RuleBroken, Stale
from workbench.model.story import Post, PostVersion
from workbench.model.verdict import Verdict, VerdictWord

FIRST, SECOND, THIRD = harbour_story().posts
FILM = ReadEmbed(kind="video", platform="youtube", id="Kest1eWa11x", url="https://youtu.be/Kest1eWa11x", title="Wave")


def open_again(database: Database, people: People, *posts: ReadPost, **more: object) -> Opened:
    story = replace(harbour_story(*posts), **more)  # type: ignore[arg-type]
    with database.transaction() as session:
        return open_story(session, story, "1" * 64, people.ana)


def told(done: Opened) -> dict[str, int]:
    return {word: count for word, count in done.outcomes.items() if count and word != "unchanged"}


def acts(database: Database, slug: str, ref: str) -> list[tuple[str, str | None]]:
    with database.reading() as session:
        written = list(entries(session, find_story(session, slug).id))
    assert chain.check(written) is None
    return [(entry.act, str(entry.detail.get("outcome"))) for entry in written if entry.subject == ref]


def verify(database: Database, people: People, containing: str = "At least 12") -> None:
    with database.transaction() as session:
        claim = the_claim(session, containing)
        record_verdict(session, claim, VerdictWord.VERIFIED, "Two lists agree.", [], people.ana, claim.version)
        sign_off(session, claim, people.ben, claim.version)


def test_an_unchanged_blog_leaves_every_item_unchanged(database: Database, people: People, slug: str) -> None:
    done = open_again(database, people)
    with database.reading() as session:
        assert done.outcomes["unchanged"] == len(session.exec(select(Item)).all())
    assert told(done) == {}


def test_a_first_opening_reports_no_outcomes(database: Database, people: People) -> None:
    with database.transaction() as session:
        done = open_story(session, harbour_story(), "0" * 64, people.ana)
    assert set(done.outcomes) == {outcome.value for outcome in Outcome}
    assert sum(done.outcomes.values()) == 0


def test_a_change_around_the_words_is_a_quiet_note(database: Database, people: People, slug: str) -> None:
    verify(database, people)
    with database.reading() as session:
        before = the_claim(session)
    edited = replace(FIRST, text=BRIDGE.replace("in March", "in May"))
    done = open_again(database, people, edited, SECOND, THIRD)
    assert told(done) == {"context_changed": 2, "claim_text_changed": 1}, "the headline is a claim too"
    with database.reading() as session:
        claim = the_claim(session)
        assert (claim.outcome, claim.alert, claim.recheck) == ("context_changed", None, False)
        assert (claim.work_state, claim.version) == (WorkState.SIGNED_OFF, before.version)
        notice = item_page(session, find_story(session, slug), claim).notice
    assert notice is not None
    assert not notice.alarms
    assert [run.text.strip() for run in notice.runs if run.kind != "same"] == ["March", "May"]


def test_changed_words_are_shown_word_by_word_beside_the_old_ones(
    database: Database, people: People, slug: str
) -> None:
    verify(database, people)
    open_again(database, people, replace(FIRST, text=BRIDGE.replace("12", "17")), SECOND, THIRD)
    with database.reading() as session:
        claim = the_claim(session)
        notice = item_page(session, find_story(session, slug), claim).notice
        kept = session.get_one(PostVersion, claim.post_version_id).text[claim.start_at : claim.end_at]
    assert kept == claim.words
    assert (claim.outcome, claim.recheck, claim.work_state) == ("claim_text_changed", True, WorkState.REOPENED)
    assert notice is not None
    assert [(run.kind, run.text.strip()) for run in notice.runs if run.kind != "same"] == [
        ("gone", "12"),
        ("new", "17"),
    ]
    assert "".join(run.text for run in notice.runs if run.kind != "new").split() == claim.words.split()


def test_a_figure_that_only_grew_a_digit_is_no_longer_the_same_claim(
    database: Database, people: People, slug: str
) -> None:
    with database.transaction() as session:
        open_story(
            session,
            ReadStory("Quay", "normal form", (a_post("q1", 0, "12 people were killed, police said."),)),
            "2" * 64,
            None,
        )
        done = open_story(
            session,
            ReadStory("Quay", "normal form", (a_post("q1", 0, "112 people were killed, police said."),)),
            "3" * 64,
            None,
        )
    assert done.outcomes["claim_text_changed"] == 1


def test_words_that_are_only_spaced_or_written_otherwise_still_stand(
    database: Database, people: People, slug: str
) -> None:
    spaced = BRIDGE.replace("12 people", "12people").replace("footbridge", "\uff46ootbridge")
    edited = replace(FIRST, text=spaced.replace("in March", "in May"))
    open_again(database, people, edited, SECOND, THIRD)
    with database.reading() as session:
        claim = the_claim(session)
        text = session.get_one(PostVersion, claim.post_version_id).text
    assert claim.outcome == "context_changed"
    assert text[claim.start_at : claim.end_at].startswith("At least 12people")
    assert text[claim.start_at : claim.end_at].endswith("harbour police said.")


def test_words_that_vanish_are_said_to_have_vanished(database: Database, people: People, slug: str) -> None:
    shortened = replace(FIRST, text="Footbridge gives way at Lower Quay\n\nMore soon.")
    open_again(database, people, shortened, SECOND, THIRD)
    with database.reading() as session:
        notice = item_page(session, find_story(session, slug), the_claim(session)).notice
    assert notice is not None
    assert notice.vanished


def test_changed_words_with_another_byline_are_both_in_the_ledger(
    database: Database, people: People, slug: str
) -> None:
    edited = replace(FIRST, text=BRIDGE.replace("12", "17"), credits=("Weststern",))
    open_again(database, people, edited, SECOND, THIRD)
    with database.reading() as session:
        claim = the_claim(session)
    assert claim.outcome == "claim_text_changed"
    assert [outcome for _, outcome in acts(database, slug, claim.ref)] == ["claim_text_changed", "attribution_changed"]


def test_a_second_edit_of_lost_words_is_not_told_again(database: Database, people: People, slug: str) -> None:
    for figure in ("17", "19"):
        open_again(database, people, replace(FIRST, text=BRIDGE.replace("12", figure)), SECOND, THIRD)
    with database.reading() as session:
        claim = the_claim(session)
    assert acts(database, slug, claim.ref) == [("alert_raised", "claim_text_changed")]
    assert "At least 19" in (claim.noted_now or "")


def test_words_that_are_put_back_stand_again_and_say_so(database: Database, people: People, slug: str) -> None:
    verify(database, people)
    open_again(database, people, replace(FIRST, text=BRIDGE.replace("12", "17")), SECOND, THIRD)
    open_again(database, people)
    with database.reading() as session:
        claim = the_claim(session)
        text = session.get_one(PostVersion, claim.post_version_id).text
    assert text[claim.start_at : claim.end_at] == claim.words
    assert "put them back" in (claim.alert or "")
    assert claim.recheck, "only a person can say that it is settled"


@pytest.mark.parametrize(
    ("values", "before", "after"),
    [
        ({"author": "Tam Vash"}, "byline: Ilkay Orr", "byline: Tam Vash"),
        ({"credits": ("Weststern",)}, "credits: Nordwire", "credits: Weststern"),
        (
            {"posted_at": "2026-03-02T11:30:00+01:00"},
            "time: 2026-03-02T10:30:00+01:00",
            "time: 2026-03-02T11:30:00+01:00",
        ),
    ],
)
def test_another_byline_credit_or_time_is_another_attribution(
    database: Database, people: People, values: dict[str, object], before: str, after: str
) -> None:
    first = replace(FIRST, author="Ilkay Orr", posted_at="2026-03-02T10:30:00+01:00")
    open_again(database, people, first, SECOND, THIRD)
    done = open_again(database, people, replace(first, **values), SECOND, THIRD)  # type: ignore[arg-type]
    assert done.posts.changed == 1
    assert set(told(done)) == {"attribution_changed"}
    with database.reading() as session:
        claim = the_claim(session)
    assert (claim.noted_was, claim.noted_now) == (before, after)


@pytest.mark.parametrize(
    "values",
    [
        {"author": None},
        {"posted_at": None},
        {"credits": ()},
        {"posted_at": "2026-03-02T09:30:00+00:00"},
        {"posted_at": "2026-03-02T09:30:40Z", "precision": "second"},
        {"posted_at": "2026-03-02T00:00:00+01:00", "precision": "day"},
        {"author": " ilkay  ORR"},
        {"html": "<p>Other markup</p>", "pinned": True, "position": 2},
        {"text": BRIDGE.replace(" ", "\u00a0").replace("collapsed", "col\u00adlapsed")},
    ],
)
def test_a_value_that_is_missing_coarser_or_spelled_otherwise_is_no_change(
    database: Database, people: People, values: dict[str, object]
) -> None:
    first = replace(FIRST, author="Ilkay Orr", posted_at="2026-03-02T10:30:00+01:00", precision="minute")
    open_again(database, people, first, SECOND, THIRD)
    done = open_again(database, people, replace(first, **values), SECOND, THIRD)  # type: ignore[arg-type]
    assert (done.posts.changed, told(done)) == (0, {})


def test_a_day_is_the_day_of_its_own_zone(database: Database, people: People) -> None:
    night = replace(FIRST, posted_at="2026-03-03T02:00:00+00:00", precision="second")
    open_again(database, people, night, SECOND, THIRD)
    in_its_zone = replace(night, posted_at="2026-03-02T00:00:00-05:00", precision="day")
    assert open_again(database, people, in_its_zone, SECOND, THIRD).posts.changed == 0
    another = replace(night, posted_at="2026-03-03T00:00:00-05:00", precision="day")
    assert open_again(database, people, another, SECOND, THIRD).posts.changed == 1


def test_what_a_reading_lacks_is_kept_beside_what_it_changed(database: Database, people: People) -> None:
    first = replace(FIRST, author="Ilkay Orr", posted_at="2026-03-02T10:30:40+01:00", precision="second")
    open_again(database, people, first, SECOND, THIRD)
    poorer = replace(first, author=None, posted_at=None, credits=(), text=BRIDGE.replace("12", "17"))
    open_again(database, people, poorer, SECOND, THIRD)
    with database.reading() as session:
        newest = session.exec(select(PostVersion).order_by(col(PostVersion.id).desc())).first()
    assert newest is not None
    assert (newest.author, newest.posted_at, newest.precision) == ("Ilkay Orr", "2026-03-02T10:30:40+01:00", "second")


def with_film(film: ReadEmbed | None) -> ReadPost:
    return replace(
        SECOND, text="We could not verify what the wave did, the coast guard said.", embeds=(film,) if film else ()
    )


def test_a_replaced_video_is_changed_evidence_and_shows_the_other(database: Database, people: People) -> None:
    open_again(database, people, FIRST, with_film(FILM), THIRD)
    other = replace(FILM, id="0therWa11xx", url="https://youtu.be/0therWa11xx")
    done = open_again(database, people, FIRST, with_film(other), THIRD)
    assert told(done) == {"evidence_changed": 1}
    with database.reading() as session:
        media = session.exec(select(Media).where(Media.platform_id == "Kest1eWa11x")).one()
        item = session.get_one(Item, media.item_id)
    assert "0therWa11xx" in (item.noted_now or "")
    assert "another in its place" in (item.alert or "")
    assert told(open_again(database, people, FIRST, with_film(other), THIRD)) == {}


def test_a_video_put_back_is_known_again(database: Database, people: People) -> None:
    open_again(database, people, FIRST, with_film(FILM), THIRD)
    open_again(database, people, FIRST, with_film(None), THIRD)
    done = open_again(database, people, FIRST, with_film(FILM), THIRD)
    with database.reading() as session:
        assert len(session.exec(select(Media).where(Media.platform_id == "Kest1eWa11x")).all()) == 1
        item = session.exec(select(Item).join(Media).where(Media.platform_id == "Kest1eWa11x")).one()
    assert told(done) == {"context_changed": 1}
    assert "put it back" in (item.alert or "")


def test_order_scheme_and_query_of_media_are_no_change(database: Database, people: People) -> None:
    photo = ReadEmbed(kind="photo", url="https://img.example/quay.jpg?w=300#x", caption="The quay")
    open_again(database, people, FIRST, replace(with_film(FILM), embeds=(FILM, photo)), THIRD)
    wide = replace(photo, url="http://img.example/quay.jpg?w=1200")
    done = open_again(database, people, FIRST, replace(with_film(FILM), embeds=(wide, FILM)), THIRD)
    assert (done.posts.changed, told(done)) == (0, {})


def test_an_address_entered_by_hand_does_not_make_the_video_another(
    database: Database, people: People, slug: str
) -> None:
    with database.transaction() as session:
        enter_address(session, the_video(session), "https://youtu.be/F0undByHand", people.ana)
    edited = replace(SECOND, text=CLIP + "\n\nIt was taken on Monday, the coast guard said.")
    done = open_again(database, people, FIRST, edited, THIRD)
    assert done.media == 1
    assert "evidence_changed" not in told(done)
    gone = open_again(database, people, FIRST, replace(edited, embeds=()), THIRD)
    assert told(gone)["evidence_changed"] == 1


@pytest.mark.parametrize("edit", ["", "\n\nMore soon."])
def test_a_lost_address_that_is_read_later_fills_in(database: Database, people: People, slug: str, edit: str) -> None:
    found = replace(SECOND, text=CLIP + edit, embeds=(replace(FILM, title="Wave over the quay"),))
    done = open_again(database, people, FIRST, found, THIRD)
    assert (done.media, "evidence_changed" in told(done)) == (1, False)
    with database.reading() as session:
        media = session.exec(select(Media)).one()
        asked = session.exec(select(Job).where(Job.name == "describe_media", Job.item_id == media.item_id)).all()
    assert (media.platform_id, media.lost) == ("Kest1eWa11x", False)
    assert len(asked) == 1


def test_a_post_that_the_blog_declares_removed_is_withdrawn_wherever_it_stood(
    database: Database, people: People, slug: str
) -> None:
    verify(database, people, "Rain")
    done = open_again(database, people, FIRST, SECOND, removed=("post-3", "p3", "unknown-9"))
    assert (done.posts.removed, told(done)) == (1, {"source_withdrawn": 1})
    with database.reading() as session:
        claim = the_claim(session, "Rain")
        assert session.get_one(PostVersion, claim.post_version_id).text == RAIN
    assert (claim.work_state, claim.recheck) == (WorkState.REOPENED, True)
    again = open_again(database, people, FIRST, SECOND, removed=("p3",))
    assert (again.posts.removed, told(again)) == (0, {})


def test_a_withdrawn_post_that_comes_back_stands_again_and_says_so(
    database: Database, people: People, slug: str
) -> None:
    open_again(database, people, FIRST, THIRD)
    done = open_again(database, people)
    assert (done.posts.new, done.posts.same, done.posts.removed) == (0, 3, 0)
    with database.reading() as session:
        video = the_video(session)
        post = session.get_one(Post, video.post_id)
    assert post.withdrawn_at is None
    assert "put it back" in (video.alert or "")
    assert acts(database, slug, video.ref) == [
        ("alert_raised", "source_withdrawn"),
        ("change_noted", "context_changed"),
    ]


def test_posts_beyond_the_pages_that_were_read_are_not_seen(database: Database, people: People, slug: str) -> None:
    new = a_post("p9", 1, "Two boats were lost, the harbour master said.")
    done = open_again(database, people, FIRST, new, THIRD, pages_read=1, pages_total=3)
    assert (done.posts.removed, done.posts.new) == (0, 1)
    assert sum(done.outcomes.values()) < len(the_items(database))


def the_items(database: Database) -> list[Item]:
    with database.reading() as session:
        return list(session.exec(select(Item)))


def test_the_gravest_of_several_outcomes_leads_and_all_are_in_the_ledger(
    database: Database, people: People, slug: str
) -> None:
    edited = replace(FIRST, text=BRIDGE.replace("in March", "in May"), credits=("Weststern",))
    done = open_again(database, people, edited, SECOND, THIRD)
    assert told(done) == {"attribution_changed": 2, "claim_text_changed": 1}, "the headline is a claim too"
    with database.reading() as session:
        claim = the_claim(session)
    assert claim.outcome == "attribution_changed"
    assert acts(database, slug, claim.ref) == [
        ("change_noted", "context_changed"),
        ("alert_raised", "attribution_changed"),
    ]


def test_a_verdict_is_to_be_checked_again_until_somebody_gives_a_reason(
    database: Database, people: People, slug: str
) -> None:
    verify(database, people)
    open_again(database, people, replace(FIRST, text=BRIDGE.replace("12", "17")), SECOND, THIRD)
    with pytest.raises(RuleBroken, match="needs a reason"), database.transaction() as session:
        claim = the_claim(session)
        clear_alert(session, claim, " ", people.ana, claim.version)
    with pytest.raises(Stale), database.transaction() as session:
        clear_alert(session, the_claim(session), "x", people.ana, 1)
    with database.transaction() as session:
        claim = the_claim(session)
        clear_alert(session, claim, "The lists name 12 in both.", people.ana, claim.version)
    with database.transaction() as session:
        claim = the_claim(session)
        verdicts = session.exec(select(Verdict).order_by(col(Verdict.id))).all()
        assert [verdict.verdict for verdict in verdicts] == ["verified", "verified"]
        assert verdicts[0].reason == "Two lists agree."
        assert "The lists name 12 in both." in verdicts[1].reason
        assert (claim.recheck, claim.outcome, claim.work_state) == (False, None, WorkState.READY_FOR_REVIEW)
        sign_off(session, claim, people.ben, claim.version)


def test_a_new_verdict_settles_what_the_blog_changed(database: Database, people: People, slug: str) -> None:
    verify(database, people)
    open_again(database, people, replace(FIRST, text=BRIDGE.replace("12", "17")), SECOND, THIRD)
    with database.transaction() as session:
        claim = the_claim(session)
        record_verdict(session, claim, VerdictWord.FALSE, "It was 17.", [], people.ana, claim.version)
        assert (claim.recheck, claim.alert, claim.outcome) == (False, None, None)


def test_a_dismissed_item_stays_dismissed_and_can_be_looked_at(database: Database, people: People, slug: str) -> None:
    verify(database, people)
    with database.transaction() as session:
        claim = the_claim(session, "Rain")
        dismiss_item(session, claim, "A forecast.", people.ana, claim.version)
    open_again(database, people, FIRST, SECOND, removed=("p3",))
    with database.transaction() as session:
        claim = the_claim(session, "Rain")
        assert (claim.work_state, claim.recheck) == (WorkState.DROPPED, False)
        clear_alert(session, claim, "", people.ana, claim.version)
        assert claim.alert is None


def test_the_story_shows_what_the_publisher_declares_even_if_nothing_differs(
    database: Database, people: People, slug: str
) -> None:
    first = replace(FIRST, posted_at="2026-03-02T10:00:00+01:00", updated_at="2026-03-02T10:05:00+01:00")
    open_again(database, people, replace(first, text=BRIDGE.replace("12", "17")), SECOND, THIRD)
    words = "An earlier version named the wrong quay."
    later = replace(first, text=BRIDGE.replace("12", "17"), updated_at="2026-03-02T12:00:00+01:00")
    done = open_again(database, people, later, SECOND, THIRD, corrections=(words,))
    open_again(database, people, later, SECOND, THIRD, corrections=(words,))
    assert done.posts.changed == 0
    with database.reading() as session:
        page = story_page(session, find_story(session, slug), Chosen())
        written = [entry.detail.get("corrections") for entry in entries(session, find_story(session, slug).id)]
    assert page.corrections == (words,)
    assert next((post.updated_at, post.updated_unseen) for post in page.posts) == ("2026-03-02T12:00:00+01:00", True)
    assert [one for one in written if one is not None] == [[words]]


def test_the_story_can_be_narrowed_to_one_outcome(database: Database, people: People, slug: str) -> None:
    edited = replace(FIRST, text=BRIDGE.replace("12", "17"))
    open_again(database, people, edited, SECOND, THIRD)
    with database.reading() as session:
        story = find_story(session, slug)
        assert story_page(session, story, Chosen(alert="claim_text_changed")).matching == 1
        assert story_page(session, story, Chosen(alert="source_withdrawn")).matching == 0
        assert story_page(session, story, Chosen(alert="yes")).matching == 1
        assert dict(story_page(session, story, Chosen()).choices.outcome)["claim_text_changed"] == 1


def test_arabic_and_chinese_words_are_compared_as_words(database: Database, people: People) -> None:
    arabic = "قال المتحدث باسم الشرطة إن 12 شخصا قتلوا في الانفجار يوم الاثنين."
    with database.transaction() as session:
        open_story(session, ReadStory("نهر", "normal form", (a_post("q1", 0, arabic),), language="ar"), "2" * 64, None)
        edited = a_post("q1", 0, arabic.replace("12", "17"))
        done = open_story(session, ReadStory("نهر", "normal form", (edited,), language="ar"), "3" * 64, None)
        claim = the_claim(session, "12")
        notice = item_page(session, find_story(session, done.story), claim).notice
    assert notice is not None
    assert [(run.kind, run.text.strip()) for run in notice.runs if run.kind != "same"] == [
        ("gone", "12"),
        ("new", "17"),
    ]


def test_what_the_rules_marked_in_a_claim_moves_with_its_words(database: Database, people: People, slug: str) -> None:
    def marked() -> tuple[list[str], list[str], int | None]:
        with database.reading() as session:
            claim = the_claim(session)
            page = item_page(session, find_story(session, slug), claim)
        spans = [claim.words[one["start"] : one["end"]] for one in claim.spans]
        reasons = [claim.words[slice(*place)] for reason in page.reasons for place in reason.at]
        return spans, reasons, claim.start_at

    before = marked()
    head, _, rest = BRIDGE.partition("\n\n")
    moved = f"{head}\n\nRain fell on the harbour all night long.\n\n{rest}"
    open_again(database, people, replace(FIRST, text=moved), SECOND, THIRD)
    after = marked()
    assert before[2] != after[2]
    assert "12" in " ".join(before[0])
    assert after[:2] == before[:2]
