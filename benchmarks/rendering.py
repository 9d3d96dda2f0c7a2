"""How long a brief takes to become a Word file, beside plain python-docx writing the same text and tables.

    python benchmarks/rendering.py                # 30 runs of each way, in turn
    python benchmarks/rendering.py --runs 100 --extras

Both open the same template and give a whole file. Ours has links, bookmarks,
styles of characters, a chart with its workbook and comments; the peer writes
the paragraphs and cells of the finished brief with ``add_paragraph`` and
``add_table``, and nothing else. ``--extras`` also times both languages in one
file. Ends with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from briefing.assemble.places import placed
from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.render import find_template, render_docx, render_together
from briefing.settings import Settings
from briefing.values import LANGS, Brief, Lang

MEDIAN_MS = 80.0
TIMES_THE_PEER = 3.0
ARTICLE = Path(__file__).parents[1] / "seeds" / "jiangnan-results.txt"


def main() -> int:
    options = _options()
    briefs = _briefs(options.article)
    ways: dict[str, Callable[[], bytes]] = {}
    for lang, brief in briefs.items():
        ways[f"ours, {lang}"] = lambda brief=brief: render_docx(brief)  # type: ignore[misc]
        content = _content(docx.Document(io.BytesIO(render_docx(brief))))
        ways[f"plain python-docx, {lang}"] = lambda content=content, lang=lang: _plain(content, lang)  # type: ignore[misc]
    if options.extras:
        ways["ours, both in one file"] = lambda: render_together(list(briefs.values()))
    print(f"{options.article}: {_held(briefs['en'])}; {options.runs} runs of each, in turn")
    return _report(_measured(ways, options.runs))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--article", default=str(ARTICLE))
    parser.add_argument("--extras", action="store_true")
    return parser.parse_args()


def _briefs(article: str) -> dict[Lang, Brief]:
    plan = plan_of(facts_of(article, settings=Settings()))
    return {lang: placed(brief_of(plan, lang)) for lang in LANGS}


def _held(brief: Brief) -> str:
    document = docx.Document(io.BytesIO(render_docx(brief)))
    charts = len(list(document.element.body.iter(qn("wp:docPr"))))
    return (
        f"{len(brief.points)} points, {len(brief.rows)} rows, {charts} chart, {len(list(document.comments))} comments"
    )


Content = list[tuple[str, str] | list[list[tuple[str, str]]]]


def _content(document: Document) -> Content:
    """The finished brief as paragraphs (style, text) and tables of them."""
    made: Content = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            made.append((_style(block), block.text))
        elif isinstance(block, Table):
            made.append([[(_style(c.paragraphs[0]), c.text) for c in row.cells] for row in block.rows])
    return made


def _style(paragraph: Paragraph) -> str:
    return paragraph.style.name if paragraph.style is not None else "Normal"


def _plain(content: Content, lang: Lang) -> bytes:
    """The same text and tables through python-docx's own interface."""
    document = docx.Document(str(find_template(lang)))
    for block in content:
        if isinstance(block, tuple):
            document.add_paragraph(block[1], style=block[0])
        else:
            table = document.add_table(rows=len(block), cols=len(block[0]), style="Brief Table")
            for row, cells in zip(table.rows, block, strict=True):
                for cell, (style, text) in zip(row.cells, cells, strict=True):
                    cell.paragraphs[0].style = style
                    cell.paragraphs[0].add_run(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _measured(ways: dict[str, Callable[[], bytes]], runs: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way()
    for _ in range(runs):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            times[name].append((time.perf_counter() - start) * 1000)
    return times


def _report(times: dict[str, list[float]]) -> int:
    for name, found in times.items():
        print(f"{name:<28} median {statistics.median(found):6.1f} ms  ({min(found):.1f} to {max(found):.1f})")
    missed = False
    for lang in LANGS:
        ours, peer = (statistics.median(times[f"{way}, {lang}"]) for way in ("ours", "plain python-docx"))
        missed |= ours >= MEDIAN_MS or ours > TIMES_THE_PEER * peer
        print(f"{lang}: {ours / peer:.2f} times plain python-docx (bar {TIMES_THE_PEER:g}; {MEDIAN_MS:g} ms)")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
