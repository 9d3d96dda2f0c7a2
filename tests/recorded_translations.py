"""What an engine might say of a seed article: right, wrong by a power of ten, empty, with names of its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

FUNDING: tuple[tuple[str, str], ...] = (
    (
        "海云智能完成C轮融资15亿元 并收购柏林软件公司",
        "Haiyun Intelligent completes a C round of 1.5 billion yuan and acquires a Berlin software company",
    ),
    (
        "工业软件企业海云智能6月12日宣布，公司完成15亿元C轮融资。"
        "本轮融资由深圳市创新投资集团领投，软银集团和三家原有股东跟投。融资完成后，公司估值超过120亿元。",
        "Haiyun Intelligent, an industrial software company, announced on 12 June that it had completed a Series C "
        "round of 15 billion yuan. The round was led by Shenzhen Innovation Investments Group, with Softbank Group and "
        "three existing shareholders taking part. After the round, the company is valued at more than 12 billion yuan.",
    ),
    (
        "海云智能成立于2016年，总部位于苏州，主要为汽车和电子企业提供工厂管理软件。"
        "2022年，公司营业收入4.6亿元，同比增长62%，客户超过1800家。",
        "Founded in 2016 and based in Suzhou, Haiyun Intelligent mainly provides factory management software for car "
        "and electronics companies. In 2022, its revenue was $460 million, an increase of 62 per cent over the "
        "previous year, and it had more than 1,800 customers.",
    ),
    (
        "公司此前已完成三轮融资，累计融资额约22亿元。公司没有披露上市时间表。",
        "",
    ),
)


def recorded_file(folder: Path, lines: Sequence[tuple[str, str]] = FUNDING, *, to: str = "en") -> Path:
    """A recorded file of (source, target) pairs."""
    file = folder / "recorded.jsonl"
    entries = [{"source": source, "to": to, "target": target} for source, target in lines]
    text = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    file.write_text(text, encoding="utf-8")
    return file
