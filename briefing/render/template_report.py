"""What a person who edited a template wants to know of it: what is wrong, what is doubtful, what was found.

Owns the doubts that refuse nothing and the summary; what refuses a template
is ``template_problems``' and ``template_package``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefing.errors import TemplateError
from briefing.render.stories import W, placed_paragraphs, story_roots, text_of
from briefing.render.template_fonts import SCRIPTS, font_of, language_of
from briefing.render.template_names import ALL_BLOCKS, HOUSE_STYLES, LINES, PLACEHOLDER, STYLES, braced
from briefing.render.template_problems import template_problems
from briefing.render.templates import has_outline, read_template, shipped_template
from briefing.values import LANGS

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

Severity = Literal["error", "warning", "note"]
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
TWIPS_A_MM = 56.7
PICTURE = ("drawing", "pict", "object")


@dataclass(frozen=True, slots=True)
class Remark:
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """One template as it was found. ``sections`` are its blocks in their order."""

    file: str
    remarks: tuple[Remark, ...]
    sections: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    fonts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    page_mm: tuple[int, int] = (0, 0)
    text_mm: int = 0
    pictures: int = 0

    @property
    def usable(self) -> bool:
        return not any(remark.severity == "error" for remark in self.remarks)


def report_on(path: Path) -> Report:
    """The report on a file; one that is no Word document has an error and nothing else."""
    try:
        document = read_template(path)
    except TemplateError as error:
        told = error.message.removeprefix(f"{path} ").removeprefix(f"{path}: ")
        return Report(str(path), (Remark("error", f"{told}; {error.hint}" if error.hint else told),))
    remarks = [Remark("error", problem) for problem in template_problems(document)]
    remarks += [Remark("warning", doubt) for doubt in _doubts(document, path)]
    remarks += [Remark("note", note) for note in _notes(document)]
    page = document.sections[-1]
    width, height = (round((side or 0) / 36000) for side in (page.page_width, page.page_height))
    margins = round(((page.left_margin or 0) + (page.right_margin or 0)) / 36000)
    found = list(_found(document))
    return Report(
        file=str(path),
        remarks=tuple(remarks),
        sections=tuple(name for name, where in found if name in ALL_BLOCKS and where == "body"),
        lines=tuple(f"{name} ({where})" for name, where in found if name in LINES),
        fonts={script: tuple(dict.fromkeys(_fonts(document, slot))) for script, slot in SCRIPTS.items()},
        page_mm=(width, height),
        text_mm=width - margins,
        pictures=sum(1 for root in story_roots(document) for _ in _pictures(root)),
    )


def _found(document: Document) -> Iterator[tuple[str, str]]:
    for where, paragraph in placed_paragraphs(document):
        yield from ((name, where) for name in PLACEHOLDER.findall(text_of(paragraph)))


def _fonts(document: Document, slot: str) -> Iterator[str]:
    for name in ("Normal", *STYLES["paragraph"]):
        if font := font_of(document, name, slot):
            yield font


def _pictures(root: Element) -> Iterator[Element]:
    return root.iter(*(f"{W}{tag}" for tag in PICTURE))


# --- doubts --------------------------------------------------------------------


def _doubts(document: Document, path: Path) -> Iterator[str]:
    yield from _font_doubts(document)
    yield from _language_doubts(document, path)
    for where, paragraph in placed_paragraphs(document):
        name = PLACEHOLDER.fullmatch(text_of(paragraph).strip())
        if where == "body" and name and name[1] in ALL_BLOCKS:
            yield from _place_doubts(document, paragraph, name[1])
    protection = document.settings.element.find(f"{W}documentProtection")
    if protection is not None and protection.get(f"{W}enforcement") in ("1", "true", "on"):
        yield "it is protected against editing, and so will every brief be: Review > Restrict Editing > Stop Protection"


def _font_doubts(document: Document) -> Iterator[str]:
    for script, slot in SCRIPTS.items():
        themed, none = [], []
        for name in ("Normal", *STYLES["paragraph"], *STYLES["character"]):
            font = font_of(document, name, slot)
            themed += [name] if font.startswith("theme:") else []
            none += [name] if not font else []
        if none:
            yield f"no font for {script} text in {_listed(none)}: every machine will choose its own"
        if themed:
            yield f"the font for {script} text in {_listed(themed)} is the theme's: choose the font itself, by its name"


def _listed(names: list[str]) -> str:
    return "the style " + f"“{names[0]}”" + (f" and {len(names) - 1} more" if len(names) > 1 else "")


def _language_doubts(document: Document, path: Path) -> Iterator[str]:
    tag = language_of(document, "Normal", "eastAsia")
    if tag != "ja-JP":
        yield f"Japanese text is tagged {tag or 'with no language'}, not ja-JP: line breaks follow other rules"
    named = next((lang for lang in LANGS if path.stem.endswith(f".{lang}")), None)
    words = "".join(PLACEHOLDER.sub("", text_of(paragraph)) for _, paragraph in placed_paragraphs(document))
    japanese = bool(JAPANESE.search(words))
    if named and words.strip() and japanese != (named == "ja"):
        yield f"its name says {named}, but its words are {'Japanese' if japanese else 'English'}"


def _place_doubts(document: Document, paragraph: Element, name: str) -> Iterator[str]:
    if next(_pictures(paragraph), None) is not None:
        yield f"a picture is anchored to the paragraph of {braced(name)} and will go with it: move it"
    before = paragraph.getprevious()
    if before is None or before.tag != f"{W}p" or name == "headline":
        return
    text, style = text_of(before).strip(), before.find(f"{W}pPr/{W}pStyle")
    outlined = style is not None and has_outline(document, style.get(f"{W}val", ""))
    if text and not outlined and not PLACEHOLDER.search(text) and len(text) < LONGEST_HEADING:
        yield (
            f"“{text}” before {braced(name)} is in no heading style (one with an outline level), "
            "so it stays where the section is empty"
        )


LONGEST_HEADING = 40  # characters: a longer paragraph is a text, not a heading


# --- notes ---------------------------------------------------------------------


def _notes(document: Document) -> Iterator[str]:
    if next(document.settings.element.iter(f"{W}attachedTemplate"), None) is not None:
        yield "it is attached to a Word template (.dotx); the briefs will not be"
    samples = set(_sample_logos())
    if any(part.blob in samples for part in document.part.package.iter_parts() if part.partname.endswith(".png")):
        yield "the logo is still our sample: right-click it in Word > Change Picture"


def _sample_logos() -> Iterator[bytes]:
    from briefing.render.package import unzip_parts

    for style in HOUSE_STYLES:
        yield unzip_parts(shipped_template(style, "en").read_bytes())["word/media/logo.png"]
