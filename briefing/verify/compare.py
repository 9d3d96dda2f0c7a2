"""Checking one finished sentence against the figures, periods and names it must state.

figure.value       a number of the sentence differs from the source's (often by a power of ten)
figure.unit        the number is right, its unit or currency is not
figure.qualifier   about, more than, nearly … was lost, added or changed
figure.direction   a rise is called a fall, or the other way round
figure.added       a figure that the source does not have
figure.dropped     a figure of the source that the sentence does not state
date.added         a date whose numbers the source does not have
name.form          a name does not appear in its form
residue.chinese    Chinese left in the sentence
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

from briefing.values import Entity, Figure, Finding, Lang, Period, Qualifier, Severity, Span
from briefing.verify.read_en import FOLDS
from briefing.verify.read_target import read_all
from briefing.verify.scan import mask
from briefing.verify.target import TargetDate, TargetFigure

_LOOSE = frozenset({"", "count"})
# 3次, 2倍 and "three times" are one word in English.
_TIMES_COUNTERS = frozenset({"次", "倍", "回", "番", "遍", ""})
_DURATIONS = frozenset({"year", "quarter", "month", "week", "day", "hour", "minute", "second"})
_AT_LEAST = frozenset({Qualifier.OVER, Qualifier.AT_LEAST})
_BELOW = frozenset({Qualifier.NEARLY, Qualifier.AT_MOST})
# Signs that Word shows in any Japanese font though cp932 has them in another place or not at all.
JA_EXTRA = frozenset("—–‐‑‒“”‘’…·•€™®©²³×÷é\u00a0\u200b")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_CJK = re.compile(r"[぀-ヿ㐀-鿿]")


def verify_statement(
    text: str,
    lang: Lang,
    figures: Sequence[Figure],
    periods: Sequence[Period],
    entities: Sequence[Entity],
) -> tuple[Finding, ...]:
    """What is wrong with a sentence that must state exactly these figures and names."""
    body = mask_names(text, (entity.form(lang) for entity in entities))
    reading = read_all(body, lang)
    findings = list(_check_figures(reading.figures, figures, periods))
    findings += [
        _finding("date.added", f"the source has no date {date.text}", date)
        for date in reading.dates
        if date.kind != "label" and not _date_supported(date, figures, periods)
    ]
    findings += _check_names(text, lang, entities)
    findings += residue(_BRACKETS.sub(lambda m: " " * len(m.group()), text), lang)
    return tuple(findings)


def mask_names(text: str, names: Iterable[str]) -> str:
    """The text with names blanked out, so that the 500 of a name is no figure; the longest names first."""
    for name in sorted({n for n in names if n}, key=len, reverse=True):
        text = mask(text, [m.span() for m in re.finditer(re.escape(name), text, re.IGNORECASE)])
    return text


def same_unit(figure: Figure, unit: str) -> bool:
    """Whether a unit read back from the target can be the source figure's."""
    source = figure.unit
    if source == unit or (source in _LOOSE and unit in _LOOSE):
        return True
    above, slash, below = unit.partition("/")
    if slash and below in _DURATIONS and same_unit(figure, above):
        return True  # RMB 5 million a year: the source says 每年 in another place
    pairs = {frozenset({"pp", "point"}), frozenset({"", "point"}), frozenset({"count", "point"})}
    if frozenset({source, unit}) in pairs:
        return True
    if source == "count" and unit == "times":
        return figure.counter in _TIMES_COUNTERS
    if source in _LOOSE and unit == "TEU":
        return figure.counter in ("标箱", "箱", "")
    return False


def same_value(figure: Figure, target: TargetFigure) -> bool:
    """Equal numbers; a fall may carry its sign in the number or in the word."""
    if figure.value is None or target.value is None or figure.upper != target.upper:
        return False
    if figure.unit == target.unit == "times" and not figure.text.startswith("翻"):
        multiplied = figure.value + 1 == target.value  # 增长一倍 is doubled
        if multiplied or target.text.endswith(tuple(FOLDS)):
            return multiplied and figure.direction >= 0
    if figure.value == target.value:
        return True
    falls = figure.direction < 0 or target.direction < 0 or figure.value < 0
    return falls and figure.value == -target.value


def same_qualifier(source: Qualifier, target: Qualifier) -> bool:
    """以上 and 超 may both be "more than"; whether there is one at all must agree."""
    return source == target or {source, target} <= _AT_LEAST or {source, target} <= _BELOW


def period_numbers(period: Period) -> frozenset[int]:
    """Every number a writer may use to name this period."""
    fields = ("year", "year_to", "half", "quarter", "quarter_to", "month", "month_to", "day", "day_to")
    numbers = {n for f in (*fields, "hour", "minute", "count", "part") if (n := getattr(period, f)) is not None}
    if period.hour is not None:
        numbers |= {period.hour % 12, 0}
    for day in (period.start, period.end) if period.form == "days_range" else ():
        numbers |= {day.year, day.month, day.day} if day else set()
    if period.form == "quarter" and period.quarter:
        numbers |= {3 * period.quarter - 2, 3 * period.quarter}
    if period.form == "quarters" and period.quarter_to:
        numbers |= {1, 3 * (period.quarter or 1) - 2, 3 * period.quarter_to}
    if period.form == "half" and period.half:
        numbers |= {6 * period.half - 5, 6 * period.half}
    if period.form == "months":
        numbers.add(period.month or 1)
    return frozenset(numbers) | {int(n) for n in re.findall(r"\d+", unicodedata.normalize("NFKC", period.text))}


def names_stretch(target: TargetFigure, periods: Iterable[Period]) -> bool:
    """Whether the target's "five years" or "seven months" is how one of the periods is written."""
    if target.value is None or target.unit not in _DURATIONS | _LOOSE:
        return False
    for period in periods:
        length = {period.count}
        if period.form == "months" and period.month_to is not None:
            length.add(period.month_to - (period.month or 1) + 1)
        if period.form == "quarters" and period.quarter_to is not None:
            length.add(period.quarter_to - (period.quarter or 1) + 1)
        if period.form == "days" and target.unit not in _LOOSE:
            length.add(None)
        if any(n is not None and target.value == n for n in length):
            return True
    return False


def _check_figures(
    targets: Sequence[TargetFigure], figures: Sequence[Figure], periods: Sequence[Period]
) -> Iterable[Finding]:
    stated: set[int] = set()
    loose: list[TargetFigure] = []
    for target in targets:
        index = _best(target, figures, stated)
        if index is None:
            if not target.weak and not names_stretch(target, periods):
                loose.append(target)
            continue
        stated |= {i for i, f in enumerate(figures) if f.signature == figures[index].signature}
        yield from _check_match(target, figures[index])
    for target in loose:
        yield _unmatched(target, figures, stated)
    for index, figure in enumerate(figures):
        if index not in stated and figure.value is not None:
            yield Finding(
                "figure.dropped",
                Severity.ERROR,
                f"the sentence does not state {figure.text}",
                source=figure.span,
                source_text=figure.text,
            )


def _best(target: TargetFigure, figures: Sequence[Figure], stated: set[int]) -> int | None:
    fits = [i for i, f in enumerate(figures) if same_value(f, target) and same_unit(f, target.unit)]
    if not fits:
        return None

    def rank(index: int) -> tuple[bool, bool, bool]:
        figure = figures[index]
        opposed = figure.direction * target.direction < 0
        return (not same_qualifier(figure.qualifier, target.qualifier), opposed, index in stated)

    return min(fits, key=rank)


def _check_match(target: TargetFigure, figure: Figure) -> Iterable[Finding]:
    if not same_qualifier(figure.qualifier, target.qualifier):
        message = f"{figure.text} is {figure.qualifier.value}, the sentence says {target.qualifier.value}"
        yield _finding("figure.qualifier", message, target, figure)
    rises = figure.direction or (-1 if figure.value is not None and figure.value < 0 else 0)
    says = target.direction or (-1 if target.value is not None and target.value < 0 else 0)
    # A negative amount may be called a loss; a negative rate must stay negative.
    lost = figure.value is not None and figure.value < 0 and not says and not _is_money(figure.unit)
    if rises * says < 0 or lost:
        yield _finding(
            "figure.direction", f"{figure.text} {'rose' if rises > 0 else 'fell'} in the source", target, figure
        )


def _is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isalpha() and unit.isupper() and unit != "TEU"


def _unmatched(target: TargetFigure, figures: Sequence[Figure], stated: set[int]) -> Finding:
    """The finding for a figure that equals none of the source's; what it was meant to be counts as stated."""
    for index, figure in enumerate(figures):
        if index not in stated and same_value(figure, target):
            stated.add(index)
            return _finding("figure.unit", f"{figure.text} has another unit than {target.text}", target, figure)
    for index, figure in enumerate(figures):
        if index not in stated and same_unit(figure, target.unit) and figure.value is not None:
            stated.add(index)
            return _finding(
                "figure.value", f"{figure.text} became {target.text}{_power(figure.value, target)}", target, figure
            )
    return _finding("figure.added", f"the source has no figure {target.text}", target)


def _power(value: Decimal, target: TargetFigure) -> str:
    if not value or not target.value:
        return ""
    ratio = abs(target.value / value).normalize()
    power = ratio.as_tuple().digits == (1,) and ratio != 1
    return f" (by a factor of 10^{ratio.adjusted()})" if power else ""


def _date_supported(date: TargetDate, figures: Sequence[Figure], periods: Sequence[Period]) -> bool:
    said = set(date.numbers)
    each = [period_numbers(period) for period in periods]
    if any(said <= numbers for numbers in each):
        return True
    if re.search(r"and|to|[–~～-]", date.text) and said <= frozenset().union(*each):
        return True
    values = {figure.value for figure in figures}
    return date.kind == "ordinal" and all(Decimal(n) in values for n in said)


def _check_names(text: str, lang: Lang, entities: Sequence[Entity]) -> list[Finding]:
    flat = re.sub(r"\s+", " ", text).casefold()
    return [
        Finding(
            "name.form",
            Severity.ERROR,
            f"{entity.zh} should appear as {entity.form(lang) or 'a name we have no form of'}",
            source=entity.span,
            source_text=entity.zh,
        )
        for entity in entities
        if not entity.form(lang) or entity.form(lang).casefold() not in flat
    ]


def residue(text: str, lang: Lang) -> list[Finding]:
    """Chinese (or kana) in English; characters that Japanese cannot write in Japanese."""
    spots = [m.start() for m in _CJK.finditer(text)] if lang == "en" else [i for i, c in enumerate(text) if foreign(c)]
    if not spots:
        return []
    start, end = spots[0], spots[-1] + 1
    left = "".join(text[i] for i in spots)
    found = Finding(
        "residue.chinese", Severity.ERROR, f"not {lang}: {left}", target=Span(start, end), target_text=text[start:end]
    )
    return [found]


def foreign(char: str) -> bool:
    """Whether a character cannot be written in Japanese (cp932)."""
    if char in JA_EXTRA:
        return False
    try:
        char.encode("cp932")
    except UnicodeEncodeError:
        return True
    return False


def _finding(code: str, message: str, target: TargetFigure | TargetDate, figure: Figure | None = None) -> Finding:
    return Finding(
        code,
        Severity.ERROR,
        message,
        source=figure.span if figure else None,
        target=Span(target.start, target.end),
        source_text=figure.text if figure else "",
        target_text=target.text,
    )
