"""Write the two Word templates of ``templates/``, byte for byte the same each time.

    python tools/build_templates.py [FOLDER]

Owns the house's look (fonts, colours, sizes, page) and the order of the
sections; the words come from ``briefing/data/labels.*.toml``. The files are
ordinary Word documents: a house copies one and changes it in Word, not here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from briefing.render.labels import Labels, labels_for  # noqa: E402
from briefing.render.package import zip_parts  # noqa: E402
from briefing.values import LANGS, Lang  # noqa: E402

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
R_ORDER = ["rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "kern", "sz", "szCs", "u", "shd", "lang"]

PAGE_W, PAGE_H, MARGIN = 11906, 16838, 1134
PAGE_MARGINS = {
    "top": 1247, "right": MARGIN, "bottom": 1077, "left": MARGIN, "header": 624, "footer": 510, "gutter": 0
}  # fmt: skip
TEXT_W = PAGE_W - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class House:
    """Everything that makes one house look unlike another."""

    ink: str = "1B2A3D"
    accent: str = "1F3A5F"
    soft: str = "5B6775"
    rule: str = "C3CBD5"
    box: str = "EEF2F7"
    head: str = "E4EAF1"
    ahead: str = "7A4B00"
    ahead_shade: str = "FFF0D2"
    signed_shade: str = "DCE8F5"


@dataclass(frozen=True, slots=True)
class Script:
    """What a language asks of the same house: fonts, tags, line heights (half-points, twips)."""

    latin: str
    east: str
    lang: str
    east_lang: str
    body: tuple[int, int]
    table: tuple[int, int]
    source: tuple[int, int]
    note: tuple[int, int]
    title: tuple[int, int]
    heading: tuple[int, int]


SCRIPTS: dict[Lang, Script] = {
    "en": Script(
        latin="Arial",
        east="Yu Gothic",
        lang="en-GB",
        east_lang="ja-JP",
        body=(19, 260),
        table=(17, 220),
        source=(17, 240),
        note=(15, 190),
        title=(34, 420),
        heading=(21, 280),
    ),
    "ja": Script(
        latin="Arial",
        east="Yu Gothic",
        lang="en-GB",
        east_lang="ja-JP",
        body=(19, 300),
        table=(17, 240),
        source=(17, 250),
        note=(15, 210),
        title=(32, 440),
        heading=(21, 300),
    ),
}
CHINESE_FONT = "Microsoft YaHei"


def element(tag: str, **attributes: object) -> str:
    inner = "".join(f' w:{k}="{escape(str(v))}"' for k, v in attributes.items())
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


def right_tab(at: int) -> dict[str, str]:
    return {"tabs": f"<w:tabs>{element('tab', val='right', pos=at)}</w:tabs>"}


def bold() -> dict[str, str]:
    return on("b", "bCs")


class Sheet:
    """The styles part of one language."""

    def __init__(self, house: House, script: Script, lang: Lang) -> None:
        self.house, self.script, self.lang = house, script, lang
        self.styles: list[str] = []

    def voice(self, *, chinese: bool = False) -> dict[str, str]:
        """Fonts and language tags, spelt out for every style: Word and LibreOffice fall back differently."""
        s = self.script
        east, tag = (CHINESE_FONT, "zh-CN") if chinese else (s.east, s.east_lang)
        fonts = element("rFonts", ascii=s.latin, hAnsi=s.latin, eastAsia=east, cs=s.latin)
        return {"rFonts": fonts, "lang": element("lang", val=s.lang, eastAsia=tag, bidi="ar-SA")}

    @staticmethod
    def gaps(wanted: bool) -> dict[str, str]:
        """The quarter-em Word puts between digits and East Asian characters: it tears 186億4,000万元 apart."""
        return {tag: element(tag, val=int(wanted)) for tag in ("autoSpaceDE", "autoSpaceDN")}

    def defaults(self) -> str:
        r = self.voice() | colour(self.house.ink) | size(self.script.body[0])
        p = on("widowControl", "kinsoku", "overflowPunct") | self.gaps(self.lang == "en") | line(self.script.body[1])
        p["snapToGrid"] = element("snapToGrid", val=0)
        return (
            f"<w:docDefaults><w:rPrDefault>{ordered('rPr', R_ORDER, r)}</w:rPrDefault>"
            f"<w:pPrDefault>{ordered('pPr', P_ORDER, p)}</w:pPrDefault></w:docDefaults>"
        )

    def paragraph(
        self,
        name: str,
        p: dict[str, str] | None = None,
        r: dict[str, str] | None = None,
        *,
        base: str = "Normal",
        then: str = "",
        twin: dict[str, str] | None = None,
        chinese: bool = False,
    ) -> None:
        ident = name.replace(" ", "")
        head = element("name", val=_built_in(name))
        head += element("basedOn", val=base.replace(" ", "")) if name != "Normal" else ""
        head += element("next", val=then.replace(" ", "")) if then else ""
        look = self.voice(chinese=chinese) | (r or {})
        body = ordered("pPr", P_ORDER, p or {}) + ordered("rPr", R_ORDER, look)
        default = ' w:default="1"' if name == "Normal" else ""
        custom = "" if _is_built_in(name) else ' w:customStyle="1"'
        self.styles.append(
            f'<w:style w:type="paragraph"{default}{custom} w:styleId="{ident}">'
            f"{head}{element('qFormat')}{body}</w:style>"
        )
        if twin is not None:
            self.character(f"{name} Char", twin, chinese=chinese)

    def character(self, name: str, r: dict[str, str] | None, *, chinese: bool = False) -> None:
        ident = name.replace(" ", "")
        head = element("name", val=name) + element("basedOn", val="DefaultParagraphFont")
        look = ordered("rPr", R_ORDER, self.voice(chinese=chinese) | (r or {}))
        self.styles.append(
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{ident}">'
            f"{head}{element('qFormat')}{look}</w:style>"
        )

    def table(self, name: str) -> None:
        h = self.house
        borders = edge("top", 8, 0, h.accent) + edge("bottom", 8, 0, h.accent) + edge("insideH", 4, 0, h.rule)
        margins = "".join(
            element(side, w=width, type="dxa")
            for side, width in (("top", 28), ("left", 70), ("bottom", 28), ("right", 70))
        )
        first = (
            f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{edge("bottom", 6, 0, h.accent)}</w:tcBorders>'
            f"{element('shd', val='clear', color='auto', fill=h.head)}</w:tcPr></w:tblStylePr>"
        )
        self.styles.append(
            f'<w:style w:type="table" w:customStyle="1" w:styleId="{name.replace(" ", "")}">{element("name", val=name)}'
            f"{element('basedOn', val='TableNormal')}{element('qFormat')}"
            f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>{first}"
            "</w:style>"
        )

    def write(self) -> str:
        h, s = self.house, self.script
        frame = edge("top", 4, 4, h.box) + edge("left", 24, 8, h.accent) + edge("bottom", 4, 5, h.box)
        box = {
            "pBdr": f"<w:pBdr>{frame}{edge('right', 4, 5, h.box)}</w:pBdr>",
            **shade(h.box),
            **ind(left=200, right=110),
        }
        under = f"<w:pBdr>{element('bottom', val='single', sz=4, space=1, color=h.rule)}</w:pBdr>"
        cell = line(s.table[1])

        self.paragraph("Normal", self.gaps(self.lang == "en"))
        self.styles.append(
            f'<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
            f"{element('name', val='Default Paragraph Font')}{element('uiPriority', val=1)}{element('semiHidden')}"
            f"{element('unhideWhenUsed')}</w:style>"
        )
        self.styles.append(
            f'<w:style w:type="table" w:default="1" w:styleId="TableNormal">{element("name", val="Normal Table")}'
            f"{element('uiPriority', val=99)}{element('semiHidden')}{element('unhideWhenUsed')}<w:tblPr>"
            f"{element('tblInd', w=0, type='dxa')}<w:tblCellMar>{element('top', w=0, type='dxa')}"
            f"{element('left', w=108, type='dxa')}{element('bottom', w=0, type='dxa')}"
            f"{element('right', w=108, type='dxa')}</w:tblCellMar></w:tblPr></w:style>"
        )
        self.styles.append(
            f'<w:style w:type="numbering" w:default="1" w:styleId="NoList">{element("name", val="No List")}'
            f"{element('uiPriority', val=99)}{element('semiHidden')}{element('unhideWhenUsed')}</w:style>"
        )
        self.paragraph(
            "Title",
            on("keepNext", "keepLines") | line(s.title[1], after=60),
            bold() | colour(h.accent) | size(s.title[0]),
            then="Date Line",
        )
        self.paragraph("Date Line", line(s.table[1] + 20, after=140), colour(h.soft) | size(s.table[0]))
        self.paragraph(
            "Heading 1",
            on("keepNext", "keepLines")
            | {"pBdr": under, "outlineLvl": element("outlineLvl", val=0)}
            | line(s.heading[1], before=200, after=80),
            bold() | colour(h.accent) | size(s.heading[0]),
            then="Normal",
        )
        self.paragraph(
            "Takeaway Heading",
            box | on("keepNext", "keepLines") | {"outlineLvl": element("outlineLvl", val=0)} | line(s.table[1] + 80),
            bold() | colour(h.accent) | size(s.table[0]),
            then="Takeaway",
        )
        self.paragraph(
            "Takeaway", box | on("keepLines") | line(s.body[1] + 20, after=40), size(s.body[0] + 1), base="Normal"
        )
        number = "<w:numPr>" + element("ilvl", val=0) + element("numId", val=1) + "</w:numPr>"
        self.paragraph(
            "Key Point",
            on("keepLines") | {"numPr": number} | line(s.body[1], after=60) | ind(left=340, hanging=340),
        )
        self.paragraph(
            "Quote",
            on("keepLines")
            | {"pBdr": f"<w:pBdr>{element('left', val='single', sz=12, space=8, color=h.rule)}</w:pBdr>"}
            | line(s.body[1], after=60)
            | ind(left=200, right=200),
            on("i", "iCs") if self.lang == "en" else {},
        )
        self.paragraph("Table Text", cell, size(s.table[0]))
        self.paragraph("Table Number", {"jc": element("jc", val="right")}, base="Table Text", r=size(s.table[0]))
        self.paragraph(
            "Table Head", on("keepNext") | cell, bold() | colour(h.accent) | size(s.table[0] - 1), base="Table Text"
        )
        self.paragraph(
            "Table Head Number", {"jc": element("jc", val="right")}, bold() | colour(h.accent) | size(s.table[0] - 1),
            base="Table Head",
        )  # fmt: skip
        soft, mark = colour(h.soft) | size(s.note[0]), colour(h.accent) | size(s.note[0])
        self.paragraph("Source Text", line(s.source[1]) | self.gaps(False), size(s.source[0]), twin={}, chinese=True)
        self.paragraph("Note", line(s.note[1], before=40), soft, twin=soft)
        self.paragraph("Reference", cell, mark, twin=mark)
        self.paragraph("Open Item", cell, size(s.table[0]), twin={})
        rule_below = {"pBdr": f"<w:pBdr>{element('bottom', val='single', sz=8, space=4, color=h.accent)}</w:pBdr>"}
        self.paragraph(
            "Header", rule_below | right_tab(TEXT_W) | line(s.note[1] + 20), colour(h.soft) | size(s.note[0] + 1)
        )
        self.paragraph("Footer", right_tab(TEXT_W) | line(s.note[1] + 20), colour(h.soft) | size(s.note[0]))
        self.character("House Name", bold() | colour(h.accent) | size(s.note[0] + 2))
        ahead = bold() | colour(h.ahead) | shade(h.ahead_shade)
        self.character("Status Planned", ahead)
        self.character("Status Forecast", ahead)
        self.character("Status Signed", bold() | colour(h.accent) | shade(h.signed_shade))
        for plain in ("Actual", "Cumulative", "Stated"):
            self.character(f"Status {plain}", {})
        self.character("Not Stated", colour(h.soft))
        self.table("Brief Table")
        return f"{XML}<w:styles {W}>{self.defaults()}{''.join(self.styles)}</w:styles>"


BUILT_IN = {
    "Normal": "Normal",
    "Title": "Title",
    "Quote": "Quote",
    "Heading 1": "heading 1",
    "Header": "header",
    "Footer": "footer",
}


def _is_built_in(name: str) -> bool:
    return name in BUILT_IN


def _built_in(name: str) -> str:
    return BUILT_IN.get(name, name)


def paragraph(style: str, text: str, extra: dict[str, str] | None = None) -> str:
    more = ordered("pPr", P_ORDER, extra or {})[len("<w:pPr>") : -len("</w:pPr>")]
    return (
        f"<w:p><w:pPr>{element('pStyle', val=style.replace(' ', ''))}{more}</w:pPr>"
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def body(labels: Labels) -> str:
    """The sections in their order: a heading, then the paragraph that is filled."""

    def section(name: str, style: str, extra: dict[str, str] | None = None) -> Iterable[str]:
        yield paragraph("Heading 1", labels.sections[name])
        yield paragraph(style, f"{{{{{name}}}}}", extra)

    parts = [
        paragraph("Title", "{{headline}}"),
        paragraph("Date Line", "{{date_line}}"),
        paragraph("Takeaway Heading", labels.sections["takeaway"]),
        paragraph("Takeaway", "{{takeaway}}"),
        *section("points", "Key Point"),
        *section("figures", "Table Text"),
        *section("parties", "Table Text"),
        *section("quotes", "Quote"),
        *section("open_items", "Table Text"),
        *section("sources", "Source Text", SOURCE_INDENT),
        *section("method", "Note"),
        paragraph("Note", labels.text["disclaimer"]),
    ]
    return "".join(parts)


SOURCE_INDENT = {
    "tabs": f"<w:tabs>{element('tab', val='left', pos=420)}</w:tabs>",
    "spacing": element("spacing", after=40),
    **ind(left=420, hanging=420),
}


def document(labels: Labels) -> str:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/>'
        '<w:footerReference w:type="default" r:id="rId2"/>'
        + element("pgSz", w=PAGE_W, h=PAGE_H)
        + element("pgMar", **PAGE_MARGINS)
        + "</w:sectPr>"
    )  # fmt: skip
    return f"{XML}<w:document {W} {R}><w:body>{body(labels)}{section}</w:body></w:document>"


def text_run(text: str, style: str = "") -> str:
    look = f"<w:rPr>{element('rStyle', val=style)}</w:rPr>" if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(code: str, style: str) -> str:
    look = f"<w:rPr>{element('rStyle', val=style)}</w:rPr>"
    instruction = f'<w:r>{look}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    begin, separate, end = (
        f"<w:r>{look}{element('fldChar', fldCharType=kind)}</w:r>" for kind in ("begin", "separate", "end")
    )
    return begin + instruction + separate + text_run("1", style) + end


def header(labels: Labels) -> str:
    tab = "<w:r><w:tab/></w:r>"
    inner = text_run(labels.text["house"], "HouseName") + tab + text_run("{{date}}")
    return f"{XML}<w:hdr {W} {R}><w:p><w:pPr>{element('pStyle', val='Header')}</w:pPr>{inner}</w:p></w:hdr>"


def footer(labels: Labels) -> str:
    fields = {"{page}": field("PAGE", "NoteChar"), "{pages}": field("NUMPAGES", "NoteChar")}
    pieces = labels.text["page"].replace("{", "\0{").replace("}", "}\0").split("\0")
    inner = "".join(fields.get(piece) or text_run(piece, "NoteChar") for piece in pieces if piece)
    return (
        f"{XML}<w:ftr {W} {R}><w:p><w:pPr>{element('pStyle', val='Footer')}</w:pPr>"
        f"<w:r><w:tab/></w:r>{inner}</w:p></w:ftr>"
    )


def numbering(house: House) -> str:
    level = (
        f'<w:lvl w:ilvl="0">{element("start", val=1)}{element("numFmt", val="decimal")}'
        f"{element('pStyle', val='KeyPoint')}{element('lvlText', val='%1')}{element('lvlJc', val='left')}"
        f"<w:pPr>{element('ind', left=340, hanging=340)}</w:pPr>"
        f"<w:rPr>{element('b')}{element('color', val=house.accent)}</w:rPr></w:lvl>"
    )
    kind = element("multiLevelType", val="singleLevel")
    return (
        f'{XML}<w:numbering {W}><w:abstractNum w:abstractNumId="0">{kind}{level}</w:abstractNum>'
        f'<w:num w:numId="1">{element("abstractNumId", val=0)}</w:num></w:numbering>'
    )


def settings(script: Script, lang: Lang) -> str:
    punctuation = "compressPunctuation" if lang == "ja" else "doNotCompress"
    mode = element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return (
        f"{XML}<w:settings {W}>{element('zoom', percent=100)}{element('defaultTabStop', val=420)}"
        f"{element('characterSpacingControl', val=punctuation)}<w:compat>{mode}</w:compat>"
        f"{element('themeFontLang', val=script.lang, eastAsia=script.east_lang)}"
        f"{element('decimalSymbol', val='.')}{element('listSeparator', val=',')}</w:settings>"
    )


def font_table() -> str:
    def font(name: str, alt: str, panose: str, charset: str) -> str:
        other = element("altName", val=alt) if alt else ""
        return (
            f'<w:font w:name="{name}">{other}{element("panose1", val=panose)}{element("charset", val=charset)}'
            f"{element('family', val='swiss')}{element('pitch', val='variable')}</w:font>"
        )

    fonts = (
        font("Arial", "", "020B0604020202020204", "00")
        + font("Yu Gothic", "游ゴシック", "020B0400000000000000", "80")
        + font("Microsoft YaHei", "微软雅黑", "020B0503020204020204", "86")
    )
    return f"{XML}<w:fonts {W}>{fonts}</w:fonts>"


def relations(*targets: tuple[str, str]) -> str:
    base = "http://schemas.openxmlformats.org/"
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{base}{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'{XML}<Relationships xmlns="{base}package/2006/relationships">{inner}</Relationships>'


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CONTENT_TYPES = {
    "/word/document.xml": f"{WORD}.document.main+xml",
    "/word/styles.xml": f"{WORD}.styles+xml",
    "/word/settings.xml": f"{WORD}.settings+xml",
    "/word/numbering.xml": f"{WORD}.numbering+xml",
    "/word/fontTable.xml": f"{WORD}.fontTable+xml",
    "/word/header1.xml": f"{WORD}.header+xml",
    "/word/footer1.xml": f"{WORD}.footer+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


def content_types() -> str:
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in CONTENT_TYPES.items())
    return (
        f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def core(labels: Labels, script: Script) -> str:
    base = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    stamp = '<dcterms:{0} xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:{0}>'
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{base}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(labels.text['house'])}</dc:title><dc:creator>briefing</dc:creator>"
        f"{stamp.format('created')}{stamp.format('modified')}<dc:language>{script.lang}</dc:language>"
        "</cp:coreProperties>"
    )


def app() -> str:
    return (
        f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Microsoft Office Word</Application><Company>briefing</Company></Properties>"
    )


def build(lang: Lang, house: House | None = None) -> bytes:
    house = house or House()
    labels, script = labels_for(lang), SCRIPTS[lang]
    doc = "officeDocument/2006/relationships/"
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(
            (doc + "officeDocument", "word/document.xml"),
            ("package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
            (doc + "extended-properties", "docProps/app.xml"),
        ),
        "word/_rels/document.xml.rels": relations(
            *((doc + kind, f"{kind}{n}.xml") for kind, n in (("header", "1"), ("footer", "1"))),
            *((doc + kind, f"{kind}.xml") for kind in ("styles", "settings", "numbering", "fontTable")),
        ),
        "word/document.xml": document(labels),
        "word/styles.xml": Sheet(house, script, lang).write(),
        "word/settings.xml": settings(script, lang),
        "word/numbering.xml": numbering(house),
        "word/fontTable.xml": font_table(),
        "word/header1.xml": header(labels),
        "word/footer1.xml": footer(labels),
        "docProps/core.xml": core(labels, script),
        "docProps/app.xml": app(),
    }
    return zip_parts({name: text.encode() for name, text in parts.items()})


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    for lang in LANGS:
        (folder / f"investor-brief.{lang}.docx").write_bytes(build(lang))
    return 0


if __name__ == "__main__":
    sys.exit(main())
