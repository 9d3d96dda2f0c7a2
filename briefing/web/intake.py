"""From what somebody sends to a job: one source, checked as far as its bytes tell, stored and queued.

Owns which wishes are allowed and the checks that need no parser. The article itself is read by the
worker. Knows nothing of forms and JSON.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from briefing.errors import BriefingError, OutputError, QueueFull
from briefing.jobs.ledger import Ledger
from briefing.jobs.values import Item, Sighting
from briefing.read.kind import ENDINGS, binary_kind
from briefing.read.word import require_sound
from briefing.render.files import write_atomic
from briefing.values import LANGS
from briefing.web.addresses import require_public
from briefing.web.house import Choices, choices
from briefing.web.problems import Problem, of_error
from briefing.web.site import Folders, Site
from briefing.web.work import SOURCE, UPLOAD, recipe_for

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent. ``name`` is only shown, and its ending looked at."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks for: exactly one of text, file and address, and how the briefs should be."""

    text: str = ""
    upload: Upload | None = None
    url: str = ""
    langs: tuple[str, ...] = LANGS
    template: str = ""
    glossaries: tuple[str, ...] = ()


def submit(wish: Wish, *, site: Site, ledger: Ledger) -> Item:
    """The job that was queued. Raises Problem for what cannot become one; then nothing is kept."""
    options = _options(wish, site)
    given = [bool(wish.text.strip()), wish.upload is not None, bool(wish.url.strip())]
    if sum(given) != 1:
        raise Problem("several_given" if any(given) else "nothing_given")
    name = secrets.token_urlsafe(24)
    if wish.url.strip():
        url = require_public(wish.url)
        return _queue(Sighting(url, SOURCE, title=url, options=options, id=name), site, ledger)
    return _upload(wish, name, options, site, ledger)


def _upload(wish: Wish, name: str, options: Mapping[str, str], site: Site, ledger: Ledger) -> Item:
    upload = wish.upload or Upload("", wish.text.encode("utf-8", errors="replace"))
    shown = shown_name(upload.name)
    ending = _ending(upload, site.max_upload)
    file = Folders(site.data).uploads / f"{name}{ending}"
    try:
        write_atomic(file, upload.data)
    except OutputError as error:  # the page keeps what was typed
        raise Problem("no_room") from error
    title = shown or _first_line(wish.text)
    try:
        options = {**options, "name": shown}
        return _queue(Sighting(f"{UPLOAD}{file.name}", SOURCE, title=title, options=options, id=name), site, ledger)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _queue(sighting: Sighting, site: Site, ledger: Ledger) -> Item:
    try:
        return ledger.submit(sighting, limit=site.queue)
    except QueueFull as error:
        raise Problem("queue_full", retry_after=60) from error


def _options(wish: Wish, site: Site) -> dict[str, str]:
    """The wishes as the worker gets them: names that are offered, nothing else."""
    folders = Folders(site.data)
    offered = choices(templates=folders.templates, glossaries=folders.glossaries)
    langs = tuple(lang for lang in LANGS if lang in wish.langs)
    if not langs or set(wish.langs) - set(LANGS) or not _offered(wish, offered):
        raise Problem("unknown_option")
    options = {
        "langs": ",".join(langs),
        "template": wish.template,
        "glossaries": ",".join(dict.fromkeys(wish.glossaries)),
    }
    return options | {"recipe": recipe_for(options, folders=folders, settings=site.settings)}


def _offered(wish: Wish, offered: Choices) -> bool:
    template = not wish.template or wish.template in offered.templates
    return template and set(wish.glossaries) <= set(offered.glossaries)


def _ending(upload: Upload, limit: int) -> str:
    """The ending to store a file under, by what it is. Raises Problem for what is not read at all."""
    if len(upload.data) > limit:
        raise Problem("too_large")
    try:
        kind = binary_kind(upload.data, where="the file")
        if kind == "docx":
            require_sound(upload.data, where="the file")
    except BriefingError as error:
        raise of_error(error) from error
    if kind is not None:
        return f".{kind}"
    ending = PurePosixPath(upload.name.replace("\\", "/")).suffix.lower()
    if ending and ending not in ENDINGS:
        raise Problem("unsupported_type")
    return ending if ENDINGS.get(ending) in ("text", "markdown", "html") else ".txt"


def shown_name(name: str) -> str:
    """The last part of a file's name as one line that can be shown; never used as a path."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] not in "C")
    return kept.strip()[:_LONGEST_NAME]


def _first_line(text: str) -> str:
    """What a pasted article is called until it has been read."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return shown_name(line.replace("/", "／"))[:60]


def langs_of(options: Mapping[str, str] | None) -> Sequence[str]:
    return [lang for lang in (options or {}).get("langs", "").split(",") if lang in LANGS] or LANGS
