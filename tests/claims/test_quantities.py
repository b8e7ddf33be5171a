"""Figures: what is read as one, how it is bounded, what it counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.claims.dates import dates
from workbench.claims.found import Quantity
from workbench.claims.inflection import verb_forms
from workbench.claims.lexicon import lexicon
from workbench.claims.quantities import figures
from workbench.claims.words import words_of


def read(text: str, language: str = "en") -> list[Quantity]:
    words, known = words_of(text, 0, len(text)), lexicon(language)
    taken = {place for first, last in dates(words, known) for place in range(first, last)}
    return [figure.quantity for figure in figures(words, known, known.find(words.lows), taken)]


def worded(text: str, language: str = "en") -> list[tuple[float | None, float | None, float | None, str | None]]:
    return [(found.value, found.low, found.high, found.unit) for found in read(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 44 guards died.", [(44, 44, None, "guards")]),
        ("Up to 275 troops will follow.", [(275, None, 275, "troops")]),
        ("No fewer than 12 boats sank.", [(12, 12, None, "boats")]),
        ("More than 5,000 people fled.", [(5000, 5000, None, "people")]),
        ("Fewer than 30 homes have power.", [(30, None, 30, "homes")]),
        ("Some 60 people were taken.", [(60, 54, 66, "people")]),
        ("Dozens were hurt.", [(None, 24, 99, None)]),
        ("Hundreds of villagers left.", [(None, 200, 999, "villagers")]),
        ("Tens of thousands of homes are dark.", [(None, 20000, 99000, "homes")]),
        ("Several hundred families left.", [(None, 300, 900, "families")]),
        ("Between 5 and 7 people died.", [(None, 5, 7, "people")]),
        ("5-7 people died.", [(None, 5, 7, "people")]),
        ("It takes 5 to 7 weeks.", [(None, 5, 7, "weeks")]),
        ("50 or more boats came.", [(50, 50, None, "boats")]),
        ("87 Danes, who are held, wait.", [(87, 87, 87, "Danes")]),
        ("20 killed as rebels seize a town", [(20, 20, 20, "killed")]),
        (
            "Forty-four construction workers and six crew left.",
            [(44, 44, 44, "construction workers"), (6, 6, 6, "crew")],
        ),
        ("Two hundred and fifty-six homes burned.", [(256, 256, 256, "homes")]),
        ("Half a million people voted.", [(500000, 500000, 500000, "people")]),
        ("More than a dozen arrests were made.", [(12, 12, None, "arrests")]),
        ("It cost $1.2bn, or £300-400 million.", [(1.2e9, 1.2e9, 1.2e9, "$"), (None, 3e8, 4e8, "£")]),
        ("Prices rose 6.8%, then 5 per cent.", [(6.8, 6.8, 6.8, "percent"), (5, 5, 5, "percent")]),
        ("He won by 52 to 46 percent.", [(52, 52, 52, "percent"), (46, 46, 46, "percent")]),
        ("It is 12 km long and 2.5 metres deep.", [(12, 12, 12, "km"), (2.5, 2.5, 2.5, "metres")]),
        ("Two of the five pumping stations failed.", [(2, 2, 2, "pumping stations"), (5, 5, 5, "pumping stations")]),
        ("One in five services runs.", [(0.2, 0.2, 0.2, "share of services")]),
        ("Two-thirds of voters stayed home.", [(2 / 3, 2 / 3, 2 / 3, "share of voters")]),
        ("The death toll has risen to 217.", [(217, 217, 217, "death toll")]),
        ("The number of confirmed cases rose to 23,709.", [(23709, 23709, 23709, "confirmed cases")]),
        ("A magnitude 6.4 earthquake struck.", [(6.4, 6.4, 6.4, "magnitude")]),
        ("2,000 people came in 2003 and 2004.", [(2000, 2000, 2000, "people")]),
    ],
)
def test_a_figure_is_bounded_as_it_is_worded_and_has_what_it_counts(
    text: str, expected: list[tuple[float | None, float | None, float | None, str | None]]
) -> None:
    found = worded(text)
    assert [figure[3] for figure in found] == [figure[3] for figure in expected]
    for mine, theirs in zip(found, expected, strict=True):
        for one, other in zip(mine[:3], theirs[:3], strict=True):
            assert one == (pytest.approx(other) if isinstance(other, (int, float)) else other)


@pytest.mark.parametrize(
    "text",
    [
        "It happened on June 3 and on 5 May 2011.",
        "They came at 10:30, at 0100 GMT, at 7pm and at 5 a.m.",
        "In 2003 and since 2011 nothing changed.",
        "The 12th man and the third woman left in the 1990s.",
        "Those abusing the 999 system called 911 and 112.",
        "The FTSE 100 and the S&P 500 erased their losses.",
        "Ten News is on air.",
        "It stood at the 3M Roundabout.",
        "It was the strongest one felt there.",
        "It was three times higher than expected.",
        "Flight 218 was a Boeing 737 and landed at Gate 7.",
        "Call 0800 555 0199.",
        "Rovers beat Athletic 2-1.",
        "The 19-year-old and Jane Smith, 34, left.",
        "No one knows which one of them it was, and one day it ends.",
        "It came two hours later, four years ago.",
        "Level 3 rules and Article 5 apply to Covid-19 and the F-16.",
        "See https://example.org/44/55 and @user44.",
    ],
)
def test_dates_times_ordinals_ages_scores_and_names_are_no_figures(text: str) -> None:
    assert read(text) == []


def test_arabic_digits_and_french_groups_are_read() -> None:
    assert worded("ما لا يقل عن ٤٤ قتيلا", "ar") == [(44, 44, None, "قتيلا")]
    assert worded("٥٬٠٠٠ شخص", "ar") == [(5000, 5000, 5000, "شخص")]
    assert worded("Plus de 1 200 soldats et 3,5 % des maisons", "fr")[0] == (1200, 1200, None, "soldats")
    assert worded("Entre 5 et 7 personnes", "fr") == [(None, 5, 7, "personnes")]


@settings(deadline=None)
@given(st.integers(2, 10**9))
def test_a_number_reads_the_same_with_and_without_its_groups(number: int) -> None:
    grouped = read(f"At least {number:,} people came.")
    assert [found.value for found in grouped] == [number]
    assert [found.value for found in read(f"At least {number} people came.")] == [number]


@settings(deadline=None)
@given(st.text(alphabet="0123456789.,:/-– $£%٤٬ab\u00a0'(", max_size=60))
def test_any_run_of_digits_and_marks_is_read_without_an_error_and_bounds_hold(text: str) -> None:
    for found in read(text + " people"):
        assert found.text in text + " people"
        assert found.value is not None or found.low is not None or found.high is not None
        if found.low is not None and found.high is not None:
            assert found.low <= found.high


ONES = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
FRENCH_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}


def in_french(number: int) -> str:
    if number < 17:
        return ONES[number]
    if number < 20:
        return f"dix-{ONES[number - 10]}"
    if number < 70:
        tens, ones = FRENCH_TENS[number // 10 * 10], number % 10
        return tens if not ones else f"{tens} et un" if ones == 1 else f"{tens}-{ONES[ones]}"
    if number < 80:
        return "soixante et onze" if number == 71 else f"soixante-{in_french(number - 60)}"
    if number < 100:
        return "quatre-vingts" if number == 80 else f"quatre-vingt-{in_french(number - 80)}"
    if number < 1000:
        hundreds = "cent" if number < 200 else f"{ONES[number // 100]} cent"
        return f"{hundreds} {in_french(number % 100)}" if number % 100 else f"{hundreds}{'s' if number > 199 else ''}"
    thousands = (
        "mille"
        if number < 2000
        else f"{in_french(number // 1000).replace('cents', 'cent').replace('vingts', 'vingt')} mille"
    )
    return f"{thousands} {in_french(number % 1000)}" if number % 1000 else thousands


ARABIC_ONES = "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة".split()
ARABIC_TENS = "عشرة عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون".split()
ARABIC_HUNDREDS = "مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة".split()


def in_arabic(number: int) -> str:
    if number < 10:
        return ARABIC_ONES[number]
    if number in (11, 12):
        return ("أحد عشر", "اثنا عشر")[number - 11]
    if number < 20:
        return f"{ARABIC_ONES[number - 10]} عشر" if number > 10 else "عشرة"
    if number < 100:
        tens = ARABIC_TENS[number // 10 - 1]
        return f"{ARABIC_ONES[number % 10]} و{tens}" if number % 10 else tens
    if number < 1000:
        hundreds = ARABIC_HUNDREDS[number // 100 - 1]
        return f"{hundreds} و{in_arabic(number % 100)}" if number % 100 else hundreds
    count = number // 1000
    thousands = {1: "ألف", 2: "ألفان"}.get(count) or f"{in_arabic(count)} {'آلاف' if count < 11 else 'ألف'}"
    return f"{thousands} و{in_arabic(number % 1000)}" if number % 1000 else thousands


@settings(deadline=None)
@given(st.integers(2, 99_999))
def test_a_number_in_french_words_is_read_back(number: int) -> None:
    assert [found[:1] for found in worded(f"Au moins {in_french(number)} maisons sont détruites", "fr")] == [(number,)]


@settings(deadline=None)
@given(st.integers(3, 99_999))
def test_a_number_in_arabic_words_is_read_back(number: int) -> None:
    assert [found[:1] for found in worded(f"قتل {in_arabic(number)} شخصا", "ar")] == [(number,)]


@settings(deadline=None)
@given(st.integers(3, 10**6), st.sampled_from(["en", "fr", "ar"]))
def test_a_number_in_digits_is_read_back_in_each_language_and_script(number: int, language: str) -> None:
    written = {"en": f"{number:,} homes burned", "fr": f"{number:,} maisons sont détruites".replace(",", " ")}
    arabic = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    text = {**written, "ar": f"دمر القصف {arabic} بيتا"}[language]
    prefix = {"en": "About ", "fr": "Environ ", "ar": ""}[language]
    assert [found[0] for found in worded(prefix + text, language)] == [number]


@settings(deadline=None)
@given(st.integers(2, 10**6), st.integers(1, 10**6), st.sampled_from(["between {} and {}", "{} to {}", "{}-{}"]))
def test_a_range_has_its_two_ends_as_bounds(low: int, more: int, form: str) -> None:
    assert worded(f"It was {form.format(low, low + more)} homes.")[0][:3] == (None, low, low + more)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plus d'une centaine de maisons", (100, 100, None, "maisons")),
        ("Une dizaine de blessés", (10, 9, 11, "blessés")),
        ("Des dizaines de milliers de foyers", (None, 20000, 99000, "foyers")),
        ("Pas moins de deux cents écoles", (200, 200, None, "écoles")),
        ("1,5 million d'euros", (1.5e6, 1.5e6, 1.5e6, "euros")),
        ("Jusqu'à 1 250 000 foyers", (1250000, None, 1250000, "foyers")),
        ("44 morts au moins", (44, 44, None, "morts")),
        ("La moitié des maisons", (0.5, 0.5, 0.5, "share of maisons")),
    ],
)
def test_french_figures_are_bounded_as_worded(
    text: str, expected: tuple[float | None, float | None, float | None, str]
) -> None:
    assert worded(text, "fr") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("بين 15 و20 ألف شخص نزحوا", (None, 15000, 20000, "شخص")),
        ("خرج عشرات الآلاف من المتظاهرين", (None, 20000, 99000, "المتظاهرين")),
        ("مليون ونصف المليون نازح", None),
        ("انهارت خمسة وعشرون بناية على الأقل", (25, 25, None, "بناية")),
        ("أكثر من 3 آلاف جندي", (3000, 3000, None, "جندي")),
        ("نحو 30 في المئة من البيوت", (30, 27, 33, "percent")),
    ],
)
def test_arabic_figures_are_bounded_as_worded(
    text: str, expected: tuple[float | None, float | None, float | None, str] | None
) -> None:
    found = worded(text, "ar")
    assert found == [expected] if expected else found[0][0] == 1.5e6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 6.1-magnitude earthquake struck.", (6.1, 6.1, 6.1, "magnitude")),
        ("It fell to -6C in the night.", (-6, -6, -6, "C")),
        ("They confirmed that one person has died.", (1, 1, 1, "person")),
        ("One person confirmed dead", (1, 1, 1, "person")),
        ("He said four gunmen killed her.", (4, 4, 4, "gunmen")),
        ("Four reportedly died at the mill.", (4, 4, 4, None)),
        ("Police arrest 63 in a third night of protests", (63, 63, 63, None)),
        ("A medic gave a higher figure of eight.", (8, 8, 8, None)),
        ("There were 132 of them children.", (132, 132, 132, "children")),
        (
            "Houses fell in two remote and sparsely populated districts.",
            (2, 2, 2, "remote and sparsely populated districts"),
        ),
        ("Thousands of Arab Israelis marched.", (None, 2000, 99999, "Arab Israelis")),
        ("These are thousands of orthodox men.", (None, 2000, 99999, "orthodox men")),
        ("Stocks saw a 1.5m decline.", (1500000, 1500000, 1500000, None)),
        ("It held 2.53 mln barrels.", (2530000, 2530000, 2530000, "barrels")),
        ("Output fell -3% in May.", (-3, -3, -3, "percent")),
        ("There were 2-4in of rain.", (None, 2, 4, "in")),
        ("Lund - 44 people died.", (44, 44, 44, "people")),
        ("A 5,000-strong crowd marched.", (5000, 5000, 5000, "crowd")),
        ("A swell of one and a half metres came.", (1.5, 1.5, 1.5, "metres")),
        ("Two to three hundred people came.", (None, 200, 300, "people")),
        ("Winds of 150 km/h came.", (150, 150, 150, "km/h")),
        ("It delivered 40 tonnes of food.", (40, 40, 40, "tonnes")),
        ("About 40 or so boats sank.", (40, 36, 44, "boats")),
    ],
)
def test_compounds_halves_and_shared_multiples_are_read(
    text: str, expected: tuple[float | None, float | None, float | None, str]
) -> None:
    assert worded(text) == [expected]


def test_an_ellipsis_counts_what_was_counted_before_and_an_age_or_score_nothing() -> None:
    assert [figure[0] for figure in worded("Nine families agreed, five refused.")] == [9, 5]
    assert [figure[0] for figure in worded("He pleaded guilty to 14 counts, 17 in all.")] == [14, 17]
    for text in (
        "She is 34.",
        "The scores of matches were reset.",
        "The plane was 12 years old.",
        "A three-year-old left.",
    ):
        assert read(text) == []
    assert [figure[0] for figure in worded("As one voter put it, two trains came.")] == [2]


def test_what_is_counted_at_the_end_of_a_clause_stands_for_what_was_counted_before() -> None:
    assert [figure[0] for figure in worded("He said 70 militants had died and the army had lost three.")] == [70, 3]
    assert [figure[0] for figure in worded("Organisers claimed a crowd of 5,000; the ministry, 800.")] == [5000, 800]
    assert worded('They hold three "spies with cameras".') == [(3, 3, 3, "spies")]


@pytest.mark.parametrize(
    "text",
    [
        "They took the bridge at about 9 this morning.",
        "The shelling stopped at 7.58, she says.",
        '"It is over," says one marcher.',
    ],
)
def test_an_hour_and_one_who_speaks_are_no_figures(text: str) -> None:
    assert read(text) == []


def test_a_list_by_place_counts_what_was_counted_before() -> None:
    listed = worded("The ministry counts 46 cases: 30 in Lund, 12 in Kelsby and four in the Marsh.")
    assert [figure[0] for figure in listed] == [46, 30, 12, 4]
    assert [figure[0] for figure in worded("By county it was Fenshire 412, Kelsby 88 and Lund 12.")] == [412, 88, 12]
    assert read("It ended Rovers 2, Athletic 1.") == []
    assert read("A Boeing 737 and an Airbus 320 landed.") == []


def test_a_phrase_that_belongs_to_the_clause_bounds_no_figure_and_nearly_is_below() -> None:
    assert worded("They accepted a rise of 7 percent over two years.")[1] == (2, 2, 2, "years")
    assert worded("Inflation edged up to 6.2%.") == [(6.2, 6.2, 6.2, "percent")]
    assert worded("Nearly 300 people left.") == [(300, 270, 300, "people")]


def test_a_price_behind_at_is_a_figure() -> None:
    assert [figure[0] for figure in worded("The crown was trading at 7.58.")] == [7.58]


def test_verbs_are_inflected_as_they_are_written() -> None:
    assert set(verb_forms("stop")) == {"stop", "stops", "stopping", "stopped"}
    assert set(verb_forms("die")) == {"die", "dies", "dying", "died"}
    assert set(verb_forms("carry")) == {"carry", "carries", "carrying", "carried"}
    assert set(verb_forms("cancel")) >= {"cancelled", "canceled", "cancelling"}
    assert verb_forms("take_over", "took taken")["taken over"] == "past"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rate is 119 per 100,000 people.", [(119, 119, 119, "per 100,000 people")]),
        ("The rate rose from 84 to 108 per 100,000.", [(84, 84, 84, "per 100,000"), (108, 108, 108, "per 100,000")]),
        ("The boat had a crew of two.", [(2, 2, 2, "crew")]),
        ("A crowd of 5,000 marched.", [(5000, 5000, 5000, "crowd")]),
        ("There are currently 22 in critical care.", [(22, 22, 22, None)]),
        ("Twelve were hurt in Lund.", [(12, 12, 12, None)]),
        ("It put the number of dead in Lund as 11.", [(11, 11, 11, "dead")]),
        ("A fire in Lund brought casualties to 47.", [(47, 47, 47, "casualties")]),
        ("It lent EUR 50 billion.", [(5e10, 5e10, 5e10, "€")]),
        ("The toll may be as high as 44.", [(44, None, 44, "toll")]),
        ("Westmark 1,204 (+131), Southport 289 (+30).", [(n, n, n, None) for n in (1204, 131, 289, 30)]),
        ("Seven of the country's nine brigades joined.", [(7, 7, 7, "brigades"), (9, 9, 9, "brigades")]),
    ],
)
def test_rates_groups_and_lone_numbers_are_figures(
    text: str, expected: list[tuple[float | None, float | None, float | None, str | None]]
) -> None:
    assert worded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were 34 deaths in September compared to four in August.", [34, 4]),
        ("It counted 25 boats including 10 in Lund.", [25, 10]),
        ("Of the 350 deaths, 44 occurred in May.", [350, 44]),
        ("It sold 227,000 cars, up from 208,000.", [227000, 208000]),
        ("The ferry carried 19 cars, five more than allowed.", [19, 5]),
        ("Four trusts told of 400 deaths: Lund Trust (466) and Kelsby Trust (459).", [4, 400, 466, 459]),
    ],
)
def test_a_number_alone_counts_what_the_figure_before_it_counts(text: str, expected: list[int]) -> None:
    found = read(text)
    assert [one.value for one in found] == expected
    assert len({one.unit for one in found[-2:]}) == 1
    assert found[-1].unit is not None


@pytest.mark.parametrize(
    "text",
    [
        "It stays shut for the next three weeks.",
        "Talks between the two countries began.",
        "It has been missing since 7.14 this morning.",
        "That is one man's word.",
        "It jumped last week.",
        "Not one voter came.",
    ],
)
def test_periods_definite_pairs_and_times_are_no_figures(text: str) -> None:
    assert read(text) == []


def test_two_numbers_of_different_units_are_no_range() -> None:
    assert worded("Profit jumped 75% to £5.9m.") == [(75, 75, 75, "percent"), (5_900_000, 5_900_000, 5_900_000, "£")]


def test_what_is_of_them_counts_what_was_counted_before() -> None:
    read = worded("Eight assailants died, seven of whom blew themselves up.")
    assert read == [(8, 8, 8, "assailants"), (7, 7, 7, "assailants")]


def test_arabic_counts_whom_a_pronoun_names_and_the_whole_of_a_part() -> None:
    assert worded("والصحيح أن عددهم ١٩ وفق المستشفى.", "ar")[0][0] == 19
    assert [one[0] for one in worded("وصلت ١٢ شاحنة من أصل ٣١ إلى المدينة.", "ar")] == [12, 31]


def test_a_toll_is_told_far_behind_its_word() -> None:
    read = worded("The death toll in the province of Wick alone has now jumped to 121.")
    assert read == [(121, 121, 121, "death toll")]
