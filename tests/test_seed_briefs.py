"""What the briefs of our own sample articles say, word for word, in both languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.settings import Settings
from briefing.values import Brief, Lang, Status

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


@cache
def brief(name: str, lang: Lang) -> Brief:
    return brief_of(plan_of(facts_of(str(SEEDS / f"{name}.txt"), settings=Settings())), lang)


def points(name: str, lang: Lang) -> list[str]:
    return [statement.text for statement in brief(name, lang).points]


def row(name: str, lang: Lang, label: str) -> tuple[str, str, Status, str, str]:
    (found,) = [row for row in brief(name, lang).rows if row.label.removesuffix(row.scope) == label]
    return found.value, found.change, found.status, found.period, found.holder


def test_the_signing_article_in_english() -> None:
    assert points("chengdu-signing", "en") == [
        "At the promotion conference, Chengdu signed 28 cooperation agreements with Japanese companies and "
        "institutions in all.",
        "Rohto Investment (China) signed a regenerative medicine industrial cooperation agreement with "
        "Chengdu Hi-tech Zone.",
        "Chengdu's total trade with Japan was RMB 31.48 billion in 2019; "
        "actual use of Japanese capital was US$1.961 billion.",
        "By the end of 2019, Japanese companies had set up 326 companies in Chengdu in total.",
    ]


def test_the_signing_article_in_japanese() -> None:
    assert points("chengdu-signing", "ja") == [
        "説明会で、成都は日本企業・機関と計28件の協力協定を締結した。",
        "ロート（中国）投資は成都ハイテク産業開発区と再生医学産業協力協定を締結した。",
        "2019年の成都の日本との貿易総額は314億8,000万元、実行ベースの日本資本利用額は19億6,100万ドル。",
        "2019年末までに、日本企業は成都に累計で326社の企業を設立した。",
    ]


@pytest.mark.parametrize(
    ("name", "label", "cells"),
    [
        ("chengdu-signing", "Planned total investment", ("RMB 20.45 billion", "", Status.PLANNED)),
        ("chengdu-signing", "Cooperation agreements signed", ("28", "", Status.SIGNED)),
        ("chengdu-signing", "Companies set up in Chengdu", ("326", "", Status.CUMULATIVE)),
        ("chengdu-signing", "Total trade with Japan", ("RMB 31.48 billion", "", Status.ACTUAL)),
        ("guangdong-trade", "Exports", ("RMB 4.35 trillion", "up 7.9%", Status.ACTUAL)),
        ("guangdong-trade", "Total trade with Japan", ("RMB 312 billion", "down 3.5%", Status.ACTUAL)),
        (
            "jiangnan-results",
            "Gross margin",
            ("24.6%", "down 1.7 percentage points from a year earlier", Status.ACTUAL),
        ),
        (
            "beihai-buyback",
            "Shares to be bought back",
            ("31.25 million to 62.5 million", "", Status.FORECAST),
        ),
    ],
)
def test_a_row_tells_value_change_and_status(name: str, label: str, cells: tuple[str, str, Status]) -> None:
    assert row(name, "en", label)[:3] == cells


def test_what_is_expected_is_told_as_expected() -> None:
    found = [r for r in brief("guangdong-trade", "en").rows if r.value == "more than RMB 8.8 trillion"]
    assert [(r.label.removesuffix(r.scope), r.status) for r in found] == [("Total trade", Status.FORECAST)]


def test_a_forecast_whose_maker_is_not_understood_is_no_sentence() -> None:
    assert not any("8.8 trillion" in text for text in points("guangdong-trade", "en"))


def test_trade_with_the_largest_partner_is_that_of_whose_partner_it_is() -> None:
    assert row("guangdong-trade", "en", "Total trade with ASEAN")[0] == "RMB 1.02 trillion"
    assert row("guangdong-trade", "en", "Total trade with ASEAN")[-1] == "Guangdong"
    assert not any("bilateral" in text.lower() for text in points("guangdong-trade", "en"))


@pytest.mark.parametrize("name", sorted(path.stem for path in SEEDS.glob("*.txt")))
def test_both_languages_state_the_same_facts_in_the_same_order(name: str) -> None:
    english, japanese = brief(name, "en"), brief(name, "ja")
    assert [s.figures for s in english.points] == [s.figures for s in japanese.points]
    assert [r.figures for r in english.rows] == [r.figures for r in japanese.rows]
    assert [s.span for s in english.sources] == [s.span for s in japanese.sources]


@pytest.mark.parametrize("name", sorted(path.stem for path in SEEDS.glob("*.txt")))
def test_every_point_and_row_leads_to_the_sentence_that_proves_it(name: str) -> None:
    made = brief(name, "en")
    numbered = {source.number: source.span for source in made.sources}
    for stated in (*made.points, *made.rows):
        assert all(any(numbered[ref].overlaps(span) for span in stated.spans) for ref in stated.refs)
        assert stated.refs
