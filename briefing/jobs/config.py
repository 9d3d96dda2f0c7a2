"""The configuration of a batch: ``briefings.toml`` → ``BatchConfig``.

Owns the keys of the file, what each may hold, and the messages for what it may
not. Paths are relative to the file. Knows nothing of feeds, ledgers or Word,
and does not look whether the folders it names exist.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PositiveInt,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from briefing.errors import SettingsError
from briefing.jobs.calendars import known_code
from briefing.jobs.cron import checked_cron
from briefing.values import LANGS, Lang

Kind = Literal["feed", "sitemap", "page", "urls", "folder", "files"]
KINDS: tuple[Kind, ...] = ("feed", "sitemap", "page", "urls", "folder", "files")
_URL = re.compile(r"https?://\S+\Z", re.IGNORECASE)
_STRETCH = re.compile(r"\s*(\d+)\s*(s|min|h|d|w)\s*\Z")
_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400, "w": 604800}
_FIELDS = frozenset({"date", "published", "slug", "stem", "source", "lang"})
_HINT = 'the smallest file has [output] with dir = "…" and one [[source]] with folder, feed, urls or page'


def _stretch(value: object) -> object:
    """``30min``, ``2h``, ``7d`` as a timedelta."""
    if isinstance(value, str):
        found = _STRETCH.match(value)
        if not found:
            raise ValueError(f"not a length of time: {value!r}; write it as 30min, 2h or 7d")
        return timedelta(seconds=int(found[1]) * _SECONDS[found[2]])
    return value


def _path(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str) and value:
        return Path((info.context or {}).get("folder", "")) / Path(value).expanduser()
    raise ValueError("not a path")


def _place(value: object, info: ValidationInfo) -> object:
    """A web address as it is, anything else as a path."""
    return value if isinstance(value, str) and _URL.match(value) else str(_path(value, info))


def _template(value: object, info: ValidationInfo) -> object:
    """A file or folder beside the configuration, else one word: the name of a shipped style."""
    path = _path(value, info)
    word = isinstance(value, str) and Path(value).name == value and not Path(value).suffix
    return value if word and isinstance(path, Path) and not path.exists() else str(path)


def _words(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _langs(value: object) -> object:
    words = [word.strip() for word in value.split(",")] if isinstance(value, str) else value
    if not isinstance(words, Sequence) or not words or not set(words) <= set(LANGS):
        raise ValueError("one or both of en and ja")
    return tuple(lang for lang in LANGS if lang in words)


def _layout(value: str) -> str:
    fields = set(re.findall(r"\{(.*?)\}", value))
    if unknown := fields - _FIELDS:
        raise ValueError(f"no field {{{sorted(unknown)[0]}}}; there are {', '.join(sorted(_FIELDS))}")
    parts = value.split("/")
    if value.startswith("/") or ".." in parts or "" in parts or "\\" in value or ":" in value:
        raise ValueError("a layout stays inside the output folder")
    if not value.endswith(".{lang}.docx") or not fields & {"slug", "stem"}:
        raise ValueError("a layout ends in .{lang}.docx and holds {slug}, such as {date}/{slug}.{lang}.docx")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (OSError, ValueError, LookupError) as error:
        raise ValueError(f"no time zone {value!r}; write it as Asia/Tokyo or Europe/London") from error
    return value


Stretch = Annotated[timedelta, BeforeValidator(_stretch), Field(gt=timedelta())]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Somewhere = Annotated[Path, BeforeValidator(_path)]
Place = Annotated[str, BeforeValidator(_place)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Filter(_Table):
    """Which articles are briefed; all that is given must hold."""

    keywords: Words = ()  # at least one stands in the title or text
    without: Words = ()  # none of these does
    parties: Words = ()  # at least one is named, in Chinese, English or Japanese
    minimum: str = ""  # an amount of at least this, such as 1亿元
    since: date | None = None
    newest: Stretch | None = None  # published within this time before the run


class SourceConfig(_Table):
    """One place that yields articles. Exactly one of the six kinds is given."""

    name: str = ""
    feed: Place | None = None
    sitemap: Place | None = None
    page: Place | None = None
    urls: Annotated[Place | tuple[str, ...] | None, Field(union_mode="left_to_right")] = None
    folder: Somewhere | None = None
    files: str | None = None  # a glob: inbox/**/*.pdf
    limit: PositiveInt = 500  # newest entries looked at in one run
    again: Stretch | None = None  # an address is read again for changes for this long after it was first seen
    priority: int = 0
    filter: Filter = Filter()

    @property
    def kind(self) -> Kind:
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def where(self) -> str:
        value = getattr(self, self.kind)
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    def called(self, home: Path) -> str:
        """The name given, else what the file says it reads: paths as seen from ``home``, one address for a list."""
        value = getattr(self, self.kind)
        if self.name or isinstance(value, tuple):
            return self.name or (value[0] if len(value) == 1 else f"{value[0]} and {len(value) - 1} more")
        text = str(value)
        return str(Path(text).relative_to(home)) if text != str(home) and Path(text).is_relative_to(home) else text

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            raise ValueError(f"give exactly one of {', '.join(KINDS)}" + (f", not {len(given)}" if given else ""))
        return self


class Output(_Table):
    dir: Somewhere
    layout: Annotated[str, AfterValidator(_layout)] = "{date}/{slug}.{lang}.docx"
    digest: bool = True
    keep: Stretch | None = None  # files older than this go; the ledger remembers that they were


class Schedule(_Table):
    cron: Annotated[str, AfterValidator(checked_cron)] = "30 7 * * *"
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    calendar: Annotated[tuple[Annotated[str, AfterValidator(known_code)], ...], BeforeValidator(_words)] = ()
    misfire: Stretch = timedelta(hours=1)  # how late a run may still start


class Fetch(_Table):
    delay: Annotated[float, Field(ge=0, le=600)] = 1.0  # seconds between two requests to one host
    robots: bool = True
    contact: str = ""  # told to the servers
    allow_private: bool = False


class Running(_Table):
    processes: Annotated[int, Field(ge=1, le=256)] | None = None
    attempts: PositiveInt = 3
    timeout: Stretch = timedelta(minutes=10)  # for one article


class BatchConfig(_Table):
    """A whole file. ``path`` is where it stands."""

    path: Path
    source: Annotated[tuple[SourceConfig, ...], Field(min_length=1)]
    output: Output
    to: Annotated[tuple[Lang, ...], BeforeValidator(_langs)] = LANGS
    engine: str = "auto"
    summariser: str = ""
    template: Annotated[str, BeforeValidator(_template)] | None = None
    glossary: Annotated[tuple[Somewhere, ...], BeforeValidator(_words)] = ()
    models: Somewhere | None = None
    ledger: str = ""
    filter: Filter = Filter()
    schedule: Schedule | None = None
    fetch: Fetch = Fetch()
    run: Running = Running()

    @property
    def ledger_place(self) -> Path | str:
        """A database address as given, else a file: that named, or one on the shelf."""
        if "://" in self.ledger:
            return self.ledger
        return self.path.parent / self.ledger if self.ledger else self.output.dir / ".briefing" / "ledger.db"

    @property
    def cache(self) -> Path:
        return self.output.dir / ".briefing" / "cache"

    @property
    def zone(self) -> ZoneInfo:
        """The days of a batch are those of its schedule's place."""
        return ZoneInfo(self.schedule.timezone if self.schedule else "UTC")

    def names(self) -> tuple[str, ...]:
        """The name of each source: the one given, else what it reads."""
        return tuple(source.called(self.path.parent) for source in self.source)

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = self.names()
        if twice := next((name for name in names if names.count(name) > 1), ""):
            raise ValueError(f"two sources are called {twice!r}; give each a name of its own")
        return self


def load_config(path: Path) -> BatchConfig:
    """The configuration in a file. Raises SettingsError that names the place and what may stand there."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(f"{path}: no such file", hint=_HINT) from error
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML: {error}", hint=_HINT) from error
    folder = path.absolute().parent
    try:
        return BatchConfig.model_validate({**table, "path": path.absolute()}, context={"folder": folder})
    except ValidationError as error:
        problems = list(_problems(error, table))
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise SettingsError(f"{path}: {problems[0][0]}{more}", hint=problems[0][1]) from error


def _problems(error: ValidationError, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each problem as where and what, and a hint."""
    for each in error.errors(include_url=False):
        where = _where(each["loc"], table)
        message = str(each["msg"]).removeprefix("Value error, ")
        if each["type"] == "extra_forbidden":
            key = str(each["loc"][-1])
            yield f"{where}: no such key", _nearest(key, each["loc"])
        elif each["type"] == "missing":
            yield f"{where}: is missing", _HINT
        else:
            yield (f"{where}: {message}" if where else message), _HINT


def _where(loc: Sequence[str | int], table: Mapping[str, Any]) -> str:
    """``source 2 (pboc): feed``: the parts of a place as the file has them, sources counted from one."""
    parts: list[str] = []
    for part in loc:
        if isinstance(part, int):
            parts[-1] += f" {part + 1}"
            held = table.get(str(loc[0]))
            name = held[part].get("name") if loc[0] == "source" and isinstance(held, list) and part < len(held) else ""
            parts[-1] += f" ({name})" if name else ""
        elif not part.startswith(("tuple", "function", "str", "is-instance")):
            parts.append(part)
    return ": ".join(parts)


def _nearest(key: str, loc: Sequence[str | int]) -> str:
    table: Mapping[str, type[BaseModel]] = {
        "source": SourceConfig,
        "output": Output,
        "schedule": Schedule,
        "fetch": Fetch,
        "run": Running,
    }
    owners = [part for part in loc[:-1] if isinstance(part, str)]
    model: type[BaseModel] = Filter if "filter" in owners else table.get(owners[0] if owners else "", BatchConfig)
    keys = [name for name in model.model_fields if name != "path"]
    near = difflib.get_close_matches(key, keys, n=1)
    return f"did you mean {near[0]}?" if near else "the keys here are " + ", ".join(keys)
