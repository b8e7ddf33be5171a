"""The word lists: they are read, they are whole, and every reason has its weight."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workbench.claims import speaks_against, speaks_for
from workbench.claims.found import Reason
from workbench.claims.lexicon import FILES, lexicon
from workbench.claims.weights import shipped
from workbench.claims.words import MOST_WORDS, words_of


@pytest.mark.parametrize("language", sorted(FILES))
def test_every_language_has_what_the_rules_ask_for(language: str) -> None:
    known = lexicon(language)
    assert known.language == language
    assert all((known.numbers, known.multiples, known.vague, known.stop_words))
    for category in ("report.say", "event.harm", "hedge", "hedge.verify", "cue.according", "figure.least"):
        assert known.starting.get(category), category


def test_phrases_with_alternatives_gaps_and_optional_words_are_found_where_they_stand() -> None:
    known = lexicon("en")

    def found(text: str, category: str) -> list[tuple[int, int]]:
        return [(hit.first, hit.last) for hit in known.find(words_of(text, 0, len(text)).lows).get(category, [])]

    assert found("the dam has not yet been independently verified", "hedge.verify") == [(2, 8)]
    assert found("we cannot independently verify any of these claims", "hedge.verify") == [(1, 8)]
    assert found("at least no fewer than", "figure.least") == [(0, 2), (2, 5)]
    assert found("nothing of the kind", "hedge.verify") == []


def test_every_reason_that_the_rules_can_give_has_a_weight() -> None:
    source = "".join(Path(rules.__file__).read_text(encoding="utf-8") for rules in (speaks_for, speaks_against))
    given = set(re.findall(r'Sign\("(\w+)"', source)) | {name for name, _ in speaks_against._AGAINST}
    given |= set(speaks_against._ACTS.values()) | set(speaks_for._FIGURE_NAMES)
    assert len(given) > 20
    assert given <= set(shipped().reasons)


def test_reasons_for_raise_the_score_and_reasons_against_lower_it() -> None:
    base = shipped().score([])
    for name, weight in shipped().reasons.items():
        if name != "prior" and weight:
            reason = Reason(name, weight, name)
            assert (shipped().score([reason]) > base) == (weight > 0)


def test_no_more_words_are_read_than_the_bound() -> None:
    assert len(words_of("word " * 5000, 0, 25000)) == MOST_WORDS


def test_the_lists_are_read_once() -> None:
    assert lexicon("en") is lexicon("en")
    with pytest.raises(KeyError):
        lexicon("xx")
