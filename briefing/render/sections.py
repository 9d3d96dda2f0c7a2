"""The sections of a brief as WordprocessingML.

Owns which part of a brief is set in which style; knows nothing of templates
beyond the names of their styles, nor of how the brief came about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from docx.oxml.ns import qn

from briefing.render.columns import Column, column_widths, text_width
from briefing.render.conversions import Conversions
from briefing.render.labels import AHEAD, Labels
from briefing.render.ooxml import Element, bookmark, element, link, paragraph, run, table
from briefing.render.originals import original_spans, originals_in, uncertain_names
from briefing.render.spacing import NBSP, held_together, without_widow
from briefing.render.writable import one_line, web_address
from briefing.values import Brief, Lang, Party, Row, Statement, Status

# Where the number in the Sources section leads back to, in this order of preference.
HOMES = ("points", "figures", "quotes", "parties", "open_items", "takeaway")
EASTERN = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
SHORT_HASH = 12
# Between names and between findings of one line; in Japanese 、 would make 15、11 one list of figures.
SEPARATOR: Mapping[Lang, str] = MappingProxyType({"en": "; ", "ja": "；"})
PARTY_ORDER = ("company", "government", "organisation", "person", "project", "product", "place", "media")
ASIDE = ("place", "media")  # of these a reader needs no line each

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
    named: set[str] = field(default_factory=set)
    told: dict[tuple[str, str], list[Element]] = field(default_factory=dict)  # runs by part and text, for comments

    def open_section(self, width: int) -> None:
        """A section begins: its place is so wide, and it has named nobody in Chinese yet."""
        self.width = width
        self.named.clear()

    @property
    def lang(self) -> Lang:
        return self.brief.lang

    def character(self, name: str) -> str:
        return self.styles["character", name]

    def tell(self, part: str, text: str, runs: list[Element]) -> list[Element]:
        """The runs, remembered as those of a text."""
        self.told.setdefault((part, text.replace(NBSP, " ")), list(runs))
        return runs

    def words(self, text: str, style: str = "") -> Element:
        east = self.lang == "ja" and bool(EASTERN.search(text))
        held = held_together(text) if self.lang == "en" else text
        return run(held, self.character(style) if style else "", east=east)

    def chinese(self, text: str) -> Element:
        return run(text, self.character("Source Text Char"), east=True)

    def block(self, style: str, *content: Element) -> Element:
        return paragraph(self.styles["paragraph", style], content)

    def table(self, section: str, columns: Sequence[str], loose: Sequence[str], rows: Sequence[TableRow]) -> Element:
        """A table as wide as the text; the columns ``loose`` may wrap."""
        labels: Mapping[str, str] = getattr(self.labels, section)
        heads = [self.block(HEADS.get(c, "Table Head"), self.words(labels[c])) for c in columns]
        held = [
            Column(labels[c], tuple(_words_of(row[c]) for row in rows), tight=c not in loose, number=c in HEADS)
            for c in columns
        ]
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
            made.append(desk.words(NBSP, "Reference Char"))
        made += marks(desk, sentence.refs, section)
    return made


def phrase(desk: Desk, text: str) -> list[Element]:
    """The runs of a text that has no offsets: Chinese in brackets is found by its characters."""
    return _with_originals(desk, text, originals_in(text, desk.lang, uncertain_names(desk.brief)))


def _with_originals(desk: Desk, text: str, originals: Sequence[tuple[int, int]]) -> list[Element]:
    """The runs of a text; an original that its section has shown already is not shown again."""
    made: list[Element] = []
    at, plain = 0, ""
    for start, end in original_spans(text, originals):
        plain, at, original = plain + text[at:start], end, text[start:end]
        if original.strip() in desk.named:
            continue
        desk.named.add(original.strip())
        made += [desk.words(plain)] if plain else []
        made.append(desk.chinese(original))
        plain = ""
    plain += text[at:]
    return [*made, desk.words(plain)] if plain else made


# --- sections: what stands in for each placeholder -----------------------------


def headline(desk: Desk, model: Element) -> list[Element]:
    said = desk.brief.headline
    if desk.lang == "en":
        said = replace(said, text=without_widow(said.text))
    return [paragraph("", statement(desk, said, "headline", cited=False), model=model)]


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
            "item": [desk.block("Table Text", *desk.tell("figures", row.label, _label(desk, row)))],
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
    made = [desk.table("figures", columns, ("item", "change", "period", "holder"), rows)]
    if legend := desk.labels.legend(held):
        made.append(desk.block("Note", desk.words(legend)))
    if desk.conversions is not None:
        made += [desk.block("Note", desk.words(text)) for text in desk.conversions.notes]
    return made


def _label(desk: Desk, row: Row) -> list[Element]:
    """What a row measures; the words of its source are quoted, whatever script could hold them."""
    made = phrase(desk, row.label.removesuffix(row.scope))
    if not row.scope:
        return made
    before, after = desk.labels.text["scope"].split("{words}")
    quoted = row.scope.removeprefix(before).removesuffix(after)
    return [*made, desk.words(before, "Note Char"), desk.chinese(quoted), desk.words(after, "Note Char")]


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
    return desk.words(f"{NBSP}{label}{NBSP}" if kind in AHEAD else label, name)


def stated(desk: Desk, text: str) -> list[Element]:
    if text in (desk.labels.text["not_stated"], desk.labels.text["see_source"]):
        return [desk.words(desk.labels.cell(text), "Not Stated")]
    return phrase(desk, text)


def parties(desk: Desk, model: Element) -> list[Element]:
    """One row a kind, so that a dozen names take a few lines: name, Chinese in brackets, mark."""
    rows = []
    for kind, held in _by_kind(desk).items():
        names = _joined(desk, [_party(desk, party) for party in held])
        rows.append({"kind": [desk.block("Table Text", desk.words(kind))], "name": [desk.block("Table Text", *names)]})
    return [desk.table("parties", ("kind", "name"), ("name",), rows)] if rows else []


def parties_list(desk: Desk, model: Element) -> list[Element]:
    """For a narrow place: under each kind a line a name, but all places in one."""
    made = []
    for kind, held in _by_kind(desk).items():
        made.append(paragraph("", [run(kind, desk.styles.get(("character", "Party Kind"), ""))], model=model))
        lines = [_party(desk, party) for party in held]
        if all(party.entity and party.entity.kind in ASIDE for party in held):
            lines = [_joined(desk, lines)]
        made += [paragraph("", line, model=model) for line in lines]
    return made


def _joined(desk: Desk, lines: Sequence[list[Element]]) -> list[Element]:
    made: list[Element] = []
    for line in lines:
        made += [desk.words(SEPARATOR[desk.lang])] if made else []
        made += line
    return made


def _by_kind(desk: Desk) -> dict[str, list[Party]]:
    kinds: dict[str, list[Party]] = {}
    for party in sorted(desk.brief.parties, key=_rank):
        kinds.setdefault(party.kind, []).append(party)
    return kinds


def _party(desk: Desk, party: Party) -> list[Element]:
    return [*_named(desk, party), *_original(desk, party), *_spaced(desk, marks(desk, party.refs, "parties"))]


def parties_table(desk: Desk, model: Element) -> list[Element]:
    """One row a name."""
    rows = [
        {
            "name": [desk.block("Table Text", *_named(desk, party))],
            "kind": [desk.block("Table Text", desk.words(party.kind))],
            "original": [desk.block("Table Text", desk.chinese(party.original))],
            "ref": [desk.block("Reference", *marks(desk, party.refs, "parties"))],
        }
        for party in desk.brief.parties
    ]
    return [desk.table("parties", list(desk.labels.parties), ("name", "original"), rows)] if rows else []


def _rank(party: Party) -> int:
    """Who acts before where it happens; kinds we do not know stand where the brief has them."""
    return PARTY_ORDER.index(party.entity.kind) if party.entity else 0


def _named(desk: Desk, party: Party) -> list[Element]:
    name = phrase(desk, party.name)
    desk.tell("parties", party.name, name)
    if not party.certain:
        name.append(desk.words(f" {desk.labels.text['unconfirmed']}", "Note Char"))
    return name


def _original(desk: Desk, party: Party) -> list[Element]:
    """The Chinese in brackets, where the name does not show the same characters already."""
    if not party.original or party.original in party.name:
        return []
    left, right = (" (", ")") if desk.lang == "en" else ("（", "）")
    return [desk.chinese(f"{left}{party.original}{right}")]


def _spaced(desk: Desk, jumps: list[Element]) -> list[Element]:
    return [desk.words(NBSP, "Reference Char"), *jumps] if jumps and desk.lang == "en" else jumps


def open_items(desk: Desk, model: Element) -> list[Element]:
    rows = []
    for item in desk.brief.open_items:
        told = SEPARATOR[desk.lang].join(text for text in item.known if text.strip())
        known = [desk.block("Open Item", *phrase(desk, told))] if told else []
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
        "parties_list": parties_list,
        "parties_table": parties_table,
        "quotes": quotes,
        "open_items": open_items,
        "sources": sources,
        "method": method,
    }
)
