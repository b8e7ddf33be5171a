"""Who says it: as the sentence words it, or implied by the sentences before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.claims.detecting import detect
from workbench.claims.found import Found


def said_by(text: str, *, headline: str | None = None) -> list[str | None]:
    return [found.attribution for found in detect(text, headline=headline) if found.role in ("body", "headline")]


def implied(found: Found) -> bool:
    return any("implied by" in why for why in found.why if why.startswith("attributed:"))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Fenshire police say at least 12 people died.", "Fenshire police"),
        ("According to the harbour master, the boat sank at noon.", "the harbour master"),
        ("The boat sank at noon, according to two of his aides.", "two of his aides"),
        ('"The bridge is safe," said Superintendent Ruth Adeyemi.', "Superintendent Ruth Adeyemi"),
        ('"The bridge is safe," the head of the agency, Anna Lindqvist, said on Monday.', "Anna Lindqvist"),
        ("The line is shut, Transrail said.", "Transrail"),
        ("Inflation fell to 6.8% in September, the statistics office reported on Tuesday.", "the statistics office"),
        (
            "Jon Teller, deputy head of safety at Norrair, told the NTB news agency that two engines failed.",
            "Jon Teller",
        ),
        ("The ministry's spokesman, Ole Hagen, said the border was closed.", "Ole Hagen"),
        ("The minister has also denied that 40 people were held.", "The minister"),
        ("A passenger who escaped through the rear door said the plane hit the runway twice.", "A passenger"),
        ("Speaking in Lund on Monday, Ilves said the talks had failed.", "Ilves"),
        ("The airport declined to comment but said flights would resume on Friday.", "The airport"),
        ("In a statement issued by the ASD union, the drivers said they had accepted.", "the drivers"),
        ("Twelve people died, a statement issued by the prime minister's office read.", "the prime minister's office"),
        ("State television cited Health Minister Rosa Quiroga as saying 40 had died.", "Health Minister Rosa Quiroga"),
        ("The pilots' union warned that crews were tired.", "The pilots' union"),
        ("The death toll is 217, Health Minister Rosa Quiroga says.", "Health Minister Rosa Quiroga"),
        ("The harbour was shut on Friday, two officials said, and trains stopped.", "two officials"),
        ("Norrair says all 27 aircraft were checked", "Norrair"),
        ("The Red Cross puts the toll at 260.", "The Red Cross"),
        ("The new rule was announced by the Environment Agency.", "the Environment Agency"),
    ],
)
def test_the_speaker_is_named_as_the_sentence_words_it(text: str, speaker: str) -> None:
    assert said_by(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "The reported move comes after a week of fighting.",
        "Reports of a second breach are unconfirmed.",
        "The rebels are said to have left the town.",
        "Its claims were rejected by the court.",
        "The attack claimed 20 lives.",
        "A resurgence of cases reported on Monday filled the wards.",
        "All member states of the union sent aid.",
        "Nobody was told to leave.",
        "The company would not say how many were hurt.",
    ],
)
def test_a_reporting_word_without_a_speaker_names_nobody(text: str) -> None:
    assert said_by(text) == [None]


def test_whom_they_told_and_who_carried_it_are_not_who_says_it() -> None:
    told = detect('"Two engines failed," Lena Vik told the Reuters news agency.')[0]
    assert (told.attribution, told.credit) == ("Lena Vik", None)
    assert "told: the Reuters news agency" in told.why
    carried = detect("The dam has burst, the mayor said on Monday, Reuters reports.")[0]
    assert (carried.attribution, carried.credit) == ("the mayor", "Reuters")


def test_pronouns_and_the_officers_are_the_last_named_speaker_and_marked_as_implied() -> None:
    found = detect(
        "Fenshire police say 12 people died.\n\nAccording to the officers, the wall fell at noon. They said nobody was warned."
    )
    assert [one.attribution for one in found] == ["Fenshire police"] * 3
    assert [implied(one) for one in found] == [False, True, True]


def test_a_pronoun_with_nobody_before_it_names_nobody() -> None:
    assert said_by("He said the wall fell at noon.") == [None]


def test_the_ministry_is_the_ministry_named_before_and_another_one_is_itself() -> None:
    assert said_by("The interior ministry said 12 died. The ministry said more were missing.") == [
        "The interior ministry",
        "The interior ministry",
    ]
    assert said_by("Mayor Liz Cotter said 12 died. The ministry said more were missing.")[1] == "The ministry"


def test_an_open_quotation_carries_its_speaker_to_its_end_and_not_beyond() -> None:
    text = 'Poole said: "We lost two men. Four were hurt. Nobody helped." The road is closed.'
    assert said_by(text) == ["Poole", "Poole", "Poole", None]
    back = '"We lost two men. Four were hurt," Poole said. The road is closed.'
    assert said_by(back) == ["Poole", "Poole", None]


def test_a_quotation_that_is_never_closed_stops_at_the_paragraph() -> None:
    text = 'Poole said: "We lost two men. Four were hurt.\n\nThe road is closed. It rained.'
    assert said_by(text)[2:] == [None, None]


def test_a_quotation_that_is_not_closed_within_three_sentences_was_never_one() -> None:
    text = 'Poole said "we lost two men. A bus sank. A car sank. A boat sank. A lorry sank. A van sank.'
    assert said_by(text)[1:] == [None] * 5


def test_a_new_speaker_ends_an_open_quotation() -> None:
    text = 'Poole said: "We lost two men. Four were hurt." Marsh said the road was closed.'
    assert said_by(text)[-1] == "Marsh"


@pytest.mark.parametrize("behind", ["", ' "It rains," he added.', " “It rains,” he added."])
def test_the_next_reporting_verb_ends_a_quotation_that_was_never_closed(behind: str) -> None:
    text = f'Poole said: "We lost two men. Four were hurt. Marsh said the road was closed.{behind}'
    assert said_by(text)[2] == "Marsh"
    again = 'Poole said: "We lost two men. Four were hurt. Marsh said: "The road was closed." It rained.'
    assert said_by(again) == ["Poole", None, "Marsh", None]


def test_a_lead_in_is_said_by_nobody_and_what_stands_below_it_by_whom_it_names() -> None:
    text = "Marta Ilves said:\n\nThe count has ended in all provinces."
    found = detect(text)
    assert [one.attribution for one in found] == [None, "Marta Ilves"]
    assert implied(found[1])


def test_a_label_before_a_colon_speaks_only_if_it_is_quoted_or_speaks_in_the_post() -> None:
    assert said_by("Flooding: two bridges closed\n\nIt rained.", headline="Flooding: two bridges closed")[0] is None
    body = "Ilves: no talks with Decker\n\nMarta Ilves said there were no talks."
    assert said_by(body, headline="Ilves: no talks with Decker")[0] == "Ilves"


def test_arabic_and_french_speakers_are_named_too() -> None:
    assert said_by("قال المتحدث باسم الجيش إن المدينة سقطت.") == ["المتحدث باسم الجيش"]
    assert said_by("Au moins 44 personnes ont été tuées lundi, selon la police locale.") == ["la police locale"]
    assert said_by("Le ministre a déclaré que la ville est tombée.") == ["Le ministre"]


@pytest.mark.parametrize(
    ("text", "speaker", "told", "carried"),
    [
        ("قالت وزارة الصحة في غزة إن القصف أوقع 12 جريحا.", "وزارة الصحة في غزة", None, None),
        ("أعلنت الشرطة العراقية مقتل 44 شخصا في بغداد.", "الشرطة العراقية", None, None),
        ("وقال الوزير حسن مراد لوكالة رويترز إن المدينة سقطت.", "الوزير حسن مراد", "وكالة رويترز", None),
        ("وفقا لوزارة الصحة، قتل 12 شخصا.", "وزارة الصحة", None, None),
        ("قتل 12 شخصا، بحسب الدفاع المدني.", "الدفاع المدني", None, None),
        ("نقلت وكالة رويترز عن مسؤول أمني قوله إن المدينة سقطت.", "مسؤول أمني", None, "وكالة رويترز"),
        ("الرئيس حسن مراد أكد أن الاتفاق وقع.", "الرئيس حسن مراد", None, None),
        ("الدفاع المدني: 44 قتيلا في القصف", "الدفاع المدني", None, None),
    ],
)
def test_arabic_names_its_speaker_behind_the_verb(
    text: str, speaker: str, told: str | None, carried: str | None
) -> None:
    found = detect(text)[0]
    assert (found.attribution, found.told, found.credit) == (speaker, told, carried)


def test_an_arabic_verb_alone_goes_on_with_the_last_speaker() -> None:
    found = detect("قال الوزير حسن مراد إن المدينة سقطت.\n\nوأضاف في بيان أن 12 شخصا قتلوا.")
    assert [one.attribution for one in found] == ["الوزير حسن مراد"] * 2
    assert [one.implied for one in found] == [False, True]


@pytest.mark.parametrize(
    ("text", "speaker", "told"),
    [
        ("« Le pont tient », a déclaré le maire de Lorbec, Paul Ferrand, à l'AFP.", "le maire de Lorbec", "l'AFP"),
        ("« Le pont tient », assure le préfet.", "le préfet", None),
        ("Vingt maisons se sont effondrées, affirment des témoins.", "des témoins", None),
        ("Jusqu'à 275 soldats seront déployés, a fait savoir l'armée.", "l'armée", None),
        ("D'après l'Institut de géophysique, la magnitude est de 6,1.", "l'Institut de géophysique", None),
        ("Le ministère de l'Intérieur a annoncé que la route est fermée.", "Le ministère de l'Intérieur", None),
        (
            "Le Premier ministre a confié à la chaîne LCR que la route est fermée.",
            "Le Premier ministre",
            "la chaîne LCR",
        ),
        ("Le Croissant-Rouge : 52 morts dans la province", "Le Croissant-Rouge", None),
    ],
)
def test_french_names_its_speaker_before_and_behind_the_verb(text: str, speaker: str, told: str | None) -> None:
    found = detect(text, language="fr")[0]
    assert (found.attribution, found.told) == (speaker, told)


def test_a_french_pronoun_behind_its_verb_is_the_last_speaker() -> None:
    found = detect("La maire Anne Ferrand a dit que la route est fermée. « Le pont tient », a-t-elle ajouté.")
    assert [(one.attribution, one.implied) for one in found] == [
        ("La maire Anne Ferrand", False),
        ("La maire Anne Ferrand", True),
    ]


def test_a_deed_done_by_speaking_is_no_report_and_a_record_that_shows_is_one() -> None:
    assert said_by("The opposition rejects the levy.") == [None]
    assert said_by("Marsh has asked for the charges to be read again.") == [None]
    assert said_by("The hospital has not responded to our questions.") == [None]
    assert said_by("Of 52 deaths 38 were drownings, state records show.") == ["state records"]
    assert said_by('"Did you see that?" asks Ms Roe.') == ["Ms Roe"]


def test_whom_they_told_may_stand_in_an_interview() -> None:
    found = detect("Minister Ola Berg said in an interview with the BBC that 12 trains were late.")[0]
    assert (found.attribution, found.told) == ("Minister Ola Berg", "the BBC")


pieces = st.sampled_from(
    "Poole said told the BBC police « » “ ” \" ' , . : ; ( ) according to of a-t-il dit déclaré a l'AFP à قال وقال لوكالة رويترز إن أن "
    "وفقا للشرطة نقلت عن بين 15 و20 ألف qu'une dizaine de d'un one and a half or so the\n\n".split(" ")
)


@settings(deadline=None, max_examples=150)
@given(st.lists(pieces, max_size=40), st.sampled_from([None, "en", "fr", "ar"]))
def test_any_mixture_of_cues_and_marks_is_read_and_its_marks_lie_inside_their_sentence(
    words: list[str], language: str | None
) -> None:
    for one in detect(" ".join(words), language=language):
        assert all(one.start <= mark.start < mark.end <= one.end and mark.rule for mark in one.spans)
        assert (one.attribution is None) == (one.attribution_scope is None)
        assert (one.credit is None) == (one.credit_scope is None)


names = st.sampled_from(["Poole", "the mayor", "Anna Lindqvist", "Fenshire police", "a spokesman for Norrair"])
verbs = st.sampled_from(["said", "told reporters", "announced", "warned", "confirmed", "denied"])


@settings(deadline=None)
@given(names, verbs)
def test_a_speaker_before_a_reporting_verb_is_always_found(name: str, verb: str) -> None:
    name = name[0].upper() + name[1:]
    assert said_by(f"{name} {verb} that the road was closed.") == [name]


@settings(deadline=None)
@given(names)
def test_a_speaker_behind_a_quotation_is_always_found(name: str) -> None:
    assert said_by(f'"The road is closed," said {name}.') == [name]
    assert said_by(f'"The road is closed," {name} said.') == [name]


def marked(text: str) -> list[tuple[str, str, str]]:
    found = [mark for one in detect(text) for mark in one.spans if mark.kind in ("speaker", "cue", "told", "credit")]
    return [(mark.kind, text[mark.start : mark.end], mark.rule) for mark in found]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        (
            "Anna Lindqvist told the Reuters news agency that the road was closed.",
            [("speaker", "Anna Lindqvist"), ("cue", "told"), ("told", "the Reuters news agency"), "report.say before"],
        ),
        (
            "The road was closed, according to the mayor.",
            [("cue", "according to"), ("speaker", "the mayor"), "according to"],
        ),
        (
            '"It is closed," said Anna Lindqvist.',
            [("cue", "said"), ("speaker", "Anna Lindqvist"), "report.say inverted"],
        ),
        ("Ilves: no talks with Decker\n\nMarta Ilves spoke.", [("speaker", "Ilves"), ("cue", ":"), "colon"]),
    ],
)
def test_the_words_of_speaker_cue_and_whom_they_told_are_marked_with_the_rule(text: str, marks: list[object]) -> None:
    *expected, rule = marks
    headline = text.split("\n")[0] if "\n" in text else None
    found = [mark for one in detect(text, headline=headline) for mark in one.spans]
    named = [mark for mark in found if mark.kind in ("speaker", "cue", "told", "credit")]
    assert [(mark.kind, text[mark.start : mark.end]) for mark in named] == expected
    assert {mark.rule for mark in named} == {rule}


def test_the_wire_that_reports_what_another_said_is_marked_as_carrying_it() -> None:
    assert ("credit", "Reuters", "report.say before") in marked(
        "The dam has burst, the mayor said on Monday, Reuters reports."
    )


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Anna Lind (@alind) The bridge of Wick is shut.", "Anna Lind"),
        ("Fenshire Trust can confirm that it has closed a ward.", "Fenshire Trust"),
        ("The hospital did say however that the ward would open.", "The hospital"),
        ("The Wick Institute, citing Danish reports, said the dam had failed.", "The Wick Institute"),
        ("The mayor came under fire for saying that the bridge was safe.", None),
        ("A state of emergency was declared by governor Hogan on Monday.", None),
        ("A shop was fined and ordered to pay costs.", None),
    ],
)
def test_handles_confirmations_and_what_is_cited_name_who_speaks_and_deeds_nobody(
    text: str, speaker: str | None
) -> None:
    assert detect(text)[0].attribution == speaker


def test_an_office_before_a_colon_speaks_in_a_headline() -> None:
    assert detect("Fenshire army: 141 killed", headline="Fenshire army: 141 killed")[0].attribution == "Fenshire army"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Orlan calls it a rumour: "Nobody has left the palace."', "Orlan"),
        ("Chairman Ole Hagen starts by saying that the bridge of Wick is shut.", "Chairman Ole Hagen"),
        ("Ole Hagen will tell the court that he was asleep.", "Ole Hagen"),
        ("The BBC, who said it was sorry, has left Wick.", "The BBC"),
        ("Fenshire Crown Court heard details of forty letters.", "Fenshire Crown Court"),
        ("A driver was asleep before he struck a man, a jury has heard.", "a jury"),
        ("Ole Hagen has announced he's to stand down in July.", "Ole Hagen"),
        ("Allies of the minister insist he has the backing of the cabinet.", "Allies of the minister"),
        ("What does the ministry say?", None),
        ("Workers threatened with a knife at Wick post office", None),
        ("Accused 'drove 200 miles', court told", None),
        ("The parties won in all five states at stake.", None),
    ],
)
def test_courts_hear_and_lead_ins_speak_but_what_was_done_to_somebody_is_no_speech(
    text: str, speaker: str | None
) -> None:
    assert detect(text)[0].attribution == speaker


def test_the_noun_of_who_spoke_last_is_them_explicitly_and_other_officers_are_themselves() -> None:
    ministry, again = detect("The interior ministry said 12 died. The ministry said more were missing.")
    assert (again.attribution, implied(again)) == (ministry.attribution, False)
    _, officers = detect("Mayor Liz Cotter said 12 died. The officers said more were missing.")
    assert (officers.attribution, implied(officers)) == ("The officers", False)


@pytest.mark.parametrize(
    ("text", "speaker", "credit"),
    [
        ("The regulator said it had found nothing, RIA Novosti reports.", "The regulator", "RIA Novosti"),
        ("“It was late,” Ole Hagen said at the rally, according to the Wick Post.", "Ole Hagen", "the Wick Post"),
        ("Ole Hagen said five boats sank, the Wick news agency says.", "Ole Hagen", "the Wick news agency"),
    ],
)
def test_the_outlet_that_closes_a_sentence_carries_what_another_said(text: str, speaker: str, credit: str) -> None:
    found = detect(text)[0]
    assert (found.attribution, found.credit) == (speaker, credit)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The leader of the Wick party - which governs Fenshire - tells us that no police came.",
            "The leader of the Wick party",
        ),
        ("Isabel Shore, Ottawa emails: “I am a student here.”", "Isabel Shore, Ottawa"),
        ("General Idris Wanko, in a speech on the radio: “The law is suspended.”", "General Idris Wanko"),
        ("The health ministry has revised the toll to 31.", "The health ministry"),
        ("A medic gave a higher figure of eight.", "A medic"),
        ("The High Court was told of forty letters.", "The High Court"),
        ("The Alliance claims to have won in Wick.", "The Alliance"),
        ("AGL defended the move saying it had the right to.", "AGL"),
        ("The ministry has issued a statement on the attack.", "The ministry"),
        ("The mayor gave the keys to the police.", None),
        ("The bank has raised its key rate.", None),
        ("Equifax told to stop charging its customers", None),
        ("Nations invited to attend are Austria and Croatia.", None),
        ("He's expected to arrive on Monday.", None),
        ("No group has claimed the attack.", None),
        ("The US adds more rigs", None),
        ("The court has ordered a second test.", None),
    ],
)
def test_asides_counts_and_letters_name_their_speaker_and_who_is_bidden_says_nothing(
    text: str, speaker: str | None
) -> None:
    assert detect(text)[0].attribution == speaker


def test_a_headline_may_name_its_speaker_behind_a_dash() -> None:
    def said(headline: str) -> str | None:
        return detect(f"{headline}\n\nThe road is shut.", headline=headline)[0].attribution

    assert said("Wreckage found on a slope — aviation authority") == "aviation authority"
    assert said("Wreckage found on a slope — pictures") is None
    assert said("'Circuit breaker' plan - Wick council vs government") is None


def test_a_name_with_its_handle_alone_leads_in_what_stands_below() -> None:
    found = detect("Anna Lind (@alind)\n\nThe bridge of Wick is shut.")
    assert [one.attribution for one in found] == [None, "Anna Lind"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("L'école était vide, précise l'inspection académique.", "l'inspection académique"),
        ("« On les entendait chanter », confie l'un d'eux.", "l'un d'eux"),
        ("Elle a été tournée ailleurs, a établi la cellule vidéo du journal.", "la cellule vidéo du journal"),
    ],
)
def test_french_lets_whoever_stands_behind_the_verb_speak(text: str, speaker: str) -> None:
    assert detect(text, language="fr")[0].attribution == speaker
