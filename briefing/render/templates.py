"""Which Word template a brief is set in, and the opened document.

Owns how a template is named (a shipped house style, a file, a pair of files, a
folder); what a usable one must hold is ``template_problems``' to say.
"""

from __future__ import annotations

import difflib
import io
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import TemplateError
from briefing.render.template_names import DEFAULT_STYLE, HOUSE_STYLES
from briefing.render.template_package import START_HINT, template_bytes
from briefing.values import LANGS, Lang

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["find_template", "open_template", "read_template", "shipped_template"]

DEEPEST = 12  # styles based on styles; a circle of them ends here too
BODY_LEVEL = "9"  # the outline level that stands for body text
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def find_template(lang: Lang, override: Path | None = None) -> Path:
    """The template for ``lang``: a shipped style by name, the given file, its sibling, or the default style.

    ``override`` may be the name of a shipped style, a folder holding
    ``investor-brief.<lang>.docx``, or a file; of ``house.en.docx`` and
    ``house.ja.docx`` either names the pair. A file without a language in its
    name serves both.
    """
    if override is None:
        return shipped_template(DEFAULT_STYLE, lang)
    if _is_bare(override) and not override.exists():
        return shipped_template(str(override), lang)
    if override.is_dir():
        override = override / f"{DEFAULT_STYLE}.{lang}.docx"
    stem, dot, tag = override.stem.rpartition(".")
    if dot and tag in LANGS and tag != lang:
        other, override = override, override.with_name(f"{stem}.{lang}{override.suffix}")
        if not override.is_file():
            raise TemplateError(
                f"{other} is the {tag} template, and there is no {override.name} beside it",
                hint=f"add {override.name}, or make only the {tag} brief with --to {tag}",
            )
    if not override.is_file():
        raise TemplateError(f"no template {override}", hint=START_HINT)
    return override


def _is_bare(override: Path) -> bool:
    """Whether this is one word, as the name of a shipped style is, and neither a file's name nor a path."""
    return len(override.parts) == 1 and not override.suffix


def shipped_template(style: str, lang: Lang) -> Path:
    """The file of a shipped house style. Raises TemplateError for a name that is none."""
    if style not in HOUSE_STYLES:
        near = difflib.get_close_matches(style, HOUSE_STYLES, n=1)
        known = f"did you mean {near[0]}?" if near else "the styles are " + ", ".join(HOUSE_STYLES)
        raise TemplateError(f"no template {style}: neither a file, nor a folder, nor a shipped style", hint=f"{known}")
    package = Path(__file__).resolve().parents[1]
    name = f"{style}.{lang}.docx"
    for folder in (package / "_templates", package.parent / "templates"):
        if (folder / name).is_file():
            return folder / name
    raise TemplateError(f"the shipped template {name} is missing", hint="install briefing again")


def open_template(path: Path) -> Document:
    """The template as a python-docx document. Raises TemplateError with the first thing wrong."""
    from briefing.render.template_problems import template_problems

    document = read_template(path)
    problems = template_problems(document)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise TemplateError(f"{path}: {problems[0]}{more}", hint=f"see briefing template check {path.name}")
    return document


def read_template(path: Path) -> Document:
    """The file as a python-docx document, whatever it holds. Raises TemplateError where it is no Word document."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    data = template_bytes(path)
    try:
        document = docx.Document(io.BytesIO(data))
        _ = document.element.body.tag, document.styles.element, document.sections[0].page_width
    except (OpcError, LxmlError, KeyError, IndexError, ValueError, AttributeError, TypeError) as error:
        raise TemplateError(f"{path} is a damaged Word document", hint=START_HINT) from error
    return document


def style_ids(document: Document) -> dict[tuple[str, str], str]:
    """Style identifiers by kind and name: Word keeps names and rewrites identifiers."""
    return {
        (style.get(f"{W}type", "paragraph"), name.get(f"{W}val", "")): style.get(f"{W}styleId", "")
        for style in document.styles.element.iter(f"{W}style")
        if (name := style.find(f"{W}name")) is not None
    }


def has_outline(document: Document, ident: str) -> bool:
    """Whether a paragraph style is a heading's: it, or one it is based on, has an outline level."""
    for _ in range(DEEPEST):
        style = document.styles.element.get_by_id(ident)
        if style is None:
            return False
        if (level := next(style.iter(f"{W}outlineLvl"), None)) is not None:
            return bool(level.get(f"{W}val") != BODY_LEVEL)
        base = style.find(f"{W}basedOn")
        ident = "" if base is None else base.get(f"{W}val", "")
    return False
