"""What stands on either side of a company's name: where one may begin, what tells that it has ended.

Knows nothing of what the name itself may be (company_clues). The words are
data/name_rules.toml, ``short_names``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefing.facts.identifiers import SHARE_CODE
from briefing.facts.name_ground import Ground, is_han, occurrences, rules, word_at
from briefing.lexicon.readings import is_dictionary_word

_LONGEST = 12
_HOME = "中国"
_OUTSIDE = frozenset({"香港", "澳门", "台湾"})
_JAPANESE = re.compile("株式会社")
_CLAUSE_MARKS = "\n。，；！？,;!?"
_AFTER = "的将与和及在对为是也已还则等由向被因从就以并拟称说会"
_BEFORE = "的在对和与由向被给为将从及是"
_MARKS = "\n。，；：！？,;:!?、“”\"‘’'《》()「」【】|丨｜"
_OPENING, _CLOSING = '“"「『', '”"」』'
_IN_BRACKETS = re.compile(r"\([A-Z][A-Za-z0-9&.\- ]{1,40}\)")
_ENGLISH = re.compile(r"\((?=[^()]*[a-z])([A-Z][A-Za-z&.\- ]{2,40})\)")
_FUNDED = re.compile(
    r"(?:宣布)?(?:完成|获得|获|敲定|斩获|拿下)(?:[^。，；！？,;\n]{0,22}?(?:融资|轮投资|战略投资|天使投资)|[^。，；！？,;\n]{0,4}\d[^。，；！？,;\n]{0,6}元(?:的)?投资)"
)
# In a headline: 瑞岚生物:上半年净利润同比增长30%.
_HEADLINE = re.compile(
    r"[:：]\s*(?:\d{4}年)?(?:上半年|下半年|前三季度|[一二三四]季度|\d{1,2}月|拟|预计|净利|营收|控股股东|关于|股东|(?:全资|控股|下属)?(?:子公司|孙公司)|董事|获得|中标|收到|签订|公司|终止|累计|全年|年度"
    r"|第[一二三四五]大股东|持股\d|因(?:涉嫌)?(?:\d{4}年|信息|违|虚)|与[^。，；\n]{2,20}签)"
)
# 岳湖精工3月28日晚间发布2025年年报, 岳湖精工去年净利润下滑三成: a report or a result, and of when.
_REPORTS = re.compile(
    r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:晚间?|早间|午间|盘后|上午|下午|当日)?(?:发布|披露|公布|公告)(?:了|称)?(?:\d{4}年)?"
    r"[^，。；\n]{0,8}(?:第[一二三四]季度|上半年|半年度|前三季度|财年)?(?:未经审计|未经审核)?(?:的)?(?:财务)?(?:年报|季报|半年报|季度报告|年度报告|业绩|快报|预告|公告|[，,])"
)
_RESULTS = re.compile(
    r"(?:去年|今年|前三季度|上半年|下半年|第?[一二三四]季度?|\d{4}年(?:度|上半年|前三季度)?|全年|预计|\d{1,2}月){1,3}"
    r"(?:归母|扣非)?(?:净利润?|营收|营业收入|净亏损|亏损|预盈|预亏|预增|预减|合同销售额?|客座率|(?:汽车|新车)?交付量|总收入|营业总收入|毛利率|非公认会计准则)"
)
_STAKE = re.compile(
    r"(?:合计|约|近|逾|超过)?\d+(?:\.\d+)?%的?(?:股权|股份|股票|权益)|的?(?:全部|控股|多数|剩余|部分|少数)(?:股权|股份)"
)
_AMONG = re.compile(r"等(?:\d+|[一二两三四五六七八九十多数]+)?[家只]")

# Where a name may begin and what shows it: ``mark``, ``quote``, ``told`` (车企恒川汽车) or ``link`` (与恒川汽车).
Beginning = tuple[int, str]


def beginnings(ground: Ground) -> Iterator[Beginning]:
    """Where a name may begin, and what shows it."""
    text = ground.text
    told, between, linked = (_ends(text, key) for key in ("announcers", "between", "links"))
    for at, char in enumerate(text):
        if not is_han(char):
            continue
        if at == 0 or text[at - 1] in _MARKS or text[at - 1].isspace():
            quoted = at > 0 and text[at - 1] in _OPENING
            yield at, ("told" if at - 1 in told else "quote") if quoted else "mark"
        elif (at in told or at in between or at in linked) and not _is_inside_word(ground, at, told=at in told):
            yield at, "told" if at in told else "mark" if at in between else "link"


def _ends(text: str, key: str) -> frozenset[int]:
    """Where a word of the list ends."""
    return frozenset(m.end(1) for m in _one_of(key).finditer(text))


@cache
def _one_of(key: str) -> re.Pattern[str]:
    longest_first = sorted(rules()["short_names"][key], key=len, reverse=True)
    return re.compile(f"(?=({'|'.join(longest_first)}))")


def _is_inside_word(ground: Ground, at: int, *, told: bool) -> bool:
    """Whether a word reaches over ``at``, so that nothing can begin there.

    A word of two characters says nothing after 股东 and its like: 控股股东海宁德汇集团 is no 东海.
    """
    if not told and is_dictionary_word(ground.text[at - 1 : at + 1]):
        return True
    shortest = 3 if told else 2
    around = (word for start in range(max(0, at - 6), at) for word in ground.starting(start))
    return any(s < at < e and e - s >= shortest for s, e, _ in around)


def clue_after(ground: Ground, end: int) -> str:
    """What stands after ``end``, past a closing quotation mark and words of time, tells of a company or not."""
    text = ground.text
    at = end + 1 if text[end : end + 1] in _CLOSING and end < len(text) else end
    if SHARE_CODE.match(text, at):
        return "sure"
    if bracket := _IN_BRACKETS.match(text, at):
        at = end = bracket.end()
    while word := word_at(text, at, table="short_names", key="between"):
        at += len(word)
    if _FUNDED.match(text, at):
        return "sure"
    if (
        _HEADLINE.match(text, end)
        or _REPORTS.match(text, end)
        or _RESULTS.match(text, end)
        or _STAKE.match(text, end)
        or word_at(text, at, table="short_names", key="company_deeds")
    ):
        return "company"
    told = at > end or _AMONG.match(text, end) or word_at(text, at, table="short_names", key="deeds")
    return "deed" if told else ""


def is_closed(ground: Ground, end: int, clue: str) -> bool:
    """Whether a name can end here."""
    text = ground.text
    goes_on = any(word_at(text, end, table="short_names", key=key) for key in ("goes_on", "industries"))
    if goes_on and clue not in ("sure", "company"):
        return False
    if clue or end >= len(text) or not is_han(text[end]) or text[end] in _AFTER:
        return True
    return any(e - s > 1 for s, e, _ in ground.starting(end))


def stands_apart(ground: Ground, start: int, end: int) -> bool:
    """Whether both ends of a short name are borders of words."""
    text = ground.text
    left = start == 0 or not is_han(text[start - 1]) or text[start - 1] in _BEFORE or _word_ends(ground, start)
    return left and is_closed(ground, end, clue_after(ground, end))


def _word_ends(ground: Ground, at: int) -> bool:
    return any(e - s > 1 for s, e, _ in ground.ending(at))


def foreign_names(ground: Ground) -> tuple[str, ...]:
    """What stands right after another country's name or before a legal form of Japan: companies without pinyin."""
    found = [ground.text[max(0, m.start() - _LONGEST) : m.start()] for m in _JAPANESE.finditer(ground.text)]
    for start, end, cat in ground.known:
        if (
            cat == "place"
            and end - start > 1
            and ground.country(ground.text[start:end], stops=_OUTSIDE) not in ("", _HOME)
        ):
            found.append(_until_mark(ground.text[end : end + _LONGEST]))
    return tuple(found)


def _until_mark(text: str) -> str:
    return re.split(f"[{re.escape(_CLAUSE_MARKS)}]", text, maxsplit=1)[0]


def own_english(ground: Ground, zh: str) -> str:
    """The English name the article gives in brackets after ``zh``, or nothing."""
    named = (_ENGLISH.match(ground.text, at + len(zh)) for at in occurrences(ground.text, zh))
    return next((m.group(1).strip() for m in named if m), "")
