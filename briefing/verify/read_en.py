"""Reading figures back from finished English: digits, words, scales, currencies, qualifiers, directions.

Knows nothing of the source. Dates, clock times, ordinals and labels (CX-4, 5G)
are taken out first, so that what is left is a quantity.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from briefing.values import Qualifier
from briefing.verify.scan import Item, figure, fold, join_ranges, take_dates
from briefing.verify.target import TargetReading
from briefing.verify.target_words import codes, pattern

SCALES = {"hundred": 2, "thousand": 3, "k": 3, "million": 6, "mln": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "b": 9}
SCALES |= {"trillion": 12, "trn": 12, "tn": 12}
_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {w: i + 1 for i, w in enumerate(_ONES)} | {w: i + 10 for i, w in enumerate(_TEENS)}
WORDS |= {w: 10 * (i + 2) for i, w in enumerate(_TENS)} | {"zero": 0}
PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
PARTS |= {"ninth": 9, "tenth": 10}
# What is said of a rise by times: doubled is up by once as much.
FOLDS = {"doubled": 2, "tripled": 3, "quadrupled": 4}
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September"]
_MONTHS += ["October", "November", "December"]
_MONTH_NUMBER = {m[:3]: i + 1 for i, m in enumerate(_MONTHS)}

_NUM = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SMALL = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)}|{'|'.join(_ONES)}|zero"
_SPELLED = (
    rf"(?:an?|{_SMALL})\s+hundred(?:\s+(?:and\s+)?(?:{_SMALL}))?|"
    rf"an?(?=\s+(?:thousand|million|billion|trillion)\b)|{_SMALL}"
)
_SCALE = r"(?:\s*-?\b|\s+)(?:hundred|thousand|million|billion|trillion)\b|\s?(?:trn|tn|bn|mln|mn)\b|(?<=\d)[kmb]\b"

# --- what is no quantity ----------------------------------------------------

_M = "|".join([*_MONTHS, *(rf"{m[:3]}\b\.?" for m in _MONTHS), r"Sept\b\.?"])
_D = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_Y = r"(?:19|20)\d{2}"
_TO = r"\s?(?:[–—~-]|to|and|until)\s?"
_NOT_MORE = r"(?!\d|,\d|\.\d)"
_NOT_COUNT = r"(?!\s*(?:%|percent|per cent|hundred|thousand|million|billion|trillion|bn|[a-z]+s\b(?<!was)(?<!is)))"
DATES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(source), kind)
    for source, kind in (
        (rf"\b{_D}(?:\s(?:of\s)?(?:{_M})(?:,?\s{_Y})?)?{_TO}{_D}\s(?:of\s)?(?:{_M})(?:,?\s{_Y}\b)?", "date"),
        (rf"\b{_D}\s(?:of\s)?(?:{_M})(?![a-z])(?:,?\s{_Y}\b{_NOT_MORE})?", "date"),
        (rf"\b(?:{_M})\s{_D}\b(?:{_TO}{_D})?,\s{_Y}\b", "date"),
        (rf"\b(?:{_M})\s{_D}\b{_NOT_MORE}(?:{_TO}{_D}\b{_NOT_MORE})?{_NOT_COUNT}", "date"),
        (rf"\b(?:{_M})(?:\s{_Y})?{_TO}(?:{_M})(?![a-z])(?:,?\s(?:of\s)?{_Y}\b{_NOT_MORE})?", "date"),
        (rf"\b(?:{_M})(?![a-z]),?\s(?:of\s)?{_Y}\b{_NOT_MORE}", "date"),
        (r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b", "date"),
        (r"(?<=\b[Ii]n\s)May\b|(?<=\bof\s)May\b|(?<=\bby\s)May\b|(?<=\bsince\s)May\b|(?<=-)May\b", "date"),
        (r"\b\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.m\.|[ap]m\b)|\b\d{1,2}:\d{2}\b", "date"),
        (rf"\b{_Y}{_TO}(?:{_Y}|\d{{2}})\b{_NOT_MORE}{_NOT_COUNT}", "date"),
        (r"\b(?:FY\s?|Q|H|1H|2H)(?:\d{4}|[1-4])\b", "label"),
        (rf"(?<![\d.,$€£¥]){_Y}s?\b{_NOT_MORE}(?!\s?%)", "date"),
        (r"\b\d{2}s\b", "date"),
        (r"\b\d+(?:st|nd|rd|th)\b", "ordinal"),
        (r"\bNo\.?\s?\d+\b", "ordinal"),
        (r"\b(?:[Ff]irst|[Ss]econd|[Ll]atter|[Oo]ther)[ -]half\b|\b[Hh]alf-?year", "label"),
        (r"\b(?!RMB|CNY|US\b)[A-Za-z]+-?\d+(?:[.-]\d+)*[A-Za-z]*\b|\b\d+(?:G|K|D|C|V)\b", "label"),
    )
)
_YEAR_BEFORE = re.compile(
    r"(?:^|[(–—-]|\b(?:in|by|since|of|from|until|till|to|and|or|during|year|before|after|through|for|early|late|mid|"
    r"the|than|end|start|January|March|quarter|half|spring|summer|autumn|winter|this|on))[\s,-]*$",
    re.IGNORECASE,
)
_QUALIFIED = re.compile(r"\b(?:about|around|nearly|almost|some|more than|at least|up to|roughly)\s*$", re.IGNORECASE)


def _is_date(text: str, match: re.Match[str]) -> bool:
    """Whether the characters name a time: 2019 does, 2000 jobs and RMB 2019 do not."""
    said = match.group()
    before, after = text[: match.start()], text[match.end() :]
    if _money_end().search(before):
        return False
    if re.match(r"[A-Za-z]+-?\d", said):
        return not re.fullmatch(_codes_before() + r"\d.*", said)
    if not re.fullmatch(_Y, said) or re.match(r"\s(?:financial|fiscal)\syear\b", after):
        return True
    if _QUALIFIED.search(before) or re.match(rf"\s?-?(?:{_SCALE})", after) or re.match(_unit_after(), after):
        return False
    return bool(_YEAR_BEFORE.search(before)) or not re.match(r"\s[a-z]", after)


def _date_numbers(said: str) -> tuple[int, ...]:
    numbers = [int(n) for n in re.findall(r"\d+", said)]
    numbers += [_MONTH_NUMBER[m[:3]] for m in re.findall(rf"\b(?:{_M})", said) if m[:3] in _MONTH_NUMBER]
    return tuple(numbers)


# --- quantities --------------------------------------------------------------


@cache
def _codes_before() -> str:
    return f"(?:{pattern('en', 'money_before')})"


@cache
def _money_end() -> re.Pattern[str]:
    return re.compile(_codes_before() + r"\s?$")


@cache
def _unit_after() -> str:
    words = pattern("en", "money_after", "unit")
    return rf"(?:\s?|\s?-|\s+of\s+)(?:{words})(?![A-Za-z\d])"


@cache
def _item() -> re.Pattern[str]:
    units = rf"(?P<unit>{pattern('en', 'money_after', 'unit')})(?![A-Za-z\d])"
    rate = rf"(?:\s?(?:per|a|an|each|/)\s?(?P<per>{pattern('en', 'per')})(?![A-Za-z]))?"
    amount = (
        rf"(?P<sign>\b[Mm]inus\s|\b[Pp]lus\s|−|(?<![\w.%)])-(?=\d))?(?:(?P<money>(?<![A-Za-z]){_codes_before()})\s?(?P<sign2>−|-(?=\d))?)?"
        rf"(?:(?P<num>(?<![\w.]){_NUM}|(?<=[A-Z$€£¥])(?:{_NUM}))|\b(?P<words>(?i:{_SPELLED}))\b)"
        rf"(?P<scale>{_SCALE})?(?:\s?-?\s?{units})?{rate}"
    )
    parts = "|".join(PARTS)
    # "the first three quarters of 2017" and "a third batch" are no fractions.
    part = (
        rf"\b(?P<many>(?i:{'|'.join(_ONES)}|an?))(?:-(?P<part>{parts})s?\b|"
        rf"(?<![Ff]irst\s...)(?<![Ff]irst\s.....)\s(?P<part2>{parts})s?\b(?=\s+of\s+(?!\d|last\b|this\b|the\s(?:year|financial))))"
    )
    half = r"\b(?P<half>[Hh]alf)\b(?!-)(?:\s+an?\s+(?P<halfscale>million|billion|trillion)\b)?"
    ratio = r"(?<![\w./])(?P<over>\d+)/(?P<under>\d+)(?![\d/])"
    fold = rf"\b(?P<fold>{'|'.join(FOLDS)})\b"
    return re.compile(f"{fold}|{part}|{ratio}|{half}|{amount}")


def _spelled(words: str) -> Decimal:
    total = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in ("a", "an"):
            total += 1
        elif word == "hundred":
            total *= 100
        elif word != "and":
            total += WORDS[word]
    return Decimal(total)


def _fraction(match: re.Match[str]) -> Item:
    start, end = match.span()
    if match["fold"]:
        value = Decimal(FOLDS[match["fold"]])
        return Item(start, end, value, "times", value, closed=True)
    if match["over"]:
        return Item(start, end, Decimal(match["over"]), f"fraction/{match['under']}", Decimal(1), closed=True)
    if match["half"]:
        if match["halfscale"]:
            scale = Decimal(10) ** SCALES[match["halfscale"]]
            return Item(start, end, scale / 2, "", Decimal("0.5"), scale)
        return Item(start, end, Decimal(1), "fraction/2", Decimal(1), closed=True)
    article = match["many"].lower() in ("a", "an")
    value = Decimal(1 if article else WORDS[match["many"].lower()])
    return Item(start, end, value, f"fraction/{PARTS[match['part'] or match['part2']]}", value, closed=True)


def _amount(match: re.Match[str]) -> Item | None:
    start, end = match.span()
    text = match.string
    bare = Decimal(match["num"].replace(",", "")) if match["num"] else _spelled(match["words"])
    money = codes("en", "money_before").get(match["money"] or "", "")
    scale_word = (match["scale"] or "").strip(" -")
    if scale_word in ("m", "b") and not money and (match["unit"] or "") not in codes("en", "money_after"):
        return Item(start, end, bare, "m" if scale_word == "m" else "", bare, closed=True)
    scale = Decimal(10) ** SCALES.get(scale_word, 0)
    word = match["unit"] or ""
    unit = money or codes("en", "money_after").get(word, "") or codes("en", "unit").get(word, "")
    if match["words"] and not match["scale"] and re.match(r"-(?!class)[A-Za-z]", text[end:]):
        return None  # one-stop, twenty-first
    if not unit and re.match(r"[-\s][a-z]", text[end:]) and not _FUNCTION.match(text[end:]):
        unit = "count"
    if match["per"]:
        unit = f"{unit}/{codes('en', 'per')[match['per']]}"
    negative = any((match[g] or "").strip().lower() in ("minus", "-", "−") for g in ("sign", "sign2"))
    bare = -bare if negative else bare
    weak = bool(match["words"]) and scale == 1 and abs(bare) in (1, 2) and not money
    return Item(start, end, bare * scale, unit, bare, scale, closed=bool(word), prefixed=bool(money), weak=weak)


_FUNCTION = re.compile(
    r"\s(?:in|of|to|from|and|or|at|by|for|on|with|up|down|year|month|quarter|compared|against|than|were|was|is|are|"
    r"had|have|has|as|a|an|the|per|respectively|while|which|but|after|before|since|it|he|she|they)\b"
)


def read(text: str) -> TargetReading:
    """Every figure and every other number of finished English text, in order."""
    folded = fold(text)
    body, dates = take_dates(folded, DATES, _date_numbers, _is_date)
    items: list[Item] = []
    for match in _item().finditer(body):
        fraction = match["fold"] or match["over"] or match["half"] or match["part"] or match["part2"]
        item = _fraction(match) if fraction else _amount(match)
        if item:
            items.append(_trim(body, item))
    figures = []
    for item, upper in join_ranges(body, items, _joins):
        qualifier, start, end = _qualifier(body, item)
        figures.append(figure(text, (start, end), item, upper, qualifier, _direction(body, start, end)))
    return TargetReading(tuple(figures), tuple(sorted(dates, key=lambda d: d.start)))


def _trim(text: str, item: Item) -> Item:
    said = text[item.start : item.end]
    return replace(item, start=item.start + len(said) - len(said.lstrip()))


def _joins(text: str, low: Item, high: Item) -> bool:
    """Whether what stands between two numbers makes them a range: a dash, between … and, or a plain "to"."""
    gap = text[low.end : high.start]
    before = text[: low.start]
    if re.fullmatch(r"\s?[–—~-]\s?", gap):
        return True
    if re.fullmatch(r"\s+and\s+", gap):
        return bool(re.search(r"\b[Bb]etween\s*$", before))
    if not re.fullmatch(r"\s+to\s+", gap) or re.search(r"\b[Ff]rom\s*$", before):
        return False
    if low.prefixed != high.prefixed or (low.closed and not high.closed):
        return False
    # "rose 2.9% to 3.5%" gives a change and a level.
    return not _direction_before().search(before)


@cache
def _qualifier_before() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?P<word>(?i:{pattern('en', 'qualifier')}))\s*$")


def _qualifier(text: str, item: Item) -> tuple[Qualifier, int, int]:
    after = re.match(r"\s?(\+|-plus\b)|\s(?:or|and)\s(more|above|so|less)\b", text[item.end :])
    if after:
        word = after[1] or after[2]
        kind = {
            "so": Qualifier.ABOUT,
            "less": Qualifier.AT_MOST,
            "more": Qualifier.AT_LEAST,
            "above": Qualifier.AT_LEAST,
        }
        return kind.get(word, Qualifier.OVER), item.start, item.end + after.end()
    before = _qualifier_before().search(text[: item.start])
    if before is None:
        return Qualifier.EXACT, item.start, item.end
    return Qualifier(codes("en", "qualifier")[before["word"].lower()]), before.start(), item.end


@cache
def _direction_before() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z-])(?P<word>(?i:{pattern('en', 'direction')}))(?:\s+by)?\s*$")


_NOUN = re.compile(
    r"\s(?:year-on-year\s|annual\s)?(?:(?P<up>increase|rise|growth|gain|jump|surge)|"
    r"(?P<down>decline|drop|fall|decrease|cut|reduction|contraction))\b"
)


def _direction(text: str, start: int, end: int) -> int:
    if text[start:end].split(" ")[-1] in FOLDS:
        return 1
    before = _direction_before().search(text[:start])
    if before:
        return 1 if codes("en", "direction")[before["word"].lower()] == "up" else -1
    after = _NOUN.match(text[end:])
    if after:
        return 1 if after["up"] else -1
    return 0
