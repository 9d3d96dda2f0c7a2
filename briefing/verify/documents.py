"""Checking a finished Word file: every number in it must be one that the article supports.

Reads what a reader sees (body and tables, nested ones too, and charts) except Chinese
quoted as evidence, notes and reference marks. Knows nothing of how the file
was made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from briefing.errors import SourceUnreadable
from briefing.facts.fold import without_endless
from briefing.values import Figure, Finding, Lang, Period, Severity, Span
from briefing.verify.charts import chart_lines
from briefing.verify.compare import mask_names, names_stretch, period_numbers, residue, same_unit
from briefing.verify.read_target import read_all
from briefing.verify.scan import mask
from briefing.verify.target import TargetDate, TargetFigure

SKIPPED = frozenset({"Source Text", "Note", "Reference"})
_MARKS = re.compile(r"\[\d+(?:[,–-]\s?\d+)*\]|^\s*\d{1,2}[.)]\s")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Support:
    """What the article gives a number to stand on."""

    figures: tuple[Figure, ...]
    periods: tuple[Period, ...]
    numbers: frozenset[Decimal]
    text: str


def verify_document(
    path: Path,
    article_figures: Sequence[Figure],
    article_periods: Sequence[Period],
    lang: Lang,
    article_text: str,
    *,
    names: Sequence[str] = (),
    published: date | None = None,
    checked: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """Error findings for every number or character of the file that the article does not support.

    ``checked`` are sentences that were held against their own source one by one, by a check that knows what each
    must say: they are not read again against the article as a whole.
    Offsets are into the line the message quotes. Raises ``SourceUnreadable``
    where the file is no Word document.
    """
    numbers = literal_numbers(article_text) | _published_numbers(published)
    support = Support(tuple(article_figures), tuple(article_periods), numbers, _flat(article_text))
    findings: list[Finding] = []
    for line in (*document_lines(path), *chart_lines(path)):
        findings += _check_line(_without(line, checked), lang, support, names)
    return tuple(findings)


def _without(line: str, checked: Sequence[str]) -> str:
    return next((line.replace(text, "") for text in checked if text in line), line)


def document_lines(path: Path) -> tuple[str, ...]:
    """The text a reader sees, paragraph by paragraph."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise SourceUnreadable(f"no Word file: {path.name}", hint="give a .docx file") from error
    return tuple(line for line in _blocks(document, _skipped_ids(document.styles)) if line.strip())


def literal_numbers(text: str) -> frozenset[Decimal]:
    """Numbers as the article writes them, without scale or unit: 500 of 世界500强, 3 of 第三季度, 15 of 十五."""
    folded = without_endless(unicodedata.normalize("NFKC", text))
    found = {Decimal(n.replace(",", "")) for n in re.findall(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", folded)}
    for numeral in re.findall(r"[零〇一二三四五六七八九十百千两]+", folded):
        found.add(Decimal(_chinese(numeral)))
        found |= {Decimal(_DIGITS[c]) for c in numeral if c in _DIGITS}
    return frozenset(found)


def _chinese(numeral: str) -> int:
    if not set(numeral) & set(_TENS):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total = digit = 0
    for char in numeral:
        if char in _TENS:
            total += (digit or 1) * _TENS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def _published_numbers(published: date | None) -> frozenset[Decimal]:
    if published is None:
        return frozenset()
    parts = [published.year, published.month, published.day]
    if isinstance(published, datetime):
        parts += [published.hour, published.minute]
    return frozenset(Decimal(n) for n in parts)


def _check_line(line: str, lang: Lang, support: Support, names: Sequence[str]) -> Iterator[Finding]:
    body = mask_names(mask(line, [m.span() for m in _MARKS.finditer(line)]), names)
    reading = read_all(body, lang)
    for figure in reading.figures:
        if not figure.weak and not _figure_supported(figure, support):
            yield _finding(*_explain(figure, support), figure, line)
    for date_ in reading.dates:
        if not _date_supported(date_, support):
            code = "figure.added" if date_.kind == "label" else "date.added"
            yield _finding(code, f"the article has no {date_.text}", date_, line)
    left = _BRACKETS.sub(lambda m: " " * len(m.group()), line) if lang == "en" else line
    for found in residue(left, lang):
        yield replace(found, message=f"{found.message} in: {line[:60]}")


def _figure_supported(target: TargetFigure, support: Support) -> bool:
    if any(_states(figure, target) and same_unit(figure, target.unit) for figure in support.figures):
        return True
    if names_stretch(target, support.periods):
        return True
    plain = target.unit in ("", "count") and target.upper is None and target.value is not None
    return plain and abs(target.value or Decimal(0)) in support.numbers


def _states(figure: Figure, target: TargetFigure) -> bool:
    if figure.value is None or target.value is None:
        return False
    if target.upper is not None:
        return (abs(figure.value), figure.upper) == (abs(target.value), target.upper)
    ends = {abs(figure.value)} | ({abs(figure.upper)} if figure.upper is not None else set())
    return abs(target.value) in ends


def _date_supported(target: TargetDate, support: Support) -> bool:
    if target.kind == "label" and _flat(target.text) in support.text:
        return True
    numbers = {Decimal(n) for n in target.numbers}
    known = support.numbers | {Decimal(n) for period in support.periods for n in period_numbers(period)}
    return numbers <= known


def _explain(target: TargetFigure, support: Support) -> tuple[str, str]:
    for figure in support.figures:
        if _states(figure, target):
            return "figure.unit", f"the article has {figure.text}, not {target.text}"
    for figure in support.figures:
        if figure.value and target.value and same_unit(figure, target.unit):
            ratio = abs(target.value / figure.value).normalize()
            if ratio.as_tuple().digits == (1,):
                return "figure.value", f"{target.text} is {figure.text} by a factor of 10^{ratio.adjusted()}"
    return "figure.added", f"the article has no {target.text}"


def _finding(code: str, message: str, target: TargetFigure | TargetDate, line: str) -> Finding:
    place = Span(target.start, target.end)
    return Finding(code, Severity.ERROR, f"{message}, in: {line[:60]}", target=place, target_text=target.text)


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _blocks(container: Any, skipped: frozenset[str | None]) -> Iterator[str]:
    for paragraph in container.paragraphs:
        yield _visible(paragraph, skipped)
    for table in container.tables:
        for row in table.rows:
            for cell in _cells(row):
                yield from _blocks(cell, skipped)


def _cells(row: Any) -> Iterable[Any]:
    """Each cell once, merged ones too."""
    seen: list[Any] = []
    for cell in row.cells:
        if not any(cell._tc is known for known in seen):
            seen.append(cell._tc)
            yield cell


def _skipped_ids(styles: Any) -> frozenset[str | None]:
    """The ids of the skipped styles, with None where a default style is one: looked up once, not for every run."""
    found = {style.style_id for style in styles if _base_name(style) in SKIPPED}
    defaults = (styles.default(kind) for kind in {style.type for style in styles})
    return frozenset(found | {None for style in defaults if style is not None and style.style_id in found})


def _visible(paragraph: Any, skipped: frozenset[str | None]) -> str:
    if paragraph._p.style in skipped:
        return ""
    seen = "".join(
        piece.text
        for piece in paragraph.iter_inner_content()
        if not (hasattr(piece, "_r") and piece._r.style in skipped)
    )
    return seen.replace("\u00a0", " ")


def _base_name(style: Any) -> str:
    return str(style.name).removesuffix(" Char") if style is not None else ""
