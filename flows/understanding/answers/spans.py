"""How long something lasted between two times of the clock: 从早上八点停到下午两点 is six hours."""

import re

from flows.understanding.clocks import HOURS_OF_DAY, MINUTES_OF_HOUR
from flows.understanding.english_numbers import WORDS
from flows.understanding.numbers import NUMERAL_CHARACTERS, whole_number

NOON = 12
MINUTES_OF_QUARTER = 15
AFTER_NOON_MOST = 3
"""中午一点 is after noon, 中午十一点 before."""
BETWEEN_MOST = 12
"""So many characters at most stand between from when and until when."""

_LATE = re.compile(
    r"下午|下昼|晏昼|午后|傍晚|晚上|夜里|夜晚|今晚|昨晚|晚黑|晚|pm|evening|night|afternoon"
)
_EARLY = re.compile(r"早|上午|上昼|凌晨|清晨|半夜|am|morning")
_PART = (
    r"(?P<part>(?:今[天日]|昨[天日]|前[天日]|琴日|寻日|次日|翌日|第二[天日]|隔天|当[天日])?"
    r"(?:大?清早|早上|早晨|朝早|一早|早|上午|上昼|中午|正午|下午|下昼|晏昼|午后|傍晚|晚上|夜里"
    r"|夜晚|晚黑|晚|凌晨|半夜|今早|今晚|昨晚)?)"
)
_NUMBER = rf"\d{{1,2}}|[{NUMERAL_CHARACTERS}]{{1,3}}"
_HOUR_WORDS = tuple(word for word, hour in WORDS.items() if 0 < hour <= NOON)
_CLOCK = re.compile(
    rf"{_PART}(?:(?P<hour>{_NUMBER})(?:点钟?|时)"
    rf"(?:(?P<half>半)|(?P<quarters>[一三])刻|(?P<minutes>\d{{1,2}}"
    rf"|[{NUMERAL_CHARACTERS}]{{2,3}})分?)?"
    r"|(?<!\d)(?P<digits>\d{1,2}):(?P<past>\d\d)(?: ?(?P<colon>am|pm))?"
    r"|(?<!\d)(?P<english>\d{1,2})(?: ?(?P<meridiem>am|pm)\b"
    r"|(?P<told> in the (?:morning|afternoon|evening)| at night))"
    r"|(?:(?<=\bat )|(?<=\btill )|(?<=\buntil )|(?<=\bby )|(?<=\bfrom )|(?<=\bto ))"
    rf"(?P<half_past>half past |half )?(?P<bare>\d{{1,2}}|{'|'.join(_HOUR_WORDS)})"
    r"(?![:.]?\d| ?(?:am|pm|o ?clock|in the|at night|min|hour|hr|day|week|floor|people|times))\b"
    rf"|\b(?P<word>{'|'.join(_HOUR_WORDS)})"
    r"(?: o ?clock)?(?P<spoken> in the (?:morning|afternoon|evening)| at night)"
    r"|\b(?P<noon>noon|midday)\b|\b(?P<midnight>midnight)\b|(?P<zheng>正午|中午)(?![\d一二两三]))"
)
_UNTIL = re.compile(
    r"(?:多|左右|就|开始|那会儿|一直|停水?电?|断电?水?|等|坏|漏|吵|关|的)*"
    r"(?:[^\W\da-z没不未快差]{0,3}[到至]|-+|~+|—+|–+)(?:了|今天|昨天)?"
    r"| ?(?:-|–|until|till|til|to) ?"
)
_WEEK = "一二三四五六日"
_WEEKDAYS = re.compile(
    r"(?:周|星期|礼拜)(?P<opens>[一二三四五六])(?:干|做|弄|一直)?[到至-](?:周|星期"
    r"|礼拜)(?P<closes>[二三四五六日])"
)
_WEEK_ENGLISH = "mon tue wed thu fri sat sun".split()
_WEEKDAYS_ENGLISH = re.compile(
    rf"\b(?P<opens>{'|'.join(_WEEK_ENGLISH)})[a-z]* (?:to|till?|until|through|thru|-) "
    rf"(?P<closes>{'|'.join(_WEEK_ENGLISH)})[a-z]*"
)
_PLANNED = re.compile(r"预计|打算|计划|需要|施工|装修|要多|\bwill\b|\bplan")
_BEGAN = re.compile(
    r"停|断|跳|坏|等|约|说|没了|没的|没[水电网气]|黑|灭|熄|起|开始|困"
    r"|went|stopped|off|cut|from|since|failed|died|down|gone|lost"
)
_PROMISED = re.compile(
    r"(?<!约)(?:说|通知|预计|估计|据说|答应|保证)(?![^,]{0,3}了?[,])[^才]*$"
    r"|\b(?:said|supposed|promised|should|expected|meant)\b"
)
"""Behind from when it began: only the promise of an end."""
_ENDED = re.compile(
    r"来|到|好|恢复|修|通|亮|走|结束|出来|为止|返|back|on|came|fixed|until|till|arrived|restored"
)


def hours_between(words: str) -> tuple[float, int, int] | None:
    """The hours from one time of the clock to another, and where they are told; or None.

    None also where more than two times are told, or where it might be any half of the day.
    """
    times = [found for found in _CLOCK.finditer(words) if found[0].strip()]
    if len(times) != 2:  # noqa: PLR2004 - from one time to another
        return None
    first, last = times
    between = words[first.end() : last.start()].strip()
    if not _UNTIL.fullmatch(between):
        is_told = _BEGAN.search(words, 0, last.start()) and _ENDED.search(words, first.end())
        most = BETWEEN_MOST * (2 if between.isascii() else 1)
        is_promised = _PROMISED.search(between) is not None
        if len(between) > most or "?" in words or not is_told or is_promised:
            return None
    if words[last.end() :].startswith(("多", "来钟")):
        return None
    opens, closes = _clock(first), _clock(last)
    if opens is None or closes is None:
        return None
    is_known = (opens[1] and closes[1]) or (max(opens[0], closes[0]) > NOON and _is_of_24(times))
    lasted = (closes[0] - opens[0]) % (HOURS_OF_DAY if is_known else NOON)
    if not lasted:
        return None
    return lasted, first.start(), last.end()


def weekdays_planned(words: str, asked: str) -> int | None:
    """How many days work is to take that lasts from one weekday to another, both included."""
    if not _PLANNED.search(asked):
        return None
    if (found := _WEEKDAYS.search(words)) is not None:
        first, last = (_WEEK.index(found[name][0]) for name in ("opens", "closes"))
    elif (found := _WEEKDAYS_ENGLISH.search(words)) is not None:
        first, last = (_WEEK_ENGLISH.index(found[name]) for name in ("opens", "closes"))
    else:
        return None
    return last - first + 1 if last > first else None


def _is_of_24(times: list[re.Match[str]]) -> bool:
    """Whether both are written as on a clock of 24 hours: 8:00-20:30."""
    return all(found["digits"] and not found["colon"] and not found["part"] for found in times)


def without_days(words: str) -> str:
    """Words in which 第二天, which is no amount of days beside a clock, is blotted out."""
    return re.sub(r"第二[天日]", lambda found: " " * len(found[0]), words)


def _clock(found: re.Match[str]) -> tuple[float, bool] | None:
    """The hour from midnight, and whether its half of the day is known."""
    if found["noon"] or found["zheng"]:
        return NOON, True
    if found["midnight"]:
        return 0, True
    written = found["hour"] or found["digits"] or found["english"] or found["word"]
    written = written or found["bare"]
    hour = whole_number(written)
    if hour is None or hour > HOURS_OF_DAY:
        return None
    minutes = 0
    if found["half"] or found["half_past"]:
        minutes = MINUTES_OF_HOUR // 2
    elif found["quarters"]:
        minutes = MINUTES_OF_QUARTER * (1 if found["quarters"] == "一" else 3)
    elif found["minutes"] or found["past"]:
        minutes = whole_number(found["minutes"] or found["past"]) or 0
    part = "".join(
        filter(
            None, (found["part"], found["colon"], found["meridiem"], found["spoken"], found["told"])
        )
    )
    at = hour + minutes / MINUTES_OF_HOUR
    if hour > NOON or (found["digits"] and len(found["digits"]) == len("08") and not part):
        return at, True
    if _LATE.search(part):
        return (at % NOON) + (0 if hour == NOON and "晚" in part else NOON), True
    if _EARLY.search(part):
        return at % NOON, True
    if "中午" in part:
        return at + (NOON if hour <= AFTER_NOON_MOST else 0), True
    return at, False
