"""Whole documents, written as a professional would, right and with planted errors."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.review.reviewing import kind_of, review
from briefing.review.values import Bitext, Kind, Report, Segment
from briefing.values import Lang

# --- the documents -------------------------------------------------------------

_STEEL = [
    "永安重工上半年扭亏为盈",
    "永安重工集团28日公布，2024年上半年实现营业收入46.3亿元，同比增长12.4%。净利润为3.7亿元，上年同期亏损1.9亿元。",
    "公司在嘉善的新厂将于2025年3月投产，总投资约21亿元，年产能8500台。",
    "截至6月末，公司共有员工6214人。董事长表示，订单情况良好。",
    "分析人士认为，行业需求仍然偏弱，价格较年初下跌5.6%。",
]
_STEEL_EN = [
    "Yong'an Heavy returns to profit in first half",
    "Yong'an Heavy Group said on the 28th that revenue rose 12.4% year on year to RMB 4.63 billion in the first half "
    "of 2024. Net profit was RMB 370 million, against a loss of RMB 190 million a year earlier.",
    "Its new plant in Jiashan, a total investment of about RMB 2.1 billion with a capacity of 8,500 units a year, is "
    "to start up in March 2025.",
    "It had 6,214 employees at the end of June. Orders look good, the chairman said.",
    "Analysts say demand in the industry is still weak, with prices down 5.6% since the beginning of the year.",
]
_STEEL_JA = [
    "永安重工、上半期に黒字転換",
    "永安重工集団は28日、2024年上半期の営業収入が前年同期比12.4%増の46億3,000万元だったと発表した。"
    "純利益は3億7,000万元で、前年同期は1億9,000万元の赤字だった。",
    "嘉善の新工場は総投資額約21億元、年産能力8,500台で、2025年3月に稼働する予定。",
    "6月末の従業員数は6,214人。董事長は受注は好調だと述べた。",
    "アナリストは業界の需要はなお弱く、価格は年初から5.6%下落したとみる。",
]
_STEEL_MERGED = [
    _STEEL_EN[0],
    f"{_STEEL_EN[1]} {_STEEL_EN[2]}",
    f"{_STEEL_EN[3]} {_STEEL_EN[4]}",
]
_STEEL_SPLIT = [
    _STEEL_EN[0],
    "Yong'an Heavy Group published its results for the first half of 2024 on the 28th.",
    "Revenue came to RMB 4.63 billion.",
    "That was 12.4% more than a year earlier.",
    "Net profit was RMB 370 million, against a loss of RMB 190 million a year earlier.",
    "The new plant in Jiashan is to start up in March 2025.",
    "The total investment is about RMB 2.1 billion and its capacity 8,500 units a year.",
    _STEEL_EN[3],
    _STEEL_EN[4],
]
_STEEL_REORDERED = [_STEEL_EN[0], _STEEL_EN[2], _STEEL_EN[1], _STEEL_EN[4], _STEEL_EN[3]]
_STEEL_NEXT = [
    _STEEL_EN[0],
    "Yong'an Heavy Group said on the 28th that revenue in the first half of 2024 was RMB 4.63 billion. Revenue rose "
    "12.4% year on year. The company made a net profit of RMB 370 million.",
    "It had lost RMB 190 million a year earlier. Its new plant in Jiashan, a total investment of about RMB 2.1 billion "
    "with a capacity of 8,500 units a year, is to start up in March 2025.",
    *_STEEL_EN[3:],
]
_STEEL_ONE = [" ".join(f"{text}." if n == 0 else text for n, text in enumerate(_STEEL_EN))]
_STEEL_JA_SPLIT = [
    _STEEL_JA[0],
    "永安重工集団は28日、2024年上半期の業績を発表した。",
    "営業収入は46億3,000万元と、前年同期比12.4%増。",
    "純利益は3億7,000万元で、前年同期は1億9,000万元の赤字だった。",
    *_STEEL_JA[2:],
]
_STEEL_JA_MERGED = [_STEEL_JA[0], _STEEL_JA[1] + _STEEL_JA[2], _STEEL_JA[3] + _STEEL_JA[4]]

_PORT = [
    "临港口岸吞吐量创新高",
    "据临港海关统计，今年1至9月，口岸完成货物吞吐量1.28亿吨，集装箱吞吐量742万标箱。",
    "其中，对日本航线货物为960万吨，占7.5%。",
    "口岸现有国际航线63条，通达34个国家。",
    "海关负责人介绍，通关时间压缩至1.5小时。",
    "下一步，口岸将投资18.6亿元扩建4号码头，预计2027年完工。",
]
_PORT_EN = [
    "Throughput at Lingang port hits record",
    "The port of Lingang handled 128 million tonnes of cargo and 7.42 million TEU in January to September this year, "
    "according to Lingang Customs.",
    "Routes to Japan accounted for 9.6 million tonnes, or 7.5%.",
    "The port now has 63 international routes to 34 countries.",
    "Clearance takes 1.5 hours, a customs official said.",
    "Next, RMB 1.86 billion is to be spent on extending Terminal 4, which should be finished in 2027.",
]
_PORT_JA = [
    "臨港港の取扱量が過去最高",
    "臨港税関によると、今年1～9月の貨物取扱量は1億2,800万トン、コンテナ取扱量は742万TEUだった。",
    "うち対日航路の貨物は960万トンで、7.5%を占める。",
    "現在、国際航路は63本、34カ国と結ぶ。",
    "税関責任者によると、通関時間は1.5時間に短縮された。",
    "今後18億6,000万元を投じて4号埠頭を拡張し、2027年の完成を見込む。",
]
_PORT_REORDERED = [_PORT_EN[0], _PORT_EN[1], _PORT_EN[4], _PORT_EN[2], _PORT_EN[3], _PORT_EN[5]]
_PORT_MERGED = [_PORT_EN[0], f"{_PORT_EN[1]} {_PORT_EN[2]} {_PORT_EN[3]}", f"{_PORT_EN[4]} {_PORT_EN[5]}"]

_BRIEF_EN = [
    "Yong'an Heavy: back in profit",
    "1. First-half revenue RMB 4.63 billion (+12.4%); net profit RMB 370 million. [1]",
    "New plant: about RMB 2.1 billion, March 2025. [2, 3]",
]
_BRIEF_JA = ["永安重工、黒字転換", "上半期の営業収入は46億3,000万元（12.4%増）［1］。", "新工場は2025年3月稼働。"]
_BRIEF_TABLE = ["Yong'an Heavy, RMB bn", "Revenue", "4.63", "Net profit", "0.37", "Employees", "6,214"]


def _bitext(source: list[str], target: list[str], *, paired: bool = False) -> Bitext:
    def side(texts: list[str]) -> tuple[Segment, ...]:
        return tuple(Segment(text, f"paragraph {n}") for n, text in enumerate(texts, start=1))

    return Bitext(side(source), side(target), paired=paired)


def _changed(texts: list[str], old: str, new: str) -> list[str]:
    assert sum(text.count(old) for text in texts) == 1
    return [text.replace(old, new) for text in texts]


def _rows(report: Report) -> list[str]:
    """Each finding as "severity code source>target", with the numbers of the segments."""
    rows = []
    for located in report.findings:
        found = located.finding
        source = "" if located.source is None else f"{located.source}:{found.source_text[:12]}"
        target = "" if located.target is None else f"{located.target}:{found.target_text}"
        rows.append(f"{found.severity} {found.code} {source}>{target}")
    return rows


# --- right documents --------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "lang"),
    [
        pytest.param(_STEEL, _STEEL_EN, "en", id="steel"),
        pytest.param(_STEEL, _STEEL_JA, "ja", id="steel-in-japanese"),
        pytest.param(_STEEL, _STEEL_MERGED, "en", id="paragraphs-merged"),
        pytest.param(_STEEL, _STEEL_SPLIT, "en", id="sentences-split"),
        pytest.param(_STEEL, _STEEL_REORDERED, "en", id="paragraphs-reordered"),
        pytest.param(_STEEL, _STEEL_NEXT, "en", id="figures-in-the-next-sentence-and-paragraph"),
        pytest.param(_STEEL, _STEEL_ONE, "en", id="one-paragraph"),
        pytest.param(_STEEL, _STEEL_JA_SPLIT, "ja", id="split-in-japanese"),
        pytest.param(_STEEL, _STEEL_JA_MERGED, "ja", id="merged-in-japanese"),
        pytest.param(["".join(_STEEL[1:])], _STEEL_EN[1:], "en", id="one-paragraph-of-the-source"),
        pytest.param(_PORT, _PORT_EN, "en", id="port"),
        pytest.param(_PORT, _PORT_JA, "ja", id="port-in-japanese"),
        pytest.param(_PORT, _PORT_REORDERED, "en", id="port-reordered"),
        pytest.param(_PORT, _PORT_MERGED, "en", id="port-merged"),
        pytest.param(_PORT, [*_PORT_JA[:2], _PORT_JA[3], _PORT_JA[2], *_PORT_JA[4:]], "ja", id="port-swapped"),
    ],
)
def test_a_right_translation_has_no_findings(source: list[str], target: list[str], lang: Lang) -> None:
    report = review(_bitext(source, target), lang)
    assert report.kind == "translation"
    assert _rows(report) == []


# --- planted errors -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "old", "new", "wanted"),
    [
        pytest.param(
            _STEEL_EN, "4.63 billion", "46.3 billion", "error figure.value 1:46.3亿元>1:RMB 46.3 billion", id="power"
        ),
        pytest.param(
            _STEEL_MERGED, "370 million", "380 million", "error figure.value 1:3.7亿元>1:RMB 380 million", id="digit"
        ),
        pytest.param(
            _STEEL_SPLIT, "12.4%", "14.2%", "error figure.value 1:12.4%>3:14.2%", id="digits-swapped-in-a-split"
        ),
        pytest.param(
            _STEEL_REORDERED, "8,500 units", "85,000 units", "error figure.value 2:8500台>1:85,000", id="reordered"
        ),
        pytest.param(_STEEL_NEXT, "6,214", "6,241", "error figure.value 3:6214人>3:6,241", id="employees"),
        pytest.param(_STEEL_ONE, "5.6%", "6.5%", "error figure.value 4:5.6%>0:6.5%", id="in-one-paragraph"),
        pytest.param(
            _STEEL_EN,
            "RMB 190 million",
            "RMB 370 million",
            "error figure.dropped 1:1.9亿元>",
            id="a-number-next-to-it-taken-twice",
        ),
        pytest.param(_STEEL_MERGED, "March 2025", "March 2026", "error date.value 2:2025年3月>1:", id="year"),
        pytest.param(_STEEL_EN, "March 2025", "May 2025", "error date.value 2:2025年3月>2:", id="month"),
        pytest.param(
            _STEEL_EN,
            "RMB 4.63 billion",
            "$4.63 billion",
            "error figure.unit 1:46.3亿元>1:$4.63 billion",
            id="currency",
        ),
        pytest.param(
            _STEEL_EN, "prices down 5.6%", "prices up 5.6%", "error figure.direction 4:5.6%>4:5.6%", id="direction"
        ),
        pytest.param(
            _STEEL_MERGED, ", with prices down 5.6%", "", "error figure.dropped 4:5.6%>", id="dropped-in-a-merge"
        ),
        pytest.param(
            _STEEL_EN,
            "Orders look good",
            "Orders of RMB 7.3 billion look good",
            "error figure.added >3:RMB 7.3 billion",
            id="added",
        ),
        pytest.param(
            _STEEL_EN, "about RMB 2.1", "RMB 2.1", "warning figure.qualifier 2:约21亿元>2:RMB 2.1 billion", id="about"
        ),
    ],
)
def test_an_error_is_found_at_its_place_in_steel(target: list[str], old: str, new: str, wanted: str) -> None:
    rows = _rows(review(_bitext(_STEEL, _changed(target, old, new)), "en"))
    assert [row if not wanted.endswith(":") else row[: len(wanted)] for row in rows] == [wanted]


@pytest.mark.parametrize(
    ("target", "old", "new", "wanted"),
    [
        pytest.param(
            _STEEL_JA, "46億3,000万元", "46億3,000元", "error figure.value 1:46.3亿元>1:46億3,000元", id="power"
        ),
        pytest.param(_STEEL_JA_SPLIT, "12.4%増", "12.4%減", "error figure.direction 1:12.4%>2:12.4%", id="down"),
        pytest.param(_STEEL_JA_MERGED, "21億元", "12億元", "error figure.value 2:约21亿元>1:約12億元", id="digit"),
        pytest.param(_STEEL_JA_MERGED, "5.6%", "6.5%", "error figure.value 4:5.6%>2:6.5%", id="merged"),
    ],
)
def test_an_error_is_found_at_its_place_in_japanese(target: list[str], old: str, new: str, wanted: str) -> None:
    rows = _rows(review(_bitext(_STEEL, _changed(target, old, new)), "ja"))
    assert rows == [wanted]


@pytest.mark.parametrize(
    ("target", "lang", "old", "new", "wanted"),
    [
        pytest.param(
            _PORT_EN,
            "en",
            "128 million",
            "12.8 million",
            "error figure.value 1:1.28亿吨>1:12.8 million tonnes",
            id="power",
        ),
        pytest.param(_PORT_MERGED, "en", "63 int", "36 int", "error figure.value 3:63条>1:36", id="swapped-digits"),
        pytest.param(
            _PORT_REORDERED,
            "en",
            "1.86 billion",
            "1.68 billion",
            "error figure.value 5:18.6亿元>5:RMB 1.68 billion",
            id="reordered",
        ),
        pytest.param(_PORT_EN, "en", "2027", "2028", "error date.value 5:2027年>5:2028", id="year"),
        pytest.param(_PORT_JA, "ja", "960万トン", "96万トン", "error figure.value 2:960万吨>2:96万トン", id="japanese"),
        pytest.param(_PORT_JA, "ja", "34カ国", "43カ国", "error figure.value 3:34个>3:43", id="japanese-digits"),
    ],
)
def test_an_error_is_found_at_its_place_in_port(target: list[str], lang: Lang, old: str, new: str, wanted: str) -> None:
    assert _rows(review(_bitext(_PORT, _changed(target, old, new)), lang)) == [wanted]


# --- what only a document shows ---------------------------------------------------------


def test_a_paragraph_with_figures_that_was_left_out_is_one_error() -> None:
    rows = _rows(review(_bitext(_STEEL, [*_STEEL_EN[:2], *_STEEL_EN[3:]]), "en"))
    assert rows == ["error output.untranslated 2:公司在嘉善的新厂将于20>"]


def test_a_paragraph_without_figures_that_was_left_out_is_a_warning() -> None:
    source = [_STEEL[1], "公司成立于浙江，主要生产工程机械及零部件，产品销往海外。", *_STEEL[2:]]
    rows = _rows(review(_bitext(source, _STEEL_EN[1:]), "en"))
    assert rows == ["warning output.untranslated 1:公司成立于浙江，主要生产>"]


def test_a_figure_far_from_its_place_is_a_note() -> None:
    source = [*_PORT, *_STEEL[3:]]
    target = [*_PORT_EN, *_STEEL_EN[3:]]
    target = _changed(target, " and 7.42 million TEU", "")
    target[-1] += " Containers came to 7.42 million TEU."
    rows = _rows(review(_bitext(source, target), "en"))
    assert rows == ["note figure.moved 1:742万标箱>"]


def test_a_wrong_number_in_a_very_long_paragraph_is_found_at_its_sentence() -> None:
    source = "".join(f"第{n}车间的产量为{n * 37 + 1011}台。" for n in range(4, 204))
    target = " ".join(f"Workshop {n} made {n * 37 + 1011:,} units." for n in range(4, 204))
    report = review(
        _bitext([source], [target.replace("made 4,711 units", "made 4,748 units")]), "en", kind="translation"
    )
    assert _rows(report) == ["error figure.value 0:4711台>0:4,748"]
    place = report.findings[0].finding.target
    assert place is not None
    assert place.start == target.index("4,711")


def test_offsets_are_those_of_the_segments() -> None:
    target = _changed(_STEEL_MERGED, "8,500", "8,600")
    [located] = review(_bitext(_STEEL, target), "en").findings
    finding = located.finding
    assert finding.source is not None
    assert finding.target is not None
    assert (located.source, finding.source.of(_STEEL[2])) == (2, "8500台")
    assert (located.target, finding.target.of(target[1])) == (1, "8,600")


def test_a_pair_without_its_translation_is_empty() -> None:
    rows = _rows(review(_bitext(_PORT[1:3], [_PORT_EN[1], " "], paired=True), "en"))
    assert rows == ["error output.empty 1:其中，对日本航线货物为9>"]


def test_findings_are_in_the_order_of_the_target() -> None:
    target = _changed(_changed(_STEEL_REORDERED, "8,500", "8,600"), "12.4%", "12.5%")
    assert [located.target for located in review(_bitext(_STEEL, target), "en").findings] == [1, 2]


# --- briefs ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "lang"),
    [
        pytest.param(_BRIEF_EN, "en", id="english"),
        pytest.param(_BRIEF_JA, "ja", id="japanese"),
        pytest.param(_BRIEF_TABLE, "en", id="a-table-in-billions"),
        pytest.param([*_BRIEF_EN, "[1] " + _STEEL[1]], "en", id="the-source-quoted"),
        pytest.param(["Revenue rose 12.4% in the first half of 2024."], "en", id="one-sentence"),
        pytest.param(["Plant of about RMB 2.1 billion; prices down 5.6%; staff 6,214"], "en", id="mixed"),
    ],
)
def test_a_right_brief_has_no_findings(target: list[str], lang: Lang) -> None:
    report = review(_bitext(_STEEL, target), lang)
    assert report.kind == "brief"
    assert _rows(report) == []


@pytest.mark.parametrize(
    ("target", "lang", "wanted"),
    [
        pytest.param(
            ["Revenue RMB 46.3 billion."], "en", "error figure.value 1:46.3亿元>0:RMB 46.3 billion", id="power"
        ),
        pytest.param(["Revenue $4.63 billion."], "en", "error figure.unit 1:46.3亿元>0:$4.63 billion", id="currency"),
        pytest.param(["Net profit RMB 375 million."], "en", "error figure.added >0:RMB 375 million", id="digit"),
        pytest.param(["Revenue fell 12.4%."], "en", "error figure.direction 1:12.4%>0:12.4%", id="direction"),
        pytest.param(["The plant starts in May 2025."], "en", "error date.added >0:May 2025", id="month"),
        pytest.param(["It had 6,214 staff in 2019."], "en", "error date.added >0:2019", id="year"),
        pytest.param(
            ["The plant will cost RMB 2.1 billion."],
            "en",
            "warning figure.qualifier 2:约21亿元>0:RMB 2.1 billion",
            id="about",
        ),
        pytest.param(["営業収入は463億元。"], "ja", "error figure.value 1:46.3亿元>0:463億元", id="japanese"),
        pytest.param(["従業員は6,240人。"], "ja", "error figure.added >0:6,240", id="japanese-count"),
        pytest.param(["新工場は2026年3月に稼働。"], "ja", "error date.added >0:2026年", id="japanese-year"),
    ],
)
def test_what_a_brief_says_wrongly_is_found(target: list[str], lang: Lang, wanted: str) -> None:
    rows = _rows(review(_bitext(_STEEL, target), lang))
    assert [row[: len(wanted)] for row in rows] == [wanted]


def test_a_year_that_is_not_that_of_the_figures_is_an_error() -> None:
    source = ["2022年公司销售机床3120台。", "公司治理完善，运行平稳。", "2023年公司销售机床3845台。"]
    rows = _rows(review(_bitext(source, ["It sold 3,845 machine tools in 2022."]), "en", kind="brief"))
    assert rows == ["error date.value >0:2022"]


def test_the_date_of_publication_supports_a_brief() -> None:
    bitext = _bitext(_STEEL, ["28 July 2024: revenue RMB 4.63 billion"])
    assert _rows(review(bitext, "en", published=date(2024, 7, 28))) == []


@pytest.mark.parametrize(
    ("target", "lang", "kind"),
    [
        pytest.param(_STEEL_EN, "en", "translation", id="english"),
        pytest.param(_STEEL_JA, "ja", "translation", id="japanese"),
        pytest.param(_BRIEF_EN, "en", "brief", id="brief"),
        pytest.param([*_BRIEF_JA, *_STEEL], "ja", "brief", id="brief-with-its-source"),
    ],
)
def test_a_brief_is_known_by_its_length(target: list[str], lang: Lang, kind: Kind) -> None:
    assert kind_of(_bitext(_STEEL, target), lang) == kind


def test_what_is_asked_for_goes_before_the_length() -> None:
    rows = _rows(review(_bitext(_PORT[1:3], [_PORT_EN[1]]), "en", kind="brief"))
    assert rows == []
