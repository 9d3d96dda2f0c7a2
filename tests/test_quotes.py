"""What a person said stands apart, with who said it."""

from __future__ import annotations

from pathlib import Path

from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.settings import Settings
from briefing.values import Lang

ARTICLE = """商务部公布前三季度外贸数据

前三季度，广东进口额为9000亿元，同比下降3%。

商务部新闻发言人王立新表示，前三季度中国出口额为2.1万亿元，同比增长5.2%。
"""


def quotes(folder: Path, lang: Lang) -> list[str]:
    source = folder / "trade.txt"
    source.write_text(ARTICLE, encoding="utf-8")
    return [s.text for s in brief_of(plan_of(facts_of(str(source), settings=Settings())), lang).quotes]


def test_a_statement_of_a_person_is_quoted_with_post_and_name(tmp_path: Path) -> None:
    assert quotes(tmp_path, "en") == [
        "China's exports were RMB 2.1 trillion in the first three quarters, up 5.2% year on year, "
        "according to Wang Lixin, Ministry of Commerce spokesperson."
    ]


def test_a_japanese_quotation_names_the_speaker_first(tmp_path: Path) -> None:
    assert quotes(tmp_path, "ja") == [
        "商務省報道官の王立新氏によると、1～9月期の中国の輸出は2兆1,000億元で、前年同期比5.2%増。"
    ]
