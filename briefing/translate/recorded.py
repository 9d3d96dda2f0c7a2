"""Translations made elsewhere, played back: an engine for judging the pipeline and for reviewed work.

A recorded file is JSON Lines, ``{"source", "to", "target"}`` a line, a source
being a sentence or a whole paragraph. Owns its form and the matching of texts.
Knows nothing of sentences inside a paragraph: its grain is the paragraph.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from briefing.errors import EngineError
from briefing.translate.engine import Request, Translation
from briefing.values import LANGS, Lang

_HINT = 'a recorded file has lines such as {"source": "…", "to": "en", "target": "…"}'
_SPACE = re.compile(r"\s+")


class Recorded:
    """Plays back the translations of one file; what it does not hold is ``missing``."""

    grain: Literal["sentence", "paragraph"] = "paragraph"
    takes_terms = False

    def __init__(self, file: Path) -> None:
        self.name = f"recorded:{file.name}"
        self.models: tuple[tuple[str, str], ...] = ()
        self._targets = _load(file)

    def langs(self) -> frozenset[Lang]:
        return frozenset(lang for lang, _ in self._targets)

    def translate(self, requests: Sequence[Request]) -> list[Translation]:
        return [self._one(request) for request in requests]

    def _one(self, request: Request) -> Translation:
        target = self._targets.get((request.lang, _key(request.text)))
        if target is None:
            return Translation("", "missing")
        return Translation(target, "" if target.strip() else "empty")


def _key(text: str) -> str:
    """Texts are the same whatever their spaces and widths."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def _load(file: Path) -> dict[tuple[Lang, str], str]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EngineError(f"{file}: the recorded translations cannot be read: {_reason(error)}", hint=_HINT) from error
    targets: dict[tuple[Lang, str], str] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            lang, source, target = _parse(line, where=f"{file}:{number}")
            targets.setdefault((lang, _key(source)), target)
    if not targets:
        raise EngineError(f"{file}: holds no translations", hint=_HINT)
    return targets


def _parse(line: str, *, where: str) -> tuple[Lang, str, str]:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise EngineError(f"{where}: not JSON", hint=_HINT) from error
    if not isinstance(entry, dict):
        raise EngineError(f"{where}: not a JSON object", hint=_HINT)
    source, target = entry.get("source"), entry.get("target")
    if not isinstance(source, str) or not isinstance(target, str):
        raise EngineError(f"{where}: needs source and target as texts", hint=_HINT)
    for lang in LANGS:
        if lang == entry.get("to"):
            return lang, source, target
    raise EngineError(f"{where}: not a language we write: {entry.get('to')!r}", hint="en or ja")


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return str(error.strerror) if isinstance(error, OSError) else f"not UTF-8 at byte {error.start}"
