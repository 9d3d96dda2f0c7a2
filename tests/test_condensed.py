"""Headlines and takeaways of an instruct model: kept where the brief's own sentences prove them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest

from briefing.assemble.condensed import condensed
from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.settings import Settings
from briefing.translate.engine import Translation
from briefing.values import Brief, Lang

SEED = str(Path(__file__).resolve().parents[1] / "seeds" / "guangdong-trade.txt")


class Saying:
    """A condenser that says one thing."""

    models = (("own/instruct", "c0ffee"),)

    def __init__(self, text: str, problem: Literal["", "repeated"] = "") -> None:
        self.answer = Translation(text, problem)

    def condense(self, points: Sequence[str], lang: Lang, what: Literal["headline", "takeaway"]) -> Translation:
        return self.answer


@pytest.fixture(scope="module")
def brief() -> Brief:
    return brief_of(plan_of(facts_of(SEED, settings=Settings())), "en")


def test_what_the_points_prove_becomes_takeaway_and_headline(brief: Brief) -> None:
    said = "Guangdong's imports and exports rose 10.8% to RMB 6.7 trillion in the first three quarters of 2024."
    made = condensed(brief, Saying(said))
    assert [s.text for s in made.takeaway] == [said]
    assert made.headline.text == said.rstrip(".")
    assert made.takeaway[0].engine == "own/instruct"
    assert made.takeaway[0].spans != ()


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("Guangdong's trade rose 10.8% to RMB 67 trillion.", id="power-of-ten"),
        pytest.param("Guangdong's trade rose 18.8% to RMB 6.7 trillion.", id="digit"),
        pytest.param("Guangdong's trade was more than RMB 6.7 trillion.", id="qualifier-added"),
        pytest.param("Trade of Zhejiang was RMB 6.7 trillion.", id="another-name"),
        pytest.param("Guangdong's trade was RMB 6.7 trillion on 3 May 2021.", id="another-date"),
        pytest.param("Guangdong is doing very well.", id="nothing-to-prove"),
        pytest.param("", id="empty"),
        pytest.param("Guangdong's trade was RMB 6.7 trillion. " * 20, id="too-long"),
    ],
)
def test_what_nothing_proves_is_not_kept(brief: Brief, said: str) -> None:
    assert condensed(brief, Saying(said)) == brief


def test_a_loop_is_not_kept(brief: Brief) -> None:
    assert condensed(brief, Saying("Guangdong's trade was RMB 6.7 trillion.", "repeated")) == brief


def test_what_is_foreseen_may_not_be_told_as_done(brief: Brief) -> None:
    done = "Total imports and exports in the whole year exceeded RMB 8.8 trillion."
    assert condensed(brief, Saying(done)) == brief
