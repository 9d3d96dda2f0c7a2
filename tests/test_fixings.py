"""Fixings that tell several pairs of currencies in one sentence, and the ports of a place."""

from __future__ import annotations

import pytest
from test_bulletins import brief, told


def test_each_pair_of_a_fixing_is_of_its_day() -> None:
    first = "4月8日银行间外汇市场人民币汇率中间价为：1美元对人民币7.2038元，较前一交易日调贬60个基点；"
    text = f"{first}1欧元对人民币7.8901元。"
    assert told(text) == (
        "The yuan central parity rate for US$1 was RMB 7.2038 on 8 April, weaker by 60 basis points from the previous "
        "trading day. The yuan central parity rate for €1 was RMB 7.8901."
    )


def test_a_fixing_may_name_its_first_pair_right_after_the_rate() -> None:
    text = "4月8日银行间外汇市场人民币汇率中间价为1美元对人民币7.2038元，100日元对人民币4.9015元。"
    assert "The yuan central parity rate for ¥100 was RMB 4.9015" in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "4月8日银行间外汇市场收盘，1美元对人民币7.2038元。",
        "4月8日公布的此前人民币汇率中间价为：1美元对人民币7.2038元。",
        "4月8日公布的4月7日人民币汇率中间价为：1美元对人民币7.2038元。",
    ],
)
def test_other_rates_of_a_day_are_no_fixing(text: str) -> None:
    assert "central parity" not in told(text)


def test_a_fixing_foreseen_is_no_fixing_yet() -> None:
    assert "is expected to" in told("预计4月8日人民币汇率中间价为：1美元对人民币7.2038元。")


def test_a_day_right_before_a_bank_is_no_name() -> None:
    text = "4月8日银行间外汇市场人民币汇率中间价为1美元对人民币7.2038元。"
    assert "Bank of Japan" not in told(text)


def test_what_is_cleared_at_ports_stays_the_ports() -> None:
    found = brief(
        "据海关统计，前5个月，宁波口岸外贸进出口总值8600亿元，比去年同期（下同）增长4%。其中，出口5200亿元，增长5%。",
        "从贸易方式看，一般贸易进出口6100亿元，增长3%。",
        title="前5个月宁波口岸进出口增长4%",
    )
    holders = {row.label: row.holder for row in found.rows}
    assert holders == {
        "Total foreign trade": "Ningbo ports",
        "Exports": "Ningbo ports",
        "General trade": "Ningbo ports",
    }
    assert found.rows[0].change == "up 4% year on year"
