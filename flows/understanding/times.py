"""Moments to come, as staff and residents write them: 明天下午3点, 11-25 15:00, 2小时后, 周五上午.

Words of time are picked out one by one and must make up exactly one moment: two days, two hours or
a span (3-4点) are not read. A part of the day without an hour means its end: what is promised for
the afternoon is due when the afternoon is over.
"""

import re
from datetime import datetime, time, timedelta

from flows.understanding.answers import date
from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.grammar import Word
from flows.understanding.named_times import named_time
from flows.understanding.parts_of_day import PART_ENDS
from flows.understanding.time_figures import UnreadableTime
from flows.understanding.time_words import words_of_time
from flows.understanding.words import half_width

_FILLING = re.compile(r"[\s,，:：在于]*|\s+at\s+")
_BEFORE_THE_REST = re.compile(r"^\s*(?:[之以]?前|左右)?[\s,，。:：;；、]*")


def read_moment(text: str, now: datetime) -> datetime:
    """The one moment after `now` that a text names, in the zone of `now`. Raises UnreadableTime."""
    return _moment(words_of_time(text), now)


def read_moment_and_rest(text: str, now: datetime) -> tuple[datetime, str]:
    """The moment that a text begins with, and the words behind it. Raises UnreadableTime.

    Where the time stands further back the words around it are kept whole.
    """
    head: list[Word] = []
    written = half_width(text)
    for word in words_of_time(text):
        between = written[head[-1].end if head else 0 : word.start]
        if _FILLING.fullmatch(between) is None:
            break
        head.append(word)
    if not head:
        return read_moment(text, now), text.strip()
    rest = _BEFORE_THE_REST.sub("", text[head[-1].end :], count=1)
    return _moment(head, now), rest.strip()


def read_moment_meant(text: str, now: datetime) -> datetime:
    """The moment after `now` that an answer means, whatever else it says. Raises UnreadableTime.

    周三不行，周四下午3点 is Thursday; 周三下午3点就坏了 means none.
    """
    meant = date.time_meant(text)
    if meant is None:
        raise UnreadableTime("unclear")
    return _moment(list(meant), now)


def said_beside_moment(text: str, now: datetime) -> str:
    """What an answer tells beside the moment that it means; empty where it means none."""
    return date.read(Question(QuestionKind.DATE, now=now.replace(tzinfo=None)), text).remark


def names_hour(text: str) -> bool:
    """Whether a text says an hour, or so long from now; 明天下午 says a part of a day."""
    return any(word.kind in {"hour", "relative"} for word in words_of_time(text))


def _moment(words: list[Word], now: datetime) -> datetime:
    named = named_time(words, now.date())
    if named.later is not None and named.clock is None and not named.part:
        return now + named.later
    if named.clock is not None:
        of_the_day = timedelta(minutes=named.clock)
    elif named.part:
        of_the_day = timedelta(hours=PART_ENDS[named.part])
    else:
        raise UnreadableTime("no_hour" if named.day is not None else "unclear")
    moment = datetime.combine(named.day or now.date(), time(), tzinfo=now.tzinfo) + of_the_day
    if moment <= now:
        raise UnreadableTime("past")
    return moment
