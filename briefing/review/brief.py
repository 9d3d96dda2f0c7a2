"""Checking a brief: nothing need be there, but what is there must be supported by the whole source.

Owns the reading of a brief of anybody's making: headings, tables of figures,
condensed and reordered sentences, reference marks. Knows nothing of
translations sentence by sentence, nor of files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from briefing.facts.figures import read_figures
from briefing.facts.periods import read_periods, resolve
from briefing.review.pieces import Piece, source_pieces, target_pieces
from briefing.review.values import Bitext, Located
from briefing.values import Figure, Finding, Lang, Period, Severity, Span
from briefing.verify.causes import off_by
from briefing.verify.compare import period_numbers, residue
from briefing.verify.documents import literal_numbers
from briefing.verify.equal import Fit, fit, is_money, money_differs
from briefing.verify.manner import manner
from briefing.verify.mentions import Mention, SaidDate
from briefing.verify.read_target import names_money, read_said
from briefing.verify.scan import mask

_MARKS = re.compile(r"[\[［]\d+(?:\s?[,–-]\s?\d+)*[\]］]|^\s*[(（]?\d{1,2}[.)）、．](?!\d)\s?")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
# A cell of a table whose scale and unit stand in its heading: 12.3, (4.5), -8.1
_CELL = re.compile(r"\s*[(（+−–-]?\s*[\d,.]+\s*[)）%]?\s*")
_LEAST_QUOTED = 6
# A brief may count what the source lists: five ministries.
_COUNTED = 10
_YEAR = re.compile(r"\d{4}(?:[年~～–—\s-].*)?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_TIMES = ("year", "month", "day", "week", "hour", "minute", "second", "")
_PARTS = ("percent", "permille", "pp", "bp", "times")


@dataclass(frozen=True, slots=True)
class _Known:
    """A figure of the source with the sentence it stands in."""

    figure: Figure
    piece: Piece
    number: int


class _Source:
    """The whole source, read sentence by sentence."""

    def __init__(self, bitext: Bitext, published: date | None) -> None:
        self.pieces = source_pieces(bitext.source)
        self.known = [_Known(f, p, n) for n, p in enumerate(self.pieces) for f in read_figures(p.text)]
        self.dated = [tuple(resolve(d, published) for d in read_periods(p.text)) for p in self.pieces]
        self.published = published
        self.text = "\n".join(segment.text for segment in bitext.source)

    @cached_property
    def flat(self) -> str:
        return _flat(self.text)

    @cached_property
    def figures(self) -> list[Figure]:
        return [known.figure for known in self.known]

    @cached_property
    def periods(self) -> list[Period]:
        return [period for dated in self.dated for period in dated]

    @cached_property
    def numbers(self) -> set[int]:
        own = {n for period in self.periods for n in period_numbers(period)}
        own |= {int(n) for n in re.findall(r"\d+", unicodedata.normalize("NFKC", self.text)) if len(n) < 5}
        day = self.published
        return own | ({day.year, day.month, day.day} if day else set())

    @cached_property
    def loose(self) -> set[Decimal]:
        """Numbers that are part of no figure and no date: of names, ranks, scores."""
        found: set[Decimal] = set()
        for number, piece in enumerate(self.pieces):
            spans = [k.figure.span for k in self.known if k.number == number] + [p.span for p in self.dated[number]]
            found |= literal_numbers(mask(piece.text, [(span.start, span.end) for span in spans]))
        return found

    @cached_property
    def months(self) -> set[int]:
        """Months the source names, also as ends of its quarters and halves."""
        own = {m for p in self.periods for m in (p.month, p.month_to) if m}
        own |= {day.month for p in self.periods for day in (p.start, p.end) if day}
        quarters = {q for p in self.periods for q in (p.quarter, p.quarter_to) if q}
        halves = {p.half for p in self.periods if p.half}
        own |= {m for q in quarters for m in (3 * q - 2, 3 * q)} | {m for h in halves for m in (6 * h - 5, 6 * h)}
        own |= {1} if any(p.form == "quarters" for p in self.periods) else set()
        return own | {int(n) for n in self.loose if n <= 12} | ({self.published.month} if self.published else set())

    @cached_property
    def days(self) -> set[tuple[int | None, int]]:
        """Days of a month the source has; without a month where it names none."""
        found: set[tuple[int | None, int]] = set()
        for p in self.periods:
            pairs = [(p.month, p.day), (p.month_to or p.month, p.day_to)]
            pairs += [(day.month, day.day) for day in (p.start, p.end) if day]
            found |= {(month, day) for month, day in pairs if day}
        if self.published:
            found.add((self.published.month, self.published.day))
        return found

    @cached_property
    def parts_of_dates(self) -> set[Decimal]:
        """Days, months, short years and lengths of time, as numbers."""
        own = {n for p in self.periods for n in (p.day, p.day_to, p.month, p.month_to, p.count, p.quarter) if n}
        own |= {n for p in self.periods for n in (p.hour, p.minute) if n is not None}
        own |= {year % 100 for p in self.periods for year in (p.year, p.year_to) if year}
        return {Decimal(n) for n in own}

    def may_mean(self, year: int) -> bool:
        """Whether the year may be the number of a relative one (今年) that nothing settles."""
        if not any(p.year_ref is not None and p.year is None for p in self.periods):
            return False
        known = {n for n in self.numbers if _FIRST_YEAR <= n <= _LAST_YEAR}
        return not known or any(abs(year - one) <= 1 for one in known)

    def years(self, number: int) -> set[int]:
        """The years said in this sentence."""
        if not 0 <= number < len(self.dated):
            return set()
        return {y for p in self.dated[number] for y in (p.year, p.year_to, *_years_of(p.start, p.end)) if y}


def _years_of(*days: date | None) -> list[int]:
    return [day.year for day in days if day]


def brief_findings(bitext: Bitext, lang: Lang, published: date | None) -> list[Located]:
    """Everything in the target that the source as a whole does not support."""
    source = _Source(bitext, published.date() if isinstance(published, datetime) else published)
    money = any(names_money(segment.text, lang) for segment in bitext.target)
    found: list[Located] = []
    for piece in target_pieces(bitext.target, lang):
        if not quoted(bitext.target[piece.segment].text, bitext):
            found += _Sentence(piece, source, lang, names_money=money).findings()
    return found


def quoted(text: str, bitext: Bitext) -> bool:
    """Whether the text is the source's own words, shown as evidence."""
    flat = _flat(_MARKS.sub("", text))
    return len(flat) >= _LEAST_QUOTED and any(flat in _flat(segment.text) for segment in bitext.source)


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


class _Sentence:
    """One sentence or cell of the brief against the whole source."""

    def __init__(self, piece: Piece, source: _Source, lang: Lang, *, names_money: bool) -> None:
        self._piece, self._source, self._lang = piece, source, lang
        self._text = _MARKS.sub(lambda m: " " * len(m.group()), piece.text)
        self._said = read_said(self._text, lang)
        self._names_money = names_money
        self._cell = _CELL.fullmatch(self._text) is not None
        self._stated: list[list[_Known]] = []

    def findings(self) -> Iterator[Located]:
        for mention in self._said.mentions:
            if not self._is_dated(mention):
                yield from self._figure(mention)
        yield from self._dates()
        left = _BRACKETS.sub(lambda m: " " * len(m.group()), self._text)
        yield from (self._located(finding) for finding in residue(left, self._lang))

    def _is_dated(self, mention: Mention) -> bool:
        """Whether a date that is checked as one has this number."""
        value = mention.plain.value
        dates = [d for d in self._said.dates if d.start < mention.end and mention.start < d.end]
        return any(value in (d.year, d.month, *d.days) for d in dates)

    def _figure(self, mention: Mention) -> Iterator[Located]:
        best, fitting = self._best(mention)
        if best <= Fit.BARE:
            if _telling(mention):
                self._stated.append(fitting)
            yield from self._right(mention, best, fitting)
        elif best is Fit.OTHER_UNIT and _measured(mention) and mention.kind == "number":
            known = fitting[0]
            message = f"the source has {known.figure.text}, not {mention.text}"
            yield self._finding("figure.unit", Severity.ERROR, message, mention, known)
        elif not self._supported(mention):
            yield self._wrong(mention)

    def _best(self, mention: Mention) -> tuple[Fit, list[_Known]]:
        fits = [(_fit(known.figure, mention), known) for known in self._source.known]
        best = min((how for how, _ in fits), default=Fit.NONE)
        return best, [known for how, known in fits if how is best]

    def _right(self, mention: Mention, best: Fit, fitting: Sequence[_Known]) -> Iterator[Located]:
        known = fitting[0]
        if best is Fit.ROUNDED:
            message = f"{known.figure.text} is rounded to {mention.text}"
            yield self._finding("figure.qualifier", Severity.WARNING, message, mention, known)
        elif best is Fit.BARE and not self._cell and _telling(mention) and self._unit_lost(known.figure):
            message = f"the unit of {known.figure.text} is not said"
            yield self._finding("figure.unit", Severity.WARNING, message, mention, known)
        doubts = [(known, list(self._manner(mention, known))) for known in fitting]
        if not all(found for _, found in doubts):
            return
        known, found = min(doubts, key=lambda doubt: (len(doubt[1]), -self._near(doubt[0])))
        yield from (self._located(finding, known.piece) for finding in found)

    def _near(self, known: _Known) -> int:
        """How many of the sentence's other figures stand beside this one in the source."""
        return sum(any(k.number == known.number for k in stated) for stated in self._stated)

    def _manner(self, mention: Mention, known: _Known) -> Iterator[Finding]:
        if not self._cell and known.figure.unit not in _TIMES and abs(known.figure.value or Decimal(0)) > 1:
            yield from manner(known.figure, [mention], known.piece.text, self._said, self._lang)

    def _unit_lost(self, figure: Figure) -> bool:
        money = is_money(figure.unit[:3])
        return (money and not self._names_money) or figure.unit in ("percent", "pp")

    def _supported(self, mention: Mention) -> bool:
        """Whether a number that is no figure of the source stands there in some other way."""
        if self._cell and _digits(mention.plain.value) in {_digits(f.value) for f in self._source.figures}:
            return True
        if not (mention.digits or (mention.scaled and mention.kind == "number")):
            return True
        if mention.kind == "label" and _flat(mention.text) in self._source.flat:
            return True
        if _measured(mention) and mention.kind == "number":
            return False
        values = {abs(sense.value) for sense in mention.senses}
        if values & self._source.loose:
            return True
        if _is_year(mention) or mention.kind == "ordinal":
            return any(value in self._source.numbers for value in values)
        return bool(values & self._source.parts_of_dates)

    def _wrong(self, mention: Mention) -> Located:
        small = abs(mention.plain.value) <= _COUNTED and not _measured(mention) and mention.plain.value % 1 == 0
        severity = Severity.WARNING if small or mention.kind in ("garbled", "label") else Severity.ERROR
        plain = mention.plain
        if _is_year(mention) and self._source.may_mean(int(plain.value)):
            severity = Severity.WARNING
        if _is_year(mention):
            return self._finding("date.added", severity, f"the source has no {mention.text}", mention)
        for known in self._source.known:
            power = _power(known.figure, mention)
            if power:
                message = f"{known.figure.text} became {mention.text}{off_by(known.figure.text, power, self._lang)}"
                return self._finding("figure.value", severity, message, mention, known)
        return self._finding("figure.added", severity, f"the source has no {mention.text}", mention)

    # --- dates -----------------------------------------------------------------

    def _dates(self) -> Iterator[Located]:
        wrong = [date_ for date_ in self._said.dates if not self._date_supported(date_)]
        for date_ in wrong:
            span = Span(date_.start, date_.end)
            message = f"the source has no {date_.text}"
            unsure = date_.month is None and date_.year is not None and self._source.may_mean(date_.year)
            severity = Severity.WARNING if unsure else Severity.ERROR
            yield self._located(Finding("date.added", severity, message, None, span, "", date_.text))
        if not wrong:
            yield from self._other_year()
        yield from self._quarters()

    def _date_supported(self, date_: SaidDate) -> bool:
        numbers = self._source.numbers
        if date_.year is not None and date_.year not in numbers and date_.year + 2000 not in numbers:
            return False
        if date_.month is not None and date_.month not in self._source.months:
            return False
        for day in date_.days:
            if date_.month is not None and (date_.month, day) in self._source.days:
                continue
            if not ((None, day) in self._source.days or self._inside(day)):
                return False
        return True

    def _inside(self, day: int) -> bool:
        """A day that no date of the source has, but a number: of 9.24, of a list of days."""
        return day in self._source.numbers and not any(known == day for _, known in self._source.days)

    def _other_year(self) -> Iterator[Located]:
        """A year that is another one than that of the only sentence which has the figures."""
        said = [(d.year, Span(d.start, d.end)) for d in self._said.dates if d.year]
        said += [(int(m.plain.value), Span(m.start, m.end)) for m in self._said.mentions if _is_year(m)]
        homes = {known.number for fitting in self._stated if len(fitting) == 1 for known in fitting}
        if not said or len(homes) != 1:
            return
        home = homes.pop()
        around = self._source.years(home) | self._source.years(home - 1) | self._source.years(home + 1)
        if self._source.years(home) and not {year for year, _ in said} & around:
            year, span = said[0]
            message = f"the sentence with these figures says {min(self._source.years(home))}, not {year}"
            found = Finding("date.value", Severity.ERROR, message, None, span, "", span.of(self._text))
            yield self._located(found)

    def _quarters(self) -> Iterator[Located]:
        for name, length, said in (("quarter", 3, self._said.quarters), ("half", 6, self._said.halves)):
            known = {n for p in self._source.periods for n in (getattr(p, name), p.quarter_to) if n}
            months = {m for p in self._source.periods for m in (p.month, p.month_to) if m}
            for number in sorted(said - known):
                if not known or {number * length, (number - 1) * length + 1} & months:
                    continue
                message = f"the source has no {name} {number}"
                yield self._located(Finding("date.added", Severity.ERROR, message, None, Span(0, len(self._text))))

    # --- places ----------------------------------------------------------------

    def _finding(
        self, code: str, severity: Severity, message: str, mention: Mention, known: _Known | None = None
    ) -> Located:
        target = Span(mention.start, mention.end)
        source = known.figure.span if known else None
        text = known.figure.text if known else ""
        finding = Finding(code, severity, message, source, target, text, mention.text)
        return self._located(finding, known.piece if known else None)

    def _located(self, finding: Finding, source: Piece | None = None) -> Located:
        """The same at its place in the segments."""
        mine = finding.target.shift(self._piece.span.start) if finding.target else self._piece.span
        its = finding.source.shift(source.span.start) if finding.source and source else None
        moved = replace(finding, source=its, target=mine)
        return Located(moved, source.segment if source else None, self._piece.segment)


def _fit(figure: Figure, mention: Mention) -> Fit:
    values = (value for value in (figure.value, figure.upper) if value is not None)
    return min((fit(value, figure, mention) for value in values), default=Fit.NONE)


def _measured(mention: Mention) -> bool:
    """Whether the number says by itself what it is: money, a share, so many millions."""
    return mention.scaled or any(is_money(s.unit[:3]) or s.unit in _PARTS for s in mention.senses)


def _telling(mention: Mention) -> bool:
    """Whether a number is long enough not to be met twice by chance."""
    return mention.kind == "number" and not _is_year(mention) and len(_digits(mention.plain.value)) > 1


def _is_year(mention: Mention) -> bool:
    return _YEAR.fullmatch(mention.text) is not None and _FIRST_YEAR <= mention.plain.value <= _LAST_YEAR


def _power(figure: Figure, mention: Mention) -> int:
    """By which power of ten the number is off, of a figure in the same money or unit; 0 for none."""
    money = is_money(figure.unit[:3])
    for sense in mention.senses:
        alike = sense.unit == figure.unit or (money and not money_differs(figure.unit[:3], mention))
        loose = {sense.unit, figure.unit} <= {"", "count"}
        if figure.value and sense.value and (alike or loose) and len(_digits(figure.value)) > 1:
            ratio = abs(sense.value / figure.value).normalize()
            if ratio.as_tuple().digits == (1,) and ratio != 1:
                return ratio.adjusted()
    return 0


def _digits(value: Decimal | None) -> str:
    return "" if value is None else re.sub(r"^0+|0+$", "", format(abs(value), "f").replace(".", ""))
