"""Articles in Traditional characters as Taiwan and Hong Kong write them, all in our own words, and what they say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """An article with its figures (text, value, unit) and sentences or lines that its English brief must hold."""

    text: str
    figures: tuple[tuple[str, str | None, str], ...]
    said: tuple[str, ...]
    medium: str = ""


TAIWAN_REVENUE = Told(
    """遠岸半導體3月營收月減3.2%

2025-04-10 14:30　來源：中央社　記者：王小明

遠岸半導體10日公布，3月合併營收為新台幣125.4億元，月減3.2%，年增18.5%。第1季營收新台幣365億元，季增2.1%。

公司表示，受惠人工智慧需求，第2季營收可望季增5%至8%。遠岸半導體計畫在新竹興建晶圓廠，投資金額約1.2兆元。
""",
    (
        ("3.2%", "3.2", "percent"),
        ("新台幣125.4億元", "12540000000", "TWD"),
        ("3.2%", "3.2", "percent"),
        ("18.5%", "18.5", "percent"),
        ("新台幣365億元", "36500000000", "TWD"),
        ("2.1%", "2.1", "percent"),
        ("5%至8%", "5", "percent"),
        ("約1.2兆元", "1200000000000", "TWD"),
    ),
    (
        "consolidated revenue was TWD 12.54 billion in March 2025, down 3.2% from the previous month"
        " and up 18.5% year on year",
        "revenue was TWD 36.5 billion in the first quarter, up 2.1% from the previous quarter",
        "plans to build a wafer fab in Hsinchu",
    ),
    "中央社",
)
TAIWAN_PROFIT = Told(
    """青禾電子去年稅後純益創新高

2025-03-12 16:05　來源：經濟日報

青禾電子12日公布財報，2024年合併營收新台幣2,350億元，年增12.3%；毛利率31.5%，年增1.2個百分點；\
稅後純益新台幣286億元，年增20.4%，每股盈餘11.5元。

董事會決議每股配發現金股利6元。
""",
    (
        ("新台幣2,350億元", "235000000000", "TWD"),
        ("12.3%", "12.3", "percent"),
        ("31.5%", "31.5", "percent"),
        ("1.2個百分點", "1.2", "pp"),
        ("新台幣286億元", "28600000000", "TWD"),
        ("20.4%", "20.4", "percent"),
        ("11.5元", "11.5", "TWD"),
        ("6元", "6", "TWD"),
    ),
    ("Consolidated revenue", "TWD 235 billion", "TWD 28.6 billion", "Economic Daily News"),
    "經濟日報",
)
TAIWAN_TRADE = Told(
    """台灣2月出口年增三成

2025-03-08 10:00　來源：中央社

財政部8日公布海關進出口貿易統計，2月出口413億美元，年增31.5%，進口347.5億美元，年增47.8%，出超65.5億美元。

對美國出口年增65.3%。
""",
    (
        ("三成", "30", "percent"),
        ("413億美元", "41300000000", "USD"),
        ("31.5%", "31.5", "percent"),
        ("347.5億美元", "34750000000", "USD"),
        ("47.8%", "47.8", "percent"),
        ("65.5億美元", "6550000000", "USD"),
        ("65.3%", "65.3", "percent"),
    ),
    ("Taiwan's exports rose 30% year on year in February 2025", "trade surplus was US$6.55 billion"),
    "中央社",
)
HONG_KONG_RESULTS = Told(
    """新岸地產中期溢利下跌一成

2024-08-22 12:30　來源：信報

新岸地產公布，截至2024年6月30日止六個月，營業額為153億港元，按年增長4.2%；股東應佔溢利為28.6億港元，按年下跌10.3%。

董事會宣派中期股息每股0.35港元。公司已於7月以9.8億港元出售觀塘一幢寫字樓。
""",
    (
        ("一成", "10", "percent"),
        ("153億港元", "15300000000", "HKD"),
        ("4.2%", "4.2", "percent"),
        ("28.6億港元", "2860000000", "HKD"),
        ("10.3%", "10.3", "percent"),
        ("每股0.35港元", "0.35", "HKD/share"),
        ("9.8億港元", "980000000", "HKD"),
        ("一幢", "1", "count"),
    ),
    ("HK$15.3 billion", "up 4.2% year on year", "Profit attributable to shareholders", "HK$2.86 billion"),
    "信報",
)
HONG_KONG_RETAIL = Told(
    """香港7月零售銷售額按年跌11.8%

2024-08-30 17:00　來源：明報

政府統計處公布，7月零售業總銷貨價值臨時估計為291億元，較去年同月下跌11.8%。首7個月累計零售業總銷貨價值下跌7.3%。
""",
    (
        ("11.8%", "11.8", "percent"),
        ("291億元", None, "CNY"),  # Hong Kong's dollars, but the article does not say so
        ("11.8%", "11.8", "percent"),
        ("7個月", "7", "month"),
        ("7.3%", "7.3", "percent"),
    ),
    ("Hong Kong's retail sales fell 11.8% year on year in July 2024", "Ming Pao"),
    "明報",
)
HONG_KONG_DEAL = Told(
    """遠岸航運擬收購兩艘貨櫃船

2024-05-06 09:15　來源：大公報

遠岸航運公布，計劃在兩年內增購兩艘貨櫃船，總代價約6億美元，資金來自內部資源及銀行貸款。去年營業額為人民幣82.5億元，按年上升6.1%。
""",
    (
        ("兩艘", "2", "count"),
        ("兩年", "2", "year"),
        ("兩艘", "2", "count"),
        ("約6億美元", "600000000", "USD"),
        ("人民幣82.5億元", "8250000000", "CNY"),
        ("6.1%", "6.1", "percent"),
    ),
    ("about US$600 million", "RMB 8.25 billion"),
    "大公報",
)
MAINLAND = Told(
    """南嶺精密擬回購最多5億元股份

2024-02-06 20:10　來源：證券時報

南嶺精密公告稱，公司擬以自有資金回購A股股份，回購金額不低於3億元、不超過5億元，回購價格不超過每股32元。\
2023年公司實現營業收入123.5億元，同比增長10%。
""",
    (
        ("最多5億元", "500000000", "CNY"),
        ("不低於3億元、不超過5億元", "300000000", "CNY"),
        ("每股32元", "32", "CNY/share"),
        ("123.5億元", "12350000000", "CNY"),
        ("10%", "10", "percent"),
    ),
    ("RMB 12.35 billion", "Securities Times"),
    "證券時報",
)
ARTICLES = {
    "taiwan-revenue": TAIWAN_REVENUE,
    "taiwan-profit": TAIWAN_PROFIT,
    "taiwan-trade": TAIWAN_TRADE,
    "hong-kong-results": HONG_KONG_RESULTS,
    "hong-kong-retail": HONG_KONG_RETAIL,
    "hong-kong-deal": HONG_KONG_DEAL,
    "mainland": MAINLAND,
}
