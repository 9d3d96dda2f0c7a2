"""A run can be killed at any moment and goes on where it was. The same at full size: benchmarks/kills.py."""

from __future__ import annotations

from batch_kills import Plan, killed_and_resumed


def test_a_run_killed_four_times_makes_every_article_once(tmp_path) -> None:
    assert killed_and_resumed(tmp_path, Plan(articles=60, kills=4)) == 4


def test_two_runners_on_one_ledger_killed_in_turn_make_every_article_once(tmp_path) -> None:
    assert killed_and_resumed(tmp_path, Plan(articles=60, kills=4, runners=2, processes=1, seed=2)) == 4
