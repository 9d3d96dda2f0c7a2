"""Pages: templates filled in the reader's language.

Owns the template environment, which escapes everything, and what every page is given. Knows nothing of
what the pages are about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from briefing.version import __version__
from briefing.web.problems import Problem
from briefing.web.visitors import Visitor
from briefing.web.words import TAGS, TONGUES, Tongue, words

STATIC = ("app.css", "app.js", "icon.svg")
_NAMES: Mapping[Tongue, str] = {"en": "English", "ja": "日本語", "zh": "简体中文"}


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("briefing.web", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["day"] = day_words
    made.filters["moment"] = moment_words
    return made


def page(
    visitor: Visitor, name: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    """The page ``name`` for a visitor."""
    text = environment().get_template(name).render(_given(visitor) | more)
    return visitor.keep(HTMLResponse(text, status_code=status, headers=dict(headers or {})))


def problem_page(visitor: Visitor, problem: Problem) -> Response:
    """Why something was refused, and what helps."""
    return page(
        visitor,
        "problem.html",
        status=problem.status,
        headers=problem.headers,
        problem=problem,
        told=words(visitor.tongue)["problems"][problem.code],
    )


def _given(visitor: Visitor) -> dict[str, Any]:
    request = visitor.request
    return {
        "t": words(visitor.tongue),
        "tongue": visitor.tongue,
        "tag": TAGS[visitor.tongue],
        "tongues": [(tongue, TAGS[tongue], _NAMES[tongue]) for tongue in TONGUES],
        "here": _here(request),
        "section": "",
        "static": static_address,
        "form_token": visitor.form_token,
        "inside": visitor.inside,
        "guarded": visitor.access.required,
        "version": __version__,
    }


def _here(request: Request) -> str:
    """This page's own address, to come back to after a change of language."""
    if request.method != "GET":
        return "/"
    path = quote(request.url.path, safe="/-._~")
    return f"{path}?{request.url.query}" if request.url.query else path


@cache
def static_file(name: str) -> bytes:
    return resources.files("briefing.web").joinpath("static", name).read_bytes()


@cache
def static_address(name: str) -> str:
    """An address that changes with the file, so that a browser may keep it for good."""
    return f"/static/{hashlib.sha256(static_file(name)).hexdigest()[:12]}/{name}"


def day_words(day: date, tongue: Tongue) -> str:
    """A day as people write it: 23 November 2026; 2026年11月23日."""
    if tongue == "en":
        return f"{day.day} {day:%B %Y}"
    return f"{day.year}年{day.month}月{day.day}日"


def moment_words(moment: datetime, tongue: Tongue) -> str:
    """A moment in the server's own time zone, to the minute."""
    local = moment.astimezone()
    return f"{day_words(local.date(), tongue)} {local:%H:%M}"
