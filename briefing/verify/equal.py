"""Whether a number of a translation can be a figure of the source: by value, by rounding, by unit.

The same amount may be said in another scale or measure: 半年 as six months, 50%
as half, 240万亩 as 160,000 hectares. A number rounded within the digits it
shows is the same amount said less exactly. Knows nothing of languages.
"""

from __future__ import annotations

from decimal import Decimal
from enum import IntEnum

from briefing.values import Figure, Qualifier
from briefing.verify.mentions import Mention, Sense
from briefing.verify.target_words import measures

# A converted measure is hardly ever written with all its digits.
_CONVERTED = Decimal("0.015")
# What is rounded without a word for it must still show this many digits.
_SHOWN, _SHOWN_ABOUT = 100, 10
_LOOSE = frozenset({"", "count"})
_DOLLARS = frozenset({"USD", "HKD", "AUD", "CAD", "NZD", "SGD", "TWD", "MOP"})
_RATIOS = frozenset({"percent", "permille", "times"})
_POINTS = frozenset({"pp", "percent", "point", "bp"})
_NEVER_COUNTED = frozenset({"percent", "permille", "pp", "bp", "acre", "mu", "ha", "m2", "km2", "t", "kg"})


class Fit(IntEnum):
    """How well a number fits a figure, the best the lowest."""

    SAME = 0
    CONVERTED = 1  # said in another unit of the same measure
    ROUNDED = 2
    BARE = 3  # the same number, its unit left out
    OTHER_UNIT = 4
    NONE = 5


def is_money(unit: str) -> bool:
    return unit == "$" or (len(unit) == 3 and unit.isalpha() and unit.isupper() and unit != "TEU")


def money_differs(unit: str, mention: Mention) -> bool:
    """Whether every sense of the mention is in another currency than ``unit``."""
    said = {sense.unit.partition("/")[0] for sense in mention.senses}
    return all(is_money(code) and code != unit and not (code == "$" and unit in _DOLLARS) for code in said)


def fit(value: Decimal, figure: Figure, mention: Mention) -> Fit:
    """The best fit of any sense of the mention to this value of the figure."""
    if mention.kind == "garbled":
        return Fit.NONE
    return min((_fit(value, figure, mention, sense) for sense in mention.senses), default=Fit.NONE)


def _fit(value: Decimal, figure: Figure, mention: Mention, sense: Sense) -> Fit:
    if sense.unit == "ordinal":
        return Fit.SAME if sense.value == value and figure.unit in _LOOSE else Fit.NONE
    source_unit, target_unit = figure.unit, sense.unit
    above, _, below = source_unit.partition("/")
    target_above, _, target_below = target_unit.partition("/")
    if not source_unit.startswith("fraction") and not target_unit.startswith("fraction"):
        source_unit, target_unit = above, target_above
        if below and target_below and _rival(below, target_below):
            if above == target_above and _near(*_by_one(value, below, sense.value, target_below)):
                return Fit.CONVERTED
            return Fit.OTHER_UNIT if _number(value, figure, mention, sense) < Fit.BARE else Fit.NONE
    if source_unit == "count" and figure.counter == "个" and value % 1 and target_unit in _POINTS:
        source_unit = ""  # the 0.6个 of 0.6个和3.7个百分点
    if {source_unit, target_unit} == {"bp", "percent"}:
        return _basis_points(value, source_unit, sense)
    converted = _converted(value, figure, source_unit, sense, target_unit)
    if converted is not None:
        return converted
    number = _number(value, figure, mention, sense)
    if number is Fit.NONE:
        return Fit.NONE
    return _unit_fit(source_unit, target_unit, number)


def _unit_fit(source: str, target: str, number: Fit) -> Fit:
    """How a unit that is no other measure of the source's fits it, the number being right."""
    if source == target or not source:
        return number
    if is_money(source):
        if target in _LOOSE:
            return Fit.BARE
        return number if target == "$" and source in _DOLLARS else Fit.OTHER_UNIT
    if source == "count":
        return Fit.OTHER_UNIT if is_money(target) or target in _NEVER_COUNTED else number
    if source.startswith("fraction/"):
        return Fit.NONE
    if target in _LOOSE:
        return Fit.BARE
    if {source, target} in ({"pp", "point"}, {"bp", "point"}):
        return number
    return Fit.OTHER_UNIT


def _basis_points(value: Decimal, source: str, sense: Sense) -> Fit:
    """A rate raised by 0.75% is raised by 75 basis points; basis points told as per cent are not exact."""
    if source == "percent":
        return Fit.CONVERTED if sense.value == value * 100 else Fit.NONE
    return Fit.OTHER_UNIT if sense.value * 100 == value or sense.value == value else Fit.NONE


def _rival(below: str, target: str) -> bool:
    """Whether two denominators are different sizes of one measure: per mu and per acre."""
    known = measures()
    return below != target and below in known and target in known and known[below][0] == known[target][0]


def _by_one(value: Decimal, below: str, said: Decimal, target: str) -> tuple[Decimal, Decimal]:
    """Both prices by the same measure: 12 yuan by the 斤, 24 by the kilogram."""
    known = measures()
    return abs(said) / known[target][1], abs(value) / known[below][1]


def _converted(value: Decimal, figure: Figure, source: str, sense: Sense, target: str) -> Fit | None:
    """The fit in another unit of the same measure; None where the units are not of one measure."""
    one, other = _measured(value, source), _measured(sense.value, target)
    if one is None or other is None or source == target or one[0] != other[0]:
        return None
    expected, said = abs(one[1]), abs(other[1])
    chances = [expected]
    if one[0] == "ratio" and "times" in (source, target):
        # A rise by 1.5 times is 2.5 times as much; doubling is a rise of 100 percent.
        chances = [expected - (target == "percent")] if "翻" in figure.text else [expected, expected + 1, expected - 1]
    if any(_near(said, chance) for chance in chances):
        return Fit.CONVERTED
    return Fit.OTHER_UNIT if one[0] in ("mass", "area", "length") and sense.value == value else None


def _measured(value: Decimal, unit: str) -> tuple[str, Decimal] | None:
    if unit.startswith("fraction/"):
        below = Decimal(unit.partition("/")[2])
        return ("ratio", value / below) if below else None
    known = measures().get(unit)
    return None if known is None else (known[0], value * known[1])


def _near(said: Decimal, expected: Decimal) -> bool:
    return expected != 0 and abs(said - expected) <= abs(expected) * _CONVERTED


def _number(value: Decimal, figure: Figure, mention: Mention, sense: Sense) -> Fit:
    said, wanted = abs(sense.value), abs(value)
    if said == wanted:
        return Fit.SAME
    if (
        figure.unit == "times"
        and "翻" not in figure.text
        and (figure.direction > 0 or wanted == 1)
        and said == wanted + 1
    ):
        return Fit.SAME
    soft = mention.qualifier in (Qualifier.ABOUT, Qualifier.NEARLY, Qualifier.OVER)
    for place, least in _places(said, sense.place, soft=soft):
        if _rounded(said, wanted, place) and said >= place * least:
            return Fit.ROUNDED
    return Fit.NONE


def _places(said: Decimal, place: Decimal, *, soft: bool) -> list[tuple[Decimal, int]]:
    """What the last digit shown may be worth, and how many digits must then be shown."""
    places = [(place, _SHOWN_ABOUT if soft else _SHOWN)]
    while soft and said and said % (place * 10) == 0:
        place *= 10
        places.append((place, 5))
    return places


def _rounded(said: Decimal, wanted: Decimal, place: Decimal) -> bool:
    """Rounded to this place, or cut off there; only where the source is more exact than that."""
    if not place or wanted % place == 0:
        return False
    return abs(said - wanted) * 2 <= place or wanted - place < said < wanted
