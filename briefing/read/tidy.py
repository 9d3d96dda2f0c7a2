"""Lines of a source → the article's own lines, with date, medium and reporters.

Owns the order in which furniture is taken off: lines that are furniture
anywhere, what follows the end, the head above the first sentence, repeats.
Knows nothing of formats and builds no offsets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.errors import SourceTooLarge
from briefing.read.bylines import Byline, byline_in, date_in, is_medium, opening_of, reporters_in, year_of
from briefing.read.draft import Block, Draft, cleaned, flat
from briefing.read.furniture import furniture

# An annual report has 15,000; each takes 40 µs to tell from furniture.
MAX_LINES = 50_000
# An end mark counts only where this share of the text's sentences lies before it.
_MOST = 0.5
_HEADLINE = range(5, 70)
_HEADING_LONGEST = 34
_SITE_LONGEST = 16
# The first lines that may be the head of a page, and the last that may be its foot.
_HEAD_LINES = 40
_FOOT_LINES = 4
_SUMMARY_LINES = 4
_SENTENCE = 15
# Furniture is short; the longest are disclaimers.
_LONGEST = 320
_LONG = 60


def require_lines(count: int, *, where: str) -> None:
    """Raises SourceTooLarge for more lines than any article or report has."""
    if count > MAX_LINES:
        raise SourceTooLarge(
            f"{where}: has {count:,} lines, more than the limit of {MAX_LINES:,}",
            hint="cut it into articles and pass them one by one",
        )


def tidy(draft: Draft) -> Draft:
    """``draft`` without furniture; title, date, medium and author filled where the text gives them."""
    draft = replace(draft, blocks=_without_furniture([_unglued(block) for block in cleaned(draft.blocks)]))
    draft = _titled(draft)
    draft = _headed(draft)
    draft = _footed(draft)
    draft = replace(draft, blocks=_marked(_without_repeats(draft)))
    return _opened(draft)


def is_sentence(block: Block) -> bool:
    """Whether a line is running text: by its full stops, or by its length."""
    rules, text = furniture(), block.text
    if block.kind in ("table", "caption"):
        return False
    if block.kind == "heading":
        return "。" in text
    ends = text.rstrip(rules.closing)[-1:] in tuple(rules.final)
    return (ends and len(text) >= _SENTENCE) or ("。" in text and len(text) >= _SENTENCE) or len(text) >= _LONG


def _without_furniture(blocks: list[Block]) -> tuple[Block, ...]:
    kept = [block for block in blocks[: _comments(blocks)] if not _is_furniture(block)]
    kept = [block for block in kept[: _end(kept)] if not _is_tail(block)]
    return tuple(kept[: _foot(kept)])


def _unglued(block: Block) -> Block:
    """A paragraph without the link that was set behind its last word."""
    text = block.text if block.kind == "table" else furniture().glued.sub("", block.text)
    return replace(block, text=text) if text and text != block.text else block


def _is_furniture(block: Block) -> bool:
    return block.kind != "table" and "。" not in block.text and _matches(block.text, furniture().drop)


def _matches(text: str, patterns: Sequence[re.Pattern[str]]) -> bool:
    return len(text) <= _LONGEST and any(pattern.fullmatch(text) for pattern in patterns)


def _comments(blocks: list[Block]) -> int:
    """Where readers begin to speak: they may say more than the article."""
    first = next((at for at, block in enumerate(blocks) if is_sentence(block)), len(blocks))
    return next(
        (at for at in range(first + 1, len(blocks)) if _matches(blocks[at].text, furniture().comments)), len(blocks)
    )


def _end(blocks: list[Block]) -> int:
    """Where the article ends: its first end mark with most of the text before it."""
    weights = [len(block.text) if is_sentence(block) else 0 for block in blocks]
    total, before = sum(weights), 0
    for index, block in enumerate(blocks):
        if _is_tail(block) and before > (total - weights[index]) * _MOST:
            return index
        before += weights[index]
    return len(blocks)


def _is_tail(block: Block) -> bool:
    if block.kind == "table":
        return False
    return _matches(block.text, furniture().tail if "。" not in block.text else furniture().closing_words)


def _foot(blocks: list[Block]) -> int:
    """Where the lines begin that may close an article and that no sentence or table follows."""
    end = len(blocks)
    for index in range(len(blocks) - 1, 0, -1):
        if _matches(blocks[index].text, furniture().foot):
            end = index
        elif is_sentence(blocks[index]) or blocks[index].kind == "table":
            break
    return end


# --- the title -------------------------------------------------------------


def _titled(draft: Draft) -> Draft:
    title, blocks = draft.title, list(draft.blocks)
    if not title and (at := _headline(blocks)) is not None:
        title = blocks.pop(at).text
    bare, site = split_site(title, [block.text for block in blocks[:_HEAD_LINES]])
    if site is None:
        return replace(draft, title=bare, blocks=tuple(blocks))
    return replace(draft, title=bare, blocks=tuple(blocks), source=draft.source or site)


def _headline(blocks: list[Block]) -> int | None:
    """The index of the line that is the title of a text, or None."""
    for index, block in enumerate(blocks[:_HEAD_LINES]):
        if block.kind == "heading" and len(block.text) in _HEADLINE:
            return index
        if byline_in(block.text) or reporters_in(block.text) or _is_navigation(block.text):
            continue
        follows = any(is_sentence(later) for later in blocks[index + 1 :])
        return index if follows and _like_headline(block.text) else None
    return None


def _like_headline(text: str) -> bool:
    rules = furniture()
    if len(text) not in _HEADLINE or "。" in text or text[-1] in "，；：、,;:…":
        return False
    last = text.rstrip(rules.closing)[-1:]
    # A question or an exclamation may be a headline; a quoted one is speech.
    return last not in tuple(rules.final) or (text[-1] in "！？!?" and len(text) <= 40 and text[0] not in '“「"')


def split_site(title: str, others: Sequence[str] = ()) -> tuple[str, str | None]:
    """A headline and the site's name that followed it, None where there is none.

    What follows a separator is a site's name where it is formed as one, or
    where another line is the headline alone.
    """
    rules, site = furniture(), None
    alone = {flat(other) for other in others}
    while True:
        at = max((title.rfind(separator) for separator in rules.separators), default=-1)
        head, tail = title[: max(at, 0)].rstrip(" -_|｜—–－丨·"), title[at + 1 :].strip()
        named = 1 < len(tail) <= _SITE_LONGEST and tail.endswith(rules.site_endings)
        if at < 0 or len(head) < _HEADLINE.start or not (named or flat(head) in alone):
            return title.strip(), site
        title, site = head, site or (tail if named and not tail.isascii() else None)


# --- the head --------------------------------------------------------------


def _headed(draft: Draft) -> Draft:
    """Take bylines and repeats out of the lines above the first sentence."""
    blocks = list(draft.blocks)
    first = next((at for at, block in enumerate(blocks[:_HEAD_LINES]) if _starts(block, draft.title)), 0)
    head, body = blocks[:first], blocks[first:]
    # A summary may stand above the line of the reporters.
    named = next((at for at, block in enumerate(body[:_SUMMARY_LINES]) if at and reporters_in(block.text)), None)
    if named is not None and (people := reporters_in(body.pop(named).text)):
        draft = _with_byline(draft, people)
    repeats = _repeats(head, draft.title)
    kept: list[Block] = []
    for at, block in enumerate(head):
        byline = byline_in(block.text) or reporters_in(block.text)
        if byline:
            draft = _with_byline(draft, byline)
        elif not (repeats and at <= repeats[-1]) and not _is_navigation(block.text) and not _is_tail(block):
            kept.append(block)
    return replace(draft, blocks=(*kept, *body))


def _repeats(head: list[Block], title: str) -> list[int]:
    """Where the headline stands in the head, also where it is set in up to four lines."""
    wanted = flat(title)
    pieces = [flat(block.text) for block in head]
    return [
        at
        for at in range(len(head))
        if any("".join(pieces[max(at - lines, 0) : at + 1]) == wanted for lines in range(4))
    ]


def _starts(block: Block, title: str) -> bool:
    return (
        is_sentence(block)
        and flat(block.text) != flat(title)
        and not byline_in(block.text)
        and not reporters_in(block.text)
    )


def _with_byline(draft: Draft, byline: Byline) -> Draft:
    """Fill what is still unknown; a medium found beside a site makes the site the one it came by."""
    if byline.published and (draft.published is None or (byline.has_time and not draft.has_time)):
        draft = replace(draft, published=byline.published, has_time=byline.has_time)
    if byline.source and draft.source and byline.source != draft.source and draft.via is None:
        if _stronger(byline):
            draft = replace(draft, source=byline.source, via=draft.source)
    elif byline.source and not draft.source:
        draft = replace(draft, source=byline.source)
    return replace(draft, author=draft.author or byline.author)


def _stronger(byline: Byline) -> bool:
    # A reporter's own paper may be one of two (甲报-乙新闻记者); the line with the date is the page's word.
    return byline.published is not None or byline.author is None


def _is_navigation(text: str) -> bool:
    """A row of short words or a path of pages."""
    if any(mark in text for mark in "。！？，"):
        return False
    if sum(text.count(mark) for mark in ">›»＞") >= 1 and len(text) <= 60:
        return True
    words = text.replace("|", " ").replace("｜", " ").split()
    return len(words) >= 4 and all(len(word) <= 5 for word in words) and not any(char.isdigit() for char in text)


# --- the foot --------------------------------------------------------------


def _footed(draft: Draft) -> Draft:
    """Take reporters and bylines out of the last lines, and keep what they say."""
    blocks = list(draft.blocks)
    for _ in range(_FOOT_LINES):
        byline = reporters_in(blocks[-1].text) or byline_in(blocks[-1].text) if len(blocks) > 1 else None
        if byline is None or is_sentence(blocks[-1]):
            break
        blocks.pop()
        draft = replace(draft, source=draft.source or byline.source, author=draft.author or byline.author)
    return replace(draft, blocks=tuple(blocks))


# --- the body --------------------------------------------------------------


def _without_repeats(draft: Draft) -> list[Block]:
    """No headline again in the body, and each sub-headline once."""
    seen, kept = {flat(draft.title)}, []
    for block in draft.blocks:
        key = flat(block.text)
        if key in seen and not is_sentence(block) and block.kind not in ("table", "caption"):
            continue
        if _like_heading(block) or block.kind == "heading":
            seen.add(key)
        kept.append(block)
    return kept


def _marked(blocks: list[Block]) -> tuple[Block, ...]:
    return tuple(
        replace(block, kind="caption")
        if _like_caption(block)
        else replace(block, kind="heading")
        if _like_heading(block) and at + 1 < len(blocks)
        else block
        for at, block in enumerate(blocks)
    )


def _like_caption(block: Block) -> bool:
    return block.kind in ("body", "heading") and "。" not in block.text and _matches(block.text, furniture().captions)


def _like_heading(block: Block) -> bool:
    rules, text = furniture(), block.text
    return (
        block.kind == "body"
        and 3 < len(text) <= _HEADING_LONGEST
        and text[-1] not in rules.final + "：，、,:;"
        and text.rstrip(rules.closing)[-1:] not in tuple(rules.final)
        and not any(mark in text for mark in rules.stop + ",")
    )


def _opened(draft: Draft) -> Draft:
    """What the first sentence says of agency, reporters and day."""
    first = next((block.text for block in draft.blocks if is_sentence(block)), "")
    draft = _adopted(draft)
    opening = opening_of(first)
    if opening is None:
        return draft
    source, via = opening.source, draft.via
    if draft.source and (source in furniture().itself or source in draft.source):
        source = draft.source
    elif draft.source and is_medium(draft.source) and via is None:
        via = draft.source
    draft = replace(
        draft,
        source=source if source not in furniture().itself else None,
        via=via,
        author=draft.author or opening.author,
    )
    if draft.published is not None:
        return draft
    text = "\n".join(block.text for block in draft.blocks)
    published = year_of(opening, first=first, text=text)
    inferred = published is not None and str(published.year) not in text
    return replace(draft, published=published, inferred=inferred)


def _adopted(draft: Draft) -> Draft:
    """A legal text is of the day given under its title, not of the page's."""
    for block in draft.blocks[:3]:
        match = furniture().adopted.fullmatch(block.text)
        if match and (dated := date_in(match.group("date"))):
            return replace(draft, published=dated[0], has_time=False)
    return draft
