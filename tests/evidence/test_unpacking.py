"""Unpacking piece by piece, within a limit."""

import contextlib
import gzip
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.evidence.unpacking import CannotUnpack, TooLarge, unpacked


def in_pieces(content: bytes, size: int) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content), size))


@given(st.lists(st.binary(max_size=2000), max_size=4), st.integers(1, 700))
def test_gzip_members_in_any_pieces_come_out_whole(members: list[bytes], size: int) -> None:
    packed = b"".join(gzip.compress(member) for member in members)
    assert unpacked(in_pieces(packed, size), "gzip", 10_000) == b"".join(members)


@given(st.binary(max_size=3000), st.integers(1, 700), st.sampled_from(["", "identity", " Identity "]))
def test_content_that_is_not_packed_comes_out_as_it_is(content: bytes, size: int, coding: str) -> None:
    assert unpacked(in_pieces(content, size), coding, 3000) == content


@given(st.binary(min_size=1, max_size=500), st.data())
def test_a_packed_content_cut_anywhere_is_refused(content: bytes, data: st.DataObject) -> None:
    packed = gzip.compress(content)
    kept = data.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(CannotUnpack):
        unpacked([packed[:kept]], "gzip", 1000)


@given(st.binary(max_size=400), st.data())
def test_a_flipped_bit_is_refused_or_harmless(content: bytes, data: st.DataObject) -> None:
    packed = bytearray(gzip.compress(content, mtime=0))
    packed[data.draw(st.integers(0, len(packed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with contextlib.suppress(CannotUnpack):
        assert unpacked([bytes(packed)], "gzip", 10_000) == content  # only the header's idle fields changed


@given(st.integers(0, 3000), st.integers(0, 3000), st.sampled_from(["", "gzip"]))
def test_the_limit_is_exact(size: int, limit: int, coding: str) -> None:
    sent = gzip.compress(bytes(size)) if coding else bytes(size)
    if size <= limit:
        assert len(unpacked([sent], coding, limit)) == size
    else:
        with pytest.raises(TooLarge):
            unpacked([sent], coding, limit)


def test_a_bomb_takes_no_more_memory_than_its_limit() -> None:
    bomb = gzip.compress(bytes(60 * 2**20), 9)
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            unpacked([bomb], "gzip", 2**20)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * 2**20


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate", "compress", "gzip, gzip", "x" * 5000])
def test_a_packing_that_was_not_asked_for_is_refused_in_a_short_sentence(coding: str) -> None:
    with pytest.raises(CannotUnpack) as refusal:
        unpacked([zlib.compress(b"x")], coding, 100)
    assert len(str(refusal.value)) < 120


def test_what_follows_the_packed_part_is_refused_and_so_is_an_army_of_members() -> None:
    with pytest.raises(CannotUnpack):
        unpacked([gzip.compress(b"x") + b"more"], "gzip", 100)
    with pytest.raises(CannotUnpack):
        unpacked([gzip.compress(b"") * 1001], "gzip", 100)
