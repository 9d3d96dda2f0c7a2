"""How fast ``briefing check --pairs`` is, beside a comparison of digit strings, and whether its memory stays flat.

    python benchmarks/check_pairs.py                      # 1,000 pairs, five runs each, in turn
    python benchmarks/check_pairs.py --pairs 5000 --runs 9 --memory 100000

The pairs are made here from a few patterns with amounts by chance, one in ten of
those with an amount of money wrong by a power of ten. The peer does what checkers of translation tools do:
it asks whether the runs of digits of both sides are the same. Both read the same
bytes, decode the same JSON and write their answers into nothing. ``--memory``
runs the command itself on so many pairs and asks what it took at most. Ends with
1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from briefing import check_cli

SECONDS_A_THOUSAND = 5.0
MEMORY_GROWTH_MB = 50
PATTERNS = (
    (
        "{name}公司昨日宣布，将投资{yi}亿元建设新工厂，占地{mu}亩，预计{year}年{month}月投产，同比增长{rate}%。",
        "{name} said yesterday that it would invest {million} million yuan in a new plant on {mu} mu, which is to open "
        "in {month_en} {year}, up {rate} percent year on year.",
    ),
    ("截至{year}年底，{name}员工达到{staff}人。", "At the end of {year}, {name} had {staff} employees."),
    (
        "会议由市长主持，有关部门负责人参加。",
        "The meeting was chaired by the mayor; heads of the departments took part.",
    ),
    (
        "{year}年前三季度，实现营业收入{yi}亿元。",
        "In the first three quarters of {year}, revenue came to {million} million yuan.",
    ),
)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        file = _written(Path(folder), options.pairs)
        ways = {"briefing check --pairs": _ours, "digit runs": _peer}
        times: dict[str, list[float]] = {name: [] for name in ways}
        alarms: dict[str, tuple[int, int]] = {}
        for _ in range(options.runs + 1):  # the first fills caches and is not counted
            for name, way in ways.items():
                seconds, alarms[name] = _timed(way, file)
                times[name].append(seconds)
        slow = _table({name: runs[1:] for name, runs in times.items()}, alarms, options.pairs)
        grown = _memory(Path(folder), options.memory) if options.memory else False
    return int(slow or grown)


def _pairs(count: int) -> Iterator[dict[str, object]]:
    chance = random.Random(5)
    for number in range(count):
        source, target = chance.choice(PATTERNS)
        amount = chance.randint(11, 9999)
        wrong = "{million}" in target and chance.random() < 0.1
        words = {
            "name": chance.choice("甲乙丙丁"),
            "yi": f"{amount / 100:.2f}",
            "million": f"{amount * (10 if wrong else 1):,}",
            "mu": chance.randint(11, 900),
            "year": chance.randint(2010, 2029),
            "rate": f"{chance.randint(11, 999) / 10:.1f}",
            "staff": f"{chance.randint(1000, 99999)}",
        }
        month = chance.randint(1, len(MONTHS))
        words |= {"month": month, "month_en": MONTHS[month - 1]}
        name = {"甲": "Jia", "乙": "Yi", "丙": "Bing", "丁": "Ding"}[str(words["name"])]
        yield {
            "id": f"{number}{'!' if wrong else ''}",
            "source": source.format(**words),
            "target": target.format(**words | {"name": name}),
        }


def _written(folder: Path, count: int) -> Path:
    file = folder / f"{count}.jsonl"
    with file.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(pair, ensure_ascii=False) + "\n" for pair in _pairs(count))
    return file


def _ours(file: Path) -> Iterator[str]:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        check_cli.check(check_cli.Asked(to="en", pairs=str(file), as_json=True))
    for line in said.getvalue().splitlines():
        answer = json.loads(line)
        if any(finding["severity"] == "error" for finding in answer["findings"]):
            yield answer["id"]


def _peer(file: Path) -> Iterator[str]:
    said: list[str] = []
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            left, right = (sorted(DIGITS.findall(pair[side].replace(",", ""))) for side in ("source", "target"))
            said.append(json.dumps({"id": pair["id"], "findings": [] if left == right else [left, right]}))
    for line in said:
        answer = json.loads(line)
        if answer["findings"]:
            yield answer["id"]


def _timed(way: Callable[[Path], Iterator[str]], file: Path) -> tuple[float, tuple[int, int]]:
    """Seconds of processor time, and how many alarms were right and wrong."""
    start = time.process_time()
    alarmed = list(way(file))
    seconds = time.process_time() - start
    right = sum(identity.endswith("!") for identity in alarmed)
    return seconds, (right, len(alarmed) - right)


def _table(times: dict[str, list[float]], alarms: dict[str, tuple[int, int]], count: int) -> bool:
    wrong = sum(str(pair["id"]).endswith("!") for pair in _pairs(count))
    medians = {name: statistics.median(runs) for name, runs in times.items()}
    fastest = min(medians.values())
    print(f"{count:,} pairs, {wrong} of them wrong; medians of {len(next(iter(times.values())))} runs, one core")
    print("| | seconds (fastest to slowest) | pairs a second | times the peer's | wrong pairs found | false alarms |")
    print("|---|---|---|---|---|---|")
    for name, seconds in medians.items():
        right, false = alarms[name]
        spread = f"{min(times[name]):.3f} to {max(times[name]):.3f}"
        rate = f"{count / seconds:,.0f}"
        print(f"| {name} | {seconds:.3f} ({spread}) | {rate} | {seconds / fastest:.1f} | {right} | {false} |")
    missed = medians["briefing check --pairs"] / count * 1000 > SECONDS_A_THOUSAND
    if missed:
        print(f"missed: {SECONDS_A_THOUSAND:g} s a thousand pairs", file=sys.stderr)
    return missed


def _memory(folder: Path, count: int) -> bool:
    """The command on few and on many pairs: what the many took more at most."""
    few = _peak(_written(folder, 2000))
    many = _peak(_written(folder, count))
    print(f"most memory: {few:.0f} MB for 2,000 pairs, {many:.0f} MB for {count:,} pairs")
    missed = many - few > MEMORY_GROWTH_MB
    if missed:
        print(f"missed: no more than {MEMORY_GROWTH_MB} MB of growth", file=sys.stderr)
    return missed


def _peak(file: Path) -> float:
    """Megabytes at most of a process of its own, told by the process.

    What the system tells of children counts the parent's memory at their start, which would hide growth below it.
    """
    command = ["check", "--pairs", str(file), "--to", "en", "--json"]
    code = f"from briefing.cli import run; run({command!r}); import sys; print({_PEAK}, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    return int(done.stderr.split()[-1]) / 1024


_PEAK = "next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM:'))"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--memory", type=int, default=0, metavar="PAIRS", help="also measure the memory of so many")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
