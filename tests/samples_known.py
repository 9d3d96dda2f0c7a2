"""What the engine gets wrong of the marked samples today, and why; an entry goes when it is mended."""

from __future__ import annotations

from briefing.values import Lang

# (sample, check): why it fails today.
KNOWN: dict[tuple[str, str], str] = {
    ("national-01", "rows told apart"): "two rates of one index differ only in what they are compared with",
    ("pharma-01", "status"): "the clause that signs is understood and hands nothing on",
}

# Read as a quantity, and none: half a date, a rank, a class of things.
READ_IN_VAIN: dict[str, list[str]] = {
    "boxoffice-01": ["三位"],
}

# Read today with another value, unit or qualifier than a reader would, or not at all.
READ_OTHERWISE: dict[str, list[str]] = {
    "buyback-01": ["不少于1亿元", "不超过2亿元"],  # marked as two bounds, read as the range between them
    "commodities-01": ["每吨分别降低75元", "70元", "0.06元"],  # 每吨 and 每升 stand too far before
    "funding-01": ["近一番"],
    "holdings-02": ["不低于2.5亿元", "不高于5亿元"],
    "insurance-01": ["100%"],  # 高于 the standard of 100 %, which is exact
    "merger-01": ["三期"],
    "policy-01": ["最高2000万元"],  # nothing beside it tells a limit from a peak
    "ports-01": ["1.2倍"],
    "steel-01": ["每吨上调200元"],
}

# What no brief may say, and one says today: (sample, language, words, what is wrong with them).
FALSE: tuple[tuple[str, Lang, str, str], ...] = ()

# What some brief said once and none may say again.
MENDED: tuple[tuple[str, Lang, str, str], ...] = (
    ("buyback-01", "en", "first share buy-backs", "1.2 million shares were bought back once"),
    ("buyback-01", "ja", "120万件", "1.2 million shares were bought back once"),
    ("forex-01", "en", "past trading day", "前一交易日 is the trading day before"),
    ("forex-01", "ja", "過去1営業日", "前一交易日 is the trading day before"),
    ("forex-01", "en", "China's rise was", "the rise is that of the reserves"),
    ("forex-01", "ja", "中国の上昇率", "the rise is that of the reserves"),
    ("hongkong-01", "ja", "5,367社", "shops are counted 店"),
    ("national-01", "en", "Bureau of Statistics' consumer price index", "the prices are the country's"),
    ("national-01", "ja", "国家統計局の消費者物価指数", "the prices are the country's"),
    ("phones-01", "en", "China's decrease", "the decrease is that of the shipments"),
    ("phones-01", "ja", "中国の減少率", "the decrease is that of the shipments"),
    ("power-01", "en", "Qinghai's share was", "the share is that of new energy"),
    ("power-01", "ja", "青海省の比率", "the share is that of new energy"),
    ("semis-01", "en", "China's imports were 380.3 billion", "380.3 billion pieces of integrated circuits were"),
    ("semis-01", "ja", "中国の輸入は3,803億", "380.3 billion pieces of integrated circuits were"),
    ("ports-01", "en", "Port plan completed investment", "the port plans to complete it"),
    ("ports-01", "ja", "港湾計画投資実行額", "the port plans to complete it"),
    ("semis-01", "en", "China's exports were RMB 905.18 billion", "only those of integrated circuits were"),
    ("semis-01", "ja", "中国の輸出は9,051億8,000万元", "only those of integrated circuits were"),
    ("trade-01", "en", "Ningbo's imports were RMB 276.41 billion", "they are the port's, the city's are less"),
    ("trade-01", "ja", "寧波市の輸入は2,764億1,000万元", "they are the port's, the city's are less"),
)

# Names the engine finds where the article names no such thing: (sample, Chinese), what it really is.
NO_PARTY: dict[tuple[str, str], str] = {
    ("buyback-01", "松原"): "松原食品",
    ("funding-01", "宁德"): "宁德产业基金",
    ("power-01", "国网"): "国网青海电力",
}

# Pieces that were parties once and may not be again.
NO_PARTY_ANY_MORE: tuple[tuple[str, str], ...] = (
    ("ecommerce-01", "国网"),
    ("power-01", "海南"),
    ("steel-01", "日产"),
)
