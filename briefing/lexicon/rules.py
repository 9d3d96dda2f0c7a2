"""Synchronous rules: one Chinese pattern, one English and one Japanese way to say it.

Owns the form of the rule files in ``data/frames``, their checks at load and
their lint. Knows nothing of texts.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from types import MappingProxyType
from typing import Any

from briefing.errors import DataError
from briefing.lexicon import patterns, templates

_KEYS = frozenset(
    [
        "id",
        "cat",
        "zh",
        "en",
        "ja",
        "cost",
        "verb_en",
        "verb_ja",
        "kind",
        "status",
        "subj",
        "row_en",
        "row_ja",
        "attrs",
        "head",
        "example",
        "counter",
        "weight",
    ]
)
KINDS = ("phrase", "event", "measure", "wrap", "label")

# Words that change what a sentence claims: a pattern may not make them optional (DESIGN: gates).
_FORBIDDEN = frozenset(
    [
        "约",
        "超",
        "逾",
        "近",
        "不",
        "未",
        "没",
        "非",
        "无",
        "可能",
        "或",
        "将",
        "拟",
        "预计",
        "有望",
        "仅",
        "只",
        "至少",
        "最多",
        "左右",
        "以上",
        "以下",
        "计划",
        "力争",
        "如果",
        "若",
        "除",
        "年",
        "月",
        "日",
        "去年",
        "今年",
        "明年",
        "上年",
        "累计",
        "同比",
        "环比",
        "平均",
        "大约",
        "几乎",
        "否",
        "暂",
        "曾",
        "部分",
        "之一",
    ]
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    ``kind``    ``phrase`` builds a noun phrase, ``event`` a clause with its own
                templates, ``measure`` a clause the measure writer writes,
                ``label`` names a figure in a line of the table, and ``wrap``
                passes its merged slots on.
    ``verb_en`` base and past form; ``verb_ja`` plain and past form.
    ``subj``    the slot that is the clause's subject.
    """

    id: str
    cat: str
    zh: str
    variants: tuple[tuple[patterns.Element, ...], ...]
    kind: str = "phrase"
    en: templates.Template = ()
    ja: templates.Template = ()
    verb_en: tuple[str, ...] = ()
    verb_ja: tuple[str, ...] = ()
    status: str = ""
    subj: str = ""
    head: str = ""
    row_en: str = ""
    row_ja: str = ""
    cost: int = 0
    weight: int = 0
    attrs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    example: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()


class Grammar:
    """All rules, by id."""

    def __init__(self, rules: Iterable[Rule], *, supers: Mapping[str, tuple[str, ...]]) -> None:
        self.rules: dict[str, Rule] = {}
        for rule in rules:
            if rule.id in self.rules:
                raise DataError(f"frames: the id {rule.id} is used twice")
            self.rules[rule.id] = rule
        self.supers = supers

    def __getitem__(self, rule_id: str) -> Rule:
        return self.rules[rule_id]


def parse_rules(text: str, *, where: str) -> tuple[Rule, ...]:
    """The rules of one file. Raises DataError naming the file and the rule."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{where}: {error}") from error
    return tuple(_rule(entry, where=f"{where}:{entry.get('id', '?')}") for entry in data.get("rule", []))


def _rule(entry: Mapping[str, Any], *, where: str) -> Rule:
    unknown = set(entry) - _KEYS
    if unknown or not {"id", "cat", "zh"} <= set(entry):
        raise DataError(f"{where}: unknown or missing keys {sorted(unknown)}")
    if entry.get("kind", "phrase") not in KINDS:
        raise DataError(f"{where}: kind is one of {', '.join(KINDS)}")
    rule = Rule(
        id=entry["id"],
        cat=entry["cat"],
        zh=entry["zh"],
        variants=patterns.expand(entry["zh"], where=where),
        kind=entry.get("kind", "phrase"),
        en=templates.parse(entry.get("en", ""), where=where),
        ja=templates.parse(entry.get("ja", ""), where=where),
        verb_en=tuple(entry.get("verb_en", ())),
        verb_ja=tuple(entry.get("verb_ja", ())),
        status=entry.get("status", ""),
        subj=entry.get("subj", ""),
        head=entry.get("head", ""),
        row_en=entry.get("row_en", ""),
        row_ja=entry.get("row_ja", ""),
        cost=entry.get("cost", 0),
        weight=entry.get("weight", 0),
        attrs=MappingProxyType({k: str(v) for k, v in entry.get("attrs", {}).items()}),
        example=_several(entry.get("example", ())),
        counter=_several(entry.get("counter", ())),
    )
    _check(rule, where=where)
    return rule


def _several(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _check(rule: Rule, *, where: str) -> None:
    """A template may only speak of what the pattern can fill, and must be in both languages."""
    slots = {e.name for variant in rule.variants for e in variant if isinstance(e, patterns.Want)}
    inherited = {"period", "src", "modal", "place"} if rule.kind == "event" else set()
    for lang, template in (("en", rule.en), ("ja", rule.ja)):
        missing = templates.names(template) - slots - inherited - {"V"}
        if missing and patterns.MERGE not in slots:
            raise DataError(f"{where}: the {lang} template speaks of {sorted(missing)}, which the pattern never fills")
        if rule.kind in ("phrase", "event", "label") and not template:
            raise DataError(f"{where}: no {lang} template")
    if "V" in templates.names(rule.en) and not (len(rule.verb_en) == 2 and len(rule.verb_ja) == 2):
        raise DataError(f"{where}: a template with {{V}} needs verb_en and verb_ja, two forms each")


def lint(rule: Rule) -> tuple[str, ...]:
    """Words the rule makes optional although they change the claim."""
    return tuple(w for w in patterns.optional_words(rule.zh) if any(f in w for f in _FORBIDDEN))


@functools.cache
def built_in() -> Grammar:
    """The grammar that comes with the program."""
    folder = resources.files("briefing") / "data" / "frames"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    rules: list[Rule] = []
    supers: dict[str, tuple[str, ...]] = {}
    for file in files:
        text = file.read_text(encoding="utf-8")
        if file.name == "categories.toml":
            supers = _supers(tomllib.loads(text)["includes"])
        else:
            rules += parse_rules(text, where=f"frames/{file.name}")
    return Grammar(rules, supers=supers)


def _supers(includes: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """For each category all categories that include it, itself first, transitively."""
    parents: dict[str, set[str]] = {}
    for wide, narrow in includes.items():
        for cat in narrow:
            parents.setdefault(cat, set()).add(wide)

    def above(cat: str) -> list[str]:
        found = [cat]
        for seen in found:
            found += [p for p in sorted(parents.get(seen, ())) if p not in found]
        return found

    return {cat: tuple(above(cat)) for cat in {*parents, *includes}}
