"""Files, bytes, URLs → ``Article``.

Owns the choice of the reader for a source. All errors are of
``briefing.errors``; messages name the source and never quote it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote, urlsplit

from briefing.errors import NotAnArticle, SourceMissing, SourceTooLarge, SourceUnreadable, UsageError
from briefing.read.build import build, require_size
from briefing.read.draft import Draft
from briefing.read.kind import ENDINGS, binary_kind, text_kind
from briefing.read.tidy import require_lines
from briefing.read.traditional import tidied
from briefing.values import Article

if TYPE_CHECKING:
    from briefing.read.fetch import Fetcher, Page
    from briefing.settings import Settings

__all__ = ["MAX_BYTES", "expand", "fetcher_for", "read", "read_bytes"]

MAX_BYTES = 20 * 1024 * 1024
# What we write ourselves is no source.
_OUTPUTS = (
    *(f".{langs}.{ending}" for langs in ("en", "ja", "en-ja") for ending in ("docx", "pdf")),
    ".preview.html",
    ".brief.json",
)
_URL = re.compile(r"https?://", re.IGNORECASE)


def read(
    source: str | Path,
    *,
    allow_private: bool = False,
    stdin: BinaryIO | None = None,
    fetcher: Fetcher | None = None,
) -> Article:
    """The article in a file, at a URL, or on standard input (``-``).

    ``fetcher`` is that of a run which reads many pages; its rules then hold instead
    of ``allow_private``. Raises a SourceError for a source that yields no Chinese article.
    """
    if isinstance(source, str) and _URL.match(source):
        return _read_url(source, allow_private=allow_private, fetcher=fetcher)
    if str(source) == "-":
        return _read_bytes(_limited(stdin or sys.stdin.buffer, "standard input"), name="stdin", where="standard input")
    if isinstance(source, str) and re.match(r"[a-z][a-z0-9+.\-]*://", source, re.IGNORECASE):
        raise UsageError(f"{source[:200]}: only http and https addresses are read", hint="pass a file path or a URL")
    return _read_file(Path(source))


def read_bytes(data: bytes, *, name: str, kind: str | None = None, url: str | None = None) -> Article:
    """The article in ``data``; ``kind`` (text, markdown, html, docx, pdf) only decides where the bytes do not."""
    if kind is not None and kind not in ENDINGS.values():
        raise UsageError(f"{kind}: is no kind of source", hint=f"one of {', '.join(sorted(set(ENDINGS.values())))}")
    ending = next((ending for ending, known in ENDINGS.items() if known == kind), Path(name).suffix.lower())
    return _read_bytes(data, name=_stem(name), where=url or name, ending=ending, url=url)


def fetcher_for(sources: Sequence[str], settings: Settings) -> Fetcher | None:
    """One fetcher for all addresses among ``sources``, so that no site is asked too often; None where there is none."""
    if not any(_URL.match(source) for source in sources):
        return None
    from briefing.read.fetch import Fetcher

    return Fetcher(
        allow_private=settings.allow_private,
        cache=settings.cache,
        robots=settings.robots,
        delay=settings.delay,
        contact=settings.contact,
    )


def expand(sources: Sequence[str]) -> list[str]:
    """``sources`` with each folder replaced by the readable files in it and below it, sorted.

    Hidden files and folders and briefs written by us are left out. Raises
    SourceMissing for a folder without a readable file.
    """
    return [found for source in sources for found in _expanded(source)]


def _expanded(source: str) -> list[str]:
    folder = Path(source)
    try:
        if _URL.match(source) or not folder.is_dir():
            return [source]
        files = sorted(
            str(path) for path in folder.rglob("*") if _readable(path.relative_to(folder)) and path.is_file()
        )
    except (OSError, ValueError) as error:
        raise SourceMissing(f"{source}: cannot be listed", hint="check its name and permissions") from error
    if not files:
        raise SourceMissing(f"{source}: holds no file that can be read", hint=f"read are {', '.join(ENDINGS)}")
    return files


def _readable(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return not hidden and path.suffix.lower() in ENDINGS and not path.name.lower().endswith(_OUTPUTS)


def _read_file(path: Path) -> Article:
    where = str(path)
    try:
        if path.is_dir():
            raise SourceUnreadable(f"{where}: is a folder, not a file", hint="pass a file, or the folder to generate")
        with path.open("rb") as stream:
            data = _limited(stream, where)
    except FileNotFoundError as error:
        raise SourceMissing(f"{where}: no such file", hint="check the path") from error
    except (OSError, ValueError) as error:
        raise SourceUnreadable(
            f"{where}: cannot be opened ({type(error).__name__})", hint="check its rights"
        ) from error
    return _read_bytes(data, name=_stem(path.name), where=where, ending=path.suffix.lower())


def _read_url(url: str, *, allow_private: bool, fetcher: Fetcher | None) -> Article:
    if fetcher is None:
        from briefing.read.fetch import Fetcher

        with Fetcher(allow_private=allow_private) as own:
            return _read_pages(url, own.get)
    return _read_pages(url, fetcher.get)


def _read_pages(url: str, get: Callable[[str], Page]) -> Article:
    """The article at ``url`` with the further pages that it is continued on.

    A further page that does not exist ends it; any other failure is raised,
    as an article that breaks off in the middle must not look complete.
    """
    from briefing.read.series import MAX_PAGES, continues, joined

    first = get(url)
    draft, found, following = _page_draft(first, where=url)
    drafts, datas = [tidied(draft)], [first.data]
    seen = {url, first.url}
    while following and following not in seen and len(drafts) < MAX_PAGES:
        seen.add(following)
        try:
            page = get(following)
        except SourceMissing:
            break
        if page.url in seen - {following}:
            break
        draft, _, following = _page_draft(page, where=following)
        if not continues(drafts[0], draft := tidied(draft)):
            break
        drafts.append(draft)
        datas.append(page.data)
    return build(joined(drafts), name=_slug(first.url), where=url, data=b"".join(datas), url=first.url or found)


def _page_draft(page: Page, *, where: str) -> tuple[Draft, str | None, str | None]:
    """As _draft, and the address of the article's next page."""
    ending = Path(urlsplit(page.url).path).suffix.lower() or ".html"
    kind = binary_kind(page.data, where=where)
    if kind is not None:
        return *_draft(page.data, where=where, ending=ending, charset=page.charset), None
    from briefing.read.decode import decode

    text = decode(page.data, where=where, declared=page.charset)
    _refuse_list(text, where=where)
    if text_kind(text, ending=ending) != "html":
        return *_draft(page.data, where=where, ending=ending, charset=page.charset), None
    from briefing.read.page import read_outcome
    from briefing.read.series import next_page

    outcome = read_outcome(text, where=where, url=page.url)
    return outcome.draft, outcome.url, next_page(outcome.root, page.url)


def _limited(stream: BinaryIO, where: str) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    _require_bytes(len(data), where)
    return data


def _require_bytes(size: int, where: str) -> None:
    if size > MAX_BYTES:
        raise SourceTooLarge(
            f"{where}: is larger than the limit of {MAX_BYTES // 1024**2} MB", hint="pass the article alone"
        )


def _read_bytes(
    data: bytes, *, name: str, where: str, ending: str = "", url: str | None = None, charset: str | None = None
) -> Article:
    _require_bytes(len(data), where)
    draft, found = _draft(data, where=where, ending=ending, charset=charset)
    require_lines(len(draft.blocks), where=where)
    return build(tidied(draft), name=name, where=where, data=data, url=url or found)


def _draft(data: bytes, *, where: str, ending: str, charset: str | None) -> tuple[Draft, str | None]:
    """What the format's reader gives, and the URL that a page names as its own."""
    kind = binary_kind(data, where=where)
    if kind == "docx":
        from briefing.read.word import read_word

        return read_word(data, where=where), None
    if kind == "pdf":
        from briefing.read.pdf import read_pdf

        return read_pdf(data, where=where), None
    return _text_draft(data, where=where, ending=ending, charset=charset)


def _text_draft(data: bytes, *, where: str, ending: str, charset: str | None) -> tuple[Draft, str | None]:
    from briefing.read.decode import decode

    text = decode(data, where=where, declared=charset)
    _refuse_list(text, where=where)
    kind = text_kind(text, ending=ending)
    if kind == "html":
        from briefing.read.page import read_page

        return read_page(text, where=where)
    require_size(text, where=where)
    from briefing.read.plain import read_markdown, read_text

    return (read_markdown if kind == "markdown" else read_text)(text), None


def _refuse_list(text: str, *, where: str) -> None:
    """A feed or a sitemap is no article, and says in XML what it is."""
    from briefing.read.listed.markup import kind_of

    kind = kind_of(text) if text.lstrip()[:1] == "<" else "page"
    if kind in ("feed", "sitemap"):
        from briefing.read.listing import described

        raise NotAnArticle(
            f"{where}: is {described(text, where=where)}, not an article",
            hint=f'name it in a batch to follow it: [[source]] with {kind} = "{where}", then briefing batch run',
        )


def _stem(name: str) -> str:
    """The name without its ending: ``a.b.txt`` is ``a.b``, ``a.b`` stays."""
    path = Path(name)
    return path.stem if path.suffix.lower() in ENDINGS else path.name


def _slug(url: str) -> str:
    """A file's name from a URL: its last part that says something."""
    parts = urlsplit(url)
    words = [part for part in unquote(parts.path).split("/") if part]
    last = _stem(words[-1]) if words else parts.hostname or "page"
    return re.sub(r"[^\w\-]+", "-", last).strip("-")[:80] or "page"
