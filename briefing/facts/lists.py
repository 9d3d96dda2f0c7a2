"""A clause that tells several measures at once: A和B分别增长3%和5%, as one measure for each.

Owns the numbered parts of the rules in frames/lists.toml. A list whose sides
have not the same length is no measure at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.facts.labels import MOVES
from briefing.values import Fact, Figure, Period, Phrase, Slot

_NUMBERED = re.compile(r"([mhkptvc])#([1-9])")
_SLOT = {"m": "metric", "h": "holder", "p": "period", "v": "value", "c": "change"}


def spread(parts: Mapping[str, Slot], years: Period | None = None) -> tuple[Mapping[str, Slot], ...]:
    """The parts of each measure a clause tells; the parts as they are where it tells one; nothing where sides differ.

    ``years``: the run of years that its sentence has told levels of one by one.
    """
    numbered = {name: (m.group(1), int(m.group(2))) for name in parts if (m := _NUMBERED.fullmatch(name))}
    if not numbered:
        return (parts,)
    sides = {letter: max(n for kind, n in numbered.values() if kind == letter) for letter, _ in numbered.values()}
    lengths = set(sides.values())
    if sides.keys() == {"v"}:
        return _year_by_year(parts, years_of(parts) or years, sides["v"])
    if len(lengths) != 1 or sides.keys().isdisjoint("mhkpt") or sides.keys().isdisjoint("vc"):
        return ()
    # 出口和进口分别为5亿和3亿，同比增长8%: which of them?
    nobodys = MOVES if "c" not in sides else frozenset()
    shared = {name: slot for name, slot in parts.items() if name not in numbered and name not in nobodys}
    if ("h" in sides and "holder" in shared) or ("p" in sides and "period" in shared):
        return ()
    lent = _with_units(parts, sides)
    return tuple(
        _measure(shared, {letter: lent.get(f"{letter}#{n}", parts[f"{letter}#{n}"]) for letter in sides})
        for n in range(1, lengths.pop() + 1)
    )


def years_of(parts: Mapping[str, Slot]) -> Period | None:
    """The run of years a clause names: 2022年至2024年."""
    period = parts.get("period")
    return period if isinstance(period, Period) and period.form == "years" else None


def _year_by_year(parts: Mapping[str, Slot], years: Period | None, count: int) -> tuple[Mapping[str, Slot], ...]:
    """2022年至2024年营收分别为A、B和C: each year its own; nothing where there are not as many."""
    if years is None or years.year is None or years.year_to is None or years.year_to - years.year + 1 != count:
        return ()
    lent = _with_units(parts, {"v": count})
    shared = {name: slot for name, slot in parts.items() if not name.startswith("v#") and name not in MOVES}
    return tuple(
        {**shared, "period": _one_of(years, years.year + n - 1), "value": lent.get(f"v#{n}", parts[f"v#{n}"])}
        for n in range(1, count + 1)
    )


def _one_of(years: Period, year: int) -> Period:
    return years.at(form="year", year=year, year_to=None, text=f"{year}年")


def changes_of(parts: Mapping[str, Slot], before: Sequence[Fact], *, sentence: int) -> tuple[Mapping[str, Slot], ...]:
    """Each change with the measure it is of, where as many levels stand right before it in its sentence; else nothing."""
    count = sum(1 for name in parts if name.startswith("c#"))
    levels = before[-count:] if count else ()
    apt = [
        f
        for f in levels
        if f.sentence == sentence and {"metric", "value"} <= f.slots.keys() and "change" not in f.slots
    ]
    if len(apt) != count or (len(before) > count and _goes_on(before[-count - 1], sentence)):
        return ()
    lent = _with_units(parts, {"c": count})
    shared = {name: slot for name, slot in parts.items() if not name.startswith("c#")}
    return tuple(
        shared
        | {name: fact.slots[name] for name in ("metric", "holder", "period", "basis", "src") if name in fact.slots}
        | {"change": lent.get(f"c#{n}", parts[f"c#{n}"])}
        for n, fact in enumerate(apt, 1)
    )


def _goes_on(fact: Fact, sentence: int) -> bool:
    """Whether the row of levels is longer than the row of changes."""
    return fact.sentence == sentence and {"metric", "value"} <= fact.slots.keys() and "change" not in fact.slots


def _measure(shared: Mapping[str, Slot], own: Mapping[str, Slot]) -> Mapping[str, Slot]:
    """One measure of the list: what all share, and what is in this place of each side."""
    slots = {**shared, **{_SLOT[letter]: slot for letter, slot in own.items() if letter in _SLOT}}
    kind, metric = own.get("k"), shared.get("metric")
    if isinstance(kind, Phrase) and isinstance(metric, Phrase):
        parts = {"m": kind, "h": metric}
        rule = metric.attrs.get("builds", "metric.mod")
        slots["metric"] = Phrase("metric_built", metric.span, attrs=metric.attrs, rule=rule, parts=parts)
    partner = own.get("t")
    if isinstance(partner, Phrase) and isinstance(metric, Phrase):
        made, parts = metric.attrs["makes"], {"to": partner}
        slots["metric"] = Phrase("metric_built", metric.span, attrs=metric.attrs, rule=made, parts=parts)
    return _fallen(slots)


def _fallen(slots: dict[str, Slot]) -> dict[str, Slot]:
    """分别增长9.6%、-4.3%: what grew by less than nothing fell."""
    way, change = slots.get("dir"), slots.get("change")
    if not isinstance(way, Phrase) or not isinstance(change, Figure) or change.value is None or change.value >= 0:
        return slots
    if way.attrs.get("d") != "1" or change.upper is not None:
        return slots
    down = replace(way, en="down", ja="減", attrs={**way.attrs, "d": "-1"})
    return {**slots, "dir": down, "change": replace(change, value=-change.value, direction=-1)}


def _with_units(parts: Mapping[str, Slot], sides: Mapping[str, int]) -> dict[str, Slot]:
    """0.3和0.2个百分点: what has no unit takes that of the list's last."""
    found: dict[str, Slot] = {}
    for letter in sides.keys() & {"v", "c"}:
        last = parts[f"{letter}#{sides[letter]}"]
        for n in range(1, sides[letter]):
            figure = parts[f"{letter}#{n}"]
            if isinstance(figure, Figure) and isinstance(last, Figure) and _takes_unit(figure, last):
                found[f"{letter}#{n}"] = replace(figure, unit=last.unit, counter="")
    return found


def _takes_unit(figure: Figure, last: Figure) -> bool:
    """1.7个和1.6个百分点: the first are points too."""
    bare = figure.unit == "" or (figure.unit == "count" and figure.counter == "个" and last.unit == "pp")
    return bare and last.unit in _LENT


def with_lent_unit(parts: Mapping[str, Slot]) -> Mapping[str, Slot]:
    """分别高于全国、全省0.9个和0.6个百分点: both are points."""
    first, last = parts.get("abovevalue"), parts.get("abovevalue2")
    if isinstance(first, Figure) and isinstance(last, Figure) and _takes_unit(first, last):
        return {**parts, "abovevalue": replace(first, unit=last.unit, counter="")}
    start, end = parts.get("from"), parts.get("value")
    if isinstance(start, Figure) and isinstance(end, Figure) and start.unit.startswith(f"{end.unit}/") and end.unit:
        return {**parts, "value": replace(end, unit=start.unit)}  # 由每吨8200元降至7300元: a tonne, too
    return parts


# Units that follow only the last number of a list without changing its size.
_LENT = frozenset({"pp", "percent", "bp"})
