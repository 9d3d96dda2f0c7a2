"""A report as Word comments in a copy of the translation.

Owns what a comment says, and that the copy is the file that was checked.
Where a finding stands is for ``comment_places`` to say, how a comment is
written for ``word_marks``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefing.errors import UsageError
from briefing.read.draft import clean
from briefing.read.kind import binary_kind
from briefing.render.files import write_atomic
from briefing.render.package import package_bytes
from briefing.review.comment_places import source_sentence, spot_of
from briefing.review.files import file_bytes
from briefing.review.values import Located, Report
from briefing.review.word_marks import CommentedPassage
from briefing.review.word_pairs import word_pairs
from briefing.review.word_text import Passage, open_word, passages

# A comment is read beside the text: a long Chinese sentence is cut.
_LONGEST = 200


def annotate(report: Report, target: Path, out: Path) -> None:
    """Write ``out``: the Word file ``target`` with a comment for every finding; the same input gives the same bytes.

    Raises UsageError where ``target`` is no Word file, not the one that was checked, or ``out`` itself.
    """
    where = str(target)
    if out.exists() and target.exists() and out.samefile(target):
        raise UsageError(f"{out}: is the translation itself", hint="give the commented copy another name")
    data = file_bytes(where)
    if binary_kind(data, where=where) != "docx":
        raise UsageError(f"{where}: only a Word file takes comments", hint="save the translation as .docx")
    document = open_word(data, where=where)
    found = _checked(report, document, where)
    places: dict[int, CommentedPassage] = {}
    for located in report.findings:
        spot = spot_of(report, located)
        if spot is not None:
            passage = places.setdefault(spot.segment, CommentedPassage(found[spot.segment]))
            passage.add(document, spot.span.start, spot.span.end, comment_lines(report, located))
    write_atomic(out, package_bytes(document.part.package))


def comment_lines(report: Report, located: Located) -> list[str]:
    """What is wrong, and the Chinese it should say, with its place."""
    finding = located.finding
    lines = [f"{str(finding.severity).capitalize()}: {clean(finding.message)} ({finding.code})"]
    place = f" ({report.bitext.source[located.source].place})" if located.source is not None else ""
    if finding.source_text:
        lines.append(f"Chinese{place}: {clean(finding.source_text)}")
    sentence = clean(source_sentence(report, located))
    if sentence and sentence != clean(finding.source_text):
        lines.append(_cut(sentence, clean(finding.source_text)))
    return lines


def _cut(sentence: str, words: str) -> str:
    """The part of a long sentence around the words."""
    if len(sentence) <= _LONGEST:
        return sentence
    middle = max(sentence.find(words), 0) + len(words) // 2
    start = max(0, min(middle - _LONGEST // 2, len(sentence) - _LONGEST))
    end = start + _LONGEST
    return f"{'…' if start else ''}{sentence[start:end]}{'…' if end < len(sentence) else ''}"


def _checked(report: Report, document: Any, where: str) -> list[Passage]:
    """The passages of the file, one for each segment of the report's target."""
    if report.bitext.paired:
        found = [target for _, target in word_pairs(document, where=where, lang=report.lang)]
    else:
        found = passages(document, where=where)
    if [passage.segment for passage in found] != list(report.bitext.target):
        raise UsageError(
            f"{where}: is not the translation that was checked", hint="check it again and ask for its comments then"
        )
    return found
