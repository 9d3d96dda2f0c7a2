"""A batch on a Ray cluster: a killed worker or machine costs time, nothing else. In full: benchmarks/kills.py."""

from __future__ import annotations

import builtins

import batches
import pytest
from batch_clusters import killed_on_cluster
from made_articles import write_articles


def test_on_two_nodes_a_killed_worker_and_a_killed_node_cost_no_article(tmp_path) -> None:
    pytest.importorskip("ray")
    assert killed_on_cluster(tmp_path, 24, kills=1) == 2


def test_without_ray_it_is_said_how_to_get_it(tmp_path, monkeypatch) -> None:
    real = builtins.__import__

    def without_ray(name: str, *more: object, **named: object) -> object:
        if name == "ray":
            raise ImportError(name)
        return real(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", without_ray)
    write_articles(tmp_path / "in", 1)
    report = batches.run(tmp_path, cluster="auto")
    assert (report.outcome, report.exit_code) == ("trouble", 1)
    assert report.trouble.message == "working on a cluster needs Ray, which is not installed"
    assert report.trouble.hint == "pip install 'briefing[cluster]'"
