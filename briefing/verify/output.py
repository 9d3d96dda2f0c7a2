"""Signs that a translation is no translation: empty, stuck in a loop, Chinese left over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.values import Finding, Lang, Severity, Span
from briefing.verify.compare import residue

# Four words three times running, or eight characters of Japanese: no news sentence does that.
_WORDS, _CHARS, _TIMES = 4, 8, 3
_LOOP = {
    "en": re.compile(rf"(?P<part>(?:\b[\w'’-]+\W+){{{_WORDS},12}}?)(?:(?P=part)){{{_TIMES - 1},}}"),
    "ja": re.compile(rf"(?P<part>.{{{_CHARS},40}}?)(?P=part){{{_TIMES - 1},}}", re.S),
}
_SHORT_LOOP = {
    "en": re.compile(r"\b(?P<part>[A-Za-z'’-]+(?:\W+[A-Za-z'’-]+){0,2})(?:\W+(?P=part)\b){4,}"),
    "ja": re.compile(r"(?P<part>[^\d\s.…・\-—ー]{2,7}?)(?P=part){4,}"),
}
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


def output_findings(source: str, target: str, lang: Lang) -> tuple[Finding, ...]:
    """What shows that the output is broken, whatever it says."""
    if not target.strip():
        if not source.strip():
            return ()
        return (Finding("output.empty", Severity.ERROR, "there is no translation", Span(0, len(source)), None, source),)
    return (*_repeated(target, lang), *_left_over(target, lang))


def _repeated(target: str, lang: Lang) -> Iterator[Finding]:
    for pattern in (_LOOP[lang], _SHORT_LOOP[lang]):
        found = pattern.search(target)
        if found:
            place = Span(*found.span())
            yield Finding(
                "output.repeated", Severity.ERROR, "the same words over and over", None, place, "", place.of(target)
            )
            return


def _left_over(target: str, lang: Lang) -> Iterator[Finding]:
    """Chinese outside brackets; a name in brackets is quoted on purpose."""
    yield from residue(_BRACKETS.sub(lambda m: " " * len(m.group()), target), lang)
