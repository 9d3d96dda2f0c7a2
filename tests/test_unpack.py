"""Compressed bytes, in pieces of any size: all of them come out, or an error does, and never more than allowed."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.read.fetching.unpack import CutOff, Damaged, TooLarge, gunzipped, unpacked

LIMIT = 1_000_000


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "deflate": zlib.compress,
    "raw": raw_deflate,
    "br": lambda data: brotli.compress(data, quality=4),
}
CODINGS = st.sampled_from(sorted(PACKERS))
# Runs make long matches, which fill the output before the input is used up.
TEXTS = st.lists(st.tuples(st.binary(min_size=1, max_size=20), st.integers(1, 40_000)), max_size=6).map(
    lambda runs: b"".join(piece * (count // len(piece) + 1) for piece, count in runs)
)


def undone(chunks: Sequence[bytes], coding: str, *, limit: int = LIMIT) -> bytes:
    return unpacked(chunks, "deflate" if coding == "raw" else coding, limit=limit)


def cut(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


@given(TEXTS, CODINGS, st.integers(1, 5000))
def test_what_was_packed_comes_out_whole(data: bytes, coding: str, size: int) -> None:
    assert undone(cut(PACKERS[coding](data), size), coding) == data


@given(TEXTS.filter(bool), CODINGS, st.data())
def test_what_is_cut_off_never_passes_for_whole(data: bytes, coding: str, draw: st.DataObject) -> None:
    packed = PACKERS[coding](data)
    kept = draw.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(CutOff):
        undone([packed[:kept]], coding)


@given(st.binary(min_size=1, max_size=300), st.sampled_from(["gzip", "deflate", "br", "gzip, br"]))
def test_any_bytes_come_out_or_are_refused(data: bytes, coding: str) -> None:
    with suppress(Damaged, TooLarge):
        assert len(unpacked([data], coding, limit=LIMIT)) <= LIMIT


@pytest.mark.parametrize("coding", PACKERS)
def test_the_limit_is_the_largest_size_that_passes(coding: str) -> None:
    packed = PACKERS[coding](bytes(5000))
    assert len(undone([packed], coding, limit=5000)) == 5000
    with pytest.raises(TooLarge):
        undone([packed], coding, limit=4999)


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=4), st.integers(1, 40), st.booleans())
def test_gzip_members_in_a_row_are_one_text(parts: list[bytes], size: int, padded: bool) -> None:
    packed = b"".join(gzip.compress(part, mtime=0) for part in parts) + (bytes(9) if padded else b"")
    assert undone(cut(packed, size), "gzip") == b"".join(parts)


def test_a_file_that_is_not_gzip_is_left_as_it_is() -> None:
    assert gunzipped(b"<urlset/>", limit=100) == b"<urlset/>"
    assert gunzipped(gzip.compress(b"<urlset/>"), limit=100) == b"<urlset/>"
