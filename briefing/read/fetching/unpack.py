"""Compressed bytes → bytes, a bounded piece at a time.

Owns gzip, deflate and brotli. A bomb is refused when its output passes the
limit, never after: no step gives out more than a piece. What ends early is an
error, as half an article reads like a whole one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

import brotli

ACCEPTED = "gzip, deflate, br"
_PIECE = 256 * 1024
_MAX_LAYERS = 2


class Damaged(Exception):
    """What was sent does not unpack."""


class CutOff(Damaged):
    """It ended too early."""


class TooLarge(Exception):
    """It passes the limit."""


class _Decoder(Protocol):
    def pieces(self, data: bytes) -> Iterator[bytes]: ...

    def finish(self) -> None: ...


def unpacked(chunks: Iterable[bytes], encoding: str, *, limit: int) -> bytes:
    """The body, whole. ``encoding`` is the header's; raises Damaged, CutOff or TooLarge."""
    names = [name.strip().lower() for name in encoding.split(",") if name.strip().lower() not in ("", "identity")]
    if len(names) > _MAX_LAYERS:
        raise Damaged(f"packed {len(names)} times")
    pieces: Iterable[bytes] = _bounded(chunks, limit)
    for name in reversed(names):
        pieces = _bounded(_decoded(pieces, _decoder(name)), limit)
    return b"".join(pieces)


def gunzipped(data: bytes, *, limit: int) -> bytes:
    """A file that is gzip by its first bytes, unpacked; any other as it is."""
    return unpacked([data], "gzip", limit=limit) if data.startswith(b"\x1f\x8b") else data


def _bounded(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise TooLarge
        yield piece


def _decoder(name: str) -> _Decoder:
    if name in ("gzip", "x-gzip"):
        return _Gzip()
    if name == "deflate":
        return _Deflate()
    if name == "br":
        return _Brotli()
    raise Damaged(f"packed as {name[:20]}")


def _decoded(chunks: Iterable[bytes], decoder: _Decoder) -> Iterator[bytes]:
    empty = True
    for chunk in chunks:
        empty = empty and not chunk
        yield from decoder.pieces(chunk)
    if not empty:  # an empty body is empty whatever its header says
        decoder.finish()


class _Gzip:
    """Several members in a row are one text; zeros and anything else after the last are padding."""

    def __init__(self) -> None:
        self._flow = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._start = b""
        self._padded = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while data and not self._padded:
            if self._flow.eof:
                self._start += data
                if len(self._start) < 2:  # the mark of a member may come in two chunks
                    return
                data, self._start = self._start, b""
                self._padded = not data.startswith(b"\x1f\x8b")
                self._flow = self._flow if self._padded else zlib.decompressobj(zlib.MAX_WBITS | 16)
            else:
                yield from _inflated(self._flow, data)
                data = self._flow.unused_data

    def finish(self) -> None:
        if not self._flow.eof:
            raise CutOff("gzip")


class _Deflate:
    """With the header that the standard wants, or without it as some servers send it."""

    def __init__(self) -> None:
        self._flow: zlib._Decompress | None = None
        self._start = b""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._flow is None:
            data = self._start = self._start + data
            if len(data) < 2:
                return
            # A zlib header: method 8, and its two bytes a multiple of 31.
            wrapped = data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
            self._flow = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        if data and not self._flow.eof:
            yield from _inflated(self._flow, data)

    def finish(self) -> None:
        if self._flow is None or not self._flow.eof:
            raise CutOff("deflate")


def _inflated(flow: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """All that ``data`` gives; a full piece may leave more behind even where no input is left."""
    piece = bytes(_PIECE)
    while not flow.eof and (data or len(piece) == _PIECE):
        try:
            piece = flow.decompress(data, _PIECE)
        except zlib.error as error:
            raise Damaged(str(error)) from error
        yield piece
        data = flow.unconsumed_tail


class _Brotli:
    def __init__(self) -> None:
        self._flow = brotli.Decompressor()

    def pieces(self, data: bytes) -> Iterator[bytes]:
        try:
            if data and not self._flow.is_finished():
                yield self._flow.process(data, output_buffer_limit=_PIECE)
            while not self._flow.can_accept_more_data():
                yield self._flow.process(b"", output_buffer_limit=_PIECE)
        except brotli.error as error:
            raise Damaged(str(error)) from error

    def finish(self) -> None:
        if not self._flow.is_finished():
            raise CutOff("brotli")
