"""The words that times are written in, picked out of a text one by one."""

import re
from collections.abc import Iterator

from flows.understanding.english_numbers import ENGLISH_NUMBER, WORDS
from flows.understanding.grammar import Grammar, Word
from flows.understanding.numbers import NUMERAL_CHARACTERS
from flows.understanding.words import same_length


def _table(lines: str) -> dict[str, int]:
    """`1 明天 明日` → both are 1."""
    table: dict[str, int] = {}
    for line in lines.strip().splitlines():
        number, *words = line.split()
        table |= dict.fromkeys((word.replace("_", " ") for word in words), int(number))
    return table


DAY_WORDS = _table("""
    0 今天 今日 今儿个 今儿 今晚 今早 今夜 今朝 今下午 今上午 today tonight tonite this_morning
    0 this_afternoon this_evening
    1 明天 明日 明儿个 明儿 明早 明晚 明朝 明添 名天 听日 听朝 听晚 tomorrow tmrw tmr tomorow 2moro
    2 后天 后日 后儿个 后儿 后添 后晚 后朝 the_day_after_tomorrow day_after_tomorrow
    2 day_after_tomorow day_after_tmr day_after_tmrw
    3 大后天 大后日 大后儿个 大后儿 外后天
""")
PART_ENDS = _table("""
    6 凌晨
    8 清晨 清早
    10 早上 早晨 一早 早间 今早 明早
    12 头晌 前晌 晌午前 上五 上无 上武 日里向
    12 上午 上昼 朝早 朝头早 今朝 明朝 听朝 后朝 今上午 morning this_morning
    13 中午 正午 晌午 noon midday
    18 后晌儿 后晌 后半晌 下五 下无 下武
    18 下午 下昼 晏昼 午后 下班前 下晚 今下午 afternoon this_afternoon
    19 傍晚 黄昏 傍黑 擦黑儿 擦黑 落黑 天擦黑
    21 夜里向 夜里头 夜头 夜到
    21 晚上 夜晚 夜里 晚间 晚饭后 今晚 明晚 后晚 听晚 今夜 夜间 evening tonight tonite
    21 this_evening night
""")
"""When a part of the day is over, in hours: who says "in the morning" has until noon."""

NOON = 12
MIDDAY = frozenset("中午 正午 晌午 noon midday".split())
DUSK = frozenset("傍晚 黄昏 傍黑 擦黑儿 擦黑 落黑 天擦黑".split())
NIGHT = frozenset(part for part, ends in PART_ENDS.items() if ends == 21)  # noqa: PLR2004 - as in the table
AFTERNOON = frozenset(part for part, ends in PART_ENDS.items() if ends == 18) | DUSK  # noqa: PLR2004 - "
WEEKDAYS = _table("""
    0 一 1 mon
    1 二 2 tue
    2 三 3 wed
    3 四 4 thu
    4 五 5 fri
    5 六 6 sat 溜 陆
    6 日 天 7 sun
""")
"""With what thumbs make of them: 星期溜 is Saturday."""

MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
MINUTES = _table("""
    1 分钟 min
    15 刻钟
    60 小时 钟头 钟 hou hr
    1440 天 日 day
    10080 周 星期 礼拜 wee
""")

FEASTS = {
    name: (int(month), int(day))
    for line in """
1 1 元旦 新历新年 阳历年 new_year's_day new_years_day
2 14 情人节 valentine's_day valentines_day
3 8 妇女节 三八节
5 1 劳动节 五一 labour_day
6 1 儿童节 六一
9 10 教师节
10 1 国庆节 国庆
11 11 双十一 双11
12 12 双十二 双12
12 24 平安夜 christmas_eve
12 25 圣诞节 圣诞 christmas_day
12 26 boxing_day
12 31 跨年夜 new_year's_eve new_years_eve
""".strip().splitlines()
    for month, day, *names in [line.split()]
    for name in (written.replace("_", " ") for written in names)
}
"""Feasts of the calendar that everybody counts by; those of the moon are asked again."""

DAYS_OF_THEIR_OWN = ("双", "夜")
"""What a feast is called that is no more than a day; others may be the days around it too."""

_N = rf"(?:\d{{1,4}}|[{NUMERAL_CHARACTERS}]{{1,3}})"
_EN = rf"(?:\d{{1,4}}|\ban?\b|{ENGLISH_NUMBER})"
_HOUR_WORD = f"(?:{'|'.join(word for word, number in WORDS.items() if 0 < number <= NOON)})"
_HOURS = rf"(?:\d{{1,2}}|{_HOUR_WORD})"
_UNIT = r"(?:min|hou|hr|day|wee)[a-z]*"
_MONTH_NAME = f"(?P<month_name>{'|'.join(MONTHS)})[a-z]*\\.?"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NO_DATE = r"(?![\d楼线门机铺院房仓码公井栋幢座:点时%])"  # 8号楼 is no day
_FEASTS = "|".join(sorted(map(re.escape, FEASTS), key=len, reverse=True))
_FEAST_DAYS = "|".join(
    re.escape(name)
    for name in sorted(FEASTS, key=len, reverse=True)
    if name.isascii() or any(mark in name for mark in DAYS_OF_THEIR_OWN)
)
_YEAR = r"(?P<year>20\d\d|[二两]零[零一二三四五六七八九]{2}|二〇[〇零一二三四五六七八九]{2})"
_HALF_DAY = r"(?:\ ?(?P<half_day>[ap]\.?m\b\.?))"
_UNTIL = r"(?:[-~–—]|到|至|\bto\b)"
_PATTERNS = (
    (
        "vague",
        rf"""
        {_N}(?:[点时]半?|:\d\d|号|日)?\s*{_UNTIL}\s*
        {_N}\s*(?:[点时号日天周]|小时|分钟|:\d\d|[ap]m)
        | {_N}点多 | 每[天周月日] | every | 周末 | weekend | 月[底初] | 年[底后] | 节后
        | [这过]几[天日] | 过两[天日] | 改[天日] | 下个?月(?!{_N})
        | 下个?(?:周|星期|礼拜)(?![一二三四五六日天1-7溜陆])
        | 农历 | 阴历 | 正月 | 腊月 | 初[一二三四五六七八九十] | 除夕
        | next\ (?:week|month|year) | (?:one|some)\ ?day | sometime | after\ next
        | in\ a\ (?:few|couple)
        | \b[a-z]{{3}}[a-z]*\ ?-\ ?[a-z]{{3}}[a-z]*day\b
        """,
    ),
    (
        "gone",
        r"""
        昨[天日晚儿] | 寻日 | 琴日 | 前[天日晚] | 上个?(?:周|星期|礼拜|月)[一二三四五六日天]? | 去年
        | yesterday | last\ \w+ | (?:days?|weeks?)\ ago
        """,
    ),
    (
        "relative",
        rf"""
        (?<![\d.])(?P<count>\d+\.\d|{_N}|半)\s*个?(?P<half>半)?\s*
        (?P<unit>分钟|刻钟|小时|钟头|钟|天|日|周|星期|礼拜)
        (?:零?(?P<more>{_N})分钟?)?\s*
        (?:[之以]?后(?:的(?:今天|今日|同一天|这一?天))?|(?P<within>[之以]?内))
        """,
    ),
    ("relative", r"(?<!\d)(?P<extra>个半)(?P<unit>小时|钟头|钟)[之以]?后"),
    (
        "relative",
        rf"""
        \b(?:in|(?P<within>within))\ (?:about\ )?
        (?:(?P<half_of>half)\ an?\ |(?P<count>{_EN})\ ?(?P<half>and\ a\ half)?)\ ?
        (?P<unit>{_UNIT})(?P<half_behind>\ and\ a\ half)?
        """,
    ),
    (
        "relative",
        rf"""
        (?:\b(?P<half_of>half)\ an?\ |(?<!\d)(?P<count>{_EN})\ ?)(?P<unit>{_UNIT})\s
        (?:later|from\ (?:now|today)|after)
        """,
    ),
    (
        "date",
        r"(?<!\d)(?P<year>20\d\d)\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})(?!\d)[日号]?t?",
    ),
    ("date", r"(?<!\d)(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)"),
    ("date", rf"(?P<next_month>下个?月)(?P<day>{_N})[日号]?"),
    ("date", rf"(?P<this_month>(?:这个?|本)月)(?P<day>{_N})[日号]?"),
    (
        "date",
        rf"(?:{_YEAR}年|(?P<next_year>明年)|今年)?(?P<month>{_N})月(?P<day>{_N})[日号]?",
    ),
    ("date", rf"(?<![\d:/-])(?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}})(?![-/]){_NO_DATE}"),
    (
        "date",
        r"""
        (?<![\d:.])(?P<month>1[0-2]|[1-9])\.(?P<day>[0-3]?\d)
        (?![\d.]|\s?(?:元|块|小时|个|[天米度公万折%平]|钟|[ap]m))
        """,
    ),
    ("date", rf"(?<!\d)(?P<day>{_N})[日号]{_NO_DATE}"),
    ("date", rf"\b(?:the\ )?{_ORDINAL}\ (?:of\ )?{_MONTH_NAME}(?:,?\ (?P<year>20\d\d))?"),
    ("date", rf"\b{_MONTH_NAME}\ (?:the\ )?{_ORDINAL}(?![\d:])(?:,?\ (?P<year>20\d\d))?"),
    (
        "date",
        r"""
        \b(?:the\ )?(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?!\ fl)
        (?P<next_month>\ (?:of\ )?next\ month)?
        """,
    ),
    (
        "weekday",
        r"""
        (?P<next>下+个?)?(?P<this>这个?|本|呢个)?(?:周|星期|礼?拜)
        (?P<weekday>[一二三四五六日天溜陆]|[1-7](?![\d点:]))
        """,
    ),
    (
        "weekday",
        r"""
        \b(?P<next>next\ )?(?:on\ |(?P<this>this\ )|coming\ )?
        (?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day|s|rs)?\b
        """,
    ),
    (
        "hour",
        rf"""
        差(?P<to_minute>{_N}分|一刻)钟?(?:到)?(?P<hour>{_N})点
        """,
    ),
    (
        "hour",
        rf"""
        (?<!\d)(?P<hour>{_N})\s*[点时](?:钟|正|整)?
        (?:(?P<half>半)|(?P<quarter>[一三13])刻|(?P<minute>{_N})分?)?
        """,
    ),
    ("hour", rf"(?<!\d)(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?!\d){_HALF_DAY}"),
    ("hour", r"(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?!\d)"),
    ("hour", rf"(?<![\da-z])(?P<hour>{_HOURS}){_HALF_DAY}"),
    (
        "hour",
        rf"""
        \b(?:(?P<half>half)\ past|(?P<quarter>quarter)\ past|(?P<to_minute>quarter)\ to)
        \ (?P<hour>{_HOURS})
        """,
    ),
    ("hour", rf"\b(?P<hour>{_HOURS})\ ?o'?clock"),
    (
        "hour",
        rf"""
        \b(?:at|around|about)\ (?P<hour>{_HOURS})(?:\ (?P<minute_word>fifteen|thirty|forty-five))?\b
        (?![:.]\d|\ ?(?:[ap]\.?m|room|unit|flat|min|hou|day|wee|month|people))
        """,
    ),
    (
        "hour",
        rf"(?<![\d:.])\b(?P<hour>{_HOURS})(?:\ (?P<minute_word>thirty|fifteen))?(?=\ in\ the)",
    ),
    (
        "feast",
        rf"""
        (?P<next_year>明年)?(?:(?P<feast>{_FEASTS})(?:当天|当日|那天|正日)
        | (?P<feast_day>{_FEAST_DAYS})(?:当天|那天|当晚)?(?!期间|前|后|之|以|左右|[a-z]))
        """,
    ),
    ("day", "|".join(re.escape(word) for word in sorted(DAY_WORDS, key=len, reverse=True))),
    (
        "part",
        r"\b(?:in\ the\ |at\ )?(?P<part>morning|afternoon|evening|night|noon|midday)s?\b|"
        + "|".join(
            part
            for part in sorted(set(PART_ENDS) - set(DAY_WORDS), key=len, reverse=True)
            if not part.isascii()
        ),
    ),
)
_GRAMMAR = Grammar(_PATTERNS)
TEXT_LONGEST = 200
"""Nobody names a time behind so many characters."""


def words_of_time(text: str) -> list[Word]:
    """All words of time in a text, in order; 今晚 is two, a day and a part of it."""
    return list(_split(_GRAMMAR.words(same_length(text[:TEXT_LONGEST]))))


def _split(words: Iterator[Word]) -> Iterator[Word]:
    for word in words:
        yield word
        if word.kind == "day" and word.text in PART_ENDS:
            yield Word("part", word.text, word.start, word.end, {})
