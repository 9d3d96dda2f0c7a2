"""Finished briefs to render: an invented signing in an invented zone, in both languages.

Every company, zone, person and figure here is made up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from briefing.values import (
    Article,
    Brief,
    Figure,
    Finding,
    Lang,
    OpenItem,
    Paragraph,
    Party,
    Provenance,
    Reading,
    Row,
    Severity,
    SourceSentence,
    Span,
    Statement,
    Status,
)

TITLE = "青屿新区与日方企业签下12个项目 计划投资186.4亿元"
CHINESE = (
    "4月18日,青屿新区在滨海会展中心举办中日先进制造与健康产业合作大会,来自两国的三百余名企业代表到场。",
    "会上共有12个项目签约,计划总投资186.4亿元,其中8个项目将落户新区北部的智造园。",
    "港湾重工业株式会社将在新区设立低碳装备研发中心,一期投资约24亿元,预计2027年上半年建成,届时年产氢能压缩机组1,"
    "200台套,"
    "并为长三角地区的化工、钢铁和船舶企业提供远程运维、能效诊断以及碳排放核算等一揽子技术服务。",
    "东澜生物与日本和光堂再生医疗签署协议,双方各出资50%成立合资公司,注册资本6亿元。",
    "新区管委会副主任林知远表示,预计到2028年,区内日资企业年产值将超过900亿元。",
    "2025年,青屿新区实际利用日资4.87亿美元,同比增长12.6%。",
    "截至2026年3月末,在新区注册的日资企业累计达到418家,其中世界500强企业投资的有31家。",
    "新区当天还公布了对日合作机会清单,涉及氢能、康养、数字内容和冷链物流等领域的17个课题。",
    "一季度新区对日进出口总额为73.2亿元,同比下降3.1%。",
    "三和物产中国区总经理高桥直树说:“我们看重的是这里完整的供应链,希望三年内把采购额提高到现在的两倍。”",
)
OPEN = (
    (
        "康养项目将试行护理险与商业养老险相互补充的支付办法,首批床位不少于800张",
        ("not fewer than 800 beds",),
        ("800床以上",),
    ),
    ("智造园二期用地约1,350亩已完成平整", ("about 1,350 mu",), ("約1,350ムー",)),
    (
        "数字内容课题由新区文旅集团牵头,联合三所高校及两家动画公司,围绕剧本孵化、联合制作和海外发行组建产业联盟,"
        "并设立规模5亿元的引导基金",
        ("RMB 500 million", "three universities, two animation companies"),
        ("5億元", "大学3校、アニメ会社2社"),
    ),
    ("冷链物流课题拟依托保税仓开展医药品分拨", (), ()),
    ("大会期间还将安排四场专题对接", ("four sessions",), ("4回",)),
)
Texts = tuple[str, str]


def _statement(lang: Lang, text: str, *refs: int, original: str = "", status: Status | None = None) -> Statement:
    start = text.index(original) if original else 0
    originals = ((start, start + len(original)),) if original else ()
    return Statement(lang=lang, text=text, refs=refs, originals=originals, status=status)


POINTS: tuple[tuple[str, str, tuple[int, ...], str], ...] = (
    (
        "Twelve projects were signed at the conference on 18 April, with planned investment of RMB 18.64 "
        "billion in all; "
        "eight of them are to go to the Smart Manufacturing Park in the north of the zone.",
        "4月18日の大会で12件のプロジェクトが調印され、計画投資総額は186億4,000万元。"
        "うち8件は新区北部の智造園に立地する予定。",
        (1, 2),
        "",
    ),
    (
        "Kowan Heavy Industries is to set up a low-carbon equipment research centre. The first phase costs "
        "about RMB 2.4 "
        "billion and is expected to be completed in the first half of 2027, with annual capacity of 1,200 hydrogen "
        "compressor sets.",
        "港湾重工業は低炭素装備の研究開発センターを新設する。第1期の投資額は約24億元で、完成は2027年上半期の見込み。"
        "水素圧縮機ユニットの年産能力は1,200台となる。",
        (3,),
        "",
    ),
    (
        "Donglan Biotech (东澜生物) and Wakodo Regenerative Medicine of Japan agreed to found a joint venture "
        "with registered "
        "capital of RMB 600 million, each contributing 50%.",
        "東瀾生物(东澜生物)と日本の和光堂再生医療は、折半出資の合弁会社を設立することで合意した。登録資本は6億元。",
        (4,),
        "(东澜生物)",
    ),
    (
        "The zone's administration expects the annual output of Japanese-invested companies there to exceed RMB "
        "90 billion "
        "by 2028.",
        "新区管理委員会は、区内の日系企業の年間生産額が2028年までに900億元を超えると予想する。",
        (5,),
        "",
    ),
    (
        "In 2025 the zone's paid-in Japanese investment rose 12.6% year on year to US$487 million; trade with "
        "Japan in the "
        "first quarter fell 3.1% to RMB 7.32 billion.",
        "2025年の日本からの直接投資実行額は前年比12.6％増の4億8,700万ドル。"
        "第1四半期の対日貿易総額は前年同期比3.1％減の73億2,000万元だった。",
        (6, 9),
        "",
    ),
    (
        "A list of 17 topics for cooperation with Japan was published; it covers hydrogen, elderly care, "
        "digital content "
        "and cold-chain logistics.",
        "水素、ヘルスケア、デジタルコンテンツ、コールドチェーン物流など17テーマの対日協力リストを公表した。",
        (8,),
        "",
    ),
)
Cells = tuple[str, str, str, str, str]
ROWS: tuple[tuple[Status, tuple[int, ...], Cells, Cells], ...] = (
    (
        Status.PLANNED,
        (2,),
        ("Planned investment, 12 signed projects", "RMB 18.64 billion", "", "not stated", "Qingyu New Area"),
        ("計画投資総額(調印12件)", "186億4,000万元", "", "記載なし", "青嶼新区"),
    ),
    (
        Status.PLANNED,
        (3,),
        ("Research centre, first phase", "about RMB 2.4 billion", "", "by H1 2027", "Kowan Heavy Industries"),
        ("研究開発センター第1期投資", "約24億元", "", "2027年上半期まで", "港湾重工業"),
    ),
    (
        Status.PLANNED,
        (3,),
        ("Hydrogen compressor sets, annual capacity", "1,200 sets", "", "not stated", "Kowan Heavy Industries"),
        ("水素圧縮機ユニット年産能力", "1,200台", "", "記載なし", "港湾重工業"),
    ),
    (
        Status.SIGNED,
        (4,),
        (
            "Registered capital of joint venture",
            "RMB 600 million",
            "",
            "not stated",
            "Donglan Biotech (东澜生物), Wakodo",
        ),
        ("合弁会社の登録資本", "6億元", "", "記載なし", "東瀾生物(东澜生物)、和光堂再生医療"),
    ),
    (
        Status.FORECAST,
        (5,),
        ("Annual output of Japanese-invested companies", "over RMB 90 billion", "", "by 2028", "Qingyu New Area"),
        ("日系企業の年間生産額", "900億元超", "", "2028年まで", "青嶼新区"),
    ),
    (
        Status.ACTUAL,
        (6,),
        ("Paid-in Japanese investment", "US$487 million", "+12.6% y/y", "2025", "Qingyu New Area"),
        ("日本からの直接投資実行額", "4億8,700万ドル", "前年比12.6％増", "2025年", "青嶼新区"),
    ),
    (
        Status.ACTUAL,
        (9,),
        ("Trade with Japan", "RMB 7.32 billion", "−3.1% y/y", "Q1 2026", "Qingyu New Area"),
        ("対日貿易総額", "73億2,000万元", "前年同期比3.1％減", "2026年1～3月期", "青嶼新区"),
    ),
    (
        Status.CUMULATIVE,
        (7,),
        ("Registered Japanese-invested companies", "418", "", "end-March 2026", "Qingyu New Area"),
        ("日系登録企業数", "418社", "", "2026年3月末", "青嶼新区"),
    ),
    (
        Status.CUMULATIVE,
        (7,),
        ("of which backed by Global 500 companies", "31", "", "end-March 2026", "Qingyu New Area"),
        ("うち世界500強企業の投資", "31社", "", "2026年3月末", "青嶼新区"),
    ),
)
PARTIES: tuple[tuple[str, str, str, str, str, bool, int], ...] = (
    ("Qingyu New Area", "青嶼新区", "zone", "開発区", "青屿新区", True, 1),
    ("Kowan Heavy Industries", "港湾重工業", "company", "企業", "港湾重工业株式会社", True, 3),
    ("Donglan Biotech", "東瀾生物", "company", "企業", "东澜生物", False, 4),
    ("Wakodo Regenerative Medicine", "和光堂再生医療", "company", "企業", "和光堂再生医疗", True, 4),
    ("Sanwa Bussan", "三和物産", "company", "企業", "三和物产", True, 10),
    (
        "Lin Zhiyuan, deputy director of the zone's administration",
        "林知遠(新区管理委員会副主任)",
        "person",
        "人物",
        "林知远",
        True,
        5,
    ),
    (
        "Naoki Takahashi, head of Sanwa Bussan in China",
        "高橋直樹(三和物産・中国総代表)",
        "person",
        "人物",
        "高桥直树",
        False,
        10,
    ),
    (
        "Low-Carbon Equipment Research Centre",
        "低炭素装備研究開発センター",
        "project",
        "案件",
        "低碳装备研发中心",
        True,
        3,
    ),
)
HEADLINES: dict[Lang, str] = {
    "en": "Qingyu New Area signs 12 projects with Japanese companies; RMB 18.64 billion planned",
    "ja": "青嶼新区、日本企業と12件の調印　計画投資186億4,000万元",
}
TAKEAWAYS: dict[Lang, tuple[str, str]] = {
    "en": (
        "The RMB 18.64 billion announced is a plan: what the zone reports as paid in is US$487 million for 2025.",
        "The largest single project with a figure is Kowan's research centre, about RMB 2.4 billion in its "
        "first phase.",
    ),
    "ja": (
        "発表された186億4,000万元は計画額で、実行済みとされるのは2025年の4億8,700万ドル。",
        "金額が示された単独案件では、港湾重工業の研究開発センター(第1期約24億元)が最大。",
    ),
}
QUOTES: dict[Lang, str] = {
    "en": "“What we value is the complete supply chain here; within three years we hope to raise our purchases to "
    "twice what they are now,” said Naoki Takahashi, head of Sanwa Bussan in China.",
    "ja": "「評価しているのは当地の整ったサプライチェーン。3年以内に調達額を現在の2倍に引き上げたい」"
    "(三和物産・中国総代表の高橋直樹氏)",
}
DATE_LINES: dict[Lang, str] = {
    "en": "19 April 2026 · Qingyu Evening Post (青屿晚报) · Zhou Ming",
    "ja": "2026年4月19日 ・ 青嶼晩報(青屿晚报) ・ 周明",
}
STATUS_LABELS: dict[Lang, dict[Status, str]] = {
    "en": {status: status.value for status in Status},
    "ja": dict(zip(Status, ("計画", "契約済み", "実績", "累計", "予想", "記載"), strict=True)),
}


def article() -> Article:
    text = "\n".join((TITLE, *CHINESE))
    at, paragraphs = len(TITLE) + 1, []
    for sentence in CHINESE:
        paragraphs.append(Paragraph(sentence, Span(at, at + len(sentence))))
        at += len(sentence) + 1
    return Article(
        name="qingyu.txt",
        text=text,
        title=TITLE,
        title_span=Span(0, len(TITLE)),
        paragraphs=tuple(paragraphs),
        published=datetime(2026, 4, 19, 8, 30),
        has_time=True,
        source="青屿晚报",
        author="周明",
        url="https://news.example.com/2026/04/19/青屿.html?id=7",
        sha256="3f5a" * 16,
    )


def reading() -> Reading:
    source = article()
    return Reading(
        article=source,
        sentences=tuple(p.span for p in source.paragraphs),
        figures=(PLANNED,),
        periods=(),
        entities=(),
        facts=(),
        open_clauses=(),
        topic="signing",
    )


_AT = article().text.index("186.4亿元")
PLANNED = Figure(span=Span(_AT, _AT + 7), text="186.4亿元", value=Decimal("1.864E10"), unit="CNY")


def brief(lang: Lang) -> Brief:
    """Six points, nine rows, eight parties, five open items, ten sources."""
    source = article()
    pick = (lambda pair: pair[0]) if lang == "en" else (lambda pair: pair[1])
    rows = []
    for status, refs, en, ja in ROWS:
        label, value, change, period, holder = pick((en, ja))
        rows.append(
            Row(
                label=label,
                value=value,
                change=change,
                period=period,
                holder=holder,
                refs=refs,
                status=status,
                status_label=STATUS_LABELS[lang][status],
                figures=(PLANNED,) if 2 in refs else (),
            )
        )
    first, second = TAKEAWAYS[lang]
    return Brief(
        lang=lang,
        headline=_statement(lang, HEADLINES[lang], 2),
        date_line=DATE_LINES[lang],
        takeaway=(_statement(lang, first, 2, 6), _statement(lang, second, 3)),
        points=tuple(_statement(lang, pick((en, ja)), *refs, original=original) for en, ja, refs, original in POINTS),
        rows=tuple(rows),
        parties=tuple(
            Party(pick((en, ja)), pick((kind_en, kind_ja)), zh, certain, (ref,))
            for en, ja, kind_en, kind_ja, zh, certain, ref in PARTIES
        ),
        quotes=(_statement(lang, QUOTES[lang], 10),),
        open_items=tuple(
            OpenItem(zh, Span(0, len(TITLE)), pick((en, ja)), (8,) if index % 2 == 0 else ())
            for index, (zh, en, ja) in enumerate(OPEN)
        ),
        sources=tuple(
            SourceSentence(number, paragraph.span, paragraph.text)
            for number, paragraph in enumerate(source.paragraphs, start=1)
        ),
        findings=(Finding("name-guess", Severity.WARNING, "the form of a name is a guess", Span(0, 4)),),
        provenance=Provenance("qingyu.txt", source.sha256, "embedded", "0.1.0"),
        title_zh=TITLE,
        url=source.url or "",
        published=source.published,
    )


def bare(lang: Lang) -> Brief:
    """The least a brief can hold: a headline, one point and its source."""
    full = brief(lang)
    return replace(
        full,
        date_line="",
        takeaway=(),
        points=full.points[:1],
        rows=(),
        parties=(),
        quotes=(),
        open_items=(),
        sources=full.sources[:2],
        findings=(),
        title_zh="",
        url="",
        published=None,
    )
