"""Signs that a translation is no translation: empty, stuck in a loop, Chinese left over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.translate.problems import problem_of
from briefing.values import Finding, Lang, Severity, Span
from briefing.verify.compare import residue

_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


def output_findings(source: str, target: str, lang: Lang) -> tuple[Finding, ...]:
    """What shows that the output is broken, whatever it says."""
    if not target.strip():
        if not source.strip():
            return ()
        return (Finding("output.empty", Severity.ERROR, "there is no translation", Span(0, len(source)), None, source),)
    return (*_repeated(source, target), *_left_over(target, lang))


def _repeated(source: str, target: str) -> Iterator[Finding]:
    if problem_of(source, target) == "repeated":
        place = Span(0, len(target))
        yield Finding("output.repeated", Severity.ERROR, "the same words over and over", None, place, "", target)


def _left_over(target: str, lang: Lang) -> Iterator[Finding]:
    """Chinese outside brackets; a name in brackets is quoted on purpose."""
    target = target.replace("深圳", "深土") if lang == "ja" else target  # as the press writes it
    yield from residue(_BRACKETS.sub(lambda m: " " * len(m.group()), target), lang)
