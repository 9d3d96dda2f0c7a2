"""Key points and quotations beside the Chinese that proves them, in a table of two columns.

Owns that layout; the sentences, their marks and all other sections are as in
the plain one. Knows nothing of templates.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.render.comments import review_words
from briefing.render.ooxml import Element, run, table
from briefing.render.sections import Desk, statement
from briefing.render.writable import one_line
from briefing.values import Statement

# The Chinese says as much on less room.
_CHINESE_SHARE = 0.42


def beside_source(desk: Desk, section: str) -> list[Element]:
    """The statements of a section, each beside its source sentences; nothing where there are none."""
    held: Sequence[Statement] = getattr(desk.brief, section)
    if not held:
        return []
    words = review_words(desk.lang)
    chinese = round(desk.width * _CHINESE_SHARE)
    texts = {source.number: source.text for source in desk.brief.sources}
    heads = [[desk.block("Table Head", desk.words(text))] for text in (words["original"], words["target"])]
    rows: list[list[Sequence[Element]]] = [list(heads)]
    for sentence in held:
        proof = [
            desk.block("Source Text", run(f"[{ref}] {one_line(texts[ref])}", east=True))
            for ref in dict.fromkeys(sentence.refs)
        ]
        said = desk.block("Table Text", *statement(desk, sentence, section))
        rows.append([proof or [desk.block("Source Text")], [said]])
    widths = [chinese, desk.width - chinese]
    return [table(desk.styles["table", "Brief Table"], desk.labels.sections[section], widths, rows)]
