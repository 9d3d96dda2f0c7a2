"""A brief set in a Word template.

Owns which part of a brief goes to which placeholder and in which styles; knows
nothing of how the brief came about, and leaves fonts, colours, page, section
names and section order to the template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from briefing.render.labels import Labels, labels_for
from briefing.render.ooxml import Element, bookmark, link, paragraph, run, table
from briefing.render.package import package_bytes
from briefing.render.templates import PLACEHOLDER, open_template, story_roots, style_ids
from briefing.values import Brief, Lang, Statement, Status

UNDATED = datetime(2000, 1, 1)
LANGUAGE_TAGS = MappingProxyType({"en": "en-GB", "ja": "ja-JP"})
# Where the number in the Sources section leads back to, in this order of preference.
HOMES = ("points", "figures", "quotes", "parties", "open_items", "takeaway")
# Shares of the text width. Values and items get what the rest leaves.
FIGURE_SHARES = MappingProxyType(
    {"item": 27, "value": 19, "change": 13, "status": 11, "period": 13, "holder": 16, "ref": 7}
)
PARTY_SHARES = (47, 20, 26, 7)
OPEN_SHARES = (50, 43, 7)
BRACKETED = re.compile(r"[(（\[［][^()（）\[\]［］]*[)）\]］]")
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
EASTERN = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
SHORT_HASH = 12
EMU_PER_TWIP = 635


@dataclass(slots=True)
class Desk:
    """What the sections share while one document is made."""

    brief: Brief
    labels: Labels
    styles: dict[tuple[str, str], str]
    width: int
    homes: dict[int, str]
    numbers: Iterator[int]
    relate: Callable[[str], str]
    placed: set[int] = field(default_factory=set)

    @property
    def lang(self) -> Lang:
        return self.brief.lang

    def character(self, name: str) -> str:
        return self.styles["character", name]

    def words(self, text: str, style: str = "") -> Element:
        east = self.lang == "ja" and bool(EASTERN.search(text))
        return run(text, self.character(style) if style else "", east=east)

    def chinese(self, text: str) -> Element:
        return run(text, self.character("Source Text Char"), east=True)

    def block(self, style: str, *content: Element) -> Element:
        return paragraph(self.styles["paragraph", style], content)

    def table(self, section: str, shares: Sequence[int], rows: Sequence[Sequence[Sequence[Element]]]) -> Element:
        unit = self.width / sum(shares)
        edges = [round(unit * sum(shares[:n])) for n in range(len(shares) + 1)]
        widths = [right - left for left, right in pairwise(edges)]
        return table(self.styles["table", "Brief Table"], self.labels.sections[section], widths, rows)


def write_brief(brief: Brief, template: Path) -> bytes:
    """The finished document. Raises TemplateError where the template cannot be used."""
    document = open_template(template)
    desk = _desk(brief, document)
    _fill_lines(document, {"date": desk.labels.date(brief.published), "version": brief.provenance.version})
    _fill_blocks(document, desk)
    _describe(document, brief, desk.labels)
    _detach(document)
    return package_bytes(document.part.package)


def _desk(brief: Brief, document: Document) -> Desk:
    known = {source.number for source in brief.sources}
    homes: dict[int, str] = {}
    for section in HOMES:
        for ref in _refs_of(brief, section):
            if ref not in known:
                raise ValueError(f"{section} refers to source sentence {ref}, which the brief does not hold")
            homes.setdefault(ref, section)
    body = document.element.body
    used = [int(mark.get(qn("w:id"), "0")) for mark in body.iter(qn("w:bookmarkStart"))]
    page = document.sections[0]
    width = int((page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)) // EMU_PER_TWIP
    return Desk(
        brief=brief,
        labels=labels_for(brief.lang),
        styles=style_ids(document),
        width=width,
        homes=homes,
        numbers=iter(range(max(used, default=0) + 1, 1 << 30)),
        relate=lambda url: str(document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)),
    )


def _refs_of(brief: Brief, section: str) -> Iterator[int]:
    held = brief.rows if section == "figures" else getattr(brief, section)
    for item in held:
        yield from item.refs


# --- pieces ------------------------------------------------------------------


def marks(desk: Desk, refs: Sequence[int], section: str) -> list[Element]:
    """``[3][5]``, each leading to its source sentence; the first of a home can be led back to."""
    made: list[Element] = []
    for ref in dict.fromkeys(refs):
        jump = link([desk.words(f"[{ref}]", "Reference Char")], anchor=f"source_{ref}")
        if desk.homes.get(ref) == section and ref not in desk.placed:
            desk.placed.add(ref)
            made += bookmark(f"cited_{ref}", next(desk.numbers), [jump])
        else:
            made.append(jump)
    return made


def statement(desk: Desk, sentence: Statement, section: str, *, cited: bool = True) -> list[Element]:
    """The runs of a sentence, its Chinese originals in their own style, and its marks."""
    made = _with_originals(desk, sentence.text, sentence.originals)
    if cited and sentence.refs:
        if desk.lang == "en":
            made.append(desk.words("\u00a0", "Reference Char"))
        made += marks(desk, sentence.refs, section)
    return made


def phrase(desk: Desk, text: str) -> list[Element]:
    """The runs of a text that has no offsets: Chinese in brackets is found by its characters."""
    return _with_originals(desk, text, [m.span() for m in BRACKETED.finditer(text) if _is_chinese(m[0], desk.lang)])


def _is_chinese(text: str, lang: Lang) -> bool:
    return bool(HAN.search(text)) if lang == "en" else not _cp932(text)


def _cp932(text: str) -> bool:
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _with_originals(desk: Desk, text: str, originals: Sequence[tuple[int, int]]) -> list[Element]:
    made, at = [], 0
    for start, end in sorted(originals):
        if at < start:
            made.append(desk.words(text[at:start]))
        if max(at, start) < end:
            made.append(desk.chinese(text[max(at, start) : end]))
        at = max(at, end)
    if at < len(text):
        made.append(desk.words(text[at:]))
    return made


def head(desk: Desk, labels: Sequence[str], numeric: Sequence[bool]) -> list[list[Element]]:
    return [
        [desk.block("Table Head Number" if right else "Table Head", desk.words(label))]
        for label, right in zip(labels, numeric, strict=True)
    ]


# --- sections: what stands in for each placeholder -----------------------------


def headline(desk: Desk, model: Element) -> list[Element]:
    return [paragraph("", statement(desk, desk.brief.headline, "headline", cited=False), model=model)]


def date_line(desk: Desk, model: Element) -> list[Element]:
    text = desk.brief.date_line
    return [paragraph("", phrase(desk, text), model=model)] if text else []


def takeaway(desk: Desk, model: Element) -> list[Element]:
    """One paragraph, so that it can be quoted as one."""
    content: list[Element] = []
    for sentence in desk.brief.takeaway:
        if content and desk.lang == "en":
            content.append(desk.words(" "))
        content += statement(desk, sentence, "takeaway")
    return [paragraph("", content, model=model)] if content else []


def points(desk: Desk, model: Element) -> list[Element]:
    return [paragraph("", statement(desk, point, "points"), model=model) for point in desk.brief.points]


def quotes(desk: Desk, model: Element) -> list[Element]:
    return [paragraph("", statement(desk, quoted, "quotes"), model=model) for quoted in desk.brief.quotes]


def figures(desk: Desk, model: Element) -> list[Element]:
    if not desk.brief.rows:
        return []
    columns = [c for c in FIGURE_SHARES if c != "change" or any(row.change for row in desk.brief.rows)]
    right = ("value", "change")
    rows = [head(desk, [desk.labels.figures[c] for c in columns], [c in right for c in columns])]
    for row in desk.brief.rows:
        cells = {
            "item": desk.block("Table Text", *phrase(desk, row.label)),
            "value": desk.block("Table Number", *phrase(desk, row.value)),
            "change": desk.block("Table Number", *phrase(desk, row.change)),
            "status": desk.block("Table Text", status(desk, row.status, row.status_label)),
            "period": desk.block("Table Text", *stated(desk, row.period)),
            "holder": desk.block("Table Text", *stated(desk, row.holder)),
            "ref": desk.block("Reference", *marks(desk, row.refs, "figures")),
        }
        rows.append([[cells[column]] for column in columns])
    shares = [FIGURE_SHARES[column] for column in columns]
    made = [desk.table("figures", shares, rows)]
    if any(row.status in AHEAD for row in desk.brief.rows):
        made.append(desk.block("Note", desk.words(desk.labels.text["legend"])))
    return made


AHEAD = (Status.PLANNED, Status.FORECAST, Status.SIGNED)


def status(desk: Desk, kind: Status, label: str) -> Element:
    """The status in its own style; the shade of a style begins and ends with a narrow space."""
    name = f"Status {kind.value.capitalize()}"
    return desk.words(f"\u00a0{label}\u00a0" if kind in AHEAD else label, name)


def stated(desk: Desk, text: str) -> list[Element]:
    if text == desk.labels.text["not_stated"]:
        return [desk.words(text, "Not Stated")]
    return phrase(desk, text)


def parties(desk: Desk, model: Element) -> list[Element]:
    if not desk.brief.parties:
        return []
    labels = [desk.labels.parties[c] for c in ("name", "kind", "original", "ref")]
    rows = [head(desk, labels, [False] * 4)]
    for party in desk.brief.parties:
        name = phrase(desk, party.name)
        if not party.certain:
            name.append(desk.words(f" {desk.labels.text['unconfirmed']}", "Note Char"))
        rows.append(
            [
                [desk.block("Table Text", *name)],
                [desk.block("Table Text", desk.words(party.kind))],
                [desk.block("Table Text", desk.chinese(party.original))],
                [desk.block("Reference", *marks(desk, party.refs, "parties"))],
            ]
        )
    return [desk.table("parties", PARTY_SHARES, rows)]


def open_items(desk: Desk, model: Element) -> list[Element]:
    if not desk.brief.open_items:
        return []
    labels = [desk.labels.open_items[c] for c in ("source", "known", "ref")]
    rows = [head(desk, labels, [False] * 3)]
    for item in desk.brief.open_items:
        known = [desk.block("Open Item", *phrase(desk, text)) for text in item.known]
        rows.append(
            [
                [desk.block("Source Text", run(_one_line(item.source), east=True))],
                known or [desk.block("Note", desk.words(desk.labels.text["nothing_known"]))],
                [desk.block("Reference", *marks(desk, item.refs, "open_items"))],
            ]
        )
    return [desk.table("open_items", OPEN_SHARES, rows)]


def sources(desk: Desk, model: Element) -> list[Element]:
    """The Chinese sentences, each numbered and, where it is cited, leading back to there."""
    made = []
    for source in desk.brief.sources:
        mark = run(f"[{source.number}]", desk.character("Reference Char"))
        if source.number in desk.homes:
            mark = link([mark], anchor=f"cited_{source.number}")
        content = [mark, run("\t"), run(_one_line(source.text), east=True)]
        made.append(paragraph("", bookmark(f"source_{source.number}", next(desk.numbers), content), model=model))
    return made


def method(desk: Desk, model: Element) -> list[Element]:
    """Which article, how it was read, and by what: one paragraph each."""
    text, origin = desk.labels.text, desk.brief.provenance
    model_name = "@".join(part for part in (origin.model, origin.commit[:SHORT_HASH]) if part)
    made = text["provenance"].format(
        version=origin.version,
        engine=origin.engine,
        model=f" ({model_name})" if model_name else "",
        sha=origin.source_sha256[:SHORT_HASH],
    )
    lines = [[desk.words(text["method"])], [desk.words(made)]]
    article = _article(desk)
    if article:
        lines.insert(0, [desk.words(text["article"]), *article])
    return [paragraph("", content, model=model) for content in lines]


def _article(desk: Desk) -> list[Element]:
    brief, made = desk.brief, []
    if brief.title_zh:
        made.append(desk.chinese(_one_line(brief.title_zh)))
    if brief.url:
        if made:
            made.append(desk.words(" "))
        address = run(brief.url, desk.character("Note Char"))
        target = _web_address(brief.url)
        made.append(link([address], relation=desk.relate(target)) if target else address)
    return made


def _web_address(url: str) -> str:
    """The URL as a relationship may hold it; empty for anything but a plain web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        return ""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).strip("\u3000 \t")


SECTIONS: MappingProxyType[str, Callable[[Desk, Element], list[Element]]] = MappingProxyType(
    {
        "headline": headline,
        "date_line": date_line,
        "takeaway": takeaway,
        "points": points,
        "figures": figures,
        "parties": parties,
        "quotes": quotes,
        "open_items": open_items,
        "sources": sources,
        "method": method,
    }
)


# --- the template ------------------------------------------------------------


def _fill_blocks(document: Document, desk: Desk) -> None:
    """Put each section in its place; an empty one goes, and the heading right before it too."""
    places = {}
    for place in document.element.body.iter(qn("w:p")):
        found = PLACEHOLDER.fullmatch(_text_of(place).strip())
        if found and found[1] in SECTIONS:
            places[found[1]] = place
    for name, place in places.items():
        content = SECTIONS[name](desk, place)
        before = place.getprevious()
        if not content and before is not None and _is_heading(before, document):
            before.getparent().remove(before)
        for piece in content:
            place.addprevious(piece)
        _close(place)


def _close(place: Element) -> None:
    """Take the placeholder away, unless Word needs a paragraph there: last in a cell, or between two tables."""
    parent, before, after = place.getparent(), place.getprevious(), place.getnext()
    needed = before is None or before.tag == qn("w:tbl")
    if needed and (after is None or after.tag == qn("w:tbl")):
        for child in list(place):
            if child.tag != qn("w:pPr"):
                place.remove(child)
    elif parent is not None:
        parent.remove(place)


def _is_heading(before: Element, document: Document) -> bool:
    style = before.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    if before.tag != qn("w:p") or style is None:
        return False
    found = document.styles.element.get_by_id(style.get(qn("w:val")))
    return found is not None and next(found.iter(qn("w:outlineLvl")), None) is not None


def _text_of(place: Element) -> str:
    return "".join(t.text or "" for t in place.iter(qn("w:t")))


def _fill_lines(document: Document, values: dict[str, str]) -> None:
    """Write the values into body, headers and footers, also where Word split a placeholder into runs."""
    for root in story_roots(document):
        for place in root.iter(qn("w:p")):
            texts = list(place.iter(qn("w:t")))
            whole = "".join(t.text or "" for t in texts)
            for found in reversed(list(PLACEHOLDER.finditer(whole))):
                if found[1] in values:
                    _write_over(texts, found.span(), values[found[1]])


def _write_over(texts: list[Element], span: tuple[int, int], value: str) -> None:
    at = 0
    for holder in texts:
        text = holder.text or ""
        start, end = max(span[0] - at, 0), min(span[1] - at, len(text))
        if start < end:
            first = at + start == span[0]
            holder.text = text[:start] + (value if first else "") + text[end:]
        at += len(text)


def _describe(document: Document, brief: Brief, labels: Labels) -> None:
    """Document properties, with the article's own time so that the same brief gives the same bytes."""
    when = brief.published or UNDATED
    if when.tzinfo is not None:
        when = when.astimezone(UTC).replace(tzinfo=None)
    core = document.core_properties
    core.title = brief.headline.text[:255]
    core.subject = labels.text["subject"]
    core.author = core.last_modified_by = "briefing"
    core.language = LANGUAGE_TAGS[brief.lang]
    core.keywords = core.comments = ""
    core.revision = 1
    core.created = core.modified = when.replace(microsecond=0)


def _detach(document: Document) -> None:
    """Drop the link to the .dotx a house document was made from: it names a path of the house."""
    settings = document.settings.element
    for attached in list(settings.iter(qn("w:attachedTemplate"))):
        document.settings.part.drop_rel(attached.get(qn("r:id")))
        settings.remove(attached)
