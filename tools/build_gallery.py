"""Page images of briefs of the sample articles, for the README and docs/gallery.

Run from the repository: ``python tools/build_gallery.py``. Needs LibreOffice
(``soffice``) and ``pdftoppm``; without them it says so and changes nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GALLERY = ROOT / "docs" / "gallery"
SEEDS = ("chengdu-signing", "guangdong-trade")
DOTS_PER_INCH = "80"


def main() -> int:
    """0 where every image was made."""
    if missing := [tool for tool in ("soffice", "pdftoppm") if shutil.which(tool) is None]:
        sys.stderr.write(f"error: {' and '.join(missing)} not found\nhint: install LibreOffice and poppler-utils\n")
        return 1
    GALLERY.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        sources = [str(ROOT / "seeds" / f"{name}.txt") for name in SEEDS]
        _run(sys.executable, "-m", "briefing", "generate", *sources, "--out", folder, "--engine", "embedded")
        documents = sorted(work.glob("*.docx"))
        profile = f"-env:UserInstallation=file://{folder}/office"
        _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *map(str, documents))
        for pdf in sorted(work.glob("*.pdf")):
            _run("pdftoppm", "-png", "-r", DOTS_PER_INCH, str(pdf), str(GALLERY / pdf.stem))
    for lang in ("en", "ja"):
        shutil.copyfile(GALLERY / f"{SEEDS[0]}.{lang}-1.png", GALLERY / f"brief-{lang}.png")
    return 0


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
