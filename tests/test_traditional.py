"""Articles in Traditional characters say what their Simplified versions say, in the characters of the source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import docx
import opencc
import pytest
from traditional_articles import ARTICLES, Told

from briefing.cli import run
from briefing.facts.figures import read_figures
from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.read import read_bytes
from briefing.script import is_traditional, simplified
from briefing.values import Article, Figure, Phrase, Reading, Slot

ROOT = Path(__file__).parents[1]
OURS = sorted([*(ROOT / "seeds").glob("*.txt"), *(ROOT / "tests" / "samples").glob("*.txt")])
# Nothing in these says whose 元 they speak of but their script: Traditional, it may be another's.
HOMELESS = {"beihai-buyback", "dividend-01", "funding-01", "personnel-01", "pharma-01", "stocks-01"}

each = pytest.mark.parametrize("told", ARTICLES.values(), ids=ARTICLES)


@cache
def reader() -> Reader:
    return Reader(terms.built_in(), rules.built_in())


def article_of(text: str) -> Article:
    return read_bytes(text.encode(), name="a", kind="text")


def meaning(reading: Reading) -> tuple[object, ...]:
    """All a reading says, by place, without how the source is written."""
    return (
        [(f.span, f.value, f.upper, f.unit, f.qualifier, f.direction, f.comparison) for f in reading.figures],
        [(p.span, p.form, p.year, p.month, p.day, p.start, p.end) for p in reading.periods],
        [(e.span, e.kind, e.en, e.ja, e.certain) for e in reading.entities],
        [(f.frame, f.span, f.status, f.whole, [(n, *_said(s)) for n, s in f.slots.items()]) for f in reading.facts],
        [(c.span, [f.span for f in c.figures]) for c in reading.open_clauses],
    )


def _said(slot: Slot) -> Iterator[object]:
    yield slot.span
    if isinstance(slot, Phrase):
        yield from (slot.en, slot.ja, slot.rule)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_our_articles_in_traditional_characters_mean_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    simple = reader().read(article_of(text))
    for variant in ("s2t", "s2tw", "s2hk"):
        written = opencc.OpenCC(variant).convert(text)
        reading = reader().read(article_of(written))
        assert is_traditional(written)
        if path.stem in HOMELESS:
            assert [f.span for f in reading.figures] == [f.span for f in simple.figures]
            assert all(map(_same_or_of_unknown_currency, reading.figures, simple.figures))
        else:
            assert meaning(reading) == meaning(simple)
        assert all(paragraph.text in written for paragraph in reading.article.paragraphs)


def _same_or_of_unknown_currency(found: Figure, simple: Figure) -> bool:
    return found.signature == simple.signature or (found.value is None and simple.unit.startswith("CNY"))


def test_homeless_articles_are_read_once_they_say_where_they_are_at_home() -> None:
    text = (ROOT / "seeds" / "beihai-buyback.txt").read_text(encoding="utf-8") + "\n公司股票在上海证券交易所上市。\n"
    written = opencc.OpenCC("s2t").convert(text)
    assert meaning(reader().read(article_of(written))) == meaning(reader().read(article_of(text)))


@each
def test_figures_of_taiwan_and_hong_kong_are_exact(told: Told) -> None:
    reading = reader().read(article_of(told.text))
    text = reading.article.text
    assert [(f.span.of(text), None if f.value is None else str(f.value), f.unit) for f in reading.figures] == [
        *told.figures
    ]


@each
def test_the_text_the_medium_and_the_names_stay_as_the_source_writes_them(told: Told) -> None:
    article = article_of(told.text)
    reading = reader().read(article)
    assert reading.article is article
    assert article.source == told.medium
    assert all(paragraph.text in told.text for paragraph in article.paragraphs)
    assert all(entity.zh in told.text for entity in reading.entities)


@each
def test_the_briefs_are_clean_and_quote_the_source(told: Told, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(told.text, encoding="utf-8")
    assert run(["generate", str(source), "--out", str(tmp_path)]) == 0
    english = "\n".join(line for line, _ in _lines(tmp_path / "a.en.docx")).replace("\u00a0", " ")
    assert [piece for piece in told.said if piece not in english] == []
    plain = "".join(line for line, evidence in _lines(tmp_path / "a.ja.docx") if not evidence)
    assert [char for char in plain if "㐀" <= char <= "鿿" and not char.encode("cp932", "ignore")] == []
    brief = json.loads((tmp_path / "a.brief.json").read_text(encoding="utf-8"))["briefs"]["ja"]
    assert all(sentence["text"] in told.text for sentence in brief["sources"])


def _lines(path: Path) -> Iterator[tuple[str, bool]]:
    """Every run of a Word file, and whether it is quoted evidence."""
    document = docx.Document(str(path))
    paragraphs = list(document.paragraphs)
    paragraphs += [p for t in document.tables for row in t.rows for cell in row.cells for p in cell.paragraphs]
    for paragraph in paragraphs:
        if paragraph.style is not None and paragraph.style.name == "Source Text":
            yield paragraph.text, True
            continue
        rest = paragraph.text
        for run_ in paragraph.runs:
            if run_.style is not None and run_.style.name == "Source Text Char":
                rest = rest.replace(run_.text, "")
        yield rest, False


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("市值達1.2兆元", "1200000000000", "CNY"),
        ("貸款總額2兆3500億元", "2350000000000", "CNY"),
        ("新台幣2.5兆", "2500000000000", "TWD"),
        ("一兆二千億元", "1200000000000", "CNY"),
        ("2兆美元", "2000000000000", "USD"),
        ("1.5兆韓元", "1500000000000", "KRW"),
        ("下載速度100兆", "100", "Mbps"),
        ("装机容量50兆瓦", "50", "MW"),
    ],
)
def test_a_trillion_is_one_only_of_money(text: str, value: str, unit: str) -> None:
    assert [(str(f.value), f.unit) for f in read_figures(text)] == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("營收年增8.5%", (1, "yoy")),
        ("營收月減3.2%", (-1, "pop")),
        ("營收，季增2%", (1, "pop")),
        ("營收三年增8.5%", (1, None)),
        ("今年增8.5%", (1, None)),
        ("1月增8.5%", (1, None)),
    ],
)
def test_a_short_comparison_is_none_where_it_names_a_time(text: str, change: tuple[int, str | None]) -> None:
    figure = read_figures(text)[-1]
    assert (figure.direction, figure.comparison) == change


def test_a_trade_surplus_is_no_amount_over_something() -> None:
    assert [(f.qualifier.value, str(f.value)) for f in read_figures("進口下降，出超65.5億美元")] == [
        ("exact", "6550000000")
    ]
    assert [f.qualifier.value for f in read_figures("全年收入超65亿元")] == ["over"]


@pytest.mark.parametrize(
    ("written", "simple"),
    [
        ("乾燥設備與乾隆瓷器，顯著增長，接著投資", "干燥设备与乾隆瓷器，显著增长，接着投资"),
        ("裡面與裏面，線上與綫上，衛星與衞星", "里面与里面，线上与线上，卫星与卫星"),
        ("準備批准標準，餘額剩餘，佔比佈局", "准备批准标准，余额剩余，占比布局"),
    ],
)
def test_words_decide_which_character_is_meant(written: str, simple: str) -> None:
    assert simplified(written) == simple


@pytest.mark.parametrize("text", ["乾隆年间的著作，徵收", "净利润增长5%", "ABC 123", ""])
def test_simplified_text_is_left_alone(text: str) -> None:
    assert simplified(text) == text
