"""A front desk without a port: pages asked for in this process, jobs worked in it on demand.

The application, the ledger, the worker's code and the files are the real ones; only sockets and
processes are missing. ``served`` is the whole command in processes of its own.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import httpx
from starlette.testclient import TestClient

from briefing.jobs.ledger import Ledger
from briefing.jobs.values import State
from briefing.jobs.work import work_on
from briefing.read.fetch import Fetcher
from briefing.settings import Settings
from briefing.web.access import Access
from briefing.web.app import application
from briefing.web.front import Front
from briefing.web.server import front_for
from briefing.web.site import Folders, Patience, Site
from briefing.web.work import SOURCE, Bench

BASE = "http://127.0.0.1:8000"
ARTICLE = (Path(__file__).parent.parent / "seeds" / "guangdong-trade.txt").read_text(encoding="utf-8")


@dataclass
class Desk:
    """One front desk with a client that stands before it."""

    front: Front
    client: TestClient
    seen: dict[str, str] = field(default_factory=dict)

    @property
    def folders(self) -> Folders:
        return self.front.folders

    def token(self, path: str = "/") -> str:
        """The form token that a page of this client carries."""
        return token_in(self.client.get(path).text)

    def order(self, text: str = "", **fields: Any) -> httpx.Response:
        """The start page's form, sent as a browser does."""
        files = {"file": fields.pop("file")} if "file" in fields else {"file": ("", b"")}
        data = {"kind": "text", "text": text, "url": "", "langs": ["en", "ja"], "template": "", **fields}
        return self.client.post("/jobs", data={"form_token": self.token(), **data}, files=files, follow_redirects=False)

    def job(self, text: str = ARTICLE, **fields: Any) -> str:
        """The id of a queued job."""
        answer = self.order(text, **fields)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].removeprefix("/jobs/")

    def made(self, text: str = ARTICLE, **fields: Any) -> str:
        """The id of a job that was worked on to its end."""
        job = self.job(text, **fields)
        self.work()
        return job

    def work(self, fetcher: Fetcher | None = None) -> list[State]:
        """Work on all that is queued, here and now."""
        desk = Bench(self.front.site.data, self.front.site.settings)()
        desk = desk if fetcher is None else replace(desk, fetcher=fetcher)
        states = []
        while items := self.front.ledger.claim("test", lease=timedelta(minutes=5), sources=(SOURCE,)):
            states += [work_on(item, self.front.ledger, desk) for item in items]
        return states


def token_in(page: str) -> str:
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', page)
    assert found, "the page carries no form token"
    return found[1]


def words_of(page: str) -> str:
    """What a page says, without markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@contextlib.contextmanager
def desk_in(data: Path, *, access: Access | None = None, **site: Any) -> Iterator[Desk]:
    """A desk over a data folder; ``site`` are fields of ``Site``."""
    settings = Settings(engine="embedded")
    chosen = replace(Site(data=data, port=0, settings=settings, patience=Patience(1, 1, 2)), **site)
    Folders(data).make()
    with Ledger.open(Folders(data).ledger) as ledger:
        front = front_for(chosen, access or Access(), ledger)
        with TestClient(application(front), base_url=BASE, client=("127.0.0.1", 50000)) as client:
            yield Desk(front, client)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@dataclass
class Served:
    """``briefing serve`` in a process group of its own."""

    process: subprocess.Popen[bytes]
    base: str
    data: Path
    log: Path

    def kill(self) -> None:
        """The server and all its processes end as by a power cut."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def finished(self, job: str, seconds: float = 60) -> dict[str, Any]:
        """The job, once it has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            answer = httpx.get(f"{self.base}/api/v1/jobs/{job}", timeout=10).json()
            if answer["state"] not in ("queued", "working"):
                return dict(answer)
            time.sleep(0.1)
        raise AssertionError(f"the job did not end in {seconds} s: {self.log.read_text()[-2000:]}")


@contextlib.contextmanager
def served(data: Path, *flags: str, port: int = 0) -> Iterator[Served]:
    """The command as people start it, on loopback with the embedded engine, ready to answer."""
    port = port or free_port()
    log = data.with_name(f"{data.name}-{port}.log")
    command = [sys.executable, "-m", "briefing", "serve", "--port", str(port), "--data", str(data)]
    with log.open("ab") as stream:
        process = subprocess.Popen(
            [*command, "--engine", "embedded", *flags], stderr=stream, stdout=stream, start_new_session=True
        )
    running = Served(process, f"http://127.0.0.1:{port}", data, log)
    try:
        _await(running)
        yield running
    finally:
        process.terminate()
        try:
            process.wait(30)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _await(running: Served) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{running.base}/health", timeout=5).status_code == 200:
                return
        if running.process.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(f"the server did not start: {running.log.read_text()}")
