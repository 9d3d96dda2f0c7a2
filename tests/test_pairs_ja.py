"""Chinese-Japanese pairs: nearly every planted error is found, hardly a right figure is called wrong."""

from __future__ import annotations

import sys

import pytest
from pairs_known import Pair, alarms, caught, pairs

PAIRS = pairs()


def report(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def test_planted_errors_are_caught() -> None:
    missed = [pair for pair in PAIRS if not caught(pair)]
    share = 100 - 100 * len(missed) / len(PAIRS)
    report(f"caught {share:.1f}% of {len(PAIRS)} planted errors")
    for pair in missed:
        report(f"  missed ({pair.planted.kind}) {pair.planted.figure}: {pair.spoilt()[0]}")
    assert share >= 97


def test_right_figures_are_not_called_wrong() -> None:
    figures = sum(len(pair.figures) for pair in PAIRS)
    found = [(pair, finding) for pair in PAIRS for finding in alarms(pair)]
    share = 100 * len(found) / figures
    report(f"false alarms on {share:.1f}% of {figures} right figures")
    for pair, finding in found:
        report(f"  {finding.code} {finding.message}: {pair.source} | {pair.target}")
    assert share <= 1


@pytest.mark.parametrize("pair", PAIRS, ids=[pair.source[:20] for pair in PAIRS])
def test_a_pair_is_written_soundly(pair: Pair) -> None:
    assert all(figure in pair.source for figure in (*pair.figures, pair.planted.figure))
    assert pair.target.count(pair.planted.right) == 1
    assert pair.spoilt()[0] != pair.target
