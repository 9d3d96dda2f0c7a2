"""Bad input costs one clear line and a hint, never a traceback and never a file."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.cli import run

ENGLISH = "The ministry said on Tuesday that exports rose 8.7 percent from a year earlier to 3.2 billion dollars. " * 8
JAPANESE = (
    "経済産業省は火曜日、輸出額が前年同期比で八・七パーセント増え、三十二億ドルになったと発表した。これは予想を上回る。"
    * 8
)
CHINESE = "公司今日宣布，二零二三年营业收入增长，净利润同样增长，董事会决定派发现金红利。\n"


def png() -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01" + zlib.compress(b"\0" * 4000)


BAD: dict[str, tuple[str, bytes, str]] = {
    "empty file": ("empty.txt", b"", "empty"),
    "blank file": ("blank.txt", b" \n\n \n", ""),
    "a picture named .txt": ("picture.txt", png(), "picture"),
    "an empty Word file": ("empty.docx", b"", "empty"),
    "a Word file that is none": ("wrong.docx", b"PK\x03\x04 not a zip at all", ""),
    "an English article": ("english.txt", ENGLISH.encode(), "English"),
    "a Japanese article": ("japanese.txt", JAPANESE.encode(), "Japanese"),
    "five megabytes of text": ("large.txt", (CHINESE * 45_000).encode(), ""),
    "bytes in no encoding": ("bytes.txt", bytes(range(128, 256)) * 20, ""),
    "an unknown ending over binary": ("thing.xyz", bytes(range(256)) * 20, ""),
}


def bad_file(case: str, folder: Path) -> Path:
    name, data, _ = BAD[case]
    file = folder / name
    file.write_bytes(data)
    return file


def read_command(file: Path, _out: Path) -> list[str]:
    return ["read", str(file)]


def generate_command(file: Path, out: Path) -> list[str]:
    return ["generate", str(file), "--out", str(out), "--engine", "embedded"]


@pytest.mark.parametrize("command", [read_command, generate_command], ids=["read", "generate"])
@pytest.mark.parametrize("case", BAD)
def test_one_clear_line_and_a_hint(
    case: str, command: Callable[[Path, Path], list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = bad_file(case, tmp_path)
    code = run(command(file, tmp_path / "out"))
    out, err = capsys.readouterr()
    error, *hint = err.splitlines()
    assert (code, out) == (1, "")
    assert error.startswith(f"error: {file}: ")
    assert BAD[case][2].lower() in error.lower()
    assert [line.split(":")[0] for line in hint] == ["hint"]
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "no.txt"
    assert run(["read", str(missing)]) == 1
    assert capsys.readouterr().err.splitlines() == [f"error: {missing}: no such file", "hint: check the path"]


def test_a_folder_that_cannot_be_made_is_refused_before_any_work(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("kept", encoding="utf-8")
    code = run(["generate", str(seeds / "chengdu-signing.txt"), "--out", str(file / "below")])
    assert code == 1
    assert capsys.readouterr().err.splitlines() == [
        f"error: {file / 'below'}: {file} is a file, not a folder",
        "hint: give another folder with --out",
    ]
    assert file.read_text(encoding="utf-8") == "kept"


def test_an_older_brief_survives_a_source_that_went_bad(tmp_path: Path) -> None:
    older = tmp_path / "empty.en.docx"
    older.write_bytes(b"older")
    assert run(["generate", str(bad_file("empty file", tmp_path)), "--out", str(tmp_path)]) == 1
    assert older.read_bytes() == b"older"


@pytest.mark.parametrize("flag", ["--template", "--glossary"])
def test_a_file_that_a_flag_names_must_exist(
    flag: str, tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing.docx"
    out = tmp_path / "out"
    assert run(["generate", str(seeds / "chengdu-signing.txt"), "--out", str(out), flag, str(missing)]) == 1
    error, hint = capsys.readouterr().err.splitlines()[:2]
    assert error.startswith("error: ")
    assert str(missing) in error
    assert hint.startswith("hint: ")
    assert not out.exists()
