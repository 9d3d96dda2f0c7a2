"""What the protected path does to real machine translations: wrong figures before and after, right sentences kept.

    python benchmarks/protected_path.py RECORDED_DIR --labels LABELS.jsonl --judge TOOLS_DIR [--systems NAME …]

RECORDED_DIR holds ``*.jsonl.gz`` with lines ``{"id", "zh", SYSTEM: English, …}``;
LABELS.jsonl has the figures of some of these sentences with a verdict made by
hand; TOOLS_DIR holds ``figures.py``, a reader of numbers that shares no code
with this project. Prints a Markdown table. Each sentence is an article of its
own, so nothing is known but what it says itself.

A figure counts as wrong where its number, read by the judge, stands nowhere in
the Chinese (``wrong``), or where a person labelled it so. A sentence counts as
right where the judge finds every number of the Chinese and no other; it is kept
where the path neither refuses nor repairs it (names and number forms in the
house style are no repair).
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.protect.passages import Passage
from briefing.protect.path import Guard, Guarded
from briefing.values import Article, Paragraph, Span

WRONG = ("wrong_value", "wrong_unit", "sign_or_direction_wrong")


@dataclass(slots=True)
class Tally:
    """Counts of one system."""

    sentences: int = 0
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    right: int = 0
    kept: int = 0


def main() -> int:
    options = _options()
    judge = _judge(options.judge)
    reader = Reader(terms.built_in(), rules.built_in())
    entries = list(_entries(options.recorded))
    labels = [json.loads(line) for line in options.labels.read_text(encoding="utf-8").splitlines()]
    print(
        "| system | sentences with a figure | figures stated | wrong, as the model wrote | after the path "
        "| sentences kept, of those right | refused |"
    )
    print("|---|---|---|---|---|---|---|")
    for system in options.systems:
        tally = Tally()
        for entry in entries:
            if judge.cjk(entry["zh"]) and entry.get(system) is not None:
                _by_reading(tally, _guarded(reader, entry["zh"], entry[system]), judge)
        print(_row(system, tally))
    print()
    print(
        "| system | labelled figures stated | wrong, as the model wrote | after the path "
        "| sentences kept, of those right |"
    )
    print("|---|---|---|---|---|")
    for system in options.systems:
        tally = Tally()
        for label in labels:
            if label["system"].startswith(system.split("-")[0]):
                _by_label(tally, _guarded(reader, label["zh"], label["en"]), label, judge)
        print(_label_row(system, tally))
    return 0


def _guarded(reader: Reader, source: str, target: str) -> Guarded:
    span = Span(0, len(source))
    reading = reader.read(Article("sentence", source, "", None, (Paragraph(source, span),)))
    passage = Passage(span, source, target, "" if target.strip() else "empty")
    return Guard(reading, reader.lexicon, "en").one(passage)


def _by_reading(tally: Tally, guarded: Guarded, judge: ModuleType) -> None:
    source, target = guarded.passage.source, guarded.passage.target
    numbers = judge.cjk(source) + judge.en(source)
    tally.sentences += 1
    tally.outcomes[guarded.outcome] += 1
    _count(tally.before, target, numbers, judge)
    _count(tally.after, _without_originals(guarded), numbers, judge)
    stated = judge.en(target)
    if all(judge.has(v, stated) for v in judge.whole(source)) and not _wrong(target, numbers, judge):
        tally.right += 1
        tally.kept += guarded.outcome == "kept"


def _count(counts: Counter[str], text: str, numbers: list[float], judge: ModuleType) -> None:
    counts["stated"] += len(judge.en(text, strict=True))
    counts["wrong"] += len(_wrong(text, numbers, judge))


def _wrong(text: str, numbers: list[float], judge: ModuleType) -> list[float]:
    return [value for value in judge.en(text, strict=True) if not judge.has(value, numbers)]


def _without_originals(guarded: Guarded) -> str:
    text = guarded.text
    for entity in guarded.said:
        text = text.replace(f" ({entity.zh})", "")
    return text


def _by_label(tally: Tally, guarded: Guarded, label: dict, judge: ModuleType) -> None:  # type: ignore[type-arg]
    """After the path a refused sentence states nothing; a repaired one is read by the judge."""
    figures = [f for f in label["figures"] if not f.get("neutral")]
    bad = [f for f in figures if f["verdict"] in WRONG]
    tally.before["stated"] += sum(f["verdict"] != "dropped" for f in figures)
    tally.before["wrong"] += len(bad) + len(label["added"])
    if guarded.text:
        tally.after["stated"] += sum(f["verdict"] != "dropped" for f in figures)
        if guarded.outcome == "kept":
            tally.after["wrong"] += len(bad) + len(label["added"])
        else:
            tally.after["wrong"] += len(_wrong(_without_originals(guarded), judge.cjk(label["zh"]), judge))
    if all(f["verdict"] == "ok" for f in figures) and not label["added"]:
        tally.right += 1
        tally.kept += guarded.outcome == "kept"


def _row(system: str, tally: Tally) -> str:
    refused = tally.sentences - tally.outcomes["kept"] - tally.outcomes["repaired"]
    return (
        f"| {system} | {tally.sentences} | {tally.before['stated']} | {_share(tally.before)} | {_share(tally.after)} "
        f"| {tally.kept}/{tally.right} ({_percent(tally.kept, tally.right)}) | {_percent(refused, tally.sentences)} |"
    )


def _label_row(system: str, tally: Tally) -> str:
    return (
        f"| {system} | {tally.before['stated']} | {_share(tally.before)} | {_share(tally.after)} "
        f"| {tally.kept}/{tally.right} ({_percent(tally.kept, tally.right)}) |"
    )


def _share(counts: Counter[str]) -> str:
    return f"{counts['wrong']}/{counts['stated']} ({_percent(counts['wrong'], counts['stated'])})"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.2f} %"


def _entries(folder: Path) -> Iterator[dict[str, str]]:
    for file in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _judge(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("judge", folder / "figures.py")
    if spec is None or spec.loader is None:
        sys.exit(f"error: {folder}: holds no figures.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recorded", type=Path)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--judge", type=Path, required=True)
    parser.add_argument("--systems", nargs="+", default=["opus-mt-zh-en", "nllb"])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
