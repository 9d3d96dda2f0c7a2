"""Figures and changes in English and Japanese: exact to the last digit, or not written at all.

Owns the choice of language and style. Knows nothing of sentences: particles,
nouns around a figure and statuses belong to the caller. An empty string means
that the figure has no number or no known unit, and must not be stated.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefing.translate import amounts_en, amounts_ja
from briefing.values import Comparison, Figure, Lang, Period


@dataclass(frozen=True, slots=True)
class AmountStyle:
    """What a house may set. ``percent_ja`` is ``%`` or ``％``."""

    percent_ja: str = "%"


DEFAULT = AmountStyle()


def write_figure(
    figure: Figure,
    lang: Lang,
    *,
    noun: str = "",
    noun_plural: str = "",
    ctr: str = "",
    qualified: bool = True,
    style: AmountStyle = DEFAULT,
) -> str:
    """The figure in the target language, or "" where it cannot be written.

    ``noun`` and ``noun_plural`` follow an English count; ``ctr`` is the
    Japanese counter. ``qualified=False`` leaves out about, more than and the
    like, for callers that say it in another place.
    """
    if lang == "en":
        return amounts_en.write(figure, noun=noun, noun_plural=noun_plural, qualified=qualified)
    return amounts_ja.write(figure, ctr=ctr, qualified=qualified, percent=style.percent_ja)


def write_change(
    figure: Figure,
    lang: Lang,
    *,
    direction: int,
    comparison: Comparison | None,
    period: Period | None,
    mv: str,
    verb: bool = False,
    style: AmountStyle = DEFAULT,
) -> str:
    """A rise or fall by this figure: "up 2.9% year on year", 前年同期比2.9%増.

    ``mv`` is the kind of quantity that moved (amount, price, rate, index, yuan);
    ``verb`` asks for "rose 2.9% …" and for the Japanese verbal noun (増加, 下落).
    """
    if lang == "en":
        moved = amounts_en.write_change(figure, direction=direction, comparison=comparison, period=period, verb=verb)
        return _of_yuan(moved) if mv == "yuan" else moved
    return amounts_ja.write_change(
        figure,
        direction=direction,
        comparison=comparison,
        period=period,
        mv=mv,
        verb=verb,
        percent=style.percent_ja,
    )


_YUAN_MOVES = {"up ": "stronger by ", "down ": "weaker by ", "rose ": "strengthened ", "fell ": "weakened "}


def _of_yuan(moved: str) -> str:
    """A fixing of 7.15 that is 上调 is a stronger yuan, though the number falls: "up" would tell the opposite."""
    for word, told in _YUAN_MOVES.items():
        if moved.startswith(word):
            return told + moved.removeprefix(word)
    return moved
