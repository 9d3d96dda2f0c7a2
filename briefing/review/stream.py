"""Pairs of short texts, a JSON object to a line: read, checked and answered one at a time.

Owns the pairs file and the lines of the answer. Nothing of a pair is kept when
the next is read, so that a file may be of any length.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from briefing.errors import SourceMissing, SourceTooLarge, SourceUnreadable
from briefing.lexicon.glossary import Entry
from briefing.review.document import finding_row, json_line
from briefing.review.shown import visible
from briefing.review.single import check_pair
from briefing.values import Finding, Lang

# A line longer than this is no pair; without a limit one that never ends would fill the memory.
_LONGEST_LINE = 4 * 2**20


def checked(
    file: str, lang: Lang, *, glossary: Sequence[Entry] = (), published: date | None = None
) -> Iterator[tuple[Any, tuple[Finding, ...]]]:
    """For each pair of ``file`` (``-`` is standard input) its id and findings, in order and as they come."""
    for number, line in enumerate(_lines(file), start=1):
        if line.strip():
            pair = _pair(line, f"{file}:{number}")
            source, target = pair["source"], pair["target"]
            yield pair["id"], check_pair(source, target, lang, glossary=glossary, published=published)


def _lines(file: str) -> Iterator[bytes]:
    """The lines of a file or of standard input, one at a time; only a line feed ends one."""
    try:
        if file == "-":
            yield from _limited(sys.stdin.buffer, file)
            return
        with Path(file).open("rb") as stream:
            yield from _limited(stream, file)
    except OSError as error:
        hint = "--pairs takes a text file, one pair to a line"
        raise SourceMissing(f"{file}: {error.strerror}", hint=hint) from error


def _limited(stream: BinaryIO, file: str) -> Iterator[bytes]:
    number = 0
    while line := stream.readline(_LONGEST_LINE + 1):
        number += 1
        if len(line) > _LONGEST_LINE:
            size = f"over {_LONGEST_LINE // 2**20} MiB in one line"
            raise SourceTooLarge(f"{file}:{number}: {size}", hint="each line holds one pair")
        yield line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _pair(line: bytes, place: str) -> dict[str, Any]:
    hint = 'each line is {"id": …, "source": "…", "target": "…"}'
    try:
        pair = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SourceUnreadable(f"{place}: not UTF-8 at byte {error.start} of the line", hint="convert it") from error
    except (ValueError, RecursionError) as error:
        raise SourceUnreadable(f"{place}: no JSON", hint=hint) from error
    if not isinstance(pair, dict) or "id" not in pair:
        raise SourceUnreadable(f"{place}: no pair with an id", hint=hint)
    for field in ("source", "target"):
        if not isinstance(pair.get(field), str):
            raise SourceUnreadable(f"{place}: {field} is no text", hint=hint)
    return pair


def answer(identity: Any, findings: tuple[Finding, ...]) -> str:
    """The answer to one pair as a line of JSON."""
    return json_line({"id": identity, "findings": [finding_row(finding) for finding in findings]})


def finding_lines(identity: Any, findings: tuple[Finding, ...]) -> Iterator[str]:
    """The same for a person to read."""
    for finding in findings:
        yield visible(f"{identity}: {finding.severity}: {finding.code}: {finding.message}")
