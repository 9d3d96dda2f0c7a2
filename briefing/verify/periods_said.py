"""Whether a translation says the dates of its source, part by part: year, month, day, quarter, half, time.

A part may be said in any usual form. What is relative (今年) may be said
relatively or, if the date of publication is known, by its number. Knows
nothing of languages but the words for relative dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from briefing.values import Lang, Period
from briefing.verify.mentions import Mention, Said, SaidDate, Sense
from briefing.verify.target_words import codes, measures

_WEEKDAYS = {c: n + 1 for n, c in enumerate("一二三四五六")} | {"日": 7, "天": 7}
_YEAR_NAMES = ("当年", "同年", "次年", "翌年", "去年", "今年", "上年", "明年", "同期")
_MONTH_NAMES = ("当月", "同月", "上月", "本月", "下月")
_DAY_NAMES = ("当天", "当日", "同日", "今天", "昨天", "今晚", "次日")
_HOLIDAYS = frozenset({(10, 1), (5, 1), (1, 1), (12, 25), (11, 11), (10, 31), (2, 14), (3, 8), (6, 1), (8, 1)})
_NOON = 12
_MORNING = re.compile(r"上午|凌晨|早|清晨")
_COUNTED = 2
_FOUR = re.compile(r"(?:\d{4}|(?:令和|平成|昭和)(?:\d{1,2}|元))(?:年度?)?")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What of a period is not said: dropped, or said otherwise (``at`` is then where)."""

    code: str
    message: str
    at: tuple[int, int] | None = None


@cache
def _words(lang: Lang, part: str) -> re.Pattern[str]:
    listed = [word for word, kind in codes(lang, "date_word").items() if kind == part]
    words = "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z])(?:{words})(?![A-Za-z])" if words else r"(?!)", re.I)


def doubts(period: Period, said: Said, periods: Sequence[Period], lang: Lang) -> Iterator[Doubt]:
    """What a careful reader misses of this period or finds changed."""
    yield from _years(period, said, periods, lang)
    yield from _months(period, said, periods, lang)
    yield from _days(period, said, periods, lang)
    yield from _parts_of_year(period, said)
    yield from _clock(period, said, periods, lang)
    yield from _length(period, said)


# --- years ------------------------------------------------------------------


def _years(period: Period, said: Said, periods: Sequence[Period], lang: Lang) -> Iterator[Doubt]:
    if period.year_ref is not None or period.day_ref is not None or period.resolved:
        return
    known = {year for other in periods for year in (other.year, other.year_to) if year}
    for year in filter(None, (period.year, period.year_to)):
        moved = _moved(year, period, said, periods)
        if moved is not None:
            yield Doubt("date.value", f"{period.text} became {moved.text}", (moved.start, moved.end))
            return
        if _number_said(year, said) or _short_year(year, said):
            continue
        if period.form == "decade" and any(m.plain.value == year % 100 for m in said.mentions):
            continue
        other = _wrong_year(said, known)
        if other is not None:
            yield Doubt("date.value", f"the year {year} became {other.text}", (other.start, other.end))
        elif not _spare(said, periods, lang, "year"):
            yield Doubt("date.dropped", f"the translation does not say {year}")


def _moved(year: int, period: Period, said: Said, periods: Sequence[Period]) -> SaidDate | None:
    """The month of the period with a year that the source gives it nowhere: 2016年3月 as March 2018."""
    if period.month is None or period.form not in ("day", "month", "edge", "ten_days"):
        return None
    with_month = [date for date in said.dates if date.month == period.month and date.year]
    of_month = [other for other in periods if other.month == period.month or other.month_to == period.month]
    known = {
        y for other in of_month for y in (other.year, other.year_to, _year_of(other.start), _year_of(other.end)) if y
    }
    if not with_month or any(date.year == year for date in with_month):
        return None
    return next((date for date in with_month if date.year not in known), None)


def _year_of(day: date | None) -> int | None:
    return day.year if day else None


def _spare(said: Said, periods: Sequence[Period], lang: Lang, part: str) -> bool:
    """Whether the translation has more relative dates of this kind than the source: one may stand for the number."""
    listed = {"year": ("year_ref", _YEAR_NAMES), "month": ("month_ref", _MONTH_NAMES), "day": ("day_ref", _DAY_NAMES)}
    field, names = listed[part]
    own = sum(1 for p in periods if getattr(p, field) is not None or any(name in p.text for name in names))
    return sum(1 for _ in _words(lang, part).finditer(said.text)) > own


def _weekday_spare(said: Said, periods: Sequence[Period]) -> bool:
    own = {_WEEKDAYS[found[1]] for p in periods if (found := _WEEKDAY.search(p.text))}
    return bool(said.weekdays - own)


def _day_alone(day: int, said: Said, periods: Sequence[Period], lang: Lang) -> bool:
    """A day of a month said as "the 27th", Friday or yesterday."""
    ordinal = any(m.kind == "ordinal" and m.plain.value == day for m in said.mentions)
    return ordinal or _weekday_spare(said, periods) or _spare(said, periods, lang, "day")


def _holiday(day: int, month: int | None, said: Said, lang: Lang) -> bool:
    return (month, day) in _HOLIDAYS and _words(lang, "holiday").search(said.text) is not None


def _number_said(number: int, said: Said) -> bool:
    return any(number == date.year for date in said.dates) or any(
        sense.value == number for mention in said.mentions for sense in mention.senses
    )


def _short_year(year: int, said: Said) -> bool:
    """The 16 of 2015-16."""
    return bool(
        re.search(
            rf"(?<!\d)(?:(?:19|20)?\d\d)年?\s?[-–—/~～〜]\s?{year % 100:02d}(?!\d)|['’]{year % 100:02d}"
            rf"|(?:FY|[1-4]Q|[12]H|[QH][1-4])\s?{year % 100:02d}(?!\d)",
            said.text,
        )
    )


def _wrong_year(said: Said, known: set[int]) -> Mention | None:
    """A year of the translation that the source does not have."""
    for mention in said.mentions:
        value = mention.plain.value
        if mention.digits and _FOUR.fullmatch(mention.text) and 1900 <= value <= 2100 and int(value) not in known:
            return mention
    return None


# --- months and days ----------------------------------------------------------


def _months(period: Period, said: Said, periods: Sequence[Period], lang: Lang) -> Iterator[Doubt]:
    if period.resolved and period.month_ref is not None:
        return
    months = [m for m in (period.month, period.month_to) if m]
    if period.form in ("months", "days_range") and len(months) == 2 and _as_count(period, said):
        return
    stated = {date.month for date in said.dates}
    for month in months:
        if month in stated or _by_quarter(month, period, said) or _tenth_month(month, said):
            continue
        known = {m for other in periods for m in (other.month, other.month_to) if m}
        wrong = next((date for date in said.dates if date.month and date.month not in known), None)
        if wrong is not None:
            yield Doubt("date.value", f"month {month} became {wrong.text}", (wrong.start, wrong.end))
        elif not _spare(said, periods, lang, "month") and not (
            period.day and _day_alone(period.day, said, periods, lang)
        ):
            yield Doubt("date.dropped", f"the translation does not say month {month}")


def _tenth_month(month: int, said: Said) -> bool:
    """A month of the lunar calendar, which has no name in English."""
    return any(
        mention.kind == "ordinal"
        and mention.plain.value == month
        and (mention.plain.unit == "month" or "month" in said.text[mention.end : mention.end + 12])
        for mention in said.mentions
    )


def _as_count(period: Period, said: Said) -> bool:
    """The first seven months; also six months as a half."""
    if period.form != "months" or period.month_to is None:
        return False
    length = period.month_to - (period.month or 1) + 1
    if period.month in (1, None) and (
        (length == 6 and 1 in said.halves) or (length % 3 == 0 and _number_said(length // 3, said))
    ):
        return True
    return any(sense.value == length and sense.unit in ("month", "") for m in said.mentions for sense in m.senses)


def _by_quarter(month: int, period: Period, said: Said) -> bool:
    return period.form in ("months", "edge") and bool(said.quarters | said.halves)


def _days(period: Period, said: Said, periods: Sequence[Period], lang: Lang) -> Iterator[Doubt]:
    if period.day_ref is not None:
        return
    for day, month in ((period.day, period.month), (period.day_to, period.month_to or period.month)):
        if day is None:
            continue
        fitting = [date for date in said.dates if day in date.days and (date.month == month or month is None)]
        if fitting or (month is None and _bare_day(day, said)) or (month is not None and _day_beside(day, month, said)):
            if month is None and fitting and (doubt := _invented(fitting[0].month, period, periods)):
                yield Doubt("date.value", doubt, (fitting[0].start, fitting[0].end))
            continue
        if _weekday_spare(said, periods) or _spare(said, periods, lang, "day") or _holiday(day, month, said, lang):
            continue
        taken = {d for other in periods for d in (other.day, other.day_to) if d}
        wrong = next((date for date in said.dates if date.days and not set(date.days) & taken), None)
        if wrong is not None:
            yield Doubt("date.value", f"day {day} became {wrong.text}", (wrong.start, wrong.end))
        else:
            yield Doubt("date.dropped", f"the translation does not say day {day}")


def _bare_day(day: int, said: Said) -> bool:
    return any(
        mention.plain.value == day and mention.plain.unit in ("", "ordinal", "count", "day")
        for mention in said.mentions
    )


def _day_beside(day: int, month: int, said: Said) -> bool:
    """The day said apart from its month: the 9th and 10th of October, 30 September to 7."""
    return any(date.month == month for date in said.dates) and any(
        mention.plain.value == day and (mention.kind == "ordinal" or mention.plain.unit == "")
        for mention in said.mentions
    )


def _invented(month: int | None, period: Period, periods: Sequence[Period]) -> str:
    """What to say of a month that the source gives nowhere."""
    before = [other for other in periods if other.span.start < period.span.start or other.day == period.day]
    known = {m for other in before for m in (other.month, other.month_to) if m}
    if month is None or month in known or any(p.month_ref is not None or p.resolved for p in periods):
        return ""
    return f"month {month} is said of {period.text}; the source names none"


# --- quarters, halves, times ------------------------------------------------------


def _parts_of_year(period: Period, said: Said) -> Iterator[Doubt]:
    quarter = period.quarter if period.form in ("quarter", "fiscal", "edge") else None
    if quarter and quarter not in said.quarters and not _months_of(3 * quarter - 2, 3 * quarter, said):
        code = "date.quarter" if said.quarters else "date.dropped"
        yield Doubt(code, f"the translation does not say quarter {quarter}")
    if period.form == "quarters" and period.quarter_to:
        yield from _quarters(period, said)
    if period.half and period.half not in said.halves and not _months_of(6 * period.half - 5, 6 * period.half, said):
        six = not said.halves and any(s.value == 6 and s.unit == "month" for m in said.mentions for s in m.senses)
        middle = {"interim", "semi", "semiannual", "midyear", "mid"} & said.words
        if not six and not middle:
            code = "date.quarter" if said.halves else "date.dropped"
            yield Doubt(code, f"the translation does not say {'first' if period.half == 1 else 'second'} half")


def _months_of(first: int, last: int, said: Said) -> bool:
    months = {date.month for date in said.dates}
    return first in months and last in months


def _quarters(period: Period, said: Said) -> Iterator[Doubt]:
    first, last = period.quarter or 1, period.quarter_to or 4
    if _months_of(3 * first - 2, 3 * last, said) or {first, last} <= said.quarters:
        return
    length = last - first + 1
    counted = [m for m in said.mentions if any(s.value in (length, 3 * length) for s in m.senses)]
    if not counted and last not in said.quarters:
        yield Doubt("date.dropped", f"the translation does not say {period.text}")
    elif counted and re.search(r"\b(?:previous|preceding|past|last) (?:three|two|3|2) quarters", said.text, re.I):
        yield Doubt("date.value", f"{period.text} became the quarters before", (counted[0].start, counted[0].end))


def _clock(period: Period, said: Said, periods: Sequence[Period], lang: Lang) -> Iterator[Doubt]:
    if period.hour is not None:
        hours = {period.hour % 24, period.hour} | ({0} if period.hour == _NOON else set())
        hours |= {period.hour + 12} if period.hour < _NOON and not _MORNING.search(period.text) else set()
        if not any(hour in hours and minute == (period.minute or 0) for hour, minute in said.clocks):
            numbers = {mention.plain.value for mention in said.mentions}
            # A number alone is a time only where the translation has a time too few.
            few = len({(hour % 12, minute) for hour, minute in said.clocks}) < sum(p.hour is not None for p in periods)
            plain = few and any(hour in numbers for hour in hours) and (not period.minute or period.minute in numbers)
            together = f"{period.hour}{period.minute or 0:02d}"
            if (
                not plain
                and together not in said.text
                and not (not said.clocks and _words(lang, "hour").search(said.text))
            ):
                code = "date.value" if said.clocks else "date.dropped"
                yield Doubt(code, f"the translation does not say the time of {period.text}")
    weekday = _WEEKDAY.search(period.text)
    if weekday and said.weekdays and _WEEKDAYS[weekday[1]] not in said.weekdays:
        yield Doubt("date.value", f"{weekday.group()} became another day of the week")


def _length(period: Period, said: Said) -> Iterator[Doubt]:
    """The five years of 过去五年, the three of 未来三年."""
    if period.form not in ("past", "next", "span") or period.count is None or period.count < _COUNTED:
        return
    if not any(_lasts(sense, period) for mention in said.mentions for sense in mention.senses):
        yield Doubt("date.dropped", f"the translation does not say how long {period.text} is")


def _lasts(sense: Sense, period: Period) -> bool:
    if sense.value == period.count:
        return True
    said, meant = measures().get(sense.unit), measures().get(period.unit)
    if said is None or meant is None or said[0] != meant[0] or period.count is None:
        return False
    return sense.value * said[1] == period.count * meant[1]
