"""Many people at once on one server: errors, and how long the start page takes while jobs run.

    python benchmarks/serve.py [--people 50] [--workers 2]

Starts ``briefing serve`` with the embedded engine on loopback in a folder of its own. Everybody opens the
start page, queues an article of their own, looks at the start page and at their job every second as the
page's script does, and fetches the zip. The client is another process on the same machine, so its work
counts against the server.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ARTICLE = (Path(__file__).parent.parent / "seeds" / "guangdong-trade.txt").read_text(encoding="utf-8")


@dataclass
class Seen:
    """What all the people met."""

    first: list[float] = field(default_factory=list)
    start: list[float] = field(default_factory=list)
    job: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


async def person(base: str, number: int, seen: Seen) -> None:
    text = ARTICLE.replace("10.8%", f"{number}.8%")
    # Without verify=False each client would read all certificates first, which is no work of the server's.
    async with httpx.AsyncClient(base_url=base, timeout=120, verify=False) as client:
        began = time.perf_counter()
        await timed(client, "/", seen.first, seen)
        answer = await client.post("/api/v1/jobs", json={"text": text})
        if answer.status_code != 202:
            seen.errors.append(f"POST {answer.status_code}")
            return
        address = answer.headers["location"]
        while (job := (await timed(client, address, seen.job, seen)).json())["state"] in ("queued", "working"):
            await asyncio.sleep(1)
            await timed(client, "/", seen.start, seen)
        if job["state"] != "made":
            seen.errors.append(f"job {job['state']}: {job['reason']}")
            return
        await timed(client, f"{address}/files/all.zip", [], seen)
        seen.whole.append(time.perf_counter() - began)


async def timed(client: httpx.AsyncClient, path: str, times: list[float], seen: Seen) -> httpx.Response:
    began = time.perf_counter()
    answer = await client.get(path)
    times.append(time.perf_counter() - began)
    if answer.status_code != 200:
        seen.errors.append(f"GET {answer.status_code}")
    return answer


async def crowd(base: str, people: int) -> Seen:
    seen = Seen()
    await asyncio.gather(*(person(base, number, seen) for number in range(1, people + 1)))
    return seen


@contextlib.contextmanager
def server(folder: Path, workers: int) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "briefing", "serve", "--engine", "embedded", "--workers", str(workers)]
    command += ["--port", str(port), "--data", str(folder / "data")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stderr=log, start_new_session=True)
    base = f"http://127.0.0.1:{port}"
    try:
        warm(base)
        yield base
    finally:
        process.terminate()
        process.wait(60)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def warm(base: str) -> None:
    """Wait until pages are served and a first job is through: workers load their words once."""
    for _ in range(600):
        with contextlib.suppress(httpx.TransportError):
            httpx.get(base + "/health", timeout=5)
            break
        time.sleep(0.1)
    address = httpx.post(base + "/api/v1/jobs", json={"text": ARTICLE}, timeout=30).headers["location"]
    while httpx.get(base + address, timeout=30).json()["state"] in ("queued", "working"):
        time.sleep(0.2)


def told(name: str, times: list[float]) -> str:
    cuts = statistics.quantiles(times, n=20)
    return (
        f"{name:<22} {len(times):>5} requests   median {statistics.median(times) * 1000:>6.0f} ms   "
        f"p95 {cuts[18] * 1000:>6.0f} ms   longest {max(times) * 1000:>6.0f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, server(Path(folder), asked.workers) as base:
        began = time.perf_counter()
        seen = asyncio.run(crowd(base, asked.people))
        took = time.perf_counter() - began
    print(f"{asked.people} people at once, {asked.workers} workers, {os.cpu_count()} cores")
    print(told("all at the same moment", seen.first))
    print(told("start page, jobs run", seen.start))
    print(told("where a job stands", seen.job))
    print(f"{len(seen.whole)} briefs made and fetched in {took:.1f} s ({len(seen.whole) / took:.1f} a second)")
    print(f"errors: {len(seen.errors)}", *seen.errors[:5], sep="\n  ")
    sys.exit(1 if seen.errors else 0)


if __name__ == "__main__":
    main()
