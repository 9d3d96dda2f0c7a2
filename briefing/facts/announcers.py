"""Whom 公司 means in an announcement: the listed company that makes it, whoever else it names.

Owns which mention of another company makes 公司 uncertain: one that begins a clause, as what it tells of may go on to be
told of, or a word for a company without a name (合资公司). A partner, buyer or guarantor inside a clause does not
(公司与X签订合同). Knows nothing of grammar.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefing.facts.gates import gate_words
from briefing.values import Entity, Fact, Phrase, Slot, Span, Status

_STOPS = "。！？\n"
_HEADS = _STOPS + "，；：、“（( 　】|｜丨"
# What only leads up to a name that is spoken of: 据X披露, 其中X.
_LEADS = ("据", "根据", "其中", "而", "但", "另外", "此外", "同时", "标的", "被担保人", "交易对方", "关联方")
# The portrait of a firm that has just been named: 成立于2010年，公司主要从事….
_PORTRAIT = re.compile("成立于|成立日期|注册地|主营业务|主要从事|经营范围|法定代表人|被担保人|基本情况")


def speaks_of_itself(text: str, span: Span, announcer: Entity, companies: Sequence[Entity]) -> bool:
    """Whether 公司 in the clause ``span`` is the announcer.

    So it is where no other company began a clause since the announcer was named last, and none without a name did in
    this sentence or the one before.
    """
    if any(word in span.of(text) for word in gate_words("this_company")):
        return False
    told = [e for e in companies if e.span.start < span.end and (_begins(text, e) or _is(e, announcer))]
    last = max(told, key=lambda e: e.span, default=None)
    if last is None or not _is(last, announcer):
        return False
    ends = [i for i, char in enumerate(text[: span.start]) if char in _STOPS]
    near, own = text[ends[-2] + 1 if len(ends) > 1 else 0 : span.end], text[ends[-1] + 1 if ends else 0 : span.start]
    unnamed = any(near.startswith(word, at) for at in _clause_heads(near) for word in gate_words("others"))
    return not unnamed and not _PORTRAIT.search(own)


# A programme that has run its course: what it set out to do is no plan any more.
_OVER = (
    (
        "co.fil.bb_",
        re.compile(
            "回购[^，。；\n]{0,14}(?:实施完毕|实施完成|已完成|已经完成|届满|实施结果|终止|提前结束)|终止[^，。；\n]{0,6}回购"
        ),
    ),
    (
        "co.fil.hold_",
        re.compile(
            "[增减]持[^，。；\n]{0,14}(?:实施完毕|实施完成|已完成|已经完成|届满|实施结果|提前终止|提前结束|终止)|终止[^，。；\n]{0,6}[增减]持"
        ),
    ),
)


def is_over(fact: Fact, text: str) -> bool:
    """Whether a fact tells the plan of a programme that the article calls finished or called off."""
    if fact.status is not Status.PLANNED:
        return False
    return any(fact.frame.startswith(frames) and over.search(text) for frames, over in _OVER)


def by_announcer(rule: Mapping[str, str], before: Mapping[str, Slot], company: Phrase | None) -> Mapping[str, Slot]:
    """Whose act it is that only the one who announces it can do (``mine``): 回购价格不超过…, though no clause before names it."""
    if "mine" not in rule or company is None or {"holder", "subj"} & before.keys():
        return before
    return {**before, "subj": company}


def _is(entity: Entity, announcer: Entity) -> bool:
    """恒川汽车 and 恒川汽车股份有限公司 are one."""
    return announcer.zh in entity.zh or entity.zh in announcer.zh


def _begins(text: str, entity: Entity) -> bool:
    """Whether a company stands where a clause begins, be it after a word that leads up to it."""
    before = text[: entity.span.start]
    return before == "" or before[-1] in _HEADS or before.endswith(_LEADS)


def _clause_heads(text: str) -> list[int]:
    heads = [0, *(i + 1 for i, char in enumerate(text) if char in _HEADS)]
    return [*heads, *(at + len(lead) for at in heads for lead in _LEADS if text.startswith(lead, at))]
