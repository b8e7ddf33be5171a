"""Detection: every sentence is considered, banded for named reasons, and never lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.claims.detecting import detect, hedges_for_embed
from workbench.claims.found import EmbedWords, Found
from workbench.claims.weights import shipped

POST = """Fighting north of Kelsby kills 12 guards

Fenshire police say at least 12 guards died as gunmen attacked a depot north of Kelsby on Monday night.

According to the officers, the depot fell. [AFP]"""


def bands(text: str) -> list[str]:
    return [found.band for found in detect(text) if found.role == "body"]


def test_a_post_is_read_whole_with_who_says_it_which_wire_and_why() -> None:
    headline, claim, second, credit = detect(POST, headline="Fighting north of Kelsby kills 12 guards")
    assert (headline.role, headline.band) == ("headline", "claim")
    assert claim.attribution == second.attribution == "Fenshire police"
    assert (claim.quantities[0].low, claim.quantities[0].high, claim.quantities[0].unit) == (12, None, "guards")
    assert {"figure: at least 12 guards", "attributed: Fenshire police", "event: died", "place: Kelsby"} <= set(
        claim.why
    )
    assert "date: Monday night" in claim.why
    assert second.why[-1] == "attributed: Fenshire police (implied by “the officers”)"
    assert claim.credit == "AFP"
    assert (credit.role, credit.band, credit.text) == ("credit", "aside", "[AFP]")


@pytest.mark.parametrize(
    "text",
    [
        "The river burst its banks in the night.",
        "Rebels seized three villages on Wednesday.",
        "The central bank has raised its main rate to 5.25 percent.",
        "The embassy will be moved to Lund.",
        "The government has decided to send a diplomat to Tarsia.",
        "The airport remains closed.",
        "Okafor scored twice in the second half.",
        "No casualties were reported at the plant in Moorside.",
        "Talks between the union and the operator have begun in Dalton.",
        "The minister denied that 40 prisoners had been shot.",
    ],
)
def test_what_evidence_could_settle_is_a_claim(text: str) -> None:
    assert bands(text) == ["claim"]


@pytest.mark.parametrize(
    "text",
    [
        "What does this mean for the town?",
        "It must have been terrifying for everyone.",
        "The mayor urged people to stay calm.",
        "He vowed that nobody would be forgotten.",
        "Ministers should be ashamed of this.",
        "You can send us your pictures by email.",
        "We will bring you updates throughout the day.",
        "The sources spoke on condition of anonymity.",
        "The company declined to comment.",
        "She praised the patience of the voters.",
        "I think this is wrong and we need a better plan.",
    ],
)
def test_opinion_appeal_vow_question_promotion_and_sourcing_are_no_claims(text: str) -> None:
    assert "claim" not in bands(text)


def test_nothing_is_hidden_asides_are_listed_with_their_reasons() -> None:
    found = detect("What now?\n\nMore on this story here\n\nvia Reuters")
    assert [one.band for one in found] == ["aside"] * 3
    assert all(one.why for one in found)


def test_an_unknown_language_is_maybe_and_says_so() -> None:
    found = detect("Floden er gået over sine bredder, og det er ikke godt for byen.")[0]
    assert (found.band, found.language) == ("maybe", "da")
    assert "language not read: da" in found.why


def test_the_words_of_an_embed_are_never_set_aside() -> None:
    video = EmbedWords("video", title="Why?", author="a")
    title = next(one for one in detect("Why?\nby a via YouTube", embeds=(video,)) if one.role == "embed_title")
    assert title.band in ("maybe", "claim")


def test_an_arabic_title_is_read_with_its_event() -> None:
    video = EmbedWords("video", title="قصف مستشفى في المدينة", author="قناة")
    found = detect("قصف مستشفى في المدينة\nby قناة via YouTube", embeds=(video,))
    assert (found[0].role, found[0].language, found[0].attribution) == ("embed_title", "ar", "قناة")
    assert any(why.startswith("event:") for why in found[0].why)


def test_a_sentence_of_many_words_is_kept_whole_though_not_read_to_its_end() -> None:
    text = "and then " * 400 + "it ended"
    found = detect(text)
    assert [one.text for one in found] == [text]
    assert found[0].band == "maybe"


def test_a_post_of_too_many_sentences_is_listed_to_its_end() -> None:
    text = "Aa bb. " * 3000
    found = detect(text)
    assert "".join("".join(one.text.split()) for one in found) == "".join(text.split())
    assert found[-1].band == "maybe"
    assert "not read" in found[-1].why[0]


def test_the_bands_are_cut_where_the_weights_file_says() -> None:
    assert shipped().band(shipped().claim) == "claim"
    assert shipped().band(shipped().claim - 0.001) == "maybe"
    assert shipped().band(shipped().maybe - 0.001) == "aside"


HOSTILE = [
    "a" * 20000, "1" * 5000, '"' * 500, "'" * 500, "." * 2000, "\r" * 2000, "\x00\x01 " * 500, "\u202e\u200fab " * 300,
    "a" + "\u0301" * 5000, "U.S. " * 500, "J. " * 500, "a-" * 2000, "[Reuters] " * 300, "by a via B\n" * 300,
    "he said, " * 400, "according to " * 400, "and said " * 400, "who said " * 400, "in Aa, Bb and " * 300,
    "five hundred " * 400, "between 5 and " * 400, "has not yet been able to independently " * 200, "? " * 500,
    "قال إن " * 500, "aب1 " * 500, "one in five " * 400, "(a " * 500, "5-" * 500, "$ " * 500, "1 of 3\n" * 300,
]  # fmt: skip


def check_whole(text: str, found: tuple[Found, ...]) -> None:
    """What is found holds every character that is not blank, in order, word for word."""
    at = 0
    for one in found:
        assert text[one.start : one.end] == one.text
        assert one.start >= at
        assert not text[at : one.start].strip()
        assert one.why
        assert 0 <= one.checkworthy <= 1
        at = one.end
    assert not text[at:].strip()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_posts_are_read_whole(text: str) -> None:
    check_whole(text, detect(text, headline=text[:40], embeds=(EmbedWords("photo", caption=text[:20]),)))


pieces = st.sampled_from(
    ["Fenshire police say", "at least 44 guards", "died", ". ", "\n\n", "\n", '"', "”", "“", " said ", "he ", "Mr. ", "?", "!",
     " [AFP]", "via Reuters", "by a via YouTube", "1 of 3", "قال", " إن ", "؟", "selon la police", " $1.2bn ", " between 5 and 7 ",
     " cannot verify this video", " purports to show", "\u202e", "\x00", "'s ", "U.S.", "…", "(", ")", ", ", ": ", " who ", " and "]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(pieces, max_size=30).map("".join), st.none() | pieces, st.lists(pieces, max_size=3))
def test_every_character_is_found_once_and_in_order(text: str, headline: str | None, titles: list[str]) -> None:
    embeds = [EmbedWords("video", title=title, author="a", caption=title, credit="AFP") for title in titles]
    found = detect(text, headline=headline, embeds=embeds, credits=("AFP",))
    check_whole(text, found)
    assert len(hedges_for_embed(text, headline, embeds)) == len(embeds)
    assert all(one.embed is None or one.embed < len(embeds) for one in found)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_whole(text: str) -> None:
    check_whole(text, detect(text))


@settings(deadline=None)
@given(st.lists(pieces, max_size=12).map("".join))
def test_reading_twice_finds_the_same(text: str) -> None:
    assert detect(text) == detect(text)


def test_a_headline_that_its_body_repeats_is_one_claim_with_it() -> None:
    text = "Ferry sinks off Orvik harbour\n\nThe ferry sank off Orvik harbour on Monday, police said."
    head, body = detect(text, headline="Ferry sinks off Orvik harbour")
    assert head.same_as == body.start
    assert "repeated in the body" in head.why
    assert body.same_as is None


def test_a_headline_whose_figure_the_body_bounds_otherwise_is_a_claim_of_its_own() -> None:
    text = "44 guards killed at Orvik\n\nAt least 44 guards were killed at Orvik, police said."
    head, _ = detect(text, headline="44 guards killed at Orvik")
    assert head.same_as is None


def reasons_of(text: str, headline: str | None = None) -> set[str]:
    return {reason.name for found in detect(text, headline=headline) for reason in found.reasons}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The video shows a man on the roof of the mill.", "media_shows"),
        ("It was a shameful and utterly reckless act.", "judging"),
        ("That is a very strong and remarkable result.", "leaning"),
        ("It is about trust.", "points_back"),
        ("The ministry could see up to 2,300 cases a day.", "possible_figure"),
        ("They are also doing soup at the door.", "is_doing"),
        ("He called it “an outrageous mistake” that the harbour had closed.", "quoted_opinion"),
        ("If the rain goes on, the dam holds.", "condition"),
        ("Correction: the ferry sailed at noon.", "correction"),
        ("The coroner will issue his conclusions on 15 January.", "plan"),
        ("The council will now start work in Wick.", "plan"),
        ("The ministry condemned the attack and sent condolences.", "reaction"),
        ("A woman holds two flags.", "does_so"),
        ('"I have been helping to pull them out."', "testimony"),
        ("There are fears of aftershocks.", "possible"),
        ("L'école des Tilleuls s'est écroulée dans la nuit.", "happened"),
        ("Le président se rendra sur place jeudi.", "plan"),
        ("Une enquête a été ouverte dans la ville.", "happened"),
        ("وقال مفاوض من الكتائب إنه لم تكن لديهم خيام.", "did_so"),
    ],
)
def test_each_reason_is_given_where_its_words_stand(text: str, reason: str) -> None:
    assert reason in reasons_of(text)


def test_a_headline_without_a_verb_names_a_topic_and_one_with_a_verb_says_something() -> None:
    def topic(headline: str) -> bool:
        return "topic" in reasons_of(f"{headline}\n\nThe mill in Wick has closed.", headline)

    assert topic("Bus services")
    assert topic("More on the Wick decision")
    assert not topic("Marsh changes her plea")
    assert not topic("Storm Odalys weakens to category 2")
    assert not topic("Gunfire near the palace")


def test_the_month_of_may_is_no_possibility() -> None:
    assert "possible" not in reasons_of("The bridge of Wick fell in May 2014.")
    assert "possible" in reasons_of("The bridge of Wick may fall.")


def test_what_somebody_says_in_a_participle_is_theirs() -> None:
    found = detect("Jon Teller dismissed the plan, saying the bridge would never be built.")[0]
    assert found.attribution == "Jon Teller"


def test_data_are_said_by_who_compiled_them() -> None:
    found = detect("According to data compiled by the Fenshire Institute, Wick has 40 wells.")[0]
    assert found.attribution == "the Fenshire Institute"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Crews are clearing the line as quickly as possible.", "possible"),
        ("Races were put off due to the weather forecast.", "prediction"),
        ("A ward of the NHS trust in Great Yarmouth was shut.", "opinion"),
        ("The woman has sadly died.", "opinion"),
    ],
)
def test_a_word_that_only_looks_like_opinion_or_guess_is_none(text: str, reason: str) -> None:
    assert reason not in reasons_of(text)


def test_a_headline_verb_of_no_list_says_that_something_happened() -> None:
    assert "happened" in reasons_of("Odalys weakens to category 2\n\nIt is late.", "Odalys weakens to category 2")
