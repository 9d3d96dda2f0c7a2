"""Page images of briefs of the sample articles, in both house styles, for the README and docs/gallery.

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
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402

from briefing.render.template_names import DEFAULT_STYLE, HOUSE_STYLES  # noqa: E402

GALLERY = ROOT / "docs" / "gallery"
SEEDS = ("chengdu-signing", "guangdong-trade", "jiangnan-results")
DOTS_PER_INCH, COLOURS = "80", 128


def main() -> int:
    """0 where every image was made."""
    if missing := [tool for tool in ("soffice", "pdftoppm") if shutil.which(tool) is None]:
        sys.stderr.write(f"error: {' and '.join(missing)} not found\nhint: install LibreOffice and poppler-utils\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages"
        for style in HOUSE_STYLES:
            _draw(style, Path(folder) / style, pages / style)
        # The picture of the web page lies there too and is not ours to take away.
        for style in pages.iterdir():
            shutil.rmtree(GALLERY / style.name, ignore_errors=True)
        shutil.copytree(pages, GALLERY, dirs_exist_ok=True)
    for lang in ("en", "ja"):
        shutil.copyfile(GALLERY / DEFAULT_STYLE / f"{SEEDS[0]}.{lang}-1.png", GALLERY / f"brief-{lang}.png")
    (GALLERY / "README.md").write_text(_index(), encoding="utf-8")
    return 0


def _draw(style: str, work: Path, pages: Path) -> None:
    """The pages of every sample in one house style."""
    pages.mkdir(parents=True)
    sources = [str(ROOT / "seeds" / f"{name}.txt") for name in SEEDS]
    command = (sys.executable, "-m", "briefing", "generate", *sources)
    _run(*command, "--out", str(work), "--engine", "embedded", "--template", style)
    documents = sorted(map(str, work.glob("*.docx")))
    profile = f"-env:UserInstallation=file://{work}/office"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), *documents)
    for pdf in sorted(work.glob("*.pdf")):
        _run("pdftoppm", "-png", "-r", DOTS_PER_INCH, str(pdf), str(pages / pdf.stem))
    for page in pages.glob("*.png"):
        drawn = Image.open(page).convert("RGB")
        drawn.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE).save(page, optimize=True)


def _index() -> str:
    about = "Briefs of our sample articles, drawn by `python tools/build_gallery.py` with LibreOffice."
    lines = ["# Gallery", "", about]
    for style, about in HOUSE_STYLES.items():
        lines += ["", f"## {style}", "", f"{about[0].upper()}{about[1:]}.", ""]
        for page in sorted((GALLERY / style).glob("*.png")):
            lines.append(f"![{page.stem} in the style {style}]({style}/{page.name})")
    return "\n".join(lines) + "\n"


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
