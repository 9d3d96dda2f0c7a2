"""Words of time in the target languages, from ``data/period_words.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from briefing.values import Lang, Period

Entry = dict[str, str]
_WEEK = re.compile(r"[上本这下]+个?(?=周|星期|礼拜)")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")


@cache
def _tables() -> dict[str, dict[str, Entry]]:
    raw = resources.files("briefing").joinpath("data/period_words.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(raw)
    relative = tables.pop("relative")
    return tables | {f"relative.{unit}": rows for unit, rows in relative.items()}


def moment(name: str, lang: Lang) -> str:
    """目前, 日前 and the like, a weekday too, or "" where the word is not known."""
    tables = _tables()
    if name in tables["moment"]:
        return tables["moment"][name][lang]
    day = weekday(name, lang)
    return f"on {day}" if day and lang == "en" else day


def weekday(text: str, lang: Lang) -> str:
    found = _WEEKDAY.search(text)
    return _tables()["weekday"][found[1]][lang] if found else ""


def day_of_week(text: str, lang: Lang) -> str:
    """上周五 is last Friday; a day of another week than those beside this one has no words."""
    day, week = weekday(text, lang), _WEEK.match(text)
    if not week or not day:
        return day
    return _tables()["week"].get(week[0], {}).get(lang, "").replace("…", day)


def season(name: str, lang: Lang) -> str:
    """Spring to winter, by the season's character; holidays by their names (facts/holidays.py)."""
    return _tables()["season"].get(name, {}).get(lang, "")


def season_preposition(name: str) -> str:
    """In spring, over a holiday."""
    return _tables()["season"].get(name, {}).get("prep", "in")


def decade(name: str, lang: Lang) -> str:
    """The name of a five-year plan period, or ""."""
    for zh, words in _tables()["decade"].items():
        if zh in name:
            return words[lang]
    return ""


def unit(code: str) -> Entry | None:
    """The words of a unit of time given as code or in Chinese."""
    tables = _tables()
    code = str(tables["unit_zh"].get(code, code))
    return tables["unit"].get(code)


def relative(kind: str, ref: int, lang: Lang) -> str:
    """Last year, this month, yesterday, or "" where it goes too far back to have a word."""
    return _tables()[f"relative.{kind}"].get(str(ref), {}).get(lang, "")


def year_before(period: Period, lang: Lang) -> str:
    """上年 is the year before the one spoken of, whichever year the article is read in; "" for any other year."""
    named = period.name.startswith("上") and period.year_ref == -1 and not is_year_earlier(period)
    return {"en": "the previous year", "ja": "前年"}[lang] if named else ""


def is_year_earlier(period: Period) -> bool:
    """上年同期 of a quarter is that quarter a year earlier, and no year."""
    return period.form == "year" and period.year is None and period.year_ref == -1 and period.text.endswith("同期")


def edge_of(period: Period) -> str:
    """What 年底 or 月底 is the edge of: year, month, quarter, week; read off the text."""
    if period.month is not None or period.month_ref is not None:
        return "month"
    if period.quarter is not None:
        return "quarter"
    if period.unit in ("year", "month", "week", "quarter"):
        return period.unit
    found = re.search(r"([年月周季])(?:度)?(?:底|末|初|中|终|尾)", period.text)
    return str(_tables()["edge_zh"][found[1]]) if found else "year"


_QUARTER_ENDS = (3, 6, 9, 12)


def compared_unit(period: Period) -> str:
    """What 环比 compares this period with, as a form of period; the end of a quarter may be set against either."""
    if period.form == "edge" and edge_of(period) == "month" and period.month not in (None, *_QUARTER_ENDS):
        return "month"
    if period.form == "fiscal" and (period.quarter or period.half):
        return "quarter" if period.quarter else "half"  # 第三财季 is compared with a quarter, not with a year
    return period.form
