"""Answers that several routes give: a file, a zip, the page of a result.

Owns headers of downloads. Knows nothing of where a result was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import quote

from starlette.responses import FileResponse, Response, StreamingResponse

from briefing.errors import DataError
from briefing.web.pages import page
from briefing.web.preview import Preview, preview
from briefing.web.results import WORD, ZIP, Result, media_type, packed
from briefing.web.visitors import Visitor
from briefing.web.words import TAGS

_CHUNK = 64 * 1024


def file_answer(found: Result, name: str) -> Response:
    """One file of a result, or all as a zip. Raises Problem ``not_found``."""
    if name == "all.zip" and name in found.offers():
        return zip_answer(packed(found.named()), found.download(name))
    path = found.file(name)
    return FileResponse(
        path, media_type=media_type(name), headers={"content-disposition": disposition(found.download(name))}
    )


def word_answer(path: Path) -> Response:
    """A Word file of the shelf under its own name."""
    return FileResponse(path, media_type=WORD, headers={"content-disposition": disposition(path.name)})


def zip_answer(stream: IO[bytes], name: str) -> Response:
    headers = {"content-disposition": disposition(name)}
    return StreamingResponse(_pieces(stream), media_type=ZIP, headers=headers)


def disposition(name: str) -> str:
    """A download under its own name in any script (RFC 6266), with a plain one for clients that know no other."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=utf-8''{quote(name, safe='')}"


def result_page(visitor: Visitor, found: Result, *, base: str) -> Response:
    """The page of a result: downloads, findings, preview. Without a readable data file only the downloads."""
    shown = _shown(found, visitor)
    headline, tag = headline_for(visitor, shown, found.article.title)
    return page(visitor, "result.html", result=found, preview=shown, headline=headline, headline_tag=tag, base=base)


def headline_for(visitor: Visitor, shown: Preview | None, title: str) -> tuple[str, str]:
    """The headline in the reader's language where there is one, else the Chinese, and what language that is."""
    if shown is not None:
        for lang, headline in shown.headlines.items():
            if lang == visitor.tongue:
                return headline, TAGS[visitor.tongue]
    return title, "zh-Hans"


def _shown(found: Result, visitor: Visitor) -> Preview | None:
    if found.data is None:
        return None
    try:
        return preview(found.data, visitor.tongue)
    except DataError:
        return None


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    with stream:
        while piece := stream.read(_CHUNK):
            yield piece
