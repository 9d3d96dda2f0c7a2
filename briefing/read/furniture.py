"""The language data of reading: what surrounds an article and how to know it.

Loads ``data/furniture.toml`` once and hands out compiled patterns. Knows
nothing of files, pages or articles.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from briefing.errors import DataError


@dataclass(frozen=True, slots=True)
class Furniture:
    """Compiled patterns and word lists; every pattern matches a whole line or an opening."""

    drop: tuple[re.Pattern[str], ...]
    comments: tuple[re.Pattern[str], ...]
    tail: tuple[re.Pattern[str], ...]
    foot: tuple[re.Pattern[str], ...]
    closing_words: tuple[re.Pattern[str], ...]
    related: tuple[re.Pattern[str], ...]
    glued: re.Pattern[str]
    comment_time: re.Pattern[str]
    comment_words: re.Pattern[str]
    byline_words: tuple[str, ...]
    source_keys: tuple[str, ...]
    author_keys: tuple[str, ...]
    final: str
    stop: str
    closing: str
    separators: tuple[str, ...]
    site_endings: tuple[str, ...]
    media_names: tuple[str, ...]
    media_endings: tuple[str, ...]
    itself: frozenset[str]
    captions: tuple[re.Pattern[str], ...]
    no_names: frozenset[str]
    openings: tuple[re.Pattern[str], ...]
    reporters: tuple[re.Pattern[str], ...]
    half: re.Pattern[str]
    first_half: str
    fiscal: re.Pattern[str]
    adopted: re.Pattern[str]
    drop_words: tuple[str, ...]
    title_words: tuple[str, ...]
    caption_words: tuple[str, ...]
    meta_title: tuple[str, ...]
    meta_time: tuple[str, ...]
    meta_source: tuple[str, ...]
    meta_author: tuple[str, ...]
    meta_now: tuple[str, ...]
    script_time: re.Pattern[str]
    script_now: re.Pattern[str]
    script_title: re.Pattern[str]
    script_source: re.Pattern[str]
    fact_title: tuple[str, ...]
    fact_time: tuple[str, ...]
    fact_source: tuple[str, ...]
    fact_author: tuple[str, ...]
    next_page: tuple[re.Pattern[str], ...]
    days_ago: re.Pattern[str]
    day_words: dict[str, int]
    hours_ago: re.Pattern[str]
    ago_minutes: dict[str, int]
    short_byline: re.Pattern[str]
    table_unit: re.Pattern[str]
    table_name: re.Pattern[str]
    frequent: frozenset[str]
    english: frozenset[str]


@cache
def furniture() -> Furniture:
    """The shipped data, read once.

    Raises DataError where the file is damaged.
    """
    source = files("briefing") / "data" / "furniture.toml"
    try:
        return _compile(tomllib.loads(source.read_text(encoding="utf-8")))
    except (OSError, KeyError, re.error, tomllib.TOMLDecodeError) as error:
        raise DataError(f"furniture.toml cannot be used: {error}") from error


def _compile(data: dict[str, Any]) -> Furniture:
    lines, pages, titles, media = data["lines"], data["pages"], data["titles"], data["media"]
    times = data["times"]
    return Furniture(
        drop=_any(lines["drop"]),
        comments=_any(lines["comments"]),
        tail=_any(lines["tail"]),
        foot=_any(lines["foot"]),
        comment_time=re.compile(lines["comment_time"]),
        comment_words=re.compile(lines["comment_words"]),
        closing_words=_any(lines["closing_words"]),
        related=_any(lines["related"]),
        glued=re.compile(rf"(?:{lines['glued']})\Z"),
        byline_words=_longest_first(lines["byline_words"]),
        source_keys=_longest_first(lines["source_keys"]),
        author_keys=_longest_first(lines["author_keys"]),
        final=data["sentences"]["final"],
        stop=data["sentences"]["stop"],
        closing=data["sentences"]["closing"],
        separators=tuple(titles["separators"]),
        site_endings=tuple(titles["site_endings"]),
        media_names=tuple(media["names"]),
        media_endings=tuple(media["endings"]),
        itself=frozenset(media["itself"]),
        captions=_any(data["captions"]["lines"]),
        no_names=frozenset(data["reporters"]["no_names"]),
        openings=_openings(media),
        reporters=_reporters(data["reporters"]),
        half=re.compile(data["years"]["half"]),
        first_half=data["years"]["first_half"],
        fiscal=re.compile(data["years"]["fiscal"]),
        adopted=re.compile(data["years"]["adopted"]),
        drop_words=tuple(pages["drop_words"]),
        title_words=tuple(pages["title_words"]),
        caption_words=tuple(pages["caption_words"]),
        meta_title=tuple(pages["meta_title"]),
        meta_time=tuple(pages["meta_time"]),
        meta_source=tuple(pages["meta_source"]),
        meta_author=tuple(pages["meta_author"]),
        meta_now=tuple(pages["meta_now"]),
        script_time=re.compile(pages["script_time"], re.IGNORECASE),
        script_now=re.compile(pages["script_now"], re.IGNORECASE),
        script_title=re.compile(pages["script_title"], re.IGNORECASE),
        script_source=re.compile(pages["script_source"], re.IGNORECASE),
        fact_title=tuple(pages["fact_title"]),
        fact_time=tuple(pages["fact_time"]),
        fact_source=tuple(pages["fact_source"]),
        fact_author=tuple(pages["fact_author"]),
        next_page=_patterns(pages["next_page"]),
        days_ago=re.compile(times["days_ago"]),
        day_words=dict(times["day_words"]),
        hours_ago=re.compile(times["hours_ago"]),
        ago_minutes=dict(times["ago_minutes"]),
        short_byline=re.compile(times["short_byline"]),
        table_unit=re.compile(data["tables"]["unit"]),
        table_name=re.compile(data["tables"]["name"]),
        frequent=frozenset(data["text"]["frequent"]),
        english=frozenset(data["languages"]["english"]),
    )


def _any(sources: list[str]) -> tuple[re.Pattern[str], ...]:
    """All as one pattern: asked for each line, it takes half the time."""
    return (re.compile("|".join(f"(?:{source})" for source in sources)),)


def _patterns(sources: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source) for source in sources)


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))


def _openings(media: dict[str, Any]) -> tuple[re.Pattern[str], ...]:
    names = "|".join(re.escape(name) for name in _longest_first(media["names"]))
    endings = "|".join(re.escape(ending) for ending in _longest_first(media["endings"]))
    # A name of the list first; else a short run that ends as media names do.
    either = rf"(?:{names})|[\u3400-\u9fffA-Za-z]{{1,8}}?(?:{endings})"
    return tuple(re.compile(opening.replace("{media}", either)) for opening in media["openings"])


def _reporters(data: dict[str, Any]) -> tuple[re.Pattern[str], ...]:
    names = rf"{data['name']}(?:{data['between']}{data['name']}){{0,5}}"
    return tuple(re.compile(line.replace("{names}", names)) for line in data["lines"])
