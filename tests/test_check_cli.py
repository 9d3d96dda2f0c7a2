"""``briefing check --pairs``: lines in, lines out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.cli import run

RIGHT = {"id": "a", "source": "公司投资5亿元。", "target": "The company invested 500 million yuan."}
WRONG = {"id": 7, "source": "公司投资5亿元。", "target": "The company invested 5 billion yuan."}


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def call(*lines: str, to: str = "en", as_json: bool = True) -> tuple[int, list[str], list[str]]:
        file = tmp_path / "pairs.jsonl"
        file.write_text("\n".join(lines), encoding="utf-8")
        code = run(["check", "--pairs", str(file), "--to", to, *(["--json"] if as_json else [])])
        said = capsys.readouterr()
        return code, said.out.splitlines(), said.err.replace(str(file), "FILE").splitlines()

    return call


def test_each_pair_is_answered_by_a_line(check) -> None:
    code, out, _ = check(json.dumps(RIGHT, ensure_ascii=False), "", json.dumps(WRONG, ensure_ascii=False))
    assert code == 1
    assert [json.loads(line) for line in out] == [
        {"id": "a", "findings": []},
        {
            "id": 7,
            "findings": [
                {
                    "code": "figure.value",
                    "severity": "error",
                    "kind": "figure",
                    "message": "5亿元 became 5 billion yuan (by a factor of 10^1; 亿 read as billion)",
                    "source": {"start": 4, "end": 7, "text": "5亿元"},
                    "target": {"start": 21, "end": 35, "text": "5 billion yuan"},
                }
            ],
        },
    ]


def test_without_an_error_the_exit_code_is_zero(check) -> None:
    assert check(json.dumps(RIGHT))[0] == 0


def test_a_person_gets_one_line_a_finding(check) -> None:
    _, out, _ = check(json.dumps(WRONG), as_json=False)
    assert out == ["7: error: figure.value: 5亿元 became 5 billion yuan (by a factor of 10^1; 亿 read as billion)"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "error: FILE:1: no JSON"),
        ("[]", "error: FILE:1: no pair with an id"),
        ('{"id": 1, "source": "a"}', "error: FILE:1: target is no text"),
    ],
)
def test_a_bad_line_is_named(check, line: str, message: str) -> None:
    code, out, err = check(line)
    assert (code, out, err[0]) == (1, [], message)
    assert err[1].startswith("hint: ")


def test_a_language_that_is_none_of_ours_is_wrong_usage(check) -> None:
    assert check("", to="fr")[0] == 2


def test_a_missing_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--pairs", "nowhere.jsonl", "--to", "en"]) == 1
    assert capsys.readouterr().err.splitlines()[0] == "error: nowhere.jsonl: No such file or directory"
