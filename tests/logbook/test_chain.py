"""Any change to a chain is found, and the first broken entry is named."""

import dataclasses
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.logbook.chain import GENESIS, CannotSeal, Entry, check, hash_of, seal

START = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
DETAILS = st.dictionaries(WORDS, VALUES, max_size=4)


def a_chain(details: list[dict[str, object]]) -> list[Entry]:
    entries: list[Entry] = []
    for number, detail in enumerate(details, start=1):
        entries.append(
            seal(
                sequence=number,
                at=START + timedelta(seconds=number),
                actor="Ana Lima",
                act="moved",
                subject=f"FLD-{number:03d}",
                detail=detail,
                previous=entries[-1].hash if entries else GENESIS,
            )
        )
    return entries


@given(st.lists(DETAILS, max_size=6))
def test_a_chain_as_it_was_written_is_whole(details: list[dict[str, object]]) -> None:
    chain = a_chain(details)
    assert check(chain) is None
    assert check(chain, head=chain[-1].hash if chain else GENESIS) is None


@given(st.lists(DETAILS, min_size=1, max_size=6), st.data())
def test_a_change_of_any_field_is_found_where_it_was_made(
    details: list[dict[str, object]], data: st.DataObject
) -> None:
    chain = a_chain(details)
    index = data.draw(st.integers(0, len(chain) - 1))
    name = data.draw(st.sampled_from(["at", "actor", "act", "subject", "detail", "previous", "hash"]))
    changed: object = {"else": 1, "and": ["more"]} if name == "detail" else f"{getattr(chain[index], name)}x"
    chain[index] = dataclasses.replace(chain[index], **{name: changed})
    broken = check(chain)
    assert broken is not None
    assert broken.sequence == chain[index].sequence


def test_five_hundred_random_tamperings_are_all_found() -> None:
    random.seed(20260302)
    whole = a_chain([{"number": number} for number in range(40)])
    head = whole[-1].hash
    for _ in range(500):
        chain = list(whole)
        kind = random.choice(["drop", "double", "swap", "cut", "rewrite"])
        at = random.randrange(len(chain) - 1)
        if kind == "drop":
            del chain[at]
        elif kind == "double":
            chain.insert(at, chain[at])
        elif kind == "swap":
            chain[at], chain[at + 1] = chain[at + 1], chain[at]
        elif kind == "cut":
            chain = chain[: at + 1]
        else:
            details = [{"number": number} for number in range(40)]
            details[at] = {"number": "another"}
            chain = a_chain(details)
        assert check(chain, head=head) is not None, kind


def test_a_cut_tail_is_found_only_by_a_head_known_from_elsewhere() -> None:
    chain = a_chain([{}, {}, {}])
    assert check(chain[:2]) is None
    broken = check(chain[:2], head=chain[2].hash)
    assert broken is not None
    assert "missing" in str(broken)


@pytest.mark.parametrize("detail", [{"n": 2**60}, {"n": float("nan")}, {"n": "\ud800"}, {"n": object()}])
def test_what_canonical_json_can_not_say_is_refused(detail: dict[str, object]) -> None:
    with pytest.raises(CannotSeal):
        a_chain([detail])


def test_the_order_of_keys_does_not_change_the_hash() -> None:
    one, other = a_chain([{"a": 1, "b": 2}])[0], a_chain([{"b": 2, "a": 1}])[0]
    assert one.hash == other.hash == hash_of(one)
