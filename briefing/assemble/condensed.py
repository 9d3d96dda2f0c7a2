"""Headline and takeaway in an instruct model's words, kept only where the brief's own sentences prove them.

What a model shortens is read back like everything else: each figure, date and
name must stand in the sentences it was given, what they only plan may not be
told as done, and something provable must be in it. Else the extract stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from briefing.protect.capitals import runs
from briefing.protect.meaning import told_ahead
from briefing.translate.engine import Condenser
from briefing.values import Brief, Finding, Lang, Severity, Statement, Status
from briefing.verify.compare import names_stretch, residue, same_qualifier, same_unit, same_value
from briefing.verify.read_target import read_all

_AHEAD = frozenset({Status.PLANNED, Status.FORECAST})
_LONGEST = {"headline": {"en": 130, "ja": 60}, "takeaway": {"en": 420, "ja": 200}}
_KANJI = re.compile(r"[一-鿿]{2,}|[ァ-ヿー]{2,}")

What = Literal["headline", "takeaway"]


def condensed(brief: Brief, condenser: Condenser) -> Brief:
    """``brief`` with the model's headline and takeaway, each only where it is proven."""
    points = (*brief.takeaway, *brief.points)
    takeaway = _written(points, brief.lang, condenser, "takeaway")
    headline = _written((brief.headline, *points), brief.lang, condenser, "headline")
    if takeaway is not None:
        brief = replace(brief, takeaway=(takeaway,), points=tuple(dict.fromkeys(points)))
    return brief if headline is None else replace(brief, headline=headline)


def _written(points: Sequence[Statement], lang: Lang, condenser: Condenser, what: What) -> Statement | None:
    if not points:
        return None
    answer = condenser.condense([point.text for point in points], lang, what)
    text = answer.text.strip()
    if answer.problem or not text or len(text) > _LONGEST[what][lang]:
        return None
    if what == "headline":
        text = text.rstrip(".。")
    proof = _proof(text, points, lang)
    if not proof or any(f.severity is Severity.ERROR for f in unproven(text, points, lang)):
        return None
    return Statement(
        lang=lang,
        text=text,
        spans=tuple(dict.fromkeys(span for point in proof for span in point.spans)),
        figures=tuple(f for point in proof for f in point.figures),
        periods=tuple(p for point in proof for p in point.periods),
        entities=tuple(e for point in proof for e in point.entities if e.form(lang) and e.form(lang) in text),
        refs=tuple(dict.fromkeys(ref for point in proof for ref in point.refs)),
        engine=", ".join(repo for repo, _ in condenser.models) or "summariser",
    )


def unproven(text: str, points: Sequence[Statement], lang: Lang) -> list[Finding]:
    """Error findings for everything in ``text`` that ``points`` do not say."""
    figures = [f for point in points for f in point.figures]
    periods = [p for point in points for p in point.periods]
    given = " ".join(point.text for point in points)
    found = residue(text, lang)
    read = read_all(text, lang)
    for target in read.figures:
        if names_stretch(target, periods):
            continue  # the first three quarters
        fits = [f for f in figures if same_value(f, target) and same_unit(f, target.unit)]
        if not target.weak and not any(same_qualifier(f.qualifier, target.qualifier) for f in fits):
            found.append(_error("figure.added", f"the sentences do not say {target.text}"))
        planned = [p for p in points if p.status in _AHEAD and any(f in p.figures for f in fits)]
        if planned and not told_ahead(text, lang):
            found.append(_error("status.lost", f"{target.text} is planned or foreseen, not done"))
    found += [
        _error("date.added", f"the sentences do not say {date.text}")
        for date in read.dates
        if date.text not in given and not set(date.numbers) <= _numbers(points)
    ]
    names = [run.text for run in runs(text) if run.strong] if lang == "en" else _KANJI.findall(text)
    found += [_error("name.added", f"the sentences do not name {name}") for name in names if name not in given]
    return found


def _numbers(points: Sequence[Statement]) -> set[int]:
    return {int(n) for point in points for n in re.findall(r"\d+", point.text)}


def _proof(text: str, points: Sequence[Statement], lang: Lang) -> list[Statement]:
    """The sentences whose figures or names the text takes up."""
    said = read_all(text, lang).figures
    return [
        point
        for point in points
        if any(same_value(f, t) and same_unit(f, t.unit) for f in point.figures for t in said if not t.weak)
        or any(e.form(lang) and e.form(lang) in text for e in point.entities if e.kind != "place")
    ]


def _error(code: str, message: str) -> Finding:
    return Finding(code, Severity.ERROR, message)
