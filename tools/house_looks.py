"""What makes one house style unlike another: colours, fonts, sizes, page, decoration.

Owns the values of the shipped styles; knows nothing of how they become Word
styles (template_styles.py) or in what order sections stand (build_templates.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from briefing.values import Lang

Set = tuple[int, int]  # size in half-points, exact line height in twips


@dataclass(frozen=True, slots=True)
class Script:
    """What a language asks of a house: fonts, tags, sizes."""

    text: tuple[str, str]  # Latin and East Asian font of the running text
    display: tuple[str, str]  # of titles, tables, labels
    body: Set
    lead: Set
    table: Set
    source: Set
    note: Set
    title: Set
    heading: Set
    lang: str = "en-GB"
    east_lang: str = "ja-JP"


@dataclass(frozen=True, slots=True)
class Look:
    """A house style. Colours are RRGGBB; widths are twips."""

    name: str
    scripts: dict[Lang, Script]
    ink: str
    accent: str
    soft: str
    rule: str
    box: str
    head: str
    head_text: str
    ahead: str
    ahead_shade: str
    signed_shade: str
    light: str  # the second tone of the logo
    title_ink: str
    margin: int = 1134
    top: int = 1247
    bottom: int = 1077
    cell_space: int = 28
    lead_box: bool = True  # the takeaway in a box of its own, or as the bold lead of the text
    page: tuple[int, int] = (11906, 16838)  # A4

    @property
    def text_width(self) -> int:
        return self.page[0] - 2 * self.margin


SANS, SERIF = ("Arial", "Yu Gothic"), ("Times New Roman", "Yu Mincho")
CHINESE_FONT = "Microsoft YaHei"

INVESTOR_BRIEF = Look(
    name="investor-brief",
    scripts={
        "en": Script(
            text=SANS,
            display=SANS,
            body=(19, 260),
            lead=(20, 280),
            table=(16, 215),
            source=(17, 240),
            note=(15, 190),
            title=(34, 420),
            heading=(21, 280),
        ),
        "ja": Script(
            text=SANS,
            display=SANS,
            body=(19, 300),
            lead=(20, 320),
            table=(16, 230),
            source=(17, 250),
            note=(15, 210),
            title=(32, 440),
            heading=(21, 300),
        ),
    },
    ink="1B2A3D",
    accent="1F3A5F",
    soft="5B6775",
    rule="C3CBD5",
    box="EEF2F7",
    head="E4EAF1",
    head_text="1F3A5F",
    ahead="7A4B00",
    ahead_shade="FFF0D2",
    signed_shade="DCE8F5",
    light="8FB1D9",
    title_ink="1F3A5F",
)

RESEARCH_NOTE = Look(
    name="research-note",
    scripts={
        "en": Script(
            text=SERIF,
            display=SANS,
            body=(20, 250),
            lead=(22, 280),
            table=(16, 205),
            source=(15, 205),
            note=(14, 175),
            title=(37, 440),
            heading=(18, 240),
        ),
        "ja": Script(
            text=SERIF,
            display=SANS,
            body=(19, 285),
            lead=(20, 310),
            table=(16, 220),
            source=(15, 210),
            note=(14, 190),
            title=(34, 460),
            heading=(18, 250),
        ),
    },
    ink="262321",
    accent="6E1423",
    soft="6A625C",
    rule="CFC6BC",
    box="F3EEE7",
    head="6E1423",
    head_text="FFFFFF",
    ahead="6B4A00",
    ahead_shade="F7E3B5",
    signed_shade="E3DCEB",
    light="E9C9A0",
    title_ink="262321",
    margin=964,
    top=1304,
    bottom=964,
    cell_space=18,
    lead_box=False,
)

LOOKS = (INVESTOR_BRIEF, RESEARCH_NOTE)
