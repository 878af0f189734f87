"""The words that times are written in, picked out of a text one by one."""

import re
from collections.abc import Iterable, Iterator, Sequence

from flows.understanding.clocks import CLOCK_PATTERNS, DOTTED_CLOCK_PATTERNS
from flows.understanding.english_numbers import ENGLISH_NUMBER, ORDINAL_WORDS
from flows.understanding.feasts import FEAST_PATTERNS
from flows.understanding.grammar import Grammar, Word
from flows.understanding.numbers import NUMERAL_CHARACTERS
from flows.understanding.parts_of_day import PART_ENDS, PART_PATTERNS, numbered
from flows.understanding.words import same_length

DAY_WORDS = numbered("""
    0 今天 今日 今儿个 今儿 今晚 今早 今夜 今朝 今下午 今上午 today 2day tdy tonight tonite
    0 this_morning this_afternoon this_evening
    1 明天 明日 明儿个 明儿 明早 明晚 明朝 明添 名天 听日 听朝 听晚 tomorrow tmrw tmr tomorow 2moro
    1 tomoz tommorow tommorrow tomorro
    2 后天 后日 后儿个 后儿 后添 后晚 后朝 the_day_after_tomorrow day_after_tomorrow
    2 day_after_tomorow day_after_tmr day_after_tmrw
    3 大后天 大后日 大后儿个 大后儿 外后天
""")
WEEKDAYS = numbered("""
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
MINUTES = numbered("""
    1 分钟 min
    15 刻钟
    60 小时 钟头 钟 hou hr
    1440 天 日 day
    10080 周 星期 礼拜 wee
    20160 fortnight
""")

_N = rf"(?:\d{{1,4}}|[{NUMERAL_CHARACTERS}]{{1,3}})"
_EDGE = r"(?:(?P<last_day>最后一天|最末一天|最后那天|尾日|最尾[一嗰]日)|(?P<day>[头第]一天))"
MONTH_EDGES = (
    (
        "date",
        rf"""
        (?:(?P<next_month>下个?月)|(?P<month>{_N})月份?|(?:这个?|本|呢个|今个)?月)[底末尾]?的?{_EDGE}
        (?![之以]?[前后]|左右)
        """,
    ),
    (
        "date",
        r"""
        \b(?:the\ )?(?P<last_day>last\ day)\ (?:of|in)\ (?:the|this|(?P<next_month>next))\ month\b
        """,
    ),
)
"""这个月最后一天, 十二月头一天; the end of a month (月底) is no day."""
_EN = rf"(?:\d{{1,4}}|\ban?\b|{ENGLISH_NUMBER})"
_IN = (
    r"(?:(?<![\u4e00-\u9fff])|(?<=[我你您们那得要概许能该就先傅公婆爸妈])|(?<=大约)|(?<=[最至]少)"
    r"|(?<=估计))过"
)
"""In, as in 过两周: behind most other words 过 says that something has been, 来过两周."""
_UNIT = r"(?:min|hou|hr|day|wee)[a-z]*"
_MONTH_NAME = f"(?P<month_name>{'|'.join(MONTHS)})[a-z]*\\.?"
_ORDINAL_WORD = "|".join(re.escape(word) for word in sorted(ORDINAL_WORDS, key=len, reverse=True))
_LATE_ORDINAL = (
    "(?:(?:twenty|thirty)[-\\ ](?:first|second|third|[a-z]+th)|(?:[a-z]+teen|twentie|thirtie)th)"
)
_ORDINAL = rf"(?P<day>\d{{1,2}}(?=st|nd|rd|th|\b)|(?:{_ORDINAL_WORD})\b)(?:st|nd|rd|th)?"
_NO_DATE = r"(?:(?=\d{1,2}[:点时])|(?![\d楼线门机铺院房仓码公井栋幢座点时%]))"  # 8号楼 is no day
_YEAR = r"(?P<year>20\d\d|2\d|[二两]零[零一二三四五六七八九]{2}|二〇[〇零一二三四五六七八九]{2})"
_UNTIL = r"(?:[-~–—]|到|至|\bto\b)"
_WEEK = r"(?:周|星期|礼拜)"
_WEEKDAY_HAN = r"(?P<weekday>[一二三四五六日天溜陆]|[1-7](?![\d点:]))"
_WEEKDAY_NAME = r"(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day|s|rs)?\b"
_PATTERNS = (
    *DOTTED_CLOCK_PATTERNS,
    (
        "weekday",  # 下周的周四, 这个星期，星期四
        rf"""
        (?<!上)(?<!再)(?<!大)(?:(?P<next>下+个?)|(?P<this>这个?|本|呢个))(?:周|星期|礼拜)[\s,，的]*
        (?:周|星期|礼?拜){_WEEKDAY_HAN}
        """,
    ),
    (
        "weekday",
        rf"\b(?:on\ )?{_WEEKDAY_NAME},?\ (?:of\ )?(?:(?P<next>next\ )|(?P<this>this\ ))week\b",
    ),
    ("weekday", rf"\b(?:(?P<next>next\ )|(?P<this>this\ ))weeks?,?\ (?:on\ )?{_WEEKDAY_NAME}"),
    (
        "weekday",
        rf"\b(?P<week_on>a\ week)\ (?:on|from)\ {_WEEKDAY_NAME}",
    ),
    ("weekday", rf"\b(?:on\ )?{_WEEKDAY_NAME}(?P<week_on>\ week)\b"),
    *MONTH_EDGES,
    (
        "vague",
        rf"""
        {_N}(?:[点时]半?|:\d\d|号|日)?\s*{_UNTIL}\s*
        {_N}\s*(?:[点时号日天周]|小时|分钟|:\d\d|[ap]m)
        | {_N}点[多几] | \ba\ week\ tomorrow\b
        | (?:周|星期|礼拜)[一二三四五六](?:[二三四五六日]|一(?![早大天整直定般起]))(?![点时号天])
        | (?:最后一?|第[一二三四])个(?:周|星期|礼拜)[一二三四五六日天]
        | \bsame\ time\b | 同样的?时间 | 同一时间 | 老时间
        | [今明]后[天日] | [明后]两[天日]
        | 每[天周月日] | \bevery(?:day)?\b | 周末 | weekend | 月[底初] | 年[底后] | 节后
        | [这过]几[天日] | 过两[天日] | 改[天日] | 下个?月(?!{_N})
        | 下个?(?:周|星期|礼拜)(?![一二三四五六日天1-7溜陆])
        | 农历 | 阴历 | 正月 | 腊月 | 初[一二三四五六七八九十] | 除夕
        | [再大]下个?(?:周|星期|礼?拜)[一二三四五六日天]?
        | next\ (?:week|month|year) | (?:one|some)\ ?day | sometime | after\ next
        | in\ a\ (?:few|couple)
        | \b[a-z]{{3}}[a-z]*\ ?-\ ?[a-z]{{3}}[a-z]*day\b
        """,
    ),
    (
        "gone",
        r"""
        昨[天日晚儿] | 寻日 | 琴日 | 前[天日晚] | 上个?(?:周|星期|礼拜|月)[一二三四五六日天]? | 去年
        | yesterday | last\ (?!time)\w+ | (?:days?|weeks?)\ ago
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
    (
        "relative",
        rf"""
        (?:再(?:过|等)\s*(?P<count>{_N}|半)(?<!再过两)\s*个?(?P<half>半)?\s*
        (?P<unit>分钟|刻钟|小时|钟头|钟|天|日|周|星期|礼拜))(?:[之以]?后(?![晌半]))?
        """,
    ),
    (
        "relative",
        rf"""
        (?:(?<![等修来住坐用请做去看找试])过|等)\s*(?P<count>{_N}|半)\s*个?(?P<half>半)?\s*
        (?P<unit>分钟|刻钟|小时|钟头|钟)[之以]?后?
        """,
    ),
    (
        "relative",
        rf"""
        {_IN}(?P<count>{_N})个?(?P<unit>周|星期|礼拜)(?:[之以]?后)?
        (?![一二三四五六日天了咗] | 的(?!周|星期|礼拜))
        """,
    ),
    ("relative", r"\bin\ (?P<count>a)\ (?P<unit>fortnight)"),
    ("relative", rf"\b(?P<count>a|{ENGLISH_NUMBER}|\d)\ (?P<unit>week)s?\ (?:from\ )?today\b"),
    ("relative", r"(?<!\d)(?P<extra>个半)(?P<unit>小时|钟头|钟)[之以]?后"),
    (
        "relative",
        rf"""
        \b(?:in|(?P<within>within))\ (?:(?:about|exactly|just)\ )?
        (?:(?P<half_of>half)\ an?\ |(?P<count>{_EN})\ ?(?P<half>and\ a\ half)?)\ ?
        (?P<unit>{_UNIT})(?P<half_behind>\ and\ a\ half)?(?:'?s?\ time\b)?
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
    (
        "date",
        r"(?<!\d)(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<last_year>20\d\d)(?!\d)",
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
    ("date", rf"(?<=[改换挪推延][到成])(?P<day>{_N})(?=$|[\s,，。.;；!！~～吧啦喽咯了呀啊嘛喇啰])"),
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
        "date",
        rf"""
        \bthe\ (?P<day>{_LATE_ORDINAL}\b|(?:{_ORDINAL_WORD})\b(?!\ \w))(?!\ fl)
        (?P<next_month>\ (?:of\ )?next\ month)?
        """,
    ),
    (
        "weekday",
        rf"""
        (?P<next>下+个?)?(?P<this>这个?|本|呢个)?(?:周|星期|礼?拜){_WEEKDAY_HAN}
        """,
    ),
    (
        "weekday",
        rf"""
        \b(?P<next>next\ )?(?:on\ |(?P<this>this\ (?!coming))|(?:this\ )?coming\ )?{_WEEKDAY_NAME}
        """,
    ),
    *CLOCK_PATTERNS,
    *FEAST_PATTERNS,
    ("day", "|".join(re.escape(word) for word in sorted(DAY_WORDS, key=len, reverse=True))),
    *PART_PATTERNS,
)
_GRAMMAR = Grammar(_PATTERNS)
_BETWEEN = re.compile(r"(?:[\s,，。()（）的]|at\b|on\b|in\b|the\b|of\b|吧)*")
TEXT_LONGEST = 200
"""Nobody names a time behind so many characters."""


def words_of_time(text: str) -> list[Word]:
    """All words of time in a text, in order; 今晚 is two, a day and a part of it."""
    read = same_length(text[:TEXT_LONGEST])
    return list(_without_lone_figures(read, list(_split(_GRAMMAR.words(read)))))


def _split(words: Iterable[Word]) -> Iterator[Word]:
    for word in words:
        yield word
        if word.kind == "day" and word.text in PART_ENDS:
            yield Word("part", word.text, word.start, word.end, {})


def _without_lone_figures(text: str, words: Sequence[Word]) -> Iterator[Word]:
    """1530 is an hour beside a day or a part of it; elsewhere it is a room or a sum."""
    neighbours = [word for word in words if not _is_bare(word)]
    for word in words:
        if not _is_bare(word) or any(_touch(text, word, other) for other in neighbours):
            yield word


def _is_bare(word: Word) -> bool:
    return any(name.startswith("bare_") for name in word.parts)


def _touch(text: str, one: Word, other: Word) -> bool:
    first, second = sorted((one, other), key=lambda word: word.start)
    return _BETWEEN.fullmatch(text, first.end, second.start) is not None
