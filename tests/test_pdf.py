"""PDF files by LibreOffice: made where it is there, one clear line where it is not."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pypdf
import pytest
from briefs_for_rendering import bare
from libre_office import required

from briefing.cli import run
from briefing.errors import OutputError
from briefing.render import render_docx
from briefing.render.pdf import office, to_pdf

SEED = Path(__file__).parents[1] / "seeds" / "jiangnan-results.txt"


def fake(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program called soffice, the only one on the path besides the system's."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin")


def test_a_brief_becomes_a_tagged_pdf_with_its_title() -> None:
    required(shutil.which("soffice"), "LibreOffice", "install LibreOffice Writer")
    made = pypdf.PdfReader(io.BytesIO(to_pdf(render_docx(bare("en")))))
    assert made.metadata is not None
    assert made.metadata.title == bare("en").headline.text
    assert "12 projects" in made.pages[0].extract_text().replace("\u00a0", " ")
    assert "/MarkInfo" in made.trailer["/Root"]


def test_without_libreoffice_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OutputError) as caught:
        office()
    assert caught.value.message == "no LibreOffice on this machine to make PDF files with"


def test_asking_for_pdf_without_libreoffice_makes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run(["generate", str(SEED), "--out", str(tmp_path / "o"), "--engine", "embedded", "--pdf"]) == 1
    assert capsys.readouterr().err == (
        "error: no LibreOffice on this machine to make PDF files with\n"
        "hint: install LibreOffice so that soffice is found, or leave --pdf out\n"
    )
    assert not (tmp_path / "o").exists()


FAILING = {
    "it fails": ("exit 3", "LibreOffice failed with exit code 3"),
    "it says it is done and made nothing": ("exit 0", "LibreOffice made no PDF"),
    "it hangs": ("sleep 60 & wait", "LibreOffice took longer than 0.5 seconds"),
}


@pytest.mark.parametrize(("script", "message"), FAILING.values(), ids=FAILING)
def test_a_libreoffice_that_fails_gets_one_line(
    script: str, message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake(tmp_path, script, monkeypatch)
    with pytest.raises(OutputError) as caught:
        to_pdf(b"", timeout=0.5)
    assert caught.value.message == message


def test_a_failed_pdf_leaves_no_file_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake(tmp_path, "exit 3", monkeypatch)
    out = tmp_path / "o"
    assert run(["generate", str(SEED), "--out", str(out), "--engine", "embedded", "--pdf"]) == 1
    assert not out.exists() or not list(out.iterdir())


def test_every_run_has_a_profile_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake(tmp_path, f'echo "$1" >> {tmp_path}/asked; exit 3', monkeypatch)
    for _ in range(2):
        with pytest.raises(OutputError):
            to_pdf(b"")
    first, second = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert first.startswith("-env:UserInstallation=file:///")
    assert first != second
