"""A Word file as lines of text, to be compared with the golden files of ``tests/golden``.

    python tests/golden_documents.py      writes the golden files anew; look at the difference before you commit it

``Style|text`` is a paragraph; ``{Style:…}`` a run in a character style; ``row|…|…`` a table row, its cells between
bars and their paragraphs between slashes; two more blanks stand before what is in a cell of a layout table. ``_`` is
a no-break space, ``→`` a tab. After the text come page, fonts and languages: ``fonts|Style|Latin|East Asian|tags``.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document
from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FOLDER = Path(__file__).parent / "golden"


def golden_lines(data: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(data))
    names = {style.style_id: style.name for style in document.styles}
    section = document.sections[0]
    lines = [f"header|{line}" for line in _blocks(section.header._element, names)]
    lines += [f"footer|{line}" for line in _blocks(section.footer._element, names)]
    lines += _blocks(document.element.body, names)
    return lines + list(_page(document)) + list(_fonts(document))


def _blocks(parent: Element, names: dict[str, str], indent: str = "") -> Iterator[str]:
    for block in parent:
        if block.tag == f"{W}p":
            yield f"{indent}{_style(block, 'pPr/pStyle', names) or 'Normal'}|{_text(block, names)}"
        elif block.tag == f"{W}tbl" and block.find(f"{W}tblPr/{W}tblStyle") is None:
            for number, cell in enumerate(block.iter(f"{W}tc"), start=1):
                if next(cell.iterancestors(f"{W}tbl")) is block:
                    yield f"{indent}cell {number}"
                    yield from _blocks(cell, names, indent + "  ")
        elif block.tag == f"{W}tbl":
            yield f"{indent}table|" + "|".join(str(column.get(f"{W}w")) for column in block.iter(f"{W}gridCol"))
            for row in block.iter(f"{W}tr"):
                cells = ("/".join(_text(p, names) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc"))
                yield f"{indent}row|{'|'.join(cells)}"


def _text(paragraph: Element, names: dict[str, str]) -> str:
    pieces = []
    for run in paragraph.iter(f"{W}r"):
        text = "".join(
            (node.text or "") if node.tag == f"{W}t" else "→" if node.tag == f"{W}tab" else "▢"
            for node in run.iter(f"{W}t", f"{W}tab", f"{W}drawing")
        ).replace("\u00a0", "_")
        style = _style(run, "rPr/rStyle", names)
        pieces.append(f"{{{style}:{text}}}" if style and text else text)
    return "".join(pieces)


def _style(block: Element, path: str, names: dict[str, str]) -> str:
    found = block.find("/".join(f"{W}{step}" for step in path.split("/")))
    return "" if found is None else names[found.get(f"{W}val")]


def _page(document: Document) -> Iterator[str]:
    for section in document.element.body.iter(f"{W}sectPr"):
        size, margins, columns = (section.find(f"{W}{tag}") for tag in ("pgSz", "pgMar", "cols"))
        sides = ",".join(str(margins.get(f"{W}{side}")) for side in ("top", "right", "bottom", "left"))
        count = "1" if columns is None else columns.get(f"{W}num")
        yield f"page|{size.get(f'{W}w')}x{size.get(f'{W}h')}|{sides}|{count}"


def _fonts(document: Document) -> Iterator[str]:
    root = document.styles.element
    for style in [root.find(f"{W}docDefaults"), *root.iter(f"{W}style")]:
        fonts, tags = next(style.iter(f"{W}rFonts"), None), next(style.iter(f"{W}lang"), None)
        name = style.find(f"{W}name")
        if fonts is not None and tags is not None:
            four = [fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "cs", "eastAsia")]
            latin = four[0] if len(set(four[:3])) == 1 else "/".join(map(str, four[:3]))
            theme = [key for key in fonts.attrib if str(key).endswith("Theme")]
            title = "defaults" if name is None else name.get(f"{W}val")
            yield f"fonts|{title}|{latin}|{four[3]}|{tags.get(f'{W}val')} {tags.get(f'{W}eastAsia')}" + "".join(theme)


def main() -> int:
    sys.path.insert(0, str(FOLDER.parents[1]))
    from briefs_for_rendering import brief

    from briefing.render import render_docx
    from briefing.render.template_names import HOUSE_STYLES
    from briefing.values import LANGS

    FOLDER.mkdir(exist_ok=True)
    for style in HOUSE_STYLES:
        for lang in LANGS:
            lines = golden_lines(render_docx(brief(lang), template=Path(style)))
            (FOLDER / f"{style}.{lang}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
