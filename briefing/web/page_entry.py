"""The door: login, logout, choice of language; files that never change; the page for scripts.

Owns these routes. Knows nothing of briefs.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response

from briefing.web.forms import field, form_of
from briefing.web.front import Anybody, AtFront, Front, Insider
from briefing.web.pages import STATIC, page, static_address, static_file
from briefing.web.problems import STATUS, Problem
from briefing.web.visitors import Visitor, set_language, set_session
from briefing.web.words import TONGUES, words

router = APIRouter(include_in_schema=False)
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_FOREVER = "public, max-age=31536000, immutable"
EXAMPLE = """\
curl -H "Authorization: Bearer $TOKEN" -F file=@article.docx -F langs=en {base}/api/v1/jobs
curl -H "Authorization: Bearer $TOKEN" {base}/api/v1/jobs/$ID
curl -H "Authorization: Bearer $TOKEN" -OJ {base}/api/v1/jobs/$ID/files/en.docx"""


@router.get("/login")
async def login_page(visitor: Anybody, to: str = "/") -> Response:
    if visitor.inside:
        return RedirectResponse(_own(to), status_code=303)
    return page(visitor, "login.html", to=_own(to), told=None)


@router.post("/login")
async def login(request: Request, front: AtFront, visitor: Anybody) -> Response:
    async with form_of(request) as form:
        visitor.require_form(field(form, "form_token"))
        secret, to = field(form, "password"), _own(field(form, "to"))
    problem = await _refused(front, _address(request), secret)
    if problem is not None:
        told = words(visitor.tongue)["problems"][problem.code]
        return page(visitor, "login.html", status=problem.status, headers=problem.headers, to=to, told=told)
    answer = RedirectResponse(to, status_code=303)
    session = front.sessions.enter(visitor.known)
    set_session(answer, request, front.sessions.cookie(session))
    return answer


async def _refused(front: Front, address: str, secret: str) -> Problem | None:
    """Why this try fails. It counts before it is looked at, so that tries sent at once all count."""
    wait = front.throttle.wait(address)
    if wait:
        return Problem("too_many_tries", retry_after=wait)
    front.throttle.failed(address)
    if not await run_in_threadpool(front.access.opens, secret):
        return Problem("wrong_password")
    front.throttle.succeeded(address)
    return None


@router.post("/logout")
async def logout(request: Request, front: AtFront, visitor: Insider) -> Response:
    async with form_of(request) as form:
        visitor.require_form(field(form, "form_token"))
    front.sessions.leave(visitor.session)
    answer = RedirectResponse("/login", status_code=303)
    set_session(answer, request, front.sessions.cookie(front.sessions.new()))
    return answer


@router.get("/language/{tongue}")
async def language(tongue: str, request: Request, to: str = "/") -> Response:
    for known in TONGUES:
        if known == tongue:
            answer = RedirectResponse(_own(to), status_code=303)
            set_language(answer, request, known)
            return answer
    raise Problem("not_found")


@router.get("/static/{digest}/{name}")
async def static(digest: str, name: str) -> Response:
    if name not in STATIC or static_address(name) != f"/static/{digest}/{name}":
        raise Problem("not_found")
    kind = _TYPES[name.rpartition(".")[2]]
    return Response(static_file(name), media_type=kind, headers={"cache-control": _FOREVER})


@router.api_route("/health", methods=["GET", "HEAD"])
async def health() -> Response:
    return JSONResponse({"status": "ok"})


@router.get("/scripts")
async def scripts(request: Request, visitor: Insider) -> Response:
    return page(
        visitor,
        "scripts.html",
        operations=list(_operations(request.app.openapi())),
        statuses=sorted(STATUS.items(), key=lambda pair: (pair[1], pair[0])),
        example=EXAMPLE.format(base=f"{request.url.scheme}://{request.url.netloc}"),
    )


def _operations(description: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation["summary"]


def _own(address: str) -> str:
    """The address where it is a page of ours; else the start page."""
    plain = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if plain and address.isprintable() and address.isascii() else "/"


def _address(request: Request) -> str:
    """Who tries, as far as it is told apart: an IPv6 customer has a whole /64."""
    host = request.client.host if request.client else ""
    try:
        ip = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:  # a proxy's word for somebody
        return host
    if isinstance(ip, ipaddress.IPv6Address) and not ip.ipv4_mapped:
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return host


def door(visitor: Visitor) -> Response:
    """Where somebody is sent who must log in first."""
    path = visitor.request.url.path if visitor.request.method == "GET" else "/"
    return RedirectResponse(f"/login?to={quote(path, safe='/')}", status_code=303)
