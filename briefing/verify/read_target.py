"""Reading figures back from finished text in either target language."""

from __future__ import annotations

from briefing.values import Lang
from briefing.verify import read_en, read_ja
from briefing.verify.target import TargetDate, TargetFigure, TargetReading


def read_target(text: str, lang: Lang) -> tuple[TargetFigure, ...]:
    """Every quantity of the text, in order, in base units."""
    return read_all(text, lang).figures


def read_dates(text: str, lang: Lang) -> tuple[TargetDate, ...]:
    """Every number of the text that names a time, a rank or a product."""
    return read_all(text, lang).dates


def read_all(text: str, lang: Lang) -> TargetReading:
    return read_en.read(text) if lang == "en" else read_ja.read(text)
