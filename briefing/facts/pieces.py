"""Names that are no names: a known short form that is only a piece of a longer word.

国网 in 全国网上, 马里 in 马里兰, 万达 in 万达广场. Owns the general conditions
and the words they need (data/name_rules.toml, ``pieces``); knows nothing of
clauses, and finds no name itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from briefing.facts.name_ground import rules
from briefing.lexicon.terms import ENTITY_CATS, Match

# Longer names are seldom a piece of something else by chance.
_SHORT = 4
_PLACES = ENTITY_CATS | {"anaphor"}


def whole_names(text: str, matches: Sequence[Match]) -> tuple[Match, ...]:
    """``matches`` without the names that something around them shows to be pieces."""
    around = _Around(text, matches)
    return tuple(m for m in matches if m.term.cat not in ENTITY_CATS or not around.cuts(m))


class _Around:
    """What stands beside a match: the text and the borders of other known words."""

    def __init__(self, text: str, matches: Iterable[Match]) -> None:
        self._text = text
        words = [m for m in matches if m.end - m.start > 1]
        self._starts = {m.start for m in words}
        self._ends = {m.end for m in words}
        self._words = words
        self._names = [m for m in words if m.term.cat in _PLACES]

    def cuts(self, match: Match) -> bool:
        """Whether the name is cut out of a longer word."""
        zh = match.term.zh
        if len(zh) > _SHORT or match.term.attrs.get("abbr"):
            return False
        return (
            self._ends_a_date(match)
            or self._in_a_longer_name(match)
            or self._in_a_longer_word(match)
            or self._across_two_words(match)
            or self._goes_on_foreign(match)
            or self._names_a_building(match)
            or self._is_a_bureau(match)
            or self._begins_a_company(match)
            or self._is_no_name_here(match)
        )

    def _ends_a_date(self, match: Match) -> bool:
        """4月8日银行间外汇市场: 日 belongs to the day, and no 日银 stands there."""
        return match.term.zh[0] in "年月日" and self._text[match.start - 1 : match.start].isdigit()

    def _in_a_longer_name(self, match: Match) -> bool:
        """全国 and 网上: a name to the left reaches into it (上海 into 海通)."""
        return any(n.start < match.start < n.end < match.end and not self._is_crossed(n) for n in self._names)

    def _is_crossed(self, name: Match) -> bool:
        """东海 where 股东 ends in it: no name, so it reaches into nothing (股东海宁…)."""
        return any(w.start < name.start < w.end < name.end for w in self._words if w.term.cat not in _PLACES)

    def _in_a_longer_word(self, match: Match) -> bool:
        """工行 in 化工行业, 央行 in 日本央行: a known word that begins before it holds it."""
        if match.term.cat == "place":
            return False  # 美国 in 对美国出口 is the place
        return any(w.start < match.start and match.end <= w.end for w in self._words)

    def _across_two_words(self, match: Match) -> bool:
        """空客 in 航空|客座率: two known words, one after the other, cover it and more on both sides."""
        left = {w.end for w in self._words if w.start < match.start < w.end < match.end}
        return any(w.start in left and w.end > match.end for w in self._words)

    def _goes_on_foreign(self, match: Match) -> bool:
        """阿德里安, 加西亚, 马里兰: the characters of foreign names go on at either side."""
        rule = _rule("foreign")
        if any(c not in rule["written"] for c in match.term.zh):
            return False
        before, after = self._text[: match.start], self._text[match.end :]
        left = before[-1:] in tuple(rule["before"]) and match.start not in self._ends
        two = len(after) > 1 and all(c in rule["goes_on"] for c in after[:2])
        right = (after[:1] in tuple(rule["after"]) or two) and match.end not in self._starts
        return left or right

    def _names_a_building(self, match: Match) -> bool:
        """万达广场 is a plaza and 北大溜河 a river: what bears a company's name is not the company."""
        if match.term.cat not in ("company", "org"):
            return False
        after = self._text[match.end :]
        return after.startswith(_sites()) or (match.end not in self._starts and bool(_waters().match(after)))

    def _is_a_bureau(self, match: Match) -> bool:
        """乌鲁木齐市招商局: a city's bureau, whatever company has that name."""
        if match.term.cat != "company" or not match.term.zh.endswith(tuple(_rule("bureau")["kinds"])):
            return False
        level = self._text[: match.start].endswith(tuple(_rule("bureau")["levels"]))
        return level or any(n.end == match.start and n.term.cat == "place" for n in self._names)

    def _begins_a_company(self, match: Match) -> bool:
        """日产电机 is another company than 日产, 三星电子产品 are goods of 三星."""
        return match.term.cat == "company" and bool(_company_kinds().match(self._text, match.end))

    def _is_no_name_here(self, match: Match) -> bool:
        """日产 before an amount is daily output, 海南州 no part of Hainan."""
        patterns = _contexts().get(match.term.zh)
        if patterns is None:
            return False
        before, after = patterns
        return bool(before.search(self._text[: match.start]) or after.match(self._text[match.end :]))


def _rule(name: str) -> Mapping[str, Any]:
    return rules()["pieces"][name]  # type: ignore[no-any-return]


@cache
def _sites() -> tuple[str, ...]:
    return tuple(_rule("sites")["kinds"])


@cache
def _waters() -> re.Pattern[str]:
    return re.compile(f"[一-鿿]{{0,1}}[{_rule('sites')['waters']}]")


@cache
def _company_kinds() -> re.Pattern[str]:
    rule = _rule("company")
    kinds = "|".join(sorted(rule["kinds"], key=len, reverse=True))
    return re.compile(f"(?:{kinds})(?!{rule['not_before']})")


@cache
def _contexts() -> Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """For each name that is often another word: what before and what after makes it that word."""
    never = "(?!)"
    return {
        row["zh"]: (re.compile(f"(?:{row.get('before', never)})$"), re.compile(row.get("after", never)))
        for row in rules()["pieces"]["words"]
    }
