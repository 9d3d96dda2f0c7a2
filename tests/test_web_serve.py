"""The command as it runs: processes that die, many people at once, an orderly end. No times are asserted."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from web_desk import ARTICLE, desk_in, free_port, served

from briefing.cli import run
from briefing.jobs.ledger import Ledger
from briefing.jobs.values import State
from briefing.web.access import Access
from briefing.web.app import application
from briefing.web.server import Running, listen
from briefing.web.site import Folders, Site
from briefing.web.workshop import Crew, crew, writes_itself

JOBS = "/api/v1/jobs"


def test_help_costs_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "briefing", "serve", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert "typer" in loaded
    assert loaded & {"fastapi", "starlette", "uvicorn", "jinja2", "sqlalchemy", "argon2", "torch"} == set()
    assert all(flag in done.stdout for flag in ("--host", "--port", "--data", "--workers", "--set-password"))


def test_documents_name_only_flags_that_are() -> None:
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "serve", "--help"], capture_output=True, text=True, check=True
    )
    known = set(re.findall(r"--[a-z-]+", done.stdout))
    files = [*(root / "docs" / "deploy").glob("*"), root / "docs" / "guides" / "serving.md"]
    told = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    named = {
        flag
        for line in told
        if "briefing serve" in line or line.startswith(("| `--", "ENTRYPOINT", "CMD ["))
        for flag in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)
    }
    assert len(named) >= 10
    assert named <= known


@pytest.mark.parametrize(("proxied", "name"), [(True, "__Host-briefing"), (False, "briefing")])
def test_only_a_proxy_that_was_announced_is_believed(tmp_path: Path, proxied: bool, name: str) -> None:
    access = Access(tokens=frozenset({"x"}))
    with desk_in(tmp_path / "data", access=access, proxied=proxied, port=0) as desk:
        listening = listen(desk.front.site)
        port = listening.getsockname()[1]
        with Running(desk.front.site, application(desk.front), listening):
            headers = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9"}
            answer = httpx.get(f"http://127.0.0.1:{port}/login", headers=headers)
    assert answer.headers["set-cookie"].split("=")[0] == name
    assert ("strict-transport-security" in answer.headers) is proxied


def queue(base: str, count: int) -> list[str]:
    """Jobs on articles that differ, so that each must be worked on."""
    texts = [ARTICLE.replace("10.8%", f"{number}.8%") for number in range(1, count + 1)]
    return [httpx.post(base + JOBS, json={"text": text}, timeout=30).json()["id"] for text in texts]


def until(happened: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not happened():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


@pytest.mark.parametrize("whole", [True, False], ids=["with all its processes", "alone"])
def test_no_job_is_lost_when_the_server_is_killed(tmp_path: Path, whole: bool) -> None:
    data = tmp_path / "data"
    with served(data) as first:
        jobs = queue(first.base, 6)
        with Ledger.open(Folders(data).ledger) as ledger:
            until(lambda: ledger.counts(jobs=True)[State.SEEN] < len(jobs))
        if whole:
            first.kill()
        else:
            first.process.kill()
            first.process.wait()
    with served(data) as second:
        ended = {job: second.finished(job) for job in jobs}
    assert {job: end["state"] for job, end in ended.items()} == dict.fromkeys(jobs, "made")
    assert all(len(end["files"]) == 4 for end in ended.values())
    assert len(list(Folders(data).shelf.rglob("*.en.docx"))) == len(jobs)
    assert list(Folders(data).uploads.iterdir()) == []


def test_work_goes_on_when_a_worker_dies(tmp_path: Path) -> None:
    with served(tmp_path / "data") as running:
        jobs = queue(running.base, 3)
        with Ledger.open(Folders(running.data).ledger) as ledger:
            until(lambda: ledger.counts(jobs=True)[State.CLAIMED] == 1)
            (holder,) = ledger.holders()
        os.kill(int(holder.split("/")[-3]), signal.SIGKILL)
        assert {running.finished(job)["state"] for job in jobs} == {"made"}


def test_a_server_that_is_told_to_stop_keeps_what_waits(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(data) as running:
        queue(running.base, 4)
        running.process.terminate()
        assert running.process.wait(60) == 0
    with Ledger.open(Folders(data).ledger) as ledger:
        counts = ledger.counts(jobs=True)
    assert counts[State.CLAIMED] == 0
    assert counts[State.SEEN] + counts[State.MADE] == 4


def test_many_people_at_once_meet_no_error(tmp_path: Path) -> None:
    """Twelve here; the fifty of the requirement are in benchmarks/serve.py, which also takes the time."""
    with served(tmp_path / "data") as running:

        def person(number: int) -> list[int]:
            with httpx.Client(base_url=running.base, timeout=60) as client:
                answers = [client.get("/"), client.post(JOBS, json={"text": ARTICLE.replace("10.8%", f"{number}.8%")})]
                job = answers[-1].json()["id"]
                running.finished(job)
                answers += [client.get(f"/jobs/{job}"), client.get(f"/jobs/{job}/files/all.zip"), client.get("/shelf")]
            return [answer.status_code for answer in answers]

        with ThreadPoolExecutor(12) as people:
            statuses = list(people.map(person, range(1, 13)))
    assert statuses == [[200, 202, 200, 200, 200]] * 12


def test_two_servers_do_not_share_a_port(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path / "data", port=port):
        done = subprocess.run(
            [sys.executable, "-m", "briefing", "serve", "--port", str(port), "--data", str(tmp_path / "other")],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: cannot listen on 127.0.0.1 port {port}: ")


def test_a_model_that_is_not_here_is_told_before_anything_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", "--engine", "standard", "--data", str(tmp_path / "data")]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "hint: briefing models pull standard"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("engine", "workers", "expected"),
    [("embedded", 3, (3, 1)), ("auto", 2, (2, 1)), ("standard", 4, (1, 8))],
)
def test_a_model_is_held_by_one_process(tmp_path: Path, engine: str, workers: int, expected: tuple[int, int]) -> None:
    from briefing.settings import Settings

    found = crew(Settings(engine=engine), workers=workers)
    assert isinstance(found, Crew)
    assert (found.count, found.width) == expected
    assert writes_itself(Settings(engine=engine)) is (engine != "standard")
    assert Site(data=tmp_path).workers == 1
