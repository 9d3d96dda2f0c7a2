"""What a sentence must not lose: plans, forecasts and denials; levels and changes."""

from __future__ import annotations

import pytest

from briefing.facts.figures import read_figures
from briefing.protect.figures import pairs
from briefing.protect.meaning import lost
from briefing.verify.relations import relations


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        pytest.param(
            "公司拟投资5亿元。", "The company invested RMB 500 million.", "status.lost", id="plan-told-as-done"
        ),
        pytest.param("预计产量增长5%。", "Output rose 5%.", "status.lost", id="forecast-told-as-done"),
        pytest.param("公司尚未披露金额。", "The company disclosed the amount.", "negation.lost", id="denial-lost"),
    ],
)
def test_what_is_lost_is_found(source: str, target: str, code: str) -> None:
    assert [finding.code for finding in lost(source, target, "en")] == [code]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param("公司拟投资5亿元。", "The company plans to invest RMB 500 million.", id="plan"),
        pytest.param("公司将价格下调5%。", "The company cut prices by 5%.", id="object-marker"),
        pytest.param("该工厂不会关闭。", "The plant won't close.", id="short-not"),
    ],
)
def test_what_is_kept_is_no_finding(source: str, target: str) -> None:
    assert lost(source, target, "en") == ()


def related(source: str, target: str) -> list[str]:
    right, _ = pairs(target, "en", read_figures(source), ())
    return [f.source_text for f in relations(source, target, [(p.target, p.figure) for p in right])]


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        pytest.param("利率升至3.5%。", "The rate rose by 3.5%.", ["3.5%"], id="level-told-as-change"),
        pytest.param("价格上涨12%。", "Prices rose to 12%.", ["12%"], id="change-told-as-level"),
        pytest.param(
            "9月增至26亿美元，8月为21亿美元。",
            "It increased from US$2.6 billion to US$2.1 billion.",
            ["26亿美元"],
            id="turned-round",
        ),
        pytest.param(
            "进口下降2.1%，为408亿美元。",
            "Imports fell by between 2.1% and US$40.8 billion.",
            ["2.1%"],
            id="range-of-two-kinds",
        ),
        pytest.param("利率升至3.5%。", "The rate rose to 3.5%.", [], id="level"),
        pytest.param("增幅高达20.9%。", "This was an increase of 20.9%.", [], id="the-rate-of-a-change"),
        pytest.param("价格由15%降至9%。", "It fell from 15% to 9%.", [], id="from-to"),
    ],
)
def test_how_figures_hang_together(source: str, target: str, found: list[str]) -> None:
    assert related(source, target) == found
