"""What the embedded engine says of sample articles that its rules were not written for.

Whatever it states must be right; how much it states has a floor. A sample and check that fail today are named in
``KNOWN`` (samples_known.py) with the reason: they are expected to fail, and the suite says so when one is mended.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from marked_samples import (
    NAMES,
    SAMPLES,
    Gold,
    brief_for,
    facts_stated,
    interval,
    mark_of,
    marks,
    pieces,
    plan_for,
    read_interval,
    same_days,
    sample,
)
from samples_known import FALSE, KNOWN, MENDED, NO_PARTY, NO_PARTY_ANY_MORE, READ_IN_VAIN, READ_OTHERWISE

from briefing.render.labels import labels_for
from briefing.values import LANGS, Fact, Figure, Lang, Period, Phrase, Qualifier, Span, Status
from briefing.verify.compare import names_stretch, same_qualifier, same_unit, same_value
from briefing.verify.read_target import read_target
from briefing.verify.target import TargetFigure

# Key figures stated in a sentence or a row. Measure again when samples change; a lower floor needs its reason.
DIGEST = "721de910662da53b"
KEY_FIGURES = 254
FLOORS = {"en": 136, "ja": 136}
# Names listed among the parties exactly as a reader would write them.
NAMES_MARKED = 86
NAME_FLOORS = {"en": 46, "ja": 49}


# --- checks: each gives what is wrong, in words --------------------------------


def unsupported(name: str) -> Iterator[str]:
    """Figures of sentences and rows, as values and as read back from the words, that the article does not hold."""
    for lang in LANGS:
        for piece in pieces(brief_for(name, lang)):
            yield from (figure.text for figure in piece.figures if not _held(name, figure))
            for text in _texts(piece):
                yield from (f.text for f in read_target(text, lang) if not f.weak and not _supported(name, f))


def contradicted_status(name: str) -> Iterator[str]:
    for lang in LANGS:
        for piece in pieces(brief_for(name, lang)):
            for figure in _led(name, piece):
                mark = mark_of(name, figure)
                if mark and piece.status and contradict(piece.status, mark.status):
                    yield f"{lang} {figure.text}: {piece.status}, not {mark.status}"


def misread(name: str) -> Iterator[str]:
    """Figures stated with another unit, qualifier or the opposite direction."""
    for figure in _stated(name, "en"):
        mark = mark_of(name, figure)
        if mark and _reads_otherwise(figure, mark.figure):
            yield f"{figure.text}: {figure.unit} {figure.qualifier}, not {mark.figure.unit} {mark.figure.qualifier}"


def misplaced(name: str) -> Iterator[str]:
    """Figures stated of another holder or period than the article's."""
    text = plan_for(name).reading.article.text
    for fact in facts_stated(name):
        for mark in filter(None, (mark_of(name, figure) for figure in _own(fact))):
            holder = fact.slots.get("holder") or fact.slots.get("subj")
            if isinstance(holder, Phrase) and mark.holders and not _named(holder.span.of(text), mark):
                yield f"{mark.figure.text}: of {holder.span.of(text)}, not {mark.holders[0]}"
            if _of_another_time(fact.slots.get("period"), mark):
                yield f"{mark.figure.text}: not in {mark.period}"


def alike(name: str) -> Iterator[str]:
    """Rows that may say the same of two different amounts: what is not stated tells nothing apart."""
    for lang in LANGS:
        missing = {labels_for(lang).text[key] for key in ("see_source", "not_stated")}
        for one, other in combinations(brief_for(name, lang).rows, 2):
            cells = ((one.period, other.period), (one.holder, other.holder))
            if one.label == other.label and all(a == b or {a, b} & missing for a, b in cells):
                yield f"{one.label}: {one.value}, {other.value}"


def uneven(name: str) -> Iterator[str]:
    """Figures that only one of the two languages states."""
    english, japanese = ({f.span for f in _stated(name, lang)} for lang in LANGS)
    text = plan_for(name).reading.article.text
    yield from (span.of(text) for span in english ^ japanese)


CHECKS: dict[str, Callable[[str], Iterator[str]]] = {
    "supported": unsupported,
    "status": contradicted_status,
    "unit and qualifier": misread,
    "holder and period": misplaced,
    "rows told apart": alike,
    "both languages": uneven,
}


def _cases() -> Iterator[object]:
    for name in NAMES:
        for check in CHECKS:
            reason = KNOWN.get((name, check))
            marked = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            yield pytest.param(name, check, id=f"{name}: {check}", marks=marked)


@pytest.mark.parametrize(("name", "check"), list(_cases()))
def test_what_is_stated_is_what_the_article_says(name: str, check: str) -> None:
    assert list(CHECKS[check](name)) == []


@pytest.mark.parametrize(
    ("name", "lang", "words"),
    [
        *(pytest.param(*row[:3], marks=pytest.mark.xfail(reason=row[3], strict=True)) for row in FALSE),
        *(pytest.param(*row[:3]) for row in MENDED),
    ],
)
def test_no_brief_says_what_a_reader_found_wrong(name: str, lang: Lang, words: str) -> None:
    assert [s for s in _sentences(name, lang) if words in s] == []


@pytest.mark.parametrize(
    ("name", "zh"),
    [
        *(pytest.param(*key, marks=pytest.mark.xfail(reason=why, strict=True)) for key, why in NO_PARTY.items()),
        *NO_PARTY_ANY_MORE,
    ],
)
def test_no_piece_of_other_words_becomes_a_party(name: str, zh: str) -> None:
    assert zh not in {party.original for lang in LANGS for party in brief_for(name, lang).parties}


# --- coverage --------------------------------------------------------------------


def test_the_samples_are_those_the_floors_were_measured_on() -> None:
    files = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".toml"))
    assert hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16] == DIGEST
    assert sum(len(_keys(name)) for name in NAMES) == KEY_FIGURES


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_stated_of_the_samples_stays_above_its_floor(lang: Lang) -> None:
    said = {name: {(f.value, f.upper, f.unit) for f in _stated(name, lang)} for name in NAMES}
    assert sum(len(_keys(name) & said[name]) for name in NAMES) >= FLOORS[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_names_in_their_right_form_stay_above_their_floor(lang: Lang) -> None:
    wanted = [(name, row["zh"], row[lang]) for name in NAMES for row in sample(name).get("names", ())]
    found = {(name, party.original, party.name) for name in NAMES for party in brief_for(name, lang).parties}
    assert len(wanted) == NAMES_MARKED
    assert len(found.intersection(wanted)) >= NAME_FLOORS[lang]


def _keys(name: str) -> set[tuple[object, object, str]]:
    """Key figures, each amount once however often the article gives it."""
    return {mark.signature for mark in marks(name) if mark.key}


# --- the marks themselves ----------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_the_engine_reads_is_marked_or_named(name: str) -> None:
    read = [f for f in plan_for(name).reading.figures if mark_of(name, f) is None and not _article(f)]
    assert [f.text for f in read] == READ_IN_VAIN.get(name, [])


@pytest.mark.parametrize("name", NAMES)
def test_every_marked_figure_is_read_as_it_is_marked(name: str) -> None:
    read = plan_for(name).reading.figures
    at = [(mark, [f for f in read if f.span.overlaps(mark.figure.span)]) for mark in marks(name)]
    wrong = [mark.figure.text for mark, found in at if not (len(found) == 1 and _reads_as(found[0], mark.figure))]
    assert wrong == READ_OTHERWISE.get(name, [])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Status.ACTUAL, Status.PLANNED, True),
        (Status.ACTUAL, Status.SIGNED, True),
        (Status.ACTUAL, Status.FORECAST, True),
        (Status.ACTUAL, Status.CUMULATIVE, True),
        (Status.SIGNED, Status.PLANNED, True),
        (Status.STATED, Status.PLANNED, True),
        (Status.STATED, Status.ACTUAL, False),
        (Status.STATED, Status.CUMULATIVE, False),
        (Status.FORECAST, Status.PLANNED, False),
        (Status.SIGNED, Status.SIGNED, False),
    ],
)
def test_which_statuses_contradict_each_other(one: Status, other: Status, expected: bool) -> None:
    assert (contradict(one, other), contradict(other, one)) == (expected, expected)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", LANGS)
def test_model_sentences_say_only_what_is_marked(name: str, lang: Lang) -> None:
    sentences = sample(name)[f"sentences_{lang}"]
    numbers = {n for mark in marks(name) for n in mark.signature[:2]} | {Decimal(1), None}
    found = [f for sentence in sentences for f in read_target(sentence, lang) if not f.weak]
    periods = plan_for(name).reading.periods
    assert [f.text for f in found if not {f.value, f.upper} <= numbers and not names_stretch(f, periods)] == []
    assert 2 <= len(sentences) <= 4


@pytest.mark.parametrize("name", NAMES)
def test_marked_names_stand_in_the_article(name: str) -> None:
    text = plan_for(name).reading.article.text
    assert [row["zh"] for row in sample(name).get("names", ()) if row["zh"] not in text] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("RMB 4.862 billion", True),
        ("RMB 48.62 billion", False),
        ("US$4.862 billion", False),
        ("RMB 4.86 billion", False),
    ],
)
def test_a_changed_power_unit_or_digit_is_not_supported(words: str, expected: bool) -> None:
    (found,) = read_target(words, "en")
    assert _supported("results-01", found) is expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, False),
        ({"qualifier": Qualifier.AT_LEAST}, False),
        ({"qualifier": Qualifier.EXACT}, True),
        ({"unit": "pp"}, True),
        ({"direction": -1}, True),
        ({"direction": 0}, False),
    ],
)
def test_another_unit_qualifier_or_direction_is_misread(changes: dict, expected: bool) -> None:
    marked = Figure(Span(0, 3), "逾三成", Decimal(30), "percent", qualifier=Qualifier.OVER, direction=1)
    assert _reads_otherwise(replace(marked, **changes), marked) is expected


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-H1", "2025-01-01", "2025-06-30"),
        ("2025-Q1..Q3", "2025-01-01", "2025-09-30"),
        ("by 2024-02", "2024-02-01", "2024-02-29"),
        ("2025-01..05", "2025-01-01", "2025-05-31"),
        ("2025-10-01..08", "2025-10-01", "2025-10-08"),
        ("2025-11-03..2026-01-14", "2025-11-03", "2026-01-14"),
        ("2021..2023", "2021-01-01", "2023-12-31"),
    ],
)
def test_marked_periods_are_days(words: str, first: str, last: str) -> None:
    found = interval(words)
    assert found is not None
    assert [day.isoformat() for day in found] == [first, last]


# --- comparing -------------------------------------------------------------------

# What is merely given may have happened; a target may be called a forecast. All else tells an investor two things.
_ALIKE = (
    frozenset({Status.STATED, Status.ACTUAL}),
    frozenset({Status.STATED, Status.CUMULATIVE}),
    frozenset({Status.PLANNED, Status.FORECAST}),
)


def contradict(one: Status, other: Status) -> bool:
    return one is not other and frozenset({one, other}) not in _ALIKE


def _stated(name: str, lang: Lang) -> tuple[Figure, ...]:
    """Figures whose value the words of a sentence or a row give."""
    return tuple(figure for piece in pieces(brief_for(name, lang)) for figure in piece.figures)


def _texts(piece: object) -> tuple[str, ...]:
    text = getattr(piece, "text", None)
    return (text,) if text is not None else (piece.value, piece.change)  # type: ignore[attr-defined]


def _sentences(name: str, lang: Lang) -> list[str]:
    return [text for piece in pieces(brief_for(name, lang)) for text in (*_texts(piece), getattr(piece, "label", ""))]


def _article(figure: Figure) -> bool:
    """一 before a measure word is mostly an article."""
    return figure.value == 1 and figure.unit == "count"


def _held(name: str, figure: Figure) -> bool:
    mark = mark_of(name, figure)
    return _article(figure) if mark is None else figure.signature[:2] == mark.signature[:2]


def _supported(name: str, found: TargetFigure) -> bool:
    held = any(same_value(m.figure, found) and same_unit(m.figure, found.unit) for m in marks(name))
    return held or names_stretch(found, plan_for(name).reading.periods)


def _reads_otherwise(read: Figure, marked: Figure) -> bool:
    units = {read.unit, marked.unit}
    other_unit = len(units) > 1 and units != {"", "count"}
    return other_unit or not same_qualifier(marked.qualifier, read.qualifier) or read.direction * marked.direction < 0


def _reads_as(read: Figure, marked: Figure) -> bool:
    return (read.value, read.upper) == (marked.value, marked.upper) and not _reads_otherwise(read, marked)


def _led(name: str, piece: object) -> list[Figure]:
    """The figures a piece's status is told of: a row's first, the first fact's of a sentence; changes have none."""
    figures = piece.figures  # type: ignore[attr-defined]
    if not hasattr(piece, "text"):
        return [f for f in figures[:1] if not _change(name, f)]
    lead = piece.spans[:1]  # type: ignore[attr-defined]
    return [f for f in figures if any(span.holds(f.span) for span in lead) and not _change(name, f)]


def _change(name: str, figure: Figure) -> bool:
    mark = mark_of(name, figure)
    return mark is not None and mark.figure.direction != 0


def _own(fact: Fact) -> list[Figure]:
    """The figures of a fact's own time: what it is set beside (去年同期净亏损2300万美元) is of another."""
    beside = fact.slots.get("basevalue")
    return [figure for figure in fact.figures if fact.span.holds(figure.span) and figure != beside]


def _named(words: str, mark: Gold) -> bool:
    """Whether a holder is among the words; 黑龙江 is 黑龙江省."""
    return any(form in words for holder in mark.holders for form in (holder, holder.rstrip("省市县")))


def _of_another_time(period: object, mark: Gold) -> bool:
    marked = interval(mark.period) if mark.period else None
    if marked is None or not isinstance(period, Period):
        return False
    read = read_interval(period, year=marked[0].year)
    return read is not None and not same_days(marked, read)
