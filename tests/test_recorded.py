"""The engine that plays back: what its file may hold, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest
from recorded_translations import recorded_file

from briefing.errors import EngineError
from briefing.translate.engine import Request, Translation
from briefing.translate.recorded import Recorded


def test_texts_are_found_whatever_their_spaces_and_widths(tmp_path: Path) -> None:
    engine = Recorded(recorded_file(tmp_path, [("营收４．６亿元 ，增长62%", "Revenue rose 62%.")]))
    assert engine.translate([Request("营收4.6亿元，增长 62％", "en")]) == [Translation("Revenue rose 62%.")]


def test_what_is_not_recorded_is_missing_and_an_empty_target_is_empty(tmp_path: Path) -> None:
    engine = Recorded(recorded_file(tmp_path, [("甲", "A."), ("乙", " ")]))
    asked = [Request("乙", "en"), Request("丙", "en"), Request("甲", "ja")]
    assert [answer.problem for answer in engine.translate(asked)] == ["empty", "missing", "missing"]


def test_it_writes_the_languages_its_file_holds(tmp_path: Path) -> None:
    assert Recorded(recorded_file(tmp_path, [("甲", "甲。")], to="ja")).langs() == {"ja"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("{", ":1: not JSON", id="half-a-line"),
        pytest.param('["甲", "A"]', ":1: not a JSON object", id="list"),
        pytest.param('{"source": "甲", "to": "en"}', ":1: needs source and target as texts", id="no-target"),
        pytest.param('{"source": "甲", "to": "fr", "target": "A"}', ":1: not a language we write: 'fr'", id="french"),
        pytest.param("", ": holds no translations", id="empty"),
    ],
)
def test_a_wrong_file_is_one_clear_line(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "recorded.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(EngineError) as error:
        Recorded(file)
    assert error.value.message == f"{file}{message}"
    assert error.value.hint in (
        "en or ja",
        'a recorded file has lines such as {"source": "…", "to": "en", "target": "…"}',
    )


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"nothing\.jsonl: the recorded translations cannot be read"):
        Recorded(tmp_path / "nothing.jsonl")
