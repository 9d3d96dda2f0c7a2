"""The Chinese side of a preview: the article, sentence by sentence, its figures marked and each use linked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from briefing.render.writable import writable
from briefing.values import Figure, Lang, Reading, Span

Said = tuple[Lang, str, int]  # a language, the id of what is said, the sentence that proves it


def tag(name: str, content: str, **attributes: str) -> str:
    """``<name attribute="…">content</name>``: attributes are escaped, content is markup.

    ``cls`` stands for class, ``_`` in a name for a hyphen.
    """
    made = "".join(
        f' {"class" if key == "cls" else key.replace("_", "-")}="{escape(writable(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{made}>{content}</{name}>"


def figure_key(figure: Figure) -> str:
    return f"{figure.span.start}-{figure.span.end}"


def source_column(reading: Reading, said: Iterable[Said], *, prefix: str) -> str:
    """The article as a column. ``said``: what cites which sentence."""
    uses: dict[int, list[tuple[Lang, str]]] = {}
    for lang, key, at in said:
        uses.setdefault(at, []).append((lang, key))
    article, blocks = reading.article, []
    if article.title_span is not None:
        blocks.append(tag("h2", _block(reading, article.title_span, uses, prefix), cls="bp-headline"))
    for paragraph in article.paragraphs:
        name = "h3" if paragraph.kind == "heading" else "p"
        blocks.append(tag(name, _block(reading, paragraph.span, uses, prefix), cls=f"bp-{paragraph.kind}"))
    return tag("section", "".join(blocks), cls="bp-source", lang="zh-Hans", data_lang="zh")


def _block(reading: Reading, block: Span, uses: dict[int, list[tuple[Lang, str]]], prefix: str) -> str:
    """A paragraph: its sentences, and what stands between them."""
    made, at, text = [], block.start, reading.article.text
    for n, sentence in enumerate(reading.sentences):
        if not block.overlaps(sentence):
            continue
        inside = Span(max(sentence.start, at), min(sentence.end, block.end))
        made.append(_plain(text[at : inside.start]))
        held = {"data_sentence": str(n), "data_start": str(sentence.start), "data_end": str(sentence.end)}
        if block.start <= sentence.start:  # of a sentence over two paragraphs the first part has the id
            held["id"] = f"{prefix}zh-{n}"
        marked = _marked(inside, reading.figures, text) + _back(uses.get(n, ()))
        made.append(tag("span", marked, cls="bp-sentence", **held))
        at = inside.end
    return "".join([*made, _plain(text[at : block.end])])


def _marked(inside: Span, figures: Sequence[Figure], text: str) -> str:
    made, at = [], inside.start
    for figure in figures:
        if inside.holds(figure.span) and figure.span.start >= at:
            made.append(_plain(text[at : figure.span.start]))
            made.append(tag("mark", _plain(figure.span.of(text)), cls="bp-figure", **_exact(figure)))
            at = figure.span.end
    return "".join([*made, _plain(text[at : inside.end])])


def _exact(figure: Figure) -> dict[str, str]:
    held = {"data_figure": figure_key(figure), "data_unit": figure.unit, "data_qualifier": str(figure.qualifier)}
    if figure.value is not None:
        held["data_value"] = format(figure.value, "f")
    if figure.upper is not None:
        held["data_upper"] = format(figure.upper, "f")
    return held


def _back(uses: Sequence[tuple[Lang, str]]) -> str:
    """One link back for each language, to the first thing that cites the sentence."""
    first: dict[Lang, str] = {}
    for lang, key in uses:
        first.setdefault(lang, key)
    return "".join(
        tag("a", lang.upper(), cls="bp-back", href=f"#{key}", hreflang=lang, lang="en") for lang, key in first.items()
    )


def _plain(text: str) -> str:
    return escape(writable(text))
