"""A large batch, killed at random moments and resumed each time: is every article on the shelf once, and whole?

    python benchmarks/kills.py                                   # 1,000 articles, 20 kills
    python benchmarks/kills.py --runners 2                       # two programs share the ledger
    python benchmarks/kills.py --articles 200 --kills 5 --cluster

The articles are made from the seeds, every one with its own names and figures. ``kill -9`` goes to the driver and its
workers or to the driver alone, by chance. With ``--cluster`` worker processes of a local Ray cluster of two nodes
are killed, and once a whole node. Ends with an AssertionError where an article is missing, made twice or half.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from batch_kills import Plan, killed_and_resumed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--runners", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cluster", action="store_true")
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        if options.cluster:
            from batch_clusters import killed_on_cluster

            deaths = killed_on_cluster(Path(folder), options.articles, kills=options.kills, seed=options.seed)
        else:
            processes = max(2 // options.runners, 1)
            plan = Plan(options.articles, options.kills, options.runners, processes, seed=options.seed)
            deaths = killed_and_resumed(Path(folder), plan)
    print(
        f"{options.articles} articles, {options.runners} runner(s), killed {deaths} times: every article on the shelf "
        f"once and whole, nothing failed; {time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
