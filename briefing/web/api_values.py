"""What the API takes and gives, as its description shows it.

Owns the form of JSON. Knows nothing of routes.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from briefing.jobs.values import RunRow, State
from briefing.values import LANGS, Lang
from briefing.web.page_shelf import BATCH
from briefing.web.progress import Job
from briefing.web.results import Result, media_type
from briefing.web.shelf import Shown

JobState = Literal["queued", "working", "made", "failed", "skipped", "cancelled"]
_STATES: dict[State, JobState] = {
    State.SEEN: "queued",
    State.CLAIMED: "working",
    State.MADE: "made",
    State.FAILED: "failed",
    State.SKIPPED: "skipped",
    State.CANCELLED: "cancelled",
}
Name = Annotated[str, Field(max_length=255)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NewJob(_Value):
    """An article to brief: exactly one of ``text`` and ``url``. Files are sent as multipart/form-data."""

    text: Annotated[str, Field(max_length=4_000_000, description="The article, with headline and date if known.")] = ""
    url: Annotated[str, Field(max_length=2000, description="A public page, http or https.")] = ""
    langs: Annotated[tuple[Lang, ...], Field(min_length=1, max_length=2)] = LANGS
    template: Annotated[Name, Field(description="A name of /choices; empty for the standard one.")] = ""
    glossaries: Annotated[tuple[Name, ...], Field(max_length=50, description="Names of /choices.")] = ()


class File(_Value):
    """A file to fetch."""

    name: str
    url: str
    media_type: str


class JobAnswer(_Value):
    """A job: where it stands, and when it is made, its files."""

    id: str
    state: JobState
    stage: Annotated[str, Field(description="reading, facts, writing, checking or files; empty before")]
    title: str
    langs: tuple[str, ...]
    created: datetime
    changed: datetime
    before: Annotated[int, Field(description="How many jobs wait longer.")] = 0
    reason: str = ""
    hint: str = ""
    rule: str = ""
    errors: Annotated[int, Field(description="Error findings; such briefs are withheld.")] = 0
    warnings: int = 0
    files: tuple[File, ...] = ()
    page: Annotated[str, Field(description="The job for people.")]


class Choices(_Value):
    """What can be asked for here."""

    langs: tuple[Lang, ...]
    templates: tuple[str, ...]
    glossaries: tuple[str, ...]
    max_upload: Annotated[int, Field(description="Bytes of the largest file that is taken.")]


class BriefAnswer(_Value):
    """An article of the shelf with the files of its briefs."""

    article: Annotated[str, Field(description="Hash of title and text.")]
    recipe: Annotated[str, Field(description="Which settings made it; batch for a batch run.")]
    day: date
    title: str
    headlines: dict[str, str]
    source: str
    url: str
    version: int
    changes: tuple[str, ...]
    errors: int
    warnings: int
    files: tuple[File, ...]


class Shelf(_Value):
    """A page of the shelf, the latest day first."""

    briefs: tuple[BriefAnswer, ...]
    more: bool


class Jobs(_Value):
    """Jobs of the page and of scripts, last changed first."""

    jobs: tuple[JobAnswer, ...]


class Run(_Value):
    """A run of a batch."""

    id: str
    name: str
    started: datetime
    ended: datetime | None
    made: int
    failed: int
    skipped: int


class Runs(_Value):
    runs: tuple[Run, ...]


class ProblemAnswer(BaseModel):
    """An error (RFC 9457). ``code`` is stable; ``detail`` and ``hint`` are for people."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    hint: str = ""


def files_of(found: Result, base: str) -> tuple[File, ...]:
    return tuple(File(name=name, url=f"{base}/files/{name}", media_type=media_type(name)) for name in found.offers())


def job_answer(job: Job, found: Result | None) -> JobAnswer:
    return JobAnswer(
        id=job.id,
        state=_STATES[job.state],
        stage=job.stage,
        title=job.title,
        langs=job.langs,
        created=job.created,
        changed=job.changed,
        before=job.before,
        reason=job.reason,
        hint=job.hint,
        rule=job.rule,
        errors=sum(brief.errors for brief in found.briefs) if found else 0,
        warnings=sum(brief.warnings for brief in found.briefs) if found else 0,
        files=files_of(found, f"/api/v1/jobs/{job.id}") if found else (),
        page=f"/jobs/{job.id}",
    )


def brief_answer(shown: Shown) -> BriefAnswer:
    found = shown.result
    article, recipe = found.article, found.recipe or BATCH
    return BriefAnswer(
        article=article.hash,
        recipe=recipe,
        day=article.day,
        title=article.title,
        headlines=dict(shown.headlines),
        source=article.source,
        url=article.url,
        version=article.version,
        changes=article.changes,
        errors=sum(brief.errors for brief in found.briefs),
        warnings=sum(brief.warnings for brief in found.briefs),
        files=files_of(found, f"/api/v1/briefs/{article.hash}/{recipe}"),
    )


def run_answer(row: RunRow) -> Run:
    return Run(
        id=row.id,
        name=row.name,
        started=row.started,
        ended=row.ended,
        made=row.made,
        failed=row.failed,
        skipped=row.skipped,
    )


def state_named(name: JobState) -> State:
    return next(state for state, known in _STATES.items() if known == name)
