"""The project that 项目, 该项目 and 工程 mean: the one named last, where only one can be meant.

云岭水库奠基。项目总投资5亿元: the reservoir's. Between the name and the word nothing may speak of another project or of
several (15个项目), and the name stands in the same paragraph or the one before. What an open clause begins with owns what
the clauses after it tell, as long as these only describe it (``described``). The words are data/project_words.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from briefing.facts.chart import Chart
from briefing.facts.clauses import Unit
from briefing.facts.context import NOTHING, Known
from briefing.facts.lattice import Lattice
from briefing.facts.named import Placed
from briefing.facts.project_names import project_words
from briefing.lexicon.terms import Term
from briefing.values import Phrase

_BEGIN = re.compile(r"(?:^|[,.;:!?，。；：“\s]|其中)$")
_BUILT = ("project",)
_ANY = ("项目", "工程")
_ANOTHER = re.compile("(?:另外?一?|其[他它]|[一两二三四五六七八九十0-9])[座个条处项]$|另一?$")
# What leads to a name that is a clause by itself: 由某公司投资建设的云岭水库, 分别是云岭水库.
_LEADS = re.compile(
    "(?:由[^，,。；;]{2,28}的|[^，,。；;]{0,10}分别[是为][:：]?|[一二三四五六七八九]是|其中[，,]?|位于[^，,。；;]{2,20}的|总投资[^，,。；;]{2,12}的)"
)


def with_spoken_of(
    lattices: Sequence[Lattice], names: Sequence[Sequence[Placed]], paragraphs: Sequence[int]
) -> list[list[Placed]]:
    """The names of every sentence, with the project each 项目 means set in its place."""
    told: list[list[Placed]] = []
    last: Term | None = None
    since = -1
    for grid, found, paragraph in zip(lattices, names, paragraphs, strict=True):
        projects = sorted(p for p in found if p[2].cat in _BUILT)
        if paragraph > since + 1 or paragraph < 0:
            last = None
        here: list[Placed] = []
        at = 0
        for start, end, word in _mentions(grid.text, projects):
            last = _last_before(grid.text, projects, at, start, last)
            if not word:
                last = None
            elif last is not None and (kind := _fits(word, last)):
                here.append((start, end, _as_spoken(last, kind)))
            at = end
        last = _last_before(grid.text, projects, at, len(grid.text), last)
        if projects or here:
            since = paragraph
        told.append([*found, *here])
    return told


def _last_before(text: str, projects: Sequence[Placed], since: int, until: int, last: Term | None) -> Term | None:
    """The project named last in a stretch; nothing where it names several."""
    near = [term for start, end, term in projects if since <= start and end <= until]
    if not near:
        return last
    return near[-1] if len({term.zh for term in near}) == 1 else None


def _mentions(text: str, projects: Sequence[Placed]) -> Iterator[tuple[int, int, str]]:
    """Words that mean a project; with an empty word where they may mean another or several."""
    taken = [(start, end) for start, end, _ in projects]
    for match in _words().finditer(text):
        start, end = match.span("word")
        if any(s < end and start < e for s, e in taken) or text.startswith(tuple(project_words("aside")), end):
            continue
        alone = _BEGIN.search(text[: match.start()]) and text.startswith(tuple(project_words("after")), end)
        if alone or match["word"] in _ANY or _ANOTHER.search(text[: match.start()]):
            yield match.start(), end, match["word"] if alone else ""


@cache
def _words() -> re.Pattern[str]:
    return re.compile(f"(?:该|本|此|整个|这一)?(?P<word>{'|'.join(project_words('spoken'))})")


def _fits(word: str, term: Term) -> bool:
    """项目 and 工程 are any project; 水库 is one that is called so."""
    return word in ("项目", "工程") or word in term.zh


def _as_spoken(term: Term, _: bool) -> Term:
    return replace(term, attrs=MappingProxyType({**term.attrs, "spoken": "1"}))


def described(chart: Chart, unit: Unit, inside: Known) -> Known:
    """What goes on after a clause nobody read: the project it began with, or that of the clause before it describes."""
    text = chart.text[unit.start : unit.end]
    named = [e for at in range(unit.start, unit.end) for e in chart.starting(at, "project") if e.end <= unit.end]
    heads = [e for e in named if e.start == unit.start and isinstance(e.value, Phrase) and e.value.entity]
    if heads:
        head = max(heads, key=lambda e: e.end)
        rest = chart.text[head.end : unit.end]
        if (not rest or rest.startswith(tuple(project_words("describes")))) and all(e.start < head.end for e in named):
            return Known({"holder": head.value}, head.value.span)
        return NOTHING
    listed = [e for e in named if e.end == unit.end and isinstance(e.value, Phrase) and e.value.entity]
    if len(listed) == len(named) > 0 and _LEADS.fullmatch(chart.text[unit.start : min(e.start for e in named)]):
        return Known({"holder": listed[0].value}, listed[0].value.span)
    owner = inside.slots.get("holder") or inside.slots.get("subj")
    built = isinstance(owner, Phrase) and owner.cat in _BUILT
    if built and not named and text.startswith(tuple(project_words("describes"))):
        return Known({"holder": owner}, inside.span) if isinstance(owner, Phrase) else NOTHING
    return NOTHING


__all__ = ["described", "with_spoken_of"]
