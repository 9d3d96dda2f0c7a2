"""What a clause that names only a part, or only a pace, is of: the measure of the clause before.

货物吞吐量5亿吨，其中沿海港口完成3亿吨 tells the coastal ports' throughput, and after an
output 日均产量 is that of the same goods. Owns these two and whose cars an association counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from briefing.values import Entity, Figure, Phrase, Slot

_PUBLISHERS = frozenset({"gov", "org", "media"})
_PER_DAY = "metric.per_day"


def metric_of_part(value: Slot | None, before: Mapping[str, Slot]) -> Slot | None:
    """其中内河港口完成2亿吨: the measure told before, where it is counted alike and was no plan of its own."""
    metric, last = before.get("metric"), before.get("value")
    if not isinstance(metric, Phrase) or not isinstance(value, Figure) or not isinstance(last, Figure):
        return None
    alike = (value.unit, value.counter) == (last.unit, last.counter)
    planned = any(
        isinstance(s, Phrase) and s.attrs.get("m", "done") != "done" for s in map(before.get, ("modal", "link"))
    )
    amount = metric.attrs.get("mv") == "amount" and "status" not in metric.attrs
    return metric if alike and amount and not planned else None


def daily_of(metric: Slot | None, last: Slot | None) -> Slot | None:
    """日均产量 as that of the goods whose output was told before, else as it is."""
    if not isinstance(metric, Phrase) or not isinstance(last, Phrase) or metric.rule != _PER_DAY:
        return metric
    pace = metric.parts.get("h")
    bare = isinstance(pace, Phrase) and pace.en == "output" and not pace.parts
    named = " output" in last.en and last.ja.endswith("生産量") and not last.en.startswith(("average", "cumulative"))
    if not bare or not named or last.parts:
        return metric
    return replace(metric, attrs=last.attrs, parts={**metric.parts, "h": last})


def counted_by(rule: str, owner: Slot | None) -> Slot | None:
    """Who made and sold what the clause before's subject tells of: no association makes cars, one of China counts China's."""
    if not rule.startswith("ind.") or not isinstance(owner, Phrase) or owner.cat not in _PUBLISHERS:
        return owner
    if owner.entity is None or not owner.entity.zh.startswith("中国"):
        return None
    entity = Entity("中国", "place", "China", "中国", "built-in", owner.span)
    attrs = MappingProxyType({"level": "country", "adj": "Chinese"})
    return Phrase("place", owner.span, "China", "中国", attrs, entity=entity)
