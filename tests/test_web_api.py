"""The API as scripts use it, and against its own description."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from web_desk import ARTICLE, Desk, desk_in

from briefing.jobs.values import State
from briefing.web.access import load as load_access
from briefing.web.access import new_token
from briefing.web.app import application, routes
from briefing.web.problems import STATUS

JOBS = "/api/v1/jobs"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path / "data") as made:
        yield made


def test_a_script_makes_a_brief_of_a_text(desk: Desk) -> None:
    answer = desk.client.post(JOBS, json={"text": ARTICLE, "langs": ["en"]})
    job = answer.json()
    assert (answer.status_code, answer.headers["location"]) == (202, f"{JOBS}/{job['id']}")
    assert (job["state"], job["langs"], job["files"]) == ("queued", ["en"], [])
    assert desk.work() == [State.MADE]
    job = desk.client.get(f"{JOBS}/{job['id']}").json()
    assert (job["state"], job["errors"], job["reason"]) == ("made", 0, "")
    assert [file["name"] for file in job["files"]] == ["en.docx", "all.zip", "brief.json"]
    for file in job["files"]:
        got = desk.client.get(file["url"])
        assert (got.status_code, got.headers["content-type"]) == (200, file["media_type"])


def test_a_script_uploads_a_file(desk: Desk) -> None:
    answer = desk.client.post(JOBS, files={"file": ("記事.txt", ARTICLE.encode())}, data={"langs": "ja"})
    assert (answer.status_code, answer.json()["title"]) == (202, "記事.txt")
    assert desk.work() == [State.MADE]
    names = [file["name"] for file in desk.client.get(answer.headers["location"]).json()["files"]]
    assert names == ["ja.docx", "all.zip", "brief.json"]


def test_a_script_names_an_address(desk: Desk) -> None:
    answer = desk.client.post(JOBS, json={"url": "https://news.example.com/a?token=x"})
    assert (answer.status_code, answer.json()["state"]) == (202, "queued")


def test_a_job_is_stopped_once(desk: Desk) -> None:
    job = desk.client.post(JOBS, json={"text": ARTICLE}).json()["id"]
    assert desk.client.delete(f"{JOBS}/{job}").json()["state"] == "cancelled"
    answer = desk.client.delete(f"{JOBS}/{job}")
    assert (answer.status_code, answer.json()["code"]) == (409, "already_finished")


def test_files_are_not_there_before_they_are_made(desk: Desk) -> None:
    job = desk.client.post(JOBS, json={"text": ARTICLE}).json()["id"]
    answer = desk.client.get(f"{JOBS}/{job}/files/en.docx")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_finished")
    desk.client.delete(f"{JOBS}/{job}")
    assert desk.client.get(f"{JOBS}/{job}/files/en.docx").status_code == 404


def test_an_error_says_what_and_what_helps(desk: Desk) -> None:
    answer = desk.client.post(JOBS, json={"text": "", "url": ""})
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "urn:briefing:problem:nothing_given",
        "title": "No article yet",
        "status": 422,
        "code": "nothing_given",
        "detail": "There is no text, no file and no address.",
        "hint": "Paste the text, choose a file or give the address.",
    }


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": ARTICLE, "url": "https://example.com/"}, 422, "several_given"),
        ({"text": ARTICLE, "langs": ["fr"]}, 400, "bad_request"),
        ({"text": ARTICLE, "langs": []}, 400, "bad_request"),
        ({"text": ARTICLE, "template": "none such"}, 422, "unknown_option"),
        ({"text": ARTICLE, "engine": "x"}, 400, "bad_request"),
        ({"url": "http://127.0.0.1/"}, 422, "address_refused"),
    ],
)
def test_a_wrong_wish_is_refused_with_its_code(desk: Desk, body: dict, status: int, code: str) -> None:
    answer = desk.client.post(JOBS, json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_mistake_is_located_without_repeating_what_was_sent(desk: Desk) -> None:
    detail = desk.client.post(JOBS, json={"text": ["秘密"]}).json()["detail"]
    assert detail == "text: Input should be a valid string"


def test_a_full_queue_says_when_to_come_back(tmp_path: Path) -> None:
    with desk_in(tmp_path / "full", queue=1) as desk:
        desk.client.post(JOBS, json={"text": ARTICLE})
        answer = desk.client.post(JOBS, json={"text": ARTICLE})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
        assert answer.json()["code"] == "queue_full"


def test_the_shelf_and_its_days_are_listed(desk: Desk) -> None:
    desk.made()
    (brief,) = desk.client.get("/api/v1/briefs").json()["briefs"]
    assert brief["title"].startswith("广东前三季度")
    assert sorted(brief["headlines"]) == ["en", "ja"]
    assert desk.client.get(brief["files"][0]["url"]).status_code == 200
    got = desk.client.get(f"/api/v1/days/{brief['day']}/all.zip")
    with zipfile.ZipFile(io.BytesIO(got.content)) as archive:
        assert len(archive.namelist()) == 3
    assert desk.client.get("/api/v1/days/1999-01-01/all.zip").status_code == 404
    assert desk.client.get("/api/v1/briefs?lang=fr").status_code == 400


def test_jobs_are_listed_by_state(desk: Desk) -> None:
    made, waiting = desk.made(), desk.job(f"{ARTICLE}补充。")
    listed = {state: desk.client.get(f"{JOBS}?state={state}").json()["jobs"] for state in ("made", "queued", "failed")}
    assert [[job["id"] for job in jobs] for jobs in listed.values()] == [[made], [waiting], []]


def test_what_can_be_chosen_is_told(desk: Desk) -> None:
    assert desk.client.get("/api/v1/choices").json() == {
        "langs": ["en", "ja"],
        "templates": ["research-note"],
        "glossaries": [],
        "max_upload": 20 * 1024 * 1024,
    }


def test_runs_are_listed(desk: Desk) -> None:
    run = desk.front.ledger.start_run("morning.toml")
    (row,) = desk.client.get("/api/v1/runs").json()["runs"]
    assert (row["id"], row["name"], row["ended"]) == (run, "morning.toml", None)


# --- tokens ------------------------------------------------------------------------------


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[tuple[Desk, str]]:
    private = tmp_path / "data" / "private"
    token = new_token(private)
    with desk_in(tmp_path / "data", access=load_access(private)) as desk:
        yield desk, token


def test_a_token_opens_the_api(guarded: tuple[Desk, str]) -> None:
    desk, token = guarded
    assert desk.client.get(JOBS, headers={"authorization": f"Bearer {token}"}).status_code == 200


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic {token}", "Bearer {token}x", "{token}", "Bearer é"]
)
def test_without_the_token_the_api_is_closed(guarded: tuple[Desk, str], header: str) -> None:
    desk, token = guarded
    headers = {"authorization": header.replace("{token}", token).encode()} if header else {}
    for answer in (desk.client.get(JOBS, headers=headers), desk.client.post(JOBS, headers=headers, json={})):
        assert (answer.status_code, answer.json()["code"]) == (401, "login_needed")
        assert answer.headers["www-authenticate"] == "Bearer"


def test_every_route_of_the_api_is_guarded(guarded: tuple[Desk, str]) -> None:
    desk, _ = guarded
    described = routes(desk.front).openapi()["paths"]
    assert len(described) == 8
    for path, methods in described.items():
        for method in methods:
            address = path.replace("{day}", "2026-01-01").replace("{name}", "all.zip")
            address = address.replace("{job_id}", "x").replace("{digest}", "deadbeef").replace("{recipe}", "batch")
            assert desk.client.request(method, address).status_code == 401


# --- the description -----------------------------------------------------------------------


def test_every_operation_is_described(desk: Desk) -> None:
    described = desk.client.get("/api/v1/openapi.json").json()
    for path, methods in described["paths"].items():
        assert path.startswith("/api/v1/")
        for operation in methods.values():
            assert operation["summary"]
            codes = set(operation["responses"])
            assert codes & {"200", "202"}
            assert codes <= {str(status) for status in STATUS.values()} | {"200", "202"}


EXAMPLES = 20
HOST = {"host": "127.0.0.1"}


def test_nothing_that_is_sent_breaks_the_api(desk: Desk) -> None:
    """Requests made of the description, right ones and wrong ones; every check that schemathesis has but one.

    That one wants whatever has the right form to be taken; no schema can say that a text must be an article.
    """
    desk.made()
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", application(desk.front), headers=HOST)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) == 10
    for operation in operations:
        _try(operation)


def _try(operation: schemathesis.APIOperation) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def run(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=HOST, excluded_checks=[positive_data_acceptance])

    run()
