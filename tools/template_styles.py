"""The styles, numbering, settings and fonts of a template, from the look of its house.

Owns how a Look becomes named Word styles; knows nothing of sections or pages.
"""

from __future__ import annotations

from house_looks import CHINESE_FONT, Look, Script
from wordml import (
    P_ORDER,
    R_ORDER,
    XML,
    W,
    align,
    bold,
    colour,
    edge,
    element,
    frame,
    ind,
    line,
    margins_of,
    on,
    ordered,
    right_tab,
    shade,
    size,
)

from briefing.values import Lang

BUILT_IN = {
    "Normal": "Normal",
    "Title": "Title",
    "Quote": "Quote",
    "Heading 1": "heading 1",
    "Header": "header",
    "Footer": "footer",
}
# Japanese line breaks. Word's own strict lists, and what keeps an amount whole: 1兆2,345億円 breaks
# neither before a scale or unit nor after a scale, a digit, 約 or 第. Word takes 100 and 50 characters at most.
# A mark such as [3] stays with the words it proves: "[" begins no line.
NO_BREAK_BEFORE = (
    "!%),.:;?[]}°’”‰℃、。々〉》」』】〕゛゜ゝゞ・ヽヾ！％），．：；？］｝"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー～"
    "兆億万円元株割"
)  # fmt: skip
NO_BREAK_AFTER = "$([\\{£¥‘“〈《「『【〔＄（［｛￡￥0123456789兆億約第"
INDENT, BULLET_INDENT = 340, 240


class Sheet:
    """The styles part of one language."""

    def __init__(self, look: Look, lang: Lang) -> None:
        self.look, self.script, self.lang = look, look.scripts[lang], lang
        self.styles: list[str] = []

    def voice(self, *, display: bool = False, chinese: bool = False) -> dict[str, str]:
        """Fonts and language tags, spelt out for every style: Word and LibreOffice fall back differently."""
        s = self.script
        latin, east = s.display if display else s.text
        east, tag = (CHINESE_FONT, "zh-CN") if chinese else (east, s.east_lang)
        fonts = element("rFonts", ascii=latin, hAnsi=latin, eastAsia=east, cs=latin)
        return {"rFonts": fonts, "lang": element("lang", val=s.lang, eastAsia=tag, bidi="ar-SA")}

    @staticmethod
    def gaps(wanted: bool) -> dict[str, str]:
        """The quarter-em Word puts between digits and East Asian characters: it tears 186億4,000万元 apart."""
        return {tag: element(tag, val=int(wanted)) for tag in ("autoSpaceDE", "autoSpaceDN")}

    def defaults(self) -> str:
        r = self.voice() | colour(self.look.ink) | size(self.script.body[0])
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
        display: bool = False,
    ) -> None:
        head = element("name", val=BUILT_IN.get(name, name))
        head += element("basedOn", val=base.replace(" ", "")) if name != "Normal" else ""
        head += element("next", val=then.replace(" ", "")) if then else ""
        voice = self.voice(chinese=chinese, display=display)
        body = ordered("pPr", P_ORDER, p or {}) + ordered("rPr", R_ORDER, voice | (r or {}))
        default = ' w:default="1"' if name == "Normal" else ""
        custom = "" if name in BUILT_IN else ' w:customStyle="1"'
        self.styles.append(
            f'<w:style w:type="paragraph"{default}{custom} w:styleId="{name.replace(" ", "")}">'
            f"{head}{element('qFormat')}{body}</w:style>"
        )
        if twin is not None:
            self.character(f"{name} Char", twin, chinese=chinese, display=display)

    def character(
        self, name: str, r: dict[str, str] | None = None, *, chinese: bool = False, display: bool = False
    ) -> None:
        head = element("name", val=name) + element("basedOn", val="DefaultParagraphFont")
        look = ordered("rPr", R_ORDER, self.voice(chinese=chinese, display=display) | (r or {}))
        self.styles.append(
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{name.replace(" ", "")}">'
            f"{head}{element('qFormat')}{look}</w:style>"
        )

    def table(self, name: str) -> None:
        h = self.look
        borders = edge("top", 8, 0, h.accent) + edge("bottom", 8, 0, h.accent) + edge("insideH", 4, 0, h.rule)
        margins = margins_of(top=h.cell_space, left=70, bottom=h.cell_space, right=70)
        # On a dark head lines of its own colour: LibreOffice leaves hair-thin white between shaded cells.
        head = edge("bottom", 6, 0, h.accent) + (edge("insideV", 4, 0, h.head) if h.head == h.accent else "")
        first = (
            f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{head}</w:tcBorders>'
            f"{element('shd', val='clear', color='auto', fill=h.head)}</w:tcPr></w:tblStylePr>"
        )
        self.styles.append(
            f'<w:style w:type="table" w:customStyle="1" w:styleId="{name.replace(" ", "")}">{element("name", val=name)}'
            f"{element('basedOn', val='TableNormal')}{element('qFormat')}"
            f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>{first}"
            "</w:style>"
        )

    def write(self) -> str:
        self.base_styles()
        self.headings()
        self.takeaway()
        self.prose()
        self.tables()
        self.evidence()
        self.page()
        self.statuses()
        return f"{XML}<w:styles {W}>{self.defaults()}{''.join(self.styles)}</w:styles>"

    def base_styles(self) -> None:
        hidden = element("semiHidden") + element("unhideWhenUsed")
        self.paragraph("Normal", self.gaps(self.lang == "en"))
        self.styles += [
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
            f"{element('name', val='Default Paragraph Font')}{element('uiPriority', val=1)}{hidden}</w:style>",
            f'<w:style w:type="table" w:default="1" w:styleId="TableNormal">{element("name", val="Normal Table")}'
            f"{element('uiPriority', val=99)}{hidden}<w:tblPr>{element('tblInd', w=0, type='dxa')}"
            f"<w:tblCellMar>{margins_of(top=0, left=108, bottom=0, right=108)}</w:tblCellMar></w:tblPr></w:style>",
            f'<w:style w:type="numbering" w:default="1" w:styleId="NoList">{element("name", val="No List")}'
            f"{element('uiPriority', val=99)}{hidden}</w:style>",
        ]

    def headings(self) -> None:
        h, s = self.look, self.script
        together = on("keepNext", "keepLines")
        outline = {"outlineLvl": element("outlineLvl", val=0)}
        self.paragraph(
            "Title",
            together | line(s.title[1], after=60),
            bold() | colour(h.title_ink) | size(s.title[0]),
            then="Date Line",
            display=h.lead_box,
        )
        self.paragraph(
            "Date Line",
            line(s.table[1] + 20, after=140),
            colour(h.soft) | size(s.table[0]),
            display=True,
        )
        under = frame(edge("bottom", 4, 1, h.rule if h.lead_box else h.accent))
        spaced = {} if h.lead_box or self.lang == "ja" else {"spacing": element("spacing", val=10)}
        loud = bold() | colour(h.accent) | size(s.heading[0])
        self.paragraph(
            "Heading 1",
            together | under | outline | line(s.heading[1], before=200, after=80),
            loud | spaced,
            then="Normal",
            display=True,
        )
        self.paragraph(
            "Side Heading",
            together | outline | line(s.heading[1], after=60),
            loud | spaced,
            then="Table Text",
            display=True,
        )

    def takeaway(self) -> None:
        h, s = self.look, self.script
        sides = edge("top", 4, 4, h.box) + edge("left", 24, 8, h.accent) + edge("bottom", 4, 5, h.box)
        box = frame(sides + edge("right", 4, 5, h.box)) | shade(h.box) | ind(left=200, right=110)
        outline = {"outlineLvl": element("outlineLvl", val=0)}
        together = on("keepNext", "keepLines")
        look = box if h.lead_box else {}
        self.paragraph(
            "Takeaway Heading",
            look | together | outline | line(s.table[1] + 80, after=0 if h.lead_box else 20),
            bold() | colour(h.accent) | size(s.table[0] if h.lead_box else s.heading[0]),
            then="Takeaway",
            display=True,
        )
        self.paragraph(
            "Takeaway",
            look | on("keepLines") | line(s.lead[1], after=40 if h.lead_box else 100),
            size(s.lead[0]) | ({} if h.lead_box else bold()),
        )

    def prose(self) -> None:
        h, s = self.look, self.script
        hang = INDENT if h.lead_box else BULLET_INDENT
        number = "<w:numPr>" + element("ilvl", val=0) + element("numId", val=1) + "</w:numPr>"
        self.paragraph(
            "Key Point",
            on("keepLines") | {"numPr": number} | line(s.body[1], after=60) | ind(left=hang, hanging=hang),
        )
        self.paragraph(
            "Quote",
            on("keepLines") | frame(edge("left", 12, 8, h.rule)) | line(s.body[1], after=60) | ind(left=200, right=200),
            on("i", "iCs") if self.lang == "en" else {},
        )

    def tables(self) -> None:
        h, s = self.look, self.script
        cell, right = line(s.table[1]), align("right")
        head = bold() | colour(h.head_text) | size(s.table[0] - 1)
        self.paragraph("Table Text", cell, size(s.table[0]), display=True)
        # Away from the column that follows: figures end where its words begin.
        figures = right | ind(right=100)
        self.paragraph("Table Number", figures, base="Table Text", r=size(s.table[0]), display=True)
        self.paragraph("Table Head", on("keepNext") | cell, head, base="Table Text", display=True)
        self.paragraph("Table Head Number", figures, head, base="Table Head", display=True)
        self.table("Brief Table")

    def evidence(self) -> None:
        h, s = self.look, self.script
        cell = line(s.table[1])
        soft, mark = colour(h.soft) | size(s.note[0]), colour(h.accent) | size(s.note[0])
        self.paragraph(
            "Source Text", line(s.source[1]) | self.gaps(False), size(s.source[0]), twin={}, chinese=True, display=True
        )
        self.paragraph("Note", line(s.note[1], before=40), soft, twin=soft, display=True)
        self.paragraph("Reference", cell, mark, twin=mark, display=True)
        self.paragraph("Open Item", cell, size(s.table[0]), twin={}, display=True)

    def page(self) -> None:
        h, s = self.look, self.script
        # At least, not exactly: a house may put a taller logo there.
        height = {"spacing": element("spacing", before=0, after=0, line=s.note[1] + 20, lineRule="atLeast")}
        below = frame(edge("bottom", 8, 4, h.accent))
        small = colour(h.soft) | size(s.note[0])
        tab = right_tab(h.text_width)
        self.paragraph("Header", below | tab | height, colour(h.soft) | size(s.note[0] + 1), display=True)
        self.paragraph("Footer", tab | height, small, display=True)
        # A picture needs the height of its line; the text beside it stands in the cell's middle.
        free = {"spacing": element("spacing", before=0, after=0, line=240, lineRule="auto")}
        band = colour("FFFFFF") if not h.lead_box else colour(h.soft)
        self.paragraph("Masthead", free, band | size(s.note[0] + 1), display=True)
        self.paragraph("Masthead Date", free | align("right"), band | size(s.note[0] + 1), display=True)
        house = bold() | (colour(h.accent) | size(s.note[0] + 2) if h.lead_box else colour("FFFFFF") | size(26))
        self.character("House Name", house, display=True)

    def statuses(self) -> None:
        h = self.look
        ahead = bold() | colour(h.ahead) | shade(h.ahead_shade)
        self.character("Status Planned", ahead, display=True)
        self.character("Status Forecast", ahead, display=True)
        self.character("Status Signed", bold() | colour(h.accent) | shade(h.signed_shade), display=True)
        for plain in ("Actual", "Cumulative", "Stated"):
            self.character(f"Status {plain}", display=True)
        self.character("Not Stated", colour(h.soft), display=True)
        self.character("Party Kind", bold() | colour(h.soft), display=True)


def numbering(look: Look) -> str:
    numbers = look.lead_box
    kind, text, hang = ("decimal", "%1", INDENT) if numbers else ("bullet", "■", BULLET_INDENT)
    marks = (element("b") if numbers else "") + element("color", val=look.accent)
    marks += "" if numbers else element("sz", val=12) + element("szCs", val=12)
    level = (
        f'<w:lvl w:ilvl="0">{element("start", val=1)}{element("numFmt", val=kind)}'
        f"{element('pStyle', val='KeyPoint')}{element('lvlText', val=text)}{element('lvlJc', val='left')}"
        f"<w:pPr>{element('ind', left=hang, hanging=hang)}</w:pPr><w:rPr>{marks}</w:rPr></w:lvl>"
    )
    single = element("multiLevelType", val="singleLevel")
    return (
        f'{XML}<w:numbering {W}><w:abstractNum w:abstractNumId="0">{single}{level}</w:abstractNum>'
        f'<w:num w:numId="1">{element("abstractNumId", val=0)}</w:num></w:numbering>'
    )


def settings(script: Script, lang: Lang) -> str:
    punctuation = "compressPunctuation" if lang == "ja" else "doNotCompress"
    mode = element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    breaks = element("noLineBreaksAfter", lang="ja-JP", val=NO_BREAK_AFTER)
    breaks += element("noLineBreaksBefore", lang="ja-JP", val=NO_BREAK_BEFORE)
    return (
        f"{XML}<w:settings {W}>{element('zoom', percent=100)}{element('defaultTabStop', val=420)}"
        f"{element('characterSpacingControl', val=punctuation)}{breaks}<w:compat>{mode}</w:compat>"
        f"{element('themeFontLang', val=script.lang, eastAsia=script.east_lang)}"
        f"{element('decimalSymbol', val='.')}{element('listSeparator', val=',')}</w:settings>"
    )


FONTS = {
    "Arial": ("", "020B0604020202020204", "00", "swiss"),
    "Times New Roman": ("", "02020603050405020304", "00", "roman"),
    "Yu Gothic": ("游ゴシック", "020B0400000000000000", "80", "swiss"),
    "Yu Mincho": ("游明朝", "02020400000000000000", "80", "roman"),
    "Microsoft YaHei": ("微软雅黑", "020B0503020204020204", "86", "swiss"),
}


def font_table(script: Script) -> str:
    """The fonts used, with what another program may look for where one is missing."""

    def font(name: str) -> str:
        alt, panose, charset, family = FONTS[name]
        other = element("altName", val=alt) if alt else ""
        return (
            f'<w:font w:name="{name}">{other}{element("panose1", val=panose)}{element("charset", val=charset)}'
            f"{element('family', val=family)}{element('pitch', val='variable')}</w:font>"
        )

    used = dict.fromkeys((*script.display, *script.text, CHINESE_FONT))
    return f"{XML}<w:fonts {W}>{''.join(font(name) for name in FONTS if name in used)}</w:fonts>"
