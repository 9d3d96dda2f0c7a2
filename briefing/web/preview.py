"""The preview on the page: both briefs beside the Chinese, every figure a link to its proof, findings at their place.

Owns what the page adds to the fragment of ``render.html``: links on figures, findings, the reader's
language. Knows nothing of HTTP. The fragment is taken apart and put together again by lxml, never by
string surgery, so that what was escaped stays escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import html as lxml_html

from briefing.render.html import preview as fragment
from briefing.values import Finding, Lang, Severity, Span
from briefing.web.brief_file import BriefFile, load
from briefing.web.words import Tongue, words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
# A preview of a long article is some 200 kB.
_KEPT = 32


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding as the page shows it; ``place`` is the id of what it is about, "" where nothing is."""

    id: str
    lang: Lang
    severity: Severity
    code: str
    name: str
    message: str
    place: str


@dataclass(frozen=True, slots=True)
class Preview:
    """``markup`` is safe to put into a page; ``headlines`` by language."""

    markup: str
    langs: tuple[Lang, ...]
    headlines: Mapping[Lang, str]
    title: str
    source: str
    engine: str
    findings: tuple[Shown, ...]


def preview(path: Path, tongue: Tongue) -> Preview:
    """The preview of a ``.brief.json`` for a reader. Raises DataError where the file cannot be used."""
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        stamp = 0
    return _preview(path, stamp, tongue)


@lru_cache(maxsize=_KEPT)
def _preview(path: Path, _stamp: int, tongue: Tongue) -> Preview:
    file = load(path)
    root = lxml_html.fragment_fromstring(fragment(file.briefs, file.reading))
    _begin_with(root, tongue)
    _link_figures(root)
    _wrap_tables(root, tongue)
    _name_regions(root, tongue)
    found = tuple(_findings(file, root, tongue))
    for finding in found:
        _put(root, finding)
    first = next(iter(file.briefs.values()), None)
    return Preview(
        markup=lxml_html.tostring(root, encoding="unicode"),
        langs=tuple(file.briefs),
        headlines={lang: brief.headline.text for lang, brief in file.briefs.items()},
        title=file.reading.article.title,
        source=file.reading.article.source or "",
        engine=first.provenance.engine if first else "",
        findings=found,
    )


def _begin_with(root: HtmlElement, tongue: Tongue) -> None:
    """The brief in the reader's own language comes first: on a phone the others are far below."""
    briefs = root.xpath("./article[@data-lang]")
    own = [brief for brief in briefs if brief.get("data-lang") == tongue]
    if own and own[0] is not briefs[0]:
        briefs[0].addprevious(own[0])


# --- figures -------------------------------------------------------------------


def _link_figures(root: HtmlElement) -> None:
    """A figure that a brief says leads to the sentence it stands in: by mouse, by keyboard, without a script."""
    sentences = [
        (Span(int(e.get("data-start", "0")), int(e.get("data-end", "0"))), e.get("id", ""))
        for e in root.iterfind(".//span[@data-sentence]")
        if e.get("id")
    ]
    for mark in root.xpath(".//article//mark[@data-figure]"):
        start, _, end = mark.get("data-figure", "").partition("-")
        span = Span(int(start), int(end))
        target = next((name for place, name in sentences if place.overlaps(span)), "")
        if target:
            mark.tag = "a"
            mark.set("href", f"#{target}")


def _wrap_tables(root: HtmlElement, tongue: Tongue) -> None:
    """A table wider than a phone scrolls by itself, and whoever has no mouse can reach it."""
    for table in list(root.iter("table")):
        label = words(tongue)["result"]["table"]
        box = _element("div", cls="table-box", tabindex="0", role="region")
        caption = table.findtext("caption") or ""
        box.set("aria-label", f"{caption} – {label}" if caption else label)
        table.addprevious(box)
        box.append(table)
        _keep_roles(table)


_ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}


def _keep_roles(table: HtmlElement) -> None:
    """Roles that stay where the style sheet sets rows as blocks because a column is narrow."""
    for part in table.iter("table", "thead", "tbody", "tr", "td"):
        part.set("role", _ROLES[str(part.tag)])
    for head in table.iter("th"):
        head.set("role", "columnheader" if head.get("scope") == "col" else "rowheader")


def _name_regions(root: HtmlElement, tongue: Tongue) -> None:
    said = words(tongue)["result"]
    for part in root.iterchildren():
        name = f"region_{part.get('data-lang', '')}"
        if name in said:
            # Named in the reader's language though its text is in another.
            part.set("aria-label", said[name])


# --- findings --------------------------------------------------------------------


def _findings(file: BriefFile, root: HtmlElement, tongue: Tongue) -> Iterator[Shown]:
    names: Mapping[str, str] = words(tongue)["codes"]
    for lang, brief in file.briefs.items():
        ordered = sorted(brief.findings, key=lambda finding: SEVERITIES.index(finding.severity))
        for number, finding in enumerate(ordered, start=1):
            yield Shown(
                id=f"{lang}-finding-{number}",
                lang=lang,
                severity=finding.severity,
                code=finding.code,
                name=names.get(finding.code, finding.code),
                message=finding.message,
                place=_place(root, lang, finding),
            )


def _place(root: HtmlElement, lang: Lang, finding: Finding) -> str:
    """The id of what the finding is about: its place, else who says its words or its sentence, else the sentence."""
    if finding.place is not None:
        name = f"{lang}-{finding.place.part}-{finding.place.number + 1}"
        if root.xpath(".//*[@id=$id]", id=name):
            return name
    said = root.xpath(".//article[@data-lang=$lang]//*[@data-sentences]", lang=lang)
    quoted = _flat(finding.target_text)
    if quoted:
        holders = [e for e in said if quoted in _flat("".join(e.itertext()))]
        if holders:
            return str(holders[0].get("id", ""))
    if finding.source is None:
        return ""
    cited = [e for e in root.iterfind(".//span[@data-sentence]") if _span(e).overlaps(finding.source)]
    numbers = {e.get("data-sentence", "") for e in cited}
    told = [e for e in said if numbers & set(e.get("data-sentences", "").split())]
    return str((told or cited)[0].get("id", "")) if told or cited else ""


def _put(root: HtmlElement, finding: Shown) -> None:
    """A note right behind what it is about."""
    found = root.xpath(".//*[@id=$id]", id=finding.place) if finding.place else []
    if not found:
        return
    holder = found[0]
    note = _element("span", cls=f"finding finding-{finding.severity}", id=finding.id)
    note.text = finding.name
    _mark(holder, finding)
    cells = holder.findall("th") + holder.findall("td")
    (cells[0] if cells else holder).append(note)


def _mark(holder: HtmlElement, finding: Shown) -> None:
    kinds = holder.get("class", "").split()
    if not any(kind.startswith("has-") for kind in kinds):
        holder.set("class", " ".join([*kinds, f"has-{finding.severity}"]))


def _span(element: HtmlElement) -> Span:
    return Span(int(element.get("data-start", "0")), int(element.get("data-end", "0")))


def _flat(text: str) -> str:
    return "".join(text.split())


def _element(name: str, *, cls: str, **attributes: str) -> HtmlElement:
    element: HtmlElement = lxml_html.fragment_fromstring(f"<{name}></{name}>")
    element.set("class", cls)
    for key, value in attributes.items():
        element.set(key, value)
    return element
