"""Exchange rates a user gives: a CSV file with the columns date, from, to, rate, source.

Owns the form of that file and which rate serves a day. ``rate`` is what one
unit of ``from`` is worth in ``to``. Nothing is inverted, crossed or fetched.
Knows nothing of briefs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from briefing.errors import DataError

COLUMNS = ("date", "from", "to", "rate", "source")
OLDEST = 7  # days before the article: a weekend and a holiday
LARGEST = 5 * 1024 * 1024
_EXAMPLE = "a line is like 2024-03-05,CNY,JPY,20.81,Bank of Example"


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of ``base`` was worth ``value`` of ``quote`` on that day, says ``source``."""

    day: date
    base: str
    quote: str
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Rates:
    """All rates of a file."""

    name: str
    by_pair: Mapping[tuple[str, str], tuple[Rate, ...]]
    oldest: int = OLDEST

    @property
    def quotes(self) -> frozenset[str]:
        """The currencies it can convert into."""
        return frozenset(quote for _, quote in self.by_pair)

    def on(self, day: date, base: str, quote: str) -> Rate:
        """The latest rate of the day or before. Raises DataError where there is none, or only an old one."""
        known = [rate for rate in self.by_pair.get((base, quote), ()) if rate.day <= day]
        if not known:
            raise DataError(
                f"{self.name}: no rate from {base} to {quote} on {day} or before",
                hint=f"add one, or make the brief without --fx; {_EXAMPLE}",
            )
        rate = max(known, key=lambda each: each.day)
        if (day - rate.day).days > self.oldest:
            raise DataError(
                f"{self.name}: the last rate from {base} to {quote} before {day} is of {rate.day}, "
                f"more than {self.oldest} days older",
                hint="add a later one, or allow older ones with fx_max_age in the settings",
            )
        return rate


def read_rates(path: Path, *, oldest: int = OLDEST) -> Rates:
    """The rates of a file. Raises DataError with the first line that is wrong."""
    by_pair: dict[tuple[str, str], list[Rate]] = {}
    first: dict[tuple[date, str, str], int] = {}
    for line, rate in _rates(path):
        key = (rate.day, rate.base, rate.quote)
        if key in first:
            raise DataError(
                f"{path}:{line}: a second rate from {rate.base} to {rate.quote} on {rate.day}; "
                f"the first is on line {first[key]}",
                hint="keep one of the two",
            )
        first[key] = line
        by_pair.setdefault((rate.base, rate.quote), []).append(rate)
    if not by_pair:
        raise DataError(f"{path}: no rates in it", hint=_EXAMPLE)
    return Rates(str(path), {pair: tuple(rates) for pair, rates in by_pair.items()}, oldest)


def _rates(path: Path) -> Iterator[tuple[int, Rate]]:
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        head = next(reader, None)
        if head is None or [name.strip().lower() for name in head] != list(COLUMNS):
            raise DataError(f"{path}:1: the first line is not {','.join(COLUMNS)}", hint=_EXAMPLE)
        for fields in reader:
            if any(field.strip() for field in fields):
                yield reader.line_num, _rate([field.strip() for field in fields], f"{path}:{reader.line_num}")
    except csv.Error as error:
        raise DataError(f"{path}:{reader.line_num}: not CSV: {error}", hint=_EXAMPLE) from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise DataError(f"{path}: larger than {LARGEST >> 20} MB", hint="keep only the days you need")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 at byte {error.start}", hint="save it as CSV UTF-8") from error
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}", hint="--fx takes a CSV file of exchange rates") from error


def _rate(fields: list[str], where: str) -> Rate:
    if len(fields) != len(COLUMNS):
        raise DataError(f"{where}: {len(fields)} fields, not {len(COLUMNS)}", hint=_EXAMPLE)
    day, base, quote, value, source = fields
    for code in (base, quote):
        if not (len(code) == 3 and code.isascii() and code.isupper() and code.isalpha()):
            raise DataError(f"{where}: not a currency code: {code!r}", hint="codes are as in CNY, JPY, USD")
    if base == quote:
        raise DataError(f"{where}: from {base} to itself", hint=_EXAMPLE)
    if not source:
        raise DataError(f"{where}: no source", hint="say whose rate it is")
    return Rate(_day(day, where), base, quote, _value(value, where), source)


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DataError(f"{where}: not a date: {text!r}", hint="dates are as in 2024-03-05") from error


def _value(text: str, where: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise DataError(f"{where}: not a rate: {text!r}", hint="a rate is a number such as 20.81") from error
    if not value.is_finite() or value <= 0:
        raise DataError(f"{where}: a rate cannot be {text}", hint="a rate is a number above 0 such as 20.81")
    return value
