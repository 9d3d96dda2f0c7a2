"""Facts in sentences: events by their frame's template, measures by one writer a language.

Owns word order around the frame: when, according to whom, at what occasion.
Says nothing that the fact does not hold.
"""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.lexicon.rules import Grammar, Rule
from briefing.lexicon.templates import Field, fill, names
from briefing.translate.amounts import write_figure
from briefing.translate.embedded.comparisons import Comparisons, attr, basis_of_change, direction, or_unsayable
from briefing.translate.embedded.modality import DONE, Modality, finite, japanese, meant, modality, passive
from briefing.translate.embedded.words import Slots, Unsayable, Words, counts_people, goes_on, is_state, when_measured
from briefing.translate.periods import write_period
from briefing.values import Fact, Figure, Lang, Period, Phrase, Slot

_DONE_VERB = re.compile(r"(?<=[一-龠])(?:された|した|されている|している)$")
# Verbs whose stem before した is no noun, as headlines end in them.
_NO_NOUN = {"買い増した": "買い増し", "科した": "科す", "科された": "科される"}
_TO_COME = re.compile(r"(?<=[一-龠])(?:される|する)(?:予定|計画)?$")
# Who forecasts has done so: 予測へ would put the forecast off.
_FORESEES = re.compile(r"(?<=予測|予想|想定)する$")
# Moments that reach to the day of the article.
_NOW = frozenset({"目前", "截至目前", "截止目前", "当前", "现在", "如今", "迄今", "至今", "截至发稿"})

_TODAY = frozenset({"目前", "当前", "现在", "如今"})

# "Were more than 58%" is said so.
_MORE = "more than "
_EXCEEDS = {
    "was": "exceeded",
    "were": "exceeded",
    "is": "exceeds",
    "are": "exceed",
    "has been": "has exceeded",
    "have been": "have exceeded",
}

_PAST_MOVE = re.compile("^(?:rose|fell)(?= )")
_MOVED = {"rose": "risen", "fell": "fallen"}

# Areas that were made or traded in a time.
_MADE = re.compile(r"\b(?:sold|sales|starts|started|completed|new|newly|sown|traded|let|leased)\b")

# What stands beside a measure only.
_BESIDE = frozenset({"share", "sharefrom", "yardvalue", "peervalue", "pacevalue", "note", "abovevalue", "timesvalue"})


class Writer:
    """Writes facts in one language. Raises Unsayable where a part has no words."""

    def __init__(self, grammar: Grammar, lang: Lang, *, lists: bool = True) -> None:
        self.words = Words(grammar, lang, lists=lists)
        self._beside = Comparisons(self.words)
        self.lang: Lang = lang

    def sentence(self, fact: Fact) -> str:
        """A full sentence, closed."""
        return self.closed(self.clause(fact))

    def clause(self, fact: Fact) -> str:
        """The fact in words, without capital and stop."""
        rule = self.words.grammar[fact.frame]
        if not self.words.lists and "list" in fact.slots:
            fact = replace(fact, slots={name: slot for name, slot in fact.slots.items() if name != "list"})
        body = self._measure(fact.slots) if rule.kind == "measure" else self._told(rule, fact.slots)
        told = _by_the_month(self._around(body, rule, fact.slots), fact.slots)
        return told + self._waiting(fact.slots)

    def closed(self, text: str) -> str:
        """A clause as a sentence: with its capital and its stop."""
        if self.lang == "ja":
            return text if text.endswith("。") else f"{text}。"
        text = text[:1].upper() + text[1:]
        return text if text.endswith(".") else f"{text}."

    def _waiting(self, slots: Slots) -> str:
        """The approval that an act still to come waits for."""
        if "pending" not in slots:
            return ""
        told = self.words.say(slots["pending"])
        return f", {told}" if self.lang == "en" else f"（{told}）"

    def short(self) -> Writer:
        """The same writer without lists: 15 projects, not which."""
        return Writer(self.words.grammar, self.lang, lists=False)

    def headline(self, fact: Fact) -> str:
        """The fact as a headline: no lists, no "currently", no stop."""
        fact = replace(fact, slots={name: slot for name, slot in fact.slots.items() if name != "pending"})
        period = fact.slots.get("period")
        if isinstance(period, Period) and period.form == "moment":
            fact = replace(fact, slots={name: slot for name, slot in fact.slots.items() if name != "period"})
        if self.words.grammar[fact.frame].kind != "measure" and _just_now(fact.slots.get("period")):
            fact = replace(fact, slots={name: slot for name, slot in fact.slots.items() if name != "period"})
        text = self.short().sentence(fact).rstrip("。.")
        if self.lang == "en":
            return text
        # A Japanese headline ends in a noun: 一括調印, and 設立へ for what is to come.
        text = _FORESEES.sub("", text)
        kept = next((done for done in _NO_NOUN if text.endswith(done)), "")
        return text.removesuffix(kept) + _NO_NOUN[kept] if kept else _TO_COME.sub("へ", _DONE_VERB.sub("", text))

    # --- events ---

    def _told(self, rule: Rule, slots: Slots) -> str:
        """An event, and how much more or less of it there was than before."""
        body = self._event(rule, slots)
        lost = slots.keys() - names(rule.en)
        if not _BESIDE.isdisjoint(lost) or ("basevalue" in lost and "change" not in slots):
            raise Unsayable  # only a measure's writer has a place for it
        if "change" not in slots or "change" in names(rule.en):
            return body
        change = self.change(slots) + self._beside.against(slots)
        return f"{body}, {change}" if self.lang == "en" else f"{body}（{change}）"

    def _event(self, rule: Rule, slots: Slots) -> str:
        if _builds(slots):
            raise Unsayable

        def write(field: Field) -> str:
            return self._event_field(field, slots)

        return fill(rule.en if self.lang == "en" else rule.ja, present=slots, write=write)

    def _event_field(self, field: Field, slots: Slots) -> str:
        slot = slots.get(field.name)
        if slot is None:
            raise Unsayable
        mode = modality(slots)
        if field.form in ("fin", "pass") and isinstance(slot, Phrase):
            if self.lang == "ja":
                return japanese(slot, mode, lasting=_now(slots) or (goes_on(slots) and _taken_on(slots)))
            owner = slots["subj"] if "subj" in slots and field.form == "fin" else slots.get("obj", slot)
            plural = self.words.plural(owner)
            if field.form == "pass":
                return passive(slot, mode, plural=plural)
            return finite(slot, mode, plural=plural, perfect=_perfect(slots))
        if field.form == "p" and isinstance(slot, Phrase):
            return slot.attrs.get("jp", "を")
        if field.form == "at":
            verb = slots.get("v")
            return f"{self.words.say(slot)}{verb.attrs.get('wp', 'で') if isinstance(verb, Phrase) else 'で'}"
        if field.form == "topic":
            return f"{self.words.say(slot)}{'は' if isinstance(slot, Phrase) and slot.entity else 'が'}"
        if field.form in ("be", "have"):
            plural = self.words.plural(slot)
            if _taken_on(slots) and mode is DONE:
                return "had" if field.form == "have" else ("was", "were")[plural]
            return {"be": ("is", "are"), "have": ("has", "have")}[field.form][plural]
        if field.form == "bare" and isinstance(slot, Figure):
            return or_unsayable(write_figure(slot, self.lang))
        if field.form == "subj" and isinstance(slot, Phrase) and slot.entity is None and _jointly(slots):
            return self.words.say(slot, "pl")
        return self.words.say(slot, field.form)

    # --- measures ---

    def _measure(self, slots: Slots) -> str:
        if "metric" not in slots:
            raise Unsayable
        return self._measure_en(slots) if self.lang == "en" else self._measure_ja(slots)

    def _measure_en(self, slots: Slots) -> str:
        words, metric = self.words, slots["metric"]
        owner, of = self._owner_en(slots.get("holder")), ""
        if "holder" not in slots and words.plural(metric):
            owner = ""  # exports to the US were: no article before a plural of nobody's
        if _trails(slots.get("holder"), owner):
            owner, of = "the ", f" of {words.say(slots['holder'], 'subj')}"  # not "companies above that size's"
        elif ", " in owner:
            # Not "Beibu Gulf Port, Guangxi's".
            owner, of = "the ", f" of {words.say(slots['holder'], 'subj').removesuffix(',')},"
        cumulative = "cumulative " if _flag(slots, "cum") else ""
        where = f" {words.say(slots['where'], 'in')}" if "where" in slots else ""
        # "Has risen" says that it is now.
        dated = "period" in slots and not ("dirto" in slots and _now(slots))
        when = f" {self._when(slots)}" if dated else ""
        subject = f"{owner}{cumulative}{words.say(metric)}{self.first(slots)}{of}{where}"
        plural = words.plural(metric)
        if "value" not in slots:
            told = self._beside.pace(slots) + self._beside.above(slots) + self._beside.pull(slots)
            told += self._beside.against(slots) + self._beside.flat(slots) + self._beside.share_of_moved(slots)
            moves = self._moves(slots, plural)
            if _up_to_now(slots) and modality(slots) is DONE:
                moves = _PAST_MOVE.sub(lambda m: f"{'have' if plural else 'has'} {_MOVED[m[0]]}", moves)
            if "comp2" in slots and when and "basis" not in slots:
                return f"{when.strip()}, {subject} {moves}{told}"  # "from the previous month in September" is no month
            return f"{subject} {moves}{when}{told}"
        value = words.value(slots) + self._beside.note(slots) + self._beside.share(slots)
        change = f", {self.change(slots)}" if "change" in slots else ""
        change += self._beside.pace(slots) + self._beside.above(slots) + self._beside.times(slots)
        change += self._beside.pull(slots)
        return f"{subject} {self._reached(slots, value, plural)}{when}{change}{self._beside.against(slots)}"

    def _when(self, slots: Slots) -> str:
        period = slots["period"]
        if not isinstance(period, Period):
            return self.words.say(period, "in")
        return or_unsayable(when_measured(period, self.lang))

    def _owner_en(self, holder: Slot | None) -> str:
        if holder is None:
            return "the "
        if isinstance(holder, Phrase) and holder.cat == "pronoun":
            return f"{holder.en} " if holder.en else ""
        return f"{self.words.say(holder, 'poss')} "

    def _moves(self, slots: Slots, plural: bool) -> str:
        """The verb of a clause that gives only a change: "rose 5%", "is expected to rise 5%"."""
        mode, change = modality(slots), self._beside.change(slots, verb=True)
        if mode is DONE:
            return change
        base = change.replace("rose ", "rise ", 1).replace("fell ", "fall ", 1)
        auxiliary = mode.en[plural]
        if auxiliary.endswith(" of"):
            raise Unsayable
        return f"{meant(auxiliary, plural)} {base}"

    def _reached(self, slots: Slots, value: str, plural: bool) -> str:
        mode = modality(slots)
        if "dirto" in slots:
            return self._reached_from(slots, value, mode, plural)
        if mode is not DONE:
            helped = _helped(mode.en[plural], plural)
            # What is expected to reach a loss is expected to be one.
            return f"{helped.removesuffix(' reach') + ' be' if value.startswith('minus ') else helped} {value}"
        be = "were" if plural else "was"
        if _now(slots) or ("period" not in slots and _lasts(slots["metric"])):
            be = "are" if plural else "is"
        elif _up_to_now(slots):
            be = "have been" if plural else "has been"
        if value.startswith(_MORE) and not _flag(slots, "only"):
            return f"{_EXCEEDS[be]} {value.removeprefix(_MORE)}"
        if be == "were" and isinstance(slots["value"], Figure) and counts_people(slots["value"], slots["metric"]):
            be = "numbered"  # staff are no number
        return f"{be} {'only ' if _flag(slots, 'only') else ''}{value}"

    def _reached_from(self, slots: Slots, value: str, mode: Modality, plural: bool) -> str:
        """A level that was or will be moved to: "rose from 3% to 5%", "is expected to fall to 5%"."""
        up = direction(slots["dirto"]) > 0
        start = f" from {self.words.say(slots['from'])}" if "from" in slots else ""
        if mode is DONE and _now(slots):
            return f"{'have' if plural else 'has'} {'risen' if up else 'fallen'}{start} to {value}"
        if mode is DONE:
            return f"{'rose' if up else 'fell'}{start} to {value}"
        if not mode.moved:
            raise Unsayable
        return f"{mode.en[plural]} {'rise' if up else 'fall'}{start} to {value}"

    def _measure_ja(self, slots: Slots) -> str:
        words = self.words
        when = f"{self._when(slots)}の" if "period" in slots else ""
        when = when.replace("時点の", "時点で")
        if _is_span(slots.get("period")) and "change" in slots and "value" not in slots:
            when = f"{when.removesuffix('の')}で、"  # over ten years: what rose, not what was made in them
        if when.endswith("までの") and modality(slots) is not DONE:
            when = f"{when.removesuffix('の')}に、"
        holder = slots.get("holder")
        told = "src" in slots and modality(slots) is not DONE and _same_name(slots["src"], holder)
        spoken_of = _is_pronoun(holder) or told
        owner = f"{words.say(holder)}の" if holder is not None and not spoken_of else ""
        where = f"{words.say(slots['where'])}での" if "where" in slots else ""
        cumulative = "累計" if _flag(slots, "cum") else ""
        subject = f"{when}{owner}{where}{cumulative}{words.say(slots['metric'])}{self.first(slots)}"
        if "value" not in slots:
            mode = modality(slots)
            reach = mode.reach if mode is not DONE else ""
            beside = self._beside.pace(slots) + self._beside.above(slots) + self._beside.pull(slots)
            beside += self._beside.against(slots) + self._beside.flat(slots) + self._beside.share_of_moved(slots)
            return f"{subject}は{self.change(slots)}{reach}{beside.replace('）（', '、')}"
        value, mode = words.value(slots) + self._beside.note(slots) + self._beside.share(slots), modality(slots)
        if "dirto" in slots:
            if mode is not DONE and not mode.moved:
                raise Unsayable
            start = f"{words.say(slots['from'])}から" if "from" in slots else ""
            moved = _moved(slots, direction(slots["dirto"])) + mode.moved
            change = f"（{self.change(slots)}）" if "change" in slots else ""
            return f"{subject}は{start}{value}に{moved}{change}{self._beside.against(slots)}"
        only = "わずか" if _flag(slots, "only") else ""
        change = f"で、{self.change(slots)}{self._beside.pace(slots)}" if "change" in slots else ""
        change += self._beside.above(slots) + self._beside.times(slots) + self._beside.pull(slots)
        change = change.replace("）（", "、")
        return f"{subject}は{only}{value}{mode.reach if mode is not DONE else ''}{change}{self._beside.against(slots)}"

    def first(self, slots: Slots) -> str:
        """That a figure is preliminary or unaudited, in brackets after what it measures."""
        if "first" not in slots:
            return ""
        told = self.words.say(slots["first"])
        if "metric" in slots and told in self.words.say(slots["metric"]):
            return ""
        return f" ({told})" if self.lang == "en" else f"（{told}）"

    def change(self, slots: Slots) -> str:
        """The change of a measure in words, or "" where it has none."""
        told, figure = self._beside.change(slots), slots.get("change")
        if self.lang == "en" or not isinstance(figure, Figure) or figure.counter != "家":
            return told
        counters = {c for slot in slots.values() if isinstance(slot, Phrase) and (c := _counter_of(slot))}
        return re.sub("社(?=[増減])", counters.pop(), told) if len(counters) == 1 else told  # 47 stores, not firms

    def beside(self, slots: Slots) -> str:
        """What the level is compared with or moved from, for a line of the table; "" where nothing is."""
        start = ""
        if "from" in slots:
            level = self.words.say(slots["from"])
            start = f"from {level}" if self.lang == "en" else f"{level}から"
        told = (
            self._pace(slots),
            self._beside.above(slots),
            self._beside.times(slots),
            self._beside.pull(slots),
            self._beside.share(slots),
            self._beside.against(slots),
        )
        parts = (start, *(_unbracketed(text).removeprefix("with ") for text in told))
        return ("; " if self.lang == "en" else "、").join(part for part in parts if part)

    def note(self, slots: Slots) -> str:
        """What a level leaves out, in brackets."""
        return self._beside.note(slots)

    def _pace(self, slots: Slots) -> str:
        return self._beside.pace(slots) if "dir" in slots else ""

    # --- around ---

    def _around(self, body: str, rule: Rule, slots: Slots) -> str:
        words = self.words
        when = ""
        if rule.kind != "measure" and isinstance(slots.get("period"), Period):
            when = self._when(slots) if is_state(slots) else words.say(slots["period"], "in")
        at = words.say(slots["at"]) if "at" in slots else ""
        basis = words.say(slots["basis"]) if "basis" in slots and not basis_of_change(slots) else ""
        source = self._source(slots)
        if self.lang == "en":
            head = ", ".join(p for p in (when, basis, f"at the {at}" if at else "") if p)
            return f"{head + ', ' if head else ''}{body}{', according to ' + source if source else ''}"
        over = bool(when) and (when.endswith("時点") or _is_span(slots.get("period")))
        when += "に" if when.endswith("まで") else "で" if over else ""
        head = "".join(
            f"{p}、"
            for p in (
                when,
                f"{basis}{'に' if basis.endswith(('後', '時')) else 'で'}" if basis else "",
                f"{at}で" if at else "",
            )
            if p
        )
        return f"{source + 'によると、' if source else ''}{head}{body}"

    def _source(self, slots: Slots) -> str:
        """According to whom; a company on its own figures is named once."""
        if "src" not in slots:
            return ""
        owner = slots.get("holder") or slots.get("subj")
        if _same_name(slots["src"], owner):
            if modality(slots) is DONE:
                return ""
            if self.lang == "en":
                return "the company"
            if owner is slots.get("subj"):
                return ""  # アストラゼネカは…投資する: its own plan
            # Japanese names the source first, so it is the owner who is not named again.
            return "同社" if _is_pronoun(owner) else self.words.say(slots["src"], "np")
        return self.words.say(slots["src"], "np")


def _by_the_month(text: str, slots: Slots) -> str:
    """环比 of a month is from the month before; 同比 of a month or a year has its own word in every frame."""
    period = slots.get("period")
    form = period.form if isinstance(period, Period) else ""
    if form == "year":
        return text.replace("前年同期比", "前年比")
    if form != "month":
        return text
    text = text.replace("from the previous period", "from the previous month").replace("前期比", "前月比")
    return text.replace("前年同期比", "前年同月比")


def _lasts(metric: Slot) -> bool:
    """Whether it is so on any day: an area, the speed a line is built for, and what a plan comes to."""
    if (
        attr(metric, "status") == "planned"
        or attr(metric, "lasts") == "1"
        or (isinstance(metric, Phrase) and metric.en.endswith("design speed"))
    ):
        return True
    return attr(metric, "dim") == "area" and isinstance(metric, Phrase) and not _MADE.search(metric.en)


def _is_span(period: Slot | None) -> bool:
    """Whether it only says how long it took: 一年间."""
    return isinstance(period, Period) and period.form == "span"


def _is_pronoun(slot: Slot | None) -> bool:
    return isinstance(slot, Phrase) and slot.cat == "pronoun"


def _known_as(phrase: Phrase) -> str:
    """The name a phrase carries, also inside 德国大众汽车集团; one who speaks for a company is not the company."""
    return "" if phrase.cat == "speaker" else next((e.en or e.zh for e in phrase.entities), "")


def _same_name(first: Slot | None, second: Slot | None) -> bool:
    if not isinstance(first, Phrase) or not isinstance(second, Phrase):
        return False
    names = {_known_as(first), _known_as(second)}
    return len(names) == 1 and names != {""}


def _helped(auxiliary: str, plural: bool) -> str:
    """A figure does not plan: it is planned at, targeted at, or will reach."""
    be = "are" if plural else "is"
    special = {"plans to": f"{be} planned at", "aims to": f"{be} targeted to reach", "has agreed to": f"{be} agreed at"}
    singular = {"plan to": "plans to", "aim to": "aims to", "have agreed to": "has agreed to"}.get(auxiliary, auxiliary)
    return special.get(singular, f"{auxiliary} reach")


def _moved(slots: Slots, direction: int) -> str:
    kind = attr(slots.get("metric"), "mv")
    if kind in ("price", "rate", "index", "yuan"):
        return "上昇" if direction > 0 else ("低下" if kind == "rate" else "下落")
    return "増加" if direction > 0 else "減少"


def _flag(slots: Slots, key: str) -> bool:
    return any(attr(slots.get(name), key) == "1" for name in ("link", "adv", "cum"))


def _unbracketed(text: str) -> str:
    """What stands beside a level, without the comma or the brackets that set it apart in a sentence."""
    bare = text.strip(" ,")
    return bare[1:-1] if bare[:1] + bare[-1:] in ("()", "（）") else bare


def _trails(holder: Slot | None, owner: str) -> bool:
    """Whether kinds of firms carry words behind their noun: enterprises above designated size."""
    named = not isinstance(holder, Phrase) or holder.entity is not None or holder.cat == "pronoun"
    return not named and _TRAILING.search(owner) is not None


_TRAILING = re.compile(r"s (?:above|at|funded from|with) ")


def _jointly(slots: Slots) -> bool:
    """Whether several did it: 集中开工 is told of projects."""
    verb = slots.get("v")
    return isinstance(verb, Phrase) and verb.en.endswith(" together") and verb.cat == "vi"


def _counter_of(phrase: Phrase) -> str:
    """The counter of what a phrase counts."""
    head = phrase.parts.get("h") if "n" in phrase.parts else None
    return head.attrs.get("ctr", "") if isinstance(head, Phrase) else ""


def _builds(slots: Slots) -> bool:
    """Whether a project is told to have built something: 高速公路新建公路11公里 is what it consists of."""
    subject, verb = slots.get("subj"), slots.get("v")
    entity = subject.entity if isinstance(subject, Phrase) else None
    return entity is not None and entity.kind == "project" and isinstance(verb, Phrase) and verb.en == "build"


def _now(slots: Slots) -> bool:
    """Whether it is told of the day of the article itself: 目前."""
    period = slots.get("period")
    return isinstance(period, Period) and period.form == "moment" and period.name in _TODAY


def _just_now(period: Slot | None) -> bool:
    """Whether it is a day told without its year: that of the news, which a headline need not give."""
    return (
        isinstance(period, Period)
        and period.form == "day"
        and period.relation in ("", "in", "on")
        and "年" not in period.text
    )


def _taken_on(slots: Slots) -> bool:
    """Whether it is told as it was on a day gone by: 截至6月末."""
    period = slots.get("period")
    return (
        isinstance(period, Period)
        and (period.relation, period.form != "moment") == ("by", True)
        and period.text.startswith("截")
    )


def _perfect(slots: Slots) -> str:
    """The helper of an act done up to a time: has signed to date, had signed by the end of 2019."""
    if _up_to_now(slots):
        return "have"
    return "had" if _taken_on(slots) and not is_state(slots) else ""


def _up_to_now(slots: Slots) -> bool:
    """Whether the time reaches to the present: since 2019, to date."""
    period = slots.get("period")
    if not isinstance(period, Period):
        return False
    return period.relation in ("since", "from") or (period.form == "moment" and period.name in _NOW)


__all__ = ["Unsayable", "Writer", "write_period"]
