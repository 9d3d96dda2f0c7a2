"""Reading figures back from finished text in either target language."""

from __future__ import annotations

from briefing.values import Lang
from briefing.verify import around_en, mentions_en, mentions_ja, read_en, read_ja
from briefing.verify.mentions import Said
from briefing.verify.target import TargetDate, TargetFigure, TargetReading


def read_target(text: str, lang: Lang) -> tuple[TargetFigure, ...]:
    """Every quantity of the text, in order, in base units."""
    return read_all(text, lang).figures


def read_dates(text: str, lang: Lang) -> tuple[TargetDate, ...]:
    """Every number of the text that names a time, a rank or a product."""
    return read_all(text, lang).dates


def read_all(text: str, lang: Lang) -> TargetReading:
    return read_en.read(text) if lang == "en" else read_ja.read(text)


def names_money(text: str, lang: Lang) -> bool:
    """Whether a currency is named anywhere in the text."""
    return around_en.names_money(text) if lang == "en" else mentions_ja.names_money(text)


def read_said(text: str, lang: Lang) -> Said:
    """Every number of a translation by anyone, with all it may mean."""
    return mentions_en.read(text) if lang == "en" else mentions_ja.read(text)
