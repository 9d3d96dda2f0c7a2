"""``briefing check --pairs`` beside two checkers that compare digits, on translations labelled by hand.

    python benchmarks/checkers.py LABELS.jsonl --judge score_checks.py --toolkit PYTHON

LABELS.jsonl has a line a sentence: ``{"zh", "en", "figures": [{"zh", "verdict",
"neutral"?}, …], "added", "stratum"?}``. The judge is a script of its own that runs a checker
on these sentences and prints how many serious errors it caught and on how many
right figures it raised an alarm: a figure is hit where an error overlaps it.
PYTHON is the interpreter of an environment that holds translate-toolkit, which
is no dependency of this project:

    python -m venv toolkit && toolkit/bin/pip install translate-toolkit

``pofilter`` and the comparison of digits speak of whole sentences only, and the
judge does not count a finding without a place. So a flagged sentence is given to
it as one error from its first to its last character: it catches every wrong
figure of the sentence, and alarms on every right one. As this is hard on who
names no place, a column counts sentences too: of those in which every figure
is right and none was added, how many were flagged for a figure or date. Prints a
Markdown table.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Speed is told of so many pairs at least, the labelled ones over and over: the start of a program counts little then.
PAIRS_TIMED = 3000
DIGITS = re.compile(r"\d+(?:\.\d+)?")
CAUGHT = re.compile(r"^(?:\w+ +)(\d+)/(\d+)$", re.MULTILINE)
ALARMS = re.compile(r"false alarms on ([\d.]+)% of (\d+) right figures")

Pair = dict[str, str]
Checker = Callable[[Path, Path], None]


@dataclass(frozen=True, slots=True)
class Row:
    """What one checker did."""

    name: str
    caught: int
    errors: int
    alarms: str
    figures: int
    flagged: int
    sentences: int
    rate: float


def main() -> int:
    options = _options()
    if options.digit_runs:
        _digit_runs(options.labels, options.digit_runs)
        return 0
    labels = [json.loads(line) for line in options.labels.read_text(encoding="utf-8").splitlines()]
    if options.stratum:
        labels = [label for label in labels if label.get("stratum") == options.stratum]
    if not labels:
        sys.exit(f"error: {options.labels}: no sentence of the stratum {options.stratum}")
    checkers: dict[str, Checker] = {"briefing check --pairs": _briefing}
    if options.toolkit:
        checkers[f"pofilter -t numbers ({_version(options.toolkit)})"] = _Pofilter(options.toolkit)
    checkers["the same digits on both sides"] = _digits
    with tempfile.TemporaryDirectory() as folder:
        rows = [_row(name, checker, labels, options, Path(folder)) for name, checker in checkers.items()]
    _print(rows, options.runs)
    return 0


# --- the checkers: a file of pairs in, a file of answers out -----------------


def _briefing(pairs: Path, answers: Path) -> None:
    command = [sys.executable, "-m", "briefing", "check", "--pairs", str(pairs), "--to", "en", "--json"]
    with answers.open("w", encoding="utf-8") as out:
        # 1 is the exit code of a check that found errors, too.
        subprocess.run(command, stdout=out, check=False)


def _digits(pairs: Path, answers: Path) -> None:
    subprocess.run([sys.executable, __file__, str(pairs), "--digit-runs", str(answers)], check=True)


def _digit_runs(pairs: Path, answers: Path) -> None:
    """Flag a pair whose runs of digits are not those of the other side, in any order."""
    flagged = set()
    read = list(_pairs(pairs))
    for pair in read:
        left, right = (sorted(DIGITS.findall(pair[side].replace(",", ""))) for side in ("source", "target"))
        if left != right:
            flagged.add(pair["id"])
    _write_flags(read, flagged, answers)


@dataclass(frozen=True, slots=True)
class _Pofilter:
    """translate-toolkit's check of numbers, in an environment of its own."""

    python: str

    def __call__(self, pairs: Path, answers: Path) -> None:
        read = list(_pairs(pairs))
        po, failed = answers.with_suffix(".po"), answers.with_suffix(".failed.po")
        po.write_text(po_file(read), encoding="utf-8")
        failed.unlink(missing_ok=True)  # it writes none where nothing fails
        command = [self.python, "-m", "translate.filters.pofilter", "--language=en", "--progress=none", "-t", "numbers"]
        subprocess.run([*command, str(po), str(failed)], check=True, stdout=subprocess.DEVNULL)
        _write_flags(read, flagged_units(failed.read_text(encoding="utf-8")) if failed.exists() else set(), answers)


def po_file(pairs: Sequence[Pair]) -> str:
    """The pairs as units; the context is the number, so that equal sentences stay apart."""
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    units = (
        f"\nmsgctxt {_quoted(pair['id'])}\nmsgid {_quoted(pair['source'])}\nmsgstr {_quoted(pair['target'])}\n"
        for pair in pairs
    )
    return head + "".join(units)


def _quoted(text: str) -> str:
    # JSON's escapes of what can stand in a sentence are those of PO.
    return json.dumps(text, ensure_ascii=False)


def flagged_units(po: str) -> set[str]:
    """The numbers of the units of a file that holds only what failed."""
    return set(re.findall(r'^msgctxt "(.+)"$', po, re.MULTILINE))


def _pairs(file: Path) -> Iterator[Pair]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _write_flags(pairs: Sequence[Pair], flagged: set[str], answers: Path) -> None:
    with answers.open("w", encoding="utf-8") as out:
        for pair in pairs:
            whole = {"severity": "error", "source": {"start": 0, "end": len(pair["source"])}}
            answer = {"id": pair["id"], "findings": [whole] if pair["id"] in flagged else []}
            out.write(json.dumps(answer) + "\n")


# --- what they are worth -----------------------------------------------------


def _row(name: str, checker: Checker, labels: list[dict[str, Any]], options: argparse.Namespace, folder: Path) -> Row:
    pairs, answers = folder / "pairs.jsonl", folder / "answers.jsonl"
    _write_pairs(labels, len(labels), pairs)
    checker(pairs, answers)
    said = _judged(options.judge, labels, answers)
    verdicts = CAUGHT.findall(said)
    alarms = ALARMS.search(said)
    if not verdicts or alarms is None or said.startswith("only"):
        sys.exit(f"error: {options.judge} did not score {name}: {said.strip()[-300:]}")
    flagged, sentences = flagged_right(labels, _flagged(answers))
    caught, errors = (sum(int(verdict[place]) for verdict in verdicts) for place in (0, 1))
    rate = _rate(checker, labels, options.runs, folder)
    return Row(name, caught, errors, alarms[1], int(alarms[2]), flagged, sentences, rate)


def _judged(judge: Path, labels: list[dict[str, Any]], answers: Path) -> str:
    chosen = answers.with_name("labels.jsonl")
    chosen.write_text("".join(json.dumps(label) + "\n" for label in labels), encoding="utf-8")
    command = [sys.executable, str(judge), str(chosen), "--", "cat", str(answers)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _flagged(answers: Path) -> set[int]:
    with answers.open(encoding="utf-8") as lines:
        return {int(answer["id"]) for answer in map(json.loads, lines) if any(map(_of_number, answer["findings"]))}


def _of_number(finding: dict[str, Any]) -> bool:
    """Whether it is an error in a figure or date; who looks at nothing else names no kind."""
    return finding["severity"] == "error" and finding.get("kind", "figure") in ("figure", "date")


def flagged_right(labels: Sequence[dict[str, Any]], flagged: set[int]) -> tuple[int, int]:
    """Of the sentences in which every figure is right and none was added: how many are flagged, and how many there are.

    A figure the labels leave open makes the sentence none of these.
    """
    right = {
        number
        for number, label in enumerate(labels)
        if not label.get("added") and all(f["verdict"] == "ok" and not f.get("neutral") for f in label["figures"])
    }
    return len(right & flagged), len(right)


def _rate(checker: Checker, labels: list[dict[str, Any]], runs: int, folder: Path) -> float:
    """Pairs a second of one core's time, the start of the program and its files included; the median."""
    pairs, answers = folder / "many.jsonl", folder / "many.answers.jsonl"
    count = -(-PAIRS_TIMED // len(labels)) * len(labels)
    _write_pairs(labels, count, pairs)
    return count / statistics.median(_seconds(checker, pairs, answers) for _ in range(runs))


def _seconds(checker: Checker, pairs: Path, answers: Path) -> float:
    before = _used()
    checker(pairs, answers)
    return _used() - before


def _used() -> float:
    """Seconds of processor time of this program and of those it ran."""
    use = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in use)


def _write_pairs(labels: list[dict[str, Any]], count: int, file: Path) -> None:
    with file.open("w", encoding="utf-8") as out:
        for number in range(count):
            label = labels[number % len(labels)]
            pair = {"id": str(number), "source": label["zh"], "target": label["en"]}
            out.write(json.dumps(pair, ensure_ascii=False) + "\n")


def _print(rows: Sequence[Row], runs: int) -> None:
    first = rows[0]
    print(
        f"| | of {first.errors} serious errors caught | of {first.figures} right figures, false alarms "
        f"| of {first.sentences} right sentences, flagged | pairs a second |"
    )
    print("|---|---|---|---|---|")
    for row in rows:
        share = f"{100 * row.caught / row.errors:.1f} %"
        print(f"| {row.name} | {row.caught} ({share}) | {row.alarms} % | {row.flagged} | {row.rate:,.0f} |")
    print(f"medians of {runs} runs, one core", file=sys.stderr)


def _version(python: str) -> str:
    code = "import translate.__version__ as v; print(v.sver)"
    said = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    if said.returncode:
        sys.exit(f"error: {python}: has no translate-toolkit\nhint: {python} -m pip install translate-toolkit")
    return f"translate-toolkit {said.stdout.strip()}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--judge", type=Path, help="the script that scores answers by the labels")
    parser.add_argument("--toolkit", metavar="PYTHON", help="an interpreter that has translate-toolkit")
    parser.add_argument("--stratum", metavar="NAME", help="only sentences of this stratum of the labels")
    parser.add_argument("--runs", type=int, default=5, help="how often the speed is taken")
    # How this script runs itself, so that every checker is a program that starts, reads, writes and ends.
    parser.add_argument("--digit-runs", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not options.digit_runs and options.judge is None:
        parser.error("--judge is needed")
    return options


if __name__ == "__main__":
    sys.exit(main())
