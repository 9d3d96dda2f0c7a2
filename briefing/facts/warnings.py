"""Profits told as ranges after a warning or a forecast: nobody has earned between one and two billion.

扣非净利润为-23.5亿元到-19.5亿元 in a sentence of its own, after 预计…: expected as well. Knows nothing of owners and times.
"""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.facts.context import expected
from briefing.values import Fact, Figure, Phrase, Status

_FORETOLD = re.compile("预告|预计|预亏|预增|预盈|预减|预降|指引|预警")


def ranged_as_forecast(fact: Fact, before: str) -> Fact:
    """A company's amount that is a range, told after words of a forecast in ``before``, as forecast."""
    metric, value = fact.slots.get("metric"), fact.slots.get("value")
    if not isinstance(metric, Phrase) or not isinstance(value, Figure) or value.upper is None:
        return fact
    plain = fact.status is Status.ACTUAL and "modal" not in fact.slots and "link" not in _foreseeing(fact)
    if not plain or metric.attrs.get("holder") != "company" or metric.attrs.get("dim") not in ("money", "price"):
        return fact
    if not _FORETOLD.search(before):
        return fact
    return replace(fact, status=Status.FORECAST, slots={**fact.slots, "modal": expected(fact.span)})


def _foreseeing(fact: Fact) -> tuple[str, ...]:
    link = fact.slots.get("link")
    return ("link",) if isinstance(link, Phrase) and link.attrs.get("m", "done") != "done" else ()
