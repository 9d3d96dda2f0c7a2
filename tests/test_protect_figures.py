"""Amounts of an engine's sentence put right, where one reading is possible."""

from __future__ import annotations

import pytest

from briefing.facts.figures import read_figures
from briefing.protect.figures import in_house_form, pairs, repaired


@pytest.mark.parametrize(
    ("source", "target", "want"),
    [
        pytest.param(
            "募集资金260.43亿元。", "It raised 260.43 billion yuan.", "It raised RMB 26.043 billion.", id="power-of-ten"
        ),
        pytest.param("售价1399元。", "It sells at $1399.", "It sells at RMB 1,399.", id="currency"),
        pytest.param("销售汽车117015辆。", "It sold 11,715 cars.", "It sold 117,015 cars.", id="digits-lost"),
        pytest.param(
            "投资超过5亿元。",
            "It invested 500 million yuan.",
            "It invested more than RMB 500 million.",
            id="more-than-lost",
        ),
    ],
)
def test_a_wrong_amount_comes_from_the_source(source: str, target: str, want: str) -> None:
    _, wrong = pairs(target, "en", read_figures(source), ())
    assert repaired(target, "en", wrong) == want


def test_two_wrong_amounts_that_could_be_each_other_are_left() -> None:
    figures = read_figures("出口31亿元，进口52亿元。")
    _, wrong = pairs("Exports were 4.4 billion yuan, imports 7.7 billion yuan.", "en", figures, ())
    assert wrong == []


def test_digits_tell_which_of_two_wrong_amounts_is_which() -> None:
    figures = read_figures("出口31亿元，进口52亿元。")
    _, wrong = pairs("Exports were 31 billion yuan, imports 52 billion yuan.", "en", figures, ())
    assert [(pair.target.text, pair.figure.text) for pair in wrong] == [
        ("31 billion yuan", "31亿元"),
        ("52 billion yuan", "52亿元"),
    ]


@pytest.mark.parametrize(
    ("source", "target", "want"),
    [
        pytest.param(
            "营收13.2亿元，增长3%。",
            "Revenue was 1.32 billion yuan, up 3 per cent.",
            "Revenue was RMB 1.32 billion, up 3%.",
            id="yuan-and-per-cent",
        ),
        pytest.param(
            "耗资约2亿美元。", "It cost about 200 million dollars.", "It cost about US$200 million.", id="about"
        ),
    ],
)
def test_right_amounts_take_the_house_form(source: str, target: str, want: str) -> None:
    right, _ = pairs(target, "en", read_figures(source), ())
    assert in_house_form(target, "en", right) == want
