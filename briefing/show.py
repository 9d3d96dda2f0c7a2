"""Values as plain JSON and as lines for a terminal.

Owns how an article's figures, names and facts look on standard output. Knows
nothing of how they were found; prints nothing itself. Numbers leave as decimal
strings in base units, never as floats; offsets are those of ``Article.text``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from briefing.values import Article, Entity, Fact, Figure, Finding, OpenClause, Period, Phrase, Reading, Slot, Span


def decimal_text(value: Decimal | None) -> str | None:
    """``8.70`` as ``8.7`` and ``2E+3`` as ``2000``; None stays None."""
    if value is None:
        return None
    return format(value.normalize() if value else Decimal(0), "f")


def json_line(table: object) -> str:
    """One line of JSON, Chinese as it is, keys in the order given."""
    return json.dumps(table, ensure_ascii=False)


def line_figure(figure: Figure) -> dict[str, Any]:
    """A figure of a single line; a range also has ``upper``."""
    table = {
        "text": figure.text,
        "start": figure.span.start,
        "end": figure.span.end,
        "value": decimal_text(figure.value),
        "unit": figure.unit,
        "qualifier": str(figure.qualifier),
    }
    return table if figure.upper is None else table | {"upper": decimal_text(figure.upper)}


def reading_table(reading: Reading, *, explain: bool = False) -> dict[str, Any]:
    """All that was understood of an article; with ``explain`` also what was not."""
    article = reading.article
    table: dict[str, Any] = {
        "name": article.name,
        "title": article.title,
        "text": article.text,
        "figures": [_figure(figure) for figure in reading.figures],
        "periods": [_period(period) for period in reading.periods],
        "entities": [_entity(entity) for entity in reading.entities],
        "facts": [_fact(fact, article) for fact in reading.facts],
    }
    if explain:
        table["open"] = [_open(clause, article) for clause in reading.open_clauses]
    return table


def finding_table(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "source": _offsets(finding.source, finding.source_text),
        "target": _offsets(finding.target, finding.target_text),
    }


def article_lines(article: Article) -> Iterator[str]:
    """The article as a person would check it: title, where it is from, paragraphs."""
    yield article.title or "(no title)"
    form = "%Y-%m-%d %H:%M" if article.has_time else "%Y-%m-%d"
    published = article.published.strftime(form) if article.published else None
    via = f"via {article.via}" if article.via else None
    origin = [part for part in (published, article.source, via, article.author, article.url) if part]
    if origin:
        yield " · ".join(origin)
    for paragraph in article.paragraphs:
        yield ""
        yield paragraph.text


def reading_lines(reading: Reading, *, explain: bool = False) -> Iterator[str]:
    """Figures, names and facts, one to a line; with ``explain`` what blocked the rest."""
    text = reading.article.text
    yield f"{len(reading.figures)} figures"
    for figure in reading.figures:
        yield f"  {figure.text}  =  {figure_words(figure)}"
    yield f"{len(reading.entities)} names"
    for entity in reading.entities:
        guess = "" if entity.certain else "  (a guess)"
        yield f"  {entity.zh}  =  {entity.en or '?'} / {entity.ja or '?'}  [{entity.kind}, {entity.origin}]{guess}"
    yield f"{len(reading.facts)} facts"
    for fact in reading.facts:
        whole = "" if fact.whole else ", table row only"
        yield f"  {fact.frame} [{fact.status}{whole}]  {fact.span.of(text)}"
    if not explain:
        return
    yield f"{len(reading.open_clauses)} clauses not understood"
    for clause in reading.open_clauses:
        yield f"  {clause.span.of(text)}"
        yield from (f"    blocked by: {span.of(text)}" for span in clause.blocked)


def figure_words(figure: Figure) -> str:
    """``about CNY 20,450,000,000`` and the like."""
    if figure.value is None:
        return f"no single number, {figure.unit or 'no unit'}"
    number = f"{figure.value.normalize():,f}"
    if figure.upper is not None:
        number += f" to {figure.upper.normalize():,f}"
    words = [
        "" if figure.qualifier in ("exact", "range") else str(figure.qualifier).replace("_", " "),
        number,
        f"{figure.unit} ({figure.counter})" if figure.counter else figure.unit,
        {-1: "down", 1: "up"}.get(figure.direction, ""),
        str(figure.comparison or ""),
    ]
    return " ".join(word for word in words if word)


def _figure(figure: Figure) -> dict[str, Any]:
    return line_figure(figure) | {
        "upper": decimal_text(figure.upper),
        "counter": figure.counter,
        "direction": figure.direction,
        "comparison": figure.comparison and str(figure.comparison),
    }


def _period(period: Period) -> dict[str, Any]:
    return {
        "text": period.text,
        "start": period.span.start,
        "end": period.span.end,
        "form": period.form,
        "relation": period.relation,
        "from": period.start and period.start.isoformat(),
        "to": period.end and period.end.isoformat(),
        "resolved": period.resolved,
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "text": entity.zh,
        "start": entity.span.start,
        "end": entity.span.end,
        "kind": entity.kind,
        "en": entity.en,
        "ja": entity.ja,
        "origin": entity.origin,
        "certain": entity.certain,
    }


def _fact(fact: Fact, article: Article) -> dict[str, Any]:
    return {
        "frame": fact.frame,
        "status": str(fact.status),
        **_stretch(fact.span, article),
        "whole": fact.whole,
        "slots": {name: _slot(slot) for name, slot in fact.slots.items()},
        "inherited": list(fact.inherited),
        "proof": [_stretch(span, article) for span in fact.proof],
    }


def _slot(slot: Slot) -> dict[str, Any]:
    if isinstance(slot, Figure):
        return {"figure": _figure(slot)}
    if isinstance(slot, Period):
        return {"period": _period(slot)}
    return {"phrase": _phrase(slot)}


def _phrase(phrase: Phrase) -> dict[str, Any]:
    return {
        "category": phrase.cat,
        "start": phrase.span.start,
        "end": phrase.span.end,
        "en": phrase.en,
        "ja": phrase.ja,
    }


def _open(clause: OpenClause, article: Article) -> dict[str, Any]:
    return _stretch(clause.span, article) | {"blocked": [_stretch(span, article) for span in clause.blocked]}


def _stretch(span: Span, article: Article) -> dict[str, Any]:
    return {"text": span.of(article.text), "start": span.start, "end": span.end}


def _offsets(span: Span | None, text: str) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": text}
