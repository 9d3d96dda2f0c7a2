"""The start page and the job it makes, from order to result.

Owns the routes ``/`` and ``/jobs``. Knows nothing of how a job is worked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from briefing.jobs.values import State
from briefing.web.answers import file_answer, result_page
from briefing.web.forms import Kept, field, form_of, kept, wish_of
from briefing.web.front import AtFront, Front, Insider
from briefing.web.house import choices
from briefing.web.intake import submit
from briefing.web.pages import environment, page
from briefing.web.problems import Problem
from briefing.web.progress import Job, find, job_of, result_of
from briefing.web.visitors import Visitor
from briefing.web.words import reason, words

# Whoever sends the morning's articles at once finds all of them again.
RECENT = 20
router = APIRouter(include_in_schema=False)


@router.get("/")
def start(front: AtFront, visitor: Insider) -> Response:
    return _start(front, visitor, Kept())


@router.post("/jobs")
async def order(request: Request, front: AtFront, visitor: Insider) -> Response:
    async with form_of(request) as form:
        visitor.require_form(field(form, "form_token"))
        wish, said = await wish_of(form), kept(form)
    try:
        item = await run_in_threadpool(submit, wish, site=front.site, ledger=front.ledger)
    except Problem as problem:  # the form is shown again with all it held
        return await run_in_threadpool(_start, front, visitor, said, problem)
    return RedirectResponse(f"/jobs/{item.id}", status_code=303)


@router.get("/jobs/{job_id}")
def job_page(job_id: str, front: AtFront, visitor: Insider) -> Response:
    item = find(front.ledger, job_id)
    if item.state not in (State.SEEN, State.CLAIMED):
        found = result_of(front.ledger, item, front.folders)
        if found is not None and item.state is not State.CANCELLED:
            return result_page(visitor, found, base=f"/jobs/{job_id}/files")
    job = job_of(item, before=front.waiting.before(item))
    said = reason(visitor.tongue, job.reason)
    return page(visitor, "job.html", job=job, heading=_heading(visitor, job), reason=said)


@router.get("/jobs/{job_id}/progress")
def progress(job_id: str, front: AtFront, visitor: Insider) -> Response:
    """The stages as a piece of a page; nothing (204) once there is a page of the result to load."""
    item = find(front.ledger, job_id)
    job = job_of(item, before=front.waiting.before(item))
    if not job.open:
        return Response(status_code=204)
    text = environment().get_template("progress.html").render(t=words(visitor.tongue), job=job)
    return Response(text, media_type="text/html")


@router.post("/jobs/{job_id}/cancel")
async def cancel(job_id: str, request: Request, front: AtFront, visitor: Insider) -> Response:
    async with form_of(request) as form:
        visitor.require_form(field(form, "form_token"))
    await run_in_threadpool(find, front.ledger, job_id)
    await run_in_threadpool(front.ledger.cancel, job_id)
    return RedirectResponse(f"/jobs/{job_id}", status_code=303)


@router.get("/jobs/{job_id}/files/{name}")
def job_file(job_id: str, name: str, front: AtFront, visitor: Insider) -> Response:
    item = find(front.ledger, job_id)
    found = result_of(front.ledger, item, front.folders)
    if found is None:
        raise Problem("not_found" if item.state not in (State.SEEN, State.CLAIMED) else "not_finished")
    return file_answer(found, name)


def _start(front: Front, visitor: Visitor, said: Kept, problem: Problem | None = None) -> Response:
    site, folders = front.site, front.folders
    recent = [job_of(item) for item in front.ledger.items(jobs=True, limit=RECENT)]
    more: Mapping[str, Any] = {
        "section": "start",
        "wish": said,
        "told": words(visitor.tongue)["problems"][problem.code] if problem else None,
        "offered": choices(templates=folders.templates, glossaries=folders.glossaries),
        "recent": [replace(job, title=job.title or job.id[:8]) for job in recent],
        "max_upload": site.max_upload,
        "max_megabytes": site.max_upload // 1024**2,
    }
    status, headers = (problem.status, problem.headers) if problem else (200, {})
    return page(visitor, "start.html", status=status, headers=headers, **more)


def _heading(visitor: Visitor, job: Job) -> str:
    said: Mapping[str, str] = words(visitor.tongue)["job"]
    return said["title"] if job.open else said.get(f"{job.state}_title", said["failed_title"])
