"""Slots in words: a noun phrase, a figure or a period in one form of one language.

Owns articles, plurals, possessives and counters. Knows nothing of clauses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from briefing.lexicon.rules import Grammar
from briefing.lexicon.templates import Field, fill
from briefing.translate.amounts import write_figure
from briefing.translate.periods import write_period
from briefing.values import Figure, Lang, Period, Phrase, Slot

Slots = Mapping[str, Slot]


_CLASS = "-class"
# By sound: a European firm, a unit, an hour, an IPO.
_VOWEL = re.compile(
    "(?!(?i:eu|uni|use|usu|util|one-|once|ubiq))[aeiouAEIOU]|(?i:hour|honou?r|heir)|[FHLMNRSX](?=[A-Z0-9]|-)"
)
_CJK = re.compile("[一-鿿]")
_APOSTROPHE = "'"
# The forms of a verb in a label.
_VERBAL = frozenset({"pp", "ea", "noun", "of"})
# Words a title leaves small.
_SMALL = frozenset({"and", "or", "of", "the", "in", "for", "to", "with", "on", "at"})
# Rules that put one noun before another, as metric.mod does: a language model company.
_NOUN_BEFORE_NOUN = frozenset({"np.mod", "np.noun"})
# Nouns counted so are spoken of in the plural where the Chinese gives no number.
_GENERIC_COUNTERS = frozenset(
    ["社", "行", "人", "名", "カ国", "品目", "台", "戸", "世帯", "銘柄", "便", "隻", "機", "港", "路線"]
)


_PLACES = re.compile("(?:工場|空港|病院|市場|工区|鉱区|区画|校)$")
# What is a number of people by its own name needs no second "people".
_OF_PEOPLE = re.compile(
    r"\b(?:number of|staff|employees|people|personnel|workforce|headcount|payrolls|jobs|buyers|users"
    r"|visitors|passengers|tourists|travellers)\b"
)
# Goods that are moved or made by the piece: shipments of 68.4 million units.
_BY_PIECE = re.compile(r"\b(?:exports|imports|shipments|output|production|sales(?: volume)?|deliveries)$")
_OF_MACHINES = re.compile(
    r"\b(?:shipments|output|sales volume|sales|deliveries|production capacity|capacity)(?: in China)?$"
)
_BARE_FLOWS = frozenset(
    [
        "cumulative",
        "total",
        "annual",
        "monthly",
        "average",
        "daily",
        "sales",
        "volume",
        "shipments",
        "output",
        "deliveries",
        "production",
        "capacity",
    ]
)
_TEN = 10

_MADE = re.compile("生産|出荷|加工")
_BARE_NUMBER = re.compile(r"(?:[0-9]|million|billion|trillion)$")
_SHARES = re.compile("(?:share|stock|equity|unit|securit(?:y|ies)|ADR|ADS|lot|option|right)s?$", re.IGNORECASE)
# There is mostly one of them: set up by or named beside another, or spoken of before.
_OF_ANOTHER = re.compile(
    "joint venture|new company|subsidiary|parent company|holding company|shareholder|controller|consorti"
    "|central bank|^bank$"
)


def when_measured(period: Period, lang: Lang, *, table: bool = False) -> str:
    """The time of a measure: 截至6月末 is when a level is taken, not the day until which something is done."""
    if period.relation != "by" or not period.text.startswith("截"):
        return write_period(period, lang, place="table" if table else "in")
    bare = write_period(period, lang, place="bare")
    if not bare or lang == "ja":
        return bare and f"{bare}時点"
    return f"{'As' if table else 'as'} of {bare}"


# Verbs of a state, told as it is on a day.
_STATES = frozenset({"operate", "have", "own", "employ", "run", "hold", "manage", "possess"})


# Told in Japanese as going on; what was run (trains) or held (meetings) was done.
_GOES_ON = frozenset({"operate", "own", "employ", "manage", "possess"})


def goes_on(slots: Slots) -> bool:
    """Whether a clause tells what is still so on the day it is told of: 412機を運営している."""
    verb = slots.get("v")
    return isinstance(verb, Phrase) and verb.en in _GOES_ON


def is_state(slots: Slots) -> bool:
    """Whether a clause tells a level (operates 412 aircraft), be it with a verb."""
    verb = slots.get("v")
    return "metric" in slots or verb is None or (isinstance(verb, Phrase) and verb.en in _STATES)


class Unsayable(Exception):
    """A part that has no words in the target language: the clause must stay open. Never leaves this package."""


class Words:
    """Says slots in one language by the grammar's own templates."""

    def __init__(self, grammar: Grammar, lang: Lang, *, lists: bool = True) -> None:
        self.grammar = grammar
        self.lang: Lang = lang
        self.lists = lists

    def say(self, slot: Slot, form: str = "") -> str:
        """The slot in a form (see ``_FORMS``); raises Unsayable where there are no words for it."""
        if isinstance(slot, Figure):
            return _known(write_figure(slot, self.lang))
        if isinstance(slot, Period):
            return _known(write_period(slot, self.lang, place="in" if form == "in" else "bare"))
        if form in _VERBAL:
            return _known(_verbal(slot, form))
        return self._english(slot, form) if self.lang == "en" else self._plain(slot)

    def value(self, slots: Slots) -> str:
        """The value of a measure; a bare count takes the noun its metric counts (5.6 billion parcels, 1.2 million)."""
        figure, metric = slots["value"], slots["metric"]
        if isinstance(figure, Figure) and figure.counter in _OCCASIONS and _measured(metric):
            raise Unsayable  # 负荷三次刷新纪录: how often, not how much
        of = metric.attrs.get("of", "") if isinstance(metric, Phrase) else ""
        if self.lang == "en" and of and isinstance(figure, Figure) and figure.unit == "count":
            return _known(write_figure(replace(figure, counter=""), "en", noun="" if of == "-" else of))
        counter = metric.attrs.get("ctr", "") if isinstance(metric, Phrase) else ""
        if self.lang == "ja" and counter and isinstance(figure, Figure) and figure.unit in ("count", ""):
            return _known(write_figure(figure, "ja", ctr=counter))
        if (
            self.lang == "ja"
            and isinstance(figure, Figure)
            and figure.counter == "套"
            and _MADE.search(self.say(metric))
        ):
            return _known(write_figure(figure, "ja", ctr="セット"))  # 套 of what plants make are no homes
        if of == "-" and isinstance(figure, Figure) and figure.unit == "count" and figure.counter not in ("人", "名"):
            return _known(write_figure(replace(figure, counter=""), self.lang))
        if self.lang == "en" and isinstance(figure, Figure) and counts_people(figure, metric):
            return _known(write_figure(replace(figure, counter=""), "en"))
        said = self.say(figure)
        if isinstance(figure, Figure) and _machines(figure, metric, slots.get("holder")):
            return f"{said} units" if self.lang == "en" and _BARE_NUMBER.search(said) else said
        if self.lang == "en" and _of_what(figure, metric) and _BARE_NUMBER.search(said):
            raise Unsayable  # 年产能1200万条 is 12 million of something
        if isinstance(figure, Figure) and _goods_by_piece(figure, metric):
            return self._pieces(figure, said)
        if self.lang == "ja" and isinstance(metric, Phrase) and metric.ja.endswith(("齢", "日数")):
            return said.replace("年間", "年").replace("日間", "日")  # 平均機齢は5.1年, 在庫回転日数は38日
        return said

    def _pieces(self, figure: Figure, said: str) -> str:
        """Goods counted by no word of their own: 68.4 million units, 2,330億個."""
        if self.lang == "en":
            return f"{said} units" if _BARE_NUMBER.search(said) else said
        bare = write_figure(replace(figure, counter=""), "ja")
        return _known(write_figure(figure, "ja", ctr="個")) if said == bare else said

    def fill(self, rule_id: str, slots: Slots, form: str = "") -> str:
        """A phrase rule's template with its slots; the head takes ``form``."""
        rule = self.grammar[rule_id]
        if not self.lists and "list" in slots:
            return self.say(slots["h"], form) if "n" not in slots else self.counted(slots)

        def write(field: Field) -> str:
            if field.form == "counted":
                return self.counted(slots)
            inherited = form if field.name == rule.head and not field.form else field.form
            said = self.say(slots[field.name], inherited)
            return _traded_once(said, slots, self.say(slots["h"])) if _is_goods(rule_id, field.name) else said

        said = fill(rule.en if self.lang == "en" else rule.ja, present=slots, write=write)
        if self.lang == "en" and (rule_id.startswith("metric.mod") or rule_id in _NOUN_BEFORE_NOUN):
            said = _attributive(slots, said)
        return said.replace("average average ", "average ")  # 平均客单价

    def counted(self, slots: Slots) -> str:
        """A number of things: "two RMB 5 billion-class projects", 15件のプロジェクト."""
        number, head = slots["n"], slots["h"]
        if not isinstance(number, Figure) or not isinstance(head, Phrase):
            raise Unsayable(head.span)
        if number.counter == "股" and not _SHARES.search(head.en or _head(head).en):
            raise Unsayable  # 回购120万股 is no number of buy-backs
        kind = self.say(slots["m"]) if "m" in slots else ""
        if self.lang == "en":
            if kind and _of_a_size(slots["m"]):
                return f"{self.counted({'n': number, 'h': head})} of {kind}"
            if kind:
                return f"{self.counted({'n': number, 'h': head})} in the {kind.removesuffix(_CLASS)} class"
            one, many = self.say(head), self.say(head, "pl")
            if number.unit != "count" and head.attrs.get("en_pl") and _is_money(number):
                raise Unsayable  # RMB 3 billion of a company is no amount of companies
            if number.unit != "count":
                return f"{_known(write_figure(number, 'en'))} of {many}"
            return _known(write_figure(number, "en", noun=one, noun_plural=many))
        counter = head.attrs.get("ctr", "") if number.unit == "count" else ""
        thing = f"{kind}{'の' if kind and _of_a_size(slots['m']) else ''}{self.say(head)}"
        if len(counter) > 1 and thing.endswith(counter) and thing != counter:
            # 1工場のビール工場 counts twice.
            counter = "カ所" if _PLACES.search(counter) else "つ" if _below_ten(number) else ""
        amount = _known(write_figure(number, "ja", ctr=counter))
        # 24カ国・地域 names its things already.
        return amount if counter.endswith(thing) else f"{amount}の{thing}"

    def _plain(self, phrase: Phrase) -> str:
        if phrase.cat == "pronoun":
            return phrase.ja
        return self.fill(phrase.rule, phrase.parts) if phrase.rule else self._named(phrase, phrase.ja)

    def _english(self, phrase: Phrase, form: str) -> str:
        if phrase.cat == "pronoun":
            return "its" if form == "poss" else phrase.en
        if form == "poss":
            # A common noun that owns something has been spoken of: the base's investment.
            return _possessive(self._english(phrase, "np" if phrase.attrs.get("aside") else "subj"))
        if form == "in":
            return f"{'at' if phrase.cat == 'event' else 'in'} {self._english(phrase, 'np')}"
        if form == "adj":
            return phrase.attrs.get("adj") or self._english(phrase, "")
        if form == "title":
            return " ".join(_titled(w) for w in self._english(phrase, "").split(" "))
        if form == "subj" and self.lists and phrase.attrs.get("aside"):
            return f"{self._english(phrase, 'np')},"
        plural = form == "pl" or (form in ("np", "subj") and generic(phrase))
        bare = self._bare(phrase, "pl" if plural else "")
        if form not in ("np", "subj") or (plural and phrase.attrs.get("the") != "1"):
            return bare
        return f"{self.article(phrase, bare, definite=form == 'subj')}{bare}"

    def _bare(self, phrase: Phrase, form: str) -> str:
        if phrase.rule:
            return self.fill(phrase.rule, phrase.parts, form)
        if form == "pl" and phrase.attrs.get("en_pl"):
            return phrase.attrs["en_pl"]
        return self._named(phrase, phrase.en)

    def _named(self, phrase: Phrase, text: str) -> str:
        """A form that is only a guess stands with the original in brackets, unless it is the original itself."""
        if phrase.entity is None or phrase.entity.certain or text == phrase.entity.zh:
            return _known(text)
        brackets = " ({})" if self.lang == "en" else "（{}）"
        return _known(text) + brackets.format(phrase.entity.zh)

    def article(self, phrase: Phrase, bare: str, *, definite: bool) -> str:
        """The article an English noun phrase takes: a subject is one the text has spoken of."""
        if phrase.attrs.get("the") == "1" and not bare.lower().startswith("the "):
            return "the "
        if phrase.attrs.get("num") == "pl" or phrase.attrs.get("det") or not phrase.attrs.get("en_pl"):
            return ""
        if definite:
            return "the "
        return "an " if _VOWEL.match(bare) else "a "

    def plural(self, slot: Slot) -> bool:
        """Whether an English verb after it is plural."""
        if isinstance(slot, Figure):
            return slot.value is None or slot.value != 1
        if isinstance(slot, Phrase) and "n" in slot.parts:
            return self.plural(slot.parts["n"])
        # What is told of a kind at large stands in the plural: new products were unveiled.
        return isinstance(slot, Phrase) and (slot.attrs.get("num") == "pl" or generic(slot))


def _is_goods(rule_id: str, name: str) -> bool:
    return rule_id == "metric.of_goods" and name == "m"


def _traded_once(goods: str, slots: Slots, price: str) -> str:
    """The goods of an import price: iron ore, not iron ore imports."""
    if not _TRADE_PRICE.search(price) or "h" not in slots:
        return goods
    return _TRADED.sub("", goods) or goods


_TRADE_PRICE = re.compile("import|export|輸入|輸出")
_TRADED = re.compile(
    "(?<=.) (?:imports|exports)(?: volume)?$| (?:import|export) volume$|の?輸[入出](?:量|額|台数|数量)?$"
)


def _attributive(slots: Slots, said: str) -> str:
    """Soybean imports, not soybeans imports; the number of hotel orders, not hotel number of orders."""
    kind = slots.get("m")
    if isinstance(kind, Phrase) and _is_plural_kind(kind) and said.startswith(f"{kind.en} "):
        single = next((re.sub(f"{end}$", one, kind.en) for end, one in _SINGULAR if kind.en.endswith(end)), kind.en)
        said = single + said.removeprefix(kind.en)
        kind = replace(kind, en=single)
    if isinstance(kind, Phrase) and said.startswith(f"{kind.en} number of "):
        said = f"number of {kind.en} {said.removeprefix(f'{kind.en} number of ')}"
    return said


def _is_plural_kind(kind: Phrase) -> bool:
    return kind.attrs.get("num") == "pl" and not kind.en.startswith("all ")


# Fields of business, told in the plural before a noun too: a building materials company.
_AS_THEY_ARE = (
    "materials",
    "sports",
    "communications",
    "industries",
    "systems",
    "arts",
    "solutions",
    "resources",
    "sciences",
)
# Plurals that have no singular before a noun come first.
_SAME = (
    "goods",
    "services",
    "securities",
    "sales",
    "ics",
    "ss",
    "us",
    "is",
    "futures",
    "earnings",
    "savings",
    *_AS_THEY_ARE,
)
_SINGULAR = (
    *((word, word) for word in _SAME),
    *(("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss"), ("s", "")),
)


def _verbal(verb: Phrase, form: str) -> str:
    """A verb in a label: its participle, what stands after a noun for it (taking part), its Japanese noun (調印).

    ``of`` joins what it is done to: 契約の締結, 協定への調印.
    """
    if form == "of":
        particle = verb.attrs.get("lp", verb.attrs.get("jp", "を"))
        return "の" if particle in ("を", "が", "の") else "への" if particle == "に" else f"{particle}の"
    if form == "noun":
        return verb.attrs.get("jn", "") or (verb.ja.removesuffix("する") if verb.ja.endswith("する") else "")
    if form == "ea" and verb.cat == "vi" and verb.en.startswith("be "):
        return verb.attrs.get("ea", verb.en.removeprefix("be "))
    return verb.attrs.get(form, "")


# Measure words of what happens again, and what is never told in them.
_OCCASIONS = frozenset({"次", "回"})
_NO_OCCASIONS = frozenset(
    {"money", "price", "ratio", "growth", "rate", "index", "area", "mass", "volume", "energy", "power", "distance"}
)


def _measured(metric: Slot) -> bool:
    return isinstance(metric, Phrase) and metric.attrs.get("dim") in _NO_OCCASIONS


def _of_what(figure: Slot, metric: Slot) -> bool:
    """Whether a number was counted by a measure word and nothing in its metric says what it counts."""
    counted = isinstance(figure, Figure) and figure.unit == "count" and figure.counter != ""
    if not counted or not isinstance(metric, Phrase) or metric.attrs.get("dim") != "any":
        return False
    return not any(isinstance(part, Phrase) and part.cat == "product" for part in metric.parts.values())


def _machines(figure: Figure, metric: Slot, owner: Slot | None) -> bool:
    """Whether what is shipped, sold or made was counted as machines and devices are: 出货量1080万台, 年产能2万台.

    A country ships many things: of it the goods must be named.
    """
    if not isinstance(metric, Phrase) or figure.unit != "count" or figure.counter not in ("台", "部"):
        return False
    bare = not metric.parts and _BARE_FLOWS.issuperset(metric.en.split())
    of_a_country = isinstance(owner, Phrase) and owner.cat == "place"
    return not (bare and of_a_country) and bool(_OF_MACHINES.search(metric.en or _head(metric).en))


def _of_a_size(kind: Slot) -> bool:
    """亿元以上: so much or more, and no class of its own."""
    return isinstance(kind, Figure) and kind.multiple != "class"


def counts_people(figure: Figure, metric: Slot) -> bool:
    counted = figure.unit == "count" and figure.counter in ("人", "名", "位")
    return counted and isinstance(metric, Phrase) and bool(_OF_PEOPLE.search(metric.en or _head(metric).en))


def _goods_by_piece(figure: Figure, metric: Slot) -> bool:
    """Whether a product's trade or output was counted: 出口2330亿个, 出货量6840万部."""
    if not isinstance(metric, Phrase) or figure.unit != "count" or figure.counter == "":
        return False
    product = any(
        isinstance(part, Phrase) and part.cat in ("product", "industry", "mod") for part in metric.parts.values()
    )
    return product and bool(_BY_PIECE.search(_head(metric).en))


def _below_ten(number: Figure) -> bool:
    return number.value is not None and number.value < _TEN and number.value == int(number.value)


def _is_money(figure: Figure) -> bool:
    return len(figure.unit) == 3 and figure.unit.isupper() and figure.unit != "TEU"


def _titled(word: str) -> str:
    return word if word in _SMALL else word[:1].upper() + word[1:]


def generic(phrase: Phrase) -> bool:
    """Whether a bare noun means things of its kind: companies, people, countries, goods sold by number."""
    if phrase.attrs.get("num") == "pl" or not phrase.attrs.get("en_pl") or "n" in phrase.parts:
        return False
    kind = phrase.parts.get("m")
    if _OF_ANOTHER.search(phrase.en or _head(phrase).en) or (isinstance(kind, Phrase) and kind.en == "new"):
        return False
    return phrase.attrs.get("hum") == "1" or phrase.attrs.get("ctr") in _GENERIC_COUNTERS


def _head(phrase: Phrase) -> Phrase:
    """The word a built noun phrase is about."""
    inner = phrase.parts.get("h")
    return _head(inner) if isinstance(inner, Phrase) else phrase


# A common noun with words of place, time or manner behind it.
_WITH_A_TAIL = re.compile(r"(?:the )?[a-z0-9][^A-Z(]*\b(?:signed|started|completed|built) (?:in|on|by|at)\b")


def _known(text: str) -> str:
    if not text or text == "-":
        raise Unsayable
    return text


def _possessive(text: str) -> str:
    if _WITH_A_TAIL.match(text):
        raise Unsayable  # not "23 projects signed in the first quarter's rate"
    name, bracket, rest = text.partition(" (") if _CJK.search(text) else (text, "", "")
    return f"{name}{_APOSTROPHE if name.endswith('s') else _APOSTROPHE + 's'}{bracket}{rest}"
