"""PDF pages drawn by hand: text at its place in any size, and ruling lines. Points from the lower left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from read_samples import assembled, pdf_objects


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    text: str
    size: float = 12


@dataclass(frozen=True)
class Rule:
    x: float
    y: float
    to_x: float
    to_y: float


def drawn(*pages: Sequence[Text | Rule]) -> bytes:
    """A PDF of these pages, A4."""
    return assembled(pdf_objects(["\n".join(map(_operator, page)) for page in pages]))


def _operator(mark: Text | Rule) -> str:
    if isinstance(mark, Rule):
        return f"{mark.x} {mark.y} m {mark.to_x} {mark.to_y} l S"
    return f"BT /F1 {mark.size} Tf {mark.x} {mark.y} Td <{mark.text.encode('utf-16-be').hex()}> Tj ET"


def paragraph(text: str, *, x: float, top: float, width: int, indent: bool = True) -> list[Text]:
    """A paragraph set in lines of ``width`` characters, the first one indented by two."""
    lines = [text[: width - 2]] if indent else [text[:width]]
    rest = text[len(lines[0]) :]
    lines += [rest[at : at + width] for at in range(0, len(rest), width)]
    return [Text(x + (24 if indent and n == 0 else 0), top - 18 * n, line) for n, line in enumerate(lines)]


def ruled(rows: Sequence[Sequence[str]], *, x: float, top: float, widths: Sequence[float]) -> list[Text | Rule]:
    """A table with ruling lines, 20 points a row."""
    edges = [x + sum(widths[:n]) for n in range(len(widths) + 1)]
    bottom = top - 20 * len(rows)
    marks: list[Text | Rule] = [Rule(x, top - 20 * n, edges[-1], top - 20 * n) for n in range(len(rows) + 1)]
    marks += [Rule(edge, top, edge, bottom) for edge in edges]
    return marks + spaced(rows, x=x, top=top, widths=widths)


def spaced(rows: Sequence[Sequence[str]], *, x: float, top: float, widths: Sequence[float]) -> list[Text | Rule]:
    """The cells of a table without ruling lines, 20 points a row."""
    return [
        Text(x + sum(widths[:column]) + 4, top - 20 * number - 15, text, 10)
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]
