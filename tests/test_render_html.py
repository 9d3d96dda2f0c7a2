"""The preview: the Chinese beside the briefs, tied together by data attributes, escaped, without script or style."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from briefs_for_rendering import brief as invented
from briefs_for_rendering import reading as invented_reading
from lxml import html
from ooxml_validator import required
from playwright.sync_api import sync_playwright

from briefing.assemble.places import placed
from briefing.pipeline import brief_of, facts_of, plan_of
from briefing.render.figure_places import figure_places
from briefing.render.html import preview
from briefing.render.html_page import preview_page, preview_style
from briefing.settings import Settings
from briefing.values import LANGS, Brief, Figure, Lang, Qualifier, Reading, Span, Statement

SEED = Path(__file__).parents[1] / "seeds" / "jiangnan-results.txt"


@cache
def made() -> tuple[dict[Lang, Brief], Reading]:
    reading = facts_of(str(SEED), settings=Settings())
    plan = plan_of(reading)
    return {lang: brief_of(plan, lang) for lang in LANGS}, reading


@cache
def shown() -> html.HtmlElement:
    return html.fragment_fromstring(preview(*made()))


def test_the_chinese_and_both_languages_stand_beside_each_other() -> None:
    columns = [(each.tag, each.get("lang")) for each in shown()]
    assert columns == [("section", "zh-Hans"), ("article", "en"), ("article", "ja")]


def test_the_whole_article_is_shown() -> None:
    _, reading = made()
    blocks = shown()[0].xpath("./h2|./h3|./p")
    read = ["".join(block.xpath(".//text()[not(parent::a)]")) for block in blocks]
    assert read == [reading.article.title, *(p.text for p in reading.article.paragraphs)]


def test_a_statement_names_the_sentence_and_the_figures_that_prove_it() -> None:
    _, reading = made()
    point = shown().get_element_by_id("en-points-1")
    sentence = shown().get_element_by_id(f"zh-{point.get('data-sentences').split()[0]}")
    span = Span(int(sentence.get("data-start")), int(sentence.get("data-end")))
    assert "营业收入86.32亿元" in span.of(reading.article.text)
    said = {f.get("data-figure"): f.text_content() for f in point.xpath(".//mark")}
    figures = {f"{f.span.start}-{f.span.end}": f.text for f in reading.figures}
    assert {figures[key]: words for key, words in said.items()} == {
        "86.32亿元": "RMB 8.632 billion",
        "4.7%": "4.7%",
        "7.15亿元": "RMB 715 million",
        "12.4%": "12.4%",
    }


def test_a_figure_of_the_chinese_carries_its_exact_value() -> None:
    mark = shown().xpath("//section[@class='bp-source']//mark[text()='86.32亿元']")[0]
    held = {name: mark.get(f"data-{name}") for name in ("value", "unit", "qualifier")}
    assert held == {"value": "8632000000", "unit": "CNY", "qualifier": "exact"}


def test_every_link_leads_somewhere_and_no_id_is_there_twice() -> None:
    ids = Counter(shown().xpath(".//@id"))
    links = shown().xpath(".//a[starts-with(@href, '#')]/@href")
    assert [name for name, times in ids.items() if times > 1] == []
    assert links
    assert [link for link in links if link[1:] not in ids] == []


def test_a_prefix_keeps_two_previews_of_one_page_apart() -> None:
    found = html.fragment_fromstring(preview(*made(), prefix="b7-"))
    assert {name[:3] for name in found.xpath(".//@id")} == {"b7-"}
    assert {link[:4] for link in found.xpath(".//a[not(@rel)]/@href")} == {"#b7-"}


def test_headings_come_in_order_and_table_heads_have_a_scope() -> None:
    assert [h.tag for h in shown()[1].xpath(".//h2|.//h3|.//h4")][:2] == ["h2", "h3"]
    assert not shown().xpath(".//h1|.//h4")
    assert {th.get("scope") for th in shown().xpath(".//thead//th")} == {"col"}
    assert len(shown().xpath(".//table")) == len(shown().xpath(".//table/caption"))


def test_text_that_looks_like_markup_is_text() -> None:
    odd = Statement("en", 'A <script>alert("1")</script> & a \x07bell', refs=(2,))
    page = preview({"en": replace(invented("en"), headline=odd, points=(odd,))}, invented_reading())
    assert "<script" not in page
    assert "A &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; a \ufffdbell" in page


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    page = preview({"en": replace(invented("en"), url="javascript:alert(1)")}, invented_reading())
    assert "javascript:" not in page


def test_nothing_in_it_needs_a_loose_policy() -> None:
    page = preview({lang: invented(lang) for lang in LANGS}, invented_reading())
    assert re.findall(r"\son\w+=|\sstyle=|<script|<style|<img|<link|\ssrc=", page) == []


def test_a_page_of_its_own_allows_its_one_style_sheet_and_nothing_else() -> None:
    page = preview_page(*made()).decode("utf-8")
    digest = base64.b64encode(hashlib.sha256(preview_style().encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'content="{policy}"' in page
    assert (page.count("<style>"), page.count("<h1>"), page[:32]) == (1, 1, '<!DOCTYPE html>\n<html lang="en">')


def test_the_same_briefs_give_the_same_page() -> None:
    assert preview_page(*made()) == preview_page(*made())


def figure(text: str, value: str, unit: str = "CNY", **more: object) -> Figure:
    return Figure(Span(0, len(text)), text, Decimal(value), unit, **more)  # type: ignore[arg-type]


def test_a_figure_is_found_with_its_qualifier_and_not_inside_a_longer_number() -> None:
    text = "Sales of 115 units, 15 of them for about RMB 15 million; RMB 15 million."
    found = figure_places(
        text,
        [
            figure("15台", "15", "count", counter="台"),
            figure("约1500万元", "15000000", qualifier=Qualifier.ABOUT),
        ],
        "en",
    )
    assert [(span.start, span.of(text)) for span, _ in found] == [(20, "15"), (35, "about RMB 15 million")]


def test_two_equal_figures_take_two_places() -> None:
    text = "5%増の3億元、費用は5%増。"
    found = figure_places(text, [figure("5%", "5", "percent"), figure("百分之五", "5", "percent")], "ja")
    assert [span.start for span, _ in found] == [0, 11]


def test_a_number_at_the_end_of_a_sentence_is_found() -> None:
    found = figure_places("It rose to 326.", [figure("326家", "326", "count", counter="家")], "en")
    assert [(span.start, span.end) for span, _ in found] == [(11, 14)]


def test_a_doubt_stands_within_the_statement_it_is_about() -> None:
    made = placed(invented("en"))
    found = html.fragment_fromstring(preview({"en": made}, invented_reading()))
    doubt = found.get_element_by_id("en-points-3").xpath("./span[@class='bp-doubt']")[0]
    assert (doubt.get("data-code"), doubt.get("data-severity")) == ("name.guess", "note")
    assert doubt.text_content() == "the form of this name is a guess: Donglan Biotech"


def test_a_figure_in_the_house_s_own_form_is_found() -> None:
    text = "CNY 20.45 billion, up 8.7％"
    found = figure_places(text, [figure("204.5亿元", "20450000000"), figure("8.7%", "8.7", "percent")], "en")
    assert [span.of(text) for span, _ in found] == ["20.45 billion", "8.7％"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_reader_with_a_screen_reader_finds_no_fault(scheme: Literal["light", "dark"], tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    required(chromium, "Chromium", "install chromium")
    file = tmp_path / "page.html"
    file.write_bytes(preview_page(*made()))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(bypass_csp=True, color_scheme=scheme).new_page()
        page.goto(file.as_uri())
        found = Axe().run(page)
        page.set_viewport_size({"width": 390, "height": 800})
        width = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert [fault["id"] for fault in found.response["violations"]] == []
    assert width == 390


def test_the_table_says_below_what_its_dashes_and_quotations_mean() -> None:
    briefs, reading = made()
    brief = briefs["en"]
    quoted = replace(brief.rows[0], label="Sales (source: 华东)", scope=" (source: 华东)", period="see source")
    page = html.fragment_fromstring(preview({"en": replace(brief, rows=(quoted,))}, reading))
    (note,) = page.xpath('.//section[contains(@class, "bp-figures")]/p')
    assert note.text == (
        "Not stated: the source gives none. –: see the source sentence. "
        "Source: the line was read in part; the Chinese beside it says what the figure is of."
    )


def test_a_table_that_needs_no_explanation_has_none() -> None:
    briefs, reading = made()
    brief = briefs["en"]
    plain = replace(brief.rows[0], status="actual", scope="", period="2025", holder="Jiangnan")
    page = html.fragment_fromstring(preview({"en": replace(brief, rows=(plain,))}, reading))
    assert not page.xpath('.//section[contains(@class, "bp-figures")]/p')
