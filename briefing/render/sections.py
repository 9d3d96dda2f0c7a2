"""The sections of a brief as WordprocessingML.

Owns which part of a brief is set in which style; knows nothing of templates
beyond the names of their styles, nor of how the brief came about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from docx.oxml.ns import qn

from briefing.render.columns import Column, column_widths, text_width
from briefing.render.conversions import Conversions
from briefing.render.labels import Labels
from briefing.render.ooxml import Element, bookmark, element, link, paragraph, run, table
from briefing.render.originals import originals_in, uncertain_names
from briefing.render.writable import one_line, web_address
from briefing.values import Brief, Lang, Statement, Status

# Where the number in the Sources section leads back to, in this order of preference.
HOMES = ("points", "figures", "quotes", "parties", "open_items", "takeaway")
EASTERN = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
SHORT_HASH = 12
# What has not happened yet is seen at a glance.
AHEAD = (Status.PLANNED, Status.FORECAST, Status.SIGNED)


TableRow = Mapping[str, Sequence[Element]]
HEADS = MappingProxyType({"value": "Table Head Number", "change": "Table Head Number"})


@dataclass(slots=True)
class Desk:
    """What the sections share while one document is made."""

    brief: Brief
    labels: Labels
    styles: dict[tuple[str, str], str]
    width: int
    em: int
    homes: dict[int, str]
    numbers: Iterator[int]
    relate: Callable[[str], str]
    placed: set[int] = field(default_factory=set)
    conversions: Conversions | None = None
    prefix: str = ""  # of bookmarks, where several briefs share a document
    told: dict[tuple[str, str], list[Element]] = field(default_factory=dict)  # runs by part and text, for comments

    @property
    def lang(self) -> Lang:
        return self.brief.lang

    def character(self, name: str) -> str:
        return self.styles["character", name]

    def tell(self, part: str, text: str, runs: list[Element]) -> list[Element]:
        """The runs, remembered as those of a text."""
        self.told.setdefault((part, text), list(runs))
        return runs

    def words(self, text: str, style: str = "") -> Element:
        east = self.lang == "ja" and bool(EASTERN.search(text))
        return run(text, self.character(style) if style else "", east=east)

    def chinese(self, text: str) -> Element:
        return run(text, self.character("Source Text Char"), east=True)

    def block(self, style: str, *content: Element) -> Element:
        return paragraph(self.styles["paragraph", style], content)

    def table(self, section: str, columns: Sequence[str], loose: Sequence[str], rows: Sequence[TableRow]) -> Element:
        """A table as wide as the text; the columns ``loose`` may wrap."""
        labels: Mapping[str, str] = getattr(self.labels, section)
        heads = [self.block(HEADS.get(c, "Table Head"), self.words(labels[c])) for c in columns]
        held = [Column(labels[c], tuple(_words_of(row[c]) for row in rows), tight=c not in loose) for c in columns]
        lines: list[list[Sequence[Element]]] = [[[head] for head in heads]]
        lines += [[row[c] for c in columns] for row in rows]
        widths = column_widths(self.width, self.em, held)
        return table(self.styles["table", "Brief Table"], self.labels.sections[section], widths, lines)


def _words_of(cell: Sequence[Element]) -> str:
    """The longest paragraph of a cell, for the width of its column."""
    return max(("".join(t.text or "" for t in block.iter(qn("w:t"))) for block in cell), key=text_width, default="")


def homes_of(brief: Brief) -> dict[int, str]:
    """The section each source number leads back to.

    Raises ValueError where a reference has no source sentence: that brief must not be set.
    """
    known = {source.number for source in brief.sources}
    homes: dict[int, str] = {}
    for section in HOMES:
        for ref in _refs_of(brief, section):
            if ref not in known:
                raise ValueError(f"{section} refers to source sentence {ref}, which the brief does not hold")
            homes.setdefault(ref, section)
    return homes


def _refs_of(brief: Brief, section: str) -> Iterator[int]:
    held = brief.rows if section == "figures" else getattr(brief, section)
    for item in held:
        yield from item.refs


# --- pieces ------------------------------------------------------------------


def marks(desk: Desk, refs: Sequence[int], section: str) -> list[Element]:
    """``[3][5]``, each leading to its source sentence; the first of a home can be led back to."""
    made: list[Element] = []
    for ref in dict.fromkeys(refs):
        jump = link([desk.words(f"[{ref}]", "Reference Char")], anchor=f"{desk.prefix}source_{ref}")
        if desk.homes.get(ref) == section and ref not in desk.placed:
            desk.placed.add(ref)
            made += bookmark(f"{desk.prefix}cited_{ref}", next(desk.numbers), [jump])
        else:
            made.append(jump)
    return made


def statement(desk: Desk, sentence: Statement, section: str, *, cited: bool = True) -> list[Element]:
    """The runs of a sentence, its Chinese originals in their own style, and its marks."""
    made = _with_originals(desk, sentence.text, sentence.originals)
    desk.tell(section, sentence.text, made)
    if cited and sentence.refs:
        if desk.lang == "en":
            made.append(desk.words("\u00a0", "Reference Char"))
        made += marks(desk, sentence.refs, section)
    return made


def phrase(desk: Desk, text: str) -> list[Element]:
    """The runs of a text that has no offsets: Chinese in brackets is found by its characters."""
    return _with_originals(desk, text, originals_in(text, desk.lang, uncertain_names(desk.brief)))


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
        if content:
            content.append(desk.words(" "))
        content += statement(desk, sentence, "takeaway")
    return [paragraph("", content, model=model)] if content else []


def points(desk: Desk, model: Element) -> list[Element]:
    return [paragraph("", statement(desk, point, "points"), model=model) for point in desk.brief.points]


def quotes(desk: Desk, model: Element) -> list[Element]:
    return [paragraph("", statement(desk, quoted, "quotes"), model=model) for quoted in desk.brief.quotes]


def figures(desk: Desk, model: Element) -> list[Element]:
    held = desk.brief.rows
    if not held:
        return []
    rows = [
        {
            "item": [desk.block("Table Text", *desk.tell("figures", row.label, phrase(desk, row.label)))],
            "value": [desk.block("Table Number", *phrase(desk, row.value)), *_converted(desk, number)],
            "change": [desk.block("Table Number", *phrase(desk, row.change))],
            "status": [desk.block("Table Text", status(desk, row.status, row.status_label))],
            "period": [desk.block("Table Text", *stated(desk, row.period))],
            "holder": [desk.block("Table Text", *stated(desk, row.holder))],
            "ref": [desk.block("Reference", *marks(desk, row.refs, "figures"))],
        }
        for number, row in enumerate(held)
    ]
    empty = {"change": not any(row.change for row in held), "ref": not any(row.refs for row in held)}
    columns = [c for c in desk.labels.figures if not empty.get(c)]
    made = [desk.table("figures", columns, ("item", "holder"), rows)]
    if any(row.status in AHEAD for row in held):
        made.append(desk.block("Note", desk.words(desk.labels.text["legend"])))
    if desk.conversions is not None:
        made += [desk.block("Note", desk.words(text)) for text in desk.conversions.notes]
    return made


def _converted(desk: Desk, number: int) -> list[Element]:
    """The converted amount of a row as a note below its own, where conversions were asked for."""
    amount = desk.conversions.amounts.get(number) if desk.conversions else None
    if amount is None:
        return []
    note = desk.block("Note", desk.words(amount))
    properties = note.find(qn("w:pPr"))
    if properties is not None:
        properties.append(element("jc", val="right"))
    return [note]


def status(desk: Desk, kind: Status, label: str) -> Element:
    """The status in its own style; the shade of a style begins and ends with a narrow space."""
    name = f"Status {kind.value.capitalize()}"
    return desk.words(f"\u00a0{label}\u00a0" if kind in AHEAD else label, name)


def stated(desk: Desk, text: str) -> list[Element]:
    if text in (desk.labels.text["not_stated"], desk.labels.text["see_source"]):
        return [desk.words(text, "Not Stated")]
    return phrase(desk, text)


def parties(desk: Desk, model: Element) -> list[Element]:
    rows = []
    for party in desk.brief.parties:
        name = phrase(desk, party.name)
        desk.tell("parties", party.name, name)
        if not party.certain:
            name.append(desk.words(f" {desk.labels.text['unconfirmed']}", "Note Char"))
        rows.append(
            {
                "name": [desk.block("Table Text", *name)],
                "kind": [desk.block("Table Text", desk.words(party.kind))],
                "original": [desk.block("Table Text", desk.chinese(party.original))],
                "ref": [desk.block("Reference", *marks(desk, party.refs, "parties"))],
            }
        )
    return [desk.table("parties", list(desk.labels.parties), ("name", "original"), rows)] if rows else []


def open_items(desk: Desk, model: Element) -> list[Element]:
    rows = []
    for item in desk.brief.open_items:
        known = [desk.block("Open Item", *phrase(desk, text)) for text in item.known]
        rows.append(
            {
                "source": [desk.block("Source Text", run(one_line(item.source), east=True))],
                "known": known or [desk.block("Note", desk.words(desk.labels.text["nothing_known"]))],
                "ref": [desk.block("Reference", *marks(desk, item.refs, "open_items"))],
            }
        )
    return [desk.table("open_items", list(desk.labels.open_items), ("source", "known"), rows)] if rows else []


def sources(desk: Desk, model: Element) -> list[Element]:
    """The Chinese sentences, each numbered and, where it is cited, leading back to there."""
    made = []
    for source in desk.brief.sources:
        mark = run(f"[{source.number}]", desk.character("Reference Char"))
        if source.number in desk.homes:
            mark = link([mark], anchor=f"{desk.prefix}cited_{source.number}")
        content = [mark, run("\t"), run(one_line(source.text), east=True)]
        made.append(
            paragraph("", bookmark(f"{desk.prefix}source_{source.number}", next(desk.numbers), content), model=model)
        )
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
    how = desk.conversions.method if desk.conversions else text["method"]
    lines = [[desk.words(how)], [desk.words(made)]]
    article = _article(desk)
    if article:
        lines.insert(0, [desk.words(text["article"]), *article])
    return [paragraph("", content, model=model) for content in lines]


def _article(desk: Desk) -> list[Element]:
    brief, made = desk.brief, []
    if brief.title_zh:
        made.append(desk.chinese(one_line(brief.title_zh)))
    if brief.url:
        if made:
            made.append(desk.words(" "))
        address = run(brief.url, desk.character("Note Char"))
        target = web_address(brief.url)
        made.append(link([address], relation=desk.relate(target)) if target else address)
    return made


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
