import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.media.fingerprints import (
    ALGORITHM,
    Fingerprint,
    SharedFrame,
    distance,
    mirrored_distance,
    shared_frames,
)

hashes = st.integers(0, 2**64 - 1).map(lambda bits: f"{bits:016x}")
fingerprints = st.builds(Fingerprint, hashes, hashes, st.booleans())


def with_bits(number: int) -> Fingerprint:
    return Fingerprint(f"{(1 << number) - 1:016x}", "f" * 16)


@given(fingerprints, fingerprints, fingerprints)
def test_distance_is_a_distance(a, b, c):
    assert distance(a, a) == 0
    assert 0 <= distance(a, b) == distance(b, a) <= 64
    assert distance(a, c) <= distance(a, b) + distance(b, c)
    assert mirrored_distance(a, b) == mirrored_distance(b, a)


@given(hashes, hashes)
def test_distance_counts_the_bits_that_differ(a, b):
    bits = [format(int(one, 16), "064b") for one in (a, b)]
    counted = sum(x != y for x, y in zip(*bits, strict=True))
    assert distance(Fingerprint(a, a), Fingerprint(b, b)) == counted


def test_hashes_of_two_algorithms_are_not_compared():
    other = Fingerprint("0" * 16, "0" * 16, algorithm="phash/64/0")
    for compare in (distance, mirrored_distance):
        with pytest.raises(ValueError, match=r"can't be compared"):
            compare(Fingerprint("0" * 16, "0" * 16), other)
    assert Fingerprint("0" * 16, "0" * 16).algorithm == ALGORITHM


@given(fingerprints)
def test_a_fingerprint_survives_json(one):
    assert Fingerprint.from_json(one.as_json()) == one


@pytest.mark.parametrize("wrong", ["", "xyz", "-1", "1" * 17, None])
def test_a_hash_that_is_no_hash_is_refused(wrong):
    with pytest.raises(ValueError):
        Fingerprint.from_json({"phash": wrong, "mirrored": "0" * 16, "blank": False})


def test_frames_are_shared_within_the_radius_and_not_beyond():
    film = [with_bits(0)]
    assert shared_frames(film, [with_bits(10)]) == [SharedFrame(0, 0, 10, False)]
    assert shared_frames(film, [with_bits(11)]) == []
    assert shared_frames(film, [with_bits(30), with_bits(3), with_bits(9)]) == [SharedFrame(0, 1, 3, False)]


def test_a_mirrored_frame_is_shared_and_says_so():
    here, there = Fingerprint("00000000ffffffff", "0" * 16), Fingerprint("f" * 16, "00000000fffffffe")
    assert shared_frames([here], [there]) == [SharedFrame(0, 0, 1, True)]


def test_a_blank_frame_is_never_shared():
    blank = Fingerprint("0" * 16, "0" * 16, blank=True)
    assert shared_frames([blank], [with_bits(0)]) == []
    assert shared_frames([with_bits(0)], [blank]) == []
