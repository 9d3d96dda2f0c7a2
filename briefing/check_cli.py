"""``briefing check``: a translation that anyone made against its Chinese source.

Owns the pairs file and the lines of the answer. What is wrong with a pair is
for ``verify`` to say.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from briefing import show
from briefing.errors import SourceUnreadable, UsageError
from briefing.values import LANGS, Finding, Lang


def language(to: str) -> Lang:
    """``to`` as one language. Raises ``UsageError``."""
    for lang in LANGS:
        if to == lang:
            return lang
    raise UsageError(f"--to {to}: no language of ours", hint="give --to en or --to ja")


def check_lines(lines: list[str], name: str, lang: Lang) -> Iterator[tuple[Any, tuple[Finding, ...]]]:
    """For each pair of the file its id and findings, in order."""
    from briefing.verify.pairs import verify_pair

    for number, line in enumerate(lines, start=1):
        if line.strip():
            pair = _pair(line, f"{name}:{number}")
            yield pair["id"], verify_pair(pair["source"], pair["target"], lang)


def _pair(line: str, place: str) -> dict[str, Any]:
    hint = 'each line is {"id": …, "source": "…", "target": "…"}'
    try:
        pair = json.loads(line)
    except ValueError as error:
        raise SourceUnreadable(f"{place}: no JSON", hint=hint) from error
    if not isinstance(pair, dict) or "id" not in pair:
        raise SourceUnreadable(f"{place}: no pair with an id", hint=hint)
    for field in ("source", "target"):
        if not isinstance(pair.get(field), str):
            raise SourceUnreadable(f"{place}: {field} is no text", hint=hint)
    return pair


def answer(identity: Any, findings: tuple[Finding, ...]) -> str:
    """The answer to one pair as a line of JSON."""
    return show.json_line({"id": identity, "findings": [finding_row(finding) for finding in findings]})


def finding_row(finding: Finding) -> dict[str, Any]:
    """A finding with its kind, the part of the code before the point: figure, date, output, residue."""
    row = show.finding_table(finding)
    kind = finding.code.partition(".")[0]
    return {"code": row.pop("code"), "severity": row.pop("severity"), "kind": kind, **row}


def finding_lines(identity: Any, findings: tuple[Finding, ...]) -> Iterator[str]:
    """The same for a person to read."""
    for finding in findings:
        yield f"{identity}: {finding.severity}: {finding.code}: {finding.message}"
