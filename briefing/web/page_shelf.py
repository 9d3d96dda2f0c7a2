"""The shelf by day, the runs of batches, the page of any article on it.

Owns the routes ``/shelf``, ``/briefs`` and ``/runs``. Knows nothing of jobs of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from briefing.values import LANGS, Lang
from briefing.web.answers import file_answer, result_page, word_answer, zip_answer
from briefing.web.front import AtFront, Front, Insider
from briefing.web.pages import page
from briefing.web.problems import Problem
from briefing.web.results import Result, packed, result
from briefing.web.shelf import PAGE, Asked, Shown, digest_of, digests, files_of_day, look
from briefing.web.words import TAGS, Tongue
from briefing.web.work import SOURCE

router = APIRouter(include_in_schema=False)
# What stands for the empty recipe of batches in an address.
BATCH = "batch"
_HASH = re.compile(r"[0-9a-f]{8,64}")
_RECIPE = re.compile(r"[0-9a-z]{1,64}")


@dataclass(frozen=True, slots=True)
class _Line:
    """An article of the shelf in one language of the page."""

    shown: Shown
    tongue: Tongue

    @property
    def result(self) -> Result:
        return self.shown.result

    @property
    def headline(self) -> str:
        return self.shown.headlines.get(self.tongue) or self.title

    @property
    def tag(self) -> str:
        return TAGS[self.tongue] if self.shown.headlines.get(self.tongue) else "zh-Hans"

    @property
    def title(self) -> str:
        return self.result.article.title

    @property
    def source(self) -> str:
        """The batch's source; an article of the page has none."""
        return "" if self.result.article.source == SOURCE else self.result.article.source

    @property
    def version(self) -> int:
        return self.result.article.version

    @property
    def page(self) -> str:
        return article_address(self.result)

    @property
    def files(self) -> str:
        return f"/briefs/{self.result.article.hash}/{self.result.recipe or BATCH}"

    @property
    def offers(self) -> tuple[str, ...]:
        return self.result.offers()

    @property
    def warnings(self) -> int:
        return sum(brief.warnings for brief in self.result.briefs)

    @property
    def errors(self) -> int:
        return sum(brief.errors for brief in self.result.briefs)


def article_address(found: Result) -> str:
    return f"/briefs/{found.article.hash}/{found.recipe or BATCH}"


@router.get("/shelf")
def shelf(
    front: AtFront,
    visitor: Insider,
    q: Annotated[str, Query(max_length=200)] = "",
    day: Annotated[str, Query(max_length=10)] = "",
    lang: Annotated[str, Query(max_length=2)] = "",
    run: Annotated[str, Query(max_length=32)] = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    asked = Asked(q=q.strip(), day=_day(day) if day else None, lang=_lang(lang), run=run, offset=offset)
    found = look(front.ledger, asked, shelf=front.folders.shelf)
    lines = [_Line(shown, visitor.tongue) for shown in found.entries]
    by_day = [(day, list(some)) for day, some in groupby(lines, key=lambda line: line.result.article.day)]
    return page(
        visitor,
        "shelf.html",
        section="shelf",
        asked=asked,
        days=[(day, digests(front.folders.shelf, day), some) for day, some in by_day],
        later=_turned(asked, max(0, offset - PAGE)) if offset else "",
        earlier=_turned(asked, offset + PAGE) if found.more else "",
    )


@router.get("/shelf/{day}.zip")
def day_zip(day: str, front: AtFront, visitor: Insider, lang: Annotated[str, Query(max_length=2)] = "") -> Response:
    when = _day(day)
    files = list(files_of_day(front.ledger, when, _lang(lang), shelf=front.folders.shelf))
    if not files:
        raise Problem("not_found")
    return zip_answer(packed(files), f"briefs-{when.isoformat()}{f'-{lang}' if lang else ''}.zip")


@router.get("/shelf/{day}/{name}")
def digest(day: str, name: str, front: AtFront, visitor: Insider) -> Response:
    return word_answer(digest_of(front.folders.shelf, _day(day), name))


@router.get("/briefs/{digest}/{recipe}")
def article(digest: str, recipe: str, front: AtFront, visitor: Insider) -> Response:
    found = result_at(front, digest, recipe)
    return result_page(visitor, found, base=article_address(found))


@router.get("/briefs/{digest}/{recipe}/{name}")
def article_file(digest: str, recipe: str, name: str, front: AtFront, visitor: Insider) -> Response:
    return file_answer(result_at(front, digest, recipe), name)


@router.get("/runs")
def runs(front: AtFront, visitor: Insider) -> Response:
    return page(visitor, "runs.html", section="runs", runs=front.ledger.runs(limit=100))


def result_at(front: Front, digest: str, recipe: str) -> Result:
    """What the shelf holds of an article by a recipe. Raises Problem ``no_such_job``."""
    if not _HASH.fullmatch(digest) or not _RECIPE.fullmatch(recipe):
        raise Problem("no_such_job")
    entry = front.ledger.article(digest)
    if entry is None:
        raise Problem("no_such_job")
    found = result(entry, "" if recipe == BATCH else recipe, shelf=front.folders.shelf)
    if not found.files:
        raise Problem("no_such_job")
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Problem("bad_request") from error


def _lang(text: str) -> Lang | None:
    return next((lang for lang in LANGS if lang == text), None)


def _turned(asked: Asked, offset: int) -> str:
    wanted = {"q": asked.q, "day": asked.day or "", "lang": asked.lang or "", "run": asked.run, "offset": offset or ""}
    return "/shelf?" + urlencode({name: value for name, value in wanted.items() if value})
