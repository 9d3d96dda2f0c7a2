"""Who asks: the language they read, the session of their browser, whether they may come in.

Owns cookies and the rules of entry for pages and for scripts. Knows nothing of what is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from starlette.requests import Request
from starlette.responses import Response

from briefing.web.access import Access
from briefing.web.problems import Problem
from briefing.web.sessions import LOGIN_SECONDS, Session, Sessions
from briefing.web.shield import SAFE
from briefing.web.words import Tongue, choose

LANGUAGE_COOKIE = "language"
FORM_HEADER = "x-form-token"
_YEAR = 365 * 24 * 3600


class Outside(Exception):
    """A page that needs a login, asked for by somebody who has not logged in."""


@dataclass(frozen=True)
class Visitor:
    """One request's asker."""

    request: Request
    access: Access
    sessions: Sessions

    @cached_property
    def tongue(self) -> Tongue:
        return choose(self.request.cookies.get(LANGUAGE_COOKIE), self.request.headers.get("accept-language", ""))

    @cached_property
    def known(self) -> Session | None:
        """The session of the cookie that was sent; None where there was none of ours."""
        return self.sessions.of(self.request.cookies.get(cookie_name(self.request), ""))

    @cached_property
    def session(self) -> Session:
        return self.known or self.sessions.new()

    @property
    def form_token(self) -> str:
        return self.sessions.form_token(self.session)

    @property
    def inside(self) -> bool:
        return not self.access.required or (self.known is not None and self.known.inside)

    def require_inside(self) -> None:
        """For pages. Raises Outside."""
        if not self.inside:
            raise Outside

    def require_form(self, token: str) -> None:
        """A form must come from a page of this very session."""
        if not self.sessions.accepts(self.known, token):
            raise Problem("foreign_form")

    def require_script(self) -> None:
        """For the API: a bearer token, or the browser's own session, which proves itself as a form does."""
        if not self.access.required or self._bears_token():
            return
        if not self.inside:
            raise Problem("login_needed")
        if self.request.method not in SAFE:
            self.require_form(self.request.headers.get(FORM_HEADER, ""))

    def _bears_token(self) -> bool:
        scheme, _, token = self.request.headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and self.access.knows_token(token.strip())

    def keep(self, response: Response) -> Response:
        """The answer, with a cookie for a browser that has none yet."""
        if self.known is None:
            set_session(response, self.request, self.sessions.cookie(self.session))
        return response


def cookie_name(request: Request) -> str:
    """Behind https the prefix has the browser refuse a cookie that a neighbour under the same domain set."""
    return "__Host-briefing" if _is_secure(request) else "briefing"


def set_session(response: Response, request: Request, value: str) -> None:
    response.set_cookie(
        cookie_name(request),
        value,
        max_age=LOGIN_SECONDS,
        path="/",
        secure=_is_secure(request),
        httponly=True,
        samesite="lax",
    )


def set_language(response: Response, request: Request, tongue: Tongue) -> None:
    response.set_cookie(
        LANGUAGE_COOKIE,
        tongue,
        max_age=_YEAR,
        path="/",
        secure=_is_secure(request),
        httponly=True,
        samesite="lax",
    )


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"
