"""What a sentence must not lose besides figures and names: that a thing is only planned, and that it is not so.

status.lost     the source plans or expects; the sentence tells it as done
negation.lost   the source denies; the sentence affirms

Owns the search for those words on both sides (``data/meaning.toml``).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from briefing.values import Finding, Lang, Severity, Span

_CODES = {
    "ahead": ("status.lost", "the source plans or expects this ({word}); the sentence tells it as a fact"),
    "negated": ("negation.lost", "the source denies this ({word}); the sentence does not"),
}


def lost(source: str, target: str, lang: Lang, *, start: int = 0) -> tuple[Finding, ...]:
    """Error findings for what the target does not say any more. ``start``: where ``source`` begins in the article."""
    found = []
    for group, (code, message) in _CODES.items():
        match = _pattern(group, "zh").search(source)
        if match and not _pattern(group, lang).search(target):
            span = Span(start + match.start(), start + match.end())
            text = message.format(word=match.group())
            found.append(Finding(code, Severity.ERROR, text, source=span, source_text=match.group()))
    return tuple(found)


def told_ahead(text: str, lang: Lang) -> bool:
    """Whether a sentence says of something that it is planned or foreseen."""
    return bool(_pattern("ahead", lang).search(text))


@cache
def _pattern(group: str, lang: str) -> re.Pattern[str]:
    return re.compile(_table()[group][lang], re.IGNORECASE)


@cache
def _table() -> dict[str, dict[str, str]]:
    raw = resources.files("briefing").joinpath("data", "meaning.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)
