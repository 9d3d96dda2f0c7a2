"""Periods in Japanese: 2016年1～7月, 2020年11月19日, 2016年8月11日時点, 2018年末まで.

Written without a closing particle; the sentence adds に, の or は. Quarters are
numbered (第3四半期) unless the house asks for their months (7～9月期): the
months are not in the article. Quarters from the first on are told by their
months (1～9月期), as Japan's press does, where the article leaves no doubt that
the year is the calendar's; else as 第3四半期累計.
"""

from __future__ import annotations

from typing import Literal

from briefing.translate import period_words as words
from briefing.values import CALENDAR, Period

_QUARTER_MONTHS = {1: "1～3月期", 2: "4～6月期", 3: "7～9月期", 4: "10～12月期"}
_EDGE = {"start": "初め", "mid": "半ば", "end": "末"}
_THIRDS = {1: "上旬", 2: "中旬", 3: "下旬"}
_TIES = {"before": "より前", "after": "より後", "since": "以降", "from": "から", "until": "まで"}


def write(
    period: Period, *, place: Literal["in", "bare", "adjective", "table"] = "in", quarter_months: bool = False
) -> str:
    """The period in Japanese, or "" where it has no words."""
    name = _name(period, quarter_months)
    if not name or place in ("bare", "adjective"):
        return name
    if period.form == "moment":
        return name
    if period.form == "season" and period.relation in ("in", "during") and len(period.name) > 1:
        return f"{name}中"  # 国慶節連休中
    if period.relation == "by":
        day = period.day is not None or period.day_ref is not None
        return f"{name}時点" if day and not period.edge else f"{name}まで"
    if period.relation in ("end_of", "start_of", "mid"):
        return name + {"end_of": "末", "start_of": "初め", "mid": "半ば"}[period.relation]
    if period.relation == "before" and period.edge == "end":
        # 年底前 sets a term that the end itself still meets; より前 would leave it out.
        return f"{name}まで"
    if name == "今年" and period.relation == "since":
        return "今年これまで"
    return name + _TIES.get(period.relation, "")


def _name(period: Period, quarter_months: bool) -> str:
    if period.form == "moment":
        return words.moment(period.name or period.text, "ja")
    if period.form in ("past", "next"):
        return _stretch(period)
    if period.form == "span":
        return _span(period)
    if period.form == "years":
        return "" if period.year is None or period.year_to is None else f"{period.year}～{period.year_to}年"
    if period.form == "fiscal":
        return _fiscal(period)
    if period.form == "decade":
        return _decade(period)
    if period.form == "days_range":
        return _days_range(period)
    if words.is_year_earlier(period):
        return "前年同期"
    year = _year(period)
    if year is None:
        return ""
    if period.form == "year":
        return year or "通年"
    rest = _edge(period, year) if period.form == "edge" else _within(period, quarter_months)
    return f"{year}{rest}" if rest else ""


def _year(period: Period) -> str | None:
    """2019年, 昨年, nothing where no year is given; None where it has no words."""
    if period.year is not None:
        return f"{period.year}年"
    if period.year_ref is None:
        return ""
    return words.year_before(period, "ja") or words.relative("year", period.year_ref, "ja") or None


def _within(period: Period, quarter_months: bool) -> str:
    """What stands after the year."""
    if period.form == "season":
        name = words.season(period.name, "ja")
        return f"の{name}" if name and len(period.name) > 1 and _year(period) else name
    if period.form == "half" and period.half in (1, 2):
        if quarter_months:
            return "1～6月期" if period.half == 1 else "7～12月期"
        return "上半期" if period.half == 1 else "下半期"
    if period.form == "quarter" and period.quarter in (1, 2, 3, 4):
        return _QUARTER_MONTHS[period.quarter] if quarter_months else f"第{period.quarter}四半期"
    if period.form == "quarters" and period.quarter_to in (1, 2, 3, 4):
        return _quarters(period.quarter or 1, period.quarter_to, quarter_months or period.name == CALENDAR)
    if period.form == "months" and period.month_to is not None:
        return f"{period.month or 1}～{period.month_to}月"
    month = _month(period)
    if period.form == "month":
        return month
    if period.form == "ten_days":
        return f"{month}{_THIRDS[period.part]}" if month and period.part in _THIRDS else ""
    if period.form == "day":
        return _day(period, month)
    if period.form == "days":
        return _days(period, month)
    return ""


def _quarters(first: int, last: int, quarter_months: bool) -> str:
    if quarter_months:
        return f"{3 * first - 2}～{3 * last}月期"
    return f"第{last}四半期累計" if first == 1 else f"第{first}～第{last}四半期"


def _month(period: Period) -> str:
    if period.month is not None:
        return f"{period.month}月"
    return "" if period.month_ref is None else words.relative("month", period.month_ref, "ja")


def _day(period: Period, month: str) -> str:
    if period.day is None:
        if period.day_ref is not None:
            return words.relative("day", period.day_ref, "ja")
        return words.day_of_week(period.text, "ja")
    return f"{month}{period.day}日{_clock(period)}"


def _clock(period: Period) -> str:
    """The time of day as the text counts it: 午後3時 where it says 下午3时, 15時30分 else."""
    if period.hour is None:
        return ""
    minute = f"{period.minute}分" if period.minute else ""
    if any(word in period.text for word in ("下午", "晚", "傍晚")) and period.hour != 12:
        return f"午後{period.hour % 12}時{minute}"
    if any(word in period.text for word in ("上午", "早", "凌晨")) and period.hour < 12:
        return f"午前{period.hour}時{minute}"
    return f"{period.hour}時{minute}"


def _days(period: Period, month: str) -> str:
    if period.day is None or period.day_to is None:
        return ""
    if period.month_to is None or period.month_to == period.month:
        return f"{month}{period.day}～{period.day_to}日"
    return f"{month}{period.day}日～{period.month_to}月{period.day_to}日"


def _edge(period: Period, year: str) -> str:
    if period.edge not in _EDGE:
        return ""
    edge = _EDGE[period.edge]
    of = words.edge_of(period)
    if of == "month":
        month = _month(period) or "月"
        return f"{month}{edge}"
    if of == "quarter":
        quarter = "四半期" if period.quarter is None else f"第{period.quarter}四半期"
        return f"{quarter}{edge}"
    if of == "week":
        return f"週{edge}"
    # 2018年末, but 年末 and 昨年末 where the year is not a number.
    if not year:
        return f"年{edge}"
    return edge


def _stretch(period: Period) -> str:
    unit = words.unit(period.unit or "year")
    if unit is None:
        return ""
    head = "過去" if period.form == "past" else "今後"
    return f"{head}{unit['few'] if period.count is None else f'{period.count:,}' + unit['ja']}"


def _span(period: Period) -> str:
    unit = words.unit(period.unit or "year")
    if unit is None or period.count is None:
        return ""
    return f"{period.count:,}{unit['ja'].removesuffix('間')}間"


def _fiscal(period: Period) -> str:
    if period.quarter is not None or period.half is not None:
        return _fiscal_part(period)
    if period.year is None:
        return words.relative("fiscal", period.year_ref or 0, "ja")
    # A year named by its last month keeps it: a Japanese 年度 would count from April.
    return f"{period.year}年{period.month}月期" if period.month is not None else f"{period.year}年度"


def _fiscal_part(period: Period) -> str:
    """A quarter or half counted in a company's own year."""
    part = "下半期" if period.half == 2 else "上半期"
    if period.quarter is not None:
        part = f"第{period.quarter}四半期"
    if period.year is not None:
        return f"{period.year}年度{part}"
    return f"会計年度{part}" if period.year_ref is None else ""


def _decade(period: Period) -> str:
    if period.year is not None and period.year % 10 == 0 and "年代" in (period.name or period.text):
        return f"{period.year}年代"
    return words.decade(period.name or period.text, "ja")


def _days_range(period: Period) -> str:
    start, end = period.start, period.end
    if start is None or end is None:
        return ""
    if period.day is not None:
        return f"{start.year}年{start.month}月{start.day}日～{end.year}年{end.month}月{end.day}日"
    if period.month is not None:
        return f"{start.year}年{start.month}月～{end.year}年{end.month}月"
    return f"{start.year}～{end.year}年"
