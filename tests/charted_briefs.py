"""Rows whose amounts can be compared, for the tests of charts: invented companies and sums."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from briefs_for_rendering import brief

from briefing.render.labels import labels_for
from briefing.translate.amounts import write_figure
from briefing.values import Brief, Figure, Lang, Measure, Period, Qualifier, Row, Span, Status

YEAR = Period(Span(0, 5), "2025年", "year", year=2025)


def amount(value: str, unit: str = "CNY", qualifier: Qualifier = Qualifier.EXACT, **more: object) -> Figure:
    return Figure(Span(0, 1), value, Decimal(value), unit, qualifier=qualifier, **more)  # type: ignore[arg-type]


def row(
    lang: Lang,
    metric: tuple[str, str, str],
    figure: Figure,
    *,
    status: Status = Status.ACTUAL,
    holder: tuple[str, str, str] = ("青屿新区", "Qingyu New Area", "青嶼新区"),
    period: Period | None = YEAR,
) -> Row:
    """A row as the assembly makes it; ``metric`` and ``holder`` are (Chinese, English, Japanese)."""
    at = 1 if lang == "en" else 2
    labels = labels_for(lang)
    when = {"en": str(period.year), "ja": f"{period.year}年"}[lang] if period else labels.text["see_source"]
    measure = Measure(metric[0], figure, holder[0], period)
    shown = write_figure(figure, lang)
    return Row(
        label=metric[at],
        value=shown,
        status=status,
        status_label=labels.status[status],
        period=when,
        holder=holder[at] or labels.text["see_source"],
        refs=(2,),
        figures=(figure,),
        measure=measure,
    )


METRICS = {
    "revenue": ("营业收入", "Operating revenue", "売上高"),
    "profit": ("净利润", "Net profit", "純利益"),
    "spending": ("研发投入", "R&D spending", "研究開発費"),
    "cost": ("营业成本", "Operating costs", "売上原価"),
    "other": ("其他业务收入", "Other operating revenue", "その他事業収入"),
    "domestic": ("国内收入", "Domestic revenue", "国内売上高"),
    "investment": ("计划总投资", "Planned total investment", "計画投資総額"),
}
AMOUNTS = (
    ("revenue", "8632000000", Status.ACTUAL, Qualifier.EXACT),
    ("profit", "715000000", Status.STATED, Qualifier.EXACT),
    ("spending", "548000000", Status.PLANNED, Qualifier.ABOUT),
    ("cost", "6100000000", Status.FORECAST, Qualifier.OVER),
    ("other", "1200500000", Status.SIGNED, Qualifier.NEARLY),
    ("domestic", "3190000000", Status.CUMULATIVE, Qualifier.AT_LEAST),
)


def rows(lang: Lang, count: int = len(AMOUNTS)) -> tuple[Row, ...]:
    """One row of every status."""
    return tuple(
        row(lang, METRICS[name], amount(value, qualifier=qualifier), status=status)
        for name, value, status, qualifier in AMOUNTS[:count]
    )


def charted(lang: Lang, count: int = len(AMOUNTS)) -> Brief:
    """The invented brief of the other tests with these rows instead."""
    return replace(brief(lang), rows=rows(lang, count))
