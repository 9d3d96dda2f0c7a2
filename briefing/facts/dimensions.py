"""Whether a figure can be the size of what it stands beside: 总保费每亩32元 is no sum of money, 净赎回5亿份 none either.

A term that means one thing of companies and another of fields, funds or aircraft shows it in the unit. Only units
that cannot be are refused: a bare number may be people or percent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from briefing.facts.units import unit_table
from briefing.values import Figure, Phrase, Slot

# What each kind of metric is never measured in. Goods that are traded are counted as often as they are valued, so
# the sums that may be theirs (exports, sales, orders) are asked for by name below.
_NEVER = {
    "money": {"ratio", "duration", "rate", "area", "distance", "power", "temperature"},
    "ratio": {"money", "rate", "duration", "area", "distance", "mass", "volume", "power", "energy", "count"},
    "rate": {"money", "rate", "duration", "area", "distance", "mass", "volume", "power", "energy", "count"},
    "growth": {"money", "rate", "duration", "area", "distance", "mass", "volume", "power", "energy", "count"},
    "price": {"ratio", "duration", "area", "distance", "mass", "volume", "power", "energy", "count"},
    "duration": {"money", "rate", "ratio", "area", "distance", "mass", "volume", "power", "energy"},
    "area": {"money", "rate", "ratio", "duration", "mass"},
    "count": {"money", "rate", "ratio"},
    "mass": {"money", "rate", "ratio", "area"},
    "volume": {"money", "rate", "ratio", "area"},
    "energy": {"money", "rate", "ratio", "area"},
    "power": {"money", "rate", "ratio", "area"},
}
_GOODS = {"count", "mass", "volume", "energy"}
_TRADED = re.compile(r"export|import|trade|sales|retail|order|purchase|shipment|value|output|supply|demand|stock", re.I)
# So many times may be of anything: what was subscribed, a price against another.
_OF_ANYTHING = ("times", "pp", "bp")


def unfit(slots: Mapping[str, Slot]) -> bool:
    """Whether the figure has a unit that its metric cannot have."""
    metric, value = slots.get("metric"), slots.get("value")
    if not isinstance(metric, Phrase) or not isinstance(value, Figure) or value.unit in _OF_ANYTHING:
        return False
    dim, of = metric.attrs.get("dim", ""), kind_of(value.unit)
    if dim == "price" and not value.unit and metric.attrs.get("holder") == "any":
        return True  # 离岸价7.1235 is the rate of a currency: what goods cost has its currency beside it
    if dim == "money" and of in _GOODS:
        named = metric.parts or _TRADED.search(metric.en)
        return not named or _weighs_all_trade(metric, of, slots.get("holder"))
    return of in _NEVER.get(dim, ())


def _weighs_all_trade(metric: Phrase, kind: str, owner: Slot | None) -> bool:
    """进口大豆811万吨；累计进口1.04亿吨: a country's trade told in tonnes is of some goods, not of all it buys."""
    of_country = isinstance(owner, Phrase) and owner.cat != "company"
    return of_country and not metric.parts and metric.en in _ALL_TRADE and kind in _GOODS


_ALL_TRADE = frozenset({"exports", "imports", "trade", "total trade"})


def kind_of(unit: str) -> str:
    """The kind of a unit's code: money, mass, duration; ``rate`` for so much for each, empty for a bare number."""
    if unit.startswith("fraction/"):
        return "ratio"
    return "rate" if "/" in unit else _kinds().get(unit, "")


@cache
def _kinds() -> Mapping[str, str]:
    return {form.unit.code: form.unit.dim for forms in unit_table().forms.values() for form in forms}
