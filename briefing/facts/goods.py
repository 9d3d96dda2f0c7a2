"""What is made, sold and shipped of goods: the English of measures that name none, and which of them go together.

Knows nothing of owners and of clauses.
"""

from __future__ import annotations

from briefing.values import Figure, Phrase, Slot

# Words of a measure that names no goods: 销售额, 产量, 新增装机.
BARE_FLOWS = frozenset(
    [
        "annual",
        "average",
        "capacity",
        "daily",
        "deliveries",
        "inventories",
        "inventory",
        "monthly",
        "new",
        "newly",
        "installed",
        "number",
        "of",
        "orders",
        "output",
        "price",
        "prices",
        "production",
        "sales",
        "shipments",
        "single-month",
        "stock",
        "stocks",
        "total",
        "turnover",
        "value",
        "volume",
    ]
)
# Words of a flow that names no goods: export value, output.
OF_NO_KIND = BARE_FLOWS | {"export", "exports", "import", "imports", "amount", "by"}
PER_DAY = frozenset({"daily", "monthly"})
OF_GOODS = frozenset({"mass", "volume", "count", "energy", "any"})
GOODS_FLOWS = ("export", "import", "sales", "output", "production", "shipment", "deliver")
_MADE_OR_SOLD = ("output", "production", "sales volume", "shipment", "deliver")
FLOWS_OF_ALL = frozenset(
    {
        "sales",
        "sales volume",
        "output",
        "production",
        "exports",
        "imports",
        "shipments",
        "deliveries",
        "trading volume",
        "inventory",
        "transactions",
        "turnover",
    }
)


def made_and_sold(metric: Phrase, head: Phrase, value: Slot | None, last: Slot | None) -> bool:
    """甲醇产量82万吨，销量81万吨: what is made and what is sold of it, both told in one unit."""
    flows = all(any(stem in said.en for stem in _MADE_OR_SOLD) for said in (metric, head))
    if not flows or not isinstance(value, Figure) or not isinstance(last, Figure):
        return False
    return (value.unit, value.counter) == (last.unit, last.counter) != ("CNY", "")


def says_only_sold(metric: Phrase, head: Phrase) -> bool:
    """煤炭产量20万吨，销售额2亿元: the sales are those of the coal, though in another unit."""
    made = any(stem in head.en for stem in _MADE_OR_SOLD)
    return made and set(metric.en.split()) <= OF_NO_KIND and metric.attrs.get("mv") == "amount"
