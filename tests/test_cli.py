"""The commands as a person or a script meets them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.cli import run
from briefing.version import __version__

HEAVY = {"torch", "transformers", "ctranslate2", "docx", "trafilatura", "lxml", "httpx", "pdfplumber", "numpy"}
SEEDS = Path(__file__).resolve().parent.parent / "seeds"
SIGNING = str(SEEDS / "chengdu-signing.txt")
TRADE = str(SEEDS / "guangdong-trade.txt")


class Said:
    """What a command printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out.splitlines(), err.splitlines()

    @property
    def answers(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out]


@pytest.fixture
def briefing(capsys: pytest.CaptureFixture[str]):
    def call(*args: str | Path) -> Said:
        capsys.readouterr()
        code = run([str(arg) for arg in args])
        return Said(code, *capsys.readouterr())

    return call


def python(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *args], capture_output=True, text=True, check=False, encoding="utf-8")


# --- help, version, usage ----------------------------------------------------


def test_help_loads_nothing_heavy() -> None:
    done = python("-X", "importtime", "-m", "briefing", "--help")
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert done.returncode == 0
    assert "typer" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("command", ["generate", "read", "facts"])
def test_each_command_is_explained(briefing, command: str) -> None:
    assert any(line.strip().startswith(command) for line in briefing("--help").out)
    said = briefing(command, "--help")
    assert (said.code, said.err) == (0, [])
    assert said.out[0].startswith(f"Usage: briefing {command}")


def test_version(briefing) -> None:
    assert briefing("--version").out == [f"briefing {__version__}"]


def test_without_a_command_the_help_is_the_answer(briefing) -> None:
    said = briefing()
    assert (said.code, said.out) == (2, [])
    assert said.err[0].startswith("Usage: briefing")


@pytest.mark.parametrize(
    ("args", "lines"),
    [
        (["generat"], ["error: No such command 'generat'. Did you mean 'generate'?", "hint: see briefing --help"]),
        (["generate"], ["error: Missing argument 'SOURCE'.", "hint: see briefing generate --help"]),
        (["read", "x", "--bad"], ["error: No such option: --bad", "hint: see briefing read --help"]),
        (["facts"], ["error: give either a source or --lines FILE", "hint: see briefing facts --help"]),
        (
            ["facts", "x", "--lines", "y"],
            ["error: give either a source or --lines FILE", "hint: see briefing facts --help"],
        ),
        (
            ["generate", "x", "--to", "fr"],
            [
                "error: command line: --to: not a language we write: 'fr'",
                "hint: one or both of en and ja, as in en,ja",
            ],
        ),
    ],
    ids=["command", "no source", "option", "neither", "both", "language"],
)
def test_wrong_usage_is_two_lines_and_exit_2(briefing, args: list[str], lines: list[str]) -> None:
    said = briefing(*args)
    assert (said.code, said.out, said.err) == (2, [], lines)


def test_interrupted_is_quiet(briefing, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(io.RawIOBase):
        buffer = property(lambda self: self)

        def read(self, size: int = -1) -> bytes:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted())
    said = briefing("facts", "--lines", "-")
    assert (said.code, said.out, said.err) == (130, [], [])


# --- read ---------------------------------------------------------------------


def test_read_answers_with_the_article_in_json(briefing) -> None:
    (article,) = briefing("read", SIGNING, "--json").answers
    assert article["title"] == "成都对日合作再签15个项目 计划总投资204.5亿元"
    assert article["published"] == "2020-11-19T18:30:00"
    assert article["source"] == "蓉城经济观察"
    assert len(article["paragraphs"]) == 7


def test_read_shows_the_article_as_text(briefing) -> None:
    said = briefing("read", TRADE)
    assert said.code == 0
    assert said.out[0] == "广东前三季度进出口6.7万亿元 同比增长10.8%"
    assert said.out[1] == "2024-10-18 15:00 · 南方外贸周刊"
    assert said.out[3].startswith("海关总署广东分署10月18日发布的数据显示")


def test_a_page_that_claims_gb2312_is_read_without_its_furniture(briefing) -> None:
    (page,) = briefing("read", SEEDS / "shandong-hydrogen-page.html", "--json").answers
    (text,) = briefing("read", SEEDS / "hydrogen-policy.txt", "--json").answers
    texts = [[paragraph["text"] for paragraph in article["paragraphs"]] for article in (page, text)]
    assert texts[0] == texts[1]
    assert (page["title"], page["author"], page["source"]) == (text["title"], "孙立珺", "齐鲁能源报")


# --- facts --------------------------------------------------------------------


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    file = tmp_path / "lines.txt"
    file.write_bytes("\ufeff投资8.70亿元\r\n\n同比增长8.70%\u2028没有数字".encode())
    return file


def test_each_line_is_answered_by_a_line(briefing, lines: Path) -> None:
    answers = briefing("facts", "--lines", lines, "--json").answers
    assert [answer["line"] for answer in answers] == [1, 2, 3]
    assert answers[1]["figures"] == []
    assert answers[0]["figures"] == [
        {"text": "8.70亿元", "start": 2, "end": 8, "value": "870000000", "unit": "CNY", "qualifier": "exact"}
    ]
    (percent,) = answers[2]["figures"]
    assert (percent["value"], percent["unit"]) == ("8.7", "percent")


def test_lines_as_text_name_the_line(briefing, lines: Path) -> None:
    assert briefing("facts", "--lines", lines).out[0] == "1: 8.70亿元  =  870,000,000 CNY"


def test_lines_come_from_standard_input_too(briefing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("3家".encode())))
    (answer,) = briefing("facts", "--lines", "-", "--json").answers
    assert [figure["text"] for figure in answer["figures"]] == ["3家"]


def test_lines_that_are_no_utf8_are_refused(briefing, tmp_path: Path) -> None:
    file = tmp_path / "gbk.txt"
    file.write_bytes("公司".encode("gbk"))
    said = briefing("facts", "--lines", file)
    assert (said.code, said.err) == (1, [f"error: {file}: not UTF-8 at byte 0", "hint: convert it to UTF-8"])


def test_facts_of_an_article_carry_their_place(briefing) -> None:
    (table,) = briefing("facts", SIGNING, "--json").answers
    wanted = next(figure for figure in table["figures"] if figure["text"] == "314.8亿元")
    assert table["text"][wanted["start"] : wanted["end"]] == "314.8亿元"
    assert (wanted["value"], wanted["unit"]) == ("31480000000", "CNY")
    assert "open" not in table


def test_explain_adds_what_was_not_understood(briefing) -> None:
    (table,) = briefing("facts", SIGNING, "--json", "--explain").answers
    for clause in table["open"]:
        assert table["text"][clause["start"] : clause["end"]] == clause["text"]
    assert briefing("facts", SIGNING, "--explain").out[-1] != briefing("facts", SIGNING).out[-1]


# --- generate -----------------------------------------------------------------


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_generate_writes_three_files_and_prints_their_paths(briefing, tmp_path: Path) -> None:
    said = briefing("generate", SIGNING, "--out", tmp_path / "new" / "out", "--engine", "embedded")
    assert said.code == 0
    assert names(tmp_path / "new" / "out") == [
        "chengdu-signing.brief.json",
        "chengdu-signing.en.docx",
        "chengdu-signing.ja.docx",
    ]
    assert sorted(Path(line).name for line in said.out) == names(tmp_path / "new" / "out")


def test_one_language_alone(briefing, tmp_path: Path) -> None:
    assert briefing("generate", SIGNING, "--out", tmp_path, "--to", "ja", "--engine", "embedded").code == 0
    assert names(tmp_path) == ["chengdu-signing.brief.json", "chengdu-signing.ja.docx"]


def test_generate_twice_gives_the_same_bytes(briefing, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        briefing("generate", TRADE, "--out", tmp_path / folder, "--engine", "embedded")
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / folder).iterdir()} for folder in ("a", "b"))
    assert len(first) == 3
    assert first == second


def test_json_answers_a_line_a_source(briefing, tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    said = briefing("generate", SIGNING, missing, "--out", tmp_path / "out", "--engine", "embedded", "--json")
    failed, made = sorted(said.answers, key=lambda answer: str(answer["source"]) == SIGNING)
    assert (made["name"], len(made["paths"])) == ("chengdu-signing", 3)
    assert failed == {"source": str(missing), "error": f"{missing}: no such file", "hint": "check the path"}


def test_one_bad_source_stops_none_of_the_others(briefing, tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    said = briefing("generate", SIGNING, missing, TRADE, "--out", tmp_path / "out", "--engine", "embedded")
    assert said.code == 1
    assert f"error: {missing}: no such file" in said.err
    assert said.err[0] == f"[1/3] {SIGNING}"
    assert said.err[-1] == "2 of 3 articles made into briefs, 1 failed"
    assert len(names(tmp_path / "out")) == 6


def test_two_sources_of_one_name_do_not_overwrite_each_other(briefing, tmp_path: Path) -> None:
    other = tmp_path / "Chengdu-Signing.txt"
    other.write_bytes(Path(TRADE).read_bytes())
    said = briefing("generate", SIGNING, other, "--out", tmp_path / "out", "--engine", "embedded", "--to", "en")
    assert said.code == 1
    assert f"error: {other}: its briefs would overwrite those of {SIGNING}" in said.err
    assert names(tmp_path / "out") == ["chengdu-signing.brief.json", "chengdu-signing.en.docx"]


def test_a_source_named_twice_is_made_once(briefing, tmp_path: Path) -> None:
    said = briefing("generate", SIGNING, SIGNING, "--out", tmp_path, "--engine", "embedded", "--to", "en")
    assert (said.code, len(said.out)) == (0, 2)


def test_a_folder_is_all_its_articles(briefing, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for source in (SIGNING, TRADE):
        (folder / Path(source).name).write_bytes(Path(source).read_bytes())
    briefing("generate", folder, "--out", tmp_path / "out", "--engine", "embedded", "--to", "en")
    assert [name for name in names(tmp_path / "out") if name.endswith(".docx")] == [
        "chengdu-signing.en.docx",
        "guangdong-trade.en.docx",
    ]


def test_the_environment_chooses_where_no_flag_does(briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_OUT", str(tmp_path))
    monkeypatch.setenv("BRIEFING_TO", "en")
    monkeypatch.setenv("BRIEFING_ENGINE", "embedded")
    assert briefing("generate", SIGNING).code == 0
    assert names(tmp_path) == ["chengdu-signing.brief.json", "chengdu-signing.en.docx"]
