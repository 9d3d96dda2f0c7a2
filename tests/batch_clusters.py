"""A Ray cluster of two nodes on this machine, in a process of its own, and a batch on it whose workers are killed.

python tests/batch_clusters.py HOME --articles 40 --kills 3
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Ray's smallest: four of our articles' files are a megabyte.
STORE = 80 * 1024 * 1024


def killed_on_cluster(home: Path, articles: int, *, kills: int, seed: int = 1) -> int:
    """Runs this file in a process of its own; how many workers were killed, with the one node that is."""
    command = [sys.executable, str(Path(__file__).resolve()), str(home)]
    command += ["--articles", str(articles), "--kills", str(kills), "--seed", str(seed)]
    environ = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
        "RAY_USAGE_STATS_ENABLED": "0",
        # Every socket on loopback: without this Ray takes the address that other machines would reach us by.
        "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
    }
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=3600, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return int(done.stdout.split()[-1])


def workers_of(node) -> list[int]:
    """The processes of a node that are at a task now: Ray names them after it."""
    raylets = {each.process.pid for each in node.all_processes.get("raylet", ())}  # none yet while it starts
    found = []
    for entry in Path("/proc").iterdir():
        try:
            parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
            title = (entry / "cmdline").read_bytes()
        except (OSError, IndexError):
            continue
        if entry.name.isdigit() and int(parent) in raylets and b"_there" in title:
            found.append(int(entry.name))
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from batch_kills import made
    from batches import require_whole, run
    from made_articles import write_articles
    from ray.cluster_utils import Cluster

    write_articles(options.home / "in", options.articles)
    node = {
        "num_cpus": 1,
        "object_store_memory": STORE,
        "node_ip_address": "127.0.0.1",
        "include_dashboard": False,
    }
    cluster = Cluster(initialize_head=True, head_node_args=node)
    second = cluster.add_node(**node)
    rng = random.Random(options.seed)
    deaths: list[str] = []

    def kill_some() -> None:
        moments = sorted(rng.sample(range(1, options.articles * 6 // 10), options.kills + 1))
        for number, moment in enumerate(moments):
            while made(options.home) < moment:
                time.sleep(0.05)
            if number == (options.kills + 1) // 2:
                cluster.remove_node(second, allow_graceful=False)
                deaths.append("node")
                continue
            while not (busy := [pid for each in cluster.list_all_nodes() for pid in workers_of(each)]):
                time.sleep(0.01)
            os.kill(rng.choice(busy), signal.SIGKILL)
            deaths.append("worker")

    killer = threading.Thread(target=kill_some, daemon=True)
    killer.start()
    try:
        report = run(options.home, cluster=cluster.address)
    finally:
        cluster.shutdown()
    sys.stderr.write("\n".join(report.lines()) + "\n" + repr(report.trouble) + "\n")
    killer.join(timeout=10)
    require_whole(options.home, options.articles)
    assert report.outcome == "done"
    assert "node" in deaths
    sys.stdout.write(f"{len(deaths)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
