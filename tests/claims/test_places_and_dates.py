"""Places by rule and dates as worded."""

import os
import subprocess
import sys

import pytest

from workbench.claims.detecting import detect
from workbench.claims.languages import language_of


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A depot northeast of Kelsby burned.", ("Kelsby",)),
        ("The station in Haarland province fell.", ("Haarland province",)),
        ("Workers from Valdoria, Tarsia, Lund and Port Ansel left.", ("Valdoria", "Tarsia", "Lund", "Port Ansel")),
        ("Speaking in Lund, Teller said so.", ("Lund",)),
        ("They met near the Danish city of Aarhus.", ("Aarhus",)),
        ("Troops were sent to Port Ansel.", ("Port Ansel",)),
        ("Men from Danish units fought in northern Perunia.", ("Perunia",)),
        ("It happened in June and in Salah el-Din.", ("Salah el-Din",)),
        ("He said in English that nothing happened in the house.", ()),
    ],
)
def test_names_behind_locative_words_are_places(text: str, places: tuple[str, ...]) -> None:
    assert detect(text)[0].places == places


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It fell on Monday night.", ("Monday night",)),
        ("Strikes came on June 3, June 5 and 12 June 2014.", ("June 3", "June 5", "12 June 2014")),
        ("It began in August 2003 and ended in 2011.", ("August 2003", "2011")),
        ("It started at 0100 GMT and ended at 7pm local time.", ("0100 GMT", "7pm local time")),
        ("They left yesterday, last week and at 10:30.", ("yesterday", "last week", "10:30")),
        ("Four years ago they may march in the sun.", ("Four years ago",)),
        ("On 2014-06-17 nothing happened.", ("2014-06-17",)),
    ],
)
def test_dates_and_times_are_found_as_worded(text: str, dates: tuple[str, ...]) -> None:
    assert detect(text)[0].dates == dates


@pytest.mark.parametrize(
    ("text", "expected", "language"),
    [
        ("The river has burst its banks", None, "en"),
        ("La rivière a débordé dans la ville", None, "fr"),
        ("فاض النهر في المدينة", None, "ar"),
        ("یہ ایک چھوٹا گاؤں ہے", "ur", "ur"),
        ("Floden er gået over sine bredder og det er ikke godt", None, "da"),
        ("Река вышла из берегов", None, "ru"),
        ("Сьогодні в місті", None, "uk"),
        ("Kelsby 2026", "en-GB", "en"),
        ("Kelsby 2026", None, None),
        ("44", None, None),
    ],
)
def test_the_language_is_told_by_script_then_by_short_words(
    text: str, expected: str | None, language: str | None
) -> None:
    assert language_of(text, expected=expected) == language


def test_a_tie_of_languages_ends_alike_in_every_process() -> None:
    asked = "from workbench.claims.languages import language_of; print(language_of('fue ein com jeg ble'))"
    told = {
        subprocess.run(
            [sys.executable, "-c", asked],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in range(6)
    }
    assert told == {"da"}
