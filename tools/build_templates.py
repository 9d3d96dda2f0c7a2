"""Write the Word templates of ``templates/``, byte for byte the same each time.

    python tools/build_templates.py [FOLDER]

Owns the pages of the shipped house styles: header, footer, order of the
sections. Looks are in house_looks.py; the words come from
``briefing/data/labels.*.toml``. The files are ordinary Word documents: a house
copies one (``briefing template new``) and changes it in Word, not here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from house_looks import INVESTOR_BRIEF, LOOKS, RESEARCH_NOTE, Look  # noqa: E402
from template_styles import Sheet, font_table, numbering, settings  # noqa: E402
from wordml import (  # noqa: E402
    XML,
    R,
    W,
    cell,
    content_types,
    edge,
    element,
    field,
    ind,
    layout_table,
    logo_png,
    margins_of,
    paragraph,
    picture,
    relations,
    text_paragraph,
    text_run,
)

from briefing.render.labels import Labels, labels_for  # noqa: E402
from briefing.render.package import zip_parts  # noqa: E402
from briefing.render.template_names import braced  # noqa: E402
from briefing.values import LANGS, Lang  # noqa: E402

TAB = "<w:r><w:tab/></w:r>"
LOGO = "rId1"  # the only relation of a header part


@dataclass(frozen=True, slots=True)
class Page:
    """One template in the making."""

    look: Look
    labels: Labels

    def heading(self, section: str, style: str = "Heading 1") -> str:
        text = self.labels.sections[section]
        return text_paragraph(style, text)

    def section(self, name: str, style: str, extra: dict[str, str] | None = None) -> str:
        return self.heading(name) + text_paragraph(style, braced(name), extra)

    def logo(self, mm: float) -> str:
        return picture(LOGO, mm=mm, name="Logo", tip=self.labels.text["logo"])

    def house(self) -> str:
        return text_run(self.labels.text[f"house_{self.look.name}"], "HouseName")


SOURCE_INDENT = {
    "tabs": f"<w:tabs>{element('tab', val='left', pos=420)}</w:tabs>",
    "spacing": element("spacing", after=40),
    **ind(left=420, hanging=420),
}
SIDE_ITEM = {"spacing": element("spacing", after=30), **ind(left=140, hanging=140)}


# --- pages: what stands where --------------------------------------------------


def calm_body(page: Page) -> str:
    """One column: the takeaway in a box, then section after section."""
    return "".join(
        (
            text_paragraph("Title", braced("headline")),
            text_paragraph("Date Line", braced("date_line")),
            page.heading("takeaway", "Takeaway Heading"),
            text_paragraph("Takeaway", braced("takeaway")),
            page.section("points", "Key Point"),
            page.section("figures", "Table Text"),
            page.section("parties", "Table Text"),
            page.section("quotes", "Quote"),
            page.section("open_items", "Table Text"),
            page.section("sources", "Source Text", SOURCE_INDENT),
            page.section("method", "Note"),
            text_paragraph("Note", page.labels.text["disclaimer"]),
            _section_end(page),
        )
    )


SIDE, GUTTER = 3000, 260  # of the side box and the white beside it


def dense_body(page: Page) -> str:
    """The lead and the points beside a box of who is involved; figures below; evidence in two columns at the end."""
    look = page.look
    main = look.text_width - SIDE - GUTTER
    lead = (
        page.heading("takeaway", "Takeaway Heading")
        + text_paragraph("Takeaway", braced("takeaway"))
        + page.heading("points")
        + text_paragraph("Key Point", braced("points"))
    )
    aside = page.heading("parties", "Side Heading") + text_paragraph("Table Text", braced("parties_list"), SIDE_ITEM)
    cells = [
        cell(main, lead),
        cell(GUTTER, paragraph("TableText")),
        cell(
            SIDE,
            aside,
            fill=look.box,
            borders=edge("top", 18, 0, look.accent),
            margins=margins_of(top=100, left=130, bottom=100, right=130),
        ),
    ]
    return "".join(
        (
            text_paragraph("Title", braced("headline")),
            text_paragraph("Date Line", braced("date_line")),
            layout_table([main, GUTTER, SIDE], cells, title=page.labels.sections["points"]),
            page.section("figures", "Table Text"),
            page.section("quotes", "Quote"),
            page.section("open_items", "Table Text"),
            page.heading("sources"),
            paragraph("Note", section=_section_end(page)),
            text_paragraph("Source Text", braced("sources"), SOURCE_INDENT),
            paragraph("Note", section=_section_end(page, continued=True, columns=2)),
            page.section("method", "Note"),
            text_paragraph("Note", page.labels.text["disclaimer"]),
            _section_end(page, continued=True),
        )
    )


def _section_end(page: Page, *, continued: bool = False, columns: int = 1) -> str:
    """Where a section ends. Each names header and footer: a digest of the day keeps only the last one."""
    look = page.look
    refs = '<w:headerReference w:type="default" r:id="rId1"/><w:footerReference w:type="default" r:id="rId2"/>'
    sides = {"top": look.top, "right": look.margin, "bottom": look.bottom, "left": look.margin}
    kind = element("type", val="continuous") if continued else ""
    split = element("cols", num=columns, space=320) if columns > 1 else ""
    width, height = look.page
    return (
        f"<w:sectPr>{refs}{kind}{element('pgSz', w=width, h=height)}"
        f"{element('pgMar', **sides, header=624 if look.lead_box else 510, footer=510, gutter=0)}{split}</w:sectPr>"
    )


# --- headers and footers -------------------------------------------------------


def calm_header(page: Page) -> str:
    return paragraph("Header", page.logo(3.4), text_run("  "), page.house(), TAB, text_run("{{date}}"))


def dense_header(page: Page) -> str:
    """A band in the house's colour: logo, house name, date."""
    look = page.look
    widths = [700, look.text_width - 700 - 2600, 2600]
    contents = [
        paragraph("Masthead", page.logo(6.5)),
        paragraph("Masthead", page.house()),
        paragraph("Masthead Date", text_run("{{date}}")),
    ]
    inside = margins_of(top=60, left=120, bottom=60, right=120)
    sides = "".join(edge(side, 4, 0, look.accent) for side in ("left", "right"))
    cells = [
        cell(width, content, fill=look.accent, borders=sides, margins=inside, middle=True)
        for width, content in zip(widths, contents, strict=True)
    ]
    title = page.labels.text[f"house_{look.name}"]
    band = layout_table(widths, cells, title=title)
    return band + paragraph("Note")


def footer(page: Page) -> str:
    fields = {"{page}": field("PAGE", "NoteChar"), "{pages}": field("NUMPAGES", "NoteChar")}
    pieces = page.labels.text["page"].replace("{", "\0{").replace("}", "}\0").split("\0")
    number = [fields.get(piece) or text_run(piece, "NoteChar") for piece in pieces if piece]
    name = [] if page.look.lead_box else [text_run(page.labels.text[f"house_{page.look.name}"], "NoteChar")]
    return paragraph("Footer", *name, TAB, *number)


BODIES: dict[str, tuple[Callable[[Page], str], Callable[[Page], str]]] = {
    INVESTOR_BRIEF.name: (calm_body, calm_header),
    RESEARCH_NOTE.name: (dense_body, dense_header),
}


# --- the file -------------------------------------------------------------------


def core(page: Page, lang: str) -> str:
    base = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    stamp = '<dcterms:{0} xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:{0}>'
    title = escape(page.labels.text[f"house_{page.look.name}"])
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{base}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>briefing</dc:creator>"
        f"{stamp.format('created')}{stamp.format('modified')}<dc:language>{lang}</dc:language></cp:coreProperties>"
    )


def app() -> str:
    return (
        f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Microsoft Office Word</Application><Company>briefing</Company></Properties>"
    )


def build(look: Look, lang: Lang) -> bytes:
    page, script = Page(look, labels_for(lang)), look.scripts[lang]
    body, header = BODIES[look.name]
    doc = "officeDocument/2006/relationships/"
    parts = {
        "[Content_Types].xml": content_types({"header1.xml": "header", "footer1.xml": "footer"}),
        "_rels/.rels": relations(
            (doc + "officeDocument", "word/document.xml"),
            ("package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
            (doc + "extended-properties", "docProps/app.xml"),
        ),
        "word/_rels/document.xml.rels": relations(
            *((doc + kind, f"{kind}1.xml") for kind in ("header", "footer")),
            *((doc + kind, f"{kind}.xml") for kind in ("styles", "settings", "numbering", "fontTable")),
        ),
        "word/_rels/header1.xml.rels": relations((doc + "image", "media/logo.png")),
        "word/document.xml": f"{XML}<w:document {W} {R}><w:body>{body(page)}</w:body></w:document>",
        "word/styles.xml": Sheet(look, lang).write(),
        "word/settings.xml": settings(script, lang),
        "word/numbering.xml": numbering(look),
        "word/fontTable.xml": font_table(script),
        "word/header1.xml": f"{XML}<w:hdr {W} {R}>{header(page)}</w:hdr>",
        "word/footer1.xml": f"{XML}<w:ftr {W} {R}>{footer(page)}</w:ftr>",
        "docProps/core.xml": core(page, script.lang),
        "docProps/app.xml": app(),
    }
    picture_bytes = logo_png(look.accent if look.lead_box else look.light, look.light if look.lead_box else look.accent)
    return zip_parts({name: text.encode() for name, text in parts.items()} | {"word/media/logo.png": picture_bytes})


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    for look in LOOKS:
        for lang in LANGS:
            (folder / f"{look.name}.{lang}.docx").write_bytes(build(look, lang))
    return 0


if __name__ == "__main__":
    sys.exit(main())
