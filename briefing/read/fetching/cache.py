"""What was fetched before, on disk, for asking "has it changed?" instead of fetching again.

Owns the folder: one file to an address, a JSON line and the body, put in place
whole, the oldest thrown out where the folder grows too large. A file that is
damaged or not ours is as good as none. Several processes may share a folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import httpx

from briefing.read.fetching.answer import Page

LARGEST = 256 * 1024 * 1024
_VERSION = 1
_ENDING = ".page"
# Room is made in one go, so that not every new page looks through the folder.
_KEEP = 0.8


@dataclass(frozen=True, slots=True)
class Kept:
    """A page and what the server named it by."""

    page: Page
    validators: Mapping[str, str]


class Cache:
    def __init__(self, folder: Path, *, largest: int = LARGEST) -> None:
        self._folder = folder
        self._largest = largest
        self._lock = Lock()
        self._size: int | None = None

    def find(self, url: str) -> Kept | None:
        path = self._path(url)
        try:
            kept = _parsed(path.read_bytes(), url)
            if kept is not None:
                os.utime(path)  # what is asked for stays longest
        except OSError:
            return None
        return kept

    def keep(self, url: str, page: Page, headers: httpx.Headers) -> None:
        """Remember a page that can be asked about again; a full disk or a read-only folder costs only the memory."""
        validators = _validators(headers)
        if not validators or "no-store" in headers.get("cache-control", "").lower():
            return
        head = {
            "version": _VERSION,
            "url": url,
            "charset": page.charset,
            "validators": validators,
            "sha256": hashlib.sha256(page.data).hexdigest(),
        }
        data = json.dumps(head, ensure_ascii=True).encode("ascii") + b"\n" + page.data
        try:
            self._put(self._path(url), data)
        except OSError:
            return

    def _path(self, url: str) -> Path:
        return self._folder / (hashlib.sha256(url.encode("utf-8", errors="replace")).hexdigest() + _ENDING)

    def _put(self, path: Path, data: bytes) -> None:
        # What a person reads is their own business: no other user of the machine sees it.
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._lock:
            self._make_room(len(data))
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(data)
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            self._size = (self._size or 0) + len(data)

    def _make_room(self, needed: int) -> None:
        if self._size is not None and self._size + needed <= self._largest:
            return
        found = sorted(self._files(), reverse=True)
        room = self._largest - needed
        self._size = sum(size for _, size, _ in found)
        if self._size <= room:
            return
        kept = 0
        for _, size, path in found:
            kept += size
            if kept > min(room, int(self._largest * _KEEP)):
                path.unlink(missing_ok=True)
                self._size -= size

    def _files(self) -> list[tuple[float, int, Path]]:
        """When it was last asked for, size and path of all that lies there."""
        found = []
        for path in self._folder.iterdir():
            if path.suffix in (_ENDING, ".part"):
                try:
                    state = path.stat()
                except FileNotFoundError:  # another process made room
                    continue
                found.append((state.st_mtime, state.st_size, path))
        return found


def _validators(headers: httpx.Headers) -> dict[str, str]:
    named = {"If-None-Match": headers.get("etag"), "If-Modified-Since": headers.get("last-modified")}
    return {name: value for name, value in named.items() if value and value.isascii() and value.isprintable()}


def _parsed(data: bytes, url: str) -> Kept | None:
    line, _, body = data.partition(b"\n")
    try:
        head = json.loads(line)
        validators = head["validators"]
        sound = (
            head["version"] == _VERSION
            and head["url"] == url
            and head["sha256"] == hashlib.sha256(body).hexdigest()
            and all(isinstance(value, str) for value in validators.values())
        )
        charset = head["charset"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if not sound or not isinstance(charset, str | None):
        return None
    return Kept(Page(url, body, charset, cached=True), validators)
