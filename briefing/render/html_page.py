"""A preview as a page of its own: one file that loads nothing and runs nothing.

Owns the frame around the fragment of ``html`` and its policy; the style sheet
is ``data/preview.css``, which the web page may use too.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib import resources

from briefing.render.html import preview
from briefing.render.writable import writable
from briefing.values import Brief, Lang, Reading


@cache
def preview_style() -> str:
    """The style sheet of a preview; every rule stands under ``.bp-preview`` or the page's own class."""
    return resources.files("briefing").joinpath("data/preview.css").read_text(encoding="utf-8")


def preview_page(briefs: Mapping[Lang, Brief], reading: Reading) -> bytes:
    """The page as UTF-8; the same briefs give the same bytes. Raises ValueError where there is no brief."""
    if not briefs:
        raise ValueError("no brief to show")
    lang, brief = next(iter(briefs.items()))
    style = preview_style()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = escape(writable(brief.headline.text))
    page = (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n"
        f'<body class="bp-page">\n<main>\n<h1>{title}</h1>\n{preview(briefs, reading)}\n</main>\n</body>\n</html>\n'
    )
    return page.encode("utf-8")
