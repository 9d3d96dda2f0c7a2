"""Where a sentence of a brief says a figure: characters of the target for a figure of the source.

Looks for the words that the house style writes for the figure, the fullest
first. A figure said in other words has no place; its sentence is still known.
Knows nothing of markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefing.translate.amounts import write_figure
from briefing.translate.amounts_en import SMALL, number
from briefing.translate.unit_words import unit_words
from briefing.values import Figure, Lang, Span

_JOINS = frozenset("0123456789.,")


def figure_places(text: str, figures: Iterable[Figure], lang: Lang) -> tuple[tuple[Span, Figure], ...]:
    """Each figure's place in ``text``, in the order of the text; no two overlap, longer words go first."""
    wanted = [(words, figure) for figure in figures for words in _words(figure, lang)]
    taken: list[tuple[Span, Figure]] = []
    for words, figure in sorted(wanted, key=lambda pair: -len(pair[0])):
        if all(figure is not held for _, held in taken):
            place = next((s for s in _found(text, words) if not any(s.overlaps(t) for t, _ in taken)), None)
            if place is not None:
                taken.append((place, figure))
    return tuple(sorted(taken, key=lambda pair: pair[0]))


def _words(figure: Figure, lang: Lang) -> Iterator[str]:
    """How the figure may be said: with its qualifier, without, in another form of its sign, as a bare number."""
    full = {w: None for q in (True, False) if (w := write_figure(figure, lang, qualified=q))}
    yield from full
    yield from (w.replace("%", "％") if "%" in w else w.replace("％", "%") for w in full if "%" in w or "％" in w)
    if figure.unit in unit_words().money and (bare := write_figure(replace(figure, unit="", counter=""), lang)):
        yield bare  # CNY 20.45 billion
    value = figure.value
    if value is None or figure.upper is not None or figure.unit not in ("count", ""):
        return
    yield number(value, figure.text)
    if lang == "en" and value in range(1, len(SMALL)):
        yield SMALL[int(value)]


def _found(text: str, words: str) -> Iterator[Span]:
    """The places of ``words`` that are not a part of a longer number or word."""
    plain, at = text.replace("\u00a0", " "), -1
    while (at := plain.find(words, at + 1)) >= 0:
        before, after = plain[at - 1 : at], plain[at + len(words) : at + len(words) + 2]
        if _ends(before, words[0]) and _ends(after[:1], words[-1], after[1:2]):
            yield Span(at, at + len(words))


def _ends(beside: str, edge: str, beyond: str = "0") -> bool:
    """Whether a word or number ends here: a comma or point only goes on where a digit follows."""
    if edge.isdigit() and beside in _JOINS and beside:
        return beside in ".," and not beyond.isdigit()
    return not (edge.isascii() and edge.isalnum() and beside.isascii() and beside.isalnum())
