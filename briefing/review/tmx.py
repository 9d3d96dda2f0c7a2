"""TMX (Translation Memory eXchange): units with the Chinese and its translation.

Reads every version by the names of its elements. What stands inside inline
codes (bpt, ept, ph, it, ut) is a format's own; the text around it and in hi is kept.
"""

from __future__ import annotations

from lxml.etree import _Element as Element

from briefing.errors import SourceUnreadable
from briefing.review.values import Segment
from briefing.review.xml_files import LANG, language, name, named, text_of
from briefing.values import LANGS, Lang

_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})


def read_tmx(root: Element, *, where: str, lang: Lang | None) -> list[tuple[Segment, Segment]]:
    """Both sides of every unit that has them. Without ``lang`` the first of our languages that the file has."""
    units = [unit for unit in root.iter() if name(unit) == "tu"]
    variants = [_variants(unit) for unit in units]
    present = {code for texts in variants for code in texts if "zh" in texts}
    wanted: str = lang or next((code for texts in variants if "zh" in texts for code in texts if code in LANGS), "")
    if wanted not in present:
        held = ", ".join(sorted({code for texts in variants for code in texts if code})) or "none"
        raise SourceUnreadable(
            f"{where}: no unit in zh and {wanted or 'en or ja'} (languages: {held})",
            hint="export the units with their Chinese source, or give the language they are in with --to",
        )
    return [
        (Segment(texts["zh"], place), Segment(texts[wanted], place))
        for texts, place in zip(variants, map(_place, range(1, len(units) + 1), units), strict=True)
        if "zh" in texts and wanted in texts and (texts["zh"] or texts[wanted])
    ]


def _variants(unit: Element) -> dict[str, str]:
    """The text in each language, the first where there are several."""
    found: dict[str, str] = {}
    for variant in named(unit, "tuv"):
        code = language(variant.get(LANG) or variant.get("lang"))
        found.setdefault(code, text_of(next(named(variant, "seg"), None), _CODES))
    return found


def _place(number: int, unit: Element) -> str:
    identity = unit.get("tuid", "")
    return f"unit {number} ({identity})" if identity and identity != str(number) else f"unit {number}"
