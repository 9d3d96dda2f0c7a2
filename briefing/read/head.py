"""What a page says of its article outside the text: in its head and its scripts.

Owns which of its names mean title, time, medium and author. Knows nothing of
the text itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from itertools import islice
from typing import Any

from briefing.read.bylines import is_medium, person_in, stamp_in
from briefing.read.draft import clean
from briefing.read.furniture import furniture
from briefing.read.outline import attribute
from briefing.read.scripts import Prose
from briefing.read.tree import Measures, Node
from briefing.read.when import day_in_url, epoch_in

Stamp = tuple[datetime, bool]

_TITLE_LENGTHS = range(5, 120)
_TITLE_LONGEST = 500
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_TITLED = (*_HEADINGS, "div", "p", "span", "td")
_STAMPS = 40
# Values are looked for first, as they are rarer than names.
_MOMENT = re.compile(r"20[0-4]\d[-/.年]?\d[^\"'<>,;]{2,36}|1\d{9}(?:\d{3})?(?!\d)")
_NAME_LONGEST = 48
# From this many on, the moments or media of a page's scripts are those of a list; what is ours has our title near it.
_LISTED = 3
_BESIDE, _TITLE_START = 1500, 14
_MOMENTS = 20_000


@dataclass(frozen=True, slots=True)
class Head:
    """What the page's <head> and scripts say.

    ``day`` is the day in its address, which is the article's and says nothing
    of when the page was looked at.
    """

    titles: tuple[str, ...]
    shown: tuple[str, ...]
    stamp: Stamp | None
    day: datetime | None
    source: str | None
    author: str | None
    url: str | None


def head_of(root: Node, markup: str, measures: Measures, *, url: str | None) -> Head:
    """The head of a page; ``url`` is where it was fetched from."""
    metas, linked, rules = _metas(root), list(_linked_data(root)), furniture()
    titles = [metas.get(name) for name in rules.meta_title] + [root.findtext(".//title")]
    titles += [thing.get("headline") for thing in linked]
    if not any(titles):
        titles += [found.group("title") for found in islice(rules.script_title.finditer(markup), 4)]
    sources = [metas.get(name) for name in rules.meta_source] + [_name(thing.get("publisher")) for thing in linked]
    authors = [metas.get(name) for name in rules.meta_author] + [_name(thing.get("author")) for thing in linked]
    own = _own_url(root, metas)
    return Head(
        titles=tuple(dict.fromkeys(_line(text) for text in titles if isinstance(text, str) and _line(text))),
        shown=_shown_titles(root, measures),
        stamp=_stamp(root, metas, linked, markup, own or url or "", titles=[text for text in titles if text]),
        day=day_in_url(own or url or ""),
        source=next((clean(text) for text in sources if text and is_medium(clean(text))), None),
        author=next((name for text in authors if text and (name := person_in(clean(text)))), None),
        url=own,
    )


def _line(text: str) -> str:
    """The text on one line, or nothing where it is too long for a title."""
    return clean(" ".join(unescape(text).split())) if len(text) <= _TITLE_LONGEST else ""


def _shown_titles(root: Node, measures: Measures) -> tuple[str, ...]:
    """Texts of headings and of elements whose class or id says title."""
    words, found = furniture().title_words, []
    for element in root.iter(*_TITLED):
        names = attribute(element)
        if element.tag in _HEADINGS or (names != " " and any(word in names[:300] for word in words)):
            text = clean(measures.text(element, longest=_TITLE_LENGTHS.stop))
            if len(text) in _TITLE_LENGTHS:
                found.append(text)
    return tuple(found)


def _metas(root: Node) -> dict[str, str]:
    """Contents of <meta> by lower-case name, property or itemprop; the first wins."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and meta.get("content"):
            found.setdefault(name.strip().lower(), str(meta.get("content"))[:2000])
    return found


def _linked_data(root: Node) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD that describe an article."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            value = json.loads(str(script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        things = value if isinstance(value, list) else [value]
        for thing in things[:50]:
            inner = thing.get("@graph") if isinstance(thing, dict) else None
            for one in (inner if isinstance(inner, list) else [thing])[:50]:
                if isinstance(one, dict) and any(name in one for name in ("headline", "datePublished", "pubDate")):
                    yield one


def _name(value: Any) -> str | None:
    """The name of an author or publisher of JSON-LD; several are parted by spaces."""
    if isinstance(value, list):
        return " ".join(name for one in value[:6] if (name := _name(one))) or None
    if isinstance(value, dict):
        value = value.get("name")
    return value[:100] if isinstance(value, str) else None


def _stamp(
    root: Node, metas: dict[str, str], linked: list[dict[str, Any]], markup: str, url: str, *, titles: Sequence[str]
) -> Stamp | None:
    """When the article appeared: as the head says, or a script where the address does not deny it, or the address."""
    rules, day = furniture(), day_in_url(url)
    texts = [metas[name] for name in rules.meta_time if name in metas]
    texts += [str(thing.get(name)) for name in ("datePublished", "pubDate") for thing in linked if thing.get(name)]
    texts += [str(time.get("datetime"))[:100] for time in root.iter("time") if time.get("datetime")]
    if said := next((stamp for text in texts if (stamp := moment_in(text))), None):
        return said
    stamps = list(islice(_stamps(markup, rules.script_time), _STAMPS))
    if day is None and len({stamp for stamp, _ in stamps}) >= _LISTED:
        # Many moments are those of a list of articles: the one beside the page's own title counts.
        own = _nearest_own(titles, markup, [at for _, at in stamps])
        return stamps[own][0] if own is not None else None
    fitting = (stamp for stamp, _ in stamps if day is None or stamp[0].date() == day.date())
    return next(fitting, (day, False) if day else None)


def _nearest_own(titles: Sequence[str], markup: str, places: Sequence[int]) -> int | None:
    """Of places in scripts the index of the one nearest to a title of the page in the same script."""
    found = [(gap, index) for index, at in enumerate(places) if (gap := _gap(titles, markup, at)) is not None]
    return min(found)[1] if found else None


def _gap(titles: Sequence[str], markup: str, at: int) -> int | None:
    """How far from a place its script names one of the titles, as it is or with its characters escaped."""
    before, after = markup[max(at - _BESIDE, 0) : at], markup[at : at + _BESIDE]
    before, after = before[before.rfind("<script") + 1 :], after.partition("</script")[0]
    starts = [start for title in titles if (start := title.strip()[:_TITLE_START])]
    gaps: list[int] = []
    for start in (*starts, *(json.dumps(start)[1:-1] for start in starts)):
        gaps += [len(before) - before.rfind(start)] if start in before else []
        gaps += [after.find(start)] if start in after else []
    return min(gaps, default=None)


def _stamps(markup: str, names: re.Pattern[str]) -> Iterator[tuple[Stamp, int]]:
    """Moments that stand right behind one of ``names`` and a colon or a sign of equality, and where."""
    for match in islice(_MOMENT.finditer(markup), _MOMENTS):
        before = markup[max(match.start() - _NAME_LONGEST, 0) : match.start()]
        if names.search(before) and (stamp := moment_in(match.group())):
            yield stamp, match.start()


def moment_in(text: str) -> Stamp | None:
    """The moment of a stamp in any of the forms that machines write."""
    return epoch_in(text) or stamp_in(text)


def account_in(markup: str, titles: Sequence[str] = ()) -> str | None:
    """The account or medium that a script of the page names, as pages of public accounts have it."""
    found = list(islice(furniture().script_source.finditer(markup), _STAMPS))
    if len({match.group("source") for match in found}) >= _LISTED:
        own = _nearest_own(titles, markup, [match.start() for match in found])
        found = found[own : own + 1] if own is not None else []
    return clean(found[0].group("source")) or None if found else None


def made_at(root: Node, markup: str) -> Stamp | None:
    """When the page itself was made, where it says so."""
    metas, rules = _metas(root), furniture()
    said = (moment_in(metas[name]) for name in rules.meta_now if name in metas)
    return next((stamp for stamp in said if stamp), None) or next(
        (stamp for stamp, _ in _stamps(markup, rules.script_now)), None
    )


def _own_url(root: Node, metas: dict[str, str]) -> str | None:
    links = [link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"]
    named = [url for url in (metas.get("og:url"), *links) if url and url.startswith(("http://", "https://"))]
    return str(named[0])[:2000] if named else None


# --- beside a text in a script ----------------------------------------------


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an article in a script."""

    titles: tuple[str, ...]
    stamp: Stamp | None
    source: str | None
    author: str | None


def beside(prose: Prose) -> Beside:
    """The article's title, time, medium and author as the nearest values tell them."""
    rules = furniture()
    titles = [_bare(text) for text in prose.fact(rules.fact_title)]
    sources = [_bare(text) for text in prose.fact(rules.fact_source)]
    return Beside(
        titles=tuple(dict.fromkeys(title for title in titles if len(title) in _TITLE_LENGTHS)),
        stamp=next((stamp for text in prose.fact(rules.fact_time) if (stamp := moment_in(text))), None),
        source=next(
            (text for text in sources if 1 < len(text) <= 24 and not text.isdecimal() and "/" not in text), None
        ),
        author=next((name for text in prose.fact(rules.fact_author) if (name := person_in(text))), None),
    )


def _bare(text: str) -> str:
    return clean(re.sub(r"<[^<>]{0,200}>", "", text))
