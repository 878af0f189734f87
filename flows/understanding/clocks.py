"""The hours of the clock: 三点二十, 差一刻三点, 15:00, half past nine, 7pm, 1530."""

from flows.understanding.english_numbers import WORDS
from flows.understanding.grammar import Word
from flows.understanding.numbers import NUMERAL_CHARACTERS
from flows.understanding.parts_of_day import AFTERNOON, MIDDAY, MORNING, NIGHT, NOON, PART_ENDS
from flows.understanding.time_figures import UnreadableTime, figure

HOURS_OF_DAY = 24
MINUTES_OF_HOUR = 60
MINUTES_OF_MARK = 5
"""三点九 is where the long hand points at the nine: a quarter to four."""

EARLY_HOUR_MAX = 6
"""3点 alone is in the afternoon: nobody has a visit at three in the morning."""

NIGHT_HOUR_MIN = 4
"""晚上5点 is the earliest: 晚上2点 is the night before or after."""

MORNING_HOUR_MIN = 4
"""上午3点 is a slip: 凌晨3点 is what is said of the night."""

NOON_HOURS = frozenset({11, 12, 1, 2, 3})
NOON_HOUR_MAX = 3
"""中午1点 is 13:00, 中午11点 is 11:00."""

_EARLY = frozenset({"am", "a.m.", "a.m", "am.", "凌晨"})
_LATE = frozenset({"pm", "p.m.", "p.m", "pm."}) | AFTERNOON

_N = rf"(?:\d{{1,2}}|[{NUMERAL_CHARACTERS}]{{1,3}})"
HOUR_WORD = f"(?:{'|'.join(word for word, number in WORDS.items() if 0 < number <= NOON)})"
_HOURS = rf"(?:\d{{1,2}}|{HOUR_WORD})"
_HALF_DAY = r"(?:\ ?(?P<half_day>[ap](?:\.m\b\.?|m\b)))"
_MINUTE_WORD = (
    r"(?P<minute_word>fifteen|(?:twenty|thirty|forty|fifty)(?:[-\ ]five)?|ten|o[h'’]?[-\ ]?five)"
)
_SOME_MINUTES = r"(?P<{}>quarter|twenty(?:[-\ ]five)?|ten|five|25|20|10|5)"
_PAST = _SOME_MINUTES.format("past_minute")
_TO = _SOME_MINUTES.format("to_minute")
_NO_HOUR = r"(?![:.]?\d|\ ?(?:[ap]\.?m|room|unit|flat|min|hou|day|wee|month|people|year))"
_HOUR_NAMED = rf"\ (?P<hour>{_HOURS})(?:\ ?o'?clock)?\b{_HALF_DAY}?(?![:.]\d|\ ?[-~–])"
_UNTIL = r"\ ?(?:[-~–]|\b(?:to|til|till|until)\b)\ ?"
_HAN_HOUR = rf"(?:(?<!\d)\d{{1,2}}|[{NUMERAL_CHARACTERS}]{{1,3}})"
_FIVES = "1[01]|[1-9]|十一?|[一二两三四五六七八九]"
_ENDS = r"(?=$|[\s,，、。.;；!！~～?？…)）]|[吧啦喇啲咯囉啊呀呢嘅哈喔哦左前后可得行来见嚟])"
_NO_PLACE = r"(?![楼层栋幢座号单室房门元块位名])"
DOTTED_CLOCK_PATTERNS = (
    (
        "hour",
        r"""
        (?<![\d.:/])(?P<hour>\d{1,2})\.(?P<minute>[0-5]\d)
        (?=\ ?(?:(?:in\ the|this)\ (?:morning|afternoon|evening)|at\ night|o'?clock))
        """,
    ),
    (
        "hour",
        r"""
        (?<=[上下]午|晚上|早上|中午|傍晚|夜里|凌晨|[今明听]早|[今明听]晚|下昼|晏昼|朝早)
        (?P<hour>\d{1,2})\.(?P<minute>[0-5]\d)(?![\d.])
        """,
    ),
    (
        "hour",
        r"""
        (?:\bat\ |(?<=\btomorrow\ )|(?<=\btonight\ ))
        (?P<hour>\d{1,2})\.(?P<minute>[0-5]\d)(?![\d.])
        """,
    ),
)
"""2.30 is an hour where a part of the day stands beside it; else it may be a date."""
CLOCK_PATTERNS = (
    (
        "hour",
        rf"差(?P<to_minute>{_N}分|一刻|[五十]|二十|5|10)钟?(?:到|就)?(?P<hour>{_N})[点时]钟?",
    ),
    (
        "hour",
        rf"(?P<hour>{_HAN_HOUR})\s*点钟?\s?[差欠](?P<to_minute>{_N}分|一刻|[五十]|二十|5|10)钟?",
    ),
    ("hour", rf"(?P<hour>{_HAN_HOUR})\s*点[踏搭嗒](?:正|(?P<half>半)钟?|(?P<mark>{_FIVES}))"),
    ("hour", rf"(?P<hour>{_HAN_HOUR})\s*点(?P<mark>{_FIVES})个字"),
    ("hour", rf"(?P<hour>{_HAN_HOUR})\s*点(?P<mark>[一二三四五六七八九]){_ENDS}"),
    (
        "hour",
        rf"""
        (?P<hour>{_HAN_HOUR})\s*[点时](?:钟|正|整)?\s?
        (?:(?P<half>半)钟?|过?(?P<quarter>[一两三123])刻钟?
        |过?(?P<minute>{_N})分|(?P<minute_alone>\d\d|[{NUMERAL_CHARACTERS}]{{2,3}}){_NO_PLACE})?
        [整正]?
        """,
    ),
    ("hour", rf"(?<!\d)(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?!\d){_HALF_DAY}"),
    ("hour", r"(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?!\d)(?:\ ?(?:hrs?|h)\b)?"),
    ("hour", r"(?<![\d:])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\ ?(?:hrs?|hours|h)\b"),
    (
        "hour",
        r"\bat\ (?P<hour>[01]\d|2[0-3])(?P<minute>[0-5][05])\b(?!\ ?(?:room|unit|flat))",
    ),
    (
        "hour",
        r"""
        (?<![\d:.-])(?P<bare_hour>0[6-9]|1\d|2[0-3])(?P<minute>00|15|30|45)
        (?![\d\w年元块室房号栋楼:-]|\.\d)
        """,
    ),
    ("hour", rf"\b(?:(?:at|around|about)\ )?(?P<half>half)(?:\ past)?{_HOUR_NAMED}"),
    (
        "hour",
        rf"\b(?:(?:at|around|about)\ )?(?:a\ )?{_PAST}(?:\ minutes?)?\ (?:past|after){_HOUR_NAMED}",
    ),
    ("hour", rf"\b(?:at|around|about)\ (?:a\ )?{_TO}(?:\ minutes?)?\ (?:to|before){_HOUR_NAMED}"),
    (
        "hour",
        rf"""
        \b(?:a\ )?(?P<to_minute>quarter|twenty(?:[-\ ]five)?|2[05]|(?:ten|five|10|5)(?=\ minutes))
        (?:\ minutes)?\ (?:to|before){_HOUR_NAMED}
        """,
    ),
    ("vague", rf"\b{_HOURS}(?:\ ?[ap]m)?{_UNTIL}{HOUR_WORD}\b"),
    ("hour", rf"\b(?P<hour>{HOUR_WORD})\ {_MINUTE_WORD}{_HALF_DAY}"),
    ("hour", rf"(?<![\da-z])(?P<hour>{_HOURS}){_HALF_DAY}"),
    ("hour", rf"\b(?P<hour>{_HOURS})\ ?o'?clock"),
    ("part", r"\b(?P<bare_part>[ap]m)\b"),
    ("hour", rf"(?<![\d:.])\b(?P<hour>{_HOURS})[-\ ]?ish\b"),
    (
        "hour",
        rf"(?:\b(?:at|around|about|say)\ |@\ ?)(?P<hour>{_HOURS})(?:\ {_MINUTE_WORD})?\b{_NO_HOUR}",
    ),
    ("hour", rf"(?<![\d:.])\b(?P<hour>{_HOURS})(?:\ {_MINUTE_WORD})?(?=\ in\ the)"),
    ("hour", rf"\b(?P<bare_hour>{HOUR_WORD})\ {_MINUTE_WORD}\b{_NO_HOUR}"),
    (
        "hour",
        r"""
        (?<![\d.:/])(?P<bare_hour>\d{1,2})\.(?P<minute>00|3[2-9]|[45]\d)(?![\d.])
        (?!\s?(?:元|块|小时|个|[天米度平]|钟))
        """,
    ),
)
"""The patterns of hours, in the order in which they are tried; `vague` is from an hour to one.

What has a `bare_` part is one only beside other words of time: 明天1530, Friday pm.
"""


def clock(word: Word, part: str) -> int:
    """So many minutes from midnight, where a part of the day helps. Raises UnreadableTime."""
    written = word.get("hour") or word["bare_hour"]
    hours = _of_the_day(figure(written), word.get("half_day") or part, written)
    minutes = _minutes(word)
    if hours > HOURS_OF_DAY or minutes >= MINUTES_OF_HOUR:
        raise UnreadableTime("unclear")
    return hours * MINUTES_OF_HOUR + minutes


def _of_the_day(hours: int, half_day: str, written: str) -> int:
    """An hour of the clock as one of twenty-four."""
    if not half_day:
        return hours + NOON if 1 <= hours <= EARLY_HOUR_MAX and written[0] != "0" else hours
    is_early = half_day in _EARLY or PART_ENDS.get(half_day, HOURS_OF_DAY) <= NOON
    if (
        (half_day in NIGHT and hours <= NIGHT_HOUR_MIN)
        or (half_day in MIDDAY and hours not in NOON_HOURS)
        or (is_early and hours > NOON)
        or (half_day in MORNING and hours < MORNING_HOUR_MIN)
    ):
        raise UnreadableTime("unclear")
    if hours == NOON:
        return HOURS_OF_DAY if half_day in NIGHT else 0 if half_day in _EARLY else NOON
    is_late = half_day in _LATE | NIGHT or (half_day in MIDDAY and hours <= NOON_HOUR_MAX)
    return hours + NOON if is_late and hours < NOON else hours


def _minutes(word: Word) -> int:
    if word.get("to_minute"):
        return -_some_minutes(word["to_minute"])
    if word.get("past_minute"):
        return _some_minutes(word["past_minute"])
    if word.get("half"):
        return 30
    if word.get("quarter"):
        return 15 * figure(word["quarter"])
    if word.get("mark"):
        return MINUTES_OF_MARK * figure(word["mark"])
    if word.get("minute_word"):
        return figure(word["minute_word"].removeprefix("oh").removeprefix("o").lstrip(" -"))
    return figure(word.get("minute") or word.get("minute_alone") or "0")


def _some_minutes(written: str) -> int:
    return 15 if written in {"一刻", "quarter"} else figure(written.removesuffix("分"))
