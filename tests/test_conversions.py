"""Converted amounts: worked out by hand, marked, and only on request."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from briefs_for_rendering import brief
from charted_briefs import METRICS, amount, charted, row

from briefing.errors import DataError
from briefing.render import Extras, render_docx
from briefing.render.conversions import conversions, converted, undated
from briefing.render.forms import Forms
from briefing.render.rates import Rates, read_rates
from briefing.values import Brief, Lang, Qualifier
from briefing.verify.documents import document_lines

FILE = """date,from,to,rate,source
2026-04-16,CNY,JPY,20.75,Bank of Example
2026-04-17,CNY,JPY,20.81,Bank of Example
2026-04-17,CNY,USD,0.1389,Bank of Example
2026-04-20,CNY,JPY,99,Bank of the Future
"""


def rates(folder: Path, text: str = FILE, **more: int) -> Rates:
    file = folder / "rates.csv"
    file.write_text(text, encoding="utf-8")
    return read_rates(file, **more)


def with_rows(lang: Lang, *figures: object) -> Brief:
    made = tuple(row(lang, METRICS["revenue"], figure) for figure in figures)  # type: ignore[arg-type]
    return replace(brief(lang), rows=made)


# 8,632,000,000 × 20.81 = 179,631,920,000; three figures: 180,000,000,000.
# 8,632,000,000 × 0.1389 = 1,198,984,800; three figures: 1,200,000,000.
# 715,000,000 × 20.81 = 14,879,150,000 → 14,900,000,000; × 0.1389 = 99,313,500 → 99,300,000.
# 548,000,000 × 20.81 = 11,403,880,000 → 11,400,000,000; × 0.1389 = 76,117,200 → 76,100,000.
BY_HAND: dict[Lang, list[str]] = {
    "en": ["≈ US$1.2 billion (converted)", "≈ US$99.3 million (converted)", "≈ US$76.1 million (converted)"],
    "ja": ["≈1,800億円（換算）", "≈149億円（換算）", "≈114億円（換算）"],
}


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_amounts_are_converted_at_the_rate_of_the_day_or_the_one_before(lang: Lang, tmp_path: Path) -> None:
    made = conversions(charted(lang, 3), rates(tmp_path))
    assert made is not None
    assert list(made.amounts.values()) == BY_HAND[lang]


def test_the_rate_with_its_day_and_source_is_told_and_how_it_is_rounded(tmp_path: Path) -> None:
    english, japanese = (conversions(charted(lang, 3), rates(tmp_path)) for lang in ("en", "ja"))
    assert english is not None
    assert japanese is not None
    assert english.notes == (
        "Converted: RMB 1 = US$0.1389 on 17 April 2026 (Bank of Example).",
        "Converted amounts (≈) are approximations of ours, rounded half up to three significant figures; "
        "the article does not state them.",
    )
    assert japanese.notes[0] == "換算：1元＝20.81円（2026年4月17日、Bank of Example）。"


def test_the_english_brief_takes_yen_where_it_is_asked_for_or_the_file_has_nothing_else(tmp_path: Path) -> None:
    held = rates(tmp_path)
    only_yen = replace(held, by_pair={pair: r for pair, r in held.by_pair.items() if pair[1] == "JPY"})
    for made in (conversions(charted("en", 1), held, "JPY"), conversions(charted("en", 1), only_yen)):
        assert made is not None
        assert made.amounts == {0: "≈ ¥180 billion (converted)"}


ROUNDED = [
    ("1", "0.1235", "0.124"),  # half up
    ("1", "0.12349", "0.123"),
    ("999500", "1", "1000000"),  # 999,500 → 1,000,000: one figure more
    ("186.4", "20.81", "3880"),  # 3,878.984
    ("100", "1.005", "101"),  # 100.5 → 101
    ("0.0333", "0.1", "0.00333"),
]


@pytest.mark.parametrize(("value", "rate", "expected"), ROUNDED)
def test_products_are_rounded_half_up_to_three_figures(value: str, rate: str, expected: str) -> None:
    assert converted(Decimal(value), Decimal(rate)) == Decimal(expected)


def test_qualifiers_and_ranges_stay(tmp_path: Path) -> None:
    figures = (
        amount("2000000000", qualifier=Qualifier.OVER),
        amount("2000000000", qualifier=Qualifier.ABOUT),
        amount("2000000000", qualifier=Qualifier.RANGE, upper=Decimal("2200000000")),
    )
    made = conversions(with_rows("en", *figures), rates(tmp_path))
    assert made is not None
    # 2e9 × 0.1389 = 277.8 million → 278; 2.2e9 × 0.1389 = 305.58 → 306.
    assert list(made.amounts.values()) == [
        "≈ more than US$278 million (converted)",
        "≈ US$278 million (converted)",
        "≈ US$278–306 million (converted)",
    ]


def test_what_is_no_money_or_already_in_the_currency_is_left_alone(tmp_path: Path) -> None:
    made = with_rows("en", amount("500", "USD"), amount("24.6", "percent"), amount("300", "t"))
    assert conversions(made, rates(tmp_path)) is None


def test_an_exchange_rate_is_no_amount_to_convert(tmp_path: Path) -> None:
    held = row("en", ("美元兑人民币汇率", "Exchange rate for US$1", "為替"), amount("6.44"))
    assert conversions(replace(brief("en"), rows=(held,)), rates(tmp_path)) is None


def test_no_conversion_without_being_asked() -> None:
    file = io.BytesIO(render_docx(charted("ja")))
    assert not any("換算" in p.text for t in docx.Document(file).tables for c in t._cells for p in c.paragraphs)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_checks_of_the_file_do_not_see_converted_amounts(lang: Lang, tmp_path: Path) -> None:
    plain, full = tmp_path / "a.docx", tmp_path / "b.docx"
    plain.write_bytes(render_docx(charted(lang)))
    full.write_bytes(render_docx(charted(lang), extras=Extras(rates=rates(tmp_path))))
    assert document_lines(full) == document_lines(plain)


def test_converted_amounts_are_notes_under_their_own(tmp_path: Path) -> None:
    data = render_docx(charted("en", 3), extras=Extras(rates=rates(tmp_path)))
    cell = docx.Document(io.BytesIO(data)).tables[0].rows[1].cells[1]
    assert [(p.style.name, p.text.replace("\u00a0", " ")) for p in cell.paragraphs] == [
        ("Table Number", "RMB 8.632 billion"),
        ("Note", "≈ US$1.2 billion (converted)"),
    ]


def test_the_method_no_longer_says_that_nothing_is_converted(tmp_path: Path) -> None:
    data = render_docx(charted("en", 3), extras=Extras(rates=rates(tmp_path)))
    text = " ".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    assert "are not converted" not in text
    assert "amounts marked “converted” are not from the article" in text


def test_a_rate_a_week_old_serves_and_an_older_one_does_not(tmp_path: Path) -> None:
    held = rates(tmp_path)
    assert held.on(date(2026, 4, 24), "CNY", "USD").value == Decimal("0.1389")
    with pytest.raises(DataError) as caught:
        held.on(date(2026, 4, 25), "CNY", "USD")
    assert caught.value.message == (
        f"{tmp_path / 'rates.csv'}: the last rate from CNY to USD before 2026-04-25 is of 2026-04-17, "
        "more than 7 days older"
    )


def test_a_rate_of_a_later_day_is_never_used(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no rate from CNY to JPY on 2026-04-15 or before"):
        rates(tmp_path).on(date(2026, 4, 15), "CNY", "JPY")


def test_an_article_without_a_date_is_not_converted_and_that_is_said(tmp_path: Path) -> None:
    made = replace(charted("en", 3), published=None)
    assert conversions(made, rates(tmp_path)) is None
    assert [f.message for f in undated(made)] == [
        "no date in the article, so no exchange rate fits: its amounts are not converted"
    ]
    assert undated(charted("en", 3)) == ()


def test_the_day_is_that_of_the_article(tmp_path: Path) -> None:
    earlier = replace(charted("ja", 3), published=datetime(2026, 4, 16, 23, 59))
    made = conversions(earlier, rates(tmp_path))
    assert made is not None
    assert made.notes[0] == "換算：1元＝20.75円（2026年4月16日、Bank of Example）。"


def test_a_house_that_writes_cny_gets_its_conversions_too(tmp_path: Path) -> None:
    forms = Forms(currency="CNY")
    made = conversions(forms.brief(charted("en", 1)), rates(tmp_path), "JPY", forms)
    assert made is not None
    assert made.amounts == {0: "≈ ¥180 billion (converted)"}
    assert made.notes[0] == "Converted: CNY 1 = ¥20.81 on 17 April 2026 (Bank of Example)."


HEAD = "date,from,to,rate,source\n"
WRONG = {
    "no header": ("2026-04-17,CNY,JPY,20.81,X\n", ":1: the first line is not date,from,to,rate,source"),
    "empty": ("", ":1: the first line is not date,from,to,rate,source"),
    "header alone": (HEAD, ": no rates in it"),
    "a field short": (HEAD + "2026-04-17,CNY,JPY,20.81\n", ":2: 4 fields, not 5"),
    "no date": (HEAD + "17.4.2026,CNY,JPY,20.81,X\n", ":2: not a date: '17.4.2026'"),
    "a day that is none": (HEAD + "2026-02-30,CNY,JPY,20.81,X\n", ":2: not a date: '2026-02-30'"),
    "no currency": (HEAD + "2026-04-17,yuan,JPY,20.81,X\n", ":2: not a currency code: 'yuan'"),
    "to itself": (HEAD + "2026-04-17,JPY,JPY,1,X\n", ":2: from JPY to itself"),
    "no number": (HEAD + "2026-04-17,CNY,JPY,twenty,X\n", ":2: not a rate: 'twenty'"),
    "negative": (HEAD + "2026-04-17,CNY,JPY,-20.81,X\n", ":2: a rate cannot be -20.81"),
    "nothing": (HEAD + "2026-04-17,CNY,JPY,0,X\n", ":2: a rate cannot be 0"),
    "not finite": (HEAD + "2026-04-17,CNY,JPY,NaN,X\n", ":2: a rate cannot be NaN"),
    "no source": (HEAD + "2026-04-17,CNY,JPY,20.81,\n", ":2: no source"),
    "twice": (
        HEAD + "2026-04-17,CNY,JPY,20.81,X\n2026-04-17,CNY,JPY,20.82,Y\n",
        ":3: a second rate from CNY to JPY on 2026-04-17; the first is on line 2",
    ),
    "an open quote": (HEAD + '2026-04-17,CNY,JPY,20.81,"X\n', ":2: not CSV: unexpected end of data"),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_gets_one_line_with_its_place(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        rates(tmp_path, text)
    assert caught.value.message == f"{tmp_path / 'rates.csv'}{message}"
    assert caught.value.hint


def test_a_file_that_is_not_there_or_not_text_gets_one_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.csv: No such file"):
        read_rates(tmp_path / "none.csv")
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match="not UTF-8 at byte 0"):
        read_rates(tmp_path / "binary.csv")


def test_a_byte_order_mark_and_blank_lines_are_nothing(tmp_path: Path) -> None:
    held = rates(tmp_path, "\ufeff" + HEAD + "\n2026-04-17, CNY, JPY, 20.81, X\n\n")
    assert held.on(date(2026, 4, 17), "CNY", "JPY").value == Decimal("20.81")
