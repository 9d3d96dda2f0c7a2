"""Two texts without a file around them: a translator's segment, or whole articles at hand as text.

Owns the way from plain texts to findings whose spans are offsets of these texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from briefing.lexicon.glossary import Entry
from briefing.review.reviewing import review
from briefing.review.terms import term_findings
from briefing.review.values import Bitext, Kind, Located, Match, Segment
from briefing.values import Finding, Lang, Span
from briefing.verify.pairs import verify_pair


def check_pair(
    source: str, target: str, lang: Lang, *, glossary: Sequence[Entry] = (), published: date | None = None
) -> tuple[Finding, ...]:
    """What is wrong with ``target`` as the translation of this one segment."""
    findings = verify_pair(source, target, lang, published=published)
    if not glossary:
        return findings
    bitext = Bitext((Segment(source, ""),), (Segment(target, ""),), paired=True)
    return (*findings, *(located.finding for located in term_findings(bitext, (Match((0,), (0,)),), lang, glossary)))


def check_texts(
    source: str,
    target: str,
    lang: Lang,
    *,
    kind: Kind | None = None,
    glossary: Sequence[Entry] = (),
    published: date | None = None,
) -> tuple[Finding, ...]:
    """The same of texts of many lines, each line a segment; figures are looked for in the lines around too."""
    left, right = _lines(source), _lines(target)
    bitext = Bitext(tuple(segment for segment, _ in left), tuple(segment for segment, _ in right))
    report = review(bitext, lang, kind=kind, glossary=glossary, published=published)
    starts = [start for _, start in left], [start for _, start in right]
    return tuple(_moved(located, *starts) for located in report.findings)


def _lines(text: str) -> list[tuple[Segment, int]]:
    """The lines that are not blank, and where each begins."""
    found: list[tuple[Segment, int]] = []
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        if line.strip():
            found.append((Segment(line.rstrip("\r\n"), f"line {number}"), start))
        start += len(line)
    return found


def _moved(located: Located, sources: Sequence[int], targets: Sequence[int]) -> Finding:
    finding = located.finding
    return replace(
        finding,
        source=_shifted(finding.source, located.source, sources),
        target=_shifted(finding.target, located.target, targets),
    )


def _shifted(span: Span | None, number: int | None, starts: Sequence[int]) -> Span | None:
    return None if span is None or number is None else span.shift(starts[number])
