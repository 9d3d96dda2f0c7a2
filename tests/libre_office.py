"""LibreOffice for tests: converting one document with a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from ooxml_validator import required

_HOW = "install LibreOffice Writer"


def converted(data: bytes, folder: Path, form: str) -> Path:
    """The document opened and saved by LibreOffice; skips without it, and fails on a CI machine."""
    program = shutil.which("soffice")
    required(program, "LibreOffice", _HOW)
    source, out = folder / "source.docx", folder / "out"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            str(program),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(out),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return out / f"source.{form.partition(':')[0]}"
