"""How many articles a second a batch makes with one process and with two, and whether its memory stays flat.

    python benchmarks/batch.py                           # 300 articles each, three rounds
    python benchmarks/batch.py --articles 100 --rounds 1 --memory 5000

Each article is made from the seeds with names and figures of its own and gives two Word files and a JSON file, read
back and synced to disk. The two settings take turns; told are medians and the median of the rounds' ratios. The
clock starts when every process has made a few articles and stops with the last: starting the processes is not in it,
and told beside. ``--memory`` has one process make so many articles and asks every
tenth of the way what it holds; growth counts from the first tenth on, when all tables are loaded. Workers are
not replaced during it. Ends with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from batches import batch, desk, found
from made_articles import write_articles

from briefing.jobs.ledger import Ledger
from briefing.jobs.run import run_batch
from briefing.jobs.values import Item, State
from briefing.jobs.work import work_on

ARTICLES_A_SECOND = 6.0
TIMES_WITH_TWO = 1.7
MEMORY_GROWTH_MB = 50


class Watch:
    """A board that only notes when articles ended."""

    def __init__(self) -> None:
        self.ends: list[float] = []

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def ended(self, _item: Item, state: State) -> None:
        if state is not State.MADE:
            raise SystemExit(f"an article was not made but {state}")
        self.ends.append(time.monotonic())

    def waiting(self, _count: int) -> None:
        return None

    def say(self, line: str) -> None:
        print(line, file=sys.stderr)


def timed(folder: Path, articles: int, processes: int) -> tuple[float, float]:
    """Articles a second once all processes have ended one, and the seconds before the first end."""
    home = folder / f"run-{processes}"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    watch = Watch()
    began = time.monotonic()
    with Ledger.open(home / "ledger.db") as ledger:
        this = batch(home, discover=partial(found, folder / "in"), processes=processes)
        run_batch(this, ledger, shown=watch)
    # The first of each process tells when it was loaded; they start together, so the last of them is close.
    skipped = processes * 5
    return (articles - skipped) / (watch.ends[-1] - watch.ends[skipped - 1]), watch.ends[0] - began


def grown(folder: Path, articles: int) -> list[float]:
    """Megabytes held at every tenth of the way, in this process."""
    home = folder / "memory"
    write_articles(home / "in", articles)
    desk_here = desk(home / "shelf")
    held = []
    with Ledger.open(home / "ledger.db") as ledger:
        ledger.see(found(home / "in"))
        for number in range(articles):
            [item] = ledger.claim("bench", lease=batch(home).lease)
            if work_on(item, ledger, desk_here) is not State.MADE:
                raise SystemExit(f"{item.locator} was not made")
            if (number + 1) % max(articles // 10, 1) == 0:
                held.append(resident())
    return held


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, default=0, metavar="ARTICLES")
    options = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_articles(folder / "in", options.articles)
        if options.rounds:
            good = speed(folder, options.articles, options.rounds)
        if options.memory:
            good = memory(folder, options.memory) and good
    return 0 if good else 1


def speed(folder: Path, articles: int, rounds: int) -> bool:
    rates: dict[int, list[float]] = {1: [], 2: []}
    starts: list[float] = []
    for _ in range(rounds):
        for processes, found_rates in rates.items():
            rate, start = timed(folder, articles, processes)
            found_rates.append(rate)
            starts.append(start)
    ratio = statistics.median(two / one for one, two in zip(rates[1], rates[2], strict=True))
    for processes, found_rates in rates.items():
        told = statistics.median(found_rates)
        print(
            f"{processes} process{'es' if processes > 1 else ''}: {told:.2f} articles a second ({told * 2:.1f} files)"
        )
    print(f"ratio: {ratio:.2f} (bar {TIMES_WITH_TWO}); until the first article, not counted: {max(starts):.1f} s")
    return ratio >= TIMES_WITH_TWO and statistics.median(rates[2]) >= ARTICLES_A_SECOND


def memory(folder: Path, articles: int) -> bool:
    held = grown(folder, articles)
    print(f"memory over {articles} articles, MB at every tenth: {', '.join(f'{mb:.0f}' for mb in held)}")
    print(f"growth after the first tenth: {held[-1] - held[0]:.1f} MB (bar {MEMORY_GROWTH_MB})")
    return held[-1] - held[0] < MEMORY_GROWTH_MB


if __name__ == "__main__":
    sys.exit(main())
