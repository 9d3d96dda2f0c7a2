"""Every frame reads its example and refuses its counter-example; both are in the rule files."""

from __future__ import annotations

from functools import cache

import pytest

from briefing.facts.chart import Builder, Chart, Parser
from briefing.facts.lattice import edges, lattice
from briefing.facts.reading import Reader
from briefing.lexicon import rules, terms
from briefing.lexicon.rules import Rule, lint
from briefing.values import Article, Paragraph, Phrase, Span

RULES = tuple(rules.built_in().rules.values())
LABELS = tuple(rule for rule in RULES if rule.kind == "label")
CLAUSES = tuple(rule for rule in RULES if rule.kind in ("event", "measure"))


@cache
def parser() -> Parser:
    return Parser(rules.built_in())


def chart_of(text: str) -> Chart:
    grid = lattice(text, Span(0, len(text)), terms.built_in())
    return parser().parse(grid.text, edges(grid, ()), build=Builder(grid.article_span))


def frames_read(text: str) -> set[str]:
    """The rules whose clause covers the whole of ``text``."""
    found = chart_of(text)
    covering = (*found.over(0, len(found.text), "S0"), *found.over(0, len(found.text), "S"))
    return {edge.value.rule for edge in covering if isinstance(edge.value, Phrase)}


@pytest.mark.parametrize("rule", CLAUSES, ids=lambda rule: rule.id)
def test_a_frame_has_an_example_and_a_counter_example(rule: Rule) -> None:
    assert rule.example
    assert rule.counter


@pytest.mark.parametrize("rule", CLAUSES, ids=lambda rule: rule.id)
def test_a_frame_reads_its_examples(rule: Rule) -> None:
    assert [text for text in rule.example if rule.id not in frames_read(text)] == []


@pytest.mark.parametrize("rule", CLAUSES, ids=lambda rule: rule.id)
def test_a_frame_refuses_its_counter_examples(rule: Rule) -> None:
    assert [text for text in rule.counter if rule.id in frames_read(text)] == []


@pytest.mark.parametrize("rule", LABELS, ids=lambda rule: rule.id)
def test_a_label_names_the_figure_of_its_examples_and_none_of_its_counter_examples(rule: Rule) -> None:
    reader = Reader(terms.built_in(), rules.built_in())

    def labels(text: str) -> set[str]:
        article = Article("x", text, "", None, (Paragraph(text, Span(0, len(text))),))
        return {fact.frame for fact in reader.read(article).facts}

    assert rule.example
    assert rule.counter
    assert [text for text in rule.example if rule.id not in labels(text)] == []
    assert [text for text in rule.counter if rule.id in labels(text)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_rule_makes_a_word_optional_that_changes_the_claim(rule: Rule) -> None:
    assert lint(rule) == ()


@pytest.mark.parametrize("text", ["据世界银行预测，中国出口增长5%", "据世界银行估计，中国国内生产总值为99万亿元"])
def test_what_somebody_forecasts_is_not_read_as_what_happened(text: str) -> None:
    found = chart_of(text)
    parts = [e.value.parts for e in found.over(0, len(found.text), "S") if isinstance(e.value, Phrase)]
    assert [p["modal"].attrs["m"] for p in parts if isinstance(p["modal"], Phrase)] == ["expect"]
    assert all("src" in p for p in parts)
