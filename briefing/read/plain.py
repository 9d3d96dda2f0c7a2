"""Plain text and Markdown → Draft.

Owns where a paragraph of a text file ends and which marks of Markdown are not
text. Knows nothing of furniture.
"""

from __future__ import annotations

import re
from unicodedata import east_asian_width

from briefing.read.draft import Block, Draft, clean

# A file is taken as wrapped by an editor or a mail program only where no line is wider than this many columns (a
# Chinese character has two) and several lines end at the same margin. Paragraphs of articles are wider.
_WIDEST = 120
_NARROWEST = 40
_MARGIN = 4
_AT_MARGIN = 3
_SHARE_AT_MARGIN = 0.4
_ENDS = "。！？!?；;：:…”’」』）)】》"

_FENCE = re.compile(r"^\s*(?:```|~~~)")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^\s{0,3}(=+|-+)\s*$")
_RULE = re.compile(r"^\s{0,3}(?:[-*_]\s*){3,}$")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_ROW_RULE = re.compile(r"^[\s|:\-]+$")
_ITEM = re.compile(r"^\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s+")
_MARKS = re.compile(r"^\s*(?:>\s*)*(?:[-*+]\s+)?")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)|<(https?://[^>\s]+)>")
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")
_SLANTED = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])|`([^`\n]+)`")
_FRONT = re.compile(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")


def read_text(text: str) -> Draft:
    """Paragraphs of a text file: blank lines part them, wrapped lines are joined again."""
    width = _wrap_width(text)
    return Draft(tuple(Block(line) for group in _groups(text) for line in _unwrapped(group, width)))


def read_markdown(text: str) -> Draft:
    """As read_text, without the marks; headings and table rows are known as such."""
    front = _FRONT.match(text)
    title = _front_title(front.group(1)) if front else ""
    blocks: list[Block] = []
    width = _wrap_width(text)
    for group in _groups(text[front.end() :] if front else text):
        blocks.extend(_markdown(group, width))
    if blocks and blocks[0].kind == "heading" and not title:
        return Draft(tuple(blocks[1:]), title=blocks[0].text)
    return Draft(tuple(blocks), title=title)


def _groups(text: str) -> list[list[str]]:
    """Runs of lines between blank lines."""
    groups: list[list[str]] = [[]]
    for line in text.splitlines():
        if clean(line):
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _wrap_width(text: str) -> int:
    """The columns at which the lines of a wrapped file end; 0 for a file that is not wrapped."""
    widths = [_columns(line) for line in text.splitlines() if clean(line)]
    widest = max(widths, default=0)
    at_margin = sum(width >= widest - _MARGIN for width in widths)
    wrapped = at_margin >= max(_AT_MARGIN, len(widths) * _SHARE_AT_MARGIN)
    return widest if wrapped and _NARROWEST <= widest <= _WIDEST else 0


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line.rstrip())


def _unwrapped(lines: list[str], width: int) -> list[str]:
    """Join a line to the next where it stops at the margin in mid-sentence."""
    joined, last = [lines[0]], lines[0]
    for line in lines[1:]:
        if width and _runs_on(last, line, width):
            joined[-1] = join(joined[-1], line)
        else:
            joined.append(line)
        last = line
    return joined


def _runs_on(line: str, following: str, width: int) -> bool:
    indented = following[:1] in " \u3000\t" and not line[:1].isspace()
    return _columns(line) >= width - _MARGIN and clean(line)[-1:] not in _ENDS and not indented


def join(one: str, other: str) -> str:
    """Two pieces of a paragraph: a space between Latin words, and wherever neither has Chinese or Japanese."""
    left, right = one.rstrip(), other.lstrip(" \t\u3000\xa0")
    words = left[-1:].isascii() and right[:1].isascii() and left[-1:].isalpha() and right[:1].isalnum()
    # "by 2030," and "500 million" must not become one number.
    latin = not any(east_asian_width(char) in "WF" for char in left + right) and left[-1:] != "-"
    return f"{left} {right}" if words or latin else left + right


def _markdown(lines: list[str], width: int) -> list[Block]:
    blocks: list[Block] = []
    run: list[str] = []
    for line in (line for line in lines if not _FENCE.match(line)):
        special = _special(line, run)
        if special is None:
            if _ITEM.match(line):
                blocks.extend(_flush(run, width))
            run.append(_MARKS.sub("", line))
            continue
        blocks.extend(_flush(run, width))
        blocks.extend(special)
    return blocks + _flush(run, width)


def _special(line: str, run: list[str]) -> list[Block] | None:
    """Blocks of a line that is no running text; empties ``run`` where it was a heading's text."""
    if heading := _HEADING.match(line):
        return [Block(_bare(heading.group(2)), "heading")]
    if _UNDERLINE.match(line) and run:
        text = _bare("".join(run))
        run.clear()
        return [Block(text, "heading")]
    if _RULE.match(line):
        return []
    if _ROW.match(line):
        cells = [_bare(cell) for cell in line.strip().strip("|").split("|")]
        return [] if _ROW_RULE.match(line) else [Block("\t".join(cells), "table")]
    return None


def _flush(run: list[str], width: int) -> list[Block]:
    if not run:
        return []
    lines = [_bare(line) for line in _unwrapped(run, width)]
    whole = len(run) == 1 and _STRONG.fullmatch(run[0].strip())
    run.clear()
    return [Block(line, "heading" if whole and clean(line)[-1:] not in _ENDS else "body") for line in lines]


def _bare(text: str) -> str:
    """Text without inline marks."""
    text = _LINK.sub(lambda found: found.group(1) or found.group(2) or "", _IMAGE.sub("", text))
    text = _SLANTED.sub(lambda found: found.group(1) or found.group(2), _STRONG.sub(r"\2", text))
    return _ESCAPE.sub(r"\1", text).strip()


def _front_title(front: str) -> str:
    found = re.search(r"^title:\s*(.+?)\s*$", front, re.MULTILINE)
    return found.group(1).strip("\"'") if found else ""
