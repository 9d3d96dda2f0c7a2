"""As many articles as a test wants, every one different: the seeds with other names and other figures."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
# The company or place that each seed is about, as it is written there, and what kind of name it is.
_HEADS = {
    "beihai-buyback": "北海家电",
    "guangdong-trade": "广东",
    "haiyun-funding": "海云智能",
    "jiangnan-results": "江南精工",
}
_FIRST = "华东远景明志恒泰瑞丰安信金海宏达凯康利源盛博新光天成永兴"
_SECOND = "科仪电材药通能航达联创阳川岳峰源港原野林"
_KINDS = {"beihai-buyback": "家电", "haiyun-funding": "智能", "jiangnan-results": "精工"}
_PROVINCES = ("广东", "江苏", "浙江", "山东", "福建", "四川", "湖北", "河南")
# Figures that may be any: not years, days, or the digits of a name.
_FIGURE = re.compile(r"(?<![\d.第年月至])(\d+)(\.\d+)?(?=(?:亿|万|%|个百分点|个项目|家|座))")


def made_article(number: int) -> str:
    """Article ``number``: the same text each time, no two alike in name and figures."""
    names = sorted(_HEADS)
    name = names[number % len(names)]
    turn = number // len(names)
    text = (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    return _FIGURE.sub(lambda found: _other(found, turn), text.replace(_HEADS[name], _head(name, turn)))


def _head(name: str, turn: int) -> str:
    if name not in _KINDS:
        return _PROVINCES[turn % len(_PROVINCES)]
    pairs = [first + second for first, second in product(_FIRST, _SECOND)]
    return pairs[turn * 7 % len(pairs)] + _KINDS[name]


def _other(found: re.Match[str], turn: int) -> str:
    """A figure of the same form: as many decimals, nearly as large."""
    whole, part = found[1], found[2] or ""
    if part:
        size = 10 ** (len(part) - 1)
        value = int(whole) * size + int(part[1:]) + turn * 3
        return f"{value // size}.{value % size:0{len(part) - 1}d}"
    return str(int(whole) + turn)


def write_articles(folder: Path, count: int, *, start: int = 0) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(start, start + count):
        (folder / f"article-{number:05d}.txt").write_text(made_article(number), encoding="utf-8")
