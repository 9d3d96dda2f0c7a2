"""Sources for the tests of reading, all in our own words: texts, pages, Word files and PDFs made on the spot."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx

TITLE = "青禾电池南岭基地投产 年产能达12亿瓦时"
LEAD = "青禾电池8日宣布，位于南岭市的新基地当天投产，总投资36.5亿元，设计年产能12亿瓦时。"
SECOND = "公司表示，新基地全部达产后，预计每年新增销售收入约48亿元，带动就业两千余人。"
THIRD = "今年上半年，青禾电池实现营业收入21.7亿元，同比增长18.4%；净利润1.9亿元，同比下降3.2%。"
BODY = (LEAD, SECOND, THIRD)

CLEAN = "\n\n".join((TITLE, *BODY)) + "\n"
TRADITIONAL = "\n\n".join(
    (
        "遠岸航運上季營收增長一成 擬增購四艘貨輪",
        "遠岸航運昨日公布，上季營業額為23億港元，較去年同期增長10%，淨利潤則減少至1.4億港元。",
        "該公司還表示，為應對亞洲航線的需求，計劃在兩年內增購四艘貨輪，總價約6億美元。",
    )
)
JAPANESE = "株式会社の発表によると、新しい工場の建設は来年の春に始まる見通しで、投資額はおよそ百億円になるという。" * 3
ENGLISH = (
    "The company said on Monday that it will build a new plant in the north of the country for 300 million yuan. " * 4
)

SCRAPED = f"""{TITLE}-南岭新闻网

首页 财经 科技 汽车 更多
{TITLE}

2021年3月8日 09:30   来源:南岭日报   参与互动
字号:

  {TITLE}

  一期投资逾20亿元

  南岭日报记者 周明 李小荷

  {LEAD}

  一期投资逾20亿元

  {SECOND}

  {THIRD}

【责任编辑:王一】
南岭新闻网微信公众号入口

>经济频道精选:
别家公司发布新品

网站介绍 | 联系我们 | 版权声明
南岭新闻网版权所有 [南ICP备00000000号-1]
关注南岭新闻网微信
"""

PAGE = f"""<!DOCTYPE html><html><head><meta charset="{{charset}}"><title>{TITLE}_财经频道_南岭新闻网</title>
<meta property="article:published_time" content="2021-03-08T09:31:05+08:00">
<script>var x = "</body>";</script><style>p {{{{ color: red }}}}</style></head><body>
<div class="nav"><a href="/">首页</a> <a href="/b">财经</a> <a href="/c">科技</a></div>
<div class="main"><h1>{TITLE}</h1><div class="info"><span>2021-03-08 09:30</span> <span>来源：南岭日报</span></div>
<div class="text"><p>　　{LEAD}</p><p>　　{SECOND}<br>　　{THIRD}</p>
<table><tr><th>项目</th><th>金额</th></tr><tr><td>一期</td><td>20.3亿元</td></tr></table>
<p>　　基地由三座厂房组成，目前已有两座通过验收。</p><p>责任编辑：王一</p></div></div>
<div class="recommend"><ul><li><a href="/1">别家公司发布新品，市场反应热烈</a></li>
<li><a href="/2">又一条不相干的消息</a></li></ul></div>
<div class="footer">版权所有 南岭新闻网 南ICP备00000000号</div></body></html>"""


def page(charset: str = "utf-8") -> str:
    return PAGE.format(charset=charset)


def word(*paragraphs: str, title: str = TITLE, rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A Word file: title style, paragraphs, then a table."""
    document = docx.Document()
    if title:
        document.add_heading(title, 0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return saved(document)


def saved(document: object) -> bytes:
    stream = BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def swollen(data: bytes, *, size: int) -> bytes:
    """The Word file with a part that unpacks to ``size`` bytes."""
    stream = BytesIO(data)
    with ZipFile(stream, "a", ZIP_DEFLATED) as archive, archive.open("word/media/big.bin", "w") as part:
        for _ in range(size // 2**20):
            part.write(bytes(2**20))
    return stream.getvalue()


def pdf(*pages: list[tuple[float, float, str]], size: int = 12) -> bytes:
    """A PDF with lines at (x, y from the bottom); no page content for an empty page."""
    contents = [
        "\n".join(f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, text in lines)
        for lines in pages
    ]
    return assembled(pdf_objects(contents))


def pdf_objects(contents: list[str]) -> list[str]:
    """The objects of a PDF with these pages and one Chinese font, /F1."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append(
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
    )
    objects.append(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>"
    )
    objects.append(
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    )
    kids = []
    for content in contents:
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return objects


def assembled(objects: list[str]) -> bytes:
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return (out + end + f"startxref\n{len(out)}\n%%EOF\n").encode("latin-1")
