"""The lines of the key-figure table: what a fact gives of an amount, and what it leaves to its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.assemble.act_labels import numbered, plan_or_deed
from briefing.assemble.compared import by_its_month
from briefing.assemble.desk import Desk
from briefing.assemble.event_rows import event_lines, no_sum_of_prices, of_kind
from briefing.assemble.market_rows import closing_measures
from briefing.condense.plan import rounds
from briefing.facts.context import says_no_goods
from briefing.facts.gates import gate_words
from briefing.facts.senses import takes_things
from briefing.render.labels import labels_for
from briefing.translate.amounts import write_figure
from briefing.translate.embedded.comparisons import basis_of_change
from briefing.translate.embedded.sentences import Unsayable
from briefing.translate.embedded.words import generic, is_state, when_measured
from briefing.translate.periods import write_period
from briefing.values import Fact, Figure, Lang, Measure, Period, Phrase, Row, Slot, Status, leaves

# The figures a line of the table tells; the others stay with their source.
_SHOWN = ("value", "change", "change2", "from", "basevalue", "yardvalue", "peervalue", "share")


def rows_of(desk: Desk, fact: Fact) -> Iterator[Row]:
    """The lines of a fact; one that was not read whole shows the words of its source beside each label."""
    scope = _scope(desk, fact)
    for row in _rows_of(desk, by_its_month(fact, desk.plan.reading)):
        yield replace(row, label=row.label + scope, scope=scope, measure=None) if scope else row


def _event_rows(desk: Desk, fact: Fact) -> Iterator[Row]:
    """The lines an event's frame names itself; a holiday stands where the time does."""
    for line in event_lines(desk, fact):
        row = _row(desk, fact, line.label, line.value, line.change, line.figures)
        row = no_sum_of_prices(desk, _as_measured(desk, row, line.metric, told_beside=True))
        holiday = _cell(desk, fact, "hol") if "period" not in fact.slots else ""
        yield replace(row, period=holiday.removeprefix("The ") or row.period)


def _scope(desk: Desk, fact: Fact) -> str:
    """The words of the source that say what the figure is of, in brackets."""
    if not fact.scope:
        return ""
    text = desk.plan.reading.article.text
    words = "…".join(span.of(text) for span in fact.scope)
    return labels_for(desk.lang).text["scope"].format(words=words.translate(_INNER))


# Brackets inside the quotation's own.
_INNER = str.maketrans("()（）[]［］", "〔〕〔〕〔〕〔〕")


def _rows_of(desk: Desk, fact: Fact) -> Iterator[Row]:
    try:
        if desk.writer.words.grammar[fact.frame].kind == "label":
            yield _label_row(desk, fact)
        else:
            named = list(_event_rows(desk, fact))
            told = {f.span for row in named for f in row.figures}
            counts = _measure_row(desk, fact) if "metric" in fact.slots else _count_rows(desk, fact)
            # Projects that were signed: their frame names the line better than the thing counted.
            yield from (row for row in counts if "metric" in fact.slots or not {f.span for f in row.figures} & told)
            yield from named
            for each in closing_measures(fact):
                yield from (replace(row, label=_bare(row.label)) for row in _measure_row(desk, each))
    except Unsayable:
        desk.unsaid.append(fact)


def _bare(label: str) -> str:
    """A label without the article that a sentence needs."""
    bare = label.removeprefix("The ")
    return bare[:1].upper() + bare[1:]


def _measure_row(desk: Desk, fact: Fact) -> Iterator[Row]:
    if "holder" not in fact.slots and (_generic(fact) or _trades_something(desk, fact)):
        raise Unsayable
    if _unpriced(fact):
        raise Unsayable
    say, slots = desk.writer.words.say, fact.slots
    label = say(slots["metric"]) + desk.writer.first(slots)
    of = desk.writer.words.grammar[fact.frame].attrs.get(f"of_{desk.lang}", "")
    label = f"{label} {of}" if of and desk.lang == "en" else of + label
    if label in _OF_WHAT and "whole" not in slots:
        raise Unsayable  # 占比超过九成: of what?
    if "holder" not in slots and says_no_goods(label):
        raise Unsayable  # 日均产量7亿立方米: of what was spoken of before; English tells it for both languages
    if "where" in slots:
        label += f" {say(slots['where'], 'in')}" if desk.lang == "en" else f"（{say(slots['where'])}）"
    if "basis" in slots and not basis_of_change(slots):
        label += f", {say(slots['basis'])}" if desk.lang == "en" else f"（{say(slots['basis'])}）"
    value, change = slots.get("value"), desk.writer.change(slots)
    beside = desk.writer.beside(slots)
    figures = tuple(f for n in _SHOWN if n in slots for f in leaves(slots[n]) if isinstance(f, Figure))
    shown = desk.writer.words.value(slots) + desk.writer.note(slots) if value is not None else change
    if not shown:
        raise Unsayable
    moved = [p for p in (change if value is not None else "", beside) if p]
    row = _row(desk, fact, label, shown, ("; " if desk.lang == "en" else "、").join(moved), figures)
    if desk.writer.words.grammar[fact.frame].kind == "event":
        row = _as_measured(desk, row, slots["metric"])
    yield replace(row, measure=_measure(desk, fact))


# What makes an amount another one than its metric says: where, on which basis, with or without what.
_NARROWS = ("metric", "where", "basis", "among", "at")


def _measure(desk: Desk, fact: Fact) -> Measure | None:
    """What the row measures, where its value is one amount; one that leaves something out compares with no other."""
    value, period = fact.slots.get("value"), fact.slots.get("period")
    if not isinstance(value, Figure) or "note" in fact.slots:
        return None
    text = desk.plan.reading.article.text
    words = [fact.slots[name].span.of(text) for name in _NARROWS if name in fact.slots]
    holder = fact.slots.get("holder")
    whose = "" if not isinstance(holder, Phrase) else holder.entity.zh if holder.entity else holder.span.of(text)
    return Measure(" ".join(words), value, whose, period if isinstance(period, Period) else None)


def _label_row(desk: Desk, fact: Fact) -> Row:
    """A figure of a clause nobody read whole, named by the words beside it."""
    figure, thing = fact.slots["n"], fact.slots.get("h")
    if not isinstance(figure, Figure):
        raise Unsayable
    named = thing.attrs if isinstance(thing, Phrase) else desk.writer.words.grammar[fact.frame].attrs
    counter = named.get("ctr", "") if figure.unit == "count" else ""
    if thing is None and "v" in fact.slots and desk.lang == "en" and figure.unit == "count":
        figure = replace(figure, counter="")  # the label says of what: people taking part
    if desk.lang == "en" and figure.unit == "count" and isinstance(thing, Phrase) and not _countable(thing):
        raise Unsayable
    each = [figure, *(f for n in ("n2", "n3") if isinstance(f := fact.slots.get(n), Figure))]
    shown = _in_turn([write_figure(_no_people(f, counter), desk.lang, ctr=counter) for f in each], desk.lang)
    if not shown:
        raise Unsayable
    change = desk.writer.change(fact.slots) if "change" in fact.slots else ""
    moved = (f for n in ("change", "change2") if change and isinstance(f := fact.slots.get(n), Figure))
    label = desk.writer.words.fill(fact.frame, fact.slots)
    label = numbered(desk, fact, label, figure, shown)
    if desk.lang == "en" and isinstance(thing, Phrase) and thing.attrs.get("hum") != "1":
        label = label.replace(" who ", " that ")
    return _row(desk, fact, _to_come(fact, label) if desk.lang == "en" else label, shown, change, (*each, *moved))


def _no_people(figure: Figure, counter: str) -> Figure:
    """12名基石投资者 may be institutions: a thing with a Japanese counter of its own is no person."""
    return replace(figure, counter="个") if counter not in ("", "人") and figure.counter in ("名", "位") else figure


def _countable(thing: Phrase) -> bool:
    """Whether English counts it: 38 properties, but not 38 real estate."""
    while thing.rule and isinstance(head := thing.parts.get("h"), Phrase):
        thing = head
    return "en_pl" in thing.attrs or thing.attrs.get("num") == "pl"


def _in_turn(amounts: Sequence[str], lang: Lang) -> str:
    """One amount, or those of several things in the order of the source; nothing where one has no words."""
    if not all(amounts) or len(amounts) == 1:
        return amounts[0] if all(amounts) else ""
    if lang == "en":
        return f"{', '.join(amounts[:-1])} and {amounts[-1]} respectively"
    return f"それぞれ{'、'.join(amounts)}"


def _to_come(fact: Fact, label: str) -> str:
    """Projects to be built, where they only are planned; a Japanese verbal noun leaves that to the status."""
    verb = fact.slots.get("v")
    participle = verb.attrs.get("pp", "") if isinstance(verb, Phrase) else ""
    if fact.status not in (Status.PLANNED, Status.FORECAST) or not participle:
        return label
    return f"{label.removesuffix(participle)}to be {participle}"


def _generic(fact: Fact) -> bool:
    """Whether the metric alone says nothing: a growth rate, an amount, a share of what?"""
    metric = fact.slots.get("metric")
    attrs = metric.attrs if isinstance(metric, Phrase) and not metric.parts else {}
    growth = attrs.get("dim") == "growth" and attrs.get("holder") == "any"  # GDP增速 names what grows
    return growth or attrs.get("sense") == "generic"


# English of shares that say nothing without what they are of.
_OF_WHAT = frozenset({"share", "proportion", "weight"})
# Exports and imports of all goods, in words of their own; and the length of a currency's code.
_BARE_TRADE = frozenset({"exports", "imports", "export value", "import value", "export volume", "import volume"})
_CODE = 3


def _trades_something(desk: Desk, fact: Fact) -> bool:
    """前11个月累计出口1亿吨: of goods named elsewhere. Only where all trade is spoken of the word alone is enough."""
    metric, value = fact.slots.get("metric"), fact.slots.get("value")
    if not isinstance(metric, Phrase) or metric.parts or metric.en not in _BARE_TRADE:
        return False
    in_money = not isinstance(value, Figure) or (len(value.unit) == _CODE and value.unit.isupper())
    return not in_money or not any(word in desk.plan.reading.article.text for word in gate_words("all_trade"))


def _unpriced(fact: Fact) -> bool:
    """Whether a company's price has no currency: 在岸人民币收盘报6.97 is no share."""
    metric, value = fact.slots.get("metric"), fact.slots.get("value")
    shares = isinstance(metric, Phrase) and metric.attrs.get("dim") == "price" and metric.attrs["holder"] == "company"
    return shares and isinstance(value, Figure) and not value.unit


def _count_rows(desk: Desk, fact: Fact) -> Iterator[Row]:
    """A line for every counted thing of an event."""
    for name, phrase in _counted(fact):
        figure = phrase.parts["n"]
        head = phrase.parts["h"]
        if not isinstance(figure, Figure) or not isinstance(head, Phrase):
            continue
        label = desk.writer.words.say(head, "pl")
        kind = phrase.parts.get("m")
        if isinstance(kind, Figure):
            label = of_kind(desk, label, kind)
        flow = desk.writer.words.grammar[fact.frame].attrs.get("flow", "")
        label = _traded(desk.lang, flow, label, figure)
        bare = label if not flow else ""
        target = fact.slots.get("obj")
        if isinstance(target, Phrase) and target.entity and "subj" in fact.slots:
            place = desk.writer.words.say(target)
            label += f" ({place})" if desk.lang == "en" else f"（{place}）"
        counter = head.attrs.get("ctr", "") if figure.unit == "count" else ""
        shown = write_figure(_no_people(figure, counter), desk.lang, ctr=counter)
        if shown:
            of_act = _of_act(desk, fact, name, label)
            if name == "subj" and of_act == label == bare and _acts_on_something(fact):
                continue  # 1200家公司实施回购: companies that did so, told in the sentence
            label = of_act if of_act == label else numbered(desk, fact, of_act, figure, shown)
            label += _told_where(desk, fact)
            if label == bare and not (fact.whole or _only_there(fact)):
                continue  # Shares: 5 million. What of them?
            figures = (figure, kind) if isinstance(kind, Figure) else (figure,)
            change = desk.writer.change(fact.slots) if _only_count(fact) and "dir" in fact.slots else ""
            change = _said_change(desk, fact) if flow else change
            moved = (f for n in ("change", "change2") if change and isinstance(f := fact.slots.get(n), Figure))
            row = _row(desk, fact, label, shown, change, (*figures, *moved))
            yield _as_stated(desk, row) if row.status is Status.SIGNED and name in _PARTNERS else row


# The slots of what is acted upon, and verbs (in English) that add nothing to a count of what is there.
_ACTED_ON = frozenset({"obj", "s"})
_TOLD_OF = frozenset({"modal", "o"})
_ADDS_NOTHING = frozenset({"have", "own", "employ", "be"})


def _told_where(desk: Desk, fact: Fact) -> str:
    """在中国交付新车41.7万辆: new cars delivered there, not all."""
    where = fact.slots.get("where")
    if not isinstance(where, Phrase) or where.cat != "place":
        return ""
    say = desk.writer.words.say
    return f" {say(where, 'in')}" if desk.lang == "en" else f"（{say(where)}）"


def _acts_on_something(fact: Fact) -> bool:
    verb = fact.slots.get("v")
    return "obj" in fact.slots and isinstance(verb, Phrase) and verb.en not in _ADDS_NOTHING


def _of_act(desk: Desk, fact: Fact, name: str, label: str) -> str:
    """Stores closed, stores to be closed: the things alone would be taken for what there is."""
    done = desk.writer.words.grammar[fact.frame].attrs.get(f"did_{desk.lang}", "") if name in _TOLD_OF else ""
    if done:
        return f"{label} {done}" if desk.lang == "en" else f"{label}{done}"
    verb = fact.slots.get("v2", fact.slots.get("v"))
    if plan_or_deed(fact, desk.plan.reading.article.text):
        return label
    if name == "subj" and isinstance(verb, Phrase) and verb.cat == "vi" and takes_things(verb):
        return _of_what_happened(desk, verb, label)
    if name not in _ACTED_ON or not isinstance(verb, Phrase) or "pp" not in verb.attrs or verb.en in _ADDS_NOTHING:
        return label
    if desk.lang == "ja":
        return f"{label}{desk.writer.words.say(verb, 'of')}{desk.writer.words.say(verb, 'noun')}"
    modal = fact.slots.get("modal")
    ahead = isinstance(modal, Phrase) and modal.attrs.get("m", "done") != "done"
    to_come = ahead and fact.status in (Status.PLANNED, Status.FORECAST, Status.SIGNED)
    return f"{label} {'to be ' if to_come else ''}{verb.attrs['pp']}"


def _of_what_happened(desk: Desk, verb: Phrase, label: str) -> str:
    """Projects signed: 15个项目签约, where the verb goes with what it is told of."""
    said = desk.writer.words.say(verb, "ea" if desk.lang == "en" else "noun")
    if not said or (desk.lang == "en" and "ea" not in verb.attrs and not verb.en.startswith("be ")):
        return label
    return f"{label} {said}" if desk.lang == "en" else f"{label}{desk.writer.words.say(verb, 'of')}{said}"


def _said_change(desk: Desk, fact: Fact) -> str:
    """How much more was traded, where the event calls its change a part of its own."""
    moved = next((fact.slots[name] for name in ("c", "modal") if _is_change(fact.slots.get(name))), None)
    return desk.writer.words.say(moved) if moved is not None else ""


def _is_change(slot: object) -> bool:
    return isinstance(slot, Phrase) and slot.cat.startswith("mac_chg")


def _only_there(fact: Fact) -> bool:
    """Whether an event says no more of a thing than that somebody has it."""
    verb = fact.slots.get("v2", fact.slots.get("v"))
    return isinstance(verb, Phrase) and verb.en in _ADDS_NOTHING


def _traded(lang: Lang, flow: str, label: str, figure: Figure) -> str:
    """Imports of crude oil: the goods alone would be all there are."""
    if not flow:
        return label
    if lang == "en":
        return f"{flow}s of {label}"
    by_value = len(figure.unit) == 3 and figure.unit.isupper() and figure.unit != "TEU"
    return f"{label}の{'輸入' if flow == 'import' else '輸出'}{'額' if by_value else '量'}"


def _only_count(fact: Fact) -> bool:
    """Whether the fact counts one thing only, so that its change can be of nothing else."""
    return len(list(_counted(fact))) == 1


# The 24 countries with which agreements are signed are not signed.
_PARTNERS = frozenset({"with", "partner", "party", "cp", "to"})


def _as_measured(desk: Desk, row: Row, metric: Slot | None, *, told_beside: bool = False) -> Row:
    """The money beside an act has the status its own word gives it: 总投资 is planned, whatever was signed.

    ``told_beside``: it is told in the sentence of the act, which is actual.
    """
    given = metric.attrs.get("status", "") if isinstance(metric, Phrase) else ""
    acts = (Status.STATED, Status.SIGNED, Status.CUMULATIVE, *((Status.ACTUAL,) if told_beside else ()))
    if not given or row.status not in acts:
        return row
    return replace(row, status=Status(given), status_label=labels_for(desk.lang).status[given])


def _as_stated(desk: Desk, row: Row) -> Row:
    return replace(row, status=Status.STATED, status_label=labels_for(desk.lang).status[str(Status.STATED)])


def _counted(fact: Fact) -> Iterator[tuple[str, Phrase]]:
    for name, slot in fact.slots.items():
        if name not in fact.inherited and isinstance(slot, Phrase):
            yield from ((name, counted) for counted in _counted_in(slot))


def _counted_in(phrase: Phrase) -> Iterator[Phrase]:
    if phrase.cat == "coshs":
        return  # shares bought or sold are not the shares one has
    if {"n", "h"} <= phrase.parts.keys():
        yield phrase
    for part in phrase.parts.values():
        if isinstance(part, Phrase):
            yield from _counted_in(part)


def _row(desk: Desk, fact: Fact, label: str, value: str, change: str, figures: tuple[Figure, ...]) -> Row:
    labels = labels_for(desk.lang)
    reading = desk.plan.reading
    planned_of = fact.status is Status.PLANNED and not {"metric", "n"} & fact.slots.keys()
    status = Status.STATED if planned_of and (_in_subject(fact, figures) or "modal" not in fact.slots) else fact.status
    return Row(
        label=label[:1].upper() + label[1:] if desk.lang == "en" else label,
        value=value,
        status=status,
        status_label=labels.status[str(status)],
        period=_cell(desk, fact, "period")
        or _missing(desk, fact, told="period" in fact.slots or bool(reading.periods)),
        holder=_cell(desk, fact, "holder") or _cell(desk, fact, "subj") or labels.text["see_source"],
        change=change,
        figures=figures,
        spans=(fact.span, *fact.proof),
    )


def _missing(desk: Desk, fact: Fact, *, told: bool) -> str:
    """What stands where a line has no time: "not stated" only if the article has none anywhere.

    Of owners nobody can say so: a name that is not known is no name that is not there.
    """
    return labels_for(desk.lang).text["see_source" if fact.blocked or told else "not_stated"]


def _in_subject(fact: Fact, figures: Sequence[Figure]) -> bool:
    """Whether the figures count who acts: the 15 projects exist, whatever they plan."""
    subject = fact.slots.get("subj") or fact.slots.get("holder")
    return isinstance(subject, Phrase) and bool(figures) and set(figures) <= set(subject.figures)


def _cell(desk: Desk, fact: Fact, name: str) -> str:
    slot = fact.slots.get(name)
    if isinstance(slot, Period) and is_state(fact.slots):
        return when_measured(slot, desk.lang, table=True)
    if isinstance(slot, Period):
        return write_period(slot, desk.lang, place="table")
    if isinstance(slot, Phrase) and slot.attrs.get("this") == "1" and not slot.entities:
        return ""  # 该业务收入2亿元: which business, only the source says
    if slot is None or (name == "subj" and isinstance(slot, Phrase) and not _names_someone(slot)):
        return ""
    try:
        # Of a kind there are many: companies, not company.
        text = desk.writer.words.say(slot, "pl" if isinstance(slot, Phrase) and generic(slot) else "")
    except Unsayable:
        return ""
    return text[:1].upper() + text[1:] if desk.lang == "en" else text


def _names_someone(subject: Phrase) -> bool:
    """Whether a subject tells whose figure it is: a name or a described kind, not a count or a bare noun."""
    named = bool(subject.parts) or subject.entity is not None or "is" in subject.attrs  # 我国 is China
    return "n" not in subject.parts and named


def row_with_refs(desk: Desk, row: Row) -> Row:
    return replace(row, refs=desk.refs(row.spans))


def merged(rows: Sequence[Row], lang: Lang) -> list[Row]:
    """The rows, with a rounded total beside the exact one it stands for: nobody adds the two."""
    kept: list[Row] = []
    for row in rows:
        exact = next((other for other in rows if _same_total(row, other)), None)
        if exact is None:
            halves = [other for other in rows if _same_total(other, row)]
            kept.append(_with_rounded(row, halves[0], lang) if halves else row)
    return kept


def _same_total(rounded: Row, exact: Row) -> bool:
    pairs = [(a, b) for a in rounded.figures[:1] for b in exact.figures[:1]]
    return rounded is not exact and rounded.label == exact.label and any(rounds(a, b) for a, b in pairs)


def _with_rounded(exact: Row, rounded: Row, lang: Lang) -> Row:
    both = f"{exact.value} ({rounded.value})" if lang == "en" else f"{exact.value}（{rounded.value}）"
    figures, spans = (*exact.figures, *rounded.figures), (*exact.spans, *rounded.spans)
    return replace(exact, value=both, figures=figures, spans=spans)
