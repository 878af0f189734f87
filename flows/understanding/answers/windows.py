"""Options that are times of the day, as hours from midnight: 下午2点到5点 lasts from 14 to 17."""

import re
from functools import lru_cache

from flows.understanding.answers.menus import MENUS_KEPT, core_of
from flows.understanding.answers.plain import joined_words

NOON = 12
DAY = 24
Hours = tuple[float, float]

_PARTS_OF_DAY: tuple[tuple[re.Pattern[str], Hours], ...] = (
    (re.compile(r"上午|早上|早晨|朝早|上昼|\bmornings?\b"), (6, 12)),
    (re.compile(r"下午|午后|下昼|晏昼|\bafternoons?\b"), (12, 18)),
    (re.compile(r"晚上|傍晚|夜晚|晚间|\b(?:evenings?|night)\b"), (18, 24)),
)
_MIDDAY = re.compile(r"中午|正午|午间|\b(?:noon|midday|lunch ?time)\b")
MIDDAY: Hours = (11.5, 14)
_HALF = r"(?::(?P<{0}>\d\d)|点(?P<{0}_half>半)?|时)?\s?(?P<{0}_meridiem>am|pm)?"
_NUMBER = r"(?P<{0}>\d{{1,2}}|[一二两三四五六七八九十]{{1,3}})"
_SPAN = re.compile(
    rf"{_NUMBER.format('first')}{_HALF.format('opens')}\s*(?:-|–|—|~|到|至|to|until)\s*"
    rf"(?:上午|中午|下午|晚上)?{_NUMBER.format('last')}{_HALF.format('ends')}"
)
_BOUND = re.compile(
    rf"(?:(?P<earlier>before|by|until) |(?P<later>after|from) )?{_NUMBER.format('hour')}"
    rf"{_HALF.format('at')}(?:[之以]?(?P<before>前)|[之以]?(?P<behind>后)| (?P<onwards>onwards))?"
)
_MOMENT = re.compile(
    rf"(?:上午|早上|中午|下午|傍晚|晚上)?{_NUMBER.format('hour')}{_HALF.format('at')}(?:整|钟)?"
)
MOMENT = 0.01
_CHINESE = "零一二三四五六七八九十"


@lru_cache(maxsize=MENUS_KEPT)
def windows(options: tuple[str, ...]) -> tuple[Hours | None, ...]:
    """From when to when each option lasts; None for one that is no time of the day."""
    found = [_window(option) for option in options]
    return tuple(
        MIDDAY if hours is None and _MIDDAY.search(core_of(option)) else hours
        for hours, option in zip(found, options, strict=True)
    )


def _window(option: str) -> Hours | None:
    words = joined_words(option)
    part = next((hours for named, hours in _PARTS_OF_DAY if named.search(core_of(option))), None)
    span = _SPAN.search(words)
    if span is None or not re.search(r"[点时:]|am|pm|上午|下午|晚上", words):
        return _bounded(words, part) or _moment(words, part) or part
    first = _hour(span["first"]) + _minutes(span, "opens")
    last = _hour(span["last"]) + _minutes(span, "ends")
    is_late = span["ends_meridiem"] == "pm" and span["opens_meridiem"] != "am"
    is_late = is_late or span["opens_meridiem"] == "pm" or (part is not None and part[0] >= NOON)
    if is_late and first < NOON and (first < last or last >= NOON):
        first += NOON
    if last < first:
        last += NOON
    return first, last


def _bounded(words: str, part: Hours | None) -> Hours | None:
    """早上7点前 ends at seven, 晚上8点后 begins at eight."""
    bound = _BOUND.search(words)
    if bound is None or not re.search(r"[点时:]|am|pm", bound[0]):
        return None
    hour = _hour(bound["hour"]) + _minutes(bound, "at")
    is_late = bound["at_meridiem"] == "pm" or (part is not None and part[0] >= NOON)
    hour += NOON if is_late and hour < NOON else 0
    if bound["before"] or bound["earlier"]:
        return 0, hour
    if bound["behind"] or bound["later"] or bound["onwards"]:
        return hour, DAY
    return None


def _moment(words: str, part: Hours | None) -> Hours | None:
    """晚上8点 and 20:00 are moments."""
    moment = _MOMENT.fullmatch(words)
    if moment is None or not re.search(r"[点时:]|am|pm", words):
        return None
    hour = _hour(moment["hour"]) + _minutes(moment, "at")
    is_late = moment["at_meridiem"] == "pm" or (part is not None and part[0] >= NOON)
    hour += NOON if is_late and hour < NOON else 0
    return hour, hour + MOMENT / 2


def _hour(written: str) -> float:
    if written.isdecimal():
        return float(written)
    said = written.replace("两", "二")
    tens, ten, ones = said.rpartition("十")
    if not ten:
        return float(_CHINESE.index(said))
    return float((_CHINESE.index(tens) if tens else 1) * 10 + (_CHINESE.index(ones) if ones else 0))


def _minutes(span: re.Match[str], name: str) -> float:
    return 0.5 if span[f"{name}_half"] else int(span[name] or 0) / 60
