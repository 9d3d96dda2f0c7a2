"""A day's headlines and key figures as one Word file.

Owns what a digest shows of each brief and in which of a template's styles.
Knows nothing of where the briefs lie or how a day is chosen.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from briefing.render.ooxml import Element, bookmark, keep_with_next, link, paragraph
from briefing.render.package import package_bytes
from briefing.render.sections import Desk, figures, phrase, statement
from briefing.render.templates import find_template, open_template
from briefing.render.word import LANGUAGE_TAGS, desk_for, detach, fill_lines
from briefing.values import Brief, Lang, Provenance, Statement
from briefing.version import __version__

# What fits a reader's glance; the rest stands in the brief.
ROWS = 5


@dataclass(frozen=True, slots=True)
class Change:
    """A value that a new version of an article gives differently."""

    label: str
    before: str
    after: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One brief of the day: itself and its file, seen from the digest.

    A new version also has the file it ``replaces``, and what it says differently.
    """

    brief: Brief
    file: str
    changes: tuple[Change, ...] = ()
    replaces: str = ""


def write_digest(lang: Lang, day: date, entries: Sequence[Entry], *, template: Path | None) -> bytes:
    """The digest as a Word file, byte for byte the same for the same briefs. Raises TemplateError."""
    document = open_template(find_template(lang, template))
    sheet = _Sheet(document, desk_for(_blank(lang), document), _words()[lang])
    when = datetime.combine(day, time())
    text = sheet.desk.labels.date(when)
    fill_lines(document, {"date": text, "version": __version__})
    content = [*_head(sheet, text, len(entries)), *_contents(sheet, entries)]
    for number, entry in enumerate(entries, start=1):
        content += _entry(sheet, number, entry)
    content.append(sheet.block("Note", sheet.desk.words(sheet.words["method"])))
    _put(document, content)
    _describe(document, sheet, when, text)
    detach(document)
    return package_bytes(document.part.package)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One digest while it is made."""

    document: Document
    desk: Desk
    words: Mapping[str, str]

    def block(self, style: str, *content: Element) -> Element:
        """A paragraph in one of the template's styles; a house that has none of that name gets its Table Text.

        Word writes the names of its own styles small in the file: heading 1.
        """
        known = self.desk.styles
        found = known.get(("paragraph", style)) or known.get(("paragraph", style.lower()))
        return paragraph(found or known["paragraph", "Table Text"], content)

    def of(self, brief: Brief) -> Desk:
        """The desk with a brief on it whose references lead nowhere: its sources are in its own file."""
        rows = tuple(replace(row, refs=()) for row in brief.rows[:ROWS])
        return replace(self.desk, brief=replace(brief, rows=rows), homes={}, named=set())


def _head(sheet: _Sheet, day: str, entries: int) -> list[Element]:
    desk, words = sheet.desk, sheet.words
    told = words["count_one"] if entries == 1 else words["count"].format(count=entries)
    title = sheet.block("Title", desk.words(words["title"].format(day=day)))
    return [title, sheet.block("Date Line", desk.words(told if entries else words["none"]))]


def _contents(sheet: _Sheet, entries: Sequence[Entry]) -> list[Element]:
    """The headlines, each leading to its place below: what most readers need of a digest."""
    if not entries:
        return []
    lines = [
        sheet.block(
            "Key Point",
            *(link([piece], anchor=f"brief_{number}") for piece in phrase(sheet.desk, entry.brief.headline.text)),
        )
        for number, entry in enumerate(entries, start=1)
    ]
    return [sheet.block("Heading 1", sheet.desk.words(sheet.words["contents"])), *lines]


def _entry(sheet: _Sheet, number: int, entry: Entry) -> list[Element]:
    desk = sheet.of(entry.brief)
    headline = statement(desk, entry.brief.headline, "headline", cited=False)
    made = [sheet.block("Heading 1", *bookmark(f"brief_{number}", next(desk.numbers), headline))]
    if entry.brief.date_line:
        made.append(sheet.block("Date Line", *phrase(desk, entry.brief.date_line)))
    made += [sheet.block("Open Item", *phrase(desk, _told(sheet, change))) for change in entry.changes]
    table = figures(desk, sheet.block("Table Text"))[:1]
    made += table
    left = len(entry.brief.rows) - ROWS
    if table and left > 0:
        made.append(sheet.block("Note", desk.words(sheet.words["more"].format(count=left))))
    for piece in made:
        keep_with_next(piece)
    if entry.replaces:
        made.append(sheet.block("Note", desk.words(sheet.words["replaces"]), _file(sheet, entry.replaces)))
        keep_with_next(made[-1])
    return [*made, sheet.block("Note", desk.words(sheet.words["files"]), _file(sheet, entry.file))]


def _told(sheet: _Sheet, change: Change) -> str:
    """A value that changed, with its period where the source states one."""
    label, unstated = change.label, (sheet.desk.labels.text["not_stated"], sheet.desk.labels.text["see_source"])
    if change.period and change.period not in unstated:
        label = sheet.words["of_period"].format(label=change.label, period=change.period)
    return sheet.words["changed"].format(label=label, before=change.before, after=change.after)


def _file(sheet: _Sheet, name: str) -> Element:
    """A link without a root, so that it holds wherever the shelf goes."""
    relation = sheet.document.part.relate_to(quote(name), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return link([sheet.desk.words(name, "Note Char")], relation=str(relation))


def _put(document: Document, content: Sequence[Element]) -> None:
    """Everything of the template's body goes but its page: header, footer, margins and styles stay."""
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    for index, piece in enumerate(content):
        body.insert(index, piece)


def _describe(document: Document, sheet: _Sheet, when: datetime, day: str) -> None:
    core = document.core_properties
    core.title, core.subject = sheet.words["title"].format(day=day), sheet.words["subject"]
    core.author = core.last_modified_by = ""
    core.language = LANGUAGE_TAGS[sheet.desk.lang]
    core.keywords = core.comments = ""
    core.revision = 1
    core.created = core.modified = when


def _blank(lang: Lang) -> Brief:
    """A brief that holds nothing: what the template's desk is laid out for."""
    nothing = Statement(lang, "")
    origin = Provenance("", "", "", __version__)
    return Brief(lang, nothing, "", (), (), (), (), (), (), (), (), origin)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    data = tomllib.loads(files("briefing").joinpath("data", "digest.toml").read_text(encoding="utf-8"))
    return MappingProxyType(data)
