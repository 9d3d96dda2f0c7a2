"""HTML page → Draft: the page's main text and what its head says.

Owns the choice of the title, the date and the part of the page that is the
article. Knows nothing of single sites: all it uses is how Chinese pages are
made in general (punctuation, links, headings, names of classes, strings of
scripts).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from briefing.errors import SourceUnreadable
from briefing.read.around import without_comments, without_related
from briefing.read.bylines import Byline, byline_in
from briefing.read.draft import Block, Draft, clean, flat
from briefing.read.furniture import furniture
from briefing.read.head import Beside, Head, Stamp, account_in, beside, head_of, made_at
from briefing.read.outline import Line, furniture_of, lines_of, main_part
from briefing.read.scripts import LEAST, markup_of, prose_in
from briefing.read.tidy import require_lines, split_site
from briefing.read.tree import Node, measured, parsed, require_text
from briefing.read.when import told_by, without_year

# Less running text than this is a summary, and what a script holds may be the article.
_LITTLE = 120
# Below this the page's own structure told us nothing, and trafilatura is asked; a flash of news has 50.
_NOTHING = 40
# A larger page without text is a program; trafilatura would be slow on it and find nothing either.
_ASKED_SIZE = 2_000_000
# A visible heading is the title where it makes up this much of the <title>.
_OF_TITLE = 0.4
_OF_TITLE_INSIDE = 0.6
# Shorter than this, what a <title> shares with the page is the name of a column.
_NAMES_A_COLUMN = 8
# Leaving furniture out that loses more than this took the article for it.
_LOST = 0.35
# What is left of a page without comments and lists of other articles; less was no article.
_LEFT = 0.1
# A text in a script is the article where it is this much longer than what is seen of it.
_LONGER = 1.3
_TITLE_LENGTHS = range(5, 120)
_BYLINE_LINES = 25
_TITLE_BELOW = 12
_NEAR_LONGEST = 60
_SITE_LONGEST = 16
_DATE_BELOW, _DATE_LONGEST = 6, 24
_DATED = re.compile(r"(?:最后)?(?:发布|编辑|更新|发表|修改)(?:时间|日期|于)")
_TAG = re.compile(r"[\[【［][^\]】］]{1,8}[\]】］]\s{0,3}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A page's draft, the address that it names as its own, and its tree (for the links to further pages)."""

    draft: Draft
    url: str | None
    root: Node


@dataclass(frozen=True, slots=True)
class _Text:
    """The article's lines, those before it and all of the page; ``beside`` for a text that lay in a script."""

    part: list[Line]
    before: list[Line]
    whole: list[Line]
    beside: Beside | None = None


def read_page(markup: str, *, where: str) -> tuple[Draft, str | None]:
    """The draft, and the address that the page names as its own.

    Raises SourceUnreadable for markup without a document.
    """
    outcome = read_outcome(markup, where=where)
    return outcome.draft, outcome.url


def read_outcome(markup: str, *, where: str, url: str | None = None) -> Outcome:
    """As read_page, with the tree; ``url`` is where the page was fetched from."""
    try:
        return _read(markup, where=where, url=url)
    except RecursionError as error:
        raise SourceUnreadable(f"{where}: holds no HTML that can be read", hint="save the page again") from error


def _read(markup: str, *, where: str, url: str | None) -> Outcome:
    root = parsed(markup, where=where)
    measures = measured(root, where=where)
    head = head_of(root, markup, measures, url=url)
    whole = lines_of(root)
    require_lines(len(whole), where=where)
    lines = lines_of(root, without=furniture_of(measures))
    part = main_part(lines)
    if _weight(part) < _weight(main_part(whole)) * _LOST:
        lines, part = whole, main_part(whole)
    lines, part = _own(lines, part)
    seen = _Text(part, lines[: lines.index(part[0])] if part else lines, whole)
    text = _from_script(root, head, seen, where=where) or seen
    blocks = [Block(line.text, line.kind) for line in text.part if not line.is_link_list]
    if sum(len(line.text) for line in text.part if line.weight > 0) < _NOTHING and text.beside is None:
        blocks = _asked(markup) or blocks
    origin = _origin(head, text, now=lambda: made_at(root, markup), account=lambda: account_in(markup, head.titles))
    return Outcome(replace(origin, blocks=tuple(blocks)), head.url, root)


def _own(lines: list[Line], part: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines and the article's part without blocks of other articles and comments, unless hardly a text is left."""
    left = without_comments(without_related(lines))
    if len(left) == len(lines):
        return lines, part
    own = main_part(left)
    return (left, own) if _weight(own) > _weight(part) * _LEFT else (lines, part)


def _weight(lines: list[Line]) -> float:
    return sum(line.weight for line in lines)


def _asked(markup: str) -> list[Block]:
    """The text as trafilatura finds it; its import takes a second, so it is asked last."""
    if len(markup) > _ASKED_SIZE:
        return []
    import trafilatura

    text = trafilatura.extract(markup, include_comments=False, include_tables=True) or ""
    return [Block(line) for line in text.splitlines() if clean(line)]


# --- text in scripts ---------------------------------------------------------


def _from_script(root: Node, head: Head, seen: _Text, *, where: str) -> _Text | None:
    """The article where the page keeps it in a script and shows nothing, less, or something else."""
    prose = prose_in(root)
    if prose is None or prose.size < LEAST:
        return None
    require_text(sum(map(len, prose.pieces)), where=where)
    inner = lines_of(parsed(markup_of(prose), where=where))
    found = _Text(inner, seen.whole if len(seen.whole) < _BYLINE_LINES else seen.before, seen.whole, beside(prose))
    shown = [flat(line.text) for line in seen.part if "。" in line.text and line.linked < 0.5]
    much, little = sum(len(flat(line.text)) for line in inner if line.weight > 0), sum(map(len, shown))
    if much < little * _LONGER:
        return None
    kept = "".join(flat(line.text) for line in inner)
    goes_on = bool(shown) and sum(text[:40] in kept for text in shown) * 2 > len(shown)
    return found if little < min(_LITTLE, much / 2) or goes_on or (much > little * 2 and _named(found, head)) else None


def _named(text: _Text, head: Head) -> bool:
    """Whether the title beside the text is the page's own."""
    titles = text.beside.titles if text.beside else ()
    return any(_fits(title, named) or flat(title) == flat(named) for title in titles for named in head.titles)


# --- title -------------------------------------------------------------------


def _title(head: Head, text: _Text) -> str:
    """The visible heading that the page's <title> repeats; else the <title> without its site; else the last heading."""
    told = text.beside.titles if text.beside else ()
    for named in head.titles:
        bare_shown = [shown[tag.end() :] for shown in head.shown if (tag := _TAG.match(shown))]
        fitting = [shown for shown in (*told, *head.shown, *bare_shown) if _fits(shown, named)]
        if fitting:
            return max(fitting, key=len)
    above = _joined([line.text for line in (*text.before, *text.part[:_TITLE_BELOW])])
    visible = {flat(shown) for shown in (*above, *(line.text for line in text.part[:3]))}
    bare = [_bare(named, visible) or split_site(named, above)[0] for named in head.titles]
    repeated = next((t for t in bare if flat(t) in visible and len(t) >= _NAMES_A_COLUMN), "")
    return repeated or next(iter(told), "") or _nearest(text) or next(iter(bare), "")


def _joined(texts: list[str]) -> list[str]:
    """The lines, and of the last ones also two or three at a time: a headline may be set in several."""
    last = texts[-_TITLE_BELOW * 2 :]
    return texts + ["".join(last[at : at + count]) for at in range(len(last) - 1) for count in (2, 3)]


def _bare(named: str, visible: set[str]) -> str:
    """A <title> without the site's name before it, where the rest is a line of the page."""
    rests = (named[match.end() :].strip() for match in re.finditer(r"[-_|｜—–－丨·:：]", named))
    return next((rest for rest in rests if len(rest) >= _NAMES_A_COLUMN and flat(rest) in visible), "")


def _fits(text: str, named: str) -> bool:
    one, other = flat(text), flat(named)
    share = len(one) / max(len(other), 1)
    if one == flat(re.split(r"\s[-_|｜—–]\s", named)[0]):
        return True
    return (other.startswith(one) and share >= _OF_TITLE) or (one in other and share >= _OF_TITLE_INSIDE)


def _nearest(text: _Text) -> str:
    """The heading the text opens with, else the last one above it."""
    sentence = next((at for at, line in enumerate(text.part) if "。" in line.text), 0)
    inside = [line.text for line in text.part[:sentence] if _may_be_title(line)]
    above = [line.text for line in text.before if _may_be_title(line)]
    return next(iter(inside), "") or next(reversed(above), "")


def _may_be_title(line: Line) -> bool:
    return line.kind == "heading" and len(line.text) in _TITLE_LENGTHS and byline_in(line.text) is None


# --- date and medium ---------------------------------------------------------


def _origin(head: Head, text: _Text, *, now: Callable[[], Stamp | None], account: Callable[[], str | None]) -> Draft:
    """Title, date, medium and author: the visible byline before the head's, as the head often names the site."""
    title, told = _title(head, text), text.beside
    near = _between(text, title)
    bylines = [byline for line in near if (byline := byline_in(line.text)) is not None]
    stamp = _timed(_best_stamp(bylines, head, told), near) or _short_stamp(near, now) or _below(text)
    source = next((byline.source for byline in bylines if byline.source), None) or (told.source if told else None)
    site = split_site(head.titles[-1])[1] if head.titles else None
    medium = source or head.source or site or _site_shown(head, near) or account()
    author = next((byline.author for byline in bylines if byline.author), None)
    return Draft(
        blocks=(),
        title=title,
        published=stamp[0] if stamp else None,
        has_time=bool(stamp and stamp[1]),
        source=medium,
        via=site if site and medium and site not in medium and medium not in site else None,
        author=author or (told.author if told else None) or _unless_site(head.author, site),
    )


def _between(text: _Text, title: str) -> list[Line]:
    """The page's lines from the title to the article's first sentences, with furniture: dates stand there."""
    part, whole = text.part, text.whole
    known = {flat(line.text) for line in part if line.weight > 0}
    starts = [at for at, line in enumerate(whole) if flat(line.text) == flat(title)]
    end = next((at for at, line in enumerate(whole) if flat(line.text) in known), 0)
    if text.beside is not None and not end:
        return [*whole[:_BYLINE_LINES], *part[:_BYLINE_LINES]]
    start = max((at for at in starts if at < end), default=max(end - _BYLINE_LINES, 0))
    return whole[start : end + _BYLINE_LINES // 5] if end else part[:_BYLINE_LINES]


def _unless_site(author: str | None, site: str | None) -> str | None:
    return None if author and site and author in site else author


def _site_shown(head: Head, near: list[Line]) -> str | None:
    """What stands behind the headline in <title>, where it stands in the byline too."""
    words = {word for line in near if len(line.text) <= _NEAR_LONGEST for word in line.text.split()}
    cut = (re.split(r"[-_|｜—–－丨]", named) for named in head.titles)
    tails = (parts[-1].strip() for parts in cut if len(parts) > 1)
    return next((tail for tail in tails if 2 < len(tail) <= _SITE_LONGEST and tail in words), None)


def _best_stamp(bylines: list[Byline], head: Head, told: Beside | None) -> Stamp | None:
    shown = [(byline.published, byline.has_time) for byline in bylines if byline.published]
    first = next(iter(shown), None)
    machine = (told.stamp if told else None) or head.stamp
    return first if first and (first[1] or machine is None) else machine or first


def _below(text: _Text) -> Stamp | None:
    """The date that stands alone under a notice's last sentence, as authorities date theirs."""
    last = next((flat(line.text) for line in reversed(text.part) if line.weight > 0), "")
    at = next((at for at, line in enumerate(text.whole) if flat(line.text) == last), len(text.whole))
    for line in text.whole[at + 1 : at + _DATE_BELOW]:
        byline = byline_in(line.text) if len(line.text) <= _DATE_LONGEST or _DATED.match(line.text) else None
        if byline and byline.published and not byline.source and not byline.author:
            return byline.published, byline.has_time
    return None


def _timed(stamp: Stamp | None, near: list[Line]) -> Stamp | None:
    """A known day with the hour that a byline without a year gives for the same day."""
    if stamp is None or stamp[1]:
        return stamp
    short = (without_year(text, now=stamp[0]) for text in _short_bylines(near))
    return next((found for found in short if found and found[0].date() == stamp[0].date()), stamp)


def _short_stamp(near: list[Line], now: Callable[[], Stamp | None]) -> Stamp | None:
    """The moment that a byline gives without its year or by 昨天, where the page proves which one it is."""
    short = _short_bylines(near)
    made = now() if short else None
    for text in short:
        if made and (stamp := told_by(text, now=made) or without_year(text, now=made[0])):
            return stamp
    return None


def _short_bylines(near: list[Line]) -> list[str]:
    texts = [line.text for line in near if len(line.text) <= _NEAR_LONGEST]
    return [t for t in texts if furniture().short_byline.fullmatch(t) and not any(mark in t for mark in "。！？，")]
