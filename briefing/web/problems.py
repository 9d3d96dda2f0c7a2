"""What a request can be refused for: a code, its status, and how both kinds of client are told.

    Problem      what the page shows in the reader's language and the API as ``application/problem+json``

Owns the list of codes; the words are in ``words/*.toml``. Knows nothing of jobs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefing.errors import (
    BriefingError,
    NotAnArticle,
    SourceMissing,
    SourceTooLarge,
    SourceUnreadable,
    UsageError,
)

STATUS: Mapping[str, int] = {
    "bad_request": 400,
    "login_needed": 401,
    "wrong_password": 401,
    "foreign_form": 403,
    "not_found": 404,
    "no_such_job": 404,
    "method_not_allowed": 405,
    "too_slow": 408,
    "not_finished": 409,
    "already_finished": 409,
    "too_large": 413,
    "unsupported_type": 415,
    "wrong_host": 421,
    "nothing_given": 422,
    "several_given": 422,
    "address_refused": 422,
    "unreadable": 422,
    "unknown_option": 422,
    "too_many_tries": 429,
    "fault": 500,
    "queue_full": 503,
    "no_room": 507,
}


class Problem(Exception):
    """A request that is refused. ``detail`` adds to the words of the code what is particular, in English."""

    def __init__(self, code: str, *, detail: str = "", hint: str = "", retry_after: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.status = STATUS[code]
        self.detail = detail
        self.hint = hint
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        more = {"Retry-After": str(self.retry_after)} if self.retry_after else {}
        return more | ({"WWW-Authenticate": "Bearer"} if self.code == "login_needed" else {})


def of_error(error: BriefingError) -> Problem:
    """The refusal that an error of the reader means for who sent the source."""
    code = next((code for kind, code in _OF_ERROR if isinstance(error, kind)), "unreadable")
    return Problem(code, detail=error.message, hint=error.hint)


_OF_ERROR: tuple[tuple[type[BriefingError], str], ...] = (
    (SourceTooLarge, "too_large"),
    (SourceUnreadable, "unsupported_type"),
    (NotAnArticle, "unreadable"),
    (SourceMissing, "unreadable"),
    (UsageError, "address_refused"),
)


def of_status(status: int) -> Problem:
    """The refusal behind a bare status of the framework."""
    code = next((code for code, known in STATUS.items() if known == status), "bad_request")
    return Problem(code)


def document(problem: Problem, words: Mapping[str, str]) -> dict[str, Any]:
    """The body of an API error (RFC 9457), with the stable ``code`` and, where there is something to do, a ``hint``."""
    hint = problem.hint or words.get("hint", "")
    body = {
        "type": f"urn:briefing:problem:{problem.code}",
        "title": words["title"],
        "status": problem.status,
        "code": problem.code,
        "detail": problem.detail or words["text"],
    }
    return body | ({"hint": hint} if hint else {})
