"""The application: routes, errors, the shield around them.

Owns how the parts are put together. Knows nothing of ports and processes (``server``).
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Scope

from briefing.errors import BriefingError, OutputError
from briefing.version import __version__
from briefing.web import api, page_entry, page_shelf, page_start
from briefing.web.front import Front, visitor_of
from briefing.web.pages import problem_page
from briefing.web.problems import Problem, document, of_status
from briefing.web.shield import Shield
from briefing.web.visitors import Outside
from briefing.web.words import words

API = "/api/"
DESCRIPTION = """\
Chinese business news in, English and Japanese investor briefs in Word out.

Queue an article with `POST /api/v1/jobs`, ask for the job until its state is `made`, `failed`, `skipped` or
`cancelled`, then fetch its files. Errors are `application/problem+json` with a stable `code`.
"""
_log = logging.getLogger("briefing.web")


def application(front: Front) -> ASGIApp:
    """The whole application for one front desk."""
    app = routes(front)
    return Shield(app, site=front.site, refuse=_Refusal(app))


def routes(front: Front) -> FastAPI:
    """The routes without the shield, for a look at their description."""
    app = FastAPI(
        title="briefing",
        version=__version__,
        description=DESCRIPTION,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # its page would load scripts from elsewhere; /scripts is ours
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.front = front
    for part in (page_entry, page_start, page_shelf, api):
        app.include_router(part.router)
    _tell_errors(app)
    return app


def _tell_errors(app: FastAPI) -> None:
    async def problem(request: Request, error: Exception) -> Response:
        return tell(request, error if isinstance(error, Problem) else Problem("fault"))

    async def outside(request: Request, error: Exception) -> Response:
        return page_entry.door(visitor_of(request))

    async def invalid(request: Request, error: Exception) -> Response:
        errors: Sequence[Any] = error.errors() if isinstance(error, RequestValidationError) else []
        return tell(request, Problem("bad_request", detail=api.first_error(list(errors)) if errors else ""))

    async def bare(request: Request, error: Exception) -> Response:
        return tell(request, of_status(error.status_code if isinstance(error, HTTPException) else 500))

    async def no_room(request: Request, error: Exception) -> Response:
        _note(error)
        return tell(request, Problem("no_room"))

    async def fault(request: Request, error: Exception) -> Response:
        _note(error)
        return tell(request, Problem("fault"))

    app.add_exception_handler(Problem, problem)
    app.add_exception_handler(Outside, outside)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, bare)
    app.add_exception_handler(OutputError, no_room)
    app.add_exception_handler(BriefingError, fault)
    app.add_exception_handler(Exception, fault)


def tell(request: Request, problem: Problem) -> Response:
    """A refusal as a page or, to a script, as JSON."""
    if not request.url.path.startswith(API):
        return problem_page(visitor_of(request), problem)
    body = document(problem, words("en")["problems"][problem.code])
    return JSONResponse(body, problem.status, headers=problem.headers, media_type="application/problem+json")


class _Refusal:
    """Answers for requests that the shield lets no further."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    async def __call__(self, scope: Scope, problem: Problem) -> ASGIApp:
        scope["app"] = self._app
        return tell(Request(scope), problem)


def _note(error: Exception) -> None:
    """Type and place of a fault. Its message may quote an article, so it is not written down."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    _log.error("fault: %s in %s", type(error).__name__, place)
