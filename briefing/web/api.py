"""The API: what the page does, for scripts.

Owns the routes under ``/api/v1`` and their description. Knows nothing of pages.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from briefing.jobs.values import OPEN, Item
from briefing.values import LANGS, Lang
from briefing.web import api_values as values
from briefing.web.answers import file_answer, word_answer, zip_answer
from briefing.web.forms import MAX_FIELD, field, fields, form_of, upload_of
from briefing.web.front import AtFront, Front, script
from briefing.web.house import choices
from briefing.web.intake import Wish, submit
from briefing.web.page_shelf import result_at
from briefing.web.problems import Problem
from briefing.web.progress import find, job_of, result_of
from briefing.web.results import NAMES, packed
from briefing.web.shelf import Asked, digest_of, files_of_day, look

_PROBLEM = {"model": values.ProblemAnswer, "content": {"application/problem+json": {}}}


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {**_PROBLEM, "description": "Refused"} for status in (400, 401, 421, *statuses)}


router = APIRouter(prefix="/api/v1", dependencies=[Depends(script)], tags=["briefs"])

_UPLOAD = {
    "type": "object",
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "text": {"type": "string"},
        "url": {"type": "string"},
        "langs": {"type": "array", "items": {"type": "string", "enum": list(LANGS)}},
        "template": {"type": "string"},
        "glossaries": {"type": "array", "items": {"type": "string"}},
    },
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": values.NewJob.model_json_schema()},
            "multipart/form-data": {"schema": _UPLOAD},
        },
    }
}
_FILE: dict[int | str, dict[str, Any]] = {200: {"description": "The file", "content": {"application/octet-stream": {}}}}

JobId = Annotated[str, Path(max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
FileName = Annotated[str, Path(json_schema_extra={"enum": list(NAMES)}, max_length=20)]
DayFile = Literal["all.zip", "digest.en.docx", "digest.ja.docx"]
Digest = Annotated[str, Path(max_length=64, pattern=r"^[0-9a-f]{8,64}$")]
Recipe = Annotated[str, Path(max_length=64, pattern=r"^[0-9a-z]+$")]
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]


@router.post(
    "/jobs",
    status_code=202,
    summary="Queue an article",
    openapi_extra=_BODY,
    response_model=values.JobAnswer,
    responses=_problems(403, 408, 413, 415, 422, 503, 507),
)
async def new_job(request: Request, front: AtFront) -> Response:
    """JSON with text or url, or a form with a file. Answers at once; ask for the job until it is finished."""
    wish = await _wish(request)
    item = await run_in_threadpool(submit, wish, site=front.site, ledger=front.ledger)
    answer = await run_in_threadpool(_answer, front, item)
    location = {"location": f"/api/v1/jobs/{item.id}"}
    return JSONResponse(answer.model_dump(mode="json"), status_code=202, headers=location)


@router.get("/jobs", summary="Jobs, last changed first", responses=_problems(422))
def jobs(front: AtFront, state: values.JobState | None = None, limit: Limit = 50, offset: Offset = 0) -> values.Jobs:
    wanted = None if state is None else values.state_named(state)
    items = front.ledger.items(jobs=True, state=wanted, limit=limit, offset=offset)
    return values.Jobs(jobs=tuple(_answer(front, item) for item in items))


@router.get("/jobs/{job_id}", summary="Where a job stands", responses=_problems(404, 422))
def job(job_id: JobId, front: AtFront) -> values.JobAnswer:
    return _answer(front, find(front.ledger, job_id))


@router.delete("/jobs/{job_id}", summary="Stop a job", responses=_problems(403, 404, 409, 422))
def stop(job_id: JobId, front: AtFront) -> values.JobAnswer:
    find(front.ledger, job_id)
    if not front.ledger.cancel(job_id):
        raise Problem("already_finished")
    return _answer(front, find(front.ledger, job_id))


@router.get(
    "/jobs/{job_id}/files/{name}",
    summary="A file of a finished job",
    response_class=Response,
    responses=_FILE | _problems(404, 409, 422),
)
def job_file(job_id: JobId, name: FileName, front: AtFront) -> Response:
    item = find(front.ledger, job_id)
    found = result_of(front.ledger, item, front.folders)
    if found is None:
        raise Problem("not_finished" if item.state in OPEN else "not_found")
    return file_answer(found, name)


@router.get("/choices", summary="Languages, templates and glossaries to choose from", responses=_problems())
def offered(front: AtFront) -> values.Choices:
    here = choices(templates=front.folders.templates, glossaries=front.folders.glossaries)
    return values.Choices(
        langs=LANGS, templates=here.templates, glossaries=here.glossaries, max_upload=front.site.max_upload
    )


@router.get("/briefs", summary="The shelf, the latest day first", responses=_problems(422))
def briefs(
    front: AtFront,
    q: Annotated[str, Query(max_length=200, description="Words of title or headline.")] = "",
    day: date | None = None,
    lang: Lang | None = None,
    run: Annotated[str, Query(max_length=32)] = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> values.Shelf:
    asked = Asked(q=q, day=day, lang=lang, run=run, offset=offset)
    found = look(front.ledger, asked, shelf=front.folders.shelf, limit=limit)
    return values.Shelf(briefs=tuple(map(values.brief_answer, found.entries)), more=found.more)


@router.get(
    "/briefs/{digest}/{recipe}/files/{name}",
    summary="A file of the shelf",
    response_class=Response,
    responses=_FILE | _problems(404, 422),
)
def brief_file(digest: Digest, recipe: Recipe, name: FileName, front: AtFront) -> Response:
    return file_answer(result_at(front, digest, recipe), name)


@router.get(
    "/days/{day}/{name}",
    summary="All briefs of a day as a zip, or the digest of a batch",
    response_class=Response,
    responses=_FILE | _problems(404, 413, 422),
)
def of_day(day: date, name: DayFile, front: AtFront, lang: Lang | None = None) -> Response:
    """all.zip, digest.en.docx or digest.ja.docx; ``lang`` narrows the zip."""
    if name != "all.zip":
        return word_answer(digest_of(front.folders.shelf, day, name))
    files = list(files_of_day(front.ledger, day, lang, shelf=front.folders.shelf))
    if not files:
        raise Problem("not_found")
    return zip_answer(packed(files), f"briefs-{day.isoformat()}.zip")


@router.get("/runs", summary="Runs of batches, the latest first", responses=_problems(422))
def runs(front: AtFront, limit: Limit = 20) -> values.Runs:
    return values.Runs(runs=tuple(map(values.run_answer, front.ledger.runs(limit=limit))))


def _answer(front: Front, item: Item) -> values.JobAnswer:
    job = job_of(item, before=front.waiting.before(item))
    return values.job_answer(job, None if job.open else result_of(front.ledger, item, front.folders))


async def _wish(request: Request) -> Wish:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return await _of_json(request)
    if kind == "multipart/form-data":
        return await _of_form(request)
    raise Problem("unsupported_type", detail="send application/json or multipart/form-data")


async def _of_json(request: Request) -> Wish:
    body = await request.body()
    if len(body) > 2 * MAX_FIELD:
        raise Problem("too_large")
    try:
        new = values.NewJob.model_validate_json(body)
    except ValidationError as error:
        raise Problem("bad_request", detail=first_error(error.errors(include_input=False))) from error
    return Wish(text=new.text, url=new.url, langs=new.langs, template=new.template, glossaries=new.glossaries)


async def _of_form(request: Request) -> Wish:
    async with form_of(request) as form:
        return Wish(
            text=field(form, "text"),
            upload=await upload_of(form),
            url=field(form, "url"),
            langs=fields(form, "langs") or LANGS,
            template=field(form, "template"),
            glossaries=fields(form, "glossaries"),
        )


def first_error(errors: list[Any]) -> str:
    """Where the first mistake of a request is and what it is, without what was sent."""
    first = errors[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else str(first["msg"])
