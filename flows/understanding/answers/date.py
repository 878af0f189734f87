"""Dates and times as answers: 明天下午三点半, 周五上午, 12/3, in two hours; counted from `now`.

Words of time that stand together are one time. A time that has a clause to itself is the answer;
elsewhere a time is only where the clause says that it suits. What is over, impossible, a span, a
choice or a question is asked again.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from flows.understanding.answers.beside import said_beside, taken_back
from flows.understanding.answers.plain import plain
from flows.understanding.answers.question import Answer, Question, unclear
from flows.understanding.answers.suited import Said
from flows.understanding.answers.suiting import times_meant
from flows.understanding.grammar import Word
from flows.understanding.named_times import NamedTime, named_time
from flows.understanding.parts_of_day import DUSK, MIDDAY, NIGHT, NOON, PART_ENDS
from flows.understanding.time_figures import UnreadableTime
from flows.understanding.time_words import words_of_time

MORNING, AFTERNOON, EVENING = "morning", "afternoon", "evening"


def read(question: Question, said: str) -> Answer:
    """The one day or moment to come that was named, in the question's local time; or unclear."""
    if question.now is None:
        return unclear("there is no time to count from")
    message = plain(said)
    chosen = times_meant(message.words, question.text)
    if not chosen:
        return unclear("two times, a choice or none that suits")
    try:
        named = named_time(_words(chosen), question.now.date())
        value, part = _value(named, question.now)
    except UnreadableTime as error:
        return unclear(f"the time is {error.reason}")
    spans = [one.clause if one.is_plain else (one.start, one.end) for one in chosen]
    why = " ".join(message.words[one.start : one.end] for one in chosen)
    starts = (one.start for one in words_of_time(message.words))
    retracted = taken_back(message.words, starts, chosen[0].start)
    return Answer(value, said_beside(message, retracted, *spans), part, f"time: {why}")


def time_meant(said: str) -> tuple[Word, ...] | None:
    """The words of the one time that an answer means; None where it means none or several."""
    return _words(times_meant(plain(said).words, "")) or None


def _words(said: Iterable[Said]) -> tuple[Word, ...]:
    return tuple(word for one in said for word in one.words)


def _value(named: NamedTime, now: datetime) -> tuple[str, str | None]:
    """The written value and the part of the day. Raises UnreadableTime."""
    if named.is_within:
        raise UnreadableTime("unclear")
    clock = NOON * 60 if named.clock is None and named.part in MIDDAY else named.clock
    if named.day is None and named.later is not None:
        return _written(now + named.later), None
    day = named.day or now.date()
    midnight = datetime.combine(day, time())
    if clock is not None:
        moment = midnight + timedelta(minutes=clock)
        if moment <= now:
            raise UnreadableTime("past")
        return _written(moment), None
    if named.day is None and not named.part:
        raise UnreadableTime("unclear")
    if day < now.date() or (named.part and midnight + _over(named.part) <= now):
        raise UnreadableTime("past")
    return day.isoformat(), _part_of_day(named.part)


def _over(part: str) -> timedelta:
    """An evening lasts to midnight; a morning to noon, however early it was called."""
    ends = {MORNING: NOON, AFTERNOON: PART_ENDS["下午"], EVENING: 24}
    return timedelta(hours=ends[_part_of_day(part) or EVENING])


def _part_of_day(part: str) -> str | None:
    if not part:
        return None
    if part in NIGHT | DUSK:
        return EVENING
    return MORNING if PART_ENDS[part] <= NOON else AFTERNOON


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"
