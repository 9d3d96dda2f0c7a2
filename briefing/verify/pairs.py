"""Checking a translation that anyone made against its Chinese: figures by value and unit, dates, residue.

Every quantity and date of the source is looked for among all senses the
numbers of the translation may have. An error is what a careful reader would
call wrong; a loss of precision or tone is a warning. The codes are explained
in docs/concepts/findings.md.

``verify_statement`` is the strict check of our own sentences; this is the
fair one of everybody's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, localcontext

from briefing.facts.figures import read_figures
from briefing.facts.periods import read_periods, resolve
from briefing.values import Figure, Finding, Lang, Period, Severity, Span
from briefing.verify.added import added
from briefing.verify.causes import cause
from briefing.verify.dates_added import unsupported
from briefing.verify.equal import Fit, fit, is_money, money_differs
from briefing.verify.manner import manner
from briefing.verify.mentions import Mention, Said, Sense
from briefing.verify.output import output_findings
from briefing.verify.parts import Stated, turned_round
from briefing.verify.periods_said import doubts
from briefing.verify.ranks import lost_names, ranks
from briefing.verify.read_target import names_money, read_said
from briefing.verify.weight import Weight, may_be_abroad, weight


def verify_pair(source: str, target: str, lang: Lang, *, published: date | None = None) -> tuple[Finding, ...]:
    """What is wrong with ``target`` as a translation of the Chinese ``source``; spans are offsets of either."""
    if max(len(source), len(target)) > LONGEST:
        return (Finding("pair.long", Severity.WARNING, f"not compared: longer than {LONGEST:,} characters"),)
    day = published.date() if isinstance(published, datetime) else published
    periods = tuple(resolve(period, day) for period in read_periods(source))
    with localcontext(prec=_DIGITS):
        found = verify_translation(read_figures(source), periods, target, lang, source)
    return tuple(_as_written(finding, source, target) for finding in found)


def _as_written(finding: Finding, source: str, target: str) -> Finding:
    """With the characters that stand at its places: readers quote what they read, wide digits made narrow."""
    left = finding.source.of(source) if finding.source else finding.source_text
    right = finding.target.of(target) if finding.target else finding.target_text
    return replace(finding, source_text=left, target_text=right)


def verify_translation(
    figures: Sequence[Figure], periods: Sequence[Period], target_text: str, lang: Lang, source_text: str
) -> tuple[Finding, ...]:
    """The same with figures and periods already read; their spans are offsets of ``source_text``."""
    broken = output_findings(source_text, target_text, lang)
    if any(finding.code == "output.empty" for finding in broken):
        return broken
    said = read_said(target_text, lang)
    check = _Check(figures, periods, said, lang, source_text)
    found = [*check.figures(), *check.periods(), *ranks(source_text, said, lang)]
    extra = added(said, figures, periods, check.used, source_text)
    found += [*lost_names(source_text, said, figures, periods, extra), *check.paired(extra)]
    return (*broken, *found)


# Every figure is held against every number: the work grows with the square. No paragraph is half as long.
LONGEST = 10_000
# More than any number that is read can have, so that no remainder is beyond the arithmetic.
_DIGITS = 200
_TWICE = 2
_SCALE_OF = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
# Of a rise or cut of interest rates by 0.25 points the Japanese press says 0.25％の利上げ.
_OF_RATES = re.compile(r"(?:幅)?の?(?:追加|大幅|緊急)?利[上下]げ")
_SOME = re.compile(r"([十百千])?[数几]([十百千万亿]*)")


def _size(scale: str) -> Decimal:
    """The order of magnitude of 千万, 百亿: the product of its characters."""
    size = Decimal(1)
    for char in scale:
        size *= _SCALE_OF[char]
    return size


class _Check:
    """One comparison; ``used`` collects the numbers of the translation that some figure accounts for."""

    def __init__(
        self, figures: Sequence[Figure], periods: Sequence[Period], said: Said, lang: Lang, source: str
    ) -> None:
        self._figures = figures
        self._periods = periods
        self._said = said
        self._lang = lang
        self._source = source
        self.used: set[int] = set()
        self._stated: list[Stated] = []
        self._names_money = names_money(said.text, lang)

    def figures(self) -> Iterator[Finding]:
        """First what is right, so that a wrong figure is not paired with a right one's number."""
        open_figures: list[tuple[Figure, Fit, Mention | None]] = []
        for figure in self._figures:
            if figure.value is None:
                continue
            best, mentions = self._best(figure)
            if best is Fit.NONE:
                self.used |= {index for index, _ in mentions}  # the end of a range that is right
                open_figures.append((figure, best, None))
                continue
            self.used |= {index for index, _ in mentions}
            if best is Fit.OTHER_UNIT:
                open_figures.append((figure, best, mentions[0][1]))
                continue
            self._stated.append((figure, [mention for _, mention in mentions]))
            yield from self._right(figure, best, [mention for _, mention in mentions])
        yield from turned_round(self._source, self._said, self._stated, self._lang)
        for figure, best, mention in open_figures:
            yield from self._wrong(figure, best, mention)
        for figure in self._figures:
            if figure.value is None:
                yield from self._magnitude(figure)

    def _best(self, figure: Figure) -> tuple[Fit, list[tuple[int, Mention]]]:
        """The best fit and the mentions that have it; of a range the worse of its two ends."""
        worst, chosen = Fit.SAME, []
        for value in (figure.value, figure.upper):
            if value is None:
                continue
            fits = [self._fit(value, figure, mention) for mention in self._said.mentions]
            best = min(fits, default=Fit.NONE)
            worst = max(worst, best)
            if best is not Fit.NONE:
                chosen += [(i, m) for i, m in enumerate(self._said.mentions) if fits[i] is best]
        return worst, chosen

    def _fit(self, value: Decimal, figure: Figure, mention: Mention) -> Fit:
        """As ``fit``; but 82 feet are not 25米, nor five men 五公里, where the source has 82英尺 and 五人 too."""
        found = fit(value, figure, mention)
        if found not in (Fit.CONVERTED, Fit.BARE) or (found is Fit.BARE and not self._too_few_of(value)):
            return found
        others = (other for other in self._figures if other.unit != figure.unit and other.value is not None)
        taken = any(self._is_own(other, sense) for other in others for sense in mention.senses)
        return Fit.NONE if taken else found

    def _too_few_of(self, value: Decimal) -> bool:
        said = sum(any(sense.value == value for sense in mention.senses) for mention in self._said.mentions)
        return said < sum(figure.value == value for figure in self._figures)

    def _is_own(self, figure: Figure, sense: Sense) -> bool:
        loose = {figure.unit, sense.unit} <= {"", "count"}
        return figure.value == sense.value and (figure.unit == sense.unit or loose)

    def _magnitude(self, figure: Figure) -> Iterator[Finding]:
        """数千万元 is tens of millions: no number, but an order of magnitude that must be right."""
        scale = _SOME.search(figure.text)
        if scale is None:
            return
        size = _size(scale[1] or "") * _size(scale[2])
        mentions = self._said.mentions
        near = [i for i, m in enumerate(mentions) if any(size <= abs(s.value) < size * 10 for s in m.senses)]
        self.used |= set(near)
        money = is_money(figure.unit)
        if near:
            if money and all(money_differs(figure.unit, mentions[i]) for i in near):
                said = mentions[near[0]]
                message = f"{figure.text} has another unit than {said.text}"
                yield _finding("figure.unit", Severity.ERROR, message, figure, said)
            return
        other = [m for i, m in enumerate(mentions) if i not in self.used and (m.kind == "vague" or m.scaled)]
        if other and size > 1:
            yield _finding("figure.value", Severity.ERROR, f"{figure.text} became {other[0].text}", figure, other[0])
        elif money and not any(is_money(s.unit) for m in mentions for s in m.senses):
            severity = Severity.WARNING if self._names_money else Severity.ERROR
            yield _finding("figure.dropped", severity, f"the translation does not state {figure.text}", figure)

    def _right(self, figure: Figure, best: Fit, mentions: Sequence[Mention]) -> Iterator[Finding]:
        heavy = weight(figure, self._source, self._said) is Weight.HARD
        if best is Fit.BARE and is_money(figure.unit[:3]) and not self._names_money and heavy:
            message = f"{figure.text} has lost its currency"
            yield _finding("figure.unit", Severity.ERROR, message, figure, mentions[0])
        elif best is Fit.BARE and (is_money(figure.unit[:3]) or figure.unit in ("percent", "pp")):
            message = f"the unit of {figure.text} is not said"
            yield _finding("figure.unit", Severity.WARNING, message, figure, mentions[0])
        elif best is Fit.ROUNDED:
            message = f"{figure.text} is rounded to {mentions[0].text}"
            yield _finding("figure.qualifier", Severity.WARNING, message, figure, mentions[0])
        elif not figure.unit and self._foreign(mentions):
            message = f"{figure.text} has another currency than {mentions[0].text}"
            yield _finding("figure.unit", Severity.ERROR, message, figure, mentions[0])
        yield from manner(figure, mentions, self._source, self._said, self._lang)

    def _foreign(self, mentions: Sequence[Mention]) -> bool:
        """Whether a bare amount among yuan is said in a currency that the source does not name."""
        known = {figure.unit.partition("/")[0] for figure in self._figures}
        return "CNY" in known and all(all(money_differs(code, m) for code in known if is_money(code)) for m in mentions)

    def _wrong(self, figure: Figure, best: Fit, mention: Mention | None) -> Iterator[Finding]:
        how = weight(figure, self._source, self._said)
        if how is Weight.NONE:
            return
        abroad = best is Fit.OTHER_UNIT and figure.unit == "CNY" and may_be_abroad(figure, self._source)
        severity = Severity.ERROR if how is Weight.HARD and not abroad else Severity.WARNING
        if best is Fit.OTHER_UNIT and mention is not None:
            yield self._other_unit(figure, mention, severity)
            return
        end = self._wrong_end(figure)
        if end is not None:
            yield end
            return
        instead = self._instead(figure)
        if instead is None:
            yield _finding("figure.dropped", severity, f"the translation does not state {figure.text}", figure)
            return
        self.used.add(instead)
        said = self._said.mentions[instead]
        message = f"{figure.text} became {said.text}{self._cause(figure, said)}"
        yield _finding("figure.value", severity, message, figure, said)

    def _other_unit(self, figure: Figure, mention: Mention, severity: Severity) -> Finding:
        """Per cent for points is an error of its own; of a change of an interest rate hardly one."""
        units = {figure.unit, *(sense.unit for sense in mention.senses)}
        if "percent" not in units or not units & {"pp", "bp"}:
            message = f"{figure.text} has another unit than {mention.text}"
            return _finding("figure.unit", severity, message, figure, mention)
        if _OF_RATES.match(self._said.text, mention.end) or (figure.unit == "percent" and "息" in self._source):
            severity = Severity.WARNING
        message = f"{figure.text} became {mention.text}: per cent and percentage points are not the same"
        return _finding("figure.percent_point", severity, message, figure, mention)

    def _cause(self, figure: Figure, said: Mention) -> str:
        if figure.value is None or said.kind == "garbled" or _is_ratio(figure.unit):
            return ""
        return cause(figure.text, figure.value, said.plain.value, self._lang)

    def _wrong_end(self, figure: Figure) -> Finding | None:
        """Of a range one of whose ends is said: the number that stands for the other."""
        if figure.value is None or figure.upper is None:
            return None
        ends = (figure.value, figure.upper)
        right = [end for end in ends if any(self._fit(end, figure, m) < Fit.OTHER_UNIT for m in self._said.mentions)]
        if len(right) != 1:
            return None
        whole = [
            m for m in self._said.mentions if len(m.senses) > 1 and self._fit(right[0], figure, m) < Fit.OTHER_UNIT
        ]
        instead = self._instead(figure)
        mention = self._said.mentions[instead] if instead is not None else whole[0] if whole else None
        if instead is not None:
            self.used.add(instead)
        lost = "upper" if right[0] == figure.value else "lower"
        if mention is None:
            message = f"the translation does not state the {lost} end of {figure.text}"
            return _finding("figure.range", Severity.ERROR, message, figure)
        end = figure.upper if lost == "upper" else figure.value
        why = "" if len(mention.senses) > 1 else cause(figure.text, end, mention.plain.value, self._lang)
        message = f"the {lost} end of {figure.text} became {mention.text}{why}"
        return _finding("figure.range", Severity.ERROR, message, figure, mention)

    def _instead(self, figure: Figure) -> int | None:
        """The number that stands where the figure should: unused, of its unit, nearest to its digits."""
        fitting = [
            (self._distance(figure, mention), index)
            for index, mention in enumerate(self._said.mentions)
            if index not in self.used
            and (mention.kind in ("number", "garbled", "vague") or _is_ratio(figure.unit))
            and not any(date_.start < mention.end and mention.start < date_.end for date_ in self._said.dates)
            and self._alike(figure, mention)
        ]
        return min(fitting)[1] if fitting else None

    def _alike(self, figure: Figure, mention: Mention) -> bool:
        if _is_ratio(figure.unit) and not mention.digits:
            return any(_is_ratio(sense.unit) for sense in mention.senses)
        if not mention.digits and not mention.scaled:
            return False
        if len(mention.text) == 4 and any(period.year == mention.plain.value for period in self._periods):
            return False
        money = is_money(figure.unit[:3])
        units = {sense.unit for sense in mention.senses}
        if money:
            return any(is_money(unit[:3]) or unit in ("", "count") for unit in units)
        return figure.unit in units or (
            not any(is_money(u[:3]) for u in units) and "percent" not in units | {figure.unit}
        )

    def _distance(self, figure: Figure, mention: Mention) -> tuple[bool, int]:
        same = _digits(figure.value) == _digits(mention.plain.value)
        place = figure.span.start / max(1, len(self._source)) - mention.start / max(1, len(self._said.text))
        return (not same, int(abs(place) * 1000))

    def periods(self) -> Iterator[Finding]:
        doubted: set[Span] = set()
        for period in self._periods:
            for doubt in doubts(period, self._said, self._periods, self._lang):
                target = Span(*doubt.at) if doubt.at else None
                doubted |= {target} if target else set()
                yield self._dated(doubt.code, Severity.ERROR, doubt.message, period, target)
        for said, period_ in unsupported(self._said, self._periods):
            place = Span(said.start, said.end)
            if place in doubted:
                continue
            if period_ is None:
                yield self._dated("date.added", Severity.WARNING, f"the source has no {said.text}", None, place)
            else:
                message = f"{period_.text} became {said.text}"
                yield self._dated("date.value", Severity.ERROR, message, period_, place)

    def _dated(
        self, code: str, severity: Severity, message: str, period: Period | None, target: Span | None
    ) -> Finding:
        return Finding(
            code,
            severity,
            message,
            period.span if period else None,
            target,
            period.text if period else "",
            target.of(self._said.text) if target else "",
        )

    def paired(self, extra: Sequence[Finding]) -> Iterator[Finding]:
        """Added numbers, each as the change of a figure that the source has more often than the translation."""
        short = self._too_few()
        places = {Span(mention.start, mention.end): mention for mention in self._said.mentions}
        for finding in extra:
            mention = places.get(finding.target) if finding.target else None
            fitting = [f for f in short if mention is not None and self._alike(f, mention)]
            if finding.severity is not Severity.ERROR or mention is None or not fitting:
                yield finding
                continue
            figure = min(fitting, key=lambda f: self._distance(f, mention))
            short.remove(figure)
            yield _finding("figure.value", Severity.ERROR, f"{figure.text} became {mention.text}", figure, mention)

    def _too_few(self) -> list[Figure]:
        """Figures that share their value with another one, where the translation says it once less."""
        counted = Counter(figure.signature for figure in self._figures if figure.value is not None)
        short: list[Figure] = []
        for signature, times in counted.items():
            if times < _TWICE:
                continue
            same = [figure for figure in self._figures if figure.signature == signature]
            said = [m for m in self._said.mentions if fit(signature[0] or Decimal(0), same[0], m) <= Fit.BARE]
            short += same if len(said) < times else []
        return short


def _is_ratio(unit: str) -> bool:
    """A share or a multiple, which a translation may say in words: two-thirds, tripled."""
    return unit == "times" or unit.startswith("fraction/")


def _digits(value: Decimal | None) -> str:
    return "" if value is None else re.sub(r"^0+|0+$", "", format(abs(value), "f").replace(".", ""))


def _finding(code: str, severity: Severity, message: str, figure: Figure, said: Mention | None = None) -> Finding:
    target = Span(said.start, said.end) if said else None
    return Finding(code, severity, message, figure.span, target, figure.text, said.text if said else "")
