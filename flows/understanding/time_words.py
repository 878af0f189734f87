"""The words that times are written in, picked out of a text one by one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
    0 今天 今日 今晚 今早 today tonight
    1 明天 明日 明早 明晚 听日 听朝 听晚 tomorrow
    2 后天 后日 day_after_tomorrow
    3 大后天
""")
PART_ENDS = _table("""
    6 凌晨
    8 清晨
    10 早上 早晨 今早 明早
    12 上午 上昼 听朝 morning noon
    13 中午
    18 下午 下昼 午后 下班前 afternoon
    19 傍晚
    21 晚上 夜晚 今晚 明晚 听晚 evening tonight
""")
"""When a part of the day is over, in hours: who says "in the morning" has until noon."""

NIGHT = frozenset("晚上 夜晚 今晚 明晚 听晚 evening tonight".split())
AFTERNOON = frozenset("下午 下昼 午后 傍晚 afternoon pm p.m.".split())
WEEKDAYS = _table("""
    0 一 1 mon
    1 二 2 tue
    2 三 3 wed
    3 四 4 thu
    4 五 5 fri
    5 六 6 sat
    6 日 天 7 sun
""")
MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
MINUTES = _table("""
    1 分钟 min
    60 小时 钟头 钟 hou
    1440 天 日 day
    10080 周 星期 礼拜 wee
""")

_N = rf"(?:\d{{1,4}}|[{NUMERAL_CHARACTERS}]{{1,3}})"
_MONTH_NAME = f"(?P<month_name>{'|'.join(MONTHS)})[a-z]*"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NO_DATE = r"(?![\d楼线门机铺院房仓码公井栋幢座:点时])"  # 8号楼 is no day
_PATTERNS = (
    (
        "vague",
        rf"""
        {_N}(?:[点时]半?|:\d\d|号|日)?\s*(?:[-~–—]|到|至|\bto\b)\s*
        {_N}\s*(?:[点时号日天周]|小时|分钟|:\d\d|[ap]m)
        | {_N}点多 | 每[天周月日] | every | 周末 | weekend | 月[底初] | 年[底后] | 节后
        | [这过]几天 | 改天 | 下个?月(?!{_N})
        """,
    ),
    (
        "gone",
        r"""
        昨[天日晚] | 前[天日] | 上个?(?:周|星期|礼拜|月)[一二三四五六日天]? | 去年
        | yesterday | last\ \w+
        """,
    ),
    (
        "relative",
        rf"""
        (?<!\d)(?P<count>{_N}|半)\s*个?(?P<half>半)?\s*
        (?P<unit>分钟|小时|钟头|钟|天|日|周|星期|礼拜|min|hou|day|wee)[a-z]*\s*
        (?:[之以]?[后内]|later|from\ now)
        """,
    ),
    ("relative", r"\b in\ (?P<count>\d{1,4})\ ?(?P<unit>min|hou|day|wee)[a-z]*"),
    ("date", r"(?P<year>20\d\d)[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})(?!\d)日?t?"),
    ("date", rf"(?P<next_month>下个?月)(?P<day>{_N})[日号]"),
    ("date", rf"(?P<month>{_N})月(?P<day>{_N})[日号]?"),
    ("date", rf"(?<![\d:])(?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}}){_NO_DATE}"),
    ("date", rf"(?<!\d)(?P<day>{_N})[日号]{_NO_DATE}"),
    ("date", rf"\b{_ORDINAL}\ (?:of\ )?{_MONTH_NAME}"),
    ("date", rf"\b{_MONTH_NAME}\ {_ORDINAL}(?![\d:])"),
    (
        "weekday",
        r"""
        (?P<next>下+个?)?(?P<this>这个?|本)?(?:周|星期|礼拜)
        (?P<weekday>[一二三四五六日天]|[1-7](?!\d))
        """,
    ),
    (
        "weekday",
        r"""
        \b(?P<next>next\ )?(?:on\ |this\ )?
        (?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day|s|rs)?\b
        """,
    ),
    (
        "hour",
        rf"""
        (?<!\d)(?P<hour>{_N})\s*[点时](?:钟|正|整)?
        (?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minute>{_N})分?)?
        """,
    ),
    (
        "hour",
        r"(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?!\d)(?:\ ?(?P<half_day>[ap]\.?m\b\.?))?",
    ),
    ("hour", r"(?<!\d)(?P<hour>\d{1,2})\ ?(?P<half_day>[ap]\.?m\b\.?)"),
    ("day", "|".join(map(re.escape, sorted(DAY_WORDS, key=len, reverse=True)))),
    ("part", "|".join(sorted(set(PART_ENDS) - set(DAY_WORDS), key=len, reverse=True))),
)
_COMPILED = tuple((kind, re.compile(pattern, re.VERBOSE)) for kind, pattern in _PATTERNS)
TEXT_LONGEST = 200
"""Nobody names a time behind so many characters."""


@dataclass(frozen=True)
class Word:
    """One word of time: its kind, as it is written, its parts, and where it stands."""

    kind: str
    text: str
    start: int
    end: int
    parts: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.parts[name]

    def get(self, name: str) -> str:
        """A part that may be missing; empty then."""
        return self.parts.get(name, "")


def words_of_time(text: str) -> list[Word]:
    """All words of time in a text, in order; 今晚 is two, a day and a part of it."""
    return list(_scan(same_length(text[:TEXT_LONGEST])))


def _scan(said: str) -> Iterator[Word]:
    at = 0
    while at < len(said):
        word = _word_at(said, at)
        if word is None:
            at += 1
            continue
        yield word
        if word.kind == "day" and word.text in PART_ENDS:
            yield Word("part", word.text, word.start, word.end, {})
        at = word.end


def _word_at(said: str, at: int) -> Word | None:
    for kind, pattern in _COMPILED:
        found = pattern.match(said, at)
        if found is not None:
            parts = {name: part for name, part in found.groupdict().items() if part}
            return Word(kind, found.group(), found.start(), found.end(), parts)
    return None
