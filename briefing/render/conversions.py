"""Approximate amounts in the reader's currency, beside those of the table: only where the user asked for them.

Owns the arithmetic and its rounding, which amounts are converted, and what is
said of them. They are notes, never statements: a check of the brief does not
take them for what the article says. Knows nothing of Word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from importlib import resources
from typing import Any

from briefing.render.forms import OURS, Forms
from briefing.render.labels import labels_for
from briefing.render.rates import Rate, Rates
from briefing.translate.amounts import write_figure
from briefing.translate.unit_words import unit_words
from briefing.values import Brief, Figure, Finding, Lang, Qualifier, Row, Severity, Span

SIGNIFICANT = 3
TARGETS = ("USD", "JPY")


@dataclass(frozen=True, slots=True)
class Conversions:
    """The converted amount of each row that has one, the rates used, and the sentence on method."""

    amounts: Mapping[int, str]
    notes: tuple[str, ...]
    method: str


@cache
def fx_words() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("briefing").joinpath("data/fx_words.toml").read_text(encoding="utf-8"))


def conversions(brief: Brief, rates: Rates, wanted: str = "", forms: Forms = OURS) -> Conversions | None:
    """What is converted in a brief; None where it has no amount in another currency, or no date.

    The Japanese brief gets JPY; the English one ``wanted``, else USD where the
    file has it, else JPY. Raises DataError where a rate is missing or too old,
    or the article has no date to choose one by.
    """
    if brief.published is None:
        return None  # ``undated`` says so
    quote = target_currency(brief.lang, rates, wanted)
    amounts: dict[int, str] = {}
    used: dict[Rate, None] = {}
    for number, row in enumerate(brief.rows):
        figure = _convertible(brief, row, forms)
        if figure is not None and figure.unit != quote:
            rate = rates.on(brief.published.date(), figure.unit, quote)
            used[rate] = None
            written = forms.text(_written(figure, rate, brief.lang), brief.lang)
            amounts[number] = fx_words()[brief.lang]["amount"].format(amount=written)
    if not amounts:
        return None
    words = fx_words()[brief.lang]
    return Conversions(
        amounts,
        (*(forms.text(_note(rate, brief.lang), brief.lang) for rate in used), words["rounding"]),
        words["method"],
    )


def target_currency(lang: Lang, rates: Rates, wanted: str = "") -> str:
    """Into which currency a brief's amounts are converted."""
    if lang == "ja":
        return "JPY"
    return wanted or ("USD" if "USD" in rates.quotes else "JPY")


def undated(brief: Brief) -> tuple[Finding, ...]:
    """A warning where conversions were asked for and the article has no date to choose a rate by."""
    if brief.published is not None:
        return ()
    message = "no date in the article, so no exchange rate fits: its amounts are not converted"
    return (Finding("fx.undated", Severity.WARNING, message),)


def _convertible(brief: Brief, row: Row, forms: Forms) -> Figure | None:
    """The amount of money a row states; none for exchange rates, which are prices of money itself."""
    figure = row.measure.figure if row.measure else next(iter(row.figures), None)
    if figure is None or figure.unit not in unit_words().money or figure.value is None or figure.multiple:
        return None
    said = forms.text(write_figure(figure, brief.lang), brief.lang)
    texts = [source.text for source in brief.sources if source.number in row.refs]
    about_rates = re.search(fx_words()["never"], " ".join([row.measure.metric if row.measure else "", *texts]))
    return figure if said and row.value.startswith(said) and not about_rates else None


def converted(value: Decimal, rate: Decimal) -> Decimal:
    """The product, rounded half up to three significant figures."""
    with localcontext() as context:
        context.prec = 60
        product = value * rate
        if not product:
            return Decimal(0)
        step = Decimal(1).scaleb(product.adjusted() - SIGNIFICANT + 1)
        return product.quantize(step, rounding=ROUND_HALF_UP)


def _written(figure: Figure, rate: Rate, lang: Lang) -> str:
    """The converted amount as the house writes amounts; ≈ says "about" already."""
    kept = Qualifier.EXACT if figure.qualifier is Qualifier.ABOUT else figure.qualifier
    made = replace(
        figure,
        span=Span(0, 0),
        text="",
        unit=rate.quote,
        qualifier=kept,
        value=converted(figure.value or Decimal(0), rate.value),
        upper=None if figure.upper is None else converted(figure.upper, rate.value),
    )
    return write_figure(made, lang)


def _note(rate: Rate, lang: Lang) -> str:
    """RMB 1 = ¥20.81 on 5 March 2024 (Bank of Example)."""
    one = write_figure(Figure(Span(0, 0), "", Decimal(1), rate.base), lang)
    return str(
        fx_words()[lang]["rate"].format(
            **{
                "from": one,
                "to": _money(rate.value, rate.quote, lang),
                "date": labels_for(lang).date(datetime.combine(rate.day, time.min)),
                "source": rate.source,
            }
        )
    )


def _money(value: Decimal, code: str, lang: Lang) -> str:
    """A rate with all its digits: 0.1389 dollars, not a rounded one."""
    words = unit_words().money[code]
    return f"{words.en}{value:f}" if lang == "en" else f"{value:f}{words.ja}"
