"""Word documents as PDF, by the LibreOffice of the machine.

Owns how LibreOffice is found, run and stopped. Each run has a profile folder
of its own, so that runs beside each other and an open window do no harm.
Knows nothing of briefs.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from briefing.errors import OutputError

TIMEOUT = 120  # seconds; a brief takes 2 to 5, the first start of a profile included
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
# Tagged for screen readers, the title in the window, no comments: those are for whoever reviews the Word file.
_FILTER = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"DisplayPDFDocumentTitle":{"type":"boolean","value":"true"},'
    '"ExportNotes":{"type":"boolean","value":"false"}}'
)


def office() -> str:
    """The LibreOffice program. Raises OutputError where there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    found = found or next((place for place in _PLACES if Path(place).is_file()), None)
    if found is None:
        raise OutputError(
            "no LibreOffice on this machine to make PDF files with",
            hint="install LibreOffice so that soffice is found, or leave --pdf out",
        )
    return found


def to_pdf(document: bytes, *, timeout: float = TIMEOUT) -> bytes:
    """The Word document as PDF. Raises OutputError where LibreOffice is absent, fails or takes too long."""
    program = office()
    with tempfile.TemporaryDirectory(prefix="briefing-pdf-", ignore_cleanup_errors=True) as folder:
        source, profile = Path(folder) / "brief.docx", Path(folder) / "profile"
        source.write_bytes(document)
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        _run([*command, "--convert-to", _FILTER, "--outdir", folder, str(source)], timeout)
        made = source.with_suffix(".pdf")
        if not made.is_file() or not made.stat().st_size:
            raise OutputError("LibreOffice made no PDF", hint="open the Word file in LibreOffice to see what is wrong")
        return made.read_bytes()


def _run(command: list[str], timeout: float) -> None:
    """Run to the end, or stop it and all it has started."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise OutputError(f"LibreOffice cannot be started: {error.strerror}", hint=f"try {command[0]}") from error
    try:
        status = process.wait(timeout)
    except subprocess.TimeoutExpired as error:
        raise OutputError(
            f"LibreOffice took longer than {timeout:g} seconds", hint="try again, or leave --pdf out"
        ) from error
    finally:
        _stop(process)
    if status != 0:
        raise OutputError(f"LibreOffice failed with exit code {status}", hint="open the Word file in LibreOffice")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End what still runs of it: soffice is a script that starts another program."""
    if process.poll() is not None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
