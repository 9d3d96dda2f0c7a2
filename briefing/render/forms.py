"""How a house writes percentages, the renminbi and days: three forms, each read back by our own checks.

Owns the change of a finished brief from our form into the house's; knows
nothing of Word. A ¥ for the renminbi is no form: readers in Tokyo take it for
the yen, and so would the checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from briefing.values import Brief, Lang, Statement

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# 20 November 2020, 15–18 April, 15 to 18 April 2020
DAY_MONTH = re.compile(
    rf"(?<![\d.,])(?P<days>\d{{1,2}}(?:(?:\s?[–-]\s?|\sto\s|\sand\s)\d{{1,2}})?)\s(?P<month>{_MONTHS})\b"
    r"(?:\s(?P<year>(?:19|20)\d\d)\b(?P<on>(?=\s[A-Za-z]))?)?"
)
RMB = re.compile(r"\bRMB(?=\s?\d)")


@dataclass(frozen=True, slots=True)
class Forms:
    """What the house wants; the defaults are what the engines write.

    ``percent`` ％ or %, in Japanese; ``currency`` RMB or CNY and ``dates`` day-month or month-day, in English.
    """

    percent: str = "％"
    currency: str = "RMB"
    dates: str = "day-month"

    def text(self, text: str, lang: Lang) -> str:
        """A text of a brief in the house's form."""
        return self._rewritten(text, lang)[0]

    def brief(self, brief: Brief) -> Brief:
        """A brief in the house's form: the same figures and days, statement for statement."""
        if self == Forms():
            return brief
        said: Callable[[str], str] = lambda text: self.text(text, brief.lang)  # noqa: E731
        return replace(
            brief,
            headline=self._statement(brief.headline),
            date_line=said(brief.date_line),
            takeaway=tuple(map(self._statement, brief.takeaway)),
            points=tuple(map(self._statement, brief.points)),
            quotes=tuple(map(self._statement, brief.quotes)),
            rows=tuple(
                replace(
                    row,
                    label=said(row.label),
                    value=said(row.value),
                    change=said(row.change),
                    period=said(row.period),
                    holder=said(row.holder),
                )
                for row in brief.rows
            ),
            open_items=tuple(replace(item, known=tuple(map(said, item.known))) for item in brief.open_items),
        )

    def _statement(self, statement: Statement) -> Statement:
        text, moved = self._rewritten(statement.text, statement.lang)
        originals = tuple((start + moved(start), end + moved(end)) for start, end in statement.originals)
        return replace(statement, text=text, originals=originals)

    def _rewritten(self, text: str, lang: Lang) -> tuple[str, Callable[[int], int]]:
        """The text, and by how much what stood at an offset has moved."""
        if lang == "ja":
            return text.replace("％", self.percent), lambda at: 0
        text = RMB.sub(self.currency, text)  # as long as before
        if self.dates == "day-month":
            return text, lambda at: 0
        grown = [(found.end(), len(_month_day(found)) - len(found[0])) for found in DAY_MONTH.finditer(text)]
        return DAY_MONTH.sub(_month_day, text), lambda at: sum(by for end, by in grown if end <= at)


def _month_day(found: re.Match[str]) -> str:
    """November 20, 2020; the year is closed by a comma where the sentence goes on."""
    year = f", {found['year']}" if found["year"] else ""
    return f"{found['month']} {found['days']}{year}" + ("," if found["on"] is not None else "")


OURS = Forms()
