"""The benchmark of checkers: what it gives other tools, reads back of them and counts as right."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "checkers.py"


@pytest.fixture(scope="module")
def checkers() -> ModuleType:
    spec = importlib.util.spec_from_file_location("checkers", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["checkers"] = module
    spec.loader.exec_module(module)
    return module


def test_a_pair_is_a_unit_of_its_own_with_its_signs_escaped(checkers: ModuleType) -> None:
    po = checkers.po_file([{"id": "7", "source": "称“好”", "target": 'It said "good" \\ so.'}])
    assert po.endswith('\n\nmsgctxt "7"\nmsgid "称“好”"\nmsgstr "It said \\"good\\" \\\\ so."\n')


def test_what_a_tool_kept_is_what_it_flags(checkers: ModuleType) -> None:
    kept = '# (pofilter) numbers: Different numbers\nmsgctxt "12"\nmsgid "5家"\nmsgstr "seven"\n'
    assert checkers.flagged_units(kept) == {"12"}


def test_digits_are_compared_in_any_order_and_without_commas(checkers: ModuleType, tmp_path: Path) -> None:
    pairs, answers = tmp_path / "pairs.jsonl", tmp_path / "answers.jsonl"
    rows = [
        {"id": "0", "source": "3000人，5家", "target": "5 plants and 3,000 people"},
        {"id": "1", "source": "5家", "target": "7 plants"},
    ]
    pairs.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    checkers._digits(pairs, answers)
    assert [json.loads(line)["findings"] for line in answers.read_text(encoding="utf-8").splitlines()] == [
        [],
        [{"severity": "error", "source": {"start": 0, "end": 2}}],
    ]


def test_a_sentence_is_right_where_every_figure_is_and_none_was_added(checkers: ModuleType) -> None:
    ok, wrong = {"verdict": "ok"}, {"verdict": "wrong_value"}
    labels = [
        {"figures": [ok, ok], "added": []},
        {"figures": [ok, wrong], "added": []},
        {"figures": [ok], "added": ["7"]},
        {"figures": [{"verdict": "ok", "neutral": True}], "added": []},
        {"figures": [ok], "added": []},
    ]
    assert checkers.flagged_right(labels, {0, 1, 2, 3}) == (1, 2)


def test_an_error_in_something_else_is_no_false_alarm(checkers: ModuleType, tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    found = [
        {"severity": "error", "kind": "residue"},
        {"severity": "warning", "kind": "figure"},
        {"severity": "error", "kind": "date"},
    ]
    answers.write_text(
        "".join(json.dumps({"id": str(n), "findings": [f]}) + "\n" for n, f in enumerate(found)), "utf-8"
    )
    assert checkers._flagged(answers) == {2}
