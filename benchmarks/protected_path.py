"""What the protected path does to real machine translations: wrong figures before and after, right sentences kept.

    python benchmarks/protected_path.py RECORDED_DIR --labels LABELS.jsonl --judge TOOLS_DIR [--systems NAME …]

RECORDED_DIR holds ``*.jsonl.gz`` with lines ``{"id", "zh", SYSTEM: English, …}``;
LABELS.jsonl has the figures of some of these sentences with a verdict made by
hand; TOOLS_DIR holds ``figures.py``, a reader of numbers that shares no code
with this project. Prints a Markdown table. Each sentence is an article of its
own, so nothing is known but what it says itself.

A figure counts as wrong where its number, read by the judge, stands nowhere in
the Chinese, or where a person labelled it so. The judge reads neither clock
times ("0745 hours"), nor units with a digit (m2, PM2.5), nor metres ("50m", where
the Chinese has 米), nor numbers in words over a hundred, nor Chinese decimals in
characters (五点二): all but the last are taken out of the English and the last is
put in digits before it reads; what it still finds is listed with ``--show`` for a
person to judge. A sentence counts as right
where the judge finds every number of the Chinese and no other; it is kept where
the path neither refuses nor repairs it (names and number forms in the house
style are no repair). Numbers are all that the judge sees: a sentence with a wrong
name, month or denial counts as right for it.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import re
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
                guarded = _guarded(reader, entry["zh"], entry[system])
                _by_reading(tally, guarded, judge)
                if options.show and (wrong := _wrong(_without_originals(guarded), entry["zh"], judge)):
                    print(f"{system} {entry['id']}: {wrong} {entry['zh']} | {guarded.text}", file=sys.stderr)
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


_CLOCK = re.compile(
    r"\b\d{1,2}[:.]?\d{2}\s?(?:hours|[ap]\.?m\b)|\b(?:km|cm|mm|m)[23]\b|\bPM\s?2\.5|\b0\d{3}\s?hours", re.IGNORECASE
)
_SPELLED = re.compile(
    r"\b(?:[a-z]+ )?hundred(?: and)? [a-z -]+(?:thousand|million)\b|[a-z]+ hundred and [a-z-]+", re.IGNORECASE
)
_METRES = re.compile(r"\b[\d,]+m\b")
_DECIMAL = re.compile("([零一二三四五六七八九十百]+)点([零一二三四五六七八九]+)")
_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")}


def _plain(text: str, source: str) -> str:
    """The text without what the judge cannot read (see above)."""
    metres = _METRES.sub(" ", text) if "米" in source else text
    return _SPELLED.sub(" ", _CLOCK.sub(" ", metres))


def _numbers(source: str, judge: ModuleType) -> list[float]:
    """Every number the Chinese may be read as."""
    spelled = _DECIMAL.sub(lambda m: f"{int(judge.cjk(m[1])[-1])}.{''.join(_DIGITS[c] for c in m[2])}", source)
    return [*judge.cjk(source), *judge.cjk(spelled), *judge.en(source)]


def _guarded(reader: Reader, source: str, target: str) -> Guarded:
    span = Span(0, len(source))
    reading = reader.read(Article("sentence", source, "", None, (Paragraph(source, span),)))
    passage = Passage(span, source, target, "" if target.strip() else "empty")
    return Guard(reading, reader.lexicon, "en").one(passage)


def _by_reading(tally: Tally, guarded: Guarded, judge: ModuleType) -> None:
    source, target = guarded.passage.source, guarded.passage.target
    tally.sentences += 1
    tally.outcomes[guarded.outcome] += 1
    _count(tally.before, target, source, judge)
    _count(tally.after, _without_originals(guarded), source, judge)
    stated = judge.en(target)
    if all(judge.has(v, stated) for v in judge.whole(source)) and not _wrong(target, source, judge):
        tally.right += 1
        tally.kept += guarded.outcome == "kept"


def _count(counts: Counter[str], text: str, source: str, judge: ModuleType) -> None:
    counts["stated"] += len(judge.en(_plain(text, source), strict=True))
    counts["wrong"] += len(_wrong(text, source, judge))


def _wrong(text: str, source: str, judge: ModuleType) -> list[float]:
    numbers = _numbers(source, judge)
    return [value for value in judge.en(_plain(text, source), strict=True) if not judge.has(value, numbers)]


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
            tally.after["wrong"] += len(_wrong(_without_originals(guarded), label["zh"], judge))
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
    parser.add_argument("--show", action="store_true", help="list what the judge finds after the path")
    parser.add_argument("--systems", nargs="+", default=["opus-mt-zh-en", "nllb"])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
