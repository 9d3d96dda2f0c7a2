"""A preview of briefs as HTML: the Chinese and each language beside each other, tied together by data attributes.

Owns the markup of a fragment that a page of its own (``html_page``) and the
web page both show. Everything is escaped; there is no script, no style and no
``style=`` attribute in it, and it loads nothing. Knows nothing of Word.

Classes begin with ``bp-``. What ties both sides together:

``data-sentence``   on a Chinese sentence and on a reference mark: the index in ``Reading.sentences``
``data-sentences``  on all that is said: the indices of the sentences that prove it, separated by blanks
``data-figure``     on the words of a figure, on both sides: its span in ``Article.text``, ``120-125``
``data-figures``    on all that is said: the spans of its figures, separated by blanks
``data-status``     on statements and table rows: planned, signed, actual, cumulative, forecast, stated
``data-start``, ``data-end``    on a Chinese sentence: its span in ``Article.text``
``data-value``, ``data-upper``, ``data-unit``   on a figure of the Chinese: exact, in base units
``data-code``, ``data-severity``    on a doubt (``bp-doubt``), which stands within what it is about
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from briefing.render.figure_places import figure_places
from briefing.render.html_source import figure_key, source_column, tag
from briefing.render.labels import Labels, labels_for
from briefing.render.originals import originals_in, uncertain_names
from briefing.render.writable import one_line, web_address, writable
from briefing.values import Brief, Figure, Lang, OpenItem, Party, Reading, Row, Span, Statement, Status

SHORT_HASH = 12


def preview(briefs: Mapping[Lang, Brief], reading: Reading, *, prefix: str = "") -> str:
    """The fragment ``<div class="bp-preview">``; ``prefix`` keeps its ids apart from those of other previews.

    Ids are ``zh-3`` for a sentence of the article and ``en-points-1`` for what is said. Headings begin at h2.
    """
    columns = [_Column(brief, reading, prefix) for brief in briefs.values()]
    said = [(column.brief.lang, key, at) for column in columns for key, at in column.cited()]
    body = [source_column(reading, said, prefix=prefix), *("".join(column.html()) for column in columns)]
    return tag("div", "".join(body), cls="bp-preview", data_languages=" ".join(briefs))


@dataclass(frozen=True)
class _Place:
    """Who says something: its id, what proves it and which figures it holds."""

    key: str
    sentences: tuple[int, ...]
    refs: tuple[int, ...]
    figures: tuple[Figure, ...]
    status: Status | None = None


@dataclass(frozen=True)
class _Column:
    """One brief as a column."""

    brief: Brief
    reading: Reading
    prefix: str

    @property
    def lang(self) -> Lang:
        return self.brief.lang

    @cached_property
    def labels(self) -> Labels:
        return labels_for(self.lang)

    @cached_property
    def names(self) -> frozenset[str]:
        return uncertain_names(self.brief)

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The index in the article of each numbered source sentence."""
        return {source.number: n for source in self.brief.sources for n in self._indices([source.span])}

    def html(self) -> Iterator[str]:
        yield f'<article class="bp-brief" lang="{self.lang}" data-lang="{self.lang}">'
        headline = self.brief.headline
        yield self.said("h2", headline.text, self._statement(headline, "headline", 1), headline.originals)
        if self.brief.date_line:
            yield tag("p", self.words(self.brief.date_line), cls="bp-date-line")
        for name, content in self._sections():
            if content:
                head = tag("h3", escape(self.labels.sections[name]))
                yield tag("section", head + content, cls=f"bp-section bp-{name.replace('_', '-')}")
        yield "</article>"

    def _sections(self) -> Iterator[tuple[str, str]]:
        yield "takeaway", self._statements("takeaway", "p")
        yield "points", _list(self._statements("points", "li"))
        yield "figures", self._figures()
        yield "parties", self._parties()
        yield "quotes", self._statements("quotes", "p")
        yield "open_items", self._open_items()
        yield "method", self._method()

    def cited(self) -> Iterator[tuple[str, int]]:
        """The id of every statement and row, with each sentence that proves it."""
        for place in self._places():
            yield from ((place.key, n) for n in place.sentences)

    def _places(self) -> Iterator[_Place]:
        for name in ("takeaway", "points", "quotes"):
            for n, statement in enumerate(getattr(self.brief, name), start=1):
                yield self._statement(statement, name, n)
        for n, row in enumerate(self.brief.rows, start=1):
            yield self._row(row, n)
        for n, item in enumerate(self.brief.open_items, start=1):
            yield self._item(item, n)

    # --- what proves what ----------------------------------------------------

    def _statement(self, statement: Statement, name: str, number: int) -> _Place:
        key = self._key(name, number)
        return _Place(key, self._indices(statement.spans), statement.refs, statement.figures, statement.status)

    def _row(self, row: Row, number: int) -> _Place:
        return _Place(self._key("figures", number), self._indices(row.spans), row.refs, row.figures, row.status)

    def _item(self, item: OpenItem, number: int) -> _Place:
        held = tuple(f for f in self.reading.figures if item.span.holds(f.span))
        return _Place(self._key("open", number), self._indices([item.span]), item.refs, held)

    def _party(self, party: Party, number: int) -> _Place:
        sentences = tuple(self.numbers[ref] for ref in party.refs if ref in self.numbers)
        return _Place(self._key("parties", number), sentences, party.refs, ())

    def _key(self, name: str, number: int) -> str:
        return f"{self.prefix}{self.lang}-{name}-{number}"

    def _indices(self, spans: Iterable[Span]) -> tuple[int, ...]:
        held = list(spans)
        return tuple(n for n, s in enumerate(self.reading.sentences) if any(s.overlaps(span) for span in held))

    # --- markup --------------------------------------------------------------

    def said(self, name: str, text: str, place: _Place, originals: Sequence[tuple[int, int]]) -> str:
        inside = self.words(text, place.figures, originals) + self._marks(place) + self._doubts(place.key)
        return tag(name, inside, cls="bp-statement", **_data(place))

    def _doubts(self, key: str) -> str:
        """What is doubtful in a statement, in words."""
        made = []
        for finding in self.brief.findings:
            at = finding.place
            if at is not None and self._key(at.part, at.number + 1) == key:
                held = {"data_code": finding.code, "data_severity": str(finding.severity)}
                made.append(tag("span", _plain(finding.message), cls="bp-doubt", lang="en", **held))
        return "".join(made)

    def words(
        self, text: str, figures: Sequence[Figure] = (), originals: Sequence[tuple[int, int]] | None = None
    ) -> str:
        """The text with its figures and its Chinese marked."""
        quoted = originals_in(text, self.lang, self.names) if originals is None else originals
        places = [(Span(*o), None) for o in quoted]
        marked = [*places, *((s, f) for s, f in figure_places(text, figures, self.lang))]
        made, at = [], 0
        for span, figure in sorted(marked, key=lambda pair: pair[0]):
            if span.start < at:
                continue
            made.append(_plain(text[at : span.start]))
            words = _plain(span.of(text))
            if figure is None:
                made.append(tag("span", words, cls="bp-original", lang="zh-Hans"))
            else:
                made.append(tag("mark", words, cls="bp-figure", data_figure=figure_key(figure)))
            at = span.end
        return "".join([*made, _plain(text[at:])])

    def _marks(self, place: _Place) -> str:
        made = []
        for ref in dict.fromkeys(place.refs):
            n = self.numbers.get(ref)
            if n is not None:
                made.append(tag("a", f"[{ref}]", cls="bp-ref", href=f"#{self.prefix}zh-{n}", data_sentence=str(n)))
        return " " + "".join(made) if made else ""

    def _statements(self, name: str, element: str) -> str:
        held: tuple[Statement, ...] = getattr(self.brief, name)
        return "".join(
            self.said(element, s.text, self._statement(s, name, n), s.originals) for n, s in enumerate(held, start=1)
        )

    def _figures(self) -> str:
        names = [c for c in self.labels.figures if c != "change" or any(row.change for row in self.brief.rows)]
        rows = "".join(self._line(row, self._row(row, n), names) for n, row in enumerate(self.brief.rows, start=1))
        legend = self.labels.legend(self.brief.rows)
        note = tag("p", _plain(legend), cls="bp-note") if legend else ""
        return self._table("figures", [self.labels.figures[c] for c in names], rows) + note

    def _line(self, row: Row, place: _Place, names: Sequence[str]) -> str:
        cells = {
            "item": tag("th", self.words(row.label), scope="row"),
            "value": tag("td", self.words(row.value, row.figures), cls="bp-number"),
            "change": tag("td", self.words(row.change, row.figures), cls="bp-number"),
            "status": tag("td", _plain(row.status_label), cls=f"bp-status bp-status-{row.status}"),
            "period": self._answer(row.period),
            "holder": self._answer(row.holder),
            "ref": tag("td", self._marks(place)),
        }
        return tag("tr", "".join(cells[c] for c in names), cls="bp-row", **_data(place))

    def _answer(self, text: str) -> str:
        """A cell that may hold only a dash, which a narrow column leaves out."""
        shown = self.labels.cell(text)
        return tag("td", self.words(shown), cls="bp-answer" if shown == text else "bp-answer bp-unanswered")

    def _parties(self) -> str:
        rows = []
        for n, party in enumerate(self.brief.parties, start=1):
            place = self._party(party, n)
            name = self.words(party.name) + self._doubts(place.key)
            if not party.certain:
                name += " " + tag("span", escape(self.labels.text["unconfirmed"]), cls="bp-note")
            cells = [
                tag("th", name, scope="row"),
                tag("td", _plain(party.kind)),
                tag("td", _plain(party.original), lang="zh-Hans"),
                tag("td", self._marks(place)),
            ]
            rows.append(tag("tr", "".join(cells), cls="bp-party", **_data(place)))
        return self._table("parties", list(self.labels.parties.values()), "".join(rows))

    def _open_items(self) -> str:
        rows = []
        for n, item in enumerate(self.brief.open_items, start=1):
            place = self._item(item, n)
            known = "".join(tag("li", self.words(text, place.figures)) for text in item.known if text)
            cells = [
                tag("td", _plain(one_line(item.source)), lang="zh-Hans"),
                tag("td", _list(known) or escape(self.labels.text["nothing_known"])),
                tag("td", self._marks(place)),
            ]
            rows.append(tag("tr", "".join(cells), cls="bp-open", **_data(place)))
        return self._table("open_items", list(self.labels.open_items.values()), "".join(rows))

    def _table(self, section: str, heads: Sequence[str], rows: str) -> str:
        if not rows:
            return ""
        head = tag("tr", "".join(tag("th", escape(text), scope="col") for text in heads))
        caption = tag("caption", escape(self.labels.sections[section]))
        return tag("table", caption + tag("thead", head) + tag("tbody", rows), cls="bp-table")

    def _method(self) -> str:
        text, origin = self.labels.text, self.brief.provenance
        model = "@".join(part for part in (origin.model, origin.commit[:SHORT_HASH]) if part)
        made = text["provenance"].format(
            version=origin.version,
            engine=origin.engine,
            model=f" ({model})" if model else "",
            sha=origin.source_sha256[:SHORT_HASH],
        )
        lines = [_plain(text["method"]), _plain(made)]
        address = web_address(self.brief.url)
        if address:
            link = tag("a", _plain(self.brief.url), href=address, rel="noreferrer noopener")
            lines.insert(0, _plain(text["article"]) + link)
        return "".join(tag("p", line, cls="bp-note") for line in lines)


def _data(place: _Place) -> dict[str, str]:
    held = {
        "id": place.key,
        "data_sentences": " ".join(map(str, place.sentences)),
        "data_figures": " ".join(dict.fromkeys(figure_key(f) for f in place.figures)),
    }
    return held | ({"data_status": str(place.status)} if place.status is not None else {})


def _list(items: str) -> str:
    return tag("ul", items) if items else ""


def _plain(text: str) -> str:
    return escape(writable(text))
