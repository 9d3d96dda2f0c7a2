"""Where a report's first sentence begins after its dateline: 中新网银川10月12日电(记者 李明), 某财经网4月9日丨.

A dateline tells when and where the report was filed, nothing of what it reports.
"""

from __future__ import annotations

import re

_AGENCY = r"(?:中新网|中新社|中新经纬|新华社|新华网|人民网|央视网|路透社?|彭博|法新社|美联社|共同社|财联社|证券时报网?|[一-龥]{2,8}(?:网|社|报|晚报|日报|时报))"
_WRITERS = r"(?:[(（][^()（）]{1,30}[)）])?"
_DATELINE = re.compile(
    rf"{_AGENCY}[一-龥/、]{{0,12}}(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日\s*"
    rf"(?:(?:综合)?(?:电|讯|消息|报道)\s*{_WRITERS}\s*[:：,，]?|{_WRITERS}\s*[-—–]+)\s*"
    # A financial wire needs neither word nor comma: X汇4月9日丨, X财经APP讯，.
    r"|[一-龥]{2,8}(?:\d{4}年)?\d{1,2}月\d{1,2}日[丨｜|]\s*"
    # A paper of its own report: 本报讯, 本报北京讯(记者 某某).
    rf"|本[报刊网台社][一-龥]{{0,4}}讯(?!员)\s*{_WRITERS}\s*[,，:：]?\s*"
    rf"|[一-龥]{{2,8}}(?:网|报|社|财经|财讯|智能财讯)?(?:APP)?讯\s*{_WRITERS}\s*[,，:：]\s*"
)


def dateline_end(text: str) -> int:
    """Where what is reported begins; 0 where there is no dateline."""
    found = _DATELINE.match(text)
    return found.end() if found else 0
