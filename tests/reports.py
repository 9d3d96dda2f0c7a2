"""Small reports for the tests of what shows them: findings at places a person can count."""

from __future__ import annotations

from briefing.review.values import Bitext, Kind, Located, Match, Report, Segment
from briefing.values import Finding, Lang, Severity, Span


def found(
    code: str,
    *,
    source: tuple[int, str] | None = None,
    target: tuple[int, str] | None = None,
    severity: Severity = Severity.ERROR,
    message: str = "is wrong",
    texts: tuple[tuple[str, ...], tuple[str, ...]],
) -> Located:
    """A finding at the first place where its words stand in the segment; empty words mark none."""
    left, right = _span(source, texts[0]), _span(target, texts[1])
    finding = Finding(code, severity, message, left, right, source[1] if source else "", target[1] if target else "")
    return Located(finding, source[0] if source else None, target[0] if target else None)


def _span(at: tuple[int, str] | None, texts: tuple[str, ...]) -> Span | None:
    if at is None or not at[1]:
        return None
    start = texts[at[0]].index(at[1])
    return Span(start, start + len(at[1]))


def report(
    sources: tuple[str, ...],
    targets: tuple[str, ...],
    *located: Located,
    lang: Lang = "en",
    kind: Kind = "translation",
    matches: tuple[Match, ...] | None = None,
) -> Report:
    """A report whose segments belong together one by one, unless ``matches`` says otherwise."""
    bitext = Bitext(
        tuple(Segment(text, f"paragraph {n}") for n, text in enumerate(sources, start=1)),
        tuple(Segment(text, f"paragraph {n}") for n, text in enumerate(targets, start=1)),
        source_name="a.txt",
        target_name="b.docx",
    )
    same = tuple(Match((n,), (n,)) for n in range(min(len(sources), len(targets))))
    return Report(bitext, lang, kind, same if matches is None else matches, located)


ZH = ("公司投资5亿元。", "员工3000人。")
EN = ("The company invested 5 billion yuan.", "It has 300 staff.")
VALUE = found(
    "figure.value",
    source=(0, "5亿元"),
    target=(0, "5 billion yuan"),
    message="5亿元 became 5 billion yuan",
    texts=(ZH, EN),
)
STAFF = found(
    "figure.value",
    source=(1, "3000人"),
    target=(1, "300"),
    severity=Severity.WARNING,
    message="3000人 became 300",
    texts=(ZH, EN),
)
WHOLE = found("name.two_forms", severity=Severity.NOTE, message="a name has two forms", texts=(ZH, EN))
