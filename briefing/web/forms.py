"""Forms and uploads of a request as a wish.

Owns the names of the fields and the limits on their number. Knows nothing of what becomes of a wish.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from briefing.values import LANGS
from briefing.web.intake import Upload, Wish
from briefing.web.problems import Problem

KINDS = ("text", "file", "url")
# A pasted article; the reader's own limit is far below.
MAX_FIELD = 4 * 1024 * 1024
_MAX_FIELDS = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """What a form held, to fill it in again; a file cannot be kept."""

    kind: str = "text"
    text: str = ""
    url: str = ""
    langs: tuple[str, ...] = LANGS
    template: str = ""
    glossaries: tuple[str, ...] = ()

    @property
    def opened(self) -> bool:
        """Whether a choice was made that should be seen."""
        return bool(self.template or self.glossaries) or set(self.langs) != set(LANGS)


@asynccontextmanager
async def form_of(request: Request) -> AsyncIterator[FormData]:
    """The form of a request, its files closed afterwards. Raises Problem for one that is none or is too large."""
    try:
        async with request.form(max_files=1, max_fields=_MAX_FIELDS, max_part_size=MAX_FIELD) as form:
            yield form
    except HTTPException as error:
        raise Problem("too_large" if "exceeded maximum size" in str(error.detail) else "bad_request") from error


def field(form: FormData, name: str) -> str:
    """The text of a field; "" where it is missing or a file."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def fields(form: FormData, name: str) -> tuple[str, ...]:
    return tuple(value for value in form.getlist(name) if isinstance(value, str) and value)


def kept(form: FormData) -> Kept:
    kind = field(form, "kind")
    return Kept(
        kind if kind in KINDS else "text",
        field(form, "text"),
        field(form, "url"),
        fields(form, "langs"),
        field(form, "template"),
        fields(form, "glossaries"),
    )


async def upload_of(form: FormData) -> Upload | None:
    value = form.get("file")
    if not isinstance(value, UploadFile) or not (value.filename or value.size):
        return None
    return Upload(value.filename or "", await value.read())


async def wish_of(form: FormData) -> Wish:
    """The wish of the page's form. Where it says which of the three sources is meant, the others do not count."""
    said = kept(form)
    kind = field(form, "kind")
    return Wish(
        text=said.text if kind in ("", "text") else "",
        upload=await upload_of(form) if kind in ("", "file") else None,
        url=said.url if kind in ("", "url") else "",
        langs=said.langs,
        template=said.template,
        glossaries=said.glossaries,
    )
