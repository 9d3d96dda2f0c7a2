"""WordprocessingML as text, and the parts of a package around it.

Owns element order and escaping, and the content types and relationships of a
Word file; knows nothing of house styles or briefs. Used by build_templates.py.
"""

from __future__ import annotations

import struct
import zlib
from xml.sax.saxutils import escape, quoteattr

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# The order the schema asks for (CT_PPrBase, CT_RPr).
P_ORDER = [
    "keepNext",
    "keepLines",
    "widowControl",
    "numPr",
    "pBdr",
    "shd",
    "tabs",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "jc",
    "outlineLvl",
]
R_ORDER = ["rFonts", "b", "bCs", "i", "iCs", "caps", "color", "spacing", "kern", "sz", "szCs", "u", "shd", "lang"]


def element(tag: str, **attributes: object) -> str:
    inner = "".join(f" w:{k}={quoteattr(str(v))}" for k, v in attributes.items())
    return f"<w:{tag}{inner}/>"


def ordered(tag: str, order: list[str], parts: dict[str, str]) -> str:
    unknown = parts.keys() - set(order)
    if unknown:
        raise KeyError(f"no place known for {sorted(unknown)} in {tag}")
    inner = "".join(parts[k] for k in order if k in parts)
    return f"<w:{tag}>{inner}</w:{tag}>" if inner else ""


def on(*tags: str) -> dict[str, str]:
    return {tag: element(tag) for tag in tags}


def size(half_points: int) -> dict[str, str]:
    return {"sz": element("sz", val=half_points), "szCs": element("szCs", val=half_points)}


def line(exact: int, *, before: int = 0, after: int = 0) -> dict[str, str]:
    """Exact line height: a bracketed original in another font must not push its line apart."""
    return {"spacing": element("spacing", before=before, after=after, line=exact, lineRule="exact")}


def ind(left: int = 0, right: int = 0, hanging: int = 0) -> dict[str, str]:
    return {"ind": element("ind", left=left, right=right, **({"hanging": hanging} if hanging else {}))}


def colour(rgb: str) -> dict[str, str]:
    return {"color": element("color", val=rgb)}


def shade(rgb: str) -> dict[str, str]:
    return {"shd": element("shd", val="clear", color="auto", fill=rgb)}


def edge(side: str, width: int, space: int, rgb: str) -> str:
    return element(side, val="single", sz=width, space=space, color=rgb)


def frame(*edges: str) -> dict[str, str]:
    return {"pBdr": f"<w:pBdr>{''.join(edges)}</w:pBdr>"}


def right_tab(at: int) -> dict[str, str]:
    return {"tabs": f"<w:tabs>{element('tab', val='right', pos=at)}</w:tabs>"}


def align(side: str) -> dict[str, str]:
    return {"jc": element("jc", val=side)}


def bold() -> dict[str, str]:
    return on("b", "bCs")


# --- content -----------------------------------------------------------------


def text_run(text: str, style: str = "") -> str:
    look = f"<w:rPr>{element('rStyle', val=style)}</w:rPr>" if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(style: str, *runs: str, extra: dict[str, str] | None = None, section: str = "") -> str:
    more = ordered("pPr", P_ORDER, extra or {})[len("<w:pPr>") : -len("</w:pPr>")]
    look = f"<w:pPr>{element('pStyle', val=style.replace(' ', ''))}{more}{section}</w:pPr>"
    return f"<w:p>{look}{''.join(runs)}</w:p>"


def text_paragraph(style: str, text: str, extra: dict[str, str] | None = None) -> str:
    return paragraph(style, text_run(text), extra=extra)


def field(code: str, style: str) -> str:
    look = f"<w:rPr>{element('rStyle', val=style)}</w:rPr>"
    instruction = f'<w:r>{look}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    begin, separate, end = (
        f"<w:r>{look}{element('fldChar', fldCharType=kind)}</w:r>" for kind in ("begin", "separate", "end")
    )
    return begin + instruction + separate + text_run("1", style) + end


def cell(
    width: int, content: str, *, fill: str = "", borders: str = "", margins: str = "", middle: bool = False
) -> str:
    look = element("tcW", w=width, type="dxa")
    look += f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    look += shade(fill)["shd"] if fill else ""
    look += f"<w:tcMar>{margins}</w:tcMar>" if margins else ""
    look += element("vAlign", val="center") if middle else ""
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content}</w:tc>"


def margins_of(*, top: int, left: int, bottom: int, right: int) -> str:
    sides = (("top", top), ("left", left), ("bottom", bottom), ("right", right))
    return "".join(element(side, w=width, type="dxa") for side, width in sides)


def layout_table(widths: list[int], cells: list[str], *, title: str) -> str:
    """One row without a grid to see, for texts side by side."""
    grid = "".join(element("gridCol", w=width) for width in widths)
    look = (
        element("tblW", w=sum(widths), type="dxa")
        + element("tblInd", w=0, type="dxa")
        + element("tblLayout", type="fixed")
        + f"<w:tblCellMar>{margins_of(top=0, left=0, bottom=0, right=0)}</w:tblCellMar>"
        + element("tblLook", val="0000", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
        + element("tblCaption", val=title)
    )
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr>{''.join(cells)}</w:tr></w:tbl>"


# --- the logo ----------------------------------------------------------------

EMU_PER_MM = 36000


def picture(relation: str, *, mm: float, name: str, tip: str) -> str:
    """A square picture in the line of text, with alternative text."""
    side = round(mm * EMU_PER_MM)
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    pic = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    extent = f'cx="{side}" cy="{side}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{wp}" distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="1" name={quoteattr(name)} descr={quoteattr(tip)}/>'
        f'<a:graphic xmlns:a="{a}"><a:graphicData uri="{pic}"><pic:pic xmlns:pic="{pic}">'
        f'<pic:nvPicPr><pic:cNvPr id="1" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def logo_png(rgb: str, light: str, pixels: int = 96) -> bytes:
    """A plain mark: a square with a lighter bar rising in it. Stored, not deflated: the same bytes everywhere."""
    dark, bright = bytes.fromhex(rgb), bytes.fromhex(light)
    rows = []
    for y in range(pixels):
        row = bytearray(b"\0")
        for x in range(pixels):
            bar, gap = divmod(x - pixels // 6, pixels // 6)
            inside = 0 <= bar < 4 and gap < pixels // 9 and pixels - pixels // 6 - (bar + 1) * pixels // 6 <= y
            row += bright if inside and y < pixels - pixels // 6 else dark
        rows.append(bytes(row))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", pixels, pixels, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(rows), level=0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


# --- the package -------------------------------------------------------------

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
KINDS = {
    "/word/document.xml": f"{WORD}.document.main+xml",
    "/word/styles.xml": f"{WORD}.styles+xml",
    "/word/settings.xml": f"{WORD}.settings+xml",
    "/word/numbering.xml": f"{WORD}.numbering+xml",
    "/word/fontTable.xml": f"{WORD}.fontTable+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


def content_types(stories: dict[str, str]) -> str:
    """The types of the fixed parts and of the stories (name of header or footer part -> its kind)."""
    kinds = KINDS | {f"/word/{name}": f"{WORD}.{kind}+xml" for name, kind in stories.items()}
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relations(*targets: tuple[str, str]) -> str:
    base = "http://schemas.openxmlformats.org/"
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{base}{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'{XML}<Relationships xmlns="{base}package/2006/relationships">{inner}</Relationships>'
