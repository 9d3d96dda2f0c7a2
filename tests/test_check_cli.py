"""``briefing check``: pairs line by line, documents in every form of the answer, and the same from Python."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from reports import EN, STAFF, VALUE, WHOLE, ZH, report

import briefing
from briefing.cli import run
from briefing.errors import UsageError
from briefing.review import whole
from briefing.review.values import Bitext, Located, Match, Report, Segment
from briefing.values import Lang, Span
from briefing.verify.pairs import verify_pair

RIGHT = {"id": "a", "source": "公司投资5亿元。", "target": "The company invested 500 million yuan."}
WRONG = {"id": 7, "source": "公司投资5亿元。", "target": "The company invested 5 billion yuan."}


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def call(*lines: str, to: str = "en", as_json: bool = True) -> tuple[int, list[str], list[str]]:
        """Lines of the file first, then flags."""
        flags = lines[next((n for n, line in enumerate(lines) if line.startswith("--")), len(lines)) :]
        file = tmp_path / "pairs.jsonl"
        file.write_text("\n".join(lines[: len(lines) - len(flags)]), encoding="utf-8")
        code = run(["check", "--pairs", str(file), "--to", to, *flags, *(["--json"] if as_json else [])])
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


# --- pairs, one at a time ----------------------------------------------------


def test_findings_below_the_severity_asked_for_are_not_shown_but_counted(check) -> None:
    rounded = {"id": 1, "source": "公司投资5.234亿元。", "target": "The company invested 523 million yuan."}
    code, out, err = check(json.dumps(rounded), "--min-severity", "error", as_json=False)
    assert (code, out) == (0, [])
    assert err == ["pairs compared: 1; errors: 0, warnings: 1, notes: 0"]


def test_with_json_nothing_is_said_beside_the_answers(check) -> None:
    assert check(json.dumps(RIGHT))[2] == []


def test_no_finding_is_said_plainly(check) -> None:
    assert check(json.dumps(RIGHT), as_json=False)[1:] == ([], ["pairs compared: 1; no finding"])


def test_the_date_of_publication_settles_what_last_year_is(check) -> None:
    pair = json.dumps({"id": 1, "source": "去年开工。", "target": "Work began in 2018."})
    assert check(pair, "--published", "2020-11-20")[0] == 1
    assert check(pair, "--published", "2019-11-20")[0] == 0


def test_pairs_before_a_bad_line_are_answered(check) -> None:
    code, out, err = check(json.dumps(RIGHT), "{")
    assert (code, [json.loads(line)["id"] for line in out], err[0]) == (1, ["a"], "error: FILE:2: no JSON")


def test_answers_come_before_the_next_pair_is_read() -> None:
    """A program that writes a pair and waits for its answer must get it."""
    command = [sys.executable, "-m", "briefing", "check", "--pairs", "-", "--to", "en", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for pair in (WRONG, RIGHT):
            process.stdin.write(json.dumps(pair) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == pair["id"]
        process.stdin.close()
        assert process.wait() == 1


def test_a_reader_that_leaves_early_gets_no_traceback(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text((json.dumps(WRONG) + "\n") * 300, encoding="utf-8")
    command = [sys.executable, "-m", "briefing", "check", "--pairs", str(file), "--to", "en", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"\xff\n", "error: FILE:1: not UTF-8 at byte 0 of the line"),
        (b"[" * 200_000, "error: FILE:1: no JSON"),
        (b'{"id": ' + b"9" * 5000 + b"}", "error: FILE:1: no JSON"),
        (b" " * (4 * 2**20 + 1), "error: FILE:1: over 4 MiB in one line"),
    ],
    ids=["latin", "deep", "long number", "endless line"],
)
def test_a_broken_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], line: bytes, message: str) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_bytes(line)
    assert run(["check", "--pairs", str(file), "--to", "en", "--json"]) == 1
    assert capsys.readouterr().err.replace(str(file), "FILE").splitlines()[0] == message


def test_half_a_character_is_answered_as_a_character(check) -> None:
    _, out, _ = check(
        '{"id": "\\ud800", "source": "公司投资5亿元\\ud83d。", "target": "It invested 5 billion yuan \\ud83d."}'
    )
    assert json.loads(out[0])["id"] == "\ufffd"
    out[0].encode("utf-8")


def test_characters_that_steer_a_terminal_do_not_reach_it(check) -> None:
    _, out, _ = check(json.dumps(WRONG | {"id": "\x1b[2J"}), as_json=False)
    assert out[0].startswith(" [2J: error: figure.value")


def test_a_byte_order_mark_and_carriage_returns_are_no_trouble(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(RIGHT).encode() + b"\r\n\r\n")
    assert run(["check", "--pairs", str(file), "--to", "en"]) == 0


# --- what does not go together ----------------------------------------------


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ([], 2, "nothing to check"),
        (["a.txt"], 2, "a.txt: no TARGET to compare it with"),
        (["a.HTML"], 2, "a.HTML: no TARGET to compare it with"),
        (["-"], 2, "-: no TARGET to compare it with"),
        (["-", "-"], 2, "- twice: only one side can come from standard input"),
        (["a.txt", "b.txt", "--pairs", "p"], 2, "both SOURCE and --pairs"),
        (["--pairs", "p", "--html", "o"], 2, "--html does not go with --pairs"),
        (["--pairs", "p", "--annotate", "o"], 2, "--annotate does not go with --pairs"),
        (["--pairs", "p", "--as", "brief"], 2, "--as does not go with --pairs"),
        (["a.txt", "b.txt", "--as", "poem"], 2, "--as poem: neither of the two"),
        (["a.txt", "b.txt", "--published", "soon"], 2, "--published soon: no date"),
        (["a.txt", "b.txt", "--min-severity", "bad"], 2, "--min-severity bad: no severity"),
        (["a.txt", "b.txt", "--html", "nowhere/o.html"], 1, "nowhere/o.html: no folder HERE/nowhere"),
        (["a.txt", "b.txt", "--html", "."], 1, ".: a folder, not a file"),
        (["a.txt", "b.txt", "--html", "old.html"], 1, "old.html: is there already"),
        (["a.txt", "b.txt", "--html", "b.txt", "--force"], 2, "--html b.txt: would replace what is checked"),
        (["a.txt", "b.txt", "--annotate", "o.docx"], 2, "--annotate: b.txt is no Word file (.docx)"),
        (["a.txt", "b.docx", "--annotate", "o", "--html", "o"], 2, "o: both --html and --annotate"),
    ],
)
def test_wrong_usage_is_one_line_and_a_hint(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    args: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt", "b.docx", "old.html"):
        (tmp_path / name).write_text("公司投资5亿元。", encoding="utf-8")
    assert run(["check", *args, "--to", "en"]) == code
    out, err = capsys.readouterr()
    lines = err.replace(str(tmp_path), "HERE").splitlines()
    assert (out, lines[0], len(lines)) == ("", f"error: {message}", 2)
    assert lines[1].startswith("hint: ")


def test_a_folder_one_may_not_write_to_is_named_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # a folder's rights do not stop the superuser
    assert run(["check", "a.txt", "b.txt", "--to", "en", "--html", str(tmp_path / "o.html")]) == 1
    assert capsys.readouterr().err.startswith(
        f"error: {tmp_path / 'o.html'}: not allowed to write in {tmp_path}\nhint: "
    )


# --- documents ---------------------------------------------------------------


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a source and its translation."""
    (tmp_path / "a.txt").write_text("公司投资5亿元建设新工厂。\n员工达到3000人。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        "The company invested 5 billion yuan in a new plant.\nIts staff reached 3,000.\n", encoding="utf-8"
    )
    for name, stand_in in (("files", _Files), ("reviewing", _Reviewing)):
        if importlib.util.find_spec(f"briefing.review.{name}") is None:
            monkeypatch.setitem(sys.modules, f"briefing.review.{name}", stand_in)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


class _Files(ModuleType):
    """Line by line, as long as the module that reads files is not there."""

    @staticmethod
    def read_bitext(source: str, target: str | None, *, lang: Lang | None = None) -> Bitext:
        sides = [
            tuple(Segment(line, f"line {n}") for n, line in enumerate(Path(file).read_text("utf-8").splitlines(), 1))
            for file in (source, target or source)
        ]
        return Bitext(sides[0], sides[1], source_name=source, target_name=target or source)


class _Reviewing(ModuleType):
    """Segment by segment, as long as the module that reviews is not there."""

    @staticmethod
    def review(bitext: Bitext, lang: Lang, *, kind=None, glossary=(), published=None) -> Report:
        found = tuple(
            Located(finding, n if finding.source else None, n if finding.target else None)
            for n, (left, right) in enumerate(zip(bitext.source, bitext.target, strict=True))
            for finding in verify_pair(left.text, right.text, lang, published=published)
        )
        matches = tuple(Match((n,), (n,)) for n in range(len(bitext.source)))
        return Report(bitext, lang, kind or "translation", matches, found)


def test_two_files_are_compared_and_shown_as_a_table(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "a.txt", "b.txt", "--to", "en"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["error  figure.value  another number", "  5亿元 became 5 billion yuan (by a factor of 10^1)"]
    assert "[5亿元]" in lines[3]
    assert lines[-1] == "2 of 2 segments compared; errors: 1, warnings: 0, notes: 0"


def test_two_files_that_agree_end_with_zero(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right = (documents / "b.txt").read_text("utf-8").replace("5 billion", "500 million")
    (documents / "b.txt").write_text(right, encoding="utf-8")
    assert run(["check", "a.txt", "b.txt", "--to", "en"]) == 0
    assert capsys.readouterr().out == "2 of 2 segments compared; no finding\n"


@pytest.mark.parametrize(
    ("text", "to", "message"),
    [
        ("同社は5億元を投じて新工場を建設する。\n従業員は3000人に達した。\n", "en", "b.txt: Japanese, not English"),
        (
            "It will invest 500 million yuan to build the new plant.\nIts staff reached 3,000.\n",
            "ja",
            "b.txt: English, not Japanese",
        ),
    ],
)
def test_the_other_language_is_wrong_usage(
    documents: Path, capsys: pytest.CaptureFixture[str], text: str, to: str, message: str
) -> None:
    (documents / "b.txt").write_text(text, encoding="utf-8")
    assert run(["check", "a.txt", "b.txt", "--to", to]) == 2
    assert capsys.readouterr().err.splitlines()[0] == f"error: {message}"


def test_japanese_is_checked(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (documents / "b.txt").write_text(
        "同社は50億元を投じて新工場を建設する。\n従業員は3000人に達した。\n", encoding="utf-8"
    )
    assert run(["check", "a.txt", "b.txt", "--to", "ja"]) == 1
    assert "同社は[50億元]を投じて" in capsys.readouterr().out


def test_json_has_the_findings_with_their_segments(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "a.txt", "b.txt", "--to", "en", "--json"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    table = json.loads(line)
    assert list(table) == [
        "format", "language", "as", "compared", "counts", "findings", "matches", "source", "target"
    ]  # fmt: skip
    assert table["format"] == "briefing-check/1"
    assert (table["language"], table["as"], table["compared"]) == ("en", "translation", 2)
    assert table["counts"] == {"error": 1, "warning": 0, "note": 0}
    (finding,) = table["findings"]
    assert [finding.pop(f"{side}_segment")["number"] for side in ("source", "target")] == [0, 0]
    assert finding == {
        "code": "figure.value",
        "severity": "error",
        "kind": "figure",
        "message": "5亿元 became 5 billion yuan (by a factor of 10^1)",
        "source": {"start": 4, "end": 7, "text": "5亿元"},
        "target": {"start": 21, "end": 35, "text": "5 billion yuan"},
    }
    assert table["matches"] == [{"source": [0], "target": [0]}, {"source": [1], "target": [1]}]
    assert [segment["text"] for segment in table["source"]["segments"]] == [
        "公司投资5亿元建设新工厂。",
        "员工达到3000人。",
    ]
    assert all(segment["place"] for side in ("source", "target") for segment in table[side]["segments"])


def test_the_page_is_written_and_said_beside_the_answer(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "a.txt", "b.txt", "--to", "en", "--json", "--html", "o.html"]) == 1
    out, err = capsys.readouterr()
    assert (json.loads(out)["compared"], err) == (2, "written: o.html\n")
    assert (documents / "o.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_force_replaces_an_older_page(documents: Path) -> None:
    (documents / "o.html").write_text("old", encoding="utf-8")
    assert run(["check", "a.txt", "b.txt", "--to", "en", "--html", "o.html", "--force"]) == 1
    assert "5 billion yuan" in (documents / "o.html").read_text("utf-8")


def test_comments_get_the_findings_that_are_shown(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    module = ModuleType("comments")
    module.annotate = lambda report, target, out: calls.append((len(report.findings), target, out))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "briefing.review.comments", module)
    monkeypatch.setattr(whole, "review_files", lambda *_, **__: report(ZH, EN, VALUE, STAFF, WHOLE))
    (documents / "b.docx").write_bytes(b"")
    assert run(["check", "a.txt", "b.docx", "--to", "en", "--annotate", "o.docx", "--min-severity", "warning"]) == 1
    assert calls == [(2, Path("b.docx"), Path("o.docx"))]


# --- from Python -------------------------------------------------------------


def test_two_texts_are_checked_from_python() -> None:
    (finding,) = briefing.check("公司投资5亿元。", "The company invested 5 billion yuan.")
    assert (finding.code, finding.severity, finding.target) == ("figure.value", "error", Span(21, 35))
    assert briefing.check("公司投资5亿元。", "同社は5億元を投じた。", to="ja") == ()


def test_texts_of_several_lines_have_offsets_of_the_whole_text(documents: Path) -> None:
    source, target = ((documents / name).read_text("utf-8") for name in ("a.txt", "b.txt"))
    (finding,) = briefing.check("\n" + source, "\n\n" + target)
    assert finding.source is not None
    assert finding.target is not None
    assert (finding.source.of("\n" + source), finding.target.of("\n\n" + target)) == ("5亿元", "5 billion yuan")


def test_two_files_are_checked_from_python(documents: Path) -> None:
    found = briefing.check_files(documents / "a.txt", documents / "b.txt", to="en")
    assert [located.finding.code for located in found.findings] == ["figure.value"]


def test_a_language_that_is_none_of_ours_is_refused_from_python_too() -> None:
    with pytest.raises(UsageError, match="--to fr: no language of ours"):
        briefing.check("公司", "", to="fr")


def test_importing_the_package_costs_nothing() -> None:
    loaded = (
        "import sys, briefing; print([m for m in sys.modules if m.startswith('briefing.') or m in ('rich', 'docx')])"
    )
    said = subprocess.run([sys.executable, "-c", loaded], capture_output=True, encoding="utf-8", check=True)
    assert said.stdout == "[]\n"
