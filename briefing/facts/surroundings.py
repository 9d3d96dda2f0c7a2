"""What the words beside a number say of it: 约, 以上, 同比增长.

Owns qualifiers before and after, direction and comparison. Works on folded
text with offsets; knows nothing of numbers or units.
"""

from __future__ import annotations

import re

from briefing.values import Comparison, Qualifier

_Q = Qualifier
# Longer words first: 不超过 is no 超过. A lookbehind keeps 节约, 签约, 最近, 附近 out.
_BEFORE: tuple[tuple[str, Qualifier], ...] = (
    (
        r"(?:最高(?:可|可达|可获|不超过|可享受|可给予|可补贴|可补助|可奖励|可贷款|可申请|给予|奖励|补贴|补助|资助)|(?:(?<=奖励)|(?<=补贴)|(?<=补助)|(?<=资助)|(?<=授信)"
        r"|(?<=获得)|(?<=收取)|(?<=收到)|(?<=回购)|(?<=支付)|(?<=总额)|(?<=金额))最高)",
        _Q.AT_MOST,
    ),
    (r"(?:不(?:会|得|再)?(?:超过|高于|多于|大于|超)了?|未(?:超过|超)|最多|至多|不逾|(?:低于|小于|少于))", _Q.AT_MOST),
    (r"(?:(?:不(?:会|得|应)?(?:少于|低于|小于|下于|下))|至少|起码|最少)", _Q.AT_LEAST),
    (r"(?:不到|不足|未满|未到|将近|接近|几乎|几近|逼近|近乎|(?<![最附邻靠亲远临贴相])近)", _Q.NEARLY),
    (
        r"(?:超过|超出|超逾|突破|高于|多于|大于|(?:已)?逾|高达逾)了?|(?<![赶反中英德女意法西泰荷美])(?<!^[出入])(?<![，。；：、月年季易计][出入])超",
        _Q.OVER,
    ),
    (
        r"(?:大约有?|大概有?|大致|约为|约合|有约|约计|差不多|(?<![节合契条签大邀预制公解违简续纽特集履缔租协毁婚赴隐爽])"
        # 损失约, 供应约 and 需要约 are about; 失约, 应约, 相约 and 要约 are words.
        r"(?<![^损流遗丢消]失)(?<!^失)(?<![^供反响效感适]应)(?<!^应)(?<!收购要)(?<!发出要)(?<!部分要)(?<!全面要)(?<!相)约)",
        _Q.ABOUT,
    ),
)
# 约占30%: the verb stands between, so only the meaning is taken, not the word.
_BEFORE_VERB: tuple[tuple[str, Qualifier], ...] = (
    (
        r"(?<![节合契条签邀预制公解违简续纽特集履缔租协毁婚])约(?:占(?:[一-鿿]{0,6}的)?|达到?|涨|降|跌|增|减|增长|下降)",
        _Q.ABOUT,
    ),
    (
        r"(?:几乎|近乎|几近)(?:再|又|已)?(?:增长|增加|上涨|上升|提高|下降|减少|下跌|下滑|降低|缩减|缩水|贬值|升值|[增涨升降跌减])了?",
        _Q.NEARLY,
    ),
    (r"(?:差不多|大概|大致)(?:增长|增加|上涨|上升|提高|下降|减少|下跌|下滑|降低|缩减|[增涨升降跌减])了?", _Q.ABOUT),
)
# 不超过公司总股本的3%: a whole stands between the words and the share of it.
_BEFORE_SHARE: tuple[tuple[str, Qualifier], ...] = (
    (r"不(?:会|得)?(?:超过|高于|多于|大于)(?!市场|预期|上年|去年|上月)[一-鿿]{2,14}的", _Q.AT_MOST),
    (r"不(?:会|得|应)?(?:少于|低于|小于)(?!市场|预期|上年|去年|上月)[一-鿿]{2,14}的", _Q.AT_LEAST),
)
_BEFORE_BARE = ((r"(?<![以之成网线路年月会])上", _Q.AT_LEAST), (r"(?<![超经不])过|破", _Q.OVER))
# 约占公司2024年度经审计营业收入的9%: a whole with its year stands between.
_ABOUT_SHARE = re.compile(
    r"(?<![节合契条签邀预制公解违简续纽特集履缔租协毁婚])约占(?:公司|其|本公司|集团)?(?:[0-9]{4}年度?)?[一-鿿]{2,18}(?:[0-9,.万亿]+股)?的$"
)
_LOOK_BACK = 5
_ENDING = tuple((re.compile(f"(?:{pattern})$"), qualifier) for pattern, qualifier in _BEFORE)
_ENDING_BARE = tuple((re.compile(f"(?:{pattern})$"), qualifier) for pattern, qualifier in _BEFORE_BARE)
_ENDING_SHARE = tuple((re.compile(f"(?:{pattern})$"), qualifier) for pattern, qualifier in _BEFORE_SHARE)
_SHARE_BACK = 20
_SET_OFF = re.compile("约|几乎|近乎|几近|差不多|大概|大致")
_ENDING_VERB = tuple((re.compile(f"(?:{pattern})$"), qualifier) for pattern, qualifier in _BEFORE_VERB)

_AFTER: tuple[tuple[re.Pattern[str], Qualifier], ...] = (
    (
        re.compile(
            r"左右(?!手|岸|侧)|附近(?=[，。；、！)]|$|震荡|徘徊|波动|盘整|整理|运行|企稳|水平)|上下(?!游|班|级|半|浮动|行|架|联动)|前后"
        ),
        _Q.ABOUT,
    ),
    (re.compile(r"(?:及|或|和)?(?:其)?以上(?!海)|及以上"), _Q.AT_LEAST),
    (re.compile(r"(?:及|或)?以下|以内(?!地)|之内"), _Q.AT_MOST),
    (re.compile(r"有余|开外"), _Q.OVER),
)
_AFTER_MORE = re.compile(r"[多余](?!样|元|次|方|边|媒|晶|个|名|家|额|的)")

_UP = r"增长|增加|上涨|上升|提高|提升|增|涨|升|高出|扩大|多出|攀升|回升|走高|飙升|大涨|猛增|激增|劲增|反弹|跃升|上调|上浮|上扬|升值|收涨|高开|多增|走强|调升|加息|拉升|抬升|翻"
_DOWN = r"下降|减少|下跌|降低|下滑|减|跌|降|缩减|缩小|收窄|回落|萎缩|下调|低开|收跌|贬值|跳水|大跌|暴跌|锐减|骤降|下挫|重挫|走低|走弱|滑落|下行|缩水|少增|降息|下探|缩|调降|下浮|回调"
# 增长为5亿 and 增至 name the level, 增幅为5% the change.
_FILL = r"(?:了|达到?|高达|仅|只|分别|各|累计|幅度(?:为|达到?)?)*"
_BREADTH = r"(?:度)?(?:均|也|分别|仅|一度)?(?:为|达到?|高达|在|[:：])?(?:了)?"
_DIRECTION = re.compile(
    rf"(?:(?P<wide>[增涨升]幅){_BREADTH}|(?P<narrow>[降跌减]幅){_BREADTH}|(?P<up>{_UP}){_FILL}|(?P<down>{_DOWN}){_FILL})$"
)
# 新增20家 and 参加3人 add nothing to a level.
_NO_DIRECTION = frozenset("不未没新所参最偏加晋直递")
_ADVERB = r"(?:[也则均都还仍]|分别|实际|名义|可比口径|小幅|大幅|大幅度|略|略有|略微|微|快速|稳步|显著|明显|有所|平均|合计|共|净|将|预计|会|再|已|又|继续|累计|约|各|强劲|急剧|单日|逆势|进一步|口径|相比|[，]|可比|增速|实现|达到?|为|率先|双双|一度)*"
# 年增5%, 月减3% as Taiwan writes; 三年增5% and 今年增5% name the time itself.
_SHORT = r"(?<![0-9一二三四五六七八九十两几多数半今去前明全每近本当首该同翌隔历来往上下旧新过整单个第逐跨])"
_YOY = rf"同比|按年|(?:[比较]|与|同)?(?:上年度?|去年|前年|上一年度?)(?:的)?(?:同期|同月|同季|同季度|同日)(?:相比|比)?|[比较](?:上年度?|去年|上一年度?)|比(?:上年|去年)(?:同期)?(?:相比)?|较上年同期数?|{_SHORT}年"
_POP = rf"环比|按月|按季|(?:[比较]|与)?(?:上个?月|上季度?|上个?季度|上一季度?|上一?周|上个?交易日|前一交易日|前一日|前一天|前一周|上一交易日|上日|昨日|前日|前一个?月|上一个?月|前一季度|上期|上一期)(?:相比)?|{_SHORT}[月季]"
_COMPARISON = re.compile(rf"(?:(?P<yoy>{_YOY})|(?P<pop>{_POP})){_ADVERB}$")


def qualifier_before(text: str, start: int, floor: int, *, bare: bool) -> tuple[int, Qualifier | None]:
    """Where the qualifier words right before ``start`` begin, and what they mean."""
    window = text[max(floor, start - _LOOK_BACK) : start]
    best: tuple[int, Qualifier] | None = None
    for pattern, qualifier in _ENDING:
        found = pattern.search(window)
        if found and (best is None or len(found.group()) > best[0]):
            best = len(found.group()), qualifier
    if best is not None:
        return start - best[0], best[1]
    if bare:
        for pattern, qualifier in _ENDING_BARE:
            found = pattern.search(window)
            if found:
                return start - len(found.group()), qualifier
    verb_window = text[max(floor, start - 10) : start]
    if _SET_OFF.search(verb_window):
        for pattern, qualifier in _ENDING_VERB:
            if pattern.search(verb_window):
                return start, qualifier
    if _ABOUT_SHARE.search(text[max(0, start - 2 * _SHARE_BACK) : start]):
        return start, Qualifier.ABOUT
    share_window = text[max(floor, start - _SHARE_BACK) : start]
    if share_window.endswith("的"):
        for pattern, qualifier in _ENDING_SHARE:
            if pattern.search(share_window):
                return start, qualifier
    return start, None


def qualifier_after(text: str, end: int, *, more: bool) -> tuple[int, Qualifier | None]:
    """Where the qualifier words right after ``end`` end, and what they mean; ``more`` lets 多 count (两亿元多)."""
    for pattern, qualifier in _AFTER:
        found = pattern.match(text, end)
        if found:
            return found.end(), qualifier
    if more:
        found = _AFTER_MORE.match(text, end)
        if found:
            return found.end(), Qualifier.OVER
    return end, None


# 净利润2亿元至3亿元，与上年同期相比，将增加1亿元至: what is set beside a range is one.
_AFTER_RANGE = re.compile(
    r"元(?:左右)?(?:至|到|[-—~－]{1,2})[-负]?[0-9.,]+[万亿]*元[^。！？\n]*(?:同比|与(?:上年|去年)同期相比|较(?:上年|去年)同期)"
    r"，?(?:将|将会|预计|预计将)?(?:增加|减少|上升|下降|增长|减亏|增亏)$"
)


def beside_a_range(text: str, start: int) -> bool:
    """Whether an amount is the change of a level that was a range itself, so that 增加1亿元至2亿元 is a range too."""
    return _AFTER_RANGE.search(text[:start]) is not None


def change_before(text: str, start: int) -> tuple[int, Comparison | None]:
    """Direction and comparison said in the same clause right before ``start``."""
    clause = text[max(0, start - 40) : start]
    cut = max(clause.rfind(mark) for mark in "。；！？\n")
    clause = clause[cut + 1 :]
    direction, rest = 0, clause
    found = _DIRECTION.search(clause)
    if found:
        head = clause[: found.start()]
        if head[-1:] not in _NO_DIRECTION:
            direction = 1 if found["up"] or found["wide"] else -1
            rest = head
    compared = _COMPARISON.search(rest) if any(mark in rest for mark in "比较年月周季按日期") else None
    if compared is None:
        return direction, None
    said = compared.group("yoy") or compared.group("pop")
    # Without 比 or 较 the words name the period itself, unless they are 同比, 环比 and the like.
    if not re.match(r"[比较与同环按年月季]", said):
        return direction, None
    if direction == 0 and said not in ("同比", "环比", "按年", "按月", "按季"):
        return direction, None
    return direction, Comparison.YEAR_ON_YEAR if compared.group("yoy") else Comparison.PREVIOUS_PERIOD
